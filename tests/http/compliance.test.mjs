// SPDX-License-Identifier: ISC
// Goal: the compliance map goes through the regulation article by article; each count leads to just the records that it counts, for whoever asks;
// what deviates is told apart; nobody learns of a record that they may not see, by no number, list, archive or other site.
// Proves RX.16, RX.19, RX.3 (sight), R35.3.
import test from 'node:test';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { figuresWrong, handIn, seenBy, site, siteId, someone, accountId } from '../run/people.mjs';
import { login, psql, rows, stack } from '../run/stack.mjs';
import { as, day, make, move } from '../run/acts.mjs';
import { select, squeeze, textOf } from '../run/html.mjs';
import { csvRows, unzip } from '../run/sheet.mjs';

/* The courier of this portal rests: what becomes of duties is what the test writes. */
stack('stack_end courier');
const map = `/${site}/compliance`, today = day(), year = today.slice(0, 4), quarter = Math.ceil(Number(today.slice(5, 7)) / 3);
const seer = someone({ has: ['compliance.view', 'restricted.view', 'list.export'] }), plain = someone({ has: ['compliance.view', 'list.export'], lacks: ['restricted.view'] });
const outsider = someone({ lacks: ['compliance.view'], has: ['record.view'] });
const asked = `year=${year}&part=year`;

const said = (node) => squeeze(textOf(node));
/** All that a map says of an article: { text: { n, url, bad, deviates } }. */
function countsOf(page, article) {
	const counts = {};
	for (const part of ['evidence', 'deviations'])
		for (const li of page.select(`#${part}-${article} li`)) {
			const [a] = select(li, 'a'), text = said(a ?? select(li, 'span')[0]);
			counts[text] = { n: Number(said(li).match(/(\d+)\+?$/)[1]), url: a?.attrs.href, bad: select(li, '.bad').length > 0, deviates: part === 'deviations' };
		}
	return counts;
}
const all = (page) => Object.fromEntries(Array.from({ length: 35 }, (_, i) => [i + 1, countsOf(page, i + 1)]));
const mapFor = async (name, query = asked) => (await (await as(name)).get(`${map}?${query}`)).expect(200);

/** How many records a link leads to, counted on what it shows: lists and duties line by line, facts by how often. */
async function behind(who, url) {
	if (/^\/[a-z]+\/[a-z-]+\?(made|ended|late)_/.test(url)) {
		const answer = await who.send('GET', url.replace('?', '.csv?'));
		assert.equal(answer.status, 200, url);
		return csvRows(answer.body.toString('utf8')).length - 1;
	}
	let n = 0;
	for (let page = await who.get(url); ;) {
		page.expect(200);
		n += url.includes('/duties?') ? page.select('#duties tbody tr').length : page.texts('td.num').reduce((sum, t) => sum + Number(t), 0);
		const [next] = page.select('a[rel=next]');
		if (!next)
			return n;
		page = await who.get(next.attrs.href);
	}
}

// ---------------------------------------------------------------- the page

test('RX.16 every article stands there with its text, what is enforced and who answers; general clauses say why nothing is counted', async () => {
	for (const name of [seer, plain]) {
		const page = await mapFor(name);
		for (let n = 1; n <= 35; n++) {
			const [article] = page.select(`#article-${n}`);
			assert.ok(article, `article ${n}`);
			assert.ok(said(select(article, 'details p')[0]).length > 20, `the text of article ${n}`);
			assert.ok(select(article, 'dd').every((d) => said(d) !== ''), `what is said of article ${n}`);
			assert.equal(select(article, 'dl li').length === 0, n === 1 || n === 3, `what is counted for article ${n}`);
		}
	}
	(await mapFor(plain)).expect(200, '定期（每月至少1次）对收集的迭代需求进行梳理汇总', '专款专用');
});

test('RX.16 the period is the present quarter unless another is asked for; one that cannot be read shows nothing and gives no file', async () => {
	const who = await as(seer);
	assert.deepEqual(all(await mapFor(seer, '')), all(await mapFor(seer, `year=${year}&part=q${quarter}`)));
	for (const query of ['year=abc', 'part=q5', 'quarter=1']) {
		const page = await who.get(`${map}?${query}`);
		assert.equal(page.select('#article-1').length, 0, query);
		assert.notEqual((await who.send('GET', `${map}.zip?${query}`)).status, 200, query);
	}
});

// ---------------------------------------------------------------- counts and what they lead to

test('RX.16, RX.3 each count leads to just the records that it counts, whoever asks', async () => {
	for (const name of [seer, plain]) {
		const who = await as(name);
		let followed = 0;
		for (const query of [asked, `year=${year}&part=q${quarter}`])
			for (const [article, counts] of Object.entries(all(await mapFor(name, query))))
				for (const [text, { n, url }] of Object.entries(counts)) {
					assert.equal(url === undefined, n === 0, `${article}: ${text}`);
					if (url === undefined)
						continue;
					followed++;
					assert.equal(await behind(who, url), n, `${name}, article ${article}: ${text} (${url})`);
				}
		assert.ok(followed > 60, `${followed} counts were followed`);
	}
});

