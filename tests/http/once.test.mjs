// SPDX-License-Identifier: ISC
// Goal: issue 9, 1.4: a form is taken once, whatever its route.  Each POST of the table of routes is found on the pages that people
// are shown, filled in and sent; the same form again, also twice at the same moment, is answered as it was (status, place, page) and
// changes nothing; other content under the same key is a conflict that shows what was typed.  1.6: triage.
import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createHash, randomBytes } from 'node:crypto';
import { login, psql, client, ctl, password, stack } from '../run/stack.mjs';
import { totp } from '../run/totp.mjs';

const site = 'huadong', siteId = psql(`SELECT id FROM app.site WHERE slug = '${site}'`);
const golden = readFileSync(new URL('../golden/routes.txt', import.meta.url), 'utf8').split('\n').filter((l) => l.startsWith('POST ')).map((l) => l.split(/\s+/)[1]);
const parts = (path) => path.split('?')[0].split('/').slice(1);
const fits = (route, path) => {
	const r = parts(route), p = parts(path);
	return r.length === p.length && r.every((name, i) => (name[0] === '{' ? p[i] !== '' : name === p[i]));
};
const routeOf = (path) => golden.find((route) => fits(route, path));

/** What a transaction of this moment would write: every table but those that a mere visit touches. */
const kept = `SELECT md5(string_agg(t || (xpath('/row/c/text()', query_to_xml(format('SELECT md5(coalesce(string_agg(md5(x::text), '','' ORDER BY md5(x::text)), '''')) AS c FROM app.%I x', t), false, true, '')))[1]::text, ',' ORDER BY t))
	FROM (SELECT relname AS t FROM pg_class WHERE relnamespace = 'app'::regnamespace AND relkind IN ('r', 'p') AND relname NOT IN ('session', 'attempt', 'clock_tick')) x`;
const state = () => psql(kept);

const filler = { date: () => psql("SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date"), number: () => '1', email: () => 'somebody@example.org', tel: () => '1', time: () => '10:00', url: () => 'https://example.org' };
/** What its name says it wants, where that is more than a text. */
const byName = { slug: () => `twice${n}x`, login: () => `twice${n}`, administrator: () => 'sunli', website: () => '', other: () => psql(`SELECT number FROM app.record WHERE site_id = ${siteId} AND kind = 'requirement' AND visible = 0 ORDER BY id DESC LIMIT 1`) };
let n = 0;
/** The pairs of a form as somebody would send it with this button: what is empty and asked for is filled in. */
function filled(form, button) {
	const pairs = form.fields.map(([name, value]) => [name, value]);
	for (const control of form.controls) {
		if (['hidden', 'checkbox', 'file', 'submit', 'button'].includes(control.type) || pairs.some(([name, value]) => name === control.name && value !== ''))
			continue;
		if (control.type === 'radio' && pairs.some(([name]) => name === control.name))
			continue;
		const value = byName[control.name] ? byName[control.name](++n) : control.type === 'radio' ? control.value : control.options ? control.options.map((o) => o.value ?? o).find((o) => o !== '') : (filler[control.type] ?? (() => `双次提交的说明文字 ${++n}`))();
		if (value === undefined)
			continue;
		const at = pairs.findIndex(([name]) => name === control.name);
		if (at >= 0)
			pairs[at][1] = value;
		else
			pairs.push([control.name, value]);
	}
	if (button?.name)
		pairs.push([button.name, button.value]);
	return pairs;
}

// What it delivers and reckons meanwhile is not what a form did.
stack('stack_end courier');

const done = new Map(), tried = new Map();
const answerOf = (page) => ({ status: page.status, location: page.headers.get('location'), cookies: page.cookies, body: page.body.toString() });

/**
 * Sends ${pairs} to ${path} until it is taken, then again: one after the other by ${person} with the cookies of before (a browser whose
 * second press left before the first answer came), or both at once.  False: it was refused, which is another test's matter.
 */
async function taken(person, path, pairs, { enctype = '' } = {}) {
	const before = new Map(person.cookies), body = () => {
		if (enctype !== 'multipart/form-data')
			return new URLSearchParams(pairs);
		const data = new FormData();
		for (const [name, value] of pairs)
			data.append(name, value);
		return data;
	};
	const send = () => {
		const twin = client();
		twin.cookies = new Map(before);
		return twin.send('POST', path, { body: body() });
	};
	const route = routeOf(new URL(path, 'http://x').pathname), key = pairs.find(([name]) => name === 'key')?.[1];
	/* What is chosen for display is set to what it says, however often. */
	assert.ok(key || route === '/preferences', `${route}: its form has a key`);
	const atOnce = (done.get(route) ?? 0) % 2 === 1;
	const answers = atOnce ? await Promise.all([send(), send(), send()]) : [await send()];
	if (answers[0].status >= 400) {
		tried.set(route, `${path}: ${answers[0].status} ${answers[0].texts('.err, .alert, .errors li').join(' | ').slice(0, 200)} ${pairs.map(([a, b]) => `${a}=${b}`).join('&').slice(0, 300)}`);
		return false;
	}
	const after = state();
	answers.push(await send());
	for (const other of answers.slice(1))
		assert.deepEqual(answerOf(other), answerOf(answers[0]), `${route}: ${path} sent again`);
	assert.equal(state(), after, `${route}: the second sending changed something`);
	assert.equal(psql(`SELECT count(*) FROM app.submission WHERE key = '${key ?? ''}'`), key ? '1' : '0', `${route}: taken once`);
	person.keep(answers[0]);
	/* Something else under the same key. */
	const text = pairs.findIndex(([name, value]) => typeof value === 'string' && /[\u4e00-\u9fff]/.test(value) && !name.includes('password'));
	const other = client();
	other.cookies = new Map(before);
	if (key && text >= 0 && enctype === '' && !route.startsWith('/log')) {
		const said = await other.send('POST', path, { body: new URLSearchParams(pairs.map(([name, value], i) => (i === text ? [name, `${value}另一说法`] : [name, value]))) });
		if (said.status !== 401)
			said.expect(409, '这张表单已提交过', '没有保存');
		assert.ok(said.status === 401 || said.body.toString().includes('另一说法'), `${route}: the text is kept`);
		assert.equal(state(), after, `${route}: another content changed something`);
	}
	done.set(route, (done.get(route) ?? 0) + 1);
	return true;
}

