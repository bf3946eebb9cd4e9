// SPDX-License-Identifier: ISC
// Goal: several people act on one launch project at the same moment: each vote counts once, a round closes once, a gate is passed once
// and what follows from it happens once; what several enter at once is all there, numbered without a gap; a form sent twice is taken
// once; nothing is decided on what was read before somebody else's act. Proves RX.3, R16.1, R17.3, R20.2, R20.3, R20.4 as far as that
// goes. Works on a copy of the demo data; two of its people maintain platforms too.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { ownWorkers } from '../run/own.mjs';
import { atOnce } from '../run/moment.mjs';

const SITE = '/huadong', GROUP = ['chenlan', 'hejun', 'guowei', 'tangmin', 'songjie', 'luxiaofeng'];
const EIGHT = ['zhouyi', 'xuning', 'maoyu', 'shenbo', 'jianglei', 'qiuyan', 'gaofei', 'panhong'], TICKS = ['deployment', 'environment', 'data', 'hardening', 'monitoring'];
const SECTIONS = { plan_architecture: '三层，情况如上所述', plan_modules: '问卷，情况如上所述', plan_schedule: '十二周', plan_resources: '两人，情况如上所述', plan_budget: '二十万', plan_risks: '线路不足' };
const CRITERIA = Object.fromEntries(['feasibility', 'necessity', 'compliance', 'budget'].flatMap((c) => [[c, 'met'], [`${c}_text`, '理由充分']]));
let own, site, department, today, serial = 0;
const people = {}, ids = {};
const rows = (sql) => JSON.parse(own.psql(`SET search_path = app, public; SELECT COALESCE(json_agg(t), '[]') FROM (${sql}) t`));
const value = (sql) => Object.values(rows(sql)[0] ?? {})[0];
const numberIn = (page) => /[A-Z]{3}-\d{4}-\d+/.exec(page.headers.get('location') ?? '')?.[0];

