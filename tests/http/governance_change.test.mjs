// SPDX-License-Identifier: ISC
// Goal: nobody can bypass a decision about a change or about money: a change writes the values that were approved and no others, once,
// and ends with its target; large funds are large however they are split; no more is allocated than was asked for. Proves R17.3, R5.1,
// R6.3, R11.1 and the findings G12 and G13.
import test from 'node:test';
import assert from 'node:assert/strict';
import { login, psql } from '../run/stack.mjs';
import { accountId, handIn, site, siteId, someone, stateOf } from '../run/people.mjs';
import { act, add, approve, as, day, department, edit, field, force, make, may, move, offers, show, state, stated, ticket, unique } from '../run/acts.mjs';
import { launchIn } from '../run/staged.mjs';

const author = 'xuning', reviewer = 'zhouyi', confirmer = 'maoyu', year = day().slice(0, 4);
const finance = someone({ has: ['finance.manage'] });
const planner = someone({ has: ['budget.submit', 'expense.submit'], lacks: ['finance.manage', 'group.decide'] });
const TEXTS = { what: '验收口径需要写得更清楚', why: '试用时各方理解不一致', effect_schedule: '联调顺延两个工作日', effect_cost: '增加两个人天的费用', effect_risk: '口径变化需要重新核对' };

/** An accepted requirement of its own. */
async function requirement() {
	const number = await handIn(await as('wangqiang'), `需求 ${unique()}`);
	psql(`UPDATE app.record SET state = 'accepted' WHERE site_id = ${siteId()} AND number = '${number}'`);
	return { number, path: `/${site}/requirements/${number}` };
}
function launch() {
	const number = launchIn('development', { owner: 'liumei' }), rec = { number, path: `/${site}/launches/${number}` };
	psql(`UPDATE app.launch SET plan_set_on = now()::date, initiated_on = now()::date, plan_schedule = '开发六周', plan_risks = '接口可能推迟' WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)};
		INSERT INTO app.launch_task (site_id, record_id, no, at, by_id, title, owner_id, starts_on, due)
		SELECT ${siteId()}, ${idOf(rec)}, n, now(), ${accountId('liumei')}, '任务' || n, ${accountId('shenbo')}, '${day()}', '${day(7)}' FROM generate_series(1, 2) n`);
	return rec;
}
const idOf = (rec) => psql(`SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${rec.number}'`);
const change = (target, values = {}) => make(author, 'changes', { title: `变更 ${unique()}`, target_id: target.number, department_id: department('tech'), ...TEXTS, ...values });
async function approved(rec) {
	(await move(author, rec, 'submit')).expect(200, '技术审核中');
	(await move(reviewer, rec, 'endorse', { review_opinion: '方案可行，同意提交' })).expect(200);
	await approve(rec);
	assert.notEqual(stateOf(rec.number), 'group_approval');
	return rec;
}

test('G12 a change states old and new values in the form of its target, and these are what is shown, frozen and applied', async () => {
	const target = await requirement(), rec = await change(target);
	assert.ok(!offers(await show(author, rec), 'submit') || (await force(author, rec, 'submit')).status === 409, 'it says nothing yet');
	(await state(author, rec, { title: '' })).expect(422);
	(await state(author, rec, { wanted_by: '2026-02-30' })).expect(422);
	(await state(author, rec, { goal: '目标改为两周内见效', acceptance: '抽样三百条全部符合' })).expect(200, '一个页面看全', '目标改为两周内见效');
	assert.deepEqual(stated(rec), ['goal: 一个页面看全 -> 目标改为两周内见效', 'acceptance: 试用两周没有意见 -> 抽样三百条全部符合']);
	(await state(author, rec, { goal: '目标改为三周内见效' })).expect(200);
	await approved(rec);
	const ballotless = await show(reviewer, rec);
	assert.ok(ballotless.select('#values del').length === 2 && ballotless.select('#values ins').length === 2);
	// Nothing is unlocked: not the target's form, not other values, not even by who applies it.
	for (const name of [author, reviewer, 'wangqiang'])
		assert.equal((await (await as(name)).get(`${target.path}/edit`)).status, 403, name);
	assert.equal((await (await as(author)).post(`${rec.path}/values/${target.number}`, { ...await ticket(author), title: '别的名称', goal: '别的目标', need: 'security' })).status, 403, 'frozen');
	(await move(reviewer, rec, 'apply')).expect(200, '已执行');
	assert.deepEqual([field(target, 'goal', 'requirement'), field(target, 'acceptance', 'requirement'), field(target, 'scenario', 'requirement')],
		['目标改为三周内见效', '抽样三百条全部符合', '坐席接听时需要同时查看三个页面']);
	(await show(reviewer, target)).expect(200, `依据 ${rec.number}`);
});

