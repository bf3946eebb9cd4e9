// SPDX-License-Identifier: ISC
// Goal: what people are told leaves the portal by mail, as each of them chose, at least once and never to somebody who may not see it
// (RX.6; issue 14, points 3 and 4): a real mail server takes the mail, and an independent parser reads it.
import test, { after } from 'node:test';
import assert from 'node:assert/strict';
import { client, ctl, login, psql, rows, stack } from '../run/stack.mjs';
import { accountId, handIn, site, siteId, someone } from '../run/people.mjs';
import { courier, endOutside, mailServer, nobody } from '../run/outside.mjs';
import { until } from '../run/moment.mjs';

// The test says when something is sent.
stack('stack_end courier');
const mail = await mailServer();
after(endOutside);
psql("UPDATE app.account SET email = login || '@example.test'; UPDATE app.notification SET read_at = at WHERE read_at IS NULL");
await courier(mail.settings);

const asker = someone({ has: ['requirement.submit'], lacks: ['requirement.triage'] });
const triager = someone({ has: ['requirement.triage'], not: [asker] });
const send = async (settings = mail.settings) => { mail.letters.length = 0; await courier(settings); return mail.letters; };
const lettersTo = (name) => mail.letters.filter((l) => l.rcpt.includes(`${name}@example.test`));
const queued = (name, where = 'true') => Number(psql(`SELECT count(*) FROM app.delivery d JOIN app.notification n ON n.site_id = d.site_id AND n.id = d.notification_id
	WHERE d.status = 'queued' AND d.account_id = ${accountId(name)} AND ${where}`));
/** A minute later: nobody is spared a mail because one has just come. */
const minuteLater = () => psql("UPDATE app.delivery SET settled_at = settled_at - interval '2 minutes' WHERE settled_at IS NOT NULL");
/** Everything is sent, and the queue is empty. */
const clear = async () => { psql("UPDATE app.delivery SET status = 'dropped', settled_at = now() - interval '1 hour' WHERE status IN ('queued', 'dead')"); minuteLater(); };
const recordId = (number) => psql(`SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${number}'`);
/** Somebody is told of a record, as a move would tell them. */
const tell = (name, number, what = 'waiting') => psql(`SET TimeZone = 'Asia/Shanghai'; INSERT INTO app.notification (site_id, account_id, record_id, what, at) VALUES (${siteId()}, ${accountId(name)}, ${recordId(number)}, '${what}', now())`);

const long = '坐席桌面统一视图与历史工单合并展示以及多渠道来电弹屏需求（含生僻字𠮷𪚥与表情😀）第一期';

test('RX.6 an act is told by mail: over TLS, with a log-in, in words of both sorts, threaded, with characters of four bytes', async () => {
	await clear();
	const number = await handIn(await login(asker), long);
	assert.ok(queued(triager, "n.what = 'waiting'") > 0, 'queued in the transaction of the act');
	assert.equal(queued(asker, 'n.at > now() - interval \'1 minute\''), 0, 'not of their own doing');
	await send();
	const [letter] = lettersTo(triager);
	assert.ok(letter, 'nobody was told');
	assert.deepEqual([...new Set(mail.seen.tls)], [true], 'not without TLS');
	assert.deepEqual([...new Set(mail.seen.users)], ['portal']);
	assert.equal(letter.subject, `[${number}] ${long}`);
	assert.equal(letter.from.value[0].address, 'portal@example.test');
	assert.equal(letter.to.value[0].address, `${triager}@example.test`);
	for (const part of [letter.text, letter.html]) {
		assert.ok(part.includes(long), 'title');
		assert.ok(part.includes('等您处理'), 'what it is about');
		assert.ok(part.includes(`${process.env.GATEHOUSE_URL}/${site}/requirements/${number}`), 'the configured address');
	}
	assert.ok(letter.messageId && letter.date);
	assert.match(letter.references, /^<record\.\d+\.\d+@127\.0\.0\.1>$/);
	assert.equal(letter.headers.get('auto-submitted'), 'auto-generated');
	const head = letter.raw.slice(0, letter.raw.indexOf('\r\n\r\n'));
	assert.ok(head.split('\r\n').every((line) => line.length <= 998 && /^[\x20-\x7e\t]*$/.test(line)), 'headers are ASCII');
	for (const word of head.match(/=\?[^?]+\?[BbQq]\?[^?]*\?=/g)) {
		assert.ok(word.length <= 75, `RFC 2047: ${word.length}`);
		const [, charset, coding, text] = word.match(/=\?([^?]+)\?([BbQq])\?([^?]*)\?=/);
		assert.equal(charset.toLowerCase(), 'utf-8');
		const bytes = coding.toLowerCase() === 'b' ? Buffer.from(text, 'base64') : Buffer.from(text.replaceAll('_', ' ').replace(/=([0-9A-F]{2})/g, (m, hex) => String.fromCharCode(parseInt(hex, 16))), 'latin1');
		new TextDecoder('utf-8', { fatal: true }).decode(bytes);     // no character is cut
	}
	assert.equal(queued(triager, "n.what = 'waiting' AND d.due_at <= now()"), 0, 'and it is sent once');
	assert.equal((await send()).length, 0);
});

