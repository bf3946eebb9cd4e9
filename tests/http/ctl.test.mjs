// SPDX-License-Identifier: ISC
// Goal: gatehousectl does what its manual says, and says so with its exit code: sites, accounts and roles; check and
// doctor find what is wrong; the history shows what was changed or cut off; a backup comes back as it was.  Proves RX.4, RX.8.
import test from 'node:test';
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { base, client, ctl, psql, rows } from '../run/stack.mjs';

const VERBS = ['setup', 'migrate', 'site', 'account', 'role', 'check', 'doctor', 'audit', 'backup', 'restore', 'config', 'nginx-config', 'export', 'import', 'kinds', 'routes', 'permissions', 'demo'];
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
	await put('state\r\nclosed\r\n');
	assert.equal((await ctl('import', 'huadong', 'requirement', file, '--as', 'wangqiang')).code, 2, 'only what people fill in');
	const out = good(await ctl('export', 'huadong', 'requirement'));
	assert.match(out, /^\ufeff"number","state","title"/);
	assert.ok(out.includes(quoted), 'the imported one is exported');
});

test('the demonstration is for an empty database, and shows every state that people can bring about', async () => {
	assert.equal((await ctl('demo', 'load')).code, 1);
	assert.match(good(await ctl('demo', 'logins')), /operator/);
	// Only a launch that is given up in its last stage drops its evaluation, and a change lapses when its target ends under it.
	const rare = ['evaluation dropped', 'change lapsed'];
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