test('G12 what is voted on stands beside the ballot, old and new', async () => {
	const target = await requirement(), rec = await change(target);
	(await state(author, rec, { goal: '目标改为两周内见效' })).expect(200);
	(await move(author, rec, 'submit')).expect(200);
	(await move(reviewer, rec, 'endorse', { review_opinion: '方案可行，同意提交' })).expect(200);
	const page = await show('guowei', rec);
	assert.ok(offers(page, 'approve'));
	assert.deepEqual([page.texts('#values del'), page.texts('#values ins')], [['一个页面看全'], ['目标改为两周内见效']]);
});

test('G12 when the target is not as stated any more, nothing is written; it is proposed again', async () => {
	const target = await requirement(), rec = await change(target);
	(await state(author, rec, { goal: '目标改为两周内见效' })).expect(200);
	await approved(rec);
	psql(`UPDATE app.requirement SET goal = '别人已经改过的目标' WHERE site_id = ${siteId()} AND record_id = ${idOf(target)}`);
	(await show(reviewer, rec)).expect(200, '按现在的内容重新提出');
	assert.equal((await force(reviewer, rec, 'apply')).status, 409);
	assert.equal(field(target, 'goal', 'requirement'), '别人已经改过的目标');
	(await move(author, rec, 'propose_again')).expect(200, '起草中');
	(await move(author, rec, 'submit')).expect(200);
	assert.deepEqual(stated(rec), ['goal: 别人已经改过的目标 -> 目标改为两周内见效'], 'the portal takes the old value when it is handed in');
});

test('G12 tasks and lines of a launch: those that are there, one more, and one given up; nothing else is touched', async () => {
	const target = launch(), due = day(21), rec = await change(target);
	assert.equal((await act('liumei', target, 'task', 1, 'cancel', { result: '不再需要这项任务' }).catch(() => ({ status: 403 }))).status, 403, 'locked');
	(await state(author, rec, { due: day(-1) }, { entry: 'task', no: 1 })).expect(422);
	(await state(author, rec, { due }, { entry: 'task', no: 1 })).expect(200, due);
	(await state(author, rec, { result: '合并到任务一中完成' }, { entry: 'task', no: 2, act: 'cancel' })).expect(200, '合并到任务一中完成');
	(await state(author, rec, { title: '补充回归测试', owner_id: accountId('shenbo'), starts_on: day(1), due }, { entry: 'task' })).expect(200, '补充回归测试');
	(await state(author, rec, { plan_schedule: '开发八周' })).expect(200, '开发八周');
	await approved(rec);
	(await move(reviewer, rec, 'apply')).expect(200);
	assert.equal(psql(`SELECT string_agg(no || ' ' || state || ' ' || title || ' ' || due, ', ' ORDER BY no) FROM app.launch_task WHERE site_id = ${siteId()} AND record_id = ${idOf(target)}`),
		`1 open 任务1 ${due}, 2 cancelled 任务2 ${day(7)}, 3 open 补充回归测试 ${due}`);
	assert.deepEqual([field(target, 'plan_schedule', 'launch'), field(target, 'plan_risks', 'launch')], ['开发八周', '接口可能推迟']);
	assert.equal(psql(`SELECT count(*) FROM app.event WHERE site_id = ${siteId()} AND record_id = ${idOf(target)} AND detail ->> 'under' = '${rec.number}'`), '4');
});

test('G12 with its target ended a change ends, whatever it waits for, and cannot be applied', async () => {
	const drafted = await requirement(), running = await requirement(), inForce = await requirement(), changes = [];
	for (const target of [drafted, running, inForce]) {
		const rec = await change(target);
		(await state(author, rec, { goal: '目标改为两周内见效' })).expect(200);
		changes.push(rec);
	}
	(await move(author, changes[1], 'submit')).expect(200);
	(await move(reviewer, changes[1], 'endorse', { review_opinion: '方案可行，同意提交' })).expect(200);
	await approved(changes[2]);
	for (const target of [drafted, running, inForce])
		(await move('wangqiang', target, 'withdraw', { reason: '业务已经调整，不再需要' })).expect(200);
	assert.deepEqual(changes.map((c) => stateOf(c.number)), ['lapsed', 'lapsed', 'lapsed']);
	assert.equal(psql(`SELECT count(*) FROM app.approval WHERE site_id = ${siteId()} AND record_id = ${idOf(changes[1])} AND outcome IS NULL`), '0', 'nobody votes on it any more');
	assert.equal(psql(`SELECT count(*) FROM app.waiting WHERE site_id = ${siteId()} AND record_id IN (${changes.map(idOf)})`), '0');
	(await show(author, changes[2])).expect(200, '已失效', inForce.number);
	assert.equal((await force(reviewer, changes[2], 'apply')).status, 409);
	assert.equal(field(inForce, 'goal', 'requirement'), '一个页面看全');
});

