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
	assert.equal((await of()).liaison_id ?? '', '', 'of two none is chosen');
});
