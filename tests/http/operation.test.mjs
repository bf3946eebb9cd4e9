// SPDX-License-Identifier: ISC
// Goal: the page of a platform is its life: what was done to it in the rhythm it sets, what guards it, what is done with it, which versions it
// had, and for how long it was down.  Nobody writes for the future, for a time before it ran, or about another platform's incident.
// Proves R7.3, R10.2, R28.2, RX.4; issue 12, point 8.
import test from 'node:test';
import assert from 'node:assert/strict';
import { psql, rows } from '../run/stack.mjs';
import { select, squeeze, textOf } from '../run/html.mjs';
import { accountId, site, siteId, stateOf } from '../run/people.mjs';
import { act, add, as, day, department, edit, entriesOf, make, move, show, ticket, unique } from '../run/acts.mjs';
import { launchIn } from '../run/launches.mjs';

const keeper = 'xuning', runner = 'panhong', stranger = 'wangqiang';
const here = (table) => `${table}.site_id = ${siteId()}`;
const idOf = (rec) => psql(`SELECT id FROM app.record r WHERE ${here('r')} AND number = '${rec.number}'`);
const dueOf = (rec) => Object.fromEntries(rows(`SELECT type, due FROM app.operation_due d WHERE ${here('d')} AND record_id = ${idOf(rec)}`).map((d) => [d.type, d.due]));

/** A platform in operation that came into the register ${days} ago. */
async function platform(days = 0) {
	const rec = await make(keeper, 'platforms', { title: `运维平台 ${unique()}`, category: 'customer_service', department_id: department('business') });
	psql(`UPDATE app.record r SET state = 'in_operation', created_at = ('${day(-days)} 12:00'::timestamp AT TIME ZONE 'Asia/Shanghai') WHERE ${here('r')} AND number = '${rec.number}'`);
	return rec;
}
const operate = (rec, values = {}, who = keeper) => add(who, rec, 'operation', { type: 'backup', done_on: day(), done_by: accountId(keeper), result: 'normal', text: '全量备份完成，校验一致', ...values });
const incidents = (rec) => rows(`SELECT r.number, k.severity, k.found_on, r.platform_id FROM app.record r JOIN app.incident k ON k.site_id = r.site_id AND k.record_id = r.id WHERE ${here('r')} AND r.platform_id = ${idOf(rec)} ORDER BY r.id`);
const report = (rec, values = {}) => make(runner, 'incidents', { title: `登录缓慢 ${unique()}`, platform_id: rec.number, severity: '3', found_on: day(), found_at: '00:00', description: '客户反映登录要等一分钟', ...values });
/** The cells of a table on the page, a list for each row; ${which}: of a report with several. */
const table = (page, id, which = 0) => [page.select(`#${id} table`)[which]].flatMap((t) => t === undefined ? [] : select(t, 'tbody tr').map((tr) => select(tr, 'td').map((td) => squeeze(textOf(td)))));
/** A form sent past the page. */
const post = async (name, path, values) => (await as(name)).post(path, { ...await ticket(name), ...values });

