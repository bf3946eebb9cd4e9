// SPDX-License-Identifier: ISC
// Goal: programs fetch what a saved filter finds, as news (Atom) and as days (iCalendar), by addresses of its own: with what its person may
// see at that moment and nothing restricted, until it is taken back.
// Proves RX.2, RX.13; issue 14, points 2 and 7 (read by parsers that are not ours).
import test from 'node:test';
import assert from 'node:assert/strict';
import ICAL from 'ical.js';
import { spawnSync } from 'node:child_process';
import { client, psql, stack } from '../run/stack.mjs';
import { accountId, site, siteId, someone } from '../run/people.mjs';
import { as, day, make, unique } from '../run/acts.mjs';

stack('stack_end courier');
const owner = 'wangqiang', other = someone({ has: ['record.view'], lacks: ['restricted.view'], not: [owner] });
const recordOf = (number) => `site_id = ${siteId()} AND number = '${number}'`;
const filterId = (name) => psql(`SELECT id FROM app.saved_filter WHERE site_id = ${siteId()} AND name = '${name}'`);

/** Saves a filter of requirements and subscribes to it. */
async function subscribe(login, query, name, shared = false) {
	const who = await as(login), list = await who.get(`/${site}/requirements?${query}`);
	(await who.submit(list, { name, ...(shared ? { shared: '1' } : {}) }, { form: 'save-list' })).expect(200);
	return addresses(login, name);
}
async function addresses(login, name) {
	const who = await as(login), given = (await who.submit(await who.get(`/${site}/requirements`), {}, { form: `/${site}/filters/${filterId(name)}/feed` })).expect(200, '地址只显示一次', name);
	return Object.fromEntries(['url', 'news'].map((id) => [id, new URL(given.select(`#given-${id}`)[0].attrs.value).pathname]));
}
const fetched = (path, headers = {}) => client().send('GET', path, { headers });
/** Read by xmllint: of each entry its title, id, text and moment. */
function entries(xml) {
	const ran = spawnSync('xmllint', ['--noout', '-'], { input: xml });
	assert.equal(ran.status, 0, `${ran.stderr}`);
	const one = (text, name) => text.match(new RegExp(`<${name}>([^<]*)</${name}>`))?.[1];
	return xml.split('<entry>').slice(1).map((e) => ({ title: one(e, 'title'), id: one(e, 'id'), text: one(e, 'summary'), updated: one(e, 'updated'), author: one(e, 'name') }));
}
async function news(path) {
	const got = await fetched(path);
	assert.equal(got.status, 200);
	assert.equal(got.headers.get('content-type'), 'application/atom+xml; charset=utf-8');
	return entries(got.body.toString());
}
async function days(path) {
	const got = await fetched(path);
	assert.equal(got.status, 200);
	return new ICAL.Component(ICAL.parse(got.body.toString())).getAllSubcomponents('vevent').map((e) => Object.fromEntries(['uid', 'summary', 'status', 'sequence', 'dtstart'].map((n) => [n, `${e.getFirstPropertyValue(n)}`])));
}
const mark = unique(), query = 'state=draft,submitted,accepted';
const requirement = async (title) => {
	const rec = await make(owner, 'requirements', { title: `${title} ${unique()}`, need: 'functional', channel: 'business_feedback' });
	psql(`UPDATE app.record SET state = 'submitted', visible = 0, changed_at = clock_timestamp(), due = '${day(5)}' WHERE ${recordOf(rec.number)}`);
	return rec.number;
};

