// SPDX-License-Identifier: ISC
// Goal: every page and every refusal has the security headers: loops over tests/golden/routes.txt, so a new address is covered. With
// an https address the cookie is one that nobody else can set.
import test, { after } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { client, login, psql } from '../run/stack.mjs';
import { spareStack } from '../run/spare.mjs';

const routes = readFileSync(new URL('../golden/routes.txt', import.meta.url), 'utf8').split('\n').filter((l) => l.startsWith('GET')).map((l) => l.split(/\s+/)[1]);
const one = (sql) => psql(sql);
const number = one("SELECT r.number FROM app.record r JOIN app.site s ON s.id = r.site_id WHERE s.slug = 'huadong' AND r.kind = 'requirement' AND r.state = 'submitted' ORDER BY r.id LIMIT 1");
const values = { site: 'huadong', kind: 'requirements', number, n: '1', account: '3', token: 'x', code: 'x', file: '1', filter: '1',
	id: one("SELECT d.id FROM app.department d JOIN app.site s ON s.id = d.site_id WHERE s.slug = 'huadong' LIMIT 1") };
const kept = readFileSync(new URL('../golden/routes.txt', import.meta.url), 'utf8').split('\n').filter((l) => /\bkept\b/.test(l)).map((l) => l.split(/\s+/)[1]);

const POLICY = ["default-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"];

function assertHeaders(page, what) {
	const h = (name) => page.headers.get(name) ?? '';
	for (const part of POLICY)
		assert.ok(h('content-security-policy').includes(part), `${what}: ${part} is missing: "${h('content-security-policy')}"`);
	assert.ok(!h('content-security-policy').includes('unsafe-'), what);
	assert.equal(h('x-content-type-options'), 'nosniff', what);
	assert.match(h('referrer-policy'), /^(same-origin|no-referrer|strict-origin)/, what);
	// Only a page with a tag may be kept, by its person's browser, which asks each time (etag.test.mjs).
	assert.match(h('cache-control'), h('etag') ? /^private, no-cache$/ : /no-store/, what);
	assert.equal(h('x-powered-by'), '', what);
	assert.doesNotMatch(h('server'), /\d/, what);
	for (const line of page.cookies) {
		assert.match(line, /; ?HttpOnly/i, `${what}: ${line}`);
		assert.match(line, /; ?SameSite=(Lax|Strict)/i, `${what}: ${line}`);
		assert.match(line, /; ?Path=\//i, `${what}: ${line}`);
		assert.doesNotMatch(line, /; ?Domain=/i, `${what}: ${line}`);
	}
}

for (const address of routes.filter((r) => r !== '/metrics'))
	test(`GET ${address}`, async () => {
		const path = address.replace(/\{(\w+)\}/g, (all, name) => values[name]);
		for (const who of [client(), await login('sunli'), await login('zhouyi'), await login('operator')]) {
			const page = await who.send('GET', path);
			assert.ok(page.status < 500, `${path}: ${page.status}`);
			assertHeaders(page, `${path} ${page.status}`);
			assert.equal(page.headers.has('etag'), kept.includes(address) && page.status === 200, `${path} ${page.status}`);
		}
	});

test('files that are sent are closed in', async () => {
	const wang = await login('wangqiang'), form = await wang.get('/huadong/requirements/new');
	const page = (await wang.submit(form, { title: '带附件', need: 'functional', channel: 'research', files: new File(['内容'], '计划.txt') }, { form: '/huadong/requirements' })).expect(200);
	const link = page.links.find((l) => /\/files\/\d+/.test(l.href)).href, file = await wang.send('GET', link);
	assert.equal(file.status, 200);
	assert.equal(file.body.toString(), '内容');
	assert.match(file.headers.get('content-disposition'), /^attachment;/);
	assert.equal(file.headers.get('x-content-type-options'), 'nosniff');
	assert.match(file.headers.get('content-security-policy'), /sandbox/);
	assert.match(file.headers.get('cache-control') ?? '', /no-store|private/);
	assert.equal(file.headers.get('x-accel-redirect'), null);
	assert.equal((await client().send('GET', link)).status, 303);
});

test('under https the cookie is __Host- and Secure, and the browser is told to stay', async () => {
	const spare = spareStack({ settings: "hash_log_n = 10\nbase_url = 'https://portal.example'", app: 1, auth: 1, demo: false });
	after(() => spare.stop());
	const page = await spare.client().send('GET', '/login'), cookies = page.cookies;
	assertHeaders(page, '/login');
	assert.ok(cookies.some((c) => c.startsWith('__Host-gatehouse=')), cookies.join('\n'));
	for (const line of cookies)
		assert.match(line, /; ?Secure/i, line);
	assert.match(page.headers.get('strict-transport-security') ?? '', /max-age=\d{7,}/);
});
