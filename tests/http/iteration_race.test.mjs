// SPDX-License-Identifier: ISC
// Goal: several people act on one iteration, or on the plan of one quarter, at the same moment: it is released once, with what follows from it;
// a plan is approved once and each of its iterations is made once, of two plans of one quarter one; and a freeze that is set while a release
// waits holds it back.  Proves RX.3, R24.2, R26.1; issue 12, point 10.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { ownWorkers } from '../run/own.mjs';
import { atOnce } from '../run/moment.mjs';

const SITE = '/huadong', PEOPLE = ['xuning', 'zhouyi', 'maoyu', 'shenbo', 'liumei', 'chenlan', 'guowei', 'tangmin', 'songjie', 'luxiaofeng', 'sunli'];
let own, site, department, tech, today, serial = 0;
const people = {}, ids = {};
const rows = (sql) => JSON.parse(own.psql(`SET search_path = app, public; SELECT COALESCE(json_agg(t), '[]') FROM (${sql}) t`));
const value = (sql) => Object.values(rows(sql)[0] ?? {})[0];
const numberIn = (page) => /[A-Z]{3}-\d{4}-\d+/.exec(page.headers.get('location') ?? '')?.[0];

before(async () => {
	own = await ownWorkers('race', 8);
	site = value("SELECT id FROM site WHERE slug = 'huadong'");
	[department, tech] = ['business', 'tech'].map((f) => String(value(`SELECT min(id) AS id FROM department WHERE site_id = ${site} AND function = '${f}'`)));
	today = value("SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date::text AS d");
	for (const login of PEOPLE) {
		people[login] = await own.login(login);
		ids[login] = String(value(`SELECT id FROM account WHERE login = '${login}'`));
	}
});
after(() => own?.stop());

const key = () => `race-${serial++}`;
const post = (who, path, fields) => people[who].send('POST', `${SITE}/${path}`, { body: new URLSearchParams({ token: people[who].token, key: key(), ...fields }) });
async function done(who, path, fields) {
	const page = await post(who, path, fields);
	assert.equal(page.status, 303, page.text.slice(0, 500));
	return numberIn(page);
}
const move = (who, path, verb, fields = {}) => post(who, `${path}/moves`, { move: verb, ...fields });
const state = (number) => value(`SELECT state FROM record WHERE site_id = ${site} AND number = '${number}'`);
const idOf = (number) => value(`SELECT id FROM record WHERE site_id = ${site} AND number = '${number}'`);
const said = (number, test) => value(`SELECT count(*) AS n FROM event WHERE site_id = ${site} AND record_id = ${idOf(number)} AND ${test}`);
const statuses = (answers) => answers.map((a) => a.status).sort();
const platform = () => value(`SELECT number FROM record WHERE site_id = ${site} AND kind = 'platform' AND state = 'in_operation' ORDER BY id LIMIT 1`);

async function requirement(kind) {
	const number = await done('liumei', 'requirements', { title: `需求 ${key()}`, need: 'functional', channel: 'research', department_id: department, scenario: '坐席，情况如上所述', goal: '一页，情况如上所述', acceptance: '试用，情况如上所述', platform_id: platform() });
	await done('liumei', `requirements/${number}/moves`, { move: 'submit' });
	await done('maoyu', `requirements/${number}/moves`, { move: 'accept', class: kind, priority: '2', expected_goal: '下季度', decision_reason: '必要，情况如上所述' });
	return number;
}
/** A version that waits for its release, all of its conditions met but what a test is about. */
async function ready(kind) {
	const need = await requirement('emergency'), number = await done('xuning', 'iterations', { title: `迭代 ${key()}`, platform_id: platform(), department_id: department, owner_id: ids.xuning, version_planned: `9.${serial}`, severity: '3', found_on: today, found_at: '00:00', goal: '一次说清楚', requirement_ids: need });
	own.psql(`UPDATE app.record SET state = 'release' WHERE site_id = ${site} AND number = '${number}'; UPDATE app.record SET state = 'planned' WHERE site_id = ${site} AND number = '${need}';
		UPDATE app.iteration SET class = '${kind}', approved_on = current_date, test_round = 1, test_conclusion = '通过，情况如上所述', window_on = current_date - 1, window_from = '22:30', window_to = '23:30' WHERE site_id = ${site} AND record_id = ${idOf(number)}`);
	await done('xuning', `iterations/${number}/entries/step`, { starts_at: '22:30', what: '备份并发布新版本', owner_id: ids.shenbo, risk: '发布失败', answer: '恢复备份' });
	await done('shenbo', `iterations/${number}/entries/log`, { type: 'normal', text: '备份完成，开始发布' });
	await done('shenbo', `iterations/${number}/entries/step/1`, { act: 'done', result: '已完成，检查正常' });
	return { number, path: `iterations/${number}`, need };
}
const release = (who, it) => () => move(who, it.path, 'release', { window_used: '按计划完成，用时二十分钟' });

test('R26.1 RX.3 two release it at the same moment: once, with all that follows once', async () => {
	for (const kind of ['emergency', 'routine']) {
		const it = await ready(kind), answers = await atOnce(own, it.number, ['xuning', 'maoyu', 'shenbo'].map((who) => release(who, it)));
		assert.deepEqual(statuses(answers), [303, 409, 409]);
		assert.deepEqual([state(it.number), state(it.need), said(it.number, "detail ->> 'move' = 'release'"), said(it.need, "detail ->> 'move' = 'deliver'")], ['monitoring', 'delivered', 1, 1]);
		assert.equal(value(`SELECT count(*) AS n FROM iteration_moment WHERE site_id = ${site} AND record_id = ${idOf(it.number)} AND step = 'released'`), 1);
	}
});

