// SPDX-License-Identifier: ISC
// A field for numbers of records finds them by their titles: what is typed is searched on the server, and the field's list of
// suggestions shows what was found beside those that came with the page.  Without this file numbers are typed.
(() => {
	"use strict";
	const find = document.querySelector("form.find");
	if (!find) return;
	const last = (field) => field.value.slice(Math.max(field.value.lastIndexOf(","), field.value.lastIndexOf("，")) + 1).trim();
	const ask = async (kind, q) => {
		const reply = await fetch(`${find.action}?part=found&kind=${kind}&q=${encodeURIComponent(q)}`).catch(() => null);
		if (!reply || !reply.ok) return [];
		const page = new DOMParser().parseFromString(await reply.text(), "text/html");
		return Array.from(page.querySelectorAll("li[data-sort=record]"), (li) => [li.querySelector("small").textContent.split(" · ")[0].trim(), li.querySelector("a").textContent]);
	};
	// A list of its own, for the browser keeps what it has shown of another.
	const listOf = (field) => {
		if (!field.list) {
			const list = document.createElement("datalist");
			list.id = `${field.id}-list`;
			field.after(list);
			field.setAttribute("list", list.id);
		}
		return field.list;
	};
	const put = (field, found) => {
		const list = listOf(field), before = field.value.slice(0, field.value.length - last(field).length);
		const there = new Set(Array.from(list.options, (o) => o.dataset.number || o.value));
		list.append(...found.filter(([number]) => !there.has(number)).map(([number, title]) => {
			const option = document.createElement("option");
			option.dataset.number = number;
			option.value = before + number;
			option.textContent = title;
			return option;
		}));
	};
	const timers = new WeakMap();
	const look = (field) => {
		const kinds = field.dataset.kinds;
		// What was chosen from the list is not looked for once more.
		if (!kinds || /^[A-Z]{3}-\d{4}-\d{4,}$/.test(last(field))) return;
		clearTimeout(timers.get(field));
		timers.set(field, setTimeout(async () => {
			const q = last(field);
			if (q.length < 2) return;
			const found = (await Promise.all(kinds.split(" ").map((kind) => ask(kind, q)))).flat();
			// What has been typed meanwhile asks anew.
			if (q === last(field)) put(field, found);
		}, 200));
	};
	document.addEventListener("input", (e) => look(e.target));
	// What was typed before this file came.
	look(document.activeElement);
})();
