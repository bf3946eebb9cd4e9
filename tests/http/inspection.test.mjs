// SPDX-License-Identifier: ISC
// Goal: a quarter is inspected by people of three departments, beside facts that are drawn of its records and stand as they were once it is reported; each number leads to its
// records; samples are drawn by a seed that nobody chooses, each draw stays and is looked at; nobody looks at their own matters; each finding has a notice, and the inspection is
// closed by somebody else once all of them are. Proves R32.1, R32.2 (issue 13, 3).
import test from 'node:test';
import assert from 'node:assert/strict';
import { login, psql } from '../run/stack.mjs';
import { accountId, inWork, site, siteId, stateOf } from '../run/people.mjs';
import { act, add, as, day, department, edit, entriesOf, field, force, make, may, move, show, ticket, unique } from '../run/acts.mjs';

const owner = 'xuning', finance = 'linhai', legal = 'fangyuan', tech = 'maoyu', head = 'zhouyi', responsible = 'shenbo';
// The quarter that is over: in the first days of one there is nothing of it to inspect yet.
const [year, quarter, last] = psql("SELECT to_char(d, 'YYYY Q YYYY-MM-DD') FROM (SELECT date_trunc('quarter', now() AT TIME ZONE 'Asia/Shanghai') - interval '1 day' AS d) x").split(' ');
const idOf = (rec) => psql(`SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${rec.number}'`);
const values = (more = {}) => ({ title: `监督检查 ${unique()}`, year, quarter, department_id: department('tech'), owner_id: accountId(owner), inspectors: [tech, finance, legal].map(accountId), methods: ['records', 'interviews'],
	planned_on: day(), ...more });
const plan = (more) => make(owner, 'inspections', values(more));
async function begun(more) {
	const rec = await plan(more);
	(await move(owner, rec, 'begin')).expect(200, '检查中');
	return rec;
}
const file = (rec) => psql(`INSERT INTO app.file (site_id, record_id, name, type, size, sha256, stored, created_at, created_by)
	VALUES (${siteId()}, ${idOf(rec)}, '检查记录.txt', 'text/plain', 1, '', 'no-such-${unique()}', now(), ${accountId(owner)})`);
/** What the page says of a fact. */
const cellsOf = (page, selector, n) => page.texts(`${selector} td`).reduce((all, text, i) => (i % n ? all.at(-1).push(text) : all.push([text]), all), []);
const factsOf = (page) => Object.fromEntries(cellsOf(page, '#quarter_facts', 3).map(([, fact, n]) => [fact, Number(n)]));
const draw = (rec, what, size, name = tech) => add(name, rec, 'draw', { what, size: String(size) });
const concerned = (item, login_) => psql(`SELECT ${accountId(login_)} IN (COALESCE(created_by, 0), COALESCE(submitted_by, 0), COALESCE(owner_id, 0)) OR EXISTS (SELECT FROM app.party p WHERE p.site_id = r.site_id AND p.record_id = r.id
	AND p.account_id = ${accountId(login_)}) FROM app.record r WHERE site_id = ${siteId()} AND id = ${item.about_id}`) === 't';
