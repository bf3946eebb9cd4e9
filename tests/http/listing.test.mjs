// SPDX-License-Identifier: ISC
// Goal: issue 11, point 5: a list says how many there are, for whom a record waits and by when, shows the columns that this person has
// chosen, and shows the same filter as a board and as a calendar; a filter that names a record finds it by words of its title.
import test from 'node:test';
import assert from 'node:assert/strict';
import { ctl, login, psql, stack } from '../run/stack.mjs';
import { accountId, seenBy, someone } from '../run/people.mjs';
import { csvRows } from '../run/sheet.mjs';

const site = '/huadong', siteId = psql("SELECT id FROM app.site WHERE slug = 'huadong'"), list = `${site}/requirements`;
stack('stack_end courier');
const [wang, zhou, chen] = await Promise.all(['wangqiang', 'zhouyi', 'chenlan'].map((who) => login(who)));

const heads = (page) => page.texts('table.rows thead th').map((h) => h.replace(/[↑↓\s]/g, ''));
const numbers = (page) => page.texts('table.rows td.mono');
/** The cells of a row, by the head of their column. */
function row(page, number) {
	const tr = page.select('table.rows tbody tr').find((r) => page.constructor && r.children.some((td) => td.children?.join('') === number));
	const cells = tr.children.filter((c) => c.tag === 'td'), text = (e) => (typeof e === 'string' ? e : e.children.map(text).join(''));
	return Object.fromEntries(heads(page).map((head, i) => [head, text(cells[i]).trim()]));
}
const cards = (page, where) => page.select(`${where} li a.title`).map((a) => a.attrs.href.split('/').pop()).sort();
const sorted = (sql) => psql(sql).split('\n').filter(Boolean).sort();
/** The numbers in the file that a page offers. */
async function exported(who, page) {
	const file = await who.send('GET', page.select('a[href]').map((a) => a.attrs.href).find((h) => h.includes('.csv')));
	assert.equal(file.status, 200);
	return csvRows(file.body.toString('utf8')).slice(1).map((line) => line[0]);
}
const visible = (who) => `(r.visible = 0 OR r.created_by = (SELECT id FROM app.account WHERE login = '${who}'))`;
const count = (where, who = 'zhouyi') => Number(psql(`SELECT count(*) FROM app.record r WHERE r.site_id = ${siteId} AND ${visible(who)} AND ${where}`));

test('state, due day and for whom it waits stand behind the title, in that order, in the list of every kind', async () => {
	for (const kind of JSON.parse((await ctl('kinds', '--json')).out)) {
		const page = (await chen.get(`${site}/${kind.plural}`)).expect(200), all = heads(page);
		if (numbers(page).length > 0)
			assert.deepEqual(all.slice(all.indexOf('标题'), all.indexOf('标题') + 4), ['标题', '状态', '办理期限', '等谁办理'], kind.plural);
	}
});

test('whom a record waits for is called by name, or by the role that can do it; nobody is waited for where nothing is to be done', async () => {
	const person = psql(`SELECT r.number || ' ' || a.name FROM app.waiting w JOIN app.record r ON r.site_id = w.site_id AND r.id = w.record_id AND r.visible = 0 AND r.kind = 'launch' JOIN app.account a ON a.id = w.account_id
		WHERE w.site_id = ${siteId} AND (SELECT count(*) FROM app.waiting o WHERE o.site_id = w.site_id AND o.record_id = w.record_id) = 1 LIMIT 1`).split(' ');
	assert.equal(row(await zhou.get(`${site}/launches?q=${person[0]}`), person[0])['等谁办理'], person[1]);
	const right = psql(`SELECT r.number FROM app.waiting w JOIN app.record r ON r.site_id = w.site_id AND r.id = w.record_id AND r.visible = 0 WHERE w.site_id = ${siteId} AND w.permission = 'requirement.triage' LIMIT 1`);
	assert.match(row(await zhou.get(`${list}?q=${right}`), right)['等谁办理'], /^技术管理部门/);
	const ended = psql(`SELECT r.number FROM app.record r WHERE r.site_id = ${siteId} AND r.kind = 'requirement' AND r.visible = 0 AND r.closed_at IS NOT NULL LIMIT 1`);
	assert.equal(row(await zhou.get(`${list}?q=${ended}`), ended)['等谁办理'], '');
	// A role that is called otherwise is so in the next request.
	psql(`INSERT INTO app.role (site_id, name) VALUES (${siteId}, '梳理专员'); DELETE FROM app.role_permission WHERE site_id = ${siteId} AND permission = 'requirement.triage';
		INSERT INTO app.role_permission (site_id, role_id, permission) SELECT site_id, id, 'requirement.triage' FROM app.role WHERE site_id = ${siteId} AND name = '梳理专员'`);
	for (let i = 0; i < 12; i++)
		assert.equal(row(await wang.get(`${list}?q=${right}`), right)['等谁办理'], '梳理专员', `request ${i + 1}`);
});

