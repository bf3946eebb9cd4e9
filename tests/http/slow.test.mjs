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
	await until('no turn is held', () => psql("SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE l.locktype = 'advisory' AND d.datname = current_database()") === '0');
});

test('a file that breaks off in the middle does not pass for a whole one', async () => {
	psql(`CREATE FUNCTION app.planted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.action = 'record.export' THEN RAISE EXCEPTION 'planted' USING ERRCODE = '53100'; END IF; RETURN NEW; END $$;
		CREATE TRIGGER planted BEFORE INSERT ON app.event FOR EACH ROW EXECUTE FUNCTION app.planted()`);
	const got = await who.send('GET', `${record}/dossier.zip`).then((page) => page.status, () => 'broken off');
	psql('DROP TRIGGER planted ON app.event');
	assert.notEqual(got, 200);
	await until('it is in the log', () => / error .*broken off: .*53100/.test(stack('cat "$STACK_HOME/log/export.log"')));
	assert.equal((await who.send('GET', `${record}/dossier.zip`)).status, 200);
});
