// SPDX-License-Identifier: ISC
// Goal: a random walk through launch projects: anybody tries anything, posted past the buttons, and the answer and what is then in the
// database are those of a reference model (tests/model) that knows the workflows and not the product.  Nobody, whatever their role,
// skips, reopens or backdates a stage.  Proves R15.1–R21.1, R6.1, R17.3, R18.2, RX.3 as far as the gates go.
// GATEHOUSE_LONG=1: 100,000 steps; GATEHOUSE_STEPS: so many; GATEHOUSE_SEED: the walk that this seed gives.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { beside } from '../run/moment.mjs';
import { ownWorkers } from '../run/own.mjs';
import { STAGES, judge, kinds, newWorld, record, stuck } from '../model/launch.mjs';
import { adopt, differences, digestOf, digestSql } from '../model/digest.mjs';
import { anything, leadsOn, pick, seeded } from '../model/tries.mjs';

const long = Boolean(process.env.GATEHOUSE_LONG), STEPS = Number(process.env.GATEHOUSE_STEPS ?? (long ? 100000 : 900));
const SEED = Number(process.env.GATEHOUSE_SEED ?? Date.now() % 1e9), LANES = long ? 5 : 3, AT_ONCE = long ? 3 : 1, LEADING = long ? 0.6 : 0.75, SITE = '/huadong', OUTSIDER = 'zhangheng';
let own, site, people, departments, serial = 0, differs = false;
const clients = {}, askers = [], seen = new Map();
const rows = (sql) => JSON.parse(own.psql(`SET search_path = app, public; SELECT COALESCE(json_agg(t), '[]') FROM (${sql}) t`));

before(async () => {
	own = await ownWorkers('walk', LANES);
	site = rows("SELECT id FROM site WHERE slug = 'huadong'")[0].id;
	// One of the group leads projects too, so that people meet their own submissions.
	own.psql(`INSERT INTO app.member_role SELECT ${site}, a.id, r.id FROM app.account a, app.role r WHERE a.login = 'panhong' AND r.site_id = ${site} AND r.key = 'technical'`);
	people = rows(`SELECT a.login, a.id::text AS id, array_agg(r.key) AS roles, m.department_id::text AS department, d.function, true AS member FROM membership m JOIN account a ON a.id = m.account_id
		JOIN member_role mr ON mr.site_id = m.site_id AND mr.account_id = m.account_id JOIN role r ON r.site_id = mr.site_id AND r.id = mr.role_id
		LEFT JOIN department d ON d.site_id = m.site_id AND d.id = m.department_id WHERE m.site_id = ${site} AND m.left_at IS NULL GROUP BY a.login, a.id, m.department_id, d.function ORDER BY a.id`);
	people.push({ login: OUTSIDER, id: '0', roles: ['technical'], department: '', function: '', member: false });
	departments = Object.fromEntries(rows(`SELECT function, min(id)::text AS id FROM department WHERE site_id = ${site} AND closed_at IS NULL GROUP BY 1`).map((d) => [d.function, d.id]));
	for (const { login } of people)
		clients[login] = await own.login(login);
	for (let i = 0; i < LANES; i++) {
		askers.push(beside(own));
		askers[i].tell(`SET plan_cache_mode = force_generic_plan; PREPARE digest (bigint, bigint[]) AS ${digestSql(site)}`);
	}
});
after(() => {
	askers.forEach((db) => db.end());
	own?.stop();
});

// ---------------------------------------------------------------- asking the product

const ACCOUNTS = ['account_id', 'owner_id', 'chair_id', 'participants'], PLURAL = { launch: 'launches' };
/** What the model calls by name is typed as the forms have it. */
const typed = (fields) => Object.entries(fields).flatMap(([name, value]) => (
	ACCOUNTS.includes(name) ? [value].flat().map((login) => [name, people.find((p) => p.login === login)?.id ?? '']) : name === 'no_market_research' ? [[name, value ? '同类平台刚调研过' : '']]
		: name === 'requirement_ids' ? [[name, value.join(', ')]] : Array.isArray(value) ? value.map((v) => [name, v]) : [[name, value]]));

