// SPDX-License-Identifier: ISC
// Goal: everything that has a day stands in one calendar, by month, week and list, narrowed by what one asks for and to what one may see; a
// person's calendar program fetches what concerns them by an address of its own, which ends when they, their rights or their membership do,
// and is told what was moved or called off.
// Proves RX.2; issue 14, points 2 and 9 (checked with a parser that is not ours).
import test from 'node:test';
import assert from 'node:assert/strict';
import ICAL from 'ical.js';
import { squeeze, textOf } from '../run/html.mjs';
import { client, psql, stack } from '../run/stack.mjs';
import { accountId, site, siteId, someone } from '../run/people.mjs';
import { as, day, department, make, move, unique } from '../run/acts.mjs';

const page = `/${site}/calendar`, head = 'zhouyi', member = 'wangqiang';
stack('stack_end courier');
psql('DELETE FROM app.duty_reminder; DELETE FROM app.duty');

const idOf = (rec) => `(SELECT id FROM app.record WHERE site_id = ${siteId()} AND number = '${rec.number}')`;
const put = (rule, due, what = {}) => {
	const columns = { rule: `'${rule}'`, starts_on: `'${due}'`, ends_on: `'${due}'`, until_on: `'${due}'`, due: `'${due}'`, permission: "'requirement.triage'", created_at: "now() - interval '1 day'", changed_at: "now() - interval '1 day'", ...what };
	return psql(`INSERT INTO app.duty (site_id, ${Object.keys(columns).join(', ')}) VALUES (${siteId()}, ${Object.values(columns).join(', ')}) RETURNING id`);
};
/** What stands at a day, in the month or the week. */
const at = (p, date) => p.select('table.month td').filter((td) => td.children.some((c) => c.tag === 'time' && c.attrs.datetime === date)).flatMap((td) => p.select('table.month li').filter((li) => { for (let e = li; e; e = e.parent) if (e === td) return true; return false; })).map((e) => squeeze(textOf(e)));
const month = () => day().slice(0, 7), inMonth = (n) => `${month()}-${String(n).padStart(2, '0')}`;
async function training(values = {}) {
	const target = psql(`SELECT number FROM app.record WHERE site_id = ${siteId()} AND kind = 'platform' AND state = 'in_operation' ORDER BY id LIMIT 1`);
	return make(head, 'trainings', { title: `新版操作培训 ${unique()}`, target_id: target, department_id: department('business'), owner_id: accountId(head), planned_on: day(3), planned_at: '14:30', place: '三楼会议室', content: '讲解新版登记页的操作', ...values });
}

// ---------------------------------------------------------------- the page

