// SPDX-License-Identifier: ISC
// The record page works without this file; it marks in the bar where one is, and prints what is folded.
(() => {
	"use strict";
	const links = Array.from(document.querySelectorAll(".recbar nav a[href^='#']"));
	const parts = links.map((link) => document.getElementById(link.hash.slice(1))).filter(Boolean);
	const bar = document.querySelector(".recbar");
	if (!bar || parts.length === 0) return;

	// The part that one reads: the lowest of those that begin above a line a little below the bar.
	const mark = () => {
		const line = bar.getBoundingClientRect().bottom + innerHeight / 5;
		const tops = parts.map((part) => ({ part, top: part.getBoundingClientRect().top })).filter((p) => p.top <= line);
		const here = tops.sort((a, b) => b.top - a.top)[0];
		const id = `#${(here ? here.part : parts[0]).id}`;
		links.forEach((link) => {
			if (link.hash !== id) { link.removeAttribute("aria-current"); return; }
			if (link.getAttribute("aria-current")) return;
			link.setAttribute("aria-current", "true");
			const list = link.closest("ul");
			// It comes into sight; a list that shows it already does not move under the finger.
			if (link.offsetLeft < list.scrollLeft || link.offsetLeft + link.offsetWidth > list.scrollLeft + list.clientWidth)
				list.scrollLeft = link.offsetLeft - (list.clientWidth - link.offsetWidth) / 2;
		});
	};
	const seen = new IntersectionObserver(mark, { threshold: [0, .25, .5, .75, 1], rootMargin: "-20% 0px -60% 0px" });
	parts.forEach((part) => seen.observe(part));
	addEventListener("scroll", mark, { passive: true });
	mark();

	// On paper nothing is folded; on the screen it is as it was.
	let folded = [];
	addEventListener("beforeprint", () => {
		folded = Array.from(document.querySelectorAll("main .folds > details:not([open])"));
		folded.forEach((d) => { d.open = true; });
	});
	addEventListener("afterprint", () => { folded.forEach((d) => { d.open = false; }); });
})();