test('R26.1 RX.3 a release as it is rolled back: rolled back from where it was, released or not, and what it delivers follows', async () => {
	const it = await ready('emergency');
	await done('liumei', 'incidents', { title: '发布异常', target_id: it.number, platform_id: platform(), severity: '3', found_on: today, found_at: '00:00', description: '超时，情况如上所述' });
	const [gone, back] = await atOnce(own, it.number, [release('maoyu', it), () => move('xuning', it.path, 'roll_back', { reason: '登记成功率下降，恢复旧版本' })]);
	/* An open incident keeps the release back, so there is one way alone. */
	assert.deepEqual([gone.status, back.status, state(it.number), state(it.need)], [409, 303, 'testing', 'planned']);
});

test('R26.1 RX.3 a freeze that is set while a release waits holds it back; an emergency is released', async () => {
	const put = `INSERT INTO app.release_freeze (site_id, starts_on, ends_on, reason, created_by, created_at) VALUES (${site}, current_date, current_date + 1, '年终结账保障', ${ids.sunli}, now())`, thaw = () => own.psql(`DELETE FROM app.release_freeze WHERE site_id = ${site}`);
	for (const [kind, status, to] of [['routine', 409, 'release'], ['emergency', 303, 'monitoring']]) {
		const it = await ready(kind), [answer] = await atOnce(own, it.number, [release('maoyu', it)], put);
		assert.deepEqual([answer.status, state(it.number)], [status, to], kind);
		thaw();
	}
	/* By the form, at the same moment: before it or not at all. */
	const it = await ready('routine'), answers = await Promise.all([release('maoyu', it)(), post('sunli', 'settings/calendar/freezes', { starts_on: today, ends_on: today, reason: '机房搬迁' })]);
	assert.equal(answers[1].status, 303);
	assert.deepEqual([answers[0].status, state(it.number)], answers[0].status === 303 ? [303, 'monitoring'] : [409, 'release']);
	assert.equal((await release('xuning', it)()).status, 409, 'and never afterwards');
	thaw();
});

/** Quarters that nobody else plans: in the first days of each. */
let quarters = 0;
const later = () => ({ year: Number(today.slice(0, 4)) + 2 + quarters++, quarter: 1 });
/** A plan before the group, with lines; of this quarter if it is given, else of one of its own. */
async function plan(lines, quarter = later()) {
	const number = await done('xuning', 'quarter-plans', { title: `规划 ${key()}`, year: today.slice(0, 4), quarter: '4', department_id: tech, owner_id: ids.xuning, aim: '季度目标见规划行' }), needs = [];
	const put = (q) => own.psql(`UPDATE app.quarter_plan SET year = ${q.year}, quarter = ${q.quarter} WHERE site_id = ${site} AND record_id = ${idOf(number)}`);
	put(quarter);
	for (let i = 0; i < lines; i++) {
		needs.push(await requirement('routine'));
		await done('xuning', `quarter-plans/${number}/entries/line`, { title: `版本 ${i}`, platform_id: platform(), version_planned: `9.${i}`, requirement_ids: needs[i], starts_on: `${quarter.year}-01-02`, due: `${quarter.year}-01-${10 + i}`, owner_id: ids.xuning, effort: '10' });
	}
	await done('xuning', `quarter-plans/${number}/moves`, { move: 'submit' });
	return { number, path: `quarter-plans/${number}`, needs, put };
}
const approve = (who, it) => move(who, it.path, 'approve');
const begun = (it) => rows(`SELECT i.state FROM quarter_plan_line e JOIN record i ON i.site_id = e.site_id AND i.id = e.iteration_id WHERE e.site_id = ${site} AND e.record_id = ${idOf(it.number)}`).map((r) => r.state);
const made = (it) => value(`SELECT count(*) AS n FROM iteration k WHERE site_id = ${site} AND plan_id = ${idOf(it.number)}`);

test('R24.2 RX.3 two approve a plan at the same moment, either of which decides: it is approved once, and each of its iterations made once', async () => {
	const it = await plan(3);
	for (const who of ['chenlan', 'guowei', 'tangmin'])
		assert.equal((await approve(who, it)).status, 303);
	assert.deepEqual(statuses(await atOnce(own, it.number, [() => approve('songjie', it), () => approve('luxiaofeng', it)])), [303, 409]);
	assert.deepEqual([state(it.number), begun(it), made(it)], ['approved', ['planned', 'planned', 'planned'], 3]);
	for (const n of it.needs)
		assert.deepEqual([state(n), said(n, "detail ->> 'move' = 'plan'")], ['planned', 1], n);
});

test('R24.2 RX.3 the deciding votes on two plans of one quarter at the same moment: one is approved, the other begins nothing', async () => {
	const quarter = later(), one = await plan(1, quarter), other = await plan(1, later());
	/* As if both had been handed in at the same moment. */
	other.put(quarter);
	for (const it of [one, other])
		for (const who of ['chenlan', 'guowei', 'tangmin'])
			assert.equal((await approve(who, it)).status, 303);
	const answers = await Promise.all([one, other].flatMap((it) => ['songjie', 'luxiaofeng'].map((who) => approve(who, it))));
	assert.deepEqual(statuses(answers), [303, 409, 409, 409]);
	assert.deepEqual([one, other].map((it) => [state(it.number), made(it)]).sort(), [['approved', 1], ['group_approval', 0]]);
});
