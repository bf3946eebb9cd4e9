// SPDX-License-Identifier: ISC
// Goal: a requirement can be followed to its release: tasks, test runs and defects name the requirements of their project, and no others;
// the project and the requirement show what became of it; the requirement's page shows its whole way; an evaluation is offered the figures.
// Nobody sees of it what they may not see.  Proves R23.1, R24.1, R25.1, R26.1, R27.1, R8.1; issue 12, points 6 and 7.
import test from 'node:test';
import assert from 'node:assert/strict';
import { login, psql } from '../run/stack.mjs';
import { select, squeeze, textOf } from '../run/html.mjs';
import { launchIn, putLaunch, recordId } from '../run/launches.mjs';
import { accountId, handIn, site, siteId, stateOf } from '../run/people.mjs';
import { act, add, as, day, department, document, edit, field, make, move, numberOf, show, unique } from '../run/acts.mjs';

const lead = 'xuning', head = 'zhouyi', developer = 'shenbo', tester = 'qiuyan', liaison = 'liumei';
const put = (number, state) => psql(`UPDATE app.record SET state = '${state}', closed_at = NULL WHERE site_id = ${siteId()} AND number = '${number}'`);

/** Somebody who reads English, and sees what everybody sees. */
const reader = 'shanwen';
const english = () => login(reader, undefined, { language: 'en' });
async function accepted(kind = 'routine') {
	const number = await handIn(await as(liaison), `工单导出 ${unique()}`, { values: { department_id: department('business') } }), rec = { number, path: `/${site}/requirements/${number}` };
	(await move(head, rec, 'accept', { class: kind, priority: '2', expected_goal: `导出时间缩短一半 ${number}`, decision_reason: '客户多次反映' })).expect(200);
	return rec;
}
async function launch(state, ...requirements) {
	const number = await launchIn(state, { values: { requirement_ids: requirements.map((q) => q.number).join(',') } });
	return { number, path: `/${site}/launches/${number}` };
}
function testing(rec) {
	putLaunch(rec.number, 'testing');
	psql(`UPDATE app.launch SET test_round = 1 WHERE site_id = ${siteId()} AND record_id = ${recordId(rec.number)}`);
}
const task = (rec, requirements, title = `任务 ${unique()}`) => add(lead, rec, 'task', { title, owner_id: accountId(developer), starts_on: day(), due: day(3), requirement_ids: requirements.map((q) => q.number).join(',') });
const run = (rec, type, requirements, more = { result: 'failed', text: '导出超过一分钟' }) => add(tester, rec, 'test_run', { type, requirement_ids: requirements.map((q) => q.number).join(','), ...more });
const defect = (rec, requirements) => make(tester, 'defects', { title: `导出缺列 ${unique()}`, type: 'functional', severity: 'general', location: '导出页', description: '导出的表格缺少一列', requirement_ids: requirements.map((q) => q.number).join(',') }, `?target_id=${rec.number}`);
/** The rows of a report, each cell by the head of its column. */
const report = (page, name, table = 0) => {
	const it = select(page.select(`#${name}`)[0], 'table')[table], cells = (row, tag) => select(row, tag).map((cell) => squeeze(textOf(cell)));
	return select(it, 'tbody tr').map((row) => Object.fromEntries(cells(row, 'td').map((text, i) => [cells(it, 'thead th')[i], text])));
};
/** The steps of the way that a page shows, "label day what", the present one after ">". */
const way = (page) => page.select('.way li').map((li) => `${li.attrs['aria-current'] ? '> ' : ''}${squeeze(textOf(li)).replace(/ ?\((已完成|尚未进行|Done|still to come)\)/, '')}`);
const today = day();

