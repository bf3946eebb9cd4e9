// SPDX-License-Identifier: ISC
// Goal: where time goes is told as the history has it: per state, gate, department and month, the slowest records, and who waits for whom,
// of what the reader sees alone; in the page, its picture and its file.  Proves RX.17 (issue 13, 7).
import test from 'node:test';
import assert from 'node:assert/strict';
import { psql } from '../run/stack.mjs';
import { select, squeeze, textOf } from '../run/html.mjs';
import { handIn, site, siteId, someone } from '../run/people.mjs';
import { as, day, move, unique } from '../run/acts.mjs';
import { csvRows } from '../run/sheet.mjs';

const reader = someone({ has: ['record.view', 'list.export'], lacks: ['restricted.view'] }), circle = someone({ has: ['record.view', 'restricted.view'] });
const page = async (query, name = reader) => (await (await as(name)).get(`/${site}/flow?${query}`)).expect(200);
const cells = (row) => select(row, 'td').map((cell) => squeeze(textOf(cell)));
const table = (it, part) => it.select(`#${part} tbody tr`).map(cells);
const rowOf = (it, part, name) => table(it, part).find(([first]) => first === name);

/** A department that nobody else uses. */
function department() {
	const name = `用时 ${unique()}`;
	return { name, id: psql(`INSERT INTO app.department (site_id, name, name_en, function) VALUES (${siteId()}, '${name}', '${name}', 'other') RETURNING id`) };
}
let made = 0;
/** A record of ${kind} in ${of} that was in ${stays}, [state, since, until], of January and February 2026; returns its number. */
function put(of, kind, stays, visible = 0) {
	const number = `FLW-${unique()}-${++made}`, at = (d) => `'2026-01-01 09:00+08'::timestamptz + ${d} * interval '1 day'`, [last] = stays.at(-1);
	const id = psql(`INSERT INTO app.record (site_id, kind, number, year, seq, title, state, visible, department_id, created_at, changed_at, state_at, closed_at)
		SELECT ${siteId()}, '${kind}', '${number}', 2026, 0, '用时样例', '${last}', ${visible}, ${of.id}, now(), now(), now(), ${stays.at(-1)[3] ? 'now()' : 'NULL'} RETURNING id`);
	psql(`DELETE FROM app.stay WHERE site_id = ${siteId()} AND record_id = ${id}`);
	stays.forEach(([state, since, until, isEnd], i) => psql(`INSERT INTO app.stay SELECT ${siteId()}, ${id}, ${i + 1}, '${kind}', '${state}', ${stays.slice(0, i + 1).filter(([s]) => s === state).length}, ${visible}, ${of.id},
		${at(since)}, ${until === undefined ? "'infinity'" : at(until)}, ${Boolean(isEnd)}`));
	return { id, number };
}

test('RX.17 median and 90 % per state, what came back, the whole course, and the slowest records', async () => {
	const of = department();
	const slow = put(of, 'requirement', [['submitted', 0, 10], ['accepted', 10, 12], ['submitted', 12, 13], ['closed', 13, 13, true]]);
	for (const days of [2, 3, 4])
		put(of, 'requirement', [['draft', 0, 20], ['submitted', 20, 20 + days], ['closed', 20 + days, 20 + days, true]]);
	put(of, 'requirement', [['submitted', 0]]);
	const it = await page(`kind=requirement&department=${of.id}&from=2026-01-01&to=2026-03-01`);
	/* 1, 2, 3, 4 and 10 days: the middle one is 3, and nine tenths of the way are 4 + 0.6 × 6. */
	assert.deepEqual(rowOf(it, 'state', '待梳理') ?? table(it, 'state'), ['待梳理', '5', '3.0', '7.6', '10.0', '1', '1']);
	assert.deepEqual(table(it, 'state').map(([name]) => name).filter((name) => name === '草稿'), [], 'drafts are nobody else\'s matter');
	assert.deepEqual(select(it.select('#course')[0], 'dd').map((dd) => squeeze(textOf(dd))), ['4', '3.5', '10.3', '13.0'], 'of 2, 3, 4 and 13 days, from when others saw it');
	assert.deepEqual(table(it, 'department'), [[of.name, '6', '2.5', '7.0', '1', '4', '3.5', '10.3']], 'of 1, 2, 2, 3, 4 and 10');
	assert.deepEqual(table(it, 'month').map(([month, n, , , , ended]) => [month, n, ended]), [['2026-01', '6', '4']]);
	assert.deepEqual(table(it, 'slowest')[0].slice(0, 4).concat(table(it, 'slowest')[0].slice(4)), [slow.number, '用时样例', '待梳理', '10.0', '2026-01-01', '2026-01-11']);
	const picture = select(it.select('#state')[0], 'svg')[0];
	assert.equal(picture.attrs.role, 'img');
	const widths = select(picture, 'rect').map((rect) => [rect.attrs.class, Number(rect.attrs.width)]);
	assert.deepEqual(widths[0], ['h3', 310], 'three days, and most passed here');
	/* Nothing of it lies in another period, or is another department's. */
	assert.deepEqual(table(await page(`kind=requirement&department=${of.id}&from=2026-02-01&to=2026-03-01`), 'month'), []);
	assert.deepEqual(table(await page(`kind=requirement&department=${department().id}`), 'state'), []);
	const file = csvRows((await (await as(reader)).get(`/${site}/flow.csv?kind=requirement&department=${of.id}&from=2026-01-01&to=2026-03-01`)).expect(200).body.toString());
	assert.deepEqual(file.find((r) => r[0] === '环节' && r[1] === '待梳理').slice(2, 7), ['5', '3.0', '7.6', '10.0', '1']);
});