test('R7.3 what was done is entered for its day, by who keeps the platform, and stays', async () => {
	const rec = await platform(60), fresh = await platform();
	(await operate(rec, { done_on: day(1) })).expect(422);
	(await operate(rec, { done_on: day(-32) })).expect(422);
	(await operate(fresh, { done_on: day(-1) })).expect(422, '起才运行');
	(await operate(rec, { text: 'x' })).expect(422);
	(await operate(rec, { done_by: '' })).expect(422);
	assert.deepEqual(entriesOf(rec, 'platform_operation'), []);
	(await operate(rec, { done_on: day(-31) })).expect(200, '全量备份完成');
	(await operate(fresh)).expect(200);
	// Once written it is neither edited nor taken away.
	for (const what of [{ text: '另一种说法' }, { act: 'remove' }])
		assert.equal((await post(keeper, `${rec.path}/entries/operation/1`, { version: '1', ...what })).status, 403);
	assert.deepEqual(entriesOf(rec, 'platform_operation').map((e) => e.text), ['全量备份完成，校验一致']);
	// Somebody without the right sees it and adds nothing; nobody does to what does not run yet.
	const page = await show(stranger, rec);
	page.expect(200, '全量备份完成');
	assert.equal(page.select('form[action$="/entries/operation"]').length, 0);
	const typed = { type: 'backup', done_on: day(), done_by: accountId(keeper), result: 'normal', text: '全量备份完成' };
	assert.equal((await post(stranger, `${rec.path}/entries/operation`, typed)).status, 403);
	assert.equal((await post(runner, `${rec.path}/entries/operation`, typed)).status, 403);
	psql(`UPDATE app.record r SET state = 'planned' WHERE ${here('r')} AND number = '${fresh.number}'`);
	assert.equal((await post(keeper, `${fresh.path}/entries/operation`, typed)).status, 403);
});

test('R7.3, R13.1 what is abnormal is an incident of this platform: one that is there, or a new one', async () => {
	const rec = await platform(60), other = await platform(60), own = await report(rec), foreign = await report(other);
	const abnormal = (values) => operate(rec, { type: 'fault', result: 'abnormal', text: '接口连续报错，已重启服务', ...values });
	(await abnormal({})).expect(422, '选定新事件的级别');
	(await abnormal({ incident_id: foreign.number })).expect(422, '不是本平台未关闭的突发事件');
	(await abnormal({ incident_id: own.number })).expect(200, own.number);
	assert.deepEqual(incidents(rec).map((i) => i.number), [own.number]);
	(await abnormal({ severity: '2' })).expect(200);
	const made = incidents(rec)[1];
	assert.deepEqual([made.severity, made.found_on], ['2', day()]);
	(await show(keeper, rec)).expect(200, made.number);
	// One that is over is not named any more, nor one that the person may not see.
	psql(`UPDATE app.record r SET state = 'closed', closed_at = now() WHERE ${here('r')} AND number = '${own.number}'`);
	assert.equal((await abnormal({ incident_id: own.number })).status, 422);
	psql(`UPDATE app.record r SET visible = 1, created_by = ${accountId('chenlan')}, submitted_by = ${accountId('chenlan')} WHERE ${here('r')} AND number = '${made.number}'`);
	assert.equal((await abnormal({ incident_id: made.number })).status, 422);
	(await show(stranger, rec)).lacks(made.number);
	assert.equal(incidents(rec).length, 2);
});