/** Everything is looked at and judged, by whom it does not concern. */
async function lookAtAll(rec, verdict = 'met') {
	for (const item of entriesOf(rec, 'inspection_item').filter((e) => e.state === 'open'))
		(await act([legal, finance, tech].find((name) => !concerned(item, name)), rec, 'item', item.no, 'look', { outcome: 'in_order', looked: '核对了审批记录和附件' })).expect(200, '已核查');
	for (const { no } of entriesOf(rec, 'inspection_subject'))
		(await act(finance, rec, 'subject', no, 'judge', { verdict: Number(no) === 1 ? verdict : 'met', text: '核对了本季度的记录，情况属实' })).expect(200, '已评价');
}
const finding = (rec, more = {}, name = legal) => add(name, rec, 'finding', { subject: 'papers', text: '两份维护手册没有归档', severity: 'general', cause: 'papers', department_id: department('tech'), ...more });
const notice = (rec, no, name = legal) => act(name, rec, 'finding', no, 'notice', { owner_id: accountId(responsible), measures: '补齐手册并归档，建立清单', days: '5' });
const noticeOf = (rec, no) => {
	const number = psql(`SELECT x.number FROM app.inspection_finding e JOIN app.record x ON x.site_id = e.site_id AND x.id = e.rectification_id WHERE e.site_id = ${siteId()} AND e.record_id = ${idOf(rec)} AND e.no = ${no}`);
	return { number, path: `/${site}/rectifications/${number}` };
};
async function rectify(rct) {
	(await move(responsible, rct, 'acknowledge')).expect(200);
	file(rct);
	(await move(responsible, rct, 'submit', { result: '手册已补齐归档' })).expect(200);
	(await move(head, rct, 'verify', { verification: '手册齐全，清单已建立' })).expect(200, '已销号');
}

test('R32.1 it begins when people of the technical, the finance and the legal department inspect a quarter that has begun', async () => {
	(await (await as('wangqiang')).get(`/${site}/inspections/new`)).expect(403);
	const rec = await plan({ inspectors: [tech, finance].map(accountId) });
	(await show(owner, rec)).expect(200, '检查组有法务部门人员');
	assert.equal((await force(owner, rec, 'begin')).status, 409);
	(await edit(owner, rec, { inspectors: [tech, finance, legal].map(accountId), year: String(Number(year) + 1), quarter: '1' })).expect(200);
	assert.equal((await force(owner, rec, 'begin')).status, 409, 'a quarter to come');
	(await edit(owner, rec, { year, quarter })).expect(200);
	(await move(owner, rec, 'begin')).expect(200, '检查中');
	for (const name of [tech, finance, legal])
		assert.ok(await inWork(await as(name), rec.number, '评价和抽样核查'), name);
	// Who inspects is changed with a reason; all three departments are still needed for the report.
	assert.ok((await (await as(owner)).get(`${rec.path}/edit`)).status >= 400);
	(await move(owner, rec, 'compose', { inspectors: [tech, finance].map(accountId), reason: '方圆出差' })).expect(200);
	assert.equal((await force(owner, rec, 'report', { conclusion: '总体符合要求' })).status, 409);
});

