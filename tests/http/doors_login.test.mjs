// SPDX-License-Identifier: ISC
// Goal: the log-in can neither be bypassed nor used to lock people out. Proves S1 (a foreign page can neither log anybody out nor have
// anything sent), S3 (waits that grow and spare known browsers; trusted proxies; unlock) and of S4 and O10: a due second factor guards
// everything, old passwords are counted, links are in no log, passwords that everybody guesses, refusals in the history, figures for
// the machine alone, a lost second factor. On a stack of its own behind a proxy that is trusted: whoever sends X-Forwarded-For comes
// from there.
import test, { after } from 'node:test';
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { password } from '../run/client.mjs';
import { until } from '../run/moment.mjs';
import { spareStack } from '../run/spare.mjs';
import { totp } from '../run/totp.mjs';

const TRIES = 5;
const spare = spareStack({ settings: `hash_log_n = 10\nlogin_tries = ${TRIES}\ntrusted_proxies = '127.0.0.0/8, 10.9.0.0/16, ::1'` });
after(() => spare.stop());
const sql = spare.psql, ctl = (text) => spare.run(`stack_ctl ${text} 2>&1 || printf 'code %s' $?`);
const idOf = (name) => sql(`SELECT id FROM app.account WHERE login = '${name}'`);
const forget = () => sql('DELETE FROM app.attempt');
const log = (name) => readFileSync(`${spare.home}/log/${name}.log`, 'utf8');
const ROUTES = readFileSync('tests/golden/routes.txt', 'utf8').split('\n').filter((l) => /^(GET|POST) /.test(l))
	.map((line) => { const [method, pattern, , ...flags] = line.trim().split(/\s+/); return { method, pattern, flags }; });
const fill = (pattern) => pattern.replace(/\/new$/, '/new?once=AAAABBBBCCCCDDDD').replace('{site}', 'huadong').replace('{kind}', 'requirements').replace('{entry}', 'task').replace(/\{(\w+)\}/g, '1');
const EVIL = { origin: 'https://evil.example' };

/** A browser at an address of the network; ${from} null: on this machine. */
const at = (from, browser) => {
	const c = browser ?? spare.client();
	c.headers = { ...c.headers, ...(from ? { 'x-forwarded-for': from } : {}) };
	return c;
};
const tries = async (c, name, secret, values = {}) => c.submit(await c.get('/login'), { login: name, password: secret, ...values }, { form: '/login', follow: false });
async function enter(name, c = spare.client(), secret = password) {
	c.home = await c.submit(await c.get('/login'), { login: name, password: secret }, { form: '/login' });
	assert.equal(c.home.status, 200, c.home.text.slice(0, 300));
	c.token = c.home.forms.flatMap((f) => f.fields).find(([n]) => n === 'token')[1];
	return c;
}
const isIn = async (c) => (await c.send('GET', '/account')).status === 200;
/** ${n} wrong passwords from an address, whatever they are answered. */
async function guess(n, name, from) {
	const c = at(from);
	let page = await c.get('/login');
	for (let i = 0; i < n; i++)
		page = await c.submit(page, { login: name, password: `wrong ${i}` }, { form: '/login', follow: false });
	return page;
}
const kept = (page) => page.select('input[type=hidden]').filter((e) => e.attrs.name.startsWith('keep.')).map((e) => e.attrs.name);

// ---------------------------------------------------------------- S1

test('S1 a page of somebody else\'s posts without a cookie: refused, no cookie, nothing kept, at every address', async () => {
	const wrong = [];
	for (const route of ROUTES.filter((r) => r.method === 'POST'))
		for (const [way, headers] of Object.entries({ origin: EVIL, 'no origin': { origin: 'null' }, fetch: { origin: '', 'sec-fetch-site': 'cross-site' }, both: { ...EVIL, 'sec-fetch-site': 'cross-site' } })) {
			const page = await spare.client().send('POST', fill(route.pattern), { body: new URLSearchParams({ title: 'planted-by-evil', login: 'planted-by-evil', token: 'x', 'keep.title': 'planted-by-evil' }), headers });
			if (page.status !== 403 || page.cookies.length > 0 || page.body.toString().includes('planted-by-evil'))
				wrong.push(`${way}: POST ${route.pattern} is ${page.status}, ${page.cookies.length} cookies`);
		}
	assert.deepEqual(wrong, []);
});

