// SPDX-License-Identifier: ISC
// Goal: people can log in only with their own link or password, not by guessing; a second factor works once; a session that ends loses
// nothing typed; rights act at once, the last administrator stays, nobody gives themselves decisions; rules, calendar and absences are
// kept and in the history. Proves R2.2, R8.1, RX.3 (delegation), RX.4, RX.8, RX.9, RX.12, RX.15; security research 1-12. Makes a site
// and people of its own.
import test from 'node:test';
import assert from 'node:assert/strict';
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { client, login as logIn, psql, rows } from '../run/stack.mjs';

const mark = `p${Date.now().toString(36)}`;
const slug = `${mark}-east`, site = `/${slug}`;
const secret = { root: '绿色的山坡上有一群羊', chief: 'the tall red tower', han: 'purple rain in may' };
const name = (who) => `${who}.${mark}`;
const sql = (text) => psql(text);
const idOf = (who) => sql(`SELECT id FROM app.account WHERE login = '${name(who)}'`);
const linkOf = (page) => new URL(page.select('input[readonly]').map((e) => e.attrs.value).find((v) => /\/(link|join)\//.test(v ?? ''))).pathname;
const alert = (page) => page.texts('.alert').join(' ');

async function enter(who, password = secret[who], next = '/account') {
	const c = client();
	c.last = await c.submit(await c.get(`/login?next=${next}`), { login: name(who), password }, { form: '/login' });
	return c;
}

async function choose(link, password) {
	const c = client();
	return c.submit(await c.get(link), { password, again: password }, { form: link });
}

/** RFC 6238 of a Base32 secret, ${steps} steps from now. */
function totp(base32, steps = 0) {
	const bits = [...base32].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
	const key = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
	const counter = Buffer.alloc(8);
	counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + steps));
	const mac = createHmac('sha1', key).update(counter).digest(), at = mac[19] & 15;
	return String((mac.readUInt32BE(at) & 0x7fffffff) % 1000000).padStart(6, '0');
}

let root, chief;

test('an operator comes in by a one-time link', async () => {
	const token = randomBytes(32).toString('hex'), link = `/link/${token}`;
	sql(`SELECT app.account_add('${name('root')}', '运维', '', '', now());
		UPDATE app.account SET is_operator = true WHERE login = '${name('root')}';
		INSERT INTO app.one_time_link SELECT '${createHash('sha256').update(token).digest('hex')}', id, 'first', now() + interval '1h' FROM app.account WHERE login = '${name('root')}'`);
	for (const [bad, why] of [['short', '至少需要'], ['woaini5201314', '太常见'], [`x${name('root')}x`, '登录名、姓名']])
		assert.match(alert((await choose(link, bad)).expect(422)), new RegExp(why));
	const page = await choose(link, secret.root);
	page.expect(200, '密码已设置');
	(await client().get(link)).expect(404, '链接已失效');
	root = await enter('root');
	root.last.expect(200, '我的账号');
});

test('unknown, wrong and disabled read the same, and guessing ends', async () => {
	const wrong = (await enter('root', 'no such thing')).last.expect(422), unknown = (await enter('nobody', 'no such thing')).last.expect(422);
	assert.equal(alert(wrong), alert(unknown));
	const c = client();
	let page = await c.get('/login');
	for (let i = 0; i < 10; i++)
		page = await c.submit(page, { login: name('guessed'), password: `guess ${i}` }, { form: '/login' });
	sql("UPDATE app.attempt SET until = now() + interval '1 minute' WHERE until IS NOT NULL");
	page = await c.submit(page, { login: name('guessed'), password: 'guess' }, { form: '/login' });
	page.expect(429, '次数过多');
	// Somebody else at the same address still comes in.
	(await enter('root')).last.expect(200, '我的账号');
	(await client().post('/login', { login: name('root'), password: secret.root })).expect(401);
});

