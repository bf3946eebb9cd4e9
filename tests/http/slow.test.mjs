// SPDX-License-Identifier: ISC
// Goal: complete files, archives and prints have their own workers, so that they can delay each other but never a page (S minor:
// parallel archives and exports starved pages); one account can have a limited number made at a time and is told so.
import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { client, database, login, psql, stack } from '../run/stack.mjs';
import { accountId, handIn, site, someone } from '../run/people.mjs';
import { beside, until } from '../run/moment.mjs';
import { children } from '../run/spare.mjs';

const name = someone({ has: ['requirement.submit', 'list.export'] }), other = someone({ has: ['list.export'], not: [name] });
const [who, second] = [await login(name), await login(other)];
const number = await handIn(who, '导出与打印');
const record = `/${site}/requirements/${number}`;
const files = [`${record}/print`, `${record}/dossier`, `${record}/dossier.zip`, `/${site}/requirements.csv`, `/${site}/requirements.xlsx`, `/${site}/ledger.csv`, `/${site}/points.xlsx`];
const pages = ['/', `/${site}`, `/${site}/requirements`, record, `${record}/edit`, `${record}/history`, `/${site}/search?q=%E9%9C%80%E6%B1%82`, `/${site}/ledger`, '/account'];
const pool = () => children(Number(readFileSync(`${process.env.GATEHOUSE_STACK}/export.pid`, 'utf8')));

test('every address of the export pool goes there, and no page does', async () => {
	stack('stack_end export');
	for (const path of files)
		assert.equal((await who.send('GET', path)).status, 503, path);
	for (const path of pages)
		(await who.get(path)).expect(200);
	(await client().get('/login')).expect(200);
	stack('stack_pool export 3');
	await until('files are made again', async () => (await who.send('GET', files[0])).status === 200);
	for (const path of files)
		assert.equal((await who.send('GET', path)).status, 200, path);
});

test('while all its workers stand still, pages are answered; afterwards nobody is forgotten', async () => {
	const workers = pool();
	assert.ok(workers.length > 2, 'one account could have them all');
	workers.forEach((pid) => process.kill(pid, 'SIGSTOP'));
	let asked;
	try {
		asked = [who, second].flatMap((person) => files.slice(0, 4).map((path) => person.send('GET', path)));
		for (const path of [...pages, ...pages])
			(await who.get(path)).expect(200);
	} finally {
		workers.forEach((pid) => process.kill(pid, 'SIGCONT'));
	}
	const answers = (await Promise.all(asked)).map((page) => page.status);
	assert.ok(answers.every((status) => status === 200 || status === 429), answers.join());
	assert.ok(answers.includes(200), answers.join());
});

test('an account has two made at a time; others and pages are not concerned', async (t) => {
	const held = beside({ database });
	t.after(() => held.end());
	for (const i of [1, 2])
		assert.equal(await held.ask(`SELECT pg_try_advisory_lock((26471::bigint << 48) + ${accountId(name)} * 64 + ${i})`), 't');
	for (const path of files) {
		const page = await who.send('GET', path);
		page.expect(429, '正在生成');
		assert.match(page.headers.get('retry-after'), /^\d+$/);
	}
	(await who.get(record)).expect(200);
	assert.equal((await second.send('GET', files[3])).status, 200);
	await held.ask(`SELECT pg_advisory_unlock((26471::bigint << 48) + ${accountId(name)} * 64 + 2)`);
	assert.equal((await who.send('GET', files[3])).status, 200);
	await held.ask("SELECT 'all' FROM pg_advisory_unlock_all()");
	// Each turn is given back, also by what was refused or was not there.
	for (const path of [...files, `/${site}/nothing.csv`, `/${site}/requirements/REQ-1999-0001/print`, ...files])
		assert.notEqual((await who.send('GET', path)).status, 429, path);
	await until('no turn is held', () => psql("SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE l.locktype = 'advisory' AND l.classid::bigint >> 16 = 26471 AND d.datname = current_database()") === '0');
});

