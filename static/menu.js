// SPDX-License-Identifier: ISC
// The menu remembers, in this browser alone: which groups are folded, what was opened last, and which list one came from.
// Everything works without this file.
(() => {
	"use strict";
	const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));
	const here = location.pathname;
	const site = "/" + here.split("/")[1] + "/";

	// The server draws the groups as they were left (web/nav.c), so that nothing jumps when a page is shown.
	all("details[data-group]").forEach((group) => group.querySelector("summary").addEventListener("click", () => setTimeout(() => {
		const cookie = /(?:^|; )gatehouse_menu=([a-z.]*)/.exec(document.cookie);
		const turned = new Set((cookie ? cookie[1] : "").split(".").filter(Boolean));
		turned[group.open === "usual" in group.dataset ? "delete" : "add"](group.dataset.group);
		document.cookie = `gatehouse_menu=${[...turned].join(".")}; path=/; max-age=31536000; samesite=lax`;
	})));

	// Storage may be switched off; then nothing is remembered.
	const read = (store, key) => { try { return JSON.parse(store.getItem(key)); } catch { return null; } };
	const keep = (store, key, value) => { try { store.setItem(key, JSON.stringify(value)); } catch { /* not remembered */ } };

	// All of it is one person's: gone with the log-out, and when somebody else logs in, as a session may also end by itself.
	const RECENT = "gatehouse.recent", LISTS = "gatehouse.lists", MOST = 6;
	const who = (document.querySelector(".menu-head small") || {}).textContent || "";
	const leave = () => { try { localStorage.removeItem(RECENT); sessionStorage.clear(); } catch { /* nothing was remembered */ } };
	const own = (store, key) => {
		const had = read(store, key);
		if (had && had.who === who) return had;
		if (had) store.removeItem(key);
		return { who };
	};
	document.addEventListener("submit", (e) => { if (e.target.getAttribute("action") === "/logout") leave(); });

	// The records opened last, of this site.
	const main = document.getElementById("main"), box = document.getElementById("recent");
	const recent = own(localStorage, RECENT);
	recent.list = Array.isArray(recent.list) ? recent.list : [];
	// What has become restricted since it was opened, or always was, is not remembered (web/subject.h).
	const { record, title, forget } = main ? main.dataset : {};
	const others = recent.list.filter(([url]) => url !== (record || forget));
	if (record || others.length < recent.list.length) {
		recent.list = [...(record ? [[record, title]] : []), ...others].slice(0, 30);
		keep(localStorage, RECENT, recent);
	}
	const shown = others.filter(([url]) => url.startsWith(site)).slice(0, MOST);
	if (box && shown.length > 0) {
		shown.forEach(([url, text]) => {
			const item = document.createElement("li"), link = document.createElement("a"), label = document.createElement("span");
			link.href = url;
			link.title = label.textContent = text;
			link.append(label);
			item.append(link);
			box.querySelector("ul").append(item);
		});
		box.hidden = false;
	}

	// The way back to a list leads to it as it was filtered and sorted when one left it, in this tab.
	const lists = own(sessionStorage, LISTS), left = lists.left || {};
	if (document.querySelector("form[data-filter]")) {
		left[here] = location.search;
		keep(sessionStorage, LISTS, { who, left });
	}
	all(".crumbs a").forEach((link) => {
		if (typeof left[link.pathname] === "string" && !link.search && left[link.pathname].startsWith("?")) link.search = left[link.pathname];
	});

	// The palette and the single keys come when they are first asked for (palette.js); what is asked of them until then is done once they
	// are there.  Where they do not come, keys do what they always do, and the next one asks again.
	const parts = document.getElementById("palette-parts"), jump = document.getElementById("jump");
	const waiting = [];
	const isOff = () => { try { return localStorage.getItem("gatehouse.keys") === "off"; } catch { return false; } };
	const again = ({ key, ctrlKey, metaKey }) => {
		const box = document.querySelector("#palette[open] input");
		if (box && key.length === 1 && !ctrlKey && !metaKey) {
			box.value += key;
			box.dispatchEvent(new Event("input"));
		} else
			(box || document.body).dispatchEvent(new KeyboardEvent("keydown", { key, ctrlKey, metaKey, bubbles: true, cancelable: true }));
	};
	const bring = (then) => {
		if (waiting.push(then) > 1) return;
		const script = document.createElement("script");
		script.src = parts.dataset.script;
		script.addEventListener("load", () => {
			document.removeEventListener("keydown", pressed);
			jump.removeEventListener("click", clicked);
			waiting.forEach((one) => one());
		});
		script.addEventListener("error", () => { waiting.length = 0; script.remove(); });
		document.head.append(script);
	};
	const clicked = () => bring(() => jump.click());
	const isAsked = ({ key, ctrlKey, metaKey, shiftKey, target }) => {
		if (ctrlKey || metaKey) return key.toLowerCase() === "k" && !shiftKey;
		if (target.matches("input, textarea, select, [contenteditable]")) return false;
		return waiting.length > 0 ? key.length === 1 : ["g", "?", "/"].includes(key) && !isOff();
	};
	const pressed = (e) => {
		if (e.isComposing || e.altKey || !isAsked(e)) return;
		e.preventDefault();
		bring(() => again(e));
	};
	if (parts && jump) {
		jump.hidden = false;
		jump.addEventListener("click", clicked);
		document.addEventListener("keydown", pressed);
	}
})();
