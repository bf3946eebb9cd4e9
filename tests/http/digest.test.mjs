// SPDX-License-Identifier: ISC
// Goal: mail that somebody wants once a day or a week says, beside what they were told, what waits for them: the list of my work, in its
// order, with their sight at the moment of sending.
// Proves RX.6, RX.1; issue 14, point 3.
import test, { after } from 'node:test';
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { login, psql, stack } from '../run/stack.mjs';
import { accountId, site, siteId } from '../run/people.mjs';
import { courier, endOutside, mailServer } from '../run/outside.mjs';

stack('stack_end courier');
const mail = await mailServer();
after(endOutside);
psql("UPDATE app.account SET email = login || '@example.test'; UPDATE app.notification SET read_at = at WHERE read_at IS NULL");
psql("UPDATE app.channel SET is_on = true WHERE name = 'mail'");
// Whoever has most to do, of those who need no code to come in.
const [reader] = psql(`SELECT a.login FROM app.account a JOIN app.membership m ON m.account_id = a.id AND m.site_id = ${siteId()} AND m.left_at IS NULL WHERE a.totp_secret IS NULL AND a.disabled_at IS NULL AND a.password IS NOT NULL
	ORDER BY (SELECT count(*) FROM app.waiting w WHERE w.site_id = m.site_id AND w.account_id = a.id) DESC, a.id LIMIT 1`).split('\n');
const about = psql(`SELECT r.id FROM app.record r WHERE r.site_id = ${siteId()} AND r.kind = 'requirement' AND r.visible = 0 ORDER BY r.id LIMIT 1`);
const tell = (what = 'moved') => psql(`SET TimeZone = 'Asia/Shanghai'; INSERT INTO app.notification (site_id, account_id, record_id, what, at) VALUES (${siteId()}, ${accountId(reader)}, ${about}, '${what}', now())`);
const GROUPS = ['已逾期、今天到期', '待我审批', '待我办理', '待我阅读'];
const binary = path.join(path.dirname(process.env.GATEHOUSE_CTL), 'gatehouse-courier');
/** The clock goes first. */
const round = () => promisify(execFile)(binary, ['-c', process.env.GATEHOUSE_CONF, '--once'], { env: { ...process.env, ...mail.settings } });
/** What is due goes out; the letters to the reader. */
async function send(by = () => courier(mail.settings)) {
	psql(`UPDATE app.delivery SET status = 'dropped', settled_at = now() - interval '1 hour' WHERE account_id <> ${accountId(reader)} AND status = 'queued'; UPDATE app.delivery SET settled_at = settled_at - interval '2 minutes' WHERE settled_at IS NOT NULL; UPDATE app.delivery SET due_at = now() WHERE status = 'queued'`);
	const before = mail.letters.length;
	await by();
	return mail.letters.slice(before).filter((l) => l.to.value[0].address.startsWith(`${reader}@`));
}
const choose = async (values) => { const who = await login(reader); return (await who.submit(await who.get(`/${site}/messages`), values, { form: 'messages' })).expect(200); };
const numbers = (text) => [...text.matchAll(/\b[A-Z]{3}-\d{4}-\d{4,}/g)].map((m) => m[0]);
const once = (list) => list.filter((n, i) => i === 0 || n !== list[i - 1]);
/** The part about my work, in the text. */
const work = (letter) => letter.text.split('== 我的待办 ==')[1]?.split('-- \n')[0];

test('RX.6, issue 14, 3: mail can come once a week, on the next Monday morning, for each kind of message', async () => {
	await choose({ progress: 'weekly' });
	tell();
	assert.equal(psql(`SET TimeZone = 'Asia/Shanghai'; SELECT extract(isodow FROM due_at) || ' ' || due_at::time || ' ' || (due_at > now() AND due_at <= now() + interval '7 days') FROM app.delivery WHERE account_id = ${accountId(reader)} AND topic = 'progress' ORDER BY id DESC LIMIT 1`), '1 08:30:00 true');
	tell('urged');
	assert.equal(psql(`SELECT due_at = at FROM app.delivery WHERE account_id = ${accountId(reader)} AND topic = 'waiting' ORDER BY id DESC LIMIT 1`), 't', 'the other kinds come as before');
	await send();
});

test('RX.1, RX.6: a digest says what waits, in the groups and the order of my work, and mail that is sent at once does not', async () => {
	await choose({ progress: 'weekly', waiting: 'now' });
	tell('urged');
	const [now] = await send();
	assert.equal(work(now), undefined);
	tell();
	const [letter] = await send(), page = (await (await login(reader)).get(`/?site=${site}`)).expect(200), listed = once(page.select('ul.todo li a').flatMap((a) => numbers(a.attrs.href ?? '')));
	const said = once(numbers(work(letter).replace(/http\S+/g, '')));
	assert.ok(said.length > 2, work(letter));
	assert.deepEqual(said.slice(0, 10), listed.slice(0, said.length).slice(0, 10));
	/* In the groups of the page, each once. */
	const groups = GROUPS.filter((g) => page.text.includes(g) && work(letter).includes(g)), at = groups.map((g) => work(letter).indexOf(`\n${g}\n`));
	assert.ok(groups.length > 0 && at.every((n, i) => n >= 0 && (i === 0 || n > at[i - 1])), `${groups}: ${at}`);
	assert.ok(letter.html.includes('我的待办') && numbers(letter.html).includes(said[0]));
	assert.ok(letter.text.includes(`${process.env.GATEHOUSE_URL}/${site}/`), 'at the configured address');
});

