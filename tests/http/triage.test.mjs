// SPDX-License-Identifier: ISC
// Goal: submitted requirements are worked through on one page, with a record of the meeting (R23.2); one wrong line saves
// nothing and loses nothing; nobody decides on their own (RX.3); it needs no script (RX.10).
import test from 'node:test';
import assert from 'node:assert/strict';
import { login, psql, rows } from '../run/stack.mjs';
import { day } from '../run/acts.mjs';
import { accountId, handIn, site, siteId, someone, stateOf } from '../run/people.mjs';

const chair = someone({ has: ['requirement.triage'] });
const asker = someone({ has: ['requirement.submit'], lacks: ['requirement.triage'] });
const triager = await login(chair), author = await login(asker);

/** The page on which these requirements are, however many wait before them. */
async function pageWith(who, ...numbers) {
	let page = await who.get(`/${site}/triage`);
	for (let i = 0; i < 20; i++) {
		if (numbers.every((n) => page.text.includes(n)))
			return page;
		const next = page.links.find((l) => l.href.includes('after='));
		assert.ok(next, `${numbers} are on no page of triage`);
		page = await who.get(next.href);
	}
	return assert.fail('triage has no end');
}

const accepting = (number) => ({ [`decision.${number}`]: 'accept', [`class.${number}`]: 'routine', [`priority.${number}`]: '2',
	[`expected_goal.${number}`]: '三个页面并成一个', [`decision_reason.${number}`]: '多个部门提出' });

const nextYear = `${new Date().getFullYear() + 2}-01-05`;

test('R23.2 each line has its own decision, and the meeting records the results', async () => {
	const yes = await handIn(author, '梳理测试：采纳'), no = await handIn(author, '梳理测试：不采纳'), later = await handIn(author, '梳理测试：暂缓');
	const page = await pageWith(triager, yes, no, later);
	const saved = await triager.submit(page, { meeting: '', held_on: day(-10), chair_id: accountId(chair), present: [accountId(chair)], summary: '三条，情况如上所述',
		...accepting(yes), [`decision.${no}`]: 'reject', [`decision_reason.${no}`]: '已有同类功能',
		[`decision.${later}`]: 'defer', [`deferred_until.${later}`]: nextYear, [`decision_reason.${later}`]: '等预算' });
	saved.expect(200, '已保存');
	assert.deepEqual([yes, no, later].map((n) => stateOf(n)), ['accepted', 'rejected', 'deferred']);
	const meeting = new URL(saved.url).searchParams.get('meeting');
	assert.match(meeting, /^TRM-\d{4}-\d{4,}$/);
	const [kept] = rows(`SELECT m.held_on, m.chair_id, m.present, m.summary, array_agg(x.number ORDER BY x.number) AS results
		FROM app.record r JOIN app.triage_meeting m ON m.site_id = r.site_id AND m.record_id = r.id
		JOIN app.link l ON l.site_id = r.site_id AND l.record_id = r.id AND l.sort = 'result' JOIN app.record x ON x.site_id = l.site_id AND x.id = l.other_id
		WHERE r.site_id = ${siteId()} AND r.number = '${meeting}' GROUP BY 1, 2, 3, 4`);
	assert.deepEqual(kept, { held_on: day(-10), chair_id: Number(accountId(chair)), present: [Number(accountId(chair))], summary: '三条，情况如上所述', results: [yes, no, later].sort() });
	const [fields] = rows(`SELECT q.class, q.priority, q.expected_goal, q.decision_reason FROM app.record r
		JOIN app.requirement q ON q.site_id = r.site_id AND q.record_id = r.id WHERE r.site_id = ${siteId()} AND r.number = '${yes}'`);
	assert.deepEqual(fields, { class: 'routine', priority: 2, expected_goal: '三个页面并成一个', decision_reason: '多个部门提出' });
});

