// SPDX-License-Identifier: ISC
// Files are dropped or pasted where they are taken (templates/part/upload.cs).
(() => {
	"use strict";
	const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
	const box_of = (target) => target.closest("[data-files]") || (target.closest("form") || document).querySelector("[data-files]");
	const line = (box) => {
		const made = box.querySelector("small[data-line]") || document.createElement("small");
		made.dataset.line = "";
		if (!made.parentNode) box.append(made);
		return made;
	};

	const add = (box, files) => {
		const input = box.querySelector("input[type=file][multiple]"), to = new DataTransfer();
		[...input.files, ...files].forEach((file) => to.items.add(file));
		input.files = to.files;
		box.scrollIntoView({ block: "nearest" });
		["input", "change"].forEach((type) => input.dispatchEvent(new Event(type, { bubbles: true })));
	};
	// A screenshot has no name of its own.
	const named = (file, i) => {
		const at = new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 19).replace(/[-:T]/g, "");
		return file.name === "image.png" ? new File([file], `${at}${i || ""}.png`, { type: file.type }) : file;
	};
	// What is copied from a spreadsheet is text with a picture of it: then the text is meant.
	document.addEventListener("paste", (e) => {
		if (e.clipboardData && e.clipboardData.types.includes("text/plain")) return;
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
		if (box) line(box).textContent = Array.from(e.target.files, (f) => f.name).join(" · ");
	});
	all("[data-files]").forEach((box) => { line(box).textContent = box.dataset.dropSaid; });
})();
