// SPDX-License-Identifier: ISC
// Goal: the report of a quarter is drafted from figures that are drawn of the records; each leads to its records; what is submitted stands, whatever becomes of them; the group
// approves it, and there is one for a quarter; until then only those see it who see restricted records, because it counts penalties and points, as numbers alone.
// Proves R7.1, R6.3, R35.3, R14, RX.4 (issue 13, 8; issue 7: what is decided on is frozen).
import test from 'node:test';
import assert from 'node:assert/strict';
import { login, psql } from '../run/stack.mjs';
import { accountId, site, siteId, someone, stateOf } from '../run/people.mjs';
import { approve, as, day, department, edit, force, make, may, move, show, unique } from '../run/acts.mjs';

const author = someone({ has: ['plan.manage'], lacks: ['restricted.view', 'group.decide'] }), colleague = someone({ has: ['plan.manage'], lacks: ['restricted.view', 'group.decide'], not: [author] });
const plain = 'wangqiang', head = 'zhouyi', lead = someone({ has: ['group.lead'] }), finance = someone({ has: ['finance.view', 'finance.manage'] });
// The quarter that is over.  What the demonstration reported is of other years.
const [year, quarter, first, last] = psql("SELECT to_char(d, 'YYYY Q ') || to_char(date_trunc('quarter', d), 'YYYY-MM-DD ') || to_char(d, 'YYYY-MM-DD') FROM (SELECT date_trunc('quarter', now() AT TIME ZONE 'Asia/Shanghai') - interval '1 day' AS d) x").split(' ');
psql(`UPDATE app.quarter_report SET year = year - 10 WHERE site_id = ${siteId()}`);
const idOf = (rec) => psql(`SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${rec.number}'`);
const sections = ['overview', 'ledger', 'plans', 'changes', 'tests', 'releases', 'incidents', 'drills', 'inspections', 'budget', 'incentives', 'points', 'outlook'];
const report = (more = {}, name = author) => make(name, 'quarter-reports', { title: `季度运行报告 ${unique()}`, year, quarter, department_id: department('tech'), owner_id: accountId(author), ...more });
/** The figures of one section, or of all: { label: value }. */
const figuresOf = (page, ...parts) => Object.fromEntries((parts.length ? parts : sections).flatMap((part) => {
	const cells = page.texts(`#${part} td`);
	return cells.flatMap((text, i) => i % 2 ? [] : [[`${part}: ${text}`, cells[i + 1]]]);
}));
const linkOf = (page, figure) => page.select('a').find((a) => a.attrs.href?.endsWith(`of=${figure}`))?.attrs.href;
const changedIn = (before, now) => Object.keys(now).filter((key) => now[key] !== before[key]).map((key) => `${key} ${now[key] - before[key]}`);
/** The report is of some other year, so that another of its quarter can be submitted. */
let elsewhere = 2100;
const forget = (rec) => psql(`UPDATE app.quarter_report SET year = ${elsewhere++} WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)}`);
const project = psql(`SELECT min(id) FROM app.record WHERE site_id = ${siteId()} AND kind = 'launch' AND state = 'development'`), projectNumber = psql(`SELECT number FROM app.record WHERE site_id = ${siteId()} AND id = ${project}`);
let no = 900;
const task = (due, done) => psql(`INSERT INTO app.launch_task (site_id, record_id, no, at, by_id, title, owner_id, starts_on, due, state, done_on)
	VALUES (${siteId()}, ${project}, ${++no}, now(), ${accountId(author)}, '任务', ${accountId(author)}, '2020-01-01', ${due}, '${done ? 'done' : 'open'}', ${done ?? 'NULL'})`);
const penalty = (state, on) => psql(`WITH r AS (INSERT INTO app.record (site_id, kind, number, year, seq, title, state, visible, created_at, created_by, changed_at, state_at)
	VALUES (${siteId()}, 'penalty', 'PEN-2019-${++no}', 2019, ${no}, '处罚 ${no}', '${state}', 1, now(), ${accountId(head)}, now(), now()) RETURNING site_id, id)
	INSERT INTO app.penalty (site_id, record_id, visible, subject, person_id, ground, severity, decided_on) SELECT site_id, id, 1, 'person', ${accountId('shenbo')}, 'other', 'minor', ${on} FROM r RETURNING record_id`);

