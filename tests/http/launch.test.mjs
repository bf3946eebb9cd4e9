// SPDX-License-Identifier: ISC
// Goal: a launch project goes through its eight stages, through the pages and by people with the rights. Each gate refuses while
// something is missing and names it; plans are consulted on by section; the group judges four criteria; a change in force unlocks what
// it names; a roll-back begins the tests anew; the evaluation ends it, and its requirements move along. Proves R9.1, R12.1, R14,
// R15.1, R15.2, R15.3, R16.1, R17.1, R17.2, R17.3, R18.1, R18.2, R18.3, R19.1, R19.3, R20.1, R20.2, R20.3, R20.4, R21.1, R29.1.
import test from 'node:test';
import assert from 'node:assert/strict';
import { psql, rows } from '../run/stack.mjs';
import { accountId, handIn, inWork, site, siteId, stateOf } from '../run/people.mjs';
import { evaluationOf, launchIn } from '../run/staged.mjs';
import { act, add, approve, as, day, department, document, edit, entriesOf, field, force, make, may, move, offers, show, state, ticket, unique } from '../run/acts.mjs';

const lead = 'xuning';
const sections = { plan_architecture: '三层架构', plan_modules: '问卷、外呼、报表', plan_schedule: '十二周', plan_resources: '两名开发、一名测试', plan_budget: '二十万元', plan_risks: '外呼线路不足:备用线路' };
const criteria = (met = true) => Object.fromEntries(['feasibility', 'necessity', 'compliance', 'budget'].flatMap((c) => [[c, met || c !== 'budget' ? 'met' : 'not_met'], [`${c}_text`, `${c} 的判断依据`]]));
const value = (rec, name) => field(rec, name, 'launch');

async function platform() {
	return make(lead, 'platforms', { title: `口碑平台 ${unique()}`, category: 'reputation_survey', department_id: department('business'), peak_from: '09:00', peak_to: '18:00', low_from: '22:00', low_to: '06:00' });
}
async function accepted(on) {
	const number = await handIn(await as('liumei'), `回访要求 ${unique()}`, { values: { platform_id: on.number, department_id: department('business') } });
	const rec = { number, path: `/${site}/requirements/${number}` };
	(await move('zhouyi', rec, 'accept', { class: 'routine', priority: '2', expected_goal: '一次问清', decision_reason: '业务必需' })).expect(200);
	return rec;
}
/** A launch in research, with an accepted requirement. */
async function begun() {
	const on = await platform(), requirement = await accepted(on);
	const rec = await make(lead, 'launches', { title: `口碑平台上线 ${unique()}`, platform_id: on.number, department_id: department('business'), owner_id: accountId(lead), version_planned: '1.0', goal: '客户一次说清需要', requirement_ids: requirement.number });
	return { ...rec, on, requirement };
}
/** The move is refused, and the answer says what is missing. */
const refused = async (name, rec, verb, todo = []) => (await force(name, rec, verb, { test_conclusion: '全部用例通过', reason: '会话丢失', window_used: '22:30 as described' })).expect(409, ...[todo].flat());

async function researched(rec) {
	await refused(lead, rec, 'begin_design', '调研');
	(await add('liumei', rec, 'research', { type: 'interview', held_on: day(), summary: '访谈八位客户' })).expect(200, '访谈八位客户');
	await refused(lead, rec, 'begin_design', '市场');
	(await add('shanwen', rec, 'market', { type: 'research', text: '三家同行已有同类平台' })).expect(200);
	(await move(lead, rec, 'begin_design')).expect(200);
	assert.equal(stateOf(rec.number), 'design');
}

