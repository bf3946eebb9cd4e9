// SPDX-License-Identifier: ISC
// Goal: anybody reports a hazard in three fields and those responsible for the platform are told at once, more of them the graver it is; it is handled, resolved
// with a real measure, and closed by its reporter or by the technical department, never by who resolved it; one click makes an incident, a requirement or a
// nomination of it, which name it. Who reports anonymously is known to nobody but the handlers: two hazards that differ in nothing but who reported them look the same
// in every channel, and no table but one names the person. Proves R13.1 (issue 13, 1).
import test from 'node:test';
import assert from 'node:assert/strict';
import { login, psql, rows } from '../run/stack.mjs';
import { accountId, inWork, site, siteId, stateOf } from '../run/people.mjs';
import { as, edit, field, force, make, may, move, offers, show, unique } from '../run/acts.mjs';

const handler = 'maoyu', other = 'xuning', head = 'zhouyi', reporter = 'liumei', outsider = 'wangqiang';
const idOf = (rec) => psql(`SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${rec.number}'`);
const platform = () => psql(`SELECT number FROM app.record WHERE site_id = ${siteId()} AND kind = 'platform' AND state = 'in_operation' ORDER BY id LIMIT 1`);
const responsible = () => 'panhong';
psql(`UPDATE app.record SET owner_id = ${accountId('panhong')} WHERE site_id = ${siteId()} AND number = '${platform()}'`);
const values = (more = {}) => ({ platform_id: platform(), what: `机房空调漏水，滴在机柜上方 ${unique()}`, severity: '3', ...more });
const report = (more = {}, by = reporter) => make(by, 'hazards', values(more));
const measure = { measure: '接水盘已更换，观察两天没有再滴水。' };
const told = (rec, what) => psql(`SELECT COALESCE(string_agg(DISTINCT a.login, ' ' ORDER BY a.login), '') FROM app.notification n JOIN app.account a ON a.id = n.account_id
	WHERE n.site_id = ${siteId()} AND n.record_id = ${idOf(rec)} AND n.what ${what ? `= '${what}'` : "IN ('hazard', 'waiting')"}`).split(' ');
const holders = (permission) => psql(`SELECT string_agg(DISTINCT a.login, ' ' ORDER BY a.login) FROM app.role_permission p JOIN app.member_role h ON h.site_id = p.site_id AND h.role_id = p.role_id
	JOIN app.membership m ON m.site_id = h.site_id AND m.account_id = h.account_id AND m.left_at IS NULL JOIN app.account a ON a.id = m.account_id
	WHERE p.site_id = ${siteId()} AND p.permission = '${permission}'`).split(' ');
async function resolved(more = {}, by = reporter) {
	const rec = await report(more, by);
	(await move(handler, rec, 'take')).expect(200, '处理中');
	(await move(handler, rec, 'resolve', measure)).expect(200, '已处理');
	return rec;
}

