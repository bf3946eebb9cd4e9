// SPDX-License-Identifier: ISC
// Goal: the stack answers, and every answer, also a refusal, carries the headers that protect the browser.
import test from 'node:test';
import assert from 'node:assert/strict';
import { client } from '../run/stack.mjs';
import { wire } from '../run/wire.mjs';

const POLICY = ["default-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"];

function assertSecurityHeaders(page) {
	const policy = page.headers.get('content-security-policy') ?? '';
	for (const part of POLICY)
		assert.ok(policy.includes(part), `${part} is missing: "${policy}"`);
	assert.ok(!policy.includes('unsafe-'), policy);
	assert.equal(page.headers.get('x-content-type-options'), 'nosniff');
	assert.match(page.headers.get('referrer-policy') ?? '', /^(same-origin|no-referrer|strict-origin)/);
	assert.match(page.headers.get('cache-control') ?? '', /no-store/);
	assert.equal(page.headers.get('x-powered-by'), null);
}

test('healthz and readyz answer', async () => {
	(await client().get('/healthz')).expect(200);
	(await client().get('/readyz')).expect(200);
});

test('the log-in page is there in both languages, with the security headers', async () => {
	const zh = (await client().get('/login')).expect(200, '登录');
	const en = (await client({ language: 'en' }).get('/login')).expect(200, /log in|sign in/i);
	for (const page of [zh, en])
		assertSecurityHeaders(page);
	assert.equal(zh.select('html')[0].attrs.lang, 'zh-CN');
	assert.equal(en.select('html')[0].attrs.lang, 'en');
});

test('an unknown path is 404, with the security headers and no trace of the inside', async () => {
	for (const path of ['/login/nothing/here', '/.git/config', '/static-but-not', '/%E4%B8%8A%E7%BA%BF']) {
		const page = await client().send('GET', path);
		assert.ok(page.status === 404 || page.status === 303, `${path}: ${page.status}`);
		assertSecurityHeaders(page);
		assert.doesNotMatch(page.body.toString(), /\.c:\d+|PostgreSQL|SELECT /);
	}
});

test('a broken request is 400', async () => {
	for (const path of ['/%ff', '/a%00b', '/login?x=%zz', '/a/%2e%2e/b']) {
		const answer = await wire(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`);
		assert.equal(answer.status, 400, `${path}: ${answer.head}`);
	}
	assert.equal((await wire('NONSENSE\r\n\r\n')).status, 400);
});

test('a body over the limit is 413 before it is read', async () => {
	const answer = await wire('POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n');
	assert.equal(answer.status, 413);
	assert.match(answer.head, /X-Content-Type-Options: nosniff/);
	assert.match(answer.body, /lang="zh-CN"/);
});

test('static files are compressed, typed and kept when their version is named', async () => {
	const script = await client().send('GET', '/static/app.js?v=1', { headers: { 'accept-encoding': 'gzip' } });
	script.expect(200);
	assert.equal(script.headers.get('content-encoding'), 'gzip');
	assert.match(script.headers.get('content-type'), /^text\/javascript/);
	assert.match(script.headers.get('cache-control'), /immutable/);
	const plain = await client().send('GET', '/static/app.js');
	assert.match(plain.headers.get('cache-control'), /no-cache/);
	assert.equal((await client().send('GET', '/static/')).status, 403);
	assert.ok([303, 404].includes((await client().send('GET', '/static/../gatehouse.conf')).status), 'a name like a site, which visitors are not told about');
});

test('what only workers may send is not to be had by asking', async () => {
	for (const path of ['/_files/x', '/_error/503.html'])
		assert.notEqual((await client().send('GET', path)).status, 200, path);
});
