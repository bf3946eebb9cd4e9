// SPDX-License-Identifier: ISC
// Goal: whatever is typed into a form, however it is combined and whatever moves follow, nothing is answered with a fault of
// ours, and a form that is refused comes back with what was typed.  People walk through the portal at random: each opens a page,
// fills one of its forms with the least, greatest, longest, strangest values and with fitting ones, and sends it; records that come
// of it join the walk (case A).  From a seed that a failure names: GATEHOUSE_SEED=N walks it again, GATEHOUSE_TRIES=N so many steps,
// GATEHOUSE_LONG=1 100,000.
import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { condition, fitting } from '../run/fitting.mjs';
import { ctl, login, psql } from '../run/stack.mjs';

const tries = Number(process.env.GATEHOUSE_TRIES ?? (process.env.GATEHOUSE_LONG ? 100000 : 300));
const seed = Number(process.env.GATEHOUSE_SEED ?? Date.now() % 1e9);
const site = '/huadong';

// mulberry32: small, and the same everywhere.
let state = seed;
function random(below) {
	state = (state + 0x6d2b79f5) | 0;
	let t = Math.imul(state ^ (state >>> 15), 1 | state);
	t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
	return ((t ^ (t >>> 14)) >>> 0) % below;
}
const pick = (list) => list[random(list.length)];
const day = (offset) => new Date(Date.now() + 8 * 36e5 + offset * 864e5).toISOString().slice(0, 10);

const kinds = JSON.parse((await ctl('--json', 'kinds')).out);
const fields = new Map(kinds.flatMap((k) => [...k.fields, ...k.entries.flatMap((e) => e.fields ?? [])]).map((f) => [f.name, f]));

const SENTENCE = '联调结果稳定，业务部门已经确认，可以按计划进行。';
const STRANGE = {
	text: ['', ' ', 'x', SENTENCE, '\u200b', '\u00a0\u3000', '\u202e\u2066反', '  先空两格\n  再空两格', "'; DROP TABLE record; --", '%s%n%1', '{"a":1}', '{}', '\\', '\\u0000', 'NULL', '<b>粗</b>',
		'中'.repeat(200), '中'.repeat(201), '𠮷'.repeat(120), 'a'.repeat(2000), '字'.repeat(20000), '字'.repeat(20001), '\u337f'.repeat(3000), 'é'.normalize('NFD').repeat(100), '🙂👩‍💻', '\ue000', '\ufffd', '=1+1', '１', '~', ',', '，、；'],
	int: ['', '0', '1', '-1', '5', '6', '99', '100', '101', '1000', '1001', '2147483647', '2147483648', '9223372036854775807', '9223372036854775808', '-9223372036854775808', '１', '1e3', '1.5', '1,200', '½', 'NaN', '0x10', '99999999999999999999999'],
	money: ['', '0', '0.00', '0.01', '1', '1200', '999999999999.99', '1000000000000', '-1', '0.005', '１，２００．５０', '￥1,200.00元', '1.2万', '9999亿', 'NaN', 'Infinity', '1e5'],
	date: ['', day(0), day(-1), day(-400), day(20), day(400), day(3600), '1900-01-01', '1899-12-31', '2200-12-31', '9999-12-31', '0001-01-01', '2027-02-29', '2026年12月1日', '２０２６-１２-０１', 'infinity', 'today', '-1', '20261201'],
	time: ['', '00:00', '23:59', '24:00', '09：30', '9点半', '-1:00', '99:99', 'now'],
	id: ['', '0', '1', '-1', '9223372036854775807', '9223372036854775808', 'x', '1,2', '{1}', '１'],
	record: ['', 'REQ-2026-0001', 'req–2026–1', 'REQ-9999-999999999', 'PLT-2026-0001', 'x', '1', "REQ-2026-0001'"],
};
const EVERYTHING = Object.values(STRANGE).flat();