async function designed(rec) {
	await refused(lead, rec, 'consult');
	(await edit(lead, rec, sections)).expect(200);
	assert.equal((await force('liumei', { path: `${rec.path}/entries/consultation` }, 'x')).status, 404);
	await refused(lead, rec, 'consult', '预算');
	const budget = await make(lead, 'budgets', { title: `上线预算 ${unique()}`, department_id: department('tech'), purpose: '系统建设与测试' }, `?target_id=${rec.number}`);
	(await add(lead, budget, 'line', { item: 'development', requested: '120000.00', purpose: '按合同支付的开发费' })).expect(200);
	await refused(lead, rec, 'consult', '建设方案');
	await document(rec, 'construction_plan');
	(await move(lead, rec, 'consult')).expect(200);
	await refused(lead, rec, 'submit', '业务');
	(await add('liumei', rec, 'consultation', { judgement: 'agree_with_changes', text: '排期再宽两周' })).expect(200);
	(await add('zengrui', rec, 'consultation', { judgement: 'agree', text: '同意，情况如上所述' })).expect(200);
	(await add('fangyuan', rec, 'consultation', { judgement: 'object', text: '隐私条款未写' })).expect(200);
	(await add('linhai', rec, 'consultation', { judgement: 'agree', text: '预算合理' })).expect(200);
	await refused(lead, rec, 'submit', '答复');
	(await act(lead, rec, 'consultation', 1, 'answer', { answer: 'adopted_in_part', answer_text: '排期放宽一周' })).expect(200, '部分采纳');
	(await act(lead, rec, 'consultation', 3, 'answer', { answer: 'adopted', answer_text: '补充隐私条款' })).expect(200);
	/* A new version asks those alone whose sections changed. */
	(await edit(lead, rec, { plan_budget: '二十二万元' })).expect(200);
	await refused(lead, rec, 'submit', '财务');
	(await add('linhai', rec, 'consultation', { judgement: 'agree', text: '仍然合理' })).expect(200);
	(await move(lead, rec, 'submit')).expect(200);
	assert.equal(stateOf(rec.number), 'initiation');
	return budget;
}

async function initiated(rec) {
	/* A first round is refused with reasons, and every round is kept. */
	(await move('guowei', rec, 'approve', { opinion: '同意', ...criteria(false) })).expect(422);
	(await move('chenlan', rec, 'reject', { opinion: '预算依据不足', ...criteria(false) })).expect(200);
	assert.equal(stateOf(rec.number), 'design');
	(await edit(lead, rec, { plan_schedule: '十三周' })).expect(200);
	(await add('liumei', rec, 'consultation', { judgement: 'agree', text: '同意，情况如上所述' })).expect(200);
	(await add('zengrui', rec, 'consultation', { judgement: 'agree', text: '同意，情况如上所述' })).expect(200);
	(await move(lead, rec, 'submit')).expect(200);
	await approve(rec, undefined, criteria());
	assert.equal(stateOf(rec.number), 'development');
	assert.equal(value(rec, 'initiated_on'), day());
	assert.equal(stateOf(rec.requirement.number), 'planned');
	assert.deepEqual(rows(`SELECT a.round, a.outcome FROM app.approval a JOIN app.record r ON r.site_id = a.site_id AND r.id = a.record_id
		WHERE r.site_id = ${siteId()} AND r.number = '${rec.number}' ORDER BY a.round`).map((a) => a.outcome), ['rejected', 'approved']);
	(await show('tangmin', rec)).expect(200, '预算依据不足');
}

/** A change against the launch, approved and applied; ${values}: [values, where] of each thing that it states. */
async function change(rec, values) {
	const made = await make(lead, 'changes', { title: `变更 ${unique()}`, target_id: rec.number, department_id: department('tech'), what: '说明，情况如上所述', why: '原因，情况如上所述', effect_schedule: '无，情况如上所述', effect_cost: '无，情况如上所述', effect_risk: '低，情况如上所述' });
	for (const [what, where] of values)
		(await state(lead, made, what, where)).expect(200);
	(await move(lead, made, 'submit')).expect(200);
	(await move('zhouyi', made, 'endorse', { review_opinion: '可行，情况如上所述' })).expect(200);
	await approve(made);
	assert.equal(stateOf(made.number), 'in_force');
	(await show(lead, rec)).expect(200, made.number);
	(await move('zhouyi', made, 'apply')).expect(200);
	return made;
}

