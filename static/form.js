// SPDX-License-Identifier: ISC
// Files are judged before they are sent, and records are found by their titles.  Everything works without this file.
(() => {
	"use strict";
	const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));

	// What finds records by their titles comes when a field for them is entered (pick.js).
	const own = document.currentScript.src;
	document.addEventListener("focusin", (e) => {
		if (!e.target.dataset.kinds || document.querySelector("script[src*='/pick.js']")) return;
		const picker = document.createElement("script");
		picker.src = own.replace("/form.js", "/pick.js");
		document.head.append(picker);
	});

	// ---- files (templates/part/upload.cs)

	const SPARE = 65536; // bytes of the form beside its files
	const chosen = (box) => all("input[type=file]", box).flatMap((input) => Array.from(input.files));
	const wrong = ({ dataset: d }, files) => {
		const big = files.find((f) => f.size > d.each);
		if (files.length > d.most) return d.mostSaid;
		if (big) return d.eachSaid.replace("%1", big.name);
		return files.reduce((n, f) => n + f.size, SPARE) > d.all ? d.allSaid : "";
	};
	const judge = (box) => {
		const said = wrong(box, chosen(box)), input = box.querySelector("input[type=file]");
		let line = box.querySelector("[data-wrong]");
		if (!line) {
			line = document.createElement("p");
			line.className = "err";
			line.dataset.wrong = "";
			line.id = `${input.id}-wrong`;
			line.setAttribute("role", "alert");
			input.before(line);
			input.setAttribute("aria-describedby", `${line.id} ${input.getAttribute("aria-describedby") || ""}`.trim());
		}
		line.textContent = said;
		input.setAttribute("aria-invalid", String(said !== ""));
		return said === "";
	};
	// What sends them comes when there is something to send (send.js); the browser itself sends them where it does not.
	let sender = null;
	const bring = (box) => {
		if (sender) return;
		sender = document.createElement("script");
		sender.src = box.dataset.sender;
		document.head.append(sender);
	};
	document.addEventListener("change", (e) => {
		const box = e.target.type === "file" && e.target.closest("[data-files]");
		if (!box) return;
		judge(box);
		bring(box);
	});
	// Before app.js takes the form for sent.
	document.addEventListener("submit", (e) => {
		const bad = [e.target, ...all("[data-files]", e.target)].filter((box) => box.matches("[data-files]")).find((box) => !judge(box));
		if (!bad) return;
		e.preventDefault();
		e.stopPropagation();
		bad.querySelector("input[type=file]").focus();
	}, true);
})();
