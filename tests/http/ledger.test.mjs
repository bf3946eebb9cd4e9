// SPDX-License-Identifier: ISC
// Goal: the ledger contains what article 7(6) requires without retyping: progress, changes with their outcome, test results, launches
// and iterations, as columns of each kind and as the course of a project; filtered, exported and printed alike, and with nothing in it
// that the reader may not see (G20, R7.1, R7.6). On a copy of its own, so that figures are exact.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { ownWorkers } from '../run/own.mjs';
import { csvRows, xlsxRows, xlsxTypes } from '../run/sheet.mjs';

let own, reader;
before(async () => {
	own = await ownWorkers('ledger', 2);
	reader = await own.login('zhouyi');
});
after(() => own?.stop());

const rows = (sql) => JSON.parse(own.psql(`SELECT COALESCE(json_agg(t), '[]') FROM (${sql}) t`));
const site = () => own.psql("SELECT id FROM app.site WHERE slug = 'huadong'");
const ledger = '/huadong/ledger';

async function file(who, path) {
	const answer = await who.send('GET', path);
	assert.equal(answer.status, 200, path);
	return answer.body;
}
/** The rows of a CSV by the names of its columns. */
async function table(who, path) {
	const [head, ...lines] = csvRows((await file(who, path)).toString('utf8'));
	return lines.map((line) => Object.fromEntries(line.map((cell, i) => [head[i], cell])));
}
async function everyNumber(who, url) {
	const seen = [];
	for (let page = await who.get(url); ;) {
		seen.push(...page.expect(200).texts('table.rows td.mono'));
		const [next] = page.select('a[rel=next]');
		if (!next)
			return seen;
		page = await who.get(next.attrs.href);
	}
}

/** What the portal knows of each project, by the plainest reading of its records. */
const projects = () => rows(`SELECT r.number, to_char(r.state_at, 'YYYY-MM-DD') AS since, k.version_planned, COALESCE(k.launched_on::text, '') AS launched_on,
	COALESCE((SELECT p.percent::text FROM app.launch_progress p WHERE p.record_id = r.id AND p.removed_at IS NULL ORDER BY p.period_to DESC, p.no DESC LIMIT 1), '') AS percent,
	(SELECT count(*) FROM app.change c WHERE c.target_id = r.id)::text AS changes,
	(SELECT count(*) FROM app.change c JOIN app.record x ON x.id = c.record_id WHERE c.target_id = r.id AND x.closed_at IS NULL)::text AS changes_open,
	(SELECT count(*) FROM app.defect d WHERE d.target_id = r.id)::text AS defects,
	(SELECT count(*) FROM app.defect d JOIN app.record x ON x.id = d.record_id WHERE d.target_id = r.id AND x.state IN ('open', 'fixed'))::text AS defects_open,
	(SELECT count(DISTINCT t.type) FROM app.launch_test_run t WHERE t.record_id = r.id AND t.round = k.test_round AND t.removed_at IS NULL AND t.result = 'passed'
		AND NOT EXISTS (SELECT FROM app.launch_test_run u WHERE u.record_id = t.record_id AND u.round = t.round AND u.type = t.type AND u.no > t.no AND u.removed_at IS NULL))::text AS passed,
	COALESCE((SELECT sum(b.allocated)::text FROM app.budget b WHERE b.target_id = r.id), '') AS allocated,
	COALESCE((SELECT sum(e.amount)::text FROM app.budget b JOIN app.expense e ON e.budget_id = b.record_id JOIN app.record x ON x.id = e.record_id WHERE b.target_id = r.id AND x.state = 'booked'), '') AS spent
	FROM app.record r JOIN app.launch k ON k.record_id = r.id WHERE r.site_id = ${site()} ORDER BY r.id DESC`);