test('S1 what does not say where it comes from gets no cookie and is not kept either', async () => {
	for (const path of ['/huadong/requirements', '/login', '/logout', '/account/display']) {
		const page = await spare.client().send('POST', path, { body: new URLSearchParams({ title: 'planted', language: 'en' }), headers: { origin: '' } });
		assert.ok([303, 401, 403].includes(page.status), `${path} is ${page.status}`);
		assert.deepEqual([page.cookies, page.body.toString().includes('planted')], [[], false], path);
	}
});

test('S1 nobody is logged out by it', async () => {
	const who = await enter('wangqiang'), cookies = new Map(who.cookies);
	for (const path of ['/logout', '/login', '/huadong/requirements', '/preferences'])
		for (const headers of [EVIL, { 'sec-fetch-site': 'cross-site' }, { origin: '', 'sec-fetch-site': 'same-site' }]) {
			// A browser sends no cookie along (SameSite), but takes what it is given.
			who.cookies = new Map();
			const page = await who.send('POST', path, { body: new URLSearchParams({ title: 'x' }), headers });
			page.expect(403);
			for (const [name, value] of who.cookies)
				cookies.set(name, value);
			who.cookies = new Map(cookies);
			(await who.send('POST', path, { body: new URLSearchParams({ title: 'x' }), headers })).expect(403);
		}
	assert.ok(await isIn(who));
});

/** Somebody at a form whose session has ended meanwhile; ${expire}: how. */
async function interrupted(name, expire = 'DELETE FROM app.session') {
	const who = await enter(name), page = await who.get('/huadong/requirements/new');
	page.expect(200);
	sql(`${expire} WHERE token = encode(sha256('${who.cookies.get('gatehouse')}'), 'hex')`);
	return { who, page };
}

test('S1 only a form that this browser\'s session was given is kept', async () => {
	const other = await enter('zhouyi');
	for (const [what, token] of Object.entries({ none: null, made: 'x', zeros: '0'.repeat(64), 'somebody else\'s': other.token, 'a digest under another name': undefined })) {
		const { who, page } = await interrupted('wangqiang');
		const mine = page.form('/huadong/requirements').fields.find(([n]) => n === 'token')[1];
		const sent = token === undefined ? mine.replace(/\.\d+$/, `.${idOf('zhouyi')}`) : token;
		const answer = await who.send('POST', '/huadong/requirements', { body: new URLSearchParams({ title: 'planted-there', ...(sent === null ? {} : { token: sent }) }) });
		answer.expect(401, '未保留');
		assert.deepEqual(kept(answer), [], what);
		assert.ok(!answer.body.toString().includes('planted-there'), what);
	}
	// The visitor's own form (log-in page) is nobody's.
	const visitor = spare.client(), token = (await visitor.get('/login')).form('/login').fields.find(([n]) => n === 'token')[1];
	const answer = await visitor.send('POST', '/huadong/requirements', { body: new URLSearchParams({ title: 'planted-there', token }) });
	assert.deepEqual([answer.status, kept(answer)], [401, []]);
	const forged = await visitor.submit(await visitor.get('/login'), { login: 'wangqiang', password }, { form: '/login', follow: false });
	forged.expect(303);
});

test('S1 after the log-in what will be sent is shown, by its labels, with its address, and goes by one press', async () => {
	for (const expire of ['DELETE FROM app.session', "UPDATE app.session SET seen_at = now() - interval '1 day'"]) {
		const title = `保留 ${randomBytes(4).toString('hex')} "<b>&`, { who, page } = await interrupted('wangqiang', expire);
		const asked = (await who.submit(page, { title, scenario: '第一行\n  第二行', need: 'functional', channel: 'research' }, { form: '/huadong/requirements' })).expect(401, '已保留');
		assert.ok(kept(asked).includes('keep.title'));
		const wrong = (await who.submit(asked, { login: 'wangqiang', password: 'not this' }, { form: '/login' })).expect(422);
		const shown = (await who.submit(wrong, { login: 'wangqiang', password }, { form: '/login' })).expect(200, title, '提交到', '/huadong/requirements', '需求名称', '功能');
		assert.equal(sql(`SELECT count(*) FROM app.record WHERE title = $t$${title}$t$`), '0', 'nothing is sent by itself');
		assert.equal(shown.select('main [autofocus]').length, 0, 'no key that was still down presses it');
		(await who.submit(shown, {}, { form: '/huadong/requirements' })).expect(200, title);
		assert.equal(sql(`SELECT count(*) FROM app.record WHERE title = $t$${title}$t$`), '1');
	}
});

