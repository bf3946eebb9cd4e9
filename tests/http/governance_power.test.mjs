// SPDX-License-Identifier: ISC
// Goal: nobody gets power over people alone. Links, resets, second factors, re-enabled accounts, roles and permissions that decide,
// and operators in a site need two people, are notified and recorded. The rights of a reset account are suspended. There is always one
// lead and one deputy, two different people. The work of a person who leaves goes on, without their rights. Proves G1, S4, S2
// (sessions), R6.1a, R8.1, RX.3, RX.8. Works on a copy of the demo company.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { ownWorkers } from '../run/own.mjs';
import { totp } from '../run/totp.mjs';

const site = 'huadong', home = `/${site}`, two = `${home}/settings/two-people`, operators = '/operator/two-people';
let own;
before(async () => { own = await ownWorkers('governance_power'); });
after(() => own?.stop());

const people = new Map();
const as = (name) => {
	if (!people.has(name))
		people.set(name, own.login(name));
	return people.get(name);
};
const one = (sql) => own.psql(sql);
const idOf = (login) => one(`SELECT id FROM app.account WHERE login = '${login}'`);
const siteId = `(SELECT id FROM app.site WHERE slug = '${site}')`;
const roleId = (key) => one(`SELECT id FROM app.role WHERE site_id = ${siteId} AND (key = '${key}' OR name = '${key}')`);
const holders = (key) => one(`SELECT string_agg(a.login, ' ' ORDER BY a.login) FROM app.member_role mr JOIN app.role r ON r.site_id = mr.site_id AND r.id = mr.role_id
	JOIN app.account a ON a.id = mr.account_id WHERE r.site_id = ${siteId} AND r.key = '${key}'`);
const rests = (login) => one(`SELECT held_at IS NOT NULL FROM app.membership WHERE site_id = ${siteId} AND account_id = ${idOf(login)}`) === 't';
const history = (action, object, in_ = siteId) => Number(one(`SELECT count(*) FROM app.event WHERE site_id = ${in_} AND action = '${action}' AND object = '${object}'`));
const told = (login, what) => Number(one(`SELECT count(*) FROM app.notification WHERE site_id = ${siteId} AND account_id = ${idOf(login)} AND what = '${what}'`));
const asked = (act) => one(`SELECT id FROM app.power_request WHERE act = '${act}' AND confirmed_at IS NULL AND declined_at IS NULL ORDER BY id DESC LIMIT 1`);
const member = (login) => `${home}/settings/members/${idOf(login)}`;
const token = (who) => who.token;

