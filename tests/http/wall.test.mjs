// SPDX-License-Identifier: ISC
// Goal: a page's questions are sent before the program has looked at rights, and for a stranger they find nothing (R2.2, issue 9 1.5): at
// each address of a site, no step of any statement's plan returns a row of a table of the site.  PostgreSQL itself says so, by auto_explain.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { until } from '../run/moment.mjs';
import { client, login, psql } from '../run/stack.mjs';
import { siteId, someone } from '../run/people.mjs';

const theirs = 'donghua', mine = 'huadong';
const ROUTES = readFileSync('tests/golden/routes.txt', 'utf8').split('\n').map((line) => line.trim().split(/\s+/))
	.filter(([method, pattern, , ...flags]) => /^(GET|POST)$/.test(method) && pattern.startsWith('/{site}') && !flags.includes('public'));
const tenant = new Set(psql(`SELECT relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'site_id' WHERE c.relnamespace = 'app'::regnamespace AND c.relkind = 'r'`).split('\n'));
const member = someone({ has: ['record.view'], at: theirs });
const stranger = psql(`SELECT a.login FROM app.account a JOIN app.membership m ON m.account_id = a.id AND m.site_id = ${siteId(mine)} AND m.left_at IS NULL
	WHERE a.password IS NOT NULL AND a.totp_secret IS NULL AND NOT EXISTS (SELECT FROM app.membership x WHERE x.account_id = a.id AND x.site_id = ${siteId(theirs)}) ORDER BY a.id LIMIT 1`);
const [number, kind] = psql(`SELECT number, kind FROM app.record WHERE site_id = ${siteId(theirs)} AND kind = 'requirement' AND visible = 0 ORDER BY id LIMIT 1`).split('|');
const args = { site: theirs, kind: `${kind}s`, number, id: '1', account: psql(`SELECT id FROM app.account WHERE login = '${member}'`), filter: '1', file: '1', entry: 'x', no: '1', n: '1', target: number };
const path = (pattern) => pattern.replace(/\{(\w+)\}/g, (_, name) => args[name] ?? '1');

const log = `(SELECT regexp_replace(setting, '/[^/]*$', '/log/postgres.log') FROM pg_settings WHERE name = 'data_directory')`;
const settings = { session_preload_libraries: 'auto_explain', 'auto_explain.log_min_duration': '0', 'auto_explain.log_analyze': 'on', 'auto_explain.log_timing': 'off', 'auto_explain.log_format': 'json' };
const reconnect = () => psql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'gatehouse_app'`);
const here = psql('SELECT current_database()');

before(() => {
	for (const [name, value] of Object.entries(settings))
		psql(`ALTER ROLE gatehouse_app IN DATABASE ${here} SET ${name} = '${value}'`);
	reconnect();
});
after(() => psql(`ALTER ROLE gatehouse_app IN DATABASE ${here} RESET ALL`));

/** Steps of a plan that read a table of a site, with how many rows they gave. */
const reads = (node) => [...(tenant.has(node['Relation Name']) && node['Actual Rows'] > 0 ? [[node['Relation Name'], node['Actual Rows'] * node['Actual Loops']]] : []),
	...(node.Plans ?? []).flatMap(reads)];

/** What workers of this portal logged since ${from}: statements with what they read; the workers alone, in this database alone. */
function logged(from, pids) {
	const text = psql(`SELECT pg_read_file(${log}, ${from}, 100000000)`);
	return [...text.matchAll(/\[(\d+)\] LOG: {2}duration: [\d.]+ ms {2}plan:\n(\t\{\n[\s\S]*?\n\t\})/g)].filter(([, pid]) => pids.has(pid))
		.map(([, , plan]) => JSON.parse(plan.replace(/^\t/gm, ''))).map((p) => ({ text: p['Query Text'], read: reads(p.Plan) }));
}

/** Every address once; how many statements ran, and which of them found rows. */
async function walk(who) {
	const from = psql(`SELECT size FROM pg_stat_file(${log})`);
	const said = [];
	for (const [method, pattern] of ROUTES)
		said.push(await (method === 'GET' ? who.get(path(pattern)) : who.post(path(pattern), { a: '1' })));
	const pids = new Set(psql(`SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND usename = 'gatehouse_app'`).split('\n'));
	let all = [];
	await until('the log is written', () => (all = logged(from, pids)).length >= ROUTES.length);
	return { said, all, found: all.filter((s) => s.read.length > 0) };
}
const show = (found) => found.map((s) => `${s.text.slice(0, 120)}: ${s.read}`).join('\n');

test('control: a member\'s questions find rows, and this test sees it', async () => {
	const { found } = await walk(await login(member));
	assert.ok(found.length > 50, `only ${found.length} statements found something`);
	assert.ok(found.some((s) => s.read.some(([t]) => t === 'record')));
});

test('a member of another site: no statement returns a row of this one', async () => {
	const { said, all, found } = await walk(await login(stranger));
	assert.deepEqual(said.filter((p) => p.status < 400 && !p.path.startsWith('/login')).map((p) => p.path), [], 'nothing is answered');
	assert.ok(all.length > ROUTES.length * 2, 'the questions were sent');
	assert.equal(show(found), '');
});

test('nobody: the same', async () => {
	const { said, all, found } = await walk(client());
	assert.deepEqual(said.filter((p) => p.status < 400 && !p.path.startsWith('/login')).map((p) => p.path), [], 'nothing is answered');
	assert.ok(all.length > ROUTES.length, 'the questions were sent');
	assert.equal(show(found), '');
});