test('G12 a change of documents alone closes when each has a new version', async () => {
	const target = launch(), mine = await make(author, 'documents', { title: `设计 ${unique()}`, body: '第一版正文' }, `?target_id=${target.number}&type=design`);
	const strange = await make(author, 'documents', { title: `别处 ${unique()}`, type: 'other', body: '第一版正文' });
	const rec = await change(target, { document_ids: strange.number });
	assert.equal((await force(author, rec, 'submit')).status, 409, 'not a document of the target');
	(await edit(author, rec, { document_ids: mine.number })).expect(200);
	psql(`UPDATE app.record_version SET created_at = now() - interval '9 days' WHERE site_id = ${siteId()} AND record_id = ${idOf(mine)}`);
	await approved(rec);
	assert.equal(stateOf(rec.number), 'applied', 'there is nothing to write');
	assert.equal((await force(confirmer, rec, 'confirm', { plan_updated: '计划没有变化，只改文档' })).status, 409, 'no new version');
	(await edit(author, mine, { body: '第二版正文' })).expect(200);
	(await move(confirmer, rec, 'confirm', { plan_updated: '计划没有变化，只改文档' })).expect(200, '已完成', `${mine.number} V2`);
});

test('G12 applied by eight at the same moment it is written once', async () => {
	const target = launch(), rec = await change(target);
	(await state(author, rec, { title: '补充回归测试', owner_id: accountId('shenbo'), starts_on: day(1), due: day(9) }, { entry: 'task' })).expect(200);
	await approved(rec);
	const clients = await Promise.all(Array.from({ length: 8 }, () => login(reviewer)));
	const pages = await Promise.all(clients.map((c) => c.get(rec.path)));
	const answers = await Promise.all(pages.map((page, i) => clients[i].submit(page, {}, { button: 'move=apply', follow: false })));
	assert.deepEqual(answers.map((a) => a.status).sort(), [303, ...Array(7).fill(409)]);
	assert.equal(psql(`SELECT count(*) FROM app.launch_task WHERE site_id = ${siteId()} AND record_id = ${idOf(target)}`), '3');
});

// ---------------------------------------------------------------- money

async function budget(lines, values = {}) {
	const rec = await make(planner, 'budgets', { title: `预算 ${unique()}`, year, department_id: department('tech'), purpose: '系统建设所需的费用', ...values });
	for (const [item, requested] of lines)
		(await add(planner, rec, 'line', { item, requested, purpose: '按合同支付的费用' })).expect(200);
	return rec;
}
const allocate = (rec, no, allocated) => act(finance, rec, 'line', no, 'allocate', { allocated });
async function reviewed(lines, values) {
	const rec = await budget(lines, values);
	(await move(planner, rec, 'submit')).expect(200, '财务审核中');
	for (let i = 0; i < lines.length; i++)
		(await allocate(rec, i + 1, lines[i][1])).expect(200);
	return rec;
}
const byFinance = async (rec) => (await force(finance, rec, 'allocate')).status !== 409;

test('G13 R6.3 large funds are large however they are split over budgets of one project', async () => {
	const target = launch(), values = { target_id: target.number };
	assert.ok(await byFinance(await reviewed([['development', '60000.00']], values)), 'the first is small');
	const second = await reviewed([['development', '40000.01']], values);
	(await show(finance, second)).expect(200, '100,000.01', '须由管理小组审批');
	assert.ok(!(await byFinance(second)), 'together they are large');
	const next = await reviewed([['development', '1.00']], { ...values, year: String(Number(year) + 1) });
	assert.ok(await byFinance(next), 'of another year');
	(await move(finance, second, 'to_group')).expect(200, '管理小组审批中');
	const third = await reviewed([['testing', '1.00']], values);
	assert.ok(!(await byFinance(third)), 'what the group has before it counts');
	await approve(second, ['guowei', 'tangmin', 'songjie', 'chenlan']);
	assert.equal(stateOf(second.number), 'allocated');
});

