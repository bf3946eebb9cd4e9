// SPDX-License-Identifier: ISC
// Goal: guessing is slow, counted and reveals nothing; a flood of log-ins does not slow the pages; a session ends the moment its
// person logs out, is disabled, or changes password or rights; second factors and links work once. On a stack of its own, with
// passwords that are slow to check.
import test, { after } from 'node:test';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createHash, randomBytes } from 'node:crypto';
import path from 'node:path';
import { password } from '../run/client.mjs';
import { spareStack } from '../run/spare.mjs';
import { until } from '../run/moment.mjs';
import { totp } from '../run/totp.mjs';

const spare = spareStack({ settings: 'hash_log_n = 12\nhash_slots = 1\nlogin_tries = 4', auth: 4 });
after(() => spare.stop());
const sql = spare.psql;
const alert = (page) => page.texts('.alert').join(' ');
const forget = () => sql('DELETE FROM app.attempt');
const idOf = (name) => sql(`SELECT id FROM app.account WHERE login = '${name}'`);

async function tries(name, secret, c = spare.client()) {
	return c.submit(await c.get('/login?next=/account'), { login: name, password: secret }, { form: '/login' });
}

/** Logged in; the last page is .home. */
async function enter(name, secret = password) {
	const c = spare.client();
	c.home = (await tries(name, secret, c)).expect(200);
	return c;
}

const isOut = async (c) => (await c.send('GET', '/account')).status === 303;

/** What differs between two pages only because of who asked when. */
const plain = (page, name) => page.body.toString().replaceAll(name, 'NAME').replace(/[0-9a-f]{32,}|value="[^"]*"/g, '');

test('unknown, wrong, disabled and without a password: the same answer', async (t) => {
	sql("UPDATE app.account SET disabled_at = now() WHERE login = 'suqing'; UPDATE app.account SET password = NULL WHERE login = 'tianle'");
	const names = { unknown: 'nobodyx', wrong: 'renjia', disabled: 'suqing', 'no password': 'tianle' }, seen = {}, times = {};
	for (const [what, name] of Object.entries(names)) {
		times[what] = [];
		for (let i = 0; i < 5; i++) {
			forget();
			const began = performance.now(), page = await tries(name, what === 'disabled' ? password : 'not the one');
			times[what].push(performance.now() - began);
			seen[what] = [page.status, plain(page, name)];
		}
		times[what] = times[what].sort((a, b) => a - b)[2].toFixed(1);
	}
	t.diagnostic(`median ms: ${JSON.stringify(times)}`);
	assert.equal(seen.wrong[0], 422);
	for (const what of Object.keys(names))
		assert.deepEqual(seen[what], seen.wrong, what);
	sql("UPDATE app.account SET disabled_at = NULL WHERE login = 'suqing'");
	forget();
});

test('S3 tries are counted in the database per name and address; after them the right password waits too, as long as is said', async () => {
	for (let i = 0; i < 4; i++)
		assert.equal((await tries('renjia', `guess ${i}`)).status, 422);
	sql("UPDATE app.attempt SET until = until + interval '3 seconds'");
	assert.equal((await tries('renjia', 'guess')).status, 429);
	const page = await tries('renjia', password), seconds = Number(page.headers.get('retry-after'));
	page.expect(429, `${seconds} 秒`);
	assert.ok(seconds >= 1 && seconds <= 5, `the first wait is short: ${seconds}`);
	assert.match(sql("SELECT string_agg(bucket || '=' || count, ' ' ORDER BY bucket) FROM app.attempt WHERE bucket LIKE 'login%'"), /^login-address:127\.0\.0\.1=4 login:renjia:127\.0\.0\.1=4$/);
	// Somebody else from there, and the same person when the wait is over, come in.
	await enter('wangqiang');
	await until('the right password is taken when the wait is over', async () => (await tries('renjia', password)).status === 200);
	forget();
});

test('S3 many names from one address come to an end as well, for as long as is said', async () => {
	sql("INSERT INTO app.attempt (bucket, count, since) VALUES ('login-address:127.0.0.1', 38, now())");
	assert.equal((await tries('guessed1', 'guess')).status, 422, 'ten times as many');
	assert.equal((await tries('guessed2', 'guess')).status, 422);
	sql("UPDATE app.attempt SET until = until + interval '1 minute'");
	assert.equal((await tries('guessed3', 'guess')).status, 429);
	forget();
});

