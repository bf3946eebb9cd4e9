// SPDX-License-Identifier: ISC
// A person with a browser, without a browser: keeps cookies, follows redirects, fills in the forms it is shown.
//
//   const wang = await login('wangqiang');              // tests/run/stack.mjs
//   const page = await wang.get('/huadong/requirements/new');
//   const saved = await wang.submit(page, { title: '新需求' });            // the page's main form
//   const moved = await wang.submit(saved, { note: '' }, { button: 'move=endorse' });
import assert from 'node:assert/strict';
import { File } from 'node:buffer';
import { parse, readForm, select, squeeze, textOf } from './html.mjs';

export class Page {
	constructor(response, body, url, hops) {
		this.status = response.status;
		this.headers = response.headers;
		this.body = body;
		this.url = url;
		this.path = url.pathname + url.search;
		this.hops = hops;               // [{ status, location }] that led here
		this.isHtml = (response.headers.get('content-type') ?? '').startsWith('text/html');
	}
	get root() { return (this.tree ??= parse(this.body.toString('utf8'))); }
	get text() { return squeeze(textOf(this.root)); }
	get cookies() { return cookieLines(this.headers); }
	get json() { return JSON.parse(this.body.toString('utf8')); }
	select(selector) { return select(this.root, selector); }
	texts(selector) { return this.select(selector).map((e) => squeeze(textOf(e))); }
	get title() { return this.texts('title')[0] ?? ''; }
	get links() { return this.select('a[href]').map((e) => ({ href: e.attrs.href, text: squeeze(textOf(e)) })); }
	get forms() { return this.select('form').map((f) => readForm(this.root, f)); }
	/** The form whose action or id contains ${which}; without it the page's main form that posts. */
	form(which) {
		const forms = this.forms;
		const found = which === undefined
			? this.select('main form').map((f) => readForm(this.root, f)).find((f) => f.method === 'post') ?? forms.find((f) => f.method === 'post')
			: forms.find((f) => (which instanceof RegExp ? which.test(f.action) : f.action.includes(which)) || f.id === which || f.buttons.some((b) => `${b.name}=${b.value}` === which));
		assert.ok(found, `no form ${which ?? 'that posts'} on ${this.path} (${this.status}): ${forms.map((f) => f.action).join(', ')}`);
		return found;
	}
	expect(status, ...texts) {
		assert.equal(this.status, status, `${this.path}: ${this.isHtml ? this.text.slice(0, 600) : this.body.toString('utf8', 0, 300)}`);
		for (const text of texts)
			assert.ok(text instanceof RegExp ? text.test(this.text) : this.text.includes(text), `"${text}" is not on ${this.path}: ${this.text.slice(0, 1200)}`);
		return this;
	}
	lacks(...texts) {
		for (const text of texts)
			assert.ok(!this.text.includes(text), `"${text}" is on ${this.path}`);
		return this;
	}
}

/** Everybody of the demo data has this password. */
export const password = 'gatehouse-demo';

// Debian 12's own node has File, but not for everyone.
globalThis.File ??= File;

/** Debian 12's own node knows no getSetCookie; our cookies hold no comma, so the joined lines can be told apart. */
const cookieLines = (headers) => headers.getSetCookie?.() ?? (headers.get('set-cookie') ?? '').split(/, (?=[^;,]+=)/).filter(Boolean);

let answered = 0;
/**
 * The answer and its bytes.  nginx closes a connection that nobody has used for a while; a test that has waited for a program meanwhile has not
 * noticed, and asks once more.
 */
