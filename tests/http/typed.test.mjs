// SPDX-License-Identifier: ISC
// Goal: what people type is read as they mean it, or refused at its field. One folding before every comparison, number, day, time and
// code (case E); what shows nothing is empty (D); a value that cannot be kept is a complaint, never a fault of ours (A); lists are
// whole, and a form that says something else is no second sending of the first (H); a filter that is not understood finds nothing and
// says so, and what is kept stays as typed (I).
import test from 'node:test';
import assert from 'node:assert/strict';
import { client, ctl, login, psql } from '../run/stack.mjs';
import { accountId, handIn, siteId, someone } from '../run/people.mjs';

const site = '/huadong', unique = () => `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 7)}`;
const NOTHING = ['\u200b', '\u00a0', '\ufeff', '\u2060', '\u3164', '\u202e', '\u3000', '\u2800', '\u0301', '\u{e0041}\u{e007f}', '\u115f\u1160\uffa0', '\ue000', '\u200d\u00ad \n'];
const day = (offset) => new Date(Date.now() + 8 * 36e5 + offset * 864e5).toISOString().slice(0, 10);
const chinese = (iso) => iso.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日');
const wide = (text) => text.replace(/[!-~]/g, (c) => String.fromCodePoint(c.codePointAt(0) + 0xfee0));
const base = { need: 'functional', channel: 'complaint' };
const kinds = JSON.parse((await ctl('--json', 'kinds')).out), kindOf = (name) => kinds.find((k) => k.name === name).plural;
const wrong = (page, ...names) => names.reduce((n, name) => n + page.select(`#f-${name}-error`).length, 0);
const kept = (page, form, name, value) => page.form(form).fields.some(([n, v]) => n === name && v.replace(/^\n/, '') === value);
const people = {};
const as = (name) => (people[name] ??= login(name));

/** A requirement as ${values} say; the page that answers. */
async function requirement(who, values) {
	return who.submit(await who.get(`${site}/requirements/new`), { title: `键入 ${unique()}`, ...base, ...values }, { form: `${site}/requirements` });
}
const columnOf = (page, column, table = 'requirement') => psql(`SELECT k.${column} FROM app.${table} k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id WHERE r.site_id = ${siteId()} AND r.number = '${page.path.match(/[A-Z]{3}-\d{4}-\d+/)[0]}'`);

// ---------------------------------------------------------------- E

test('case E: a day is read as Chinese keyboards, letters and spreadsheets write it', async () => {
	const who = await as('wangqiang'), iso = day(20), [y, m, d] = iso.split('-').map(Number);
	for (const typed of [chinese(iso), `${y}/${m}/${d}`, `${y}/${m}/${d} 0:00:00`, wide(iso), `${y}.${m}.${d}`, iso.replaceAll('-', ''), ` ${iso}\u200b`]) {
		const page = (await requirement(who, { wanted_by: typed })).expect(200);
		assert.equal(columnOf(page, 'wanted_by'), iso, typed);
	}
	for (const typed of ['2027-02-29', `${m}/${d}/${y}`, `${y % 100}-${m}-${d}`, `${iso} 13:30`]) {
		const page = (await requirement(who, { wanted_by: typed })).expect(422);
		assert.equal(page.select('#f-wanted_by-error').length, 1, typed);
		assert.deepEqual(page.select('#f-wanted_by').map((e) => [e.attrs.type, e.attrs.value]), [['text', typed]], 'a browser shows what was typed');
	}
});

