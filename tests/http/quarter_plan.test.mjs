// SPDX-License-Identifier: ISC
// Goal: a quarter's iterations come from lines that the group approved, each requirement is planned once, and each line is settled when
// the quarter is over. Proves R24.2, R17.3, R22.1.
import test from 'node:test';
import assert from 'node:assert/strict';
import { psql } from '../run/stack.mjs';
import { accountId, site, siteId, someone, stateOf } from '../run/people.mjs';
import { elements, textOf } from '../run/html.mjs';
import { act, add, approve, as, day, department, force, make, may, move, show, state, unique } from '../run/acts.mjs';

const planner = someone({ has: ['plan.manage', 'requirement.submit'], lacks: ['group.decide', 'head.decide'] });
const head = someone({ has: ['head.decide'] });
const idOf = (rec) => psql(`SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${rec.number}'`);
const platforms = psql(`SELECT number FROM app.record WHERE site_id = ${siteId()} AND kind = 'platform' AND state = 'in_operation' ORDER BY id`).split('\n');

/** Each plan here is of a quarter of its own, later than what the demonstration plans: they are put there by hand, past the form. */
let used = 0;
function quarter() {
	const n = (Number(day().slice(0, 4)) + 2) * 4 + used++;
	const year = Math.floor(n / 4), which = n % 4 + 1, month = String(which * 3 - 2).padStart(2, '0');
	return { year, which, from: `${year}-${month}-01`, on: (days) => `${year}-${month}-${String(days).padStart(2, '0')}` };
}
/** An accepted requirement of this class. */
function accepted(kind = 'routine') {
	const number = `REQ-${day().slice(0, 4)}-8${String(Date.now()).slice(-6)}${used++}`;
	psql(`WITH r AS (INSERT INTO app.record (site_id, kind, number, year, seq, title, state, visible, department_id, created_at, created_by, changed_at, state_at)
		VALUES (${siteId()}, 'requirement', '${number}', 2031, ${7000 + used}, '需求 ${number}', 'accepted', 0, ${department('business')}, now(), ${accountId('liumei')}, now(), now()) RETURNING site_id, id)
		INSERT INTO app.requirement (site_id, record_id, need, channel, class, priority, expected_goal) SELECT site_id, id, 'functional', 'business_feedback', '${kind}', 2, '缩短一半' FROM r`);
	return number;
}
async function plan() {
	const rec = await make(planner, 'quarter-plans', { title: `规划 ${unique()}`, year: day().slice(0, 4), quarter: '1', department_id: department('tech'), owner_id: accountId(planner), aim: '季度目标' });
	rec.quarter = quarter();
	psql(`UPDATE app.quarter_plan SET year = ${rec.quarter.year}, quarter = ${rec.quarter.which} WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)}`);
	return rec;
}
const line = (rec, values = {}) => add(planner, rec, 'line', { title: `版本 ${unique()}`, platform_id: platforms[0], version_planned: '3.1.0', requirement_ids: accepted(),
	starts_on: rec.quarter.on(2), due: rec.quarter.on(20), owner_id: accountId('xuning'), effort: '10', ...values });
const authorOf = (number) => psql(`SELECT a.login FROM app.record r JOIN app.account a ON a.id = r.created_by WHERE r.site_id = ${siteId()} AND r.number = '${number}'`);
const dueOf = (number) => psql(`SELECT due FROM app.record WHERE site_id = ${siteId()} AND number = '${number}'`);
const lines = (rec, what) => psql(`SELECT string_agg(${what}, ' ' ORDER BY no) FROM app.quarter_plan_line WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)}`);

