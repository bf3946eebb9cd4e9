// SPDX-License-Identifier: ISC
// Goal: a single person cannot bypass any gate of a launch or a related record. One test per finding of the second look (G2, G7, G8,
// G14, G15, G19), and those of its third section that are about platforms, launches, incidents and requirements. Proves R2.1, R14,
// R15.3, R17.2, R17.3, R18.1–R18.3, R19.1, R20.1–R20.4, R21.1, R31.1, R6.3, R8.1, R23.2.
import test from 'node:test';
import assert from 'node:assert/strict';
import { psql } from '../run/stack.mjs';
import { accountId, handIn, inWork, site, siteId, stateOf } from '../run/people.mjs';
import { approvedDocument, launchIn } from '../run/staged.mjs';
import { act, add, approve, as, day, department, document, edit, entriesOf, field, force, make, move, show, ticket, unique } from '../run/acts.mjs';

const lead = 'xuning';

// ---------------------------------------------------------------- platforms (G2)

const platform = (values = {}) => make(lead, 'platforms', { title: `治理平台 ${unique()}`, category: 'other', department_id: department('business'), current_version: '1.0', ...values });
const launchOn = (on) => make(lead, 'launches', { title: `治理平台上线 ${unique()}`, platform_id: on.number, department_id: department('business'), owner_id: accountId(lead), version_planned: '2.0',
	goal: '客户一次说清需要，坐席不再来回转接' });
const takeover = (on) => psql(on ? `INSERT INTO app.rule (site_id, key, value) SELECT id, 'platform_takeover', '1' FROM app.site WHERE slug = 'huadong' ON CONFLICT (site_id, key) DO UPDATE SET value = '1'`
	: `DELETE FROM app.rule WHERE key = 'platform_takeover' AND site_id = ${siteId()}`);
const ran = { reason: '该平台在门户启用前一年已经投入使用' };

test('G2 a platform is in operation through its launch, else while the site is taken into use and by the group alone', async () => {
	const late = await platform();
	(await force(lead, late, 'register', ran)).expect(409, '站点启用期');
	takeover(true);
	try {
		const known = await platform(), launch = await launchOn(known);
		(await force(lead, known, 'register', ran)).expect(409, '已有上线项目');
		(await move(lead, launch, 'cancel', { reason: '立项依据不足，暂缓建设' })).expect(200);
		await approve(launch);
		assert.equal(stateOf(launch.number), 'cancelled');
		(await force(lead, known, 'register', ran)).expect(409, '已有上线项目');
		(await move(lead, late, 'register', ran)).expect(200);
		assert.equal(stateOf(late.number), 'registering', 'one person does not put it in operation');
		(await force(lead, late, 'approve', { opinion: '同意' })).expect(403);
		await approve(late);
		assert.equal(stateOf(late.number), 'in_operation');
	} finally {
		takeover(false);
	}
	/* What runs, and when it is busy, is not edited as one likes. */
	const page = (await (await as(lead)).get(`${late.path}/edit`)).expect(200);
	for (const name of ['current_version', 'peak_from', 'peak_to', 'low_from', 'low_to'])
		assert.equal(page.select(`[name=${name}]`).length, 0, name);
	(await edit(lead, late, { description: '供门店查询口碑报告' })).expect(200, '供门店查询口碑报告');
	const fresh = (await (await as(lead)).get(`${late.path}/edit`)).expect(200);
	(await (await as(lead)).post(`${late.path}/edit`, { ...Object.fromEntries(fresh.form('edit').fields), current_version: '9.9', peak_from: '01:00', peak_to: '02:00' })).expect(200);
	assert.deepEqual([field(late, 'current_version', 'platform'), field(late, 'peak_from', 'platform')], ['1.0', '']);
});

