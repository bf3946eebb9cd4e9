// SPDX-License-Identifier: ISC
// Goal: of what is queued nothing is lost, whoever dies at whatever moment, and what comes twice is known by its id (RX.6; issue 14, point
// 9): the courier is killed while the listener has taken a message and not answered, or just after; two and more couriers at once send
// everything once and in order.  GATEHOUSE_LONG=1: 200 kills; GATEHOUSE_MESSAGES: how many are queued.
import test, { after } from 'node:test';
import assert from 'node:assert/strict';
import { once } from 'node:events';

process.env.STACK_SETTINGS = `${process.env.STACK_SETTINGS ?? ''}\nrobot_networks = '127.0.0.0/8'`;
const { login, psql, rows, stack } = await import('../run/stack.mjs');
const { site, siteId, someone } = await import('../run/people.mjs');
const { courier, courierBeside, endOutside, listener, mailServer } = await import('../run/outside.mjs');
const { until } = await import('../run/moment.mjs');

stack('stack_end courier');
after(endOutside);
const KILLS = process.env.GATEHOUSE_LONG ? 200 : 20, MANY = Number(process.env.GATEHOUSE_MESSAGES ?? 300);
const admin = await login(someone({ has: ['settings.manage'] })), outside = await listener(), mail = await mailServer();
const members = rows(`SELECT a.id, a.login FROM app.membership m JOIN app.account a ON a.id = m.account_id WHERE m.site_id = ${siteId()} AND m.left_at IS NULL AND a.disabled_at IS NULL
	AND a.id IN (SELECT mr.account_id FROM app.member_role mr JOIN app.role_permission rp ON rp.site_id = mr.site_id AND rp.role_id = mr.role_id WHERE mr.site_id = m.site_id AND rp.permission = 'record.view')
	AND NOT EXISTS (SELECT FROM app.pass p WHERE p.site_id = m.site_id AND p.account_id = a.id AND p.second_factor AND a.totp_secret IS NULL) ORDER BY a.id`);
const number = psql(`SELECT number FROM app.record WHERE site_id = ${siteId()} AND kind = 'requirement' AND visible = 0 ORDER BY id DESC LIMIT 1`);
const record = `(SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${number}')`;
const left = () => Number(psql("SELECT count(*) FROM app.delivery WHERE status = 'queued'"));
const clear = () => psql("UPDATE app.delivery SET status = 'dropped', settled_at = now() - interval '1 hour'");
/** ${n} events, each told to one member after the other. */
const tell = (n, what) => psql(`DO $$ BEGIN FOR i IN 1..${n} LOOP
	INSERT INTO app.notification (site_id, account_id, record_id, what, at) VALUES (${siteId()}, (ARRAY[${members.map((m) => m.id)}])[1 + i % ${members.length}], ${record}, '${what}' || i, now()); END LOOP; END $$`);
const gone = (child) => (child.exitCode !== null || child.signalCode !== null ? Promise.resolve() : once(child, 'exit'));
const chance = (() => { let x = 20261130; return () => (x = (x * 1103515245 + 12345) % 2147483648) / 2147483648; })();

psql('UPDATE app.account SET email = \'\'');
await admin.submit(await admin.get(`/${site}/settings/messages`), { vendor: 'webhook', name: '不丢失', address: `${outside.url}/hook`, secret: 'geheimnis-0123456789' }, { form: 'robot' });