test('issue 12.7 R25.1 tasks, test runs and defects name the requirements of their project, which are offered, and no others', async () => {
	const [one, two, other] = [await accepted(), await accepted(), await accepted()], rec = await launch('development', one, two), second = await launch('testing', other);
	const offered = (page, form) => select(page.select(`form[action$=${form}]`)[0], 'input[name=requirement_ids]').map((i) => i.attrs.value);
	assert.deepEqual(offered(await show(lead, rec), '/entries/task'), [one.number, two.number], 'those of the project, not of the site');
	(await task(rec, [other])).expect(422, `需求 ${other.number} 不属于该上线项目或迭代`);
	(await task(rec, [one, two], '导出接口')).expect(200, '导出接口');
	testing(rec);
	(await run(rec, 'functional', [other])).expect(422, other.number);
	(await run(rec, 'functional', [one])).expect(200);
	const who = await as(tester), form = (await who.get(`/${site}/defects/new?target_id=${rec.number}`)).expect(200);
	assert.deepEqual(form.select('input[name=requirement_ids]').map((i) => i.attrs.value), [one.number, two.number]);
	const values = { title: '导出缺列', type: 'functional', severity: 'general', location: '导出页', description: '导出的表格缺少一列', target_id: rec.number };
	const again = (await who.post(`/${site}/defects`, { ...Object.fromEntries(form.form('defects').fields), ...values, requirement_ids: other.number })).expect(422, other.number);
	assert.ok(again.select('input[name=requirement_ids]').some((i) => i.attrs.value === one.number), 'and offered again');
	const made = await defect(rec, [one]);
	(await show(lead, made)).expect(200, '涉及的需求', one.number);
	/* Taken out of the project meanwhile, it may stay where it is named, and is named nowhere else. */
	psql(`UPDATE app.launch SET requirement_ids = ARRAY[${recordId(two.number)}] WHERE site_id = ${siteId()} AND record_id = ${recordId(rec.number)}`);
	(await edit(tester, made, { location: '导出页面' })).expect(200, '导出页面');
	(await run(rec, 'functional', [one])).expect(422, one.number);
	/* One of another project is not carried over with the target. */
	(await edit(tester, made, { target_id: second.number })).expect(422, one.number);
	(await edit(tester, made, { target_id: second.number, requirement_ids: other.number })).expect(200);
});

test('issue 12.7 the trace of a project and of a requirement: tasks, last results, open defects, release; in both languages, and printed', async () => {
	const [one, two] = [await accepted(), await accepted()], rec = await launch('development', one, two);
	(await task(rec, [one])).expect(200);
	(await task(rec, [one, two])).expect(200);
	(await task(rec, [])).expect(200);
	(await act(developer, rec, 'task', 1, 'finish', { result: '接口已完成并自测' })).expect(200);
	testing(rec);
	const evidence = await document(rec, 'test'), passed = { result: 'passed', tested_version: '1.0-rc1', evidence_id: evidence.number, text: '' };
	(await run(rec, 'functional', [one])).expect(200);
	(await run(rec, 'functional', [one], passed)).expect(200);
	(await run(rec, 'performance', [one], passed)).expect(200);
	(await run(rec, 'performance', [two])).expect(200);
	/* One that names none is of the whole version. */
	(await run(rec, 'security', [], passed)).expect(200);
	const [open, closed] = [await defect(rec, [one]), await defect(rec, [one, two])];
	psql(`UPDATE app.record SET state = 'closed', closed_at = now() WHERE site_id = ${siteId()} AND number = '${closed.number}'`);
	const page = await show(lead, rec), mine = (rows) => rows.map((r) => [r.未完成任务, r.已完成任务, r.测试通过, r.测试未通过, r.未关闭缺陷, r.缺陷合计]);
	assert.deepEqual(report(page, 'trace').map((r) => r.需求), [one.number, two.number]);
	assert.deepEqual(mine(report(page, 'trace')), [['1', '1', '功能、性能、安全', '', '1', '2'], ['1', '0', '安全', '性能', '0', '1']]);
	assert.deepEqual(mine(report(await show(lead, one), 'trace')), [['1', '1', '功能、性能、安全', '', '1', '2']]);
	assert.deepEqual(report(await show(lead, two), 'trace').map((r) => [r.项目, r.版本, r.进展, r.发布日期]), [[rec.number, '1.0', '进行中', '']]);
	psql(`UPDATE app.launch SET launched_on = '${today}' WHERE site_id = ${siteId()} AND record_id = ${recordId(rec.number)}`);
	assert.deepEqual(report(await show(lead, one), 'trace').map((r) => [r.进展, r.发布日期]), [['已发布', today]]);
	const print = (await (await as(lead)).get(`${one.path}/print`)).expect(200, '承接项目', rec.number, '需求经过');
	assert.ok(print.text.includes('梳理采纳'), 'its way is on paper');
	(await (await as(lead)).get(`${rec.path}/print`)).expect(200, '需求跟踪', one.number);
	const who = await english();
	(await who.get(one.path)).expect(200, 'Projects that carry it', 'Tests passed', 'functional', 'Accepted at triage').lacks('承接项目');
	(await who.get(rec.path)).expect(200, 'From requirement to release', 'Defects open');
	/* What somebody may not see is neither named nor counted. */
	psql(`UPDATE app.record SET visible = 2 WHERE site_id = ${siteId()} AND number IN ('${open.number}', '${rec.number}')`);
	(await who.get(one.path)).expect(200).lacks(rec.number, open.number, 'Projects that carry it');
	psql(`UPDATE app.record SET visible = 0 WHERE site_id = ${siteId()} AND number = '${rec.number}'`);
	assert.deepEqual(report(await who.get(one.path), 'trace').map((r) => [r['Defects open'], r['Defects in all']]), [['0', '1']]);
	/* Nor by who is of another site. */
	(await (await login('kongli')).get(one.path)).expect(404);
});