/** What to type into a control: mostly of its type, often something that fits. */
function value(control) {
	const field = fields.get(control.name), fits = random(10) < 6;
	const options = (control.options ?? []).map((o) => o.value).filter((v) => v !== '');
	if (options.length)
		return fits || random(3) ? pick(options) : pick(STRANGE.id);
	if (control.type === 'date' || field?.type === 'date')
		return fits ? day(random(40) - 20) : pick(STRANGE.date);
	if (control.type === 'time' || field?.type === 'time')
		return fits ? '09:30' : pick(STRANGE.time);
	if (field?.type === 'int')
		return fits ? String(field.min + random(Math.max(1, Math.min(field.max - field.min, 100)))) : pick(STRANGE.int);
	if (field?.type === 'money')
		return pick(fits ? ['1', '100', '999999999999.99'] : STRANGE.money);
	if (field?.type === 'record' || field?.type === 'records')
		return fits ? pick(numbers) : pick(STRANGE.record);
	if (random(12) === 0)
		return pick(EVERYTHING);
	return fits ? SENTENCE + random(1000) : pick(STRANGE.text);
}

// Where one is sent in silence, and what would end the walk.
const AVOID = /^\/(logout|login|account\/password|account\/sessions|account\/factor|preferences|link)/;
const HIDDEN_ODD = ['', '0', '-1', 'x', '1', '99999999999999999999', '\u200b'];

function filled(form) {
	const typed = new Map(), out = form.fields.filter(([, v, c]) => v !== undefined && !c).filter(([n]) => form.controls.find((c) => c.name === n)?.type === 'hidden');
	for (const control of form.controls) {
		if (control.type === 'hidden' || control.type === 'file')
			continue;
		if (control.type === 'checkbox' || control.type === 'radio') {
			if (random(3) === 0 || control.required)
				out.push([control.name, random(20) ? control.value : pick(STRANGE.id)]);
		} else if (random(12)) {
			const v = value(control);
			typed.set(control.name, v);
			out.push([control.name, v]);
		}
	}
	// A page that lies about what it showed, now and then.
	const named = out.map(([n, v]) => [n, !['token', 'key'].includes(n) && form.controls.find((c) => c.name === n)?.type === 'hidden' && random(25) === 0 ? pick(HIDDEN_ODD) : v]);
	const button = form.buttons.filter((b) => b.name && !b.disabled);
	if (button.length)
		named.push([pick(button).name, pick(button).value]);
	return { pairs: named, typed, button };
}

const numbers = psql(`SELECT r.number FROM app.record r JOIN app.site s ON s.id = r.site_id WHERE s.slug = 'huadong' ORDER BY r.id`).split('\n');
const pool = psql(`SELECT DISTINCT ON (r.kind, r.state) r.kind || ' ' || r.number FROM app.record r JOIN app.site s ON s.id = r.site_id WHERE s.slug = 'huadong' ORDER BY r.kind, r.state, r.id`).split('\n')
	.map((line) => line.split(' ')).map(([kind, number]) => `${site}/${kinds.find((k) => k.name === kind).plural}/${number}`);
const NEW = kinds.filter((k) => k.create).map((k) => `${site}/${k.plural}/new`);
const SETTINGS = ['rules', 'calendar', 'departments', 'members', 'roles'].map((s) => `${site}/settings/${s}`);
const OTHERS = [`${site}/absence`, `${site}/handover`, `${site}/triage`, `${site}/feedback`, '/account'];
const PEOPLE = ['zhouyi', 'chenlan', 'liumei', 'wangqiang', 'sunli', 'yangxue', 'xuning', 'gaofei'];

function address() {
	const n = random(20);
	return n < 6 ? pick(NEW) : n < 15 ? pick(random(3) ? pool.slice(-30) : pool) : n < 17 ? `${pick(pool)}/edit` : n < 18 ? pick(SETTINGS) : n < 19 ? pick(OTHERS) : listWithFilters();
}

function listWithFilters() {
	const kind = pick(kinds), names = kind.fields.flatMap((f) => (f.type === 'date' ? [`${f.name}_from`, `${f.name}_to`] : [f.name])).concat('state', 'author', 'late', 'q', 'sort', 'after');
	return `${site}/${kind.plural}${pick(['', '', '.csv'])}?${new URLSearchParams([0, 1].map(() => [pick(names), pick(EVERYTHING).slice(0, 300)]))}`;
}

