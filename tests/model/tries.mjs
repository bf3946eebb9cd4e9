// SPDX-License-Identifier: ISC
// What people try at a launch project, for the random walk: anything at all, typed well or not, and what would lead it on.
import { DIMENSIONS, MATERIALS, SECTIONS, TESTS, TICKS, conditions, evidence, fresh, kinds, own, testDone, toVote } from './launch.mjs';
import { may } from './roles.mjs';

/** A generator of numbers from 0 to 1 that begins anew with the same seed (mulberry32). */
export function seeded(seed) {
	let a = seed >>> 0;
	return () => {
		a = (a + 0x6d2b79f5) >>> 0;
		let t = Math.imul(a ^ (a >>> 15), a | 1);
		t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}
export const pick = (r, list) => list[Math.floor(r() * list.length)];
const words = (text) => (text ?? '').split(' ').filter(Boolean);
const of = (w, kind) => w.about.filter((x) => x.kind === kind);
const standing = (rec, sort) => rec.entries[sort].filter((e) => !e.removed);

// ---------------------------------------------------------------- what is typed

/** The value of a field; now and then nothing, a day ahead or a day gone by. */
const DAYS = { held_on: 'today today today yesterday tomorrow', found_on: 'today yesterday tomorrow', period_to: 'today today today yesterday tomorrow',
	window_on: 'tomorrow today yesterday', happened_on: 'today yesterday tomorrow', starts_on: 'today today yesterday longAgo', due: 'tomorrow tomorrow today yesterday' };
const CHOICES = {
	type: { research: 'questionnaire interview scenario data', market: 'research promotion effect', test_run: TESTS.join(' '), log: 'normal abnormal rollback',
		resource: 'equipment test_environment server storage people', defect: 'functional performance other', notice: 'launch',
		document: 'construction_plan design development test test_report security_assessment hardening launch_plan maintenance_plan emergency_plan user_manual' },
	judgement: { consultation: 'agree agree agree_with_changes object', acceptance: 'accepted accepted rejected' },
	role: 'lead developer tester maintainer business other', result: { test_run: 'passed passed passed failed not_applicable' }, choice: 'pass pass pass fail abstain',
	item: { tick: TICKS.join(' '), line: 'research design development testing security_assessment maintenance training', material: MATERIALS.join(' ') },
	level: 'low medium high', answer: { consultation: 'adopted adopted_in_part not_adopted' }, severity: { defect: 'fatal serious general minor', incident: '2 3 4 3 4 3', log: '2 3 4 3 4 3 4 3' }, plan_use: 'none', audience: 'all',
};
const PLAIN = { percent: '40', quantity: '2', requested: '12000.00', starts_at: '22:30', found_at: '21:05', happened_at: '00:01', tested_version: '1.0-rc1', held_at: '14:00', window_from: '22:00', window_to: '23:30' };

function typed(w, r, name, about) {
	const choices = CHOICES[name]?.[about] ?? CHOICES[name];
	if (r() < 0.04)
		return '';
	if (DAYS[name])
		return w[pick(r, words(DAYS[name]))];
	if (typeof choices === 'string')
		return pick(r, words(choices));
	if (['account_id', 'owner_id', 'chair_id'].includes(name))
		return pick(r, w.people.filter((p) => p.member)).login;
	if (name === 'evidence_id')
		return about === 'test_run' ? pick(r, [...evidence(w), ...of(w, 'document').slice(-1)])?.number ?? '' : pick(r, [w.launch, ...of(w, 'document')]).number ?? '';
	if (name === 'window_from' && r() < 0.15)
		return pick(r, ['09:30', '23:30']);
	return PLAIN[name] ?? pick(r, ['按计划完成，结果见附件。', '三家门店试用，没有意见。', 'Done as planned.']);
}
const answers = (w, r, asks, about) => Object.fromEntries(words(asks).map((name) => [name, typed(w, r, name, about)]));
/** Fields that may stay empty. */
const optional = { test_run: 'text tested_version evidence_id', ballot: 'opinion', log: 'severity' };

const criteria = (r, choice) => Object.fromEntries(['feasibility', 'necessity', 'compliance', 'budget'].flatMap((c, i) => [
	[c, choice === 'reject' && i === 1 ? 'not_met' : r() < 0.01 ? pick(r, ['not_met', '']) : 'met'], [`${c}_text`, r() < 0.5 ? '' : '论证充分。']]));

export const vote = (w, r, rec, name) => ({ rec, do: 'vote', name, fields: { opinion: name === 'approve' && r() < 0.5 ? '' : typed(w, r, 'opinion'),
	...(rec.kind === 'launch' && rec.state === 'initiation' ? criteria(r, name) : {}) } });
export const move = (w, r, rec, name) => ({ rec, do: 'move', name, fields: answers(w, r, `${kinds[rec.kind].moves[name]?.asks ?? ''}${name === 'set_window' ? ' window_reason' : ''}`, rec.kind) });
export const add = (w, r, rec, sort, more = {}) => ({ rec, do: 'add', sort,
	fields: { ...answers(w, r, `${kinds[rec.kind].entries[sort].asks} ${optional[sort] ?? ''}`, sort), ...more } });
/** An act on an entry; "" edits it, "remove" takes it away. */
export const act = (w, r, rec, sort, e, name) => ({ rec, do: 'act', sort, no: e.no, name, fields: answers(w, r, kinds[rec.kind].entries[sort].acts?.[name]?.asks, sort) });

/** ${more} overwrites what the plan is now; all fields go along, as a browser sends them. */
export function edit(w, r, rec, more = {}) {
	const version = rec.version - (rec.version > 1 && r() < 0.05 ? 1 : 0);
	if (rec.kind === 'evaluation')
		return { rec, do: 'edit', version, fields: { participants: ['business', 'operations'].map((f) => pick(r, w.people.filter((p) => p.member && (p.function === f || r() < 0.05))).login), ...Object.fromEntries(DIMENSIONS.flatMap((d) => [[`${d}_score`, pick(r, ['3', '4', '5'])], [`${d}_text`, typed(w, r, 'text')]])), ...more } };
	if (rec.kind === 'review')
		return { rec, do: 'edit', version, fields: { held_on: w.today, held_at: '14:00', place: '三楼会议室', chair_id: pick(r, w.people.filter((p) => p.member)).login, ...more } };
	return { rec, do: 'edit', version, fields: { ...w.launch.plan, requirement_ids: w.launch.requirements.map((q) => q.number), no_market_research: w.launch.noMarket, ...more } };
}
const planText = (r) => `方案第 ${Math.floor(r() * 1e6)} 稿`;

export function create(w, r, kind, more = {}) {
	const own = {
		change: () => ({ department_id: pick(r, [w.techDepartment, w.launch.department, pick(r, w.people.filter((p) => p.member)).department]),
			 effect_schedule: '顺延两天', effect_cost: typed(w, r, 'cost'), effect_risk: '风险较低可控' }),
		document: () => ({ body: typed(w, r, 'body'), scenarios: ['launch_failure'], flow: '报告负责人\n判断是否回退', duties: '技术管理部处置。', measures: '先止损再定位。', recovery: '恢复后核对。' }),
		budget: () => ({ department_id: w.launch.department }),
		review: () => ({ ...edit(w, r, { kind: 'review', version: 1 }).fields, held_on: typed(w, r, 'held_on') }),
		incident: () => ({ platform_id: w.platform.number }),
	}[kind]?.() ?? {};
	return { do: 'create', kind, fields: { ...answers(w, r, kinds[kind].asks, kind), target_id: w.launch.number, ...(kind === 'notice' ? { type: 'launch', source_id: w.launch.number } : {}), ...own, ...more } };
}

// ---------------------------------------------------------------- anything

const created = Object.keys(kinds).filter((kind) => kinds[kind].create && kind !== 'launch');

function anythingWith(w, r, rec) {
	if (rec.kind === 'change' && r() < 0.2)
		return stating(w, r, rec);
	const k = kinds[rec.kind], sorts = Object.keys(k.entries ?? {}), sort = pick(r, sorts), e = sort && pick(r, rec.entries[sort]), chance = r();
	if (k.decided && chance < 0.15)
		return vote(w, r, rec, pick(r, ['approve', 'approve', 'reject', 'return']));
	if (k.edit && chance < 0.25)
		return edit(w, r, rec, rec.kind === 'launch' ? anyEdit(w, r) : {});
	if (sort && chance < 0.5)
		return add(w, r, rec, sort);
	if (e && chance < 0.7)
		return act(w, r, rec, sort, e, pick(r, [...Object.keys(k.entries[sort].acts ?? {}), 'remove']));
	return Object.keys(k.moves).length > 0 ? move(w, r, rec, pick(r, [...Object.keys(k.moves), ...(k.decided ? ['take_back'] : [])])) : null;
}
const anyEdit = (w, r) => ({ [pick(r, SECTIONS)]: pick(r, [planText(r), '']), ...(r() < 0.3 ? { requirement_ids: w.others().flatMap((o) => o.pool).filter(() => r() < 0.2).map((q) => q.number) } : {}),
	...(r() < 0.2 ? { no_market_research: r() < 0.5 } : {}) });

/** Anything at all that the pages have a form for, whether it is shown now or not. */
export function anything(w, r) {
	const chance = r(), seen = w.about.filter((x) => x.number && x.state !== 'withdrawn');
	if (chance < 0.12)
		return create(w, r, pick(r, created));
	if (chance < 0.35 && seen.length > 0)
		return anythingWith(w, r, pick(r, seen)) ?? anythingWith(w, r, w.launch);
	return anythingWith(w, r, chance < 0.4 ? pick(r, w.pool) : w.launch);
}

// ---------------------------------------------------------------- what leads on

const missing = (w, name) => !conditions[name](w);
const votes = (w, r, rec, yes) => [vote(w, r, rec, r() < yes ? 'approve' : pick(r, ['reject', 'return']))];

function documentNext(w, r, type, fits = () => true) {
	const there = of(w, 'document').filter((d) => d.type === type && fits(d) && d.number && d.written && d.state !== 'discarded'), d = there.find((x) => ['approved', 'archived'].includes(x.state)) ?? there.at(-1);
	if (d === undefined)
		return [create(w, r, 'document', { type, body: '正文见各章节' })];
	return { draft: [move(w, r, d, 'submit')], in_review: [move(w, r, d, r() < 0.9 ? 'approve' : pick(r, ['return', 'take_back']))] }[d.state] ?? [];
}
/** What shall stand in a section of the plan, or one more task. */
function stating(w, r, c) {
	if (r() < 0.3)
		return { rec: c, do: 'state', sort: 'task', fields: answers(w, r, 'title owner_id starts_on due', 'task') };
	return { rec: c, do: 'state', fields: { ...w.launch.plan, ...Object.fromEntries(SECTIONS.filter(() => r() < 0.3).map((s) => [s, planText(r)])) } };
}
function changeNext(w, r, c) {
	const ready = ['owns', 'of_department', 'complete'].every((name) => conditions[name](w, c));
	return { draft: [c.stated.length === 0 ? stating(w, r, c) : move(w, r, c, ready ? 'submit' : 'discard')], tech_review: [move(w, r, c, pick(r, ['endorse', 'endorse', 'endorse', 'return', 'reject', 'take_back']))],
		group_approval: votes(w, r, c, 0.85), in_force: [move(w, r, c, conditions.stands(w, c) ? 'apply' : 'propose_again')], applied: [move(w, r, c, 'confirm')] }[c.state] ?? [];
}
/** By one of whom the project is (R17.3). */
function proposed(w, r) {
	const by = pick(r, w.people.filter((p) => may(p, 'change.submit') && [w.techDepartment, w.launch.department].includes(p.department)));
	return { ...create(w, r, 'change', { department_id: by.department }), by: by.login };
}
/** While work goes on: one under way holds the next gate up, and a second one may state other values of the same sections. */
function changes(w, r) {
	const here = of(w, 'change').filter((c) => c.number), under = !conditions.settled(w);
	return [...here.flatMap((c) => changeNext(w, r, c)), ...(r() < (under ? 0.15 : 0.02) ? [proposed(w, r)] : [])];
}
const defectNext = (w, r, d) => ({ open: [move(w, r, d, r() < 0.9 ? 'fix' : 'decline')], fixed: [move(w, r, d, r() < 0.8 ? 'verify' : 'reopen')] })[d.state] ?? [];

const incidentNext = (w, r, i) => ({ open: [move(w, r, i, pick(r, ['contain', 'resolve']))], contained: [move(w, r, i, 'resolve')],
	resolved: conditions.told(w, i) ? [move(w, r, i, 'close')] : [add(w, r, i, 'timeline')] })[i.state] ?? [];
const chairs = (w, x) => w.people.filter((p) => p.member && ![x.author, w.launch.author, w.launch.owner].includes(p.login));
function reviewNext(w, r, x) {
	const able = (login) => w.people.find((p) => p.login === login), invited = () => standing(x, 'attendance').map((e) => able(e.account));
	if (x.state === 'prepared') {
		if (!conditions.fixed(w, x) || !conditions.chair_free(w, x) || !conditions.held(w, x))
			return [edit(w, r, x, { chair_id: pick(r, chairs(w, x)).login })];
		const lacking = MATERIALS.find((m) => !standing(x, 'material').some((e) => e.item === m && e.state === 'present'));
		if (lacking)
			return own[lacking] ? [move(w, r, x, 'collect')] : [...documentNext(w, r, lacking), move(w, r, x, 'collect'),
				...of(w, 'document').filter((d) => d.type === lacking && d.number).map((d) => add(w, r, x, 'material', { item: lacking, evidence_id: d.number }))];
		const f = ['marketing', 'legal', 'operations', 'business'].find((name) => !invited().some((p) => p.function === name));
		if (f)
			return [add(w, r, x, 'attendance', { account_id: pick(r, w.people.filter((p) => p.member && p.function === f)).login })];
		return [move(w, r, x, 'open'), add(w, r, x, 'attendance', { account_id: pick(r, w.people.filter((p) => p.roles.includes('group_member'))).login })];
	}
	if (x.state === 'open') {
		const unmarked = standing(x, 'attendance').filter((e) => e.state === 'invited');
		if (unmarked.length > 0)
			return [act(w, r, x, 'attendance', pick(r, unmarked), r() < 0.85 ? 'present' : 'absent')];
		if (conditions.no_ballots(w, x) && r() < 0.05)
			return [move(w, r, x, 'adjourn')];
		if (toVote(w, x).length > 0)
			return [add(w, r, x, 'ballot')];
		if (!conditions.quorum(w, x) || !conditions.each_came(w, x)) {
			const absent = standing(x, 'attendance').filter((e) => e.state === 'absent');
			return absent.length > 0 && r() < 0.9 ? [act(w, r, x, 'attendance', pick(r, absent), 'present')] : [move(w, r, x, 'adjourn')];
		}
		return [move(w, r, x, conditions.more_for(w, x) ? 'pass' : 'fail')];
	}
	if (x.state === 'failed')
		return conditions.items(w, x) ? [move(w, r, x, 'rectify')] : [add(w, r, x, 'item')];
	const e = x.state === 'rectifying' && standing(x, 'item').find((i) => i.state !== 'verified');
	if (e)
		return [act(w, r, x, 'item', e, e.state === 'open' ? 'done' : r() < 0.9 ? 'verify' : 'reopen')];
	return x.state === 'rectifying' ? [move(w, r, x, 'next_round')] : [];
}

/** Meetings of a project that has left their stage. */
const drops = (w, r) => of(w, 'review').filter((x) => ['open', 'failed', 'rectifying'].includes(x.state)).map((x) => move(w, r, x, 'drop'));

/** Acts that would lead the launch on from where it is, the first ones first; who may is another matter. */
const next = {
	research: (w, r) => [
		...(missing(w, 'research') ? [add(w, r, w.launch, 'research')] : []),
		...(missing(w, 'requirement') ? [edit(w, r, w.launch, { requirement_ids: w.pool.filter((q) => q.state === 'accepted').map((q) => q.number) })] : []),
		...(missing(w, 'market') ? [add(w, r, w.launch, 'market'), edit(w, r, w.launch, { no_market_research: true })] : [])],
	design: (w, r) => {
		const open = standing(w.launch, 'consultation').filter((e) => e.state === 'open'), b = of(w, 'budget').find((x) => x.number && x.state === 'draft');
		return [
			...(missing(w, 'sections') ? [edit(w, r, w.launch, Object.fromEntries(SECTIONS.map((s) => [s, w.launch.plan[s] || planText(r)])))] : []),
			...(missing(w, 'free') ? [edit(w, r, w.launch, { requirement_ids: w.pool.filter((q) => q.state === 'accepted').map((q) => q.number) })] : []),
			...(w.launch.asked ? [] : [move(w, r, w.launch, 'consult')]),
			...(w.launch.asked && !missing(w, 'budget') && !missing(w, 'construction_plan') && missing(w, 'opinions') ? Array.from({ length: 4 }, () => add(w, r, w.launch, 'consultation')) : []),
			...open.map((e) => act(w, r, w.launch, 'consultation', e, 'answer')),
			...(b ? (missing(w, 'budget') ? [add(w, r, b, 'line')] : []) : [create(w, r, 'budget')]),
			...documentNext(w, r, 'construction_plan')];
	},
	initiation: (w, r) => votes(w, r, w.launch, 0.9),
	development: (w, r) => {
		const open = standing(w.launch, 'task').filter((e) => ['open', 'under_way'].includes(e.state));
		return [
			...(missing(w, 'team') ? ['developer', 'tester'].map((role) => add(w, r, w.launch, 'team_member', { role })) : []),
			...(missing(w, 'tasks') || (!w.launch.planSet && open.length < 3) ? [add(w, r, w.launch, 'task')] : w.launch.planSet ? [] : [move(w, r, w.launch, 'confirm_plan')]),
			...(w.launch.planSet ? open.map((e) => act(w, r, w.launch, 'task', e, pick(r, ['start', 'finish', 'finish']))) : []),
			...(missing(w, 'reported') ? [add(w, r, w.launch, 'progress')] : []),
			...documentNext(w, r, 'design'), ...documentNext(w, r, 'development'), ...changes(w, r)];
	},
	testing: (w, r) => {
		const waits = standing(w.launch, 'test_run').filter((e) => e.state === 'to_confirm' && e.round === w.launch.round), tests = TESTS.filter((type) => !testDone(w, type) && !waits.some((e) => e.type === type));
		return [
			...(evidence(w).length > 0 ? [] : documentNext(w, r, pick(r, ['test', 'test_report']), (d) => fresh(w, d))),
			...(evidence(w).length > 0 || r() < 0.1 ? tests.map((type) => add(w, r, w.launch, 'test_run', { type })) : []),
			...waits.map((e) => act(w, r, w.launch, 'test_run', e, r() < 0.9 ? 'confirm' : 'refuse')),
			...(w.launch.conclusion || missing(w, 'tested') ? [] : [move(w, r, w.launch, 'conclude_tests')]),
			...(w.launch.conclusion && missing(w, 'accepted') ? [add(w, r, w.launch, 'acceptance')] : []), ...of(w, 'defect').filter((d) => d.number).flatMap((d) => defectNext(w, r, d)),
			...(r() < 0.03 ? [create(w, r, 'defect'), move(w, r, w.launch, 'send_back')] : []),
			...drops(w, r), ...changes(w, r)];
	},
	review: (w, r) => {
		const here = of(w, 'review').filter((x) => x.number && x.round === w.launch.round && !['repeated', 'withdrawn'].includes(x.state)), x = here.find((y) => y.state !== 'prepared') ?? here.at(-1);
		return [...documentNext(w, r, 'security_assessment'), ...documentNext(w, r, 'hardening'), ...(x ? reviewNext(w, r, x) : [create(w, r, 'review')]), ...changes(w, r)];
	},
	go_live: (w, r) => {
		const items = TICKS.filter((item) => !standing(w.launch, 'tick').some((e) => e.item === item && e.round === w.launch.round)), n = of(w, 'notice').find((x) => x.number && x.state === 'draft');
		return [
			...(w.launch.window ? [] : [move(w, r, w.launch, 'set_window')]), ...(missing(w, 'steps') ? [add(w, r, w.launch, 'step')] : []), ...items.map((item) => add(w, r, w.launch, 'tick', { item })),
			...(missing(w, 'begun') ? [] : standing(w.launch, 'step').filter((e) => e.state === 'planned').map((e) => act(w, r, w.launch, 'step', e, r() < 0.9 ? 'done' : 'failed'))),
			...(!missing(w, 'begun') && missing(w, 'logged') ? [add(w, r, w.launch, 'log')] : []), ...(!missing(w, 'begun') && missing(w, 'confirmed') ? [add(w, r, w.launch, 'confirmation')] : []),
			...of(w, 'incident').filter((i) => i.number).flatMap((i) => incidentNext(w, r, i)), ...(missing(w, 'announced') ? [n ? move(w, r, n, r() < 0.9 ? 'publish' : 'discard') : create(w, r, 'notice')] : []),
			...documentNext(w, r, 'security_assessment'), ...documentNext(w, r, 'hardening'), ...changes(w, r),
			...(r() < 0.02 ? [create(w, r, 'incident')] : []), ...(!missing(w, 'incident') && r() < 0.2 ? [move(w, r, w.launch, 'roll_back')] : [])];
	},
	evaluation: (w, r) => {
		const x = of(w, 'evaluation').find((y) => y.number);
		if (x === undefined)
			return [];
		const open = standing(x, 'improvement').filter((e) => e.state === 'open');
		return [...({ draft: conditions.judged(w, x) && conditions.together(w, x) ? [r() < 0.3 ? add(w, r, x, 'improvement') : move(w, r, x, 'submit')] : [edit(w, r, x)], group_approval: votes(w, r, x, 0.9) }[x.state] ?? []),
			...open.map((e) => act(w, r, x, 'improvement', e, pick(r, ['turn', 'decline']))), ...(r() < 0.1 ? [move(w, r, pick(r, w.pool), pick(r, ['confirm', 'reopen']))] : [])];
	},
	cancelling: (w, r) => [...votes(w, r, w.launch, 0.5), ...drops(w, r)],
	cancelled: (w, r) => drops(w, r),
};
const FORWARD = { research: 'begin_design', design: 'submit', development: 'begin_testing', testing: 'begin_review', review: 'begin_go_live', go_live: 'confirm', evaluation: 'close' };

export function leadsOn(w, r) {
	const { state } = w.launch, acts = next[state]?.(w, r) ?? [];
	if (r() < 0.008)
		return [move(w, r, w.launch, 'cancel')];
	if (acts.length === 0 || (FORWARD[state] && r() < 0.1))
		return FORWARD[state] ? [move(w, r, w.launch, FORWARD[state])] : [];
	return [pick(r, acts)];
}
