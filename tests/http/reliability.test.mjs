// SPDX-License-Identifier: ISC
// Goal: what was acknowledged is there, once, whatever is killed in between; what was not can be sent again with the same key; a
// reload loses no request; without its database the portal says so at once and comes back by itself.
// GATEHOUSE_LONG=1: hundreds of kills, 100,000 acknowledgements, and a control run that must be able to show loss.
import test, { after } from 'node:test';
import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { until } from '../run/moment.mjs';
import { children, runs, spareStack } from '../run/spare.mjs';

const long = Boolean(process.env.GATEHOUSE_LONG);
const wanted = { kills: Number(process.env.GATEHOUSE_KILLS ?? (long ? 200 : 6)), acks: Number(process.env.GATEHOUSE_ACKS ?? (long ? 100000 : 200)) };
const spare = spareStack();
after(() => spare.stop());

const base = '/huadong/requirements';
let serial = 0, logs = 0;
/** What happened to what was submitted; the titles of its records begin with ${mark}. */
const newLog = () => ({ mark: `T${process.pid}-${++logs}-`, acks: [], refused: 0, again: 0, broken: [], wrong: [] });

const textOf = (page) => (page.isHtml ? page.text : page.body.toString()).slice(0, 300);

/** Answers that say "not now": what was sent may be sent again. */
const isLater = (page) => [502, 503, 504].includes(page.status);

/**
 * ${who} submits until ${busy} says no: a requirement or a comment, each with a key of its own, sent again with the same
 * key until it is acknowledged.  Notes every acknowledgement as it comes: { title, location }.
 */
async function submitter(who, log, busy) {
	const form = (await who.get(`${base}/new`)).expect(200).form(base), token = form.fields.find(([n]) => n === 'token')[1];
	while (busy()) {
		const title = `${log.mark}${++serial}`, sent = { token, key: `k-${title}`, title, need: 'functional', channel: 'research', department_id: form.controls.find((c) => c.name === 'department_id').options[1].value };
		for (let again = false; ; again = true) {
			let page;
			try {
				page = await who.send('POST', base, { body: new URLSearchParams(sent) });
			} catch (e) {
				page = null;
				log.broken.push(e.cause?.code ?? String(e));
			}
			if (page?.status === 303) {
				log.acks.push({ title, location: page.headers.get('location') });
				log.again += again;
				break;
			}
			if (page && !isLater(page))
				log.wrong.push(`${page.status} ${textOf(page)}`);
			log.refused++;
			if (log.wrong.length > 0)
				return;
			await wait(page === null ? 50 : 100);
		}
	}
}

/** What is there of what was acknowledged. */
function compare(stack, { mark, acks }) {
	const there = new Map(), acked = new Set(acks.map((a) => a.title));
	for (const line of stack.psql(`SELECT title, string_agg(number, ' ') FROM app.record WHERE title LIKE '${mark}%' GROUP BY title`).split('\n').filter(Boolean)) {
		const [title, numbers] = line.split('|');
		there.set(title, numbers.split(' '));
	}
	return {
		lost: acks.filter((a) => !there.has(a.title)),
		doubled: [...there].filter(([, numbers]) => numbers.length > 1),
		elsewhere: acks.filter((a) => there.has(a.title) && `${base}/${there.get(a.title)[0]}` !== a.location),
		never: [...there.keys()].filter((t) => !acked.has(t)),
	};
}

// ---------------------------------------------------------------- what can be killed

const kill = (pid, signal = 'SIGKILL') => {
	// 0 and below are groups of processes.
	if (!(pid > 1))
		return;
	try {
		process.kill(pid, signal);
	} catch (e) {
		if (e.code !== 'ESRCH')
			throw e;
	}
};

const any = (list) => list[Math.floor(Math.random() * list.length)];

async function isUp(stack) {
	for (let tries = 0; tries < 300; tries++) {
		const page = await stack.client().send('GET', '/readyz').catch(() => null);
		if (page?.status === 200)
			return;
		await wait(20);
	}
	throw new Error('it did not come back');
}

async function gone(pids) {
	while (pids.some(runs))
		await wait(10);
}

