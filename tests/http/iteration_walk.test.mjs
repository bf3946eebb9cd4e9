// SPDX-License-Identifier: ISC
// Goal: random walks through iterations of both classes and through plans of a quarter: anybody tries anything, posted past the buttons, and
// the answer and what is then in the database are those of the reference model (tests/model), which knows the workflows and not the product.
// Nobody, whatever their role, skips a step of an emergency or of a routine version, decides on their own, or takes a line out of a plan in force.
// Proves R22.1, R24.1, R24.2, R25.1, R26.1, R26.2, R18.2, RX.3 as far as the gates go; issue 12, point 10.
// GATEHOUSE_TRIES=100000: so many steps; GATEHOUSE_SEED: the walk that this seed gives.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { beside } from '../run/moment.mjs';
import { ownWorkers } from '../run/own.mjs';
import { conditions, evidence, judge, kinds, record, standing } from '../model/launch.mjs';
import { CRITERIA, TESTS, makes, newIteration } from '../model/iteration.mjs';
import { pick, seeded } from '../model/tries.mjs';

const STEPS = Number(process.env.GATEHOUSE_TRIES ?? 600), SEED = Number(process.env.GATEHOUSE_SEED ?? Date.now() % 1e9), LANES = STEPS > 5000 ? 5 : 3, LEADING = 0.7, SITE = '/huadong', OUTSIDER = 'zhangheng';
let own, site, people, departments, elsewhere, serial = 0, differs = false;
const clients = {}, askers = [], seen = new Map();
const rows = (sql) => JSON.parse(own.psql(`SET search_path = app, public; SELECT COALESCE(json_agg(t), '[]') FROM (${sql}) t`));

before(async () => {
	own = await ownWorkers('walk', LANES);
	site = rows("SELECT id FROM site WHERE slug = 'huadong'")[0].id;
	// One of the group leads iterations too, so that people meet their own submissions.
	own.psql(`INSERT INTO app.member_role SELECT ${site}, a.id, r.id FROM app.account a, app.role r WHERE a.login = 'panhong' AND r.site_id = ${site} AND r.key = 'technical'`);
	people = rows(`SELECT a.login, a.id::text AS id, array_agg(r.key) AS roles, m.department_id::text AS department, d.function, true AS member FROM membership m JOIN account a ON a.id = m.account_id
		JOIN member_role mr ON mr.site_id = m.site_id AND mr.account_id = m.account_id JOIN role r ON r.site_id = mr.site_id AND r.id = mr.role_id
		LEFT JOIN department d ON d.site_id = m.site_id AND d.id = m.department_id WHERE m.site_id = ${site} AND m.left_at IS NULL GROUP BY a.login, a.id, m.department_id, d.function ORDER BY a.id`);
	people.push({ login: OUTSIDER, id: '0', roles: ['technical'], department: '', function: '', member: false });
	departments = Object.fromEntries(rows(`SELECT function, min(id)::text AS id FROM department WHERE site_id = ${site} AND closed_at IS NULL GROUP BY 1`).map((d) => [d.function, d.id]));
	for (const { login } of people)
		clients[login] = await own.login(login);
	for (let i = 0; i < LANES; i++)
		askers.push(beside(own));
	elsewhere = await must('xuning', `${SITE}/quarter-plans`, plan('移到这里', 'xuning'));
});
after(() => {
	askers.forEach((db) => db.end());
	own?.stop();
});

// ---------------------------------------------------------------- asking the product

const ACCOUNTS = ['account_id', 'owner_id'], PLURAL = { quarter_plan: 'quarter-plans' };
const idBy = (login) => people.find((p) => p.login === login)?.id ?? '';
const chosen = (login) => people.find((p) => p.login === login);
function post(login, path, fields) {
	const c = clients[login];
	return c.send('POST', path, { body: new URLSearchParams([['token', c.token], ['key', `walk-${serial++}`], ...Object.entries(fields).map(([name, value]) => [name, ACCOUNTS.includes(name) ? idBy(value) : value])]) });
}
const pathOf = (rec) => `${SITE}/${PLURAL[rec.kind] ?? `${rec.kind}s`}/${rec.number}`;
const numberIn = (page) => /[A-Z]{3}-\d{4}-\d+/.exec(page.headers.get('location') ?? '')?.[0];
async function must(login, path, fields) {
	const page = await post(login, path, fields);
	assert.equal(page.status, 303, page.text?.slice(0, 400));
	return numberIn(page);
}
const idOf = (number) => Number(rows(`SELECT id FROM record WHERE site_id = ${site} AND number = '${number}'`)[0].id);
const plan = (title, owner) => ({ title, year: new Date().toLocaleString('sv', { timeZone: 'Asia/Shanghai' }).slice(0, 4), quarter: '4', department_id: departments.tech, owner_id: owner, aim: '季度目标见规划行' });