test('RX.13, issue 14, 7: news are the records that changed last, with their pages, and are not sent again while they are the same (RFC 4287, RFC 9110)', async () => {
	const at = await subscribe(owner, query, `动态 ${mark}`), number = await requirement('<b>&"\'带标记的标题');
	const list = await news(at.news), [first] = list;
	assert.ok(first.title.includes(`${number} &lt;b&gt;&amp;`), first.title);
	assert.ok(first.id.endsWith(`/${site}/requirements/${number}`) && first.id.startsWith('http'), first.id);
	assert.ok(first.text.includes(day(5)) && first.author !== '', first.text);
	assert.ok(list.length <= 25 && list.length > 1);
	assert.deepEqual(list.map((e) => e.updated), [...list.map((e) => e.updated)].sort().reverse());
	const xml = (await fetched(at.news)).body.toString();
	assert.match(xml, /<feed [^>]*xmlns="http:\/\/www.w3.org\/2005\/Atom"/);
	assert.ok(!xml.includes(at.news.split('/')[2]), 'the secret is not in what is read');
	assert.equal(xml.match(/<updated>([^<]*)/)[1], first.updated, 'the feed is as new as its newest entry');
	const tag = (await fetched(at.news)).headers.get('etag'), same = await fetched(at.news, { 'if-none-match': tag });
	assert.deepEqual([same.status, same.body.length], [304, 0]);
	psql(`UPDATE app.record SET title = title || '（改）', changed_at = clock_timestamp() WHERE ${recordOf(number)}`);
	const changed = await fetched(at.news, { 'if-none-match': tag });
	assert.deepEqual([changed.status, entries(changed.body.toString())[0].title.includes('（改）')], [200, true]);
	/* Another filter, other records. */
	psql(`UPDATE app.record SET state = 'rejected' WHERE ${recordOf(number)}`);
	assert.ok(!(await news(at.news)).some((e) => e.id.endsWith(number)));
});

test('issue 14, 2: days are the due days of what it finds, moved with the next sequence and cancelled when it finds them no more', async () => {
	const at = await subscribe(owner, query, `日程 ${mark}`), number = await requirement('日程'), get = async () => (await days(at.url)).find((e) => e.uid.includes(number));
	assert.deepEqual([(await get()).status, (await get()).sequence, (await get()).dtstart], ['CONFIRMED', '0', day(5)]);
	psql(`UPDATE app.record SET due = '${day(6)}' WHERE ${recordOf(number)}`);
	assert.deepEqual([(await get()).sequence, (await get()).dtstart], ['1', day(6)]);
	psql(`UPDATE app.record SET state = 'rejected', closed_at = now() WHERE ${recordOf(number)}`);
	const gone = await get();
	assert.deepEqual([gone.status, gone.sequence, gone.summary.includes('日程')], ['CANCELLED', '2', false]);
});

test('RX.8, issue 14, 7: what is restricted is in no feed, whoever its person is; without right, second factor, membership or account it is closed', async () => {
	const name = `可见 ${mark}`, at = await subscribe(owner, query, name), number = await requirement('保密'), has = async () => (await news(at.news)).some((e) => e.id.endsWith(number)), account = accountId(owner);
	assert.equal(await has(), true);
	psql(`UPDATE app.record SET visible = 1 WHERE ${recordOf(number)}`);
	(await (await as(owner)).get(`/${site}/requirements?${query}&sort=-changed_at`)).expect(200, number);
	assert.equal(await has(), false, 'its author sees it in the list, and no program does');
	assert.ok(!(await days(at.url)).some((e) => e.summary.includes(number)));
	psql(`UPDATE app.record SET visible = 0 WHERE ${recordOf(number)}`);
	const closed = [
		["CREATE TABLE public.kept AS SELECT * FROM app.role_permission WHERE permission = 'record.view'; DELETE FROM app.role_permission WHERE permission = 'record.view'", 'INSERT INTO app.role_permission SELECT * FROM public.kept; DROP TABLE public.kept'],
		[`CREATE TABLE public.kept AS SELECT r.site_id, r.id, r.second_factor FROM app.role r JOIN app.member_role m ON m.site_id = r.site_id AND m.role_id = r.id WHERE m.account_id = ${account}; UPDATE app.role r SET second_factor = true FROM public.kept k WHERE k.site_id = r.site_id AND k.id = r.id`,
			'UPDATE app.role r SET second_factor = k.second_factor FROM public.kept k WHERE k.site_id = r.site_id AND k.id = r.id; DROP TABLE public.kept'],
		[`UPDATE app.membership SET left_at = now() WHERE account_id = ${account}`, `UPDATE app.membership SET left_at = NULL WHERE account_id = ${account}`],
		[`UPDATE app.account SET disabled_at = now() WHERE id = ${account}`, `UPDATE app.account SET disabled_at = NULL WHERE id = ${account}`],
		[`UPDATE app.site SET suspended_at = now() WHERE id = ${siteId()}`, `UPDATE app.site SET suspended_at = NULL WHERE id = ${siteId()}`],
	];
	for (const [take, give] of closed) {
		psql(take);
		const got = [(await fetched(at.news)).status, (await fetched(at.url)).status];
		psql(give);
		assert.deepEqual(got, [404, 404], take);
	}
	assert.equal(await has(), true);
});

