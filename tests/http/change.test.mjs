// SPDX-License-Identifier: ISC
// Goal: the author states a change in the form of its target while it is a draft. They can restate and withdraw it, for the target and
// its budget only. Versions, export and print contain it, and it closes with what was updated. What a change writes is tested in
// governance_change.test.mjs. Proves R17.3, R5.1, RX.4.
import test from 'node:test';
import assert from 'node:assert/strict';
import { login, psql } from '../run/stack.mjs';
import { accountId, site, siteId, stateOf } from '../run/people.mjs';
import { approve, as, day, department, edit, force, make, move, offers, show, state, stated, ticket, unique } from '../run/acts.mjs';
import { launchIn } from '../run/staged.mjs';

const idOf = (rec) => psql(`SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${rec.number}'`);
const TEXTS = { what: '排期需要调整', why: '接口供应商推迟交付', effect_schedule: '上线顺延一周', effect_cost: '费用没有变化', effect_risk: '联调时间变短' };
const change = (target, values = {}) => make('xuning', 'changes', { title: `变更 ${unique()}`, target_id: target.number, department_id: department('tech'), ...TEXTS, ...values });

/** A launch under development with a confirmed plan, and an allocated budget of two lines. */
function funded() {
	const launch = { number: launchIn('development', { owner: 'liumei' }) };
	launch.path = `/${site}/launches/${launch.number}`;
	const budget = { number: `BUD-${day().slice(0, 4)}-9${String(Date.now()).slice(-8)}` };
	budget.path = `/${site}/budgets/${budget.number}`;
	psql(`SET search_path = app, public;
		UPDATE launch SET plan_set_on = '${day()}', initiated_on = '${day()}', plan_schedule = '开发六周' WHERE site_id = ${siteId()} AND record_id = ${idOf(launch)};
		INSERT INTO launch_task (site_id, record_id, no, at, by_id, title, owner_id, starts_on, due)
		SELECT ${siteId()}, ${idOf(launch)}, n, now(), ${accountId('liumei')}, '任务' || n, ${accountId('shenbo')}, '${day()}', '${day(7)}' FROM generate_series(1, 2) n;
		WITH r AS (INSERT INTO record (site_id, kind, number, year, seq, title, state, visible, created_at, created_by, changed_at, state_at)
			SELECT ${siteId()}, 'budget', '${budget.number}', 2031, 1, '预算', 'allocated', 0, now(), ${accountId('maoyu')}, now(), now() RETURNING site_id, id),
		k AS (INSERT INTO budget (site_id, record_id, target_id, year, purpose) SELECT site_id, id, ${idOf(launch)}, 2031, '项目所需费用' FROM r)
		INSERT INTO budget_line (site_id, record_id, no, at, by_id, item, purpose, requested, allocated)
		SELECT site_id, id, n, now(), ${accountId('maoyu')}, i, '按合同支付', 100, 100 FROM r, (VALUES (1, 'design'), (2, 'testing')) x (n, i)`);
	return { launch, budget };
}

test('R17.3 what differs is stated; what is as it was is not; it can be said again and taken back', async () => {
	const { launch } = funded(), rec = await change(launch);
	(await show('xuning', rec)).expect(200, '还没有填写变更内容');
	(await state('xuning', rec, {})).expect(200, '还没有填写变更内容');
	(await state('xuning', rec, { plan_schedule: '开发八周' })).expect(200, '开发六周', '开发八周');
	(await state('xuning', rec, { plan_schedule: '开发九周', plan_risks: '接口可能再次推迟' })).expect(200);
	assert.deepEqual(stated(rec), ['plan_schedule: 开发六周 -> 开发九周', 'plan_risks:  -> 接口可能再次推迟']);
	const xu = await as('xuning'), form = (await xu.get(`${rec.path}/values/${launch.number}`)).expect(200, '开发九周');
	(await xu.submit(form, { plan_schedule: '开发六周' }, { button: '列入变更申请' })).expect(200);
	assert.deepEqual(stated(rec), ['plan_risks:  -> 接口可能再次推迟']);
	(await xu.submit(await xu.get(`${rec.path}/values/${launch.number}`), {}, { button: 'act=clear' })).expect(200, '还没有填写变更内容');
	// Tasks that will be made are known by what is stated of them.
	for (const title of ['补充接口测试', '补充页面测试'])
		(await state('xuning', rec, { title, owner_id: accountId('shenbo'), starts_on: day(), due: day(3) }, { entry: 'task' })).expect(200, title);
	const list = (await xu.get(`${rec.path}/values/${launch.number}`)).expect(200, '任务1', '补充接口测试', '补充页面测试');
	const second = list.links.find((l) => l.href.endsWith('/task/-2')).href;
	(await xu.submit(await xu.get(second), {}, { button: 'act=clear' })).expect(200);
	assert.deepEqual(stated(rec).filter((v) => v.includes('title')), ['task.-1.title:  -> 补充接口测试']);
});