test('S1 somebody else who logs in there does not get it', async () => {
	const { who, page } = await interrupted('wangqiang');
	const asked = (await who.submit(page, { title: 'of-wang-alone', scenario: '' }, { form: '/huadong/requirements' })).expect(401);
	const other = await who.submit(asked, { login: 'zhouyi', password }, { form: '/login' });
	other.expect(200, '另一个账号').lacks('of-wang-alone');
	assert.ok(!other.body.toString().includes('of-wang-alone'));
	assert.equal(sql("SELECT count(*) FROM app.record WHERE title = 'of-wang-alone'"), '0');
});

// ---------------------------------------------------------------- S3

test('S3 fifty wrong passwords from one address: known browsers come in, others wait as long as is said, and then come in', async () => {
	const known = await enter('wangqiang', at('192.0.2.50'));
	for (const name of ['wangqiang', 'sunli', 'zhouyi', 'xuning', 'nobody-there'])
		await guess(10, name, '192.0.2.50');
	sql("UPDATE app.attempt SET until = now() + interval '10 minutes', count = 60 WHERE bucket = 'login-address:192.0.2.50'");
	known.cookies.delete('gatehouse');
	await enter('wangqiang', known);
	assert.ok(await isIn(known), 'a known browser');
	const fresh = at('192.0.2.50'), told = await tries(fresh, 'sunli', password), seconds = Number(told.headers.get('retry-after'));
	told.expect(429, `${Math.ceil(seconds / 60)} 分钟`, '管理员');
	assert.ok(seconds > 500 && seconds <= 600, String(seconds));
	await enter('sunli', at('192.0.2.51'));
	sql("UPDATE app.attempt SET until = until - interval '601 seconds'");
	await enter('sunli', fresh);
	forget();
});

test('S3 a hundred wrong passwords from ten addresses lock one account nowhere but there', async () => {
	const known = await enter('zhouyi', at('198.51.100.1'));
	for (let i = 1; i <= 10; i++)
		await guess(10, 'zhouyi', `198.51.100.${i}`);
	assert.ok(Number(sql("SELECT count(*) FROM app.attempt WHERE bucket LIKE 'login:zhouyi:%' AND until > now()")) >= 1);
	known.cookies.delete('gatehouse');
	await enter('zhouyi', known);
	await enter('zhouyi', at('203.0.113.9'));
	forget();
});

test('S3 waits grow with each wrong password, end by themselves, and the page says how long', async () => {
	forget();
	const seen = [], over = () => sql("UPDATE app.attempt SET until = until - interval '1 hour'");
	for (let i = 1; i <= TRIES + 5; i++) {
		(await guess(1, 'renjia', '192.0.2.60')).expect(422);
		seen.push(Number(sql("SELECT COALESCE(round(extract(epoch FROM until - since)), 0) FROM app.attempt WHERE bucket = 'login:renjia:192.0.2.60'")));
		over();
	}
	assert.deepEqual(seen, [0, 0, 0, 0, 2, 4, 8, 16, 32, 64]);
	for (const [wait_, said] of [['40 seconds', /(3\d|40) 秒/], ['14 minutes', /14 分钟/]]) {
		sql(`UPDATE app.attempt SET until = now() + interval '${wait_}' WHERE bucket = 'login:renjia:192.0.2.60'`);
		const page = (await tries(at('192.0.2.60'), 'renjia', password)).expect(429, said, '管理员');
		assert.match(page.headers.get('retry-after'), /^\d+$/);
	}
	assert.equal((await guess(20, 'renjia', '192.0.2.60')).status, 429);
	assert.equal(sql("SELECT count FROM app.attempt WHERE bucket = 'login:renjia:192.0.2.60'"), '10', 'what comes meanwhile is not looked at, and makes it no longer');
	over();
	await enter('renjia', at('192.0.2.60'));
	assert.equal(sql("SELECT count(*) FROM app.attempt WHERE bucket = 'login:renjia:192.0.2.60'"), '0', 'and then it is forgotten');
	forget();
});

