// SPDX-License-Identifier: ISC
// Goal: issue 10: whom and what filters and forms offer (members, departments, platforms) is kept by the workers, and still a change acts in
// the next request of every worker: a new version of the site comes with it in one transaction.  What a visitor sees at a door of the site
// is not taken for what its members see, and people who read English see names as they are written there.
import test from 'node:test';
import assert from 'node:assert/strict';
import { client, login, psql, stack } from '../run/stack.mjs';

const site = 'huadong', list = `/${site}/requirements`, siteId = psql(`SELECT id FROM app.site WHERE slug = '${site}'`);
const wang = await login('wangqiang');
const EVERY = 12;       // requests: enough for each worker to have had some

// What it does meanwhile would give the site other versions.
stack('stack_end courier');

const options = (page, name) => page.select(`select[name=${name}] option`).map((o) => o.children.join('').trim());
/** ${name} of the filters offers what ${fits} says, whichever worker answers. */
async function offered(name, fits, what, who = wang) {
	for (let i = 0; i < EVERY; i++)
		assert.ok(fits(options((await who.get(list)).expect(200), name)), `${what}, request ${i + 1}`);
}
/** First not, then, from the next request on, everywhere. */
async function acts(what, name, sql, before, after) {
	await offered(name, before, `before: ${what}`);
	psql(sql);
	await offered(name, after, what);
}
const has = (text) => (all) => all.includes(text), lacks = (text) => (all) => all.length > 1 && !all.includes(text);

test('issue 10: a change of what is offered acts in the next request, in every worker', async () => {
	await acts('a department is called otherwise', 'department_id', `UPDATE app.department SET name = '改名部' WHERE site_id = ${siteId} AND name = '财务部'`, has('财务部'), (all) => has('改名部')(all) && lacks('财务部')(all));
	await acts('a new department', 'department_id', `INSERT INTO app.department (site_id, name, function) VALUES (${siteId}, '新设部', 'other')`, lacks('新设部'), has('新设部'));
	await acts('a department is gone', 'department_id', `DELETE FROM app.department WHERE site_id = ${siteId} AND name = '新设部'`, has('新设部'), lacks('新设部'));
	await acts('somebody is called otherwise', 'liaison_id', "UPDATE app.account SET name = '刘改名' WHERE login = 'liumei'", has('刘梅'), (all) => has('刘改名')(all) && lacks('刘梅')(all));
	await acts('an account is disabled', 'liaison_id', "UPDATE app.account SET disabled_at = now() WHERE login = 'liumei'", has('刘改名'), lacks('刘改名'));
	await acts('an account is enabled', 'liaison_id', "UPDATE app.account SET disabled_at = NULL WHERE login = 'liumei'", lacks('刘改名'), has('刘改名'));
	await acts('a member leaves', 'liaison_id', `UPDATE app.membership SET left_at = now() WHERE site_id = ${siteId} AND account_id = (SELECT id FROM app.account WHERE login = 'liumei')`, has('刘改名'), lacks('刘改名'));
	await acts('a new member', 'liaison_id', `INSERT INTO app.membership (site_id, account_id, created_at) SELECT ${siteId}, id, now() FROM app.account WHERE login = 'operator'`,
		(all) => !all.some((o) => o.includes('平台运维')), (all) => all.some((o) => o.includes('平台运维')));
	await acts('a platform is called otherwise', 'platform_id', `UPDATE app.record SET title = '改名平台' WHERE id = (SELECT min(id) FROM app.record WHERE site_id = ${siteId} AND kind = 'platform')`, lacks('改名平台'), has('改名平台'));
	await acts('a platform is hidden', 'platform_id', `UPDATE app.record SET visible = 3 WHERE site_id = ${siteId} AND title = '改名平台'`, has('改名平台'), lacks('改名平台'));
});

test('issue 10: somebody gets a namesake, in another site first: both are told apart where both belong', async () => {
	await acts('a namesake', 'liaison_id', "UPDATE app.account SET name = (SELECT name FROM app.account WHERE login = 'sunli') WHERE login = 'xuning'", (all) => all.filter((o) => o.includes('（')).length === 0,
		(all) => all.filter((o) => o.includes('（') && o.includes('sunli')).length === 1 && all.filter((o) => o.includes('xuning')).length === 1);
});

test('issue 10: who reads English is offered names as English writes them, by the same workers', async () => {
	psql("UPDATE app.account SET language = 'en' WHERE login = 'zhouyi'");
	const zhou = await login('zhouyi');
	for (let i = 0; i < 3; i++) {
		await offered('liaison_id', (all) => all.some((o) => / \(.*sunli\)$/.test(o)) && !all.some((o) => o.includes('（')), 'in English', zhou);
		await offered('liaison_id', (all) => all.some((o) => o.includes('（')) && !all.some((o) => / \(.*sunli\)$/.test(o)), 'in Chinese');
	}
});

test('issue 10: what a visitor sees at a door of the site is not what members are offered', async () => {
	psql(`INSERT INTO app.rule (site_id, key, value) VALUES (${siteId}, 'public_feedback', '1') ON CONFLICT (site_id, key) DO UPDATE SET value = '1'`);
	for (let i = 0; i < 3; i++) {
		psql(`UPDATE app.site SET version = version + 1 WHERE id = ${siteId}`);
		for (let n = 0; n < EVERY; n++)
			(await client().get(`/${site}/feedback`)).expect(200);
		await offered('liaison_id', (all) => all.length > 5, 'members after a visitor');
		await offered('department_id', (all) => all.length > 3, 'departments after a visitor');
	}
});

test('issue 10: a page that a browser has is another one as soon as what it offers is', async () => {
	const page = await wang.send('GET', list), tag = page.headers.get('etag');
	assert.equal((await wang.send('GET', list, { headers: { 'if-none-match': tag } })).status, 304);
	psql(`UPDATE app.department SET name_en = name_en || 'x' WHERE site_id = ${siteId} AND name = '改名部'`);
	assert.equal((await wang.send('GET', list, { headers: { 'if-none-match': tag } })).status, 200);
});