test('R7.3 the platform sets the rhythm; what is late stands out, and nothing is due while it rests', async () => {
	const rec = await platform(100);
	(await edit(keeper, rec, { rhythm_backup: '0' })).expect(422);
	(await edit(keeper, rec, { rhythm_backup: '30', rhythm_restore_test: '120' })).expect(200);
	assert.deepEqual(dueOf(rec), { backup: day(-70), restore_test: day(20) });
	const line = async (type) => table(await show(stranger, rec), 'rhythm').find(([first]) => first === type);
	assert.deepEqual(await line('数据备份'), ['数据备份', '30', '', '', day(-70), '逾期']);
	assert.equal((await line('恢复演练')).at(-1), '按期');
	assert.equal((await line('故障处理')).at(-1), '不定期');
	(await operate(rec, { done_on: day(-30) })).expect(200);
	assert.deepEqual(await line('数据备份'), ['数据备份', '30', day(-30), '正常', day(), '按期']);
	// An older one entered later does not bring the day back; a day later it is late.
	(await operate(rec, { done_on: day(-31) })).expect(200);
	assert.equal(dueOf(rec).backup, day());
	psql(`UPDATE app.platform_operation e SET done_on = done_on - 1 WHERE ${here('e')} AND record_id = ${idOf(rec)}`);
	assert.equal((await line('数据备份')).at(-1), '逾期');
	(await move(keeper, rec, 'suspend', { reason: '机房供电改造，暂停使用' })).expect(200);
	assert.deepEqual(dueOf(rec), {});
	assert.equal((await line('数据备份')).at(-1), '未在运行，不计期限');
	// One that was registered as running has run since then, however many launches it had later.
	const old = rows(`SELECT r.number, r.created_at::date AS day FROM app.record r WHERE ${here('r')} AND r.kind = 'platform' AND r.state = 'in_operation' AND EXISTS (SELECT FROM app.approval a WHERE a.site_id = r.site_id
		AND a.record_id = r.id AND a.state = 'registering' AND a.outcome = 'approved') AND EXISTS (SELECT FROM app.record x JOIN app.launch k ON k.site_id = x.site_id AND k.record_id = x.id WHERE x.site_id = r.site_id AND x.platform_id = r.id AND k.launched_on IS NOT NULL) LIMIT 1`)[0];
	assert.equal(psql(`SELECT app.platform_runs_since(${siteId()}, ${idOf(old)})`), old.day);
	// Of a platform that came by its launch it counts from the launch.
	const late = await platform(100);
	(await edit(keeper, late, { rhythm_backup: '30' })).expect(200);
	const launch = await launchIn('closed', { values: { platform_id: late.number } });
	psql(`UPDATE app.launch k SET launched_on = '${day(-10)}' WHERE ${here('k')} AND record_id = (SELECT id FROM app.record r WHERE ${here('r')} AND number = '${launch}')`);
	assert.equal(dueOf(late).backup, day(20));
	(await operate(late, { done_on: day(-11) })).expect(422, day(-10));
});

test('R28.2 safeguards say who runs them and when they were last tested; a launch that is about to go live lists them', async () => {
	const rec = await platform(60), guard = (values) => add(keeper, rec, 'safeguard', { type: 'monitoring', name: '统一监控平台', run_by: accountId(keeper), since: day(-20), ...values });
	(await guard({ since: day(1) })).expect(422);
	(await guard({})).expect(200, '统一监控平台');
	(await guard({ type: 'protection', name: '应用防火墙' })).expect(200);
	const launch = { number: await launchIn('go_live', { values: { platform_id: rec.number } }) };
	launch.path = `/${site}/launches/${launch.number}`;
	const listed = async () => table(await show(stranger, launch), 'safeguards').map((row) => [row[0], row[1], row[4], row[5]]);
	assert.deepEqual(await listed(), [['运维监控', '统一监控平台', '', '未测试'], ['安全防护', '应用防火墙', '', '未测试'], ['应急响应', '—', '', '未登记']]);
	(await act(keeper, rec, 'safeguard', 1, 'test', { tested_on: day(1), test_result: '模拟停机，两分钟告警' })).expect(422);
	(await act(keeper, rec, 'safeguard', 1, 'test', { tested_on: day(-21), test_result: '模拟停机，两分钟告警' })).expect(422);
	(await act(keeper, rec, 'safeguard', 1, 'test', { tested_on: day(), test_result: 'x' })).expect(422);
	(await act(keeper, rec, 'safeguard', 1, 'test', { tested_on: day(-2), test_result: '模拟停机，两分钟告警' })).expect(200);
	(await act(keeper, rec, 'safeguard', 2, 'end')).expect(200, '已停用');
	assert.deepEqual(await listed(), [['运维监控', '统一监控平台', day(-2), '已测试'], ['安全防护', '—', '', '未登记'], ['应急响应', '—', '', '未登记']]);
	// What is no longer used stays as it was said.
	assert.equal((await post(keeper, `${rec.path}/entries/safeguard/2`, { type: 'protection', name: '另一套', run_by: accountId(keeper), since: day(-20), version: '2' })).status, 403);
	assert.equal((await post(stranger, `${rec.path}/entries/safeguard`, { type: 'emergency', name: '值守', run_by: accountId(keeper), since: day(-20) })).status, 403);
	psql(`UPDATE app.record r SET state = 'testing' WHERE ${here('r')} AND number = '${launch.number}'`);
	assert.deepEqual(await listed(), []);
});