test('a new session at log-in, none before the second step', async () => {
	const c = client(), form = await c.get('/login?next=/account'), before = [...c.cookies.values()].join();
	await c.submit(form, { login: name('root'), password: secret.root }, { form: '/login' });
	assert.notEqual([...c.cookies.values()].join(), before);
	assert.equal(sql(`SELECT count(*) FROM app.session WHERE token IN (${[...c.cookies.values()].map((v) => `'${v}'`).join()})`), '0');
	(await c.get('/login?next=//evil.example/')).expect(200);
	for (const next of ['//evil.example/', 'https://evil.example/', '/\\evil.example'])
		assert.ok(!(await c.send('GET', `/login?next=${encodeURIComponent(next)}`)).headers.get('location').includes('evil'));
});

test('an operator opens a site and sees nothing of it', async () => {
	const given = await root.submit(await root.get('/operator/accounts'), { login: name('chief'), name: '李雷' }, { form: '/operator/accounts' });
	(await choose(linkOf(given.expect(200)), secret.chief)).expect(200);
	const form = await root.get('/operator/sites');
	for (const [bad, why] of [[{ slug: '-bad' }, '小写字母'], [{ slug: 'login' }, '已被使用'], [{ administrator: 'nobody.at.all' }, '没有这个登录名']])
		(await root.submit(form, { slug, name: '华东站', administrator: name('chief'), ...bad }, { form: '/operator/sites' })).expect(422, why);
	(await root.submit(form, { slug, name: `华东站${mark}`, name_en: 'East', administrator: name('chief') }, { form: '/operator/sites' })).expect(200, '站点已开通');
	(await root.get(`${site}/`)).expect(404);
	assert.equal(sql(`SELECT string_agg(action, ' ' ORDER BY seq) FROM app.event e JOIN app.site s ON s.id = e.site_id WHERE slug = '${slug}'`), 'member.add role.grant');
	chief = await enter('chief');
	(await chief.get('/operator/sites')).expect(404);
});

test('departments warn where a liaison is missing; members get roles; changes act at once', async () => {
	const departments = `${site}/settings/departments`, members = `${site}/settings/members`;
	(await chief.submit(await chief.get(departments), { name: '业务一部', function: 'business' }, { form: departments })).expect(200, '第八条', '缺少');
	(await chief.submit(await chief.get(departments), { name: '业务一部', function: 'business' }, { form: departments })).expect(422, '已被使用');
	const department = sql(`SELECT d.id FROM app.department d JOIN app.site s ON s.id = d.site_id WHERE slug = '${slug}'`);
	const given = await chief.submit(await chief.get(members), { login: name('han'), name: '韩梅梅', department_id: department });
	(await choose(linkOf(given.expect(200)), secret.han)).expect(200, '账号已建立');
	const han = await enter('han'), member = `${members}/${idOf('han')}`;
	(await han.get(members)).expect(403);
	const role = (key) => sql(`SELECT r.id FROM app.role r JOIN app.site s ON s.id = r.site_id WHERE slug = '${slug}' AND key = '${key}'`);
	(await chief.submit(await chief.get(member), { role: [role('liaison'), role('technical')] }, { button: 'act=roles' })).expect(200, '立即生效');
	(await chief.get(departments)).expect(200, '韩梅梅').lacks('缺少');
	// Their session ended with the change of rights.
	(await han.get('/account')).expect(200, '登录名', '密码');
	const own = `${members}/${idOf('chief')}`, page = await chief.get(own);
	(await chief.submit(page, { role: null }, { button: 'act=roles' })).expect(422, '至少要保留');
	(await chief.submit(page, { role: [role('site_admin'), role('group_lead')] }, { button: 'act=roles' })).expect(422, '不能给自己');
	(await chief.submit(page, { heir_id: idOf('han') }, { button: 'act=leave' })).expect(422, '至少要保留');
});

