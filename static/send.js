// SPDX-License-Identifier: ISC
// A bar shows how far files that are sent have come.
(() => {
	"use strict";
	const inputs = (box) => Array.from(box.querySelectorAll("input[type=file]"));
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
	document.addEventListener("submit", (e) => {
		const form = e.target, box = form.matches("[data-files]") ? form : form.querySelector("[data-files]");
		if (e.defaultPrevented || !box || !inputs(box).some((input) => input.files.length > 0)) return;
		e.preventDefault();
		const data = new FormData(form), xhr = new XMLHttpRequest(), bar = document.createElement("progress"), button = e.submitter;
		if (button && button.name) data.append(button.name, button.value);
		box.append(bar);
		bar.setAttribute("aria-label", box.dataset.sending);
		xhr.open("POST", (button && button.getAttribute("formaction")) || form.getAttribute("action"));
		xhr.setRequestHeader("Accept", "text/x-location, text/html");
		xhr.upload.addEventListener("progress", (p) => { bar.value = p.loaded / p.total; });
		xhr.addEventListener("load", () => go(xhr));
		xhr.addEventListener("error", () => { bar.replaceWith(box.dataset.lost); });
		xhr.send(data);
	});
})();