test('R24.2 a line names accepted routine requirements, and each requirement once', async () => {
	const rec = await plan(), once = accepted(), urgent = accepted('emergency');
	(await show(planner, rec)).expect(200, '至少有一个规划行', '可以列入的需求', once);
	(await line(rec, { requirement_ids: urgent })).expect(422, '属于紧急修复');
	(await line(rec, { requirement_ids: psql(`SELECT number FROM app.record WHERE site_id = ${siteId()} AND kind = 'requirement' AND state = 'submitted' LIMIT 1`) })).expect(422, '不是已采纳的需求');
	(await line(rec, { due: rec.quarter.on(1) })).expect(422, '不能早于开始日期');
	(await line(rec, { requirement_ids: once })).expect(200);
	(await line(rec, { requirement_ids: once })).expect(422, '已列入另一行');
	// Two releases of a platform on one day, one outside the quarter, and a platform that is not in operation are no lines; put there all the same, they are not handed in.
	(await line(rec)).expect(422, '同一平台当天已安排发布（规划行 #1）');
	(await line(rec, { due: rec.quarter.on(20).replace(/^\d+/, (y) => Number(y) + 1) })).expect(422, '规划行要在本季度内');
	(await line(rec, { platform_id: psql(`SELECT number FROM app.record WHERE site_id = ${siteId()} AND kind = 'platform' AND state <> 'in_operation' LIMIT 1`) })).expect(422);
	(await line(rec, { due: rec.quarter.on(21) })).expect(200);
	for (const due of [rec.quarter.on(20), '2099-01-01']) {
		psql(`UPDATE app.quarter_plan_line SET due = '${due}' WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)} AND no = 2`);
		assert.equal((await force(planner, rec, 'submit')).status, 409, due);
	}
	psql(`UPDATE app.quarter_plan_line SET due = '${rec.quarter.on(21)}' WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)} AND no = 2`);
	// No plan is made for a quarter that has passed.
	psql(`UPDATE app.quarter_plan SET year = 2025 WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)}`);
	(await show(planner, rec)).expect(200, '不能补编规划');
	psql(`UPDATE app.quarter_plan SET year = ${rec.quarter.year} WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)}`);
	// A requirement that becomes urgent meanwhile keeps the plan back.
	psql(`UPDATE app.requirement SET class = 'emergency' WHERE site_id = ${siteId()} AND record_id = (SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${once}')`);
	assert.equal((await force(planner, rec, 'submit')).status, 409);
	psql(`UPDATE app.requirement SET class = 'routine' WHERE site_id = ${siteId()} AND record_id = (SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${once}')`);
	(await move(planner, rec, 'submit')).expect(200, '管理小组审批中');
	// What is with the group is planned: it is not withdrawn under it, and no other plan takes it.
	assert.equal((await force('liumei', { path: `/${site}/requirements/${once}` }, 'withdraw', { reason: '不再需要' })).status, 409);
	(await line(await plan(), { requirement_ids: once })).expect(422, '已列入另一行');
});

test('R24.2 effort stands beside the working days of the quarter, for people and departments', async () => {
	const rec = await plan();
	(await line(rec, { effort: '900' })).expect(200);
	const page = await show(planner, rec);
	page.expect(200, '工作量与可用人天', '超出可用人天');
	assert.ok(page.texts('#capacity td').includes('900'));
});

test('R24.2 the group remarks on lines; in the transaction of its approval the iterations are made; the quarter over, each line is settled', async () => {
	const rec = await plan();
	for (const due of [10, 20])
		(await line(rec, { due: rec.quarter.on(due) })).expect(200);
	(await move(planner, rec, 'submit')).expect(200);
	(await add('guowei', rec, 'remark', { line: '3', text: '工作量估计偏低' })).expect(422, '规划里没有这一行');
	(await add('guowei', rec, 'remark', { line: '2', text: '工作量估计偏低' })).expect(200, '工作量估计偏低');
	await approve(rec);
	assert.equal(stateOf(rec.number), 'approved');
	const made = lines(rec, `(SELECT i.number || ':' || i.state || ':' || i.title FROM app.record i WHERE i.site_id = ${siteId()} AND i.id = iteration_id)`);
	assert.match(made, /^ITR-\d+-\d+:planned:版本 \S+ ITR-\d+-\d+:planned:版本 \S+$/);
	assert.equal(lines(rec, `(SELECT string_agg(q.state, '') FROM app.record q WHERE q.site_id = ${siteId()} AND q.id = ANY (requirement_ids))`), 'planned planned', 'its requirements follow');
	(await show(planner, rec)).expect(200, '进行中');
	assert.equal((await force(planner, rec, 'settle')).status, 409);
	psql(`UPDATE app.quarter_plan SET year = 2001 WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)}`);
	(await move(planner, rec, 'settle')).expect(200, '季末清理中');
	assert.equal((await force(head, rec, 'close')).status, 409);
	(await act(planner, rec, 'line', 1, 'drop', { reason: '业务方向调整，不再需要' })).expect(200);
	assert.equal(stateOf(made.split(':')[0]), 'cancelled', 'what is not planned any more does not go on');
	assert.equal(lines(rec, `(SELECT string_agg(q.state, '') FROM app.record q WHERE q.site_id = ${siteId()} AND q.id = ANY (requirement_ids))`), 'accepted planned', 'and its requirements can be planned again');
	psql(`UPDATE app.record SET state = 'monitoring' WHERE site_id = ${siteId()} AND number = '${made.split(' ')[2].split(':')[0]}'`);
	(await act(planner, rec, 'line', 2, 'drop', { reason: '业务方向调整，不再需要' })).expect(422, '已经发布');
	psql(`UPDATE app.record SET state = 'closed' WHERE site_id = ${siteId()} AND id = (SELECT iteration_id FROM app.quarter_plan_line WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)} AND no = 2)`);
	assert.equal(await may(planner, rec, 'close'), false);
	(await move(head, rec, 'close')).expect(200, '已关闭', '已完成', '已取消');
});

