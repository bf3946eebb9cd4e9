// SPDX-License-Identifier: ISC
// Goal: issue 9, 1.4: a form is taken once, whatever its route.  Each POST of the table of routes is found on the pages that people
// are shown, filled in and sent; the same form again, also twice at the same moment, is answered as it was (status, place, page) and
// changes nothing; other content under the same key is a conflict that shows what was typed.  1.6: triage.
import test from 'node:test';
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { login, psql, client, ctl, password, stack } from '../run/stack.mjs';
import { SCENES, done, filled, golden, routeOf, taken, tried, tryForms } from '../run/twice.mjs';
import { totp } from '../run/totp.mjs';

const site = 'huadong', siteId = psql(`SELECT id FROM app.site WHERE slug = '${site}'`);

// What it delivers and reckons meanwhile is not what a form did.
stack('stack_end courier');

// A duty that the group may waive.
psql(`INSERT INTO app.duty (site_id, rule, starts_on, ends_on, until_on, due, permission, part, created_at, changed_at) VALUES (${siteId}, 'triage', current_date, current_date, current_date, current_date, 'requirement.triage', 'ours', now(), now())`);

const people = {};
const as = async (name) => (people[name] ??= await login(name));
const fixed = ['/', '/notifications', '/account', '/account/privacy', '/operator/sites', '/operator/accounts', '/operator/privacy', '/operator/two-people', `/${site}/notifications`, `/${site}/handover`, `/${site}/absence`, `/${site}/feedback`, `/${site}/sayings`, `/${site}/messages`,
	'/account/factor', `/operator/sites/${siteId}`, `/operator/accounts/${psql("SELECT id FROM app.account WHERE login = 'xuning'")}`, `/${site}/settings/members/${psql("SELECT id FROM app.account WHERE login = 'xuning'")}`,
	`/${site}/settings/departments/${psql(`SELECT min(id) FROM app.department WHERE site_id = ${siteId}`)}`, `/${site}/settings/roles/${psql(`SELECT min(id) FROM app.role WHERE site_id = ${siteId}`)}`, `/${site}/requirements`, `/${site}/requirements/new`, `/${site}/defects/new`,
	`/${site}/duties`, `/${site}/triage`, ...['members', 'departments', 'roles', 'rules', 'privacy', 'calendar', 'calendar', 'two-people', 'import', 'messages'].map((p) => `/${site}/settings/${p}`)];

test('1.4 every form of every page: the second sending is answered like the first and changes nothing', async () => {
	const kinds = JSON.parse((await ctl('kinds', '--json')).out);
	const records = kinds.flatMap((k) => psql(`SELECT min(number) FROM app.record WHERE site_id = ${siteId} AND kind = '${k.name}' AND visible = 0 GROUP BY state`).split('\n').filter(Boolean).map((number) => `/${site}/${k.plural}/${number}`));
	const names = psql(`SELECT a.login FROM app.membership m JOIN app.account a ON a.id = m.account_id WHERE m.site_id = ${siteId} AND m.left_at IS NULL AND a.disabled_at IS NULL AND a.login IN ('sunli', 'wangqiang', 'chenlan', 'maoyu', 'xuning', 'zhouyi') ORDER BY a.login`).split('\n');
	for (const name of ['operator', ...names]) {
		const person = await as(name);
		for (const path of fixed) {
			const page = await person.get(path);
			if (page.status === 200 && page.isHtml)
				await tryForms(person, page);
		}
	}
	for (const path of records)
		for (const name of names) {
			const person = await as(name), page = await person.get(path);
			if (page.status !== 200)
				continue;
			const more = page.links.map((l) => l.href.split('#')[0]).filter((href) => href.startsWith(`${path}/`) && /\/(edit|values|entries)(\/|$)/.test(href) && (done.get(routeOf(href)) ?? 0) < 1);
			await tryForms(person, page);
			for (const href of more.slice(0, 3)) {
				const part = await person.get(href);
				if (part.status === 200)
					await tryForms(person, part);
			}
		}
	// A preview changes nothing, and what is kept while somebody types replaces what was: a script sends both (forms.test.mjs).
	const below = ['/{site}/preview', '/{site}/unsaved', '/login', '/login/code', '/logout', '/link/{token}', '/{site}/join/{token}', '/account/password'];
	assert.deepEqual(golden.filter((r) => !done.has(r) && !below.includes(r) && !SCENES.includes(r)).map((r) => tried.get(r) ?? r), [], `seen: ${JSON.stringify([...done])}`);
});

