// SPDX-License-Identifier: ISC
// What people do to records, through the pages: making them, moving them on, entries and acts on entries, votes, files.
//
//   const rec = await make('xuning', 'launches', { title: '…' });            // { path, number }
//   (await move('xuning', rec, 'begin_design')).expect(200);
//   (await add('xuning', rec, 'task', { title: '…' })).expect(200);
//   (await act('xuning', rec, 'task', 1, 'finish', { result: '…，情况如上所述' })).expect(200);
import assert from 'node:assert/strict';
import { login, psql, rows } from './stack.mjs';
import { site, siteId } from './people.mjs';

const people = new Map();
/** The client of a person of the demo data, logged in once. */
export function as(name) {
	if (!people.has(name))
		people.set(name, login(name));
	return people.get(name);
}

export const unique = () => `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;
export const numberOf = (page) => page.path.match(/[A-Z]{3}-\d{4}-\d{4,}/)?.[0];
export const department = (fn) => psql(`SELECT id FROM app.department WHERE site_id = ${siteId()} AND function = '${fn}' AND closed_at IS NULL LIMIT 1`);
/** The site's today, and days from it. */
export const day = (days = 0) => psql(`SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date + ${days}`);
/** A column of a record's own row. */
export const field = (rec, name, table) => psql(`SELECT ${name} FROM app.${table} k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id
	WHERE r.site_id = ${siteId()} AND r.number = '${rec.number}'`);
/** The entries of a record in one table. */
export const entriesOf = (rec, table) => rows(`SELECT k.* FROM app.${table} k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id
	WHERE r.site_id = ${siteId()} AND r.number = '${rec.number}' AND k.removed_at IS NULL ORDER BY k.no`);

/** A record made by the form; ${query}: what its address says ("?target_id=…"). */
export async function make(name, plural, values, query = '') {
	const who = await as(name), page = await who.submit((await who.get(`/${site}/${plural}/new${query}`)).expect(200), values);
	page.expect(200);
	assert.ok(numberOf(page), `made: ${page.text.slice(0, 600)}`);
	return { path: page.path.replace(/[?#].*/, ''), number: numberOf(page) };
}
export async function show(name, rec) {
	return (await (await as(name)).get(rec.path)).expect(200);
}
/** The form for editing, filled in and sent. */
export async function edit(name, rec, values) {
	const who = await as(name);
	return who.submit((await who.get(`${rec.path}/edit`)).expect(200), values);
}
export async function move(name, rec, verb, values = {}) {
	const who = await as(name);
	return who.submit(await who.get(rec.path), values, { button: `move=${verb}` });
}
/** Whether the page offers a move; conditions aside. */
export const offers = (page, verb) => page.select(`[name=move][value=${verb}]`).length > 0;
export const may = async (name, rec, verb) => offers(await show(name, rec), verb);
/** Four of seven, the lead among them, unless others are named; ${judged}: what each says of the criteria. */
export async function approve(rec, voters = ['guowei', 'tangmin', 'songjie', 'chenlan'], judged = {}) {
	for (const name of voters)
		(await move(name, rec, 'approve', { opinion: '同意', ...judged })).expect(200);
}

export async function add(name, rec, sort, values) {
	const who = await as(name);
	return who.submit(await show(name, rec), values, { form: new RegExp(`/entries/${sort}$`) });
}
export async function act(name, rec, sort, no, what, values = {}) {
	const who = await as(name), page = (await who.get(`${rec.path}/entries/${sort}/${no}`)).expect(200);
	return who.submit(page, values, { button: `act=${what}` });
}

/** A token of this session's, and a fresh key: for what is posted past the page, as no browser would. */
export async function ticket(name) {
	const who = await as(name);
	return { token: who.home.form('logout').fields.find(([field_]) => field_ === 'token')[1], key: unique() };
}
/** A move past the buttons. */
export async function force(name, rec, verb, values = {}) {
	return (await as(name)).post(`${rec.path}/moves`, { ...await ticket(name), move: verb, ...values });
}

/** What an emergency plan says beside its text (R31.1). */
export const planned = { scenarios: ['launch_failure', 'operation_failure'], flow: '报告值班负责人\n判断是否回退\n通知业务部门', duties: '技术管理部处置。', measures: '先止损再定位。', recovery: '恢复后核对数据。' };
/** A document of ${target}, written by ${author}, approved by ${reviewer}. */
export async function document(target, type, { author = 'xuning', reviewer = 'zhouyi', body = '正文内容见下文' } = {}) {
	const rec = await make(author, 'documents', { title: `${type} ${unique()}`, body, ...(type === 'emergency_plan' ? planned : {}) }, `?target_id=${target.number}&type=${type}`);
	(await move(author, rec, 'submit')).expect(200);
	(await move(reviewer, rec, 'approve')).expect(200, '已审批');
	return rec;
}

/** States in a change what shall change: of its target, of ${of}, or of an entry there (${entry}, ${no}); ${act}: an act on it. */
export async function state(name, change, values, { of, entry, no = 'new', act: what } = {}) {
	const who = await as(name), target = of?.number ?? field(change, '(SELECT number FROM app.record x WHERE x.site_id = k.site_id AND x.id = k.target_id)', 'change');
	const page = (await who.get(`${change.path}/values/${target}${entry ? `/${entry}/${no}` : ''}`)).expect(200);
	return who.submit(page, values, what ? { button: `act=${what}` } : { button: '列入变更申请' });
}
/** What a change states, as "field: old -> new". */
export const stated = (change) => rows(`SELECT v.sort, v.no, v.field, v.old_text, v.new_text FROM app.proposed_value v JOIN app.record r ON r.site_id = v.site_id AND r.id = v.record_id
	WHERE r.site_id = ${siteId()} AND r.number = '${change.number}' ORDER BY v.sort, v.no, v.id`).map((v) => `${v.sort && `${v.sort}.${v.no}.`}${v.field}: ${v.old_text} -> ${v.new_text}`);