// ---------------------------------------------------------------- texts

test('issue 13, 8: what is left empty is drafted from the figures, in the language of whoever saves it; what was typed stays', async () => {
	(await (await as(plain)).get(`/${site}/quarter-reports/new`)).expect(403);
	const rec = await report({ overview: '本季度**平稳**运行。' }), page = await show(author, rec);
	for (const part of sections)
		assert.match(page.texts(`#${part} .prose`)[0], part === 'overview' ? /平稳/ : /^[^.]+：.+。$/, part);
	assert.deepEqual(page.texts('#overview .prose'), ['本季度平稳运行。'], 'what was typed, as Markdown');
	assert.equal(page.select('#overview .prose strong').length, 1);
	// The draft says what the figures say.
	const plans = figuresOf(page, 'plans'), said = page.texts('#plans .prose')[0];
	assert.match(said, /^本季度计划执行情况：.*。$/);
	for (const [label, value] of Object.entries(plans))
		assert.ok(said.includes(`${label.slice('plans: '.length)} ${value}`), `${label} ${value}: ${said}`);
	// Emptied, it is drafted anew; what is there is kept.
	task(`'${first}'`);
	(await edit(author, rec, { plans: '', tests: '测试由测试组说明。' })).expect(200);
	const again = await show(author, rec);
	assert.notEqual(again.texts('#plans .prose')[0], said);
	assert.deepEqual([again.texts('#overview .prose')[0], again.texts('#tests .prose')[0]], ['本季度平稳运行。', '测试由测试组说明。']);
	psql(`UPDATE app.launch_task SET removed_at = now() WHERE site_id = ${siteId()} AND no > 900`);
	const english = await login(author, undefined, { language: 'en' });
	const made = await english.submit((await english.get(`/${site}/quarter-reports/new?year=${year}&quarter=${quarter}`)).expect(200), { title: `Report ${unique()}`, department_id: department('tech'), owner_id: accountId(author) });
	made.expect(200, 'Plans of the quarter and what was done: Tasks due', 'Penalties decided');
	assert.ok(!made.texts('#plans').join().match(/[一-鿿]/), made.texts('#plans').join());
	// A form with mistakes is shown again as it was typed.
	const wrong = await english.submit((await english.get(`/${site}/quarter-reports/new`)).expect(200), { title: 'x', year: '二零', quarter: '5', department_id: department('tech'), owner_id: accountId(author) });
	wrong.expect(422);
	assert.equal(wrong.form('quarter-reports').fields.find(([name]) => name === 'plans')[1], '');
});

test('issue 7, 2: a section of a letter or two keeps the report from the group; emptied, it is drafted', async () => {
	const rec = await report();
	for (const outlook of ['x', '。。。。。。', '无']) {
		(await edit(author, rec, { outlook })).expect(200);
		assert.equal(await may(author, rec, 'submit'), false, outlook);
		assert.equal((await force(author, rec, 'submit')).status, 409, outlook);
	}
	(await edit(author, rec, { outlook: '' })).expect(200);
	assert.equal(await may(author, rec, 'submit'), true);
});

// ---------------------------------------------------------------- figures