test('G20 R7.1 of projects: progress, changes, tests, defects, money and launch, as their records say', async () => {
	const lines = await table(reader, `${ledger}.csv?kind=launch`), wanted = projects();
	assert.ok(wanted.length > 5 && wanted.some((p) => p.launched_on) && wanted.some((p) => p.changes > 0) && wanted.some((p) => p.passed > 0) && wanted.some((p) => p.spent));
	assert.deepEqual(lines.map((l) => ({ number: l['编号'], since: l['进入本阶段'], version_planned: l['版本'], launched_on: l['上线日期'], percent: l['进度（%）'], changes: l['变更数'],
		changes_open: l['未结变更'], defects: l['缺陷数'], defects_open: l['未关闭缺陷'], passed: l['测试通过项'], allocated: l['核定预算（元）'], spent: l['实际支出（元）'] })), wanted);
	const page = (await reader.get(`${ledger}?kind=launch`)).expect(200);
	for (const head of ['进度（%）', '漏报次数', '变更数', '测试通过项', '未关闭缺陷', '实际支出（元）', '上线日期', '进度与成果'])
		assert.ok(page.texts('table.rows thead th').includes(head), head);
});

test('G20 R17.2 reports that were due and not made are counted', async () => {
	const [launch] = rows(`SELECT r.id, r.number, k.initiated_on FROM app.record r JOIN app.launch k ON k.record_id = r.id WHERE r.site_id = ${site()} AND r.state = 'development' LIMIT 1`);
	const missed = async () => (await table(reader, `${ledger}.csv?kind=launch`)).find((l) => l['编号'] === launch.number)['漏报次数'];
	own.psql(`UPDATE app.launch SET initiated_on = current_date - 29, progress_days = 7 WHERE record_id = ${launch.id}; UPDATE app.launch_progress SET removed_at = now() WHERE record_id = ${launch.id}`);
	assert.equal(await missed(), '4', 'four weeks are over, the fifth is not');
	/* One that came late says itself how many it missed; two are missing since. */
	own.psql(`UPDATE app.launch_progress SET removed_at = NULL, period_to = current_date - 20, missed = 1 WHERE id = (SELECT max(id) FROM app.launch_progress WHERE record_id = ${launch.id})`);
	assert.equal(await missed(), '3');
});

test('G20 R7.1 of changes: what they change, and their outcome with its day', async () => {
	const lines = await table(reader, `${ledger}.csv?kind=change`);
	const wanted = rows(`SELECT r.number, t.number AS target, COALESCE(to_char(a.closed_at, 'YYYY-MM-DD'), '') AS decided, COALESCE(a.outcome, '') AS outcome FROM app.record r JOIN app.change c ON c.record_id = r.id
		LEFT JOIN app.record t ON t.id = c.target_id LEFT JOIN LATERAL (SELECT x.* FROM app.approval x WHERE x.record_id = r.id AND x.outcome IS NOT NULL ORDER BY x.round DESC LIMIT 1) a ON true
		WHERE r.site_id = ${site()} AND r.visible = 0 ORDER BY r.id DESC`);
	const said = { approved: '已通过', rejected: '未通过' };
	assert.deepEqual(lines.map((l) => [l['编号'], l['变更对象'], l['审批日期']]), wanted.map((w) => [w.number, w.target, w.decided]));
	assert.ok(wanted.some((w) => w.outcome === 'approved'));
	for (const [i, w] of wanted.entries())
		if (said[w.outcome])
			assert.equal(lines[i]['审批结论'], said[w.outcome], w.number);
	assert.ok((await table(reader, `${ledger}.csv`)).some((l) => l['要点'].includes('审批结论：已通过')), 'and in the register of all kinds');
});