test('R10.2 activities have a period, an owner and afterwards a result, on which evaluations draw', async () => {
	const target = rows(`SELECT r.number, r.platform_id, p.number AS platform, l.launched_on FROM app.evaluation k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id
		JOIN app.record p ON p.site_id = r.site_id AND p.id = r.platform_id AND p.state = 'in_operation' JOIN app.launch l ON l.site_id = k.site_id AND l.record_id = k.target_id
		WHERE ${here('k')} AND r.visible = 0 AND l.launched_on IS NOT NULL ORDER BY r.closed_at NULLS FIRST LIMIT 1`)[0];
	const rec = { number: target.platform, path: `/${site}/platforms/${target.platform}` }, title = `服务评价回访 ${unique()}`;
	const run = (values, who = runner) => add(who, rec, 'activity', { type: 'user', title, starts_on: target.launched_on, ends_on: target.launched_on, owner_id: accountId('gaofei'), aim: '提高评价率', ...values });
	(await run({ starts_on: day(2), ends_on: day(1) })).expect(422);
	(await run({ aim: 'x' })).expect(422);
	(await run({})).expect(200, title);
	const no = entriesOf(rec, 'platform_activity').at(-1).no;
	(await run({ title: '下月的活动', starts_on: day(1), ends_on: day(20) })).expect(200);
	(await act(runner, rec, 'activity', Number(no) + 1, 'conclude', { result: '还没有开始就有了效果' })).expect(422, '还不能填写效果');
	assert.equal((await post(stranger, `${rec.path}/entries/activity`, { type: 'user', title, starts_on: day(), ends_on: day(), owner_id: accountId('gaofei'), aim: '提高评价率' })).status, 403);
	assert.equal((await post(stranger, `${rec.path}/entries/activity/${no}`, { act: 'conclude', result: '不是我办的' })).status, 403);
	// Its owner says what came of it; then it stays.
	(await act('gaofei', rec, 'activity', no, 'conclude', { result: '评价率升到三成四' })).expect(200, '评价率升到三成四');
	assert.equal((await post(runner, `${rec.path}/entries/activity/${no}`, { type: 'user', title: '改名', starts_on: day(), ends_on: day(), owner_id: accountId('gaofei'), aim: '提高评价率', version: '2' })).status, 403);
	assert.equal((await post(runner, `${rec.path}/entries/activity/${no}`, { act: 'remove', version: '2' })).status, 403);
	assert.equal(entriesOf(rec, 'platform_activity').find((e) => e.no === no).title, title);
	(await show(stranger, { path: `/${site}/evaluations/${target.number}` })).expect(200, title, '评价率升到三成四').lacks('下月的活动');
});

test('R7.3 versions: what went live and what was rolled back, the latest twenty of how many', async () => {
	const rolled = rows(`SELECT r.number, p.number AS platform FROM app.record r JOIN app.record p ON p.site_id = r.site_id AND p.id = r.platform_id JOIN app.event e ON e.site_id = r.site_id AND e.record_id = r.id
		WHERE ${here('r')} AND r.kind = 'iteration' AND e.action = 'record.move' AND e.detail ->> 'move' = 'roll_back' LIMIT 1`)[0];
	const lines = table(await show(stranger, { path: `/${site}/platforms/${rolled.platform}` }), 'releases');
	assert.match(lines.find((row) => row[3] === rolled.number)?.[5] ?? '', /^\d{4}-\d\d-\d\d$/);
	const rec = await platform(60);
	assert.deepEqual(table(await show(stranger, rec), 'releases'), []);
	psql(`WITH r AS (INSERT INTO app.record (site_id, kind, number, year, seq, title, state, visible, platform_id, created_at, created_by, changed_at, state_at, closed_at)
		SELECT ${siteId()}, 'launch', 'LCH-1991-' || lpad(n::text, 4, '0'), 1991, n, '上线 ' || n, 'closed', CASE n WHEN 24 THEN 1 ELSE 0 END, ${idOf(rec)}, now(), ${accountId(keeper)}, now(), now(), now()
		FROM generate_series(1, 24) n RETURNING site_id, id, seq)
		INSERT INTO app.launch (site_id, record_id, version_planned, launched_on) SELECT site_id, id, '1.' || seq, CASE seq WHEN 1 THEN NULL ELSE current_date - 100 + seq END FROM r`);
	const page = await show(stranger, rec), shown = table(page, 'releases');
	// The first never went live, the last is restricted.
	page.expect(200, '最近 20 项，共 22 项').lacks('LCH-1991-0024', 'LCH-1991-0001');
	assert.deepEqual([shown.length, shown[0][0], shown[0][3], shown.at(-1)[0]], [20, '1.23', 'LCH-1991-0023', '1.4']);
	assert.equal(shown[0].at(-1), '已上线');
});