async function developed(rec) {
	await refused(lead, rec, 'confirm_plan', '团队');
	for (const [who, role] of [['shenbo', 'developer'], ['qiuyan', 'tester']])
		(await add(lead, rec, 'team_member', { account_id: accountId(who), role })).expect(200);
	for (const [title, who, due] of [['问卷页面', 'shenbo', 4], ['外呼接口', 'jianglei', -1]])
		(await add(lead, rec, 'task', { title, owner_id: accountId(who), starts_on: day(-3), due: day(due) })).expect(200);
	/* The plan over time is drawn, and what is late is told by a mark too. */
	assert.deepEqual((await show(lead, rec)).select('#task svg rect').map((r) => r.attrs.class), ['open', 'late']);
	(await move(lead, rec, 'confirm_plan')).expect(200);
	assert.ok(await inWork(await as('shenbo'), rec.number));
	/* From here on the plan changes under a change request alone. */
	assert.equal((await (await as(lead)).post(`${rec.path}/entries/task`, { ...await ticket(lead), title: '偷加', owner_id: accountId('shenbo'), starts_on: day(), due: day(1) })).status, 403);
	assert.equal((await (await as(lead)).get(`${rec.path}/edit`)).status, 403);
	const under = await change(rec, [[{ title: '报表导出', owner_id: accountId('shenbo'), starts_on: day(-1), due: day(6), depends_on: '1' }, { entry: 'task' }],
		[{ title: '外呼与短信接口' }, { entry: 'task', no: 2 }], [{ plan_schedule: '开发调整为十四周' }]]);
	(await show(lead, rec)).expect(200, '外呼与短信接口', '报表导出', '开发调整为十四周');
	for (const no of [1, 2, 3])
		assert.equal((await (await as(lead)).get(`${rec.path}/entries/task/${no}`)).select('[name=title]').length, 0, 'nothing is unlocked');
	await refused(lead, rec, 'begin_testing', '变更');
	(await move('maoyu', under, 'confirm', { plan_updated: '进度一章', documents_updated: '建设方案不受影响' })).expect(200);
	assert.equal(stateOf(under.number), 'closed');
	for (const [no, who] of [[1, 'shenbo'], [2, 'jianglei'], [3, 'shenbo']])
		(await act(who, rec, 'task', no, 'finish', { result: '已自测' })).expect(200);
	(await add(lead, rec, 'progress', { period_to: day(), percent: '100', done: '开发完成', next: '转测试' })).expect(200);
	await refused(lead, rec, 'begin_testing', '设计');
	await document(rec, 'design');
	await document(rec, 'development');
	(await move(lead, rec, 'begin_testing')).expect(200);
	assert.equal(stateOf(rec.number), 'testing');
}

const types = ['functional', 'performance', 'security', 'compatibility', 'compliance'];
async function tested(rec) {
	const evidence = await document(rec, 'test');
	for (const type of types)
		(await add('qiuyan', rec, 'test_run', type === 'compatibility' ? { type, result: 'not_applicable', text: '只有内网浏览器使用' }
			: { type, result: 'passed', tested_version: '1.0-rc1', evidence_id: evidence.number })).expect(200);
	await refused('qiuyan', rec, 'conclude_tests', '兼容');
	const open = entriesOf(rec, 'launch_test_run').find((run) => run.state === 'to_confirm');
	(await act('liumei', rec, 'test_run', open.no, 'confirm')).expect(200, '已确认');
	await refused(lead, rec, 'begin_review', '结论');
	assert.equal((await (await as('liumei')).post(`${rec.path}/entries/acceptance`, { ...await ticket('liumei'), judgement: 'accepted', text: '符合业务需求' })).status, 422, 'not before the tests are concluded');
	(await move('qiuyan', rec, 'conclude_tests', { test_conclusion: '全部通过,可以上线。', untested: '没有未测内容' })).expect(200, '全部通过,可以上线。');
	await refused(lead, rec, 'begin_review', '验收');
	(await add('liumei', rec, 'acceptance', { judgement: 'accepted', text: '符合业务需求' })).expect(200);
	(await move(lead, rec, 'begin_review')).expect(200);
	assert.equal(stateOf(rec.number), 'review');
}

