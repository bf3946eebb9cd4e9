// SPDX-License-Identifier: ISC
// Goal: the emergency clock is seen while it runs, by those it concerns, and speaks up when the target of its severity has passed: the head
// of the technical department is told, at twice of it the group's lead, once each, whoever is at work.  The group sees beside a quarter's plan
// how much of the work was emergencies, and how fast they were.  Proves R24.1; issue 12, points 1 and 2.
import test from 'node:test';
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { database, login, psql, rows, stack } from '../run/stack.mjs';
import { accountId, site, siteId, someone, stateOf } from '../run/people.mjs';
import { act, add, as, day, department, field, make, move, show, unique } from '../run/acts.mjs';
import { beside, until } from '../run/moment.mjs';

const lead = 'xuning', head = 'zhouyi', groupLead = 'chenlan', developer = 'shenbo', liaison = 'liumei';
const member = someone({ has: ['group.decide'], lacks: ['group.lead', 'head.decide', 'iteration.manage'] });
/* Only those that a test starts. */
stack('stack_end courier');
const courier = () => promisify(execFile)(path.join(path.dirname(process.env.GATEHOUSE_CTL), 'gatehouse-courier'), ['-c', process.env.GATEHOUSE_CONF, '--once']);

/** Two at the same moment: the record is held until both wait for it. */
async function twoCouriers(rec) {
	const db = beside({ database });
	try {
		await db.ask(`BEGIN; SELECT 'held' FROM app.record WHERE id = ${idOf(rec)} AND number = '${rec.number}' FOR UPDATE`);
		const both = Promise.all([courier(), courier()]);
		await until('both wait for it', () => Number(psql("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")) >= 2);
		await db.ask("COMMIT; SELECT 'let go'");
		return await both;
	} finally {
		db.end();
	}
}

const idOf = (rec) => psql(`SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${rec.number}'`);
const set = (rec, what) => psql(`UPDATE app.iteration SET ${what} WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)}`);
const value = (rec, name) => field(rec, name, 'iteration');
const TARGET = 480;

/** An emergency about an incident, its fault found so many minutes ago: what the form kept is put there, nobody waits. */
async function emergency(minutes, values = {}) {
	const platform = psql(`SELECT number FROM app.record WHERE site_id = ${siteId()} AND kind = 'platform' AND state = 'in_operation' ORDER BY id LIMIT 1`);
	const incident = await make(lead, 'incidents', { title: `登记页超时 ${unique()}`, platform_id: platform, severity: '3', found_on: day(), found_at: '00:00', description: '登记页超时，客户无法办理' });
	const rec = await make(lead, 'iterations', { title: `登记页修复 ${unique()}`, platform_id: platform, department_id: department('business'), owner_id: accountId(lead), version_planned: '3.0.1', severity: '2',
		found_on: day(), found_at: '00:00', incident_id: incident.number, goal: '客户能正常登记', ...values });
	back(rec, Number(psql(`SELECT ceil(extract(epoch FROM (found_on + found_at) AT TIME ZONE 'Asia/Shanghai' - now() + interval '${minutes} minutes') / 60) FROM app.iteration WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)}`)));
	return rec;
}
/** All moments so much earlier. */
function back(rec, minutes) {
	const id = idOf(rec), by = `interval '${minutes} minutes'`;
	psql(`SET TimeZone = 'Asia/Shanghai'; UPDATE app.iteration_moment SET at = at - ${by} WHERE site_id = ${siteId()} AND record_id = ${id};
		UPDATE app.iteration_clock SET late_from = late_from - ${by} WHERE site_id = ${siteId()} AND record_id = ${id};
		UPDATE app.iteration SET found_on = (found_on + found_at - ${by})::date, found_at = (found_on + found_at - ${by})::time WHERE site_id = ${siteId()} AND record_id = ${id}`);
}
const told = (rec) => rows(`SELECT a.login, n.what FROM app.notification n JOIN app.account a ON a.id = n.account_id WHERE n.site_id = ${siteId()} AND n.record_id = ${idOf(rec)} AND n.what LIKE 'late%' ORDER BY n.what, a.login`)
	.map((n) => `${n.what} ${n.login}`);
