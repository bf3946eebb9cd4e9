// SPDX-License-Identifier: ISC
// Goal: deadlines in working days follow the site's calendar: when it changes, all that run are reckoned again in the same transaction,
// with what waits, the rounds, the lists and the history; what somebody was told only gets later; nothing else moves.  Proves case J, RX.12, R35.1, R35.2.
import test from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { psql, rows } from '../run/stack.mjs';
import { accountId, handIn, site, siteId, stateOf } from '../run/people.mjs';
import { as, day, field, make, move, unique } from '../run/acts.mjs';

const calendar = `/${site}/settings/calendar`;
const id = (number) => `(SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${number}')`;
const due = (number) => psql(`SELECT due FROM app.record WHERE site_id = ${siteId()} AND number = '${number}'`);
const waitsUntil = (number) => psql(`SELECT string_agg(DISTINCT due::text, ' ') FROM app.waiting WHERE site_id = ${siteId()} AND record_id = ${id(number)}`);
const told = (number) => rows(`SELECT detail -> 'changes' AS changes FROM app.event WHERE site_id = ${siteId()} AND record_id = ${id(number)} AND action = 'record.reckon' ORDER BY seq`).map((r) => r.changes);
/** The day so many working days after another, by the calendar as it is: reckoned here by counting. */
const ahead = (n, from = day()) => psql(`SELECT min(d)::date FROM generate_series('${from}'::date, '${from}'::date + 400, '1 day') d WHERE app.working_days(${siteId()}, '${from}', d::date) = ${n}`);
/** The next working days, as lines that make them holidays. */
const next = (n, from = day()) => rows(`SELECT d::date AS day FROM generate_series('${from}'::date + 1, '${from}'::date + 60, '1 day') d
	WHERE app.working_days(${siteId()}, d::date - 1, d::date) = 1 ORDER BY d LIMIT ${n}`).map((r) => r.day);
async function put(lines, button) {
	const page = (await (await as('sunli')).get(calendar)).expect(200);
	return (await as('sunli')).submit(page, { days: lines.join('\n') }, button ? { form: calendar, button } : { form: calendar });
}
async function take(days) {
	for (const one of days)
		(await (await as('sunli')).submit(await (await as('sunli')).get(`${calendar}?year=${one.slice(0, 4)}`), {}, { button: `remove=${one}` })).expect(200);
}
const free = (days) => days.map((one) => `${one} 休 调整`);

async function penalty(person, until = 'statement') {
	const other = psql(`SELECT number FROM app.record WHERE site_id = ${siteId()} AND kind = 'requirement' AND state = 'accepted' ORDER BY id LIMIT 1`);
	const rec = await make('zhouyi', 'penalties', { title: `日历 ${unique()}`, ground: 'process_skipped', article: '第十七条', facts: '未经评审直接发布版本', severity: 'general',
		subject: 'person', person_id: accountId(person), liability: 'direct', measures: ['written_warning', 'performance_deduction'], points: '5', effect_months: '3' });
	(await (await as('zhouyi')).submit(await (await as('zhouyi')).get(rec.path), { other, sort: 'evidence' }, { form: 'add-link' })).expect(200);
	(await move('zhouyi', rec, 'hear')).expect(200);
	if (until === 'statement')
		return rec;
	(await move(person, rec, 'state', { statement: '当天环境不可用，已经补测。' })).expect(200);
	(await move('zhouyi', rec, 'put', { decision: '给予书面警告并扣减绩效分五分。' })).expect(200);
	for (const name of ['chenlan', 'tangmin', 'songjie', 'luxiaofeng'])
		(await move(name, rec, 'approve', { opinion: '同意处理' })).expect(200);
	(await move('zhouyi', rec, 'serve', { served_on: day() })).expect(200);
	return rec;
}

test('case J: a requirement that waits for triage gets the holidays back, the history says so, and the page says how many moved', async () => {
	const number = await handIn(await as('wangqiang'), `日历 ${unique()}`), was = due(number), days = next(5);
	assert.equal(was, ahead(10));
	const page = (await put(free(days))).expect(200, '已重新计算');
	const moved = Number(/已重新计算：(\d+) 项/.exec(page.text)[1]);
	assert.equal(moved, Number(psql(`SELECT count(DISTINCT record_id) FROM app.event WHERE site_id = ${siteId()} AND action = 'record.reckon'`)));
	assert.equal(due(number), ahead(10));
	assert.ok(due(number) > was);
	assert.equal(waitsUntil(number), due(number), 'my work says the same day');
	assert.deepEqual(told(number), [{ due: [was, due(number)] }]);
	(await (await as('wangqiang')).get(`/${site}/requirements/${number}`)).expect(200, due(number), '因工作日历变动重新计算了期限');
	await take(days);
	assert.equal(due(number), was, 'and back again, day by day: nobody was promised anything');
	(await put(free([day(-200)]))).expect(200).lacks('已重新计算');
});