test('R32.1 the facts are counted of the records of the quarter, and each number leads to them; once reported they stand', async () => {
	const rec = await begun(), before = factsOf(await show(legal, rec));
	assert.deepEqual(Object.keys(before).length, 19, 'each fact is there, with 0 where it did not happen');
	assert.equal(before['未经批准的变更'], 0, 'by construction');
	// One more of each sort, in this quarter and out of it.
	const project = psql(`SELECT min(r.id) FROM app.record r WHERE r.site_id = ${siteId()} AND r.kind = 'launch' AND r.state = 'development'`), number = psql(`SELECT number FROM app.record WHERE site_id = ${siteId()} AND id = ${project}`);
	const first = `${year}-${String(3 * quarter - 2).padStart(2, '0')}-01`;
	const task = (no, due, done) => psql(`INSERT INTO app.launch_task (site_id, record_id, no, at, by_id, title, owner_id, starts_on, due, state, done_on)
		VALUES (${siteId()}, ${project}, ${no}, now(), ${accountId(owner)}, '任务', ${accountId(responsible)}, '2020-01-01', ${due}, ${done === 'NULL' ? "'open'" : "'done'"}, ${done})`);
	task(901, `'${first}'`, `date '${first}' + 1`);
	task(902, `'${first}'`, `date '${first}'`);
	task(903, `date '${first}' - 1`, `date '${first}' + 1`);
	// What was due on the last day of the quarter and is not done yet is late as well; what is due today is not.
	task(904, `'${last}'`, 'NULL');
	task(905, `'${day()}'`, 'NULL');
	psql(`INSERT INTO app.launch_test_run (site_id, record_id, no, at, by_id, type, result, round) VALUES (${siteId()}, ${project}, 901, '${first} 12:00+08', ${accountId(owner)}, 'security', 'not_applicable', 9), (${siteId()}, ${project}, 902, '${first} 12:00+08', ${accountId(owner)}, 'security', 'failed', 9),
		(${siteId()}, ${project}, 903, timestamptz '${first} 00:00+08' - interval '1 minute', ${accountId(owner)}, 'security', 'failed', 9)`);
	const page = await show(legal, rec), now = factsOf(page);
	const changed = Object.keys(now).filter((fact) => now[fact] !== before[fact]).map((fact) => `${fact} ${now[fact] - before[fact]}`);
	assert.deepEqual(changed, ['逾期任务 2', '标为“不适用”的测试 1', '未通过的测试 1']);
	const link = page.select('#quarter_facts a').find((a) => a.attrs.href.endsWith('of=late_tasks'));
	const behind = (await (await as(legal)).get(link.attrs.href)).expect(200, '逾期任务', number);
	assert.ok(behind.links.some((l) => l.href === `/${site}/launches/${number}`));
	assert.equal(cellsOf(behind, 'main', 4).reduce((sum, cells) => sum + Number(cells[3]), 0), now['逾期任务']);
	// Nothing stands behind what is not a fact, and nobody else's site is asked.
	for (const of of ['', 'x', "late_tasks'"])
		assert.equal((await (await as(legal)).get(`${rec.path}/reports/quarter_facts?of=${encodeURIComponent(of)}`)).status, 404, of);
	assert.equal((await (await as(legal)).get(`${rec.path}/reports/repeats?of=late_tasks`)).status, 404);
	// Reported, they stand whatever becomes of the records.
	(await draw(rec, 'launch', 1)).expect(200);
	file(rec);
	await lookAtAll(rec);
	(await move(owner, rec, 'report', { conclusion: '总体符合要求，个别任务逾期' })).expect(200, '已报告');
	psql(`UPDATE app.launch_task SET removed_at = now() WHERE site_id = ${siteId()} AND record_id = ${project} AND no > 900; UPDATE app.launch_test_run SET removed_at = now() WHERE site_id = ${siteId()} AND record_id = ${project} AND no > 900`);
	assert.deepEqual(factsOf(await show(legal, rec)), now);
	(await (await as(legal)).get(link.attrs.href)).expect(200, number);
	const english = (await (await login(legal, undefined, { language: 'en' })).get(rec.path)).expect(200, 'Facts of the quarter', 'Tasks that were late');
	assert.ok(!english.texts('#quarter_facts td').join().includes('逾期'));
	// Nor does a worker change them.
	assert.equal(psql(`SELECT has_table_privilege('gatehouse_app', 'app.inspection_fact', 'UPDATE') OR has_table_privilege('gatehouse_app', 'app.inspection_fact_record', 'DELETE')`), 'f');
});