test('G13 R6.3 without a project it is the department and the item that count; drafts do not', async () => {
	const item = 'training', values = { department_id: psql(`INSERT INTO app.department (site_id, name, function) VALUES (${siteId()}, '部门 ${unique()}', 'other') RETURNING id`) };
	await budget([[item, '99000.00']], values);
	assert.ok(await byFinance(await reviewed([[item, '60000.00']], values)), 'a draft does not count');
	assert.ok(await byFinance(await reviewed([['design', '60000.00']], values)), 'another item');
	assert.ok(!(await byFinance(await reviewed([[item, '40000.01']], values))), 'the same item');
});

test('G13 a budget is for this year or the next: last year would hide it', async () => {
	for (const bad of [Number(year) - 1, Number(year) + 2])
		(await (await as(planner)).submit(await (await as(planner)).get(`/${site}/budgets/new`), { title: '年度预算', year: String(bad), department_id: department('tech'), purpose: '系统建设所需的费用' })).expect(422, '预算年度只能是');
});

test('G13 R11.1 finance never allocates more than was asked for; more is a change that states it', async () => {
	const target = launch(), rec = await budget([['development', '500.00'], ['testing', '100.00']], { target_id: target.number });
	(await move(planner, rec, 'submit')).expect(200);
	(await allocate(rec, 1, '500.01')).expect(422, '核定金额不能更多');
	(await allocate(rec, 1, '500.00')).expect(200);
	(await allocate(rec, 2, '100.00')).expect(200);
	(await move(finance, rec, 'allocate')).expect(200, '已核定');
	assert.equal((await (await as(finance)).post(`${rec.path}/entries/line/1`, { ...await ticket(finance), act: 'allocate', allocated: '900' })).status, 403);
	const more = await change(target, { budget_id: rec.number });
	(await state(author, more, { allocated: '900.00' }, { of: rec, entry: 'line', no: 1 })).expect(422, '核定金额不能更多');
	(await state(author, more, { requested: '900.00', allocated: '900.00' }, { of: rec, entry: 'line', no: 1 })).expect(200, '500.00', '900.00');
	await approved(more);
	(await move(reviewer, more, 'apply')).expect(200);
	assert.equal(psql(`SELECT string_agg(requested || '/' || allocated, ' ' ORDER BY no) FROM app.budget_line WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)}`), '900.00/900.00 100.00/100.00');
	assert.equal(field(rec, 'allocated', 'budget'), '1000.00');
});

test('G13 a line that is booked on says so when less is stated, before and after the approval', async () => {
	const target = launch(), rec = await reviewed([['development', '500.00']], { target_id: target.number });
	(await move(finance, rec, 'allocate')).expect(200);
	const less = await change(target, { budget_id: rec.number });
	(await state(author, less, { allocated: '50.00' }, { of: rec, entry: 'line', no: 1 })).expect(200);
	await approved(less);
	const paid = await make(planner, 'expenses', { title: `费用 ${unique()}`, budget_id: rec.number, item: 'development', amount: '60.00', spent_on: day(), payee: '测评中心' });
	(await (await as(planner)).submit(await show(planner, paid), { invoice: new File(['%PDF-1.4 x'], '发票.pdf', { type: 'application/pdf' }) }, { form: 'add-files' })).expect(200);
	(await move(planner, paid, 'submit')).expect(200);
	(await move(finance, paid, 'book')).expect(200, '已入账');
	const refused = await move(reviewer, less, 'apply');
	refused.expect(409, '已不符合变更对象的填写要求');
	assert.ok(!refused.text.includes('在您操作期间'));
	const again = await change(target, { budget_id: rec.number });
	(await state(author, again, { allocated: '50.00' }, { of: rec, entry: 'line', no: 1 })).expect(422, '已入账 60.00 元');
});

test('G13 an expense has a day that can be true', async () => {
	const rec = await reviewed([['development', '500.00']], { target_id: launch().number });
	(await move(finance, rec, 'allocate')).expect(200);
	const spend = async (spent_on, amount = '1.00') => (await as(planner)).submit(await (await as(planner)).get(`/${site}/expenses/new`), { title: '费用', budget_id: rec.number, item: 'development', amount, spent_on, payee: '测评中心' });
	(await spend(day(1))).expect(422);
	(await spend(day(-400))).expect(422);
	(await spend(`${Number(year) - 1}-12-31`)).expect(422);
	(await spend(day(), '0')).expect(422);
	(await spend(day())).expect(200);
});
