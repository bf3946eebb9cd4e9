// SPDX-License-Identifier: ISC
// Goal: nobody reads or changes another site's data (R2.2, R6.1's group is its site's own), in any role, through any address. Every
// text of one site holds a canary; somebody of every role of another site, a visitor, an operator and an account without a site try
// every id of it everywhere. Then the same with row security opened to all sites: the conditions in the statements must suffice. GATEHOUSE_TRIES:
// how many tries at least (the long run: 100000).
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { CANARY, NEEDLE, digestSql, fillSql, markSql, openWallSql, twinSql } from '../run/canary.mjs';
import { until } from '../run/moment.mjs';
import { ownWorkers } from '../run/own.mjs';
import { unzip } from '../run/sheet.mjs';

const TRIES = Number(process.env.GATEHOUSE_TRIES ?? 16000);
const MINE = 'huadong', THEIRS = 'donghua', NOBODYS = 'no-such-site';
const ROLES = [...readFileSync('tests/golden/permissions.txt', 'utf8').matchAll(/^# *\| ([a-z_]+)$/gm)].map((m) => m[1]);
const ROUTES = readFileSync('tests/golden/routes.txt', 'utf8').split('\n').filter((l) => /^(GET|POST) /.test(l)).map((line) => {
	const [method, pattern, permission, ...flags] = line.trim().split(/\s+/);
	return { method, pattern, permission, flags };
});

let own, ids, kinds;
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
		JOIN role o ON o.site_id = m.site_id AND (o.key IN ('member', r) OR r IN ('everything', 'theirs'));
		INSERT INTO notification (site_id, account_id, record_id, what, at) SELECT m.site_id, m.account_id, (SELECT min(id) FROM record r WHERE r.site_id = m.site_id AND visible = 0), 'urged', now()
		FROM membership m JOIN account a ON a.id = m.account_id AND a.login = 'crawl-theirs';`);
}

before(async () => {
	own = await ownWorkers('tenancy', 3);
	const site = columns(`SELECT id FROM site WHERE slug = '${THEIRS}'`)[0];
	makeCrawlers();
	kinds = JSON.parse(own.ctl('kinds', '--json'));
	own.psql(markSql(site, kinds));
	// A change that crawl-theirs is writing, about a launch with tasks.
	const [stating] = columns(`WITH of AS (SELECT r.id, r.number, min(t.no) AS no FROM record r JOIN launch_task t ON t.site_id = r.site_id AND t.record_id = r.id WHERE r.site_id = ${site} GROUP BY 1, 2 ORDER BY 2 LIMIT 1),
		writes AS (UPDATE record r SET created_by = a.id, submitted_by = a.id FROM account a WHERE a.login = 'crawl-theirs' AND r.site_id = ${site} AND r.kind = 'change' AND r.state = 'draft' RETURNING r.id, r.number),
		about AS (UPDATE change c SET target_id = of.id FROM of, writes w WHERE c.site_id = ${site} AND c.record_id = w.id)
		SELECT json_build_object('number', w.number, 'target', of.number, 'no', of.no) FROM writes w, of LIMIT 1`).map(JSON.parse);
	const mine = columns(`SELECT id FROM site WHERE slug = '${MINE}'`)[0];
	own.psql(fillSql(mine, kinds) + twinSql(mine, site));
	const entriesOf = (slug) => columns(kinds.flatMap((k) => k.entries.map((e) => `SELECT json_build_object('kind', '${k.name}', 'entry', '${e.name}', 'number', r.number, 'no', e.no)
		FROM ${e.table} e JOIN record r ON r.site_id = e.site_id AND r.id = e.record_id JOIN site s ON s.id = e.site_id WHERE s.slug = '${slug}' AND r.kind = '${k.name}'`)).join(' UNION ALL ')).map(JSON.parse);
	const list = (table, column = 'id') => columns(`SELECT ${column} FROM ${table} WHERE site_id = ${site} ORDER BY random() LIMIT 40`);
	ids = {
		site, stating,
		records: columns(`SELECT json_agg(json_build_object('kind', kind, 'number', number, 'id', id) ORDER BY visible, id) FROM record WHERE site_id = ${site}`).map(JSON.parse)[0],
		mine: columns(`SELECT json_agg(json_build_object('kind', kind, 'number', number)) FROM (SELECT DISTINCT ON (kind, state) kind, number FROM record r JOIN site s ON s.id = r.site_id WHERE s.slug = '${MINE}' AND visible = 0) x`).map(JSON.parse)[0],
		file: columns(`SELECT json_agg(json_build_object('id', f.id, 'number', number, 'kind', kind)) FROM file f JOIN record r ON r.site_id = f.site_id AND r.id = f.record_id WHERE f.site_id = ${site}`).map(JSON.parse)[0],
		account: columns(`SELECT account_id FROM membership GROUP BY 1 HAVING array_agg(DISTINCT site_id) = ARRAY[${site}]::bigint[]`),
		// The report of a decision on several records is for whoever made it.
		import: columns(`SELECT id FROM import_batch WHERE site_id = ${site}`),
		bulk: columns(`SELECT b.id FROM bulk b JOIN account a ON a.id = b.account_id WHERE b.site_id = ${site} AND a.login = 'crawl-theirs'`),
		department: list('department'), role: list('role'), filter: list('saved_filter'), event: list('event', 'seq'), notification: list('notification'), approval: list('approval'),
		opinion: list('opinion'), delegation: list('delegation'), entries: grouped(entriesOf(THEIRS)), mineEntries: grouped(entriesOf(MINE)), login: columns("SELECT login FROM account WHERE login LIKE 'crawl-theirs'"),
	};
	ids.of = Object.fromEntries(kinds.map((k) => [k.name, ids.records.filter((r) => r.kind === k.name)]));
	ids.shared = new Set(columns(`SELECT number FROM record GROUP BY 1 HAVING count(*) > 1 AND ${site} = ANY (array_agg(site_id))`));
	ids.mine = Object.fromEntries(kinds.map((k) => [k.name, ids.mine.filter((r) => r.kind === k.name)]));
	for (const who of [...ROLES, 'everything', 'homeless', 'operator', 'theirs'])
		people[who] = await own.login(`crawl-${who}`);
	people.visitor = own.client();
	people.visitor.token = (await people.visitor.get('/login')).form().fields.find(([name]) => name === 'token')[1];
	// The first visit to a public form makes its secret.
	await people.visitor.get(`/${THEIRS}/feedback`);
});
after(() => own?.stop());

// ---------------------------------------------------------------- what is tried

const pick = (list, n) => list[n % list.length];
/** Entries by their sort; one of each sort by turns, then the next of each. */
const grouped = (list) => Object.values(list.reduce((all, x) => ((all[`${x.kind} ${x.entry}`] ??= []).push(x), all), {}));
const pickOfEach = (groups, n) => pick(pick(groups, n), Math.floor(n / groups.length));
/** A number like a real one that no site has. */
const absent = (number) => number.replace(/\d+$/, (n) => `9${n}`);

/** What a field of this type is filled in with: theirs, if it can name anything. */
function sample(f, n) {
	switch (f.type) {
	case 'account': case 'accounts': return pick(ids.account, n);
	case 'department': return pick(ids.department, n);
	case 'record': case 'records': return pick((f.of?.split(' ') ?? [kinds[n % kinds.length].name]).flatMap((kind) => ids.of[kind]), n).number;
	case 'choice': case 'choices': return pick(f.choices, n);
	case 'date': return '2026-01-05';
	case 'time': return '10:00';
	case 'int': case 'money': return '1';
	default: return 't';
	}
}
const samples = (fields, n) => Object.fromEntries(fields.filter((f) => f.type !== 'file').map((f) => [f.name, sample(f, n)]));
/** The names under which something of a site is named, in whatever kind: a list can be asked for each. */
const references = () => Object.assign({}, ...kinds.flatMap((k) => k.fields.filter((f) => f.filter && /^(account|department|record)/.test(f.type)).map((f) => ({ [f.name]: f }))));

/** Every field of a form that can name something, naming theirs: of forms of no kind, of a kind, of a sort of its entries. */
function theirFields(n, kind = 'requirement', entry = undefined) {
	const r = pick(ids.records, n), a = pick(ids.account, n), d = pick(ids.department, n), k = kinds.find((x) => x.name === kind);
	return {
		text: 't as described', body: 'b as described', reason: 'r as described', question: 'q as described', answer: 'a as described', name: 'n', query: 'state=open', kind: 'requirements', opinion: pick(ids.opinion, n),
		account: a, delegate_id: a, delegate: a, heir: a, heir_id: a, department_id: d, department: d, role: pick(ids.role, n), roles: pick(ids.role, n), record: r.number, number: r.number, other: r.number, other_id: r.id,
		link: r.number, to: r.number, login: ids.login[0], id: pick(ids.notification, n), ids: pick(ids.notification, n), notification: pick(ids.notification, n), filter: pick(ids.filter, n), file: pick(ids.file, n).id,
		voter: a, as: a, choice: 'approve', sort: 'relates', version: '1', copy: '1', watch: '1', requirement: pick(ids.of.requirement, n).number, ...samples(k.fields, n), ...samples(k.entries.find((e) => e.name === entry)?.fields ?? [], n),
	};
}
const queries = (n) => {
	const f = theirFields(n);
	return ['', `q=${NEEDLE}`, `q=${pick(ids.records, n).number}`, `after=${pick(ids.records, n).id}~`, `before=${pick(ids.notification, n)}`, `before=${pick(ids.event, n)}`, `author=${f.account}`, `person=${f.account}`, `department=${f.department_id}`,
		`account=${f.account}`, `filter=${f.filter}`, `record=${f.record}`, `number=${f.record}`, `decision=1&requirement=${f.requirement}`, 'of=late_tasks', `project=${pick(ids.of.launch, n).number}`,
		...Object.values(references()).map((field) => `${field.name}=${encodeURIComponent(sample(field, n))}`)];
};
/** The moves of each kind, as the golden matrix has them. */
const MOVES = {};
for (const [, kind, move] of readFileSync('tests/golden/permissions.txt', 'utf8').matchAll(/^[+.d]+ {2}(\w+) +\S+ +([a-z_]+) /gm))
	(MOVES[kind] ??= ['approve', 'take_back']).push(move);

/** The addresses a pattern stands for, with ids of theirs; beside each the same with an id that nobody has. */
function* addresses(route, site, n, kind = pick(kinds, n).name) {
	const turn = Math.floor(n / kinds.length), file = pick(ids.file, n);
	const theirs = route.pattern.includes('{entry}') ? pickOfEach(ids.entries, n) : route.pattern.includes('{file}') ? file : pick(ids.of[kind], turn);
	const mine = route.pattern.includes('{entry}') ? pickOfEach(ids.mineEntries, n) : pick(ids.mine[kind], turn) ?? pick(ids.mine.requirement, turn);
	const fill = (record, number, more) => route.pattern.replace('{site}', site).replace('{kind}', kinds.find((k) => k.name === record.kind).plural).replace('{number}', number)
		.replace(/\{(\w+)\}/g, (_, name) => more[name] ?? record[name]);
	const more = { n: '1', account: pick(ids.account, n), id: route.pattern.includes('roles') ? pick(ids.role, n) : route.pattern.includes('departments') ? pick(ids.department, n) : route.pattern.includes('bulk') ? pick(ids.bulk, n) : route.pattern.includes('import') ? pick(ids.import, n) : pick(ids.account, n), filter: pick(ids.filter, n), file: file.id,
		target: pick([...ids.of.launch, ...ids.of.requirement], n).number, code: 'ABCD-EFGH-JKLM', token: 'x', report: 'quarter_facts' };
	const none = { n: '1', no: '987654321', account: '987654321', id: '987654321', filter: '987654321', file: '987654321',
		target: 'LCH-2026-9999', code: 'ABCD-EFGH-JKLN', token: 'y', report: 'quarter_facts' };
	// Under a number that both sites have one's own is found, so it reads like nothing else.
	yield { path: fill(theirs, theirs.number, more), twin: site === MINE && ids.shared.has(theirs.number) ? undefined : fill(theirs, absent(theirs.number), none), strange: /\{/.test(route.pattern.replace('{site}', '').replace('{kind}', '')), kind: theirs.kind, entry: theirs.entry };
	if (site !== MINE)
		return;
	if (route.pattern.includes('{file}'))
		yield { path: fill(mine, mine.number, more), twin: fill(mine, mine.number, none), strange: true, kind: mine.kind };
	if (route.pattern.includes('{number}') && (route.method === 'POST' || route.pattern.includes('{entry}')))
		yield { path: fill(mine, mine.number, more), kind: mine.kind, entry: mine.entry };
}

/** All tries, without end: { who, method, path, body, twin, foreign }. */
function* tries() {
	for (let n = 0; ; n++)
		for (const [w, who] of [...ROLES, 'everything', 'homeless', 'operator', 'visitor'].entries())
			for (const [r, route] of ROUTES.entries()) {
				// Health pages have no data; log-in, log-out and one's own profile would change who is asking.
				if (/^\/(healthz|readyz|metrics|login|logout|link|account\/|preferences)/.test(route.pattern) && route.pattern !== '/account/data')
					continue;
				// A prime far from the number of kinds: with that number itself each round would ask for the same ones.
				const seed = n * 1009 + r * 7 + w;
				for (const a of addresses(route, MINE, seed))
					yield* variants(route, who, seed, a);
				// The other site's own addresses are refused at one place: every third round, all of them.
				if ((n + r) % 3 === 0 && route.pattern.includes('{site}') && !(route.method === 'POST' && route.flags.includes('public')))
					for (const a of addresses(route, THEIRS, seed))
						yield { who, method: route.method, ...a, foreign: true, route, fields: { ...theirFields(seed, a.kind, a.entry), key: `k${seed}-${who}` } };
			}
}

const suffixesOf = (route) => (/(\{kind\}|ledger|points|budget)$/.test(route.pattern) ? ['', '.csv', '.xlsx'] : /dossier$|site\}\/compliance$/.test(route.pattern) ? ['', '.zip'] : ['']);

/** One address of our own site: as it is, with each way to ask for theirs, as files. */
function* variants(route, who, seed, a) {
	if (route.method === 'POST') {
		yield { who, method: 'POST', ...a, route, fields: { ...theirFields(seed, a.kind, a.entry), move: pick(MOVES[a.kind] ?? MOVES.requirement, seed), key: `k${seed}-${who}` } };
		return;
	}
	const suffixes = suffixesOf(route);
	const asked = a.strange ? [''] : queries(seed);
	for (let i = 0; i < Math.min(asked.length, 3); i++)
		yield { who, method: 'GET', ...a, path: `${a.path}${pick(suffixes, seed + i)}?${pick(asked, seed * 3 + i)}`.replace(/\?$/, ''), route };
}

// ---------------------------------------------------------------- what is looked for

/** All that an answer says: head, body, and what is packed in a spreadsheet or an archive. */
function everything(page) {
	const packed = page.body.subarray(0, 2).toString() === 'PK' ? Object.entries(unzip(page.body)).flat() : [];
	return [page.raw.toString('utf8'), ...packed].join('\n');
}

// What a form before had come to is said by the next page, whichever it is.
const strip = (text, path) => text.replace(/<div class="alert ok" role="status">[^]*?<\/div>/g, '').replaceAll(path, 'PATH').replaceAll(encodeURIComponent(path), 'PATH').replace(/name="(keep\.)?(token|key)"\s+value="[^"]*"/g, '').replace(/Set-Cookie:[^\r]*/gi, '')
	.replaceAll(`/${THEIRS}/`, '/SITE/').replaceAll(`/${NOBODYS}/`, '/SITE/').replaceAll(encodeURIComponent(`/${THEIRS}`), '/SITE').replaceAll(encodeURIComponent(`/${NOBODYS}`), '/SITE');

function assertSame(a, b, what) {
	const left = a.split('\n'), right = b.split('\n'), at = left.findIndex((line, i) => line !== right[i]);
	assert.ok(at < 0 && left.length === right.length, `${what}:\n< ${left[at]?.slice(0, 300)}\n> ${right[at]?.slice(0, 300)}`);
}

const show = (t) => `${t.who}: ${t.method} ${t.path}`;
/** The public form of a site, and an operator's pages about sites and accounts, say its name on purpose. */
const isOpen = (t) => t.route.flags.includes('public') || (t.who === 'operator' && t.route.flags.includes('operator'));

let keys = 0;
/** A file waits for a turn of its account (429), which says nothing of what was asked for. */
async function answerOf(c, t, path) {
	let page;
	await until(`${path} has its turn`, async () => {
		page = await c.send(t.method, path, t.method === 'POST' ? { body: new URLSearchParams({ ...t.fields, token: c.token, ...(t.fields.key ? { key: `tenancy-${++keys}` } : {}) }) } : {});
		return page.status !== 429 || t.method === 'POST';
	});
	return page;
}

async function attempt(t) {
	const c = people[t.who];
	const page = await answerOf(c, t, t.path);
	assert.ok(page.status >= 200 && page.status < 500, `${show(t)} is answered ${page.status}: ${own.log.slice(-1500)}`);
	const said = everything(page);
	assert.ok(isOpen(t) || !said.toLowerCase().includes(CANARY), `${show(t)} (${page.status}) shows what belongs to ${THEIRS}: …${said.slice(Math.max(0, said.toLowerCase().indexOf(CANARY) - 300)).slice(0, 400)}…`);
	if (isOpen(t) || (!t.foreign && !(t.strange && t.twin)))
		return page.status;
	// "Not yours" reads like "not there", for whoever asks; a write may fail earlier, but then it fails for both.
	const twin = t.foreign ? t.path.replace(`/${THEIRS}`, `/${NOBODYS}`) : t.twin;
	const other = await answerOf(c, t, twin);
	assert.equal(page.status, other.status, `${show(t)} is ${page.status}, ${twin} is ${other.status}`);
	if (page.status >= 400)
		assertSame(strip(page.body.toString('utf8'), t.path), strip(other.body.toString('utf8'), twin), `${show(t)} does not read like ${twin}`);
	return page.status;
}

async function crawl(limit) {
	const source = tries(), seen = {}, visited = new Set(), failures = [];
	let done = 0;
	await Promise.all(Array.from({ length: 6 }, async () => {
		while (done < limit && failures.length < 5) {
			done++;
			const t = source.next().value;
			try {
				const status = await attempt(t);
				seen[status] = (seen[status] ?? 0) + 1;
				visited.add(`${t.method} ${t.route.pattern.replace('{kind}', t.kind).replace('{entry}', t.entry)}`);
			} catch (e) {
				failures.push(e.message);
			}
		}
	}));
	return { done, seen, visited, failures };
}

const digests = () => own.psql(digestSql(ids.site)).split('\n');

function assertUnchanged(was) {
	assert.deepEqual(digests().filter((line) => !was.includes(line)), [], `tables in which something of ${THEIRS} has changed (rows/digest)`);
}

// ---------------------------------------------------------------- tests

test('the canary is in every table, and whoever belongs to the site meets it nearly everywhere', async () => {
	const empty = columns(`WITH marked AS MATERIALIZED (SELECT t.relname FROM pg_class t WHERE t.relnamespace = 'app'::regnamespace AND t.relkind = 'r'
		AND EXISTS (SELECT FROM pg_attribute s WHERE s.attrelid = t.oid AND s.attname = 'site_id')
		AND EXISTS (SELECT FROM pg_attribute s WHERE s.attrelid = t.oid AND s.atttypid IN ('text'::regtype, 'jsonb'::regtype) AND s.attnum > 0)
		AND t.relname NOT IN ('counter', 'role_permission', 'waiting', 'approval', 'rule', 'link',
			-- Nothing but ids and words of a list.
			'launch_team_member', 'review_attendance', 'bulk', 'figure', 'open_record', 'stay', 'list_columns', 'iteration_moment', 'iteration_clock', 'message_choice', 'duty_reminder', 'record_author'))
		SELECT relname FROM marked t WHERE (xpath('//n/text()', query_to_xml(format('SELECT count(*) AS n FROM app.%I t WHERE site_id = ${ids.site} AND lower(t::text) LIKE ''%%${CANARY}%%''', t.relname), false, false, '')))[1]::text = '0'`);
	assert.deepEqual(empty, [], 'tables of the marked site without a canary');
	// What the frame of every page says, the site's name, does not count; nor does a refusal.
	const meets = async (path) => {
		const page = await people.theirs.send('GET', path.replace(/\/new$/, '/new?once=AAAABBBBCCCCDDDD'));
		assert.ok(page.status > 0 && page.status < 500, `${path}: ${page.status}: ${own.log.slice(-1500)}`);
		return page.status === 200 && everything(page).replace(/^[^]*<main/, '').toLowerCase().includes(CANARY);
	};
	const blind = [];
	// A page of a form about others is met where the form can be: a change about a launch, ticked requirements.
	const { number, target, no } = ids.stating, THIS_YEAR = own.psql("SELECT extract(year FROM now() AT TIME ZONE 'Asia/Shanghai')");
	const ASKS = {
		'/{site}/{kind}/moves': `/${THEIRS}/requirements/moves?move=accept&record=${ids.of.requirement[0].number}`,
		'/{site}/{kind}/{number}/values/{target}': `/${THEIRS}/changes/${number}/values/${target}`,
		'/{site}/{kind}/{number}/values/{target}/{entry}/{no}': `/${THEIRS}/changes/${number}/values/${target}/task/${no}`,
		'/{site}/{kind}/{number}/reports/{report}': `/${THEIRS}/inspections/${ids.of.inspection[0].number}/reports/quarter_facts?of=late_tasks`,
		// The map itself is figures.
		'/{site}/compliance': `/${THEIRS}/compliance.zip?year=${THIS_YEAR}&part=year`,
		'/{site}/compliance/records': `/${THEIRS}/compliance/records?fact=late_tasks&year=${THIS_YEAR}&part=year`,
		// Only as a file.
		'/{site}/settings/import/{id}/mistakes': `/${THEIRS}/settings/import/${ids.import[0]}/mistakes.csv`,
	};
	for (const path of Object.values(ASKS))
		if (!await meets(path))
			blind.push(path);
	// The settings' rules, and the figures of a kind, are numbers and choices; an empty table to fill in is the same for all sites.
	for (const route of ROUTES.filter((r) => r.method === 'GET' && r.pattern.includes('{site}') && !r.flags.includes('public') && !/settings\/rules$|\/template\/\{kind\}$|\{kind\}\/figures$/.test(r.pattern) && !(r.pattern in ASKS)))
		// Lists, records, archives of each kind, and each sort of entries; of other addresses one is enough.  Only a launch has a course.
		for (const one of route.pattern.includes('ledger/') ? [kinds.findIndex((k) => k.name === 'launch')] : route.pattern.includes('{entry}') ? ids.entries.map((_, i) => i) : /\{kind\}$|\{number\}$|dossier$/.test(route.pattern) ? kinds.map((_, i) => i) : [undefined])
			for (const suffix of suffixesOf(route)) {
				let met = false;
				for (let n = 0; n < 40 && !met; n++) {
					const seed = one === undefined ? n : one + n * (route.pattern.includes('{entry}') ? ids.entries : kinds).length;
					met = await meets(`${addresses(route, THEIRS, seed).next().value.path}${suffix}${route.pattern.endsWith('search') ? `?q=${NEEDLE}` : ''}`);
				}
				if (!met)
					blind.push(addresses(route, THEIRS, one ?? 0).next().value.path + suffix);
			}
	assert.deepEqual(blind, [], 'addresses where even a member does not meet the canary: the crawler would be blind there');
});

test('no role reads or writes another site, through any address', { timeout: 3600000 }, async (t) => {
	const was = digests(), { done, seen, visited, failures } = await crawl(TRIES);
	t.diagnostic(`${done} tries: ${Object.entries(seen).map(([status, n]) => `${n} × ${status}`).join(', ')}`);
	assert.deepEqual(failures, []);
	assert.ok(done >= TRIES);
	// Entries that launches and iterations have alike are in the launches' tables, and tried there.
	assert.deepEqual(kinds.flatMap((k) => ['GET', 'POST'].flatMap((method) => [method === 'GET' ? '' : '/moves', ...k.entries.filter((e) => e.table.startsWith(`${k.name}_`)).flatMap((e) => [`/entries/${e.name}`, `/entries/${e.name}/{no}`])]
		.map((rest) => `${method} /{site}/${k.name}/{number}${rest}`))).filter((address) => !visited.has(address)), [], 'records and entries that were never tried');
	assert.ok((seen[200] ?? 0) > done / 20, 'many pages of their own were shown: the crawler was logged in to the end');
	assertUnchanged(was);
});

test('with row security opened, the conditions of the statements hold alone', { timeout: 3600000 }, async (t) => {
	own.psql(openWallSql);
	const was = digests(), { done, seen, failures } = await crawl(TRIES / 2);
	t.diagnostic(`${done} tries: ${Object.entries(seen).map(([status, n]) => `${n} × ${status}`).join(', ')}`);
	assert.deepEqual(failures, []);
	assertUnchanged(was);
});