test('case J: every open record that is due by a state\'s rule is due by the calendar of today; nothing else moved', async () => {
	const before = rows(`SELECT r.number, r.due, p.record_id IS NOT NULL AND p.state = r.state AS ours, r.closed_at IS NOT NULL AS closed, COALESCE(p.told, false) AS told
		FROM app.record r LEFT JOIN app.period p ON p.site_id = r.site_id AND p.record_id = r.id AND p.name = 'due' WHERE r.site_id = ${siteId()} AND r.due IS NOT NULL`);
	const days = next(2);
	assert.ok(before.some((r) => r.ours && !r.closed) && before.some((r) => !r.ours || r.closed), 'there are both');
	(await put(free(days))).expect(200);
	for (const r of before.filter((x) => !x.ours || x.closed))
		assert.equal(due(r.number), r.due, r.number);
	assert.equal(psql(`SELECT string_agg(r.number, ' ') FROM app.period p JOIN app.record r ON r.site_id = p.site_id AND r.id = p.record_id AND r.state = p.state AND r.closed_at IS NULL
		WHERE p.site_id = ${siteId()} AND p.name = 'due' AND NOT p.told AND p.days <> app.working_days(p.site_id, p.from_on, r.due)`), '');
	assert.equal(psql(`SELECT count(*) FROM app.waiting w JOIN app.period p ON p.site_id = w.site_id AND p.record_id = w.record_id AND p.name = 'due' JOIN app.record r ON r.site_id = p.site_id AND r.id = p.record_id
		AND r.state = p.state AND r.closed_at IS NULL JOIN app.approval a ON a.site_id = w.site_id AND a.id = w.approval_id WHERE w.site_id = ${siteId()} AND (w.due <> r.due OR a.due <> r.due)`), '0', 'rounds and what waits agree');
	// What a board counts as overdue is what a list marks.
	const late = Number(psql(`SET app.site = '${psql(`SELECT ${siteId()}`)}'; SELECT count(*) FROM app.overdue(${siteId()}, current_date)`));
	assert.equal(late, Number(psql(`SELECT count(*) FROM app.record r WHERE r.site_id = ${siteId()} AND r.closed_at IS NULL AND (r.due < current_date
		OR EXISTS (SELECT FROM app.waiting w WHERE w.site_id = r.site_id AND w.record_id = r.id AND w.due < current_date))`)));
	await take(days);
});

test('case J: a hearing gets longer and never shorter, and is not lengthened twice', async () => {
	const rec = await penalty('wangqiang'), was = due(rec.number), days = next(3), days_ = () => [due(rec.number), field(rec, 'statement_until', 'penalty'), waitsUntil(rec.number)];
	assert.deepEqual(days_(), [was, was, was]);
	(await put(free(days))).expect(200, '已重新计算');
	const later = due(rec.number);
	assert.ok(later > was);
	assert.deepEqual(days_(), [later, later, later]);
	await take(days);
	assert.deepEqual(days_(), [later, later, later], 'what was told stands');
	(await put(free(days))).expect(200);
	assert.deepEqual(days_(), [later, later, later], 'the same days again add nothing');
	await take(days);
	assert.equal(told(rec.number).length, 1);
	(await (await as('wangqiang')).get(rec.path)).expect(200, later, '因工作日历变动重新计算了期限');
});

test('case J: the time for an appeal, and for deciding on it, likewise; months are months', async () => {
	const rec = await penalty('wangqiang', 'served'), was = field(rec, 'appeal_until', 'penalty'), effect = field(rec, 'effect_to', 'penalty'), days = next(4);
	assert.equal(was, ahead(5));
	(await put(free(days))).expect(200);
	const later = field(rec, 'appeal_until', 'penalty');
	assert.equal(later, ahead(5));
	assert.ok(waitsUntil(rec.number).includes(later));
	assert.equal(field(rec, 'effect_to', 'penalty'), effect);
	await take(days);
	assert.equal(field(rec, 'appeal_until', 'penalty'), later);
	(await move('wangqiang', rec, 'appeal', { reason: '情节轻微，已经补测' })).expect(200);
	const appeal = { number: psql(`SELECT r.number FROM app.appeal k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id WHERE k.site_id = ${siteId()} AND k.penalty_id = ${id(rec.number)}`) };
	appeal.path = `/${site}/appeals/${appeal.number}`;
	const accept = field(appeal, 'accept_by', 'appeal');
	(await put(free(days))).expect(200);
	assert.ok(field(appeal, 'accept_by', 'appeal') > accept);
	assert.equal(due(appeal.number), field(appeal, 'accept_by', 'appeal'));
	await take(days);
	(await move('chenlan', appeal, 'accept', { deciders: ['guowei', 'tangmin', 'songjie'].map(accountId) })).expect(200);
	const decide = field(appeal, 'decide_by', 'appeal'), accepted = field(appeal, 'accept_by', 'appeal');
	(await put(free(days))).expect(200);
	assert.equal(field(appeal, 'decide_by', 'appeal'), ahead(15));
	assert.ok(field(appeal, 'decide_by', 'appeal') > decide && due(appeal.number) === field(appeal, 'decide_by', 'appeal'));
	assert.equal(field(appeal, 'accept_by', 'appeal'), accepted, 'it was accepted: that period is over');
	assert.equal(psql(`SELECT due FROM app.approval WHERE site_id = ${siteId()} AND record_id = ${id(appeal.number)} AND outcome IS NULL`), due(appeal.number));
	await take(days);
	assert.equal(due(appeal.number), field(appeal, 'decide_by', 'appeal'));
	assert.ok(due(appeal.number) > decide);
});