/** A review of this round that passes. */
async function reviewed(rec) {
	for (const type of ['security_assessment', 'hardening', 'launch_plan', 'maintenance_plan', 'emergency_plan'])
		if (psql(`SELECT count(*) FROM app.document d JOIN app.record t ON t.site_id = d.site_id AND t.id = d.target_id WHERE t.site_id = ${siteId()} AND t.number = '${rec.number}' AND d.type = '${type}'`) === '0')
			await document(rec, type);
	const meeting = await make('zhouyi', 'reviews', { held_on: day(), held_at: '14:00', place: '三楼会议室', chair_id: accountId('chenlan') }, `?target_id=${rec.number}`);
	assert.deepEqual(entriesOf(meeting, 'review_material').filter((m) => m.state === 'missing').map((m) => m.item), [], 'all seven are found in the project');
	for (const name of ['guowei', 'tangmin', 'luxiaofeng', 'hejun'])
		(await add('zhouyi', meeting, 'attendance', { account_id: accountId(name) })).expect(200);
	(await move('zhouyi', meeting, 'open')).expect(200);
	for (const a of entriesOf(meeting, 'review_attendance'))
		(await act('zhouyi', meeting, 'attendance', a.no, 'present')).expect(200);
	for (const name of ['chenlan', 'guowei', 'tangmin', 'luxiaofeng', 'hejun'])
		(await add(name, meeting, 'ballot', { choice: 'pass' })).expect(200);
	(await move('chenlan', meeting, 'pass', { decision: '同意上线' })).expect(200);
	(await move(lead, rec, 'begin_go_live')).expect(200);
	assert.equal(stateOf(rec.number), 'go_live');
}

async function prepared(rec) {
	await refused(lead, rec, 'confirm', '上线日期和时段');
	(await move(lead, rec, 'set_window', { window_on: day(1), window_from: '10:00', window_to: '12:00' })).expect(422, '09:00–18:00');
	(await move(lead, rec, 'set_window', { window_on: day(-1), window_from: '22:30', window_to: '23:30' })).expect(422);
	(await move(lead, rec, 'set_window', { window_on: day(1), window_from: '00:00', window_to: '05:30' })).expect(200);
	(await add('maoyu', rec, 'step', { starts_at: '22:30', what: '切换域名', owner_id: accountId('maoyu'), risk: '缓存未过期', answer: '提前降低生存时间' })).expect(200);
	for (const item of ['deployment', 'environment', 'data', 'hardening', 'monitoring'])
		(await add('maoyu', rec, 'tick', { item, text: '已核对' })).expect(200);
	await refused(lead, rec, 'confirm', '还没有开始');
	assert.equal((await (await as('shenbo')).post(`${rec.path}/entries/log`, { ...await ticket('shenbo'), type: 'normal', text: '提前记录的日志' })).status, 422, 'nothing is logged before the window');
	windowBegan(rec);
	(await add('shenbo', rec, 'log', { type: 'normal', text: '二十二点三十一分开始' })).expect(200);
	await refused(lead, rec, 'confirm', '登记每一步的结果');
	for (const step of entriesOf(rec, 'launch_step').filter((e) => e.state === 'planned'))
		(await act('maoyu', rec, 'step', step.no, 'done', { result: '已切换，访问正常' })).expect(200, '已完成');
}

/** The evening of the window has come. */
const windowBegan = (rec) => psql(`UPDATE app.launch SET window_on = window_on - 1 WHERE site_id = ${siteId()} AND record_id = (SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${rec.number}')`);

async function closed(incident) {
	(await move('shenbo', incident, 'resolve', { resolution: '改用共享会话并压测' })).expect(200);
	for (const at of ['22:40', '22:55'])
		(await add('maoyu', incident, 'timeline', { happened_on: day(-1), happened_at: at, text: `${at} 值班人员处置` })).expect(200);
	(await move('zhouyi', incident, 'close', { cause: '两台服务器不共享会话', impact: '十分钟内无人登录', plan_use: 'none', no_follow_up: '已随本项目缺陷处理' })).expect(200);
}

/** The move that takes it live, each condition once missing. */
async function live(rec) {
	await refused(lead, rec, 'confirm', '确认');
	(await add('maoyu', rec, 'confirmation', { text: '服务运行正常' })).expect(200);
	(await add('liumei', rec, 'confirmation', { text: '业务办理可用' })).expect(200);
	await refused(lead, rec, 'confirm', '通知');
	const notice = await make('zhouyi', 'notices', {}, `?source_id=${rec.number}`);
	(await move('zhouyi', notice, 'publish')).expect(422, '补充完整');
	(await edit('zhouyi', notice, { body: `${field(notice, 'body', 'notice').replaceAll('____', '见操作手册')} as described` })).expect(200);
	(await move('zhouyi', notice, 'publish')).expect(200);
	assert.equal(stateOf(rec.on.number), 'planned', 'not before it is confirmed');
	(await move(lead, rec, 'confirm', { window_used: '22:30 至 23:05 完成' })).expect(200);
	assert.equal(stateOf(rec.number), 'evaluation');
	assert.equal(stateOf(rec.on.number), 'in_operation');
	assert.equal(field(rec.on, 'current_version', 'platform'), '1.0');
	assert.equal(stateOf(rec.requirement.number), 'delivered');
	return notice;
}