/** Is what was typed still in the form of the page?  Blanks at the ends and what cannot be seen may be gone; what was read may stand there as it is kept. */
const KEPT_OTHERWISE = ['money', 'int', 'date', 'time', 'record', 'records'];
const visible = (s) => s !== '' && s === s.trim() && !/[\p{Cf}\p{Co}\p{M}\u00a0\u3000\n\\]/u.test(s);
function lost(page, action, typed) {
	const now = new Map(), types = new Map([...fields].map(([n, f]) => [n, f.type]));
	for (const form of page.forms.filter((f) => f.action === action || f.buttons.some((b) => b.action === action)))
		for (const [n, v] of form.fields)
			for (const c of form.controls.filter((c) => c.name === n && !['hidden', 'checkbox', 'radio', 'select'].includes(c.type))) {
				now.set(n, [...(now.get(n) ?? []), v]);
				types.set(n, types.get(n) ?? c.type);
			}
	return [...typed].filter(([n, v]) => visible(v) && now.has(n) && !['sum', 'website'].includes(n) &&
		!now.get(n).some((x) => x === v || x === v.normalize('NFKC') || x.split(',').includes(v) || (x !== '' && KEPT_OTHERWISE.includes(types.get(n)))));
}

/** What the log calls a fault of ours: also a value that only the database refused, for the form should have. */
const faults = () => readFileSync(path.join(process.env.GATEHOUSE_STACK, 'log/app.log'), 'utf8').split('\n').filter((l) => / 500: | refused by the database: /.test(l));

// The least, the greatest, nothing, and what lies beyond.
const EDGES = {
	line: (f) => ['\u3000', '𠮷'.repeat(f.max || 200), 'x'.repeat((f.max || 200) + 1)],
	text: (f) => ['\u200b', '字'.repeat(f.max || 20000), '字'.repeat((f.max || 20000) + 1)],
	int: (f) => [String(f.min), String(f.max > f.min ? f.max : 2147483647), '0', '-1', '2147483648', '99999999999999999999'],
	money: () => ['0', '0.01', '999999999999.99', '1000000000000', '-1'],
	date: () => ['1900-01-01', '2200-12-31', '9999-12-31', day(0), day(3600)],
	time: () => ['00:00', '23:59', '24:00'],
	choice: (f) => [...f.choices.slice(-1), 'nonsense'],
	choices: (f) => [f.choices, 'nonsense'],
	account: () => ['0', '9223372036854775807'],
	accounts: () => [Array.from({ length: 220 }, (_, i) => String(i + 1))],
	department: () => ['0', '9223372036854775807'],
	record: () => ['REQ-9999-999999999'],
	records: () => [Array.from({ length: 201 }, (_, i) => `REQ-2026-${i + 1}`)],
	email: () => [`${'a'.repeat(240)}@example.com`, 'a@b'],
};
const greatest = (f) => ({ int: String(f.max > f.min ? f.max : 2147483647), money: f.name === 'monthly_wage' ? '1' : '999999999999.99', line: '𠮷'.repeat(f.max || 200), text: '字'.repeat(f.max || 20000), choices: f.choices }[f.type]);