test('a site makes links only for accounts that are its own', async () => {
	const members = `${site}/settings/members`;
	(await chief.submit(await chief.get(`${members}/${idOf('han')}`), {}, { button: 'act=link' })).expect(200, '限用一次', '前有效');
	(await chief.submit(await chief.get(members), { login: name('root') })).expect(200);
	(await chief.get(`${members}/${idOf('root')}`)).expect(404);
	(await root.submit(await root.get('/'), {}, { button: 'act=accept' })).expect(200, '您已接受邀请');
	const page = (await chief.get(`${members}/${idOf('root')}`)).expect(200, '只能由他们维护');
	const token = page.form('act=leave').fields.find(([n]) => n === 'token')[1];
	(await chief.post(`${members}/${idOf('root')}`, { token, act: 'link' })).expect(403);
});

test('roles are ticked, kept from being emptied and from being given to oneself', async () => {
	const roles = `${site}/settings/roles`;
	let page = await chief.submit(await chief.get(roles), { name: '质量专员' }, { form: roles });
	page.expect(200, '质量专员');
	page = await chief.submit(page, { permit: ['notice.manage', 'record.view'], second_factor: '1' }, { form: page.path });
	page.expect(200, '立即生效');
	const admin = `${roles}/${sql(`SELECT r.id FROM app.role r JOIN app.site s ON s.id = r.site_id WHERE slug = '${slug}' AND key = 'site_admin'`)}`;
	page = await chief.get(admin);
	(await chief.submit(page, { permit: ['history.view'] }, { form: admin })).expect(422, '至少要保留');
	(await chief.submit(page, { permit: ['members.manage', 'roles.manage', 'group.decide'] }, { form: admin })).expect(422, '不能给自己');
	(await chief.submit(await chief.get(roles), { name: '需求联络人' }, { form: roles })).expect(422, '已被使用');
});

test('rules store differences; the calendar is pasted', async () => {
	const rules = `${site}/settings/rules`, calendar = `${site}/settings/calendar`;
	(await chief.submit(await chief.get(rules), { wage_share: '30' }, { form: rules })).expect(422);
	(await chief.submit(await chief.get(rules), { group_share: '60' }, { form: rules })).expect(200, '已保存');
	assert.equal(sql(`SELECT string_agg(key || value, ' ') FROM app.rule r JOIN app.site s ON s.id = r.site_id WHERE slug = '${slug}'`), 'group_share60');
	assert.equal((await chief.get(rules)).form(rules).fields.find(([n]) => n === 'group_share')[1], '60');
	const form = await chief.get(`${calendar}?year=2026`);
	(await chief.submit(form, { days: '2026-10-01~2026-10-07 休 国庆节\n\n# 说明\n2026/10/10，班，补班' }, { form: calendar })).expect(200, '国庆节', '补班');
	const again = await chief.submit(await chief.get(`${calendar}?year=2026`), { days: '2026-10-01 休\n2026-13-01 休' }, { form: calendar });
	again.expect(422, '第 2 行');
	assert.match(again.form(calendar).fields.find(([n]) => n === 'days')[1], /2026-13-01/);
	assert.equal(sql(`SELECT count(*) FROM app.calendar_day c JOIN app.site s ON s.id = c.site_id WHERE slug = '${slug}'`), '8');
});

test('a session that ends in the middle loses nothing typed', async () => {
	const han = await enter('han'), path = `${site}/absence`, form = await han.get(path);
	sql(`DELETE FROM app.session WHERE account_id = ${idOf('han')}`);
	const today = new Date().toISOString().slice(0, 10), later = new Date(Date.now() + 5 * 864e5).toISOString().slice(0, 10);
	const asked = await han.submit(form, { delegate_id: idOf('chief'), starts_on: today, ends_on: later, reason: '病"假 <b>，情况如上所述' }, { form: path });
	asked.expect(401, '已保留');
	const back = await han.submit(asked, { login: name('han'), password: secret.han }, { form: '/login' });
	back.expect(200, '重新登录');
	(await han.submit(back, {}, { form: path })).expect(200, '病"假 <b>', '李雷');
	(await han.submit(await han.get(path), { delegate_id: idOf('han'), starts_on: today, ends_on: later }, { form: path })).expect(422, '其他人');
});