test('of two people both are named, though the name of one begins like the other', async () => {
	const number = psql(`SELECT r.number FROM app.record r WHERE r.site_id = ${siteId} AND r.kind = 'requirement' AND r.visible = 0 AND NOT EXISTS (SELECT FROM app.waiting w WHERE w.site_id = r.site_id AND w.record_id = r.id) ORDER BY r.id LIMIT 1`);
	const people = ['zhouyi', 'chenlan'].map(accountId), names = people.map((id) => psql(`SELECT name FROM app.account WHERE id = ${id}`));
	psql(['李娜娜', '李娜'].map((name, i) => `UPDATE app.account SET name = '${name}' WHERE id = ${people[i]};
		INSERT INTO app.waiting (site_id, record_id, action, account_id, since, due) SELECT site_id, id, 'both', ${people[i]}, now(), current_date + ${i} FROM app.record WHERE site_id = ${siteId} AND number = '${number}'`).join(';'));
	try {
		assert.equal(row(await wang.get(`${list}?q=${number}`), number)['等谁办理'], '李娜娜、李娜');
	} finally {
		psql(`DELETE FROM app.waiting WHERE action = 'both'; ${names.map((name, i) => `UPDATE app.account SET name = '${name}' WHERE id = ${people[i]}`).join(';')}`);
	}
});

test('how many there are is exact up to a thousand, with and without a filter, and only "more than" beyond', async () => {
	const page = await zhou.get(list), all = count("r.kind = 'requirement'");
	page.expect(200, `共 ${all} 条`, `第 1–25 条，共 ${all} 条`);
	const second = await zhou.get(page.select('a[rel=next]')[0].attrs.href);
	second.expect(200, `第 26–50 条，共 ${all} 条`);
	const open = count("r.kind = 'requirement' AND r.state = 'accepted'");
	(await zhou.get(`${list}?state=accepted`)).expect(200, `共 ${open} 条`);
	(await zhou.get(`${list}?state=accepted&q=${encodeURIComponent('不会有的词句')}`)).lacks('共 0 条');
	(await zhou.get(`${list}?page=x`)).expect(200, 'page').lacks('REQ-');
	const made = 1000 - count("r.kind = 'platform'") + 1;
	psql(`INSERT INTO app.record (site_id, kind, number, year, seq, title, state, visible, created_at, changed_at, state_at)
		SELECT ${siteId}, 'platform', 'PLT-1990-' || lpad(n::text, 4, '0'), 1990, n, '平台' || n, 'in_operation', 0, now(), now(), now() FROM generate_series(1, ${made}) n;
		INSERT INTO app.platform (site_id, record_id, category) SELECT site_id, id, 'other' FROM app.record WHERE site_id = ${siteId} AND number LIKE 'PLT-1990-%'`);
	(await zhou.get(`${site}/platforms`)).expect(200, '第 1–25 条，共 1000 条以上');
	(await zhou.get(`${site}/platforms?category=other`)).expect(200);
	// A board stops before that: its lanes have as many and more. The file has all of them, in the board's order.
	const board = await zhou.get(`${site}/platforms?view=board&state=in_operation&category=other`);
	assert.equal(cards(board, '.lanes').length, 200);
	assert.deepEqual(board.texts('.lanes h2 small'), ['200+']);
	assert.deepEqual(await exported(zhou, board), psql(`SELECT r.number FROM app.record r JOIN app.platform k ON k.site_id = r.site_id AND k.record_id = r.id WHERE r.site_id = ${siteId} AND r.state = 'in_operation' AND k.category = 'other' ORDER BY r.due, r.id`).split('\n'));
	psql(`UPDATE app.record SET visible = 3 WHERE site_id = ${siteId} AND number = 'PLT-1990-0001'`);
	(await zhou.get(`${site}/platforms`)).expect(200, '第 1–25 条，共 1000 条');
});