before(async () => {
	own = await ownWorkers('race', 10);
	site = value("SELECT id FROM site WHERE slug = 'huadong'");
	own.psql(`INSERT INTO app.member_role SELECT ${site}, a.id, r.id FROM app.account a, app.role r WHERE a.login IN ('gaofei', 'panhong') AND r.site_id = ${site} AND r.key = 'maintainer'`);
	department = String(value(`SELECT min(id) AS id FROM department WHERE site_id = ${site} AND function = 'business'`));
	today = value("SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date::text AS d");
	for (const login of new Set([...GROUP, ...EIGHT, 'liumei', 'zengrui', 'fangyuan', 'linhai'])) {
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
const made = (who, path, verb, fields = {}) => done(who, `${path}/moves`, { move: verb, ...fields });
const state = (number) => value(`SELECT state FROM record WHERE site_id = ${site} AND number = '${number}'`);
const idOf = (number) => value(`SELECT id FROM record WHERE site_id = ${site} AND number = '${number}'`);
/** How often the history of a record says this. */
const said = (number, test) => value(`SELECT count(*) AS n FROM event WHERE site_id = ${site} AND record_id = ${idOf(number)} AND ${test}`);
const statuses = (answers) => answers.map((a) => a.status).sort();

async function requirement() {
	const number = await done('liumei', 'requirements', { title: `需求 ${key()}`, need: 'functional', channel: 'research', department_id: department, scenario: '坐席，情况如上所述', goal: '一页，情况如上所述', acceptance: '试用，情况如上所述',
		platform_id: value(`SELECT number FROM record WHERE site_id = ${site} AND kind = 'platform' AND state = 'in_operation' ORDER BY id LIMIT 1`) });
	await made('liumei', `requirements/${number}`, 'submit');
	await made('maoyu', `requirements/${number}`, 'accept', { class: 'routine', priority: '2', expected_goal: '下季度', decision_reason: '必要，情况如上所述' });
	return number;
}
const base = async (more = {}) => ({ title: `上线 ${key()}`, platform_id: value(`SELECT number FROM record WHERE site_id = ${site} AND kind = 'platform' AND state = 'in_operation' ORDER BY id LIMIT 1`),
	department_id: department, owner_id: ids.xuning, version_planned: '2.0', goal: '一次说清', ...more });
/** A launch where a test needs it; its gates are another test's matter. */
async function launchIn(stage, more = {}) {
	const number = await done('xuning', 'launches', await base(more));
	own.psql(`UPDATE app.record SET state = '${stage}' WHERE site_id = ${site} AND number = '${number}'; UPDATE app.launch SET initiated_on = '${today}', test_round = 1, window_on = '${today}'::date - 1, window_from = '22:00', window_to = '23:00' WHERE site_id = ${site} AND record_id = ${idOf(number)}`);
	return number;
}
/** A launch that waits for the group, by the moves. */
async function submitted() {
	const needs = [await requirement(), await requirement()], fields = await base({ requirement_ids: needs.join(','), no_market_research: '去年调研过' }), number = await done('xuning', 'launches', fields), path = `launches/${number}`;
	await done('xuning', `${path}/entries/research`, { type: 'data', held_on: today, summary: '数据，情况如上所述' });
	await made('xuning', path, 'begin_design');
	await done('xuning', `${path}/edit`, { ...fields, ...SECTIONS, version: '1' });
	const budget = await done('xuning', 'budgets', { title: '预算', target_id: number, department_id: department, purpose: '建设，情况如上所述' });
	await done('xuning', `budgets/${budget}/entries/line`, { item: 'development', requested: '1000.00', purpose: '按合同支付的开发费' });
	const plan = await done('xuning', 'documents', { title: '方案', type: 'construction_plan', target_id: number, body: '正文，情况如上所述' });
	await made('xuning', `documents/${plan}`, 'submit');
	await made('maoyu', `documents/${plan}`, 'approve');
	await made('xuning', path, 'consult');
	for (const who of ['liumei', 'zengrui', 'fangyuan', 'linhai'])
		await done(who, `${path}/entries/consultation`, { judgement: 'agree', text: '同意，情况如上所述' });
	await made('xuning', path, 'submit');
	return { number, path, needs };
}
const approve = (who, path, more = {}) => move(who, path, 'approve', { ...CRITERIA, ...more });
const votes = (number) => value(`SELECT count(*) AS n FROM vote v JOIN approval a ON a.site_id = v.site_id AND a.id = v.approval_id WHERE a.site_id = ${site} AND a.record_id = ${idOf(number)}`);

/** It was initiated, once, with all that follows. */
function initiatedOnce({ number, needs }) {
	assert.equal(state(number), 'development');
	assert.equal(said(number, "detail ->> 'to' = 'development'"), 1, 'it moved once');
	assert.deepEqual(rows(`SELECT outcome FROM approval WHERE site_id = ${site} AND record_id = ${idOf(number)}`), [{ outcome: 'approved' }]);
	for (const n of needs)
		assert.deepEqual([state(n), said(n, "detail ->> 'move' = 'plan'")], ['planned', 1], n);
}

// ---------------------------------------------------------------- the group

test('R16.1 RX.3 two votes at the same moment, either of which decides: one counts, the other comes too late', async () => {
	const it = await submitted();
	for (const who of ['chenlan', 'guowei', 'tangmin'])
		assert.equal((await approve(who, it.path)).status, 303);
	assert.deepEqual(statuses(await atOnce(own, it.number, [() => approve('songjie', it.path), () => approve('luxiaofeng', it.path)])), [303, 409]);
	assert.equal(votes(it.number), 4);
	initiatedOnce(it);
});

test('R16.1 RX.3 the whole group at the same moment, the lead twice: each counts once until it is decided, and nothing after', async () => {
	const it = await submitted();
	const answers = await atOnce(own, it.number, [...GROUP, 'chenlan'].map((who) => () => approve(who, it.path))), counted = answers.filter((a) => a.status === 303).length;
	assert.deepEqual([...new Set(statuses(answers))], [303, 409]);
	assert.equal(votes(it.number), counted);
	assert.ok(counted >= 4, `${counted} counted`);
	initiatedOnce(it);
});

test('RX.3 the lead refuses as another approves the last time: one of the two decides, and only that follows', async () => {
	const it = await submitted();
	for (const who of ['zhouyi', 'guowei', 'tangmin'])
		assert.equal((await approve(who, it.path)).status, 303);
	const answers = await atOnce(own, it.number, [() => approve('songjie', it.path), () => move('chenlan', it.path, 'reject', { ...CRITERIA, budget: 'not_met', opinion: '预算不实' })]);
	assert.deepEqual(statuses(answers), [303, 409]);
	assert.equal(state(it.number), answers[0].status === 303 ? 'development' : 'design');
	for (const n of it.needs)
		assert.equal(state(n), answers[0].status === 303 ? 'planned' : 'accepted');
});

test('RX.3 a vote as its submitter takes it back: it is taken back without a vote, or it is not taken back', async () => {
	const it = await submitted(), [voted, taken] = await atOnce(own, it.number, [() => approve('guowei', it.path), () => move('xuning', it.path, 'take_back')]);
	assert.deepEqual([state(it.number), votes(it.number), voted.status], taken.status === 303 ? ['design', 0, 409] : ['initiation', 1, 303]);
});

test('R6.1 RX.3 a vote as the project is withdrawn from the group: cancelled or initiated, never both', async () => {
	const it = await submitted();
	for (const who of ['chenlan', 'guowei', 'tangmin'])
		assert.equal((await approve(who, it.path)).status, 303);
	const [voted, cancelled] = await atOnce(own, it.number, [() => approve('songjie', it.path, { round: '1' }), () => move('xuning', it.path, 'cancel', { reason: '不做了' })]);
	/* Initiated first, it can still be cancelled; a vote on the one is none on the other. */
	assert.deepEqual([cancelled.status, state(it.number), votes(it.number)], [303, 'cancelling', voted.status === 303 ? 4 : 3]);
	assert.equal(state(it.needs[0]), voted.status === 303 ? 'planned' : 'accepted');
	assert.deepEqual(rows(`SELECT state, outcome FROM approval WHERE site_id = ${site} AND record_id = ${idOf(it.number)} ORDER BY round`),
		[{ state: 'initiation', outcome: voted.status === 303 ? 'approved' : 'taken_back' }, { state: 'cancelling', outcome: null }]);
});

test('RX.3 a requirement is withdrawn as the last vote would plan it: planned and kept, or withdrawn and not initiated', async () => {
	const it = await submitted();
	for (const who of ['chenlan', 'guowei', 'tangmin'])
		assert.equal((await approve(who, it.path)).status, 303);
	const [voted, gone] = await atOnce(own, it.needs[1], [() => approve('songjie', it.path), () => move('liumei', `requirements/${it.needs[1]}`, 'withdraw', { reason: '不需要了' })]);
	assert.deepEqual([voted.status, gone.status].sort(), [303, 409]);
	assert.deepEqual([state(it.number), state(it.needs[0]), state(it.needs[1]), votes(it.number)], voted.status === 303 ? ['development', 'planned', 'planned', 4] : ['initiation', 'accepted', 'withdrawn', 3]);
});

// ---------------------------------------------------------------- gates

test('R14 two press the same move at the same moment: one moves it, the other is told', async () => {
	for (const [stage, verb, to] of [['testing', 'send_back', 'development'], ['review', 'cancel', 'cancelling'], ['go_live', 'cancel', 'cancelling']]) {
		const number = await launchIn(stage), path = `launches/${number}`, answers = await atOnce(own, number, ['zhouyi', 'maoyu'].map((who) => () => move(who, path, verb, { reason: '同时，情况如上所述' })));
		assert.deepEqual(statuses(answers), [303, 409], verb);
		assert.equal(state(number), to);
		assert.equal(said(number, `detail ->> 'move' = '${verb}'`), 1);
		assert.equal(value(`SELECT count(*) AS n FROM approval WHERE site_id = ${site} AND record_id = ${idOf(number)}`), to === 'cancelling' ? 1 : 0);
	}
});

test('R14 eight press the same move at the same moment: one moves it', async () => {
	const number = await launchIn('research', { requirement_ids: await requirement(), no_market_research: '去年调研过' }), path = `launches/${number}`;
	own.psql(`UPDATE app.record SET state = 'research' WHERE number = '${number}'`);
	await done('xuning', `${path}/entries/research`, { type: 'data', held_on: today, summary: '数据，情况如上所述' });
	const answers = await atOnce(own, number, ['zhouyi', 'xuning', 'maoyu', 'zhouyi', 'xuning', 'maoyu', 'zhouyi', 'xuning'].map((who) => () => move(who, path, 'begin_design')));
	assert.deepEqual(statuses(answers), [303, ...Array(7).fill(409)]);
	assert.equal(said(number, "detail ->> 'move' = 'begin_design'"), 1);
});

test('R17.3 two changes are applied and confirmed at the same moment: both are written and close, each once', async () => {
	const number = await launchIn('development'), tech = String(value(`SELECT min(id) AS id FROM department WHERE site_id = ${site} AND function = 'tech'`)), changes = [];
	for (let i = 0; i < 2; i++) {
		const c = await done('shenbo', 'changes', { title: `变更 ${key()}`, target_id: number, department_id: tech, what: '说明，情况如上所述', why: '原因，情况如上所述', effect_schedule: '无，情况如上所述', effect_cost: '无，情况如上所述', effect_risk: '低，情况如上所述' });
		own.psql(`SET search_path = app, public; INSERT INTO proposed_value (site_id, record_id, target_id, field, new_text)
			SELECT k.site_id, k.record_id, k.target_id, '${i === 0 ? 'plan_risks' : 'plan_modules'}', '按批准的内容写入' FROM change k JOIN record r ON r.site_id = k.site_id AND r.id = k.record_id
			WHERE k.site_id = ${site} AND r.number = '${c}'`);
		await made('shenbo', `changes/${c}`, 'submit');
		await made('maoyu', `changes/${c}`, 'endorse', { review_opinion: '可行，情况如上所述' });
		changes.push(c);
	}
	/* The last votes on both at the same moment. */
	for (const who of ['chenlan', 'guowei', 'tangmin'])
		for (const c of changes)
			await made(who, `changes/${c}`, 'approve');
	assert.deepEqual(statuses(await Promise.all(changes.flatMap((c) => ['songjie', 'luxiaofeng'].map((who) => move(who, `changes/${c}`, 'approve'))))), [303, 303, 409, 409]);
	assert.deepEqual(changes.map(state), ['in_force', 'in_force']);
	const apply = (who, c) => () => move(who, `changes/${c}`, 'apply');
	assert.deepEqual(statuses(await atOnce(own, number, [apply('zhouyi', changes[0]), apply('xuning', changes[0]), apply('maoyu', changes[1]), apply('zhouyi', changes[1])])), [303, 303, 409, 409]);
	assert.equal(value(`SELECT plan_risks || plan_modules AS x FROM launch k JOIN record r ON r.site_id = k.site_id AND r.id = k.record_id WHERE r.site_id = ${site} AND r.number = '${number}'`), '按批准的内容写入按批准的内容写入');
	const confirm = (who, c) => () => move(who, `changes/${c}`, 'confirm', { plan_updated: '风险一节', documents_updated: '方案第二版' });
	const answers = await atOnce(own, changes[0], [confirm('zhouyi', changes[0]), confirm('xuning', changes[0]), confirm('zhouyi', changes[1])]);
	assert.deepEqual([statuses(answers), answers[2].status], [[303, 303, 409], 303]);
	assert.deepEqual(changes.map((c) => [state(c), said(c, "detail ->> 'move' = 'confirm'")]), [['closed', 1], ['closed', 1]]);
});

// ---------------------------------------------------------------- entries

test('R20.3 eight people write the execution log at the same moment: no line is lost, numbered without a gap', async () => {
	const number = await launchIn('go_live'), path = `launches/${number}/entries/log`;
	for (let turn = 0; turn < 4; turn++)
		assert.deepEqual(statuses(await atOnce(own, number, EIGHT.map((who) => () => post(who, path, { type: 'normal', text: `${who} ${turn} as described` })))), Array(8).fill(303));
	const log = rows(`SELECT e.no, e.by_id::text AS by_id, e.text FROM launch_log e WHERE site_id = ${site} AND record_id = ${idOf(number)} ORDER BY no`);
	assert.deepEqual(log.map((e) => e.no), Array.from({ length: 32 }, (_, i) => i + 1));
	assert.deepEqual(log.map((e) => e.text).sort(), EIGHT.flatMap((who) => [0, 1, 2, 3].map((turn) => `${who} ${turn} as described`)).sort());
	assert.ok(log.every((e) => ids[e.text.split(' ')[0]] === e.by_id), 'each under its own name');
	assert.equal(said(number, "detail ->> 'entry' = 'launch_log'"), 32, 'each in the history');
});

test('R20.2 R20.4 ticks and confirmations at the same moment: all are there, and the gate sees them', async () => {
	const number = await launchIn('go_live'), path = `launches/${number}/entries`;
	const answers = await atOnce(own, number, [...TICKS.map((item, i) => () => post(EIGHT[i % 5], `${path}/tick`, { item, text: '已核对' })), ...['liumei', 'guowei', 'zhouyi'].map((who) => () => post(who, `${path}/confirmation`, { text: '可用，情况如上所述' }))]);
	assert.deepEqual(statuses(answers), Array(8).fill(303));
	assert.deepEqual(rows(`SELECT no, round FROM launch_tick WHERE site_id = ${site} AND record_id = ${idOf(number)} ORDER BY no`), [1, 2, 3, 4, 5].map((no) => ({ no, round: 1 })));
	assert.deepEqual(rows(`SELECT no, round FROM launch_confirmation WHERE site_id = ${site} AND record_id = ${idOf(number)} ORDER BY no`), [1, 2, 3].map((no) => ({ no, round: 1 })));
	assert.equal(value(`SELECT count(*) AS n FROM waiting WHERE site_id = ${site} AND record_id = ${idOf(number)} AND action IN ('tick', 'confirmation')`), 0, 'nothing waits for them any more');
});

test('R17.1 a task is finished by two at the same moment: once', async () => {
	const number = await launchIn('development'), path = `launches/${number}/entries/task`;
	await done('xuning', path, { title: '开发', owner_id: ids.shenbo, starts_on: today, due: today });
	assert.deepEqual(statuses(await atOnce(own, number, ['shenbo', 'maoyu'].map((who) => () => post(who, `${path}/1`, { act: 'finish', result: `${who} 完成，情况如上所述` })))), [303, 409]);
	assert.equal(said(number, "detail ->> 'did' = 'finish'"), 1);
});

test('R20.3 a log line as the launch is rolled back: before it and kept, or refused', async () => {
	const number = await launchIn('go_live'), path = `launches/${number}`;
	await done('liumei', 'incidents', { title: '异常', target_id: number, platform_id: (await base()).platform_id, severity: '3', found_on: today, found_at: '00:00', description: '超时，情况如上所述' });
	own.psql(`UPDATE app.launch SET window_on = '${today}'::date - 1, window_from = '22:00', window_to = '23:00' WHERE site_id = ${site} AND record_id = ${idOf(number)}`);
	const [line, back] = await atOnce(own, number, [() => post('qiuyan', `${path}/entries/log`, { type: 'abnormal', severity: '3', text: '超时，情况如上所述' }), () => move('xuning', path, 'roll_back', { reason: '超时，情况如上所述' })]);
	assert.deepEqual([back.status, state(number)], [303, 'testing']);
	assert.equal(value(`SELECT count(*) AS n FROM launch_log WHERE site_id = ${site} AND record_id = ${idOf(number)}`), line.status === 303 ? 1 : 0);
});

// ---------------------------------------------------------------- what was read before somebody else's act

test('R18.1 what is entered as a new round of tests begins belongs to the new round', async () => {
	const number = await launchIn('testing'), path = `launches/${number}`, id = idOf(number);
	own.psql(`UPDATE app.launch SET test_conclusion = '各类测试均已完成', conclusion_no = 1 WHERE site_id = ${site} AND record_id = ${id}`);
	const [run, opinion] = await atOnce(own, number, [() => post('qiuyan', `${path}/entries/test_run`, { type: 'security', result: 'failed', tested_version: '1.0', text: '口令可以猜到' }), () => post('liumei', `${path}/entries/acceptance`, { judgement: 'accepted', text: '同意，情况如上所述' })],
		`UPDATE app.launch SET test_round = 2 WHERE site_id = ${site} AND record_id = ${id}; UPDATE app.record SET changed_at = now() WHERE site_id = ${site} AND id = ${id}`);
	/* An opinion after the run finds no conclusion any more: the run took it away. */
	assert.deepEqual([run.status, [303, 422].includes(opinion.status)], [303, true]);
	for (const [sort, status] of [['test_run', run.status], ['acceptance', opinion.status]])
		assert.deepEqual(rows(`SELECT round FROM launch_${sort} WHERE site_id = ${site} AND record_id = ${id}`), status === 303 ? [{ round: 2 }] : [], sort);
});

test('R15.2 RX.3 the plan is emptied as it is submitted: the group never gets a plan with a section missing', async () => {
	const it = await submitted(), id = idOf(it.number);
	await made('xuning', it.path, 'take_back');
	const [handedIn] = await atOnce(own, it.number, [() => move('maoyu', it.path, 'submit')],
		`UPDATE app.launch SET plan_risks = '' WHERE site_id = ${site} AND record_id = ${id}; UPDATE app.record SET version = version + 1 WHERE site_id = ${site} AND id = ${id}`);
	assert.deepEqual([handedIn.status, state(it.number)], [409, 'design']);
	const fields = await base({ requirement_ids: it.needs.join(','), no_market_research: '去年调研过', ...SECTIONS });
	await done('maoyu', `${it.path}/edit`, { ...fields, version: '3' });
	const [edited, again] = await atOnce(own, it.number, [() => post('zhouyi', `${it.path}/edit`, { ...fields, plan_risks: '', version: '4' }), () => move('maoyu', it.path, 'submit')]);
	assert.deepEqual([edited.status, again.status, state(it.number)], edited.status === 303 ? [303, 409, 'design'] : [403, 303, 'initiation']);
});

// ---------------------------------------------------------------- the same form twice

test('RX.3 the same form sent twice at the same moment is taken once, and both are led to the same place', async () => {
	const number = await launchIn('go_live'), path = `launches/${number}/entries/log`, once = key();
	const answers = await atOnce(own, number, [1, 2].map(() => () => post('xuning', path, { type: 'normal', text: '切换完成', key: once })));
	assert.deepEqual(statuses(answers), [303, 303]);
	assert.equal(answers[0].headers.get('location'), answers[1].headers.get('location'));
	assert.equal(value(`SELECT count(*) AS n FROM launch_log WHERE site_id = ${site} AND record_id = ${idOf(number)}`), 1);
	const twice = key(), fields = await base(), created = await Promise.all([1, 2, 3].map(() => post('xuning', 'launches', { ...fields, key: twice })));
	assert.deepEqual(statuses(created), [303, 303, 303]);
	assert.equal(new Set(created.map(numberIn)).size, 1, 'one record');
	assert.equal(value(`SELECT count(*) AS n FROM record WHERE site_id = ${site} AND title = '${fields.title}'`), 1);
	const it = await submitted(), vote = key(), voted = await atOnce(own, it.number, [1, 2].map(() => () => approve('guowei', it.path, { key: vote })));
	assert.deepEqual([statuses(voted), votes(it.number)], [[303, 303], 1]);
});