async function evaluated(rec) {
	const number = psql(`SELECT r.number FROM app.evaluation k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id JOIN app.record t ON t.site_id = k.site_id AND t.id = k.target_id
		WHERE t.site_id = ${siteId()} AND t.number = '${rec.number}'`);
	assert.match(number, /^EVL-/, 'going live opens it');
	const evaluation = { number, path: `/${site}/evaluations/${number}` };
	assert.equal(psql(`SELECT due FROM app.record WHERE site_id = ${siteId()} AND number = '${number}'`), psql(`SELECT ('${day()}'::date + interval '1 month')::date`));
	await refused(lead, rec, 'close', '评估');
	await refused('zhouyi', evaluation, 'submit');
	const scores = Object.fromEntries(['fitness', 'stability', 'performance', 'experience', 'support'].flatMap((d) => [[`${d}_score`, '4'], [`${d}_text`, '达到预期']]));
	(await edit('zhouyi', evaluation, { ...scores, lessons: '切换前多做一次演练', participants: [accountId('liumei'), accountId('gaofei')] })).expect(200);
	for (const text of ['报表增加导出', '首页改版'])
		(await add('gaofei', evaluation, 'improvement', { text })).expect(200);
	(await move('zhouyi', evaluation, 'submit')).expect(200);
	await approve(evaluation);
	assert.equal(stateOf(number), 'done');
	await refused(lead, rec, 'close', '改进');
	(await act('zhouyi', evaluation, 'improvement', 1, 'turn')).expect(200, 'REQ-');
	(await act('zhouyi', evaluation, 'improvement', 2, 'decline', { reason: '与年度规划重复' })).expect(200);
	const turned = entriesOf(evaluation, 'evaluation_improvement')[0].requirement_id;
	assert.deepEqual(rows(`SELECT r.state, k.channel, k.goal FROM app.requirement k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id WHERE k.site_id = ${siteId()} AND k.record_id = ${turned}`),
		[{ state: 'draft', channel: 'evaluation', goal: '报表增加导出' }]);
	(await move(lead, rec, 'close')).expect(200);
	assert.equal(stateOf(rec.number), 'closed');
}

test('R14 to R21 a platform gets from idea to operation through eight stages', async () => {
	const rec = await begun();
	await researched(rec);
	await designed(rec);
	await initiated(rec);
	await developed(rec);
	await tested(rec);
	await reviewed(rec);
	await prepared(rec);
	/* Something goes wrong: rolled back with its incident, tested, reviewed and launched again. */
	await refused(lead, rec, 'roll_back', '突发事件');
	(await add('maoyu', rec, 'log', { type: 'abnormal', severity: '3', text: '切换后会话丢失' })).expect(200);
	const number = psql(`SELECT x.number FROM app.launch_log e JOIN app.record x ON x.site_id = e.site_id AND x.id = e.incident_id WHERE e.site_id = ${siteId()} AND e.text = '切换后会话丢失' AND e.record_id =
		(SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${rec.number}')`), incident = { number, path: `/${site}/incidents/${number}` };
	assert.match(number, /^INC-/, 'an abnormal line opens an incident');
	await refused(lead, rec, 'confirm', '突发事件');
	(await move(lead, rec, 'roll_back', { reason: '会话丢失，按预案回退' })).expect(200);
	await closed(incident);
	assert.equal(stateOf(rec.number), 'testing');
	assert.deepEqual([value(rec, 'test_round'), value(rec, 'test_conclusion'), value(rec, 'window_on')], ['2', '', '']);
	await refused(lead, rec, 'begin_review');
	await tested(rec);
	await refused(lead, rec, 'begin_go_live', '评审');
	await reviewed(rec);
	await refused(lead, rec, 'confirm');
	await prepared(rec);
	await live(rec);
	(await move('liumei', rec.requirement, 'confirm')).expect(200);
	await evaluated(rec);
	for (const verb of ['begin_design', 'submit', 'confirm', 'close', 'cancel', 'roll_back'])
		assert.equal((await force(lead, rec, verb, { reason: 'x，情况如上所述' })).status, 409, `${verb} of a closed one`);
	(await show('wangqiang', rec)).expect(200, incident.number, '22:30 至 23:05');
});

