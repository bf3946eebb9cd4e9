// SPDX-License-Identifier: ISC
// Goal: the appraisal of a year counts what was in time and good at once, per person and department, beside the points; each number leads to
// what it counts; everybody sees their own, and all of it only those who may.  Proves R4.2, R35.3 (issue 13, 9).
import test from 'node:test';
import assert from 'node:assert/strict';
import { psql } from '../run/stack.mjs';
import { select, squeeze, textOf } from '../run/html.mjs';
import { accountId, site, siteId, someone } from '../run/people.mjs';
import { launchIn, recordId } from '../run/launches.mjs';
import { as, day, unique } from '../run/acts.mjs';
import { csvRows } from '../run/sheet.mjs';

const all = someone({ has: ['points.view', 'list.export'] }), own = someone({ lacks: ['points.view', 'restricted.view'] });
const year = day().slice(0, 4);
const page = async (name, query = '') => (await (await as(name)).get(`/${site}/appraisal${query}`)).expect(200);
const nameOf = (login) => psql(`SELECT name FROM app.account WHERE login = '${login}'`);
const heads = (it, id = 'people') => it.select(`#${id} thead th`).map((th) => squeeze(textOf(th)));
/** The row of somebody, each cell by the head of its column. */
const rowOf = (it, name, id = 'people') => {
	const row = it.select(`#${id} tbody tr`).find((tr) => squeeze(textOf(select(tr, 'td')[0])) === name);
	return row && Object.fromEntries(select(row, 'td').map((td, i) => [heads(it, id)[i], squeeze(textOf(td))]));
};
const [good, total] = [(cell) => (cell === '–' ? 0 : Number(cell.split(' / ')[0])), (cell) => (cell === '–' ? 0 : Number(cell.split(' / ')[1]))];
const task = (launch, owner, due, done, state = done ? 'done' : 'open') => psql(`INSERT INTO app.launch_task (site_id, record_id, no, at, title, owner_id, starts_on, due, state, done_on)
	SELECT ${siteId()}, ${recordId(launch)}, 1 + COALESCE(max(no), 0), now(), '考核任务', ${accountId(owner)}, '${due}', '${due}', '${state}', ${done ? `'${done}'` : 'NULL'} FROM app.launch_task WHERE site_id = ${siteId()} AND record_id = ${recordId(launch)}`);

test('R4.2 tasks in time and late, in the figures, what they count, and the file', async () => {
	const launch = await launchIn('development'), name = nameOf(own), before = rowOf(await page(all, `?year=2024`), name)?.任务按时 ?? '–';
	task(launch, own, '2024-03-10', '2024-03-10');          // on its last day
	task(launch, own, '2024-03-10', '2024-03-11');          // a day late
	task(launch, own, '2024-04-01', null);                  // never
	task(launch, own, '2024-05-01', null, 'cancelled');     // not wanted any more
	task(launch, own, '2023-12-31', '2023-12-01');          // of another year
	const it = await page(all, '?year=2024'), row = rowOf(it, name);
	assert.deepEqual([good(row.任务按时) - good(before), total(row.任务按时) - total(before)], [1, 3]);
	/* Not due yet: not counted. */
	const now = rowOf(await page(all), name)?.任务按时 ?? '–';
	task(launch, own, day(1), null);
	assert.equal(rowOf(await page(all), name)?.任务按时 ?? '–', now);
	const link = select(it.select('#people tbody tr').find((tr) => textOf(tr).includes(name)), 'a').find((a) => a.attrs.href.includes('measure=task')).attrs.href;
	const items = (await (await as(all)).get(link)).expect(200);
	assert.deepEqual(items.texts('#items tbody tr').filter((line) => line.includes(launch)).map((line) => line.match(/^(\S{10}).*?(未按时|按时)$/)?.slice(1).join(' ')).sort(),
		['2024-03-10 按时', '2024-03-10 未按时', '2024-04-01 未按时'].sort());
	assert.ok(items.select('#items a').some((a) => a.attrs.href.endsWith(`/launches/${launch}`)));
	const [head, ...lines] = csvRows((await (await as(all)).get(`/${site}/appraisal.csv?year=2024`)).expect(200).body.toString());
	const line = lines.find((l) => l[1] === name);
	assert.equal(`${line[head.indexOf('任务按时')]} / ${line[head.indexOf('任务总数')]}`, row.任务按时);
	assert.equal(line[head.indexOf('积分')], row.积分);
	(await (await as(all)).get(`/${site}/appraisal.xlsx?year=2024`)).expect(200);
});