test('columns are chosen by each person for each kind, hold in every browser, and can be the usual ones again', async () => {
	const usual = heads(await wang.get(list)), others = heads(await zhou.get(list)), filtered = `${list}?state=accepted&sort=-due`;
	const kept = await wang.submit(await wang.get(filtered), { column: ['waits', 'channel', 'scenario', 'author', 'created_at'] }, { form: 'columns' });
	assert.equal(kept.path, filtered, 'back to the filter');
	kept.expect(200, '列表显示的列已保存');
	const chosen = ['编号', '标题', '状态', '等谁办理', '来源渠道', '需求场景', '创建人', '创建'];
	assert.deepEqual(heads(kept).filter((h) => h !== '选择'), chosen);
	// Another browser of the same person, which remembers nothing; it has it from then on, by whichever worker.
	const elsewhere = await login('wangqiang');
	for (let i = 0; i < 4; i++)
		assert.deepEqual(heads(await elsewhere.get(list)).filter((h) => h !== '选择'), chosen, `request ${i + 1}`);
	assert.deepEqual(heads(await zhou.get(list)), others, 'nobody else');
	assert.equal(heads(await wang.get(`${site}/platforms`)).includes('办理期限'), true, 'no other kind');
	// What a browser remembers wrongly is only a guess.
	for (const wrong of [`${siteId}REQffffffffffffffff`, `${siteId}REQ0`, 'x', 'REQ', `${siteId}REQ`, `${siteId}REQzz.${siteId}REQ3`, 'REQ3']) {
		elsewhere.cookies.set('gatehouse_columns', wrong);
		assert.deepEqual(heads(await elsewhere.get(list)).filter((h) => h !== '选择'), chosen, wrong);
	}
	const back = await wang.submit(await wang.get(list), {}, { form: 'columns', button: 'usual=1' });
	assert.deepEqual(heads(back), usual);
	assert.deepEqual(heads(await elsewhere.get(list)), usual);
	assert.equal(psql(`SELECT count(*) FROM app.list_columns WHERE site_id = ${siteId}`), '0');
});

test('a page whose columns this browser did not know is not taken for another one later', async () => {
	const one = await login('wangqiang'), other = await login('wangqiang');
	await one.submit(await one.get(list), { column: ['channel'] }, { form: 'columns' });
	const read = await other.send('GET', list);
	assert.equal(read.headers.get('etag'), null, 'read again, so it bears no tag');
	const kept = await other.send('GET', list), tag = kept.headers.get('etag');
	assert.ok(tag);
	assert.equal((await other.send('GET', list, { headers: { 'if-none-match': tag } })).status, 304);
	await one.submit(await one.get(list), { column: ['channel', 'due'] }, { form: 'columns' });
	assert.equal((await other.send('GET', list, { headers: { 'if-none-match': tag } })).status, 200);
	await one.submit(await one.get(list), {}, { form: 'columns', button: 'usual=1' });
});

