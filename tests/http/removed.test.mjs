// SPDX-License-Identifier: ISC
// Goal: the name of a removed person appears nowhere: not on records they made, own, were copied into or asked about, nor in history,
// versions, prints, the whole file, lists and notifications; the records and the chain stay as they were. Proves RX.15, RX.4.
import test from 'node:test';
import assert from 'node:assert/strict';
import { login, psql } from '../run/stack.mjs';
import { site, siteId, someone } from '../run/people.mjs';

const mark = `${Date.now().toString(36)}`, who = `gone-${mark}`, called = `高建国${mark}`;

test('RX.15 the records of a removed person stay, and their name is replaced wherever it stood', async () => {
	psql(`SET search_path = app, public;
		INSERT INTO account (login, name, password, created_at) SELECT '${who}', '${called}', password, now() FROM account WHERE login = 'zhouyi';
		INSERT INTO membership (site_id, account_id, created_at) SELECT ${siteId()}, id, now() FROM account WHERE login = '${who}';
		INSERT INTO member_role SELECT ${siteId()}, a.id, o.id FROM account a JOIN role o ON o.site_id = ${siteId()} AND o.key IN ('member', 'technical') WHERE a.login = '${who}'`);
	const id = psql(`SELECT id FROM app.account WHERE login = '${who}'`);
	const gone = await login(who), xu = await login('xuning');
	const own = (await gone.submit((await gone.get(`/${site}/documents/new`)).expect(200), { title: `留下 ${mark}`, type: 'other', owner_id: id, body: '一，情况如上所述' })).expect(200).path.replace(/[?#].*/, '');
	(await gone.submit(await gone.get(`${own}/edit`), { body: '二，情况如上所述' })).expect(200);
	(await gone.submit(await gone.get(own), { body: '我的意见' }, { form: 'comments' })).expect(200);
	for (const [form, values] of [['copy-in', { account: id }], ['ask-opinion', { account: id, question: '怎么看？' }]])
		(await xu.submit(await xu.get(`${own}?with=people`), values, { form })).expect(200);
	const pages = [own, `${own}/history`, `${own}/versions/2`, `${own}/print`, `${own}/dossier`, `/${site}/documents`, `/${site}/documents.csv`, `/${site}/notifications`, '/', '/account/data.json'];
	// One after the other: files have turns.
	const shown = async () => {
		const bodies = [];
		for (const url of pages)
			bodies.push((await xu.get(url)).expect(200).body.toString());
		return bodies;
	};
	const before = await shown();
	assert.ok(before[0].includes(called) && before[1].includes(called));
	const root = await login('operator');
	(await root.submit(await root.get(`/operator/accounts/${id}`), {}, { button: 'act=erase' })).expect(200);
	const after = await shown();
	for (const [i, text] of after.entries())
		assert.ok(!text.includes(called) && !text.includes(who), `${pages[i]} still names them`);
	assert.ok(after[1].includes('已注销人员'));
	assert.equal(psql(`SELECT app.event_verify(${siteId()}) IS NULL`), 't', 'the chain is as it was written');
	const watcher = await login(someone({ has: ['history.view'] }));
	(await watcher.get(`/${site}/history`)).expect(200).lacks(called, who);
});
