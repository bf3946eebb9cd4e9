// SPDX-License-Identifier: ISC
// Goal: each test file has its own portal: database, files, workers and address. No other file sees its changes, and nobody can alter
// the data it started from (tests/run/stack.mjs, tools/stack.sh).
import test from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { Client, password } from '../run/client.mjs';
import { handIn, stateOf } from '../run/people.mjs';
import { quoted, shell } from '../run/shell.mjs';
import { base, client, database, login, psql, psqlEnv, stack } from '../run/stack.mjs';

const ask = (name, sql) => execFileSync(process.env.GATEHOUSE_PSQL, ['-XAtq', '-c', sql], { env: { ...psqlEnv, PGDATABASE: name }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
const first = stack('printf %s "$STACK_FIRST"'), template = path.basename(psql("SELECT datname FROM pg_database WHERE NOT datallowconn AND datname <> 'template0'"));
const last = psql("SELECT max(number) FROM app.record r JOIN app.site s ON s.id = r.site_id WHERE s.slug = 'huadong' AND kind = 'requirement'");
const dir = path.join(process.env.GATEHOUSE_TWINS, 'http_apart_other');

test('the database is named after this file, and its workers have no other', async () => {
	assert.equal(database, 'gatehouse_http_apart');
	assert.equal(psql('SELECT current_database()'), database);
	assert.ok(stateOf(await handIn(await login('wangqiang'), '只在这里')), 'what the page takes is in it');
	const folder = process.env.GATEHOUSE_STACK;
	for (const own of ['run', 'files', 'uploads', 'log', 'etc'])
		assert.notEqual(statSync(path.join(folder, own)).ino, statSync(path.join(first, own)).ino, own);
});

test('nobody can change what the files begin with', () => {
	assert.throws(() => ask(template, 'SELECT 1'), /not currently accepting connections/);
});

test('another file begins with the same data, sees nothing of this one, and leaves nothing', async () => {
	const mine = await handIn(await login('wangqiang'), '别的文件看不见');
	try {
		const [url, other] = shell(first, `stack_twin ${quoted(dir)} http_apart_other && stack_web_start '' && printf '%s\\n' "$STACK_URL" "$STACK_DATABASE"`).split('\n');
		assert.notEqual(url, base);
		assert.equal(ask(other, `SELECT count(*) FROM app.record WHERE title = '别的文件看不见'`), '0');
		const theirs = Object.assign(new Client(url), { user: 'wangqiang' }), page = (await theirs.submit(await theirs.get('/login'), { login: 'wangqiang', password })).expect(200);
		assert.ok(!page.path.startsWith('/login'));
		(await theirs.get(`/huadong/requirements/${mine}`)).expect(404);
		assert.equal(await handIn(theirs, '同一个编号'), last.replace(/\d+$/, (n) => String(Number(n) + 1).padStart(n.length, '0')), 'numbers go on where those of every file begin');
	} finally {
		shell(dir, 'stack_twin_drop');
	}
	assert.equal(psql("SELECT count(*) FROM pg_database WHERE datname = 'gatehouse_http_apart_other'"), '0');
	assert.ok(!existsSync(dir));
	assert.ok(readdirSync(path.join(first, 'log')).includes('http_apart_other'), 'but for its logs');
	(await client().get('/healthz')).expect(200);
});
