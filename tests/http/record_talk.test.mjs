// SPDX-License-Identifier: ISC
// Goal: comments, opinions, copies, urging, links and files do what they say and let nothing harmful through.
// Proves case I and the pages of comments (S minor), RX.3 (another opinion, copied in, urge once a day), R10.1 (links), RX.14 (files), RX.4 (history of each).
import test from 'node:test';
import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { textOf } from '../run/html.mjs';
import { login, psql, rows } from '../run/stack.mjs';

const site = '/huadong';
const unique = () => `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
const numberOf = (page) => page.path.match(/[A-Z]{3}-\d{4}-\d{4,}/)?.[0];
const tokenOf = (page) => page.form('comments').fields.find(([n]) => n === 'token')[1];

async function draft(who, fields = {}) {
	const form = (await who.get(`${site}/requirements/new`)).expect(200);
	return who.submit(form, { title: `交流 ${unique()}`, need: 'functional', channel: 'operations_data', ...fields });
}

async function submitted(who) {
	const platform = rows(`SELECT number FROM app.record r JOIN app.site s ON s.id = r.site_id WHERE s.slug = 'huadong' AND kind = 'platform' ORDER BY r.id LIMIT 1`)[0].number;
	const page = (await draft(who, { platform_id: platform, scenario: 'a as described', goal: 'b as described', acceptance: 'c as described' })).expect(200);
	return (await who.submit(page, {}, { button: 'move=submit' })).expect(200, '待梳理');
}

const events = (number) => rows(`SELECT e.action FROM app.event e JOIN app.record r ON r.site_id = e.site_id AND r.id = e.record_id
	JOIN app.site s ON s.id = r.site_id WHERE s.slug = 'huadong' AND r.number = '${number}' ORDER BY e.seq`).map((e) => e.action);

test('comments are Markdown without anything that runs', async () => {
	const [wang, zhou] = await Promise.all([login('wangqiang'), login('zhouyi')]);
	const page = await submitted(wang);
	const text = '**重要** <script>alert(1)</script> [x](javascript:alert(1)) [好](https://example.cn/)\n第二行 <img src=x onerror=alert(1)>';
	const said = await zhou.submit(await zhou.get(page.path), { body: text }, { form: 'comments' });
	said.expect(200, '第二行');
	const prose = said.body.toString().match(/<div class="prose">(.*?)<\/div>/s)[1];
	assert.match(prose, /<strong>重要<\/strong>/);
	assert.match(prose, /href="https:\/\/example.cn\/"/);
	assert.doesNotMatch(prose, /<script|<img|javascript:|<[^>]*onerror/i);
	assert.match(prose, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/, 'what was typed is shown (case I)');
	assert.match(prose, /<br/, 'typed line breaks stay');
	assert.ok(rows(`SELECT 1 FROM app.notification n JOIN app.account a ON a.id = n.account_id JOIN app.record r ON r.site_id = n.site_id AND r.id = n.record_id
		WHERE a.login = 'wangqiang' AND n.what = 'commented' AND r.number = '${numberOf(page)}'`).length === 1, 'its author is told');
	const empty = await zhou.submit(said, { body: '   ' }, { form: 'comments' });
	empty.expect(422, '请先填写内容');
	const long = await zhou.submit(said, { body: '长'.repeat(20001) }, { form: 'comments' });
	long.expect(422, '最多 20,000 字');
	assert.equal(long.form('comments').fields.find(([n]) => n === 'body')[1].length, 20001, 'nothing typed is lost');
});

test('case I: a comment is shown as typed; Chinese signs do not hide bold; addresses and pictures of other hosts are links', async () => {
	const [wang, zhou] = await Promise.all([login('wangqiang'), login('zhouyi')]);
	const page = await submitted(wang);
	const prose = async (text) => {
		const said = (await zhou.submit(await zhou.get(page.path), { body: text }, { form: 'comments' })).expect(200);
		return [...said.body.toString().matchAll(/<div class="prose">(.*?)<\/div>/gs)].at(-1)[1].trim();
	};
	assert.equal(await prose('List<String> … a<b>c'), '<p>List&lt;String&gt; … a&lt;b&gt;c</p>');
	assert.equal(await prose('**重要：**请先备份'), '<p><strong>重要：</strong>请先备份</p>');
	assert.equal(await prose('见https://example.com/a?b=1&c=2，谢谢'), '<p>见<a href="https://example.com/a?b=1&amp;c=2" rel="noopener noreferrer nofollow">https://example.com/a?b=1&amp;c=2</a>，谢谢</p>');
	assert.equal(await prose('![架构图](https://example.com/p.png)'), '<p><a href="https://example.com/p.png" rel="noopener noreferrer nofollow">架构图</a></p>');
	assert.equal(await prose('[注]: 请看附件'), '<p>[注]: 请看附件</p>');
	assert.equal(await prose('\n\n    select 1;\n'), '<pre><code>select 1;\n</code></pre>', 'blanks at the beginning of a line stay');
	(await zhou.submit(await zhou.get(page.path), { body: '\u200b\u3000\u00a0' }, { form: 'comments' })).expect(422, '请先填写内容');
});

for (const [what, long] of [['plain text', '长'.repeat(20000)], ['marks', '> '.repeat(10000)], ['signs', '"'.repeat(20000)], ['lines', 'a\n'.repeat(9999)], ['addresses', 'http://a.cn/b '.repeat(1428)]])
	test(`S minor: two hundred of the longest comments of ${what} make no heavy page, and each is where its address leads`, async () => {
		const [wang, zhou] = await Promise.all([login('wangqiang'), login('zhouyi')]);
		const page = await submitted(wang), at = page.path.replace(/[?#].*/, '');
		psql(`INSERT INTO app.comment (site_id, record_id, account_id, at, text) SELECT r.site_id, r.id, r.created_by, now() - interval '1 day' + i * interval '1 minute', i || E'\n' || left('${long}', 19990)
			FROM app.record r JOIN app.site s ON s.id = r.site_id AND s.slug = 'huadong', generate_series(1, 200) i WHERE r.number = '${numberOf(page)}' ORDER BY i`);
		const ids = rows(`SELECT c.id FROM app.comment c JOIN app.record r ON r.site_id = c.site_id AND r.id = c.record_id WHERE r.number = '${numberOf(page)}' ORDER BY c.id`).map((r) => String(r.id));
		const shown = (p) => p.expect(200).select('.comments li').map((li) => li.attrs.id?.match(/^comment-(\d+)/)?.[1]).filter(Boolean);
		let now = await zhou.get(at), seen = shown(now);
		assert.ok(now.body.length < 300 * 1024, `${now.body.length} bytes`);
		assert.equal(seen.at(-1), ids.at(-1), 'the newest is there');
		for (let n = 0; n < 4; n++) {
			now = await zhou.get(now.select('#comments a[rel=prev]')[0].attrs.href);
			const earlier = shown(now);
			assert.ok(now.body.length < 300 * 1024);
			assert.equal(ids.indexOf(earlier.at(-1)), ids.indexOf(seen[0]) - 1, 'none is left out');
			seen = [...earlier, ...seen];
		}
		const link = now.select('.comments li a').map((a) => a.attrs.href).find((href) => href.includes('#comment-'));
		assert.match(link, /\?comment=(\d+)#comment-\1$/);
		for (const id of [ids[0], ids[99], ids[199]])
			assert.ok(shown(await zhou.get(`${at}?comment=${id}`)).includes(id), `comment ${id}`);
		assert.equal((await zhou.get(`${at}?comment=${ids[0]}`)).select('#comments a[rel=next]').length, 1, 'and back to the latest');
		const print = (await zhou.get(`${at}/print`)).expect(200, '此处截断');
		assert.equal([...print.body.toString().matchAll(/<div class="comment">/g)].length, 200, 'paper has all of them');
	});

test('an opinion is asked for, waits, and is answered once by who was asked', async () => {
	const [wang, xu, zhou] = await Promise.all([login('wangqiang'), login('xuning'), login('zhouyi')]);
	const page = await submitted(wang);
	const people = await wang.get(`${page.path}?with=people`);
	const id = String(rows("SELECT id FROM app.account WHERE login = 'xuning'")[0].id);
	assert.ok(people.select('#ask-whom option').some((o) => o.attrs.value === id));
	const asked = await wang.submit(people, { account: id, question: '这样可行吗？' }, { form: 'ask-opinion' });
	asked.expect(200, '这样可行吗？', '尚未回复');
	const seen = (await xu.get(page.path)).expect(200, '回复征求的意见');
	assert.equal((await zhou.get(page.path)).select('textarea[name=answer]').length, 0, 'only who was asked answers');
	(await xu.submit(seen, { answer: '' }, { form: 'opinions' })).expect(422, '请填写意见');
	const answered = await xu.submit(seen, { answer: '可行，注意性能。' }, { form: 'opinions' });
	answered.expect(200, '可行，注意性能。').lacks('尚未回复', '回复征求的意见');
	const opinion = seen.form('opinions').fields.find(([n]) => n === 'opinion')[1];
	const again = await zhou.post(`${page.path}/opinions`, { token: tokenOf(await zhou.get(page.path)), key: unique(), opinion, answer: '代答，情况如上所述' });
	assert.equal(again.status, 403);
	assert.ok(events(numberOf(page)).includes('opinion.answer'));
});

test('copied in, following, and urging once a day', async () => {
	const [wang, zhou] = await Promise.all([login('wangqiang'), login('zhouyi')]);
	const page = await submitted(wang);
	const liu = rows("SELECT id FROM app.account WHERE login = 'liumei'")[0].id;
	const copied = await wang.submit(await wang.get(`${page.path}?with=people`), { account: String(liu) }, { form: 'copy-in' });
	copied.expect(200, '刘梅');
	const followed = await zhou.submit(await zhou.get(page.path), {}, { button: 'watch=1' });
	followed.expect(200, '已关注', '周毅');
	(await zhou.submit(followed, {}, { button: 'watch=0' })).expect(200).lacks('抄送与关注： 周毅');
	const urged = await wang.submit(copied, {}, { button: 'urge=1' });
	urged.expect(200, '催办提醒');
	assert.ok(rows(`SELECT 1 FROM app.notification n JOIN app.account a ON a.id = n.account_id JOIN app.record r ON r.site_id = n.site_id AND r.id = n.record_id
		WHERE a.login = 'zhouyi' AND n.what = 'urged' AND r.number = '${numberOf(page)}'`).length === 1);
	const token = tokenOf(urged);
	(await wang.post(`${page.path}/urge`, { token, key: unique(), urge: '1' })).expect(200, '今天已经催办过');
	assert.equal(events(numberOf(page)).filter((e) => e === 'record.urge').length, 1);
	assert.equal((await zhou.post(`${page.path}/urge`, { token: tokenOf(await zhou.get(page.path)), key: unique() })).status, 403, 'only who waits urges');
});

test('links are shown at both ends; what is out of sight is not there', async () => {
	const [wang, zhou] = await Promise.all([login('wangqiang'), login('zhouyi')]);
	const [page, other, secret] = [await submitted(wang), await submitted(wang), await draft(wang)];
	(await wang.submit(await wang.get(page.path), { other: 'REQ-1999-0001' }, { form: 'add-link' })).expect(422, '没有这个编号');
	(await wang.submit(await wang.get(page.path), { other: numberOf(page) }, { form: 'add-link' })).expect(422, '不能与自身关联');
	const linked = await wang.submit(await wang.get(page.path), { other: numberOf(other).toLowerCase() }, { form: 'add-link' });
	linked.expect(200, '已关联');
	await wang.submit(linked, { other: numberOf(secret) }, { form: 'add-link' });
	assert.equal((await wang.get(page.path)).select('.links li').length, 2);
	const theirs = await zhou.get(page.path);
	assert.equal(theirs.select('.links li').length, 1);
	theirs.lacks(numberOf(secret));
	assert.equal((await zhou.get(other.path)).select('.links a').filter((a) => a.attrs.href === page.path.split('#')[0]).length, 1);
	assert.equal(theirs.select('.links button').length, 0, 'not theirs to remove');
	const token = tokenOf(theirs), id = (await wang.get(page.path)).select('.links button[name=remove]')[0].attrs.value;
	assert.equal((await zhou.post(`${page.path}/links`, { token, key: unique(), remove: id })).status, 403);
	assert.equal((await zhou.post(`${page.path}/links`, { token, key: unique(), other: numberOf(secret) })).status, 422, 'not even its number');
	const gone = await wang.submit(await wang.get(page.path), {}, { button: `remove=${id}` });
	assert.equal(gone.select('.links li').length, 1);
});

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const file = (bytes, name, type = 'application/octet-stream') => new File([bytes], name, { type });
const stored = () => readdirSync(path.join(process.env.GATEHOUSE_STACK, 'files'), { recursive: true })
	.map((f) => path.join(process.env.GATEHOUSE_STACK, 'files', f)).filter((f) => statSync(f).isFile());

test('files: taken by name and content, kept durably, sent as attachments', async () => {
	const [wang, zhou] = await Promise.all([login('wangqiang'), login('zhouyi')]);
	const page = await submitted(wang);
	const bytes = Buffer.from(`说明 ${unique()}\n`);
	const added = await wang.submit(await wang.get(page.path), { file: [file(bytes, '需求说明 <1>.txt', 'text/html'), file(png, '截图.png')] }, { form: 'add-files' });
	added.expect(200, '附件已上传', '需求说明 <1>.txt', '截图.png');
	const row = rows(`SELECT f.* FROM app.file f JOIN app.record r ON r.site_id = f.site_id AND r.id = f.record_id WHERE r.number = '${numberOf(page)}' AND f.name LIKE '%.txt'`)[0];
	assert.equal(row.sha256, createHash('sha256').update(bytes).digest('hex'));
	assert.equal(row.type, 'text/plain', 'our type, not the sender\'s');
	assert.ok(stored().some((f) => f.endsWith(row.stored)));
	const link = added.select('.files a').find((a) => /txt/.test(textOf(a))).attrs.href;
	const sent = await zhou.send('GET', link);
	assert.equal(sent.status, 200);
	assert.deepEqual(sent.body, bytes);
	assert.match(sent.headers.get('content-disposition'), /^attachment; filename="[^"]*"; filename\*=UTF-8''%E9%9C%80/);
	assert.equal(sent.headers.get('x-content-type-options'), 'nosniff');
	assert.match(sent.headers.get('content-security-policy'), /sandbox/);
	assert.equal(sent.headers.get('x-accel-redirect'), null);
	assert.equal((await zhou.get('/_files/' + row.stored)).status, 404, 'only through the page');
	assert.ok(events(numberOf(page)).filter((e) => e === 'file.add').length === 2);
});

test('files of a draft are its author\'s alone, and of another number nobody\'s', async () => {
	const [wang, zhou] = await Promise.all([login('wangqiang'), login('zhouyi')]);
	const form = await wang.get(`${site}/requirements/new`);
	const page = await wang.submit(form, { title: `带附件 ${unique()}`, need: 'functional', channel: 'research', files: [file(png, 'a.png')] });
	const link = page.expect(200, 'a.png').select('.files a')[0].attrs.href;
	assert.equal((await wang.send('GET', link)).status, 200);
	assert.equal((await zhou.send('GET', link)).status, 404);
	const other = await submitted(wang);
	assert.equal((await zhou.send('GET', `${other.path}/files/${link.split('/').at(-1)}`)).status, 404);
	for (const id of ['0', 'x', '99999999999999999999', '1%20or'])
		assert.equal((await wang.send('GET', `${page.path}/files/${id}`)).status, 404, id);
});

test('files that are not what they should be are refused and nothing of them stays', async () => {
	const wang = await login('wangqiang');
	const page = await submitted(wang);
	const before = rows('SELECT count(*) FROM app.file')[0].count;
	const bad = [
		[file('<!DOCTYPE html><script>alert(1)</script>', '页面.html'), '不接受'],
		[file('<!DOCTYPE html><script>alert(1)</script>', '页面.txt'), '扩展名不符'],
		[file('\x7fELF\x02\x01\x01', '程序.exe'), '不接受'],
		[file('not a picture', '图.png'), '扩展名不符'],
		[file('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', '图.svg'), '不接受'],
		[file('', '空.txt'), '空文件'],
		[file('x', '无扩展名'), '不接受'],
	];
	for (const [upload, words] of bad)
		(await wang.submit(await wang.get(page.path), { file: [file(png, '好.png'), upload] }, { form: 'add-files' })).expect(422, words, upload.name);
	assert.equal(rows('SELECT count(*) FROM app.file')[0].count, before, 'all or nothing');
	const again = await wang.submit(await wang.get(`${site}/requirements/new`), { title: '附件有误', need: 'functional', channel: 'research', files: [bad[3][0]] });
	again.expect(422, '扩展名不符');
	assert.equal(again.form('requirements').fields.find(([n]) => n === 'title')[1], '附件有误');
});

test('a file is removed by who added it; its bytes stay with the history', async () => {
	const [wang, zhou] = await Promise.all([login('wangqiang'), login('zhouyi')]);
	const page = await submitted(wang);
	const added = await wang.submit(await wang.get(page.path), { file: [file(png, '错.png')] }, { form: 'add-files' });
	const id = added.select('.files button[name=remove]')[0].attrs.value;
	assert.equal((await zhou.post(`${page.path}/files`, { token: tokenOf(await zhou.get(page.path)), key: unique(), remove: id })).status, 403);
	const gone = await wang.submit(added, {}, { button: `remove=${id}` });
	gone.expect(200, '附件已移除');
	assert.equal(gone.select('.files li').length, 0);
	assert.equal((await wang.send('GET', `${page.path}/files/${id}`)).status, 404);
	const row = rows(`SELECT stored FROM app.file WHERE id = ${id} AND removed_at IS NOT NULL`)[0];
	assert.ok(stored().some((f) => f.endsWith(row.stored)));
});
