// SPDX-License-Identifier: ISC
// Goal: the page of a launch shows its stage, what is late and for whom, and the article behind each gate. It shows which departments
// are asked again about a changed plan and why. The test report is compiled from runs and defects, on the page and in print. A launch
// window in peak hours is pointed out. A launch notice starts with the project's facts; the dashboard lists all launches by stage, and
// the page of a platform its records. Proves R2.1, R4.1, R14, R15.3, R17.1, R17.2, R18.3, R20.1, R20.3, R20.4, RX.14.
import test from 'node:test';
import assert from 'node:assert/strict';
import { psql } from '../run/stack.mjs';
import { select, squeeze, textOf } from '../run/html.mjs';
import { accountId, handIn, site, siteId, someone } from '../run/people.mjs';
import { launchIn, putLaunch, recordId } from '../run/launches.mjs';
import { unzip } from '../run/sheet.mjs';
import { add, as, day, department, document, edit, make, move, show, unique } from '../run/acts.mjs';

const lead = 'xuning', tester = someone({ has: ['launch.test', 'defect.verify'], lacks: ['defect.fix'] });
const developer = someone({ has: ['defect.fix'], lacks: ['defect.verify'] }), member = someone({ lacks: ['launch.manage', 'launch.test', 'defect.report'] });
const path = (number) => `/${site}/launches/${number}`;
const rec = (number) => ({ number, path: path(number) });
const set = (number, columns) => psql(`UPDATE app.launch SET ${columns} WHERE site_id = ${siteId()} AND record_id = ${recordId(number)}`);
const waits = (number, action, due, who = lead) =>
	psql(`INSERT INTO app.waiting (site_id, record_id, action, account_id, since, due) VALUES (${siteId()}, ${recordId(number)}, '${action}', ${accountId(who)}, now(), '${due}')`);
/** The rows of the tables below ${selector}, as texts of their cells. */
const table = (page, selector) => page.select(`${selector} tbody tr`).map((row) => select(row, 'td').map((cell) => squeeze(textOf(cell))));

/** A platform of its own with an accepted requirement. */
async function platform(peak = ['09:00', '18:00']) {
	const on = await make(lead, 'platforms', { title: `口碑平台 ${unique()}`, category: 'reputation_survey', department_id: department('business'), peak_from: peak[0], peak_to: peak[1] });
	const need = `回访要求 ${unique()}`, number = await handIn(await as('liumei'), need, { values: { platform_id: on.number, department_id: department('business') } });
	(await move('zhouyi', { path: `/${site}/requirements/${number}` }, 'accept', { class: 'routine', priority: '2', expected_goal: '一次问清', decision_reason: '业务必需' })).expect(200);
	return { ...on, requirement: number, need };
}

async function tested() {
	const launch = rec(await launchIn('testing'));
	set(launch.number, 'test_round = 2');
	psql(`INSERT INTO app.launch_test_run (site_id, record_id, no, at, by_id, type, result, text, round)
		VALUES (${siteId()}, ${recordId(launch.number)}, 1, now(), ${accountId(tester)}, 'performance', 'failed', '上一轮', 1)`);
	const evidence = (await document(launch, 'test')).number;
	for (const [type, result, text] of [['functional', 'failed', '两项不通过'], ['functional', 'passed', ''], ['security', 'failed', '口令可猜'], ['compatibility', 'not_applicable', '只在内网一种浏览器使用']])
		(await add(tester, launch, 'test_run', { type, result, text, ...(result === 'not_applicable' ? {} : { tested_version: '1.0-rc1' }), ...(result === 'passed' ? { evidence_id: evidence } : {}) })).expect(200);
	const wrong = (type, severity) => make('maoyu', 'defects', { title: `缺陷 ${unique()}`, type, severity, location: '登记页', description: '没有保存' }, `?target_id=${launch.number}`);
	const [first] = [await wrong('functional', 'fatal'), await wrong('functional', 'minor'), await wrong('security', 'serious')];
	(await move(developer, first, 'fix', { fix_note: '补上，情况如上所述' })).expect(200);
	(await move(tester, first, 'verify', { regression: '已保存' })).expect(200);
	/* As it was concluded before there were conditions for it. */
	set(launch.number, "test_conclusion = '安全问题解决后可以上线', untested = '夜间批量任务，环境未到位'");
	return launch;
}