test('RX.2, issue 14, 2: duties, deadlines, releases, reviews, trainings and absences stand at their days in month, week and list, and are narrowed by sort, person, department, platform and to oneself', async () => {
	const due = inMonth(12), rec = await training({ planned_on: day() });
	psql(`UPDATE app.training SET planned_on = '${due}' WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)}`);
	put('triage', due);
	const title = psql(`SELECT title FROM app.record WHERE site_id = ${siteId()} AND number = '${rec.number}'`);
	psql(`DELETE FROM app.delegation WHERE site_id = ${siteId()}`);
	psql(`INSERT INTO app.delegation (site_id, account_id, delegate_id, starts_on, ends_on, reason, created_at) VALUES (${siteId()}, ${accountId('xuning')}, ${accountId('shenbo')}, '${inMonth(11)}', '${inMonth(13)}', '家中有事', now())`);
	const who = await as(member), all = (await who.get(page)).expect(200, month());
	const there = at(all, due).join('\n');
	for (const said of ['需求梳理会', '周期事项 · 待完成', title, '培训 · 14:30', '三楼会议室', '休假'])
		assert.ok(there.includes(said), `${said}: ${there}`);
	assert.ok([11, 13].every((n) => at(all, inMonth(n)).join().includes('休假')));
	all.lacks('家中有事');
	/* The same in the week and in the list, and one click from one to the next. */
	const week = (await who.get(`${page}?view=week&day=${due}`)).expect(200, title);
	assert.equal(week.select('table.month td').length, 7);
	const [next] = week.select('.toolbar a').filter((a) => a.attrs.rel === 'next');
	(await who.get(next.attrs.href)).expect(200).lacks(title);
	(await who.get(`${page}?view=list`)).expect(200, due, title, '需求梳理会');
	/* Narrowed. */
	(await who.get(`${page}?what=course`)).expect(200, title).lacks('周期事项 · ');
	(await who.get(`${page}?what=duty`)).expect(200, '周期事项 · 待完成').lacks(title);
	(await who.get(`${page}?person=${accountId(head)}`)).expect(200, title).lacks('周期事项 · 待完成');
	(await who.get(`${page}?what=course&department=${department('tech')}`)).expect(200).lacks(title);
	const [platform, other] = psql(`SELECT number FROM app.record WHERE site_id = ${siteId()} AND kind = 'platform' ORDER BY id LIMIT 2`).split('\n');
	assert.deepEqual([platform, other].map((n) => psql(`SELECT EXISTS (SELECT FROM app.record r JOIN app.record p ON p.site_id = r.site_id AND p.id = r.platform_id WHERE r.number = '${rec.number}' AND p.number = '${n}')`)).filter((b) => b === 't').length, 1);
	const its = psql(`SELECT p.number FROM app.record r JOIN app.record p ON p.site_id = r.site_id AND p.id = r.platform_id WHERE r.site_id = ${siteId()} AND r.number = '${rec.number}'`);
	(await who.get(`${page}?what=course&platform=${its}`)).expect(200, title);
	(await who.get(`${page}?what=course&platform=${its === platform ? other : platform}`)).expect(200).lacks(title);
	assert.equal((await who.get(`${page}?what=duty&mine=1`)).text.includes('周期事项 · 待完成'), false);
	(await (await as(head)).get(`${page}?what=duty&mine=1`)).expect(200, '周期事项 · 待完成');
	(await who.get(`${page}?what=mail`)).expect(200, '无法识别').lacks(title);
	/* What one may not see is not in it. */
	psql(`UPDATE app.record SET visible = 2 WHERE site_id = ${siteId()} AND number = '${rec.number}'`);
	(await who.get(page)).expect(200).lacks(title);
	psql(`UPDATE app.record SET visible = 0 WHERE site_id = ${siteId()} AND number = '${rec.number}'`);
});

// ---------------------------------------------------------------- the feed

const address = new Map();
/** The address of a person's feed, made in their account. */
async function feed(name) {
	const who = await as(name), given = (await who.submit(await who.get('/account'), {}, { button: 'act=make' })).expect(200, '地址只显示一次');
	const url = new URL(given.select('#given-url')[0].attrs.value);
	address.set(name, url.pathname);
	return url.pathname;
}
/** As a calendar program: no session, no cookie. */
const fetched = async (path) => client().send('GET', path);
async function events(path) {
	const got = await fetched(path);
	assert.equal(got.status, 200);
	assert.equal(got.headers.get('content-type'), 'text/calendar; charset=utf-8');
	const body = got.body.toString('utf8');
	assert.ok(body.endsWith('END:VCALENDAR\r\n') && !/[^\r]\n/.test(body), 'lines end with CR LF');
	for (const line of got.body.toString('latin1').split('\r\n'))
		assert.ok(line.length <= 75, `${line.length} octets: ${line}`);
	/* Folded between characters: each line by itself is UTF-8. */
	for (const line of body.split('\r\n'))
		assert.ok(!line.includes('\ufffd'), line);
	return new ICAL.Component(ICAL.parse(body)).getAllSubcomponents('vevent').map((e) => ({
		uid: e.getFirstPropertyValue('uid'), title: e.getFirstPropertyValue('summary'), text: e.getFirstPropertyValue('description'), url: e.getFirstPropertyValue('url'), status: e.getFirstPropertyValue('status'), sequence: e.getFirstPropertyValue('sequence'),
		from: e.getFirstPropertyValue('dtstart'), to: e.getFirstPropertyValue('dtend'), changed: e.getFirstPropertyValue('last-modified') }));
}
const named = (list, title) => list.filter((e) => e.title.includes(title));

