// SPDX-License-Identifier: ISC
// Goal: issue 9, 1.3: limits complain.  What is more than a page, a form or a list was built for is said where it is, or is no limit at
// all; nothing is left out in silence.  What kinds declare is counted in tests/unit/test_rows.c, lists of people in typed.test.mjs (H).
import test from 'node:test';
import assert from 'node:assert/strict';
import { login, psql } from '../run/stack.mjs';
import { accountId, site, siteId, someone, workOf } from '../run/people.mjs';

test('1.3 whoever belongs to sixty sites sees what waits in each of them, finds all of it and reads all notifications', async () => {
	const name = someone({ has: ['requirement.submit'], lacks: ['group.decide', 'members.manage'] }), id = accountId(name), slugs = Array.from({ length: 60 }, (_, i) => `many${String(i).padStart(2, '0')}`);
	psql(`DO $$ DECLARE s bigint; r bigint; slug text; BEGIN
		FOREACH slug IN ARRAY '{${slugs.join()}}'::text[] LOOP
			INSERT INTO app.site (slug, name, created_at) VALUES (slug, '站点' || slug, now()) RETURNING app.site.id INTO s;
			INSERT INTO app.membership (site_id, account_id, created_at) VALUES (s, ${id}, now());
			INSERT INTO app.record (site_id, kind, number, year, seq, title, state, created_at, changed_at, state_at) VALUES (s, 'requirement', 'REQ-2026-0001', 2026, 1, '多站点事项' || slug, 'submitted', now(), now(), now()) RETURNING app.record.id INTO r;
			INSERT INTO app.waiting (site_id, record_id, action, account_id, since) VALUES (s, r, 'revise', ${id}, now());
			INSERT INTO app.notification (site_id, account_id, record_id, what, at) VALUES (s, ${id}, r, 'waiting', now());
		END LOOP; END $$`);
	const who = await login(name), pages = await workOf(who), lines = pages.flatMap((page) => page.links.map((l) => l.href));
	for (const slug of slugs)
		assert.ok(lines.some((href) => href.startsWith(`/${slug}/requirements/`)), `my work has nothing of ${slug}`);
	const all = await who.get('/notifications');
	(await who.submit(all, {}, { form: '/notifications' })).expect(200);
	assert.equal(psql(`SELECT count(*) FROM app.notification WHERE account_id = ${id} AND read_at IS NULL`), '0', 'all are read');
});

test('1.3 more records at once than can be decided on: said when they are shown, refused when they are sent', async () => {
	const who = await login(someone({ has: ['group.decide'] })), number = (i) => `CHG-2026-${9000 + i}`, path = `/${site}/changes/moves`;
	const ask = (n) => who.get(`${path}?vote=approve&${Array.from({ length: n }, (_, i) => `record=${number(i)}`).join('&')}`);
	(await ask(51)).expect(200, '一次最多办理 50 条');
	(await ask(50)).expect(200).lacks('一次最多办理 50 条');
	const reports = () => psql(`SELECT count(*) FROM app.bulk WHERE site_id = ${siteId()}`), before = reports();
	const token = (await who.get('/account')).form('/account/display').fields.find(([n]) => n === 'token')[1];
	const said = await who.send('POST', path, { body: new URLSearchParams([['token', token], ['key', 'more.than.fifty'], ['vote', 'approve'], ...Array.from({ length: 51 }, (_, i) => ['record', number(i)])]) });
	said.expect(422, '一次最多办理 50 条');
	assert.equal(reports(), before);
});