test('a flood of log-ins is turned away in part and leaves the pages alone', async (t) => {
	const who = await enter('wangqiang');
	const list = async () => { const began = performance.now(); (await who.send('GET', '/huadong/requirements')).expect(200); return performance.now() - began; };
	const median = async (n) => { const all = []; for (let i = 0; i < n; i++) all.push(await list()); return all.sort((a, b) => a - b)[n >> 1]; };
	const calm = await median(9), forms = await Promise.all(Array.from({ length: 60 }, async () => { const c = spare.client(); return [c, await c.get('/login')]; }));
	const flood = forms.map(([c, page], i) => c.submit(page, { login: 'zhouyi', password: i % 2 ? password : 'wrong' }, { form: '/login', follow: false }));
	const busy = await median(9), answers = await Promise.all(flood);
	const count = {};
	for (const page of answers)
		count[page.status] = (count[page.status] ?? 0) + 1;
	t.diagnostic(`a list: ${calm.toFixed(0)} ms in calm, ${busy.toFixed(0)} ms in the flood; log-ins: ${JSON.stringify(count)}`);
	assert.ok(answers.every((page) => [303, 422, 429, 503].includes(page.status)), JSON.stringify(count));
	assert.ok((count[429] ?? 0) + (count[503] ?? 0) > 0, `nobody was turned away: ${JSON.stringify(count)}`);
	for (const page of answers.filter((p) => [429, 503].includes(p.status)))
		assert.match(page.headers.get('retry-after') ?? '', /^\d+$/, String(page.status));
	forget();
	await enter('zhouyi');
});

test('while all slots for hashing are taken, a log-in is told so in time and the pages go on', async () => {
	const who = await enter('wangqiang');
	const holder = spawn('flock', ['-F', path.join(spare.runDir, 'hash.0'), 'sh', '-c', 'echo held; exec sleep 20'], { stdio: ['ignore', 'pipe', 'ignore'] });
	try {
		await once(holder.stdout, 'data');
		const began = performance.now(), waiting = spare.client(), page = await waiting.get('/login');
		const answer = waiting.submit(page, { login: 'wangqiang', password }, { form: '/login', follow: false });
		(await who.send('GET', '/huadong/requirements')).expect(200);
		const busy = (await answer).expect(503);
		assert.ok(performance.now() - began < 8000);
		assert.match(busy.headers.get('retry-after') ?? '', /^\d+$/);
	} finally {
		holder.kill();
	}
	await enter('wangqiang');
});

test('a session ends at once: logged out, disabled, password changed; rights act at once without it', async () => {
	let [one, two] = [await enter('haoming'), await enter('haoming')];
	const cookies = new Map(one.cookies);
	(await one.submit(one.home, {}, { form: '/logout' })).expect(200);
	one.cookies = cookies;
	assert.ok(await isOut(one), 'logged out');
	assert.ok(!await isOut(two), 'the other session goes on');

	one = await enter('haoming');
	const changed = await one.submit(await one.get('/account'), { old_password: password, new_password: 'another fine day', again_password: 'another fine day' }, { form: '/account/password' });
	changed.expect(200);
	assert.ok(await isOut(two), 'password changed elsewhere');
	assert.ok(!await isOut(one), 'not for who changed it');
	assert.equal((await tries('haoming', password)).status, 422);

	const operator = await enter('operator'), address = `/operator/accounts/${idOf('haoming')}`;
	const page = await operator.get(address), button = page.forms.flatMap((f) => f.buttons).find((b) => /disable/.test(`${b.name}=${b.value}`));
	assert.ok(button, page.forms.flatMap((f) => f.buttons).map((b) => `${b.name}=${b.value}`).join());
	(await operator.submit(page, {}, { button: `${button.name}=${button.value}` })).expect(200);
	assert.ok(await isOut(one), 'disabled');
	assert.equal((await tries('haoming', 'another fine day')).status, 422);

	const admin = await enter('yejun'), baixue = await enter('baixue'), member = `/huadong2/settings/members/${idOf('baixue')}`;
	const role = sql("SELECT r.id FROM app.role r JOIN app.site s ON s.id = r.site_id WHERE s.slug = 'huadong2' AND r.key = 'tester'");
	(await admin.submit(await admin.get(member), { role: [role] }, { button: 'act=roles' })).expect(200);
	assert.ok(!await isOut(baixue), 'an account is one for all sites: one of them ends nothing in the others (S2)');
	forget();
});

