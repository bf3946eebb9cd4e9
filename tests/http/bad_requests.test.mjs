// SPDX-License-Identifier: ISC
// Goal: no request whatsoever is answered with a fault of ours, and none ends a worker.  Requests are made of good ones by
// changing bytes, lines and parts at random, from a seed that a failure names (GATEHOUSE_SEED=N runs it again).
// GATEHOUSE_LONG=1: 100,000 of them.
import test, { after } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { fillSql } from '../run/canary.mjs';
import { children, spareStack } from '../run/spare.mjs';
import { ctl } from '../run/stack.mjs';

const count = Number(process.env.GATEHOUSE_REQUESTS ?? (process.env.GATEHOUSE_LONG ? 100000 : 3000));
const seed = Number(process.env.GATEHOUSE_SEED ?? Date.now() % 1e9);
// What gets through changes records and people: not those of other tests.
const spare = spareStack(), base = spare.url, { hostname, port, host } = new URL(base);
after(() => spare.stop());

// mulberry32: small, and the same everywhere.
let state = seed;
function random(below) {
	state = (state + 0x6d2b79f5) | 0;
	let t = Math.imul(state ^ (state >>> 15), 1 | state);
	t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
	return ((t ^ (t >>> 14)) >>> 0) % below;
}
const pick = (list) => list[random(list.length)];

const routes = readFileSync(new URL('../golden/routes.txt', import.meta.url), 'utf8').split('\n').filter((l) => /^(GET|POST)/.test(l)).map((l) => l.split(/\s+/));
const kinds = JSON.parse((await ctl('kinds', '--json')).out), siteId = spare.psql("SELECT id FROM app.site WHERE slug = 'huadong'");
spare.psql(fillSql(siteId, kinds));
const numbers = Object.fromEntries(kinds.map((k) => [k.name, spare.psql(`SELECT min(number) FROM app.record WHERE site_id = ${siteId} AND kind = '${k.name}' GROUP BY state`).split('\n')]));
const odd = ['', '0', '-1', '9223372036854775807', '9223372036854775808', '%00', '%ff', '%', '%2e%2e', '..', '%2F', "'", '"', '<b>', 'é', '上线', '%E4%B8%8A', 'x'.repeat(300), '%0d%0aX: y', '{}', 'null', '1e3', '2026-02-30', '[]', '%s%n', ' ', '+', ';', '&&', '\u202e', 'REQ-2026-0001'];
const queries = ['q', 'state', 'sort', 'after', 'before', 'page', 'from', 'to', 'year', 'kind', 'next', 'with', 'who', 'filter', 'again', 'platform_id', 'format', 'part', 'month', 'department_id', 'owner_id'];
const fields = ['title', 'token', 'key', 'move', 'version', 'act', 'body', 'text', 'id', 'record', 'number', 'remove', 'name', 'role', 'days', 'login', 'password', 'code', 'ticket', 'next', 'language', 'theme', 'end', 'question', 'account', 'delegate_id', 'starts_on', 'decision', 'query', 'shared', 'permit', 'note'];

/** An address of a pattern: most parts fit together. */
function fill(address) {
	const kind = pick(address.includes('{entry}') ? kinds.filter((k) => k.entries.length) : kinds), entry = kind.entries.length ? pick(kind.entries).name : '';
	const fitting = { site: 'huadong', kind: kind.plural, number: pick(numbers[kind.name]), entry, no: '1', account: '3', id: '3', n: '1', file: '1', filter: '1', token: 'x', code: 'x' };
	return { kind, address: address.replace(/\{(\w+)\}/g, (all, name) => (random(6) === 0 ? pick(odd) : fitting[name])) };
}
const pairs = (names, n) => Array.from({ length: n }, () => `${pick(names)}=${pick(odd)}`).join('&');

function multipart(token) {
	const part = () => pick([`Content-Disposition: form-data; name="${pick(fields)}"\r\n\r\n${pick(odd)}`, `Content-Disposition: form-data; name="files"; filename="${pick(odd)}.pdf"\r\n\r\n%PDF-1.4 ${pick(odd)}`,
		'Content-Disposition: form-data\r\n\r\n', 'X: y\r\n\r\n', `Content-Disposition: form-data; name=title; filename*=UTF-8''${pick(odd)}\r\n\r\nx`, '']);
	return `--b\r\nContent-Disposition: form-data; name="token"\r\n\r\n${token}\r\n` + Array.from({ length: random(5) }, () => `--b\r\n${part()}\r\n`).join('') + pick(['--b--\r\n', '--b--', '--b', '']);
}

const namesOf = (kind) => [kind, ...kind.entries].flatMap((k) => k.fields.map((f) => f.name));

