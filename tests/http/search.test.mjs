// SPDX-License-Identifier: ISC
// Goal: search finds by number and by Chinese and English words everything one may see, and nothing else (RX.5, R2.2, R35.3).
import test from 'node:test';
import assert from 'node:assert/strict';
import { login, psql, rows } from '../run/stack.mjs';
import { handIn, site, siteId, someone } from '../run/people.mjs';

const askerLogin = someone({ has: ['requirement.submit'], lacks: ['restricted.view', 'requirement.triage'] });
const asker = await login(askerLogin);
const find = (who, q, more = '') => who.get(`/${site}/search?q=${encodeURIComponent(q)}${more}`);
const found = (page) => page.select('ul.results a.title').map((a) => a.attrs.href.split('/').at(-1));

test('RX.5 two Chinese characters, four, and a word in English', async () => {
	const number = await handIn(asker, '鲲鹏服务器扩容', { values: { goal: '支撑 Kubernetes 集群' } });
	for (const q of ['鲲鹏', '服务器扩容', 'kubernetes', 'KUBE', '鲲鹏 集群', '鲲鹏　扩容'])
		assert.ok(found((await find(asker, q)).expect(200)).includes(number), q);
	for (const q of ['鹏鲲', '鲲鹏 没有这个词'])
		assert.ok(!found(await find(asker, q)).includes(number), q);
});

test('RX.5 by number, whole or its beginning, in any case', async () => {
	const number = await handIn(asker, '按编号查找');
	assert.equal(found(await find(asker, number))[0], number);
	assert.equal(found(await find(asker, number.toLowerCase()))[0], number);
	assert.ok(found(await find(asker, number.slice(0, -1))).includes(number));
});

test('RX.5 what was found is marked, and what people typed stays text', async () => {
	const number = await handIn(asker, '<i>斜体</i>琥珀标题', { values: { scenario: '前面有一些文字，琥珀在这里 <script>alert(1)</script>' } });
	const page = await find(asker, '琥珀');
	assert.ok(found(page).includes(number));
	assert.ok(page.texts('mark').includes('琥珀'));
	assert.ok(!/<i>斜体|<script>alert/.test(page.body.toString()));
});

test('RX.5 a kind narrows it; an empty search asks for words; one that finds nothing says so', async () => {
	const number = await handIn(asker, '翡翠看板');
	assert.equal(found(await find(asker, '翡翠看板', '&kind=notice')).length, 0);
	assert.ok(found(await find(asker, '翡翠看板', '&kind=requirement')).includes(number));
	(await find(asker, '')).expect(200, '您要查找什么');
	(await find(asker, '绝不会有的词语')).expect(200, '没有找到');
	(await find(asker, "'); DROP TABLE app.record; --")).expect(200);
	(await find(asker, '& | ! :* <->')).expect(200);
});

test('RX.5 pages follow one another without a gap or a double', async () => {
	const word = ['平台', '支持', '客户', '需求'].find((w) => Number(psql(`SELECT count(*) FROM app.record_text t JOIN app.record r ON r.site_id = t.site_id AND r.id = t.record_id
		WHERE t.site_id = ${siteId()} AND r.visible = 0 AND strpos(t.body, '${w}') > 0`)) > 30);
	assert.ok(word, 'no word is in more than a page of records');
	const all = [];
	let page = await find(asker, word);
	for (let i = 0; i < 40; i++) {
		all.push(...found(page));
		const next = page.select('a[rel=next]')[0];
		if (!next)
			break;
		page = await asker.get(next.attrs.href);
	}
	assert.equal(new Set(all).size, all.length);
	const open = rows(`SELECT r.number FROM app.record_text t JOIN app.record r ON r.site_id = t.site_id AND r.id = t.record_id
		WHERE t.site_id = ${siteId()} AND r.visible = 0 AND strpos(t.body, '${word}') > 0`).map((r) => r.number);
	for (const number of open)
		assert.ok(all.includes(number), `${number} was not found`);
});

test('R35.3 R2.2 what one may not see is not found: penalties on persons, drafts, other sites', async () => {
	const hidden = rows(`SELECT number, title FROM app.record WHERE site_id = ${siteId()} AND kind = 'penalty' AND visible = 1
		AND created_by <> (SELECT id FROM app.account WHERE login = '${askerLogin}') AND NOT EXISTS (SELECT FROM app.record_reader x JOIN app.account a ON a.id = x.account_id
			WHERE x.site_id = record.site_id AND x.record_id = record.id AND a.login = '${askerLogin}') LIMIT 3`);
	assert.ok(hidden.length > 0, 'the demo data has no restricted penalty');
	const insider = await login(someone({ has: ['restricted.view'] }));
	for (const { number, title } of hidden) {
		assert.ok(found(await find(insider, number)).includes(number));
		assert.ok(!found(await find(asker, number)).includes(number), number);
		assert.ok(!found(await find(asker, title)).includes(number), title);
	}
	const away = await login(someone({ has: ['requirement.submit'], at: 'donghua' }));
	const number = await handIn(away, '只在另一站点的孔雀石', { at: 'donghua' });
	assert.ok(found(await away.get(`/donghua/search?q=${encodeURIComponent('孔雀石')}`)).includes(number));
	(await find(asker, '孔雀石')).expect(200, '没有找到');
	assert.equal(psql(`SELECT count(*) FROM app.membership m JOIN app.account a ON a.id = m.account_id JOIN app.site s ON s.id = m.site_id
		WHERE a.login = '${askerLogin}' AND s.slug = 'donghua' AND m.left_at IS NULL`), '0');
	(await asker.get(`/donghua/search?q=${encodeURIComponent('孔雀石')}`)).expect(404);
});

test('RX.5 the box outside a site searches all of one\'s sites, and no other', async () => {
	const several = rows(`SELECT a.login FROM app.membership m JOIN app.account a ON a.id = m.account_id WHERE m.left_at IS NULL AND a.totp_secret IS NULL AND a.password IS NOT NULL
		GROUP BY 1 HAVING count(*) = 2 ORDER BY 1 LIMIT 1`)[0].login;
	const mine = rows(`SELECT s.slug, s.name, (SELECT r.number FROM app.record r WHERE r.site_id = s.id AND r.kind = 'requirement' AND r.visible = 0 ORDER BY r.id DESC LIMIT 1) AS number
		FROM app.membership m JOIN app.account a ON a.id = m.account_id JOIN app.site s ON s.id = m.site_id WHERE a.login = '${several}' AND m.left_at IS NULL`);
	const who = await login(several), page = (await who.get('/search?q=REQ-2026')).expect(200);
	const places = new Set(page.select('.results a.title').map((a) => a.attrs.href.split('/')[1]));
	assert.deepEqual([...places].sort(), mine.filter((m) => m.number).map((m) => m.slug).sort());
	for (const { slug, name } of mine)
		assert.ok(!places.has(slug) || page.text.includes(name), `${name} is named`);
	const single = rows(`SELECT a.login, min(s.slug) AS slug FROM app.membership m JOIN app.account a ON a.id = m.account_id JOIN app.site s ON s.id = m.site_id
		WHERE m.left_at IS NULL AND a.totp_secret IS NULL AND a.password IS NOT NULL GROUP BY 1 HAVING count(*) = 1 ORDER BY 1 LIMIT 1`)[0];
	const found = (await (await login(single.login)).get('/search?q=%E5%AE%A2%E6%88%B7')).expect(200);
	assert.equal(found.path, `/${single.slug}/search?q=%E5%AE%A2%E6%88%B7`);
});
