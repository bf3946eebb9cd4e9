// SPDX-License-Identifier: ISC
// Goal: whoever is told by mail answers by mail, and the answer is a comment on the record's page, once, as theirs, and only where they might
// write it on the page (RX.6; issue 14, point 4).  The mail is read out of a real mailbox, and sent to a real mail server before.
import test, { after } from 'node:test';
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { login, psql, rows, stack } from '../run/stack.mjs';
import { accountId, handIn, site, siteId, someone } from '../run/people.mjs';
import { courier, endOutside, mailServer, round } from '../run/outside.mjs';
import { mailbox } from '../run/mailbox.mjs';

stack('stack_end courier');
const mail = await mailServer(), box = await mailbox();
after(async () => { await box.end(); await endOutside(); });
const settings = { ...mail.settings, ...box.settings };
psql("UPDATE app.account SET email = login || '@example.test'; UPDATE app.notification SET read_at = at WHERE read_at IS NULL");
await courier(settings);

const asker = someone({ has: ['requirement.submit', 'record.comment'], lacks: ['requirement.triage'] });
const triager = someone({ has: ['requirement.triage', 'record.comment'], not: [asker] });
const title = '坐席桌面统一视图', number = await handIn(await login(asker), title);
const recordId = psql(`SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${number}'`);
const comments = () => rows(`SELECT c.text, a.login FROM app.comment c JOIN app.account a ON a.id = c.account_id WHERE c.site_id = ${siteId()} AND c.record_id = ${recordId} ORDER BY c.id`);
const told = (who, what) => rows(`SELECT n.detail ->> 'why' AS why, n.detail ->> 'about' AS about, n.record_id FROM app.notification n WHERE n.site_id = ${siteId()} AND n.account_id = ${accountId(who)} AND n.what = '${what}' ORDER BY n.id`);
const files = () => rows(`SELECT f.name, f.size FROM app.file f WHERE f.site_id = ${siteId()} AND f.record_id = ${recordId} AND f.removed_at IS NULL ORDER BY f.id`);
/** The mail in which ${who} is told of the record. */
async function letterTo(who, record = recordId) {
	mail.letters.length = 0;
	psql(`UPDATE app.delivery SET status = 'dropped', settled_at = now() - interval '1 hour' WHERE status IN ('queued', 'dead'); UPDATE app.delivery SET settled_at = settled_at - interval '2 minutes' WHERE settled_at IS NOT NULL`);
	psql(`INSERT INTO app.notification (site_id, account_id, record_id, what, at) VALUES (${siteId()}, ${accountId(who)}, ${record}, 'waiting', now())`);
	psql("UPDATE app.delivery SET due_at = now() WHERE status = 'queued'");
	await courier(settings);
	return mail.letters.find((l) => l.rcpt.includes(`${who}@example.test`));
}
const replyTo = (letter) => letter.replyTo.value[0].address;
let count = 0;
/** What a mail program makes of an answer. */
function answer({ from = triager, address = `${from}@example.test`, to, id = `<answer.${++count}@example.test>`, text = '', head = [], quoted = '', type = 'text/plain; charset=utf-8', parts = [] }) {
	const body = (of, kind) => `Content-Type: ${kind}\nContent-Transfer-Encoding: base64\n\n${Buffer.from(of).toString('base64').replaceAll(/(.{76})/g, '$1\n')}\n`;
	const top = [`From: =?utf-8?B?${Buffer.from('某人').toString('base64')}?= <${address}>`, `To: <${to}>`, 'Subject: Re: x', `Message-ID: ${id}`, ...head, 'MIME-Version: 1.0'].join('\n');
	const plain = body(Buffer.isBuffer(text) ? text : `${text}\n${quoted}`, type);
	if (parts.length === 0)
		return `${top}\n${plain}`;
	const rest = parts.map((p) => `--grenze\nContent-Type: ${p.type ?? 'application/octet-stream'}; name="${p.name}"\nContent-Disposition: ${p.how ?? 'attachment'}; filename="${p.name}"\n${p.id ? `Content-ID: <${p.id}>\n` : ''}${p.plain ? `\n${p.plain}` : `Content-Transfer-Encoding: base64\n\n${Buffer.from(p.bytes).toString('base64')}`}\n`);
	return `${top}\nContent-Type: multipart/mixed; boundary=grenze\n\n--grenze\n${plain}\n${rest.join('\n')}\n--grenze--\n`;
}
const quote = (letter) => `\n在 2026年12月1日，上线门户 <portal@example.test> 写道：\n${letter.text.split('\n').map((line) => `> ${line}`).join('\n')}`;
/** The address with other numbers in it, signed as the portal signs. */
const key = readFileSync(process.env.GATEHOUSE_CONF, 'utf8').match(/^seal_key = '(.*)'/m)[1], today = Math.floor((Date.now() + 8 * 3600e3) / 864e5);
function signed({ account, record, message, until }) {
	const parts = address.split('@')[0].split('+')[1].split('-').slice(0, 5);
	[account, record, message, until].forEach((value, i) => { if (value !== undefined) parts[i + 1] = Number(value).toString(16); });
	const said = parts.join('-');
	return `antwort+${said}-${createHmac('sha256', key).update(`message.reply\0${said}`).digest('hex').slice(0, 24)}@example.test`;
}
/** Puts it into the mailbox, and the courier reads it. */
async function send(...answers) {
	answers.forEach((a) => box.put(answer(a)));
	const log = await round(settings);
	assert.equal(box.left(), 0, `all of it is dealt with: ${log}`);
	return log;
}
const letter = await letterTo(triager), address = replyTo(letter);