test('G2 a suspended platform runs again by decision of the head; one whose launch is under way is not retired', async () => {
	const on = await platform();
	psql(`UPDATE app.record SET state = 'in_operation' WHERE site_id = ${siteId()} AND number = '${on.number}'`);
	(await move(lead, on, 'suspend', { reason: '机房检修两天，暂停服务' })).expect(200);
	(await move(lead, on, 'resume', { reason: '机房检修完成，设备自检正常' })).expect(200);
	assert.equal(stateOf(on.number), 'resuming');
	(await move('zhouyi', on, 'approve')).expect(200);
	assert.equal(stateOf(on.number), 'in_operation');
	const launch = await launchOn(on);
	(await force(lead, on, 'retire', { reason: '业务已由新平台承接' })).expect(409, '正在进行的上线项目');
	(await move(lead, launch, 'cancel', { reason: '业务调整，不再建设' })).expect(200);
	await approve(launch);
	(await move(lead, on, 'retire', { reason: '业务已由新平台承接' })).expect(200);
	assert.equal(stateOf(on.number), 'retiring');
	await approve(on);
	assert.equal(stateOf(on.number), 'retired');
});

// ---------------------------------------------------------------- launches, put where a gate is

const rec = (number) => ({ number, path: `/${site}/launches/${number}` });
const at = (state, more = {}) => rec(launchIn(state, { owner: lead, ...more }));
const set = (launch, columns, table = 'launch') => psql(`UPDATE app.${table} SET ${columns} WHERE site_id = ${siteId()} AND record_id = (SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${launch.number}')`);
/** Posted past the page, as no browser would: what it answers. */
const post = async (name, where, fields) => (await as(name)).post(where.path ?? where, { ...await ticket(name), ...fields });
const addTo = (name, launch, sort, fields) => post(name, `${launch.path}/entries/${sort}`, fields);
const team = async (launch, account, role) => (await add(lead, launch, 'team_member', { account_id: accountId(account), role })).expect(200);
const accepts = { judgement: 'accepted', text: '按验收标准逐条试用，符合业务需求' };

test('G15 functional tests always apply, what does not apply is confirmed by a second person, a pass names its version and evidence', async () => {
	const launch = at('testing'), evidence = await document(launch, 'test');
	(await addTo('qiuyan', launch, 'test_run', { type: 'functional', result: 'not_applicable', text: '本次没有功能方面的改动' })).expect(422, '功能测试不能填');
	(await addTo('qiuyan', launch, 'test_run', { type: 'security', result: 'not_applicable', text: '无' })).expect(422, '请说明原因');
	(await addTo('qiuyan', launch, 'test_run', { type: 'security', result: 'passed', evidence_id: evidence.number })).expect(422);
	for (const wrong of [approvedDocument(launch.number, 'design'), approvedDocument(launch.number, 'test', 'draft'), approvedDocument(launchIn('testing'), 'test')])
		assert.equal((await addTo('qiuyan', launch, 'test_run', { type: 'security', result: 'passed', tested_version: '1.0-rc1', evidence_id: wrong })).status, 422, 'no evidence');
	for (const type of ['functional', 'performance', 'security', 'compliance'])
		(await add('qiuyan', launch, 'test_run', { type, result: 'passed', tested_version: '1.0-rc1', evidence_id: evidence.number })).expect(200);
	(await add('qiuyan', launch, 'test_run', { type: 'compatibility', result: 'not_applicable', text: '只在内网一种浏览器中使用' })).expect(200);
	(await force('qiuyan', launch, 'conclude_tests', { test_conclusion: '各类测试全部通过' })).expect(409, '兼容');
	const no = entriesOf(launch, 'launch_test_run').at(-1).no;
	for (const name of ['qiuyan', lead, 'shanwen'])
		assert.equal((await post(name, `${launch.path}/entries/test_run/${no}`, { act: 'confirm' })).status, 403, `${name} does not confirm it`);
	assert.ok(await inWork(await as('liumei'), launch.number));
	(await act('liumei', launch, 'test_run', no, 'confirm')).expect(200, '已确认');
	(await move('qiuyan', launch, 'conclude_tests', { test_conclusion: '各类测试全部通过，可以上线' })).expect(200);
	(await add('liumei', launch, 'acceptance', accepts)).expect(200);
});

test('G15 conclusion and acceptance lapse with a new run or defect', async () => {
	const launch = at('testing', { conclusion: '各类测试全部通过', accepted: '符合业务需求' });
	(await addTo('qiuyan', launch, 'test_run', { type: 'performance', result: 'failed', tested_version: '1.0-rc2', text: '高峰并发下响应超过五秒' })).expect(200);
	assert.equal(field(launch, 'test_conclusion', 'launch'), '', 'a run asks for it again');
	(await addTo('liumei', launch, 'acceptance', accepts)).expect(422, '测试结论还没有填写');
	set(launch, "test_conclusion = '复测后全部通过', conclusion_no = 2");
	(await force(lead, launch, 'begin_review')).expect(409);
	(await add('liumei', launch, 'acceptance', accepts)).expect(200);
	await make('maoyu', 'defects', { title: `响应超时 ${unique()}`, type: 'performance', severity: 'serious', location: '查询页', description: '高峰时查询超过五秒没有返回' }, `?target_id=${launch.number}`);
	assert.equal(field(launch, 'test_conclusion', 'launch'), '', 'a defect asks for it again');
});