test('case E: records are found by their numbers however they are written: address, form, search, link, filter', async () => {
	const who = await as('wangqiang'), number = await handIn(who, `编号 ${unique()}`), [code, year, n] = number.split('-');
	for (const typed of [number.toLowerCase(), `${code}–${year}–${n}`, `${code}-${year}-${Number(n)}`, wide(number), `${code}\u2212${year}\u2212${n}`]) {
		const page = await who.get(`${site}/requirements/${encodeURIComponent(typed)}?tab=x`);
		page.expect(200, number);
		assert.deepEqual(page.hops.map((h) => [h.status, h.location]), [[303, `${site}/requirements/${number}?tab=x`]], typed);
		(await who.get(`${site}/search?q=${encodeURIComponent(typed)}`)).expect(200, number);
		(await who.get(`/search?q=${encodeURIComponent(typed)}`)).expect(200, number);
	}
	(await who.get(`${site}/requirements/${number.toLowerCase()}/history`)).expect(200);
	assert.equal((await who.get(`${site}/requirements/req-2026-99999999`)).status, 404);
	const platform = psql(`SELECT number FROM app.record WHERE site_id = ${siteId()} AND kind = 'platform' AND state = 'in_operation' ORDER BY id LIMIT 1`);
	const made = (await requirement(who, { platform_id: platform.replaceAll('-', '–').toLowerCase() })).expect(200);
	assert.equal(columnOf(made, 'record_id') !== '' && psql(`SELECT p.number FROM app.record r JOIN app.record p ON p.site_id = r.site_id AND p.id = r.platform_id WHERE r.site_id = ${siteId()} AND r.number = '${made.path.split('/').at(-1)}'`), platform);
	(await who.get(`${site}/requirements?platform_id=${platform.toLowerCase()}`)).expect(200).lacks('无法识别');
	const linked = await who.submit(await who.get(`${site}/requirements/${number}`), { other: wide(made.path.split('/').at(-1)) }, { form: '/links' });
	linked.expect(200);
	assert.equal(psql(`SELECT count(*) FROM app.link l JOIN app.record r ON r.site_id = l.site_id AND r.id = l.record_id WHERE r.number = '${number}' AND r.site_id = ${siteId()}`), '1');
});

test('case E: numbers, amounts, times, rules, days of the calendar, log-ins and e-mail in full width', async () => {
	const admin = await as('sunli'), zhou = await as('zhouyi');
	const rules = await admin.submit(await admin.get(`${site}/settings/rules`), { group_share: '５０', large_funds: '５００，０００' }, { form: 'rules' });
	rules.expect(200);
	assert.equal(psql(`SELECT value FROM app.rule WHERE site_id = ${siteId()} AND key = 'large_funds' UNION ALL SELECT 'default' LIMIT 1`).match(/^(500000|default)$/)?.length, 2);
	const days = await admin.submit(await admin.get(`${site}/settings/calendar`), { days: '2027年10月1日至2027年10月7日　休　国庆节\n２０２７-１０-０９\u00a0班' }, { form: 'calendar' });
	days.expect(200);
	assert.equal(psql(`SELECT count(*) || ' ' || min(day) || ' ' || max(day) FROM app.calendar_day WHERE site_id = ${siteId()} AND day BETWEEN '2027-10-01' AND '2027-10-31'`), '8 2027-10-01 2027-10-09');
	const budget = (await zhou.submit(await zhou.get(`${site}/budgets/new`), { title: `预算 ${unique()}`, purpose: '门户建设一期的开发与测试费用', department_id: psql(`SELECT id FROM app.department WHERE site_id = ${siteId()} AND closed_at IS NULL ORDER BY id LIMIT 1`), year: wide(String(new Date().getFullYear())) }, { form: `${site}/budgets` })).expect(200);
	for (const [item, typed] of [['research', '１，２００．５０'], ['design', '￥1200'], ['testing', '1200元'], ['training', '1.2万']]) {
		const page = await zhou.submit(await zhou.get(`${budget.path}/entries/line`), { item, purpose: '按合同支付第一期费用', requested: typed }, { form: '/entries/line' });
		page.expect(200);
	}
	const sums = psql(`SELECT string_agg(l.requested::text, ' ' ORDER BY l.no) FROM app.budget_line l JOIN app.record r ON r.site_id = l.site_id AND r.id = l.record_id WHERE r.number = '${budget.path.split('/').at(-1)}' AND r.site_id = ${siteId()}`);
	assert.equal(sums, '1200.50 1200.00 1200.00 12000.00');
	const found = await zhou.submit(await zhou.get(`${site}/incidents/new`), { title: `故障 ${unique()}`, found_on: chinese(day(0)), found_at: '０：０１', severity: '4' }, { form: `${site}/incidents` });
	if (found.status === 200)
		assert.equal(columnOf(found, 'found_at', 'incident'), '00:01:00');
	else
		assert.equal(wrong(found, 'found_on', 'found_at'), 0, found.text.slice(0, 400));
	const late = client();
	assert.ok(!(await late.submit(await late.get('/login'), { login: ' Ｗａｎｇｑｉａｎｇ\u200b', password: 'gatehouse-demo' })).expect(200).path.startsWith('/login'), 'a log-in in full width');
});

// ---------------------------------------------------------------- D, I