test('G20 the course of a project: one page with everything, the same on paper and as a file', async () => {
	const [best] = rows(`SELECT r.number, r.id, k.version_planned FROM app.record r JOIN app.launch k ON k.record_id = r.id WHERE r.site_id = ${site()} AND k.launched_on IS NOT NULL
		AND EXISTS (SELECT FROM app.launch_test_run t WHERE t.record_id = r.id) ORDER BY (SELECT count(*) FROM app.defect d WHERE d.target_id = r.id) DESC LIMIT 1`);
	const page = (await reader.get(`${ledger}/${best.number}`)).expect(200, '项目进度', '进度汇报', '需求变更', '测试结果', '缺陷', '上线评审', '文档', '预算与实际', '平台上线与迭代', best.version_planned);
	const inside = (e, id) => { for (; e; e = e.parent) if (e.attrs?.id === id) return true; return false; };
	const count = (name) => page.select('tbody tr').filter((tr) => inside(tr, name)).length;
	const of = (sql) => Number(own.psql(`SELECT count(*) ${sql}`));
	assert.equal(count('tests'), of(`FROM app.launch_test_run WHERE record_id = ${best.id} AND removed_at IS NULL`));
	assert.equal(count('reports'), of(`FROM app.launch_progress WHERE record_id = ${best.id} AND removed_at IS NULL`));
	assert.equal(count('defects'), of(`FROM app.defect WHERE target_id = ${best.id}`));
	assert.equal(count('reviews'), of(`FROM app.review WHERE target_id = ${best.id}`));
	assert.equal(count('changes'), of(`FROM app.change WHERE target_id = ${best.id}`));
	assert.ok(count('documents') >= 13 && count('versions') >= 1 && count('tests') > 0);
	assert.equal(count('budgets') > 0, of(`FROM app.budget WHERE target_id = ${best.id}`) > 0);
	(await reader.get(`${ledger}/${best.number}?print=yes`)).expect(200, '测试结果', best.number);
	const [csv, book] = [csvRows((await file(reader, `${ledger}/${best.number}.csv`)).toString('utf8')), xlsxRows(await file(reader, `${ledger}/${best.number}.xlsx`))];
	const trim = (line) => line.slice(0, line.findLastIndex((c) => c !== '') + 1).map((c) => (/^-?\d+\.\d+$/.test(c) ? String(Number(c)) : c));
	assert.deepEqual(book.map(trim), csv.map(trim), 'both files say the same');
	assert.equal(csv.filter((l) => l[0] === '测试结果').length, count('tests') + 1);
	assert.equal(csv.filter((l) => l[1] === '合计').length, 1);
	assert.ok((await reader.get(`${ledger}?kind=launch`)).links.some((l) => l.href === `${ledger}/${best.number}`));
	for (const wrong of ['LCH-1999-0001', 'CHG-2026-0001', 'x'])
		(await reader.get(`${ledger}/${wrong}`)).expect(404);
});

for (const query of ['', 'kind=launch', 'kind=change&state=open', 'state=late', 'from=2026-09-01&to=2026-09-30', 'kind=requirement&from=2026-10-01', 'kind=defect&state=closed', 'year=2025&state=closed'])
	test(`G20 R7.1 ledger?${query}: the files hold exactly what the pages show`, async () => {
		const shown = await everyNumber(reader, `${ledger}?${query}`);
		assert.deepEqual((await table(reader, `${ledger}.csv?${query}`)).map((l) => l['编号']), shown);
		assert.deepEqual(xlsxRows(await file(reader, `${ledger}.xlsx?${query}`)).slice(1).map((l) => l[0]), shown);
		assert.ok(shown.length > 0);
		if (shown.length <= 500)
			assert.deepEqual((await reader.get(`${ledger}?${query}&print=yes`)).expect(200).texts('td.mono').filter((t) => /^[A-Z]{3}-\d{4}-\d+$/.test(t)).slice(0, shown.length), shown, 'and so does the paper');
	});