/** An iteration about ${rec} that the head has approved, and the form by which it came. */
async function approved(rec) {
	const on = psql(`SELECT number FROM app.record WHERE site_id = ${siteId()} AND kind = 'platform' AND state = 'in_operation' ORDER BY id LIMIT 1`);
	const fix = await make(lead, 'iterations', { title: `导出修复 ${unique()}`, platform_id: on, department_id: department('business'), owner_id: accountId(lead), version_planned: '3.0.1', severity: '3',
		found_on: today, found_at: '00:00', goal: '客户能正常导出', requirement_ids: rec.number });
	(await move(lead, fix, 'assess', { ...Object.fromEntries(['security', 'data', 'money', 'many', 'service'].map((what) => [`affects_${what}`, 'no'])), impact: '导出页超时，影响两个部门' })).expect(200);
	(await edit(lead, fix, { fix_plan: '分页导出，异常时改回旧配置' })).expect(200);
	(await move(lead, fix, 'submit')).expect(200);
	(await move(head, fix, 'approve', { opinion: '同意，立即修复' })).expect(200);
	return fix;
}
/** Its release by the move; the gates before it are somebody else's matter. */
async function released(fix) {
	put(fix.number, 'release');
	psql(`UPDATE app.iteration SET test_round = 1, window_on = current_date - 1, window_from = '22:30', window_to = '23:30' WHERE site_id = ${siteId()} AND record_id = ${recordId(fix.number)}`);
	(await add(lead, fix, 'step', { starts_at: '22:30', what: '备份并发布', owner_id: accountId(developer), risk: '发布失败', answer: '恢复备份' })).expect(200);
	(await add(developer, fix, 'log', { type: 'normal', text: '备份完成，开始发布' })).expect(200);
	(await act(developer, fix, 'step', 1, 'done', { result: '已完成，检查正常' })).expect(200);
	(await move(lead, fix, 'release', { window_used: '按计划完成，用时二十分钟' })).expect(200);
}

