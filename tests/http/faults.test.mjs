// SPDX-License-Identifier: ISC
// Goal: after a failure of the machine the page explains the problem in plain words and nothing typed is lost (O8, case B: "a form
// that times out comes back"); the log has the cause at the right level (O6).
import test, { after } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { client, login, password, psql, stack } from '../run/stack.mjs';
import { site, siteId, someone } from '../run/people.mjs';
import { unique } from '../run/acts.mjs';

const who = await login(someone({ has: ['requirement.submit'], lacks: ['requirement.triage'] }));
const typed = { scenario: `\n  前两行不同 <b>"粗体"</b> & 'x'\n${'长'.repeat(15000)}`, goal: '目标 😀', acceptance: 'abcdefghij'.repeat(1500), need: 'functional', channel: 'research' };

/** Every new requirement fails with ${state}; ${once}: the first one alone. */
function plant(state, once = false) {
	psql(`DROP TRIGGER IF EXISTS planted ON app.requirement;
		DROP SEQUENCE IF EXISTS app.planted_seq; CREATE SEQUENCE app.planted_seq;
		CREATE OR REPLACE FUNCTION app.planted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN
			IF nextval('app.planted_seq') = 1 OR NOT ${once} THEN RAISE EXCEPTION 'planted' USING ERRCODE = TG_ARGV[0]; END IF;
			RETURN NEW; END $$;
		CREATE TRIGGER planted BEFORE INSERT ON app.requirement FOR EACH ROW EXECUTE FUNCTION app.planted('${state}')`);
}
const heal = () => psql('DROP TRIGGER IF EXISTS planted ON app.requirement; DROP TRIGGER IF EXISTS planted ON app.session');
after(heal);

const log = (pool = 'app') => stack(`cat "$STACK_HOME/log/${pool}.log"`).split('\n');
/** The lines about the request of an error page. */
const linesOf = (page, pool) => log(pool).filter((line) => line.includes(/[0-9a-f]{16}/.exec(page.texts('.error-page p.small').join())[0]));
const isAt = (level, lines) => lines.some((line) => new RegExp(`^\\S+ ${level} gatehouse\\[\\d+\\] \\S+ "[^"]*" 503: `).test(line));
const made = (title) => psql(`SELECT r.number, k.scenario FROM app.record r JOIN app.requirement k ON k.site_id = r.site_id AND k.record_id = r.id WHERE r.site_id = ${siteId()} AND r.title = '${title}'`);

for (const [state, says, level] of [
	['53100', '系统磁盘已满', 'error'], ['53200', '内存不足', 'error'], ['53300', '使用人数超出', 'error'], ['57P01', '正在重启', 'error'], ['57P03', '正在重启', 'error'],
	['08006', '连不上数据库', 'error'], ['57014', '耗时过长', 'warn'], ['55P03', '正有他人在保存同一内容', 'warn'], ['40P01', '正有他人在保存同一内容', 'warn'], ['40001', '正有他人在保存同一内容', 'warn'],
])
	test(`O8, O6: SQLSTATE ${state} in the middle of saving`, async () => {
		const title = `故障 ${state} ${unique()}`, form = await who.get(`/${site}/requirements/new`);
		plant(state);
		const page = (await who.submit(form, { title, ...typed })).expect(503, says, '没有丢失');
		assert.match(page.headers.get('retry-after') ?? '', /^\d+$/);
		// The number of the request, which is shown, may hold any digits.
		const said = page.text.replace(/\b[0-9a-f]{16}\b/g, '');
		assert.ok(!said.includes(state) && !/planted|\.c:\d/.test(said), 'no codes for people');
		assert.ok(isAt(level, linesOf(page)), `not at ${level}: ${linesOf(page).join('\n')}`);
		assert.ok(linesOf(page).some((line) => line.includes(state)), 'the cause is in the log');
		const again = page.form('again');
		assert.ok(!page.texts('#again label').includes('您填写的内容'), 'each field has its name');
		for (const [name, value] of Object.entries({ title, ...typed }))
			assert.deepEqual(again.fields.filter(([n]) => n === name).map(([, v]) => v), [value], name);
		// As it is: it is taken, once, however often it is sent.
		heal();
		const saved = (await who.submit(page, {}, { form: 'again' })).expect(200, title);
		const [number, scenario] = made(title).split('|');
		assert.ok(saved.path.endsWith(number));
		assert.ok(scenario.length > 0);
		assert.equal(psql(`SELECT k.goal FROM app.record r JOIN app.requirement k ON k.site_id = r.site_id AND k.record_id = r.id WHERE r.site_id = ${siteId()} AND r.title = '${title}'`), typed.goal);
		assert.ok((await who.submit(page, {}, { form: 'again' })).expect(200).path.endsWith(number), 'the second sending leads to the first one');
	});

test('O8: who meets another in the database is served at the second try, unseen', async () => {
	for (const state of ['40P01', '40001']) {
		const title = `相遇 ${unique()}`, form = await who.get(`/${site}/requirements/new`);
		plant(state, true);
		(await who.submit(form, { title, ...typed })).expect(200, title);
		assert.equal(made(title).split('\n').filter((line) => line.startsWith('REQ-')).length, 1);
		assert.ok(log().some((line) => / warn .*once more: .*planted/.test(line)));
		heal();
	}
});