test('G20 filters: period, platform, department, kind and state, each and together', async () => {
	const seen = (where) => rows(`SELECT r.number FROM app.record r WHERE r.site_id = ${site()} AND (r.visible < 2 OR r.created_by = (SELECT id FROM app.account WHERE login = 'zhouyi')) AND ${where} ORDER BY r.id DESC`).map((r) => r.number);
	const platform = rows(`SELECT r.number, r.id FROM app.record r WHERE r.site_id = ${site()} AND r.kind = 'platform' ORDER BY (SELECT count(*) FROM app.record x WHERE x.platform_id = r.id) DESC LIMIT 1`)[0];
	const department = rows(`SELECT department_id AS id FROM app.record WHERE site_id = ${site()} AND department_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 1`)[0].id;
	const period = "r.created_at >= '2026-08-01' AND r.created_at < '2026-10-16'";
	for (const [query, where] of [['from=2026-08-01&to=2026-10-15', period], [`platform=${platform.number}`, `r.platform_id = ${platform.id}`], [`department=${department}`, `r.department_id = ${department}`],
		[`platform=${platform.number}&from=2026-08-01&to=2026-10-15`, `r.platform_id = ${platform.id} AND ${period}`], [`department=${department}&kind=requirement&state=open&from=2026-08-01&to=2026-10-15`,
			`r.department_id = ${department} AND r.kind = 'requirement' AND r.closed_at IS NULL AND ${period}`]])
		assert.deepEqual((await table(reader, `${ledger}.csv?${query}`)).map((l) => l['编号']), seen(where), query);
	for (const odd of ['from=2026-13-01', 'to=x', 'from=2026-10-01&to=2026-01-01', "platform='", 'department=-1', 'state=nothing', 'kind=nothing', 'after=x'])
		(await reader.get(`${ledger}?${odd}`)).expect(200);
});

test('G20 cells are what the field is: days are days, figures are figures, a version is a text', async () => {
	const [launch] = rows(`SELECT r.number, r.id FROM app.record r JOIN app.launch k ON k.record_id = r.id WHERE r.site_id = ${site()} AND k.launched_on IS NOT NULL ORDER BY r.id DESC LIMIT 1`);
	own.psql(`UPDATE app.launch SET version_planned = '2.10' WHERE record_id = ${launch.id}`);
	const book = await file(reader, `${ledger}.xlsx?kind=launch`), [head, ...lines] = xlsxRows(book), at = lines.findIndex((l) => l[0] === launch.number), types = xlsxTypes(book)[at + 1];
	const cell = (name) => [lines[at][head.indexOf(name)], types[head.indexOf(name)]];
	assert.deepEqual(cell('版本'), ['2.10', 'text']);
	assert.equal(cell('上线日期')[1], 'day');
	assert.equal(cell('变更数')[1], 'number');
	assert.equal(cell('登记日期')[1], 'day');
	const list = await file(reader, '/huadong/launches.xlsx');
	assert.equal(xlsxRows(list).find((l) => l[0] === launch.number)[xlsxRows(list)[0].indexOf('计划版本')] ?? '2.10', '2.10', 'nor in a list');
});