test('RX.17 gates: rounds, what was sent back, what passed at the first try', async () => {
	const of = department(), [kind, state] = psql(`SELECT r.kind || ' ' || a.state FROM app.approval a JOIN app.record r ON r.site_id = a.site_id AND r.id = a.record_id
		WHERE a.site_id = ${siteId()} AND a.by_rule = 'group' GROUP BY r.kind, a.state ORDER BY count(*) DESC, 1 LIMIT 1`).split(' ');
	const round = (rec, no, from, to, outcome) => psql(`INSERT INTO app.approval (site_id, record_id, round, state, by_rule, version, opened_at, closed_at, outcome)
		SELECT ${siteId()}, ${rec.id}, ${no}, '${state}', 'group', 1, b + ${from} * interval '1 day', b + ${to} * interval '1 day', '${outcome}' FROM (SELECT '2026-01-01 09:00+08'::timestamptz) x (b)`);
	const [one, two, three] = [1, 2, 3].map(() => put(of, kind, [[state, 0, 20]]));
	round(one, 1, 0, 2, 'approved');
	round(two, 1, 0, 4, 'rejected');
	round(two, 2, 5, 6, 'approved');
	round(three, 1, 0, 1, 'taken_back');
	round(three, 2, 2, 10, 'approved');
	const [row] = table(await page(`kind=${kind}&department=${of.id}&from=2026-01-01&to=2026-03-01`), 'gate');
	/* 1, 2, 4 and 8 days; taken back is not decided. */
	assert.deepEqual(row.slice(1), ['4', '3.0', '6.8', '1', '67 %']);
});

test('RX.17 a move of today is told at once, and who waits for whom', async () => {
	const head = 'zhouyi', liaison = 'liumei', number = await handIn(await as(liaison), `流程用时 ${unique()}`), today = day();
	psql(`UPDATE app.stay SET since = since - interval '5 days' WHERE site_id = ${siteId()} AND until = 'infinity' AND record_id = (SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${number}')`);
	const of = psql(`SELECT department_id FROM app.record WHERE site_id = ${siteId()} AND number = '${number}'`), query = `kind=requirement&department=${of}&from=${today}`;
	const times = async () => Number(rowOf(await page(query), 'state', '待梳理')?.[1] ?? 0), before = await times();
	(await move(head, { number, path: `/${site}/requirements/${number}` }, 'accept', { class: 'routine', priority: '2', expected_goal: '缩短一半', decision_reason: '多次反映' })).expect(200);
	assert.equal(await times(), before + 1);
	const whom = table(await page(query), 'waits');
	assert.ok(whom.length > 0 && whom.every((row) => Number(row[2]) > 0 && /^\d+\.\d$/.test(row[3])), JSON.stringify(whom));
	const open = Number(psql(`SELECT count(DISTINCT w.record_id) FROM app.waiting w JOIN app.record r ON r.site_id = w.site_id AND r.id = w.record_id
		WHERE w.site_id = ${siteId()} AND r.kind = 'requirement' AND r.department_id = ${of} AND r.visible = 0 AND w.permission = 'requirement.triage'`));
	assert.ok(open === 0 || whom.some((row) => Number(row[2]) === open));
});

test('RX.17 RX.4 of what is out of sight nothing is counted, named or drawn', async () => {
	const of = department(), shown = put(of, 'requirement', [['submitted', 0, 2], ['accepted', 2]]), hidden = put(of, 'requirement', [['submitted', 0, 40], ['accepted', 40]], 1);
	const query = `kind=requirement&department=${of.id}&from=2026-01-01&to=${day()}`, mine = await page(query), theirs = await page(query, circle);
	assert.deepEqual(rowOf(mine, 'state', '待梳理').slice(1, 5), ['1', '2.0', '2.0', '2.0']);
	assert.deepEqual(rowOf(theirs, 'state', '待梳理').slice(1, 5), ['2', '21.0', '36.2', '40.0']);
	assert.ok(mine.text.includes(shown.number) && !mine.text.includes(hidden.number));
	assert.ok(theirs.text.includes(hidden.number));
	const file = async (name) => (await (await as(name)).get(`/${site}/flow.csv?${query}`)).expect(200).body.toString();
	assert.ok(!(await file(reader)).includes('40.0'));
});

test('RX.17 what is not understood shows nothing', async () => {
	for (const query of ['kind=castle', 'from=x', 'department=x', 'from=2026-03-01&to=2026-01-01', 'colour=red'])
		assert.equal((await page(query)).select('#state').length, 0, query);
	assert.ok((await (await as(reader)).get(`/${site}/flow.csv?kind=castle`)).status >= 400);
});
