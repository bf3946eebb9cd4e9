// SPDX-License-Identifier: ISC
// Goal: the points account sums what was booked, per person and department and year, shows others only to those who may see
// them (R35.3), and exports the same figures; the ledger lists and exports every kind as it is filtered (R7.1, RX.7).
import test from 'node:test';
import assert from 'node:assert/strict';
import { login, psql, rows } from '../run/stack.mjs';
import { accountId, site, siteId, someone } from '../run/people.mjs';
import { unzip } from '../run/sheet.mjs';

const year = psql(`SELECT year FROM app.point WHERE site_id = ${siteId()} GROUP BY 1 ORDER BY count(*) DESC LIMIT 1`);
const totals = (where = 'true') => rows(`SELECT COALESCE(a.name, d.name) AS name, sum(p.points)::int AS total FROM app.point p
	JOIN app.record r ON r.site_id = p.site_id AND r.id = p.record_id
	LEFT JOIN app.account a ON a.id = p.person_id LEFT JOIN app.department d ON d.site_id = p.site_id AND d.id = p.department_id
	WHERE p.site_id = ${siteId()} AND p.year = ${year || 0} AND ${where} GROUP BY 1 ORDER BY 1`);
const byName = (a, b) => (a.name < b.name ? -1 : 1);
const shown = (page) => [...page.select('table#people tbody tr'), ...page.select('table#departments tbody tr')].map((tr) => {
	const cells = tr.children.filter((c) => c.tag === 'td');
	const text = (n) => (typeof n === 'string' ? n : n.children.map(text).join(''));
	return { name: text(cells[0]).trim(), total: Number(text(cells[4])) };
});
const csv = (page) => page.body.toString('utf8').replace(/^\ufeff/, '').trimEnd().split('\r\n').map((l) => l.slice(1, -1).split('","'));

test('R35.3 totals per person and department and year', async () => {
	assert.ok(year, 'the demo data books no points');
	const page = (await (await login(someone({ has: ['points.view', 'restricted.view'] }))).get(`/${site}/points?year=${year}`)).expect(200);
	assert.deepEqual(shown(page).sort(byName), totals().sort(byName));
	const first = page.select('table#people tbody a')[0];
	const entries = (await (await login(someone({ has: ['points.view', 'restricted.view'] }))).get(first.attrs.href)).expect(200);
	assert.ok(entries.select('section#entries tbody tr').length > 0);
});

test('R35.3 who may not see all sees their own account and their department\'s', async () => {
	const name = someone({ lacks: ['points.view', 'restricted.view'] });
	const account = accountId(name), department = psql(`SELECT department_id FROM app.membership WHERE site_id = ${siteId()} AND account_id = ${account}`) || '0';
	const mine = await login(name);
	const page = (await mine.get(`/${site}/points?year=${year}`)).expect(200);
	assert.deepEqual(shown(page).sort(byName), totals(`(p.person_id = ${account} OR p.department_id = ${department})
		AND (r.visible = 0 OR r.created_by = ${account} OR EXISTS (SELECT FROM app.record_reader x WHERE x.site_id = r.site_id AND x.record_id = r.id AND x.account_id = ${account}))`).sort(byName));
	const other = psql(`SELECT person_id FROM app.point WHERE site_id = ${siteId()} AND year = ${year} AND person_id <> ${account} LIMIT 1`);
	const foreign = (await mine.get(`/${site}/points?year=${year}&person=${other}`)).expect(200);
	assert.equal(foreign.select('section#entries tbody tr').length, 0);
});

