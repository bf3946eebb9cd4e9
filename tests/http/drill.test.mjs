// SPDX-License-Identifier: ISC
// Goal: an emergency plan says for what it is and which steps are taken, is approved by the head or the group as the site says, never by its author, and is reviewed each
// year by somebody else; which scenarios of which platform none is for stands above the drills. A drill is of such a plan, is not held with one participant, without
// a course, on a day to come or before it was planned, and is closed by somebody who had no part in it once each finding is handled; the half-years without one
// are named. An incident is worked through with a plan that fits it: each step that is ticked stands in the timeline at once, and it is closed when all are, and,
// if it is grave, when the group has decided. Proves R6.3, R31.1 (issue 13, 2).
import test from 'node:test';
import assert from 'node:assert/strict';
import { psql } from '../run/stack.mjs';
import { accountId, site, siteId, stateOf } from '../run/people.mjs';
import { condition } from '../run/fitting.mjs';
import { act, add, approve, as, day, entriesOf, field, force, make, may, move, offers, show, unique } from '../run/acts.mjs';

const author = 'maoyu', other = 'xuning', head = 'zhouyi', outsider = 'wangqiang';
const idOf = (rec) => psql(`SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${rec.number}'`);
const platforms = psql(`SELECT string_agg(number, ' ' ORDER BY id) FROM app.record WHERE site_id = ${siteId()} AND kind = 'platform' AND state = 'in_operation'`).split(' ');
const written = (more = {}) => ({ title: `预案 ${unique()}`, type: 'emergency_plan', scenarios: ['operation_failure'], flow: '确认现象并记录开始时间\n\n  报告负责人  \n恢复后核对数据', duties: '值班人员发现并记录。', measures: '摘除故障节点。',
	recovery: '由备份恢复并核对。', ...more });
const draft = (more) => make(author, 'documents', written(more));
async function plan(more) {
	const rec = await draft(more);
	(await move(author, rec, 'submit')).expect(200);
	(await move(head, rec, 'approve')).expect(200, '已审批');
	return rec;
}
/** Also what lies in the archive, which nothing changes. */
const past = (sql) => psql(`SET session_replication_role = replica; ${sql}`);
const setting = (name, value) => psql(`INSERT INTO app.rule VALUES (${siteId()}, '${name}', '${value}') ON CONFLICT (site_id, key) DO UPDATE SET value = excluded.value; UPDATE app.site SET version = version + 1 WHERE id = ${siteId()}`);

test('R31.1 an emergency plan says scenarios, steps, duties, measures and recovery before it is handed in; other documents are not asked', async () => {
	for (const missing of [{ scenarios: [] }, { flow: '' }, { duties: 'x' }, { measures: '' }, { recovery: '　' }]) {
		const rec = await draft(missing);
		(await force(author, rec, 'submit')).expect(409, '选择适用情形');
	}
	const rec = await draft();
	(await move(author, rec, 'submit')).expect(200, '审核中');
	const page = (await (await as(author)).get(`/${site}/documents/new`)).expect(200);
	for (const name of ['scenarios', 'flow', 'duties', 'measures', 'recovery', 'platform_ids'])
		assert.deepEqual(condition(page, name), { type: 'emergency_plan' }, name);
});

test('R31.1 it is approved by the head of the technical department, or by the group where the site says so, never by its author', async () => {
	const rec = await draft();
	(await move(author, rec, 'submit')).expect(200);
	// A reviewer of documents who is not the head, and the head's own plan.
	(await force(other, rec, 'approve')).expect(409, '技术管理部门负责人');
	assert.ok((await force(author, rec, 'approve')).status >= 400);
	(await move(head, rec, 'approve')).expect(200, '已审批');
	assert.equal(field(rec, 'review_on', 'document'), psql(`SELECT ('${day()}'::date + interval '1 year')::date`), 'reviewed within a year');
	const own = await make(head, 'documents', written());
	(await move(head, own, 'submit')).expect(200);
	assert.ok((await force(head, own, 'approve')).status >= 400, 'nobody approves what they wrote');
	setting('plan_approval', 'group');
	const second = await draft();
	(await move(author, second, 'submit')).expect(200);
	(await force(head, second, 'approve')).expect(409);
	(await move(other, second, 'to_group')).expect(200);
	await approve(second);
	assert.equal(stateOf(second.number), 'approved');
	setting('plan_approval', 'tech_head');
});