function post(login, path, fields) {
	const c = clients[login];
	return c.send('POST', path, { body: new URLSearchParams([['token', c.token], ['key', `walk-${serial++}`], ...typed(fields)]) });
}
const pathOf = (rec) => `${SITE}/${PLURAL[rec.kind] ?? `${rec.kind}s`}/${rec.number}`;
const numberIn = (page) => /[A-Z]{3}-\d{4}-\d+/.exec(page.headers.get('location') ?? '')?.[0];

/** What nobody types: how far it is, since when and by whom.  It must not matter. */
const FORGED = { state: 'closed', test_round: '9', initiated_on: '2020-01-01', launched_on: '2020-01-01', plan_set_on: '2020-01-01', consulted_version: '1', submitted_by: '1', by_id: '1', at: '2020-01-01', test_conclusion: '通过，情况如上所述', function: 'business' };

function send(login, w, act, forged) {
	const { rec, name } = act, fields = forged ? { ...FORGED, ...act.fields } : act.fields;
	switch (act.do) {
	case 'create': return post(login, `${SITE}/${act.kind}s`, { title: `${act.kind} ${serial}`, ...fields });
	case 'edit': return post(login, `${pathOf(rec)}/edit`, { ...whole(w, rec), ...fields, version: String(act.version) });
	case 'state': return post(login, `${pathOf(rec)}/values/${w.launch.number}${act.sort ? `/${act.sort}/new` : ''}`, act.sort ? fields
		: { ...whole(w, w.launch), requirement_ids: w.launch.requirements.map((q) => q.number), no_market_research: w.launch.noMarket, ...fields });
	case 'add': return post(login, `${pathOf(rec)}/entries/${act.sort}`, fields);
	case 'act': return post(login, `${pathOf(rec)}/entries/${act.sort}/${act.no}`, { act: name, ...fields });
	default: return post(login, `${pathOf(rec)}/moves`, { move: name, ...fields });
	}
}
/** The fields that an edit leaves as they are. */
const whole = (w, rec) => (rec.kind === 'launch' ? { title: w.title, platform_id: w.platform.number, department_id: rec.department, owner_id: rec.owner, version_planned: '1.0', goal: '一次说清' }
	: rec.kind === 'review' ? { title: rec.title, target_id: w.launch.number } : { title: w.title });

// ---------------------------------------------------------------- one lane: some launches, one step after the other

const chosen = (login) => people.find((p) => p.login === login);
async function must(login, path, fields) {
	const page = await post(login, path, fields);
	assert.equal(page.status, 303, page.text?.slice(0, 400));
	return numberIn(page);
}
const idOf = (number) => Number(rows(`SELECT id FROM record WHERE site_id = ${site} AND number = '${number}'`)[0].id);

/** A new project with a platform of its own and requirements that were accepted. */
async function begin(lane) {
	const { r } = lane, title = `平台 ${serial}`, leads = people.filter((p) => judge({}, p, { do: 'create', kind: 'launch', fields: {} }).ok);
	const platform = { number: await must('zhouyi', `${SITE}/platforms`, { title, category: 'other', department_id: departments.business, peak_from: '09:00', peak_to: '18:00' }), peak_from: '09:00', peak_to: '18:00' };
	const author = pick(r, leads).login, owner = pick(r, people.filter((p) => p.member)).login, pool = [];
	for (let i = 0; i < 3; i++) {
		const who = pick(r, ['liumei', 'wangqiang', 'guowei']), number = await must(who, `${SITE}/requirements`, { title: `需求 ${serial}`, platform_id: platform.number, need: 'functional', channel: 'research',
			department_id: departments.business, scenario: '坐席同时查看三个页面', goal: '一个页面看全', acceptance: '试用两周' });
		await must(who, `${SITE}/requirements/${number}/moves`, { move: 'submit' });
		await must('xuning', `${SITE}/requirements/${number}/moves`, { move: 'accept', class: 'routine', priority: '2', expected_goal: '下季度', decision_reason: '必要，情况如上所述' });
		pool.push(record('requirement', 'accepted', who, { number, id: idOf(number), department: departments.business }));
	}
	const w = newWorld({ people, today: lane.today, author, owner, department: departments.business, platform, requirements: pool });
	Object.assign(w, { title, techDepartment: departments.tech, others: () => lane.worlds, trace: [], clock: () => new Date().toLocaleString('sv', { timeZone: 'Asia/Shanghai' }).slice(0, 16) });
	w.launch.number = await must(author, `${SITE}/launches`, { title, platform_id: platform.number, department_id: departments.business, owner_id: owner, version_planned: '1.0', goal: '一次说清' });
	w.launch.id = idOf(w.launch.number);
	setDays(w, lane.today);
	return w;
}