test('R18.3 the test report counts the runs of this round and the defects, says what was not tested and why, and concludes', async () => {
	const launch = await tested(), page = await show(member, launch);
	assert.deepEqual(table(page, '#test_report'), [
		['功能测试', '通过', '2', '1', '1', ''],
		['性能测试', '尚未测试', '0', '0', '0', ''],
		['安全测试', '未通过', '1', '0', '1', '口令可猜'],
		['兼容性测试', '不适用', '1', '0', '0', '只在内网一种浏览器使用'],
		['合规性测试', '尚未测试', '0', '0', '0', ''],
		['功能', '1', '0', '0', '1', '2', '1', '0', '1', '0'],
		['安全', '0', '1', '0', '0', '1', '1', '0', '0', '0'],
		['合计', '1', '1', '0', '1', '3', '2', '0', '1', '0']]);
	assert.match(page.texts('#test_report')[0], /测试轮次：2.*未测试的内容及原因\s*夜间批量任务，环境未到位.*测试结论\s*安全问题解决后可以上线/s);
	assert.equal(page.select('#fact-test_conclusion').length, 0, 'the conclusion stands once, in the report');
});

test('R18.3 RX.14 the report is in later stages, in the print and in the whole file; not before there are tests', async () => {
	const launch = await tested();
	putLaunch(launch.number, 'review');
	(await show(member, launch)).expect(200, '测试报告', '口令可猜');
	for (const paper of ['print', 'dossier'])
		(await (await as(member)).get(`${launch.path}/${paper}`)).expect(200, '测试报告', '口令可猜', '只在内网一种浏览器使用', '安全问题解决后可以上线', '夜间批量任务');
	const exporter = someone({ has: ['list.export'] }), files = unzip((await (await as(exporter)).send('GET', `${launch.path}/dossier.zip`)).body);
	assert.match(files[`${launch.number}.html`], /测试报告[^]*口令可猜/);
	assert.equal((await show(member, rec(await launchIn('development')))).select('#test_report').length, 0);
});

test('R15.3 the page says which departments are asked again, because of which sections, and leads to what differs', async () => {
	const launch = rec(await launchIn('design'));
	(await edit(lead, launch, { plan_architecture: '三层架构', plan_modules: '问卷，情况如上所述', plan_schedule: '十二周', plan_resources: '三人，情况如上所述', plan_budget: '二十万元', plan_risks: '线路不足' })).expect(200);
	(await show(member, launch)).lacks('各部门意见与方案修改');
	const budget = await make(lead, 'budgets', { title: `预算 ${unique()}`, department_id: department('tech'), purpose: '系统建设与测试' }, `?target_id=${launch.number}`);
	(await add(lead, budget, 'line', { item: 'development', requested: '120000.00', purpose: '按合同支付的开发费' })).expect(200);
	await document(launch, 'construction_plan');
	(await move(lead, launch, 'consult')).expect(200);
	for (const who of ['liumei', 'zengrui', 'fangyuan'])
		(await add(who, launch, 'consultation', { judgement: 'agree', text: '同意，情况如上所述' })).expect(200);
	(await edit(lead, launch, { plan_risks: '线路不足：备用线路', plan_budget: '二十二万元' })).expect(200);
	const page = await show(member, launch), now = Number(psql(`SELECT version FROM app.record WHERE site_id = ${siteId()} AND id = ${recordId(launch.number)}`));
	assert.deepEqual(table(page, '#asked_again').map(([who, , , stands, sections]) => [who, stands, sections]), [
		['业务', '意见有效', ''], ['市场', '意见有效', ''], ['法务', '重新征求意见', '建设方案：风险评估及应对措施'], ['财务', '等待意见', '']]);
	const different = page.select('#asked_again a[href*=versions]').map((a) => a.attrs.href);
	assert.ok(different.includes(`${launch.path}/versions/${now}?with=${now - 1}`), different.join(' '));
	(await (await as(member)).get(different[0])).expect(200, '备用线路', '二十二万元');
});

