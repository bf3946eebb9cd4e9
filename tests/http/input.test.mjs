// SPDX-License-Identifier: ISC
// Goal: whatever a form contains, the reply is its page with everything typed, never a 5xx, and nothing else changes; a form sent
// twice, late, by another page or after the session ended does no harm. Loops over the kinds, so a new one is covered. Proves RX.4
// (only what a form names is written), security research (tokens, origin, mass assignment, uploads), "a clear message … with
// everything typed kept".
import net from 'node:net';
import test from 'node:test';
import assert from 'node:assert/strict';
import { base, ctl, login, psql, rows } from '../run/stack.mjs';
import { condition, fitting as fits } from '../run/fitting.mjs';
import { wire } from '../run/wire.mjs';

const site = '/huadong';
const unique = () => `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
const kinds = JSON.parse((await ctl('--json', 'kinds')).out);
// An expense needs a budget that is allocated: tests/http/budget.test.mjs.
const made = kinds.filter((k) => k.create && k.name !== 'expense');

// Somebody who may make one of every kind, and of whom nothing is there yet.
const AUTHOR = 'input-author';
psql(`SET search_path = app, public;
	INSERT INTO account (login, name, password, created_at) SELECT '${AUTHOR}', '填表人', password, now() FROM account WHERE login = 'zhouyi';
	INSERT INTO membership (site_id, account_id, department_id, created_at) SELECT m.site_id, a.id, m.department_id, now()
		FROM account a, membership m JOIN account z ON z.id = m.account_id AND z.login = 'zhouyi' JOIN site s ON s.id = m.site_id AND s.slug = 'huadong' WHERE a.login = '${AUTHOR}';
	INSERT INTO member_role SELECT mr.site_id, a.id, mr.role_id FROM account a, member_role mr JOIN account z ON z.id = mr.account_id AND z.login = 'zhouyi'
		JOIN site s ON s.id = mr.site_id AND s.slug = 'huadong' WHERE a.login = '${AUTHOR}';
	INSERT INTO member_role SELECT r.site_id, a.id, r.id FROM account a, role r JOIN site s ON s.id = r.site_id AND s.slug = 'huadong' WHERE a.login = '${AUTHOR}' AND r.key = 'legal' ON CONFLICT DO NOTHING`);
const accountOf = (login_) => `(SELECT id FROM app.account WHERE login = '${login_}')`;
const me = psql(`SELECT ${accountOf(AUTHOR)}`);
let loggedIn;
const author = () => (loggedIn ??= login(AUTHOR));

const open = async (kind) => {
	const who = await author(), page = (await who.get(`${site}/${kind.plural}/new`)).expect(200);
	return { who, page, form: page.form(`${site}/${kind.plural}`) };
};

const fitting = (kind, page, form) => fits(kind, page, form, me);

/** Counts of everything a form could have written: no count may move. */
const written = () => psql(`SELECT (SELECT count(*) FROM app.record WHERE created_by = a.id) || ' ' || (SELECT count(*) FROM app.event WHERE action LIKE 'record.%' AND actor_id = a.id) || ' ' ||
	(SELECT count(*) FROM app.submission WHERE account_id = a.id) || ' ' || (SELECT count(*) FROM app.file WHERE created_by = a.id) FROM app.account a WHERE a.id = ${accountOf(AUTHOR)}`);

/** Refused with its form and what was typed still in it. */
function assertKept(page, which, typed, what) {
	assert.equal(page.status, 422, `${what}: ${page.status} ${page.text.slice(0, 300)}`);
	const fields = page.form(which).fields;
	for (const [name, value] of Object.entries(typed)) {
		const now = fields.filter(([n]) => n === name).map(([, v]) => v);
		assert.ok(now.includes(value), `${what}: ${name} is ${JSON.stringify(now.map((v) => v.slice(0, 80)))}, typed was ${JSON.stringify(value.slice(0, 80))}`);
	}
}

/** What a record is called by: its title, or where its form asks for none, its first text. */
const titled = (form, value) => ({ [form.controls.some((c) => c.name === 'title') ? 'title' : texts(form)[0].name]: value });
const texts = (form) => form.controls.filter((c) => ['text', 'textarea'].includes(c.type));

test('there are kinds to loop over', () => assert.ok(made.length >= 8, made.map((k) => k.name).join()));

for (const kind of made) {
	const list = () => `${site}/${kind.plural}`;

	test(`${kind.name}: an empty form names what is missing`, async () => {
		const { who, page, form } = await open(kind);
		const page2 = await who.submit(page, Object.fromEntries(form.controls.filter((c) => !['hidden', 'file', 'checkbox', 'radio'].includes(c.type)).map((c) => [c.name, ''])), { form: list() });
		page2.expect(422);
		assert.ok(page2.select('[role=alert] a[href^="#f-"]').length > 0, page2.text);
		assert.ok(page2.select('.field.wrong .err').length > 0);
	});

	test(`${kind.name}: too long, of the wrong type, not among the answers`, async () => {
		const { who, page, form } = await open(kind), before = written();
		const long = Object.fromEntries(texts(form).map((c) => [c.name, `长${'很'.repeat(20500)}`]));
		assertKept(await who.submit(page, long, { form: list() }), list(), long, 'too long');
		const wrong = {};
		for (const c of form.controls)
			if (!['hidden', 'file', 'text', 'textarea', 'checkbox'].includes(c.type))
				wrong[c.name] = c.type === 'date' ? '2026-02-31' : c.type === 'time' ? '25:61' : 'no such thing';
		const answer = await who.submit(page, wrong, { form: list() });
		assertKept(answer, list(), Object.fromEntries(Object.entries(wrong).filter(([n]) => form.controls.some((c) => c.name === n && ['date', 'time'].includes(c.type)))), 'wrong type');
		// Where none of it could fit: five at a time, so that the loop over all kinds stays short.
		const odd = ['9223372036854775808', '-1', "1' OR '1'='1", '1e9', '٣', '１', '{1,2}', 'REQ-9999-999999999', '%s%n', '<script>', '\u202e\u2066', '\ufeff', 'NaN', '🙂', '\\'];
		const names = form.controls.filter((c) => !['hidden', 'file'].includes(c.type)).map((c) => c.name);
		await Promise.all(odd.map(async (value) => assert.equal((await who.submit(page, { ...Object.fromEntries(names.map((n) => [n, value])), ...titled(form, '') }, { form: list() })).status, 422, value)));
		assert.equal(written(), before);
	});

	test(`${kind.name}: ids of another site`, async () => {
		const { who, page, form } = await open(kind), before = written();
		const foreign = rows(`SELECT (SELECT r.number FROM app.record r JOIN app.site o ON o.id = r.site_id WHERE o.slug = 'donghua' AND r.kind = 'platform' AND NOT EXISTS
				(SELECT FROM app.record h JOIN app.site hs ON hs.id = h.site_id WHERE hs.slug = 'huadong' AND h.number = r.number) LIMIT 1) AS platform,
			(SELECT d.id::text FROM app.department d JOIN app.site o ON o.id = d.site_id WHERE o.slug = 'donghua' LIMIT 1) AS department,
			(SELECT m.account_id::text FROM app.membership m JOIN app.site o ON o.id = m.site_id WHERE o.slug = 'donghua' AND NOT EXISTS
				(SELECT FROM app.membership h JOIN app.site hs ON hs.id = h.site_id WHERE hs.slug = 'huadong' AND h.account_id = m.account_id) LIMIT 1) AS account`)[0];
		const good = await fitting(kind, page, form);
		for (const f of kind.fields.filter((f) => ['account', 'accounts', 'department', 'record', 'records'].includes(f.type) && form.controls.some((c) => c.name === f.name))) {
			const value = f.type === 'department' ? foreign.department : f.type.startsWith('account') ? foreign.account : foreign.platform ?? 'PLT-2001-0001';
			const answer = await who.submit(page, { ...good, ...condition(page, f.name), [f.name]: value }, { form: list() });
			assert.equal(answer.status, 422, `${f.name}: ${answer.status} ${answer.text.slice(0, 300)}`);
			assert.ok(answer.select(`#f-${f.name}-error`).length > 0, `${f.name}: ${answer.text.slice(0, 600)}`);
		}
		assert.equal(written(), before);
	});

	test(`${kind.name}: names of columns do nothing`, async () => {
		const { who, page, form } = await open(kind);
		const title = `列名 ${unique()}`, good = { ...await fitting(kind, page, form), ...titled(form, title) };
		const more = { id: '1', site_id: '2', kind: 'platform', number: 'REQ-2001-0001', seq: '1', state: 'closed', visible: '0', created_by: '1', created_at: '2001-01-01', submitted_by: '1', owner_id: '1',
			closed_at: '2001-01-01', version: '99', role: 'site_admin', permission: 'group.decide', is_operator: '1', account_id: '1', decision: 'accept', approved: '1' };
		const fields = [...form.fields.filter(([n]) => !(n in good)), ...Object.entries(good), ...Object.entries(more).filter(([n]) => !form.controls.some((c) => c.name === n))];
		const answer = await who.post(form.action, fields);
		answer.expect(200);
		const found = rows(`SELECT r.*, s.slug FROM app.record r JOIN app.site s ON s.id = r.site_id WHERE r.title = '${title}'`);
		assert.equal(found.length, 1, answer.text.slice(0, 600));
		assert.equal(found[0].slug, 'huadong');
		assert.equal(found[0].kind, kind.name);
		assert.equal(found[0].state, kind.first ?? found[0].state);
		assert.notEqual(found[0].state, 'closed');
		assert.equal(found[0].version, 1);
		assert.equal(found[0].closed_at, null);
		assert.ok(found[0].created_at > '2020');
		const login_ = psql(`SELECT a.login FROM app.account a WHERE a.id = ${found[0].created_by}`);
		assert.equal(login_, AUTHOR);
	});

	test(`${kind.name}: control bytes and broken UTF-8 are refused`, async () => {
		const { who, form } = await open(kind), before = written();
		const token = form.fields.find(([n]) => n === 'token')[1], head = { 'content-type': 'application/x-www-form-urlencoded' };
		for (const bad of ['%00', '%01', '%1b[2J', '%7f', '%ff', '%c3%28', '%ed%a0%80', '%f4%90%80%80', '%', '%zz'])
			assert.equal((await who.request('POST', form.action, { body: `token=${token}&key=${unique()}&title=a${bad}b`, headers: head })).status, 400, bad);
		for (const bad of [Buffer.from([0x61, 0]), Buffer.from([0xff, 0xfe]), Buffer.from([0x1b])]) {
			const data = new FormData();
			data.append('token', token);
			const text = await new Response(data).text(), boundary = text.slice(2, text.indexOf('\r\n'));
			const body = Buffer.concat([Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="token"\r\n\r\n${token}\r\n--${boundary}\r\nContent-Disposition: form-data; name="title"\r\n\r\n`), bad, Buffer.from(`\r\n--${boundary}--\r\n`)]);
			assert.equal((await who.request('POST', form.action, { body, headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } })).status, 400, bad.toString('hex'));
		}
		assert.equal(written(), before);
	});

	test(`${kind.name}: five times at once with one key, then once more: one record`, async () => {
		const { who, page, form } = await open(kind);
		const title = `并发 ${unique()}`, good = { ...await fitting(kind, page, form), ...titled(form, title) };
		const all = await Promise.all([1, 2, 3, 4, 5].map(() => who.submit(page, good, { form: list(), follow: false })));
		all.push(await who.submit(page, good, { form: list(), follow: false }));
		assert.deepEqual(all.map((p) => p.status), [303, 303, 303, 303, 303, 303], all.find((p) => p.status !== 303)?.text.slice(0, 400));
		assert.equal(new Set(all.map((p) => p.headers.get('location'))).size, 1);
		assert.equal(psql(`SELECT count(*) FROM app.record WHERE title = '${title}'`), '1');
		(await who.get(all[0].headers.get('location'))).expect(200, title);
	});
}

// ---------------------------------------------------------------- the rest does not depend on the kind

const requirement = kinds.find((k) => k.name === 'requirement');

test('more fields than any form has, and names no form has', async () => {
	const { who, form } = await open(requirement), token = form.fields.find(([n]) => n === 'token')[1];
	const many = await who.post(form.action, [['token', token], ...Array.from({ length: 20000 }, (_, i) => [`f${i}`, '1'])]);
	assert.equal(many.status, 413);
	for (const name of ['a b', 'a[]', '名', 'x'.repeat(300), ''])
		assert.equal((await who.post(form.action, [['token', token], [name, '1']])).status, 400, name);
});

test('bodies of other types are 400', async () => {
	const { who, form } = await open(requirement);
	for (const type of ['application/json', 'text/plain', 'multipart/form-data', 'multipart/form-data; boundary=', 'multipart/mixed; boundary=x', 'application/x-www-form-urlencodedx'])
		assert.equal((await who.request('POST', form.action, { body: '{"title":"x"}', headers: { 'content-type': type } })).status, 400, type);
});

test('a stale form shows what changed meanwhile and keeps what was typed', async () => {
	const { who, page } = await open(requirement), title = `旧版 ${unique()}`;
	const saved = (await who.submit(page, { ...await fitting(requirement, page, page.form(`${site}/requirements`)), title }, { form: `${site}/requirements` })).expect(200);
	const [mine, theirs] = [await who.get(`${saved.path}/edit`), await who.get(`${saved.path}/edit`)];
	(await who.submit(theirs, { goal: '别人的目标' }, { form: '/edit' })).expect(200);
	const stale = await who.submit(mine, { goal: '我的目标' }, { form: '/edit' });
	stale.expect(409, '别人的目标', '我的目标');
	assert.equal(psql(`SELECT version FROM app.record WHERE title = '${title}'`), '2');
	for (const version of ['', '0', '-1', 'x', '99999999999', '7'])
		assert.ok([400, 409].includes((await who.submit(mine, { goal: '我的目标', version }, { form: '/edit' })).status), version);
	assert.equal(psql(`SELECT version FROM app.record WHERE title = '${title}'`), '2');
});

test('uploads: too large is refused before it is read, whatever is said of its length', async () => {
	const { who, form } = await open(requirement), cookie = [...who.cookies].map(([k, v]) => `${k}=${v}`).join('; ');
	const head = `POST ${form.action} HTTP/1.1\r\nHost: ${new URL(who.base).host}\r\nCookie: ${cookie}\r\nContent-Type: multipart/form-data; boundary=x\r\n`;
	const before = written();
	// Not a byte of the body is sent: the answer cannot have waited for it.
	const told = await wire(`${head}Content-Length: 30000000\r\n\r\n`);
	assert.equal(told.status, 413);
	const one = 'x'.repeat(65536), chunk = `${one.length.toString(16)}\r\n${one}\r\n`;
	// Whoever goes on sending after the answer may see the connection reset before it.
	const chunked = await wire(`${head}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(360)}`, { timeout: 30000 }).catch((e) => ({ status: e.code }));
	assert.ok([413, 'ECONNRESET', 'EPIPE'].includes(chunked.status), String(chunked.status));
	assert.equal(written(), before);
	// A form without files has the smaller limit.
	const page = (await who.get(`${site}/absence`)).form('absence');
	assert.equal((await who.post(page.action, [...page.fields, ['reason', 'x'.repeat(2000000)]])).status, 413);
	assert.equal((await wire('POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n')).status, 413);
});

/** The first line that nginx says to a form of two megabytes, of which nothing is sent: "100" is "go on". */
function announce(address, cookie) {
	const { hostname, port } = new URL(base);
	return new Promise((resolve, reject) => {
		const socket = net.connect({ host: hostname, port: Number(port) }, () => socket.write(`POST ${address} HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n` +
			`${cookie}Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 2000000\r\n\r\n`));
		socket.setTimeout(10000, () => socket.destroy(new Error(`${address}: no answer`)));
		socket.on('data', (bytes) => { resolve(bytes.toString('latin1').slice(9, 12)); socket.destroy(); });
		socket.on('error', reject);
	});
}

test('uploads: the large limit is for the addresses that take files, of every kind, and for no other', async () => {
	const kinds = JSON.parse((await ctl('kinds', '--json')).out).map((k) => k.plural);
	const posts = (await ctl('routes')).out.split('\n').filter((line) => line.startsWith('POST')).map((line) => line.split(/\s+/));
	assert.ok(kinds.length >= 10 && posts.length > 30);
	const who = await login(AUTHOR), known = `Cookie: gatehouse=${who.cookies.get('gatehouse')}\r\n`;
	for (const [, pattern, , ...flags] of posts)
		for (const kind of pattern.includes('{kind}') ? kinds : ['']) {
			const address = pattern.replace('{site}', 'huadong').replace('{kind}', kind).replace('{entry}', 'task').replace(/\{[a-z_]+\}/g, '1');
			assert.equal(await announce(address, known), flags.includes('uploads') ? '100' : '413', address);
			if (flags.includes('uploads'))
				for (const cookie of ['', `Cookie: gatehouse=${'0'.repeat(64)}\r\n`])
					assert.equal(await announce(address, cookie), '401', `${address} of nobody: ${cookie}`);
		}
	const made = (await ctl('nginx-config')).out;
	assert.ok(made.includes(`(?:${kinds.join('|')})`) && !made.includes('@uploads@'), 'the packaged configuration names the same kinds');
});

test('uploads: a chunked form within the limit is read as any other', async () => {
	const { who, form } = await open(requirement), cookie = [...who.cookies].map(([k, v]) => `${k}=${v}`).join('; ');
	const title = `chunked-${unique()}`;
	const good = [...form.fields.filter(([n]) => !['title', 'need', 'channel'].includes(n)), ['title', title], ['need', 'functional'], ['channel', 'research']];
	const body = String(new URLSearchParams(good)), half = Math.floor(body.length / 2);
	const answer = await wire(`POST ${form.action} HTTP/1.1\r\nHost: ${new URL(who.base).host}\r\nConnection: close\r\nCookie: ${cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n` +
		`${half.toString(16)}\r\n${body.slice(0, half)}\r\n${(body.length - half).toString(16)}\r\n${body.slice(half)}\r\n0\r\n\r\n`);
	assert.equal(answer.status, 303, answer.body.slice(0, 300));
	assert.equal(psql(`SELECT count(*) FROM app.record WHERE title = '${title}'`), '1');
});

test('uploads: what is no document is refused with the form as typed, and leaves nothing behind', async () => {
	const { who, page, form } = await open(requirement), before = written();
	const typed = { title: `附件 ${unique()}`, scenario: '写了很久' };
	const program = Buffer.from('7f454c4602010100000000000000000002003e00', 'hex');
	for (const [name, bytes] of [['a.exe', program], ['a.pdf', program], ['a.png', Buffer.from('<html><script>')], ['a.svg', Buffer.from('<svg/>')], ['a.html', Buffer.from('<html>')],
		['a.txt', Buffer.from('<!doctype html><html><body><script>alert(1)</script></body></html>')], ['empty.pdf', Buffer.alloc(0)], ['noending', Buffer.from('x')], ['a.pdf.exe', Buffer.from('%PDF-1.4')]]) {
		const answer = await who.submit(page, { ...typed, files: new File([bytes], name) }, { form: form.action });
		assertKept(answer, form.action, typed, name);
		assert.ok(answer.text.includes(name), `${name} is not named`);
	}
	assert.equal(written(), before);
	for (const name of ['../../etc/passwd.txt', 'C:\\temp\\计划.txt', 'a"b.txt']) {
		const answer = await who.submit(await who.get(`${form.action}/new`), { ...await fitting(requirement, page, form), title: unique(), files: new File(['计划'], name) }, { form: form.action });
		answer.expect(200);
		assert.doesNotMatch(psql(`SELECT name || stored FROM app.file ORDER BY id DESC LIMIT 1`), /\.\.|\\|\/etc/, name);
	}
});

test('an expired session asks for the password and goes on with what was typed, for every kind', async () => {
	for (const kind of made) {
		const name = AUTHOR, who = await login(name);
		const page = (await who.get(`${site}/${kind.plural}/new`)).expect(200), list = `${site}/${kind.plural}`;
		assert.equal(psql(`DELETE FROM app.session WHERE token = encode(sha256('${who.cookies.get('gatehouse')}'), 'hex') RETURNING 1`), '1');
		const title = `过期 ${unique()} "<b>&`, scenario = '第一行\n  第二行 "引号"';
		const typed = { ...await fitting(kind, page, page.form(list)), ...titled(page.form(list), title), ...(kind.fields.some((f) => f.name === 'scenario' && f.type === 'text') ? { scenario } : {}) };
		const asked = (await who.submit(page, typed, { form: list })).expect(401);
		const wrong = (await who.submit(asked, { login: name, password: 'not this one' }, { form: '/login' })).expect(422);
		const back = (await who.submit(wrong, { login: name, password: 'gatehouse-demo' }, { form: '/login' })).expect(200);
		const done = (await who.submit(back, {}, { form: list })).expect(200);
		assert.ok(done.text.includes(title), done.text.slice(0, 300));
		const found = rows(`SELECT id FROM app.record WHERE title = $t$${title}$t$`);
		assert.equal(found.length, 1, kind.name);
		if (typed.scenario === scenario && kind.name === 'requirement')
			assert.equal(psql(`SELECT replace(scenario, E'\\n', '|') FROM app.requirement WHERE record_id = ${found[0].id}`), scenario.replace('\n', '|'));
	}
});

test('a form from elsewhere is refused and changes nothing', async () => {
	const { who, page, form } = await open(requirement), before = written();
	const fields = { ...Object.fromEntries(form.fields), ...await fitting(requirement, page, form), title: unique() };
	for (const token of ['', 'x', fields.token.slice(1), fields.token.toUpperCase() + '0', (await login('zhouyi')).home.forms.flatMap((f) => f.fields).find(([n]) => n === 'token')[1]])
		assert.equal((await who.post(form.action, { ...fields, token })).status, 403, token);
	const base = new URL(who.base);
	for (const origin of ['https://evil.example', 'null', `http://${base.hostname}`, `http://${base.host}.evil.example`, `http://evil.example/${base.host}`, `http://x@${base.host}`])
		assert.ok((await who.post(form.action, fields, { headers: { origin } })).status === 403, origin);
	for (const site_ of ['cross-site', 'same-site', 'nonsense'])
		assert.equal((await who.post(form.action, fields, { headers: { 'sec-fetch-site': site_ } })).status, 403, site_);
	assert.equal(written(), before);
	// And the same form from here is taken.
	(await who.post(form.action, fields, { headers: { 'sec-fetch-site': 'same-origin' } })).expect(200);
});
