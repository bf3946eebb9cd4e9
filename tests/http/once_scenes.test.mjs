// SPDX-License-Identifier: ISC
// Goal: issue 9, 1.4, for forms that only some situation shows: sent twice, and twice at the same moment, each is taken once and answered
// alike, also where the first sending takes away the right, the membership or the page; and the database keeps this for a month.
// once.test.mjs walks through the forms of all pages and leaves to this file what stands in SCENES.
import test, { after } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { client, ctl, login, psql, stack } from '../run/stack.mjs';
import { accountId, handIn, seenBy, site, siteId, someone } from '../run/people.mjs';
import { as, day, department, make, unique } from '../run/acts.mjs';
import { launchIn } from '../run/staged.mjs';
import { answered } from '../run/feedback.mjs';
import { courier as messages, endOutside, mailServer } from '../run/outside.mjs';
import { SCENES, done, routeOf, taken, tried } from '../run/twice.mjs';
import { totp } from '../run/totp.mjs';

stack('stack_end courier');
const courier = () => execFileSync(path.join(path.dirname(process.env.GATEHOUSE_CTL), 'gatehouse-courier'), ['-c', process.env.GATEHOUSE_CONF, '--once'], { stdio: 'ignore' });
const members = `/${site}/settings/members`, memberPath = (name) => `${members}/${accountId(name)}`;

/** Sends the form of a page that has this button ("act=leave"), or goes there; a value of null leaves the field out. */
async function sent(who, page, form, values = {}, button = form) {
	const found = page.expect(200).form(form), pressed = found.buttons.find((b) => `${b.name}=${b.value}` === button);
	const pairs = [...found.fields.filter(([name]) => !(name in values)), ...Object.entries(values).flatMap(([name, v]) => [v].flat().filter((one) => one !== null).map((one) => [name, one])),
		...(pressed ? [[pressed.name, pressed.value]] : [])];
	const to = new URL(pressed?.action || found.action || page.url, page.url), route = routeOf(to.pathname);
	assert.ok(await taken(who, to.pathname + to.search, pairs, { enctype: found.enctype }), tried.get(route));
}
/* One after the other, then at the same moment: taken() does each in turn. */
const twoTimes = async (...what) => { for (const one of what.length > 1 ? what : [what[0], what[0]]) await one(); };

test('1.4 the link of a mail, with a button: no more such mail', async () => {
	const mail = await mailServer(), asker = someone({ has: ['requirement.submit'], lacks: ['requirement.triage'] }), triager = someone({ has: ['requirement.triage'], not: [asker] });
	psql(`UPDATE app.account SET email = 'triager@example.test' WHERE login = '${triager}'`);
	await messages(mail.settings);
	await twoTimes(async () => {
		mail.letters.length = 0;
		psql(`DELETE FROM app.message_choice WHERE account_id = ${accountId(triager)}; UPDATE app.delivery SET settled_at = now() - interval '1 hour'`);
		await handIn(await as(asker), unique('退订'));
		await messages(mail.settings);
		const to = new URL(mail.letters[0].headers.get('list').unsubscribe.url), who = client();
		await sent(who, await who.get(to.pathname), '/unsubscribe/');
		assert.equal(psql(`SELECT choice FROM app.message_choice WHERE account_id = ${accountId(triager)}`), 'off');
	});
	psql(`UPDATE app.account SET email = ''`);
	await endOutside();
});

test('1.4 an invitation, from one\'s own page: declined, then accepted', async () => {
	const name = psql(`SELECT a.login FROM app.account a JOIN app.membership m ON m.account_id = a.id WHERE m.site_id = ${siteId('donghua')} AND m.left_at IS NULL AND a.disabled_at IS NULL AND a.password IS NOT NULL AND a.totp_secret IS NULL
		AND NOT EXISTS (SELECT FROM app.membership o WHERE o.account_id = a.id AND o.site_id = ${siteId()}) AND NOT EXISTS (SELECT FROM app.member_role mr JOIN app.role_permission rp USING (site_id, role_id) WHERE mr.account_id = a.id AND app.is_power(rp.permission)) ORDER BY a.id LIMIT 1`);
	const who = await login(name), isMember = () => psql(`SELECT count(*) FROM app.membership WHERE site_id = ${siteId()} AND account_id = ${accountId(name)} AND left_at IS NULL`);
	for (const [act, n] of [['decline', '0'], ['accept', '1']]) {
		await (await as('sunli')).submit(await (await as('sunli')).get(members), { login: name });
		const page = (await who.get('/account')).expect(200), form = page.forms.find((f) => f.action === '/account/invitations' && f.buttons.some((b) => b.value === act));
		await sent(who, page, `act=${act}`, {}, `act=${act}`);
		assert.ok(form && isMember() === n, `${act}: ${isMember()}`);
	}
});