test('G15 nobody makes and tests one project', async () => {
	const launch = at('testing');
	await team(launch, 'qiuyan', 'tester');
	(await addTo(lead, launch, 'team_member', { account_id: accountId('qiuyan'), role: 'developer' })).expect(422, '不能再任开发');
	await team(launch, 'jianglei', 'developer');
	(await addTo(lead, launch, 'team_member', { account_id: accountId('jianglei'), role: 'tester' })).expect(422, '不能再任测试');
	/* One who holds both rights. */
	psql(`INSERT INTO app.member_role SELECT ${siteId()}, a.id, r.id FROM app.account a, app.role r WHERE a.login = 'jianglei' AND r.site_id = ${siteId()} AND r.key = 'tester' ON CONFLICT DO NOTHING`);
	try {
		(await addTo('jianglei', launch, 'test_run', { type: 'security', result: 'failed', tested_version: '1.0', text: '管理口令可以猜到' })).expect(422, '未参与开发的测试人员');
		const defect = await make('maoyu', 'defects', { title: `口令过短 ${unique()}`, type: 'security', severity: 'serious', location: '登录页', description: '六位数字口令可以通过' }, `?target_id=${launch.number}`);
		assert.equal((await force('qiuyan', defect, 'fix', { fix_note: '测试人员自行修改' })).status, 403);
		(await move('shenbo', defect, 'fix', { fix_note: '口令至少十位并检查常用口令' })).expect(200);
		(await force('jianglei', defect, 'verify', { regression: '复测通过，短口令被拒绝' })).expect(409, '未参与开发的测试人员');
		(await move('qiuyan', defect, 'verify', { regression: '复测通过，短口令被拒绝' })).expect(200);
	} finally {
		psql(`DELETE FROM app.member_role mr USING app.account a, app.role r WHERE mr.account_id = a.id AND mr.role_id = r.id AND mr.site_id = ${siteId()} AND a.login = 'jianglei' AND r.key = 'tester'`);
	}
});

test('G7 a launch of the technical department is accepted and confirmed by the department that asked, never by owner, team or makers', async () => {
	const wanted = await handIn(await as('liumei'), `回访要求 ${unique()}`), launch = at('testing', { conclusion: '各类测试全部通过', requirements: [wanted] });
	psql(`UPDATE app.record SET department_id = ${department('tech')} WHERE site_id = ${siteId()} AND number = '${launch.number}'`);
	(await addTo('shenbo', launch, 'acceptance', accepts)).expect(403, '提出需求部门的需求联络人');
	for (const name of [lead, 'zhouyi', 'zengrui', 'qiuyan'])
		assert.equal((await addTo(name, launch, 'acceptance', accepts)).status, 403, `${name} does not accept it`);
	(await add('liumei', launch, 'acceptance', accepts)).expect(200);
	/* Not when its liaison is of the team. */
	const other = at('testing', { conclusion: '各类测试全部通过', requirements: [wanted] });
	await team(other, 'liumei', 'business');
	assert.equal((await addTo('liumei', other, 'acceptance', accepts)).status, 403);

	const live = at('go_live', { requirements: [wanted] }), says = { text: '抽查十笔业务，办理正常' };
	set(live, `window_on = '${day(-1)}', window_from = '22:00', window_to = '23:00'`);
	psql(`UPDATE app.record SET department_id = ${department('tech')} WHERE site_id = ${siteId()} AND number = '${live.number}'`);
	await team(live, 'qiuyan', 'tester');
	for (const name of [lead, 'zhouyi', 'qiuyan'])
		(await addTo(name, live, 'confirmation', says)).expect(403);
	for (const name of ['maoyu', 'gaofei'])
		(await add(name, live, 'confirmation', says)).expect(200);
	assert.match((await show(lead, live)).text, /业务/);
	(await add('liumei', live, 'confirmation', says)).expect(200);
	assert.ok(!(await inWork(await as('liumei'), live.number)), 'who confirmed is waited for no more');
});