test('case J: before it is saved the page says what would move, to whom who sees it, and saves nothing', async () => {
	const number = await handIn(await as('wangqiang'), `日历 ${unique()}`), rec = await penalty('liumei'), was = due(number), days = next(5);
	const page = (await put(free(days), 'preview=1')).expect(200, '目前尚未保存', '未全部列出');
	assert.ok(!page.text.includes(rec.number), 'the administrator does not see penalties');
	assert.equal(due(number), was);
	assert.equal(psql(`SELECT count(*) FROM app.calendar_day WHERE site_id = ${siteId()} AND day = '${days[0]}'`), '0');
	assert.match(page.form(calendar).fields.find(([name]) => name === 'days')[1], new RegExp(days[0]), 'what was typed is there to be saved');
	(await put([`${days[0]} 休`, '2026-13-01 休'])).expect(422);
	assert.equal(due(number), was, 'all or nothing');
	(await put([`${day(-300)} 休`], 'preview=1')).expect(200, '没有期限会变动');
});

test('case J: what the clock moves is due by the calendar and the rules of the site', async () => {
	const number = await handIn(await as('wangqiang'), `日历 ${unique()}`), at = `/${site}/requirements/${number}`, days = next(3);
	(await put([...free(days), ...free([day(-250)])])).expect(200);
	(await move('zhouyi', { path: at, number }, 'defer', { deferred_until: day(20), decision_reason: '等接口完成以后再做' })).expect(200);
	psql(`UPDATE app.requirement SET deferred_until = '${day(-1)}' WHERE site_id = ${siteId()} AND record_id = ${id(number)};
		INSERT INTO app.rule (site_id, key, value) VALUES (${siteId()}, 'triage_days', '7') ON CONFLICT (site_id, key) DO UPDATE SET value = '7'`);
	execFileSync(path.join(path.dirname(process.env.GATEHOUSE_CTL), 'gatehouse-courier'), ['-c', process.env.GATEHOUSE_CONF, '--once'], { stdio: 'pipe' });
	assert.equal(stateOf(number), 'submitted');
	assert.equal(due(number), ahead(7));
	await take(days);
});

test('case J: ten thousand open records are reckoned again in one request', async () => {
	psql(`INSERT INTO app.record (site_id, id, kind, number, year, seq, title, state, visible, due, created_at, created_by, changed_at, state_at, submitted_by)
		SELECT ${siteId()}, nextval('app.record_id_seq'), 'requirement', 'REQ-2020-' || 10000 + i, 2020, 10000 + i, '批量 ' || i, 'submitted', 0, '${ahead(10)}', now(), ${accountId('wangqiang')}, now(), now(), ${accountId('wangqiang')} FROM generate_series(1, 10000) i;
		INSERT INTO app.period (site_id, record_id, name, state, from_on, days, until_on, told) SELECT site_id, id, 'due', state, '${day()}', 10, due, false FROM app.record WHERE site_id = ${siteId()} AND year = 2020 AND seq > 10000;
		INSERT INTO app.waiting (site_id, record_id, action, permission, since, due) SELECT site_id, id, 'triage', 'requirement.triage', now(), due FROM app.record WHERE site_id = ${siteId()} AND year = 2020 AND seq > 10000`);
	const days = next(5), started = process.hrtime.bigint();
	const page = (await put(free(days))).expect(200, '已重新计算');
	const seconds = Number(process.hrtime.bigint() - started) / 1e9;
	assert.ok(Number(/已重新计算：(\d+) 项/.exec(page.text)[1]) >= 10000);
	assert.equal(psql(`SELECT count(*) || ' ' || min(due) || ' ' || max(due) FROM app.record WHERE site_id = ${siteId()} AND year = 2020 AND seq > 10000`), `10000 ${ahead(10)} ${ahead(10)}`);
	assert.ok(seconds < 20, `${seconds} s`);
	const { ctl } = await import('../run/stack.mjs');
	assert.equal((await ctl('audit', 'verify', site)).code, 0, 'the chain of the history is whole');
});