test('1.4 the notice on personal data: agreed to once', () => twoTimes(async () => {
	const who = await login('kongli');
	psql("UPDATE app.account SET privacy_version = 0, privacy_at = NULL WHERE login = 'kongli'");
	who.reads = true;
	await sent(who, await who.get('/account/privacy?next=/'), 'act=agree');
}));

test('1.4 two people: a link that is shown once is shown again to the same browser; what was declined stays declined', async () => {
	const sunli = await as('sunli'), operator = await as('operator');
	const ask = async (name) => (await sunli.submit((await sunli.get(memberPath(name))).expect(200), { reason: '手机遗失，无法登录' }, { button: 'act=link' })).expect(200, '等待第二人确认');
	const row = (page, act) => page.forms.find((f) => f.buttons.some((b) => b.value === act));
	const press = async (who, at, act) => {
		const page = (await who.get(at)).expect(200), form = row(page, act);
		assert.ok(form, `${act} at ${at}`);
		assert.ok(await taken(who, at, [...form.fields, ['act', act]]), tried.get(routeOf(at)));
	};
	// In a site: a role with power for somebody, confirmed by the lead.
	for (const act of ['decline', 'confirm']) {
		const page = (await sunli.get(memberPath('xuning'))).expect(200), role = psql(`SELECT id FROM app.role WHERE site_id = ${siteId()} AND key = 'group_member'`);
		const held = page.form('act=roles').fields.filter(([n]) => n === 'role').map(([, v]) => v);
		(await sunli.submit(page, { role: [...held, role], reason: '增补管理小组成员' }, { button: 'act=roles' })).expect(200);
		await press(await as('chenlan'), `/${site}/settings/two-people`, act);
	}
	for (const act of ['decline', 'confirm']) {
		await ask('chenlan');
		await press(operator, '/operator/two-people', act);
	}
	assert.equal(psql(`SELECT count(*) FROM app.one_time_link WHERE account_id = ${accountId('chenlan')} AND used_at IS NULL`), '1', 'one link');
});

test('1.4 whoever ends their own membership by the form gets its reply again', () => twoTimes(async () => {
	const name = psql(`SELECT a.login FROM app.membership m JOIN app.account a ON a.id = m.account_id WHERE m.site_id = ${siteId()} AND m.left_at IS NULL AND a.disabled_at IS NULL AND a.password IS NOT NULL AND a.totp_secret IS NULL AND a.login NOT IN ('sunli', 'wangqiang', 'xuning', 'guowei', 'chenlan', 'maoyu', 'liumei', 'shenbo', 'kongli')
		AND NOT EXISTS (SELECT FROM app.member_role mr JOIN app.role_permission rp USING (site_id, role_id) WHERE mr.site_id = m.site_id AND mr.account_id = a.id AND app.is_power(rp.permission)) ORDER BY a.id LIMIT 1`);
	assert.equal((await ctl('role', 'grant', site, name, 'site_admin', '--yes')).code, 0);
	const who = await login(name);
	await sent(who, await who.get(memberPath(name)), 'act=leave', { heir_id: psql(`SELECT min(account_id) FROM app.membership m WHERE site_id = ${siteId()} AND left_at IS NULL AND account_id <> ${accountId(name)} AND NOT EXISTS (SELECT FROM app.review_attendance x WHERE x.site_id = m.site_id AND x.account_id = m.account_id)`) });
	(await who.get(`/${site}/`)).expect(404);
}));