/** What nobody types: how far it is, since when and by whom.  It must not matter. */
const FORGED = { state: 'closed', class: 'routine', major: 'no', test_round: '9', approved_on: '2020-01-01', released_on: '2020-01-01', window_allowed_on: '2020-01-01', iteration_id: '1', by_id: '1', at: '2020-01-01' };
function send(login, w, act, forged) {
	const { rec, name } = act, fields = forged ? { ...FORGED, ...act.fields } : act.fields;
	switch (act.do) {
	case 'create': return post(login, `${SITE}/documents`, { title: `文档 ${serial}`, target_id: w.launch.number, ...fields });
	case 'add': return post(login, `${pathOf(rec)}/entries/${act.sort}`, fields);
	case 'act': return post(login, `${pathOf(rec)}/entries/${act.sort}/${act.no}`, { act: name, ...fields });
	default: return post(login, `${pathOf(rec)}/moves`, { move: name, ...fields });
	}
}

// ---------------------------------------------------------------- worlds

const clock = () => new Date().toLocaleString('sv', { timeZone: 'Asia/Shanghai' }).slice(0, 16);
function setDays(w) {
	const today = clock().slice(0, 10), day = (by) => new Date(Date.parse(today) + by * 86400e3).toISOString().slice(0, 10);
	Object.assign(w, { today, yesterday: day(-1), tomorrow: day(1) });
}
async function platform() {
	const number = await must('zhouyi', `${SITE}/platforms`, { title: `平台 ${serial}`, category: 'other', department_id: departments.business, current_version: '3.0.0', peak_from: '09:00', peak_to: '18:00' });
	own.psql(`UPDATE app.record SET state = 'in_operation' WHERE site_id = ${site} AND number = '${number}'`);
	return { number, peak_from: '09:00', peak_to: '18:00' };
}
async function requirement(r, on, kind) {
	const who = pick(r, ['liumei', 'wangqiang', 'guowei']), number = await must(who, `${SITE}/requirements`, { title: `需求 ${serial}`, platform_id: on.number, need: 'functional', channel: 'research', department_id: departments.business,
		scenario: '坐席同时查看三个页面', goal: '一个页面看全', acceptance: '试用两周' });
	await must(who, `${SITE}/requirements/${number}/moves`, { move: 'submit' });
	await must('xuning', `${SITE}/requirements/${number}/moves`, { move: 'accept', class: kind, priority: '2', expected_goal: '下季度', decision_reason: '必要，情况如上所述' });
	return record('requirement', 'accepted', who, { number, id: idOf(number), department: departments.business });
}
const world = (more) => ({ people, about: [], others: () => [], trace: [], techDepartment: departments.tech, clock, ...more });

