// SPDX-License-Identifier: ISC
// Goal: a list, the ledger and the points account leave the portal as files that spreadsheet programs open: exactly the rows that the
// filter shows over all its pages, the same in both formats, and nothing in them that would run (RX.7, RX.13, R7.1, R35.3).
import test from 'node:test';
import assert from 'node:assert/strict';
import { login } from '../run/stack.mjs';
import { handIn, site, someone } from '../run/people.mjs';
import { csvRows, xlsxRows } from '../run/sheet.mjs';

const insider = await login(someone({ has: ['points.view', 'restricted.view', 'list.export'] }));
const author = await login(someone({ has: ['requirement.submit', 'list.export'], lacks: ['requirement.triage'] }));

async function everyNumber(who, url) {
	const seen = [];
	for (let page = await who.get(url); ;) {
		seen.push(...page.expect(200).texts('table.rows td.mono'));
		const next = page.select('a[rel=next]')[0];
		if (!next)
			return seen;
		page = await who.get(next.attrs.href);
	}
}

/** Both files of a list; their rows are the same. CSV marks what would run by an apostrophe, XLSX by being a text. */
async function files(who, path, query) {
	const [csv, book] = await Promise.all(['csv', 'xlsx'].map((suffix) => who.send('GET', `${path}.${suffix}${query}`)));
	for (const [file, type] of [[csv, /^text\/csv; charset=utf-8/], [book, /spreadsheetml\.sheet/]]) {
		assert.equal(file.status, 200, path);
		assert.match(file.headers.get('content-type'), type);
		assert.match(file.headers.get('content-disposition'), /^attachment; .*filename\*=UTF-8''/);
	}
	assert.deepEqual([...csv.body.subarray(0, 3)], [0xef, 0xbb, 0xbf], 'Excel reads UTF-8 by its mark');
	const texts = csvRows(csv.body.toString('utf8')), cells = xlsxRows(book.body);
	assert.ok(texts.every((r) => r.length === texts[0].length), 'each row has a cell for each head');
	assert.deepEqual(cells.map((r) => texts[0].map((_, i) => r[i] ?? '')), texts.map((r) => r.map((c) => c.replace(/^'(?=[=+\-@\t\r])/, ''))));
	for (const cell of texts.flat())
		assert.ok(!/^[=+@\t\r-]/.test(cell) || /^-\d+(\.\d+)?$/.test(cell), `"${cell}" would run`);
	return texts;
}

for (const query of ['', '?state=accepted', '?state=accepted&sort=-priority', '?q=%E5%AE%A2%E6%88%B7', '?need=security&sort=due'])
	test(`requirements${query}: the file holds what the pages show, in their order`, async () => {
		const [head, ...lines] = await files(insider, `/${site}/requirements`, query);
		assert.deepEqual(head.slice(0, 3), ['编号', '标题', '状态']);
		assert.deepEqual(lines.map((l) => l[0]), await everyNumber(insider, `/${site}/requirements${query}`));
	});

for (const query of ['', '?kind=change&state=open', '?kind=penalty', '?year=2025'])
	test(`the ledger${query}: the file holds what the pages show`, async () => {
		const [, ...lines] = await files(insider, `/${site}/ledger`, query);
		assert.deepEqual(lines.map((l) => l[0]), await everyNumber(insider, `/${site}/ledger${query}`));
	});

test('the points account: both files say the same', async () => {
	const lines = await files(insider, `/${site}/points`, '');
	assert.ok(lines.length > 1);
});

test('what would run in a spreadsheet is a text, and what breaks lines does not break them', async () => {
	const mark = `exp${Date.now().toString(36)}`;
	const titles = [`=HYPERLINK("http://example.com","${mark}")`, `+1+${mark}`, `-1+${mark}`, `@SUM(${mark})`, `'${mark}`, `a "${mark}", b; c`, `<${mark}> & co`];
	const numbers = [];
	for (const title of titles)
		numbers.push(await handIn(author, title, { values: { scenario: `第一行\r\n=1+1\r\n"第三行" ${mark}` } }));
	const [head, ...lines] = await files(author, `/${site}/requirements`, `?q=${mark}&sort=number`);
	assert.deepEqual(lines.map((l) => l[0]), numbers);
	assert.deepEqual(lines.map((l) => l[1].replace(/^'(?=[=+\-@])/, '')), titles);
	assert.ok(head.length > 5 && lines.every((l) => l.some((c) => c.includes('第一行') && c.includes('"第三行"'))));
	assert.deepEqual((await files(author, `/${site}/ledger`, '?kind=requirement')).filter((l) => l[1].includes(mark)).length, titles.length);
});

test('an empty list is a head without rows', async () => {
	assert.equal((await files(insider, `/${site}/requirements`, '?q=zzzznothing')).length, 1);
});
