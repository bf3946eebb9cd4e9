// SPDX-License-Identifier: ISC
// Goal: who has what until when, over launches and iterations, narrowed by type, platform and period; one resource with two projects at the same time is marked,
// in the page and in the file, and nothing is said of a project that is out of sight. Proves R29.1 (issue 13, 5; article 29).
import test from 'node:test';
import assert from 'node:assert/strict';
import { psql } from '../run/stack.mjs';
import { site, siteId, someone } from '../run/people.mjs';
import { act, add, as, day, unique } from '../run/acts.mjs';
import { launchIn } from '../run/launches.mjs';
import { csvRows } from '../run/sheet.mjs';

const lead = 'xuning', gives = 'guowei', reader = someone({ has: ['record.view', 'list.export'], lacks: ['restricted.view', 'launch.manage'] });
const rec = (number, plural = 'launches') => ({ number, path: `/${site}/${plural}/${number}` });
const ask = async (of, more) => (await add(lead, of, 'resource', { type: 'test_environment', what: '测试环境一套', quantity: '1', needed_by: day(), needed_until: day(20), ...more })).expect(200);
const give = async (of, no, assigned, name = gives) => (await act(name, of, 'resource', no, 'assign', { answer: '已划拨，使用期见上', assigned })).expect(200);
const page = async (query = '', name = reader) => (await (await as(name)).get(`/${site}/resources${query}`)).expect(200);
const lines = async (mark, query) => (await page(query)).texts('#resources tbody tr').filter((line) => line.includes(mark));

test('R29.1 what is assigned by one name to two projects at the same time clashes, until one gives it back', async () => {
	const name = `环境 ${unique()}`, [a, b, c] = [rec(await launchIn('development')), rec(await launchIn('development')), rec(await launchIn('development'))];
	const days = [[a, 0, 20], [b, 10, 30], [c, 21, 40]];
	for (const [of, from, to] of days)
		await ask(of, { needed_by: day(from), needed_until: day(to) });
	assert.deepEqual(await lines(name), [], 'what is asked for in common words is nobody\'s yet');
	for (const [of] of days)
		await give(of, 1, name.toUpperCase());
	const found = await lines(name.toUpperCase());
	assert.equal(found.length, 3);
	const clashes = (of) => found.find((line) => line.includes(`冲突`) && line.indexOf(of.number) < line.indexOf('冲突')) ?? '';
	assert.ok(clashes(a).endsWith(b.number) && !clashes(a).includes(c.number), 'the last day of one is before the first of the other');
	assert.ok(clashes(b).includes(a.number) && clashes(b).includes(c.number));
	const table = csvRows((await (await as(reader)).get(`/${site}/resources.csv?only=clashes`)).expect(200).body.toString()).filter((r) => r[1] === name.toUpperCase());
	assert.deepEqual(table.map((r) => `${r[6]} ${r.at(-1)}`).sort(), [`${a.number} ${b.number}`, `${b.number} ${[a.number, c.number].sort().join(' ')}`, `${c.number} ${b.number}`].sort());
	assert.deepEqual(table.map((r) => `${r[4]} ${r[5]}`).sort(), days.map(([, from, to]) => `${day(from)} ${day(to)}`).sort());
	// Of what is out of sight nothing is said.
	psql(`UPDATE app.record SET visible = 2 WHERE site_id = ${siteId()} AND number = '${a.number}'`);
	assert.equal((await page()).text.includes(a.number), false);
	assert.ok(!(await lines(name.toUpperCase())).find((line) => line.includes(b.number)).includes(a.number));
	psql(`UPDATE app.record SET visible = 0 WHERE site_id = ${siteId()} AND number = '${a.number}'`);
	(await act(lead, b, 'resource', 1, 'give_back')).expect(200);
	assert.equal((await lines(name.toUpperCase())).some((line) => line.includes('冲突')), false);
	assert.ok((await lines(name.toUpperCase())).find((line) => line.includes(b.number)).includes(day()), 'given back today');
});

test('R29.1 the register is narrowed by type, platform and period; iterations ask for resources, too', async () => {
	const mark = unique(), launch = rec(await launchIn('development'));
	const iteration = rec(psql(`SELECT min(number) FROM app.record WHERE site_id = ${siteId()} AND kind = 'iteration' AND state IN ('development', 'testing', 'review', 'release')`), 'iterations');
	await ask(launch, { what: `服务器 ${mark}`, type: 'server', needed_by: day(5), needed_until: day(9) });
	await ask(iteration, { what: `人员 ${mark}`, type: 'people', needed_by: day(30), needed_until: '' });
	assert.equal((await lines(mark)).length, 2);
	assert.equal((await lines(mark, '?type=&of=&from=&to=')).length, 2, 'as the form sends it');
	assert.deepEqual((await lines(mark, '?type=server')).map((l) => l.includes(launch.number)), [true]);
	assert.deepEqual((await lines(mark, `?from=${day(10)}`)).map((l) => l.includes(iteration.number)), [true], 'without an end it lasts');
	assert.deepEqual((await lines(mark, `?from=${day(9)}&to=${day(29)}`)).map((l) => l.includes(launch.number)), [true]);
	assert.deepEqual(await lines(mark, `?from=${day(10)}&to=${day(29)}`), []);
	const platform = psql(`SELECT p.number FROM app.record r JOIN app.record p ON p.site_id = r.site_id AND p.id = r.platform_id WHERE r.site_id = ${siteId()} AND r.number = '${launch.number}'`);
	assert.ok((await lines(mark, `?of=${platform}`)).some((l) => l.includes(launch.number)));
	assert.equal((await page(`?type=castle`)).texts('#resources tbody tr').length, 0, 'what is not understood shows nothing');
	assert.ok((await (await as(reader)).get(`/${site}/resources.csv?from=x`)).status >= 400);
	(await add(lead, launch, 'resource', { type: 'server', what: '期间颠倒的服务器', quantity: '1', needed_by: day(9), needed_until: day(8) })).expect(422);
});