const holders = (permission, what) => rows(`SELECT DISTINCT a.login FROM app.role_permission p JOIN app.member_role h ON h.site_id = p.site_id AND h.role_id = p.role_id JOIN app.membership m ON m.site_id = h.site_id
	AND m.account_id = h.account_id AND m.left_at IS NULL JOIN app.account a ON a.id = m.account_id WHERE p.site_id = ${siteId()} AND p.permission = '${permission}' ORDER BY 1`).map((a) => `${what} ${a.login}`);
const heads = holders('head.decide', 'late'), leads = holders('group.lead', 'late_twice');
const lineOf = (page, rec) => page.texts('.running li').find((line) => line.includes(rec.number));
const strip = async (name, rec, address = '/') => lineOf((await (await as(name)).get(address)).expect(200), rec);

// ---------------------------------------------------------------- the clock running

test('R24.1, issue 12, 2: what runs stands in my work of those it concerns and on the dashboard, the longest over first; others and what is out of sight are left out', async () => {
	const late = await emergency(TARGET + 200), running = await emergency(60), owned = await emergency(TARGET + 20, { owner_id: accountId(developer) });
	assert.equal(psql(`SELECT extract(epoch FROM late_from - (found_on + found_at) AT TIME ZONE 'Asia/Shanghai') / 60 = target_minutes + 1 FROM app.iteration JOIN app.iteration_clock USING (site_id, record_id) WHERE site_id = ${siteId()} AND record_id = ${idOf(late)}`), 't');
	for (const name of [lead, head]) {
		assert.match(await strip(name, late), /^登记页修复 \S+ ITR-\d+-\d+ · .*待评估 · 自 \d{4}-\d\d-\d\d \d\d:\d\d 起 · 已用 11 小时 2\d 分钟，时限 8 小时 已超时 3 小时 2\d 分钟$/, name);
		assert.match(await strip(name, running), /已用 1 小时( \d 分钟)?，时限 8 小时 剩余 (7 小时|6 小时 5\d 分钟)$/, name);
	}
	/* Whose it is, and no more. */
	assert.deepEqual([await strip(developer, late), await strip(developer, owned) !== undefined], [undefined, true]);
	assert.equal(await strip(liaison, late), undefined);
	/* The dashboard has all, for everybody; late ones stand out, the longest over first. */
	const page = (await (await as(liaison)).get(`/${site}/`)).expect(200, '紧急修复计时中', '截至 ');
	const order = page.texts('.running li').map((line) => line.match(/ITR-\d+-\d+/)[0]).filter((n) => [late, running, owned].some((r) => r.number === n));
	assert.deepEqual(order, [late.number, owned.number, running.number]);
	assert.deepEqual([late, owned, running].map((r) => page.select('.running li').some((li) => li.attrs.class === 'is-late' && JSON.stringify(li.children.map((c) => c.attrs?.href ?? '')).includes(r.number))), [true, true, false]);
	assert.match(page.texts('.running h2')[0], /^紧急修复计时中 截至 \d{4}-\d\d-\d\d \d\d:\d\d$/);
	/* A task makes it theirs; the group is concerned by what is major, or to be made less. */
	(await move(head, late, 'assess', { ...Object.fromEntries(['security', 'data', 'money', 'many', 'service'].map((c) => [`affects_${c}`, 'no'])), impact: '登记页全部超时' })).expect(200);
	(await add(lead, late, 'task', { title: '调整连接池', owner_id: accountId(developer), starts_on: day(), due: day() })).expect(200);
	assert.ok(await strip(developer, late));
	assert.equal(await strip(member, late), undefined);
	set(late, "major = 'yes'");
	assert.ok(await strip(member, late));
	/* In English. */
	psql(`UPDATE app.account SET language = 'en' WHERE login = '${head}'`);
	assert.match(lineOf(await (await login(head)).get('/'), late), /11 h 2\d min so far, target 8 h 3 h 2\d min over the target$/);
	psql(`UPDATE app.account SET language = '' WHERE login = '${head}'`);
	/* Out of sight: nobody's, but of those who may see it. */
	psql(`UPDATE app.record SET visible = 2 WHERE site_id = ${siteId()} AND number = '${owned.number}'`);
	assert.deepEqual([await strip(head, owned), await strip(member, owned, `/${site}/`)], [undefined, undefined]);
	psql(`UPDATE app.record SET visible = 0 WHERE site_id = ${siteId()} AND number = '${owned.number}'`);
	/* The page of the iteration says the same times, by the same words. */
	(await show(lead, late)).expect(200, '紧急修复计时', '11 小时 2', '8 小时');
	for (const rec of [late, running, owned])
		set(rec, "major = NULL, late_told = 'lead'");
});