function setDays(w, today) {
	const day = (by) => new Date(Date.parse(today) + by * 86400e3).toISOString().slice(0, 10);
	Object.assign(w, { today, yesterday: day(-1), tomorrow: day(1), longAgo: day(-400) });
}

/** Who tries it: of those who may when ${wanted}, else anybody, the administrator and the stranger more often than others. */
function someone(w, r, act, wanted) {
	if (r() < 0.1 && !wanted)
		return chosen(pick(r, ['sunli', OUTSIDER]));
	const able = wanted || r() < 0.5 ? people.filter((p) => { const v = judge(w, p, act); return v.ok || (!wanted && !v.classes.has(403) && p.member); }) : [];
	return pick(r, able.length > 0 ? able : people);
}

const label = (w, act) => `${act.rec?.kind ?? act.kind} ${act.do === 'add' || act.do === 'act' ? `${act.sort}.${act.do === 'add' ? 'add' : act.name}` : act.name ?? act.do}`;
function count(stage, what, ok) {
	const at = `${stage} ${what}`;
	seen.set(at, seen.get(at) ?? [0, 0]);
	seen.get(at)[ok ? 0 : 1]++;
}

const told = (w, n, person, act, verdict, page, found) => [`seed ${SEED}, step ${n}: ${w.launch.number} in ${w.trace.at(-1)?.stage}`, `${person.login} (${person.roles}): ${label(w, act)} ${act.rec?.number ?? ''} ${JSON.stringify(act.fields)}`,
	`model: ${verdict.ok ? 'taken' : `refused with ${[...verdict.classes]}`}; product: ${page.status} ${page.status === 303 ? page.headers.get('location') : page.text?.slice(0, 500)}`, ...found,
	'before that:', ...w.trace.slice(-25).map((s) => `  ${s.stage}: ${s.who} ${s.what} → ${s.status}`)].join('\n');

/** What the database says of the launch now. */
const look = async (lane, w) => JSON.parse(await lane.db.ask(`EXECUTE digest (${w.launch.id}, '{${w.pool.map((q) => q.id)}}')`));

async function step(lane, n) {
	const { r } = lane, w = pick(r, lane.worlds);
	if ((['closed', 'cancelled'].includes(w.launch.state) || stuck(w, w.launch)) && r() < 0.08) {
		lane.worlds[lane.worlds.indexOf(w)] = await begin(lane);
		return;
	}
	// Two weeks go by: reports are due.
	if (w.launch.state === 'development' && r() < 0.01) {
		const back = (day) => day && new Date(Date.parse(day) - 14 * 86400e3).toISOString().slice(0, 10);
		Object.assign(w.launch, { initiated: back(w.launch.initiated), reported: back(w.launch.reported) });
		lane.db.tell(`UPDATE app.launch SET initiated_on = initiated_on - 14 WHERE site_id = ${site} AND record_id = ${w.launch.id}; UPDATE app.launch_progress SET period_to = period_to - 14 WHERE site_id = ${site} AND record_id = ${w.launch.id}`);
		await look(lane, w);
	}
	// The evening of the window comes.
	if (w.launch.state === 'go_live' && w.launch.window !== null && r() < 0.05) {
		w.launch.window = { on: w.yesterday, from: w.launch.window.from };
		lane.db.tell(`UPDATE app.launch SET window_on = '${w.yesterday}' WHERE site_id = ${site} AND record_id = ${w.launch.id}`);
		await look(lane, w);
	}
	const [wanted] = r() < LEADING ? leadsOn(w, r) : [], act = wanted ?? anything(w, r), person = act.by ? chosen(act.by) : someone(w, r, act, wanted !== undefined), verdict = judge(w, person, act), stage = w.launch.state;
	const page = await send(person.login, w, act, r() < 0.1), ok = page.status === 303 && !page.headers.get('location').startsWith('/login');
	w.trace.push({ stage, who: person.login, what: `${label(w, act)} ${act.rec?.number ?? ''} ${JSON.stringify(act.fields)} as described`, status: page.status });
	count(stage, label(w, act), ok);
	if (ok !== verdict.ok || (!ok && !verdict.classes.has(page.status)))
		assert.fail(told(w, n, person, act, verdict, page, []));
	if (ok) {
		verdict.then();
		if (act.do === 'create')
			w.about.at(-1).number = numberIn(page);
	}
	// A refusal that left something behind shows with the next look at the same launch.
	if (!ok && n % 4 > 0)
		return;
	const digest = await look(lane, w);
	lane.today = digest.today;
	lane.worlds.forEach((x) => setDays(x, lane.today));
	adopt(w, digest);
	const found = differences(digestOf(w), digest);
	if (found.length > 0)
		assert.fail(told(w, n, person, act, verdict, page, found));
}

