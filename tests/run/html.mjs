// SPDX-License-Identifier: ISC
// Enough of an HTML reader for tests: elements as a flat list with their text, and forms as data.
// It reads our own pages, which are well formed; a page that is not fails here, and should.

const VOID = new Set(['area', 'br', 'col', 'hr', 'img', 'input', 'link', 'meta', 'source', 'wbr']);
// End tags that HTML lets go: such an element ends where one of these begins. (Where what is around it ends, it ends anyway.)
const ENDS = { td: ['td', 'th'], th: ['td', 'th'], tr: ['td', 'th', 'tr'], tbody: ['td', 'th', 'tr', 'thead', 'tbody'], li: ['li'], option: ['option'], dt: ['dt', 'dd'], dd: ['dt', 'dd'] };
const ENDS_ANYWAY = new Set(Object.keys(ENDS).concat('thead'));
const RAW = new Set(['script', 'style', 'textarea', 'title']);
const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00a0', hellip: '…', middot: '·', times: '×' };

export function decode(text) {
	return text.replace(/&(#x[0-9a-f]+|#[0-9]+|[a-z]+);/gi, (all, name) => {
		if (name[0] !== '#')
			return ENTITIES[name] ?? all;
		return String.fromCodePoint(name[1].toLowerCase() === 'x' ? parseInt(name.slice(2), 16) : Number(name.slice(1)));
	});
}

function attributes(text) {
	const out = {};
	for (const m of text.matchAll(/([^\s=/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g))
		out[m[1].toLowerCase()] = decode(m[2] ?? m[3] ?? m[4] ?? '');
	return out;
}

/** The tree of a page: { tag, attrs, children (elements and strings), parent }. */
export function parse(html) {
	const root = { tag: '', attrs: {}, children: [], parent: null };
	let at = root;
	const token = /<!--[^]*?-->|<!doctype[^>]*>|<(\/?)([a-z][a-z0-9-]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>|[^<]+|</gi;
	for (let m; (m = token.exec(html)) !== null;) {
		if (m[2] === undefined) {
			if (!m[0].startsWith('<!'))
				at.children.push(decode(m[0]));
			continue;
		}
		const tag = m[2].toLowerCase();
		if (m[1]) {
			while (at.tag !== tag && ENDS_ANYWAY.has(at.tag))
				at = at.parent;
			if (at.tag !== tag)
				throw new Error(`</${tag}> ends <${at.tag}>: ${html.slice(Math.max(0, m.index - 200), m.index + 20)}`);
			at = at.parent;
			continue;
		}
		while (ENDS[tag]?.includes(at.tag))
			at = at.parent;
		const element = { tag, attrs: attributes(m[3].replace(/\/$/, '')), children: [], parent: at };
		at.children.push(element);
		if (RAW.has(tag)) {
			const end = html.toLowerCase().indexOf(`</${tag}`, token.lastIndex);
			const text = html.slice(token.lastIndex, end < 0 ? undefined : end);
			element.children.push(tag === 'textarea' || tag === 'title' ? decode(text.replace(/^\n/, '')) : text);
			token.lastIndex = end < 0 ? html.length : html.indexOf('>', end) + 1;
		} else if (!VOID.has(tag) && !m[3].endsWith('/')) {
			at = element;
		}
	}
	if (at !== root)
		throw new Error(`<${at.tag}> does not end`);
	return root;
}

export function textOf(node) {
	if (typeof node === 'string')
		return node;
	if (node.tag === 'script' || node.tag === 'style')
		return '';
	return node.children.map(textOf).join('');
}

export const squeeze = (text) => text.replace(/\s+/g, ' ').trim();

/** All elements below ${node}, in the order of the page. */
export function* elements(node) {
	for (const child of node.children) {
		if (typeof child === 'string')
			continue;
		yield child;
		yield* elements(child);
	}
}

function matches(element, part) {
	const m = /^([a-z0-9-]*)((?:[.#][\w-]+|\[[^\]]+\])*)$/i.exec(part);
	if (!m)
		throw new Error(`not a selector this reader knows: ${part}`);
	if (m[1] && element.tag !== m[1].toLowerCase())
		return false;
	for (const [one] of m[2].matchAll(/[.#][\w-]+|\[[^\]]+\]/g)) {
		if (one[0] === '.' && !(element.attrs.class ?? '').split(/\s+/).includes(one.slice(1)))
			return false;
		if (one[0] === '#' && element.attrs.id !== one.slice(1))
			return false;
		if (one[0] === '[') {
			const [, name, op, value] = /^\[([\w-]+)(?:([*^$]?=)"?([^"\]]*)"?)?\]$/.exec(one);
			const has = element.attrs[name];
			if (has === undefined || (op === '=' && has !== value) || (op === '*=' && !has.includes(value)) ||
				(op === '^=' && !has.startsWith(value)) || (op === '$=' && !has.endsWith(value)))
				return false;
		}
	}
	return true;
}

/** Elements for a selector of tags, classes, ids, [attr=value] and descendants: "form[action*=moves] button". */
export function select(root, selector) {
	const parts = selector.trim().split(/\s+/);
	return [...elements(root)].filter((element) => {
		if (!matches(element, parts.at(-1)))
			return false;
		let i = parts.length - 2;
		for (let up = element.parent; up && i >= 0; up = up.parent) {
			if (up.tag && matches(up, parts[i]))
				i--;
		}
		return i < 0;
	});
}

function optionsOf(control) {
	return select(control, 'option').map((o) => ({ value: o.attrs.value ?? squeeze(textOf(o)), text: squeeze(textOf(o)), selected: 'selected' in o.attrs }));
}

/** A form as a person would find it: what is filled in, and what could be. */
export function readForm(root, form) {
	const fields = [], buttons = [], controls = [];
	const own = [...elements(form)];
	const outside = form.attrs.id ? [...elements(root)].filter((e) => e.attrs.form === form.attrs.id && !own.includes(e)) : [];
	for (const e of [...own, ...outside]) {
		const { name, type = 'text', value } = e.attrs;
		if (e.tag === 'button' || (e.tag === 'input' && type === 'submit')) {
			buttons.push({ name, value: value ?? '', text: squeeze(textOf(e)), action: e.attrs.formaction, disabled: 'disabled' in e.attrs });
			continue;
		}
		if (!name || 'disabled' in e.attrs || !['input', 'select', 'textarea'].includes(e.tag))
			continue;
		const control = { name, type: e.tag === 'input' ? type : e.tag, required: 'required' in e.attrs, multiple: 'multiple' in e.attrs };
		controls.push(control);
		if (e.tag === 'textarea') {
			fields.push([name, textOf(e)]);
		} else if (e.tag === 'select') {
			control.options = optionsOf(e);
			const chosen = control.options.filter((o) => o.selected);
			if (!chosen.length && !control.multiple && control.options.length)
				chosen.push(control.options[0]);
			fields.push(...chosen.map((o) => [name, o.value]));
		} else if (type === 'checkbox' || type === 'radio') {
			control.value = value ?? 'on';
			if ('checked' in e.attrs)
				fields.push([name, control.value]);
		} else if (type !== 'file') {
			fields.push([name, value ?? '']);
		}
	}
	return { action: form.attrs.action ?? '', method: (form.attrs.method ?? 'get').toLowerCase(), enctype: form.attrs.enctype ?? '', id: form.attrs.id, fields, buttons, controls };
}