test('issue 12, 2: nothing is drawn where nothing runs, and what is released or cancelled runs no more', async () => {
	const rec = await emergency(30);
	assert.ok(await strip(head, rec));
	(await move(lead, rec, 'cancel', { reason: '供应商已在云端修复，无需发布' })).expect(200);
	assert.equal(await strip(head, rec), undefined);
	psql(`DELETE FROM app.iteration_clock WHERE site_id = ${siteId()}`);
	for (const address of ['/', `/${site}/`])
		assert.equal((await (await as(head)).get(address)).select('.running').length, 0);
});

// ---------------------------------------------------------------- told, once each

test('R24.1, issue 12, 2: the head is told when the target has passed, the lead at twice of it, once each, with two couriers at once, and the history says so', async () => {
	const rec = await emergency(TARGET - 30);
	await courier();
	assert.deepEqual(told(rec), [], 'not before');
	back(rec, 35);
	await twoCouriers(rec);
	await courier();
	assert.deepEqual(told(rec), heads);
	assert.ok(heads.length > 0 && leads.length > 0);
	assert.equal(stateOf(rec.number), 'reported', 'it stays where it is');
	(await show(lead, rec)).expect(200, '门户', '已超过处理时限，通知了技术部门负责人', '已报技术部门负责人');
	(await (await as(head)).get(`/${site}/notifications`)).expect(200, rec.number, '已超过处理时限');
	back(rec, TARGET - 30);
	await courier();
	assert.deepEqual(told(rec), heads, 'not at twice of it yet');
	back(rec, 30);
	await twoCouriers(rec);
	await courier();
	assert.deepEqual(told(rec), [...heads, ...leads]);
	(await show(lead, rec)).expect(200, '已超过处理时限的两倍，通知了管理小组组长');
	assert.equal(psql(`SELECT string_agg(detail ->> 'move', ' ' ORDER BY seq) FROM app.event WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)} AND actor_id IS NULL`), 'tell_head tell_lead');
	/* Nobody makes it by hand. */
	const page = await show(head, rec);
	assert.equal(page.select('[name=move]').some((b) => /^tell_/.test(b.attrs.value ?? '')), false);
});

