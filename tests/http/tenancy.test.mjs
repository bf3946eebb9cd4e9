// SPDX-License-Identifier: ISC
// Goal: nobody reads or changes another site's data (R2.2, R6.1's group is its site's own), in any role, through any address.
// Every text of one site holds a canary; somebody of every role of another site, a visitor, an operator and an account without
// a site try every id of it everywhere.  Then the same with row security opened: the program's own conditions hold alone.
// GATEHOUSE_TRIES: how many tries at least (the long run: 100000).
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import { CANARY, NEEDLE, digestSql, markSql, openWallSql } from '../run/canary.mjs';
import { ownWorkers } from '../run/own.mjs';

const TRIES = Number(process.env.GATEHOUSE_TRIES ?? 6000);
const MINE = 'huadong', THEIRS = 'donghua', NOBODYS = 'no-such-site';
const ROLES = [...readFileSync('tests/golden/permissions.txt', 'utf8').matchAll(/^# *\| ([a-z_]+)$/gm)].map((m) => m[1]);
const ROUTES = readFileSync('tests/golden/routes.txt', 'utf8').split('\n').filter((l) => /^(GET|POST) /.test(l)).map((line) => {
	const [method, pattern, permission, ...flags] = line.trim().split(/\s+/);
	return { method, pattern, permission, flags };
});

let own, ids, digests;
const people = {};
const columns = (sql) => own.psql(`SET search_path = app, public; ${sql}`).split('\n').filter(Boolean);

/** Accounts that do nothing but this: one per built-in role, one with all, one in no site, an operator. */
function makeCrawlers() {
	own.psql(`SET search_path = app, public;
		CREATE TEMP TABLE crawler AS SELECT * FROM unnest(ARRAY[${[...ROLES, 'everything', 'homeless', 'operator', 'theirs'].map((r) => `'${r}'`).join(', ')}]) r;
		INSERT INTO account (login, name, password, is_operator, created_at)
		SELECT 'crawl-' || r, 'crawler ' || r, (SELECT password FROM account WHERE login = 'zhouyi'), r = 'operator', now() FROM crawler;
		INSERT INTO membership (site_id, account_id, department_id, created_at)
		SELECT s.id, a.id, (SELECT min(id) FROM department WHERE site_id = s.id), now() FROM crawler JOIN account a ON a.login = 'crawl-' || r
		JOIN site s ON s.slug = CASE r WHEN 'theirs' THEN '${THEIRS}' ELSE '${MINE}' END WHERE r NOT IN ('homeless', 'operator');
		INSERT INTO member_role (site_id, account_id, role_id)
		SELECT m.site_id, m.account_id, o.id FROM crawler JOIN account a ON a.login = 'crawl-' || r JOIN membership m ON m.account_id = a.id
		JOIN role o ON o.site_id = m.site_id AND (o.key IN ('member', r) OR r IN ('everything', 'theirs'));`);
}

before(async () => {
	own = await ownWorkers('tenancy', 3);
	const site = columns(`SELECT id FROM site WHERE slug = '${THEIRS}'`)[0];
	makeCrawlers();
	own.psql(markSql(site));
	const list = (table, column = 'id') => columns(`SELECT ${column} FROM ${table} WHERE site_id = ${site} ORDER BY random() LIMIT 40`);
	ids = {
		site,
		records: columns(`SELECT json_agg(json_build_object('kind', kind, 'number', number, 'id', id)) FROM record WHERE site_id = ${site}`).map(JSON.parse)[0],
		mine: columns(`SELECT json_agg(json_build_object('kind', kind, 'number', number)) FROM (SELECT DISTINCT ON (kind, state) kind, number FROM record r JOIN site s ON s.id = r.site_id WHERE s.slug = '${MINE}' AND visible = 0) x`).map(JSON.parse)[0],
		file: columns(`SELECT json_agg(json_build_object('id', f.id, 'number', number, 'kind', kind)) FROM file f JOIN record r ON r.site_id = f.site_id AND r.id = f.record_id WHERE f.site_id = ${site}`).map(JSON.parse)[0],
		account: columns(`SELECT account_id FROM membership GROUP BY 1 HAVING array_agg(DISTINCT site_id) = ARRAY[${site}]::bigint[]`),
		department: list('department'), role: list('role'), filter: list('saved_filter'), event: list('event', 'seq'), notification: list('notification'), approval: list('approval'),
		opinion: list('opinion'), delegation: list('delegation'), login: columns("SELECT login FROM account WHERE login LIKE 'crawl-theirs'"),
	};
	for (const who of [...ROLES, 'everything', 'homeless', 'operator', 'theirs'])
		people[who] = await own.login(`crawl-${who}`);
	people.visitor = own.client();
	people.visitor.token = (await people.visitor.get('/login')).form().fields.find(([name]) => name === 'token')[1];
	// The first visit to a public form makes its secret.
	await people.visitor.get(`/${THEIRS}/feedback`);
	digests = own.psql(digestSql(site)).split('\n');
});
after(() => own?.stop());

// ---------------------------------------------------------------- what is tried

const PLURALS = { requirement: 'requirements', platform: 'platforms', change: 'changes', feedback: 'feedbacks', reward: 'rewards', penalty: 'penalties', appeal: 'appeals', notice: 'notices', triage_meeting: 'triage-meetings', escalation: 'escalations' };
const pick = (list, n) => list[n % list.length];
/** A number like a real one that no site has. */
const absent = (number) => number.replace(/\d+$/, (n) => `9${n}`);

/** Every field that can name something, naming theirs. */
function theirFields(n) {
	const r = pick(ids.records, n), a = pick(ids.account, n), d = pick(ids.department, n), of = (kind) => pick(ids.records.filter((x) => x.kind === kind), n).number;
	return {
		title: 't', need: 'functional', channel: 'complaint', scenario: 's', goal: 'g', acceptance: 'a', text: 't', subject: 'person', ground: 'other', facts: 'f', severity: 'minor', liability: 'direct', type: 'general', category: 'other',
		audience: 'persons', what: 'w', why: 'y', fields: 'title', held_on: '2026-01-05', body: 'b', reason: 'r', question: 'q', answer: 'a', name: 'n', query: 'state=open', kind: 'requirements', opinion: pick(ids.opinion, n),
		platform_id: of('platform'), target_id: of('requirement'), merged_into: of('requirement'), requirement_id: of('requirement'), penalty_id: of('penalty'), source_id: r.number, notice_id: of('notice'),
		department_id: d, subject_department_id: d, audience_department_id: d, person_id: a, liaison_id: a, owner_id: a, chair_id: a, persons: a, present: a, deciders: a, account: a, delegate_id: a, delegate: a, heir: a, heir_id: a,
		department: d, role: pick(ids.role, n), roles: pick(ids.role, n), record: r.number, number: r.number, other: r.number, other_id: r.id, link: r.number, to: r.number, login: ids.login[0], id: pick(ids.notification, n), ids: pick(ids.notification, n),
		notification: pick(ids.notification, n), filter: pick(ids.filter, n), file: pick(ids.file, n).id, voter: a, as: a, choice: 'approve', sort: 'relates', version: '1', copy: '1', watch: '1', requirement: of('requirement'),
	};
}
const queries = (n) => {
	const f = theirFields(n), one = (names) => names.map((name) => `${name}=${encodeURIComponent(f[name])}`);
	return ['', `q=${NEEDLE}`, `q=${pick(ids.records, n).number}`, `after=${pick(ids.records, n).id}~`, `before=${pick(ids.notification, n)}`, `before=${pick(ids.event, n)}`, `author=${f.account}`, `person=${f.account}`, `department=${f.department_id}`,
		`account=${f.account}`, `filter=${f.filter}`, `record=${f.record}`, `number=${f.record}`, `decision=1&requirement=${f.requirement}`,
		...one(['platform_id', 'target_id', 'department_id', 'person_id', 'liaison_id', 'owner_id', 'chair_id', 'merged_into', 'requirement_id', 'penalty_id', 'source_id', 'subject_department_id'])];
};
/** The moves of each kind, as the golden matrix has them. */
const MOVES = {};
for (const [, kind, move] of readFileSync('tests/golden/permissions.txt', 'utf8').matchAll(/^[+.d]+ {2}(\w+) +\S+ +([a-z_]+) /gm))
	(MOVES[kind] ??= ['approve', 'take_back']).push(move);

/** The addresses a pattern stands for, with ids of theirs; beside each the same with an id that nobody has. */
function* addresses(route, site, n) {
	const theirs = pick(ids.records, n * 7), mine = pick(ids.mine, n), file = pick(ids.file, n);
	const fill = (kind, number, more) => route.pattern.replace('{site}', site).replace('{kind}', PLURALS[kind]).replace('{number}', number).replace(/\{(\w+)\}/g, (_, name) => more[name]);
	const more = { n: '1', account: pick(ids.account, n), id: route.pattern.includes('roles') ? pick(ids.role, n) : route.pattern.includes('departments') ? pick(ids.department, n) : pick(ids.account, n), filter: pick(ids.filter, n), file: file.id, code: 'ABCD-EFGH-JKLM', token: 'x' };
	const none = { n: '1', account: '987654321', id: '987654321', filter: '987654321', file: '987654321', code: 'ABCD-EFGH-JKLN', token: 'y' };
	yield { path: fill(theirs.kind, theirs.number, more), twin: fill(theirs.kind, absent(theirs.number), none), strange: /\{/.test(route.pattern.replace('{site}', '').replace('{kind}', '')) };
	if (site !== MINE)
		return;
	if (route.pattern.includes('{file}'))
		yield { path: fill(mine.kind, mine.number, more), twin: fill(mine.kind, mine.number, none), strange: true };
	if (route.pattern.includes('{number}') && route.method === 'POST')
		yield { path: fill(mine.kind, mine.number, more), kind: mine.kind };
}

/** All tries, without end: { who, method, path, body, twin, foreign }. */
function* tries() {
	for (let n = 0; ; n++)
		for (const who of [...ROLES, 'everything', 'homeless', 'operator', 'visitor'])
			for (const [r, route] of ROUTES.entries()) {
				// Health pages have no data; log-in, log-out and one's own profile would change who is asking.
				if (/^\/(healthz|readyz|metrics|login|logout|link|account\/|preferences)/.test(route.pattern) && route.pattern !== '/account/data')
					continue;
				const seed = n * 31 + r * 7 + ROLES.indexOf(who) * 3;
				for (const a of addresses(route, MINE, seed))
					yield* variants(route, who, seed, a);
				// The other site's own addresses are refused at one place: every third round, all of them.
				if ((n + r) % 3 === 0 && route.pattern.includes('{site}') && !(route.method === 'POST' && route.flags.includes('public')))
					for (const a of addresses(route, THEIRS, seed))
						yield { who, method: route.method, ...a, foreign: true, route, fields: { ...theirFields(seed), key: `k${seed}-${who}` } };
			}
}

/** One address of our own site: as it is, with each way to ask for theirs, as files. */
function* variants(route, who, seed, a) {
	if (route.method === 'POST') {
		yield { who, method: 'POST', ...a, route, fields: { ...theirFields(seed), move: pick(MOVES[a.kind ?? 'requirement'], seed), key: `k${seed}-${who}` } };
		return;
	}
	const suffixes = /(\{kind\}|ledger|points)$/.test(route.pattern) ? ['', '.csv', '.xlsx'] : [''];
	const asked = a.strange ? [''] : queries(seed);
	for (let i = 0; i < Math.min(asked.length, 3); i++)
		yield { who, method: 'GET', ...a, path: `${a.path}${pick(suffixes, seed + i)}?${pick(asked, seed * 3 + i)}`.replace(/\?$/, ''), route };
}

// ---------------------------------------------------------------- what is looked for

/** All that an answer says: head, body, and what is packed in a spreadsheet. */
function everything(page) {
	const texts = [page.raw.toString('utf8')];
	if (page.body.subarray(0, 2).toString() !== 'PK')
		return texts[0];
	for (let at = 0; page.body.readUInt32LE(at) === 0x04034b50;) {
		const name = page.body.readUInt16LE(at + 26), extra = page.body.readUInt16LE(at + 28), start = at + 30 + name + extra;
		let size = page.body.readUInt32LE(at + 18);
		texts.push(inflateRawSync(page.body.subarray(start)).toString('utf8'));
		if (size === 0)
			break;
		at = start + size;
	}
	return texts.join('\n');
}

const strip = (text, path) => text.replaceAll(path, 'PATH').replaceAll(encodeURIComponent(path), 'PATH').replace(/name="(token|key)" value="[^"]*"/g, '').replace(/Set-Cookie:[^\r]*/gi, '')
	.replaceAll(`/${THEIRS}/`, '/SITE/').replaceAll(`/${NOBODYS}/`, '/SITE/').replaceAll(encodeURIComponent(`/${THEIRS}`), '/SITE').replaceAll(encodeURIComponent(`/${NOBODYS}`), '/SITE');

function assertSame(a, b, what) {
	const left = a.split('\n'), right = b.split('\n'), at = left.findIndex((line, i) => line !== right[i]);
	assert.ok(at < 0 && left.length === right.length, `${what}:\n< ${left[at]?.slice(0, 300)}\n> ${right[at]?.slice(0, 300)}`);
}

const show = (t) => `${t.who}: ${t.method} ${t.path}`;
/** The public form of a site, and an operator's pages about sites and accounts, say its name on purpose. */
const isOpen = (t) => t.route.flags.includes('public') || (t.who === 'operator' && t.route.flags.includes('operator'));

async function attempt(t) {
	const c = people[t.who];
	const body = () => new URLSearchParams({ ...t.fields, token: c.token });
	const page = await c.send(t.method, t.path, t.method === 'POST' ? { body: body() } : {});
	assert.ok(page.status >= 200 && page.status < 500, `${show(t)} is answered ${page.status}: ${own.log.slice(-1500)}`);
	const said = everything(page);
	assert.ok(isOpen(t) || !said.toLowerCase().includes(CANARY), `${show(t)} (${page.status}) shows what belongs to ${THEIRS}: …${said.slice(Math.max(0, said.toLowerCase().indexOf(CANARY) - 300)).slice(0, 400)}…`);
	if (isOpen(t) || (!t.foreign && !(t.strange && t.twin)))
		return page.status;
	// "Not yours" reads like "not there", for whoever asks; a write may fail earlier, but then it fails for both.
	const twin = t.foreign ? t.path.replace(`/${THEIRS}`, `/${NOBODYS}`) : t.twin;
	const other = await c.send(t.method, twin, t.method === 'POST' ? { body: body() } : {});
	assert.equal(page.status, other.status, `${show(t)} is ${page.status}, ${twin} is ${other.status}`);
	if (page.status >= 400)
		assertSame(strip(page.body.toString('utf8'), t.path), strip(other.body.toString('utf8'), twin), `${show(t)} does not read like ${twin}`);
	return page.status;
}

async function crawl(limit) {
	const source = tries(), seen = {}, failures = [];
	let done = 0;
	await Promise.all(Array.from({ length: 6 }, async () => {
		while (done < limit && failures.length < 5) {
			done++;
			const t = source.next().value;
			try {
				const status = await attempt(t);
				seen[status] = (seen[status] ?? 0) + 1;
			} catch (e) {
				failures.push(e.message);
			}
		}
	}));
	return { done, seen, failures };
}

function assertUnchanged() {
	const now = own.psql(digestSql(ids.site)).split('\n');
	assert.deepEqual(now.filter((line) => !digests.includes(line)), [], `tables in which something of ${THEIRS} has changed (rows/digest)`);
}

// ---------------------------------------------------------------- tests

test('the canary is in every table, and whoever belongs to the site meets it nearly everywhere', async () => {
	const empty = columns(`WITH marked AS MATERIALIZED (SELECT t.relname FROM pg_class t WHERE t.relnamespace = 'app'::regnamespace AND t.relkind = 'r'
		AND EXISTS (SELECT FROM pg_attribute s WHERE s.attrelid = t.oid AND s.attname = 'site_id')
		AND EXISTS (SELECT FROM pg_attribute s WHERE s.attrelid = t.oid AND s.atttypid IN ('text'::regtype, 'jsonb'::regtype) AND s.attnum > 0)
		AND t.relname NOT IN ('counter', 'role_permission', 'waiting', 'approval', 'rule', 'link',
			-- Nothing but ids and words of a list.
			'launch_team_member', 'review_attendance'))
		SELECT relname FROM marked t WHERE (xpath('//n/text()', query_to_xml(format('SELECT count(*) AS n FROM app.%I t WHERE site_id = ${ids.site} AND lower(t::text) LIKE ''%%${CANARY}%%''', t.relname), false, false, '')))[1]::text = '0'`);
	assert.deepEqual(empty, [], 'tables of the marked site without a canary');
	const blind = [];
	for (const route of ROUTES.filter((r) => r.method === 'GET' && r.pattern.includes('{site}') && !r.flags.includes('public'))) {
		let met = false;
		for (let n = 0; n < 40 && !met; n++)
			for (const { path } of addresses(route, THEIRS, n)) {
				const page = await people.theirs.send('GET', path);
				assert.ok(page.status < 500, `${path}: ${page.status}`);
				met ||= everything(page).toLowerCase().includes(CANARY);
			}
		if (!met)
			blind.push(route.pattern);
	}
	assert.deepEqual(blind, [], 'addresses where even a member does not meet the canary: the crawler would be blind there');
});

test('no role reads or writes another site, through any address', { timeout: 3600000 }, async (t) => {
	const { done, seen, failures } = await crawl(TRIES);
	t.diagnostic(`${done} tries: ${Object.entries(seen).map(([status, n]) => `${n} × ${status}`).join(', ')}`);
	assert.deepEqual(failures, []);
	assert.ok(done >= TRIES);
	assert.ok((seen[200] ?? 0) > done / 20, 'many pages of their own were shown: the crawler was logged in to the end');
	assertUnchanged();
});

test('with row security opened, the conditions of the statements hold alone', { timeout: 3600000 }, async (t) => {
	own.psql(openWallSql);
	const { done, seen, failures } = await crawl(TRIES / 2);
	t.diagnostic(`${done} tries: ${Object.entries(seen).map(([status, n]) => `${n} × ${status}`).join(', ')}`);
	assert.deepEqual(failures, []);
	assertUnchanged();
});