test('R24.2, R17.3 in force a change alone adds a line, whose iteration then begins, and drops one, whose iteration ends', async () => {
	const rec = await plan();
	for (const due of [10, 20])
		(await line(rec, { due: rec.quarter.on(due) })).expect(200);
	(await move(planner, rec, 'submit')).expect(200);
	await approve(rec);
	assert.equal((await show(planner, rec)).select('form[action$="entries/line"]').length, 0, 'nobody adds one by hand');
	const dropped = lines(rec, `(SELECT number FROM app.record i WHERE i.site_id = ${siteId()} AND i.id = iteration_id)`).split(' ')[1];
	assert.deepEqual([authorOf(dropped), dueOf(dropped)], ['xuning', rec.quarter.on(20)], 'an iteration is its lead\'s, whoever cast the last vote, and due when the line says');
	const change = await make('xuning', 'changes', { title: `变更 ${unique()}`, target_id: rec.number, department_id: department('tech'), what: '调整两行', why: '业务方向调整',
		effect_schedule: '进度不受影响', effect_cost: '费用没有变化', effect_risk: '没有新的风险' });
	(await state('xuning', change, { reason: '业务方向调整，不再需要' }, { entry: 'line', no: 2, act: 'drop' })).expect(200);
	(await state('xuning', change, { owner_id: accountId('zhouyi') }, { entry: 'line', no: 1 })).expect(422, '这一行已经开始实施');
	(await state('xuning', change, { quarter: String(rec.quarter.which % 4 + 1) })).expect(422, '所属季度不能更改');
	(await state('xuning', change, { title: '新增版本', platform_id: platforms[1], version_planned: '5.0.0', requirement_ids: accepted(), starts_on: rec.quarter.on(3),
		due: rec.quarter.on(25), owner_id: accountId('xuning'), effort: '5' }, { entry: 'line' })).expect(200, '新增版本');
	(await move('xuning', change, 'submit')).expect(200);
	(await move('zhouyi', change, 'endorse', { review_opinion: '同意调整' })).expect(200);
	await approve(change);
	assert.equal(stateOf(dropped), 'planned', 'nothing is written before it is in force');
	(await move('zhouyi', change, 'apply')).expect(200);
	assert.equal(lines(rec, "no || ':' || state"), '1:open 2:dropped 3:open');
	assert.equal(stateOf(dropped), 'cancelled');
	assert.equal(psql(`SELECT i.state || ' ' || i.title FROM app.quarter_plan_line e JOIN app.record i ON i.site_id = e.site_id AND i.id = e.iteration_id
		WHERE e.site_id = ${siteId()} AND e.record_id = ${idOf(rec)} AND e.no = 3`), 'planned 新增版本');
});