test('RX.6 a mail about one record can be answered: a signed address within the limits of mail, and the line above which one writes', () => {
	assert.match(address, /^antwort\+[0-9a-f-]+@example\.test$/);
	assert.ok(address.split('@')[0].length <= 64);
	assert.ok(letter.text.startsWith('—— 请在此线以上回复 ——'));
	assert.ok(letter.html.includes('—— 请在此线以上回复 ——'));
});

test('RX.6 an answer is a comment on the page, as theirs, without what it quotes, told to others, and in the history as by mail', async () => {
	await send({ to: address, text: '同意，下周一可以开始。\n\n  请先看附图。', quoted: quote(letter) });
	assert.deepEqual(comments(), [{ text: '同意，下周一可以开始。\n\n  请先看附图。', login: triager }]);
	assert.equal(psql(`SELECT count(*) FROM app.notification WHERE site_id = ${siteId()} AND record_id = ${recordId} AND what = 'commented' AND account_id = ${accountId(asker)}`), '1');
	const page = await (await login(asker)).get(`/${site}/requirements/${number}`);
	assert.ok(page.expect(200).body.includes('同意，下周一可以开始。'));
	const history = await (await login(asker)).get(`/${site}/requirements/${number}/history`);
	assert.match(history.expect(200).text, /· 邮件/);
	assert.equal(psql(`SELECT e.request || ' ' || (e.detail ->> 'by') FROM app.event e WHERE e.site_id = ${siteId()} AND e.record_id = ${recordId} AND e.action = 'comment.add'`), 'mail mail');
});

test('RX.6 the same mail a second time is no second comment, whatever became of its mark', async () => {
	const before = comments().length, id = '<twice@example.test>';
	await send({ to: address, id, text: '只说一次' });
	assert.equal(comments().length, before + 1);
	box.unmark();
	await send({ to: address, id, text: '只说一次' });
	assert.equal(comments().length, before + 1);
	assert.ok(box.all() >= 3);
	assert.equal(told(triager, 'mail_refused').length, 0);
});

test('RX.6 what others send is not taken: another address, a changed or foreign signature, an account that the address is not of', async () => {
	const before = comments().length;
	await send({ to: address, address: 'fremd@example.test', text: '冒名' }, { to: address.replace(/.@/, (c) => `${c[0] === 'a' ? 'b' : 'a'}@`), text: '改了签名' },
		{ to: address, from: asker, text: '用别人的地址' }, { to: 'antwort@example.test', text: '没有签名' });
	assert.equal(comments().length, before);
	assert.deepEqual(told(triager, 'mail_refused').map((t) => t.why), ['sender', 'sender'], 'whose address it is hears of it');
	assert.equal(told(asker, 'mail_refused').length, 0);
});