test('S3 the cookie of a known browser is HttpOnly, signed, of one account, and ends with password and sessions', async () => {
	const who = spare.client(), page = await tries(who, 'haoming', password), line = page.cookies.find((c) => c.startsWith('gatehouse_known='));
	page.expect(303);
	assert.match(line, /; ?HttpOnly/i);
	assert.match(line, /; ?SameSite=Lax/i);
	assert.ok(Number(/Max-Age=(\d+)/i.exec(line)?.[1]) > 90 * 86400, line);
	const cookie = who.cookies.get('gatehouse_known'), lock = (name) => sql(`DELETE FROM app.attempt; INSERT INTO app.attempt (bucket, count, since, until) VALUES ('login:${name}:192.0.2.70', 50, now(), now() + interval '10 minutes')`);
	const comes = async (name, value, secret = password) => { lock(name); const c = at('192.0.2.70'); if (value) c.cookies.set('gatehouse_known', value); return (await tries(c, name, secret)).status; };
	assert.equal(await comes('haoming', cookie), 303);
	assert.equal(await comes('haoming', ''), 429);
	assert.equal(await comes('cuihong', cookie), 429, 'it is of one account');
	assert.equal(await comes('haoming', cookie.replace(/.$/, (c) => (c === '0' ? '1' : '0'))), 429, 'it is signed');
	assert.equal(await comes('haoming', cookie.replace(/^\d+/, '9999999999')), 429, 'with its time');
	// Two people at one browser are both known there.
	const shared = spare.client();
	await enter('haoming', shared);
	shared.cookies.delete('gatehouse');
	await enter('cuihong', shared);
	for (const name of ['haoming', 'cuihong'])
		assert.equal(await comes(name, shared.cookies.get('gatehouse_known')), 303, name);
	// A known browser that guesses waits for itself.
	forget();
	const guessing = at('192.0.2.71');
	guessing.cookies.set('gatehouse_known', cookie);
	for (let i = 0; i < TRIES; i++)
		(await tries(guessing, 'haoming', 'wrong')).expect(422);
	sql("UPDATE app.attempt SET until = now() + interval '10 minutes' WHERE bucket LIKE 'login-browser:haoming:%' AND until IS NOT NULL");
	assert.equal((await tries(guessing, 'haoming', password)).status, 429);
	forget();
	// "End all others" makes strangers of all browsers but this one.
	const mine = await enter('haoming');
	(await mine.submit(await mine.get('/account'), {}, { button: 'end=others' })).expect(200);
	assert.equal(await comes('haoming', cookie), 429, 'after "end all others"');
	assert.equal(await comes('haoming', mine.cookies.get('gatehouse_known')), 303, 'but this one');
	forget();
	const now = mine.cookies.get('gatehouse_known');
	(await mine.submit(await mine.get('/account'), { old_password: password, new_password: 'another fine day', again_password: 'another fine day' }, { form: '/account/password' })).expect(200);
	assert.equal(await comes('haoming', now, 'another fine day'), 429, 'after a new password');
	assert.equal(await comes('haoming', mine.cookies.get('gatehouse_known'), 'another fine day'), 303, 'but this one');
	forget();
});

test('S3 the address is the one nearest to us that is no trusted proxy, for waits, sessions and history, whatever is sent along', async () => {
	forget();
	for (const [from, place] of [['203.0.113.1', '203.0.113.1'], ['1.2.3.4, 203.0.113.2', '203.0.113.2'], ['203.0.113.3, 10.9.0.1', '203.0.113.3'], ['203.0.113.4, nonsense', '127.0.0.1'],
		['2001:db8:1:2:3::4', '2001:db8:1:2::/64']]) {
		(await guess(1, 'renjia', from)).expect(422);
		assert.equal(sql(`SELECT count(*) FROM app.attempt WHERE bucket = 'login:renjia:${place}'`), '1', from);
	}
	const who = await enter('renjia', at('1.2.3.4, 203.0.113.5'));
	assert.equal(sql(`SELECT address FROM app.session WHERE token = encode(sha256('${who.cookies.get('gatehouse')}'), 'hex')`), '203.0.113.5');
	assert.equal(sql("SELECT detail ->> 'address' FROM app.event WHERE site_id = 0 AND action = 'login' AND object = 'renjia' ORDER BY seq DESC LIMIT 1"), '203.0.113.5');
	(await who.get('/account')).expect(200, '203.0.113.5', '登录记录');
	assert.match(log('nginx-access'), / 203\.0\.113\.5 /, 'nginx limits and logs the same');
	assert.doesNotMatch(log('nginx-access'), / 1\.2\.3\.4 /);
	forget();
});