const kills = {
	worker: (stack) => kill(any(children(stack.pid('app')))),
	// Any backend that dies takes all others with it: the cluster recovers by itself.
	backend: (stack) => {
		const pid = stack.psql("SELECT pid FROM pg_stat_activity WHERE usename = 'gatehouse_app' ORDER BY random() LIMIT 1");
		kill(Number(pid));
	},
	postmaster: async (stack) => {
		const old = stack.pid('postgres'), left = children(old);
		kill(old);
		left.forEach((pid) => kill(pid));
		await gone([old, ...left]);
		// Where nobody collects the dead, the number in these files looks alive to PostgreSQL.
		stack.run('rm -f "$STACK_HOME/pg/postmaster.pid" "$STACK_RUN"/.s.PGSQL.*; stack_cluster_start');
	},
	nginx: async (stack) => {
		const old = stack.pid('nginx'), all = [old, ...children(old)];
		all.forEach((pid) => kill(pid));
		await gone(all);
		stack.run('stack_nginx');
	},
};

/** Waits until ${more} have been acknowledged since; at least something must be within 20 seconds. */
async function progress(log, more) {
	const wanted = log.acks.length + more;
	for (let seen = log.acks.length, last = Date.now() + 20000; log.acks.length < wanted && log.wrong.length === 0;) {
		await wait(5 + Math.random() * 40);
		if (log.acks.length > seen)
			[seen, last] = [log.acks.length, Date.now() + 20000];
		assert.ok(Date.now() < last, 'nothing was acknowledged for 20 seconds');
	}
}

/** Kills ${count} times while ${submitters} submit, evenly among ${acks} acknowledgements. */
async function killing(stack, which, count, { acks = 0, submitters = ['wangqiang', 'zhouyi', 'liumei', 'gaofei'] } = {}) {
	const log = newLog();
	let killed = 0;
	const busy = () => killed < count || log.acks.length < acks;
	const people = await Promise.all(submitters.map((name) => stack.login(name)));
	const at = people.map((who) => submitter(who, log, () => log.wrong.length === 0 && busy()));
	try {
		for (; killed < count && log.wrong.length === 0; killed++) {
			await progress(log, Math.max(5, Math.floor(acks / (count + 1))));
			await kills[which[killed % which.length]](stack);
			await isUp(stack);
		}
	} catch (e) {
		log.wrong.push(`${which[killed % which.length]}: ${e.message}`);
	}
	await Promise.all(at);
	return log;
}

test('nothing acknowledged is lost and nothing is there twice, whatever is killed', async (t) => {
	const log = await killing(spare, ['worker', 'backend', 'nginx', 'worker', 'postmaster', 'worker'], wanted.kills, { acks: wanted.acks });
	assert.deepEqual(log.wrong, []);
	const found = compare(spare, log);
	t.diagnostic(`${wanted.kills} kills, ${log.acks.length} acknowledged, ${log.refused} sent again, of which ${log.again} in the end acknowledged`);
	assert.deepEqual(found, { lost: [], doubled: [], elsewhere: [], never: [] });
	assert.ok(log.acks.length >= wanted.acks);
	// Nothing refused is half done: each record has its first event, its version and its search text.
	assert.equal(spare.psql(`SELECT count(*) FROM app.record r WHERE title LIKE '${log.mark}%' AND (
		NOT EXISTS (SELECT FROM app.event e WHERE e.site_id = r.site_id AND e.record_id = r.id) OR NOT EXISTS (SELECT FROM app.requirement q WHERE q.site_id = r.site_id AND q.record_id = r.id)
		OR NOT EXISTS (SELECT FROM app.submission s WHERE s.site_id = r.site_id AND s.location = '${base}/' || r.number))`), '0');
	assert.equal(spare.psql(`SELECT count(*) FROM app.site s WHERE app.event_verify(s.id) IS NOT NULL`), '0');
});

test('workers end one after the other under load and no request fails; nginx reloads and no submission does', async (t) => {
	const log = newLog(), failed = [];
	let busy = true, read = 0;
	const [xuning, ...writers] = await Promise.all(['xuning', 'wangqiang', 'zhouyi'].map((name) => spare.login(name)));
	const reader = async () => {
		while (busy) {
			const page = await xuning.send('GET', base).catch((e) => ({ status: String(e.cause ?? e) }));
			if (page.status !== 200)
				failed.push(page.status);
			read++;
		}
	};
	const all = [...writers.map((who) => submitter(who, log, () => busy)), reader(), reader()];
	const before = children(spare.pid('app'));
	for (let i = 0; i < (long ? 90 : 9); i++)
		for (const pid of children(spare.pid('app'))) {
			kill(pid, ['SIGTERM', 'SIGUSR1', 'SIGHUP'][i % 3]);
			await progress(log, 3);
		}
	// nginx 1.22 itself may cut off a long answer that it is just passing on when it ends an old process (its log says "open socket
	// left in connection"): reading again is safe, so only submissions are held to it here.
	const atWorkers = failed.splice(0);
	for (let i = 0; i < (long ? 40 : 5); i++) {
		spare.run('stack_nginx -s reload');
		await progress(log, 3);
	}
	t.diagnostic(`${read} read, ${log.acks.length} written; ${failed.length} read again after a reload of nginx`);
	busy = false;
	await Promise.all(all);
	assert.ok(before.every((pid) => !children(spare.pid('app')).includes(pid)), 'no worker was replaced');
	assert.ok(read > 20 && log.acks.length > 20, `${read} read, ${log.acks.length} written`);
	assert.deepEqual([atWorkers, log.wrong, log.broken, log.refused], [[], [], [], 0]);
	assert.deepEqual(compare(spare, log).lost, []);
});