test('issue 12.7 R23.1 R24.1 R26.1 the page of a requirement shows its whole way: from the feedback to acceptance, what brought each step about, and the present one', async () => {
	const feedback = await make(liaison, 'feedbacks', { title: `导出太慢 ${unique()}`, text: '导出一次要两分钟', rating: '2' });
	const page = (await move('panhong', feedback, 'convert')).expect(200), number = psql(`SELECT x.number FROM app.feedback k JOIN app.record x ON x.site_id = k.site_id AND x.id = k.requirement_id WHERE k.site_id = ${siteId()} AND k.record_id = ${recordId(feedback.number)}`);
	assert.ok(number, page.text.slice(0, 300));
	const rec = { number, path: `/${site}/requirements/${number}` }, author = psql(`SELECT a.login FROM app.record r JOIN app.account a ON a.id = r.created_by WHERE r.site_id = ${siteId()} AND r.number = '${number}'`);
	assert.deepEqual(way(await show(author, rec)), [], 'a draft has not set out yet');
	(await edit(author, rec, { platform_id: psql(`SELECT number FROM app.record WHERE site_id = ${siteId()} AND kind = 'platform' AND state = 'in_operation' ORDER BY id LIMIT 1`), department_id: department('business'),
		scenario: '坐席导出工单时要等两分钟', goal: '十秒内导出', acceptance: '一千条以内十秒完成' })).expect(200);
	(await move(author, rec, 'submit')).expect(200);
	if (stateOf(number) === 'endorsing')
		(await move(liaison, rec, 'endorse')).expect(200);
	(await move(head, rec, 'accept', { class: 'emergency', priority: '1', expected_goal: '十秒内导出', decision_reason: '客户无法办理业务' })).expect(200);
	const fix = await approved(rec);
	const plan = psql(`SELECT number FROM app.record WHERE site_id = ${siteId()} AND kind = 'quarter_plan' ORDER BY id LIMIT 1`);
	psql(`UPDATE app.iteration SET plan_id = ${recordId(plan)}, plan_line = 3 WHERE site_id = ${siteId()} AND record_id = ${recordId(fix.number)}`);
	const steps = (list) => list.filter((step) => !/待梳理|待部门确认|部门确认|已提交/.test(step));
	assert.deepEqual(steps(way(await show(liaison, rec))), [`业务部门反馈 ${today} ${feedback.number}`, `梳理采纳 ${today}`, `> 已列入计划 ${today} ${fix.number} 3.0.1 ${plan} #3`, '待验收', '已验收']);
	await released(fix);
	assert.equal(steps(way(await show(liaison, rec))).at(-2), `> 已交付 ${today} ${fix.number} 3.0.1`);
	(await move(liaison, rec, 'reopen', { reason: '超过一千条仍然超时' })).expect(200);
	assert.deepEqual(steps(way(await show(liaison, rec))).slice(-4), [`> 验收不通过，退回 ${today}`, '已列入计划', '待验收', '已验收']);
	/* Once more, in another version; each step names its own. */
	put(fix.number, 'closed');
	psql(`UPDATE app.record SET closed_at = now() WHERE site_id = ${siteId()} AND number = '${fix.number}'`);
	const second = await approved(rec);
	await released(second);
	(await move(liaison, rec, 'confirm')).expect(200);
	const whole = await show(liaison, rec);
	assert.deepEqual(steps(way(whole)).slice(2), [`已列入计划 ${today} ${fix.number} 3.0.1 ${plan} #3`, `已交付 ${today} ${fix.number} 3.0.1`, `验收不通过，退回 ${today}`,
		`已列入计划 ${today} ${second.number} 3.0.1`, `已交付 ${today} ${second.number} 3.0.1`, `> 部门验收通过 ${today}`]);
	assert.deepEqual(whole.select('.way a').map((a) => a.attrs.href).slice(0, 2), [`/${site}/feedbacks/${feedback.number}`, `/${site}/iterations/${fix.number}`]);
	/* History says what it follows from, too. */
	(await (await as(liaison)).get(`${rec.path}/history`)).expect(200, `列入计划：${fix.number}`, second.number);
	assert.deepEqual(report(whole, 'trace').map((r) => [r.项目, r.进展]), [[second.number, '已发布'], [fix.number, '已发布']]);
	/* What it came from is not named to who may not see it; the day stays. */
	psql(`UPDATE app.record SET visible = 2 WHERE site_id = ${siteId()} AND number = '${feedback.number}'`);
	const who = await english(), there = (await who.get(rec.path)).expect(200).lacks(feedback.number);
	assert.match(way(there)[0], /^Business feedback \d{4}-\d\d-\d\d$/);
	assert.match(way(there).at(-1), /^> Accepted by the department \d{4}-/);
});

test('issue 12.7 before the history named what it follows from, what contained it then is the cause', async () => {
	const rec = await accepted('emergency'), fix = await approved(rec);
	psql(`ALTER TABLE app.event DISABLE TRIGGER USER; UPDATE app.event SET detail = detail - 'other' WHERE site_id = ${siteId()} AND record_id = ${recordId(rec.number)}; ALTER TABLE app.event ENABLE TRIGGER USER`);
	assert.ok(way(await show(liaison, rec)).includes(`> 已列入计划 ${today} ${fix.number} 3.0.1`));
});

test('issue 12.7 a way of very many steps shows the latest forty and says that there are earlier ones; a requirement of many projects says of how many the table is', async () => {
	const rec = await accepted(), id = recordId(rec.number);
	psql(`ALTER TABLE app.event DISABLE TRIGGER USER; INSERT INTO app.event (site_id, seq, at, actor_id, action, record_id, detail, prev, hash)
		SELECT ${siteId()}, 5000000 + n, now(), ${accountId(head)}, 'record.move', ${id}, jsonb_build_object('move', CASE n % 2 WHEN 0 THEN 'plan' ELSE 'unplan' END, 'to', CASE n % 2 WHEN 0 THEN 'planned' ELSE 'accepted' END), '', '' FROM generate_series(1, 41) n;
		ALTER TABLE app.event ENABLE TRIGGER USER`);
	const steps = way(await show(liaison, rec)).filter((step) => / \d{4}-/.test(step) || step.includes('更早'));
	assert.deepEqual([steps.filter((step) => step.includes('更早的步骤见历史')).length, steps.findIndex((step) => step.includes('更早的步骤见历史')), steps.length], [1, 1, 42]);
	psql(`WITH r AS (INSERT INTO app.record (site_id, kind, number, year, seq, title, state, visible, created_at, created_by, changed_at, state_at)
		SELECT ${siteId()}, 'iteration', 'ITR-2033-9' || n, 2033, 9000 + n, '多次迭代 ' || n, 'cancelled', 0, now(), ${accountId(lead)}, now(), now() FROM generate_series(1, 21) n RETURNING site_id, id),
		k AS (INSERT INTO app.iteration (site_id, record_id, class, version_planned) SELECT site_id, id, 'routine', '1.0' FROM r)
		INSERT INTO app.link (site_id, record_id, other_id, sort, created_at) SELECT site_id, id, ${id}, 'contains', now() FROM r`);
	const page = (await show(liaison, rec)).expect(200, '最近 20 项，共 21 项');
	assert.equal(report(page, 'trace').length, 20);
});