test('R14 no role skips, reopens or backdates a stage', async () => {
	const rec = await begun();
	(await show(lead, rec)).expect(200, '缺少 1 份', '后续阶段编制');
	for (const name of ['sunli', 'chenlan', 'zhouyi', lead])
		for (const verb of ['submit', 'begin_testing', 'begin_review', 'begin_go_live', 'confirm', 'close', 'approve', 'conclude_tests', 'roll_back'])
			assert.ok([400, 403, 404, 409, 422].includes((await force(name, rec, verb, { reason: 'x，情况如上所述', opinion: 'x，情况如上所述', test_conclusion: 'x，情况如上所述', window_used: 'x，情况如上所述' })).status), `${name} ${verb}`);
	assert.equal(stateOf(rec.number), 'research');
	(await add('liumei', rec, 'research', { type: 'interview', held_on: day(1), summary: '明天的访谈' })).expect(422);
	assert.equal((await force('sunli', rec, 'begin_design')).status, 403, 'an administrator has no power over gates');
	assert.equal(await may('sunli', rec, 'begin_design'), false);
});

test('R16.1 a launch is cancelled by the group alone, from any stage, and its requirements are free again', async () => {
	const rec = await begun();
	await researched(rec);
	(await move(lead, rec, 'cancel', { reason: '业务调整' })).expect(200);
	assert.equal(stateOf(rec.number), 'cancelling');
	(await move('chenlan', rec, 'reject', { opinion: '继续做' })).expect(200);
	assert.equal(stateOf(rec.number), 'design', 'refused: back to where it was');
	(await move(lead, rec, 'cancel', { reason: '业务确实调整' })).expect(200);
	await approve(rec);
	assert.equal(stateOf(rec.number), 'cancelled');
	assert.equal(stateOf(rec.requirement.number), 'accepted');
	assert.ok(!offers(await show(lead, rec), 'begin_design'));
});

test('R21.1 a cancelled launch is not evaluated any more; an evaluation has business and operations take part', async () => {
	const number = launchIn('evaluation', { owner: lead }), rec = { number, path: `/${site}/launches/${number}` };
	const first = evaluationOf(number), evaluation = { number: first, path: `/${site}/evaluations/${first}` };
	const scores = Object.fromEntries(['fitness', 'stability', 'performance', 'experience', 'support'].flatMap((d) => [[`${d}_score`, '3'], [`${d}_text`, '表现一般']]));
	(await edit('zhouyi', evaluation, { ...scores, participants: [accountId('liumei')] })).expect(200);
	await refused('zhouyi', evaluation, 'submit', '运营部门');
	(await move(lead, rec, 'cancel', { reason: '平台停用' })).expect(200);
	await approve(rec);
	assert.deepEqual([stateOf(number), stateOf(first)], ['cancelled', 'dropped']);
	assert.equal((await force('zhouyi', evaluation, 'submit')).status, 409);
});

test('R18.2 of many defects a launch names the latest and leads to all of them', async () => {
	const number = launchIn('testing', { owner: lead }), rec = { number, path: `/${site}/launches/${number}` };
	for (let i = 1; i <= 7; i++)
		await make('qiuyan', 'defects', { title: `号码丢失 ${i}`, type: 'functional', severity: 'minor', location: '登记页', description: '没有保存' }, `?target_id=${number}`);
	const page = await show(lead, rec), links = page.select('#links .links a').map((a) => a.attrs.href);
	assert.equal(links.filter((href) => href.includes('/defects/')).length, 6);
	const all = page.links.find((l) => l.text === '全部缺陷（7）');
	assert.equal(all.href, `/${site}/defects?target_id=${number}`);
	assert.equal((await (await as(lead)).get(all.href)).expect(200, '号码丢失 1').select('tbody tr').length, 7);
});