test('RX.6 no program is listened to, and none is answered', async () => {
	const before = [comments().length, told(triager, 'mail_refused').length];
	await send(...['Auto-Submitted: auto-replied', 'Precedence: bulk', 'Precedence: list', 'X-Auto-Response-Suppress: All', 'Return-Path: <>', 'X-Autoreply: yes'].map((head) => ({ to: address, text: '我在休假', head: [head] })),
		{ to: address, address: 'portal@example.test', text: '我们自己' }, { to: address, address: 'antwort@example.test', text: '我们自己' });
	assert.deepEqual([comments().length, told(triager, 'mail_refused').length], before);
	await send({ to: address, text: '这是我本人', head: ['Auto-Submitted: no'] });
	assert.equal(comments().length, before[0] + 1);
});

test('RX.6 what cannot be taken is told by the bell and by mail: nothing above the line, no plain text, too long, too late', async () => {
	const before = comments().length, had = told(triager, 'mail_refused').length;
	psql(`DELETE FROM app.mail_in`);
	await send({ to: address, text: '\n', quoted: quote(letter) }, { to: address, text: '<p>只有网页</p>', type: 'text/html; charset=utf-8' }, { to: address, text: '长'.repeat(20001) }, { to: address, text: '很大', parts: [{ name: 'large.txt', bytes: 'x'.repeat(34 << 20) }] });
	assert.equal(comments().length, before);
	assert.deepEqual(told(triager, 'mail_refused').slice(had).map((t) => t.why), ['empty', 'html', 'long', 'long'], 'what is larger than an upload is not read to its end');
	mail.letters.length = 0;
	psql("UPDATE app.delivery SET settled_at = settled_at - interval '2 minutes' WHERE settled_at IS NOT NULL");
	await courier(settings);
	const said = mail.letters.find((l) => l.rcpt.includes(`${triager}@example.test`)).text;
	assert.match(said, /您用邮件作的答复没有添加 · 分隔线以上没有内容/);
	assert.match((await (await login(triager)).get(`/${site}/notifications`)).text, /邮件中没有纯文本/);
	// Nobody is told more than a few times an hour.
	await send(...Array.from({ length: 6 }, () => ({ to: address, text: '\n' })));
	assert.equal(told(triager, 'mail_refused').length - had, 5);
	psql(`DELETE FROM app.mail_in`);
	await send({ to: signed({ until: today - 1 }), text: '昨天就过期了' });
	assert.equal(told(triager, 'mail_refused').at(-1).why, 'old');
	assert.equal(comments().length, before);
	await send({ to: signed({ until: today }), text: '今天还可以' });
	assert.equal(comments().length, before + 1);
});

test('RX.6 the right to comment and the sight of the record are those of this moment', async () => {
	const before = comments().length, had = told(triager, 'mail_refused').length;
	psql(`DELETE FROM app.mail_in; UPDATE app.record SET visible = 2 WHERE site_id = ${siteId()} AND id = ${recordId}`);
	await send({ to: address, text: '看不见的' });
	psql(`UPDATE app.record SET visible = 0 WHERE site_id = ${siteId()} AND id = ${recordId}`);
	psql(`CREATE TABLE public.kept AS SELECT * FROM app.role_permission WHERE permission = 'record.comment'; DELETE FROM app.role_permission WHERE permission = 'record.comment'`);
	await send({ to: address, text: '不许说的' });
	psql('INSERT INTO app.role_permission SELECT * FROM public.kept; DROP TABLE public.kept');
	assert.equal(comments().length, before);
	const refused = told(triager, 'mail_refused').slice(had);
	assert.deepEqual(refused.map((t) => t.why), ['rights', 'rights']);
	assert.equal(refused[0].record_id, null, 'of what they do not see they are told nothing');
	psql(`UPDATE app.account SET disabled_at = now() WHERE login = '${triager}'`);
	await send({ to: address, text: '已停用' });
	psql(`UPDATE app.account SET disabled_at = NULL WHERE login = '${triager}'`);
	assert.equal(comments().length, before);
	await send({ to: address, text: '又可以了' });
	assert.equal(comments().length, before + 1);
});