test(`issue 14, 9: the courier is killed ${KILLS} times while it sends: nothing is lost, and what came twice has the same id`, async () => {
	clear();
	tell(MANY, 'kill');
	const wanted = rows("SELECT id FROM app.delivery WHERE status = 'queued' ORDER BY id").map((r) => String(r.id));
	assert.equal(wanted.length, MANY);
	let child, kills = 0, twice = 0;
	const seen = new Map(), order = [];
	outside.answer = async (r) => {
		const before = seen.get(r.headers['idempotency-key']);
		if (before !== undefined) {
			twice++;
			const said = ({ ...body }) => JSON.stringify(body);
			assert.equal(said(r.body), before, 'the same id says the same');
		} else {
			order.push(r.body.id);
		}
		seen.set(r.headers['idempotency-key'], JSON.stringify(r.body));
		// Taken and not answered, or answered and not yet written down: whichever comes first.
		if (kills < KILLS && chance() < KILLS / MANY * 2) {
			kills++;
			if (chance() < 0.5)
				setImmediate(() => child.kill('SIGKILL'));
			else {
				child.kill('SIGKILL');
				await gone(child);
			}
		}
		return { status: 204 };
	};
	// Or about to be sent, and not taken: whoever has written it down already has lost it.
	outside.connected = (socket) => {
		if (kills < KILLS && chance() < 0.5) {
			kills++;
			child.kill('SIGKILL');
			socket.destroy();
		}
	};
	while (left() > 0) {
		child = courierBeside();
		const ended = gone(child);
		await until('it is killed, or all is sent', async () => child.signalCode !== null || child.exitCode !== null || left() === 0, 120);
		child.kill('SIGTERM');
		await ended;
	}
	assert.ok(kills >= KILLS * 0.8, `${kills} kills`);
	assert.deepEqual([...seen.keys()].sort((a, b) => a - b), wanted, 'each came');
	assert.deepEqual(order, wanted, 'in order');
	console.log(`# ${kills} kills, ${MANY} messages, 0 lost, ${twice} came twice`);
	outside.answer = () => ({});
	outside.connected = () => {};
});

test('issue 14, 9: four couriers at once send each message once, and in order', async () => {
	clear();
	outside.requests.length = 0;
	tell(MANY, 'four');
	const wanted = rows("SELECT id FROM app.delivery WHERE status = 'queued' ORDER BY id").map((r) => String(r.id));
	while (left() > 0)
		await Promise.all([courier(), courier(), courier(), courier()]);
	assert.deepEqual(outside.requests.map((r) => r.body.id), wanted);
});

test('issue 14, 9: mail to many people by two couriers that are killed: everybody gets each thing, twice only as the same message', async () => {
	clear();
	psql("UPDATE app.robot SET stopped_at = now(); UPDATE app.account SET email = login || '@example.test'");
	await courier(mail.settings);
	tell(members.length * 2, 'moved');
	psql("UPDATE app.delivery SET due_at = now() WHERE status = 'queued'");
	const wanted = left();
	assert.ok(wanted >= members.length * 2 - 2, `${wanted} of ${members.length * 2}`);
	let kills = 0;
	const children = [];
	mail.hook = async () => {
		if (kills < 6 && chance() < 0.4) {
			kills++;
			children[kills % children.length]?.kill('SIGKILL');
		}
	};
	for (let round = 0; left() > 0; round++) {
		assert.ok(round < 40, `${left()} are left`);
		children.splice(0, 2, courierBeside(mail.settings), courierBeside(mail.settings));
		const ended = children.map(gone);
		await until('both are killed, or all is sent', async () => children.every((c) => c.signalCode !== null) || left() === 0, 60);
		children.forEach((c) => c.kill('SIGTERM'));
		await Promise.all(ended);
	}
	// Each link is sealed anew.
	const ids = new Map(), said = (letter) => letter.rcpt[0] + letter.text.replace(/\/unsubscribe\/\S+/, '');
	for (const letter of mail.letters) {
		const before = ids.get(letter.messageId);
		assert.ok(before === undefined || said(before) === said(letter), 'the same id is the same message');
		ids.set(letter.messageId, letter);
	}
	/* What follows under a heading is what waits for them, which they were not told now. */
	const things = [...ids.values()].reduce((n, letter) => n + letter.text.split(/\n== /)[0].match(/requirements\/REQ-/g).length, 0);
	assert.equal(things, wanted, 'nothing is lost, and nothing is in two messages');
	assert.equal(psql("SELECT count(*) FROM app.delivery WHERE status = 'dead'"), '0');
	assert.ok(kills > 0);
	console.log(`# ${kills} kills, ${wanted} things in ${ids.size} messages, ${mail.letters.length - ids.size} came twice`);
});