test('R35.3 the export says what the page says', async () => {
	const insider = await login(someone({ has: ['points.view', 'restricted.view', 'list.export'] }));
	const page = await insider.get(`/${site}/points?year=${year}`), file = await insider.get(`/${site}/points.csv?year=${year}`);
	assert.match(file.headers.get('content-disposition'), /^attachment/);
	const [head, ...lines] = csv(file);
	assert.deepEqual(head, ['账户类型', '姓名或部门', '所在部门', '年度', '加分', '扣分', '合计']);
	assert.deepEqual(lines.map((l) => ({ name: l[1], total: Number(l[6]) })), shown(page));
	const book = await insider.get(`/${site}/points.xlsx?year=${year}`);
	assert.match(book.headers.get('content-type'), /spreadsheetml/);
	const sheet = unzip(book.body)['xl/worksheets/sheet1.xml'];
	for (const line of lines)
		assert.ok(sheet.includes(line[1]), line[1]);
	(await insider.get(`/${site}/points.json?year=${year}`)).expect(404);
});

test('R7.1 RX.7 the ledger holds every kind, page after page, and its file is the same list', async () => {
	const insider = await login(someone({ has: ['restricted.view', 'list.export'] })), account = accountId(someone({ has: ['restricted.view', 'list.export'] }));
	const all = [];
	let page = await insider.get(`/${site}/ledger?kind=platform`);
	for (let i = 0; i < 100; i++) {
		page.expect(200);
		all.push(...page.select('table.rows td.mono').map((td) => td.children.join('')));
		const next = page.select('a[rel=next]')[0];
		if (!next)
			break;
		page = await insider.get(next.attrs.href);
	}
	assert.deepEqual(all, rows(`SELECT number FROM app.record WHERE site_id = ${siteId()} AND kind = 'platform' ORDER BY id DESC`).map((r) => r.number));
	const [head, ...lines] = csv(await insider.get(`/${site}/ledger.csv?kind=platform`));
	assert.equal(head[0], '编号');
	assert.deepEqual(lines.map((l) => l[0]), all);
	const whole = csv(await insider.get(`/${site}/ledger.csv?year=2025&kind=penalty`)).slice(1).map((l) => l[0]);
	assert.deepEqual(whole, rows(`SELECT number FROM app.record r WHERE site_id = ${siteId()} AND kind = 'penalty' AND year = 2025
		AND (visible < 2 OR created_by = ${account} OR EXISTS (SELECT FROM app.record_reader x WHERE x.site_id = r.site_id AND x.record_id = r.id AND x.account_id = ${account})) ORDER BY id DESC`).map((r) => r.number));
});

test('R7.1 the ledger filters by state, platform and department, and hides what one may not see', async () => {
	const plain = await login(someone({ lacks: ['restricted.view'], has: ['list.export'] }));
	const platform = psql(`SELECT p.number FROM app.record r JOIN app.record p ON p.site_id = r.site_id AND p.id = r.platform_id WHERE r.site_id = ${siteId()} GROUP BY 1 ORDER BY count(*) DESC LIMIT 1`);
	const open = csv(await plain.get(`/${site}/ledger.csv?state=closed&platform=${platform}`)).slice(1);
	assert.ok(open.length > 0);
	for (const [number] of open)
		assert.equal(psql(`SELECT r.closed_at IS NOT NULL AND p.number = '${platform}' FROM app.record r JOIN app.record p ON p.site_id = r.site_id AND p.id = r.platform_id
			WHERE r.site_id = ${siteId()} AND r.number = '${number}'`), 't', number);
	const department = psql(`SELECT department_id FROM app.record WHERE site_id = ${siteId()} AND department_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 1`);
	for (const [number] of csv(await plain.get(`/${site}/ledger.csv?department=${department}`)).slice(1, 20))
		assert.equal(psql(`SELECT department_id FROM app.record WHERE site_id = ${siteId()} AND number = '${number}'`), department);
	const hidden = rows(`SELECT number FROM app.record WHERE site_id = ${siteId()} AND visible = 1 AND kind = 'penalty'`).map((r) => r.number);
	const list = new Set(csv(await plain.get(`/${site}/ledger.csv?kind=penalty`)).slice(1).map((l) => l[0]));
	assert.ok(hidden.filter((n) => list.has(n)).length < hidden.length);
	(await plain.get(`/${site}/ledger?state=nonsense&kind=nonsense&year=x&department=y`)).expect(200, '没有符合条件的记录');
});