test('RX.2, issue 14, 2: a feed is what concerns its person, read by an independent parser: whole days as dates, moments in UTC, long titles folded between characters', async () => {
	const long = `𠮷野家；需求梳理、系统上线与运行维护，"新版"操作培训（第一期）\\ 面向全体业务部门：登记、查询、统计与导出 ${unique()}`;
	const rec = await training({ title: long, planned_on: day(3), planned_at: '14:30' });
	const id = put('triage', day(2));
	const path = await feed(head), list = await events(path);
	const [duty] = list.filter((e) => e.uid.startsWith(`duty-${id}.`));
	assert.deepEqual([duty.title.startsWith('需求梳理会'), duty.from.isDate, duty.from.toString(), duty.to.toString(), duty.status, duty.sequence], [true, true, day(2), day(3), 'CONFIRMED', 0]);
	assert.match(duty.url, new RegExp(`^http.*/${site}/triage-meetings/new$`));
	const [course] = named(list, long.trim());
	assert.ok(course, JSON.stringify(list.map((e) => e.title)));
	assert.deepEqual([course.from.isDate, course.from.zone.tzid, course.from.toString()], [false, 'UTC', psql(`SELECT to_char(('${day(3)} 14:30'::timestamp AT TIME ZONE 'Asia/Shanghai') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`)]);
	assert.equal(new Set(list.map((e) => e.uid)).size, list.length, 'each once');
	/* Another day, another sequence, the same thing; called off it says so. */
	psql(`UPDATE app.training SET planned_on = '${day(4)}' WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)}; UPDATE app.record SET changed_at = changed_at + interval '10 minutes' WHERE site_id = ${siteId()} AND number = '${rec.number}'`);
	const [moved] = named(await events(path), long.trim());
	assert.deepEqual([moved.uid, moved.from.toString().slice(0, 10), moved.sequence > course.sequence, moved.changed.compare(course.changed)], [course.uid, day(4), true, 1]);
	(await move(head, rec, 'cancel', { reason: '讲师临时出差，培训改期另行通知' })).expect(200);
	assert.equal(named(await events(path), long.trim())[0].status, 'CANCELLED');
	psql(`UPDATE app.duty SET state = 'waived', waived_by = ${accountId('guowei')}, reason = '本月无待梳理需求', changed_at = now() + interval '1 hour' WHERE id = ${id}`);
	const [waived] = (await events(path)).filter((e) => e.uid === duty.uid);
	assert.deepEqual([waived.status, waived.sequence > 0], ['CANCELLED', true]);
	/* Others' duties are not theirs. */
	put('triage', day(5));
	assert.equal((await events(await feed(member))).filter((e) => e.title.startsWith('需求梳理会')).length, 0);
});

