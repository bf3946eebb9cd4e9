// SPDX-License-Identifier: ISC
// Goal: a form loses nothing.  Too large an upload and too many files are answered by a page of ours that says the limit, in the language of
// who sent it (issue 11, fault 6).  A form that was handed in and is sent again with other content says so and makes no second record without
// a word (fault 5).
import test from 'node:test';
import assert from 'node:assert/strict';
import { unique } from '../run/acts.mjs';
import { login, psql } from '../run/stack.mjs';
import { wire } from '../run/wire.mjs';

const site = '/huadong', list = `${site}/requirements`;
const good = (title) => ({ title, need: 'functional', channel: 'research' });
const count = (title) => psql(`SELECT count(*) FROM app.record WHERE title = '${title}'`);

test('an upload over the limit ends on a page in the language of who sent it, with the limit and the way back', async () => {
	const head = (more) => `POST ${list} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 30000000\r\n${more}\r\n`;
	for (const [more, language, words] of [
		['Accept-Language: zh-CN,zh;q=0.9\r\n', 'zh-CN', ['提交的内容过大', '20 MB', '返回表单', '已填写的文字仍在']],
		['Accept-Language: en-GB,en;q=0.9\r\n', 'en', ['Too large', '20 MB', 'Back to the form', 'what you typed is still in the form']],
		['Accept-Language: en\r\nCookie: gatehouse_language=zh_CN\r\n', 'zh-CN', ['提交的内容过大']],
		['Accept-Language: zh-CN\r\nCookie: gatehouse_language=en\r\n', 'en', ['Too large']],
		['', 'zh-CN', ['提交的内容过大']],
	]) {
		const answer = await wire(head(more)), body = Buffer.from(answer.body, 'latin1').toString();
		assert.equal(answer.status, 413);
		assert.match(body, new RegExp(`<html lang="${language}">`), more);
		for (const word of words)
			assert.ok(body.includes(word), `${word}: ${body}`);
		assert.doesNotMatch(body, /upload_said|<!--#/);
		assert.match(body, /href="\/static\/app\.css"/);
		assert.match(answer.head, /no-store/);
	}
});

test('more files than a form can carry: nothing is saved, and all that was typed comes back to be sent', async () => {
	const who = await login('wangqiang'), page = await who.get(`${list}/new`), title = `很多附件 ${unique()}`;
	const files = Array.from({ length: 101 }, (_, i) => new File([`文本 ${i}`], `${i}.txt`, { type: 'text/plain' }));
	const refused = await who.submit(page, { ...good(title), goal: '原来写的目标，写了很久', files }, { form: list });
	refused.expect(413, '一张表单不能携带这么多附件', '您填写的内容没有丢失');
	assert.equal(refused.form('again').fields.find(([name]) => name === 'goal')[1], '原来写的目标，写了很久');
	assert.equal(count(title), '0');
	const saved = await who.submit(refused, {}, { form: 'again' });
	saved.expect(200, title);
	assert.equal(count(title), '1');
	// A number that a form can carry is judged by its page.
	(await who.submit(await who.get(`${list}/new`), { ...good(`${title}二`), files: files.slice(0, 21) }, { form: list })).expect(422, '一次最多可添加 20 个附件');
});

test('the form says what a script checks before it is sent', async () => {
	const who = await login('wangqiang'), box = (await who.get(`${list}/new`)).select('[data-files]')[0].attrs;
	assert.deepEqual([box['data-all'], box['data-each'], box['data-most']], ['20971520', '20971520', '20']);
	assert.match(box['data-each-said'], /%1.*20 MB/);
});

test('a form that was handed in is not handed in again with other content without a word', async () => {
	const who = await login('wangqiang'), first = `先交 ${unique()}`, second = `后交 ${unique()}`;
	const page = await who.get(`${list}/new`);
	assert.match(page.path, /\?once=[A-Z0-9]{16}$/);
	const saved = (await who.submit(page, good(first), { form: list })).expect(200, first), number = saved.path.split('/').pop();

	// Back, as a browser does it: the same address, and what was typed is still there.
	const back = (await who.get(page.path)).expect(200, `已保存为 ${number}`, `打开 ${number}`, '另填一份');
	const told = await who.submit(back, good(second), { form: list });
	told.expect(409, `已保存为 ${number}`, `打开 ${number}`, '这份也保存');
	assert.equal(count(second), '0');
	// The same once more leads to what was saved.
	assert.equal((await who.submit(back, good(first), { form: list })).path, saved.path);
	assert.equal(count(first), '1');
	// Both ways go on: to what was saved, and to another one with all that was typed.
	assert.ok(told.links.some((l) => l.href === saved.path));
	(await who.submit(told, {}, { form: 'again' })).expect(200, second);
	assert.equal(count(second), '1');
	assert.notEqual((await who.get(`${list}/new`)).path, page.path, 'another form is another form');
	(await who.get(`${list}/new?once=${'A'.repeat(16)}`)).lacks('已保存为');
});

test('a form with mistakes is the same form when it is shown again', async () => {
	const who = await login('wangqiang'), title = `改正 ${unique()}`;
	const page = await who.get(`${list}/new`), wrong = (await who.submit(page, { title }, { form: list })).expect(422);
	const key = (p) => p.form(list).fields.find(([name]) => name === 'key')[1];
	assert.equal(key(wrong), key(page));
	const saved = (await who.submit(wrong, good(title), { form: list })).expect(200, title);
	(await who.submit(page, good(`${title}二`), { form: list })).expect(409, saved.path.split('/').pop());
	assert.equal(count(`${title}二`), '0');
});

test('what begins a form stays in its address, and a key that is not ours is none', async () => {
	const who = await login('wangqiang');
	const page = (await who.get(`${list}/new?title=${encodeURIComponent('从链接来')}&once=x`)).expect(200);
	assert.match(page.path, /title=.*once=[A-Z0-9]{16}/);
	assert.equal(page.form(list).fields.find(([name]) => name === 'title')[1], '从链接来');
	assert.equal((await (await login('liumei')).get(page.path)).status, 200);
});

test('what handing in needs is marked beside what saving needs, and complained of at its field', async () => {
	const who = await login('wangqiang'), title = `直接提交 ${unique()}`, page = await who.get(`${list}/new`);
	assert.deepEqual(page.select('small.later').length, 4, 'platform, scenario, goal, acceptance');
	page.expect(200, '提交时必填');
	const wrong = (await who.submit(page, good(title), { button: 'move=submit' })).expect(422, '提交时必填；暂不填写也可以先保存');
	assert.equal(wrong.select('.field.wrong').length, 4);
	assert.equal(count(title), '0');
	// Saving alone needs none of it.
	(await who.submit(page, good(title), { form: list })).expect(200, title);
});

const whole = (title) => ({ ...good(title), platform_id: platform(), scenario: '柜台每天要手工登记，容易漏项', goal: '登记用时减半', acceptance: '登记一笔不超过一分钟' });
const platform = () => psql("SELECT r.number FROM app.record r JOIN app.site s ON s.id = r.site_id WHERE s.slug = 'huadong' AND r.kind = 'platform' AND r.state = 'in_operation' ORDER BY r.id LIMIT 1");
const state = (title) => psql(`SELECT state FROM app.record WHERE title = '${title}'`);

test('one button saves a new record and hands it in, with its files, once', async () => {
	const who = await login('wangqiang'), title = `直接提交 ${unique()}`, page = await who.get(`${list}/new`);
	const files = new File(['现场照片说明'], '说明.txt', { type: 'text/plain' });
	const saved = (await who.submit(page, { ...whole(title), files }, { button: 'move=submit' })).expect(200, title, '说明.txt');
	assert.ok(['submitted', 'endorsing'].includes(state(title)), state(title));
	assert.equal(psql(`SELECT string_agg(action, ' ' ORDER BY e.seq) FROM app.event e JOIN app.record r ON r.site_id = e.site_id AND r.id = e.record_id WHERE r.title = '${title}' AND action IN ('record.create', 'record.move')`).split(' ').slice(0, 2).join(' '), 'record.create record.move');
	assert.equal(psql(`SELECT submitted_by = created_by FROM app.record WHERE title = '${title}'`), 't');
	assert.equal((await who.submit(page, { ...whole(title), files }, { button: 'move=submit' })).path, saved.path);
	assert.equal(count(title), '1');
});

test('a draft that is edited is handed in with what was changed, and a mistake keeps all of it', async () => {
	const who = await login('wangqiang'), title = `改后提交 ${unique()}`;
	const draft = (await who.submit(await who.get(`${list}/new`), good(title), { form: list })).expect(200);
	const edit = (await who.get(`${draft.path}/edit`)).expect(200, '提交时必填');
	const wrong = (await who.submit(edit, { goal: '只写了目标' }, { button: 'move=submit' })).expect(422);
	assert.equal(psql(`SELECT version FROM app.record WHERE title = '${title}'`), '1');
	// The form that is shown again can be sent as it stands.
	(await who.submit(wrong, { ...whole(title), goal: '目标写全了' }, { button: 'move=submit' })).expect(200, '目标写全了');
	assert.notEqual(state(title), 'draft');
	// What is handed in is not handed in again from its form.
	assert.equal((await who.get(`${draft.path}/edit`)).form('/edit').buttons.some((b) => b.name === 'move'), false);
});

test('what can only be met on its page: saved, and said to be not handed in', async () => {
	const who = await login('liumei'), page = await who.get(`${site}/documents/new`);
	assert.ok(page.form(`${site}/documents`).buttons.some((b) => b.name === 'move' && b.value === 'submit'));
	const title = `没有正文 ${unique()}`, saved = await who.submit(page, { title, type: 'other' }, { button: 'move=submit' });
	saved.expect(200, title, '已保存，但尚未提交');
	assert.equal(state(title), 'draft');
});

test('whoever may not hand it in is offered no such button, and cannot', async () => {
	const who = await login('wangqiang'), page = await who.get(`${list}/new`), title = `不能 ${unique()}`;
	for (const move of ['accept', 'nonsense', 'discard'])
		assert.equal((await who.post(page.form(list).action, [...page.form(list).fields.filter(([n]) => !(n in whole(title))), ...Object.entries(whole(title)), ['move', move]])).status, 400, move);
	assert.equal(count(title), '0');
	// Kinds without such a move have none.
	const zhou = await login('zhouyi');
	for (const plural of ['defects', 'incidents'])
		assert.equal((await zhou.get(`${site}/${plural}/new`)).form(`${site}/${plural}`).buttons.some((b) => b.name === 'move'), false, plural);
});

test('a new form begins with the liaison of the own department, where there is one alone', async () => {
	const who = await login('wangqiang'), department = psql("SELECT m.department_id FROM app.membership m JOIN app.site s ON s.id = m.site_id AND s.slug = 'huadong' JOIN app.account a ON a.id = m.account_id WHERE a.login = 'wangqiang'");
	const holders = () => psql(`SELECT string_agg(h.account_id::text, ',') FROM app.site s, app.holders(s.id, 'requirement.confirm') h WHERE s.slug = 'huadong' AND h.department_id = ${department}`);
	const of = async (query = '') => Object.fromEntries((await who.get(`${list}/new${query}`)).form(list).fields);
	const mine = holders();
	assert.match(mine, /^\d+$/, 'the demonstration has one liaison there');
	assert.deepEqual([(await of()).department_id, (await of()).liaison_id], [department, mine]);
	const other = psql(`SELECT id FROM app.department WHERE site_id = (SELECT id FROM app.site WHERE slug = 'huadong') AND id <> ${department} LIMIT 1`);
	assert.equal((await of(`?department_id=${other}`)).liaison_id ?? '', '', 'of another department nothing is said');
	psql(`INSERT INTO app.member_role (site_id, account_id, role_id) SELECT r.site_id, a.id, r.id FROM app.role r JOIN app.site s ON s.id = r.site_id AND s.slug = 'huadong', app.account a WHERE r.key = 'liaison' AND a.login = 'wangqiang'`);
	try {
		assert.equal((await of()).liaison_id ?? '', '', 'of two none is chosen');
	} finally {
		psql(`DELETE FROM app.member_role mr USING app.role r, app.account a, app.site s WHERE s.slug = 'huadong' AND mr.site_id = s.id AND r.site_id = s.id AND r.id = mr.role_id AND r.key = 'liaison'
			AND a.id = mr.account_id AND a.login = 'wangqiang'`);
	}
	assert.equal((await of()).liaison_id, mine);
});

// ---------------------------------------------------------------- what was typed and not saved

const keyOf = (page, form) => page.form(form).fields.find(([n]) => n === 'key')[1];
const tokenOf = (page, form) => page.form(form).fields.find(([n]) => n === 'token')[1];
/** As static/keep.js does it. */
const keep = (who, page, place, action, typed) => who.send('POST', `${site}/unsaved`, { body: new URLSearchParams([['token', tokenOf(page, action)], ['form', place], ['form_key', keyOf(page, action)],
	...page.form(action).fields.filter(([n]) => !['token', 'key', ...typed.map(([t]) => t)].includes(n)), ...typed]) });
const kept = (login_) => psql(`SELECT COALESCE(string_agg(u.form || ' ' || u.typed, ',' ORDER BY u.form), '') FROM app.unsaved u JOIN app.account a ON a.id = u.account_id WHERE a.login = '${login_}' AND u.typed <> ''`);

test('what is typed into a new form is kept, offered and taken only when asked for, and gone when it is saved', async () => {
	const who = await login('wangqiang'), title = `自动保存 ${unique()}`, page = await who.get(`${list}/new`);
	page.lacks('尚未保存，系统已为您保留');
	const answer = await keep(who, page, 'requirements/new', list, [['title', title], ['need', 'security'], ['goal', '写到一半'], ['nonsense', 'x'], ['class', 'emergency']]);
	assert.equal(answer.status, 200);
	assert.match(answer.body.toString(), /^\d\d:\d\d$/);
	assert.doesNotMatch(kept('wangqiang'), /nonsense|emergency/, 'only what is typed into this form');

	const data = (await who.get('/account/data.json')).json.sites.find((s) => s.site === 'huadong').unsaved;
	assert.deepEqual([data.length, data[0].form, data[0].typed.includes(title)], [1, 'requirements/new', true], 'what is stored about a person they can see (RX.15)');
	const again = (await who.get(`${list}/new`)).expect(200, '尚未保存，系统已为您保留', '继续填写', '放弃这些内容');
	assert.equal(again.form(`${list}`).fields.find(([n]) => n === 'title')[1], '', 'nothing is filled in by itself');
	const filled = (await who.get(again.links.find((l) => l.text === '继续填写').href)).expect(200, '以下是您在', '写到一半');
	assert.equal(filled.form(list).fields.find(([n]) => n === 'title')[1], title);
	assert.equal(filled.form(list).fields.find(([n]) => n === 'need')[1], 'security');
	assert.equal(filled.select('[role=alert]').length, 0, 'what was not sent is no mistake');
	// Somebody else, and the same person at another form, are offered nothing.
	(await (await login('liumei')).get(`${list}/new`)).lacks('继续填写', title);
	(await who.get(`${site}/documents/new`)).lacks('继续填写', title);

	(await who.submit(filled, { channel: 'research' }, { form: list })).expect(200, title);
	assert.equal(kept('wangqiang'), '');
	// Of the same form in another window nothing is lost.
	const [one, two] = [await who.get(`${list}/new`), await who.get(`${list}/new`)];
	await keep(who, one, 'requirements/new', list, [['title', '这一窗口']]);
	await keep(who, two, 'requirements/new', list, [['title', '那一窗口']]);
	(await who.submit(two, { ...good(`${title}二`), kept: '1' }, { form: list })).expect(200);
	assert.match(kept('wangqiang'), /这一窗口/);
	assert.doesNotMatch(kept('wangqiang'), /那一窗口/);
	(await who.submit(await who.get(`${list}/new`), {}, { button: 'drop=1' })).expect(200);
	// What was under way when it was saved comes too late.
	const late = await keep(who, filled, 'requirements/new', list, [['title', '晚到的']]);
	assert.deepEqual([late.status, late.body.toString(), kept('wangqiang')], [200, '', ''], 'nothing is kept, and nothing is said to be');
	(await who.get(`${list}/new`)).lacks('继续填写');
	assert.equal(psql(`SELECT count(*) FROM app.event WHERE detail::text LIKE '%写到一半%' AND action <> 'record.create'`), '0');
});

test('of a record that is edited it is kept over its version, and compared when somebody else was quicker', async () => {
	const who = await login('wangqiang'), title = `改到一半 ${unique()}`;
	const draft = (await who.submit(await who.get(`${list}/new`), { ...good(title), goal: '原来的' }, { form: list })).expect(200), number = draft.path.split('/').pop();
	const edit = await who.get(`${draft.path}/edit`);
	await keep(who, edit, `requirements/${number}`, '/edit', [['version', '1'], ['title', title], ['goal', '自动保存的目标'], ['need', 'functional'], ['channel', 'research']]);
	(await who.submit(await who.get(`${draft.path}/edit`), { goal: '另一窗口先存的' }, { form: '/edit' })).expect(200);
	const offered = (await who.get(`${draft.path}/edit`)).expect(200, '继续填写');
	const filled = (await who.get(offered.links.find((l) => l.text === '继续填写').href)).expect(200, '自动保存的目标');
	const compared = (await who.submit(filled, {}, { form: '/edit' })).expect(409, '另一窗口先存的', '自动保存的目标');
	// What is compared is still the form that began with it, and goes on being kept.
	const values = (p) => Object.fromEntries(p.form('/edit').fields.filter(([n]) => ['key', 'kept'].includes(n)));
	assert.deepEqual(values(compared), values(filled));
	assert.equal(compared.select('form[data-keep]').length, 1);
	// It can be given up.
	const gone = (await who.submit(offered, {}, { button: 'drop=1' })).expect(200, '未保存的内容已清除');
	gone.lacks('继续填写', '自动保存的目标');
	assert.equal(kept('wangqiang'), '');
	// Or saved over the other one: then nothing is offered any more.
	await keep(who, gone, `requirements/${number}`, '/edit', [['goal', '再次自动保存的目标']]);
	(await who.submit(await who.get(`${draft.path}/edit`), { goal: '另一窗口又先存的' }, { form: '/edit' })).expect(200);
	const taken = (await who.get(`${draft.path}/edit?typed=1`)).expect(200, '再次自动保存的目标'), both = (await who.submit(taken, {}, { form: '/edit' })).expect(409);
	(await who.submit(both, {}, { form: '/edit' })).expect(200, '再次自动保存的目标');
	assert.equal(kept('wangqiang'), '');
});

test('what goes on from an offer takes its place; what is discarded is the one that was offered', async () => {
	const who = await login('wangqiang'), fresh = `requirements/new`, [one, two] = [await who.get(`${list}/new`), await who.get(`${list}/new`)];
	await keep(who, one, fresh, list, [['title', '第一份']]);
	psql("UPDATE app.unsaved SET at = at - interval '1 hour' WHERE typed LIKE '%第一份%'");
	await keep(who, two, fresh, list, [['title', '第二份']]);
	const taken = (await who.get(`${list}/new?typed=1`)).expect(200);
	assert.equal(taken.form(list).fields.find(([n]) => n === 'title')[1], '第二份');
	await keep(who, taken, fresh, list, [['title', '第二份，接着写']]);
	assert.match(kept('wangqiang'), /第二份，接着写/);
	assert.doesNotMatch(kept('wangqiang'), /第二份"/, 'in place of what it began with');
	const left = (await who.submit(await who.get(`${list}/new`), {}, { button: 'drop=1' })).expect(200, '未保存的内容已清除', '继续填写');
	assert.match(kept('wangqiang'), /第一份/, 'of the other window nothing is lost');
	assert.doesNotMatch(kept('wangqiang'), /第二份/);
	(await who.submit(left, {}, { button: 'drop=1' })).expect(200).lacks('继续填写');
	assert.equal(kept('wangqiang'), '');
});

test('what is kept has its limits: size, number, forms that are ours, and a session', async () => {
	const who = await login('wangqiang'), page = await who.get(`${list}/new`);
	assert.equal((await keep(who, page, 'requirements/new', list, [['goal', 'x'.repeat(300000)]])).status, 413);
	for (const form of ['', 'requirements', 'requirements/', 'nothing/new', 'requirements/DOC-2026-0001', '../new', 'requirements/new/x'])
		assert.equal((await keep(who, page, form, list, [['goal', 'x']])).status, 400, form);
	assert.equal((await who.send('POST', `${site}/unsaved`, { body: new URLSearchParams([['form', 'requirements/new'], ['form_key', 'x'], ['goal', 'x']]) })).status, 403);
	for (let i = 1; i <= 23; i++)
		assert.equal((await keep(who, page, `requirements/REQ-2031-${String(i).padStart(4, '0')}`, list, [['goal', 'x']])).status, 200);
	const rows_ = kept('wangqiang').split(',requirements').length;
	assert.ok(rows_ <= 20, `${rows_} are kept`);
	assert.match(kept('wangqiang'), /REQ-2031-0023/);
	// What was saved takes no place from what was not, and its marks have their own limit.
	const id = psql("SELECT id FROM app.account WHERE login = 'wangqiang'"), before = kept('wangqiang');
	psql(`INSERT INTO app.unsaved (site_id, account_id, form, key, typed, at) SELECT s.id, ${id}, 'requirements/new', 'saved-' || n, '', now() FROM app.site s, generate_series(1, 30) n WHERE s.slug = 'huadong'`);
	assert.equal((await keep(who, page, 'requirements/REQ-2031-0023', list, [['goal', 'x']])).status, 200);
	assert.equal(kept('wangqiang'), before);
	assert.equal(psql(`SELECT count(*) FROM app.unsaved WHERE account_id = ${id} AND typed = ''`), '19');
	psql(`UPDATE app.unsaved u SET at = now() - interval '15 days' FROM app.site s WHERE s.slug = 'huadong' AND u.site_id = s.id AND u.account_id = ${id}`);
	psql('SELECT app.sweep(now())');
	assert.equal(kept('wangqiang'), '', 'the courier forgets it after a fortnight');
});

test('Markdown is looked at as it will be shown, and nothing of it runs or is kept', async () => {
	const who = await login('wangqiang'), page = await who.get(`${site}/documents/new`), token = tokenOf(page, `${site}/documents`);
	const look = (text, more = {}) => who.send('POST', `${site}/preview`, { body: new URLSearchParams({ token, text, ...more }) });
	const shown = await look('**重点** <script>alert(1)</script> [坏](javascript:x)');
	assert.equal(shown.status, 200);
	assert.match(shown.body.toString(), /<strong>重点<\/strong>/);
	assert.doesNotMatch(shown.body.toString(), /<script|href="javascript/);
	assert.equal((await look('x'.repeat(20001))).status, 413);
	assert.equal((await look('x', { token: 'other' })).status, 403);
	assert.equal((await (await login('sunli')).get(`${site}/preview`)).status, 405);
});

test('a script that sends files is told where it goes on, and a message that is shown once is not lost on the way', async () => {
	const who = await login('wangqiang'), title = `进度 ${unique()}`;
	const draft = (await who.submit(await who.get(`${list}/new`), good(title), { form: list })).expect(200), form = draft.form('/files'), data = new FormData();
	for (const [name, value] of form.fields)
		data.append(name, value);
	data.append('file', new File(['内容'], '截图说明.txt', { type: 'text/plain' }));
	const answer = await who.send('POST', form.action, { body: data, headers: { accept: 'text/x-location, text/html' } });
	assert.deepEqual([answer.status, answer.headers.get('location')], [200, null]);
	assert.match(answer.headers.get('content-type'), /^text\/plain/);
	assert.equal(answer.body.toString(), `${draft.path}#files`);
	(await who.get(answer.body.toString())).expect(200, '截图说明.txt', '附件已上传');
});

test('a new record begins with a copy of another one, but for its days; what they may not see is not copied (RX.18)', async () => {
	const who = await login('wangqiang'), title = `原件 ${unique()}`;
	const made = (await who.submit(await who.get(`${list}/new`), { ...whole(title), wanted_by: '2027-03-01' }, { form: list })).expect(200), number = made.path.split('/').pop();
	const values = async (client, of) => Object.fromEntries((await client.get(`${list}/new?copy=${of}`)).expect(200).form(list).fields);
	const copy = await values(who, number.toLowerCase());
	assert.deepEqual([copy.title, copy.platform_id, copy.need, copy.goal, copy.wanted_by ?? ''], [title, platform(), 'functional', '登记用时减半', '']);
	assert.equal((await values(await login('liumei'), number)).title, '', 'a draft of somebody else');
	assert.equal((await values(who, 'DOC-2026-0001')).title, '', 'of another kind');
	assert.equal((await values(who, 'REQ-2099-0001')).title, '');
});