/** The button of one request, as the page shows it; undefined: it does not. */
const button = (page, id, act) => page.forms.find((f) => f.fields.some(([n, v]) => n === 'id' && v === id) && f.buttons.some((b) => b.value === act));
async function press(name, path, id, act = 'confirm') {
	const who = await as(name), form = button((await who.get(path)).expect(200), id, act);
	assert.ok(form, `${name} may ${act} ${id}`);
	return who.post(path, [...form.fields, ['act', act]]);
}
/** Past the page, as no browser would. */
const force = async (name, path, values) => (await as(name)).post(path, { token: token(await as(name)), key: Math.random().toString(36).slice(2), ...values });
async function roles(name, login, keys, without = []) {
	const who = await as(name), page = (await who.get(member(login))).expect(200);
	const held = one(`SELECT string_agg(role_id::text, ' ') FROM app.member_role WHERE site_id = ${siteId} AND account_id = ${idOf(login)}`).split(' ');
	return who.submit(page, { role: [...held.filter((id) => !without.map(roleId).includes(id)), ...keys.map(roleId)] }, { button: 'act=roles' });
}
const linkOf = (page) => new URL(page.select('input[readonly]').map((e) => e.attrs.value).find((v) => /\/(link|join)\//.test(v ?? ''))).pathname;
async function setPassword(link, password) {
	const c = own.client();
	return c.submit(await c.get(link), { password, again: password }, { form: link });
}

test('G1: a link for the lead takes two people, is told, and her decisions rest until somebody else knows her', async () => {
	const sunli = await as('sunli');
	let page = await sunli.submit((await sunli.get(member('chenlan'))).expect(200, '双人确认'), { reason: '手机遗失，无法登录' }, { button: 'act=link' });
	page.expect(200, '等待第二人确认').lacks('/link/');
	assert.equal(one(`SELECT count(*) FROM app.one_time_link WHERE account_id = ${idOf('chenlan')} AND used_at IS NULL`), '0', 'no link is there');
	const id = asked('link');
	/* Who asked does not confirm, nor whom it is for, nor a member of the group: another administrator or an operator does. */
	(await sunli.get(two)).expect(200, '重设密码链接', '陈岚', '手机遗失');
	for (const name of ['sunli', 'chenlan', 'guowei', 'wangqiang'])
		assert.ok(!button(await (await as(name)).get(two), id, 'confirm'), name);
	for (const name of ['sunli', 'chenlan', 'guowei'])
		(await force(name, two, { id, act: 'confirm' })).expect(422, '不能由您确认');
	(await (await as('operator')).get('/')).expect(200, '等您作为第二人确认');
	const given = await press('operator', operators, id);
	given.expect(200, '孙莉', '平台运维');
	assert.ok(told('chenlan', 'power_done') && told('guowei', 'power_done') && told('sunli', 'power_done'), 'she, the group and the administrator are told');
	assert.ok(history('power.ask', 'chenlan') && history('power.confirm', 'chenlan') && history('account.link', 'chenlan'), 'both names and the link are history');
	/* Used: the site hears of it, and what she decides rests. */
	(await setPassword(linkOf(given), '一把旧雨伞放在大门边上')).expect(200);
	assert.ok(history('password.link', 'chenlan') && told('guowei', 'power_used'));
	assert.ok(rests('chenlan'));
	const lead = await own.login('chenlan', '一把旧雨伞放在大门边上');
	(await lead.get(`${home}/`)).expect(200, '您的账号刚被重置');
	const penalty = one(`SELECT number FROM app.record WHERE site_id = ${siteId} AND kind = 'penalty' AND visible = 1 AND created_by <> ${idOf('chenlan')}
		AND NOT EXISTS (SELECT FROM app.record_reader x WHERE x.record_id = record.id AND x.account_id = ${idOf('chenlan')}) ORDER BY id LIMIT 1`);
	(await lead.get(`${home}/penalties/${penalty}`)).expect(404);
	/* No vote, not by the page, not past it, not by a delegate; and she is no second person. */
	const open = JSON.parse(one(`SELECT json_agg(x) FROM (SELECT r.number, r.kind FROM app.record r JOIN app.approval p ON p.site_id = r.site_id AND p.record_id = r.id AND p.outcome IS NULL AND p.by_rule = 'group'
		WHERE r.site_id = ${siteId} AND r.visible = 0 AND r.kind = 'change' AND NOT EXISTS (SELECT FROM app.vote v WHERE v.approval_id = p.id AND v.account_id = ${idOf('chenlan')})) x`));
	const ballot = `${home}/changes/${open[0].number}`;
	assert.equal((await lead.get(ballot)).expect(200).select('[name=move][value=approve]').length, 0);
	assert.equal((await lead.post(`${ballot}/moves`, { token: lead.token, key: 'held-1', move: 'approve', opinion: '同意这项变更' })).status, 403);
	one(`INSERT INTO app.delegation (site_id, account_id, delegate_id, starts_on, ends_on, created_at) VALUES (${siteId}, ${idOf('chenlan')}, ${idOf('songjie')}, current_date - 1, current_date + 3, now())`);
	assert.equal((await (await as('songjie')).get(ballot)).expect(200).select(`[name=voter][value="${idOf('chenlan')}"]`).length, 0);
	one(`UPDATE app.delegation SET ended_at = now() WHERE site_id = ${siteId} AND account_id = ${idOf('chenlan')}`);

	(await roles('sunli', 'panhong', ['group_member'])).expect(200, '已提出申请');
	assert.ok(!button(await lead.get(two), asked('grant'), 'confirm'));
	/* Neither of the two ends it, nor she; another of the group does, with one button. */
	assert.ok(!button(await sunli.get(two), idOf('chenlan'), 'release'));
	(await force('sunli', two, { id: idOf('chenlan'), act: 'release' })).expect(403);
	assert.ok(!button(await lead.get(two), idOf('chenlan'), 'release'));
	(await press('guowei', two, idOf('chenlan'), 'release')).expect(200, '权限恢复');
	assert.ok(!rests('chenlan') && told('chenlan', 'power_released'));
	assert.ok((await lead.get(ballot)).select('[name=move][value=approve]').length > 0, 'and votes again');
	(await lead.get(`${home}/penalties/${penalty}`)).expect(200);
	(await press('sunli', two, asked('grant'), 'decline')).expect(200);
	people.set('chenlan', Promise.resolve(lead));
	/* For thirty days she and who asked for her link are no two people; the tests below are about other people. */
	(await roles('sunli', 'panhong', ['group_member'])).expect(200);
	assert.ok(!button(await lead.get(two), asked('grant'), 'confirm'));
	(await press('sunli', two, asked('grant'), 'decline')).expect(200);
	one("UPDATE app.account_hand SET at = now() - interval '31 days'");
});

test('G1: a second factor from before is the person; one that is removed, or an account enabled again, rests', async () => {
	const songjie = await as('songjie'), form = await songjie.get('/account/factor'), key = form.form('factor').fields.find(([n]) => n === 'secret')[1];
	(await songjie.submit(form, { code: totp(key) }, { button: 'act=on' })).expect(200, '备用码');
	const given = async () => {
		(await (await as('sunli')).submit(await (await as('sunli')).get(member('songjie')), {}, { button: 'act=link' })).expect(200, '等待第二人确认');
		return linkOf(await press('operator', operators, asked('link')));
	};
	(await setPassword(await given(), '河边的石头又大又圆又亮')).expect(200);
	assert.ok(rests('songjie'));
	const c = own.client();
	const step = await c.submit(await c.get('/login?next=/account'), { login: 'songjie', password: '河边的石头又大又圆又亮' }, { form: '/login' });
	(await c.submit(step, { code: totp(key, 1) }, { form: '/login/code' })).expect(200, '我的账号');
	assert.ok(!rests('songjie'), 'only the person had that');
	/* An operator alone removes no second factor of somebody who decides; with an administrator of the site it rests. */
	const operator = await as('operator'), account = `/operator/accounts/${idOf('songjie')}`;
	(await operator.submit(await operator.get(account), {}, { button: 'act=factor_off' })).expect(200, '等待第二人确认');
	assert.equal(one(`SELECT totp_secret IS NOT NULL FROM app.account WHERE id = ${idOf('songjie')}`), 't');
	assert.ok(!button(await operator.get(operators), asked('factor_off'), 'confirm'));
	/* sunli asked for the link above, so she and songjie are no two people; she and the operator are. */
	(await press('sunli', two, asked('factor_off'))).expect(200, '已确认并办理');
	assert.equal(one(`SELECT totp_secret IS NOT NULL FROM app.account WHERE id = ${idOf('songjie')}`), 'f');
	assert.ok(rests('songjie'));
	/* A factor set up afterwards proves nothing. */
	const again = await own.login('songjie', '河边的石头又大又圆又亮'), setup = await again.get('/account/factor'), late = setup.form('factor').fields.find(([n]) => n === 'secret')[1];
	(await again.submit(setup, { code: totp(late) }, { button: 'act=on' })).expect(200);
	assert.ok(rests('songjie'));
	(await press('guowei', two, idOf('songjie'), 'release')).expect(200);
	/* Disabling is one act, enabling is not. */
	const he = `/operator/accounts/${idOf('hejun')}`;
	(await operator.submit(await operator.get(he), {}, { button: 'act=disable' })).expect(200, '已保存');
	(await operator.submit(await operator.get(he), {}, { button: 'act=enable' })).expect(200, '等待第二人确认');
	assert.equal(one(`SELECT disabled_at IS NOT NULL FROM app.account WHERE id = ${idOf('hejun')}`), 't');
	(await press('sunli', two, asked('enable'))).expect(200);
	assert.equal(one(`SELECT disabled_at IS NULL FROM app.account WHERE id = ${idOf('hejun')}`), 't');
	assert.ok(rests('hejun'));
	(await press('guowei', two, idOf('hejun'), 'release')).expect(200);
});

test('G1: roles and permissions that carry power are asked for by one and given by another', async () => {
	(await roles('sunli', 'panhong', ['group_member', 'developer'])).expect(200, '已提出申请');
	assert.ok(holders('developer').includes('panhong'), 'what carries no power acts at once');
	assert.ok(!holders('group_member').includes('panhong'));
	const id = asked('grant');
	for (const name of ['sunli', 'panhong', 'guowei'])
		assert.ok(!button(await (await as(name)).get(two), id, 'confirm'), name);
	assert.ok(told('chenlan', 'power_asked') > 0);
	(await (await as('zhouyi')).get('/')).expect(200, '等您作为第二人确认');
	(await press('zhouyi', two, id)).expect(200, '已确认并办理');
	assert.ok(holders('group_member').includes('panhong'));
	assert.ok(history('role.grant', 'panhong') && history('power.confirm', 'panhong') && told('panhong', 'power_done'));
	assert.ok(!rests('panhong'), 'nobody had a hand in that account');
	(await roles('sunli', 'panhong', [], ['group_member'])).expect(200);
	assert.ok(!holders('group_member').includes('panhong') && told('guowei', 'power_taken'), 'taking it is one act, and told');
	/* The same through a role of the site's own, and through an account that was just made. */
	const sunli = await as('sunli'), list = `${home}/settings/roles`;
	let page = await sunli.submit(await sunli.get(list), { name: '列席人员' }, { form: list });
	page = await sunli.submit(page, { permit: ['list.export', 'group.decide', 'restricted.view'] }, { form: page.path });
	page.expect(200, '已提出申请');
	const permitted = () => one(`SELECT string_agg(permission, ' ' ORDER BY permission) FROM app.role_permission WHERE site_id = ${siteId} AND role_id = ${roleId('列席人员')}`);
	assert.equal(permitted(), 'list.export');
	(await press('chenlan', two, asked('permit'))).expect(200);
	assert.equal(permitted(), 'group.decide list.export restricted.view');
	const members = `${home}/settings/members`;
	const invited = (await sunli.submit(await sunli.get(members), { login: 'newcomer', name: '新人' })).expect(200, '一次');
	(await setPassword(linkOf(invited), '傍晚的风吹过整片麦田')).expect(200, '账号已建立');
	(await roles('sunli', 'newcomer', ['列席人员'])).expect(200, '已提出申请');
	(await press('zhouyi', two, asked('grant'))).expect(200);
	assert.ok(rests('newcomer'), 'who asked for it made the account: a third person says who it is');
	assert.ok(!button(await sunli.get(two), idOf('newcomer'), 'release'));
	(await press('guowei', two, idOf('newcomer'), 'release')).expect(200);
	(await sunli.submit((await sunli.get(member('newcomer'))).expect(200), { heir_id: idOf('gaofei') }, { button: 'act=leave' })).expect(200);
});

test('G1: what one has made or reset is no second person; a request is answered once and ends', async () => {
	one(`INSERT INTO app.account (login, name, password, is_operator, created_at) SELECT 'operator2', '运维二', password, true, now() FROM app.account WHERE login = 'operator'`);
	one(`INSERT INTO app.account_hand VALUES (${idOf('operator2')}, ${idOf('operator')}, now() - interval '20 days')`);
	const operator = await as('operator');
	(await operator.submit(await operator.get(`/operator/accounts/${idOf('wangqiang')}`), {}, { button: 'act=operator_on' })).expect(200, '等待第二人确认');
	assert.equal(one(`SELECT is_operator FROM app.account WHERE login = 'wangqiang'`), 'f');
	const id = asked('operator_on');
	assert.ok(!button(await (await as('operator2')).get(operators), id, 'confirm'));
	(await force('operator2', operators, { site: '0', id, act: 'confirm' })).expect(422, '不能由您确认');
	one(`UPDATE app.account_hand SET at = now() - interval '31 days' WHERE account_id = ${idOf('operator2')}`);
	(await press('operator2', operators, id)).expect(200, '已确认并办理');
	assert.equal(one(`SELECT is_operator FROM app.account WHERE login = 'wangqiang'`), 't');
	(await force('operator2', operators, { site: '0', id, act: 'confirm' })).expect(422, '已被处理或已过期');
	one(`UPDATE app.account SET is_operator = false WHERE login = 'wangqiang'`);
	(await roles('sunli', 'gaofei', ['group_member'])).expect(200);
	const late = asked('grant');
	one(`UPDATE app.power_request SET expires_at = now() - interval '1 minute' WHERE id = ${late}`);
	(await force('chenlan', two, { id: late, act: 'confirm' })).expect(422, '已被处理或已过期');
});

test('S4: an operator is in no site by a post of their own; its administrator lets whom they send', async () => {
	const path = `/operator/sites/${one(`SELECT id FROM app.site WHERE slug = '${site}'`)}`, operator = await as('operator'), page = await operator.get(path);
	(await operator.submit(page, { administrator: 'operator' }, { button: 'act=administrator' })).expect(422, '不能指定自己');
	(await operator.submit(await operator.get('/operator/sites'), { slug: 'ownsite', name: '自用站', administrator: 'operator' }, { form: '/operator/sites' })).expect(422, '不能指定自己');
	(await operator.submit(page, { administrator: 'qianduo' }, { button: 'act=administrator' })).expect(200, '由该站点的管理员确认');
	assert.equal(one(`SELECT count(*) FROM app.membership WHERE site_id = ${siteId} AND account_id = ${idOf('qianduo')}`), '0');
	const id = asked('administrator');
	assert.ok(told('sunli', 'power_asked') && told('chenlan', 'power_wanted'), 'the administrators are asked, the lead is told');
	for (const name of ['operator', 'operator2'])
		(await force(name, operators, { site: one(`SELECT id FROM app.site WHERE slug = '${site}'`), id, act: 'confirm' })).expect(422, '不能由您确认');
	(await press('sunli', two, id)).expect(200, '已确认并办理');
	assert.ok(holders('site_admin').includes('qianduo') && history('power.confirm', 'qianduo') && history('member.add', 'qianduo'));
	/* A site whose administrators are gone: two operators. */
	one(`DELETE FROM app.member_role WHERE site_id = ${siteId} AND role_id = ${roleId('site_admin')}`);
	(await operator.submit(await operator.get(page.path), { administrator: 'sunli' }, { button: 'act=administrator' })).expect(200);
	(await force('operator', operators, { site: one(`SELECT id FROM app.site WHERE slug = '${site}'`), id: asked('administrator'), act: 'confirm' })).expect(422);
	(await press('operator2', operators, asked('administrator'))).expect(200);
	assert.equal(holders('site_admin'), 'sunli');
	/* A new site has nobody to protect: one operator opens it for somebody else. */
	(await operator.submit(await operator.get('/operator/sites'), { slug: 'newsite', name: '新站', administrator: 'wangqiang' }, { form: '/operator/sites' })).expect(200, '站点已开通');
});

test('G1, S4: the walls are in the database; a worker that means it is refused', async () => {
	const tries = {
		'a role': `INSERT INTO app.member_role VALUES (${siteId}, ${idOf('wangqiang')}, ${roleId('group_lead')})`,
		'a permission': `INSERT INTO app.role_permission VALUES (${siteId}, ${roleId('member')}, 'group.decide')`,
		'a link': `SELECT app.link_add('x', ${idOf('chenlan')}, 'reset', now() + interval '1 h')`,
		'a first link for who has a password': `SELECT app.link_add('x', ${idOf('wangqiang')}, 'first', now() + interval '1 h')`,
		'a second factor': `SELECT app.totp_clear(${idOf('chenlan')})`,
		'an operator': `SELECT app.operator_set(${idOf('wangqiang')}, true)`,
		'a member sent by an operator': `SELECT app.member_add(${siteId}, ${idOf('mengfan')}, NULL, now())`,
		'an end of the rest': `SELECT app.hold_end(${siteId}, ${idOf('chenlan')})`,
		'a request by nobody entitled': `SELECT * FROM app.power_ask('grant', ${idOf('wangqiang')}, ${roleId('group_lead')}, '{}', '')`,
	};
	for (const [what, sql] of Object.entries(tries))
		for (const who of ['operator', 'wangqiang'])
			assert.equal(one(`BEGIN; SET LOCAL app.account = '${idOf(who)}';
				SELECT app.enter_site(${one(`SELECT id FROM app.site WHERE slug = '${site}'`)}); SET SESSION AUTHORIZATION gatehouse_app;
				DO $do$ BEGIN EXECUTE $q$${sql}$q$; PERFORM set_config('test.said', 'done', true);
				EXCEPTION WHEN SQLSTATE 'GH403' OR insufficient_privilege THEN PERFORM set_config('test.said', 'refused', true); END $do$;
				SELECT current_setting('test.said'); ROLLBACK`).split('\n').at(-1), 'refused', `${what} by ${who}`);
});

test('R6.1a: one lead and one deputy; a seat goes from one to the next in one act, and is never left empty', async () => {
	(await roles('sunli', 'chenlan', [], ['group_lead'])).expect(422, '必须有组长和副组长');
	const sunli = await as('sunli');
	(await sunli.submit(await sunli.get(member('chenlan')), { heir_id: idOf('gaofei') }, { button: 'act=leave' })).expect(422, '必须有组长和副组长');
	(await sunli.submit(await sunli.get(`${home}/settings/roles/${roleId('group_deputy')}`), { permit: ['group.decide'] }, { form: 'settings/roles' })).expect(422, '必须有组长和副组长');
	(await roles('sunli', 'zhouyi', ['group_lead'])).expect(200, '已提出申请');
	(await press('chenlan', two, asked('grant'))).expect(422, '不能由同一人担任');
	assert.equal(`${holders('group_lead')} ${holders('group_deputy')}`, 'chenlan zhouyi');
	(await press('chenlan', two, asked('grant'), 'decline')).expect(200);
	/* The seat moves: the one who had it gives it up in the same act. */
	(await roles('sunli', 'guowei', ['group_lead'])).expect(200);
	(await (await as('zhouyi')).get(two)).expect(200, '该席位现由 陈岚 担任');
	(await press('zhouyi', two, asked('grant'))).expect(200);
	assert.equal(holders('group_lead'), 'guowei');
	assert.ok(history('role.revoke', 'chenlan'));
	/* A second one through a role of the site's own is none either. */
	one(`INSERT INTO app.role (site_id, name) VALUES (${siteId}, '另一组长')`);
	one(`INSERT INTO app.role_permission SELECT site_id, id, 'group.lead' FROM app.role WHERE site_id = ${siteId} AND name = '另一组长'`);
	(await roles('sunli', 'chenlan', ['另一组长'])).expect(200);
	(await press('zhouyi', two, asked('grant'))).expect(422, '各只能有一人');
	(await press('zhouyi', two, asked('grant'), 'decline')).expect(200);
	/* The machine's owner needs nobody; the seat moves as well, and the site is told. */
	own.ctl('role', 'grant', site, 'chenlan', 'group_lead');
	assert.equal(holders('group_lead'), 'chenlan');
	assert.ok(told('guowei', 'power_machine') && told('sunli', 'power_machine'));
});

test('R6.1a, R8.1: the members page names each seat and what deviates; the three companies conform', async () => {
	for (const [slug, admin] of [[site, 'sunli'], ['huadong2', 'yejun'], ['donghua', 'weilan']]) {
		const page = (await (await as(admin)).get(`/${slug}/settings/members`)).expect(200, '管理小组组成', '组长（分管技术的公司领导）');
		assert.deepEqual(page.select('#group .late'), [], `${slug}: ${page.texts('#group .late').join(' | ')}`);
		page.lacks('与第六条不符');
	}
	(await roles('sunli', 'luxiaofeng', [], ['department_head'])).expect(200);
	(await roles('sunli', 'fangyuan', [], ['liaison'])).expect(200);
	const page = (await (await as('sunli')).get(`${home}/settings/members`)).expect(200, '与第六条不符', '该部门没有负责人', '不是第六条所列部门的负责人', '没有需求联络人（第八条）');
	assert.equal(page.select('#group .late').length, 3);
});

test('S2: a role given or taken ends no session, and acts at once', async () => {
	const wang = await as('wangqiang');
	(await wang.get(`${home}/triage`)).expect(403);
	(await roles('sunli', 'wangqiang', ['technical'])).expect(200);
	(await wang.get(`${home}/triage`)).expect(200);
	(await roles('sunli', 'wangqiang', [], ['technical'])).expect(200);
	(await wang.get(`${home}/triage`)).expect(403);
});

test('RX.3: a head hands over what a member of the department is responsible for, told to both and in the history', async () => {
	const zhou = await as('zhouyi');
	const mine = JSON.parse(one(`SELECT json_agg(x) FROM (SELECT r.number, a.login, r.kind FROM app.record r JOIN app.membership m ON m.site_id = r.site_id AND m.account_id = r.owner_id
		JOIN app.account a ON a.id = r.owner_id JOIN app.department d ON d.site_id = r.site_id AND d.id = m.department_id AND d.function = 'tech'
		WHERE r.site_id = ${siteId} AND r.closed_at IS NULL AND r.visible = 0 AND r.kind IN ('launch', 'platform') AND NOT EXISTS (SELECT FROM app.approval p WHERE p.site_id = r.site_id AND p.record_id = r.id AND p.outcome IS NULL) ORDER BY r.id) x`));
	const { number, login } = mine.find((r) => r.kind === 'launch') ?? mine[0], heir = ['jianglei', 'maoyu'].find((n) => n !== login);
	const record = (await zhou.get(`${home}/${number.startsWith('LCH') ? 'launches' : 'platforms'}/${number}`)).expect(200);
	const link = record.links.find((l) => l.href.includes('/handover?number='));
	assert.ok(link, 'the record leads there');
	const form = (await zhou.get(link.href)).expect(200);
	(await zhou.submit(form, { to: idOf(heir), reason: '' }, { form: '/handover' })).expect(422);
	(await zhou.submit(form, { to: idOf(heir), reason: '原负责人本月外出培训，由其接手' }, { form: '/handover' })).expect(200, '已移交');
	assert.equal(one(`SELECT a.login FROM app.record r JOIN app.account a ON a.id = r.owner_id WHERE r.site_id = ${siteId} AND r.number = '${number}'`), heir);
	assert.ok(told(heir, 'handed') && told(login, 'handed'));
	assert.equal(one(`SELECT e.detail ->> 'reason' FROM app.event e JOIN app.record r ON r.site_id = e.site_id AND r.id = e.record_id WHERE e.site_id = ${siteId} AND r.number = '${number}' AND e.action = 'record.handover' ORDER BY e.seq DESC LIMIT 1`), '原负责人本月外出培训，由其接手');
	/* Only within the department, and only by its head. */
	(await force('zhouyi', `${home}/handover`, { number, to: idOf('gaofei'), reason: '请其他部门接手办理' })).expect(422, '须为本部门成员');
	(await force('guowei', `${home}/handover`, { number, to: idOf('wangqiang'), reason: '请业务部接手办理此事' })).expect(422, '不由本部门成员负责');
	(await force('wangqiang', `${home}/handover`, { number, to: idOf('liumei'), reason: '请业务部接手办理此事' })).expect(403);
	/* Everything of a person, with the tasks that are theirs to do. */
	const task = JSON.parse(one(`SELECT COALESCE(json_agg(x), '[]') FROM (SELECT t.id, t.record_id, a.login FROM app.launch_task t JOIN app.record r ON r.site_id = t.site_id AND r.id = t.record_id JOIN app.account a ON a.id = t.owner_id
		JOIN app.membership m ON m.site_id = t.site_id AND m.account_id = t.owner_id JOIN app.department d ON d.site_id = m.site_id AND d.id = m.department_id AND d.function = 'tech'
		WHERE t.site_id = ${siteId} AND t.removed_at IS NULL AND t.state IN ('open', 'under_way') AND r.closed_at IS NULL LIMIT 1) x`))[0];
	assert.ok(task, 'a task that is not finished');
	const to = ['maoyu', 'jianglei'].find((n) => n !== task.login);
	(await zhou.submit(await zhou.get(`${home}/handover`), { from: idOf(task.login), to: idOf(to), reason: '长期休假，工作移交给同事' }, { form: '/handover' })).expect(200, '已移交');
	assert.equal(one(`SELECT a.login FROM app.launch_task t JOIN app.account a ON a.id = t.owner_id WHERE t.site_id = ${siteId} AND t.id = ${task.id}`), to);
	assert.equal(one(`SELECT count(*) FROM app.party WHERE site_id = ${siteId} AND record_id = ${task.record_id} AND account_id = ${idOf(to)} AND state = ''`), '1', 'whoever goes on with a task is party to the launch');
	/* While the launch is decided on its tasks stay where they are. */
	one(`INSERT INTO app.approval (site_id, record_id, state, round, by_rule, version, opened_at) SELECT site_id, id, state, 90, 'group', 1, now() FROM app.record WHERE site_id = ${siteId} AND id = ${task.record_id}`);
	(await zhou.submit(await zhou.get(`${home}/handover`), { from: idOf(to), to: idOf('xuning'), reason: '任务改由其他同事继续' }, { form: '/handover' })).expect(200, '已移交');
	assert.equal(one(`SELECT a.login FROM app.launch_task t JOIN app.account a ON a.id = t.owner_id WHERE t.site_id = ${siteId} AND t.id = ${task.id}`), to);
	one(`DELETE FROM app.approval WHERE site_id = ${siteId} AND record_id = ${task.record_id} AND round = 90`);
	/* What is being decided on changes hands afterwards: it is no way to a vote. */
	const voted = JSON.parse(one(`SELECT COALESCE(json_agg(x), '[]') FROM (SELECT r.number FROM app.record r JOIN app.approval p ON p.site_id = r.site_id AND p.record_id = r.id AND p.outcome IS NULL
		WHERE r.site_id = ${siteId} AND r.visible = 0 LIMIT 1) x`))[0];
	one(`UPDATE app.record SET owner_id = ${idOf('xuning')} WHERE site_id = ${siteId} AND number = '${voted.number}'`);
	(await force('zhouyi', `${home}/handover`, { number: voted.number, to: idOf('maoyu'), reason: '想让原负责人参加表决' })).expect(422, '正在审批');
});

test('RX.3: a leaver\'s items go on with the heir, and no decision goes with them', async () => {
	const sunli = await as('sunli'), gao = await as('gaofei');
	/* A change that was returned to its author, whose step nobody else could take. */
	const back = JSON.parse(one(`SELECT COALESCE(json_agg(x), '[]') FROM (SELECT r.number, a.login FROM app.record r JOIN app.account a ON a.id = r.created_by JOIN app.membership m ON m.site_id = r.site_id AND m.account_id = a.id AND m.left_at IS NULL
		WHERE r.site_id = ${siteId} AND r.kind = 'change' AND r.state = 'draft' AND r.visible = 0 AND a.login NOT IN ('gaofei', 'sunli', 'chenlan', 'zhouyi') LIMIT 1) x`))[0];
	const leaver = back?.login ?? 'liumei';
	const named = one(`SELECT count(*) FROM app.waiting WHERE site_id = ${siteId} AND account_id = ${idOf('gaofei')} AND action = 'decide'`);
	one(`INSERT INTO app.waiting (site_id, record_id, action, account_id, since) SELECT ${siteId}, id, 'decide', ${idOf(leaver)}, now() FROM app.record r WHERE r.site_id = ${siteId} AND r.kind = 'appeal' ORDER BY r.id LIMIT 1`);
	(await sunli.submit(await sunli.get(member(leaver)), { heir_id: idOf('gaofei') }, { button: 'act=leave' })).expect(200, '已于');
	assert.equal(one(`SELECT count(*) FROM app.waiting WHERE site_id = ${siteId} AND account_id = ${idOf('gaofei')} AND action = 'decide'`), named, 'a named decision is not inherited');
	assert.equal(one(`SELECT count(*) FROM app.record WHERE site_id = ${siteId} AND owner_id = ${idOf(leaver)} AND closed_at IS NULL AND visible < 2`), '0');
	assert.equal(one(`SELECT count(*) FROM app.launch_task t JOIN app.record r ON r.site_id = t.site_id AND r.id = t.record_id WHERE t.site_id = ${siteId} AND t.owner_id = ${idOf(leaver)}
		AND t.removed_at IS NULL AND t.state IN ('open', 'under_way') AND r.closed_at IS NULL`), '0');
	if (back)
		assert.ok((await gao.get(`${home}/changes/${back.number}`)).expect(200).select('[name=move][value=submit]').length > 0, 'the heir leads on what came back');
});
