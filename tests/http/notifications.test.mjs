// SPDX-License-Identifier: ISC
// Goal: people are notified in the portal of what waits for them and of progress (RX.6), notices are confirmed in one tap (R6.2), and
// the portal can be watched from outside (R28.1).
import test from 'node:test';
import assert from 'node:assert/strict';
import { client, login, psql, rows } from '../run/stack.mjs';
import { accountId, handIn, seenBy, site, siteId, someone, workOf } from '../run/people.mjs';

const asker = someone({ has: ['requirement.submit'], lacks: ['requirement.triage'] });
const triager = someone({ has: ['requirement.triage'], not: [asker] });
const unread = (name) => Number(psql(`SELECT count(*) FROM app.notification WHERE site_id = ${siteId()} AND account_id = ${accountId(name)} AND read_at IS NULL`));

test('RX.6 who is waited for is told, and who asked is not told of their own doing', async () => {
	const number = await handIn(await login(asker), '通知测试：提交');
	const told = await login(triager);
	for (const path of [`/${site}/notifications`, '/notifications'])
		assert.ok((await told.get(path)).expect(200).links.some((l) => l.href.endsWith(number)), path);
	assert.ok(!(await (await login(asker)).get(`/${site}/notifications`)).links.some((l) => l.href.endsWith(number)));
});

test('RX.6 marking all as read, in both languages; nobody marks another\'s', async () => {
	await handIn(await login(asker), '通知测试：已读');
	const others = unread(asker);
	assert.ok(unread(triager) > 0);
	const told = await login(triager, undefined, { language: 'en' });
	const page = await told.submit(await told.get(`/${site}/notifications`), {}, { form: `/${site}/notifications` });
	page.expect(200);
	if (psql(`SELECT language FROM app.account WHERE login = '${triager}'`) !== 'zh_CN')
		page.expect(200, 'All notifications are marked as read.');
	assert.equal(unread(triager), 0);
	assert.equal(unread(asker), others);
	(await told.post(`/${site}/notifications`, { ...Object.fromEntries(page.forms.find((f) => f.action === '/logout').fields), read: 'x' })).expect(400);
});

test('RX.6 the bell counts on every page, of all sites where the page is of none', async () => {
	await handIn(await login(asker), '通知测试：铃铛');
	const told = await login(triager), bell = (page) => parseInt(page.expect(200).texts('.bell .count').join('').match(/\d+/)?.[0] ?? 0, 10);
	const all = rows(`SELECT count(*) AS n FROM app.notification WHERE account_id = ${accountId(triager)} AND read_at IS NULL`)[0].n;
	assert.ok(all > 0, 'something is unread');
	for (const path of ['/', '/notifications', '/account', '/search?q=x'])
		assert.equal(bell(await told.get(path)), all, path);
	psql(`UPDATE app.account SET is_operator = true WHERE login = '${triager}'`);
	try {
		assert.equal(bell(await told.get('/operator/sites')), all, 'an operator sees it too');
	} finally {
		psql(`UPDATE app.account SET is_operator = false WHERE login = '${triager}'`);
	}
	assert.equal((await client().get('/login')).expect(200).select('.bell').length, 0);
});

test('RX.6 one is marked as read, and the others wait', async () => {
	for (const title of ['通知测试：读这一条', '通知测试：这条留着'])
		await handIn(await login(asker), title);
	const before = unread(triager), told = await login(triager), page = await told.get('/notifications');
	const one = page.forms.find((f) => f.fields.some(([name]) => name === 'read'));
	const after = await told.post(one.action, Object.fromEntries(one.fields));
	assert.equal(after.expect(200).path, '/notifications', 'back to where it was pressed');
	assert.equal(unread(triager), before - 1);
});

test('RX.6 page after page to the first notification', async () => {
	const [most] = rows(`SELECT a.login, count(*) FILTER (WHERE r.id IS NULL OR ${seenBy('a.id')}) AS n FROM app.notification n JOIN app.account a ON a.id = n.account_id
		LEFT JOIN app.record r ON r.site_id = n.site_id AND r.id = n.record_id WHERE n.site_id = ${siteId()} AND a.disabled_at IS NULL AND a.totp_secret IS NULL GROUP BY 1 ORDER BY 2 DESC LIMIT 1`);
	const who = await login(most.login);
	let page = await who.get(`/${site}/notifications`), n = 0;
	for (let i = 0; i < 100; i++) {
		n += page.select('ul.list li').length;
		const next = page.select('a[rel=next]')[0];
		if (!next)
			break;
		page = await who.get(next.attrs.href);
	}
	assert.equal(n, most.n);
});

test('R6.2 a notice to read is in my work until it is confirmed', async () => {
	const [waits] = rows(`SELECT a.login, s.slug, r.number, m.account_id, m.site_id FROM app.record r JOIN app.notice n ON n.site_id = r.site_id AND n.record_id = r.id
		JOIN app.membership m ON m.site_id = r.site_id AND m.left_at IS NULL JOIN app.account a ON a.id = m.account_id JOIN app.site s ON s.id = r.site_id
		WHERE r.kind = 'notice' AND r.state = 'published' AND n.audience = 'all' AND r.submitted_by <> m.account_id AND a.disabled_at IS NULL AND a.totp_secret IS NULL
		AND NOT EXISTS (SELECT FROM app.reading x WHERE x.site_id = r.site_id AND x.record_id = r.id AND x.account_id = m.account_id) ORDER BY r.id DESC, a.id DESC LIMIT 1`);
	assert.ok(waits, 'nobody has a notice to read in the demo data');
	const reader = await login(waits.login), path = `/${waits.slug}/notices/${waits.number}`;
	const waiting = async () => (await workOf(reader)).some((page) => page.links.some((l) => l.href.startsWith(path)));
	assert.ok(await waiting());
	(await reader.submit(await reader.get(path), {}, { button: 'move=read' })).expect(200);
	assert.equal(psql(`SELECT count(*) FROM app.reading n JOIN app.record r ON r.site_id = n.site_id AND r.id = n.record_id
		WHERE n.site_id = ${waits.site_id} AND n.account_id = ${waits.account_id} AND r.number = '${waits.number}'`), '1');
	assert.ok(!await waiting());
});

test('R28.1 alive, ready, and figures for this machine', async () => {
	const watcher = client();
	assert.equal((await watcher.get('/healthz')).expect(200).body.toString(), 'ok\n');
	assert.equal((await watcher.get('/readyz')).expect(200).body.toString(), 'ready\n');
	const metrics = (await watcher.get('/metrics')).expect(200).body.toString();
	assert.match(metrics, /^gatehouse_ready 1$/m);
	assert.ok(Number(metrics.match(/^gatehouse_workers (\d+)$/m)[1]) > 1, 'both pools');
	assert.match(metrics, /^# TYPE gatehouse_database_round_trips_total counter$/m);
});