test('R28.2 availability is reckoned from incidents of severity 1 and 2, each minute once, until contained or resolved', async () => {
	const rec = await platform(400), handler = 'maoyu';
	const months = async () => table(await show(stranger, rec), 'stability');
	assert.equal((await months()).length, 12);
	assert.deepEqual((await months())[0].slice(1), ['0', '0 分钟', '100.00 %']);
	const first = await report(rec, { severity: '2' }), second = await report(rec, { severity: '1' }), small = await report(rec, { severity: '3' });
	for (const i of [first, second, small])
		(await move(handler, i, 'contain', { containment: '切换到备用通道' })).expect(200);
	// By hand, so that the moments are known: found at midnight some days ago, contained forty and sixty minutes later.
	const set = (i, minutes) => psql(`SET session_replication_role = replica;
		UPDATE app.incident k SET found_on = '${day(-1)}', found_at = '10:00' WHERE ${here('k')} AND record_id = ${idOf(i)};
		UPDATE app.event e SET at = ('${day(-1)} 10:00'::timestamp AT TIME ZONE 'Asia/Shanghai') + interval '${minutes} minutes' WHERE ${here('e')} AND record_id = ${idOf(i)} AND detail ->> 'move' = 'contain'`);
	set(first, 40), set(second, 60), set(small, 90);
	const month = day(-1).slice(0, 7), of = async () => (await months()).find(([m]) => m === month);
	const [, n, minutes, share] = await of();
	assert.deepEqual([n, minutes], ['2', '1 小时']);
	assert.match(share, /^\d\d\.\d\d %$/);
	const severities = () => show(stranger, rec).then((page) => table(page, 'stability', 1).map((row) => [row[1], row[3], row[4]]));
	assert.deepEqual(await severities(), [['1', '1 小时', '1 小时'], ['1', '40 分钟', '40 分钟'], ['1', '1 小时 30 分钟', '1 小时 30 分钟'], ['3', '3 小时 10 分钟', '1 小时 30 分钟']]);
	// A flare-up is down again, until now; a resolution behind it ends it, and not what was before.
	(await move(handler, first, 'flare_up', { reason: '备用通道也报错了' })).expect(200);
	psql(`SET session_replication_role = replica; UPDATE app.event e SET at = now() - interval '5 minutes' WHERE ${here('e')} AND record_id = ${idOf(first)} AND detail ->> 'move' = 'flare_up'`);
	assert.match((await severities())[1][1], /^4[5-9] 分钟$/);
	(await move(handler, first, 'resolve', { resolution: '供应商修复网关' })).expect(200);
	assert.equal(stateOf(first.number), 'resolved');
	// Whoever may not see an incident does not see that it is counted.
	psql(`UPDATE app.record r SET visible = 1 WHERE ${here('r')} AND number = '${second.number}'`);
	assert.equal((await severities()).length, 3);
});