test('what is guarded asks for the password again', async () => {
	sql(`UPDATE app.session SET fresh_at = now() - interval '1 hour' WHERE account_id = ${idOf('chief')}`);
	(await chief.get('/account/factor')).expect(200, '再次输入密码');
	const asked = await chief.submit(await chief.get('/account'), { name: '李雷雷' }, { form: '/account/profile' });
	asked.expect(401);
	const back = await chief.submit(asked, { password: secret.chief }, { form: '/login' });
	(await chief.submit(back.expect(200), {}, { form: '/account/profile' })).expect(200, '李雷雷');
});

test('a second factor is set up, works once, and recovery codes work once', async () => {
	const form = await chief.get('/account/factor'), key = form.form('factor').fields.find(([n]) => n === 'secret')[1];
	(await chief.submit(form, { code: '000000' }, { button: 'act=on' })).expect(422);
	const code = totp(key), done = await chief.submit(form, { code }, { button: 'act=on' });
	const codes = done.expect(200, '备用码').texts('ul.mono li');
	assert.equal(codes.length, 10);
	const step = async () => { const c = await enter('chief'); c.last.expect(200, '双重验证'); return c; };
	let c = await step();
	assert.equal((await c.send('GET', '/account')).status, 303);
	(await c.submit(c.last, { code }, { form: '/login/code' })).expect(422);
	(await c.submit(c.last, { code: totp(key, 1) }, { form: '/login/code' })).expect(200, '我的账号');
	c = await step();
	(await c.submit(c.last, { code: codes[3].toLowerCase() }, { form: '/login/code' })).expect(200, '我的账号');
	c = await step();
	(await c.submit(c.last, { code: codes[3] }, { form: '/login/code' })).expect(422);
	const account = `/operator/accounts/${idOf('chief')}`;
	/* An administrator's second factor takes two operators (S4). */
	(await root.submit(await root.get(account), {}, { button: 'act=factor_off' })).expect(200, '等待第二人确认');
	assert.equal(sql(`SELECT totp_secret IS NOT NULL FROM app.account WHERE login = '${name('chief')}'`), 't');
	const second = await logIn('operator'), page = (await second.get('/operator/two-people')).expect(200, '解除双重验证', name('chief'));
	const asked = page.select('form').map((f) => page.forms.find((x) => x.fields.some(([n, v]) => n === 'id' && v === sql(`SELECT max(id) FROM app.power_request WHERE subject_id = ${idOf('chief')}`)))).find(Boolean);
	(await second.post('/operator/two-people', [...asked.fields, ['act', 'confirm']])).expect(200, '已确认并办理');
	chief = await enter('chief');
});

test('the account page: language, password, sessions, one\'s own data', async () => {
	(await chief.submit(await chief.get('/account'), { language: 'en', theme: 'dark' }, { form: '/account/display' })).expect(200, 'My account');
	(await chief.submit(await chief.get('/account'), { language: 'zh_CN', theme: 'system' }, { form: '/account/display' })).expect(200, '我的账号');
	const other = await enter('chief'), form = await chief.get('/account');
	(await chief.submit(form, { old_password: 'no', new_password: 'another fine day', again_password: 'another fine day' }, { form: '/account/password' })).expect(422, '当前密码不正确');
	(await chief.submit(form, { old_password: secret.chief, new_password: 'another fine day', again_password: 'another fine day' }, { form: '/account/password' })).expect(200, '密码已修改');
	secret.chief = 'another fine day';
	assert.equal((await other.send('GET', '/account')).status, 303);
	const data = (await chief.get('/account/data.json')).json;
	assert.equal(data.account[0].login, name('chief'));
	assert.equal(data.sites[0].site, slug);
	assert.ok(data.sites[0].history.length > 5);
	assert.ok(!JSON.stringify(data).includes('"token"'));
});