/** A fix as it is reported, or a routine version as its plan leaves it. */
async function iteration(r, kind) {
	const on = await platform(), need = await requirement(r, on, 'emergency'), author = pick(r, people.filter((p) => p.member && makes.iteration(p))).login, owner = pick(r, people.filter((p) => p.member)).login, fixPlan = kind === 'routine' || r() < 0.9;
	const w = world({ platform: on, pool: [need], version: '3.0.0', launch: newIteration(kind, author, owner, { department: departments.business, requirements: [need], fixPlan, version_planned: '3.0.1' }) });
	setDays(w);
	w.launch.number = await must(author, `${SITE}/iterations`, { title: `迭代 ${serial}`, platform_id: on.number, department_id: departments.business, owner_id: owner, version_planned: '3.0.1', severity: '3', found_on: w.today, found_at: '00:00',
		goal: '一次说清楚', requirement_ids: need.number, fix_plan: fixPlan ? '调整连接池，异常时改回旧配置' : '' });
	w.launch.id = idOf(w.launch.number);
	if (kind === 'routine') {
		need.state = 'planned';
		own.psql(`UPDATE app.iteration SET class = 'routine', approved_on = current_date WHERE site_id = ${site} AND record_id = ${w.launch.id}; UPDATE app.record SET state = 'planned' WHERE site_id = ${site} AND id IN (${w.launch.id}, ${need.id});
			DELETE FROM app.iteration_clock WHERE site_id = ${site} AND record_id = ${w.launch.id}`);
	}
	return w;
}
async function quarterPlan(r, lane) {
	const author = pick(r, people.filter((p) => p.member && makes.quarter_plan(p))).login, owner = pick(r, people.filter((p) => p.member)).login, on = await platform(), n = serial++;
	const w = world({ platform: on, pool: [await requirement(r, on, 'routine'), await requirement(r, on, 'routine')], over: false, launch: record('quarter_plan', 'draft', author, { owner }) });
	setDays(w);
	w.launch.number = await must(author, `${SITE}/quarter-plans`, plan(`规划 ${n}`, owner));
	w.launch.id = idOf(w.launch.number);
	// A quarter of its own: later than what the demonstration plans, and one lane's alone.
	w.quarter = { year: Number(w.today.slice(0, 4)) + 2 + lane, quarter: n % 4 + 1 };
	own.psql(`UPDATE app.quarter_plan SET year = ${w.quarter.year}, quarter = ${w.quarter.quarter} WHERE site_id = ${site} AND record_id = ${w.launch.id}`);
	return w;
}
const begins = [(r) => iteration(r, 'emergency'), (r) => iteration(r, 'emergency'), (r) => iteration(r, 'routine'), quarterPlan];

// ---------------------------------------------------------------- what others do, and time

async function put(lane, sql) {
	lane.db.tell(sql);
	await lane.db.ask('SELECT 1');
}
const newRecord = (kind, state, columns, values) => `WITH r AS (INSERT INTO app.record (site_id, kind, number, year, seq, title, state, visible, created_at, created_by, changed_at, state_at, closed_at)
	VALUES (${site}, '${kind}', '${kind.slice(0, 3).toUpperCase()}-2039-${10000 + serial}', 2039, ${10000 + serial++}, '${kind}', '${state}', 0, now(), ${idBy('xuning')}, now(), now(), NULL) RETURNING site_id, id)
	INSERT INTO app.${kind} (site_id, record_id, visible, ${columns}) SELECT site_id, id, 0, ${values} FROM r`;