test('R7.1 the figures are counted of the records of the quarter, and each number leads to them', async () => {
	const rec = await report(), before = figuresOf(await show(author, rec));
	assert.ok(Object.keys(before).length > 55, 'each is there, with 0 where it did not happen');
	assert.equal(before['changes: 未经批准的变更'], '0', 'by construction');
	// On the first and the last day, and a day before and after.
	task(`'${first}'`, `'${first}'`);
	task(`'${last}'`);
	task(`date '${first}' - 1`);
	task(`date '${last}' + 1`);
	const run = (at, result) => psql(`INSERT INTO app.launch_test_run (site_id, record_id, no, at, by_id, type, result, round) VALUES (${siteId()}, ${project}, ${++no}, ${at}, ${accountId(author)}, 'security', '${result}', 9)`);
	run(`timestamptz '${first} 00:00+08'`, 'passed');
	run(`timestamptz '${last} 23:59+08'`, 'failed');
	run(`timestamptz '${first} 00:00+08' - interval '1 minute'`, 'passed');
	run(`timestamptz '${last} 23:59+08' + interval '2 minutes'`, 'failed');
	const page = await show(author, rec), now = figuresOf(page);
	assert.deepEqual(changedIn(before, now), ['plans: 到期任务 2', 'plans: 按期完成 1', 'plans: 逾期任务 1', 'tests: 测试次数 2', 'tests: 通过 1', 'tests: 未通过 1', 'outlook: 到期任务 1']);
	const behind = (await (await as(author)).get(linkOf(page, 'tasks_due'))).expect(200, '到期任务', projectNumber), cells = behind.texts('main td');
	assert.equal(cells.reduce((sum, text, i) => sum + (i % 4 === 3 ? Number(text) : 0), 0), Number(now['plans: 到期任务']));
	for (const of of ['', 'x', "tasks_due'"])
		assert.equal((await (await as(author)).get(`${rec.path}/reports/figures?of=${encodeURIComponent(of)}`)).status, 404, of);
	// What inspections count is not counted otherwise here; money is that of the finance report.
	assert.equal(now['plans: 逾期任务'], psql(`SELECT count(*) FROM app.launch_task WHERE site_id = ${siteId()} AND due BETWEEN '${first}' AND '${last}' AND removed_at IS NULL AND state <> 'cancelled' AND (done_on > due OR done_on IS NULL)`));
	const money = (await (await as(finance)).get(`/${site}/reports/finance?year=${year}&quarter=${quarter}`)).expect(200).text;
	for (const figure of ['本年度下达预算（元）', '本季度入账费用（元）', '本季度支付（元）'])
		assert.ok(money.includes(now[`budget: ${figure}`]), `${figure} ${now[`budget: ${figure}`]}`);
	psql(`UPDATE app.launch_task SET removed_at = now() WHERE site_id = ${siteId()} AND no > 900; UPDATE app.launch_test_run SET removed_at = now() WHERE site_id = ${siteId()} AND no > 900`);
});

test('RX.4 the figures are the same for whoever asks: what not everybody sees is not counted, not even for who sees it', async () => {
	const rec = await report(), before = figuresOf(await show(author, rec));
	const hidden = psql(`INSERT INTO app.record (site_id, kind, number, year, seq, title, state, visible, created_at, created_by, changed_at, state_at)
		VALUES (${siteId()}, 'requirement', 'REQ-2019-${++no}', 2019, ${no}, '草稿', 'draft', 2, '${first} 12:00+08', ${accountId(author)}, now(), now()) RETURNING id`);
	psql(`INSERT INTO app.requirement (site_id, record_id, visible, need, channel) VALUES (${siteId()}, ${hidden}, 2, 'functional', 'complaint')`);
	assert.deepEqual(figuresOf(await show(author, rec)), before, 'their own draft');
	assert.deepEqual(figuresOf(await show(head, rec)), before, 'and to somebody who sees more');
});

test('R35.3 penalties and points are numbers alone: those decided in the quarter and not revoked, leading nowhere', async () => {
	const rec = await report(), before = figuresOf(await show(author, rec), 'incentives', 'points');
	penalty('decided', `'${first}'`);
	penalty('carried_out', `'${last}'`);
	for (const [state, on] of [['revoked', `'${first}'`], ['group_approval', 'NULL'], ['decided', `date '${first}' - 1`], ['decided', `date '${last}' + 1`]])
		penalty(state, on);
	const source = penalty('carried_out', `date '${first}' - 40`);
	const point = (points, reverses = 'NULL') => psql(`INSERT INTO app.point (site_id, record_id, person_id, year, points, reverses_id, at) VALUES (${siteId()}, ${source}, ${accountId('shenbo')}, ${year}, ${points}, ${reverses}, '${last} 12:00+08') RETURNING id`);
	point(5);
	point(-3);
	point(2, point(-2));
	for (const name of [author, head]) {
		const page = await show(name, rec), now = figuresOf(page, 'incentives', 'points');
		assert.deepEqual(changedIn(before, now), ['incentives: 作出的处罚决定 2', 'points: 加分合计 5', 'points: 扣分合计 3'], name);
		for (const figure of ['penalties_decided', 'points_awarded', 'points_deducted']) {
			assert.equal(linkOf(page, figure), undefined, figure);
			const behind = await (await as(name)).get(`${rec.path}/reports/figures?of=${figure}`);
			assert.ok(!behind.text.includes('PEN-') && !behind.text.includes('沈'), figure);
		}
	}
	assert.equal(psql(`SELECT has_column_privilege('gatehouse_keeper', 'app.penalty', 'person_id', 'SELECT') OR has_column_privilege('gatehouse_keeper', 'app.point', 'person_id', 'SELECT')`), 'f', 'who counts does not read whom it is about');
	psql(`UPDATE app.penalty SET decided_on = NULL WHERE site_id = ${siteId()} AND decided_on BETWEEN date '${first}' - 50 AND date '${last}' + 1 AND record_id IN (SELECT id FROM app.record WHERE site_id = ${siteId()} AND number LIKE 'PEN-2019-%')`);
});

