// SPDX-License-Identifier: ISC
// Goal: the figures of a site's dashboard lead to what they count and say where they stop; whom things wait for is called as lists call
// them; a list that is cut says how much it leaves out.  Proves issue 11, point 7 (R4.1).
import test from 'node:test';
import assert from 'node:assert/strict';
import { login, psql } from '../run/stack.mjs';
import { accountId, site, siteId, someone } from '../run/people.mjs';

const all = `/${site}/?all=yes`;
/** What stands in the tile of this name: { figure, href }. */
function tile(page, label) {
	const i = page.texts('.tiles a').findIndex((text) => text.startsWith(label));
	return { figure: page.texts('.tiles .figure')[i].split(' ')[0], href: page.select('.tiles a')[i].attrs.href };
}
/** So many things of ${columns} wait for whoever these say, with ${values}; none is like another. */
const wait = (n, columns, values) => psql(`INSERT INTO app.waiting (site_id, record_id, action, since, due, ${columns}) SELECT r.site_id, r.id, 'made' || g, now(), DATE '2000-01-01', ${values}
	FROM generate_series((SELECT count(*) FROM app.waiting WHERE action LIKE 'made%') + 1, (SELECT count(*) FROM app.waiting WHERE action LIKE 'made%') + ${n}) g
	CROSS JOIN (SELECT site_id, id FROM app.record WHERE site_id = ${siteId()} AND kind = 'requirement' AND visible = 0 ORDER BY id LIMIT 1) r`);
const tidy = () => psql("DELETE FROM app.waiting WHERE action LIKE 'made%'");
/** The lines of "waiting for whom": name → records. */
const waits = (page) => Object.fromEntries(page.texts('#waits tbody tr td').reduce((lines, text, i) => (i % 4 === 0 ? [...lines, [text]] : [...lines.slice(0, -1), [...lines.at(-1), text]]), []));

test('what waits for me is of this site and leads to it, exact up to a hundred', async () => {
	const name = someone({ has: ['requirement.submit'], lacks: ['group.decide', 'members.manage'] }), client = await login(name), me = accountId(name);
	const own = Number(psql(`SELECT count(*) FROM app.waiting WHERE site_id = ${siteId()} AND account_id = ${me}`)), read = async () => tile((await client.get(`/${site}/`)).expect(200), '等我办理');
	const before = await read();
	assert.equal(before.href, `/?site=${site}`);
	try {
		wait(100 - own, 'account_id', me);
		assert.equal((await read()).figure, `${Number(before.figure) + 100 - own}`);
		wait(1, 'account_id', me);
		assert.equal((await read()).figure, `${Number(before.figure) + 100 - own}+`);
	} finally {
		tidy();
	}
});

test('what somebody cannot do is not counted, nor does it stand before what they can do', async () => {
	const name = someone({ has: ['group.decide'], lacks: ['requirement.triage'] }), client = await login(name), me = accountId(name);
	const read = async () => tile((await client.get(`/${site}/`)).expect(200), '等我办理').figure, before = await read();
	assert.ok(Number(before) > 0);
	try {
		wait(120, 'permission, barred', `'group.decide', ARRAY[${me}]::bigint[]`);
		wait(120, 'permission, except_id', `'group.decide', ${me}`);
		assert.equal(await read(), before);
	} finally {
		tidy();
	}
});

test('whom things wait for is a person or the roles that can do it, each one line, and roles are called as in lists', async () => {
	const client = await login(someone({ has: ['restricted.view'] })), page = (await client.get(all)).expect(200), names = page.texts('#waits tbody td').filter((_, i) => i % 4 === 0);
	assert.equal(new Set(names).size, names.length, names.join(' '));
	const roles = psql(`SELECT string_agg(p.role_id::text, ' ' ORDER BY p.role_id) FROM app.role_permission p WHERE p.site_id = ${siteId()} AND p.permission = 'requirement.triage'`);
	const wanted = psql(`SELECT count(DISTINCT w.record_id) FROM app.waiting w WHERE w.site_id = ${siteId()}
		AND (SELECT string_agg(p.role_id::text, ' ' ORDER BY p.role_id) FROM app.role_permission p WHERE p.site_id = w.site_id AND p.permission = w.permission) = '${roles}'`);
	const [line] = names.filter((n) => n.startsWith('技术管理部门'));
	assert.equal(waits(page)[line], wanted, `${line}: ${names.join(' ')}`);
	// On the first page, too, where these also stand beside what is longest overdue.
	const first = (await client.get(`/${site}/`)).expect(200), called = [...first.texts('#waits tbody td'), ...first.texts('#late td.whom'), ...names];
	assert.ok(called.filter((text) => text.startsWith('技术管理部门')).length > 1, called.join(' '));
	assert.deepEqual(called.filter((text) => /^(梳理需求|管理小组审批|确认需求交付)/.test(text)), []);
});

test('lists that are cut say how much they leave out; one without a line is there and says so', async () => {
	const name = someone({ has: ['restricted.view'] }), client = await login(name);
	const decided = Number(tile((await client.get(`/${site}/`)).expect(200), '审批中').figure), page = (await client.get(all)).expect(200);
	assert.ok(decided > 10, `${decided} approvals`);
	assert.equal(page.select('#approvals li').length, 10);
	page.expect(200, `另有 ${decided - 10} 项`);
	try {
		for (const id of psql(`SELECT account_id FROM app.membership WHERE site_id = ${siteId()} AND left_at IS NULL`).split('\n'))
			wait(1, 'account_id', id);
		const people = Number(psql(`SELECT count(DISTINCT account_id) FROM app.waiting WHERE site_id = ${siteId()}`));
		const roles = Number(psql(`SELECT count(DISTINCT (SELECT string_agg(p.role_id::text, ' ' ORDER BY p.role_id) FROM app.role_permission p WHERE p.site_id = w.site_id AND p.permission = w.permission)) FROM app.waiting w WHERE w.site_id = ${siteId()} AND w.permission IS NOT NULL`));
		const more = (await client.get(all)).expect(200);
		assert.equal(more.select('#waits tbody tr').length, 12);
		assert.equal(more.texts('#waits p').join(' '), `另有 ${people + roles - 12} 项`);
	} finally {
		tidy();
	}
	psql(`UPDATE app.record r SET visible = 3 FROM app.approval a WHERE r.site_id = ${siteId('donghua')} AND a.site_id = r.site_id AND a.record_id = r.id AND a.outcome IS NULL`);
	const there = (await (await login(someone({ has: ['record.view'], at: 'donghua' }))).get('/donghua/?all=yes')).expect(200);
	assert.equal(there.texts('#approvals p').join(' '), '目前没有进行中的审批。');
});

test('the budgets that are drawn say of how many they are the latest', async () => {
	const client = await login(someone({ has: ['finance.view', 'restricted.view'] }));
	const budgets = Number(psql(`SELECT count(*) FROM app.record WHERE site_id = ${siteId()} AND kind = 'budget' AND state = 'allocated' AND visible = 0`)), page = (await client.get(`/${site}/`)).expect(200);
	assert.ok(budgets > 6, `${budgets} budgets`);
	assert.equal(page.select('#budgets tr').length, 6);
	page.expect(200, `最近 6 项，共 ${budgets} 项`);
});