test('R13.1 anybody reports a hazard in three fields with a photograph; the form asks no more', async () => {
	const who = await as(outsider), form = (await who.get(`/${site}/hazards/new`)).expect(200);
	const asked = form.form().controls.filter((c) => c.type !== 'hidden' && c.name && c.type !== 'submit' && c.tag !== 'button').map((c) => c.name);
	assert.deepEqual([...new Set(asked)].sort(), ['files', 'is_anonymous', 'platform_id', 'severity', 'what']);
	for (const wrong of [{ platform_id: '' }, { what: '' }, { what: 'x' }, { severity: '' }])
		(await who.submit((await who.get(`/${site}/hazards/new`)).expect(200), values(wrong))).expect(422);
	const photo = new File([Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fcffff3f030005fe02fea72d9d3e0000000049454e44ae426082', 'hex')], '现场.png', { type: 'image/png' });
	const made = await who.submit(form, { ...values(), files: photo });
	made.expect(200, '现场.png');
});

test('R13.1 who is responsible for the platform, the handlers, and by severity the head and the group are told at once', async () => {
	const slight = await report(), grave = await report({ severity: '2' }), gravest = await report({ severity: '1' });
	for (const rec of [slight, grave, gravest]) {
		assert.ok(told(rec).includes(responsible()), `${responsible()} is not among ${told(rec)}`);
		for (const name of holders('hazard.handle'))
			assert.ok(told(rec).includes(name), `${name} is not among ${told(rec)}`);
	}
	for (const name of holders('group.decide').filter((n) => !holders('hazard.handle').includes(n) && n !== responsible())) {
		assert.ok(!told(grave).includes(name), `${name} is told of severity 2`);
		assert.ok(told(gravest, 'hazard').includes(name), `${name} is not told of severity 1`);
	}
	for (const name of holders('head.decide'))
		assert.ok(told(grave).includes(name));
	// It turns out graver than it was reported: the group is told then, and nobody twice.
	(await edit(reporter, grave, { severity: '1' })).expect(200);
	assert.ok(told(grave, 'hazard').includes('chenlan'));
	assert.equal(psql(`SELECT max(n) FROM (SELECT count(*) AS n FROM app.notification WHERE site_id = ${siteId()} AND record_id = ${idOf(grave)} AND what IN ('hazard', 'waiting') GROUP BY account_id) x`), '1');
	assert.ok(await inWork(await as(handler), slight.number));
});

test('R13.1 it is resolved with a measure that says something, and closed by its reporter or the technical department, never by who resolved it', async () => {
	const rec = await report();
	assert.equal(await may(outsider, rec, 'take'), false);
	assert.ok((await force(outsider, rec, 'take')).status >= 400);
	(await move(handler, rec, 'take')).expect(200);
	for (const text of ['', 'x', '　'])
		(await move(handler, rec, 'resolve', { measure: text })).expect(422);
	(await move(handler, rec, 'resolve', measure)).expect(200, '已处理');
	assert.ok(await inWork(await as(reporter), rec.number), 'it waits for its reporter');
	assert.equal(await may(handler, rec, 'close'), false);
	assert.ok((await force(handler, rec, 'close')).status >= 400, 'nobody closes what they resolved');
	assert.ok((await force(outsider, rec, 'confirm')).status >= 400);
	// Not over: it goes back with a reason.
	(await move(reporter, rec, 'reopen', { reason: '' })).expect(422);
	(await move(reporter, rec, 'reopen', { reason: '今天上午又滴水了' })).expect(200, '处理中');
	(await move(other, rec, 'resolve', measure)).expect(200);
	(await move(reporter, rec, 'confirm')).expect(200, '已关闭');
	// By the technical department, but not by who had a part in it.
	const second = await resolved();
	(await move(other, second, 'close')).expect(200, '已关闭');
	// A handler's own hazard that they resolved themselves.
	const own = await report({}, handler);
	(await move(handler, own, 'take')).expect(200);
	(await move(handler, own, 'resolve', measure)).expect(200);
	assert.ok((await force(handler, own, 'confirm')).status >= 400, 'nor as its reporter');
	assert.ok((await force(handler, own, 'close')).status >= 400);
	(await move(other, own, 'close')).expect(200);
});

test('R13.1 one click makes an incident, a requirement or a nomination of it, once each; both ends show where it came from', async () => {
	const rec = await report({ severity: '2' });
	for (const [verb, column, kind] of [['to_incident', 'incident_id', 'incident'], ['to_requirement', 'requirement_id', 'requirement'], ['to_reward', 'reward_id', 'reward']]) {
		if (verb === 'to_reward')
			(await move(handler, rec, 'take')).expect(200);
		assert.ok((await force(outsider, rec, verb)).status >= 400, `not everybody may ${verb}`);
		(await move(handler, rec, verb)).expect(200);
		const number = psql(`SELECT x.number FROM app.hazard k JOIN app.record x ON x.site_id = k.site_id AND x.id = k.${column} AND x.kind = '${kind}' WHERE k.site_id = ${siteId()} AND k.record_id = ${idOf(rec)}`);
		assert.match(number, /^[A-Z]{3}-/);
		(await show(handler, rec)).expect(200, number);
		(await show(handler, { path: `/${site}/${kind}s/${number}` })).expect(200, rec.number, '机房空调漏水');
		assert.equal((await force(handler, rec, verb)).status, 409, `${verb} twice`);
	}
	assert.equal(psql(`SELECT k.severity FROM app.incident k JOIN app.hazard h ON h.site_id = k.site_id AND h.incident_id = k.record_id WHERE h.site_id = ${siteId()} AND h.record_id = ${idOf(rec)}`), '2');
	assert.equal(psql(`SELECT k.person_id FROM app.reward k JOIN app.hazard h ON h.site_id = k.site_id AND h.reward_id = k.record_id WHERE h.site_id = ${siteId()} AND h.record_id = ${idOf(rec)}`), accountId(reporter));
	// Nobody nominates themself, and nobody of whom one does not know who they are.
	for (const mine of [await report({}, handler), await report({ is_anonymous: '1' })]) {
		(await move(handler, mine, 'take')).expect(200);
		assert.equal((await force(handler, mine, 'to_reward')).status, 409);
	}
});

/** What a reader sees of a page, with the record's own number, and what differs by chance, taken out. */
const seen = (page, rec) => [page.status, page.text, page.links.map((l) => `${l.href} ${l.text}`).join('\n')].join('\n')
	.replaceAll(rec.number, 'HAZ').replace(/\d\d:\d\d(:\d\d)?/g, 'T').replace(/[?&]v=\w+/g, '').replace(/(comment[=-]|files\/)\d+/g, '$1').replace(/\b[0-9a-f]{64}\b/g, 'H');

test('R13.1 who reports anonymously is known to the handlers alone, in every channel', async () => {
	const what = `值班室的门禁卡放在门外的花盆下 ${unique()}`, twins = [];
	for (const by of [reporter, 'yangxue']) {
		const rec = await report({ what, is_anonymous: '1' }, by);
		const who = await as(by);
		// What its reporter does to it: adds a file, says something, asks, copies somebody in, edits, confirms in the end.
		(await who.submit(await who.get(rec.path), { file: new File(['看这里'], '照片.txt', { type: 'text/plain' }) }, { form: 'add-files' })).expect(200);
		(await who.submit(await who.get(rec.path), { body: '门禁卡还在那里' }, { form: '/comments' })).expect(200);
		(await edit(by, rec, { severity: '2' })).expect(200);
		(await move(handler, rec, 'take')).expect(200);
		(await move(handler, rec, 'resolve', measure)).expect(200);
		(await move(by, rec, 'reopen', { reason: '又放回去了，没有解决' })).expect(200, '处理中');
		twins.push({ rec, by, name: psql(`SELECT name FROM app.account WHERE login = '${by}'`) });
	}
	const audit = psql(`SELECT login FROM app.account a WHERE a.login = 'sunli'`);
	const channels = (rec) => [rec.path, `${rec.path}/history`, `${rec.path}/print`, `${rec.path}/versions/2?with=1`];
	for (const name of [outsider, audit, 'chenlan']) {
		const who = await as(name);
		for (const i of channels(twins[0].rec).keys()) {
			const [a, b] = [];
			const pages = [];
			for (const t of twins)
				pages.push(seen(await who.get(channels(t.rec)[i]), t.rec));
			assert.equal(pages[0], pages[1], `${name} tells them apart at ${channels(twins[0].rec)[i]}`);
			assert.ok(pages[0].startsWith('200'), `${channels(twins[0].rec)[i]}: ${pages[0].slice(0, 200)}`);
		}
	}
	// The same comparison as the handler finds the difference, so it can fail.
	const handlers = [];
	for (const t of twins)
		handlers.push(seen((await show(handler, t.rec)).expect(200, `${t.name}（对其他人匿名）`), t.rec));
	assert.notEqual(handlers[0], handlers[1]);
	// Lists, searches, files: neither by the author as filter, nor in a column.
	const who = await as(outsider);
	for (const t of twins) {
		assert.ok(!(await who.get(`/${site}/hazards?author=${accountId(t.by)}`)).expect(200).text.includes(t.rec.number), 'the filter finds nothing');
		assert.ok((await who.get(`/${site}/hazards`)).expect(200).text.includes(t.rec.number));
		const line = (await who.get(`/${site}/hazards.csv`)).expect(200).body.toString('utf8').split('\n').find((l) => l.includes(t.rec.number));
		assert.ok(line && !line.includes(t.name), line);
		(await who.get(`/${site}/search?q=${encodeURIComponent(t.name)}`)).expect(200).lacks(t.rec.number);
		assert.equal((await (await as(audit)).get(`/${site}/history?actor=${accountId(t.by)}`)).expect(200).text.includes(t.rec.number), false, 'nor does the history of the site');
	}
	const zip = (await who.get(`${twins[0].rec.path}/dossier`)).expect(200).body.toString('latin1');
	assert.ok(!zip.includes(Buffer.from(twins[0].name).toString('latin1')));
	(await (await as(handler)).get('/notifications')).expect(200).lacks(`${twins[0].name} 安全隐患`);
	// Their own: they see it in their work, are told of what happens, and their own file names it.
	const mine = await as(reporter);
	(await mine.get('/?tab=handed_in')).expect(200, twins[0].rec.number);
	assert.ok(psql(`SELECT count(*) FROM app.notification WHERE site_id = ${siteId()} AND record_id = ${idOf(twins[0].rec)} AND account_id = ${accountId(reporter)} AND what = 'moved'`) !== '0');
});

test('R13.1 no table but one names who reported anonymously, and that one says it to the handlers and to themself alone', async () => {
	const rec = await resolved({ is_anonymous: '1' }), id = idOf(rec), me = accountId(reporter), who = await as(reporter);
	(await who.submit(await who.get(rec.path), { body: '已经看过了' }, { form: '/comments' })).expect(200);
	(await move(reporter, rec, 'confirm')).expect(200, '已关闭');
	const named = rows(`SELECT c.relname AS table, a.attname AS column FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.atttypid = 'bigint'::regtype
		WHERE c.relnamespace = 'app'::regnamespace AND c.relkind = 'r' AND EXISTS (SELECT FROM pg_attribute b WHERE b.attrelid = c.oid AND b.attname = 'record_id' AND NOT b.attisdropped)
			AND a.attname NOT IN ('site_id', 'id', 'record_id', 'seq', 'no', 'other_id')`)
		.filter(({ table, column }) => psql(`SELECT EXISTS (SELECT FROM app.${table} x WHERE x.site_id = ${siteId()} AND x.record_id = ${id} AND x.${column} = ${me})`) === 't')
		.map(({ table, column }) => `${table}.${column}`).sort();
	assert.deepEqual(named, ['notification.account_id', 'record_author.account_id'], 'what they are told, and the one table');
	assert.equal(psql(`SELECT concat_ws(',', created_by, submitted_by) FROM app.record WHERE site_id = ${siteId()} AND id = ${id}`), '');
	const asked = (login) => psql(`BEGIN; SELECT set_config('app.site', ${siteId()}::text, true), set_config('app.account', (SELECT id::text FROM app.account WHERE login = '${login}'), true); SET LOCAL ROLE gatehouse_app;
		SELECT 'is ' || count(*) FROM app.record_author WHERE record_id = ${id}; COMMIT`).match(/is (\d)/)[1];
	assert.deepEqual([outsider, 'sunli', 'chenlan', reporter, handler].map(asked), ['0', '0', '0', '1', '1']);
});

test('R13.1 a name that was given or kept back stays so; whoever reported anonymously does not handle it, nor waits by name', async () => {
	const open = await report(), hidden = await report({ is_anonymous: '1' });
	const box = async (rec, values_) => {
		const who = await as(reporter);
		return who.submit((await who.get(`${rec.path}/edit`)).expect(200), values_);
	};
	(await box(open, { is_anonymous: '1' })).expect(422, '提交后不能更改');
	(await box(hidden, { is_anonymous: '' })).expect(422, '提交后不能更改');
	// A handler who reports one anonymously: what they do to it has no name, and who resolved it has one.
	const own = await report({ is_anonymous: '1' }, handler);
	for (const verb of ['take', 'to_incident', 'to_requirement'])
		assert.equal((await force(handler, own, verb)).status, 409, verb);
	assert.equal(psql(`SELECT count(*) FROM app.waiting WHERE site_id = ${siteId()} AND record_id = ${idOf(own)} AND (${accountId(handler)} = ANY (barred) OR except_id = ${accountId(handler)} OR account_id = ${accountId(handler)})`), '0',
		'nor is it told by whom it does not wait for');
	(await move(other, own, 'take')).expect(200);
	(await move(other, own, 'resolve', measure)).expect(200);
	assert.equal(psql(`SELECT count(*) FROM app.waiting WHERE site_id = ${siteId()} AND record_id = ${idOf(own)} AND (${accountId(handler)} = ANY (barred) OR account_id = ${accountId(handler)})`), '0');
	assert.ok((await force(handler, own, 'close')).status >= 400, 'but they do not close it as somebody else');
	(await move(handler, own, 'confirm')).expect(200, '已关闭');
	assert.equal(stateOf(own.number), 'closed');
	assert.equal(offers(await show(head, own), 'take'), false);
	assert.equal(field(own, 'resolved_by', 'hazard'), accountId(other));
});
