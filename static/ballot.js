// SPDX-License-Identifier: ISC
// The ballot works without this file; it says "met" to all points at once, and does not offer to approve while one is not met.
(() => {
	"use strict";
	document.querySelectorAll("form.ballot").forEach((form) => {
		const [approve, back] = ["approve", "return"].map((value) => form.querySelector(`[name=move][value=${value}]`));
		const judge = () => {
			const against = form.querySelector("[value=not_met]:checked") !== null;
			approve.disabled = against;
			approve.classList.toggle("primary", !against);
			back.classList.toggle("primary", against);
		};
		const all = form.querySelector("[data-all-met]");
		if (all) {
			all.hidden = false;
			all.addEventListener("click", () => {
				form.querySelectorAll("[value=met]").forEach((radio) => { radio.checked = true; });
				form.dispatchEvent(new Event("change", { bubbles: true }));
			});
		}
		// A canned opinion is put where it can still be changed, behind what is there.
		const choice = form.elements.saying;
		if (choice) choice.addEventListener("change", () => {
			if (!choice.value) return;
			const opinion = form.elements.opinion;
			opinion.value = [opinion.value.trimEnd(), choice.value].filter(Boolean).join("\n");
			choice.value = "";
			opinion.focus();
		});
		form.addEventListener("change", judge);
		judge();
	});
})();
