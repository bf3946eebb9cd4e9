// SPDX-License-Identifier: ISC
// A bar shows how far files that are sent have come.  It comes when there are some (form.js), whose line for what is wrong it uses.
(() => {
	"use strict";
	// The portal tells where it goes on instead of leading there (http/reply.h), so that no message is lost on the way.
	const go = (xhr) => {
		const to = xhr.status === 200 && /^text\/plain/.test(xhr.getResponseHeader("Content-Type")) && new URL(xhr.responseText, location.href);
		if (!to) {
			document.open();
			document.write(xhr.responseText);
			document.close();
		} else if (to.pathname + to.search === location.pathname + location.search) {
			location.hash = to.hash;
			location.reload();
		} else location.assign(to);
	};
	// Nobody took it: the form stays with all that was typed and chosen.  The page that came instead says why (templates/pages/error.cs, etc/error).
	const stay = (xhr, box, line) => {
		const why = new DOMParser().parseFromString(xhr.responseText, "text/html").querySelector(".error-page h1 + p");
		line.textContent = why ? why.textContent : xhr.status ? box.dataset.busy : box.dataset.lost;
		["unsent", "input"].forEach((type) => line.nextElementSibling.dispatchEvent(new Event(type, { bubbles: true })));
	};
	document.addEventListener("submit", (e) => {
		const form = e.target, box = form.matches("[data-files]") ? form : form.querySelector("[data-files]"), line = box && box.querySelector("[data-wrong]");
		if (e.defaultPrevented || !line || !Array.from(form.elements).some((c) => c.files && c.files.length > 0)) return;
		e.preventDefault();
		const data = new FormData(form), xhr = new XMLHttpRequest(), bar = document.createElement("progress"), button = e.submitter;
		if (button && button.name) data.append(button.name, button.value);
		form.dataset.sent = "files";
		box.append(bar);
		bar.setAttribute("aria-label", box.dataset.sending);
		xhr.open("POST", (button && button.getAttribute("formaction")) || form.getAttribute("action"));
		xhr.setRequestHeader("Accept", "text/x-location, text/html");
		xhr.upload.addEventListener("progress", (p) => { bar.value = p.loaded / p.total; });
		xhr.addEventListener("loadend", () => {
			if (xhr.status > 501 || [0, 413, 429].includes(xhr.status)) {
				bar.remove();
				stay(xhr, box, line);
			} else go(xhr);
		});
		xhr.send(data);
	});
})();
