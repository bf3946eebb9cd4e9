// SPDX-License-Identifier: ISC
// Goal: a courier that hangs ends, loses its lead, and another one works on (RX.6; issue 14, point 5); systemd hears when it is ready, at
// each step and when it stops (sd_notify).
import test, { after } from 'node:test';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { psql, stack } from '../run/stack.mjs';
import { siteId } from '../run/people.mjs';
import { courier, endOutside, mailServer } from '../run/outside.mjs';
import { until } from '../run/moment.mjs';

stack('stack_end courier');
const mail = await mailServer(), children = [];
// Takes connections and never says a word.
const sockets = [], deaf = net.createServer((socket) => sockets.push(socket.on('error', () => {})));
deaf.listen(0, '127.0.0.1');
await once(deaf, 'listening');
after(async () => {
	children.forEach((c) => c.kill('SIGKILL'));
	deaf.close();
	sockets.forEach((socket) => socket.destroy());
	await endOutside();
});

/** A courier beside others, and what it has said. */
function start(settings = {}) {
	const child = spawn(path.join(path.dirname(process.env.GATEHOUSE_CTL), 'gatehouse-courier'), ['-c', process.env.GATEHOUSE_CONF], { env: { ...process.env, ...settings }, stdio: ['ignore', 'ignore', 'pipe'] });
	child.said = '';
	child.stderr.on('data', (text) => { child.said += text; });
	children.push(child);
	return child;
}
const leads = (child) => child.said.includes('this courier leads from now on');
/** Something waits to be sent by mail. */
const queue = () => psql(`INSERT INTO app.notification (site_id, account_id, record_id, what, at) SELECT ${siteId()}, m.account_id, (SELECT id FROM app.record WHERE site_id = ${siteId()} AND visible = 0 LIMIT 1), 'waiting', now()
	FROM app.membership m WHERE m.site_id = ${siteId()} AND m.left_at IS NULL LIMIT 3; UPDATE app.delivery SET due_at = now() WHERE status = 'queued'`);

test('issue 14, 5: a leader that hangs ends and leads no longer; the courier that stands by takes over and sends', async () => {
	psql("UPDATE app.account SET email = login || '@example.test'");
	await courier(mail.settings);
	queue();
	const first = start({ ...mail.settings, GATEHOUSE_SMTP_URL: `smtp://127.0.0.1:${deaf.address().port}`, GATEHOUSE_COURIER_LIMIT: '3s' });
	await until('the first leads', () => leads(first), 20);
	const second = start(mail.settings);
	await until('the first has ended', () => first.exitCode !== null, 60);
	assert.equal(first.exitCode, 70);
	assert.match(first.said, /it has hung, and ends/);
	assert.ok(sockets.length > 0, 'it hung while it sent');
	await until('the second leads', () => leads(second), 30);
	await until('what the first held is sent', () => mail.letters.length > 0, 30);
	second.kill('SIGTERM');
	await once(second, 'exit');
});

test('issue 14, 5: systemd is told: ready, what it does, that it goes on, that it stops', async () => {
	// Node has no datagrams of this sort.
	const dir = mkdtempSync(path.join(tmpdir(), 'gatehouse-notify-')), at = path.join(dir, 'socket');
	const listener = spawn('perl', ['-MSocket', '-e', `$| = 1; socket(S, AF_UNIX, SOCK_DGRAM, 0) or die; bind(S, pack_sockaddr_un($ARGV[0])) or die; chmod 0666, $ARGV[0]; while (defined recv(S, $m, 4096, 0)) { print "$m\\n" }`, at], { stdio: ['ignore', 'pipe', 'inherit'] });
	let heard = '';
	listener.stdout.on('data', (text) => { heard += text; });
	children.push(listener);
	await until('somebody listens', () => existsSync(at), 10);
	const child = start({ NOTIFY_SOCKET: at });
	await until('it is ready and leads', () => /^READY=1$/m.test(heard) && /^STATUS=leads/m.test(heard), 20);
	const steps = () => heard.match(/^WATCHDOG=1$/mg)?.length ?? 0, before = steps();
	await until('it goes on', () => steps() > before, 20);
	child.kill('SIGTERM');
	await once(child, 'exit');
	await until('it says that it stops', () => /^STOPPING=1$/m.test(heard), 10);
	listener.kill();
	rmSync(dir, { recursive: true });
});