test('case D: what shows nothing is empty wherever a text is required', async () => {
	const who = await as('wangqiang'), number = await handIn(who, `看不见 ${unique()}`), page = await who.get(`${site}/requirements/${number}`);
	const admin = await as('sunli'), lead = await as('chenlan');
	const voted = psql(`SELECT r.kind || 's/' || r.number FROM app.approval a JOIN app.record r ON r.site_id = a.site_id AND r.id = a.record_id
		WHERE r.site_id = ${siteId()} AND a.outcome IS NULL AND a.by_rule = 'group' AND r.kind IN ('change', 'budget', 'launch') ORDER BY r.id LIMIT 1`).replace('launchs', 'launches');
	for (const nothing of NOTHING) {
		const shown = JSON.stringify(nothing);
		assert.equal((await requirement(who, { title: nothing })).status, 422, `title ${shown}`);
		assert.equal((await who.submit(page, { body: nothing }, { form: '/comments' })).status, 422, `comment ${shown}`);
		const asking = await as('zhouyi'), asked = await asking.get(`${site}/requirements/${number}`);
		if (asked.forms.some((f) => f.action.includes('/opinions')))
			assert.equal((await asking.submit(asked, { account: accountId('liumei'), question: nothing }, { form: '/opinions' })).status, 422, `question ${shown}`);
		if (voted) {
			const ballot = await lead.get(`${site}/${voted}`);
			if (ballot.forms.some((f) => f.buttons.some((b) => b.value === 'reject')))
				assert.equal((await lead.submit(ballot, { opinion: nothing }, { button: 'move=reject' })).status, 422, `vote ${shown}`);
		}
		assert.equal((await admin.submit(await admin.get(`${site}/settings/departments`), { name: nothing, function: 'other' }, { form: 'departments' })).status, 422, `department ${shown}`);
		assert.equal((await admin.submit(await admin.get(`${site}/settings/roles`), { name: nothing }, { form: 'roles' })).status, 422, `role ${shown}`);
		const kept = await who.get(`${site}/requirements?state=open`);
		await who.submit(kept, { name: nothing }, { form: '/filters?' });
	}
	assert.equal(psql(`SELECT count(*) FROM app.saved_filter f WHERE f.site_id = ${siteId()} AND f.account_id = ${accountId('wangqiang')}`), '0');
	assert.equal(psql(`SELECT count(*) FROM app.comment c JOIN app.record r ON r.site_id = c.site_id AND r.id = c.record_id WHERE r.number = '${number}' AND r.site_id = ${siteId()}`), '0');
});

test('case D, E: names lose what nobody sees or what turns the writing; case I: texts stay as typed but for line ends', async () => {
	const who = await as('wangqiang'), tail = unique();
	const scenario = '  先空两格\n    再空四格\u200b\n最后';
	const page = (await requirement(who, { title: ` 登录\u200b页\u202e面${tail}\ufeff`, scenario: `\r\n${scenario.replaceAll('\n', '\r\n')}\r\n\r\n` })).expect(200);
	assert.equal(psql(`SELECT title FROM app.record WHERE site_id = ${siteId()} AND number = '${page.path.split('/').at(-1)}'`), `登录页面${tail}`);
	assert.equal(psql(`SELECT replace(scenario, E'\\n', '|') FROM app.requirement k JOIN app.record r ON r.site_id = k.site_id AND r.id = k.record_id WHERE r.title = '登录页面${tail}'`), scenario.replaceAll('\n', '|'));
});

test('case I: a filter that is not understood finds nothing, says so, and makes no file', async () => {
	const who = await as('zhouyi');
	for (const [address, name] of [[`${kindOf('triage_meeting')}?held_on_from=2027-02-29`, 'held_on_from'], [`${kindOf('triage_meeting')}?held_on_to=x`, 'held_on_to'], ['requirements?state=nonsense', 'state'], ['requirements?priority=x', 'priority'],
		['requirements?platform_id=x', 'platform_id'], ['requirements?late=perhaps', 'late'], ['requirements?author=me', 'author'], ['requirements?sort=nothing', 'sort'], ['requirements?after=x', 'after'],
		['requirements?no_such_filter=1', 'no_such_filter'], ['requirements?need=nonsense', 'need'], ['requirements?priority=1&priority=2', 'priority'],
		['ledger?from=2027-02-29', 'from'], ['ledger?year=two', 'year'], ['ledger?kind=none', 'kind'], ['ledger?state=none', 'state'], ['points?year=x', 'year'], ['reports/budget?year=1', 'year'], ['reports/budget?project=x', 'project']]) {
		const page = (await who.get(`${site}/${address}`)).expect(200, '无法识别');
		assert.equal(page.select('main table tbody tr').length, 0, address);
		const value = decodeURIComponent(address.split(`${name}=`)[1].split('&')[0]);
		assert.ok(page.texts('[role=alert] li').some((t) => t.includes(value) || address.includes('priority=1')), `${address}: ${page.texts('[role=alert] li')}`);
		for (const suffix of ['csv', 'xlsx']) {
			const file = await who.get(`${site}/${address.replace('?', `.${suffix}?`)}`);
			assert.equal(file.status, 400, `${address} as ${suffix}`);
		}
	}
	(await who.get(`${site}/${kindOf('triage_meeting')}?held_on_from=${encodeURIComponent('2026年1月1日')}&held_on_to=&state=`)).expect(200).lacks('无法识别');
	(await who.get(`${site}/requirements.csv?state=open&priority=1`)).expect(200);
});

