// SPDX-License-Identifier: ISC
// Goal: the development plan of a year is deliberated by the group, altered by a change alone, realised by launches that name its
// items, and closed by somebody else when each item is settled. Proves R6.5, R17.3.
import test from 'node:test';
import assert from 'node:assert/strict';
import { psql } from '../run/stack.mjs';
import { accountId, site, siteId, someone, stateOf } from '../run/people.mjs';
import { act, add, approve, as, day, department, force, make, may, move, state, ticket, unique } from '../run/acts.mjs';

const planner = someone({ has: ['plan.manage', 'launch.manage', 'change.submit'], lacks: ['group.decide', 'head.decide'] });
const head = someone({ has: ['head.decide'] });
const thisYear = Number(day().slice(0, 4));
const idOf = (rec) => psql(`SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${rec.number}'`);
/** The demonstration's plan of the year stands, and each plan tried here is of a year of its own, as if that year had come. */
let used = 0;
const put = (rec, year) => psql(`UPDATE app.development_plan SET year = ${year} WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)}`);

const item = (rec, values = {}) => add(planner, rec, 'item', { what: `建设内容 ${unique()}`, aim: '办理时间缩短一半', quarter: '2', estimate: '1,000.00', ...values });
const plan = (values = {}) => make(planner, 'development-plans', { title: `规划 ${unique()}`, year: String(thisYear + 1), department_id: department('tech'), owner_id: accountId(planner), aim: '全年目标', ...values });
async function alone() {
	const rec = await plan();
	put(rec, thisYear + 10 + used++);
	return rec;
}
const settle = (rec, no, what, values) => act(planner, rec, 'item', no, what, values);

test('R6.5 a plan is for this year or the next, has items, and goes to the group', async () => {
	const who = await as(planner), form = () => who.get(`/${site}/development-plans/new`);
	for (const year of [thisYear - 1, thisYear + 2, 'x'])
		(await who.submit(await form(), { title: '规划', year: String(year), department_id: department('tech'), owner_id: accountId(planner), aim: '目标' })).expect(422);
	const rec = await plan();
	(await who.get(rec.path)).expect(200, '至少有一个规划项');
	(await force(planner, rec, 'submit')).expect(409);
	(await item(rec, { quarter: '5' })).expect(422);
	(await item(rec, { estimate: '0' })).expect(422);
	(await item(rec)).expect(200, '1,000.00');
	(await move(planner, rec, 'submit')).expect(200);
	assert.equal(stateOf(rec.number), 'group_approval');
	assert.equal(await may(planner, rec, 'approve'), false);
});

test('R6.5 one plan of a year is in force, however close together two are approved', async () => {
	assert.equal(psql(`SELECT count(*) FROM app.development_plan WHERE site_id = ${siteId()} AND year = ${thisYear} AND approved_on IS NOT NULL`), '1', 'the demonstration has one');
	const rec = await plan({ year: String(thisYear) });
	(await item(rec)).expect(200);
	(await (await as(planner)).get(rec.path)).expect(200, '该年度已有生效或审批中的规划');
	(await force(planner, rec, 'submit')).expect(409);
});