test('S3 unlock ends what it names, and says truthfully what that was', async () => {
	const put = () => sql(`DELETE FROM app.attempt; INSERT INTO app.attempt (bucket, count, since, until) VALUES
		('login:sunli:192.0.2.80', 7, now(), now() + interval '5 minutes'), ('login:sunli:192.0.2.81', 2, now(), NULL), ('login-browser:sunli:abc', 1, now(), NULL), ('code:sunli:192.0.2.80', 3, now(), NULL),
		('login-address:192.0.2.80', 90, now(), now() + interval '5 minutes'), ('login:zhouyi:192.0.2.80', 4, now(), NULL), ('login:sunlian:192.0.2.9', 9, now(), NULL), ('login:x:2001:db8:1:2::/64', 9, now(), now() + interval '1 minute')`);
	const left = () => sql("SELECT string_agg(bucket, ' ' ORDER BY bucket) FROM app.attempt WHERE bucket NOT LIKE 'refused:%'");
	put();
	assert.match(ctl('account unlock sunli'), /^unlocked \(sunli\): 10 wrong passwords and 3 wrong codes forgotten, 1 waits ended\nfrom 192\.0\.2\.80 everybody still waits|^unlocked \(sunli\): 10 wrong passwords and 3 wrong codes forgotten, 1 waits ended$/);
	assert.equal(left(), 'login-address:192.0.2.80 login:sunlian:192.0.2.9 login:x:2001:db8:1:2::/64 login:zhouyi:192.0.2.80');
	put();
	assert.match(ctl('account unlock --address 192.0.2.80'), /^unlocked \(192\.0\.2\.80\): 11 wrong passwords and 3 wrong codes forgotten, 2 waits ended/);
	assert.equal(left(), 'login-browser:sunli:abc login:sunli:192.0.2.81 login:sunlian:192.0.2.9 login:x:2001:db8:1:2::/64');
	put();
	assert.match(ctl('account unlock sunli --address 192.0.2.80'), /^unlocked \(sunli, 192\.0\.2\.80\): 14 wrong passwords/);
	assert.match(ctl('account unlock --address 2001:db8:1:2::7'), /^unlocked/);
	assert.match(ctl('account unlock sunli'), /^it was not locked \(sunli\): nothing was counted/);
	assert.match(ctl('account unlock --address nowhere'), /no address.*code 2/s);
	// And it is so: behind the address and for the account nobody waits any more.
	await guess(TRIES, 'sunli', '192.0.2.82');
	sql("UPDATE app.attempt SET until = now() + interval '10 minutes' WHERE bucket LIKE 'login%192.0.2.82'");
	assert.equal((await tries(at('192.0.2.82'), 'sunli', password)).status, 429);
	ctl('account unlock sunli --address 192.0.2.82');
	await enter('sunli', at('192.0.2.82'));
	forget();
});

test('S4 old passwords at /account/password are counted like log-ins', async () => {
	const who = await enter('cuihong', at('192.0.2.90'));
	who.cookies.delete('gatehouse_known');
	const change = async (old) => who.submit(await who.get('/account'), { old_password: old, new_password: 'another fine day', again_password: 'another fine day' }, { form: '/account/password', follow: false });
	for (let i = 0; i < TRIES; i++)
		(await change(`wrong ${i}`)).expect(422, '当前密码不正确');
	sql("UPDATE app.attempt SET until = now() + interval '10 minutes' WHERE bucket LIKE 'login:cuihong:%' AND until IS NOT NULL");
	const waits = (await change(password)).expect(429);
	assert.match(waits.headers.get('retry-after'), /^\d+$/);
	assert.equal((await tries(at('192.0.2.90'), 'cuihong', password)).status, 429, 'and the log-in waits with it');
	assert.match(sql("SELECT string_agg(bucket || '=' || count, ' ') FROM app.attempt WHERE bucket LIKE 'login:cuihong:%'"), /login:cuihong:192\.0\.2\.90=5/);
	forget();
});

// ---------------------------------------------------------------- S4: what is due