test('R4.2 approvals passed at the first try, decisions in time, opinions given, duties missed, defects', async () => {
	const launch = await launchIn('testing'), rec = recordId(launch), me = accountId(own), name = nameOf(own), voter = all, before = rowOf(await page(all, '?year=2024'), name), theirs = rowOf(await page(all, '?year=2024'), nameOf(voter));
	const round = (no, outcome, closed, due) => psql(`INSERT INTO app.approval (site_id, record_id, round, state, by_rule, version, opened_at, opened_by, due, closed_at, outcome)
		VALUES (${siteId()}, ${rec}, ${no}, 'initiation', 'group', 1, '2024-06-01', ${me}, '${due}', '${closed}', '${outcome}') RETURNING id`);
	const vote = (id, at) => psql(`INSERT INTO app.vote (site_id, approval_id, record_id, account_id, cast_by, choice, standing, opinion, at) VALUES (${siteId()}, ${id}, ${rec}, ${accountId(voter)}, ${accountId(voter)}, 'reject', 'member', '请补充材料', '${at}')`);
	vote(round(101, 'rejected', '2024-06-05 10:00+08', '2024-06-05'), '2024-06-05 23:59+08');
	vote(round(102, 'approved', '2024-06-20 10:00+08', '2024-06-10'), '2024-06-11 00:00+08');
	psql(`INSERT INTO app.opinion (site_id, record_id, account_id, asked_by, question, asked_at, answer, answered_at) VALUES (${siteId()}, ${rec}, ${me}, ${accountId(voter)}, '可行吗', '2024-06-01', '可行', '2024-06-02'), (${siteId()}, ${rec}, ${me}, ${accountId(voter)}, '可行吗', '2024-06-01', '', NULL)`);
	for (const [i, state] of ['missed', 'open', 'waived'].entries())
		psql(`INSERT INTO app.duty (site_id, rule, record_id, part, starts_on, ends_on, until_on, due, permission, account_id, state, waived_by, reason, created_at, changed_at)
			VALUES (${siteId()}, 'progress', ${rec}, 'x${i}', '2024-06-01', '2024-06-07', '2024-06-07', '2024-06-07', 'launch.manage', ${me}, '${state}', ${state === 'waived' ? me : 'NULL'}, '${state === 'waived' ? '停工' : ''}', now(), now())`);
	const at = await page(all, '?year=2024'), row = rowOf(at, name), more = (is, was, column) => [good(is[column]) - good(was?.[column] ?? '–'), total(is[column]) - total(was?.[column] ?? '–')];
	assert.deepEqual(more(row, before, '一次通过'), [0, 1], 'the second round is no first try');
	assert.deepEqual(more(rowOf(at, nameOf(voter)), theirs, '审批按时'), [1, 2], 'the last minute is in time, the next day is not');
	assert.deepEqual(more(row, before, '意见答复'), [1, 2]);
	assert.deepEqual(more(row, before, '职责与报告按时'), [0, 2], 'waived is not missed');
	/* A department sums up its people. */
	const own_id = psql(`SELECT d.name FROM app.membership m JOIN app.department d ON d.site_id = m.site_id AND d.id = m.department_id WHERE m.site_id = ${siteId()} AND m.account_id = ${me}`);
	assert.ok(total(rowOf(at, own_id, 'departments').意见答复) >= total(row.意见答复));
	const defects = Number(psql(`SELECT count(*) FROM app.defect k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id JOIN app.record p ON p.site_id = k.site_id AND p.id = k.target_id
		WHERE k.site_id = ${siteId()} AND r.year = ${year} AND r.state <> 'declined' AND r.visible = 0 AND p.owner_id = ${accountId('xuning')}`));
	assert.equal(Number((rowOf(await page(all), nameOf('xuning'))?.缺陷 ?? '–').replace('–', '0')), defects);
});

test('R4.2 R35.3 everybody sees their own figures and what they count; others\' only who may', async () => {
	const launch = await launchIn('development'), other = someone({ has: ['launch.manage'], not: [own] });
	task(launch, own, '2024-07-01', '2024-07-01');
	task(launch, other, '2024-07-01', '2024-07-01');
	const mine = await page(own, '?year=2024');
	assert.deepEqual(mine.select('#people tbody tr').map((tr) => squeeze(textOf(select(tr, 'td')[0]))), [nameOf(own)]);
	assert.ok((await page(own, `?year=2024&person=${accountId(own)}&measure=task`)).texts('#items tbody tr').some((line) => line.includes(launch)));
	assert.equal((await page(own, `?year=2024&person=${accountId(other)}`)).select('#items').length, 0);
	const department = (login) => psql(`SELECT department_id FROM app.membership WHERE site_id = ${siteId()} AND account_id = ${accountId(login)}`);
	assert.notEqual(department(own), department(other));
	assert.equal((await page(own, `?year=2024&department=${department(other)}`)).select('#items').length, 0);
	const file = csvRows((await (await as(own)).get(`/${site}/appraisal.csv?year=2024`)).expect(200).body.toString());
	assert.ok(file.every((l) => l[1] !== nameOf(other)));
	assert.ok((await page(all, `?year=2024&person=${accountId(other)}`)).select('#items').length > 0);
});

test('R4.2 RX.4 of records out of sight nothing is counted', async () => {
	const launch = await launchIn('development'), name = nameOf(own), before = rowOf(await page(all, '?year=2024'), name)?.任务按时 ?? '–';
	task(launch, own, '2024-08-01', '2024-08-01');
	psql(`UPDATE app.record SET visible = 2 WHERE site_id = ${siteId()} AND number = '${launch}'`);
	assert.equal(rowOf(await page(all, '?year=2024'), name)?.任务按时 ?? '–', before);
	assert.ok(!(await page(all, `?year=2024&person=${accountId(own)}`)).text.includes(launch));
	psql(`UPDATE app.record SET visible = 0 WHERE site_id = ${siteId()} AND number = '${launch}'`);
	assert.notEqual(rowOf(await page(all, '?year=2024'), name).任务按时, before);
	for (const query of ['?year=x', '?person=x', '?measure=castle', `?colour=${unique()}`])
		assert.equal((await page(all, query)).select('#people').length, 0, query);
});