test('a second factor: each code once, also at the same moment; recovery codes once; guesses are counted', async () => {
	const who = await enter('kongli'), form = await who.get('/account/factor'), secret = form.form('factor').fields.find(([n]) => n === 'secret')[1];
	const codes = (await who.submit(form, { code: totp(secret) }, { button: 'act=on' })).expect(200).texts('ul.mono li');
	const step = async () => { const c = spare.client(); c.page = await tries('kongli', password, c); return c; };
	const give = (c, code) => c.submit(c.page, { code }, { form: '/login/code' });
	let [one, two] = [await step(), await step()];
	assert.ok(await isOut(one), 'the password alone is no session');
	const next = totp(secret, 1), both = await Promise.all([give(one, next), give(two, next)]);
	assert.deepEqual(both.map((p) => p.status).sort(), [200, 422], 'the same code twice at once');
	assert.equal((await give(await step(), next)).status, 422, 'and later');
	[one, two] = [await step(), await step()];
	assert.deepEqual((await Promise.all([give(one, codes[0]), give(two, codes[0])])).map((p) => p.status).sort(), [200, 422], 'a recovery code');
	// A ticket is used up by its log-in.
	assert.equal((await give(one, codes[1])).status === 200 && (await give(two, codes[1])).status === 200, false);
	forget();
	one = await step();
	for (let i = 0; i < 4; i++)
		assert.equal((await give(one, '000000')).status, 422);
	sql("UPDATE app.attempt SET until = until + interval '1 minute'");
	assert.equal((await give(one, totp(secret, 1))).status, 429);
	forget();
});

test('a role may ask for a second factor', async () => {
	const who = await enter('xiahou');
	(await who.send('GET', '/donghua/requirements')).expect(200);
	sql("UPDATE app.role r SET second_factor = true FROM app.site s WHERE s.id = r.site_id AND s.slug = 'donghua' AND r.key = 'tech_head'");
	(await who.send('GET', '/donghua/requirements')).expect(403);
	(await who.send('GET', '/account/factor')).expect(200);
	(await (await enter('cuihong')).send('GET', '/donghua/requirements')).expect(200);
});

test('a link works once, for one, until its time; looking does not use it up', async () => {
	const give = (expires = "now() + interval '1h'") => {
		const token = randomBytes(32).toString('hex');
		sql(`INSERT INTO app.one_time_link (token, account_id, purpose, expires_at) VALUES ('${createHash('sha256').update(token).digest('hex')}', ${idOf('shenbo')}, 'reset', ${expires})`);
		return `/link/${token}`;
	};
	const set = async (link, secret, c = spare.client()) => c.submit(await c.get(link), { password: secret, again: secret }, { form: link });
	const link = give(), session = await enter('shenbo');
	for (let i = 0; i < 3; i++)
		(await spare.client().get(link)).expect(200);
	(await set(link, 'short')).expect(422);
	const pages = await Promise.all([1, 2].map(async () => { const c = spare.client(); return [c, await c.get(link)]; }));
	const done = await Promise.all(pages.map(([c, page], i) => c.submit(page, { password: `a fine evening ${i}`, again: `a fine evening ${i}` }, { form: link, follow: false })));
	assert.deepEqual(done.map((p) => p.status).map((s) => (s === 303 ? 303 : 'refused')).sort(), [303, 'refused'], done.map((p) => p.status).join());
	assert.ok(done.every((p) => p.status < 500));
	assert.ok(await isOut(session), 'sessions of before end');
	(await spare.client().get(link)).expect(404);
	(await spare.client().get(give("now() - interval '1 second'"))).expect(404);
	(await spare.client().get(`/link/${'0'.repeat(64)}`)).expect(404);
	await enter('shenbo', `a fine evening ${done[0].status === 303 ? 0 : 1}`);
	assert.equal(sql(`SELECT count(*) FROM app.one_time_link WHERE token ~ '[^0-9a-f]' OR length(token) <> 64`), '0', 'digests only');
});