test('S4 a due second factor guards everything but log-out and the page where it is set up', async () => {
	const who = await enter('xiahou'), wrong = [];
	sql("UPDATE app.role r SET second_factor = true FROM app.site s WHERE s.id = r.site_id AND s.slug = 'donghua' AND r.key = 'tech_head'");
	for (const route of ROUTES.filter((r) => !r.flags.includes('public') && !r.flags.includes('operator'))) {
		const path = fill(route.pattern).replace('/huadong', '/donghua');
		const page = await who.send(route.method, path, route.method === 'POST' ? { body: new URLSearchParams({ token: who.token }) } : {});
		if ((page.status === 403) === route.flags.includes('without-factor'))
			wrong.push(`${route.method} ${path} is ${page.status}`);
	}
	assert.deepEqual(wrong, []);
	// Besides it only the notice on personal data, which comes first and shows nothing of a site.
	assert.deepEqual(ROUTES.filter((r) => r.flags.includes('without-factor')).map((r) => `${r.method} ${r.pattern}`), ['GET /account/factor', 'POST /account/factor', 'GET /account/privacy', 'POST /account/privacy']);
	for (const path of ['/', '/search?q=x', '/notifications', '/account', '/account/data', '/donghua/requirements.csv', '/donghua/ledger.xlsx']) {
		const page = (await who.send('GET', path)).expect(403);
		assert.ok(page.links.some((l) => l.href === '/account/factor'), `${path} leads to the page where it is set up`);
	}
	const form = await who.get('/account/factor'), secret = form.form('factor').fields.find(([n]) => n === 'secret')[1];
	(await who.submit(form, { code: totp(secret) }, { button: 'act=on' })).expect(200);
	for (const path of ['/', '/search?q=x', '/notifications', '/account', '/account/data', '/donghua/requirements'])
		(await who.get(path)).expect(200).lacks('设置双重验证');
	sql("UPDATE app.role r SET second_factor = false FROM app.site s WHERE s.id = r.site_id AND s.slug = 'donghua' AND r.key = 'tech_head'");
});

test('O10 a lost second factor is taken away on the command line, and the sites are told', async () => {
	const lead = sql(`SELECT a.login FROM app.account a JOIN app.member_role mr ON mr.account_id = a.id JOIN app.role r ON r.site_id = mr.site_id AND r.id = mr.role_id JOIN app.site s ON s.id = r.site_id
		WHERE s.slug = 'huadong' AND r.key = 'group_lead' LIMIT 1`), who = await enter(lead);
	const form = await who.get('/account/factor'), secret = form.form('factor').fields.find(([n]) => n === 'secret')[1];
	(await who.submit(form, { code: totp(secret) }, { button: 'act=on' })).expect(200);
	assert.match(ctl(`account factor-reset ${lead}`), /sets up a second factor anew/);
	assert.equal(await isIn(who), false, 'its sessions have ended');
	await enter(lead);
	assert.equal(sql(`SELECT count(*) > 0 FROM app.event e JOIN app.site s ON s.id = e.site_id WHERE s.slug = 'huadong' AND e.action = 'account.factor_off' AND e.object = '${lead}'`), 't');
	assert.equal(sql(`SELECT count(*) > 0 FROM app.notification n JOIN app.site s ON s.id = n.site_id WHERE s.slug = 'huadong' AND n.what = 'power_machine' AND n.detail ->> 'act' = 'factor_off'`), 't');
	assert.equal(sql(`SELECT m.held_at IS NOT NULL FROM app.membership m JOIN app.site s ON s.id = m.site_id WHERE s.slug = 'huadong' AND m.account_id = ${idOf(lead)}`), 't', 'decisions rest');
	assert.match(ctl(`account factor-reset ${lead}`), /has no second factor.*code 1/s);
});

// ---------------------------------------------------------------- S4: links, passwords, logs

const giveLink = (name, expires = "now() + interval '1 hour'") => {
	const token = randomBytes(32).toString('hex');
	sql(`INSERT INTO app.one_time_link (token, account_id, purpose, expires_at) VALUES ('${createHash('sha256').update(token).digest('hex')}', ${idOf(name)}, 'reset', ${expires})`);
	return token;
};

test('S4 links and codes stand in no log, and a link says how long it works', async () => {
	const token = giveLink('shenbo', "'2031-05-06 07:08:00+08'"), c = spare.client();
	(await c.get(`/link/${token}`)).expect(200, '2031-05-06 07:08');
	for (const path of [`/link/${token}`, `/%6Cink/${token}`, `/link/${token}/x`, `/link/${token}?next=${token}`, `/huadong/feedback/${token.slice(0, 10)}`, '/huadong/feedback/SECRET-CODE'])
		await c.send('GET', path);
	(await c.submit(await c.get(`/link/${token}`), { password: 'short', again: 'short' }, { form: '/link' })).expect(422);
	(await c.send('POST', `/link/${token}`, { body: new URLSearchParams({ password: 'x' }), headers: EVIL })).expect(403);
	// nginx' own limit tells what it refuses, with the address.
	await Promise.all(Array.from({ length: 5 }, () => c.send('GET', `/link/${token}`)));
	for (const name of ['nginx-access', 'nginx-error', 'app', 'auth', 'courier', 'postgres'])
		for (const secret of [token, token.slice(0, 10), 'SECRET-CODE'])
			assert.deepEqual(log(name).split('\n').filter((line) => line.includes(secret)), [], `${name}.log`);
	assert.match(log('nginx-access'), /"GET \/link\/- HTTP\/1\.1"/, 'but it was asked for');
});