test('a browser remembers what was chosen in each site: whoever works in two reads neither list twice', async () => {
	const [other, who] = psql(`SELECT s.slug, a.login FROM app.membership m JOIN app.membership o ON o.account_id = m.account_id AND o.site_id <> m.site_id AND o.left_at IS NULL JOIN app.site s ON s.id = o.site_id
		JOIN app.account a ON a.id = m.account_id WHERE m.site_id = ${siteId} AND m.left_at IS NULL AND a.disabled_at IS NULL AND a.password IS NOT NULL AND a.totp_secret IS NULL ORDER BY a.id, s.id LIMIT 1`).split('|');
	const one = await login(who), lists = [[list, ['channel']], [`/${other}/requirements`, ['scenario', 'due']]];
	for (const [path, column] of lists)
		await one.submit(await one.get(path), { column }, { form: 'columns' });
	for (let i = 0; i < 2; i++)
		for (const [path] of lists)
			assert.ok((await one.send('GET', path)).headers.get('etag'), `${path}, time ${i + 1}`);
	for (const [path] of lists)
		await one.submit(await one.get(path), {}, { form: 'columns', button: 'usual=1' });
});

test('what only those see who act on a record is no column, and a choice of another site or kind is refused', async () => {
	const page = await zhou.get(`${site}/feedbacks`), names = page.select('form.cols input[name=column]').map((i) => i.attrs.value);
	const personal = JSON.parse((await ctl('kinds', '--json')).out).find((k) => k.plural === 'feedbacks').fields.map((f) => f.name).filter((n) => /contact|phone|sender/.test(n));
	assert.ok(personal.length > 0 && personal.every((n) => !names.includes(n)), `${personal} ${names}`);
	const token = page.form('columns').fields.find(([n]) => n === 'token')[1], post = (path, values) => zhou.post(path, { token, key: Math.random().toString(36), ...values });
	await post(`${site}/columns?kind=feedbacks`, { column: personal[0] });
	assert.equal(psql(`SELECT columns FROM app.list_columns WHERE site_id = ${siteId} AND kind = 'feedback'`), '');
	assert.equal((await post(`${site}/columns?kind=nothing`, {})).status, 404);
	assert.equal((await post(`${site}/columns?kind=feedbacks`, { query: 'a"><script>' })).status, 400);
	await post(`${site}/columns?kind=feedbacks`, { usual: '1' });
});

test('the board has a lane for each open state, with the records of the same filter; the calendar has them at their day', async () => {
	for (const [query, where] of [['', 'r.closed_at IS NULL'], ['&state=accepted', "r.state = 'accepted'"], ['&need=security', "r.closed_at IS NULL AND EXISTS (SELECT FROM app.requirement k WHERE k.site_id = r.site_id AND k.record_id = r.id AND k.need = 'security')"]]) {
		const page = (await zhou.get(`${list}?view=board${query}`)).expect(200);
		assert.deepEqual(cards(page, '.lanes'), psql(`SELECT r.number FROM app.record r WHERE r.site_id = ${siteId} AND r.kind = 'requirement' AND ${visible('zhouyi')} AND ${where}`).split('\n').sort(), query);
		assert.equal(page.select('.toggle a').filter((a) => a.attrs['aria-current']).length, 1);
	}
	const month = psql(`SELECT to_char(r.due, 'YYYY-MM') FROM app.record r WHERE r.site_id = ${siteId} AND r.kind = 'requirement' AND r.visible = 0 AND r.due IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 1`);
	const page = (await zhou.get(`${list}?view=calendar&month=${month}`)).expect(200, month), at = {};
	for (const day of page.select('table.month td'))
		for (const a of page.select('table.month li a.title').filter((l) => { for (let e = l; e; e = e.parent) if (e === day) return true; return false; }))
			at[a.attrs.href.split('/').pop()] = day.children.find((c) => c.tag === 'time').attrs.datetime;
	assert.deepEqual(at, Object.fromEntries(psql(`SELECT r.number || '=' || r.due FROM app.record r WHERE r.site_id = ${siteId} AND r.kind = 'requirement' AND ${visible('zhouyi')} AND to_char(r.due, 'YYYY-MM') = '${month}'`).split('\n').map((l) => l.split('='))));
});