test('RX.6, issue 14, 3: with the sight of the moment: of a restricted record no title, and nothing to who may not open records', async () => {
	await choose({ progress: 'daily' });
	const [first] = await (tell(), send()), number = once(numbers(work(first).replace(/http\S+/g, '')))[0], title = psql(`SELECT title FROM app.record WHERE site_id = ${siteId()} AND number = '${number}'`);
	assert.ok(work(first).includes(title));
	psql(`SET session_replication_role = replica; UPDATE app.record SET visible = 1 WHERE site_id = ${siteId()} AND number = '${number}'; UPDATE app.waiting w SET visible = 1 FROM app.record r WHERE r.site_id = w.site_id AND r.id = w.record_id AND r.number = '${number}' AND r.site_id = ${siteId()};
		INSERT INTO app.record_reader SELECT site_id, id, ${accountId(reader)} FROM app.record WHERE site_id = ${siteId()} AND number = '${number}' ON CONFLICT DO NOTHING`);
	const [second] = await (tell(), send());
	assert.ok(numbers(work(second)).includes(number) && !work(second).includes(title) && !second.html.includes(title), 'its number alone');
	psql(`CREATE TABLE public.kept AS SELECT * FROM app.role_permission WHERE permission = 'record.view'; DELETE FROM app.role_permission WHERE permission = 'record.view'`);
	tell();
	const none = await send();
	psql('INSERT INTO app.role_permission SELECT * FROM public.kept; DROP TABLE public.kept');
	assert.equal(none.filter((l) => work(l) !== undefined).length, 0);
});

test('RX.6, issue 14, 3: who wants it gets the open and overdue records of the site each week, once, counted with their sight; nobody else does', async () => {
	const told = () => Number(psql(`SELECT count(*) FROM app.notification WHERE site_id = ${siteId()} AND what = 'figures'`));
	await send(round);
	assert.equal(told(), 0, 'nobody has asked for it');
	await choose({ figures: 'weekly', progress: 'now' });
	const [letter] = await send(round), page = await (await login(reader)).get(`/${site}/requirements?state=open`), open = page.text.match(/(\d+) 条/)[1];
	assert.ok(letter.text.includes('== 未办结情况 =='), letter.text);
	assert.match(letter.text.replace(/\s+/g, ' '), new RegExp(`█+ 需求 · ${open} `));
	assert.ok(letter.html.includes(`/${site}/requirements?state=open`) && letter.html.includes('<table'));
	assert.equal(letter.subject, '[华东业务站] 站点数据周报');
	assert.deepEqual([(await send(round)).length, told()], [0, 1], 'once');
	psql(`UPDATE app.message_choice SET told_on = told_on - 7 WHERE topic = 'figures'`);
	/* Restricted since: who does not see it does not count it. */
	psql(`UPDATE app.record SET visible = 1 WHERE id = (SELECT min(r.id) FROM app.record r WHERE r.site_id = ${siteId()} AND r.kind = 'requirement' AND r.closed_at IS NULL AND r.visible = 0 AND r.state <> 'draft' AND r.created_by <> ${accountId(reader)}
		AND NOT EXISTS (SELECT FROM app.record_reader x WHERE x.site_id = r.site_id AND x.record_id = r.id AND x.account_id = ${accountId(reader)})) AND site_id = ${siteId()}`);
	const sees = psql(`SELECT EXISTS (SELECT FROM app.member_role mr JOIN app.role_permission rp ON rp.site_id = mr.site_id AND rp.role_id = mr.role_id WHERE mr.site_id = ${siteId()} AND mr.account_id = ${accountId(reader)} AND rp.permission = 'restricted.view')`) === 't';
	const [next] = await send(round);
	assert.match(next.text.replace(/\s+/g, ' '), new RegExp(`█+ 需求 · ${sees ? open : open - 1} `));
	psql(`UPDATE app.message_choice SET told_on = told_on - 7 WHERE topic = 'figures'; CREATE TABLE public.kept AS SELECT * FROM app.role_permission WHERE permission = 'record.view'; DELETE FROM app.role_permission WHERE permission = 'record.view'`);
	const none = await send(round);
	psql('INSERT INTO app.role_permission SELECT * FROM public.kept; DROP TABLE public.kept');
	assert.equal(none.length, 0, 'no figures to who may not open records');
});