test('1.4 feedback of nobody and of somebody: one record, and the same page of its code', async () => {
	psql(`INSERT INTO app.rule (site_id, key, value) VALUES (${siteId('huadong2')}, 'public_feedback', '1') ON CONFLICT (site_id, key) DO UPDATE SET value = '1'; UPDATE app.site SET version = version + 1 WHERE slug = 'huadong2'`);
	for (const who of [client(), await as('wangqiang')]) {
		const page = (await who.get('/huadong2/feedback')).expect(200);
		await sent(who, page, '/feedback', await answered(page, 'huadong2', { text: `自助终端没有纸 ${unique()}` }));
	}
});

test('1.4 an import: the file, its columns, the wish, and the second person', async () => {
	const home = `/${site}/settings/import`, platform = psql(`SELECT number FROM app.record WHERE site_id = ${siteId()} AND kind = 'platform' AND state = 'in_operation' ORDER BY id LIMIT 1`);
	const importer = someone({ has: ['record.import', 'requirement.submit', 'settings.manage'] }), second = someone({ has: ['record.import', 'requirement.triage'], not: [importer] });
	const [first, other] = [await login(importer), await login(second)], status = (id) => psql(`SELECT status FROM app.import_batch WHERE site_id = ${siteId()} AND id = ${id}`);
	psql("UPDATE app.import_batch SET status = 'dropped' WHERE status IN ('columns', 'checking', 'checked', 'waiting')");
	for (const act of ['decline', 'confirm']) {
		const title = `导入 ${unique()}`, file = new File([`title,platform_id,need,channel,department_id,scenario\n${title},${platform},functional,research,业务部,场景说明文字\n`], `${act}.csv`);
		await sent(first, await first.get(home), home, { kind: 'requirement', file });
		const id = psql(`SELECT max(id) FROM app.import_batch WHERE site_id = ${siteId()}`), at = `${home}/${id}`;
		assert.equal(psql(`SELECT count(*) FROM app.import_batch WHERE file_name = '${act}.csv'`), '1');
		await sent(first, await first.get(at), 'act=check', { 'same.need': 'functional', 'same.channel': 'research', 'same.state': 'closed' });
		courier();
		await sent(first, await first.get(at), 'act=ask');
		assert.equal(status(id), 'waiting');
		await sent(other, await other.get(at), `act=${act}`);
		courier();
		assert.equal(psql(`SELECT count(*) FROM app.record WHERE site_id = ${siteId()} AND title = '${title}' AND visible = 0`), act === 'confirm' ? '1' : '0');
		if (act === 'decline')
			await sent(first, await first.get(at), 'act=drop');
	}
});

test('1.4 several records at once: each is decided on once', async () => {
	const open = psql(`SELECT r.number FROM app.record r JOIN app.approval a ON a.site_id = r.site_id AND a.record_id = r.id AND a.outcome IS NULL WHERE r.site_id = ${siteId()} AND r.kind = 'change' ORDER BY r.number`).split('\n');
	const votes = (name) => Number(psql(`SELECT count(*) FROM app.vote WHERE site_id = ${siteId()} AND account_id = ${accountId(name)}`));
	let times = 0;
	for (const name of psql(`SELECT a.login FROM app.member_role mr JOIN app.role ro ON ro.site_id = mr.site_id AND ro.id = mr.role_id AND ro.key = 'group_member' JOIN app.account a ON a.id = mr.account_id WHERE mr.site_id = ${siteId()} AND a.login <> 'xuning' ORDER BY a.login`).split('\n')) {
		const who = await login(name), page = await who.get(`/${site}/changes/moves?vote=approve&${open.slice(-2).map((n) => `record=${n}`).join('&')}`), before = votes(name);
		if (times === 2 || page.status !== 200 || !page.forms.some((f) => f.buttons.some((b) => `${b.name}=${b.value}` === 'vote=approve')))
			continue;
		await sent(who, page, 'vote=approve', { opinion: '变更范围清楚，同意实施' });
		assert.ok(votes(name) > before, `${name} voted`);
		times++;
	}
	assert.equal(times, 2);
});