// ---------------------------------------------------------------- A

test('case A: a penalty whose instalments nobody could pay is refused at its form', async () => {
	const who = await as('zhouyi');
	const page = await who.submit(await who.get(`${site}/penalties/new`), { title: `赔偿 ${unique()}`, subject: 'person', person_id: accountId('wangqiang'), ground: 'leak', facts: '擅自导出客户资料并外传，造成损失。', severity: 'serious', liability: 'direct',
		measures: 'compensation', compensation: '999999999999.99', monthly_wage: '1', article: '第三十五条' }, { form: `${site}/penalties` });
	page.expect(422);
	assert.equal(wrong(page, 'compensation', 'monthly_wage'), 1, page.text.slice(0, 500));
	// Zero where more than nothing is meant, at the field.
	const none = (await who.submit(page, { compensation: '0', monthly_wage: '0.00' }, { form: `${site}/penalties` })).expect(422);
	assert.equal(wrong(none, 'compensation', 'monthly_wage'), 2);
	// A log-in longer than any is a wrong one.
	const stranger = client();
	assert.equal((await stranger.submit(await stranger.get('/login'), { login: Array.from({ length: 9000 }, () => Math.random().toString(36)[2]).join(''), password: 'x' })).status, 422);
});

test('case A: the lines of a budget together are an amount, too', async () => {
	const who = await as('zhouyi');
	const budget = (await who.submit(await who.get(`${site}/budgets/new`), { title: `大预算 ${unique()}`, purpose: '门户建设一期的开发与测试费用', department_id: psql(`SELECT id FROM app.department WHERE site_id = ${siteId()} AND closed_at IS NULL ORDER BY id LIMIT 1`) , year: String(new Date().getFullYear()) }, { form: `${site}/budgets` })).expect(200);
	const line = async (item, requested) => who.submit(await who.get(`${budget.path}/entries/line`), { item, purpose: '按合同支付第一期费用', requested }, { form: '/entries/line' });
	(await line('research', '999999999999.99')).expect(200);
	const over = (await line('design', '0.01')).expect(422);
	assert.ok(over.select('[id$=requested-error]').length > 0, over.text.slice(0, 500));
	(await line('testing', '0')).expect(422);
});

test('case A: what the database refuses is a complaint at its field, with everything typed, and is found in the log', async () => {
	// A limit that no form knows of.
	psql(`ALTER TABLE app.requirement ADD CONSTRAINT requirement_goal_is_short CHECK (length(goal) < 50) NOT VALID; ALTER TABLE app.comment ADD CONSTRAINT comment_is_polite CHECK (text NOT LIKE '%XXX%') NOT VALID`);
	const who = await as('wangqiang'), goal = '一个页面看全所有信息'.repeat(10), title = `拒绝 ${unique()}`;
	const page = (await requirement(who, { title, goal })).expect(422);
	assert.equal(page.select('#f-goal-error').length, 1, page.text.slice(0, 600));
	assert.ok(page.form(`${site}/requirements`).fields.some(([n, v]) => n === 'goal' && v === goal));
	assert.ok(page.form(`${site}/requirements`).fields.some(([n, v]) => n === 'title' && v === title));
	assert.equal(psql(`SELECT count(*) FROM app.record WHERE title = '${title}'`), '0');
	// Where the page has no form of fields, what was typed is on the page that says so.
	const number = await handIn(who, `评论 ${unique()}`), text = `第一行\n<b>XXX</b> 第二行`;
	const said = (await who.submit(await who.get(`${site}/requirements/${number}`), { body: text }, { form: '/comments' })).expect(422);
	assert.ok(kept(said, '/comments', 'body', text), said.text.slice(0, 600));
	psql('ALTER TABLE app.requirement DROP CONSTRAINT requirement_goal_is_short; ALTER TABLE app.comment DROP CONSTRAINT comment_is_polite');
});

