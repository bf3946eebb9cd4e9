// SPDX-License-Identifier: ISC
// Everything works without this file; it only makes things quicker and warns of slips.
(() => {
	"use strict";
	const on = (type, run, capture) => document.addEventListener(type, run, capture);
	const all = (selector, root) => Array.from((root || document).querySelectorAll(selector));

	// An Enter that ends the choice of a Chinese input method is not an Enter.
	let composed = 0;
	on("compositionend", () => { composed = Date.now(); }, true);
	on("keydown", (e) => {
		// Safari reports it just after the composition has ended.
		const composing = e.isComposing || e.keyCode === 229 || Date.now() - composed < 60;
		if (e.key === "Enter" && composing && e.target.tagName === "INPUT") e.preventDefault();
	}, true);

	// A form is sent once. The server knows the key too; this saves the second wait. Disabling comes after the
	// submission, so that the pressed button's name and value are sent.
	on("submit", (e) => {
		const form = e.target;
		if (!form.matches("[data-once]")) return;
		if (form.dataset.sent) { e.preventDefault(); return; }
		form.dataset.sent = "1";
		form.setAttribute("aria-busy", "true");
		setTimeout(() => buttons(form).forEach((b) => { b.disabled = true; }), 0);
		// A download or an answer that never comes must not lock the form for ever; how far files have come is known (send.js).
		setTimeout(() => { if (form.dataset.sent !== "files") release(form); }, 15000);
	});
	const buttons = (form) => Array.from(form.elements).filter((b) => b.type === "submit");
	const release = (form) => {
		if (!form.dataset.sent) return;
		delete form.dataset.sent;
		form.removeAttribute("aria-busy");
		buttons(form).forEach((b) => { b.disabled = false; });
	};
	// It did not arrive (send.js).
	on("unsent", (e) => release(e.target.form));
	// Back from the next page: the form may be sent again, and what is new in it is a new submission; but a form that makes a record
	// stays the same, so that a second record is never made without a word (pages/record/fresh.h).
	addEventListener("pageshow", (e) => {
		if (!e.persisted) return;
		all("form[data-sent]").forEach((form) => {
			release(form);
			if (form.elements.key && !form.matches("[data-fresh]")) form.elements.key.value += "." + Date.now().toString(36);
		});
	});

	// What was typed and not saved: a hint in the form, a question by the browser on leaving.
	const unsaved = new Set();
	on("input", (e) => {
		const form = e.target.form;
		if (!form || !form.matches("[data-unsaved]")) return;
		unsaved.add(form);
		all("[data-unsaved-hint]", form).forEach((hint) => { hint.hidden = false; });
	});
	on("submit", (e) => unsaved.delete(e.target));
	addEventListener("beforeunload", (e) => {
		if (unsaved.size > 0) e.preventDefault();
	});

	// Questions that depend on another answer (data-when="field" data-is="one|another") are hidden until they apply, and
	// then not sent; the server decides all the same.
	const answer = (form, name) => {
		const controls = Array.from(form.elements).filter((c) => c.name === name);
		return controls.filter((c) => !/^(checkbox|radio)$/.test(c.type) || c.checked).map((c) => c.value);
	};
	const ask = (form) => all("[data-when]", form).forEach((field) => {
		const known = Array.from(form.elements).some((c) => c.name === field.dataset.when);
		field.hidden = known && !answer(form, field.dataset.when).some((a) => field.dataset.is.split("|").includes(a));
		all("input, select, textarea", field).forEach((control) => { control.disabled = field.hidden; });
	});
	all("form").filter((form) => form.querySelector("[data-when]")).forEach((form) => {
		ask(form);
		form.addEventListener("change", () => ask(form));
	});

	// Suggestions where several numbers are typed into one line: they go on behind the last comma.
	on("input", (e) => {
		const field = e.target;
		if (!field.list || !field.matches("[data-several]")) return;
		const before = field.value.slice(0, Math.max(field.value.lastIndexOf(","), field.value.lastIndexOf("，")) + 1);
		all("option", field.list).forEach((option) => {
			option.dataset.number ||= option.value;
			option.value = before + option.dataset.number;
		});
	});

	// Menus: one at a time, closed by Escape and by a click elsewhere.
	const menus = () => all("details.menu[open], details.article[open]");
	on("click", (e) => menus().forEach((m) => { if (!m.contains(e.target)) m.open = false; }));
	on("keydown", (e) => {
		if (e.key !== "Escape") return;
		const menu = document.activeElement && document.activeElement.closest("details[open]");
		menus().forEach((m) => { m.open = false; });
		if (menu) menu.querySelector("summary").focus();
	});

	// What is past is told in days, with the moment behind it; the day is the portal's, the words are the browser's.  Paper names the moment.
	const today = Date.parse(document.documentElement.dataset.today || "");
	const ago = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });
	const told = (text) => {
		const days = Math.round((Date.parse(text.slice(0, 10)) - today) / 864e5);
		return days > 0 || days < -90 || Number.isNaN(days) ? text : ago.format(days, "day").replace(/(\d)(?=[^\d ])/, "$1 ") + (days > -2 ? text.slice(10) : "");
	};
	const times = all("time").filter((t) => /^\d{4}-\d\d-\d\d( \d\d:\d\d)?$/.test(t.textContent));
	const tell = (how) => times.forEach((t) => { t.textContent = how(t.title); });
	times.forEach((t) => { t.dateTime = t.title = t.textContent; });
	tell(told);
	addEventListener("beforeprint", () => tell((text) => text));
	addEventListener("afterprint", () => tell(told));

	// Filters act when an answer is chosen by pointer.  By keyboard each arrow is a choice, so they wait for Enter (WCAG 3.2.2), as words do.
	let pointed = false;
	const filtering = (e) => e.target.tagName === "SELECT" && e.target.form && e.target.form.matches("[data-filter]");
	on("pointerdown", () => { pointed = true; }, true);
	on("keydown", (e) => {
		pointed = false;
		if (e.key === "Enter" && filtering(e)) { e.preventDefault(); e.target.form.requestSubmit(); }
	}, true);
	on("change", (e) => { if (pointed && filtering(e)) e.target.form.requestSubmit(); });
	// Empty filters stay out of the address.
	on("submit", (e) => {
		if (!e.target.matches("[data-filter]")) return;
		Array.from(e.target.elements).forEach((c) => { if (c.name && c.value === "") c.disabled = true; });
		setTimeout(() => Array.from(e.target.elements).forEach((c) => { c.disabled = false; }), 0);
	});

	// A move that an address leads to (#move-cancel) is opened; what must be read first gets the focus.
	const unfold = () => {
		const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
		if (!target) return;
		for (let up = target.closest("details"); up; up = up.parentElement.closest("details")) up.open = true;
		// A form is opened for whoever comes to fill it in, not for whoever just sent it.
		const more = !target.matches("details") && !target.querySelector(".said") && target.querySelector("details.more");
		if (more) more.open = true;
		target.scrollIntoView();
	};
	unfold();
	addEventListener("hashchange", unfold);
	// A comment that is on another page of them by now.
	const said = /^#comment-(\d+)$/.exec(location.hash);
	if (said && !document.getElementById(said[0].slice(1)) && !location.search.includes(`comment=${said[1]}`)) location.replace(`?comment=${said[1]}${said[0]}`);
	const first = document.querySelector("[data-focus]");
	if (first) first.focus();

	// Shift and click ticks a range of rows.
	let last = null;
	on("click", (e) => {
		if (!e.target.matches("td.tick input")) return;
		const boxes = all("td.tick input");
		if (e.shiftKey && last) {
			const [from, to] = [boxes.indexOf(last), boxes.indexOf(e.target)].sort((a, b) => a - b);
			boxes.slice(from, to + 1).forEach((b) => { b.checked = e.target.checked; });
		}
		last = e.target;
	});

	// Opening what a notification is about marks it as read.
	on("click", (e) => {
		const link = e.target.closest("a[data-read]");
		const form = link && link.closest("li").querySelector("form");
		if (form) fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual", keepalive: true });
	});

	// The theme changes at once; the form's answer only keeps it.
	on("submit", (e) => {
		const button = e.submitter;
		if (!button || button.name !== "theme" || !e.target.matches(".switches")) return;
		e.preventDefault();
		document.documentElement.dataset.theme = button.value;
		const data = new URLSearchParams(new FormData(e.target));
		data.append(button.name, button.value);
		fetch(e.target.action, { method: "POST", body: data, redirect: "manual" });
	});
})();