const about = (w, kind, state, more = {}) => w.about.push(record(kind, state, 'xuning', more));
const events = {
	async review(lane, w) {
		about(w, 'review', 'passed', { round: w.launch.round });
		await put(lane, newRecord('review', 'passed', 'target_id, round', `${w.launch.id}, ${w.launch.round}`));
	},
	async notice(lane, w) {
		about(w, 'notice', 'published');
		await put(lane, newRecord('notice', 'published', 'type, audience, source_id, body', `'update', 'all', ${w.launch.id}, '已更新'`));
	},
	async incident(lane, w) {
		about(w, 'incident', 'open');
		await put(lane, newRecord('incident', 'open', 'target_id, severity, found_on, found_at', `${w.launch.id}, '3', current_date, '00:00'`));
	},
	async calm(lane, w) {
		w.about.filter((x) => x.kind === 'incident').forEach((x) => { x.state = 'closed'; });
		await put(lane, `UPDATE app.record r SET state = 'closed', closed_at = now() FROM app.incident i WHERE r.site_id = ${site} AND i.site_id = r.site_id AND i.record_id = r.id AND i.target_id = ${w.launch.id}`);
	},
	async judged(lane, w) {
		about(w, 'evaluation', 'done');
		await put(lane, `UPDATE app.record r SET state = 'done', closed_at = now() FROM app.evaluation e WHERE r.site_id = ${site} AND e.site_id = r.site_id AND e.record_id = r.id AND e.target_id = ${w.launch.id}`);
	},
	// The evening of the window comes.
	async evening(lane, w) {
		w.launch.window = { ...w.launch.window, on: w.yesterday };
		await put(lane, `UPDATE app.iteration SET window_on = '${w.yesterday}' WHERE site_id = ${site} AND record_id = ${w.launch.id}`);
	},
	// The quarter is over: nothing of another plan stands in that one.
	async over(lane, w) {
		w.over = true;
		await put(lane, `UPDATE app.quarter_plan SET year = ${2001 + lane.number}, quarter = 1 WHERE site_id = ${site} AND record_id = ${w.launch.id}`);
	},
	async closed(lane, w) {
		const e = standing(w.launch, 'line', (l) => l.iteration === 'planned')[0];
		Object.assign(e, { iteration: 'closed' });
		e.requirement.state = 'delivered';
		await put(lane, `UPDATE app.record SET state = 'closed', closed_at = now() WHERE site_id = ${site} AND id = (SELECT iteration_id FROM app.quarter_plan_line WHERE site_id = ${site} AND record_id = ${w.launch.id} AND no = ${e.no});
			UPDATE app.record SET state = 'delivered' WHERE site_id = ${site} AND number = '${e.requirement.number}'`);
	},
};
/** What may come about now, and how likely. */
function comes(w, r) {
	const l = w.launch, lines = l.kind === 'quarter_plan' && ['approved', 'settling'].includes(l.state);
	const can = [
		['review', l.state === 'review' && l.class === 'routine' && !conditions.reviewed(w), 0.3], ['notice', l.state === 'monitoring' && !conditions.announced(w), 0.3], ['incident', ['release', 'monitoring'].includes(l.state) && conditions.quiet(w), 0.06],
		['calm', !l.entries.line && !conditions.quiet(w), 0.2], ['judged', l.state === 'evaluation' && !conditions.evaluated(w), 0.3], ['evening', l.state === 'release' && l.window && !conditions.begun(w), 0.3],
		['over', lines && !w.over, 0.15], ['closed', lines && standing(l, 'line', (e) => e.iteration === 'planned').length > 0, 0.1]];
	return can.find(([, holds, chance]) => holds && r() < chance)?.[0];
}

// ---------------------------------------------------------------- what is tried