test('G8 a review is decided by those who came: more than half, of each department and of the group, and as they voted', async () => {
	const launch = launchIn('review', { owner: lead });
	for (const type of ['security_assessment', 'launch_plan', 'maintenance_plan', 'emergency_plan'])
		approvedDocument(launch, type);
	const meeting = await make('zhouyi', 'reviews', { held_on: day(), held_at: '14:00', place: '三楼会议室', chair_id: accountId('chenlan') }, `?target_id=${launch}`), decided = { decision: '同意该项目上线' };
	for (const name of ['guowei', 'tangmin', 'luxiaofeng', 'hejun', 'qiuyan'])
		(await add('zhouyi', meeting, 'attendance', { account_id: accountId(name) })).expect(200);
	(await move('zhouyi', meeting, 'open')).expect(200);
	/* All absent but one: no decision. */
	for (const a of entriesOf(meeting, 'review_attendance'))
		(await act('maoyu', meeting, 'attendance', a.no, String(a.account_id) === accountId('qiuyan') ? 'present' : 'absent')).expect(200);
	(await add('qiuyan', meeting, 'ballot', { choice: 'pass' })).expect(200);
	(await force('chenlan', meeting, 'pass', decided)).expect(409, '到会人数没有超过');
	for (const a of entriesOf(meeting, 'review_attendance').filter((x) => x.state === 'absent'))
		(await act('maoyu', meeting, 'attendance', a.no, 'present')).expect(200);
	for (const name of ['guowei', 'tangmin', 'luxiaofeng', 'hejun'])
		(await add(name, meeting, 'ballot', { choice: 'pass' })).expect(200);
	(await add('chenlan', meeting, 'ballot', { choice: 'fail', opinion: '主持人个人持保留意见' })).expect(200);
	(await force('chenlan', meeting, 'fail', { decision: '主持人认为不宜上线' })).expect(409, '主持人不能宣布不通过');
	/* Who leads the project neither records presence nor invites more to it. */
	(await post(lead, `${meeting.path}/entries/attendance`, { account_id: accountId('shanwen') })).expect(403, '项目负责人不能再增加');
	(await post(lead, `${meeting.path}/entries/attendance/1`, { act: 'absent' })).expect(403);
	(await move('chenlan', meeting, 'pass', decided)).expect(200);
});

test('G14 nothing is live before its window, while an incident is open or a line is abnormal', async () => {
	const launch = at('go_live');
	(await move(lead, launch, 'set_window', { window_on: day(1), window_from: '00:00', window_to: '05:00' })).expect(200);
	(await post(lead, `${launch.path}/moves`, { move: 'set_window', window_on: day(), window_from: '00:00', window_to: '00:01', window_reason: '倒填的时段' })).expect(422);
	for (const sort of ['log', 'confirmation'])
		(await addTo('maoyu', launch, sort, { type: 'normal', text: '上线前先写好的内容' })).expect(422, '还没有开始');
	(await force(lead, launch, 'confirm', { window_used: '提前一天确认上线' })).expect(409, '还没有开始');
	(await addTo('maoyu', launch, 'tick', { item: 'deployment', text: '部署脚本与回退脚本已演练' })).expect(200);
	set(launch, 'window_on = window_on - 1');
	const text = `连接数达到上限 ${unique()}`;
	(await addTo('maoyu', launch, 'log', { type: 'abnormal', text })).expect(422);
	(await add('maoyu', launch, 'log', { type: 'abnormal', severity: '2', text })).expect(200);
	const number = psql(`SELECT x.number FROM app.launch_log e JOIN app.record x ON x.site_id = e.site_id AND x.id = e.incident_id WHERE e.site_id = ${siteId()} AND e.text = '${text}'`);
	assert.match(number, /^INC-/, 'it opens an incident');
	const incident = { number, path: `/${site}/incidents/${number}` };
	(await show('maoyu', incident)).expect(200, launch.number, '应急预案');
	assert.equal(field(incident, 'severity', 'incident'), '2');
	set(launch, "window_on = '" + day(-1) + "'");
	(await show(lead, launch)).expect(200, '没有未办结的突发事件');
	(await force(lead, launch, 'confirm', { window_used: '照常确认上线完成' })).expect(409);
	assert.equal(stateOf(launch.number), 'go_live');
});