test('leaving hands over and ends every right; the chains hold', async () => {
	const member = `${site}/settings/members/${idOf('han')}`;
	(await chief.submit(await chief.get(member), { heir_id: idOf('chief') }, { button: 'act=leave' })).expect(200, '已于');
	const han = await enter('han');
	(await han.get(`${site}/absence`)).expect(404);
	(await chief.get(`${site}/history`)).expect(200, name('han'));
	const hanId = idOf('han'), here = `SELECT id, ${hanId}`;
	sql(`INSERT INTO app.saying (site_id, account_id, text, created_at, created_by) ${here}, '同意', now(), ${hanId} FROM app.site WHERE slug = '${slug}'`);
	sql(`INSERT INTO app.unsaved (site_id, account_id, form, key, typed, at) ${here}, 'requirements/new', 'k', '[["title","写到一半"]]', now() FROM app.site WHERE slug = '${slug}'`);
	(await root.submit(await root.get(`/operator/accounts/${hanId}`), {}, { button: 'act=erase' })).expect(200);
	for (const table of ['saying', 'unsaved'])
		assert.equal(sql(`SELECT count(*) FROM app.${table} WHERE account_id = ${hanId}`), '0', `what they kept for themselves goes with them: ${table}`);
	assert.equal(sql(`SELECT count(*) FROM app.account WHERE login = '${name('han')}'`), '0');
	/* Events keep what they were chained with; pages do not say it any more (RX.15). */
	for (let url = `${site}/history`, pages = 0; url && pages < 20; pages++) {
		const page = (await chief.get(url)).expect(200).lacks(name('han'));
		assert.ok(pages > 0 || page.text.includes('已注销人员'));
		url = page.links.find((l) => l.href.includes('before='))?.href;
	}
	assert.ok(!JSON.stringify((await chief.get('/account/data.json')).json.sites.flatMap((s) => s.history)).includes(name('han')));
	assert.notEqual(sql(`SELECT count(*) FROM app.event e JOIN app.site s ON s.id = e.site_id WHERE s.slug = '${slug}' AND e.object = '${name('han')}'`), '0');
	(await root.submit(await root.get(`/operator/accounts/${idOf('root')}`), {}, { form: `/operator/accounts/${idOf('root')}` })).expect(200);
	assert.equal(sql(`SELECT count(*) FROM app.site s WHERE app.event_verify(s.id) IS NOT NULL AND (slug = '${slug}' OR id = 0)`), '0');
	assert.equal(sql(`SELECT count(*) FROM app.event e WHERE action = 'login.fail' AND object = '${name('guessed')}'`), '0');
});

test('logging out ends the session for good', async () => {
	const cookies = new Map(chief.cookies);
	(await chief.submit(await chief.get('/account'), {}, { form: '/logout' })).expect(200, '已退出');
	chief.cookies = cookies;
	assert.equal((await chief.send('GET', '/account')).status, 303);
});

test('operators see which sites an account belongs to, and nobody else is told', async () => {
	const [one] = rows(`SELECT a.id, a.name, array_agg(s.name ORDER BY s.slug) AS sites FROM app.membership m JOIN app.account a ON a.id = m.account_id JOIN app.site s ON s.id = m.site_id
		WHERE m.left_at IS NULL GROUP BY 1, 2 HAVING count(*) = 2 ORDER BY 1 LIMIT 1`);
	const page = (await (await logIn('operator')).get(`/operator/accounts/${one.id}`)).expect(200, ...one.sites);
	assert.equal(page.links.filter((l) => l.href.startsWith('/operator/sites/')).length, one.sites.length);
	(await (await logIn('sunli')).get(`/operator/accounts/${one.id}`)).expect(404);
});