test('RX.13: a filter that somebody shares is fetched with the sight of whoever fetches, until it is shared no more; the filter of another is not theirs', async () => {
	const name = `共享 ${mark}`, mine = `自用 ${mark}`, sharer = someone({ has: ['filter.share', 'record.view'] }), guest = [other, owner].find((l) => l !== sharer);
	await subscribe(sharer, query, name, true);
	const at = await addresses(guest, name);
	assert.equal((await fetched(at.news)).status, 200);
	assert.equal(psql(`SELECT account_id FROM app.calendar_feed WHERE filter_id = ${filterId(name)} AND account_id = ${accountId(guest)}`), accountId(guest));
	psql(`UPDATE app.saved_filter SET shared = false WHERE site_id = ${siteId()} AND id = ${filterId(name)}`);
	assert.equal((await fetched(at.news)).status, 404);
	await subscribe(sharer, query, mine);
	const who = await as(guest), page = await who.get(`/${site}/absence`);
	assert.equal((await who.post(`/${site}/filters/${filterId(mine)}/feed`, Object.fromEntries(page.form('absence').fields))).status, 404);
	assert.equal(psql(`SELECT count(*) FROM app.calendar_feed WHERE filter_id = ${filterId(mine)} AND account_id = ${accountId(guest)}`), '0');
});

test('issue 14, 7: the account lists all feeds and takes back each; a new address, or the filter removed, ends the one before', async () => {
	const name = `收回 ${mark}`, at = await subscribe(owner, query, name), who = await as(owner), id = () => psql(`SELECT f.id FROM app.calendar_feed f WHERE f.filter_id = ${filterId(name)}`);
	assert.equal(psql(`SELECT count(*) FROM app.calendar_feed WHERE token = '${at.news.split('/')[2]}'`), '0', 'the digest alone is kept');
	const again = await addresses(owner, name);
	assert.deepEqual([(await fetched(at.news)).status, (await fetched(again.news)).status], [404, 200]);
	(await who.submit((await who.get('/account')).expect(200, name), {}, { button: `end=${id()}` })).expect(200, '订阅地址已停用');
	assert.deepEqual([(await fetched(again.news)).status, (await fetched(again.url)).status], [404, 404]);
	/* Another's cannot be ended, nor their calendar by the same number. */
	const third = await addresses(owner, name), guest = await as(other), given = await guest.submit(await guest.get('/account'), {}, { button: 'act=make' });
	given.expect(200);
	const theirs = psql(`SELECT id FROM app.calendar_feed WHERE account_id = ${accountId(other)} AND of_site IS NULL`), page = await guest.get('/account');
	assert.equal((await guest.post('/account/feed', { ...Object.fromEntries(page.form(`end=${theirs}`).fields), end: id() })).status, 404);
	assert.equal((await fetched(third.news)).status, 200);
	(await who.submit(await who.get(`/${site}/requirements`), {}, { button: `remove=${filterId(name)}` })).expect(200);
	assert.equal((await fetched(third.news)).status, 404);
	for (const odd of ['/feed/x/atom', `/feed/${'0'.repeat(64)}/calendar`, `${third.news}x`])
		assert.equal((await fetched(odd)).status, 404, odd);
	assert.match(psql(`SELECT string_agg(DISTINCT action, ' ' ORDER BY action) FROM app.event WHERE detail ->> 'name' = '${name}'`), /feed\.end feed\.make/);
});
