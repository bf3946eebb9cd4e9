// SPDX-License-Identifier: ISC
// A portal of this test file's own, with the demo data: its address, its database (as superuser), its programs, its people.  It is
// a twin (tools/stack.sh) of the stack that ./check made for this run; no other file sees what is done to it, and when this one
// ends, it ends.  It begins by being imported.
import { execFile, execFileSync } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { Client, password } from './client.mjs';
import { quoted, shell } from './shell.mjs';

const first = process.env.GATEHOUSE_STACK;
if (!first)
	throw new Error('no stack is running: call ./check http, ./check browser or ./check tests/http/FILE');

/** Where this file's portal lives, named after the file: tests/http/launch.test.mjs is http_launch. */
const dir = path.join(process.env.GATEHOUSE_TWINS, process.argv[1].split('/').slice(-2).join('_').replace('.test.mjs', '').replace(/[^a-z0-9_]/g, '_'));
process.on('exit', () => {
	try {
		shell(dir, 'stack_twin_drop');
	} catch (e) {
		process.stderr.write(`${e.message}\n`);      // ./check tries again when all have ended
	}
});
const [url, home, conf, database] = shell(first, `stack_twin ${quoted(dir)} ${path.basename(dir)} && stack_web_start '' && printf '%s\\n' "$STACK_URL" "$STACK_HOME" "$STACK_CONF" "$STACK_DATABASE"`).split('\n');
// For those who start programs themselves.
Object.assign(process.env, { GATEHOUSE_URL: url, GATEHOUSE_STACK: home, GATEHOUSE_CONF: conf });

export const base = url;
export { database, password };

/** Lines of shell about this file's portal, with the functions of tools/stack.sh. */
export const stack = (text, env = {}) => shell(dir, text, { ...process.env, ...env });

/** For a psql that runs beside the test. */
export const psqlEnv = { ...process.env, PGHOST: process.env.GATEHOUSE_PGHOST, PGUSER: 'postgres', PGDATABASE: database };

/** What one or more statements print: rows by line, columns by "|". */
export function psql(sql) {
	return execFileSync(process.env.GATEHOUSE_PSQL, ['-X', '-q', '-At', '-v', 'ON_ERROR_STOP=1', '-f', '-'], { env: psqlEnv, input: sql, encoding: 'utf8', maxBuffer: 1 << 28 }).trimEnd();
}

/** Rows of one SELECT as objects. */
export function rows(sql) {
	return JSON.parse(psql(`SELECT COALESCE(json_agg(t), '[]') FROM (${sql}) t`));
}

/** For a gatehousectl that runs beside the test, as the administrator. */
export const ctlEnv = { ...process.env, GATEHOUSE_DATABASE: `host=${process.env.GATEHOUSE_PGHOST} user=postgres dbname=${database}` };

/** gatehousectl as the administrator; resolves to { code, out, err }. */
export async function ctl(...args) {
	try {
		const { stdout, stderr } = await promisify(execFile)(process.env.GATEHOUSE_CTL, ['-c', conf, ...args], { env: ctlEnv });
		return { code: 0, out: stdout, err: stderr };
	} catch (e) {
		return { code: e.code, out: e.stdout, err: e.stderr };
	}
}

export const client = (options) => new Client(base, options);

/** A client that has logged in through the page, as a person does. */
export async function login(user, secret = password, options) {
	const c = client(options);
	const page = await c.submit(await c.get('/login'), { login: user, password: secret });
	page.expect(200);
	if (page.path.startsWith('/login'))
		throw new Error(`${user} could not log in: ${page.text.slice(0, 300)}`);
	c.home = page;
	c.user = user;
	return c;
}
