// SPDX-License-Identifier: ISC
// What is typed is kept on the server while it is not saved, and offered by the next page (pages/record/unsaved.h).
(() => {
	"use strict";
	const EVERY = 10000; // ms
	document.querySelectorAll("form[data-keep]").forEach((form) => {
		const said = form.querySelector("[data-kept]"), hint = form.querySelector("[data-unsaved-hint]");
		const offer = Array.from(document.forms).find((f) => f.elements.drop && f.elements.form_key.value === form.elements.kept.value);
		let changed = false, timer = null;
		const keep = async (leaving) => {
			timer = null;
			if (!changed || form.dataset.sent) return;
			changed = false;
			const data = new URLSearchParams(Array.from(new FormData(form)).filter(([name, value]) => typeof value === "string" && name !== "key"));
			data.append("form", form.dataset.form);
			data.append("form_key", form.elements.key.value);
			form.elements.kept.value ||= "1";
			let at = "";
			try {
				const answer = await fetch(form.dataset.keep, { method: "POST", body: data, redirect: "error", keepalive: leaving });
				if (answer.ok) at = await answer.text();
			} catch { /* no network: the next change tries again */ }
			if (!at) changed = true;
			if (at && offer) offer.elements.form_key.value = form.elements.key.value;
			hint.hidden = at !== "";
			said.textContent = at ? said.dataset.said.replace("%1", at) : said.dataset.failed;
		};
		form.addEventListener("input", () => {
			changed = true;
			timer ||= setTimeout(keep, EVERY, false);
		});
		addEventListener("pagehide", () => keep(true));
		// Whoever discards what this form began with discards what is in it by now.
		if (offer) offer.addEventListener("submit", () => { changed = false; });
	});
})();