const TEXTS = ['按计划完成，结果见附件。', '三家门店试用，没有意见。', 'Done as planned.'];
function typed(w, r, name, sort) {
	const given = { type: { test_run: () => pick(r, TESTS[w.launch.class]), log: () => 'normal', document: () => pick(r, ['test', 'test_report']) }[sort], result: { test_run: () => pick(r, ['passed', 'passed', 'passed', 'failed', 'not_applicable']), observation: () => pick(r, ['normal', 'normal', 'abnormal']) }[sort],
		role: () => pick(r, ['lead', 'developer', 'tester', 'business']), judgement: () => pick(r, ['accepted', 'accepted', 'rejected']), window_on: () => pick(r, [w.tomorrow, w.tomorrow, w.yesterday]), starts_on: () => w.today, due: () => pick(r, [w.tomorrow, w.tomorrow, w.yesterday]) }[name];
	if (r() < 0.03)
		return '';
	if (given)
		return given();
	if (name.startsWith('affects_'))
		return r() < 0.12 ? 'yes' : 'no';
	if (ACCOUNTS.includes(name))
		return pick(r, people.filter((p) => p.member)).login;
	if (name === 'evidence_id')
		return pick(r, [...evidence(w), ...w.about.filter((d) => d.kind === 'document').slice(-1)])?.number ?? '';
	if (name === 'moved_to')
		return elsewhere;
	if (name === 'line')
		return pick(r, ['1', '2', '9']);
	return { window_from: pick(r, ['22:00', '22:00', '10:00']), window_to: '23:30', starts_at: '22:30', tested_version: '3.0.1-rc1', effort: '10', version_planned: '3.1.0' }[name] ?? pick(r, TEXTS);
}
const words = (text) => (text ?? '').split(' ').filter(Boolean), OPTIONAL = { test_run: 'text tested_version evidence_id' };
const answers = (w, r, asks, sort) => Object.fromEntries(words(asks).map((name) => [name, typed(w, r, name, sort)]));
const move = (w, r, rec, name) => ({ rec, do: 'move', name, fields: { ...answers(w, r, kinds[rec.kind].moves[name]?.asks), ...(name === 'set_window' ? { window_reason: r() < 0.3 ? '供应商只在白天配合' : '' } : {}), ...(name === 'evaluate' && r() < 0.9 ? { training: '已对业务部全体人员培训一小时' } : {}) } });
const vote = (w, r, rec, name) => ({ rec, do: 'vote', name, fields: { opinion: name === 'approve' && r() < 0.5 ? '' : typed(w, r, 'opinion') } });
const add = (w, r, rec, sort, more = {}) => ({ rec, do: 'add', sort, fields: { ...answers(w, r, `${kinds[rec.kind].entries[sort].asks} ${OPTIONAL[sort] ?? ''}`, sort), ...more } });
const actOn = (w, r, rec, sort, e, name) => ({ rec, do: 'act', sort, no: e.no, name, fields: answers(w, r, kinds[rec.kind].entries[sort].acts?.[name]?.asks, sort) });
/** A line of a plan, of a requirement that is in none, in its quarter: which lines are right is told by other tests. */
function line(w, r) {
	const free = w.pool.find((q) => q.state === 'accepted' && !w.launch.entries.line.some((e) => e.requirement === q));
	if (!free)
		return null;
	const month = `${w.quarter.year}-${String(w.quarter.quarter * 3 - 2).padStart(2, '0')}`;
	return { rec: w.launch, do: 'add', sort: 'line', fields: { title: `版本 ${serial}`, platform_id: w.platform.number, version_planned: '3.1.0', requirement_ids: free.number, starts_on: `${month}-02`, due: `${month}-1${w.launch.entries.line.length}`, owner_id: pick(r, people.filter((p) => p.member)).login, effort: '10' } };
}
function anything(w, r) {
	const l = w.launch, k = kinds[l.kind], sort = pick(r, Object.keys(k.entries)), e = pick(r, l.entries[sort]), chance = r(), doc = w.about.find((d) => d.kind === 'document' && !['approved', 'discarded'].includes(d.state));
	if (doc && chance < 0.1)
		return move(w, r, doc, pick(r, ['submit', 'approve', 'return', 'take_back']));
	if (chance < 0.25)
		return vote(w, r, l, pick(r, ['approve', 'approve', 'reject', 'return']));
	if (sort === 'line' && chance < 0.4)
		return line(w, r) ?? move(w, r, l, pick(r, Object.keys(k.moves)));
	if (sort !== 'line' && chance < 0.45)
		return add(w, r, l, sort);
	if (e && k.entries[sort].acts && chance < 0.65)
		return actOn(w, r, l, sort, e, pick(r, Object.keys(k.entries[sort].acts)));
	return move(w, r, l, pick(r, [...Object.keys(k.moves), ...(l.cast ? ['take_back'] : [])]));
}
function documentNext(w, r) {
	const d = w.about.filter((x) => x.kind === 'document' && x.state !== 'discarded').at(-1);
	if (!d || ['approved', 'archived'].includes(d.state))
		return { do: 'create', kind: 'document', fields: { title: `测试记录 ${serial}`, type: 'test', body: '测试记录见正文' } };
	return move(w, r, d, d.state === 'draft' ? 'submit' : 'approve');
}
/** What would lead it on; who may is another matter. */
function leads(w, r) {
	const l = w.launch, of = { ...next[l.kind] }[l.state];
	return of?.(w, r) ?? null;
}
const votes = (w, r) => vote(w, r, w.launch, r() < 0.9 ? 'approve' : pick(r, ['reject', 'return']));
const next = {
	iteration: {
		reported: (w, r) => move(w, r, w.launch, 'assess'),
		assessed: (w, r) => move(w, r, w.launch, r() < 0.85 ? 'submit' : pick(r, ['reassess', 'lower', 'cancel'])),
		fix_approval: votes, group_approval: votes, lowering: votes,
		planned: (w, r) => {
			const role = ['developer', 'tester'].find((x) => standing(w.launch, 'team_member', (e) => e.role === x).length === 0);
			return role ? add(w, r, w.launch, 'team_member', { role }) : standing(w.launch, 'task').length === 0 ? add(w, r, w.launch, 'task', { due: w.tomorrow }) : move(w, r, w.launch, 'begin');
		},
		development: (w, r) => {
			const open = standing(w.launch, 'task', (e) => ['open', 'under_way'].includes(e.state))[0];
			return open ? actOn(w, r, w.launch, 'task', open, 'finish') : move(w, r, w.launch, 'begin_testing');
		},
		testing: (w, r) => {
			const lacking = TESTS[w.launch.class].find((type) => !standing(w.launch, 'test_run', (e) => e.round === w.launch.round && e.type === type).some((e) => e.result === 'passed'));
			if (!conditions.i_tested(w))
				return evidence(w).length === 0 ? documentNext(w, r) : add(w, r, w.launch, 'test_run', { type: lacking ?? pick(r, TESTS[w.launch.class]), result: 'passed', evidence_id: evidence(w)[0].number });
			return !w.launch.conclusion ? move(w, r, w.launch, 'conclude_tests') : !conditions.accepted(w) ? add(w, r, w.launch, 'acceptance') : move(w, r, w.launch, 'finish_testing');
		},
		review: (w, r) => move(w, r, w.launch, 'begin_release'),
		release: (w, r) => {
			const step = standing(w.launch, 'step', (e) => e.state === 'planned')[0];
			if (!w.launch.window)
				return move(w, r, w.launch, 'set_window');
			if (conditions.i_to_allow(w))
				return r() < 0.8 ? move(w, r, w.launch, 'allow_window') : move(w, r, w.launch, 'set_window');
			if (standing(w.launch, 'step').length === 0)
				return add(w, r, w.launch, 'step');
			return !conditions.logged(w) ? add(w, r, w.launch, 'log') : step ? actOn(w, r, w.launch, 'step', step, 'done') : move(w, r, w.launch, conditions.incident(w) ? 'roll_back' : 'release');
		},
		monitoring: (w, r) => (conditions.incident(w) && r() < 0.5 ? move(w, r, w.launch, 'roll_back') : conditions.i_observed(w) ? move(w, r, w.launch, 'evaluate') : add(w, r, w.launch, 'observation')),
		evaluation: (w, r) => move(w, r, w.launch, 'close'),
	},
	quarter_plan: {
		draft: (w, r) => (w.launch.entries.line.length < 2 ? line(w, r) : null) ?? move(w, r, w.launch, 'submit'),
		group_approval: (w, r) => (r() < 0.15 ? add(w, r, w.launch, 'remark') : votes(w, r)),
		approved: (w, r) => move(w, r, w.launch, 'settle'),
		settling: (w, r) => {
			const open = standing(w.launch, 'line', (e) => e.state === 'open' && e.iteration !== 'closed')[0];
			return open ? actOn(w, r, w.launch, 'line', open, pick(r, ['move', 'drop'])) : move(w, r, w.launch, 'close');
		},
	},
};