test('R24.2 one plan of a quarter is with the group or in force; were there two, the vote that would approve the second is refused and begins nothing', async () => {
	const one = await plan(), other = { ...await plan(), quarter: one.quarter };
	const into = (rec) => psql(`UPDATE app.quarter_plan SET year = ${one.quarter.year}, quarter = ${one.quarter.which} WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)}`);
	into(other);
	for (const rec of [one, other])
		(await line(rec, { due: rec.quarter.on(rec === one ? 20 : 21) })).expect(200);
	(await move(planner, one, 'submit')).expect(200);
	assert.equal((await force(planner, other, 'submit')).status, 409);
	// As if both had been handed in at the same moment.
	psql(`UPDATE app.quarter_plan SET quarter = ${one.quarter.which % 4 + 1} WHERE site_id = ${siteId()} AND record_id = ${idOf(other)};
		UPDATE app.quarter_plan SET year = year + 1 WHERE site_id = ${siteId()} AND record_id = ${idOf(other)} AND ${one.quarter.which} = 4;
		UPDATE app.quarter_plan_line SET starts_on = (starts_on + interval '3 months')::date, due = (due + interval '3 months')::date WHERE site_id = ${siteId()} AND record_id = ${idOf(other)}`);
	(await move(planner, other, 'submit')).expect(200);
	into(other);
	await approve(one);
	await approve(other, ['guowei', 'tangmin', 'songjie']);
	assert.equal((await move('chenlan', other, 'approve', { opinion: '同意' })).status, 409);
	assert.deepEqual([stateOf(other.number), lines(other, "COALESCE(iteration_id::text, 'none')")], ['group_approval', 'none']);
	// Who decides can still send it back.
	(await move('chenlan', other, 'return', { opinion: '本季度已有规划，请改为变更' })).expect(200);
	assert.equal(stateOf(other.number), 'draft');
});

// ---------------------------------------------------------------- what a plan is drawn up from (issue 12, points 3 and 6)

/** The group of a plan's page that is called so, and in it the item that says ${text}. */
const items = (page, group) => page.select(`#intake-${group} li`);
const item = (page, group, text) => items(page, group).find((li) => textOf(li).includes(text));
const within = (e, test) => [...elements(e)].filter(test);
/** Where its button leads. */
const takes = (li) => within(li, (e) => e.tag === 'a' && /\bbtn\b/.test(e.attrs.class ?? ''))[0]?.attrs.href;
/** An evaluation that is done, with one open improvement. */
function improvement(text) {
	psql(`WITH r AS (INSERT INTO app.record (site_id, kind, number, year, seq, title, state, visible, created_at, created_by, changed_at, state_at, closed_at)
		VALUES (${siteId()}, 'evaluation', 'EVL-2031-${7000 + ++used}', 2031, ${7000 + used}, '上次发布的评估', 'done', 0, now(), ${accountId('xuning')}, now(), now(), now()) RETURNING site_id, id),
		k AS (INSERT INTO app.evaluation (site_id, record_id, visible, target_id) SELECT site_id, id, 0, (SELECT id FROM app.record WHERE site_id = ${siteId()} AND kind = 'launch' ORDER BY id LIMIT 1) FROM r)
		INSERT INTO app.evaluation_improvement (site_id, record_id, no, at, by_id, text) SELECT site_id, id, 1, now(), ${accountId('xuning')}, '${text}' FROM r;
		UPDATE app.record SET department_id = COALESCE(department_id, ${department('business')}) WHERE site_id = ${siteId()} AND id = (SELECT id FROM app.record WHERE site_id = ${siteId()} AND kind = 'launch' ORDER BY id LIMIT 1)`);
}
const origins = (title) => psql(`SELECT string_agg(o.kind || ':' || r.state, ' ') FROM app.record r JOIN app.link l ON l.site_id = r.site_id AND l.record_id = r.id AND l.sort = 'origin'
	JOIN app.record o ON o.site_id = l.site_id AND o.id = l.other_id WHERE r.site_id = ${siteId()} AND r.kind = 'requirement' AND r.title = '${title}'`);

