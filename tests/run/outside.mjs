// SPDX-License-Identifier: ISC
// The world outside the portal: a mail server with STARTTLS and a log-in, and a machine that robots and webhooks are posted to; on free
// ports, for as long as the test runs.  And the courier, run by hand.
//
//   const mail = await mailServer(); await courier(mail.settings); mail.letters[0].subject …
//   const post = await listener((request) => ({ body: { errcode: 0 } })); post.requests[0].body …
import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

const ending = [];
/** Ends all of it. */
export const endOutside = () => Promise.all(ending.splice(0).map((end) => end()));

/** Of 127.0.0.1; file: the certificate, which whoever connects must know. */
export function certificate() {
	const dir = mkdtempSync(path.join(tmpdir(), 'gatehouse-mail-')), key = path.join(dir, 'key.pem'), cert = path.join(dir, 'cert.pem');
	execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=mail.test',
		'-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', cert], { stdio: 'ignore' });
	chmodSync(dir, 0o755);
	chmodSync(cert, 0o644);
	ending.push(async () => rmSync(dir, { recursive: true, force: true }));
	return { key: readFileSync(key), cert: readFileSync(cert), file: cert, keyFile: key };
}

const listening = async (server) => { server.listen(0, '127.0.0.1'); await once(server.server ?? server, 'listening'); return (server.server ?? server).address().port; };

/**
 * A mail server that takes mail over TLS from whoever knows the password. letters: what it has taken, parsed, with .rcpt and .raw.
 * refuse(address): an error for a recipient, or nothing.  hook(letter): called before the answer to the text, which waits for it.
 */
export async function mailServer({ refuse = () => undefined, hook = async () => {}, secure = false } = {}) {
	const { key, cert, file } = certificate(), letters = [], seen = { tls: [], users: [] };
	const it = { letters, seen, refuse, hook };
	const server = new SMTPServer({
		secure, key, cert, logger: false, authMethods: ['PLAIN', 'LOGIN'], disabledCommands: [],
		onAuth: (auth, session, done) => { seen.users.push(auth.username); done(auth.password === 'geheim' ? null : new Error('wrong'), { user: auth.username }); },
		onMailFrom: (address, session, done) => { seen.tls.push(session.secure); done(); },
		onRcptTo: (address, session, done) => { const said = it.refuse(address.address); done(said && Object.assign(new Error(said.text ?? 'no'), { responseCode: said.code })); },
		onData: (stream, session, done) => {
			const chunks = [];
			stream.on('data', (chunk) => chunks.push(chunk));
			stream.on('end', async () => {
				const raw = Buffer.concat(chunks), letter = Object.assign(await simpleParser(raw), { raw: raw.toString('latin1'), rcpt: session.envelope.rcptTo.map((to) => to.address) });
				letters.push(letter);
				await it.hook(letter);
				done();
			});
		},
	});
	server.on('error', () => {});
	const port = await listening(server);
	ending.push(() => new Promise((resolve) => server.close(resolve)));
	it.settings = { GATEHOUSE_SMTP_URL: `${secure ? 'smtps' : 'smtp'}://127.0.0.1:${port}`, GATEHOUSE_SMTP_USER: 'portal', GATEHOUSE_SMTP_PASSWORD: 'geheim', GATEHOUSE_SMTP_CA: file, GATEHOUSE_MAIL_FROM: 'portal@example.test' };
	return it;
}

/** A machine that is posted to; answer(request) says { status, body, headers }, connected(socket) is told before anything is read. */
export async function listener(answer = () => ({})) {
	const it = { requests: [], answer, connected: () => {} };
	const server = http.createServer((request, response) => {
		const chunks = [];
		request.on('data', (chunk) => chunks.push(chunk));
		request.on('end', async () => {
			const text = Buffer.concat(chunks).toString(), url = new URL(request.url, 'http://x'), got = { path: url.pathname, query: url.searchParams, headers: request.headers, text, body: text === '' ? null : JSON.parse(text), method: request.method };
			it.requests.push(got);
			const said = await it.answer(got) ?? {};
			response.writeHead(said.status ?? 200, { 'content-type': 'application/json', ...said.headers });
			response.end(typeof said.body === 'string' ? said.body : JSON.stringify(said.body ?? {}));
		});
	});
	server.on('connection', (socket) => it.connected(socket));
	const port = await listening(server);
	ending.push(() => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); }));
	it.url = `http://127.0.0.1:${port}`;
	it.port = port;
	return it;
}

/** A port of this machine on which nobody listens. */
export async function nobody() {
	const server = http.createServer(), port = await listening(server);
	await new Promise((resolve) => server.close(resolve));
	return port;
}

const program = () => path.join(path.dirname(process.env.GATEHOUSE_CTL), 'gatehouse-courier');
const environment = (settings) => ({ ...process.env, ...settings });

/** Sends what is due, and ends; what it logged. */
export const courier = (settings = {}, ...args) => new Promise((resolve, reject) => {
	execFile(program(), ['-c', process.env.GATEHOUSE_CONF, '--messages', '--once', ...args], { env: environment(settings) }, (error, out, err) => (error ? reject(new Error(`${error.message}${out}${err}`)) : resolve(out + err)));
});

/** A whole round: what is due, answers that came by mail, what is to be sent; what it logged. */
export const round = (settings = {}) => new Promise((resolve, reject) => {
	execFile(program(), ['-c', process.env.GATEHOUSE_CONF, '--once'], { env: environment(settings) }, (error, out, err) => (error ? reject(new Error(`${error.message}${out}${err}`)) : resolve(out + err)));
});

/** A courier that goes on sending: a child process, to be killed. */
export const courierBeside = (settings = {}) => spawn(program(), ['-c', process.env.GATEHOUSE_CONF, '--messages'], { env: environment(settings), stdio: 'ignore' });