/** Each form of the page whose route was not seen often enough. */
async function tryForms(name, person, page, want = 2) {
	for (const form of page.forms.filter((f) => f.method === 'post'))
		for (const button of form.buttons.length ? form.buttons : [undefined]) {
			const path = new URL(button?.action || form.action || page.url, page.url), route = routeOf(path.pathname);
			if (!route || ['/logout', '/login'].includes(route) || (done.get(route) ?? 0) >= want || button?.disabled || (tries.get(route) ?? 0) > 25)
				continue;
			tries.set(route, (tries.get(route) ?? 0) + 1);
			/* Not twice on the same page: what was sent may have changed it. */
			if (await taken(person, path.pathname + path.search, filled(form, button), { enctype: form.enctype }))
				return true;
		}
	return false;
}

const people = {}, tries = new Map();
const as = async (name) => (people[name] ??= await login(name));
const fixed = ['/', '/notifications', '/account', '/account/privacy', '/operator/sites', '/operator/accounts', '/operator/privacy', '/operator/two-people', `/${site}/notifications`, `/${site}/handover`, `/${site}/absence`, `/${site}/feedback`,
	'/account/factor', `/operator/sites/${siteId}`, `/operator/accounts/${psql("SELECT id FROM app.account WHERE login = 'xuning'")}`, `/${site}/settings/members/${psql("SELECT id FROM app.account WHERE login = 'xuning'")}`,
	`/${site}/settings/departments/${psql(`SELECT min(id) FROM app.department WHERE site_id = ${siteId}`)}`, `/${site}/settings/roles/${psql(`SELECT min(id) FROM app.role WHERE site_id = ${siteId}`)}`, `/${site}/requirements`, `/${site}/requirements/new`, `/${site}/defects/new`,
	`/${site}/triage`, ...['members', 'departments', 'roles', 'rules', 'privacy', 'calendar', 'two-people', 'import'].map((p) => `/${site}/settings/${p}`)];

test('1.4 every form of every page: the second sending is answered like the first and changes nothing', async () => {
	const kinds = JSON.parse((await ctl('kinds', '--json')).out);
	const records = kinds.flatMap((k) => psql(`SELECT min(number) FROM app.record WHERE site_id = ${siteId} AND kind = '${k.name}' AND visible = 0 GROUP BY state`).split('\n').filter(Boolean).map((number) => `/${site}/${k.plural}/${number}`));
	const names = psql(`SELECT a.login FROM app.membership m JOIN app.account a ON a.id = m.account_id WHERE m.site_id = ${siteId} AND m.left_at IS NULL AND a.disabled_at IS NULL AND a.login IN ('sunli', 'wangqiang', 'chenlan', 'maoyu', 'xuning', 'zhouyi') ORDER BY a.login`).split('\n');
	for (const name of ['operator', ...names]) {
		const person = await as(name);
		for (const path of fixed) {
			const page = await person.get(path);
			if (page.status === 200 && page.isHtml)
				await tryForms(name, person, page);
		}
	}
	for (const path of records)
		for (const name of names) {
			const person = await as(name), page = await person.get(path);
			if (page.status !== 200)
				continue;
			const more = page.links.map((l) => l.href.split('#')[0]).filter((href) => href.startsWith(`${path}/`) && /\/(edit|values|entries)(\/|$)/.test(href) && (done.get(routeOf(href)) ?? 0) < 1);
			await tryForms(name, person, page);
			for (const href of more.slice(0, 3)) {
				const part = await person.get(href);
				if (part.status === 200)
					await tryForms(name, person, part);
			}
		}
	/* Below, or where a scene for them is: with GATEHOUSE_TWICE=1 these files send everything twice. */
	const apart = { '/login': 'below', '/login/code': 'below', '/logout': 'below', '/link/{token}': 'below', '/{site}/join/{token}': 'below', '/account/password': 'below', '/{site}/triage': 'triage', '/account/invitations': 'doors_members',
		'/account/privacy': 'doors_members', '/operator/two-people': 'governance_power', '/{site}/settings/two-people': 'governance_power', '/{site}/feedback': 'feedback', '/{site}/settings/import': 'import', '/{site}/settings/import/{id}': 'import',
		'/{site}/settings/import/{id}/decision': 'import', '/{site}/{kind}/moves': 'governance_bulk', '/{site}/{kind}/{number}/read': 'documents', '/{site}/{kind}/{number}/values/{target}': 'change',
		'/{site}/{kind}/{number}/values/{target}/{entry}/{no}': 'change', '/{site}/filters/{filter}/delete': 'record_list', '/account/factor': 'login', '/account/sessions': 'login' };
	assert.deepEqual(golden.filter((r) => !done.has(r) && !(r in apart)).map((r) => tried.get(r) ?? r), [], `seen: ${JSON.stringify([...done])}`);
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
