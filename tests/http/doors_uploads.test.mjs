// SPDX-License-Identifier: ISC
// Goal: uploads are limited, inspected and never read needlessly. There are limits per file, per record, and per site and day, and a
// refusal names them. A long form without a session is refused before it is read, no file of an ended session is stored, and an office
// document contains nothing hidden. Proves the minor lines of finding 4 about uploads; R30.1.
import test, { before } from 'node:test';
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { client, login, psql, stack } from '../run/stack.mjs';
import { ownWorkers } from '../run/own.mjs';
import { docx, packed, relation } from '../run/packed.mjs';
import { unzip } from '../run/sheet.mjs';
import { wire } from '../run/wire.mjs';

const site = 'huadong', home = `/${site}`, siteId = `(SELECT id FROM app.site WHERE slug = '${site}')`;
let wang, path, id;
before(async () => {
	wang = await login('wangqiang');
	const made = await wang.submit((await wang.get(`${home}/documents/new`)).expect(200), { title: '上传检查', type: 'other', body: '正文，情况如上所述' });
	path = made.expect(200).path.replace(/[?#].*/, '');
	id = psql(`SELECT id FROM app.record WHERE site_id = ${siteId} AND number = '${path.split('/').at(-1)}'`);
});
async function upload(name, bytes, who = wang) {
	const form = (await who.get(path)).expect(200).forms.find((f) => f.controls.some((c) => c.name === 'file')), data = new FormData();
	for (const [field, value] of form.fields.filter(([field]) => field !== 'file'))
		data.append(field, value);
	data.append('file', new File([bytes], name));
	const page = await who.request('POST', `${path}/files`, { body: data });
	page.said = page.texts('.alert').join(' ');
	return page;
}
const stored = () => psql(`SELECT string_agg(name, ' ' ORDER BY id) FROM app.file WHERE site_id = ${siteId} AND record_id = ${id}`);

test('S, minor: an office document is looked into; each reason is said', async () => {
	const plain = await upload('方案.docx', docx({ 'word/_rels/document.xml.rels': relation('hyperlink', 'https://example.com/', true) }));
	assert.equal(plain.status, 200, plain.said);
	const ole = (name) => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504), Buffer.from(name, 'utf16le'), Buffer.alloc(512)]);
	const zeros = Buffer.alloc(70 << 20);
	const cases = [
		['宏.docx', docx({ 'word/vbaProject.bin': 'x' }), '含有宏'],
		['大写宏.docx', docx({ 'Word/VBAPROJECT.BIN': 'x' }), '含有宏'],
		['类型.docx', docx({ '[Content_Types].xml': '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>' }), '含有宏'],
		['宏表.xlsx', packed({ '[Content_Types].xml': '<Types/>', 'xl/macrosheets/sheet1.xml': '<x/>' }), '含有宏'],
		['旧宏.xls', ole('_VBA_PROJECT'), '含有宏'],
		['宏.odt', packed({ mimetype: 'application/vnd.oasis.opendocument.text', 'Basic/Standard/Module1.xml': '<x/>' }), '含有宏'],
		['程序.docx', docx({ 'word/embeddings/a.exe': 'x' }), '内嵌有程序'],
		['改名.docx', docx({ 'word/embeddings/a.bin': 'MZ\x90\0' }), '内嵌有程序'],
		['打包.docx', docx({ 'word/embeddings/oleObject1.bin': ole('\u0001Ole10Native') }), '内嵌有程序'],
		['控件.docx', docx({ 'word/activeX/activeX1.xml': '<x/>' }), '内嵌有程序'],
		['模板.docx', docx({ 'word/_rels/settings.xml.rels': relation('attachedTemplate', 'https://evil.example/t.dotm', true) }), '从外部读取'],
		['图片.pptx', packed({ '[Content_Types].xml': '<Types/>', 'ppt/slides/_rels/slide1.xml.rels': relation('image', 'http://evil.example/1.png', true) }), '从外部读取'],
		['编码.docx', docx({ 'word/_rels/settings.xml.rels': Buffer.from(`\ufeff${relation('attachedTemplate', 'https://evil.example/t', true).replace('UTF-8', 'UTF-16')}`, 'utf16le') }), '从外部读取'],
		['单引号.docx', docx({ 'word/_rels/a.xml.rels': "<Relationships><Relationship Type='x/oleObject' TargetMode = 'External' Target='\\\\\\\\host\\\\share'/></Relationships>" }), '从外部读取'],
		['实体.docx', docx({ 'word/_rels/a.xml.rels': '<!DOCTYPE a [<!ENTITY b "External">]><Relationships><Relationship Type="x/image" TargetMode="&b;" Target="http://evil.example"/></Relationships>' }), '无法按其扩展名'],
		['加密.docx', ole('EncryptedPackage'), '打开密码'],
		['加密.xlsx', packed({ '[Content_Types].xml': '<Types/>' }, { flags: 1 }), '打开密码'],
		['炸弹.xlsx', packed({ '[Content_Types].xml': '<Types/>', 'xl/worksheets/sheet1.xml': zeros }), '解压后的内容过多'],
		['很多.docx', packed(Object.fromEntries(Array.from({ length: 10001 }, (_, i) => [`word/media/${i}.xml`, '<x/>']))), '解压后的内容过多'],
		['截断.docx', docx({ 'word/media/a.png': Buffer.alloc(4000, 'abcdefg') }).subarray(0, 700), '无法按其扩展名'],
		['外逃.docx', docx({ '../../evil.xml': '<x/>' }), '无法按其扩展名'],
	];
	const had = stored();
	for (const [name, bytes, why] of cases)
		(await upload(name, bytes)).expect(422, why, name);
	assert.equal(stored(), had, 'none of them was kept');
	/* The form of a new record says the same, and keeps what was typed. */
	const again = await wang.submit(await wang.get(`${home}/documents/new`), { title: '不该保存', type: 'other', body: '正文，情况如上所述', files: new File([cases[0][1]], '宏.docx') });
	assert.equal(again.expect(422, '含有宏').select('[name=title]')[0].attrs.value, '不该保存');
	/* A string that falls between two reads is found as well. */
	(await upload('边界.doc', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(65536 - 8 - 9), Buffer.from('_VBA_PROJECT', 'utf16le'), Buffer.alloc(64)]))).expect(422, '含有宏');
	/* Ordinary ones are taken. */
	(await upload('表.xlsx', packed({ '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<x/>', 'xl/worksheets/sheet1.xml': `<x>${'数据'.repeat(9000)}</x>` }))).expect(200, '表.xlsx');
	(await upload('旧.doc', ole('WordDocument'))).expect(200, '旧.doc');
});

