// SPDX-License-Identifier: ISC
// Buttons for Markdown above a text that is shown as such, and a look at it as it will be shown: the portal itself renders it.
(() => {
	"use strict";
	// What a button puts before and behind what is marked; with a line end, before each line.
	const marks = { bold: ["**", "**"], list: ["- ", ""], quote: ["> ", ""], link: ["[", "](https://)"], heading: ["## ", ""] };
	const mark = (text, [before, behind]) => {
		const from = text.selectionStart, to = text.selectionEnd, chosen = text.value.slice(from, to);
		const marked = behind ? before + chosen + behind : (chosen || "").split("\n").map((l) => before + l).join("\n");
		text.focus();
		// So that the browser's undo knows it.
		if (!document.execCommand("insertText", false, marked)) text.setRangeText(marked, from, to, "end");
		if (!chosen) text.setSelectionRange(from + before.length, from + before.length);
		text.dispatchEvent(new Event("input", { bubbles: true }));
	};
	document.querySelectorAll("textarea[data-markdown]").forEach((text) => {
		const words = text.dataset, bar = document.createElement("div"), look = document.createElement("div");
		const button = (name, run) => {
			const b = document.createElement("button");
			b.type = "button";
			b.className = "btn quiet sm";
			b.textContent = words[name];
			b.addEventListener("click", () => run(b));
			bar.append(b);
			return b;
		};
		bar.className = "states";
		bar.setAttribute("role", "group");
		bar.setAttribute("aria-label", words.group);
		look.className = "prose";
		look.hidden = true;
		look.setAttribute("role", "status");
		Object.entries(marks).forEach(([name, how]) => button(name, () => mark(text, how)));
		button("preview", async (b) => {
			const shown = look.hidden;
			if (shown) {
				const body = new URLSearchParams({ token: text.form.elements.token.value, text: text.value });
				const answer = await fetch(words.action, { method: "POST", body, redirect: "error" }).catch(() => null);
				if (answer && answer.ok) look.innerHTML = await answer.text();
				else look.textContent = words.failed;
			}
			look.hidden = !shown;
			text.hidden = shown;
			b.textContent = shown ? words.edit : words.preview;
			b.setAttribute("aria-pressed", String(shown));
		});
		// They come with the text that they are for, so that a page is not full of buttons.
		bar.hidden = document.activeElement !== text;
		text.addEventListener("focus", () => { bar.hidden = false; });
		text.before(bar);
		text.after(look);
	});
})();