test('R24.1: nobody is told of what was released in time or cancelled; rolled back, the clock runs on from the finding', async () => {
	const rec = await emergency(60), gone = await emergency(60);
	(await move(lead, gone, 'cancel', { reason: '供应商已在云端修复，无需发布' })).expect(200);
	/* As the tests leave it, its window open. */
	psql(`UPDATE app.record SET state = 'release' WHERE site_id = ${siteId()} AND number = '${rec.number}'`);
	set(rec, "test_round = 1, test_conclusion = '修复有效', window_on = current_date - 1, window_from = '22:30', window_to = '23:30'");
	(await add(lead, rec, 'step', { starts_at: '22:30', what: '备份并发布新版本', owner_id: accountId(developer), risk: '发布失败', answer: '恢复备份' })).expect(200);
	(await add(developer, rec, 'log', { type: 'normal', text: '备份完成，开始发布' })).expect(200);
	(await act(developer, rec, 'step', 1, 'done', { result: '已完成，检查正常' })).expect(200);
	(await move(lead, rec, 'release', { window_used: '按计划完成，用时二十分钟' })).expect(200);
	assert.deepEqual([stateOf(rec.number), psql(`SELECT count(*) FROM app.iteration_clock WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)}`), await strip(head, rec)], ['monitoring', '0', undefined]);
	for (const one of [rec, gone])
		back(one, 3 * TARGET);
	await courier();
	assert.deepEqual([told(rec), told(gone)], [[], []]);
	await make(lead, 'incidents', { title: '发布后登记失败', platform_id: psql(`SELECT p.number FROM app.record r JOIN app.record p ON p.site_id = r.site_id AND p.id = r.platform_id WHERE r.site_id = ${siteId()} AND r.number = '${rec.number}'`),
		severity: '3', found_on: day(), found_at: '00:00', description: '发布后登记成功率降到一半' }, `?target_id=${rec.number}`);
	(await move(lead, rec, 'roll_back', { reason: '登记成功率下降，恢复旧版本' })).expect(200);
	assert.match(await strip(head, rec), /已用 1 天|已用 2 天|已用 \d+ 小时/);
	assert.equal(psql(`SELECT extract(epoch FROM late_from - (found_on + found_at) AT TIME ZONE 'Asia/Shanghai') / 60 = target_minutes + 1 FROM app.iteration JOIN app.iteration_clock USING (site_id, record_id) WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)}`), 't');
	await courier();
	await courier();
	assert.deepEqual(told(rec), [...heads, ...leads], 'it was in time once, and is late now');
});

test('R24.1 of very many emergencies at once a strip shows the fifty that are latest, and says that it leaves some out', async () => {
	const shown = async () => (await (await as(groupLead)).get(`/${site}/`)).expect(200);
	const before = (await shown()).select('.running li').length;
	assert.equal((await shown()).text.includes('只显示其中最紧迫的'), false);
	psql(`WITH r AS (INSERT INTO app.record (site_id, kind, number, year, seq, title, state, visible, owner_id, created_at, created_by, changed_at, state_at)
		SELECT ${siteId()}, 'iteration', 'ITR-2032-9' || n, 2032, 9000 + n, '同时发生 ' || n, 'development', 0, ${accountId(lead)}, now(), ${accountId(lead)}, now(), now() FROM generate_series(1, ${51 - before}) n RETURNING site_id, id),
		k AS (INSERT INTO app.iteration (site_id, record_id, class, version_planned, found_on, found_at, target_minutes) SELECT site_id, id, 'emergency', '1.0', current_date, '00:00', 60 FROM r)
		INSERT INTO app.iteration_clock (site_id, record_id, late_from) SELECT site_id, id, now() FROM r`);
	const page = await shown();
	assert.equal(page.select('.running li').length, 50);
	page.expect(200, '只显示其中最紧迫的 50 项');
	psql(`DELETE FROM app.iteration_clock z USING app.record r WHERE z.site_id = ${siteId()} AND r.site_id = z.site_id AND r.id = z.record_id AND r.number LIKE 'ITR-2032-9%'`);
	assert.equal((await shown()).select('.running li').length, before);
});

// ---------------------------------------------------------------- figures for the group