test('G12 G14 no gate of a launch is passed while a change of it is under way', async () => {
	for (const [state, verb] of [['development', 'begin_testing'], ['testing', 'begin_review'], ['review', 'begin_go_live'], ['go_live', 'confirm'], ['evaluation', 'close']]) {
		const launch = at(state);
		assert.ok((await show(lead, launch)).text.includes('没有办理中的需求变更'), `${verb} depends on it`);
	}
});

// ---------------------------------------------------------------- opinions (G19)

const sections = { plan_architecture: '三层架构部署', plan_modules: '问卷、外呼、报表', plan_schedule: '十二周完成', plan_resources: '两名开发、一名测试', plan_budget: '二十万元以内', plan_risks: '外呼线路不足：备用线路' };

test('G19 opinions are about goal, requirements, version, budget and document too; what changed is said and asked again', async () => {
	const launch = at('design');
	(await edit(lead, launch, { version_planned: '1.0', goal: '客户一次说清需要', ...sections })).expect(200);
	(await force(lead, launch, 'consult')).expect(409);
	const budget = await make(lead, 'budgets', { title: `上线预算 ${unique()}`, department_id: department('tech'), purpose: '系统建设与测试' }, `?target_id=${launch.number}`);
	(await add(lead, budget, 'line', { item: 'development', requested: '120000.00', purpose: '按合同支付的开发费' })).expect(200);
	const plan = await document(launch, 'construction_plan');
	(await move(lead, launch, 'consult')).expect(200);
	const agree = async (...names) => {
		for (const name of names)
			(await add(name, launch, 'consultation', { judgement: 'agree', text: '方案可行，同意立项' })).expect(200);
	};
	const standing = async () => (await show(lead, launch)).texts('#asked_again tbody tr').map((row) => row.replace(/\s+/g, ' ').trim());
	const again = async () => (await standing()).filter((row) => !row.includes('有效') && !row.includes('仍然')).length;
	await agree('liumei', 'zengrui', 'fangyuan', 'linhai');
	const settled = await again();
	(await edit(lead, launch, { goal: '另一个建设目标，范围扩大一倍' })).expect(200);
	assert.equal(await again() - settled, 4, 'the goal is everybody\'s matter');
	assert.ok((await standing()).every((row) => row.includes('建设目标')), 'the page says which part');
	await agree('liumei', 'zengrui', 'fangyuan', 'linhai');
	(await edit(lead, launch, { version_planned: '2.0' })).expect(200);
	assert.equal(await again() - settled, 4);
	await agree('liumei', 'zengrui', 'fangyuan', 'linhai');
	(await add(lead, budget, 'line', { item: 'testing', requested: '80000.00', purpose: '按合同支付的测试费' })).expect(200);
	assert.equal(await again() - settled, 1, 'the budget is finance\'s');
	assert.ok((await standing()).some((row) => row.includes('预算明细')));
	assert.ok(await inWork(await as('linhai'), launch.number), 'and is asked again at once');
	await agree('linhai');
	(await move(lead, plan, 'revise', { reason: '补充部署方案' })).expect(200);
	assert.equal(await again() - settled, 4, 'the document is everybody\'s');
	assert.ok((await standing()).some((row) => row.includes('建设方案文档')));
});

// ---------------------------------------------------------------- section 3

test('R17.2 a report that was missed stays missed: none is made for a time long past', async () => {
	const launch = at('development');
	set(launch, `initiated_on = '${day(-20)}', progress_days = 7`);
	const report = { percent: '20', done: '接口设计完成', next: '页面开发排期' };
	(await addTo(lead, launch, 'progress', { ...report, period_to: day(-13) })).expect(422, '不能补报过去的时段');
	assert.equal((await show(lead, launch)).select('#missed_reports tbody tr').length, 2);
	(await add(lead, launch, 'progress', { ...report, period_to: day() })).expect(200);
	assert.deepEqual(entriesOf(launch, 'launch_progress').map((e) => [e.missed, String(e.period_from).slice(0, 10)]), [[2, day(-19)]]);
	assert.equal((await show(lead, launch)).select('#missed_reports tbody tr').length, 2, 'also when a later one tells of it');
	(await addTo(lead, launch, 'progress', { ...report, period_to: day() })).expect(422, '已经汇报过');
});