test('R23.2 a line shows what the kind declares, and offers its choices (issue 9: the page names no field)', async () => {
	const number = await handIn(author, '梳理测试：所示'), page = await pageWith(triager, number), row = `#row-${number}`;
	const offered = (field) => page.select(`${row} select[name="${field}.${number}"] option`).map((o) => o.attrs.value);
	assert.deepEqual(offered('class'), ['', 'emergency', 'routine']);
	assert.deepEqual(offered('priority'), ['', '1', '2', '3', '4']);
	assert.deepEqual(page.select(`${row} .triage-inputs .field`).map((f) => f.attrs['data-is']), ['accept', 'accept', 'defer', 'merge', 'accept', 'accept|defer|merge|reject']);
	assert.deepEqual(page.select(`${row} .triage-inputs input`).map((i) => i.attrs.type), ['date', 'text', 'text', 'text']);
	assert.deepEqual(page.texts(`${row} dl.facts dt`), ['需求场景', '业务目标', '验收标准']);
	const [{ need, channel }] = rows(`SELECT q.need, q.channel FROM app.record r JOIN app.requirement q ON q.site_id = r.site_id AND q.record_id = r.id
		WHERE r.site_id = ${siteId()} AND r.number = '${number}'`);
	const [facts] = page.texts(`${row} .body p.small`);
	assert.match(facts, /· \S+ · \S+ · \S+ · 自 \d{4}-/, 'need, channel and who handed it in');
	assert.doesNotMatch(facts, new RegExp(`${need}|${channel}`), 'in words');
});

test('R23.2 one decision for all that are ticked, into a meeting that is there already', async () => {
	const numbers = [await handIn(author, '批量：一'), await handIn(author, '批量：二')], own = await handIn(author, '批量：自有意见');
	let page = await pageWith(triager, ...numbers, own);
	page = await triager.submit(page, { meeting: '', held_on: day(-9), chair_id: accountId(chair), pick: [...numbers, own], 'bulk.decision': 'accept',
		'bulk.class': 'routine', 'bulk.priority': '3', 'bulk.expected_goal': '目标一致即可', 'bulk.decision_reason': '同一批', [`priority.${own}`]: '1' });
	page.expect(200, '已保存');
	assert.deepEqual([...numbers, own].map((n) => stateOf(n)), ['accepted', 'accepted', 'accepted']);
	// What was typed in a line goes before what was typed for all.
	assert.equal(psql(`SELECT string_agg(q.priority::text, ' ' ORDER BY r.id) FROM app.record r JOIN app.requirement q ON q.site_id = r.site_id AND q.record_id = r.id
		WHERE r.site_id = ${siteId()} AND r.number IN (${[...numbers, own].map((n) => `'${n}'`)})`), '3 3 1');
	const meeting = new URL(page.url).searchParams.get('meeting'), more = await handIn(author, '批量：后来的');
	page = await triager.submit(await pageWith(triager, more), { meeting, ...accepting(more) });
	page.expect(200, '已保存');
	assert.equal(psql(`SELECT count(*) FROM app.record r JOIN app.link l ON l.site_id = r.site_id AND l.record_id = r.id AND l.sort = 'result'
		WHERE r.site_id = ${siteId()} AND r.number = '${meeting}'`), '4');
});

test('R23.2 a wrong line is named, nothing is saved and nothing typed is lost', async () => {
	const good = await handIn(author, '有错：这条没错'), bad = await handIn(author, '有错：这条缺理由');
	const before = psql(`SELECT count(*) FROM app.record WHERE site_id = ${siteId()} AND kind = 'triage_meeting'`);
	const page = await pageWith(triager, good, bad);
	const again = await triager.submit(page, { meeting: '', held_on: day(-8), chair_id: accountId(chair), summary: '写了一半的纪要',
		...accepting(good), [`decision.${bad}`]: 'reject', [`expected_goal.${bad}`]: '写了又没用' });
	again.expect(422, '请填写');
	const value = (name) => again.form().fields.find(([n]) => n === name)?.[1];
	assert.equal(value(`decision.${good}`), 'accept');
	assert.equal(value(`decision_reason.${good}`), '多个部门提出');
	assert.equal(value(`decision.${bad}`), 'reject');
	assert.equal(value(`expected_goal.${bad}`), '写了又没用');
	assert.equal(value('summary'), '写了一半的纪要');
	assert.ok(again.links.some((l) => l.href === `#row-${bad}`) && !again.links.some((l) => l.href === `#row-${good}`));
	assert.equal(stateOf(good), 'submitted');
	assert.equal(psql(`SELECT count(*) FROM app.record WHERE site_id = ${siteId()} AND kind = 'triage_meeting'`), before);
	// Corrected on the very page that was shown again.
	(await triager.submit(again, { [`decision_reason.${bad}`]: '已有同类功能' })).expect(200, '已保存');
	assert.deepEqual([good, bad].map((n) => stateOf(n)), ['accepted', 'rejected']);
});

