// SPDX-License-Identifier: ISC
// A whole second stack (cluster, workers, nginx) beside the run's own, for tests that kill things.  It keeps what it says it
// keeps: fsync and synchronous commits are on, as in use.
//
//   const spare = spareStack({ settings: '' });      // starts it, with the demo data
//   spare.psql('SELECT …');  spare.run('stack_nginx -s stop');  spare.client();  await spare.login('wangqiang');
//   spare.stop();                                     // in after()
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, chmodSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { Client, Page, password } from './client.mjs';
import { quoted, shell } from './shell.mjs';

/**
 * A client with a connection for each request: where servers are ended and reloaded, one that is kept may be closed just as it is
 * used again, by HTTP's own rules.
 */
class LoneClient extends Client {
	async send(method, address, { body, headers = {} } = {}) {
		const url = new URL(address, this.base), framed = body === undefined ? null : new Response(body), type = framed?.headers.get('content-type');
		const sent = { ...this.headers, ...(type ? { 'content-type': type } : {}), ...(method === 'POST' ? { origin: url.origin } : {}), ...headers, connection: 'close', cookie: [...this.cookies].map(([k, v]) => `${k}=${v}`).join('; ') };
		const bytes = framed ? Buffer.from(await framed.arrayBuffer()) : undefined;
		return new Promise((resolve, reject) => {
			const request = http.request(url, { method, agent: false, headers: sent }, (answer) => {
				const got = [], kept = new Headers();
				for (let i = 0; i < answer.rawHeaders.length; i += 2)
					kept.append(answer.rawHeaders[i], answer.rawHeaders[i + 1]);
				answer.on('data', (part) => got.push(part));
				answer.on('error', reject);
				answer.on('end', () => {
					const response = { status: answer.statusCode, headers: kept };
					this.keep(response);
					resolve(new Page(response, Buffer.concat(got), url, []));
				});
			});
			request.on('error', reject);
			request.end(bytes);
		});
	}
}

export function spareStack({ settings = 'hash_log_n = 10', app = 3, auth = 2, loginRate = 1000, demo = true } = {}) {
	const dir = mkdtempSync(path.join(path.dirname(process.env.GATEHOUSE_TWINS), 'spare-'));
	chmodSync(dir, 0o755);
	const env = { ...process.env, STACK_APP: String(app), STACK_AUTH: String(auth), STACK_LOGIN_RATE: String(loginRate), STACK_SETTINGS: settings };
	delete env.STACK_FAST;
	const stack = { dir };
	/** Lines of shell with tools/stack.sh at hand; returns what they print. */
	stack.run = (text) => shell(dir, text, env);
	stack.run(`cp -R ${quoted(`${process.env.GATEHOUSE_STACK}/root`)}/. "$STACK_HOME/root" && stack_database_start && ${demo ? 'stack_ctl demo load >/dev/null &&' : ''} stack_web_start ''`);
	const [url, home, runDir, bin] = stack.run('printf "%s\\n" "$(cat "$STACK_HOME/url")" "$STACK_HOME" "$STACK_RUN" "$STACK_PG"').split('\n');
	Object.assign(stack, { url, home, runDir });
	stack.psql = (sql) => execFileSync(`${bin}/psql`, ['-X', '-q', '-At', '-v', 'ON_ERROR_STOP=1', '-h', runDir, '-U', 'postgres', '-d', 'gatehouse', '-f', '-'],
		{ input: sql, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'], maxBuffer: 1 << 28 }).trimEnd();
	stack.pid = (name) => Number(readFileSync({ nginx: `${runDir}/nginx.pid`, postgres: `${home}/pg/postmaster.pid` }[name] ?? `${home}/${name}.pid`, 'utf8').split('\n')[0]);
	stack.client = (options) => new LoneClient(url, options);
	stack.login = async (user, options) => {
		const c = stack.client(options);
		c.home = (await c.submit(await c.get('/login'), { login: user, password }, { form: '/login' })).expect(200);
		return c;
	};
	stack.stop = () => {
		process.off('exit', stack.stop);
		try {
			stack.run('stack_stop; stack_forget');
		} finally {
			rmSync(dir, { recursive: true, force: true });
		}
	};
	process.on('exit', stack.stop);
	return stack;
}

// The state and the parent of a process; null: there is none.
function stat(pid) {
	try {
		const line = readFileSync(`/proc/${pid}/stat`, 'latin1'), [state, parent] = line.slice(line.lastIndexOf(')') + 2).split(' ');
		return { state, parent: Number(parent) };
	} catch {
		return null;
	}
}

/** Does it still run?  The dead that nobody has collected do not. */
export const runs = (pid) => !['Z', 'X', undefined].includes(stat(pid)?.state);

/** Pids of the running processes whose parent is ${pid}. */
export const children = (pid) => readdirSync('/proc').filter((n) => /^\d+$/.test(n)).map(Number).filter((n) => stat(n)?.parent === pid && runs(n));