test('R14 the stepper has the eight stages, those behind it marked; a cancellation stands where it came from', async () => {
	const launch = rec(await launchIn('testing')), steps = (page) => page.select('.stepper li').map((li) => li.attrs.class);
	assert.deepEqual(steps(await show(member, launch)), ['done', 'done', 'done', 'done', 'now', '', '', '', '']);
	(await move(lead, launch, 'cancel', { reason: '业务停办' })).expect(200, '终止审批');
	assert.deepEqual(steps(await show(member, launch)), ['done', 'done', 'done', 'done', 'now', '', '', '', '']);
});

test('R14 R17.1 R17.2 what is late is said at the top, the longest late first; everybody is told what a gate needs and the article behind it', async () => {
	const launch = rec(await launchIn('development'));
	waits(launch.number, 'task', '2026-01-09', developer);
	waits(launch.number, 'progress', '2026-01-05');
	const page = await show(member, launch);
	assert.deepEqual(page.texts('h1 a.tag.bad'), ['逾期 2']);
	const lines = [...page.texts('.waiting li'), ...page.texts('.missing')].filter((text) => /2026-01/.test(text));
	assert.equal(lines.length, 2, 'each said once');
	assert.match(lines[0], /进度汇报.*徐宁.*2026-01-05/);
	assert.match(lines[1], /开发任务.*2026-01-09/);
	assert.equal(page.texts('#next h2')[0], '下一步：进入测试验证');
	assert.match(page.texts('#next .article .pop')[0], /开发工作完成后，技术管理部门组织测试团队/);
});

test('R20.1 a window in the peak hours is said in red and in words until the launch is over, one beside them is not', async () => {
	const on = await platform(), launch = rec(await launchIn('go_live', { values: { platform_id: on.number } }));
	set(launch.number, `window_on = '${day(3)}', window_from = '17:30', window_to = '19:00', window_reason = '客户要求'`);
	const said = (await show(member, launch)).texts('.alert.bad');
	assert.match(said[0], new RegExp(`${day(3)} 17:30–19:00 处于平台业务高峰期（09:00–18:00）`));
	set(launch.number, `window_from = '18:00'`);
	assert.deepEqual((await show(member, launch)).texts('.alert.bad'), []);
	set(launch.number, `window_from = '17:30'`);
	putLaunch(launch.number, 'evaluation');
	assert.deepEqual((await show(member, launch)).texts('.alert.bad'), []);
});

test('R20.3 while going live an incident is one button away, about this launch and its platform', async () => {
	const on = await platform(), launch = rec(await launchIn('go_live', { values: { platform_id: on.number } })), page = await show(lead, launch);
	const button = page.links.find((l) => l.text === '报告突发事件');
	assert.equal(button?.href, `/${site}/incidents/new?target_id=${launch.number}`);
	const fields = Object.fromEntries((await (await as(lead)).get(button.href)).expect(200).form().fields);
	assert.deepEqual([fields.target_id, fields.platform_id], [launch.number, on.number]);
	putLaunch(launch.number, 'review');
	assert.ok(!(await show(lead, launch)).links.some((l) => l.text === '报告突发事件'));
});

