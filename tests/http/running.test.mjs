// SPDX-License-Identifier: ISC
// Goal: the portal behaves as its operators expect: a reload that cannot read its configuration keeps the old one and logs it, a
// worker that cannot start answers 503 at once and retries by itself, /readyz checks the schema, workers end with their supervisor,
// and the clock decides nothing while time cannot be trusted. Proves O5, O7, O9, O10.
import test from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { client, ctl, login, psql, rows, stack } from '../run/stack.mjs';
import { until } from '../run/moment.mjs';
import { children, runs } from '../run/spare.mjs';

const home = process.env.GATEHOUSE_STACK, conf = process.env.GATEHOUSE_CONF;
const supervisor = (pool = 'app') => Number(readFileSync(`${home}/${pool}.pid`, 'utf8'));
const workers = (pool) => children(supervisor(pool)).sort();
const log = () => readFileSync(`${home}/log/app.log`, 'utf8');
const lines = (pattern) => log().split('\n').filter((line) => pattern.test(line)).length;

/** The configuration with one bad line, until the test has ended. */
function spoil(t) {
	const good = readFileSync(conf, 'utf8');
	writeFileSync(conf, `${good}\nno_such_setting = 1\n`);
	t.after(() => writeFileSync(conf, good));
	return () => writeFileSync(conf, good);
}

// ---------------------------------------------------------------- O5: reloading and starting

test('O5: a reload that cannot read its configuration keeps the old one, and says so', async (t) => {
	const before = workers(), mend = spoil(t), said = lines(/not reloaded, going on as before: .*no_such_setting/);
	assert.equal(before.length, 3);
	process.kill(supervisor(), 'SIGUSR2');
	await until('each worker says why', () => lines(/not reloaded, going on as before: .*no_such_setting/) === said + 3);
	assert.deepEqual(workers(), before, 'a worker has gone');
	(await client().get('/login')).expect(200);
	mend();
	process.kill(supervisor(), 'SIGUSR2');
	await until('all are new', () => workers().length === 3 && !workers().some((pid) => before.includes(pid)));
	(await client().get('/login')).expect(200);
});

test('O5: workers that cannot start answer at once, wait longer each time, and start by themselves when it is mended', async (t) => {
	const mend = spoil(t), before = workers();
	for (const pid of before)
		process.kill(pid, 'SIGTERM');
	// Each of those that are there then: one may have been started for another that was only just beginning.
	const wait = (pid) => !before.includes(pid) && lines(new RegExp(`gatehouse\\[${pid}\\] cannot start`)) > 0;
	await until('new ones say that they cannot start', () => workers().length === 3 && workers().every(wait));
	const those = workers();
	for (let i = 0; i < 6; i++) {
		const began = Date.now(), page = await client().send('GET', i % 2 ? '/huadong/' : '/healthz');
		assert.equal(page.status, 503);
		assert.ok(Date.now() - began < 2000, `${Date.now() - began} ms`);
		assert.match(page.body.toString(), /系统暂时无法响应[\s\S]*No answer at the moment/);
		assert.match(page.headers.get('retry-after') ?? '', /^\d+$/);
		assert.match(page.headers.get('cache-control') ?? '', /no-store/);
	}
	await until('it has waited longer', () => lines(/cannot start: .*no_such_setting.*next try in 2 s/) >= 3 && lines(/next try in 4 s/) >= 3);
	assert.deepEqual(workers(), those, 'they were started anew instead of waiting');
	mend();
	await until('it answers again', async () => (await client().send('GET', '/readyz')).status === 200, 20);
	assert.deepEqual(workers(), those);
});

test('O5: the courier goes on with what it has, too', async (t) => {
	const pid = supervisor('courier'), courier = () => readFileSync(`${home}/log/courier.log`, 'utf8'), mend = spoil(t);
	process.kill(pid, 'SIGHUP');
	await until('it says so', () => /cannot be read, going on with the old one: .*no_such_setting/.test(courier()));
	mend();
	process.kill(pid, 'SIGHUP');
	await until('it has read it', () => /the configuration was read anew/.test(courier()));
	assert.ok(runs(pid));
});

// ---------------------------------------------------------------- O10: workers and their supervisor

test('O10: workers of a supervisor that was killed end, and stopping ends what is left', async () => {
	const pid = supervisor('auth'), left = workers('auth');
	assert.ok(left.length > 0);
	process.kill(pid, 'SIGKILL');
	await until('its workers have ended', () => !left.some(runs));
	// One that does not notice is ended by whoever stops the pool.
	stack('stack_pool auth 1');
	await until('it is there', () => workers('auth').length === 1);
	const [stubborn] = workers('auth');
	process.kill(stubborn, 'SIGSTOP');
	process.kill(supervisor('auth'), 'SIGKILL');
	stack('STACK_PATIENCE=1 stack_end auth');
	assert.ok(!runs(stubborn), 'a worker was left');
	stack('stack_pool auth 1');
	await until('log-in answers', async () => (await client().send('GET', '/login')).status === 200);
});

// ---------------------------------------------------------------- O7: the schema

test('O7: /readyz and /metrics say when the schema is not the program’s', async (t) => {
	const last = psql('SELECT max(number) FROM app.migration'), row = psql(`DELETE FROM app.migration WHERE number = ${last} RETURNING name`);
	t.after(() => psql(`INSERT INTO app.migration (number, name) VALUES (${last}, '${row}') ON CONFLICT DO NOTHING`));
	const page = await client().send('GET', '/readyz');
	assert.equal(page.status, 503);
	assert.match(page.body.toString(), /gatehousectl migrate/);
	assert.match((await client().send('GET', '/metrics')).body.toString(), /^gatehouse_ready 0$/m);
	psql(`INSERT INTO app.migration (number, name) VALUES (${last}, '${row}')`);
	assert.equal((await client().send('GET', '/readyz')).status, 200);
	assert.match((await client().send('GET', '/metrics')).body.toString(), /^gatehouse_ready 1$/m);
});