test('issue 12.6 R27.1 an evaluation is offered what came since the release, and what was expected of each requirement', async () => {
	const [one, two] = [await accepted('emergency'), await accepted('emergency')], fix = await approved({ number: `${one.number},${two.number}` });
	await released(fix);
	(await move(liaison, one, 'confirm')).expect(200);
	(await move(liaison, two, 'reopen', { reason: '仍然超时，没有达到预期' })).expect(200);
	put(fix.number, 'monitoring');
	const platform = field(fix, '(SELECT number FROM app.record p WHERE p.site_id = r.site_id AND p.id = r.platform_id)', 'iteration');
	await defect(fix, [one]);
	await make(lead, 'incidents', { title: `导出失败 ${unique()}`, platform_id: platform, severity: '4', found_on: today, found_at: '00:00', description: '发布后部分导出失败' }, `?target_id=${fix.number}`);
	/* Two words of a title say that it is meant; one of them says little (R27.1). */
	for (const [rec, title] of [[one, '报表导出加快'], [two, '短信通知模板']])
		psql(`UPDATE app.record SET title = '${title}' WHERE site_id = ${siteId()} AND number = '${rec.number}'`);
	for (const [rating, text] of [['2', '报表导出比以前快了'], ['5', '通知收到了，模板里的称呼不对；导出正常']])
		await make(liaison, 'feedbacks', { title: `使用情况 ${unique()}`, platform_id: platform, text, rating });
	/* Of another platform: not about it. */
	const elsewhere = psql(`SELECT number FROM app.record WHERE site_id = ${siteId()} AND kind = 'platform' AND state = 'in_operation' AND number <> '${platform}' ORDER BY id LIMIT 1`);
	await make(liaison, 'feedbacks', { title: `别处 ${unique()}`, platform_id: elsewhere, text: '别的平台报表导出也慢', rating: '1' });
	const number = psql(`WITH r AS (INSERT INTO app.record (site_id, kind, number, year, seq, title, state, visible, platform_id, created_at, created_by, changed_at, state_at)
		SELECT ${siteId()}, 'evaluation', 'EVL-${today.slice(0, 4)}-98${String(Date.now()).slice(-6)}', 2031, 9800, '评估', 'emergency', 0, ${recordId(platform)}, now(), ${accountId(lead)}, now(), now() RETURNING site_id, id, number)
		, k AS (INSERT INTO app.evaluation (site_id, record_id, target_id) SELECT site_id, id, ${recordId(fix.number)} FROM r) SELECT number FROM r`).split('\n')[0];
	const page = (await (await as(lead)).get(`/${site}/evaluations/${number}`)).expect(200, '评估参考数据');
	const [figures] = report(page, 'offered');
	assert.deepEqual([figures.发布日期, figures.已交付需求, figures.已验收需求, figures.退回需求, figures.发布后缺陷, figures.突发事件], [today, '1', '1', '1', '1', '1']);
	const since = psql(`SET TimeZone = 'Asia/Shanghai'; SELECT count(*), round(avg(e.rating), 1) FROM app.record x JOIN app.feedback e ON e.site_id = x.site_id AND e.record_id = x.id
		WHERE x.site_id = ${siteId()} AND x.platform_id = ${recordId(platform)} AND x.created_at >= '${today}' AND x.id > ${recordId(fix.number)}`).split('|');
	assert.deepEqual([figures.平台反馈, figures.平均评分], since);
	assert.equal(since[0], '2');
	assert.deepEqual(report(page, 'offered', 1).map((r) => [r.需求, r.预期目标, r.验收情况, r.验收日期, r.退回次数, r['反馈提到（条）']]),
		[[one.number, `导出时间缩短一半 ${one.number}`, '已验收', today, '0', '1'], [two.number, `导出时间缩短一半 ${two.number}`, '已退回', '', '1', '1']]);
	(await (await english()).get(`/${site}/evaluations/${number}`)).expect(200, 'Figures for the evaluation', 'Reopened', 'Mean rating', 'Feedback that mentions it');
	(await (await as(lead)).get(`/${site}/evaluations/${number}/print`)).expect(200, '评估参考数据', '各需求的预期目标与验收情况', one.number);
});