// ---------------------------------------------------------------- what is decided on

test('issue 7, issue 13, 8: what is submitted stands as of that day, with the records behind it; returned it is live again, and what was submitted before is kept', async () => {
	const rec = await report();
	task(`'${first}'`);
	(await edit(author, rec, { tests: '测试 3 次，由测试组说明。' })).expect(200);
	task(`'${first}'`);
	const drafted = (await show(author, rec)).texts('#plans .prose')[0];
	(await move(author, rec, 'submit')).expect(200, '小组审批中');
	// What nobody edited says what the figures say that are decided on.
	const handed = await show(author, rec);
	assert.notEqual(handed.texts('#plans .prose')[0], drafted);
	for (const [label, value] of Object.entries(figuresOf(handed, 'plans')))
		assert.ok(handed.texts('#plans .prose')[0].includes(`${label.slice('plans: '.length)} ${value}`), label);
	assert.equal(handed.texts('#tests .prose')[0], '测试 3 次，由测试组说明。');
	const submitted = figuresOf(await show(author, rec)), link = linkOf(await show(author, rec), 'late_tasks');
	task(`'${first}'`);
	assert.deepEqual(figuresOf(await show(head, rec)), submitted, 'to those who decide');
	assert.ok((await (await as(author)).get(`${rec.path}/edit`)).status >= 400, 'its texts are decided on, too');
	(await move(lead, rec, 'reject', { opinion: '请补充逾期原因说明' })).expect(200);
	assert.equal(stateOf(rec.number), 'draft');
	assert.equal(psql(`SELECT drawn_on IS NULL FROM app.quarter_report WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)}`), 't');
	assert.deepEqual(changedIn(submitted, figuresOf(await show(author, rec), 'plans')), ['plans: 到期任务 1', 'plans: 逾期任务 1']);
	(await edit(author, rec, { plans: '逾期任务的原因是人手不足。' })).expect(200);
	(await move(author, rec, 'submit')).expect(200);
	const again = figuresOf(await show(author, rec));
	assert.notDeepEqual(again, submitted);
	await approve(rec);
	assert.equal(stateOf(rec.number), 'approved');
	psql(`UPDATE app.launch_task SET removed_at = now() WHERE site_id = ${siteId()} AND no > 900`);
	const page = await show(plain, rec);
	page.expect(200, '数据截止', day(), '逾期任务的原因是人手不足');
	assert.deepEqual(figuresOf(page), again, 'to everybody, whatever becomes of the records');
	(await (await as(plain)).get(link)).expect(200, projectNumber);
	assert.equal(psql(`SELECT count(DISTINCT round) FROM app.quarter_report_figure WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)}`), '2', 'both submissions are kept');
	assert.equal(psql("SELECT has_table_privilege('gatehouse_app', 'app.quarter_report_figure', 'UPDATE') OR has_table_privilege('gatehouse_app', 'app.quarter_report_behind', 'DELETE')"), 'f', 'nor does a worker change them');
	assert.equal((await (await as(author)).get(`${rec.path}/edit`)).status >= 400, true);
	(await move(author, rec, 'archive')).expect(200, '已归档');
	forget(rec);
});