test('R32.1 a sample is drawn by the database with a seed that nobody chooses: the same seed, the same records; each draw stays and is looked at', async () => {
	const rec = await begun();
	(await draw(rec, 'requirement', 31)).expect(422);
	assert.ok((await (await as('wangqiang')).post(`${rec.path}/entries/draw`, { ...await ticket('wangqiang'), what: 'requirement', size: '3' })).status >= 400);
	// A seed that is sent is not taken.
	(await (await as(tech)).post(`${rec.path}/entries/draw`, { ...await ticket(tech), what: 'requirement', size: '5', seed: 'mine' })).expect(200);
	(await draw(rec, 'requirement', 5)).expect(200);
	const draws = entriesOf(rec, 'inspection_draw'), items = entriesOf(rec, 'inspection_item');
	assert.equal(draws.length, 2);
	assert.ok(draws.every((d) => /^[0-9a-f]{32}$/.test(d.seed) && Number(d.pool) >= 5) && draws[0].seed !== draws[1].seed, JSON.stringify(draws));
	for (const d of draws) {
		const drawn = items.filter((i) => i.draw === d.no).map((i) => String(i.about_id));
		const again = psql(`SELECT string_agg(x.id::text, ' ' ORDER BY x.place) FROM (SELECT r.id, row_number() OVER (ORDER BY sha256(convert_to(r.id || ':${d.seed}', 'UTF8'))) AS place FROM app.record r
			WHERE r.site_id = ${siteId()} AND r.kind = 'requirement' AND r.visible = 0 AND r.id <= ${d.upto} AND r.created_at >= '${year}-${String(3 * quarter - 2).padStart(2, '0')}-01 00:00+08'
			AND r.created_at < timestamptz '${year}-${String(3 * quarter - 2).padStart(2, '0')}-01 00:00+08' + interval '3 months') x WHERE x.place <= 5`).split(' ');
		assert.deepEqual(drawn, again, 'the same seed draws the same records');
	}
	// Neither draw goes away, and the second does not replace the first.
	assert.ok((await (await as(tech)).post(`${rec.path}/entries/draw/1`, { ...await ticket(tech), remove: 'yes', version: '1' })).status >= 400);
	file(rec);
	for (const { no } of entriesOf(rec, 'inspection_subject'))
		(await act(finance, rec, 'subject', no, 'judge', { verdict: 'met', text: '核对了本季度的记录，情况属实' })).expect(200);
	for (const item of items.filter((i) => i.draw === draws[1].no))
		(await act([legal, finance, tech].find((name) => !concerned(item, name)), rec, 'item', item.no, 'look', { outcome: 'in_order', looked: '核对了审批记录和附件' })).expect(200);
	assert.equal((await force(owner, rec, 'report', { conclusion: '总体符合要求' })).status, 409, 'the first draw is not looked at yet');
});

test('R32.1 nobody looks at their own matters, neither drawn nor as a finding; another inspector does', async () => {
	const rec = await begun();
	(await draw(rec, 'requirement', 1)).expect(200);
	const [item] = entriesOf(rec, 'inspection_item');
	psql(`UPDATE app.record SET owner_id = ${accountId(tech)} WHERE site_id = ${siteId()} AND id = ${item.about_id}`);
	(await act(tech, rec, 'item', item.no, 'look', { outcome: 'in_order', looked: '核对了审批记录和附件' })).expect(422, '由检查组其他成员核查');
	psql(`UPDATE app.record SET owner_id = NULL, created_by = ${accountId(tech)} WHERE site_id = ${siteId()} AND id = ${item.about_id}`);
	(await act(tech, rec, 'item', item.no, 'look', { outcome: 'in_order', looked: '核对了审批记录和附件' })).expect(422, '由检查组其他成员核查');
	(await act([legal, finance].find((name) => !concerned(item, name)), rec, 'item', item.no, 'look', { outcome: 'wrong', looked: '缺少验收记录' })).expect(200, '已核查');
	const number = psql(`SELECT number FROM app.record WHERE site_id = ${siteId()} AND id = ${item.about_id}`);
	(await finding(rec, { about_id: number }, tech)).expect(422, '由检查组其他成员核查');
	(await finding(rec, { about_id: number }, [legal, finance].find((name) => !concerned(item, name)))).expect(200);
	(await finding(rec, { text: 'x' })).expect(422, '至少一句话');
});

