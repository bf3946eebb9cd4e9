// SPDX-License-Identifier: ISC
// Goal: the complete file of a record can be printed as one page and downloaded as an archive with every attachment and a manifest
// that sha256sum accepts. People do not get parts they may not see, viewing a restricted record is recorded (RX.14, RX.3), and a
// client that disconnects does no harm.
import test from 'node:test';
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { File } from 'node:buffer';
import { ownWorkers } from '../run/own.mjs';
import { login, rows } from '../run/stack.mjs';
import { handIn, site, siteId, someone } from '../run/people.mjs';
import { unzip } from '../run/sheet.mjs';

const url = (number) => `/${site}/requirements/${number}`;
const who = someone({ has: ['requirement.submit', 'list.export', 'record.comment'] }), stranger = someone({ not: [who], lacks: ['restricted.view'] });
const author = await login(who);

/** Everything that is in an archive stands in its manifest, with its sum. */
function isRight(files) {
	const sums = files.SHA256SUMS.trim().split('\n').map((l) => l.split('  '));
	assert.deepEqual(sums.map(([, name]) => name).sort(), Object.keys(files).filter((n) => n !== 'SHA256SUMS').sort());
	for (const [sum, name] of sums)
		assert.equal(createHash('sha256').update(files[name]).digest('hex'), sum, name);
}

test('RX.14 one page holds the record and what belongs to it, in the order of the contents', async () => {
	const [one, other] = [await handIn(author, '档案甲'), await handIn(author, '档案乙')];
	await author.submit(await author.get(url(one)), { other }, { form: '/links' });
	const page = (await author.get(`${url(one)}/dossier`)).expect(200, '档案乙');
	assert.deepEqual(page.texts('td.mono a'), [one, other]);
	assert.deepEqual(page.select('article.paper-part').map((a) => a.attrs.id), [one, other]);
	assert.match(page.body.toString('utf8').trimEnd(), /<\/html>$/);
});

test('RX.14 the archive holds page, styles and attachments, and its manifest is right', async () => {
	const one = await handIn(author, '归档'), minutes = '会议纪要 '.repeat(5000);
	await author.submit(await author.get(url(one)), { file: [new File([minutes], '纪要.txt', { type: 'text/plain' })] }, { form: 'add-files' });
	const zip = await author.send('GET', `${url(one)}/dossier.zip`);
	assert.equal(zip.status, 200);
	assert.equal(zip.headers.get('content-type'), 'application/zip');
	const files = unzip(zip.body), names = Object.keys(files);
	assert.ok(names.includes(`${one}.html`) && names.includes('assets/paper.css'), names.join());
	assert.equal(files[names.find((n) => n.endsWith('纪要.txt'))], minutes);
	isRight(files);
	assert.match(files[`${one}.html`], /href="assets\/paper\.css"/);
});

test('RX.14 the complete file of an iteration holds what belongs to it, as that of a launch: requirements, documents, incident, notice, training with its material, evaluation', async () => {
	const [it] = rows(`SELECT r.id, r.number FROM app.record r WHERE r.site_id = ${siteId()} AND r.kind = 'iteration' AND r.title = '修复结算单重复扣款'`);
	const parts = rows(`SELECT x.kind, x.number, x.title FROM app.record x WHERE x.site_id = ${siteId()} AND x.id IN (
		SELECT l.record_id FROM app.link l WHERE l.site_id = ${siteId()} AND l.other_id = ${it.id} AND l.sort <> 'contains' UNION
		SELECT l.other_id FROM app.link l WHERE l.site_id = ${siteId()} AND l.record_id = ${it.id} UNION
		SELECT k.record_id FROM app.notice k WHERE k.site_id = ${siteId()} AND k.source_id = ${it.id})`);
	assert.deepEqual([...new Set(parts.map((p) => p.kind))].sort(), ['document', 'evaluation', 'incident', 'notice', 'requirement', 'training']);
	const path = `/${site}/iterations/${it.number}`, page = (await author.get(`${path}/dossier`)).expect(200, '紧急修复计时', ...parts.map((p) => p.title));
	assert.deepEqual(page.select('article.paper-part').map((a) => a.attrs.id).sort(), [it.number, ...parts.map((p) => p.number)].sort());
	assert.equal(page.select('article.paper-part')[0].attrs.id, it.number);
	const files = unzip((await author.send('GET', `${path}/dossier.zip`)).body), training = parts.find((p) => p.kind === 'training');
	isRight(files);
	assert.match(files[Object.keys(files).find((n) => n.startsWith(`files/${training.number}/`) && n.endsWith('扣款核对步骤.txt'))], /扣款记录/);
	for (const p of parts)
		assert.ok(files[`${it.number}.html`].includes(p.title), p.number);
});

test('RX.3 what somebody does not see is not in their file either', async () => {
	const one = await handIn(author, '公开'), reader = await login(stranger);
	const draft = await author.submit(await author.get(`/${site}/requirements/new`), { title: '只有我看得见的草稿', need: 'security', channel: 'research' });
	await author.submit(await author.get(draft.path), { other: one }, { form: '/links' });
	(await author.get(`${url(one)}/dossier`)).expect(200, '只有我看得见的草稿');
	assert.doesNotMatch((await reader.get(`${url(one)}/dossier`)).expect(200).text, /只有我看得见的草稿/);
	const files = unzip((await reader.send('GET', `${url(one)}/dossier.zip`)).body);
	assert.doesNotMatch(files[`${one}.html`], /只有我看得见的草稿/);
});

test('RX.14 whoever hangs up while the archive is sent gets no end of it, and the worker goes on', async (t) => {
	const one = await handIn(author, '断线'), large = randomBytes(3000000).toString('base64');
	await author.submit(await author.get(url(one)), { file: [new File([large], '附件.txt', { type: 'text/plain' })] }, { form: 'add-files' });
	const own = await ownWorkers('dossier', 1);
	t.after(() => own.stop());
	const c = await own.login(who), before = own.workers();
	assert.equal(before.length, 1);
	for (const upTo of [1, 100000, 2000000])
		assert.equal(unended(await c.send('GET', `${url(one)}/dossier.zip`, { upTo })), true, `${upTo}`);
	assert.equal((await c.send('GET', url(one))).status, 200);
	assert.deepEqual(own.workers(), before, 'the worker died');
	assert.equal(Object.keys(unzip((await c.send('GET', `${url(one)}/dossier.zip`)).body)).includes('SHA256SUMS'), true);
});
const unended = (page) => !page.raw.includes('PK\x05\x06');