test('R31.1 it is reviewed each year by somebody else, with an opinion; a late one says so on its page', async () => {
	const rec = await plan();
	assert.equal(await may(author, rec, 'review'), false);
	(await move(other, rec, 'review', { review_note: 'x' })).expect(422);
	psql(`UPDATE app.document SET review_on = current_date - 3 WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)}`);
	(await show(outsider, rec)).expect(200, '已经逾期');
	(await move(other, rec, 'review', { review_note: '情形和联系方式仍然适用。' })).expect(200, '继续有效', '联系方式仍然适用').lacks('已经逾期');
	assert.equal(field(rec, 'reviewed_by', 'document'), accountId(other));
	// Nobody reviews a manual so.
	const manual = await make(author, 'documents', { title: `手册 ${unique()}`, type: 'user_manual', body: '正文内容见下文' });
	(await move(author, manual, 'submit')).expect(200);
	(await move(head, manual, 'approve')).expect(200);
	for (const name of [other, head, 'wangqiang'])
		assert.equal(offers(await show(name, manual), 'review'), false);
	assert.equal((await force(other, manual, 'review', { review_note: '仍然适用，不用修改。' })).status, 403);
});

/** How a platform does in the table above the list: [covered, not covered, standing]. */
async function covered(number) {
	const title = psql(`SELECT title FROM app.record WHERE site_id = ${siteId()} AND number = '${number}'`);
	const page = await (await as(outsider)).get(`/${site}/drills`), texts = page.texts('td');
	const at = texts.indexOf(title);
	assert.ok(at >= 0, `${title} is not among ${texts.slice(0, 30)}`);
	return [texts[at + 3], texts[at + 2], texts[at + 1]];
}

test('R31.1 which scenarios of which platform no plan is for stands above the drills, from one statement', async () => {
	const [first, second] = platforms;
	past(`UPDATE app.document SET scenarios = '{}' WHERE site_id = ${siteId()} AND type = 'emergency_plan'`);
	assert.deepEqual((await covered(first)).slice(0, 2), ['', '开发故障、测试异常、上线失败、运行故障']);
	await plan({ scenarios: ['launch_failure'], platform_ids: [first] });
	assert.deepEqual((await covered(first)).slice(0, 2), ['上线失败', '开发故障、测试异常、运行故障']);
	assert.equal((await covered(second))[0], '', 'a plan for one platform is none for another');
	const all = await plan({ scenarios: ['development_failure', 'test_anomaly', 'launch_failure', 'operation_failure'] });
	assert.deepEqual((await covered(second)).slice(1), ['', '全部覆盖'], 'a plan without platforms is for all');
	// What is being revised holds no longer.
	(await move(author, all, 'revise', { reason: '联系方式改变，需要修改' })).expect(200);
	assert.equal((await covered(second))[2], '有情形没有预案');
	// One that is late is covered, but says so.
	await plan({ scenarios: ['development_failure', 'test_anomaly', 'launch_failure', 'operation_failure'] });
	past(`UPDATE app.document SET review_on = current_date - 1 WHERE site_id = ${siteId()} AND type = 'emergency_plan' AND review_on IS NOT NULL`);
	assert.equal((await covered(second))[2], '预案复审逾期');
	// Filtered, the list is a list.
	assert.ok(!(await (await as(outsider)).get(`/${site}/drills?scenario=launch_failure`)).expect(200).text.includes('没有预案的情形'));
});

const drill = (of, more = {}) => make(author, 'drills', { title: `演练 ${unique()}`, plan_id: of.number, scenario: 'operation_failure', owner_id: accountId(author), planned_on: day(), participants: [accountId(author), accountId('shenbo')],
	aim: '检验能否在十五分钟内切换。', ...more });
const held = { held_on: day(), result: '十二分钟完成切换，步骤走通。' };
async function course(rec) {
	for (const [happened_at, text] of [['10:00', '模拟中断'], ['10:12', '切换完成']])
		(await add(author, rec, 'timeline', { happened_at, text })).expect(200, text);
}