// ---------------------------------------------------------------- what became of it

const STATEFUL = ['task', 'test_run', 'step'];
const entriesSql = (kind, sorts) => sorts.map((sort) => `COALESCE((SELECT string_agg(e.no || ${STATEFUL.includes(sort) ? "':' || e.state" : "''"}, ' ' ORDER BY e.no) FROM app.${kind}_${sort} e WHERE e.site_id = r.site_id AND e.record_id = r.id), '')`).join(" || '/' || ");
const SORTS = ['team_member', 'task', 'test_run', 'acceptance', 'step', 'log'];
const common = `'state', r.state, 'rounds', (SELECT string_agg(a.state || '=' || COALESCE(a.outcome, '?'), ' ' ORDER BY a.round) FROM app.approval a WHERE a.site_id = r.site_id AND a.record_id = r.id),
	'votes', (SELECT string_agg(b.login || '=' || v.choice, ' ' ORDER BY b.login COLLATE "C") FROM app.approval a JOIN app.vote v ON v.site_id = a.site_id AND v.approval_id = a.id JOIN app.account b ON b.id = v.account_id WHERE a.site_id = r.site_id AND a.record_id = r.id AND a.outcome IS NULL)`;
const digestSql = {
	iteration: (w) => `SELECT json_build_object(${common}, 'flags', concat_ws(' ', k.class, COALESCE(k.major, '-'), COALESCE(k.test_round, 0), k.test_conclusion <> '', k.window_on IS NOT NULL, k.window_allowed_on IS NOT NULL, k.released_on IS NOT NULL, k.approved_on IS NOT NULL),
		'version', (SELECT p.current_version FROM app.platform p WHERE p.site_id = r.site_id AND p.record_id = r.platform_id), 'needs', (SELECT string_agg(q.state, ' ' ORDER BY q.id) FROM app.record q WHERE q.site_id = r.site_id AND q.id = ANY (k.requirement_ids)),
		'entries', ${entriesSql('launch', SORTS)} || '/' || ${entriesSql('iteration', ['observation'])}, 'clock', EXISTS (SELECT FROM app.iteration_clock z WHERE z.site_id = r.site_id AND z.record_id = r.id))
		FROM app.record r JOIN app.iteration k ON k.site_id = r.site_id AND k.record_id = r.id WHERE r.site_id = ${site} AND r.id = ${w.launch.id}`,
	quarter_plan: (w) => `SELECT json_build_object(${common}, 'lines', (SELECT string_agg(concat_ws(':', e.no, e.state, i.state, q.state), ' ' ORDER BY e.no) FROM app.quarter_plan_line e LEFT JOIN app.record i ON i.site_id = e.site_id AND i.id = e.iteration_id
		LEFT JOIN app.record q ON q.site_id = e.site_id AND q.id = e.requirement_ids[1] WHERE e.site_id = r.site_id AND e.record_id = r.id), 'entries', ${entriesSql('quarter_plan', ['remark'])}) FROM app.record r WHERE r.site_id = ${site} AND r.id = ${w.launch.id}`,
};
const flag = (x) => (x ? 't' : 'f');
const entriesOf = (rec, sorts) => sorts.map((sort) => rec.entries[sort].map((e) => e.no + (STATEFUL.includes(sort) ? `:${e.state}` : '')).join(' ')).join('/');
function digestOf(w) {
	const l = w.launch, shared = { state: l.state, rounds: l.rounds.map((a) => `${a.state}=${a.outcome ?? '?'}`).join(' ') || null, votes: Object.entries(l.cast ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)).map(([login, choice]) => `${login}=${choice}`).join(' ') || null };
	if (l.kind === 'quarter_plan')
		return { ...shared, lines: l.entries.line.map((e) => [e.no, e.state, e.iteration, e.requirement.state].filter((x) => x !== null).join(':')).join(' ') || null, entries: entriesOf(l, ['remark']) };
	return { ...shared, flags: [l.class, l.major === null ? '-' : l.major ? 'yes' : 'no', l.round, flag(l.conclusion), flag(l.window), flag(l.window?.allowed), flag(l.released), flag(l.planSet)].join(' '), version: w.version, needs: l.requirements.map((q) => q.state).join(' '),
		entries: entriesOf(l, [...SORTS, 'observation']), clock: l.class === 'emergency' && !l.released && l.state !== 'cancelled' };
}