test('RX.2, RX.8: what is restricted is in no feed, and what somebody may no longer see or do is gone at the next fetch; without membership nothing is left', async () => {
	const name = someone({ has: ['requirement.triage'], lacks: ['group.decide'], not: [head] }), path = await feed(name), rec = await training({ owner_id: accountId(name), planned_on: day(6) });
	const title = psql(`SELECT title FROM app.record WHERE site_id = ${siteId()} AND number = '${rec.number}'`);
	const id = put('triage', day(6), { part: "'x'" }), has = async (what) => (await events(path)).some((e) => e.status !== 'CANCELLED' && (e.title.includes(what) || e.uid.startsWith(what)));
	assert.deepEqual([await has(title), await has(`duty-${id}.`)], [true, true]);
	psql(`UPDATE app.record SET visible = 1 WHERE site_id = ${siteId()} AND number = '${rec.number}'; INSERT INTO app.record_reader SELECT site_id, id, ${accountId(name)} FROM app.record WHERE site_id = ${siteId()} AND number = '${rec.number}' ON CONFLICT DO NOTHING`);
	(await (await as(name)).get(`${page}?view=list&month=${day(6).slice(0, 7)}`)).expect(200, title);
	assert.equal(await has(title), false, 'they see it on its page, and no calendar program does');
	psql(`UPDATE app.record SET visible = 0 WHERE site_id = ${siteId()} AND number = '${rec.number}'`);
	/* A right that is taken away. */
	psql(`CREATE TABLE public.kept AS SELECT * FROM app.role_permission WHERE site_id = ${siteId()} AND permission = 'requirement.triage'; DELETE FROM app.role_permission WHERE site_id = ${siteId()} AND permission = 'requirement.triage'`);
	assert.deepEqual([await has(title), await has(`duty-${id}.`)], [true, false]);
	psql('INSERT INTO app.role_permission SELECT * FROM public.kept; DROP TABLE public.kept');
	/* A second factor that is due closes the pages, and the feed. */
	psql(`CREATE TABLE public.kept AS SELECT r.site_id, r.id, r.second_factor FROM app.role r JOIN app.member_role m ON m.site_id = r.site_id AND m.role_id = r.id WHERE r.site_id = ${siteId()} AND m.account_id = ${accountId(name)}; UPDATE app.role r SET second_factor = true FROM public.kept k WHERE k.site_id = r.site_id AND k.id = r.id`);
	assert.equal(await has(title), false);
	psql('UPDATE app.role r SET second_factor = k.second_factor FROM public.kept k WHERE k.site_id = r.site_id AND k.id = r.id; DROP TABLE public.kept');
	assert.equal(await has(title), true);
	psql(`UPDATE app.membership SET left_at = now() WHERE site_id = ${siteId()} AND account_id = ${accountId(name)}`);
	assert.equal((await events(path)).some((e) => e.url?.includes(`/${site}/`) || e.uid.includes(`.${siteId()}@`)), false);
	psql(`UPDATE app.membership SET left_at = NULL WHERE site_id = ${siteId()} AND account_id = ${accountId(name)}`);
	psql(`UPDATE app.account SET disabled_at = now() WHERE login = '${name}'`);
	assert.equal((await fetched(path)).status, 404);
	psql(`UPDATE app.account SET disabled_at = NULL WHERE login = '${name}'`);
	assert.equal(await has(title), true);
});

test('issue 14, 2: the address is a secret of which the digest alone is kept; a new one ends the one before, and it can be taken back', async () => {
	const first = await feed(member), token = first.split('/').at(-1);
	assert.equal(psql(`SELECT count(*) FROM app.calendar_feed WHERE token = '${token}'`), '0');
	assert.equal(psql(`SELECT count(*) FROM app.calendar_feed WHERE token = encode(sha256('${token}'), 'hex')`), '1');
	const second = await feed(member);
	assert.deepEqual([(await fetched(first)).status, (await fetched(second)).status], [404, 200]);
	assert.equal((await fetched(second)).headers.get('cache-control'), 'no-store');
	const who = await as(member);
	(await who.get('/account')).expect(200, '日历订阅', '停用地址');
	(await who.submit(await who.get('/account'), {}, { button: `end=${psql(`SELECT id FROM app.calendar_feed WHERE account_id = ${accountId(member)}`)}` })).expect(200, '订阅地址已停用');
	assert.equal((await fetched(second)).status, 404);
	for (const odd of ['/feed/x', `/feed/${'0'.repeat(64)}`])
		assert.equal((await fetched(odd)).status, 404, odd);
	/* Whoever is logged in as somebody else reads the same, as its person. */
	const path = await feed(head);
	assert.equal((await (await as(member)).send('GET', path)).body.toString(), (await fetched(path)).body.toString());
	assert.equal(psql(`SELECT string_agg(DISTINCT action, ' ' ORDER BY action) FROM app.event WHERE action LIKE 'feed.%'`), 'feed.end feed.make');
});

