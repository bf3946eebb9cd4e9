// SPDX-License-Identifier: ISC
// Bytes to the server as they are, for requests no browser or fetch would send.
import net from 'node:net';
import { base } from './stack.mjs';

/** Sends ${text} and resolves to { status, head, body } of the first answer; status 0: closed without one. */
export function wire(text, { timeout = 10000 } = {}) {
	const { hostname, port } = new URL(base);
	return new Promise((resolve, reject) => {
		const got = [];
		const socket = net.connect({ host: hostname, port: Number(port) }, () => socket.write(text));
		socket.setTimeout(timeout, () => { socket.destroy(); reject(new Error(`no answer in ${timeout} ms`)); });
		socket.on('data', (bytes) => got.push(bytes));
		// nginx may reset the connection after it has answered.
		socket.on('error', (e) => { if (!got.length) reject(e); });
		socket.on('close', () => {
			const answer = Buffer.concat(got).toString('latin1');
			const split = answer.indexOf('\r\n\r\n');
			resolve({ status: Number(/^HTTP\/1\.[01] (\d+)/.exec(answer)?.[1] ?? 0), head: answer.slice(0, split), body: answer.slice(split + 4) });
		});
	});
}
