// SPDX-License-Identifier: ISC
// Goal: every address in tests/golden/routes.txt requires its right, tested with each built-in role alone (RX.8). Every POST needs the
// token of its session and must come from one of our pages. A refused request changes nothing. A new address is covered as soon as it
// is in the list. Metrics count all workers (R28.1).
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { digestSql } from '../run/canary.mjs';
import { ownWorkers } from '../run/own.mjs';

const SITE = 'huadong';
const golden = (name) => readFileSync(`tests/golden/${name}.txt`, 'utf8').split('\n');
const ROUTES = golden('routes').filter((l) => /^(GET|POST) /.test(l)).map((line) => {
	const [method, pattern, permission, ...flags] = line.trim().split(/\s+/);
	return { method, pattern, permission, flags };
});
const ROLES = golden('permissions').map((l) => /^# *\| ([a-z_]+)$/.exec(l)?.[1]).filter(Boolean);
/** Which roles hold a permission: the rows of two columns in the golden matrix. */
const HOLDERS = Object.fromEntries(golden('permissions').map((l) => /^([+.d]+) {2}([a-z]+\.[a-z_]+)$/.exec(l)).filter(Boolean)
	.map(([, cells, permission]) => [permission, ROLES.filter((_, i) => cells[i] !== '.')]));

let own, numbers, site;
const people = {};

before(async () => {
	own = await ownWorkers('doors', 3);
	site = own.psql(`SELECT id FROM app.site WHERE slug = '${SITE}'`);
	const all = [...ROLES, 'everything', 'other', 'homeless'];
	own.psql(`SET search_path = app, public;
		CREATE TEMP TABLE x AS SELECT * FROM unnest(ARRAY[${all.map((r) => `'${r}'`)}]) r;
		INSERT INTO account (login, name, password, privacy_version, created_at) SELECT 'door-' || r, 'door ' || r, (SELECT password FROM account WHERE login = 'zhouyi'), 1, now() FROM x;
		INSERT INTO membership (site_id, account_id, created_at) SELECT ${site}, a.id, now() FROM x JOIN account a ON a.login = 'door-' || r WHERE r <> 'homeless';
		-- Each role alone, without the one that every member has; "everything" holds all.
		INSERT INTO member_role SELECT ${site}, a.id, o.id FROM x JOIN account a ON a.login = 'door-' || r JOIN role o ON o.site_id = ${site} AND (o.key = r OR r = 'everything')`);
	for (const who of all)
		people[who] = await own.login(`door-${who}`);
	numbers = Object.fromEntries(own.psql(`SELECT DISTINCT ON (kind) kind || '=' || number FROM app.record WHERE site_id = ${site} AND visible = 0 ORDER BY kind, id`).split('\n').map((l) => l.split('=')));
});
after(() => own?.stop());

// A form that has an address of its own is asked for by it.
const fill = (pattern) => pattern.replace(/\/new$/, '/new?once=AAAABBBBCCCCDDDD').replace('{site}', SITE).replace('{kind}', /\/moves|\{number\}|\/import\//.test(pattern) ? 'requirements' : pattern.endsWith('/figures') ? 'iterations' : 'platforms')
	.replace('{number}', pattern.includes('/ledger/') ? numbers.launch : numbers.requirement).replace('{entry}', 'task').replace(/\{(\w+)\}/g, '1').replace(/\/template\/\w+$/, '$&.csv');
/** All there is, but the history: refusals are told to it (S4). */
const everything = () => own.psql(`${digestSql(site)} SELECT md5(string_agg(a::text, ',' ORDER BY id)) FROM app.account a; SELECT count(*) FROM app.session;`).replace(/^event(_head)? .*\n/gm, '');

test('RX.8 each address asks each role for the right it names', async () => {
	const wrong = [];
	for (const route of ROUTES.filter((r) => r.permission !== '-' && r.method === 'GET')) {
		for (const role of ROLES) {
			const { status } = await people[role].send('GET', fill(route.pattern));
			const may = HOLDERS[route.permission].includes(role);
			// Behind the door a page may still refuse (somebody who may make none of this kind), but not the other way round.
			if (may ? !(status === 200 || (status === 403 && /new|edit/.test(route.pattern)) || (status === 404 && /\{(file|n|id|account|entry|no|target|report)\}/.test(route.pattern))
				// What is to be decided on in bulk is not said.
				|| (status === 400 && route.pattern.endsWith('}/moves'))) : status !== 403)
				wrong.push(`${role}: ${route.pattern} asks for ${route.permission} and is ${status}`);
		}
	}
	assert.deepEqual(wrong, []);
});

test('RX.8 whatever is posted asks for the same right', async () => {
	const wrong = [], before_ = everything();
	for (const route of ROUTES.filter((r) => r.permission !== '-' && r.method === 'POST'))
		for (const role of ROLES.filter((r) => !HOLDERS[route.permission].includes(r))) {
			const { status } = await people[role].send('POST', fill(route.pattern), { body: new URLSearchParams({ token: people[role].token, key: 'k', body: 'x，情况如上所述', name: 'x', title: 'x' }) });
			if (status !== 403)
				wrong.push(`${role}: POST ${route.pattern} asks for ${route.permission} and is ${status}`);
		}
	assert.deepEqual(wrong, []);
	assert.equal(everything(), before_);
});

test('nobody is let in without a session, nor with one that belongs nowhere', async () => {
	const wrong = [], visitor = own.client();
	for (const route of ROUTES.filter((r) => !r.flags.includes('public'))) {
		const options = route.method === 'POST' ? { body: new URLSearchParams({ token: 'x' }) } : {};
		const { status } = await visitor.send(route.method, fill(route.pattern), options);
		if (status !== (route.method === 'POST' ? 401 : 303))
			wrong.push(`visitor: ${route.method} ${route.pattern} is ${status}`);
		if (!route.pattern.includes('{site}') && !route.flags.includes('operator'))
			continue;
		const theirs = await people.homeless.send(route.method, fill(route.pattern), route.method === 'POST' ? { body: new URLSearchParams({ token: people.homeless.token }) } : {});
		if (theirs.status !== 404)
			wrong.push(`an account of no site: ${route.method} ${route.pattern} is ${theirs.status}`);
	}
	assert.deepEqual(wrong, []);
});

test('no address takes a form without the token of this session, or from another page', async () => {
	const wrong = [], who = people.everything, before_ = everything();
	const ways = {
		'no token': [{}], 'an empty token': [{ token: '' }], 'another token': [{ token: '0'.repeat(64) }], 'somebody else\'s token': [{ token: people.other.token }],
		'another origin': [{ token: who.token }, { origin: 'https://evil.example' }], 'an origin that begins alike': [{ token: who.token }, { origin: 'http://own.test.evil.example' }],
		'a cross-site page': [{ token: who.token }, { 'sec-fetch-site': 'cross-site' }], 'a sister site': [{ token: who.token }, { 'sec-fetch-site': 'same-site' }],
	};
	for (const route of ROUTES.filter((r) => r.method === 'POST'))
		for (const [way, [fields, headers]] of Object.entries(ways)) {
			const { status } = await who.send('POST', fill(route.pattern), { body: new URLSearchParams({ key: 'k', body: 'x，情况如上所述', name: 'x', title: 'x', ...fields }), headers });
			// Where it comes from is asked first of all, before anybody looks who it is.
			if (status !== (route.flags.includes('operator') && headers === undefined ? 404 : 403))
				wrong.push(`${way}: POST ${route.pattern} is ${status}`);
		}
	assert.deepEqual(wrong, []);
	assert.equal(everything(), before_, 'nothing has changed, and nobody was logged out');
});

test('an address that exists for another method only is 405, and changes nothing', async () => {
	const wrong = [], before_ = everything(), methods = {};
	for (const route of ROUTES)
		(methods[route.pattern] ??= []).push(route.method);
	for (const [pattern, known] of Object.entries(methods).filter(([, list]) => list.length === 1 && list[0] === 'POST'))
		for (const method of ['GET', 'PUT', 'DELETE']) {
			const { status } = await people.everything.send(method, fill(pattern));
			// The same text may fit a page with an argument of its own: /…/new and /…/{number}.
			if (status !== 405 && !(method === 'GET' && status === 404))
				wrong.push(`${method} ${pattern} (${known}) is ${status}`);
		}
	assert.deepEqual(wrong, []);
	assert.equal(everything(), before_);
});

test('S4 a worker tells figures of the machine to nobody who comes through a proxy, whatever nginx lets through', async () => {
	for (const path of ['/metrics', '/readyz']) {
		assert.equal((await own.client().send('GET', path)).status, 200, path);
		for (const headers of [{ 'x-forwarded-for': '127.0.0.1' }, { forwarded: 'for=127.0.0.1' }, { 'x-real-ip': '127.0.0.1' }, { via: '1.1 proxy' }])
			assert.equal((await own.client().send('GET', path, { headers })).status, 404, `${path} ${JSON.stringify(headers)}`);
	}
});

test('R28.1 the figures are those of all workers together, whichever of them is asked', async () => {
	const figures = async () => Object.fromEntries((await own.client().send('GET', '/metrics')).body.toString().split('\n').filter((l) => /^gatehouse/.test(l))
		.map((l) => l.split(' ')).map(([name, n]) => [name, Number(n)]));
	const found = 'gatehouse_requests_total{status="2xx"}', refused = 'gatehouse_requests_total{status="4xx"}';
	const old = await figures();
	await Promise.all(Array.from({ length: 60 }, (_, i) => own.client().send(i % 3 === 0 ? 'POST' : 'GET', '/healthz')));
	const now = await figures();
	assert.equal(now[found] - old[found], 40 + 1, 'and the first asking for the figures');
	assert.equal(now[refused] - old[refused], 20);
	assert.equal(now.gatehouse_workers, 3);
	assert.equal(now.gatehouse_ready, 1);
	assert.ok(now.gatehouse_workers_memory_bytes > 3e6 && now.gatehouse_request_seconds_sum > old.gatehouse_request_seconds_sum);
	assert.ok(now.gatehouse_database_round_trips_total > old.gatehouse_database_round_trips_total);
});