test('issue 14, 2: what is moved is the same item with the next sequence, and what is gone is cancelled for some weeks without a word of what it was', async () => {
	const title = `移动与取消 ${unique()}`, rec = await training({ title, planned_on: day(7) }), id = put('triage', day(8)), path = await feed(head), of = `feed_id = (SELECT id FROM app.calendar_feed WHERE account_id = ${accountId(head)})`;
	const get = async (uid) => (await events(path)).find((e) => e.uid.startsWith(uid)), uid = `training-${psql(`SELECT ${idOf(rec)}`)}.`;
	const first = await get(uid);
	assert.deepEqual([first.sequence, first.status, (await get(uid)).sequence], [0, 'CONFIRMED', 0], 'what stays as it is keeps its sequence');
	psql(`UPDATE app.training SET planned_on = '${day(9)}' WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)}`);
	const moved = await get(uid);
	assert.deepEqual([moved.uid, moved.sequence, moved.from.toString().slice(0, 10), (await get(uid)).sequence], [first.uid, 1, day(9), 1]);
	/* A duty that is not theirs any more. */
	const duty = await get(`duty-${id}.`);
	psql(`UPDATE app.duty SET permission = 'members.manage' WHERE id = ${id}`);
	const gone = await get(`duty-${id}.`);
	assert.deepEqual([gone.uid, gone.sequence, gone.status, gone.from.toString(), gone.url, gone.text], [duty.uid, duty.sequence + 1, 'CANCELLED', day(8), null, null]);
	assert.ok(!gone.title.includes('需求梳理会'));
	assert.equal((await get(`duty-${id}.`)).sequence, gone.sequence, 'said again as it was');
	psql(`UPDATE app.duty SET permission = 'requirement.triage' WHERE id = ${id}`);
	const back = await get(`duty-${id}.`);
	assert.deepEqual([back.status, back.sequence], ['CONFIRMED', gone.sequence + 1]);
	/* Restricted since: as if it were gone, and its name is said no more. */
	psql(`UPDATE app.record SET visible = 1 WHERE site_id = ${siteId()} AND number = '${rec.number}'`);
	const hidden = await get(uid);
	assert.deepEqual([hidden.status, hidden.sequence, hidden.title.includes(title)], ['CANCELLED', 2, false]);
	psql(`UPDATE app.feed_item SET gone_at = now() - interval '43 days' WHERE ${of} AND uid LIKE '${uid}%'`);
	assert.equal(await get(uid), undefined, 'some weeks are over');
	psql(`UPDATE app.record SET visible = 0 WHERE site_id = ${siteId()} AND number = '${rec.number}'`);
	assert.deepEqual([(await get(uid)).status, (await get(uid)).sequence], ['CONFIRMED', 3], 'the sequence is not forgotten');
	/* What is over is not gone, and is forgotten; no words are kept. */
	psql(`UPDATE app.feed_item SET day = '${day(-40)}', until = '${day(-40)}' WHERE ${of} AND uid LIKE 'duty-${id}.%'; DELETE FROM app.duty_reminder WHERE duty_id = ${id}; DELETE FROM app.duty WHERE id = ${id}; UPDATE app.training SET planned_on = '${day(10)}' WHERE site_id = ${siteId()} AND record_id = ${idOf(rec)}`);
	assert.equal(await get(`duty-${id}.`), undefined);
	assert.deepEqual(psql(`SELECT count(*) FILTER (WHERE uid LIKE 'duty-${id}.%'), count(*) FILTER (WHERE i::text LIKE '%${title}%'), count(*) > 0 FROM app.feed_item i WHERE ${of}`), '0|0|t');
	await feed(head);
	assert.equal(psql(`SELECT count(*) FROM app.feed_item i WHERE ${of}`), '0', 'a new address has said nothing');
});
