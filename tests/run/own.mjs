// SPDX-License-Identifier: ISC
// More workers for this file's portal, spoken to over FastCGI, without nginx: for tests that look from outside at every byte a
// worker says (what it hands to nginx, X-Accel-Redirect, is seen as it is), or that want many at once.  From now on the courier
// stands still: only the test changes anything.
//
//   const own = await ownWorkers('tenancy', 3);
//   own.psql('SELECT …');  const c = own.client();  await own.login('anna');
//   own.stop();                                      // in after()
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client, Page } from './client.mjs';
import { children } from './spare.mjs';
import { ctlEnv, database, password, psql, stack } from './stack.mjs';

// ---------------------------------------------------------------- FastCGI, the client's side

const record = (type, content) => {
	const head = Buffer.alloc(8);
	head.writeUInt8(1, 0);
	head.writeUInt8(type, 1);
	head.writeUInt16BE(1, 2);
	head.writeUInt16BE(content.length, 4);
	return Buffer.concat([head, content]);
};

const sized = (text) => {
	const bytes = Buffer.from(text);
	const size = bytes.length < 128 ? Buffer.from([bytes.length]) : Buffer.alloc(4);
	if (size.length === 4)
		size.writeUInt32BE((bytes.length | 0x80000000) >>> 0);
	return [size, bytes];
};

function packet(params, body) {
	const pairs = Object.entries(params).map(([name, value]) => {
		const [a, name_] = sized(name), [b, value_] = sized(value);
		return Buffer.concat([a, b, name_, value_]);
	});
	const parts = [record(1, Buffer.from([0, 1, 0, 0, 0, 0, 0, 0])), record(4, Buffer.concat(pairs)), record(4, Buffer.alloc(0))];
	for (let at = 0; at < body.length; at += 65000)
		parts.push(record(5, body.subarray(at, at + 65000)));
	return Buffer.concat([...parts, record(5, Buffer.alloc(0))]);
}

/** The bytes of all stdout records of an answer. */
function stdout(answer) {
	const out = [];
	for (let at = 0; at + 8 <= answer.length;) {
		const size = answer.readUInt16BE(at + 4);
		if (answer[at + 1] === 6)
			out.push(answer.subarray(at + 8, at + 8 + size));
		at += 8 + size + answer[at + 6];
	}
	return Buffer.concat(out);
}

/** With ${upTo} the line is cut after so many bytes of the answer. */
function ask(socketPath, bytes, upTo = Infinity) {
	return new Promise((resolve, reject) => {
		let size = 0;
		const got = [], socket = net.connect(socketPath, () => socket.write(bytes));
		socket.setTimeout(60000, () => socket.destroy(new Error('no answer')));
		socket.on('data', (data) => {
			got.push(data);
			if ((size += data.length) >= upTo)
				socket.destroy();
		});
		socket.on('error', reject);
		socket.on('close', () => resolve(stdout(Buffer.concat(got))));
	});
}

// ---------------------------------------------------------------- a client that is used as the usual one

class WorkerClient extends Client {
	constructor(own, options) {
		super('http://own.test', options);
		this.own = own;
	}
	async send(method, address, { body, headers = {}, upTo } = {}) {
		const url = new URL(address, this.base);
		const sent = new Request(url, { method, body, headers: { ...this.headers, ...headers } });
		const bytes = Buffer.from(await sent.arrayBuffer());
		const params = {
			REQUEST_METHOD: method, REQUEST_URI: url.pathname + url.search, QUERY_STRING: url.search.slice(1), SERVER_PROTOCOL: 'HTTP/1.1',
			CONTENT_TYPE: sent.headers.get('content-type') ?? '', CONTENT_LENGTH: bytes.length ? String(bytes.length) : '', REMOTE_ADDR: '127.0.0.1',
			REQUEST_ID: '00000000000000000000000000000000', HTTP_HOST: url.host, HTTP_COOKIE: [...this.cookies].map(([k, v]) => `${k}=${v}`).join('; '),
		};
		/* What nginx would say beside, when a test says it: { LOCATION: 'pages' }. */
		Object.assign(params, this.own.params);
		for (const [name, value] of sent.headers)
			params[`HTTP_${name.toUpperCase().replaceAll('-', '_')}`] ??= value;
		if (method === 'POST')
			params.HTTP_ORIGIN ??= url.origin;
		const answer = await ask(this.own.socket, packet(params, bytes), upTo);
		const split = answer.indexOf('\r\n\r\n'), head = new Headers();
		for (const line of split < 0 ? [] : answer.toString('utf8', 0, split).split('\r\n'))
			head.append(line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim());
		const response = { status: Number(/^\d+/.exec(head.get('status') ?? '200')?.[0] ?? 0), headers: head };
		if (split < 0)
			response.status = 0;
		this.keep(response);
		const page = new Page(response, answer.subarray(split + 4), url, []);
		page.raw = answer;
		return page;
	}
}

// ---------------------------------------------------------------- workers

export async function ownWorkers(name, count = 2) {
	const [socket, log, pid] = stack(`stack_end courier; stack_as mkdir -p "$STACK_RUN/${name}"
		GATEHOUSE_BASE_URL=http://own.test GATEHOUSE_RUN=$STACK_RUN/${name} stack_pool ${name} ${count}
		printf '%s\\n' "$STACK_RUN/${name}.sock" "$STACK_HOME/log/${name}.log" "$(cat "$STACK_HOME/${name}.pid")"`).split('\n');
	const own = {
		database, socket, psql,
		ctl: (...args) => execFileSync(process.env.GATEHOUSE_CTL, ['-c', process.env.GATEHOUSE_CONF, ...args], { env: ctlEnv, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }),
		get log() { return readFileSync(log, 'utf8'); },
		workers: () => children(Number(pid)),
		client: (options) => new WorkerClient(own, options),
		async login(user, secret = password) {
			const c = own.client();
			const page = await c.submit(await c.get('/login'), { login: user, password: secret });
			if (page.status !== 200 || page.path.startsWith('/login'))
				throw new Error(`${user} could not log in: ${page.status} ${page.text.slice(0, 300)}`);
			c.token = page.form('logout').fields.find(([field]) => field === 'token')[1];
			return c;
		},
		stop: () => stack(`stack_end ${name}`),
	};

	const last = Date.now() + 1000 * (process.env.STACK_PATIENCE ?? 15);
	while ((await own.client().send('GET', '/healthz').catch(() => null))?.status !== 200) {
		if (Date.now() > last)
			throw new Error(`no worker answers: ${own.log}`);
		await wait(20);
	}
	return own;
}
