// SPDX-License-Identifier: ISC
// Goal: gatehousectl does what its manual says and returns the documented exit codes: sites, accounts and roles; check and doctor find
// problems; audit verify detects altered and truncated history; a backup restores the same data; it works on a default Debian, reads
// the configuration from the usual place, and its messages are plain words. Proves RX.4, RX.8, O2, O3, O4, O7, O10.
import test from 'node:test';
import assert from 'node:assert/strict';
import { execFile, spawn, spawnSync } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { base, client, ctl, psql, rows } from '../run/stack.mjs';
import { beside, until } from '../run/moment.mjs';

const VERBS = ['setup', 'migrate', 'site', 'account', 'role', 'check', 'doctor', 'audit', 'backup', 'restore', 'config', 'clock', 'nginx-config', 'export', 'import', 'kinds', 'routes', 'permissions', 'play', 'demo'];
const unique = `t${process.pid}`;

/** The program on another database of the same cluster. */
function on(database, ...args) {
	const env = { ...process.env, GATEHOUSE_DATABASE: `host=${process.env.GATEHOUSE_PGHOST} user=postgres dbname=${database}` };
	return new Promise((done) => execFile(process.env.GATEHOUSE_CTL, ['-c', process.env.GATEHOUSE_CONF, ...args], { env },
		(e, out, err) => done({ code: e ? e.code : 0, out, err })));
}

function psqlOn(database, sql) {
	return new Promise((done, fail) => execFile(process.env.GATEHOUSE_PSQL, ['-X', '-q', '-At', '-v', 'ON_ERROR_STOP=1', '-c', sql],
		{ env: { ...process.env, PGHOST: process.env.GATEHOUSE_PGHOST, PGUSER: 'postgres', PGDATABASE: database } }, (e, out) => (e ? fail(e) : done(out.trim()))));
}

async function inFolder(t) {
	const dir = await mkdtemp(join(tmpdir(), 'gatehouse-ctl-'));
	t.after(() => rm(dir, { recursive: true, force: true }));
	return dir;
}

/** What the program said must have gone well. */
function good(r) {
	assert.equal(r.code, 0, r.err || r.out);
	return r.out;
}