test('without its database the portal says so at once, lives on and comes back', async (t) => {
	const who = await spare.login('wangqiang'), form = (await who.get(`${base}/new`)).form(base);
	await who.get(base);
	const workers = children(spare.pid('app')).sort().join();
	spare.run('stack_as "$STACK_PG/pg_ctl" -D "$STACK_HOME/pg" -w -m immediate stop >/dev/null');
	for (const send of [() => who.send('GET', base), () => who.send('GET', base), () => who.send('POST', base, { body: new URLSearchParams([...form.fields, ['title', 'nie']]) }), () => who.send('GET', '/login'), () => who.send('GET', '/')]) {
		const began = Date.now(), page = await send();
		assert.ok(Date.now() - began < 1000, `${Date.now() - began} ms`);
		assert.equal(page.status, 503, textOf(page));
		assert.match(page.headers.get('retry-after') ?? '', /^\d+$/);
		assert.match(page.headers.get('cache-control') ?? '', /no-store/);
		assert.doesNotMatch(page.body.toString(), /\.c:\d|libpq|socket/);
	}
	// O8: what was typed is there, without a database; and is taken when that is back.
	const typed = await who.send('POST', base, { body: new URLSearchParams([...form.fields.filter(([n]) => n !== 'title' && n !== 'need' && n !== 'channel'), ['title', '断库时填写'], ['need', 'functional'], ['channel', 'research']]) });
	assert.ok(typed.text.includes('连不上数据库') && typed.text.includes('没有丢失'), typed.text);
	assert.equal((await who.send('POST', base, { body: new URLSearchParams([...form.fields, ['title', '外来内容']]), headers: { origin: 'https://evil.example' } })).select('#again').length, 0);
	assert.equal((await who.send('GET', '/healthz')).status, 200);
	assert.equal((await who.send('GET', '/readyz')).status, 503);
	// O6: each has its line, none as information.
	await until('it is in the log', () => / warn .*"\/readyz" 503: the database does not answer/.test(spare.run('cat "$STACK_HOME/log/app.log"')));
	assert.doesNotMatch(spare.run('cat "$STACK_HOME/log/app.log"'), / info .*" 5\d\d: /);
	spare.run('stack_cluster_start');
	const began = Date.now();
	let page;
	do
		page = await who.send('GET', base);
	while (page.status === 503 && Date.now() - began < 2000);
	t.diagnostic(`back ${Date.now() - began} ms after the cluster`);
	page.expect(200);
	assert.equal(children(spare.pid('app')).sort().join(), workers, 'a worker did not survive');
	assert.equal(spare.psql("SELECT count(*) FROM app.record WHERE title = 'nie'"), '0');
	(await who.submit(typed, {}, { form: 'again' })).expect(200, '断库时填写');
});

test('without workers nginx says so at once, in the same words', async () => {
	spare.run('stack_end app');
	const page = await spare.client().send('GET', base);
	assert.equal(page.status, 503);
	assert.match(page.headers.get('retry-after') ?? '', /^\d+$/);
	assert.match(page.headers.get('cache-control') ?? '', /no-store/);
	spare.run('stack_pool app 3');
	await isUp(spare);
});

test('control: commits that do not wait for the disk do show as loss', { skip: !long && 'GATEHOUSE_LONG=1 runs it' }, async (t) => {
	spare.run('stack_psql -c "ALTER SYSTEM SET synchronous_commit = off" -c "ALTER SYSTEM SET wal_writer_delay = \'10s\'" -c "SELECT pg_reload_conf()" >/dev/null');
	await until('commits do not wait', () => spare.psql('SHOW synchronous_commit') === 'off');
	const log = await killing(spare, ['postmaster'], 10, { acks: 200 });
	const found = compare(spare, log);
	t.diagnostic(`${found.lost.length} of ${log.acks.length} lost`);
	assert.ok(found.lost.length > 0, 'this test could not have seen a loss');
});