test('S4 whoever makes a link is told until when it works, and it is so', async () => {
	const before = sql("SELECT to_char(now() AT TIME ZONE 'Asia/Shanghai' + interval '1 hour', 'YYYY-MM-DD')");
	const said = ctl('account reset-link shenbo'), [, until_, link] = /within an hour \(until (\d{4}-\d\d-\d\d \d\d:\d\d)\):\s+\S*(\/link\/[0-9a-f]{64})/.exec(said);
	assert.ok(until_.startsWith(before) || until_ > before);
	(await spare.client().get(link)).expect(200, until_);
	const token = createHash('sha256').update(link.slice(6)).digest('hex');
	assert.equal(sql(`SELECT to_char(expires_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') FROM app.one_time_link WHERE token = '${token}'`), until_);
});

test('S4 a password is long, none that is guessed, and holds nothing that everybody knows', async () => {
	const link = `/link/${giveLink('sunli')}`, c = spare.client();
	const name = sql("SELECT name FROM app.account WHERE login = 'sunli'"), site = sql("SELECT name FROM app.site WHERE slug = 'huadong'");
	for (const word of ['ninechars', 'huadong123', 'HUADONG-2026', `${site}密码两千零二十六`, `${name}的密码很长很长`, 'sunli-is-here', 'abcdefghijkl', '0987654321', 'qwertyuiop', 'aaaaaaaaaaaa', 'k7#mpk7#mp', 'Password2026', '13800138000'])
		(await c.submit(await c.get(link), { password: word, again: word }, { form: link })).expect(422, '密码');
	assert.equal(sql("SELECT password_at IS NULL OR password_at < now() - interval '1 second' FROM app.account WHERE login = 'sunli'"), 't');
	const who = await enter('sunli');
	(await who.submit(await who.get('/account'), { old_password: password, new_password: 'huadong123', again_password: 'huadong123' }, { form: '/account/password' })).expect(422, '站点');
	(await c.submit(await c.get(link), { password: 'a fine evening 7', again: 'a fine evening 7' }, { form: link })).expect(200);
	await enter('sunli', spare.client(), 'a fine evening 7');
	forget();
});

test('S4 a link\'s form without this browser\'s cookie is shown again, not lost at the log-in', async () => {
	const link = `/link/${giveLink('zhouyi')}`, c = spare.client(), page = await c.get(link);
	c.cookies = new Map();
	const again = (await c.submit(page, { password: 'a fine evening 8', again: 'a fine evening 8' }, { form: link })).expect(422, '尚未设置');
	(await c.submit(again, { password: 'a fine evening 8', again: 'a fine evening 8' }, { form: link })).expect(200);
	await enter('zhouyi', spare.client(), 'a fine evening 8');
});