test('O8: a comment', async () => {
	const form = await who.get(`/${site}/requirements/new`);
	const shown = (await who.submit(form, { title: `评论 ${unique()}`, ...typed })).expect(200), text = `说明：${'字'.repeat(3000)}`;
	psql(`CREATE OR REPLACE FUNCTION app.planted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'planted' USING ERRCODE = '53100'; END $$;
		CREATE TRIGGER planted BEFORE INSERT ON app.comment FOR EACH ROW EXECUTE FUNCTION app.planted()`);
	const page = (await who.submit(shown, { body: text }, { form: '/comments' })).expect(503, '系统磁盘已满');
	psql('DROP TRIGGER planted ON app.comment');
	assert.equal(page.form('again').fields.find(([name]) => name === 'body')[1], text);
	(await who.submit(page, {}, { form: 'again' })).expect(200, text.slice(0, 20));
});

test('O8: a password is never sent back, and is asked for again', async () => {
	const visitor = client(), user = someone({ has: ['requirement.submit'] }), form = await visitor.get('/login');
	psql(`CREATE OR REPLACE FUNCTION app.planted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'planted' USING ERRCODE = '57P03'; END $$;
		CREATE TRIGGER planted BEFORE INSERT ON app.session FOR EACH ROW EXECUTE FUNCTION app.planted()`);
	const page = (await visitor.submit(form, { login: user, password })).expect(503, '正在重启');
	heal();
	assert.ok(!page.body.toString().includes(password));
	assert.deepEqual(page.form('again').fields.filter(([name]) => name === 'password' || name === 'login').map(([, value]) => value).sort(), ['', user]);
	assert.ok(isAt('error', linesOf(page, 'auth')));
	(await visitor.submit(page, { password }, { form: 'again' })).expect(200);
});

test('O8: a foreign page does not get its fields onto a page of ours', async () => {
	plant('53100');
	const form = (await who.get(`/${site}/requirements/new`)).form(`/${site}/requirements`);
	const body = new URLSearchParams([...form.fields.filter(([name]) => name !== 'title'), ['title', '外来内容']]);
	const page = await who.send('POST', `/${site}/requirements`, { body, headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' } });
	heal();
	assert.equal(page.status, 403);
	assert.ok(!page.text.includes('外来内容') && page.select('#again').length === 0);
});

test('O8: a full disk for uploads loses the files, not what was typed', { skip: process.getuid() !== 0 && 'mounting a small disk wants root' }, async () => {
	const title = `满盘 ${unique()}`, uploads = `${process.env.GATEHOUSE_STACK}/uploads`, form = (await who.get(`/${site}/requirements/new`)).form(`/${site}/requirements`);
	const data = new FormData();
	// The files first: what comes behind them is kept as well.
	data.append('files', new File([Buffer.alloc(400000, 'x')], '大附件.txt'));
	data.append('files', new File([Buffer.alloc(400000, 'y')], '又一个.txt'));
	for (const [name, value] of [...form.fields.filter(([n]) => n !== 'files' && !(n in typed) && n !== 'title'), ['title', title], ...Object.entries(typed)])
		data.append(name, value);
	execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k,mode=777', 'tmpfs', uploads]);
	let page;
	try {
		page = await who.send('POST', `/${site}/requirements`, { body: data });
	} finally {
		execFileSync('umount', ['-l', uploads]);
	}
	page.expect(503, '存放附件的磁盘已满', '附件需要在提交后重新选择');
	assert.ok(isAt('error', linesOf(page)), linesOf(page).join('\n'));
	for (const [name, value] of Object.entries({ title, ...typed }))
		assert.equal(page.form('again').fields.find(([n]) => n === name)?.[1], value, name);
	(await who.submit(page, {}, { form: 'again' })).expect(200, title);
});

test('O6: a page that takes too long is logged once, as a warning, and is not tried again', async () => {
	const before = psql("SELECT pg_get_functiondef('app.find_words'::regproc)");
	psql(`CREATE OR REPLACE FUNCTION app.find_words(p_site bigint, p_query text, p_kind text, p_before bigint, p_limit int) RETURNS TABLE (record_id bigint) LANGUAGE plpgsql STABLE ROWS 26 AS $$
		BEGIN RAISE EXCEPTION 'planted' USING ERRCODE = '57014'; END $$`);
	const page = (await who.get(`/${site}/search?q=${encodeURIComponent('慢')}`)).expect(503, '耗时过长');
	psql(before);
	assert.ok(isAt('warn', linesOf(page)));
	assert.equal(linesOf(page).filter((line) => line.includes('57014')).length, 1);
	(await who.get(`/${site}/search?q=${encodeURIComponent('慢')}`)).expect(200);
});

test('O6: no answer of 5xx stands in the log as information', () => {
	const lines = ['app', 'auth', 'export'].flatMap(log).filter((line) => /" 5\d\d: /.test(line));
	assert.ok(lines.length > 10);
	assert.deepEqual(lines.filter((line) => !/^\S+ (warn|error) /.test(line)), []);
});