test('G20 nobody reads in the ledger what they may not see: on the page, in the files, on paper', async () => {
	const restricted = rows(`SELECT r.number, r.title FROM app.record r WHERE r.site_id = ${site()} AND r.visible > 0`);
	const [{ login }] = rows(`SELECT p.login FROM app.membership m JOIN app.account p ON p.id = m.account_id WHERE m.site_id = ${site()} AND m.left_at IS NULL AND p.password IS NOT NULL AND p.disabled_at IS NULL
		AND EXISTS (SELECT FROM app.member_role mr JOIN app.role_permission rp ON rp.site_id = mr.site_id AND rp.role_id = mr.role_id WHERE mr.site_id = m.site_id AND mr.account_id = m.account_id AND rp.permission = 'list.export')
		AND NOT EXISTS (SELECT FROM app.member_role mr JOIN app.role_permission rp ON rp.site_id = mr.site_id AND rp.role_id = mr.role_id WHERE mr.site_id = m.site_id AND mr.account_id = m.account_id AND rp.permission = 'restricted.view') ORDER BY 1 LIMIT 1`);
	const mine = new Set(rows(`SELECT r.number FROM app.record r WHERE r.site_id = ${site()} AND (r.created_by = (SELECT id FROM app.account WHERE login = '${login}')
		OR EXISTS (SELECT FROM app.record_reader x WHERE x.record_id = r.id AND x.account_id = (SELECT id FROM app.account WHERE login = '${login}')))`).map((r) => r.number));
	const hidden = restricted.filter((r) => !mine.has(r.number)), member = await own.login(login);
	assert.ok(hidden.length > 5 && hidden.some((r) => r.number.startsWith('PEN')));
	const said = [];
	for (const query of ['', '?kind=penalty', '?kind=appeal', '?state=late', '?state=open', '?kind=requirement']) {
		said.push(...(await everyNumber(member, `${ledger}${query}`)), (await member.get(`${ledger}${query}${query ? '&' : '?'}print=yes`)).text);
		said.push(csvRows((await file(member, `${ledger}.csv${query}`)).toString('utf8')).flat().join('\n'), xlsxRows(await file(member, `${ledger}.xlsx${query}`)).flat().join('\n'));
	}
	const all = said.join('\n');
	assert.deepEqual(hidden.filter((r) => all.includes(r.number)), []);
	(await member.get(`${ledger}.csv`)).expect(200);
	assert.equal(own.psql(`SELECT count(*) > 0 FROM app.event WHERE action = 'list.export' AND object = 'ledger' AND actor_id = (SELECT id FROM app.account WHERE login = '${login}')`), 't', 'and that it left the portal is history');
});

test('R4.1 what is overdue is one figure: the tile, the table of kinds, the boards, the ledger and the lists agree', async () => {
	/* A project without a day of its own, but with a task that is late. */
	const page = (await reader.get('/huadong')).expect(200);
	const tile = page.select('ul.tiles a').find((a) => a.attrs.href === `${ledger}?state=late`);
	assert.ok(tile, 'the tile leads to what it counts');
	const late = await everyNumber(reader, `${ledger}?state=late`);
	assert.equal(Number(page.texts('ul.tiles .figure.late')[0].match(/^\d+/)[0]), late.length);
	const all = (await reader.get('/huadong/?all=yes')).expect(200);
	const stands = all.select('ul.stands li').map((li) => all.texts('ul.stands li')[all.select('ul.stands li').indexOf(li)]).map((text) => Number(text.match(/(\d+) (?:件)?(?:已)?逾期|逾期 (\d+)/)?.slice(1).find(Boolean) ?? 0));
	assert.equal(stands.reduce((a, b) => a + b, 0), late.length, 'the table of kinds');
	for (const [kind, plural] of [['launch', 'launches'], ['change', 'changes'], ['requirement', 'requirements']]) {
		const code = { launch: 'LCH', change: 'CHG', requirement: 'REQ' }[kind], wanted = late.filter((n) => n.startsWith(code));
		assert.deepEqual((await everyNumber(reader, `/huadong/${plural}?late=yes&sort=-number`)), wanted, plural);
		const marked = [];
		for (let list = await reader.get(`/huadong/${plural}?state=open&sort=-number`); ;) {
			marked.push(...list.select('table.rows tr').filter((tr) => list.select('span.late').some((s) => { for (let e = s; e; e = e.parent) if (e === tr) return true; return false; }))
				.map((tr) => list.select('td.mono').find((td) => td.parent === tr).children.join('')));
			const [next] = list.select('a[rel=next]');
			if (!next)
				break;
			list = await reader.get(next.attrs.href);
		}
		assert.deepEqual(marked, wanted, `${plural}: marked in the list`);
	}
	assert.ok(late.some((n) => own.psql(`SELECT due IS NULL OR due >= current_date FROM app.record WHERE site_id = ${site()} AND number = '${n}'`) === 't'), 'one is late only by what waits on it');
});
