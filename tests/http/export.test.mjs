// SPDX-License-Identifier: ISC
// Goal: a list, the ledger and the points account leave the portal as files that spreadsheet programs open: exactly the rows that the
// filter shows over all its pages, the same in both formats, and nothing in them that would run; a cell is what its column holds (RX.7, RX.13, R7.1, R35.3, case I, S minor).
import test from 'node:test';
import assert from 'node:assert/strict';
import { login, psql } from '../run/stack.mjs';
import { handIn, site, siteId, someone } from '../run/people.mjs';
import { csvRows, xlsxRows, xlsxTypes } from '../run/sheet.mjs';

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

// A title of letters and digits is what its author typed, whatever a spreadsheet would make of it (case I).
const strange = ['1.10', '2026-12-01', '=1+1', '00123', '1e5', 'TRUE', '12345678901234567890', '1/2', '12:30', '0x1F', '￥1,200.50'];

test('case I: a cell is what its column holds: titles that look like numbers, days and formulas are texts in every sheet', async () => {
	const mark = `cell${Date.now().toString(36)}`, numbers = [];
	for (const title of strange)
		numbers.push(await handIn(author, title, { values: { scenario: `场景 ${mark}`, goal: `${title} 已达到` } }));
	psql(`UPDATE app.account SET name = '1.10' WHERE login = '${author.user}'; UPDATE app.department SET name = '00123' WHERE site_id = ${siteId()} AND id = (SELECT department_id FROM app.membership m JOIN app.account a ON a.id = m.account_id
		WHERE m.site_id = ${siteId()} AND a.login = '${author.user}')`);
	for (const [path, query] of [[`/${site}/requirements`, `?q=${mark}&sort=number`], [`/${site}/ledger`, '?kind=requirement']]) {
		const file = await insider.send('GET', `${path}.xlsx${query}`), cells = xlsxRows(file.body), types = xlsxTypes(file.body);
		for (const [i, number] of numbers.entries()) {
			const at = cells.findIndex((r) => r[0] === number);
			assert.ok(at > 0, `${path} has ${number}`);
			assert.equal(cells[at][1], strange[i], path);
			assert.equal(types[at][1], 'text', `${path}: ${strange[i]}`);
			for (const wanted of ['00123', ...(path.endsWith('ledger') ? [] : ['1.10'])])
				assert.ok(cells[at].some((cell, k) => cell === wanted && types[at][k] === 'text'), `${path}: ${wanted}`);
		}
	}
});

test('case I: who is called like a number has points; in the report of budgets amounts are numbers and all else is text', async () => {
	const who = psql(`SELECT p.person_id FROM app.point p WHERE p.site_id = ${siteId()} AND p.person_id IS NOT NULL ORDER BY p.id DESC LIMIT 1`);
	psql(`UPDATE app.account SET name = '2026.10' WHERE id = ${who}`);
	const year = psql(`SELECT max(year) FROM app.point WHERE site_id = ${siteId()} AND person_id = ${who}`);
	const points = (await insider.send('GET', `/${site}/points.xlsx?year=${year}`)).body, at = xlsxRows(points).findIndex((r) => r[1] === '2026.10');
	assert.ok(at > 0, 'the points account has them');
	assert.deepEqual(xlsxTypes(points)[at], ['text', 'text', 'text', 'number', 'number', 'number', 'number']);
	const money = await login(someone({ has: ['finance.view', 'list.export'] })), report = (await money.send('GET', `/${site}/reports/budget.xlsx`)).body;
	const cells = xlsxRows(report).slice(1), types = xlsxTypes(report).slice(1);
	assert.ok(types.length > 3);
	for (const [i, line] of types.entries()) {
		assert.deepEqual(line.slice(0, 2), ['text', 'text']);
		assert.ok(line.slice(2).every((type, k) => type === 'number' || !cells[i][2 + k]), `amounts are numbers: ${cells[i]}`);
	}
});

test('S minor: full-width signs, and signs behind blanks and what nobody sees, do not run either', async () => {
	const mark = `full${Date.now().toString(36)}`;
	for (const title of ['＝1+1', '＋1', '－1+1', '＠SUM(1)', '﹢1', '−1+1'])
		await handIn(author, `${title} ${mark}`, { values: { goal: `\u3000=1+1 ${mark}`, acceptance: `\u200b@SUM(1) ${mark}`, scenario: `\t=1+1 ${mark}` } });
	const file = await author.send('GET', `/${site}/requirements.csv?q=${mark}&sort=number`), lines = csvRows(file.body.toString('utf8')).slice(1);
	assert.equal(lines.length, 6);
	for (const line of lines)
		for (const cell of line.filter((text) => text.includes(mark)))
			assert.match(cell, /^'/, `"${cell}" would run`);
});

test('an empty list is a head without rows', async () => {
	assert.equal((await files(insider, `/${site}/requirements`, '?q=zzzznothing')).length, 1);
});