/** A copy of the database as it is now, made by the program's own backup. */
async function copy(t, name) {
	const file = join(await inFolder(t), 'copy.tar');
	good(await ctl('backup', file));
	t.after(() => psql(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
	good(await ctl('restore', file, '--into', name));
	return name;
}

test('every verb explains itself; what is misused says how it is used', async () => {
	const all = good(await ctl('--help'));
	const manual = await readFile(new URL('../../docs/gatehousectl.md', import.meta.url), 'utf8');
	for (const verb of VERBS) {
		assert.match(all, new RegExp(`^  ${verb}\\b`, 'm'));
		assert.match(good(await ctl(verb, '--help')), new RegExp(`^usage: gatehousectl ${verb}\\b`));
		assert.equal((await ctl(verb, 'what', 'is', 'this', 'now', 'then', 'again')).code, 2, verb);
		assert.match(manual, new RegExp(`^## ${verb}$`, 'm'), `docs/gatehousectl.md says nothing of ${verb}`);
	}
	assert.equal((await ctl('nonsense')).code, 2);
	assert.equal((await ctl('-o', 'no_such_setting=1', 'kinds')).code, 2);
});

test('a database that is not there is exit code 3', async () => {
	const env = { ...process.env, GATEHOUSE_DATABASE: 'host=/nonexistent' };
	const code = await new Promise((done) => execFile(process.env.GATEHOUSE_CTL, ['-c', process.env.GATEHOUSE_CONF, 'site', 'list'], { env }, (e) => done(e.code)));
	assert.equal(code, 3);
});

test('an account is made without a password, and its link lets its owner in', async () => {
	const login = `${unique}a`;
	const out = good(await ctl('account', 'add', login, '赵六', '--email', 'zhao@example.com'));
	const link = /https?:\/\/\S+\/link\/[0-9a-f]{64}/.exec(out)?.[0];
	assert.ok(link, out);
	(await client().get(new URL(link).pathname)).expect(200);
	assert.equal(rows(`SELECT password FROM app.account WHERE login = '${login}'`)[0].password, null);
	assert.equal((await ctl('account', 'add', login, '赵六')).code, 1);
	assert.equal((await ctl('account', 'add', 'Bad Login', 'x')).code, 2);
	const [listed] = JSON.parse(good(await ctl('account', 'list', login, '--json')));
	assert.deepEqual([listed.login, listed.name, listed.has_password, listed.is_operator], [login, '赵六', false, false]);
	good(await ctl('account', 'disable', login));
	assert.equal((await client().get(new URL(link).pathname)).status === 200 && (await client().get(new URL(link).pathname)).select('input[type=password]').length > 0, false);
	good(await ctl('account', 'enable', login));
	assert.match(good(await ctl('account', 'reset-link', login)), /\/link\//);
	good(await ctl('account', 'confirm', login));
	assert.equal((await ctl('account', 'reset-link', 'nobody-at-all')).code, 1);
});

test('an account that was locked by wrong passwords is unlocked', async () => {
	const login = `${unique}u`;
	good(await ctl('account', 'add', login, '钱七'));
	psql(`INSERT INTO app.attempt VALUES ('login-name:${login}', 999, now()), ('login:${login}:127.0.0.9', 99, now())`);
	assert.match(good(await ctl('account', 'unlock', login)), /^unlocked/);
	assert.equal(psql(`SELECT count(*) FROM app.attempt WHERE bucket LIKE '%${login}%'`), '0');
	assert.match(good(await ctl('account', 'unlock', login)), /was not locked/);
});

test('a site has its roles and its first administrator, who stays', async () => {
	const slug = `${unique}s`, admin = `${unique}b`;
	good(await ctl('account', 'add', admin, '管理员'));
	assert.equal((await ctl('site', 'add', slug, '测试站')).code, 2, 'a site needs an administrator');
	assert.equal((await ctl('site', 'add', 'login', '测试站', '--admin', admin)).code, 2, 'an address of its own');
	good(await ctl('site', 'add', slug, '测试站', '--en', 'Test', '--admin', admin));
	assert.equal((await ctl('site', 'add', slug, '测试站', '--admin', admin)).code, 1);
	assert.equal(JSON.parse(good(await ctl('site', 'list', '--json'))).find((s) => s.slug === slug).members, '1');
	good(await ctl('role', 'grant', slug, admin, 'group_lead', 'tech_head'));
	const held = (role) => JSON.parse(roles).find((r) => r.role === role).holders;
	let roles = good(await ctl('role', 'list', slug, '--json'));
	assert.deepEqual([held('group_lead'), held('tech_head'), held('site_admin')], [admin, admin, admin]);
	assert.equal((await ctl('role', 'revoke', slug, admin, 'group_lead')).code, 1, 'the group is never without its lead (R6.1a)');
	good(await ctl('role', 'revoke', slug, admin, 'tech_head'));
	roles = good(await ctl('role', 'list', slug, '--json'));
	assert.deepEqual([held('group_lead'), held('tech_head')], [admin, '']);
	assert.equal((await ctl('role', 'revoke', slug, admin, 'site_admin')).code, 1, 'the last administrator stays');
	assert.equal((await ctl('role', 'grant', slug, admin, 'emperor')).code, 1);
	assert.equal((await ctl('role', 'grant', slug, 'operator', 'finance')).code, 1, 'who is no member is made one only when asked');
	assert.equal(psql(`SELECT count(*) FROM app.event e JOIN app.site s ON s.id = e.site_id WHERE s.slug = '${slug}' AND e.action IN ('role.grant', 'role.revoke')`), '4');
	const isSuspended = async () => JSON.parse(good(await ctl('site', 'list', '--json'))).find((s) => s.slug === slug).is_suspended;
	good(await ctl('site', 'suspend', slug));
	assert.equal(await isSuspended(), true);
	good(await ctl('site', 'resume', slug));
	assert.equal(await isSuspended(), false);
	assert.equal((await ctl('site', 'suspend', 'no-such-site')).code, 1);
});

test('check finds nothing here, and a table that is missing', async (t) => {
	assert.match(good(await ctl('check')), /all is well/);
	const db = await copy(t, `${unique}_check`);
	await psqlOn(db, 'ALTER TABLE app.urge RENAME TO urged');
	const r = await on(db, 'check');
	assert.equal(r.code, 1);
	assert.match(r.out, /statement urge_add: .*app\.urge/s);
});

test('check compares what is kept of members with their roles, which mends it (issue 10)', async (t) => {
	const db = await copy(t, `${unique}_passes`);
	await psqlOn(db, `UPDATE app.pass SET permissions = permissions || ' group.decide' WHERE (site_id, account_id) = (SELECT m.site_id, m.account_id FROM app.membership m
		JOIN app.site s ON s.id = m.site_id AND s.slug = 'huadong' JOIN app.account a ON a.id = m.account_id AND a.login = 'zhouyi')`);
	const r = await on(db, 'check');
	assert.equal(r.code, 1);
	assert.match(r.out, /^member "zhouyi" of site "huadong": /m);
	await psqlOn(db, 'SELECT app.pass_make()');
	assert.match(good(await on(db, 'check')), /all is well/);
});

test('check finds namesakes whom pages do not tell apart, and says what marks them', async (t) => {
	const db = await copy(t, `${unique}_names`);
	await psqlOn(db, "SET session_replication_role = replica; UPDATE app.account SET name = (SELECT name FROM app.account WHERE login = 'wangqiang'), shares_name = false WHERE login = 'sunli'");
	const r = await on(db, 'check');
	assert.equal(r.code, 1);
	const cure = r.out.match(/^account "sunli": .*: (UPDATE .*) marks both$/m)?.[1];
	assert.ok(cure, r.out);
	await psqlOn(db, cure);
	assert.match(good(await on(db, 'check')), /all is well/);
});

test('doctor names what is wrong and what cures it', async (t) => {
	const db = await copy(t, `${unique}_doctor`);
	assert.deepEqual(JSON.parse((await on(db, 'doctor', '--security', '--json')).out).filter((p) => /history|row security/.test(p.problem)), []);
	await psqlOn(db, 'GRANT UPDATE ON app.event TO gatehouse_app; ALTER TABLE app.record NO FORCE ROW LEVEL SECURITY');
	const r = await on(db, 'doctor', '--security', '--json');
	assert.equal(r.code, 1);
	const cures = JSON.parse(r.out).map((p) => p.cure).join('\n');
	assert.match(cures, /REVOKE UPDATE ON app\.event FROM gatehouse_app/);
	assert.match(cures, /ALTER TABLE app\.record .*FORCE ROW LEVEL SECURITY/);
	await psqlOn(db, 'DELETE FROM app.migration WHERE number = (SELECT max(number) FROM app.migration)');
	assert.match((await on(db, 'doctor')).out, /migrations have not run[\s\S]*gatehousectl migrate/);
});

test('a changed event, a missing end and a history written anew are found', async (t) => {
	const dir = await inFolder(t), db = await copy(t, `${unique}_audit`), heads = join(dir, 'heads');
	assert.match(good(await on(db, 'audit', 'verify')), /^huadong: \d+ events, unbroken$/m);
	const file = await open(heads, 'w');
	await file.writeFile(good(await on(db, 'audit', 'head')));
	await file.close();
	good(await on(db, 'audit', 'verify', '--against', heads));
	await psqlOn(db, `ALTER TABLE app.event DISABLE TRIGGER USER; UPDATE app.event SET detail = '{}' WHERE seq = 7 AND site_id = (SELECT id FROM app.site WHERE slug = 'huadong')`);
	let r = await on(db, 'audit', 'verify', 'huadong');
	assert.equal(r.code, 1);
	assert.match(r.out, /huadong: event 7 is not as it was written/);
	// Cut off the end and let the head say so too: only the kept head tells.
	await psqlOn(db, `DELETE FROM app.event e USING app.event_head h WHERE e.site_id = h.site_id AND e.seq = h.seq AND e.site_id = (SELECT id FROM app.site WHERE slug = 'donghua')`);
	assert.match((await on(db, 'audit', 'verify', 'donghua')).out, /but \d+ were written/);
	await psqlOn(db, `UPDATE app.event_head h SET seq = e.seq, hash = e.hash FROM app.event e JOIN app.site s ON s.id = e.site_id
		WHERE s.slug = 'donghua' AND h.site_id = s.id AND e.seq = h.seq - 1`);
	good(await on(db, 'audit', 'verify', 'donghua'));
	r = await on(db, 'audit', 'verify', 'donghua', '--against', heads);
	assert.equal(r.code, 1);
	assert.match(r.out, /donghua: event \d+ is missing, but a kept head names it/);
});

test('a backup comes back whole, and a damaged one does not', async (t) => {
	const dir = await inFolder(t), file = join(dir, 'a.tar');
	good(await ctl('backup', file));
	assert.equal((await ctl('backup', file)).code, 1, 'nothing is overwritten');
	assert.match(good(await ctl('restore', '--drill', file)), /as they were; the drill's database is dropped/);
	assert.equal(psql(`SELECT count(*) FROM pg_database WHERE datname LIKE 'gatehouse_drill%'`), '0');
	const f = await open(file, 'r+');
	await f.write('damaged', 200000);
	await f.close();
	const r = await ctl('restore', '--drill', file);
	assert.equal(r.code, 1);
	assert.match(r.err, /is not what was backed up|tar failed/);
});

test('setup begins from nothing and never gives out a password', async (t) => {
	const db = `${unique}_setup`;
	t.after(() => psql(`DROP DATABASE IF EXISTS ${db} WITH (FORCE)`));
	const out = good(await on(db, 'setup', 'boss', '张总'));
	assert.match(out, new RegExp(`${base.replaceAll('.', '\\.').replace(/:\d+$/, '')}.*/link/[0-9a-f]{64}`));
	assert.equal(await psqlOn(db, `SELECT login || ' ' || is_operator || ' ' || (password IS NULL) FROM app.account`), 'boss true true');
	assert.match(good(await on(db, 'setup', 'other', '李总')), /an operator already/);
	assert.match(good(await on(db, 'check')), /all is well/);
});

test('a table is imported by a member, all rows or none, and exported again', async (t) => {
	const file = join(await inFolder(t), 'a.csv'), title = `导入 ${unique}, "引号"`;
	const head = 'title,platform_id,need,channel,department_id,liaison_id,scenario\r\n';
	const put = async (text) => {
		const f = await open(file, 'w');
		await f.writeFile(text);
		await f.close();
	};
	const number = psql(`SELECT r.number FROM app.record r JOIN app.site s ON s.id = r.site_id WHERE s.slug = 'huadong' AND r.kind = 'platform' LIMIT 1`);
	const quoted = `"${title.replaceAll('"', '""')}"`;
	await put(`${head}${quoted},${number},functional,research,业务部,liumei,"两行\n场景"\r\n,,nonsense,research,业务部,,\r\n`);
	const bad = await ctl('import', 'huadong', 'requirement', file, '--as', 'wangqiang');
	assert.equal(bad.code, 1);
	assert.match(bad.out, /row 3: title:[\s\S]*row 3: need:[\s\S]*nothing was written/);
	const made = () => rows(`SELECT r.state, q.scenario, a.login FROM app.record r JOIN app.requirement q ON q.site_id = r.site_id AND q.record_id = r.id
		JOIN app.account a ON a.id = r.created_by WHERE r.title = '${title}'`);
	assert.deepEqual(made(), []);
	await put(`\ufeff${head}${quoted},${number},functional,research,业务部,liumei,"两行\n场景"\r\n`);
	good(await ctl('import', 'huadong', 'requirement', file, '--as', 'wangqiang', '--dry-run'));
	assert.deepEqual(made(), []);
	good(await ctl('import', 'huadong', 'requirement', file, '--as', 'wangqiang'));
	assert.deepEqual(made(), [{ state: 'draft', scenario: '两行\n场景', login: 'wangqiang' }]);
	assert.equal((await ctl('import', 'huadong', 'requirement', file, '--as', 'xieting')).code, 1, 'no member there');
	assert.equal((await ctl('import', 'huadong', 'platform', file, '--as', 'wangqiang')).code, 2, 'another head');
	await put('endorsed_by\r\nwangqiang\r\n');
	assert.equal((await ctl('import', 'huadong', 'requirement', file, '--as', 'wangqiang')).code, 2, 'only what people fill in, or what may be brought along');
	const out = good(await ctl('export', 'huadong', 'requirement'));
	assert.match(out, /^\ufeff"number","state","title"/);
	assert.ok(out.includes(quoted), 'the imported one is exported');
});

test('the demonstration is for an empty database, and shows every state that people can bring about', async () => {
	assert.equal((await ctl('demo', 'load')).code, 1);
	assert.match(good(await ctl('demo', 'logins')), /operator/);
	// Only a launch that is given up in its last stage drops its evaluation, and a change lapses when its target ends under it.
	// No story tells of a plan whose time is over, nor yet of how a routine version goes on.
	const rare = ['evaluation dropped', 'change lapsed', 'development_plan settling', 'development_plan closed', 'development_plan discarded', 
		'quarter_plan settling', 'quarter_plan closed', 'quarter_plan discarded', 'iteration review', 'iteration lowering', 'iteration group_approval',
		'iteration cancelled', 'evaluation routine'];
	// Tests beside this one move records on, so what counts is what the demonstration brought about.
	const there = new Set(rows(`SELECT DISTINCT r.kind, COALESCE(e.detail ->> 'to', '') AS state FROM app.event e
		JOIN app.record r ON r.site_id = e.site_id AND r.id = e.record_id WHERE e.request IN ('demo', 'clock')`).map((r) => `${r.kind} ${r.state}`));
	for (const kind of JSON.parse(good(await ctl('kinds', '--json'))))
		for (const { name } of kind.states)
			if (name !== kind.first && !rare.includes(`${kind.name} ${name}`))
				assert.ok(there.has(`${kind.name} ${name}`), `no ${kind.name} became "${name}"`);
	// Where its launches stand: in each stage one, and finished, cancelled.
	const stands = rows(`SELECT DISTINCT ON (e.record_id) COALESCE(e.detail ->> 'to', 'research') AS state FROM app.event e JOIN app.record r ON r.site_id = e.site_id AND r.id = e.record_id
		JOIN app.site s ON s.id = e.site_id WHERE s.slug = 'huadong' AND r.kind = 'launch' AND e.request = 'demo' AND (e.action = 'record.create' OR e.detail ? 'to') ORDER BY e.record_id, e.seq DESC`).map((r) => r.state);
	for (const stage of ['research', 'design', 'initiation', 'development', 'testing', 'review', 'go_live', 'evaluation', 'closed', 'cancelled'])
		assert.ok(stands.includes(stage), `no launch stands in ${stage}`);
	assert.equal(psql(`SELECT count(*) FROM (SELECT at < lag(at) OVER (PARTITION BY site_id ORDER BY seq) AS back FROM app.event WHERE request IN ('demo', 'clock')) e WHERE back`), '0');
	assert.notEqual(psql('SELECT count(*) FROM app.vote WHERE cast_by <> account_id'), '0');
	assert.notEqual(psql('SELECT max(round) FROM app.approval'), '1');
});

// ---------------------------------------------------------------- O2: the configuration

const program = process.env.GATEHOUSE_CTL, root = join(dirname(program), '..', '..');
const isRoot = process.getuid() === 0, ownEtc = spawnSync('unshare', ['-m', 'true']).status === 0;

test('O2: /etc/gatehouse/gatehouse.conf is shipped, and read by default', { skip: !ownEtc && 'needs root, outside a chroot, for an /etc of its own' }, async (t) => {
	assert.equal(await readFile(join(root, 'etc/gatehouse/gatehouse.conf'), 'utf8'), await readFile(new URL('../../etc/gatehouse.conf', import.meta.url), 'utf8'));
	const dir = await inFolder(t), words = join(root, 'usr/share/gatehouse/words');
	const inside = (conf, command, env = {}) => spawnSync('unshare', ['-m', 'sh', '-ec', `cp -a /etc ${dir}/etc; mount --bind ${dir}/etc /etc; mkdir -p /etc/gatehouse; printf '${conf}' >/etc/gatehouse/gatehouse.conf; exec ${command}`],
		{ encoding: 'utf8', env: { PATH: process.env.PATH, ...env } });
	const shown = inside(`words = ${words}\\nupload_max = 7MB\\n`, `${program} config show`);
	assert.match(shown.stdout, /^upload_max +7MB +\/etc\/gatehouse\/gatehouse.conf/m, shown.stderr);
	const other = inside(`no_such = 1\\n`, `${program} config show`, { GATEHOUSE_CONF: process.env.GATEHOUSE_CONF });
	assert.match(other.stdout, new RegExp(`^base_url .*${process.env.GATEHOUSE_CONF}`, 'm'), other.stderr);
	const courier = inside(`no_such = 1\\n`, `${join(dirname(program), 'gatehouse-courier')} --once`);
	assert.match(courier.stderr, /\/etc\/gatehouse\/gatehouse.conf:1: no setting is called/);
});

// ---------------------------------------------------------------- O3, O7: which database

/** A new database of the cluster, gone when the test has ended. */
async function database(t, name) {
	psql(`CREATE DATABASE ${name} TEMPLATE template0`);
	t.after(() => psql(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
	return name;
}

test('O3: setup and migrate fill neither PostgreSQL’s own database nor somebody else’s', async (t) => {
	const other = await database(t, `${unique}_other`);
	await psqlOn(other, 'CREATE TABLE theirs (x int)');
	for (const [name, verb] of [['postgres', 'setup'], ['postgres', 'migrate'], [other, 'setup'], [other, 'migrate']]) {
		const r = await on(name, verb, ...(verb === 'setup' ? ['boss', '张总'] : []));
		assert.equal(r.code, 1, `${verb} in ${name}: ${r.out}${r.err}`);
		assert.match(r.err, /name (it|another one) in "database"/);
		assert.equal(await psqlOn(name, "SELECT to_regnamespace('app') IS NULL"), 't');
	}
	const env = { ...process.env, GATEHOUSE_DATABASE: `host=${process.env.GATEHOUSE_PGHOST} user=postgres` };
	const r = spawnSync(program, ['-c', process.env.GATEHOUSE_CONF, 'setup', 'boss', '张总'], { env, encoding: 'utf8' });
	assert.equal(r.status, 2);
	assert.match(r.stderr, /no database is named/);
});

test('O7: migrate refuses a schema that is newer, has a gap or is another’s, and says which', async (t) => {
	const db = await copy(t, `${unique}_newer`), before = () => psqlOn(db, 'SELECT count(*) FROM app.migration');
	const refused = async (sql, pattern, undo) => {
		await psqlOn(db, sql);
		const n = await before();
		for (const args of [['migrate'], ['migrate', '--plan']]) {
			const r = await on(db, ...args);
			assert.equal(r.code, 1, `${sql}: ${r.out}`);
			assert.match(r.err, pattern);
		}
		assert.equal(await before(), n);
		await psqlOn(db, undo);
	};
	await refused(`INSERT INTO app.migration (number, name) VALUES (9999, '9999_later.sql')`, /newer than this program: migration 9999/, 'DELETE FROM app.migration WHERE number = 9999');
	await refused('DELETE FROM app.migration WHERE number = 7', /has a gap: .*0007_\w+\.sql before it has not/, `INSERT INTO app.migration (number, name) VALUES (7, '0007_sight.sql')`);
	await refused(`UPDATE app.migration SET name = '0007_other.sql' WHERE number = 7`, /another program's schema/, `UPDATE app.migration SET name = '0007_sight.sql' WHERE number = 7`);
	assert.match(good(await on(db, 'migrate')), /up to date/);
});

test('O7: a plan writes nothing, and works where nothing can be written', async (t) => {
	const db = await database(t, `${unique}_plan`);
	await psqlOn(db, `ALTER DATABASE ${db} SET default_transaction_read_only = on`);
	const out = good(await on(db, 'migrate', '--plan'));
	assert.match(out, /^would run 0001_base\.sql$/m);
	assert.equal(await psqlOn(db, "SELECT to_regnamespace('app') IS NULL"), 't');
});

test('O7: of two at once the second waits', async (t) => {
	const db = await database(t, `${unique}_two`), first = beside({ database: db });
	t.after(() => first.end());
	await first.ask("SELECT pg_advisory_lock(hashtext('gatehousectl migrate')) IS NOT NULL");
	let said = '', ended = null;
	const env = { ...process.env, GATEHOUSE_DATABASE: `host=${process.env.GATEHOUSE_PGHOST} user=postgres dbname=${db}` };
	const second = spawn(program, ['-c', process.env.GATEHOUSE_CONF, 'migrate'], { env });
	second.stderr.on('data', (text) => { said += text; });
	second.on('exit', (code) => { ended = code; });
	await until('it waits', () => /another gatehousectl migrate is at work/.test(said));
	assert.equal(await psqlOn(db, "SELECT to_regnamespace('app') IS NULL"), 't');
	assert.equal(ended, null);
	await first.ask("SELECT pg_advisory_unlock(hashtext('gatehousectl migrate'))");
	await until('it has ended', () => ended !== null, 60);
	assert.equal(ended, 0, said);
	assert.match(good(await on(db, 'migrate')), /up to date/);
});

// ---------------------------------------------------------------- O4: a default Debian

const hasPostgres = spawnSync('id', ['postgres']).status === 0;

test('O4: where PostgreSQL knows system users by name, root sets up, examines and backs up', { skip: !(isRoot && hasPostgres) && 'needs root and the system user postgres' }, async (t) => {
	const dir = await mkdtemp(join(tmpdir(), 'gatehouse-peer-')), bin = dirname(process.env.GATEHOUSE_PSQL), conf = join(dir, 'gatehouse.conf');
	const as = (...args) => spawnSync('setpriv', ['--reuid=postgres', '--regid=postgres', '--init-groups', '--', 'env', '-C', '/', ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
	await chmod(dir, 0o755);
	for (const sub of ['pg', 'run', 'files', 'uploads'])
		await mkdir(join(dir, sub), { mode: 0o700 });
	spawnSync('chown', ['postgres:', join(dir, 'pg'), join(dir, 'run')]);
	await chmod(join(dir, 'run'), 0o755);
	t.after(async () => {
		as(join(bin, 'pg_ctl'), '-D', join(dir, 'pg'), '-w', '-m', 'immediate', 'stop');
		await rm(dir, { recursive: true, force: true });
	});
	assert.equal(as(join(bin, 'initdb'), '-D', join(dir, 'pg'), '--auth=peer', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync').status, 0);
	assert.equal(as(join(bin, 'pg_ctl'), '-D', join(dir, 'pg'), '-w', '-l', join(dir, 'pg', 'log'), '-o', `-c listen_addresses= -c fsync=off -c unix_socket_directories=${dir}/run`, 'start').status, 0);
	const data = join(root, 'usr/share/gatehouse');
	await writeFile(conf, `database = 'host=${dir}/run dbname=portal user=gatehouse_app'\nsql = ${data}/sql\nwords = ${data}/words\ntemplates = ${data}/templates\nfiles = ${dir}/files\nuploads = ${dir}/uploads\nrun = ${dir}/run\n`);
	const run = (...args) => {
		const r = spawnSync(program, ['-c', conf, ...args], { env: { PATH: process.env.PATH }, encoding: 'utf8' });
		return { code: r.status, out: r.stdout, err: r.stderr };
	};
	assert.match(good(run('setup', 'boss', '张总')), /made the database portal[\s\S]*\/link\//);
	const found = JSON.parse(run('doctor', '--security', '--json').out).map((p) => p.problem);
	assert.ok(found.some((p) => p.includes('no second factor')) && !found.some((p) => /schema|migration|row security/.test(p)), found.join('\n'));
	good(run('backup', join(dir, 'a.tar')));
	assert.match(good(run('restore', '--drill', join(dir, 'a.tar'))), /as they were/);
	assert.match(good(run('account', 'list')), /boss/);
	assert.equal(as(program, '-c', conf, 'account', 'list').status, 0, 'the system user postgres may as well');
	const nobody = spawnSync('setpriv', ['--reuid=nobody', '--clear-groups', '--', program, '-c', conf, 'account', 'list'], { env: { PATH: process.env.PATH }, encoding: 'utf8' });
	assert.equal(nobody.status, 3);
	assert.match(nobody.stderr, /Run it as root or as the system user postgres/);
});

test('O4: doctor says when nginx may not connect to the workers', { skip: !isRoot && 'needs root' }, async (t) => {
	const run = /^run +(\S+)/m.exec((await ctl('config', 'show')).out)[1], sock = join(run, 'app.sock'), was = await stat(sock);
	assert.doesNotMatch((await ctl('doctor')).out, /nginx may not connect/);
	t.after(async () => {
		await chown(sock, was.uid, was.gid);
		await chmod(sock, was.mode);
	});
	await chown(sock, 0, 0);
	await chmod(sock, 0o600);
	assert.match((await ctl('doctor')).out, /nginx may not connect to \S+app\.sock[\s\S]*usermod -a -G gatehouse_app www-data/);
	await chmod(sock, 0o666);
	assert.doesNotMatch((await ctl('doctor')).out, /nginx may not connect/);
});

// ---------------------------------------------------------------- O10: what it says

test('O10: with --json every verb answers with one JSON document, done or refused; --yes is known to all', async (t) => {
	const dir = await inFolder(t), db = await database(t, `${unique}_json`), csv = join(dir, 'x.csv');
	await writeFile(csv, 'title\n');
	good(await on(db, 'setup', 'boss', '张总'));
	const uses = {
		setup: ['boss', '张总'], migrate: [], site: ['list'], account: ['list'], role: ['list', 'huadong'], check: [], doctor: [], audit: ['verify'],
		backup: [join(dir, 'a.tar')], restore: [join(dir, 'a.tar'), '--drill'], config: ['show'], clock: [], 'nginx-config': [], export: ['huadong', 'notice'],
		import: ['huadong', 'notice', csv, '--as', 'nobody'], kinds: ['notice'], routes: [], permissions: [], play: [join(dir, 'none.json')], demo: ['logins'],
	};
	const listed = good(await ctl('--help')).split('\n').filter((l) => /^  [a-z]/.test(l)).map((l) => l.trim().split(' ')[0]);
	assert.deepEqual(Object.keys(uses).sort(), listed.sort());
	for (const [verb, args] of Object.entries(uses)) {
		const own = ['setup', 'migrate', 'site', 'account'].includes(verb), r = await on(own ? db : psql('SELECT current_database()'), verb, ...args, '--json', '--yes');
		const answer = JSON.parse(r.out);
		if (!Array.isArray(answer))
			assert.deepEqual([answer.verb, answer.done, Array.isArray(answer.said)], [verb, r.code === 0, true], verb);
		assert.ok(r.code === 0 || verb === 'doctor' || answer.error, `${verb}: ${r.code} ${r.err}`);
	}
	const refused = JSON.parse((await on(db, '--json', 'account', 'operator', 'boss', 'off')).out);
	assert.deepEqual([refused.done, refused.error], [false, 'the last operator stays']);
});

test('O10: at a terminal it asks before what shuts people out or cannot be taken back, and --yes answers', async (t) => {
	const db = await copy(t, `${unique}_ask`), env = { ...process.env, GATEHOUSE_DATABASE: `host=${process.env.GATEHOUSE_PGHOST} user=postgres dbname=${db}` };
	const terminal = (answer, ...args) => spawnSync('script', ['-qec', [program, '-c', process.env.GATEHOUSE_CONF, ...args].join(' '), '/dev/null'], { env, input: answer, encoding: 'utf8' });
	const suspended = () => psqlOn(db, "SELECT suspended_at IS NOT NULL FROM app.site WHERE slug = 'huadong'");
	for (const args of [['site', 'suspend', 'huadong'], ['account', 'disable', 'wangqiang'], ['migrate'], ['demo', 'load'], ['play', 'story.json'], ['clock', 'accept']]) {
		const r = terminal('n\n', ...args);
		assert.match(r.stdout, /Go on\? \[y\/N\][\s\S]*nothing was done/, args.join(' '));
		assert.equal(r.status, 1);
	}
	assert.equal(await suspended(), 'f');
	assert.equal(terminal('y\n', 'site', 'suspend', 'huadong').status, 0);
	assert.equal(await suspended(), 't');
	assert.doesNotMatch(terminal('', '--yes', 'site', 'resume', 'huadong').stdout, /Go on/);
	assert.doesNotMatch(terminal('', 'site', 'suspend', 'huadong', '--yes').stdout, /Go on/);
	assert.equal(await suspended(), 't');
	assert.doesNotMatch(terminal('', 'site', 'list').stdout, /Go on/);
});

test('O10: the program tells its version; what it does not know is one line with the nearest name; no code reaches people', async (t) => {
	assert.match(spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout, /^gatehousectl \d+\.\d+\.\d+, schema \d+\n$/);
	let r = await ctl('bakcup');
	assert.equal(r.code, 2);
	assert.match(r.err, /^[^\n]*no verb "bakcup"; did you mean "backup"\?\n$/);
	r = await ctl();
	assert.equal(r.code, 2);
	assert.match(r.err, /^usage: [^\n]*--help[^\n]*\n$/);
	const empty = await database(t, `${unique}_empty`);
	for (const [name, ...args] of [[empty, 'site', 'list'], [empty, 'account', 'list'], [empty, 'doctor'], [empty, 'check'], [empty, 'audit', 'verify'], [empty, 'clock'], [empty, 'backup', '/tmp/never']]) {
		r = await on(name, ...args);
		assert.notEqual(r.code, 0);
		assert.doesNotMatch(r.err, /\b(GH\d{3}|[0-9][0-9A-Z]{4})\b|statement "/, args.join(' '));
		assert.match(r.out + r.err, /no schema/, args.join(' '));
	}
	r = await ctl('account', 'operator', 'operator', 'off');
	assert.deepEqual([r.code, r.err], [1, 'gatehousectl: the last operator stays\n']);
});

test('O10: nginx-config is for the address people use', async () => {
	const conf = async (url, ...args) => good(await ctl('-o', `base_url=${url}`, 'nginx-config', ...args));
	const https = await conf('https://portal.example.com');
	assert.match(https, /server_name portal\.example\.com;/);
	assert.match(https, /listen 127\.0\.0\.1:8080 /);
	assert.match(await conf('http://intern:9000'), /listen 127\.0\.0\.1:9000 [\s\S]*server_name intern;/);
	assert.match(await conf('http://intern'), /listen 127\.0\.0\.1:80 /);
	assert.match(await conf('http://intern:9000', '--port', '7000'), /listen 127\.0\.0\.1:7000 /);
	assert.doesNotMatch(https.replace(/^#.*$/gm, ''), /@[A-Z_]+@/);
	assert.match(await conf('https://portal.example.com', '--user', 'www-data'), /^user www-data;[\s\S]*pid "\/run\/nginx\.pid";[\s\S]*"\/var\/lib\/nginx\/body"/m);
});