test('RX.16 what is handed in and rejected is counted at once, and the rejection deviates', async () => {
	const triager = someone({ has: ['requirement.triage'] }), before = countsOf(await mapFor(seer), 23), author = await login(someone({ has: ['requirement.submit'], not: [triager] }));
	const number = await handIn(author, '对照表随提交变化');
	const handed = countsOf(await mapFor(seer), 23);
	assert.equal(handed['需求：新建'].n, before['需求：新建'].n + 1);
	const done = await move(triager, { path: `/${site}/requirements/${number}` }, 'reject', { decision_reason: '与现有功能重复，情况如上所述' });
	done.expect(200);
	const after = countsOf(await mapFor(seer), 23)['需求：未采纳'];
	assert.deepEqual([after.n, after.bad], [before['需求：未采纳'].n + 1, true]);
	(await (await as(seer)).get(after.url)).expect(200, number);
	assert.equal(figuresWrong(), '');
});

test('RX.16 duties that were missed, late or overdue deviate; those in time do not; each leads to just its lines', async () => {
	psql('DELETE FROM app.duty_reminder; DELETE FROM app.duty');
	const put = (days, what) => psql(`INSERT INTO app.duty (site_id, rule, starts_on, ends_on, until_on, due, permission, created_at, changed_at, ${Object.keys(what).join(', ')})
		SELECT ${siteId()}, 'triage', d, d, d, d, 'requirement.triage', now(), now(), ${Object.values(what).join(', ')} FROM (SELECT '${today}'::date + ${days} AS d) x`);
	put(-400, { state: "'missed'" });
	for (const [days, what] of [[-1, { state: "'missed'" }], [-2, { state: "'missed'" }], [-3, { state: "'fulfilled'", done_at: 'now()', is_late: 'true' }],
		[-4, { state: "'fulfilled'", done_at: 'now()' }], [-5, { state: "'open'" }], [0, { state: "'open'" }], [-6, { state: "'lapsed'" }]])
		put(days, what);
	/* The days may lie in two years. */
	const years = [...new Set([0, -6].map((d) => day(d).slice(0, 4)))], who = await as(seer), sums = {};
	for (const y of years)
		for (const [text, { n, bad, url }] of Object.entries(countsOf(await mapFor(seer, `year=${y}&part=year`), 23)))
			if (text.includes('梳理：') || text.includes('梳理会：')) {
				const standing = text.split('：').at(-1);
				sums[standing] = { n: (sums[standing]?.n ?? 0) + n, bad: sums[standing]?.bad || bad };
				if (url?.includes('/duties?'))
					assert.equal(await behind(who, url), n, text);
			}
	for (const [standing, n, bad] of [['未完成', 2, true], ['逾期完成', 1, true], ['逾期待完成', 1, true], ['按期完成', 1, false], ['已免除、不再需要', 1, false]])
		assert.deepEqual(sums[standing], { n, bad }, `${standing}: ${JSON.stringify(sums)}`);
});

// ---------------------------------------------------------------- sight

test('RX.16, R35.3 whoever may not see restricted records is told of none, by no number, list or file', async () => {
	const hidden = rows(`SELECT r.number FROM app.record r WHERE r.site_id = ${siteId()} AND r.kind = 'penalty' AND NOT ${seenBy(accountId(plain))}`);
	assert.ok(hidden.length > 0, 'there are penalties that this person may not see');
	const madeIn = (account) => Number(psql(`SET TimeZone = 'Asia/Shanghai'; SELECT count(*) FROM app.record r WHERE r.site_id = ${siteId()} AND r.kind = 'penalty' AND r.visible < 3 AND ${seenBy(account)}
		AND to_char(r.created_at, 'YYYY') = '${year}'`));
	for (const name of [seer, plain])
		assert.equal(countsOf(await mapFor(name), 35)['处罚：新建'].n, madeIn(accountId(name)), name);
	assert.ok(madeIn(accountId(seer)) > madeIn(accountId(plain)));
	const files = Object.entries(unzip((await (await as(plain)).send('GET', `${map}.zip?${asked}`)).body));
	for (const { number } of hidden)
		assert.deepEqual(files.filter(([, text]) => text.includes(number)).map(([name]) => name), [], number);
	const seen = unzip((await (await as(seer)).send('GET', `${map}.zip?${asked}`)).body);
	assert.ok(Object.values(seen).join('\n').includes(hidden[0].number));
});

test('RX.16 without the right there is no map, print, archive, list of facts or entry of the menu', async () => {
	const who = await as(outsider);
	for (const path of [map, `${map}?print=yes`, `${map}.zip`, `${map}/records?fact=late_tasks`])
		assert.equal((await who.send('GET', path)).status, 403, path);
	const links = (page) => page.select(`a[href="${map}"]`).length;
	assert.equal(links((await who.get(`/${site}/`)).expect(200)), 0);
	assert.ok(links((await (await as(plain)).get(`/${site}/`)).expect(200)) > 0);
	(await (await as(plain)).get(`${map}/records?fact=nothing`)).expect(200, '没有符合条件的记录');
});

