// SPDX-License-Identifier: ISC
// Goal: an address has one spelling, and nginx and the portal agree on it (issue 9, 1.1): the location of nginx that a request falls
// into, with its limits and its pool, is the one that the flags of its route name; every other spelling is not there.  What
// would be written to disk is read for those alone whose session the portal knows (issue 9, 1.6).  No site is called like an address.
import test, { after } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { client, ctl, login, psql, rows, stack } from '../run/stack.mjs';
import { until } from '../run/moment.mjs';
import { ownWorkers } from '../run/own.mjs';
import { wire } from '../run/wire.mjs';

const home = stack('printf %s "$STACK_HOME"').trim(), log = (name) => readFileSync(`${home}/log/${name}.log`, 'utf8');
const ROUTES = readFileSync('tests/golden/routes.txt', 'utf8').split('\n').filter((l) => /^(GET|POST) /.test(l)).map((line) => {
	const [method, pattern, , ...flags] = line.trim().split(/\s+/);
	return { method, pattern, flags };
});
const PATTERNS = [...new Set(ROUTES.map((r) => r.pattern))];
const flagsAt = (pattern) => ROUTES.filter((r) => r.pattern === pattern).flatMap((r) => r.flags);
const FILES = { sheets: ['csv', 'xlsx'], json: ['json'], zip: ['zip'] }, SUFFIXES = [...Object.values(FILES).flat(), 'ics', 'html', 'CSV'];
/** As the brief of nginx.conf.in says it, not as the code does: what an address is for. */
const ORDER = { 'for-nginx': 'session', local: 'local', secret: 'secret', hashes: 'hashes', strangers: 'strangers', slow: 'slow', uploads: 'uploads' };
const locationAt = (pattern) => ORDER[Object.keys(ORDER).find((flag) => flagsAt(pattern).includes(flag))] ?? 'pages';
const number = psql("SELECT min(number) FROM app.record r JOIN app.site s ON s.id = r.site_id WHERE s.slug = 'huadong' AND r.kind = 'requirement' AND r.visible = 0");
const VALUES = { site: 'huadong', kind: 'requirements', number, target: number, entry: 'x' };
const fill = (pattern) => pattern.replace(/\{(\w+)\}/g, (all, name) => VALUES[name] ?? '1');

/** One request as it is written here, and the location that nginx put it into ("-": none). */
async function ask(path, method = 'GET', head = '') {
	const lines = () => log('nginx-access').split('\n').length, before = lines();
	const answer = await wire(`${method} ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${head}\r\n`);
	await until(`${path} is in the log`, () => lines() > before);
	return { status: answer.status, location: log('nginx-access').trimEnd().split('\n').at(-1).split(' ').at(-1) || '-', body: answer.body };
}

test('1.1 the location of nginx is that of the route, for every address and for every file of it', async () => {
	const wrong = [];
	for (const pattern of PATTERNS) {
		const { location } = await ask(fill(pattern));
		// What nginx asks by itself nobody else gets at.
		if (location !== (locationAt(pattern) === 'session' ? 'pages' : locationAt(pattern)))
			wrong.push(`${pattern} is ${location}, not ${locationAt(pattern)}`);
		const files = Object.keys(FILES).filter((flag) => flagsAt(pattern).includes(flag)).flatMap((flag) => FILES[flag]);
		for (const suffix of pattern.endsWith('/') ? [] : SUFFIXES) {
			const file = await ask(`${fill(pattern)}.${suffix}`);
			if (files.includes(suffix) ? file.location !== 'slow' || file.status !== 303 : file.status !== 404)
				wrong.push(`${pattern}.${suffix} is ${file.status} of ${file.location}`);
		}
	}
	assert.deepEqual(wrong, []);
	assert.equal((await ask('/session')).status, 404);
});