test('S4 refusals are in the history with their address, and a flood of them is a few rows', async () => {
	forget();
	const site = sql("SELECT id FROM app.site WHERE slug = 'huadong'"), who = await enter('wangqiang', at('192.0.2.100'));
	const found = (where) => sql(`SELECT string_agg(concat_ws(' ', action, NULLIF(object, ''), detail ->> 'refused', detail ->> 'address', detail ->> 'times'), ',' ORDER BY seq) FROM app.event WHERE ${where}`);
	const start = sql('SELECT max(seq) FROM app.event WHERE site_id = 0'), begun = sql(`SELECT max(seq) FROM app.event WHERE site_id = ${site}`);
	for (let i = 0; i < 12; i++)
		(await who.send('GET', '/huadong/settings/roles')).expect(403);
	(await who.send('POST', '/huadong/absence', { body: new URLSearchParams({ token: 'x' }) })).expect(403);
	await until('three rows', () => sql(`SELECT count(*) FROM app.event WHERE site_id = ${site} AND seq > ${begun} AND action = 'access.refused'`) === '3');
	assert.equal(found(`site_id = ${site} AND seq > ${begun}`), 'access.refused right 192.0.2.100 1,access.refused right 192.0.2.100 10,access.refused token 192.0.2.100 1');
	assert.equal(sql(`SELECT DISTINCT actor_id FROM app.event WHERE site_id = ${site} AND seq > ${begun}`), idOf('wangqiang'));
	(await at('192.0.2.101').send('POST', '/huadong/requirements', { body: new URLSearchParams({}), headers: EVIL })).expect(403);
	await guess(12, 'xuning', '192.0.2.102');
	await guess(1, 'my-secret-password', '192.0.2.103');
	const rows = found(`site_id = 0 AND seq > ${start} AND action IN ('access.refused', 'login.fail')`);
	assert.equal(rows, 'access.refused origin 192.0.2.101 1,login.fail xuning password 192.0.2.102 1,login.fail password 192.0.2.103 1');
	assert.doesNotMatch(rows, /my-secret/, 'a name that nobody has may be a password');
	// From very many places it is one row, with how many.
	sql(`INSERT INTO app.attempt (bucket, count, since) VALUES ('refused:0', 200, now()) ON CONFLICT (bucket) DO UPDATE SET count = 200`);
	for (let i = 0; i < 12; i++)
		await at(`198.51.100.${i}`).send('POST', '/huadong/requirements', { body: new URLSearchParams({}), headers: EVIL });
	await until('two more', () => sql(`SELECT count(*) FROM app.event WHERE site_id = 0 AND seq > ${start} AND action = 'access.refused'`) === '3');
	assert.match(found(`site_id = 0 AND seq > ${start} AND action = 'access.refused'`), /,access\.refused origin \* 1,access\.refused origin \* 10$/);
	const administrator = sql(`SELECT a.login FROM app.account a JOIN app.member_role mr ON mr.account_id = a.id JOIN app.role r ON r.site_id = mr.site_id AND r.id = mr.role_id WHERE r.site_id = ${site} AND r.key = 'site_admin' LIMIT 1`);
	sql(`UPDATE app.account SET password = (SELECT password FROM app.account WHERE login = 'wangqiang') WHERE login = '${administrator}'`);
	(await (await enter(administrator)).get('/huadong/history?area=access')).expect(200, '192.0.2.100', '没有权限', '表单不属于本次登录');
	forget();
});

test('S4 wrong codes of a second factor are in the history with their address', async () => {
	const who = await enter('kongli'), form = await who.get('/account/factor'), secret = form.form('factor').fields.find(([n]) => n === 'secret')[1];
	(await who.submit(form, { code: totp(secret) }, { button: 'act=on' })).expect(200);
	const c = at('192.0.2.110'), step = await c.submit(await c.get('/login'), { login: 'kongli', password }, { form: '/login' });
	(await c.submit(step, { code: '000000' }, { form: '/login/code' })).expect(422);
	assert.equal(sql("SELECT concat_ws(' ', action, detail ->> 'refused', detail ->> 'address') FROM app.event WHERE site_id = 0 AND object = 'kongli' ORDER BY seq DESC LIMIT 1"), 'login.fail code 192.0.2.110');
	forget();
});

test('S4 /metrics and /readyz are for this machine, also behind a proxy on it', async () => {
	for (const path of ['/metrics', '/readyz']) {
		(await spare.client().send('GET', path)).expect(200);
		for (const headers of [{ 'x-forwarded-for': '203.0.113.1' }, { 'x-forwarded-for': '127.0.0.1' }, { forwarded: 'for=203.0.113.1' }, { 'x-real-ip': '127.0.0.1' }, { 'x-forwarded-proto': 'https' }, { via: '1.1 proxy' }]) {
			const page = await spare.client().send('GET', path, { headers });
			assert.ok([403, 404].includes(page.status), `${path} ${JSON.stringify(headers)} is ${page.status}`);
			assert.doesNotMatch(page.body.toString(), /gatehouse_|ready/);
		}
	}
	(await spare.client().send('GET', '/healthz', { headers: { 'x-forwarded-for': '203.0.113.1' } })).expect(200);
});

test('S4 PostgreSQL\'s log has no warning of a request', async () => {
	const who = await enter('wangqiang');
	// Refused, shown again with mistakes, broken, and not there: each ends its transaction.
	(await who.send('GET', '/huadong/settings/roles')).expect(403);
	(await who.submit(await who.get('/huadong/requirements/new'), { title: '' }, { form: '/huadong/requirements' })).expect(422);
	(await who.send('GET', '/huadong/requirements/REQ-1999-0001')).expect(404);
	(await spare.client().send('POST', '/huadong/requirements', { body: new URLSearchParams({}) })).expect(401);
	assert.doesNotMatch(log('postgres'), /WARNING/);
});