test('R31.1 a drill is of an emergency plan, with two people and a course, on no day to come nor before it was planned', async () => {
	const of = await plan();
	assert.equal((await (await as(outsider)).get(`/${site}/drills/new`)).status, 403);
	const alone = await drill(of, { participants: [accountId(author)] });
	await course(alone);
	(await force(author, alone, 'hold', held)).expect(409, '至少两人');
	const silent = await drill(of);
	(await add(author, silent, 'timeline', { happened_at: '10:00', text: '模拟中断' })).expect(200);
	(await force(author, silent, 'hold', held)).expect(409, '演练过程');
	const wrong = await drill(of, { scenario: 'launch_failure' });
	await course(wrong);
	(await force(author, wrong, 'hold', held)).expect(409, '适用于这种情形');
	const rec = await drill(of);
	await course(rec);
	for (const held_on of [day(1), day(-1)])
		(await move(author, rec, 'hold', { ...held, held_on })).expect(422);
	(await move(author, rec, 'hold', { ...held, result: 'x' })).expect(422);
	assert.equal(await may(other, rec, 'hold'), false);
	(await move(author, rec, 'hold', held)).expect(200, '已演练');
	// Its course stays as it was written.
	assert.equal((await show(author, rec)).select('form[action$="entries/timeline"]').length, 0);
});

test('R31.1 it is closed when each finding is handled or led to a requirement, by somebody who had no part in it', async () => {
	const rec = await drill(await plan(), { platform_id: platforms[0] });
	await course(rec);
	for (const text of ['值班表上的联系人已经离职', '切换要登录两台主机手工修改'])
		(await add(author, rec, 'finding', { text })).expect(200, text);
	(await move(author, rec, 'hold', held)).expect(200);
	(await force(head, rec, 'close')).expect(409, '逐项');
	(await act(author, rec, 'finding', 1, 'handle', { result: 'x' })).expect(422);
	(await act(author, rec, 'finding', 1, 'handle', { result: '已更新值班表' })).expect(200);
	(await act(author, rec, 'finding', 2, 'to_requirement')).expect(200);
	const made = entriesOf(rec, 'drill_finding')[1];
	assert.equal(psql(`SELECT kind FROM app.record WHERE site_id = ${siteId()} AND id = ${made.requirement_id}`), 'requirement');
	(await show(author, rec)).expect(200, psql(`SELECT number FROM app.record WHERE site_id = ${siteId()} AND id = ${made.requirement_id}`));
	assert.equal(await may(author, rec, 'close'), false);
	assert.ok((await force(author, rec, 'close')).status >= 400);
	// Nor by who took part.
	const shared = await drill(await plan(), { participants: [accountId(other), accountId('shenbo')] });
	await course(shared);
	(await move(author, shared, 'hold', held)).expect(200);
	assert.ok((await force(other, shared, 'close')).status >= 400);
	(await move(head, rec, 'close')).expect(200, '已关闭');
});

test('R31.1 the half-years without a drill are named', async () => {
	const texts = async () => (await (await as(outsider)).get(`/${site}/drills`)).expect(200).texts('td');
	psql(`UPDATE app.drill SET held_on = NULL WHERE site_id = ${siteId()}; UPDATE app.site SET created_at = now() - interval '2 years' WHERE id = ${siteId()}`);
	assert.ok((await texts()).includes('本期尚未演练'));
	assert.equal((await texts()).filter((t) => t === '没有演练').length, 3);
	psql(`UPDATE app.drill SET held_on = (current_date - interval '6 months')::date WHERE site_id = ${siteId()} AND record_id = (SELECT min(record_id) FROM app.drill WHERE site_id = ${siteId()})`);
	assert.equal((await texts()).filter((t) => t === '没有演练').length, 2);
	psql(`UPDATE app.drill SET held_on = current_date WHERE site_id = ${siteId()} AND record_id = (SELECT max(record_id) FROM app.drill WHERE site_id = ${siteId()})`);
	assert.ok(!(await texts()).includes('本期尚未演练'));
});

const incident = (more = {}) => make('wangqiang', 'incidents', { title: `登记页打不开 ${unique()}`, platform_id: platforms[0], severity: '3', scenario: 'operation_failure', found_on: day(), found_at: '00:00', description: '上午起登记页一直转圈', ...more });
const ends = { cause: '连接池配置过小', impact: '约 200 名客户 40 分钟内无法登记', no_follow_up: '已随版本修正，不再跟进' };
const timeline = (rec) => entriesOf(rec, 'incident_timeline').map((e) => e.text);

