// SPDX-License-Identifier: ISC
// A form that is sent twice, and twice at the same moment (issue 9, 1.4): what it must do is said in taken().
//
//   assert.ok(await taken(who, '/account/display', pairs), tried.get('/account/display'));
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { client, psql } from './stack.mjs';
import { siteId } from './people.mjs';

export const golden = readFileSync(new URL('../golden/routes.txt', import.meta.url), 'utf8').split('\n').filter((l) => l.startsWith('POST ')).map((l) => l.split(/\s+/)[1]);
/** Routes whose forms a situation must show first; tests/http/once_scenes.test.mjs makes it. */
export const SCENES = ['/unsubscribe/{token}', '/account/factor', '/account/invitations', '/account/privacy', '/account/sessions', '/operator/two-people', '/{site}/settings/two-people', '/{site}/settings/members/{account}', '/{site}/feedback', '/{site}/triage',
	'/{site}/settings/import', '/{site}/settings/import/{id}', '/{site}/settings/import/{id}/decision', '/{site}/{kind}/moves', '/{site}/{kind}/{number}/values/{target}',
	'/{site}/{kind}/{number}/values/{target}/{entry}/{no}', '/{site}/filters/{filter}/delete'];
const parts = (path) => path.split('?')[0].split('/').slice(1);
const fits = (route, path) => {
	const r = parts(route), p = parts(path);
	return r.length === p.length && r.every((name, i) => (name[0] === '{' ? p[i] !== '' : name === p[i]));
};
export const routeOf = (path) => golden.find((route) => fits(route, path));

/** What a transaction of this moment would write: every table but those that a mere visit touches. */
const kept = `SELECT md5(string_agg(t || (xpath('/row/c/text()', query_to_xml(format('SELECT md5(coalesce(string_agg(md5(x::text), '','' ORDER BY md5(x::text)), '''')) AS c FROM app.%I x', t), false, true, '')))[1]::text, ',' ORDER BY t))
	FROM (SELECT relname AS t FROM pg_class WHERE relnamespace = 'app'::regnamespace AND relkind IN ('r', 'p') AND relname NOT IN ('session', 'attempt', 'clock_tick')) x`;
const state = () => psql(kept);

const filler = { date: () => psql("SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date"), number: () => '1', email: () => 'somebody@example.org', tel: () => '1', time: () => '10:00', url: () => 'https://example.org' };
let n = 0;
/** What its name says it wants, where that is more than a text. */
const byName = { slug: () => `twice${n}x`, login: () => `twice${n}`, administrator: () => 'sunli', website: () => '', address: (i) => `https://robot.example.org/${i}`, days: (i) => `2027-03-${String(1 + i % 28).padStart(2, '0')} 休 假日`, other: () => psql(`SELECT number FROM app.record WHERE site_id = ${siteId('huadong')} AND kind = 'requirement' AND visible = 0 ORDER BY id DESC LIMIT 1`) };
/** The pairs of a form as somebody would send it with this button: what is empty and asked for is filled in. */
export function filled(form, button) {
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

export const done = new Map(), tried = new Map(), tries = new Map();
// Each form changes the cookie that tells kept pages apart (src/web/unchanged.h); what it says is of no account.
const answerOf = (page) => ({ status: page.status, location: page.headers.get('location'), cookies: page.cookies.map((line) => line.replace(/^gatehouse_form=[^;]*/, 'gatehouse_form=…')), body: page.body.toString() });

/**
 * Sends ${pairs} to ${path} until it is taken, then again: one after the other by ${person} with the cookies of before (a browser whose
 * second press left before the first answer came), or both at once.  False: it was refused, which is another test's matter.
 */
export async function taken(person, path, pairs, { enctype = '' } = {}) {
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
		tried.set(route, `${path}: ${answers[0].status} ${answers[0].texts('main').join(' ').slice(0, 400)} ${pairs.map(([a, b]) => `${a}=${b}`).join('&').slice(0, 300)}`);
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
export async function tryForms(person, page, want = 2) {
	/* Of several first those whose route was taken least. */
	const times = (form) => done.get(routeOf(new URL(form.action || page.url, page.url).pathname)) ?? 0;
	for (const form of page.forms.filter((f) => f.method === 'post').sort((a, b) => times(a) - times(b)))
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