test('a file from a board or a calendar is what these show, and is refused where they would be', async () => {
	const month = psql(`SELECT to_char(r.due, 'YYYY-MM') FROM app.record r WHERE r.site_id = ${siteId} AND r.kind = 'requirement' AND r.visible = 0 AND r.closed_at IS NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 1`);
	for (const [query, shown] of [['view=board', '.lanes'], ['view=board&state=accepted', '.lanes'], ['view=board&need=security', '.lanes'], ['view=calendar', 'table.month'], [`view=calendar&month=${month}`, 'table.month']]) {
		const page = (await zhou.get(`${list}?${query}`)).expect(200);
		assert.deepEqual((await exported(zhou, page)).sort(), cards(page, shown), query);
	}
	assert.ok(cards(await zhou.get(`${list}?view=calendar&month=${month}`), 'table.month').length > 0);
	for (const [query, odd] of [['view=heap', 'view'], ['view=calendar&month=2026-13', 'month'], ['month=2026-11', 'month'], ['view=board&month=2026-11', 'month']]) {
		(await zhou.get(`${list}?${query}`)).expect(200, odd).lacks('REQ-');
		assert.equal((await zhou.send('GET', `${list}.csv?${query}`)).status, 400, query);
	}
});

test('in the total, on the board, in the calendar and in the file is what somebody sees, whoever it is', async () => {
	psql(`UPDATE app.record SET due = current_date WHERE site_id = ${siteId} AND kind = 'penalty' AND due IS NULL AND closed_at IS NULL`);
	const restricted = `(SELECT mr.account_id FROM app.member_role mr JOIN app.role_permission p ON p.site_id = mr.site_id AND p.role_id = mr.role_id AND p.permission = 'restricted.view' WHERE mr.site_id = ${siteId})`;
	const member = (where) => psql(`SELECT a.login FROM app.membership m JOIN app.account a ON a.id = m.account_id WHERE m.site_id = ${siteId} AND m.left_at IS NULL AND a.disabled_at IS NULL AND a.password IS NOT NULL AND a.totp_secret IS NULL AND a.id NOT IN ${restricted} AND ${where} ORDER BY a.id LIMIT 1`);
	const own = "SELECT FROM app.record r LEFT JOIN app.record_reader x ON x.site_id = r.site_id AND x.record_id = r.id WHERE r.site_id = m.site_id AND r.kind = 'penalty' AND r.visible < 3 AND";
	const reader = member(`EXISTS (${own} r.visible = 1 AND r.closed_at IS NULL AND x.account_id = a.id)`), neither = member(`NOT EXISTS (${own} (r.visible = 0 OR a.id IN (x.account_id, r.created_by)))`);
	const path = `${site}/penalties`, seen = {};
	for (const name of [someone({ has: ['restricted.view', 'list.export'] }), reader, neither]) {
		const who = await login(name), all = `SELECT r.number FROM app.record r WHERE r.site_id = ${siteId} AND r.kind = 'penalty' AND r.visible < 3 AND ${seenBy(accountId(name))}`;
		const page = (await who.get(path)).expect(200), there = seen[name] = sorted(all);
		assert.deepEqual(numbers(page).sort(), there, name);
		if (there.length > 0)
			page.expect(200, `共 ${there.length} 条`);
		else
			assert.doesNotMatch(page.text, /共 \d/);
		const board = (await who.get(`${path}?view=board`)).expect(200);
		assert.deepEqual(cards(board, '.lanes'), sorted(`${all} AND r.closed_at IS NULL`), `${name}, board`);
		assert.equal(board.texts('.lanes h2 small').reduce((n, t) => n + Number(t), 0), cards(board, '.lanes').length);
		for (const month of sorted(`SELECT DISTINCT to_char(r.due, 'YYYY-MM') FROM app.record r WHERE r.site_id = ${siteId} AND r.kind = 'penalty' AND r.due IS NOT NULL`))
			assert.deepEqual(cards(await who.get(`${path}?view=calendar&month=${month}`), 'table.month'), sorted(`${all} AND to_char(r.due, 'YYYY-MM') = '${month}'`), `${name}, ${month}`);
		for (const query of ['', '?view=board'])
			if ((await who.send('GET', `${path}.csv${query}`)).status === 200)
				assert.deepEqual((await exported(who, await who.get(`${path}${query}`))).sort(), sorted(query ? `${all} AND r.closed_at IS NULL` : all), `${name}, file${query}`);
	}
	const [circle, few, none] = Object.values(seen).map((n) => n.length);
	assert.ok(circle > few && few > 0 && none === 0, `${circle}, ${few}, ${none}`);
});