async function asked(url, request) {
	const idle = Date.now() - answered;
	const once = async () => {
		const response = await fetch(url, request), bytes = Buffer.from(await response.arrayBuffer());
		answered = Date.now();
		return [response, bytes];
	};
	try {
		return await once();
	} catch (e) {
		if (idle < 4000 || !['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes(e.cause?.code))
			throw e;
		return once();
	}
}

export class Client {
	constructor(base, { language = 'zh-CN', headers = {} } = {}) {
		this.base = base;
		this.headers = { 'accept-language': language, ...headers };
		this.cookies = new Map();
	}
	keep(response) {
		for (const line of cookieLines(response.headers)) {
			const [pair, ...rest] = line.split(';');
			const name = pair.slice(0, pair.indexOf('=')).trim(), value = pair.slice(pair.indexOf('=') + 1).trim();
			if (value === '' || rest.some((r) => /^\s*max-age=0/i.test(r)))
				this.cookies.delete(name);
			else
				this.cookies.set(name, value);
		}
	}
	/** One request, no redirect followed. ${body}: URLSearchParams, FormData, string. */
	async send(method, path, { body, headers = {} } = {}) {
		const url = new URL(path, this.base);
		const sent = { ...this.headers, ...headers };
		if (this.cookies.size)
			sent.cookie = [...this.cookies].map(([k, v]) => `${k}=${v}`).join('; ');
		if (method === 'POST' && sent.origin === undefined)
			sent.origin = new URL(this.base).origin;
		const ask = () => asked(url, { method, body, headers: sent, redirect: 'manual' });
		const [response, bytes] = await ask(), key = method === 'POST' && body?.get?.('key');
		if (process.env.GATEHOUSE_TWICE && key && response.status < 400) {
			const [again, other] = await ask();
			assert.deepEqual([again.status, again.headers.get('location'), other.toString()], [response.status, response.headers.get('location'), bytes.toString()],
				`${method} ${url.pathname}?${body} sent twice`);
		}
		this.keep(response);
		return new Page(response, bytes, url, []);
	}
	/** Follows redirects as a browser does, and agrees to the notice on personal data where it is asked for, as a person does once. */
	async request(method, path, options) {
		const page = await this.follow(method, path, options);
		return page.path.startsWith('/account/privacy?') && page.status === 200 && !this.reads ? this.submit(page, {}, { button: 'act=agree' }) : page;
	}
	async follow(method, path, options) {
		let page = await this.send(method, path, options);
		const hops = [];
		while ([301, 302, 303].includes(page.status)) {
			assert.ok(hops.length < 10, `redirects without end at ${path}`);
			hops.push({ status: page.status, location: page.headers.get('location') });
			page = await this.send('GET', new URL(hops.at(-1).location, page.url).href);
		}
		page.hops = hops;
		return page;
	}
	get(path, options) { return this.request('GET', path, options); }
	/** Post pairs without looking at a form: for what a browser would not do. */
	post(path, fields, options) { return this.request('POST', path, { body: new URLSearchParams(fields), ...options }); }
	/**
	 * Submit a form of ${page}: ${values} overwrite its fields (null removes one, an array gives several, a Blob is a file);
	 * ${form} picks the form, ${button} the button, as "name=value" or by its text.
	 */
	submit(page, values = {}, { form: which, button: wanted, follow = true, headers } = {}) {
		const form = page.form(which ?? (wanted?.includes('=') ? wanted : undefined));
		const button = wanted === undefined ? undefined : form.buttons.find((b) => `${b.name}=${b.value}` === wanted || b.text === wanted);
		assert.ok(wanted === undefined || button, `no button ${wanted} on ${page.path}: ${form.buttons.map((b) => b.text).join(', ')}`);
		const pairs = form.fields.filter(([name]) => !(name in values));
		for (const [name, value] of Object.entries(values)) {
			assert.ok(form.controls.some((c) => c.name === name), `no field ${name} on ${page.path}: ${form.controls.map((c) => c.name).join(', ')}`);
			for (const one of value === null ? [] : [value].flat())
				pairs.push([name, one]);
		}
		if (button?.name)
			pairs.push([button.name, button.value]);
		const path = new URL(button?.action || form.action || page.url, page.url).href;
		const send = follow ? this.request.bind(this) : this.send.bind(this);
		if (form.method === 'get')
			return send('GET', `${path.split('?')[0]}?${new URLSearchParams(pairs)}`, { headers });
		return send('POST', path, { body: form.enctype === 'multipart/form-data' ? multipart(pairs) : new URLSearchParams(pairs), headers });
	}
}

function multipart(pairs) {
	const data = new FormData();
	for (const [name, value] of pairs)
		data.append(name, value);
	return data;
}