test('R17.3 R5.1 only of its target and of the budget that it names, only by its author, only while it is a draft', async () => {
	const { launch, budget } = funded(), other = funded(), rec = await change(launch);
	const status = async (name, path) => (await (await as(name)).get(`${rec.path}/values/${path}`)).status;
	assert.equal(await status('xuning', other.launch.number), 403, 'another project');
	assert.equal(await status('xuning', budget.number), 403, 'a budget that it does not name');
	assert.equal(await status('xuning', 'REQ-1999-0001'), 404);
	assert.equal(await status('xuning', `${launch.number}/progress/new`), 404, 'what is entered freely is not stated');
	for (const name of ['zhouyi', 'liumei', 'chenlan'])
		assert.equal(await status(name, launch.number), 403, name);
	(await edit('xuning', rec, { budget_id: budget.number })).expect(200);
	(await state('xuning', rec, { requested: '150.00', allocated: '150.00' }, { of: budget, entry: 'line', no: 2 })).expect(200, '150.00');
	assert.deepEqual(stated(rec), ['line.2.requested: 100.00 -> 150.00', 'line.2.allocated: 100.00 -> 150.00']);
	(await edit('xuning', rec, { budget_id: '' })).expect(200);
	assert.deepEqual(stated(rec), [], 'what it names no more is stated no more');
	(await edit('xuning', rec, { budget_id: other.budget.number })).expect(200);
	(await state('xuning', rec, { plan_schedule: '开发八周' })).expect(200);
	assert.equal((await force('xuning', rec, 'submit')).status, 409, 'a budget of another project');
	(await edit('xuning', rec, { budget_id: '' })).expect(200);
	(await move('xuning', rec, 'submit')).expect(200);
	assert.equal(await status('xuning', launch.number), 403, 'handed in');
	assert.equal((await (await as('xuning')).post(`${rec.path}/values/${launch.number}`, { ...await ticket('xuning'), act: 'clear' })).status, 403);
});

test('RX.4 versions, print and export keep what was stated, in both languages', async () => {
	const { launch } = funded(), rec = await change(launch);
	(await state('xuning', rec, { plan_schedule: '开发八周' })).expect(200);
	(await state('xuning', rec, { due: day(9) }, { entry: 'task', no: 1 })).expect(200, '开发任务', day(9));
	const xu = await as('xuning'), version = psql(`SELECT version FROM app.record WHERE site_id = ${siteId()} AND number = '${rec.number}'`);
	assert.equal(version, '3');
	(await xu.get(`${rec.path}/versions/3`)).expect(200, '开发六周 → 开发八周');
	for (const paper of ['print', 'dossier'])
		(await xu.get(`${rec.path}/${paper}`)).expect(200, '开发六周 → 开发八周');
	(await xu.get(`/${site}/changes?q=${encodeURIComponent('开发八周')}`)).expect(200, rec.number);
	const english = await login('maoyu', { language: 'en' }).catch(() => null);
	if (english)
		assert.ok((await english.get(rec.path)).select('#values ins').length === 2);
});

test('R17.3 it is confirmed by somebody who did not endorse it, with what was updated or why nothing was', async () => {
	const { launch } = funded(), rec = await change(launch);
	(await state('xuning', rec, { plan_schedule: '开发八周' })).expect(200);
	(await move('xuning', rec, 'submit')).expect(200);
	(await move('zhouyi', rec, 'endorse', { review_opinion: '方案可行，同意提交' })).expect(200);
	await approve(rec);
	assert.equal(stateOf(rec.number), 'in_force');
	assert.ok(!offers(await show('maoyu', rec), 'confirm'), 'not before it was applied');
	(await move('zhouyi', rec, 'apply')).expect(200, '已执行');
	assert.ok(!offers(await show('zhouyi', rec), 'confirm'), 'not by who endorsed it');
	(await move('maoyu', rec, 'confirm', { plan_updated: '进度一章已更新' })).expect(422, '没有文档受影响的，请说明理由');
	(await move('maoyu', rec, 'confirm', { plan_updated: 'x', documents_updated: '没有文档涉及排期' })).expect(422);
	(await move('maoyu', rec, 'confirm', { plan_updated: '进度一章已更新', documents_updated: '没有文档涉及排期' })).expect(200, '已完成');
});