// ---------------------------------------------------------------- the walk

const label = (act) => `${act.rec?.kind ?? act.kind} ${act.do === 'add' || act.do === 'act' ? `${act.sort}.${act.do === 'add' ? 'add' : act.name}` : act.name ?? act.do}`;
function count(at, ok) {
	seen.set(at, seen.get(at) ?? [0, 0]);
	seen.get(at)[ok ? 0 : 1]++;
}
function someone(w, r, act, wanted) {
	if (r() < 0.1 && !wanted)
		return chosen(pick(r, ['sunli', OUTSIDER]));
	const able = wanted || r() < 0.5 ? people.filter((p) => judge(w, p, act).ok) : [];
	return pick(r, able.length > 0 ? able : people);
}
const stuck = (w) => w.launch.cast !== null && people.filter((p) => p.member).every((p) => ['approve', 'reject'].every((name) => !judge(w, p, { rec: w.launch, do: 'vote', name, fields: { opinion: '理由充分' } }).ok));
const told = (w, person, act, verdict, page, found) => [`seed ${SEED}: ${w.launch.number} (${w.launch.class ?? 'plan'}, of ${w.launch.author}, led by ${w.launch.owner})`, `${person.login} (${person.roles}): ${label(act)} ${JSON.stringify(act.fields)}`,
	`model: ${verdict.ok ? 'taken' : `refused with ${[...verdict.classes]}`}; product: ${page.status} ${page.status === 303 ? page.headers.get('location') : page.text?.slice(0, 500)}`, ...found, 'before that:', ...w.trace.slice(-25)].join('\n');