test('RX.6 messages of one record are one thread; each has an id of its own', async () => {
	await clear();
	const number = await handIn(await login(asker), '邮件测试：同一话题');
	await send();
	const first = lettersTo(triager)[0];
	minuteLater();
	tell(triager, number, 'urged');
	await send();
	const second = lettersTo(triager)[0];
	assert.equal(second.references, first.references);
	assert.equal(second.subject, first.subject);
	assert.notEqual(second.messageId, first.messageId);
});

test('RX.6 what comes within a minute is merged into one mail', async () => {
	await clear();
	const who = await login(asker), numbers = [await handIn(who, '邮件测试：第一件')];
	await send();
	assert.equal(lettersTo(triager).length, 1);
	for (const title of ['邮件测试：第二件', '邮件测试：第三件', '邮件测试：第四件'])
		numbers.push(await handIn(who, title));
	assert.equal((await send(), lettersTo(triager).length), 0, 'one has just come');
	minuteLater();
	await send();
	const letters = lettersTo(triager);
	assert.equal(letters.length, 1);
	assert.match(letters[0].subject, /3 条消息/);
	for (const number of numbers.slice(1))
		assert.ok(letters[0].text.includes(number), number);
	assert.ok(!letters[0].text.includes(numbers[0]));
});

test('RX.6 everybody in their language', async () => {
	await clear();
	psql(`UPDATE app.account SET language = 'en' WHERE login = '${triager}'`);
	await handIn(await login(asker), '邮件测试：英文');
	await send();
	psql(`UPDATE app.account SET language = '' WHERE login = '${triager}'`);
	assert.match(lettersTo(triager)[0].text, /is waiting for you|waiting/i);
	assert.match(lettersTo(triager)[0].html, /<html lang="?en/);
});

// ---------------------------------------------------------------- as each of them chose

test('issue 14, 3: each kind of message at once, in the morning or not; quiet hours; a page for it in both languages', async () => {
	await clear();
	const page = await (await login(triager)).get(`/${site}/messages`), who = await login(triager, undefined, { language: 'en' });
	page.expect(200, '邮件通知');
	const choose = async (values) => (await who.submit(await who.get(`/${site}/messages`), values, { form: 'messages' })).expect(200);
	await choose({ waiting: 'off', talk: 'daily' });
	const number = await handIn(await login(asker), '邮件测试：选择');
	tell(triager, number, 'commented');
	tell(triager, number, 'copied');
	assert.equal(queued(triager, "n.what = 'waiting'"), 0, 'off');
	assert.equal(queued(triager, "n.what IN ('commented', 'copied')"), 2);
	assert.equal((await send(), lettersTo(triager).length), 0, 'not now');
	const due = rows(`SELECT to_char(due_at AT TIME ZONE 'Asia/Shanghai', 'HH24:MI') AS clock, due_at > now() AS ahead, due_at < now() + interval '25 hours' AS soon FROM app.delivery WHERE status = 'queued' AND account_id = ${accountId(triager)}`);
	assert.deepEqual(due, [{ clock: '08:30', ahead: true, soon: true }, { clock: '08:30', ahead: true, soon: true }]);
	psql(`UPDATE app.delivery SET due_at = now() WHERE status = 'queued' AND account_id = ${accountId(triager)}`);
	await send();
	assert.equal(lettersTo(triager).length, 1, 'one mail in the morning');
	minuteLater();
	// Quiet all day but for a minute that is over: nothing comes, but an alarm.
	await choose({ waiting: 'now', talk: 'now', quiet_from: psql("SELECT to_char(now() AT TIME ZONE 'Asia/Shanghai' - interval '1 hour', 'HH24:MI')"), quiet_to: psql("SELECT to_char(now() AT TIME ZONE 'Asia/Shanghai' + interval '2 hours', 'HH24:MI')") });
	tell(triager, number, 'urged');
	assert.equal((await send(), lettersTo(triager).length), 0, 'it is quiet');
	tell(triager, number, 'alarm');
	await send();
	assert.equal(lettersTo(triager).length, 1);
	assert.ok(!lettersTo(triager)[0].text.includes('催办'), 'the alarm alone');
	await choose({ quiet_from: '', quiet_to: '' });
	minuteLater();
	await send();
	assert.ok(lettersTo(triager)[0].text.includes('催办'), 'what was quiet comes afterwards');
	(await who.submit(await who.get(`/${site}/messages`), { quiet_from: '22:00' }, { form: 'messages' })).expect(422);
});

test('issue 14, 3: no mail of one record, but what waits for them', async () => {
	await clear();
	const who = await login(triager), [one, other] = [await handIn(await login(asker), '邮件测试：静音'), await handIn(await login(asker), '邮件测试：不静音')];
	(await who.submit(await who.get(`/${site}/messages?mute=${one}`), {}, { button: 'mute=1' })).expect(200, one);
	await clear();
	for (const [number, what] of [[one, 'commented'], [one, 'urged'], [other, 'commented']])
		tell(triager, number, what);
	assert.equal(queued(triager, `n.record_id = ${recordId(one)} AND n.what = 'commented'`), 0);
	assert.equal(queued(triager), 2);
	(await who.submit(await who.get(`/${site}/messages`), {}, { button: `unmute=${recordId(one)}` })).expect(200);
	tell(triager, one, 'commented');
	assert.equal(queued(triager), 3);
	(await who.submit(await who.get(`/${site}/messages?mute=REQ-1999-0001`), {}, { button: 'mute=1' })).expect(422);
});

test('RFC 8058: one POST to the signed link ends such mail, without a log-in; a link that nobody signed leads nowhere', async () => {
	await clear();
	await handIn(await login(asker), '邮件测试：退订');
	await send();
	const letter = lettersTo(triager)[0], list = letter.headers.get('list');
	assert.match(letter.raw, /^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
	const at = new URL(list.unsubscribe.url), nobody = client();
	assert.equal(at.origin, process.env.GATEHOUSE_URL);
	(await nobody.get(at.pathname)).expect(200, '不再接收此类邮件');
	assert.equal(psql(`SELECT count(*) FROM app.message_choice WHERE account_id = ${accountId(triager)} AND choice = 'off' AND topic <> 'figures'`), '0', 'looking changes nothing');
	const answer = await fetch(at, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'List-Unsubscribe=One-Click' });
	assert.equal(answer.status, 200);
	assert.equal(psql(`SELECT string_agg(topic, ' ') FROM app.message_choice WHERE account_id = ${accountId(triager)} AND choice = 'off' AND topic <> 'figures'`), 'waiting');
	await clear();
	await handIn(await login(asker), '邮件测试：退订之后');
	assert.equal(queued(triager, "n.what = 'waiting'"), 0);
	const forged = at.pathname.slice(0, -1) + (at.pathname.endsWith('A') ? 'B' : 'A');
	assert.equal((await fetch(new URL(forged, at), { method: 'POST', body: 'List-Unsubscribe=One-Click', headers: { 'content-type': 'application/x-www-form-urlencoded' } })).status, 404);
	psql(`DELETE FROM app.message_choice WHERE account_id = ${accountId(triager)}`);
});

// ---------------------------------------------------------------- who may see it when it is sent

test('issue 14, 3: nothing is sent to somebody who may not see the record at the moment of sending', async () => {
	await clear();
	const number = await handIn(await login(asker), '邮件测试：看不到了'), id = recordId(number);
	assert.ok(queued(triager) > 0);
	psql(`SET session_replication_role = replica; UPDATE app.record SET visible = 2 WHERE id = ${id} AND site_id = ${siteId()}; UPDATE app.requirement SET visible = 2 WHERE record_id = ${id} AND site_id = ${siteId()}`);
	await send();
	assert.equal(mail.letters.filter((l) => l.text.includes(number)).length, 0);
	assert.equal(psql(`SELECT DISTINCT d.status || ' ' || d.error FROM app.delivery d JOIN app.notification n ON n.site_id = d.site_id AND n.id = d.notification_id WHERE n.record_id = ${id} AND d.account_id = ${accountId(triager)}`), 'dropped unseen');
});

test('issue 14, 3: nor to somebody whose right to open records was taken, who left, or who is disabled', async () => {
	const account = accountId(triager), cases = [
		['BEGIN; CREATE TABLE IF NOT EXISTS public.kept AS TABLE app.role_permission; DELETE FROM app.role_permission WHERE permission = \'record.view\'; COMMIT', 'INSERT INTO app.role_permission SELECT * FROM public.kept ON CONFLICT DO NOTHING; DROP TABLE public.kept', 'unseen'],
		[`UPDATE app.membership SET left_at = now() WHERE account_id = ${account}`, `UPDATE app.membership SET left_at = NULL WHERE account_id = ${account}`, 'gone'],
		[`UPDATE app.account SET disabled_at = now() WHERE id = ${account}`, `UPDATE app.account SET disabled_at = NULL WHERE id = ${account}`, 'gone'],
	];
	for (const [take, give, why] of cases) {
		await clear();
		const number = await handIn(await login(asker), `邮件测试：${why}`);
		assert.ok(queued(triager) > 0);
		psql(take);
		await send();
		psql(give);
		assert.equal(lettersTo(triager).length, 0, why);
		assert.equal(psql(`SELECT DISTINCT d.status || ' ' || d.error FROM app.delivery d JOIN app.notification n ON n.site_id = d.site_id AND n.id = d.notification_id WHERE n.record_id = ${recordId(number)} AND d.account_id = ${account}`), `dropped ${why}`);
	}
});

test('issue 14, 3: of a restricted record the number is told, and no title', async () => {
	await clear();
	const number = await handIn(await login(asker), '邮件测试：机密标题'), id = recordId(number), [circle] = rows(`SELECT a.login FROM app.member_role mr JOIN app.role_permission rp ON rp.site_id = mr.site_id AND rp.role_id = mr.role_id
		JOIN app.account a ON a.id = mr.account_id JOIN app.membership m ON m.site_id = mr.site_id AND m.account_id = a.id AND m.held_at IS NULL AND m.left_at IS NULL
		WHERE mr.site_id = ${siteId()} AND rp.permission = 'restricted.view' AND a.disabled_at IS NULL AND a.totp_secret IS NULL ORDER BY a.id LIMIT 1`);
	psql(`SET session_replication_role = replica; UPDATE app.record SET visible = 1 WHERE id = ${id} AND site_id = ${siteId()}; UPDATE app.requirement SET visible = 1 WHERE record_id = ${id} AND site_id = ${siteId()}`);
	tell(circle.login, number, 'urged');
	await send();
	const [letter] = lettersTo(circle.login);
	assert.ok(letter.text.includes(number));
	assert.ok(!`${letter.subject}${letter.text}${letter.html}`.includes('机密标题'));
});

// ---------------------------------------------------------------- when it does not work

test('issue 14, 3: a mail server that is away: growing waits, then given up, seen and sent again by the administrator', async () => {
	await clear();
	const number = await handIn(await login(asker), '邮件测试：服务器不在'), of = `notification_id IN (SELECT id FROM app.notification WHERE record_id = ${recordId(number)}) AND account_id = ${accountId(triager)}`;
	const away = { ...mail.settings, GATEHOUSE_SMTP_URL: `smtp://127.0.0.1:${await nobody()}` }, waits = [];
	for (let i = 0; i < 12; i++) {
		await courier(away);
		waits.push(Number(psql(`SELECT round(extract(epoch FROM max(due_at) - now()) / 60) FROM app.delivery WHERE status = 'queued' AND ${of}`)));
		if (i === 0)
			assert.equal((await send(), lettersTo(triager).length), 0, 'nothing before the wait is over');
		psql(`UPDATE app.delivery SET due_at = now() - interval '1 second' WHERE status = 'queued' AND tries > 0`);
	}
	assert.deepEqual(waits.slice(0, 5), [1, 2, 4, 8, 16]);
	assert.equal(psql(`SELECT DISTINCT status || ' ' || (error <> '') FROM app.delivery WHERE ${of}`), 'dead true');
	const admin = await login(someone({ has: ['settings.manage'] })), page = await admin.get(`/${site}/settings/messages`);
	page.expect(200, number);
	(await admin.submit(page, {}, { button: `again=${psql(`SELECT id FROM app.delivery WHERE ${of} LIMIT 1`)}` })).expect(200);
	await send();
	assert.equal(lettersTo(triager).filter((l) => l.text.includes(number)).length, 1);
	assert.equal(psql(`SELECT count(*) FROM app.delivery WHERE status = 'dead' AND ${of}`), '0');
});

test('issue 14, 4: a mailbox that does not exist is given up at once and counted; others are not held up', async () => {
	await clear();
	mail.refuse = (address) => (address.startsWith(triager) ? { code: 550, text: 'no such user' } : undefined);
	const number = await handIn(await login(asker), '邮件测试：退信');
	tell(asker, number, 'commented');
	await send();
	mail.refuse = () => undefined;
	assert.equal(lettersTo(asker).length, 1);
	assert.match(psql(`SELECT DISTINCT d.status || ' ' || d.error FROM app.delivery d JOIN app.notification n ON n.site_id = d.site_id AND n.id = d.notification_id WHERE n.record_id = ${recordId(number)} AND d.account_id = ${accountId(triager)}`), /^dead .*550/);
	const metrics = (await client().get('/metrics')).body.toString();
	assert.ok(Number(metrics.match(/^gatehouse_messages_dead (\d+)$/m)[1]) > 0);
	assert.ok(Number(metrics.match(/^gatehouse_messages_sent_last_hour (\d+)$/m)[1]) > 0);
	assert.match(metrics, /^gatehouse_messages_age_seconds \d+$/m);
});

test('a mail server without TLS is not trusted with a password; without a mail server nothing is queued', async () => {
	await clear();
	await handIn(await login(asker), '邮件测试：没有加密');
	const before = mail.seen.users.length, plain = await mailServer();
	await courier({ ...plain.settings, GATEHOUSE_SMTP_CA: '' });
	assert.equal(plain.letters.length, 0, 'its certificate is not known');
	assert.equal(mail.seen.users.length + plain.seen.users.length, before);
	await clear();
	await courier({});
	await handIn(await login(asker), '邮件测试：未配置');
	assert.equal(queued(triager), 0);
	await courier(mail.settings);
});

test('the history of the site is whole, and the records are as before', async () => {
	const found = await ctl('audit', 'verify', site);
	assert.equal(found.code, 0, found.out + found.err);
	await until('the queue is empty', () => psql("SELECT count(*) FROM app.delivery WHERE status = 'queued' AND due_at <= now() AND tries = 0") === '0', 1).catch(() => {});
});