/** A request that could be a good one. */
function request(person) {
	const [method, pattern] = pick(routes), { kind, address } = fill(pattern), words = [method, address + (random(2) ? `?${pairs(queries, 1 + random(4))}` : ''), 'HTTP/1.1'];
	const head = [`Host: ${host}`, 'Connection: close', `Cookie: ${random(8) ? person.cookie : `gatehouse=${pick(odd)}`}`];
	let body = '';
	if (method === 'POST') {
		const token = random(8) ? person.token : pick(odd), isMultipart = random(3) === 0;
		body = isMultipart ? multipart(token) : `token=${token}&${pairs([...fields, ...namesOf(kind)], random(12))}`;
		head.push(`Origin: ${random(20) ? base : pick(['null', 'https://evil.example'])}`, `Content-Type: ${isMultipart ? 'multipart/form-data; boundary=b' : 'application/x-www-form-urlencoded'}`, `Content-Length: ${Buffer.byteLength(body)}`);
	}
	if (random(3) === 0)
		head.push(pick(['HX-Request: true', 'Accept-Language: zh-CN;q=x,*;q=9', `Accept-Language: ${'a,'.repeat(2000)}`, 'Sec-Fetch-Site: cross-site', 'If-None-Match: "', 'X-Forwarded-For: 1', 'Range: bytes=9-1', `User-Agent: ${'\u00ff'.repeat(100)}`, 'Expect: 100-continue', 'Proxy: x', `Cookie: ${'a=b; '.repeat(1000)}`, 'Transfer-Encoding: chunked', 'Content-Length: 5']));
	return Buffer.from(`${words.join(' ')}\r\n${head.join('\r\n')}\r\n\r\n${body}`);
}

/** The same with a few bytes, lines or its end changed. */
function mutate(bytes) {
	let out = Buffer.from(bytes);
	for (let n = Math.max(0, random(7) - 3); n > 0; n--) {
		const at = random(out.length + 1);
		switch (random(6)) {
		case 0: if (at < out.length) out[at] = random(256); break;
		case 1: out = Buffer.concat([out.subarray(0, at), Buffer.from(pick(odd)), out.subarray(at)]); break;
		case 2: out = Buffer.concat([out.subarray(0, at), out.subarray(Math.min(out.length, at + random(20)))]); break;
		case 3: out = Buffer.concat([out.subarray(0, at), Buffer.from([random(256)]), out.subarray(at)]); break;
		case 4: if (random(4) === 0) out = out.subarray(0, at); break;
		default: out = Buffer.concat([out.subarray(0, at), out.subarray(random(at + 1), at), out.subarray(at)]);
		}
	}
	return out;
}

/** The status lines of all answers to ${bytes}; a server that waits for more is not waited for. */
function send(bytes) {
	return new Promise((resolve) => {
		const got = [], socket = net.connect({ host: hostname, port: Number(port) }, () => socket.write(bytes));
		// A request that has no end is ended, and so is a connection that is kept; nginx drops what it works on when a client hangs up, so not at once.
		const patience = setTimeout(() => socket.end(), 250);
		const done = () => resolve([...Buffer.concat(got).toString('latin1').matchAll(/^HTTP\/1\.[01] (\d+)/gm)].map((m) => Number(m[1])));
		socket.setTimeout(20000, () => { socket.destroy(); });
		socket.on('data', (data) => got.push(data));
		socket.on('error', () => {});
		socket.on('close', () => { clearTimeout(patience); done(); });
	});
}

test(`requests of all sorts: no 5xx, no worker dies (seed ${seed})`, async (t) => {
	const pids = () => ['app', 'auth', 'export'].flatMap((pool) => children(spare.pid(pool))).sort().join();
	const faults = () => readFileSync(path.join(spare.home, 'log/app.log'), 'utf8').split('\n').filter((l) => l.includes(' 500: '));
	const before = pids(), faultsBefore = faults().length, seen = {}, bad = [];
	assert.ok(before.split(',').length >= 3, before);
	let left = count;
	// Log-outs end a session now and then, so each line of requests has its own people and comes back in.
	const line = async (names) => {
		let person, used = 0;
		while (left > 0 && bad.length < 10) {
			left--;
			if (used++ % 250 === 0) {
				const who = await spare.login(names[(used / 250 | 0) % names.length]);
				person = { cookie: [...who.cookies].map(([k, v]) => `${k}=${v}`).join('; '), token: who.home.forms.flatMap((f) => f.fields).find(([n]) => n === 'token')[1] };
			}
			const bytes = mutate(request(person));
			for (const status of await send(bytes)) {
				seen[status] = (seen[status] ?? 0) + 1;
				if (status >= 500)
					bad.push(`${status}: ${JSON.stringify(bytes.toString('latin1').slice(0, 1500))}`);
			}
		}
	};
	await Promise.all([['zhouyi', 'wangqiang'], ['yangxue', 'chenlan'], ['xuning', 'sunli'], ['gaofei', 'liumei'], ['fangyuan'], ['shenbo'], ['qiuyan'], ['linhai']].map(line));
	t.diagnostic(`${count} requests: ${Object.entries(seen).map(([s, n]) => `${s} ${n}`).join(', ')}`);
	assert.deepEqual(bad, [], `seed ${seed}`);
	assert.deepEqual(faults().slice(faultsBefore), []);
	assert.equal(pids(), before, 'a worker died');
	assert.ok((seen[200] ?? 0) + (seen[303] ?? 0) > count / 20 && seen[400] > count / 20, `too few of either sort: ${JSON.stringify(seen)}`);
});
