// SPDX-License-Identifier: ISC
// Goal: one site cannot reach the members and accounts of another. People join by invitation, which reveals nothing about accounts.
// Actions of a site affect only that site. The site that created an account can still help it, with two people if it belongs to other
// sites. Proves S2, S4 (similar cases), and the minor lines of finding 4 about restricted records, drafts, uploads, office files,
// pictures and the notice on personal data.
import test from 'node:test';
import assert from 'node:assert/strict';
import { client, login, psql } from '../run/stack.mjs';

const site = 'huadong', home = `/${site}`, members = `${home}/settings/members`;
const one = (sql) => psql(sql);
const siteOf = (slug) => `(SELECT id FROM app.site WHERE slug = '${slug}')`;
const idOf = (name) => one(`SELECT id FROM app.account WHERE login = '${name}'`);
const people = new Map();
const as = (name) => {
	if (!people.has(name))
		people.set(name, login(name));
	return people.get(name);
};
const isMember = (name, slug = site) => one(`SELECT count(*) FROM app.membership WHERE site_id = ${siteOf(slug)} AND account_id = ${idOf(name)} AND left_at IS NULL`) === '1';
const history = (action, object, slug = site) => Number(one(`SELECT count(*) FROM app.event WHERE site_id = ${siteOf(slug)} AND action = '${action}' AND object = '${object}'`));
const linkOf = (page) => new URL(page.select('input[readonly]').map((e) => e.attrs.value).find((v) => /\/(link|join)\//.test(v ?? ''))).pathname;
const invite = async (who, values, slug = site) => (await as(who)).submit(await (await as(who)).get(`/${slug}/settings/members`), values);
/** Past the page, as no browser would, with the token of their session. */
async function force(name, path, values) {
	const who = await as(name), token = (await who.get('/account')).form('/account/display').fields.find(([n]) => n === 'token')[1];
	return who.post(path, { token, key: Math.random().toString(36).slice(2), ...values });
}
/** A page without what is its own each time: tokens, keys, the link, the address that was typed. */
const plain = (page, address) => page.text.replaceAll(address, '@').replace(/\/join\/\S+/g, '/join/');

/* Somebody of another site only, who holds no power there. */
const stranger = one(`SELECT a.login FROM app.account a JOIN app.membership m ON m.account_id = a.id AND m.left_at IS NULL JOIN app.site s ON s.id = m.site_id
	WHERE s.slug = 'donghua' AND NOT a.is_operator AND a.disabled_at IS NULL AND a.totp_secret IS NULL AND a.email <> ''
		AND NOT EXISTS (SELECT FROM app.membership o WHERE o.account_id = a.id AND o.site_id <> m.site_id)
		AND NOT EXISTS (SELECT FROM app.member_role mr JOIN app.role_permission rp ON rp.site_id = mr.site_id AND rp.role_id = mr.role_id AND app.is_power(rp.permission) WHERE mr.account_id = a.id)
	ORDER BY a.id LIMIT 1`);
const strangerName = one(`SELECT name FROM app.account WHERE login = '${stranger}'`), strangerEmail = one(`SELECT email FROM app.account WHERE login = '${stranger}'`);

test('S2: inviting answers the same whether the account exists or not, and shows nothing of it', async () => {
	const there = await invite('sunli', { login: stranger.toUpperCase() }), none = await invite('sunli', { login: 'nobody.of.all' });
	there.expect(200, '已向').lacks(strangerName, strangerEmail);
	none.expect(200);
	assert.equal(plain(there, stranger), plain(none, 'nobody.of.all'));
	assert.ok(linkOf(there) && linkOf(none));
	assert.ok(!isMember(stranger), 'nobody belongs to a site by being invited');
	const list = (await (await as('sunli')).get(members)).expect(200, stranger, 'nobody.of.all', '等待答复').lacks(strangerName, strangerEmail);
	assert.deepEqual(list.texts('#invitations tbody tr').map((t) => t.replace(stranger, '@').replace('nobody.of.all', '@'))[0], list.texts('#invitations tbody tr').map((t) => t.replace(stranger, '@').replace('nobody.of.all', '@'))[1]);
	(await (await as('sunli')).get(`${members}/${idOf(stranger)}`)).expect(404);
	/* By its address as well; and no worker can read whose it is. */
	assert.equal(plain(await invite('sunli', { login: strangerEmail }), strangerEmail), plain(none, 'nobody.of.all'));
	assert.equal(one("SELECT has_column_privilege('gatehouse_app', 'app.invitation', 'account_id', 'SELECT') OR has_column_privilege('gatehouse_app', 'app.invitation', 'token', 'SELECT')"), 'f');
	/* Who is a member already the site knows. */
	(await invite('sunli', { login: 'wangqiang' })).expect(422, '已经是本站点成员');
	(await force('wangqiang', members, { login: stranger })).expect(403);
});

test('S2: the person sees it in their work and on their account, and belongs to the site once they accept, in its department and with its base role', async () => {
	const department = one(`SELECT id FROM app.department WHERE site_id = ${siteOf(site)} AND closed_at IS NULL ORDER BY id LIMIT 1`);
	(await invite('sunli', { login: stranger, department_id: department })).expect(200);
	const who = await as(stranger);
	(await who.get(`${home}/`)).expect(404);
	(await who.get('/account')).expect(200, '邀请您加入');
	const work = (await who.get('/')).expect(200, '孙莉 邀请您加入');
	const button = work.forms.filter((f) => f.buttons.some((b) => b.value === 'accept'));
	assert.equal(button.length, 2, 'by log-in and by address; what was invited twice is one');
	(await who.submit(work, {}, { button: 'act=accept' })).expect(200);
	assert.ok(isMember(stranger));
	const member = (await (await as('sunli')).get(`${members}/${idOf(stranger)}`)).expect(200, strangerName);
	assert.ok(history('invitation.accept', stranger) && history('member.add', stranger));
	assert.equal(one(`SELECT string_agg(r.key, ' ') FROM app.member_role mr JOIN app.role r ON r.site_id = mr.site_id AND r.id = mr.role_id WHERE mr.site_id = ${siteOf(site)} AND mr.account_id = ${idOf(stranger)}`), 'member');
	assert.equal(one(`SELECT count(*) FROM app.notification WHERE site_id = ${siteOf(site)} AND account_id = ${idOf('sunli')} AND what = 'joined'`), '1');
	(await (await as('sunli')).get(`${home}/notifications`)).expect(200, '接受了您的邀请');
	/* Neither its link nor its password is this site's to give. */
	member.expect(200, '只能由他们维护');
	assert.equal(member.select('[value=link]').length, 0);
	(await force('sunli', `${members}/${idOf(stranger)}`, { act: 'link' })).expect(403);
	assert.equal(one(`SELECT count(*) FROM app.one_time_link WHERE account_id = ${idOf(stranger)}`), '0');
	assert.equal(one(`SELECT count(*) FROM app.power_request WHERE subject_id = ${idOf(stranger)}`), '0');
});

test('S2: declined, withdrawn, over and answered invitations let nobody in; the history says what became of them', async () => {
	const other = one(`SELECT a.login FROM app.account a JOIN app.membership m ON m.account_id = a.id AND m.left_at IS NULL WHERE m.site_id = ${siteOf('donghua')} AND a.totp_secret IS NULL AND a.disabled_at IS NULL
		AND a.login <> '${stranger}' AND NOT a.is_operator AND NOT EXISTS (SELECT FROM app.membership o WHERE o.account_id = a.id AND o.site_id <> m.site_id) ORDER BY a.id LIMIT 1`);
	const who = await as(other), sunli = await as('sunli');
	const first = linkOf(await invite('sunli', { login: other }));
	(await who.submit(await who.get('/account'), {}, { button: 'act=decline' })).expect(200, '您已谢绝邀请');
	assert.ok(!isMember(other));
	assert.equal(history('invitation.decline', other), 1);
	(await client().get(first)).expect(404, '该邀请已失效');
	(await sunli.get(members)).expect(200, '已谢绝').lacks(one(`SELECT name FROM app.account WHERE login = '${other}'`));
	/* Withdrawn by a button of the list; the page of the person is from before. */
	const second = linkOf(await invite('sunli', { login: other })), stale = await who.get('/account');
	(await sunli.submit(await sunli.get(members), {}, { button: 'act=withdraw' })).expect(200, '邀请已撤回');
	assert.equal(history('invitation.withdraw', other), 1);
	(await who.submit(stale, {}, { button: 'act=accept' })).expect(409);
	(await client().get(second)).expect(404);
	/* Over. */
	const third = linkOf(await invite('sunli', { login: other }));
	assert.equal(one(`SELECT count(*) FROM app.invitation WHERE address = '${other}' AND answer IS NULL AND expires_at BETWEEN now() + interval '13 days 23 hours' AND now() + interval '14 days'`), '1');
	one(`UPDATE app.invitation SET expires_at = now() - interval '1 minute' WHERE address = '${other}' AND answer IS NULL`);
	(await who.get('/account')).expect(200).lacks('邀请您加入');
	(await client().get(third)).expect(404);
	(await sunli.get(members)).expect(200, '已过期');
	/* Somebody else's is not theirs to accept, in whatever site they say it is. */
	await invite('sunli', { login: other });
	const id = one(`SELECT id FROM app.invitation WHERE address = '${other}' AND answer IS NULL AND expires_at > now()`);
	(await force('liumei', '/account/invitations', { site: one(`SELECT ${siteOf(site)}`), id, act: 'accept' })).expect(409);
	assert.ok(!isMember(other));
	(await who.submit(await who.get('/account'), {}, { button: 'act=accept' })).expect(200);
	assert.ok(isMember(other));
	/* Who left comes back by accepting, too. */
	(await sunli.submit(await sunli.get(`${members}/${idOf(other)}`), { heir_id: idOf('wangqiang') }, { button: 'act=leave' })).expect(200);
	(await sunli.submit(await sunli.get(`${members}/${idOf(other)}`), {}, { button: 'act=back' })).expect(200, '已向');
	assert.ok(!isMember(other));
	(await who.submit(await who.get('/'), {}, { button: 'act=accept' })).expect(200);
	assert.ok(isMember(other));
});

test('S2: somebody new chooses log-in and password by the link; a taken log-in is named to the person alone, five times at most', async () => {
	const link = linkOf(await invite('sunli', { login: 'xin.ren', name: '新人甲' }));
	const c = client(), page = (await c.get(link)).expect(200, '孙莉 邀请您加入');
	const typed = { name: '新人甲', password: '傍晚的风吹过整片麦田', again: '傍晚的风吹过整片麦田' };
	(await c.submit(page, { ...typed, again: 'x' }, { form: link })).expect(422, '不一致');
	(await c.submit(page, { ...typed, login: stranger }, { form: link })).expect(422, '该登录名不能使用').lacks(strangerName, strangerEmail);
	(await c.submit(page, typed, { form: link })).expect(200, '账号已建立');
	const who = client();
	(await who.submit(await who.get('/login'), { login: 'xin.ren', password: typed.password }, { form: '/login' })).expect(200);
	(await who.get(`${home}/`)).expect(200);
	assert.equal(one(`SELECT home_id = ${siteOf(site)} FROM app.account WHERE login = 'xin.ren'`), 't');
	assert.ok(history('account.add', 'xin.ren') && history('invitation.accept', 'xin.ren') && history('member.add', 'xin.ren'));
	assert.equal(one(`SELECT app.are_two(${idOf('xin.ren')}, ${idOf('sunli')})`), 'f', 'who handed the link over may have used it');
	(await c.get(link)).expect(404);
	/* No way to ask for log-ins one by one. */
	const guessing = linkOf(await invite('sunli', { login: 'guess.er' }));
	for (let i = 0; i < 5; i++)
		(await c.submit(await c.get(guessing), { ...typed, login: stranger }, { form: guessing })).expect(422);
	(await c.get(guessing)).expect(404, '该邀请已失效');
	/* With an account already: log in, and accept as who one is. */
	const baixue = linkOf(await invite('sunli', { login: 'bai.xue.2' }));
	const other = await login('baixue');
	(await other.submit((await other.get(baixue)).expect(200, 'baixue'), {}, { button: 'act=accept' })).expect(200, '您已接受邀请');
	assert.ok(isMember('baixue'));
});

test('S2: an address that only its owner typed finds nobody', async () => {
	const liu = await as('liumei');
	(await liu.submit(await liu.get('/account'), { email: 'boss@example.com' }, { form: '/account/profile' })).expect(200);
	await invite('weilan', { login: 'boss@example.com' }, 'donghua');
	(await liu.get('/')).expect(200).lacks('邀请您加入');
});

test('S2: what a site does to a member touches that site only; who made the account helps on, by two people where it opens other sites', async () => {
	/* xin.ren is of huadong, made there; now a member of donghua as well. */
	const who = client();
	await who.submit(await who.get('/login'), { login: 'xin.ren', password: '傍晚的风吹过整片麦田' }, { form: '/login' });
	const alone = (await (await as('sunli')).get(`${members}/${idOf('xin.ren')}`)).expect(200);
	assert.ok(alone.select('[value=link]').length > 0 && !alone.text.includes('须双人确认'), 'an account of this site alone: its administrator makes a link');
	await invite('weilan', { login: 'xin.ren' }, 'donghua');
	(await who.submit(await who.get('/'), {}, { button: 'act=accept' })).expect(200);
	const before = one(`SELECT (login, name, email, password, totp_secret, home_id)::text FROM app.account WHERE login = 'xin.ren'`);
	const weilan = await as('weilan'), there = `/donghua/settings/members/${idOf('xin.ren')}`;
	const role = one(`SELECT id FROM app.role WHERE site_id = ${siteOf('donghua')} AND key = 'tester'`), department = one(`SELECT id FROM app.department WHERE site_id = ${siteOf('donghua')} AND closed_at IS NULL LIMIT 1`);
	(await weilan.submit(await weilan.get(there), { role: [role] }, { button: 'act=roles' })).expect(200);
	(await weilan.submit(await weilan.get(there), { department_id: department }, { button: 'act=department' })).expect(200);
	(await weilan.submit(await weilan.get(there), { role: null }, { button: 'act=roles' })).expect(200);
	(await force('weilan', there, { act: 'link' })).expect(403);
	(await who.get(`${home}/`)).expect(200);
	(await who.get('/donghua/')).expect(200);
	assert.equal(one(`SELECT (login, name, email, password, totp_secret, home_id)::text FROM app.account WHERE login = 'xin.ren'`), before);
	/* Home asks for a link, and a second person gives it. */
	const sunli = await as('sunli');
	(await sunli.submit((await sunli.get(`${members}/${idOf('xin.ren')}`)).expect(200, '该账号还属于其他站点'), {}, { button: 'act=link' })).expect(200, '等待第二人确认').lacks('/link/');
	assert.equal(one(`SELECT count(*) FROM app.one_time_link WHERE account_id = ${idOf('xin.ren')}`), '0');
	const id = one(`SELECT id FROM app.power_request WHERE act = 'link' AND subject_id = ${idOf('xin.ren')}`), operator = await as('operator');
	const wanted = (await operator.get('/operator/two-people')).forms.find((f) => f.fields.some(([n, v]) => n === 'id' && v === id) && f.buttons.some((b) => b.value === 'confirm'));
	assert.ok(wanted, 'an operator may be the second');
	const given = (await operator.post('/operator/two-people', [...wanted.fields, ['act', 'confirm']])).expect(200);
	assert.ok(linkOf(given));
	assert.ok(history('power.confirm', 'xin.ren'));
	assert.equal(one(`SELECT count(*) FROM app.notification WHERE site_id = ${siteOf(site)} AND account_id = ${idOf('xin.ren')} AND what = 'power_done'`), '1', 'the person is told');
	/* Leaving one site leaves the other as it was. */
	(await weilan.submit(await weilan.get(there), { heir_id: idOf('weilan') }, { button: 'act=leave' })).expect(200);
	(await who.get('/donghua/')).expect(404);
	(await who.get(`${home}/`)).expect(200);
	/* A site that made an account and was left by it has no hand in it any more. */
	one(`UPDATE app.membership SET left_at = now() WHERE site_id = ${siteOf(site)} AND account_id = ${idOf('xin.ren')}`);
	assert.equal(tried('sunli', `SELECT app.link_add('y', ${idOf('xin.ren')}, 'reset', now() + interval '1 h')`), 'refused');
	assert.equal(tried('sunli', `SELECT * FROM app.power_ask('link', ${idOf('xin.ren')}, NULL, '{}', '')`), 'refused');
	one(`UPDATE app.membership SET left_at = NULL WHERE site_id = ${siteOf(site)} AND account_id = ${idOf('xin.ren')}`);
});

/** What a worker of its own would be told, acting as ${who} in ${slug}. */
const tried = (who, sql, slug = site) => one(`BEGIN; SET LOCAL app.account = '${idOf(who)}'; SELECT app.enter_site(${one(`SELECT ${siteOf(slug)}`)}); SET SESSION AUTHORIZATION gatehouse_app;
	DO $do$ BEGIN EXECUTE $q$${sql}$q$; PERFORM set_config('test.said', 'done', true);
	EXCEPTION WHEN SQLSTATE 'GH403' OR insufficient_privilege THEN PERFORM set_config('test.said', 'refused', true); END $do$;
	SELECT current_setting('test.said'); ROLLBACK`).split('\n').at(-1);

test('S2, S4: the walls are in the database', () => {
	const someone = idOf('kongli'), tries = {
		'a member without their word': `SELECT app.member_add(${siteOf(site)}, ${someone}, NULL, now())`,
		'an account': "SELECT app.account_add('made.by.site', 'x', '', '', now())",
		'the name of an account of another site': `SELECT app.account_edit(${someone}, 'x', '', '')`,
		'an invitation by a table': `INSERT INTO app.invitation (site_id, address, token, invited_by, invited_at, expires_at) VALUES (${siteOf(site)}, 'xx', 'x', ${idOf('sunli')}, now(), now())`,
		'a membership by a table': `INSERT INTO app.membership (site_id, account_id, created_at) VALUES (${siteOf(site)}, ${someone}, now())`,
		'whose an invitation is': 'SELECT account_id FROM app.invitation',
		'its link': 'SELECT token FROM app.invitation',
		'joining for somebody': `SELECT app.join_site(${someone}, NULL, now())`,
		'the sites of somebody': `SELECT app.sites_of(${someone})`,
		'the end of sessions': `SELECT app.session_end_others(${idOf(stranger)}, '')`,
	};
	for (const [what, sql] of Object.entries(tries))
		for (const who of ['sunli', 'wangqiang'])
			assert.equal(tried(who, sql), 'refused', `${what} by ${who}`);
});

test('S4: sister doors: nobody is an administrator of a site by one person, whichever way', async () => {
	/* A second account that the operator made, and a site that has an administrator. */
	const operator = await as('operator');
	(await operator.submit(await operator.get('/operator/accounts'), { login: 'second.self', name: '运维小号' }, { form: '/operator/accounts' })).expect(200, '设置密码的链接');
	const path = `/operator/sites/${one(`SELECT ${siteOf(site)}`)}`;
	(await operator.submit(await operator.get(path), { administrator: 'second.self' }, { button: 'act=administrator' })).expect(200, '由该站点的管理员确认');
	assert.ok(!isMember('second.self'));
	/* Not by that account's own word either, nor by an operator's. */
	const id = one(`SELECT id FROM app.power_request WHERE act = 'administrator' AND subject_id = ${idOf('second.self')}`);
	for (const who of ['operator', 'second.self'])
		assert.equal(tried(who, `SELECT app.power_confirm(${id})`), 'refused', who);
	assert.equal(tried('operator', `SELECT app.member_add(${siteOf(site)}, ${idOf('second.self')}, NULL, now())`), 'refused');
	assert.equal(tried('operator', `SELECT app.invitation_add('second.self', '', NULL, 'x', now(), now() + interval '1 day')`), 'refused', 'operators invite nobody into a site');
	/* A site whose members have all left is none that is new. */
	one(`INSERT INTO app.site (slug, name, created_at) VALUES ('emptied', '空站', now()); INSERT INTO app.role (site_id, key, name) SELECT id, 'site_admin', 'site_admin' FROM app.site WHERE slug = 'emptied';
		INSERT INTO app.role_permission SELECT r.site_id, r.id, 'members.manage' FROM app.role r WHERE r.site_id = ${siteOf('emptied')};
		INSERT INTO app.membership (site_id, account_id, created_at, left_at) VALUES (${siteOf('emptied')}, ${idOf('wangqiang')}, now(), now())`);
	assert.equal(tried('operator', `SELECT app.member_add(${siteOf('emptied')}, ${idOf('second.self')}, NULL, now())`, 'emptied'), 'refused');
	/* An administrator's account: disabled by one, back by two; its link and its second factor by two. */
	(await operator.submit(await operator.get(`/operator/accounts/${idOf('sunli')}`), {}, { button: 'act=link' })).expect(200, '等待第二人确认');
	assert.equal(one(`SELECT count(*) FROM app.one_time_link WHERE account_id = ${idOf('sunli')}`), '0');
	assert.equal(tried('operator', `SELECT app.link_add('z', ${idOf('sunli')}, 'reset', now() + interval '1 h')`), 'refused');
	assert.equal(tried('operator', `SELECT app.totp_clear(${idOf('sunli')})`), 'refused');
	assert.equal(tried('operator', `SELECT app.account_disable(${idOf('sunli')}, now()), app.account_disable(${idOf('sunli')}, NULL)`), 'refused');
});

/* ---- restricted records */

const looks = (number, who, file) => Number(one(`SELECT count(*) FROM app.event e JOIN app.record r ON r.site_id = e.site_id AND r.id = e.record_id WHERE e.site_id = ${siteOf(site)} AND e.action = 'record.view'
	AND r.number = '${number}' AND e.actor_id = ${idOf(who)}${file ? ` AND e.detail ->> 'name' = '${file}'` : ''}`));

test('S, minor; RX.4: whatever page, paper, file or export of a restricted record is looked at, it is in the history, once each', async () => {
	const chenlan = await as('chenlan');
	const number = one(`SELECT r.number FROM app.record r WHERE r.site_id = ${siteOf(site)} AND r.kind = 'penalty' AND r.visible = 1 AND r.created_by <> ${idOf('chenlan')} AND r.closed_at IS NULL
		AND NOT EXISTS (SELECT FROM app.approval p WHERE p.site_id = r.site_id AND p.record_id = r.id AND p.outcome IS NULL) ORDER BY r.id LIMIT 1`);
	const path = `${home}/penalties/${number}`;
	let page = (await chenlan.get(path)).expect(200), seen = looks(number, 'chenlan');
	assert.ok(seen > 0);
	page = (await chenlan.submit(page, { file: new File(['处理依据'], '依据.txt') }, { form: '/files' })).expect(200, '依据.txt');
	const file = page.links.find((l) => /\/files\/\d+$/.test(l.href) && l.text.includes('依据.txt'));
	seen = looks(number, 'chenlan');
	(await chenlan.get(file.href)).expect(200);
	assert.equal(looks(number, 'chenlan', '依据.txt'), 1, 'the file that was taken away is named');
	for (const rest of ['/print', '/history', '/versions/1', '/dossier', '/dossier.zip']) {
		const before = looks(number, 'chenlan');
		(await chenlan.get(`${path}${rest}`)).expect(200);
		assert.equal(looks(number, 'chenlan'), before + 1, rest);
	}
	for (const table of ['penalties.csv', 'penalties.xlsx', 'ledger.csv', 'ledger.xlsx?kind=penalty']) {
		const before = looks(number, 'chenlan');
		(await chenlan.get(`${home}/${table}`)).expect(200);
		assert.equal(looks(number, 'chenlan'), before + 1, table);
	}
	/* What everybody sees is not noted, nor one's own. */
	const open = one(`SELECT number FROM app.record WHERE site_id = ${siteOf(site)} AND kind = 'launch' AND visible = 0 ORDER BY id LIMIT 1`);
	(await chenlan.get(`${home}/launches/${open}`)).expect(200);
	assert.equal(looks(open, 'chenlan'), 0);
});

/* ---- drafts */

test('S, minor: who was let into a draft to read it neither hands it in nor edits it nor adds to it', async () => {
	const author = await as('wangqiang'), reader = await as('liumei');
	const platform = one(`SELECT number FROM app.record WHERE site_id = ${siteOf(site)} AND kind = 'platform' AND state = 'in_operation' ORDER BY id LIMIT 1`);
	const department = one(`SELECT m.department_id FROM app.membership m WHERE m.site_id = ${siteOf(site)} AND m.account_id = ${idOf('wangqiang')}`);
	let page = await author.submit(await author.get(`${home}/requirements/new`), { title: '还没想好的需求', platform_id: platform, need: 'functional', channel: 'complaint', department_id: department,
		scenario: '坐席接听时需要同时查看三个页面', goal: '一个页面看全', acceptance: '试用两周没有意见' });
	const path = page.expect(200).path.replace(/[?#].*/, ''), number = path.split('/').at(-1);
	one(`INSERT INTO app.record_reader (site_id, record_id, account_id) SELECT site_id, id, ${idOf('liumei')} FROM app.record WHERE site_id = ${siteOf(site)} AND number = '${number}'`);
	/* The reader holds the right to hand requirements in, for every department. */
	one(`INSERT INTO app.role_permission SELECT mr.site_id, mr.role_id, p FROM app.member_role mr, unnest(ARRAY['requirement.submit', 'requirement.triage', 'record.comment']) p
		WHERE mr.site_id = ${siteOf(site)} AND mr.account_id = ${idOf('liumei')} ON CONFLICT DO NOTHING`);
	page = (await reader.get(path)).expect(200, '还没想好的需求');
	assert.equal(page.select('[name=move][value=submit]').length, 0, 'no button');
	assert.equal(page.forms.filter((f) => f.action.endsWith('/files') || f.action.endsWith('/links')).length, 0, 'nothing to add');
	for (const [to, values] of [['moves', { move: 'submit' }], ['moves', { move: 'discard', reason: '替作者作废这一份' }], ['edit', { title: '改过的', version: '1' }], ['files', { remove: '1' }], ['links', { other: platform, sort: 'relates' }]])
		assert.equal((await force('liumei', `${path}/${to}`, values)).status, 403, `${to} ${values.move ?? ''}`);
	assert.equal(one(`SELECT state FROM app.record WHERE site_id = ${siteOf(site)} AND number = '${number}'`), 'draft');
	/* Its author does. */
	(await author.submit(await author.get(path), {}, { button: 'move=submit' })).expect(200);
});

/* ---- the notice on personal data */

test('S, minor; RX.15: nobody goes on without having agreed to the notice on personal data; a new version is agreed to anew', async () => {
	one(`UPDATE app.account SET privacy_version = 0, privacy_at = NULL WHERE login = 'kongli'`);
	const c = client();
	c.reads = true;
	let page = await c.submit(await c.get('/login?next=/huadong/'), { login: 'kongli', password: 'gatehouse-demo' }, { form: '/login' });
	page.expect(200, '个人信息处理说明', '谁在处理', '处理哪些信息', '为了什么', '保存多久', '您的权利', '联系谁', '第 1 版');
	assert.ok(page.path.startsWith('/account/privacy?next='));
	for (const path of ['/', '/account', '/notifications', '/huadong/', '/huadong/requirements', '/huadong/requirements.csv', '/search?q=x'])
		assert.match((await c.send('GET', path)).headers.get('location') ?? '', /^\/account\/privacy/, path);
	const token = page.form('/account/privacy').fields.find(([n]) => n === 'token')[1];
	(await c.post('/account/display', { token, language: 'en', theme: 'system' })).expect(403, '个人信息处理说明');
	(await c.get('/account/data')).expect(200);
	assert.equal((await c.get('/account/data.json')).json.account[0].privacy_version, '0');
	page = (await c.submit(page, {}, { button: 'act=agree' })).expect(200);
	assert.equal(page.path, '/huadong/');
	assert.equal(one(`SELECT privacy_version || ' ' || (privacy_at > now() - interval '1 minute') FROM app.account WHERE login = 'kongli'`), '1 true');
	assert.equal(Number(one(`SELECT count(*) FROM app.event WHERE site_id = 0 AND action = 'account.privacy' AND object = 'kongli' AND detail ->> 'version' = '1'`)), 1);
	/* The operators write their own: everybody is asked again, on the next page they open; what is being sent is taken. */
	const before = await c.get('/account'), operator = await as('operator'), text = '本公司信息中心处理您的登录名、姓名和操作记录，用于办理平台上线与迭代事项，保存至离职后三年。您可以查阅、更正、要求删除。联系电话：8000。';
	operator.reads = true;
	(await operator.submit(await operator.get('/operator/privacy'), { text_zh: '太短' }, { form: '/operator/privacy' })).expect(422);
	const edit = await operator.get('/operator/privacy');
	await operator.submit(edit, { text_zh: text, text_en: '' }, { form: '/operator/privacy' });
	assert.equal(one("SELECT max(version) FROM app.privacy_text WHERE site_id = 0"), '2');
	(await c.submit(before, { language: 'zh_CN', theme: 'dark' }, { form: '/account/display', follow: false }));
	assert.equal(one(`SELECT theme FROM app.account WHERE login = 'kongli'`), 'dark', 'nothing typed is lost');
	page = (await c.get('/huadong/')).expect(200, '联系电话：8000', '有更新', '第 2 版');
	/* Agreeing to the version that is not in force any more is no agreement. */
	await c.post('/account/privacy', { token, version: '1', act: 'agree' });
	assert.equal(one(`SELECT privacy_version FROM app.account WHERE login = 'kongli'`), '1');
	(await c.submit(page, {}, { button: 'act=agree' })).expect(200);
	assert.equal(one(`SELECT privacy_version FROM app.account WHERE login = 'kongli'`), '2');
	/* Only operators write it; a site writes that of its own form. */
	(await (await as('sunli')).get('/operator/privacy')).expect(404);
	assert.equal(tried('sunli', `SELECT app.privacy_put('${text}', '', now())`, site), 'done');
	assert.equal(tried('wangqiang', `SELECT app.privacy_put('${text}', '', now())`, site), 'refused');
});