for (const kind of kinds.filter((k) => k.create && k.name !== 'expense'))
	test(`${kind.name}: each field at its edges, all of them at once, then every move that follows (seed ${seed})`, async () => {
		const who = await login('zhouyi'), list = `${site}/${kind.plural}`, bad = [];
		const page = await who.get(`${list}/new`);
		if (page.status === 403)
			return;
		const form = page.form(list), good = await fitting(kind, page, form, psql(`SELECT id FROM app.account WHERE login = 'zhouyi'`));
		const typed = kind.fields.filter((f) => EDGES[f.type] && form.controls.some((c) => c.name === f.name));
		const send = async (what, values) => {
			const answer = await who.submit(page, { ...good, ...values }, { form: list, follow: false }).catch((e) => ({ status: 599, text: String(e), headers: new Headers() }));
			if (answer.status >= 500)
				bad.push(`${what}: ${answer.status} ${answer.text.slice(0, 200)}`);
			return answer;
		};
		for (const f of typed) {
			const edges = EDGES[f.type](f);
			for (const edge of process.env.GATEHOUSE_LONG ? edges : [pick(edges)])
				await send(`${f.name}=${JSON.stringify(edge).slice(0, 60)}`, { ...condition(page, f.name), [f.name]: edge });
		}
		// A new page for a form that is to be saved: the key of this one may be taken.
		const most = Object.fromEntries(typed.map((f) => [f.name, greatest(f)]).filter(([, v]) => v !== undefined));
		for (const values of [most, {}]) {
			const fresh = await who.get(`${list}/new`);
			const made = await who.submit(fresh, { ...good, ...values }, { form: list, follow: false });
			if (made.status >= 500)
				bad.push(`all at once: ${made.status}`);
			const to = made.headers.get('location')?.split(/[?#]/)[0];
			if (made.status !== 303)
				continue;
			// Whoever may does what the page offers.
			for (let i = 0; i < (process.env.GATEHOUSE_LONG ? 40 : 3); i++) {
				const next = i % 2 ? await (async () => login(pick(PEOPLE)))() : who, shown = await next.get(to);
				for (const offered of shown.isHtml ? shown.forms.filter((f) => /\/(moves|entries)/.test(f.action)) : []) {
					const { pairs } = filled(offered);
					const answer = await next.send('POST', new URL(offered.action, shown.url).href, { body: offered.enctype === 'multipart/form-data' ? multipart(pairs) : new URLSearchParams(pairs) });
					if (answer.status >= 500)
						bad.push(`${to} ${JSON.stringify(pairs.filter(([n]) => n !== 'token' && n !== 'key')).slice(0, 300)}: ${answer.status}`);
				}
			}
		}
		assert.deepEqual(bad, [], `seed ${seed}`);
		assert.deepEqual(faults(), []);
	});

function multipart(pairs) {
	const data = new FormData();
	for (const [name, v] of pairs)
		data.append(name, v);
	return data;
}

// After the edges: it leaves things as nobody would.
test(`forms filled in with whatever there is: no fault of ours, nothing typed is lost (seed ${seed})`, async (t) => {
	const seen = {}, bad = [];
	const made = psql('SELECT count(*) FROM app.record');
	let left = tries;
	/** A worker that dies hangs up: that is a fault, too. */
	const asked = (who, method, to, options) => (method === 'GET' ? who.get(to) : who.send(method, to, options)).catch((e) => ({ status: 599, isHtml: false, headers: new Headers(), text: String(e) }));
	const step = async (who) => {
		const from = address(), page = await asked(who, 'GET', from);
		if (page.status >= 500)
			return bad.push(`GET ${from} as ${who.user}: ${page.status}`);
		const forms = page.isHtml ? page.forms.filter((f) => f.method === 'post' && !AVOID.test(f.action)) : [];
		if (!forms.length)
			return;
		const form = pick(forms), { pairs, typed } = filled(form);
		const answer = await asked(who, 'POST', new URL(form.action || page.url, page.url).href, { body: form.enctype === 'multipart/form-data' ? multipart(pairs) : new URLSearchParams(pairs) });
		seen[answer.status] = (seen[answer.status] ?? 0) + 1;
		const told = () => JSON.stringify(pairs.filter(([n]) => n !== 'token' && n !== 'key').map(([n, v]) => [n, v.length > 60 ? `${v.slice(0, 20)}… ${v.length}` : v]));
		if (answer.status >= 500)
			bad.push(`POST ${form.action} as ${who.user}: ${answer.status} ${told()}`);
		if (answer.status === 422 && lost(answer, form.action, typed).length)
			bad.push(`POST ${form.action} as ${who.user}: lost ${JSON.stringify(lost(answer, form.action, typed).map(([n, v]) => [n, v.slice(0, 60)]))}: ${told()}`);
		const to = answer.headers.get('location')?.split(/[?#]/)[0];
		if (answer.status !== 303)
			return;
		if (/^\/huadong\/[a-z_-]+\/[A-Z]+-\d+-\d+$/.test(to ?? '') && !pool.includes(to))
			pool.push(to);
		// What was saved can be shown, listed and printed.
		for (const after of [to, ...(pool.includes(to) ? [`${to}/print`, to.replace(/\/[^/]+$/, '')] : [])])
			if ((await asked(who, 'GET', after)).status >= 500)
				bad.push(`GET ${after} after POST ${form.action} as ${who.user}: ${told()}`);
	};
	await Promise.all([0, 1].map(async (line) => {
		const team = await Promise.all(PEOPLE.filter((_, i) => i % 2 === line).map((p) => login(p)));
		for (let i = 0; left > 0 && bad.length < 5; i++) {
			left--;
			await step(team[i % team.length]);
		}
	}));
	t.diagnostic(`${tries} steps: ${Object.entries(seen).map(([s, n]) => `${s} ${n}`).join(', ')}; ${psql('SELECT count(*) FROM app.record') - made} records made`);
	assert.deepEqual(bad, [], `seed ${seed}`);
	assert.deepEqual(faults(), [], `seed ${seed}`);
	assert.ok(seen[303] > tries / 20 && seen[422] > tries / 20, `too few of either sort: ${JSON.stringify(seen)}`);
});