test('RX.6 files come along as uploads do: what is no such file is left out, said so, and the comment stays', async () => {
	psql(`DELETE FROM app.mail_in`);
	const before = comments().length, png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');
	await send({ to: address, text: '见附件', parts: [{ name: 'notes.txt', bytes: '会议记录', type: 'text/plain' }, { name: 'tool.exe', bytes: 'MZ' }, { name: 'fake.png', bytes: 'no picture' }, { name: 'weiter.eml', type: 'message/rfc822', plain: 'Subject: inner\n\ninner\n' }, { name: 'logo.png', bytes: png, type: 'image/png', how: 'inline', id: 'logo@x' }] });
	assert.equal(comments().length, before + 1);
	assert.deepEqual(files(), [{ name: 'notes.txt', size: 12 }], 'a picture of the signature is none');
	assert.deepEqual(told(triager, 'mail_files').map((t) => [t.why, t.about]), [['files', 'tool.exe, fake.png, weiter.eml']]);
	await send({ to: address, text: '很多附件', parts: Array.from({ length: 22 }, (_, i) => ({ name: `n${i}.txt`, bytes: `第 ${i} 个` })) });
	assert.equal(files().length, 21);
	assert.equal(told(triager, 'mail_files').at(-1).about, 'n20.txt, n21.txt');
});

test('RX.6 a file that would end a round of decision is left out; the comment is not', async () => {
	const [open] = rows(`SELECT r.id, r.number, (SELECT count(*) FROM app.approval x WHERE x.site_id = r.site_id AND x.record_id = r.id AND x.closed_at IS NULL) AS rounds FROM app.record r
		WHERE r.site_id = ${siteId()} AND r.visible = 0 AND EXISTS (SELECT FROM app.approval x WHERE x.site_id = r.site_id AND x.record_id = r.id AND x.closed_at IS NULL) ORDER BY r.id LIMIT 1`);
	const letter = await letterTo(triager, open.id), said = () => Number(psql(`SELECT count(*) FROM app.comment WHERE site_id = ${siteId()} AND record_id = ${open.id}`)), before = said();
	await send({ to: replyTo(letter), text: '补充一份材料', parts: [{ name: 'more.txt', bytes: '材料' }] });
	assert.equal(said(), before + 1);
	assert.equal(psql(`SELECT count(*) FROM app.file WHERE site_id = ${siteId()} AND record_id = ${open.id} AND name = 'more.txt'`), '0');
	assert.equal(psql(`SELECT count(*) FROM app.approval WHERE site_id = ${siteId()} AND record_id = ${open.id} AND closed_at IS NULL`), String(open.rounds));
	assert.deepEqual(told(triager, 'mail_files').slice(-1).map((t) => [t.why, t.about]), [['round', 'more.txt']]);
});

test('RX.6 a signed address opens nothing else: not for whom no such mail was sent to, nor another record', async () => {
	const all = () => psql('SELECT count(*) FROM app.comment'), before = all(), other = psql(`SELECT id FROM app.record WHERE site_id = ${siteId()} AND visible = 0 AND id <> ${recordId} ORDER BY id LIMIT 1`);
	await send({ to: signed({ account: accountId(asker) }), from: asker, text: '没有收到过' }, { to: signed({ record: other }), text: '另一条记录' }, { to: signed({ message: 999999 }), text: '另一封邮件' });
	assert.equal(all(), before);
	assert.equal(told(triager, 'mail_refused').at(-1).why, 'rights');
});

test('RX.6 while the mailbox cannot be reached, everything else goes on, and nothing is lost', async () => {
	const before = comments().length;
	box.put(answer({ to: address, text: '稍后再读' }));
	const log = await round({ ...settings, GATEHOUSE_IMAP_PASSWORD: 'falsch' });
	assert.match(log, /mailbox/);
	assert.equal(comments().length, before);
	await send();
	assert.equal(comments().at(-1).text, '稍后再读');
});

test('RX.6 two couriers that read at once take each answer once', async () => {
	const before = comments().length;
	for (let i = 0; i < 8; i++)
		box.put(answer({ to: address, text: `第 ${i} 条` }));
	await Promise.all([round(settings), round(settings), round(settings)]);
	await send();
	assert.deepEqual(comments().slice(before).map((c) => c.text).sort(), Array.from({ length: 8 }, (_, i) => `第 ${i} 条`));
});

test('RX.6 an answer in GBK, under the name that mail programs give it, is read', async () => {
	await send({ to: address, text: Buffer.from('CDACD2E2A1A3E946', 'hex'), type: 'text/plain; charset=gb2312' });
	assert.equal(comments().at(-1).text, '同意。镕');
});