test('R23.2 a meeting needs its date, and a page without a decision says so', async () => {
	const number = await handIn(author, '没有日期');
	(await triager.submit(await pageWith(triager, number), { meeting: '', held_on: '', ...accepting(number) })).expect(422);
	(await triager.submit(await pageWith(triager, number), { meeting: '' })).expect(422, '请至少为一条需求选择处理意见');
	assert.equal(stateOf(number), 'submitted');
});

test('RX.3 nobody triages their own requirement, not even by a form of their own making', async () => {
	const mine = await handIn(triager, '自己提交的');
	const page = await pageWith(triager, mine);
	assert.ok(!page.form().controls.some((c) => c.name === `decision.${mine}`), 'own lines offer no decision');
	page.expect(200, '须由他人处理');
	const form = Object.fromEntries(page.form().fields.filter(([n]) => ['token', 'key', 'meeting', 'held_on', 'chair_id'].includes(n)));
	const forged = await triager.post(`/${site}/triage`, { ...form, meeting: '', held_on: day(-10), chair_id: accountId(chair), row: mine, ...accepting(mine) });
	forged.expect(422, '须由他人处理');
	assert.equal(stateOf(mine), 'submitted');
});

test('R23.2 what somebody else decided meanwhile is said in its line', async () => {
	const number = await handIn(author, '两个人同时梳理');
	const first = await pageWith(triager, number), second = await pageWith(triager, number);
	(await triager.submit(first, { ...accepting(number) })).expect(200, '已保存');
	(await triager.submit(second, { ...accepting(number), [`decision.${number}`]: 'reject' })).expect(422, '刚刚处理了这条需求');
	assert.equal(stateOf(number), 'accepted');
});

test('R23.2 only who may triage sees the page', async () => {
	(await author.get(`/${site}/triage`)).expect(403);
});

test('1.6 a requirement that is in the form twice is complained of in its line, and no other decision is dropped', async () => {
	const first = await handIn(author, '梳理重复：一'), last = await handIn(author, '梳理重复：二'), page = await pageWith(triager, first, last);
	const form = page.form('/triage'), pairs = form.fields.filter(([name]) => name !== 'meeting' && name !== 'held_on' && name !== 'chair_id' && !name.startsWith('decision'));
	const values = Object.entries({ held_on: day(-8), chair_id: accountId(chair), summary: '重复', present: accountId(chair), ...accepting(first), ...accepting(last) });
	const body = new URLSearchParams([['row', first], ...pairs.filter(([name]) => !values.some(([v]) => v === name)), ['meeting', ''], ...values]);
	const said = await triager.send('POST', form.action, { body });
	said.expect(422, '出现了两次');
	assert.deepEqual([first, last].map((n) => stateOf(n)), ['submitted', 'submitted']);
	body.delete('row');
	for (const [, number] of form.fields.filter(([name]) => name === 'row'))
		body.append('row', number);
	body.set('key', `x${first}`);
	assert.equal((await triager.send('POST', form.action, { body })).status, 303);
	assert.deepEqual([first, last].map((n) => stateOf(n)), ['accepted', 'accepted'], 'the one after it as well');
});

test('1.4 decided and sent again: the answer of the first time, not "decided meanwhile"', async () => {
	const number = await handIn(author, '梳理两次提交'), page = await pageWith(triager, number), form = page.form('/triage');
	const values = { meeting: '', held_on: day(-7), chair_id: accountId(chair), summary: '两次', ...accepting(number) };
	const body = new URLSearchParams([...form.fields.filter(([name]) => !(name in values)), ...Object.entries(values), ['present', accountId(chair)]]);
	const [one, two, three] = [await triager.send('POST', form.action, { body }), ...await Promise.all([1, 2].map(() => triager.send('POST', form.action, { body })))];
	assert.equal(one.status, 303, one.text.slice(0, 500));
	for (const again of [two, three])
		assert.deepEqual([again.status, again.headers.get('location')], [303, one.headers.get('location')]);
});