test('a filter that names a record finds it by its number and by words of its title, and nothing by words that stand elsewhere in it', async () => {
	const [id, number, title] = psql(`SELECT x.id, x.number, x.title FROM app.record x WHERE x.site_id = ${siteId} AND x.visible = 0 AND EXISTS (SELECT FROM app.budget b JOIN app.record r ON r.site_id = b.site_id AND r.id = b.record_id AND r.visible = 0
		WHERE b.site_id = x.site_id AND b.target_id = x.id) ORDER BY x.id LIMIT 1`).split('|');
	const wanted = (where) => psql(`SELECT r.number FROM app.record r JOIN app.budget b ON b.site_id = r.site_id AND b.record_id = r.id WHERE r.site_id = ${siteId} AND ${visible('zhouyi')} AND ${where}`).split('\n').sort();
	const found = async (words) => numbers((await zhou.get(`${site}/budgets?target_id=${encodeURIComponent(words)}`)).expect(200)).sort();
	assert.deepEqual(await found(number), wanted(`b.target_id = ${id}`));
	const word = title.slice(0, 4);
	assert.deepEqual(await found(word), wanted(`b.target_id IN (SELECT x.id FROM app.record x WHERE x.site_id = ${siteId} AND strpos(x.title, '${word}') > 0)`));
	assert.deepEqual(await found('没有这样的项目'), []);
	assert.deepEqual(await found(number.slice(0, 8)), [], 'a part of a number is no title');
});

test('a board on which nothing is open says so, and offers the others; no filter is said to hide what none hides', async () => {
	const path = `${site}/requirements`, sentence = '只显示未办结的记录。要看其他记录，请选择状态。';
	(await zhou.get(`${path}?view=board&need=security&q=${encodeURIComponent('不会有的词句')}`)).expect(200, '没有符合筛选条件的记录', sentence);
	psql(`UPDATE app.record SET closed_at = now() WHERE site_id = ${siteId} AND kind = 'requirement' AND closed_at IS NULL`);
	const page = (await zhou.get(`${path}?view=board`)).expect(200, '没有未办结的记录', sentence);
	page.lacks('没有符合筛选条件的记录', '请减少筛选条件');
	assert.equal(page.select('.empty a.btn')[0].attrs.href, path);
	assert.ok(numbers(await zhou.get(path)).length > 0);
	// An order or a place alone leaves nothing out.
	const bare = await login(psql(`SELECT a.login FROM app.membership m JOIN app.account a ON a.id = m.account_id WHERE m.site_id = ${siteId} AND m.left_at IS NULL AND a.disabled_at IS NULL AND a.password IS NOT NULL AND a.totp_secret IS NULL
		AND NOT EXISTS (SELECT FROM app.record r WHERE r.site_id = m.site_id AND r.kind = 'penalty' AND r.visible < 3 AND ${seenBy('a.id')}) ORDER BY a.id LIMIT 1`));
	(await bare.get(`${site}/penalties?sort=number`)).expect(200).lacks('没有符合筛选条件的记录');
	(await bare.get(`${site}/penalties?state=open`)).expect(200, '没有符合筛选条件的记录');
});