async function walk(number, steps) {
	const lane = { r: seeded(SEED * 7 + number), db: askers[number], today: rows("SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date::text AS d")[0].d, worlds: [] };
	for (let i = 0; i < AT_ONCE; i++)
		lane.worlds.push(await begin(lane));
	// Where one lane differs, the others stop.
	for (let n = 0; n < steps && !differs; n++)
		await step(lane, n).catch((error) => {
			differs = true;
			throw error;
		});
}

// ---------------------------------------------------------------- the walk

test(`R14 R15.1–R21.1 ${STEPS} random steps by everybody end as the reference model says`, async (t) => {
	t.diagnostic(`walk: seed ${SEED}`);
	for (const lane of await Promise.allSettled(Array.from({ length: LANES }, (_, i) => walk(i, Math.ceil(STEPS / LANES)))))
		assert.ifError(lane.reason);
	const sum = (test) => [...seen].filter(([at]) => test(at)).reduce(([a, b], [, [x, y]]) => [a + x, b + y], [0, 0]);
	const [taken, refused] = sum(() => true);
	t.diagnostic(`walk: ${taken} taken, ${refused} refused`);
	for (const stage of [...STAGES, 'cancelling', 'closed', 'cancelled'])
		t.diagnostic(`${stage}: ${Object.keys(kinds.launch.moves).concat('approve', 'reject', 'return', 'take_back').map((m) => [m, seen.get(`${stage} launch ${m}`)]).filter(([, c]) => c).map(([m, c]) => `${m} ${c.join('/')}`).join(', ')}`);
	t.diagnostic(`changes: ${[...Object.keys(kinds.change.moves), 'state', 'approve', 'reject'].map((m) => `${m} ${sum((at) => at.endsWith(` change ${m}`)).join('/')}`).join(', ')}`);
	assert.ok(taken > STEPS / 10 && refused > STEPS / 10, 'it is neither all taken nor all refused');
	if (!long)
		return;
	// In the long run everything was reached: each move made where it belongs, and refused everywhere else.
	const stages = [...STAGES, 'cancelling', 'closed', 'cancelled'];
	for (const [name, m] of Object.entries(kinds.launch.moves)) {
		assert.deepEqual(m.from.filter((s) => !(seen.get(`${s} launch ${name}`)?.[0] > 0)), [], `${name} was made in each of its stages`);
		assert.deepEqual(stages.filter((s) => !m.from.includes(s)).filter((s) => !(seen.get(`${s} launch ${name}`)?.[1] > 0) || seen.get(`${s} launch ${name}`)[0] > 0), [], `${name} was refused in each other stage`);
	}
	const all = ['change state', ...Object.keys(kinds).filter((k) => k !== 'launch').flatMap((k) => Object.keys(kinds[k].moves).map((name) => `${k} ${name}`)), ...Object.keys(kinds.launch.entries).map((sort) => `launch ${sort}.add`)];
	assert.deepEqual(all.filter((what) => sum((at) => at.endsWith(` ${what}`))[0] === 0), [], 'everything else was done at least once');
});