// ---------------------------------------------------------------- O9: the clock

/** One round of the courier; what it logged. */
const once = () => spawnSync(path.join(path.dirname(process.env.GATEHOUSE_CTL), 'gatehouse-courier'), ['-c', conf, '--once'], { encoding: 'utf8' }).stderr;
/** A requirement that is deferred until yesterday: due for the clock. */
const due = () => psql(`WITH one AS (SELECT r.site_id, r.id FROM app.record r JOIN app.site s ON s.id = r.site_id AND s.slug = 'huadong' WHERE r.kind = 'requirement' AND r.state = 'submitted' ORDER BY r.id LIMIT 1),
	q AS (UPDATE app.requirement q SET deferred_until = current_date - 1 FROM one WHERE q.site_id = one.site_id AND q.record_id = one.id)
	UPDATE app.record r SET state = 'deferred' FROM one WHERE r.site_id = one.site_id AND r.id = one.id RETURNING r.id`);
const stateOf = (id) => psql(`SELECT r.state FROM app.record r JOIN app.site s ON s.id = r.site_id AND s.slug = 'huadong' WHERE r.id = ${id}`);
const clock = () => rows('SELECT held_why, held_at IS NOT NULL AS held, now() - ticked_at < interval \'1 minute\' AS recent FROM app.clock')[0];

test('O9: after a leap of three days nothing is decided until an operator says that the time is right', async (t) => {
	stack('stack_end courier');
	t.after(() => ctl('clock', 'accept'));
	once();
	assert.deepEqual(clock(), { held_why: null, held: false, recent: true });
	const id = due();
	// The database's clock has leapt; this machine has not run so long, and nobody worked meanwhile.
	psql(`UPDATE app.clock SET ticked_at = ticked_at + interval '400 days'`);
	once();
	assert.equal(clock().held_why, 'back');
	psql(`UPDATE app.clock SET ticked_at = ticked_at - interval '800 days'`);
	assert.match(once(), /error.*nothing is decided: more than a day has passed/);
	assert.equal(stateOf(id), 'deferred', 'the leap was decided on');
	assert.equal(clock().held_why, 'leap');
	assert.match((await client().send('GET', '/readyz')).body.toString(), /^ready, but the clock is held \(leap\)/);
	assert.match((await client().send('GET', '/metrics')).body.toString(), /^gatehouse_clock_held 1$/m);
	assert.match((await ctl('doctor')).out, /the clock has decided nothing since[\s\S]*gatehousectl clock accept/);
	const operator = await login('operator');
	(await operator.get('/operator/sites')).expect(200, 'gatehousectl clock accept');
	assert.equal(psql(`SELECT count(*) FROM app.event WHERE site_id = 0 AND action = 'clock.hold'`), '2', 'once for each time it began');
	once();
	assert.equal(psql(`SELECT count(*) FROM app.event WHERE site_id = 0 AND action = 'clock.hold'`), '2');
	const said = await ctl('clock');
	assert.equal(said.code, 1);
	assert.match(said.out, /has decided nothing since/);
	assert.equal((await ctl('clock', 'accept')).code, 0);
	once();
	assert.notEqual(stateOf(id), 'deferred');
	assert.equal((await ctl('clock')).code, 0);
	const again = await ctl('clock', 'accept');
	assert.equal(again.code, 1);
	assert.match(again.err, /^gatehousectl: the clock is not held/);
	assert.ok(!(await operator.get('/operator/sites')).text.includes('gatehousectl clock accept'));
});

test('O9: a courier that was off for a week goes on by itself when that can be proved', async () => {
	// The machine has run all the while.
	once();
	psql(`UPDATE app.clock SET ticked_at = ticked_at - interval '7 days', uptime = uptime - 7 * 86400`);
	const id = due();
	assert.doesNotMatch(once(), /nothing is decided/);
	assert.notEqual(stateOf(id), 'deferred');
	// Another machine, but people have worked there each day.
	const site = psql(`SELECT id FROM app.site WHERE slug = 'huadong'`);
	psql(`DO $$ BEGIN PERFORM set_config('app.site', '${site}', true); FOR h IN REVERSE 168..1 BY 12 LOOP
		PERFORM set_config('app.now', (now() - make_interval(hours => h))::text, true);
		INSERT INTO app.event (site_id, action, object, detail) VALUES (${site}, 'account.edit', 'x', '{}');
	END LOOP; END $$`);
	psql(`UPDATE app.clock SET ticked_at = ticked_at - interval '7 days', boot = 'another'`);
	const next = due();
	assert.doesNotMatch(once(), /nothing is decided/);
	assert.notEqual(stateOf(next), 'deferred');
});

test('O9: while the machine’s clock and the database’s differ nothing is decided; when they agree again it goes on', async () => {
	const tick = (machine) => psql(`SET ROLE gatehouse_app; SELECT why FROM app.clock_tick('boot', 1, now() + interval '${machine}')`);
	once();
	assert.equal(tick('9 minutes'), '');
	assert.equal(tick('11 minutes'), 'machine');
	assert.equal(tick('-11 minutes'), 'machine');
	assert.equal(clock().held_why, 'machine');
	assert.match(once(), /clock: it goes again/);
	assert.equal(clock().held, false);
});