// A file stops in the middle, where a row's policy waits for a lock that we hold; then the server process that reads it is ended.
// Only in a statement that the page itself does not ask: what an export adds to a list, what stands on a record's page.
const last = psql(`SELECT min(id) FROM app.record WHERE site_id = (SELECT id FROM app.site WHERE slug = '${site}') AND kind = 'requirement' AND visible = 0`);
const formats = [['csv', `/${site}/requirements.csv`, 'requirement', '%AS author_name%', last, 'list.export'], ['xlsx', `/${site}/requirements.xlsx`, 'requirement', '%AS author_name%', last, 'list.export'],
	['zip', `${record}/dossier.zip`, 'comment', '%', 0, 'record.export'], ['print', `${record}/dossier`, 'comment', '%', 0, null]];
for (const [format, path, table, asked, place, action] of formats)
	test(`1.2 ${format}: what breaks off does not pass for a whole file, is in the log, and the history says how much was sent`, async (t) => {
		(await who.submit(await who.get(record), { body: '请看一下' }, { form: `${record}/comments` })).expect(200);
		const held = beside({ database }), whole = await who.send('GET', path), log = () => stack('cat "$STACK_HOME/log/export.log"');
		const before = psql('SELECT max(seq) FROM app.event'), had = log().length;
		let pid;
		t.after(() => held.end());
		t.after(() => psql(`DROP POLICY IF EXISTS planted ON app.${table}; DROP FUNCTION IF EXISTS app.planted(bigint)`));
		assert.equal(whole.status, 200);
		await held.ask("SELECT 'held' FROM pg_advisory_lock(4711)");
		psql(`CREATE FUNCTION app.planted(p bigint) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN IF current_query() LIKE '${asked}' AND current_user = 'gatehouse_app' AND ${place} IN (0, p) THEN PERFORM pg_advisory_xact_lock_shared(4711); END IF; RETURN true; END $$;
			GRANT EXECUTE ON FUNCTION app.planted(bigint) TO PUBLIC; CREATE POLICY planted ON app.${table} AS RESTRICTIVE FOR SELECT USING (app.planted(record_id))`);
		const sent = who.send('GET', path).then((page) => page, () => 'broken off');
		await until('it waits in the middle', () => (pid = psql("SELECT l.pid FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE d.datname = current_database() AND l.locktype = 'advisory' AND NOT l.granted AND l.objid = 4711")) !== '');
		psql(`SELECT pg_terminate_backend(${pid})`);
		const got = await sent;
		/* Where nothing had left yet, nginx says so itself. */
		assert.ok(got === 'broken off' || (got.status >= 500 && format !== 'csv'), `${got.status}: ${got.body?.length} bytes of ${whole.body.length}`);
		await until('it is in the log, with its request', () => / error .*[0-9a-f]{8}.*broken off: /.test(log().slice(had)));
		if (action)
			await until('it is history', () => psql(`SELECT count(*) FROM app.event WHERE seq > ${before} AND action = '${action}' AND detail ->> 'sent' = 'broken' AND (detail ->> 'bytes')::bigint < ${whole.body.length}`) === '1');
	});

test('1.2 the history says of a whole file how many bytes and rows were sent', async () => {
	const file = await who.send('GET', `/${site}/requirements.csv`), rows = file.body.toString().trimEnd().split('\r\n').length - 1;
	let said;
	await until('it is history', () => (said = psql(`SELECT detail ->> 'bytes' || ' ' || (detail ->> 'rows') || ' ' || (detail ->> 'sent') FROM app.event WHERE action = 'list.export' AND detail ->> 'format' = 'csv' ORDER BY seq DESC LIMIT 1`)).startsWith(`${file.body.length} `));
	assert.match(said, new RegExp(`^${file.body.length} \\d+ whole$`));
	assert.ok(Number(said.split(' ')[1]) > 0 && Number(said.split(' ')[1]) <= rows);
});