test('R6.5, R17.3 in force it is altered by a change alone, launches realise its items, and the year must be over before it is settled', async () => {
	const rec = await alone();
	for (let i = 0; i < 3; i++)
		(await item(rec)).expect(200);
	(await move(planner, rec, 'submit')).expect(200);
	await approve(rec);
	assert.equal(stateOf(rec.number), 'approved');
	const who = await as(planner);
	// Neither more items nor less by hand.
	assert.equal((await who.get(rec.path)).expect(200).select('form[action$="entries/item"]').length, 0);
	const one = (await who.get(`${rec.path}/entries/item/1`)).expect(200);
	assert.equal(one.select('[name=act]').length, 0);
	(await who.post(`${rec.path}/entries/item/1`, { ...await ticket(planner), act: 'drop', reason: '不再需要' })).expect(403);
	assert.equal(psql(`SELECT string_agg(state, ' ') FROM app.development_plan_item WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)}`), 'open open open');
	// A launch names an item of a plan in force, whole.
	const launch = (values) => who.get(`/${site}/launches/new`).then((page) => who.submit(page, { title: `项目 ${unique()}`, platform_id: psql(`SELECT r.number FROM app.record r
		WHERE r.site_id = ${siteId()} AND r.kind = 'platform' AND r.state = 'in_operation' LIMIT 1`), department_id: department('business'), owner_id: accountId(planner), version_planned: '9.0.0', goal: '建设目标', ...values }));
	(await launch({ realises_id: rec.number })).expect(422, '要一起填写');
	(await launch({ realises_id: rec.number, realises_no: '4' })).expect(422, '没有执行中的第 4 项');
	const project = (await launch({ realises_id: rec.number, realises_no: '1' })).expect(200, '项目');
	(await who.get(rec.path)).expect(200, '建设中', project.text.match(/LCH-\d+-\d+/)[0]);
	// Not before the year is over; then each item is settled, and somebody else closes it.
	(await force(planner, rec, 'settle')).expect(409);
	const next = await alone();
	(await item(next)).expect(200);
	put(rec, thisYear - 1);
	(await move(planner, rec, 'settle')).expect(200, '年终清理中');
	(await settle(rec, 1, 'move', { moved_to: rec.number, reason: '资源不足' })).expect(422, '当前所处的阶段');
	(await settle(rec, 1, 'move', { moved_to: next.number, reason: '资源不足' })).expect(200, '已结转');
	(await settle(rec, 2, 'drop', { reason: '' })).expect(422);
	(await settle(rec, 2, 'drop', { reason: '业务方向调整，不再建设' })).expect(200, '已取消');
	(await force(head, rec, 'close')).expect(409);
	psql(`UPDATE app.launch SET realises_no = 3, launched_on = current_date WHERE site_id = ${siteId()} AND realises_id = ${idOf(rec)}`);
	assert.equal(await may(planner, rec, 'close'), false);
	(await move(head, rec, 'close')).expect(200, '已关闭');
	(await who.get(rec.path)).expect(200, '已落实');
});

test('R6.5, R17.3 a change drops an item of a plan in force and adds another, exactly as it was approved', async () => {
	const rec = await alone();
	for (let i = 0; i < 2; i++)
		(await item(rec)).expect(200);
	(await move(planner, rec, 'submit')).expect(200);
	await approve(rec);
	const change = await make('xuning', 'changes', { title: `变更 ${unique()}`, target_id: rec.number, department_id: department('tech'), what: '调整两项', why: '业务方向调整',
		effect_schedule: '进度不受影响', effect_cost: '费用略有增加', effect_risk: '没有新的风险' });
	(await state('xuning', change, { moved_to: rec.number, reason: '资源不足' }, { entry: 'item', no: 2, act: 'move' })).expect(422, '不能结转到本规划');
	(await state('xuning', change, { reason: '业务方向调整，不再建设' }, { entry: 'item', no: 2, act: 'drop' })).expect(200);
	(await state('xuning', change, { what: '新增一项', aim: '办理时间缩短一半', quarter: '4', estimate: '5000' }, { entry: 'item' })).expect(200, '新增一项');
	(await move('xuning', change, 'submit')).expect(200);
	(await move('zhouyi', change, 'endorse', { review_opinion: '同意调整' })).expect(200);
	await approve(change);
	assert.equal(psql(`SELECT count(*) FROM app.development_plan_item WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)} AND state = 'open'`), '2', 'nothing is written before it is in force');
	(await move('zhouyi', change, 'apply')).expect(200);
	assert.equal(psql(`SELECT string_agg(no || ' ' || state, ', ' ORDER BY no) FROM app.development_plan_item WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)}`), '1 open, 2 dropped, 3 open');
});
