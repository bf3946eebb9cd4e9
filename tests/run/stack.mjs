// SPDX-License-Identifier: ISC
// The stack that ./check started for this run: its address, its database (as superuser), its programs, its people.
import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import { Client } from './client.mjs';

export const base = process.env.GATEHOUSE_URL;
if (!base)
	throw new Error('no stack is running: call ./check http, ./check browser or ./check tests/http/FILE');

/** For a psql that runs beside the test. */
export const psqlEnv = { ...process.env, PGHOST: process.env.GATEHOUSE_PGHOST, PGUSER: 'postgres', PGDATABASE: 'gatehouse' };

/** What one or more statements print: rows by line, columns by "|". */
export function psql(sql) {
	return execFileSync(process.env.GATEHOUSE_PSQL, ['-X', '-q', '-At', '-v', 'ON_ERROR_STOP=1', '-f', '-'], { env: psqlEnv, input: sql, encoding: 'utf8' }).trimEnd();
}

/** Rows of one SELECT as objects. */
export function rows(sql) {
	return JSON.parse(psql(`SELECT COALESCE(json_agg(t), '[]') FROM (${sql}) t`));
}

/** gatehousectl as the administrator; resolves to { code, out, err }. */
export async function ctl(...args) {
	const env = { ...process.env, GATEHOUSE_DATABASE: `host=${process.env.GATEHOUSE_PGHOST} user=postgres dbname=gatehouse` };
	try {
		const { stdout, stderr } = await promisify(execFile)(process.env.GATEHOUSE_CTL, ['-c', process.env.GATEHOUSE_CONF, ...args], { env });
		return { code: 0, out: stdout, err: stderr };
	} catch (e) {
		return { code: e.code, out: e.stdout, err: e.stderr };
	}
}

export const client = (options) => new Client(base, options);

/** Everybody of the demo data has this password. */
export const password = 'gatehouse-demo';

/** A client that has logged in through the page, as a person does. */
export async function login(user, secret = password, options) {
	const c = client(options);
	const page = await c.submit(await c.get('/login'), { login: user, password: secret });
	page.expect(200);
	if (page.path.startsWith('/login'))
		throw new Error(`${user} could not log in: ${page.text.slice(0, 300)}`);
	c.home = page;
	return c;
}