test('1.1 no other spelling of an address is one', async () => {
	const wrong = [];
	const special = PATTERNS.filter((p) => locationAt(p) !== 'pages' && !/\{(token|code)\}/.test(p)).map(fill).concat([`/huadong/requirements/${number}`, '/account', '/huadong/search', '/huadong/points.csv', '/account/data.json', `/huadong/requirements/${number}/dossier.zip`]);
	for (const path of special) {
		const last = path.lastIndexOf('/') + 1, escape = (c) => `%${c.charCodeAt(0).toString(16)}`;
		const others = [`${path}/`, `/${path}`, `${path}//`, path.replace(/\/(?=[^/]*$)/, '//'), path.replace(/[a-z]/, (c) => c.toUpperCase()), path.toUpperCase(), path.slice(0, last) + escape(path[last]) + path.slice(last + 1),
			path.slice(0, 1) + escape(path[1]) + path.slice(2), path.slice(0, -1) + escape(path.at(-1)).toUpperCase(), `/.${path}`, `/x/..${path}`, `${path}/.`, `${path}/..`, `${path}/x/..`, `/%2e${path}`, `/x/%2e%2e${path}`, path.replace(/\/(?=[^/]*$)/, '%2f'), `%2f${path.slice(1)}`,
			`/%2f${path.slice(1)}`, `${path};x=1`, `${path};`, `${path}%3b`, `${path}%00`, `${path}%20`, `${path}%0a`, `${path}%09`, `${path}.`, `${path}%2ecsv`, `${path}.csv.csv`, `${path}%23`, `${path}%3fx`, `${path}\\`, `${path}%5c`, `${path}%e2%80%8b`, `${path}%25`];
		for (const other of others)
			for (const method of ['GET', 'POST']) {
				const { status, head } = await wire(`${method} ${other} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
				// The number of a record leads to its one address (case E); who is nobody is asked to log in before a number is looked for; nothing is posted there.
				const isLed = path.endsWith(number) && (method === 'GET' ? status === 303 && (head.includes(`ocation: ${path}\r`) || head.includes('ocation: /login?')) : status === 405);
				if (status !== 404 && status !== 400 && !isLed)
					wrong.push(`${method} ${other} is ${status}`);
			}
	}
	assert.deepEqual(wrong, []);
});

test('1.1 numbers in addresses are written in one way as well', async () => {
	const who = await login('zhouyi'), role = psql("SELECT id FROM app.role WHERE site_id = (SELECT id FROM app.site WHERE slug = 'huadong') ORDER BY id LIMIT 1");
	(await who.get(`/huadong/requirements/${number}/versions/1`)).expect(200);
	for (const n of ['01', '+1', '-1', '1.0', '0', '1e0', '%31', '1 ', '９', '9'.repeat(19)])
		assert.equal((await who.send('GET', `/huadong/requirements/${number}/versions/${encodeURI(n).replace('%2531', '%31')}`)).status, 404, n);
	const admin = await login(psql("SELECT a.login FROM app.account a JOIN app.member_role m ON m.account_id = a.id JOIN app.role r ON r.id = m.role_id AND r.site_id = m.site_id JOIN app.site s ON s.id = m.site_id WHERE s.slug = 'huadong' AND r.key = 'site_admin' LIMIT 1"));
	assert.equal((await admin.send('GET', `/huadong/settings/roles/${role}`)).status, 200);
	assert.equal((await admin.send('GET', `/huadong/settings/roles/0${role}`)).status, 404);
});

test('1.1 the dashboard is at /{site}/, and what is asked for without the slash is led there', async () => {
	const who = await login('zhouyi'), answer = await who.send('GET', '/huadong?x=1');
	assert.deepEqual([answer.status, answer.headers.get('location')], [303, '/huadong/?x=1']);
	assert.equal((await who.send('POST', '/huadong', { body: 'x=1' })).status, 404);
	assert.equal((await who.send('GET', '/huadong/')).status, 200);
});

test('1.1 a worker answers nothing that came through another location than its own', async (t) => {
	const own = await ownWorkers('location', 1);
	t.after(() => own.stop());
	const c = own.client(), at = async (location, path, method = 'GET') => {
		own.params = { LOCATION: location };
		return (await c.send(method, path, method === 'POST' ? { body: new URLSearchParams({ login: 'x' }) } : {})).status;
	};
	assert.equal(await at('hashes', '/login'), 200);
	for (const location of ['pages', 'slow', 'uploads', 'session', 'x'])
		for (const method of ['GET', 'POST'])
			assert.equal(await at(location, '/login', method), 404, `${method} by ${location}`);
	assert.deepEqual([await at('slow', '/huadong/requirements.csv'), await at('uploads', '/huadong/requirements.csv'), await at('uploads', '/huadong/requirements')], [303, 404, 303]);
	assert.deepEqual([await at('session', '/session'), await at('pages', '/session')], [401, 404]);
});

// ---------------------------------------------------------------- what is written to disk

const SPOOLED = /buffered to a temporary file/g, spooled = () => (log('nginx-error').match(SPOOLED) ?? []).length;

/** A form of ${size} bytes that is really sent, whole or in chunks. */
async function sendForm(path, cookie, size, { method = 'POST', chunked = false } = {}) {
	const body = `--b\r\nContent-Disposition: form-data; name="title"\r\n\r\n写了很久\r\n--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n${'x'.repeat(size)}\r\n--b--\r\n`;
	const length = Buffer.byteLength(body);
	const head = `${method} ${path} HTTP/1.1\r\nHost: x\r\nOrigin: http://x\r\nConnection: close\r\n${cookie ? `Cookie: gatehouse=${cookie}\r\n` : ''}Content-Type: multipart/form-data; boundary=b\r\n`;
	return wire(chunked ? `${head}Transfer-Encoding: chunked\r\n\r\n${length.toString(16)}\r\n${body}\r\n0\r\n\r\n` : `${head}Content-Length: ${length}\r\n\r\n${body}`, { timeout: 30000 });
}

test('1.6 of nobody, and with a made-up cookie, not a byte is written to disk; of a session that has run out it is', async () => {
	const uploads = '/huadong/requirements', form = `/huadong/requirements/${number}/comments`, made = 'abcdef01'.repeat(8), before = spooled();
	for (const cookie of [null, made, 'x', made.toUpperCase()])
		for (const [path, size] of [[uploads, 19000000], [uploads, 300000], [form, 900000], [`/huadong/requirements/${number}`, 900000]])
			for (const options of [{}, { chunked: true }, { method: 'PUT' }]) {
				const answer = await sendForm(path, cookie, size, options);
				assert.equal(answer.status, 401, `${path} ${size} ${JSON.stringify(options)}`);
				assert.match(Buffer.from(answer.body, 'latin1').toString(), /请先登录/);
			}
	// Where nobody has a session yet, what is taken stays in memory.
	for (const path of ['/login', '/link/x', '/huadong/join/x', '/huadong/feedback', '/account/password'])
		assert.notEqual((await sendForm(path, null, 900000)).status, 413, path);
	assert.equal(spooled(), before, 'something was written to disk');

	const who = await login('liumei'), cookie = who.cookies.get('gatehouse'), digest = `encode(sha256('${cookie}'), 'hex')`;
	assert.equal((await sendForm(uploads, cookie, 3000000)).status, 403, 'the session is known; the form has no token');
	await until('a control: this was written to disk', () => spooled() > before);
	// It has run out: what was typed is kept over the log-in all the same.
	assert.equal(psql(`UPDATE app.session SET seen_at = now() - interval '2 days', created_at = now() - interval '2 days' WHERE token = ${digest} RETURNING 1`), '1');
	assert.equal((await sendForm(uploads, cookie, 3000000)).status, 401);
	assert.match(Buffer.from((await sendForm(uploads, cookie, 3000000)).body, 'latin1').toString(), /name="login"/);
	psql(`DELETE FROM app.session WHERE token = ${digest}`);
	const known = spooled();
	assert.equal((await sendForm(uploads, cookie, 3000000)).status, 401);
	assert.equal(spooled(), known, 'a session that was ended counts no more');
});

// ---------------------------------------------------------------- slugs

test('1.1 no site is called like an address; one that is, is told', async () => {
	const fixed = [...new Set(ROUTES.map((r) => r.pattern.split('/')[1]).filter((first) => /^[a-z]/.test(first)))].concat('static');
	assert.ok(fixed.length > 8);
	for (const slug of fixed) {
		const made = await ctl('site', 'add', slug, '新站点', '--admin', 'zhouyi');
		assert.deepEqual([made.code, made.err.includes('is an address of the portal itself')], [2, true], slug);
	}
	const operator = await login('operator');
	const page = await operator.submit(await operator.get('/operator/sites'), { slug: 'session', name: '新站点', administrator: 'zhouyi' }, { form: '/operator/sites' });
	page.expect(422);
	assert.equal((await ctl('check')).code, 0);
	psql("INSERT INTO app.site (slug, name, created_at) VALUES ('metrics', '旧站点', now())");
	const told = await ctl('check');
	psql("DELETE FROM app.site WHERE slug = 'metrics'");
	assert.equal(told.code, 1);
	assert.match(told.out, /site "metrics": its slug is an address of the portal itself/);
	assert.deepEqual(rows(`SELECT slug FROM app.site WHERE slug IN (${fixed.map((s) => `'${s}'`)})`), []);
});

test('1.6 the setting "database" may be an address', async (t) => {
	const [, conninfo] = /^database\s*=\s*'?(.*?)'?$/m.exec(readFileSync(process.env.GATEHOUSE_CONF, 'utf8')), part = (name) => new RegExp(`${name}=(\\S+)`).exec(conninfo)?.[1] ?? '';
	process.env.GATEHOUSE_DATABASE = `postgresql://${part('user')}@/${part('dbname')}?host=${encodeURIComponent(part('host'))}`;
	const own = await ownWorkers('address', 1);
	t.after(() => own.stop());
	delete process.env.GATEHOUSE_DATABASE;
	assert.equal((await own.client().send('GET', '/readyz')).status, 200);
	assert.equal((await (await own.login('zhouyi')).get('/huadong/')).status, 200);
});

after(async () => assert.equal((await client().get('/login')).status, 200));
