// SPDX-License-Identifier: ISC
// Goal: lists show what they are asked for and nothing out of sight, page by page to the last one; exports hold exactly the
// same rows; filters are kept; one move for many reports what was left out.  Proves RX.13, R7.1 (exports), RX.4 (export is noted).
import test from 'node:test';
import assert from 'node:assert/strict';
import { ctl, login, psql, rows } from '../run/stack.mjs';

const list = '/huadong/requirements';
const unique = () => `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
const numbers = (page) => page.texts('table.rows td.mono');

async function everyPage(who, url) {
	const seen = [];
	for (let page = await who.get(url), n = 0; ; n++) {
		page.expect(200);
		assert.ok(n < 100, 'paging ends');
		seen.push(...numbers(page));
		const next = page.select('a[rel=next]')[0];
		if (!next)
			return seen;
		page = await who.get(next.attrs.href);
	}
}

async function make(who, title, submit = true) {
	const platform = rows(`SELECT number FROM app.record r JOIN app.site s ON s.id = r.site_id WHERE s.slug = 'huadong' AND kind = 'platform' ORDER BY r.id LIMIT 1`)[0].number;
	const form = await who.get(`${list}/new`);
	const page = await who.submit(form, { title, need: 'functional', channel: 'operations_data', platform_id: platform, scenario: 'a as described', goal: 'b as described', acceptance: 'c as described' });
	return submit ? who.submit(page, {}, { button: 'move=submit' }) : page;
}

test('every order walks to the last page without a gap or a double', async () => {
	const zhou = await login('zhouyi');
	const all = rows(`SELECT r.number FROM app.record r JOIN app.site s ON s.id = r.site_id WHERE s.slug = 'huadong' AND kind = 'requirement'
		AND (visible = 0 OR r.created_by = (SELECT id FROM app.account WHERE login = 'zhouyi'))`).map((r) => r.number).sort();
	for (const sort of ['number', '-number', 'changed_at', '-changed_at', 'due', '-due', 'priority', '-priority'])
		assert.deepEqual((await everyPage(zhou, `${list}?sort=${sort}`)).sort(), all, sort);
});

test('filters narrow the list, are shown, and each can be taken away', async () => {
	const zhou = await login('zhouyi');
	const page = (await zhou.get(`${list}?state=accepted&need=security`)).expect(200, '需求类型：安全需求');
	assert.ok(numbers(page).length > 0);
	for (const state of page.texts('table.rows td.s'))
		assert.equal(state, '已采纳');
	const chips = page.select('.chip a[href]').map((a) => a.attrs.href);
	assert.ok(chips.includes(`${list}?need=security`) && chips.includes(`${list}?state=accepted`), chips.join(' '));
	const from = (await zhou.get(`${list}?q=${encodeURIComponent('短信')}`)).expect(200);
	assert.ok(numbers(from).length >= 3);
	(await zhou.get(`${list}?q=${encodeURIComponent('没有这种话')}`)).expect(200, '没有符合筛选条件的记录');
});

test('whatever stands in the address, the list answers', async () => {
	const zhou = await login('zhouyi');
	for (const query of ['sort=nonsense', 'sort=-', 'after=x', 'after=1~', 'after=99999999999999999999', "need=' OR 1=1 --", 'department_id=abc',
		'priority=1e9', 'state=a,b,,c', 'platform_id=PLT-0', 'q=%25%5F%5C', 'q=%00'.replace('%00', '%F0%9F%98%80'), 'late=yes', 'author=1', 'deferred_until_from=2026-99-99',
		'sort=priority&after=5~abc', 'sort=priority&after=5~1e3', 'sort=due&after=5~2026-13-45', 'sort=due&after=5~2026-01-01x', 'sort=changed_at&after=5~2026-01-01%2025:00:00%2B08',
		'sort=changed_at&after=5~yesterday', 'sort=-changed_at&after=5~2026-01-01%2010:00:00.123%2B08', 'sort=-due&after=5~', 'sort=-priority&after=999999999~3'])
		(await zhou.get(`${list}?${query}`)).expect(200);
});

function csv(text) {
	const out = [];
	for (const line of text.replace(/^\ufeff/, '').match(/(?:"(?:[^"]|"")*"|[^"\r\n])+/g) ?? [])
		out.push([...line.matchAll(/"((?:[^"]|"")*)"/g)].map((m) => m[1].replaceAll('""', '"')));
	return out;
}

test('the CSV holds exactly the filtered list, with nothing a spreadsheet would run', async () => {
	const [wang, zhou] = await Promise.all([login('wangqiang'), login('zhouyi')]);
	const mark = unique();
	for (const title of [`=HYPERLINK("http://x") ${mark}`, `+1 ${mark}`, `-1+1 ${mark}`, `@SUM ${mark}`, `"quoted", and ; ${mark}`])
		await make(wang, title);
	await make(wang, `草稿 ${mark}`, false);
	const page = await zhou.get(`${list}?q=${mark}&sort=number`);
	const link = page.select('a[href]').map((a) => a.attrs.href).find((h) => h.includes('.csv'));
	const file = await zhou.send('GET', link);
	assert.equal(file.status, 200);
	assert.match(file.headers.get('content-type'), /^text\/csv/);
	assert.match(file.headers.get('content-disposition'), /^attachment/);
	const text = file.body.toString('utf8');
	assert.ok(file.body.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])));
	const [head, ...lines] = csv(text);
	assert.deepEqual(head.slice(0, 3), ['编号', '标题', '状态']);
	assert.deepEqual(lines.map((l) => l[0]), numbers(page));
	assert.equal(lines.length, 5, 'not the draft of another');
	for (const line of lines)
		for (const cell of line)
			assert.doesNotMatch(cell, /^[=+@-]/, cell);
	assert.ok(lines.every((l) => l[2] === '待梳理'));
	assert.equal(rows(`SELECT 1 FROM app.event WHERE action = 'list.export' AND detail ->> 'query' LIKE '%${mark}%' AND detail ->> 'format' = 'csv'`).length, 1);
});

test('issue 10: of every kind the export holds the rows of the list, in each order that it offers', async () => {
	const zhou = await login('zhouyi');
	for (const kind of JSON.parse((await ctl('kinds', '--json')).out)) {
		const path = `/huadong/${kind.plural}`, head = (await zhou.get(path)).expect(200);
		const orders = head.select('th a').map((a) => /sort=-?(\w+)/.exec(a.attrs.href)[1]);
		for (const sort of ['', ...orders.flatMap((o) => [o, `-${o}`])]) {
			const query = sort && `?sort=${sort}`, file = await zhou.send('GET', `${path}.csv${query}`);
			assert.equal(file.status, 200, `${path}${query}`);
			assert.deepEqual(csv(file.body.toString('utf8')).slice(1).map((l) => l[0]), await everyPage(zhou, `${path}${query}`), `${path}${query}`);
		}
	}
});

test('issue 10: of every kind "open" is all that are in no state at which a record ends', async () => {
	const zhou = await login('zhouyi');
	let open = 0;
	for (const kind of JSON.parse((await ctl('kinds', '--json')).out)) {
		const path = `/huadong/${kind.plural}`, not = kind.states.filter((s) => !s.end).map((s) => s.name);
		const [one, other] = [await everyPage(zhou, `${path}?state=open&sort=-due`), not.length ? await everyPage(zhou, `${path}?state=${not.join(',')}&sort=-due`) : []];
		assert.deepEqual(one, other, path);
		open += one.length;
	}
	assert.ok(open > 50);
});

test('exports need their right and know their formats', async () => {
	const zhou = await login('zhouyi');
	for (const format of ['json', 'ics', 'pdf'])
		assert.equal((await zhou.get(`${list}.${format}`)).status, 404, format);
});

test('filters are kept for oneself or shared, and removed by their owner', async () => {
	const [zhou, wang] = await Promise.all([login('zhouyi'), login('wangqiang')]);
	const [own, shared] = [`我的 ${unique()}`, `共享 ${unique()}`];
	const page = await zhou.get(`${list}?state=accepted&need=security`);
	const kept = await zhou.submit(page, { name: own }, { form: 'save-list' });
	kept.expect(200, '筛选条件已保存', own);
	assert.equal(kept.path, `${list}?state=accepted&need=security`);
	(await zhou.submit(kept, { name: shared, shared: '1' }, { form: 'save-list' })).expect(200, shared);
	(await wang.get(list)).expect(200, shared).lacks(own);
	const id = rows(`SELECT id FROM app.saved_filter WHERE name = '${shared}'`)[0].id;
	const theirs = await wang.get(`${list}?state=open`);
	const token = theirs.forms.find((f) => f.action.includes('filters') && f.method === 'post').fields.find(([n]) => n === 'token')[1];
	assert.equal((await wang.post('/huadong/filters?kind=requirements', { token, key: unique(), remove: String(id) })).status, 404);
	assert.equal((await wang.post('/huadong/filters?kind=requirements', { token, key: unique(), name: 'x', query: 'state=open', shared: '1' })).status, 403);
	assert.equal((await wang.post('/huadong/filters?kind=requirements', { token, key: unique(), name: 'x', query: 'a"><script>' })).status, 400);
	const gone = await zhou.post(`/huadong/filters/${id}/delete?kind=requirements`, { token: page.form('filters').fields.find(([n]) => n === 'token')[1], key: unique() });
	gone.expect(200, '筛选条件已删除').lacks(shared);
});

test('RX.13 one move for many: what can be decided goes, what cannot is named with the reason', async () => {
	const [wang, xu] = await Promise.all([login('wangqiang'), login('xuning')]);
	const mark = unique();
	const pages = [];
	for (let i = 0; i < 3; i++)
		pages.push(await make(wang, `批量 ${mark} ${i}`));
	const own = await make(xu, `批量 ${mark} 本人`);
	const answers = { class: 'routine', priority: '2', expected_goal: '两周内上线并验收', decision_reason: '本月一并采纳处理' };
	const page = await xu.get(`${list}?q=${mark}`);
	assert.equal(numbers(page).length, 4);
	const chosen = numbers(page);
	const shown = (await xu.submit(page, { record: chosen }, { form: 'bulk', button: 'move=accept' })).expect(200, '本次办理的记录', '不能在此办理');
	assert.equal(shown.select('input[name=record]').length, 3, 'what cannot be decided on has no tick');
	const wrong = await xu.submit(shown, { ...answers, priority: '7' }, { button: 'move=accept' });
	wrong.expect(422);
	assert.equal(wrong.select('input[name=record][checked]').length, 3, 'the ticks survive');
	assert.equal(rows(`SELECT 1 FROM app.record WHERE title LIKE '批量 ${mark}%' AND state = 'submitted'`).length, 4, 'nothing with a mistake');
	const done = await xu.submit(wrong, { ...answers }, { button: 'move=accept' });
	done.expect(200, '已办理', '办理结果');
	assert.equal(rows(`SELECT 1 FROM app.record WHERE title LIKE '批量 ${mark}%' AND state = 'accepted'`).length, 3);
	assert.equal((await xu.get(own.path)).texts('h1')[0].includes('待梳理'), true);
	(await xu.submit(page, { record: null }, { form: 'bulk', button: 'move=accept' })).expect(200, '尚未选择记录');
	(await xu.submit(await xu.get(`${list}?q=${mark}`), { record: chosen }, { form: 'bulk', button: 'move=accept' })).expect(200, '当前状态为“已采纳”', '不能在此办理');
});

test('RX.13 every filter of every kind has an index that begins with the site and its column', async () => {
	const have = new Set(psql(`SELECT c.relname || '.' || a.attname FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[1]
		JOIN pg_attribute s ON s.attrelid = c.oid AND s.attnum = i.indkey[0] AND s.attname = 'site_id' WHERE c.relnamespace = 'app'::regnamespace AND i.indisvalid AND i.indpred IS NULL`).split('\n'));
	const filters = JSON.parse((await ctl('kinds', '--json')).out).flatMap((kind) => kind.fields.filter((f) => f.filter).map((f) => `${f.common ? 'record' : kind.name}.${f.name}`));
	assert.ok(filters.length > 20);
	assert.deepEqual([...new Set(filters)].filter((f) => !have.has(f)), []);
});