async function step(lane) {
	const { r } = lane, i = Math.floor(r() * lane.worlds.length), w = lane.worlds[i];
	if (['closed', 'cancelled', 'discarded'].includes(w.launch.state) || stuck(w)) {
		if (w.launch.kind === 'quarter_plan')
			own.psql(`UPDATE app.quarter_plan SET approved_on = NULL, year = 2199 WHERE site_id = ${site} AND record_id = ${w.launch.id}`);
		if (r() < 0.3 || w.launch.kind === 'quarter_plan') {
			lane.worlds[i] = await begins[i](r, lane.number);
			return;
		}
	}
	setDays(w);
	const event = comes(w, r);
	if (event) {
		await events[event](lane, w);
		w.trace.push(`  (${event})`);
	}
	const wanted = r() < LEADING ? leads(w, r) : null, act = wanted ?? anything(w, r), person = someone(w, r, act, wanted !== null), verdict = judge(w, person, act), from = w.launch.state;
	const page = await send(person.login, w, act, r() < 0.1), ok = page.status === 303 && !page.headers.get('location').startsWith('/login');
	w.trace.push(`  ${from}: ${person.login} ${label(act)} ${JSON.stringify(act.fields)} → ${page.status}`);
	count(`${from} ${label(act)}`, ok);
	if (ok !== verdict.ok || (!ok && !verdict.classes.has(page.status)))
		assert.fail(told(w, person, act, verdict, page, []));
	if (ok) {
		verdict.then();
		if (act.do === 'create')
			w.about.at(-1).number = numberIn(page);
	}
	const model = digestOf(w), product = JSON.parse(await lane.db.ask(digestSql[w.launch.kind](w).replace(/\s+/g, ' '))), found = Object.keys(model).filter((key) => model[key] !== product[key]).map((key) => `${key}: model "${model[key]}", product "${product[key]}"`);
	if (found.length > 0)
		assert.fail(told(w, person, act, verdict, page, found));
}
async function walk(number, steps) {
	const lane = { number, r: seeded(SEED * 7 + number), db: askers[number], worlds: [] };
	for (const begin of begins)
		lane.worlds.push(await begin(lane.r, number));
	// Where one lane differs, the others stop.
	for (let n = 0; n < steps && !differs; n++)
		await step(lane).catch((error) => {
			differs = STEPS > 5000;
			throw error;
		});
}

test(`R22.1 R24.1–R27.1 ${STEPS} random steps by everybody through iterations and quarter plans end as the reference model says`, async (t) => {
	t.diagnostic(`walk: seed ${SEED}`);
	const lanes = await Promise.allSettled(Array.from({ length: LANES }, (_, i) => walk(i, Math.ceil(STEPS / LANES))));
	assert.equal(lanes.map((lane) => lane.reason?.stack ?? '').join('\n').trim(), '');
	const sum = (test) => [...seen].filter(([at]) => test(at)).reduce(([a, b], [, [x, y]]) => [a + x, b + y], [0, 0]), [taken, refused] = sum(() => true);
	t.diagnostic(`walk: ${taken} taken, ${refused} refused`);
	for (const kind of ['iteration', 'quarter_plan'])
		t.diagnostic(`${kind}: ${Object.keys(kinds[kind].moves).concat('approve', 'reject').map((name) => `${name} ${sum((at) => at.endsWith(` ${kind} ${name}`)).join('/')}`).join(', ')}`);
	assert.ok(taken > STEPS / 10 && refused > STEPS / 10, 'it is neither all taken nor all refused');
	if (STEPS < 50000)
		return;
	// In a long run each move was made in each of its states, and refused in each other.
	for (const kind of ['iteration', 'quarter_plan']) {
		const states = [...new Set(Object.values(kinds[kind].moves).flatMap((m) => [...m.from, m.to]).filter(Boolean))];
		for (const [name, m] of Object.entries(kinds[kind].moves)) {
			assert.deepEqual(m.from.filter((s) => !(seen.get(`${s} ${kind} ${name}`)?.[0] > 0)), [], `${name} was made in each of its states`);
			assert.deepEqual(states.filter((s) => !m.from.includes(s) && seen.get(`${s} ${kind} ${name}`)?.[0] > 0), [], `${name} was made nowhere else`);
		}
	}
});