// ---------------------------------------------------------------- paper

test('RX.16 the print says what the page says', async () => {
	const page = (await (await as(plain)).get(`${map}?${asked}&print=yes`)).expect(200), counts = all(await mapFor(plain));
	assert.equal(page.select('article h2').length, 35);
	for (const list of Object.values(counts))
		for (const [text, { n }] of Object.entries(list))
			assert.match(page.text.replace(/\s+/g, ' '), new RegExp(`${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')} ${n}`), text);
});

test('RX.16 the archive holds the map and a table for each count, with as many rows; its manifest is right, and it is history', async () => {
	const who = await as(seer), counts = all(await mapFor(seer)), answer = await who.send('GET', `${map}.zip?${asked}`);
	assert.equal(answer.status, 200);
	assert.equal(answer.headers.get('content-type'), 'application/zip');
	const files = unzip(answer.body), sums = files.SHA256SUMS.trim().split('\n').map((l) => l.split('  '));
	assert.deepEqual(sums.map(([, name]) => name).sort(), Object.keys(files).filter((n) => n !== 'SHA256SUMS').sort());
	for (const [sum, name] of sums)
		assert.equal(createHash('sha256').update(files[name]).digest('hex'), sum, name);
	for (const name of ['compliance.html', 'assets/paper.css', 'duties.csv'])
		assert.ok(name in files, name);
	const table = (name) => csvRows(files[name].toString('utf8')).slice(1);
	assert.equal(table('records/23-requirement-made.csv').length, counts[23]['需求：新建'].n);
	const wanted = Object.values(counts).flatMap((list) => Object.values(list)).filter((c) => c.n > 0 && !c.url.includes('/duties?'));
	assert.equal(Object.keys(files).filter((n) => n.startsWith('records/')).length, wanted.length, 'a table for each count');
	assert.equal(Object.keys(files).filter((n) => n.startsWith('records/')).reduce((sum, n) => sum + table(n).reduce((s, r) => s + Number(r.at(-1)), 0), 0), wanted.reduce((sum, c) => sum + c.n, 0), 'as many rows');
	assert.equal(table('duties.csv').length, Number(psql(`SELECT count(*) FROM app.duty WHERE site_id = ${siteId()} AND due BETWEEN '${year}-01-01' AND '${year}-12-31'`)));
	assert.equal(psql(`SELECT e.object FROM app.event e WHERE e.site_id = ${siteId()} AND e.action = 'list.export' AND e.actor_id = ${accountId(seer)} ORDER BY e.seq DESC LIMIT 1`), 'compliance');
});

// ---------------------------------------------------------------- several sites

test('RX.19 who may see the map of several sites sees their figures side by side, each as on its own map; no other site', async () => {
	const [{ login: name, id }] = rows(`SELECT a.login, a.id FROM app.account a JOIN app.membership m ON m.account_id = a.id AND m.left_at IS NULL WHERE a.disabled_at IS NULL AND a.password IS NOT NULL AND a.totp_secret IS NULL
		GROUP BY a.id HAVING count(*) > 1 ORDER BY a.id LIMIT 1`);
	const sites = rows(`SELECT s.slug, s.id FROM app.membership m JOIN app.site s ON s.id = m.site_id WHERE m.account_id = ${id} AND m.left_at IS NULL ORDER BY s.id`);
	const who = await login(name), drop = (s) => psql(`DELETE FROM app.role_permission WHERE site_id = ${s.id} AND permission = 'compliance.view'`);
	const give = (s) => psql(`INSERT INTO app.role_permission (site_id, role_id, permission) SELECT mr.site_id, mr.role_id, 'compliance.view' FROM app.member_role mr WHERE mr.site_id = ${s.id} AND mr.account_id = ${id} ON CONFLICT DO NOTHING`);
	const slugs = (page) => page.select('#sites thead a').map((a) => a.attrs.href.split('/')[1]).sort();
	sites.forEach(drop);
	assert.equal((await who.send('GET', '/compliance')).status, 403);
	give(sites[0]);
	assert.deepEqual(slugs((await who.get('/compliance')).expect(200)), [sites[0].slug]);
	sites.forEach(give);
	const page = (await who.get(`/compliance?${asked}`)).expect(200);
	assert.deepEqual(slugs(page), sites.map((s) => s.slug).sort());
	for (const { slug } of sites) {
		const own = (await who.get(`/${slug}/compliance?${asked}`)).expect(200);
		for (const n of [5, 14, 23, 30, 32, 35]) {
			const [cell] = page.select(`#article-${n} td`).filter((td) => select(td, 'a')[0]?.attrs.href.startsWith(`/${slug}/`)), counts = Object.values(countsOf(own, n));
			const sum = (deviates) => counts.filter((c) => c.deviates === deviates).reduce((s, c) => s + c.n, 0);
			assert.equal(Number(said(select(cell, 'a')[0]).match(/\d+/)[0]), sum(false), `${slug}, article ${n}`);
			assert.equal(Number(said(cell).match(/偏差 (\d+)/)?.[1] ?? 0), sum(true), `${slug}, deviations of article ${n}`);
		}
	}
});