// ---------------------------------------------------------------- H

test('case H: a list of people is whole or refused at its field', async () => {
	const liaison = await as(someone({ has: ['notice.manage'] }));
	psql(`INSERT INTO app.account (login, name, created_at) SELECT 'crowd' || n, '群众' || n, now() FROM generate_series(1, 220) n;
		INSERT INTO app.membership (site_id, account_id, created_at) SELECT ${siteId()}, id, now() FROM app.account WHERE login LIKE 'crowd%'`);
	const ids = psql(`SELECT id FROM app.account WHERE login LIKE 'crowd%' ORDER BY id`).split('\n');
	const send = async (persons) => liaison.submit(await liaison.get(`${site}/notices/new`), { title: `通知 ${unique()}`, type: 'general', audience: 'persons', persons, body: '请各位准时参加周五的培训。' }, { form: `${site}/notices` });
	const many = (await send(ids)).expect(422);
	assert.equal(many.select('#f-persons-error').length, 1);
	assert.match(many.texts('#f-persons-error')[0], /200/);
	assert.equal(many.form(`${site}/notices`).fields.filter(([n]) => n === 'persons').length, 220, 'all that were chosen are still chosen');
	const most = (await send(ids.slice(0, 200))).expect(200);
	assert.equal(columnOf(most, 'persons', 'notice').split(',').length, 200);
	// Nothing is lost when it is edited.
	(await liaison.submit(await liaison.get(`${most.path}/edit`), { body: '改为周四，请准时参加。' }, { form: '/edit' })).expect(200);
	assert.equal(columnOf(most, 'persons', 'notice').split(',').length, 200);
});

test('case H: the same form again is answered as before; with other content it is a conflict that keeps the text', async () => {
	const who = await as('wangqiang'), number = await handIn(who, `重发 ${unique()}`), page = await who.get(`${site}/requirements/${number}`);
	const comments = () => psql(`SELECT string_agg(c.text, '|' ORDER BY c.id) FROM app.comment c JOIN app.record r ON r.site_id = c.site_id AND r.id = c.record_id WHERE r.number = '${number}' AND r.site_id = ${siteId()}`);
	(await who.submit(page, { body: '第一份意见' }, { form: '/comments' })).expect(200);
	const same = (await who.submit(page, { body: '第一份意见' }, { form: '/comments' })).expect(200);
	assert.equal(same.hops.length, 1);
	assert.equal(comments(), '第一份意见');
	const other = (await who.submit(page, { body: '第二份完全不同的意见' }, { form: '/comments' })).expect(409);
	assert.ok(kept(other, '/comments', 'body', '第二份完全不同的意见'), 'the text is in a form that can be sent');
	assert.equal(comments(), '第一份意见');
	// It can be saved as well, with one press.
	(await who.submit(other, {}, { form: '/comments' })).expect(200);
	assert.equal(comments(), '第一份意见|第二份完全不同的意见');
	// The same for a new record.
	const form = await who.get(`${site}/requirements/new`), title = `重发 ${unique()}`;
	(await who.submit(form, { title, ...base }, { form: `${site}/requirements` })).expect(200, title);
	await who.submit(form, { title: `${title} 二`, ...base }, { form: `${site}/requirements` }).then((p) => assert.ok(p.status === 409 && kept(p, `${site}/requirements`, 'title', `${title} 二`)));
	assert.equal(psql(`SELECT count(*) FROM app.record WHERE title LIKE '${title}%'`), '1');
});

test('case H: files are taken all or none, and the form is kept', async () => {
	const who = await as('wangqiang'), page = await who.get(`${site}/requirements/new`), title = `附件 ${unique()}`;
	const files = (n) => Array.from({ length: n }, (_, i) => new File([`第 ${i} 份`], `${i}.txt`));
	const many = (await who.submit(page, { title, ...base, files: files(21) }, { form: `${site}/requirements` })).expect(422, '20');
	assert.ok(kept(many, `${site}/requirements`, 'title', title));
	assert.equal(psql(`SELECT count(*) FROM app.record WHERE title = '${title}'`), '0');
	(await who.submit(many, { files: files(20) }, { form: `${site}/requirements` })).expect(200);
	assert.equal(psql(`SELECT count(*) FROM app.file f JOIN app.record r ON r.site_id = f.site_id AND r.id = f.record_id WHERE r.title = '${title}'`), '20');
});