test('1.4 triage: decided once, and the second sending is no "decided meanwhile"', () => twoTimes(async () => {
	const asker = await login(someone({ has: ['requirement.submit'], lacks: ['requirement.triage'] })), chair = someone({ has: ['requirement.triage'] }), who = await login(chair);
	const number = await handIn(asker, `两次提交 ${unique()}`), page = await who.get(`/${site}/triage`);
	await sent(who, page, '/triage', { meeting: '', held_on: day(), chair_id: accountId(chair), present: accountId(chair), summary: '逐条讨论', [`decision.${number}`]: 'reject', [`decision_reason.${number}`]: '已有同类功能' });
}));

test('1.4 what a change states: of its target, and of an entry there', async () => {
	const launch = { number: launchIn('development', { owner: 'liumei' }) }, xu = await as('xuning');
	const rec = await make('xuning', 'changes', { title: `变更 ${unique()}`, target_id: launch.number, department_id: department('tech'), what: '排期需要调整', why: '接口供应商推迟交付', effect_schedule: '上线顺延一周', effect_cost: '费用没有变化', effect_risk: '联调时间变短' });
	for (const plan_schedule of ['开发八周', '开发九周'])
		await sent(xu, await xu.get(`${rec.path}/values/${launch.number}`), '/values/', { plan_schedule }, '');
	for (const title of ['补充接口测试', '补充页面测试'])
		await sent(xu, await xu.get(`${rec.path}/values/${launch.number}/task/new`), '/values/', { title, owner_id: accountId('shenbo'), starts_on: day(), due: day(3) }, '');
	assert.equal(psql(`SELECT count(DISTINCT no) FROM app.proposed_value v JOIN app.record r ON r.site_id = v.site_id AND r.id = v.record_id WHERE r.number = '${rec.number}' AND v.sort = 'task'`), '2');
});

test('1.4 a kept filter is removed, and its page is the same', () => twoTimes(async () => {
	const who = await as('zhouyi'), name = `我的 ${unique()}`, page = await who.submit(await who.get(`/${site}/requirements?state=accepted`), { name }, { form: 'save-list' });
	const id = psql(`SELECT id FROM app.saved_filter WHERE name = '${name}'`), form = page.form('filters');
	assert.ok(await taken(who, `/${site}/filters/${id}/delete?kind=requirements`, [['token', form.fields.find(([n]) => n === 'token')[1]], ['key', unique()]]), tried.get('/{site}/filters/{filter}/delete'));
	assert.equal(psql(`SELECT count(*) FROM app.saved_filter WHERE id = ${id}`), '0');
}));

test('1.4 a second factor: its codes are shown again to the browser that asked, and are one set', async () => {
	const who = await login('kongli'), page = await who.get('/account/factor'), secret = page.form('factor').fields.find(([n]) => n === 'secret')[1];
	after(() => psql("UPDATE app.account SET totp_secret = NULL WHERE login = 'kongli'"));
	await sent(who, page, 'act=on', { code: totp(secret) });
	const codes = psql(`SELECT count(*) FROM app.recovery_code WHERE account_id = ${accountId('kongli')}`);
	await sent(who, await who.get('/account/factor'), 'act=codes');
	assert.equal(psql(`SELECT count(*) FROM app.recovery_code WHERE account_id = ${accountId('kongli')}`), codes);
});

test('1.4 sessions: another one is ended, then all others', async () => {
	const who = await login('maoyu');
	for (const _ of [1, 2, 3])
		await login('maoyu');
	const page = await who.get('/account'), one = page.forms.find((f) => f.action === '/account/sessions').buttons[0];
	await sent(who, page, `end=${one.value}`);
	await sent(who, await who.get('/account'), 'end=others');
	assert.equal(psql(`SELECT count(*) FROM app.session WHERE account_id = ${accountId('maoyu')}`), '1');
});

test('1.4 each of these was sent twice, and twice at the same moment', () => {
	assert.deepEqual(SCENES.filter((route) => (done.get(route) ?? 0) < 2).map((route) => tried.get(route) ?? route), []);
});

test('1.4 a form is remembered for a month', () => {
	psql(`INSERT INTO app.submission (site_id, account_id, key, location, at) SELECT ${siteId()}, 0, 'aged ' || d, '', now() - make_interval(days => d) FROM unnest(ARRAY[29, 31]) d`);
	courier();
	assert.equal(psql("SELECT string_agg(key, ',') FROM app.submission WHERE key LIKE 'aged %'"), 'aged 29');
});