test('R32.1 each subject is judged with text and evidence, not after the report; what is not met has a finding', async () => {
	const rec = await begun();
	assert.equal(entriesOf(rec, 'inspection_subject').length, 6);
	(await act(finance, rec, 'subject', 1, 'judge', { verdict: 'met', text: 'x' })).expect(422, '至少一句话');
	(await act(finance, rec, 'subject', 1, 'judge', { verdict: 'met', text: '核对了本季度的记录' })).expect(422, '请上传依据文件');
	(await act(finance, rec, 'subject', 1, 'judge', { verdict: 'met', text: '核对了本季度的记录', evidence_id: rec.number })).expect(422, '不能作为依据');
	const launch = psql(`SELECT min(number) FROM app.record WHERE site_id = ${siteId()} AND kind = 'launch'`);
	(await act(finance, rec, 'subject', 1, 'judge', { verdict: 'not_met', text: '核对了本季度的记录', evidence_id: launch })).expect(200, '不符合');
	file(rec);
	(await draw(rec, 'launch', 1)).expect(200);
	await lookAtAll(rec, 'not_met');
	assert.equal((await force(owner, rec, 'report', { conclusion: '总体符合要求' })).status, 409, 'no finding of what is not met');
	(await finding(rec, { subject: 'plan', cause: 'plan', text: '两个任务没有按计划完成' })).expect(200);
	(await move(owner, rec, 'report', { conclusion: 'x' })).expect(422);
	(await move(owner, rec, 'report', { conclusion: '计划执行需要整改，其余符合' })).expect(200, '已报告');
	for (const [name, entry, no, values_] of [[finance, 'subject', 1, { act: 'judge', verdict: 'met', text: '核对了本季度的记录' }], [legal, 'finding', 1, { act: 'strike', reason: '登记有误，撤销' }]])
		assert.ok((await (await as(name)).post(`${rec.path}/entries/${entry}/${no}/acts`, { ...await ticket(name), version: '1', ...values_ })).status >= 400, entry);
	assert.equal(entriesOf(rec, 'inspection_subject')[0].verdict, 'not_met');
});

test('R32.2 each finding leads to a notice to somebody, in no fewer days than the site asks for; closed once all are, by nobody who inspected', async () => {
	const rec = await begun();
	file(rec);
	(await draw(rec, 'launch', 1)).expect(200);
	await lookAtAll(rec);
	for (const text of ['两份维护手册没有归档', '培训记录不完整', '登记错的问题'])
		(await finding(rec, { text })).expect(200);
	(await act(legal, rec, 'finding', 3, 'strike', { reason: '与第二个问题重复登记' })).expect(200, '已划去');
	assert.equal(entriesOf(rec, 'inspection_finding').length, 3, 'it stays on record');
	(await act(legal, rec, 'finding', 1, 'notice', { owner_id: accountId(legal), measures: '补齐手册并归档', days: '5' })).expect(422, '不能是下发人本人');
	(await act(legal, rec, 'finding', 1, 'notice', { owner_id: accountId(responsible), measures: '补齐手册并归档', days: '2' })).expect(422, '不能少于3个工作日');
	(await notice(rec, 1)).expect(200, '已下发');
	const first = noticeOf(rec, 1);
	assert.equal(stateOf(first.number), 'issued');
	assert.equal(field(first, `source_no || ' ' || problem || ' ' || (deadline_on IS NOT NULL)`, 'rectification'), '1 两份维护手册没有归档 true');
	assert.ok(await inWork(await as(responsible), first.number));
	(await (await as(responsible)).get(`${first.path}/print`)).expect(200, '整改通知书', '两份维护手册没有归档', rec.number);
	(await notice(rec, 1)).expect(422, '已经下发了整改通知书');
	(await move(owner, rec, 'report', { conclusion: '文档归档需要整改' })).expect(200);
	assert.equal((await force(head, rec, 'close')).status, 409);
	(await notice(rec, 2)).expect(200);
	await rectify(first);
	assert.equal((await force(head, rec, 'close')).status, 409, 'one is not closed yet');
	// A notice that is withdrawn is none: another one is issued.
	(await move(owner, noticeOf(rec, 2), 'withdraw', { reason: '措施有误，另行下发' })).expect(200);
	assert.equal((await force(head, rec, 'close')).status, 409);
	(await notice(rec, 2)).expect(200);
	await rectify(noticeOf(rec, 2));
	// Who inspected does not close it, whatever they may.
	for (const name of [owner, finance, legal, tech])
		assert.ok((await force(name, rec, 'close')).status >= 400, name);
	assert.equal(await may(head, rec, 'close'), true);
	(await move('chenlan', rec, 'close')).expect(200, '已办结');
});