test('R31.1 an incident offers the plans that fit its platform and scenario; its steps are ticked, each stands in the timeline at once', async () => {
	const [here, there] = platforms, fits = await plan({ platform_ids: [here] }), elsewhere = await plan({ platform_ids: [there] }), of = await plan({ scenarios: ['launch_failure'] });
	const rec = await incident();
	const page = await show('shenbo', rec);
	page.expect(200, fits.number).lacks(elsewhere.number, of.number);
	for (const wrong of [elsewhere, of, { number: '' }])
		(await move('shenbo', rec, 'follow', { plan_id: wrong.number })).expect(422, '适用于这个平台和情形');
	assert.equal(await may(outsider, rec, 'follow'), false);
	(await move('shenbo', rec, 'follow', { plan_id: fits.number })).expect(200, '确认现象并记录开始时间', '恢复后核对数据');
	assert.deepEqual(entriesOf(rec, 'incident_step').map((e) => e.text), ['确认现象并记录开始时间', '报告负责人', '恢复后核对数据'], 'a step for each line that says something');
	(await move('shenbo', rec, 'follow', { plan_id: fits.number })).expect(422, '已经在按这份预案处置');
	(await act('shenbo', rec, 'step', 1, 'finish', { note: '九点零二分开始' })).expect(200);
	(await act('shenbo', rec, 'step', 2, 'skip', { reason: 'x' })).expect(422);
	assert.deepEqual(timeline(rec), ['✓ 确认现象并记录开始时间：九点零二分开始']);
	(await act('shenbo', rec, 'step', 2, 'skip', { reason: '负责人就在现场' })).expect(200);
	assert.deepEqual(timeline(rec), ['✓ 确认现象并记录开始时间：九点零二分开始', '✗ 报告负责人：负责人就在现场']);
	// Nobody adds steps of their own, nor ticks one twice, nor does who only reported it.
	assert.equal((await (await as('shenbo')).post(`${rec.path}/entries/step`, { token: page.select('input[name=token]')[0].attrs.value, text: '另外一步，随便写写' })).status, 403);
	assert.ok((await (await as('shenbo')).post(`${rec.path}/entries/step/1/acts`, { token: page.select('input[name=token]')[0].attrs.value, act: 'finish' })).status >= 400);
	assert.equal((await (await as(outsider)).get(`${rec.path}/entries/step/3`)).select('button[value=finish]').length, 0);
	// Not all is ticked.
	(await move('shenbo', rec, 'resolve', { resolution: '重启后恢复，观察一小时。' })).expect(200);
	(await force(head, rec, 'close', { ...ends, plan_use: 'used', plan_id: fits.number })).expect(409, '逐项核对');
	// Another plan fits better: what was ticked stays, what was not is of the new one.
	const better = await plan({ platform_ids: [here], flow: '切换备用通道\n通知客服' });
	(await move('shenbo', rec, 'follow', { plan_id: better.number })).expect(200, '切换备用通道');
	assert.deepEqual(entriesOf(rec, 'incident_step').map((e) => `${e.state} ${e.text}`), ['done 确认现象并记录开始时间', 'not_needed 报告负责人', 'open 切换备用通道', 'open 通知客服']);
	for (const no of [4, 5])
		(await act('shenbo', rec, 'step', no, 'finish')).expect(200);
	assert.equal(timeline(rec).length, 4);
	(await move(head, rec, 'close', { ...ends, plan_use: 'used', plan_id: better.number })).expect(200, '已关闭', better.number);
});

test('R6.3 an incident of severity 1 or 2 is closed when the group has decided; what ends it asks nobody below that', async () => {
	const rec = await incident({ severity: '2', scenario: '' });
	(await move('shenbo', rec, 'resolve', { resolution: '重启后恢复，观察一小时。' })).expect(200);
	for (const text of ['发现打不开', '重启完成'])
		(await add('shenbo', rec, 'timeline', { happened_on: day(), happened_at: '00:00', text })).expect(200);
	const close = { ...ends, plan_use: 'none' };
	(await force(head, rec, 'close', close)).expect(409, '管理小组裁决');
	const asked = await make('shenbo', 'escalations', { title: `善后 ${unique()}`, question: '是否暂停新功能上线，先完成加固？' }, `?about_id=${rec.number}`);
	(await move(head, asked, 'propose', { ruling: '先完成加固，再恢复上线。' })).expect(200);
	(await force(head, rec, 'close', close)).expect(409);
	await approve(asked);
	(await move(other, rec, 'close', close)).expect(200, '已关闭');
});
