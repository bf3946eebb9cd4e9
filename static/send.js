// SPDX-License-Identifier: ISC
// Files are dropped or pasted where they are taken (templates/part/upload.cs), and a bar shows how far they have come.
(() => {
	"use strict";
	const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
	const box_of = (target) => target.closest("[data-files]") || (target.closest("form") || document).querySelector("[data-files]");
	const line = (box, tag) => {
		const found = box.querySelector(`${tag}[data-line]`);
		if (found) return found;
		const made = document.createElement(tag);
		made.dataset.line = "";
		box.append(made);
		return made;
	};

	const add = (box, files) => {
		const input = box.querySelector("input[type=file][multiple]"), to = new DataTransfer();
		[...input.files, ...files].forEach((file) => to.items.add(file));
		input.files = to.files;
		["input", "change"].forEach((type) => input.dispatchEvent(new Event(type, { bubbles: true })));
	};
	// A screenshot has no name of its own.
	const named = (file, i) => {
		const at = new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 19).replace(/[-:T]/g, "");
		return file.name === "image.png" ? new File([file], `${at}${i || ""}.png`, { type: file.type }) : file;
	};
	document.addEventListener("paste", (e) => {
		const files = Array.from(e.clipboardData ? e.clipboardData.files : []), box = files.length > 0 && box_of(e.target);
		if (!box) return;
		e.preventDefault();
		add(box, files.map(named));
	});
	const over = (e) => e.dataTransfer && e.dataTransfer.types.includes("Files") && e.target.closest && box_of(e.target);
	document.addEventListener("dragover", (e) => {
		const box = over(e);
		all("[data-over]").forEach((b) => { if (b !== box) delete b.dataset.over; });
		if (!box) return;
		e.preventDefault();
		box.dataset.over = "";
	});
	document.addEventListener("drop", (e) => {
		const box = over(e);
		if (!box) return;
		e.preventDefault();
		delete box.dataset.over;
		add(box, e.dataTransfer.files);
	});
	document.addEventListener("change", (e) => {
		const box = e.target.type === "file" && e.target.closest("[data-files]");
		if (box) line(box, "small").textContent = Array.from(e.target.files, (f) => f.name).join(" · ");
	});
	all("[data-files]").forEach((box) => { line(box, "small").textContent = box.dataset.dropSaid; });

	// The portal tells where it goes on instead of leading there (http/reply.h), so that no message is lost on the way.
	const go = (form, xhr) => {
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
		if (e.defaultPrevented || !box || !all("input[type=file]", box).some((input) => input.files.length > 0)) return;
		e.preventDefault();
		const data = new FormData(form), xhr = new XMLHttpRequest(), bar = line(box, "progress"), button = e.submitter;
		if (button && button.name) data.append(button.name, button.value);
		bar.setAttribute("aria-label", box.dataset.sending);
		xhr.open("POST", (button && button.getAttribute("formaction")) || form.getAttribute("action"));
		xhr.setRequestHeader("Accept", "text/x-location, text/html");
		xhr.upload.addEventListener("progress", (p) => { bar.value = p.loaded / p.total; });
		xhr.addEventListener("load", () => go(form, xhr));
		xhr.addEventListener("error", () => { bar.remove(); line(box, "small").textContent = box.dataset.lost; });
		xhr.send(data);
	});
})();