// ---------------------------------------------------------------- coming in and going out: the second sending has lost its session, or has none yet

const set = (page, path, values) => page.form(path).fields.map(([name, value]) => [name, values[name] ?? value]);
const typed = async (path, values, who = client()) => {
	const page = (await who.get(path)).expect(200);
	assert.ok(await taken(who, path, set(page, path, values)), tried.get(routeOf(path)));
	return who;
};
const twoTimes = async (what) => { await what(); await what(); };

test('1.4 log-in and log-out: both answers open or end the one session', () => twoTimes(async () => {
	const who = await typed('/login', { login: 'wangqiang', password });
	(await who.get('/account')).expect(200);
	assert.ok(await taken(who, '/logout', set(await who.get('/account'), '/logout', {})));
	assert.equal((await who.send('GET', '/account')).status, 303);
}));

test('1.4 the second step of a log-in: a code works once, and its second sending opens the same session', async () => {
	const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', who = client();
	psql(`UPDATE app.account SET totp_secret = '${secret}', totp_step = 0 WHERE login = 'xuning'`);
	const page = await who.submit(await who.get('/login'), { login: 'xuning', password }, { form: '/login' });
	assert.ok(await taken(who, '/login/code', set(page, '/login/code', { code: totp(secret) })), tried.get('/login/code'));
	(await who.get('/account')).expect(200, '徐宁');
	psql("UPDATE app.account SET totp_secret = NULL WHERE login = 'xuning'");
});

test('1.4 a link for a password, and an invitation: used once, answered alike', () => twoTimes(async () => {
	const token = randomBytes(32).toString('hex'), name = `new${randomBytes(4).toString('hex')}`;
	psql(`INSERT INTO app.one_time_link (token, account_id, purpose, expires_at) SELECT '${createHash('sha256').update(token).digest('hex')}', id, 'reset', now() + interval '1h' FROM app.account WHERE login = 'zhouyi'`);
	await typed(`/link/${token}`, { password: 'a fine long evening 7', again: 'a fine long evening 7' });
	const admin = await login('sunli'), invited = await admin.submit(await admin.get(`/${site}/settings/members`), { login: name });
	const link = new URL(invited.select('input[readonly]').map((e) => e.attrs.value).find((v) => /\/join\//.test(v ?? ''))).pathname, guest = client(), page = (await guest.get(link)).expect(200);
	const pairs = filled(page.form(link), page.form(link).buttons.find((b) => b.value === 'accept') ?? page.form(link).buttons[0]).map(([k, v]) => [k, /password|again/.test(k) ? 'a fine long evening 7' : v]);
	assert.ok(await taken(guest, link, pairs), tried.get('/{site}/join/{token}'));
}));

test('1.4 a password that is changed by what is sent: the second sending, with the old one, is answered like the first', async () => {
	const pairs = set(await (await as('maoyu')).get('/account'), '/account/password', { old_password: password, new_password: 'a fine long evening 8', again_password: 'a fine long evening 8' });
	assert.ok(await taken(await as('maoyu'), '/account/password', pairs), tried.get('/account/password'));
});

test('1.4 a key that is none is a broken request', async () => {
	const who = await as('wangqiang'), page = await who.get('/account'), pairs = set(page, '/account/display', {});
	(await who.send('POST', '/account/display', { body: new URLSearchParams(pairs.map(([k, v]) => (k === 'key' ? [k, 'x'.repeat(101)] : [k, v]))) })).expect(400);
});