test('S, minor: an archive that is opened offline fetches nothing', async () => {
	const made = await wang.submit(await wang.get(`${home}/documents/new`), { title: '带图的文档', type: 'other', body: '说明 ![图](https://evil.example/track.png) 与 ![二][r]\n\n[r]: http://evil.example/2.png\n\n<img src="http://evil.example/3.png">' });
	const own = made.expect(200).path.replace(/[?#].*/, ''), files = unzip((await wang.send('GET', `${own}/dossier.zip`)).body);
	const html = Object.entries(files).filter(([name]) => name.endsWith('.html')).map(([, content]) => content.toString()).join('');
	assert.match(html, /evil\.example/, 'what was written is there');
	assert.doesNotMatch(html, /<(?:img|script|link|iframe|object|video|audio|source)[^>]*(?:https?:)?\/\/evil/i);
	assert.match(html, /<meta http-equiv="Content-Security-Policy"\s+content="img-src data:;[^"]*script-src 'none'/);
	/* Nor does the page that is read online, whatever its header says. */
	assert.doesNotMatch((await wang.get(own)).body.toString(), /<img[^>]*evil/i);
});

test('S, minor: the files of a record and those of a site in a day have a limit, which is said', async () => {
	const row = (size, record, day) => psql(`INSERT INTO app.file (site_id, record_id, name, type, size, sha256, stored, created_at, created_by)
		SELECT site_id, id, 'big.bin', 'text/plain', ${size}, '', 'zz/' || gen_random_uuid(), ${day}, created_by FROM app.record WHERE site_id = ${siteId} AND id = ${record}`);
	row(500 * 1024 * 1024 - 200000, id, "now() - interval '2 days'");
	(await upload('多.txt', 'x'.repeat(300000))).expect(422, '500 MB', '本记录的文件合计', '多.txt');
	(await upload('少.txt', '就这些')).expect(200, '少.txt');
	psql(`DELETE FROM app.file WHERE name = 'big.bin'`);
	/* Of a record that this person does not see: it counts all the same. */
	const unseen = psql(`SELECT id FROM app.record WHERE site_id = ${siteId} AND kind = 'penalty' AND visible = 1 ORDER BY id LIMIT 1`);
	row(2 * 1024 * 1024 * 1024 - 800000, unseen, 'now()');
	(await upload('今天.txt', 'x'.repeat(900000))).expect(422, '2048 MB', '本站点今日上传', '今天.txt');
	(await wang.submit(await wang.get(`${home}/documents/new`), { title: '今天太多', type: 'other', body: '正文，情况如上所述', files: new File(['x'.repeat(900000)], '新.txt') })).expect(422, '本站点今日上传');
	psql(`UPDATE app.file SET created_at = now() - interval '2 days' WHERE name = 'big.bin'`);
	(await upload('今天.txt', 'x'.repeat(900000))).expect(200, '今天.txt');
	psql(`DELETE FROM app.file WHERE name = 'big.bin'`);
});

test('S, minor: one file has a limit of its own', async (t) => {
	process.env.GATEHOUSE_UPLOAD_FILE_MAX = '64kB';
	const own = await ownWorkers('uploads', 1);
	t.after(() => own.stop());
	delete process.env.GATEHOUSE_UPLOAD_FILE_MAX;
	const who = await own.login('wangqiang');
	(await upload('大.txt', 'x'.repeat(70000), who)).expect(422, '64 KB', '单个文件的上限', '大.txt');
	(await upload('小.txt', 'x'.repeat(60000), who)).expect(200, '小.txt');
});

test('S, minor: a long form of nobody is answered before it is read; of an ended session nothing is stored', async () => {
	const received = () => readdirSync(stack('printf %s "$STACK_HOME"').trim() + '/uploads').length;
	const head = (cookie) => `POST ${path}/files HTTP/1.1\r\nHost: x\r\nOrigin: http://x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 19000000\r\n${cookie}Connection: close\r\n\r\n`;
	/* Not a byte of the body is sent: the answer is there all the same. */
	const nobody = await wire(head(''));
	assert.equal(nobody.status, 401, nobody.head);
	assert.match(Buffer.from(nobody.body, 'latin1').toString('utf8'), /请先登录/);
	assert.equal((await wire(head('Cookie: gatehouse_language=en; other=1\r\n'))).status, 401);
	/* A short one still reaches the log-in, which keeps what was typed. */
	const c = client();
	const short = await c.request('POST', `${path}/files`, { body: new URLSearchParams({ remove: '1' }) });
	assert.equal(short.status, 401);
	/* A session that has ended: the fields are read, the file is neither hashed nor kept. */
	const ended = await login('liumei'), form = new FormData();
	form.append('title', '写了很久的标题');
	form.append('file', new File([Buffer.alloc(3 << 20, 'x')], '很大.txt'));
	psql(`DELETE FROM app.session WHERE account_id = (SELECT id FROM app.account WHERE login = 'liumei')`);
	const page = await ended.request('POST', `${path}/files`, { body: form });
	assert.equal(page.status, 401);
	assert.equal(received(), 0);
	/* Nowhere else is so much taken. */
	assert.equal((await wire(head('').replace(`${path}/files`, '/login'))).status, 413);
	assert.equal((await wire(head('').replace(`${path}/files`, `${path}/moves`))).status, 413);
});