test('R31.1 R6.3 after the alarm a severity is lowered by two people with a reason; a grave security incident is the group\'s to decide', async () => {
	const on = psql(`SELECT number FROM app.record WHERE site_id = ${siteId()} AND kind = 'platform' AND state = 'in_operation' ORDER BY id LIMIT 1`);
	const told = { title: `口令外泄 ${unique()}`, platform_id: on, severity: '1', is_security: '1', found_on: day(), found_at: '00:00', description: '外部人员登录了管理后台' };
	assert.equal((await (await as('liumei')).submit((await (await as('liumei')).get(`/${site}/incidents/new`)).expect(200), { ...told, found_on: day(-40) })).status, 422, 'found long ago');
	const incident = await make('liumei', 'incidents', told);
	(await edit('maoyu', incident, { severity: '4' })).expect(422, '级别不能直接调低');
	(await move('maoyu', incident, 'lower', { severity_to: '2', lower_reason: '核查后只有一个账号受影响' })).expect(200);
	assert.equal(field(incident, 'severity', 'incident'), '1', 'not by one person');
	assert.equal((await force('maoyu', incident, 'agree')).status, 403);
	assert.ok(await inWork(await as('zhouyi'), incident.number));
	(await move('zhouyi', incident, 'agree')).expect(200);
	assert.equal(field(incident, 'severity', 'incident'), '2');
	(await move('maoyu', incident, 'resolve', { resolution: '口令全部更换并启用第二因素' })).expect(200);
	for (const text of ['发现异常登录', '冻结账号并更换口令'])
		(await add('maoyu', incident, 'timeline', { happened_on: day(), happened_at: '00:00', text })).expect(200);
	const closing = { cause: '口令在外部网站重复使用', impact: '一个账号被登录，没有数据外泄', plan_use: 'none', no_follow_up: '已纳入安全培训计划' };
	(await force('zhouyi', incident, 'close', closing)).expect(409, '管理小组裁决');
	psql(`WITH e AS (INSERT INTO app.record (site_id, kind, number, year, seq, title, state, visible, created_at, created_by, submitted_by, changed_at, state_at)
		VALUES (${siteId()}, 'escalation', 'ESC-2026-${Date.now() % 900000 + 100000}', 2026, ${Date.now() % 900000 + 100000}, '裁决', 'ruled', 0, now(), ${accountId('liumei')}, ${accountId('liumei')}, now(), now()) RETURNING site_id, id)
		INSERT INTO app.escalation (site_id, record_id, about_id, question) SELECT e.site_id, e.id, r.id, '如何处置外泄的账号' FROM e JOIN app.record r ON r.site_id = e.site_id AND r.number = '${incident.number}'`);
	(await move('zhouyi', incident, 'close', closing)).expect(200);
});

test('R8.1 a requirement for another department waits for its liaison; none is withdrawn from under the group', async () => {
	const number = await handIn(await as('gaofei'), `代业务部提出 ${unique()}`, { values: { department_id: department('business') } }), wanted = { number, path: `/${site}/requirements/${number}` };
	assert.equal(stateOf(number), 'endorsing');
	assert.ok(await inWork(await as('liumei'), number), 'its liaison is told');
	const accept = { class: 'routine', priority: '2', expected_goal: '一个页面看全', decision_reason: '业务确有需要' };
	assert.equal((await force('zhouyi', wanted, 'accept', accept)).status, 409);
	assert.equal((await force('gaofei', wanted, 'endorse')).status, 403);
	(await move('liumei', wanted, 'endorse')).expect(200);
	(await move('zhouyi', wanted, 'accept', accept)).expect(200);
	const launch = at('initiation', { requirements: [number] });
	psql(`INSERT INTO app.link (site_id, record_id, other_id, sort, created_at, created_by) SELECT l.site_id, l.id, q.id, 'contains', now(), ${accountId(lead)}
		FROM app.record l JOIN app.record q ON q.site_id = l.site_id AND q.number = '${number}' WHERE l.site_id = ${siteId()} AND l.number = '${launch.number}'`);
	(await force('gaofei', wanted, 'withdraw', { reason: '部门不再需要这项功能' })).expect(409, '正在审批');
});