test('R24.2 a line that an earlier plan moved here is taken up with what it said, and a requirement with its platform', async () => {
	const old = await plan(), next = await plan(), what = accepted(), effort = '17', title = `会话转写 ${unique()}`;
	psql(`UPDATE app.requirement SET priority = 1 WHERE site_id = ${siteId()} AND record_id = (SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${what}')`);
	(await line(old, { title, requirement_ids: what, version_planned: '7.7.7', effort })).expect(200);
	(await move(planner, old, 'submit')).expect(200);
	await approve(old);
	psql(`UPDATE app.quarter_plan SET year = 2002 WHERE site_id = ${siteId()} AND record_id = ${idOf(old)}`);
	(await move(planner, old, 'settle')).expect(200);
	assert.equal(item(await show(planner, next), 'carried', title), undefined, 'nothing was moved yet');
	(await act(planner, old, 'line', 1, 'move', { moved_to: next.number, reason: '供应商延期交付' })).expect(200);
	const page = await show(planner, next), found = item(page, 'carried', title);
	assert.match(textOf(found), /供应商延期交付/);
	assert.ok(item(page, 'requirements', what), 'its requirement is free again');
	/* Who does not draw it up has no button. */
	assert.equal(takes(item(await show('liumei', next), 'carried', title)), undefined);
	const form = (await (await as(planner)).get(takes(found))).expect(200), typed = Object.fromEntries(form.form('/entries/line').fields);
	assert.deepEqual([typed.title, typed.platform_id, typed.version_planned, typed.requirement_ids, typed.owner_id, typed.effort], [title, platforms[0], '7.7.7', what, accountId('xuning'), effort]);
	assert.equal(form.select('details[open] form').length, 1, 'and it is open');
	(await (await as(planner)).submit(form, { starts_on: next.quarter.on(2), due: next.quarter.on(20) }, { form: '/entries/line' })).expect(200, title);
	const after = await show(planner, next);
	assert.deepEqual([item(after, 'carried', title), item(after, 'requirements', what)], [undefined, undefined], 'it is in the plan');
	/* Of a plan in force a change takes it up. */
	const force_ = await plan(), more = accepted();
	(await line(force_)).expect(200);
	psql(`UPDATE app.record SET state = 'approved' WHERE site_id = ${siteId()} AND number = '${force_.number}'`);
	psql(`INSERT INTO app.quarter_plan_line (site_id, record_id, no, at, by_id, title, platform_id, version_planned, requirement_ids, starts_on, due, owner_id, effort, state, moved_to, reason)
		SELECT site_id, record_id, 2, at, by_id, '移来的一行', platform_id, '8.0', ARRAY[(SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${more}')], starts_on, due, owner_id, 5, 'moved', ${idOf(force_)}, '人手不足'
		FROM app.quarter_plan_line WHERE site_id = ${siteId()} AND record_id = ${idOf(old)} AND no = 1`);
	const locked = takes(item(await show('xuning', force_), 'carried', '移来的一行'));
	assert.equal(locked, `/${site}/changes/new?target_id=${force_.number}`);
	assert.equal(Object.fromEntries((await (await as('xuning')).get(locked)).expect(200).form().fields).target_id, force_.number);
});

test('R24.2, R27.1, R31.1 improvements of evaluations and incidents without a follow-up become requirements by one button, with their origin, and are offered no longer', async () => {
	const rec = await plan(), text = `预约页增加候补登记 ${unique()}`, title = `候补名单丢失 ${unique()}`, who = someone({ has: ['plan.manage', 'evaluation.manage', 'incident.handle', 'requirement.submit'] });
	improvement(text);
	const incident = await make('panhong', 'incidents', { title, platform_id: platforms[0], severity: '1', found_on: day(-1), found_at: '08:00', description: '候补登记提交后没有进入名单，客户重复来电。' });
	assert.equal(item(await show(who, rec), 'findings', title), undefined, 'first it is contained');
	psql(`UPDATE app.record SET state = 'contained' WHERE site_id = ${siteId()} AND number = '${incident.number}'`);
	for (const [group, label, kind] of [['improvements', text, 'evaluation'], ['findings', title, 'incident']]) {
		const page = await show(who, rec), found = item(page, group, label), [form] = within(found, (e) => e.tag === 'form');
		assert.ok(form, `${group}: ${who} has a button`);
		const button = within(form, (e) => e.tag === 'button')[0].attrs;
		(await (await as(who)).post(form.attrs.action, { ...Object.fromEntries(within(form, (e) => e.tag === 'input').map((e) => [e.attrs.name, e.attrs.value])), [button.name]: button.value })).expect(200);
		assert.equal(origins(label), `${kind}:draft`);
		assert.equal(item(await show(who, rec), group, label), undefined, `${group}: it is not offered twice`);
	}
	/* Not by who may not: the page shows it without a button, and what is sent is refused. */
	improvement(`${text}二`);
	const page = await show('liumei', rec);
	assert.equal(within(item(page, 'improvements', `${text}二`), (e) => e.tag === 'form').length, 0);
	/* What follows already makes no second one. */
	assert.equal((await force(who, incident, 'require')).status, 409);
});
