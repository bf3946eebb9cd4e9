// SPDX-License-Identifier: ISC
// Ctrl-K finds pages, records and actions and goes there; single keys jump, and "?" shows them.  Records and what one may begin come
// from the server's search; pages are those of the menu, and actions those of the page.  Everything is there without this file.
(() => {
	"use strict";
	const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
	const template = document.getElementById("palette-parts"), find = document.querySelector("form.find");
	if (!template) return;
	document.body.append(template.content.cloneNode(true));
	const palette = document.getElementById("palette"), keys = document.getElementById("keys"), list = document.getElementById("palette-list");
	const input = palette.querySelector("input"), single = keys.querySelector("input");
	const words = palette.dataset;
	const OFF = "gatehouse.keys";
	const stored = () => { try { return localStorage.getItem(OFF); } catch { return null; } };

	// ---- what can be found: [text, what it is, how to go there]
	const text = (e) => e.textContent.replace(/\s+/g, " ").trim();
	const pages = () => all("#nav nav a, .top .menu a").filter((a) => !a.closest("[hidden]")).map((a) => [text(a), words.page, () => { location.href = a.href; }, a.dataset.key]);
	// A button is not pressed from here: one sees what it says first.
	const actions = () => all("main a.btn, main button.btn, main summary.btn").filter((b) => b.checkVisibility && b.checkVisibility() && text(b))
		.map((b) => [text(b), words.action, b.href ? () => { location.href = b.href; } : () => { b.scrollIntoView({ block: "center" }); b.focus(); }]);
	let found = [], offered = [], asked = 0, at = 0, timer = 0;
	const ask = async (q) => {
		const turn = ++asked;
		if (!find || find.getAttribute("action") === "/search") return;
		const reply = await fetch(`${find.action}?part=found&q=${encodeURIComponent(q)}`).catch(() => null);
		if (turn !== asked || !reply || !reply.ok) return;
		const page = new DOMParser().parseFromString(await reply.text(), "text/html");
		const lines = all("li", page).map((li) => [text(li.querySelector("a")), text(li.querySelector("small")), () => { location.href = li.querySelector("a").getAttribute("href"); }, li.dataset.sort]);
		offered = lines.filter((l) => l[3] === "action").map((l) => l.slice(0, 3));
		found = lines.filter((l) => l[3] === "record").map((l) => l.slice(0, 3));
		show();
	};

	// ---- the list: a listbox of the combobox (ARIA authoring practices)
	let lines = [];
	const show = () => {
		const q = input.value.trim().toLowerCase();
		const fits = ([name]) => q.split(/\s+/).every((w) => name.toLowerCase().includes(w));
		// What is called just so comes before what only holds it.
		const rank = ([name]) => (name.toLowerCase() === q ? 0 : name.toLowerCase().startsWith(q) ? 1 : 2);
		lines = [...(q ? found : []), ...pages().filter(fits).sort((a, b) => rank(a) - rank(b)), ...offered.filter(fits), ...(q ? actions().filter(fits) : actions())].slice(0, 40);
		if (q && find) lines.push([`${words.search} “${input.value.trim()}”`, "", () => { location.href = `${find.action}?q=${encodeURIComponent(input.value.trim())}`; }]);
		at = Math.min(at, Math.max(lines.length - 1, 0));
		list.replaceChildren(...lines.map(([name, sort, go, key], i) => {
			const item = document.createElement("li"), label = document.createElement("span"), what = document.createElement("small");
			item.id = `palette-${i}`;
			item.setAttribute("role", "option");
			label.textContent = name;
			what.textContent = key ? `${sort} · g ${key}` : sort;
			item.append(label, what);
			item.addEventListener("click", () => { palette.close(); go(); });
			return item;
		}));
		mark();
	};
	const mark = () => {
		all("li", list).forEach((item, i) => { item.setAttribute("aria-selected", String(i === at)); });
		const item = list.children[at];
		input.setAttribute("aria-activedescendant", item ? item.id : "");
		if (item) item.scrollIntoView({ block: "nearest" });
	};
	const open = () => {
		if (keys.open) keys.close();
		input.value = "";
		found = [];
		at = 0;
		palette.showModal();
		show();
		ask("");
	};
	input.addEventListener("input", () => {
		at = 0;
		found = [];
		show();
		clearTimeout(timer);
		timer = setTimeout(() => ask(input.value.trim()), 150);
	});
	input.addEventListener("keydown", (e) => {
		if (e.isComposing || e.keyCode === 229) return;
		const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
		if (step && lines.length) { e.preventDefault(); at = (at + step + lines.length) % lines.length; mark(); }
		if (e.key === "Enter" && lines[at]) { e.preventDefault(); const go = lines[at][2]; palette.close(); go(); }
	});

	// ---- the keys, and the card that shows them
	const card = () => {
		if (palette.open) palette.close();
		keys.querySelector("dl").replaceChildren(...pages().filter((p) => p[3]).flatMap(([name, , , key]) => {
			const row = document.createElement("div"), dt = document.createElement("dt"), dd = document.createElement("dd"), kbd = document.createElement("kbd");
			kbd.textContent = `g ${key}`;
			dt.append(kbd);
			dd.textContent = name;
			row.append(dt, dd);
			return [row];
		}));
		single.checked = stored() !== "off";
		keys.showModal();
	};
	single.addEventListener("change", () => { try { localStorage.setItem(OFF, single.checked ? "on" : "off"); } catch { /* for this page alone */ } });
	palette.querySelector("button").addEventListener("click", card);
	keys.querySelector("button").addEventListener("click", () => keys.close());
	[palette, keys].forEach((d) => d.addEventListener("click", (e) => { if (e.target === d) d.close(); }));
	document.getElementById("jump").addEventListener("click", open);

	let going = 0;
	document.addEventListener("keydown", (e) => {
		if ((e.ctrlKey || e.metaKey) && !e.altKey && !e.shiftKey && e.key.toLowerCase() === "k") { e.preventDefault(); open(); return; }
		if (e.ctrlKey || e.altKey || e.metaKey || e.isComposing || palette.open || keys.open || stored() === "off") return;
		if (e.target.matches("input, textarea, select, [contenteditable]")) return;
		const box = document.getElementById("find");
		if (e.key === "/" && box) { e.preventDefault(); box.focus(); box.select(); }
		if (e.key === "?") { e.preventDefault(); card(); }
		if (Date.now() - going < 1500) {
			const page = pages().find((p) => p[3] === e.key);
			if (page) { e.preventDefault(); page[2](); }
		}
		going = e.key === "g" ? Date.now() : 0;
	});
})();