test('R32.1 the head of the department is no judge of an inspection that they took part in', async () => {
	const rec = await begun({ inspectors: [head, finance, legal].map(accountId) });
	file(rec);
	(await draw(rec, 'launch', 1, legal)).expect(200);
	await lookAtAll(rec);
	(await move(owner, rec, 'report', { conclusion: '总体符合要求' })).expect(200);
	assert.ok((await force(head, rec, 'close')).status >= 400);
	(await move('chenlan', rec, 'close')).expect(200);
});

test('R32.1, RX.3 who was of the inspectors and is no longer named had a part in it all the same; somebody else ends one that leads to nothing', async () => {
	const rec = await begun({ inspectors: [head, tech, finance, legal].map(accountId) });
	file(rec);
	(await draw(rec, 'launch', 1, legal)).expect(200);
	(await act(head, rec, 'subject', 2, 'judge', { verdict: 'met', text: '核对了本季度的记录，情况属实' })).expect(200);
	(await move(owner, rec, 'compose', { inspectors: [tech, finance, legal].map(accountId), reason: '周毅另有安排' })).expect(200);
	for (const name of [owner, head, legal])
		assert.ok((await force(name, rec, 'abandon', { reason: '选错了季度，另行安排' })).status >= 400, name);
	await lookAtAll(rec);
	(await move(owner, rec, 'report', { conclusion: '总体符合要求' })).expect(200);
	assert.ok((await force(head, rec, 'close')).status >= 400);
	(await move('chenlan', rec, 'close')).expect(200);
	const wrong = await begun();
	(await move(head, wrong, 'abandon', { reason: '选错了季度，另行安排' })).expect(200, '已取消');
});

test('R32.1 what was drawn and is wrong has a finding, is looked at once, and is struck out by nobody whose matter it is', async () => {
	const rec = await begun();
	(await draw(rec, 'launch', 1)).expect(200);
	file(rec);
	const [item] = entriesOf(rec, 'inspection_item'), who = [legal, finance].find((name) => !concerned(item, name)), about = psql(`SELECT number FROM app.record WHERE site_id = ${siteId()} AND id = ${item.about_id}`);
	(await act(who, rec, 'item', item.no, 'look', { outcome: 'wrong', looked: '缺少验收记录' })).expect(200, '已核查');
	assert.ok((await (await as(who)).post(`${rec.path}/entries/item/${item.no}/acts`, { ...await ticket(who), act: 'look', version: '1', outcome: 'in_order', looked: '核对了审批记录和附件' })).status >= 400, 'once');
	await lookAtAll(rec);
	assert.equal((await force(owner, rec, 'report', { conclusion: '总体符合要求' })).status, 409);
	(await finding(rec, { about_id: about }, who)).expect(200);
	psql(`UPDATE app.record SET owner_id = ${accountId(owner)} WHERE site_id = ${siteId()} AND id = ${item.about_id}`);
	(await act(owner, rec, 'finding', 1, 'strike', { reason: '与其他问题重复登记' })).expect(422, '由检查组其他成员核查');
	(await move(owner, rec, 'report', { conclusion: '一个项目缺少验收记录' })).expect(200);
});

test('R32.2 what was found before in the same department for the same cause is shown beside it', async () => {
	const earlier = await begun(), later = await begun();
	(await finding(earlier, { cause: 'supplier', text: '外包人员没有备案' })).expect(200);
	(await finding(later, { cause: 'supplier', text: '外包人员仍没有备案' })).expect(200);
	(await finding(later, { cause: 'other', text: '会议室门牌缺失' })).expect(200);
	const cells = (await show(finance, later)).texts('#repeats td');
	assert.deepEqual([cells[0], cells[3], cells[4]], ['1', earlier.number, '外包人员没有备案']);
	assert.equal(cells.length, 6);
	assert.equal((await show(finance, earlier)).select('#repeats').length, 0);
});