test('R6.3 the group decides on it, and not who wrote it; it is submitted when its quarter is over', async () => {
	const rec = await report({ year: day().slice(0, 4), quarter: String(Math.ceil(Number(day().slice(5, 7)) / 3)) });
	(await show(author, rec)).expect(200, '报告的季度已经结束');
	assert.equal((await force(author, rec, 'submit')).status, 409);
	(await edit(author, rec, { year, quarter, owner_id: accountId('guowei') })).expect(200);
	(await move(author, rec, 'submit')).expect(200);
	assert.ok((await force('guowei', rec, 'approve', { opinion: '同意' })).status >= 400, 'whose report it is');
	assert.ok((await force(author, rec, 'approve', { opinion: '同意' })).status >= 400);
	await approve(rec, ['tangmin', 'songjie', 'chenlan', 'hejun']);
	assert.equal(stateOf(rec.number), 'approved');
	forget(rec);
});

test('issue 13, 8: there is one report for a quarter, also when two are submitted at the same moment', async () => {
	const one = await report(), two = await report({ owner_id: accountId(colleague) }, colleague);
	const sent = await Promise.all([[author, one], [colleague, two]].map(([name, rec]) => force(name, rec, 'submit')));
	const states = [one, two].map((rec) => stateOf(rec.number));
	assert.deepEqual(states.toSorted(), ['draft', 'group_approval'], sent.map((page) => page.status).join());
	const [name, rec] = states[0] === 'draft' ? [author, one] : [colleague, two];
	(await show(name, rec)).expect(200, '这个季度没有其他已提交的报告');
	assert.equal((await force(name, rec, 'submit')).status, 409);
	(await move(name, rec, 'discard')).expect(200, '已作废');
	forget(states[0] === 'draft' ? two : one);
});

// ---------------------------------------------------------------- who sees it, and where

test('R35.3 until it is approved, only its author, its owner and who sees restricted records see it, by no other way either; then everybody', async () => {
	const word = unique(), rec = await report({ overview: `总体平稳 ${word}` }), ways = ['', '/print', '/history', '/dossier', '/reports/figures?of=tasks_due'];
	const check = async (name, seen) => {
		const who = await as(name);
		for (const way of ways) {
			const { status } = await who.get(`${rec.path}${way}`);
			assert.ok(seen ? status === 200 : status === 404, `${name} ${way}: ${status}`);
		}
		assert.equal((await who.get(`/${site}/quarter-reports`)).text.includes(rec.number), seen, `${name}: list`);
		assert.equal((await who.get(`/${site}/quarter-reports.csv`)).text.includes(word), seen, `${name}: export`);
		assert.equal((await who.get(`/${site}/search?q=${word}`)).text.includes(rec.number), seen, `${name}: search`);
	};
	for (const [name, seen] of [[author, true], [head, true], ['guowei', true], [colleague, false], [plain, false]])
		await check(name, seen);
	(await move(author, rec, 'submit')).expect(200);
	for (const [name, seen] of [['guowei', true], [colleague, false], [plain, false]])
		await check(name, seen);
	await approve(rec);
	await check(plain, true);
	forget(rec);
});

test('R14 approved, it prints as an official report: numbered sections, each a text and its figures, as they were decided on', async () => {
	const rec = await report({ outlook: '一是完成测试。' });
	assert.equal((await (await as(author)).get(`${rec.path}/print`)).expect(200).select('article.notice').length, 0, 'a draft prints plainly');
	(await move(author, rec, 'submit')).expect(200);
	await approve(rec);
	const paper = (await (await as(plain)).get(`${rec.path}/print`)).expect(200, '〔', '数据截止', '一是完成测试。');
	assert.equal(paper.select('article.notice').length, 1);
	assert.equal(paper.texts('h2.counted').length, sections.length);
	assert.equal(paper.select('article.notice table').length, sections.length + 1, 'and one of the day');
	const figures = Object.values(figuresOf(await show(plain, rec)));
	assert.deepEqual(paper.texts('article.notice td.num'), figures);
	const packed = await (await as(plain)).get(`${rec.path}/dossier.zip`);
	assert.equal(packed.status, 200);
	forget(rec);
});