test('R20.4 the launch notice begins with scope, purpose, functions, cautions and window; what is not known is left out', async () => {
	const on = await platform(), launch = rec(await launchIn('go_live', { values: { platform_id: on.number, requirement_ids: on.requirement, goal: '客户一次说清需要' } }));
	const draft = async () => Object.fromEntries((await (await as(lead)).get(`/${site}/notices/new?source_id=${launch.number}`)).expect(200).form().fields);
	assert.doesNotMatch((await draft()).body, /上线操作自/);
	set(launch.number, "window_on = '2026-12-05', window_from = '22:00', window_to = '23:30'");
	const { title, type, platform_id: about, body } = await draft();
	assert.deepEqual([title, type, about], ['关于口碑调研平台上线上线的通知', 'launch', on.number]);
	for (const part of ['（版本 1.0）', '一、使用范围', '业务部', '二、功能说明', '客户一次说清需要', on.need, '三、使用注意事项', '自 2026-12-05 22:00 开始', '预计 23:30 结束'])
		assert.ok(body.includes(part), `${part} is not in: ${body}`);
});

test('R4.1 the dashboard has the launches by stage, the longest late first, with what they wait for, and leads to all of a stage', async (t) => {
	const title = `逾期项目 ${unique()}`, launch = await launchIn('development', { title });
	t.after(() => psql(`DELETE FROM app.waiting WHERE site_id = ${siteId()} AND record_id = ${recordId(launch)}`));
	waits(launch, 'progress', '2000-01-03');
	const page = (await (await as(member)).get(`/${site}/`)).expect(200), column = select(page.select('.board')[0], 'section')[3];
	assert.deepEqual(page.texts('.board h3 a').slice(0, 8), ['需求调研', '方案设计', '立项审批', '开发实施', '测试验证', '上线评审', '正式上线', '上线后评估']);
	const [first] = select(column, 'li');
	assert.equal(first.attrs.class, 'is-late');
	assert.match(squeeze(textOf(first)), new RegExp(`${title}.*逾期 \\d{4} 天.*提交进度汇报 · 徐宁`));
	assert.ok(select(first, 'a')[0].attrs.href.endsWith(`/launches/${launch}`));
	const all = page.select('.board h3 a').find((a) => a.attrs.href.endsWith('/launches?state=development'));
	(await (await as(member)).get(all.attrs.href)).expect(200, title);
});

test('R2.1 the platform\'s page has the latest of each kind about it, however many there are of another, and the way to all', async () => {
	const on = await platform(), launch = rec(await launchIn('development', { values: { platform_id: on.number } }));
	const design = await document(launch, 'design'), incident = await make(lead, 'incidents', { title: `外呼中断 ${unique()}`, severity: '3', found_on: day(), found_at: '10:00', description: '线路断开' }, `?platform_id=${on.number}`);
	for (let i = 0; i < 8; i++)
		await handIn(await as('liumei'), `其后的需求 ${i}`, { values: { platform_id: on.number } });
	(await edit('zhouyi', on, { current_version: '2.3.1' })).expect(200);
	const page = await show(member, on);
	page.expect(200, '2.3.1');
	const links = page.select('#links a').map((a) => a.attrs.href);
	for (const there of [launch.path, design.path, incident.path, `/${site}/requirements?platform_id=${on.number}`, `/${site}/launches?platform_id=${on.number}`])
		assert.ok(links.includes(there), `${there} is not among ${links.join(' ')}`);
	assert.equal(links.filter((l) => l.startsWith(`/${site}/requirements/`)).length, 6);
	assert.ok(!links.some((l) => l.includes('/documents?')), 'a list of documents would lack those of its launches');
});

test('R15.1 the form of a launch suggests accepted requirements by number and title, and no others', async () => {
	const on = await platform(), other = await handIn(await as('liumei'), `还没梳理 ${unique()}`, { values: { platform_id: on.number, department_id: department('business') } });
	for (const address of [`/${site}/launches/new`, `${path(await launchIn('research'))}/edit`]) {
		const offered = (await (await as(lead)).get(address)).expect(200).select('datalist option').map((o) => [o.attrs.value, squeeze(textOf(o))]);
		assert.deepEqual(offered.find(([number]) => number === on.requirement), [on.requirement, on.need]);
		assert.ok(!offered.some(([number]) => number === other));
	}
});