test('issue 12, 1 and 2: beside a quarter\'s plan stand the share of emergencies of four quarters, and of six months how many, how fast and how many in time', async () => {
	const planner = someone({ has: ['plan.manage', 'requirement.submit'], lacks: ['group.decide', 'head.decide'] });
	const rec = await make(planner, 'quarter-plans', { title: `规划 ${unique()}`, year: day().slice(0, 4), quarter: '1', department_id: department('tech'), owner_id: accountId(planner), aim: '季度目标' });
	const at = (year, quarter) => psql(`UPDATE app.quarter_plan SET year = ${year}, quarter = ${quarter} WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)}`);
	const thisYear = Number(day().slice(0, 4)), thisMonth = Number(day().slice(5, 7)), months = (n) => { const m = thisYear * 12 + thisMonth - 1 + n; return [Math.floor(m / 12), m % 12 + 1]; };
	const text = ([year, month]) => `${year}-${String(month).padStart(2, '0')}`;
	at(thisYear + 2, 1);
	psql(`UPDATE app.iteration SET released_on = NULL WHERE site_id = ${siteId()}`);
	assert.equal((await show(planner, rec)).select('#emergencies').length, 0, 'nothing was released');
	let n = 0;
	const released = (month, kind, took = null, target = null) => psql(`WITH r AS (INSERT INTO app.record (site_id, kind, number, year, seq, title, state, visible, created_at, created_by, changed_at, state_at)
		VALUES (${siteId()}, 'iteration', 'ITR-2031-9${++n}', 2031, ${9000 + n}, '已发布 ${n}', 'closed', 0, now(), ${accountId(lead)}, now(), now()) RETURNING site_id, id)
		INSERT INTO app.iteration (site_id, record_id, class, version_planned, took_minutes, target_minutes, released_on) SELECT site_id, id, '${kind}', '1.${n}', ${took}, ${target}, '${text(months(month))}-01' FROM r`);
	/* Minutes from finding to release: the median of three is the middle one, 90 % lies eight tenths of the way from it to the last. */
	for (const took of [60, 120, 240])
		released(0, 'emergency', took, 120);
	released(-5, 'emergency', 30, 20);
	released(-6, 'emergency', 999, 20);
	for (const month of [0, 0, 0, 0, 0, -20])
		released(month, 'routine');
	const cells = (await show('chenlan', rec)).expect(200, '紧急修复情况', '各季度紧急修复占比', '各月紧急修复用时').texts('#emergencies td');
	const quarterOf = ([year, month]) => [year, Math.ceil(month / 3)].join(), all = [[0, 3, 5], [-5, 1, 0], [-6, 1, 0]];
	const quarters = [-9, -6, -3, 0].map((m) => {
		const [year, quarter] = quarterOf(months(m)).split(','), of = all.filter(([month]) => quarterOf(months(month)) === `${year},${quarter}`);
		const emergencies = of.reduce((sum, [, e]) => sum + e, 0), whole = of.reduce((sum, [, e, r]) => sum + e + r, 0);
		return [year, quarter, String(whole), String(emergencies), whole ? `${Math.round(100 * emergencies / whole)} %` : ''];
	});
	assert.deepEqual(cells.slice(0, 20), quarters.flat());
	const none = (m) => [text(months(m)), '0', '', '', ''];
	assert.deepEqual(cells.slice(20), [[text(months(-5)), '1', '30 分钟', '30 分钟', '0 / 1'], none(-4), none(-3), none(-2), none(-1), [text(months(0)), '3', '2 小时', '3 小时 36 分钟', '2 / 3']].flat());
	/* The list of iterations leads to the same, of today. */
	const [link] = (await (await as('chenlan')).get(`/${site}/iterations`)).expect(200).select('.head a').filter((a) => a.attrs.href.endsWith('/figures'));
	assert.deepEqual((await (await as('chenlan')).get(link.attrs.href)).expect(200, '紧急修复情况', '各月紧急修复用时').texts('main td'), cells);
	(await (await login('shanwen', undefined, { language: 'en' })).get(link.attrs.href)).expect(200, 'Share of emergencies per quarter');
	(await (await as('chenlan')).get(`/${site}/launches/figures`)).expect(404);
	/* Beside a plan of the past stands what was known of its time. */
	const [year, quarter] = quarterOf(months(-20)).split(',');
	at(year, quarter);
	const past = (await show('chenlan', rec)).expect(200).texts('#emergencies td');
	assert.deepEqual(past.slice(15, 20), [year, quarter, '1', '0', '0 %']);
	assert.equal(past[45], text([Number(year), Number(quarter) * 3]));
});
