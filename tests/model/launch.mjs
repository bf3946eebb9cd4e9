// SPDX-License-Identifier: ISC
// A reference model of the launch project and of what belongs to it, written from the workflows and the requirements and not from the
// product's code: plain objects, tables of moves and entries with predicates, and one question:
//
//   const verdict = judge(world, me, act);       // { ok, classes, then }: taken? else the answers that a refusal may have
//   if (verdict.ok) verdict.then();              // the world as it is afterwards
//
// A person: { login, id, roles, department, function, member }.  An act: { rec, do: 'move' | 'vote' | 'edit' | 'add' | 'act', name, sort,
// no, fields }, or { do: 'create', kind, fields }; fields are what is typed.  A refusal is for one of the reasons that hold: it is
// not theirs (403), not now or a condition is missing (409), not right (422), out of sight (404).
// "Documented:" marks where the workflows are silent and the model takes what the product tells people (po/en/launch.po).
import { may } from './roles.mjs';

export const SECTIONS = ['plan_architecture', 'plan_modules', 'plan_schedule', 'plan_resources', 'plan_budget', 'plan_risks'];
export const STAGES = ['research', 'design', 'initiation', 'development', 'testing', 'review', 'go_live', 'evaluation'];
export const TESTS = ['functional', 'performance', 'security', 'compatibility', 'compliance'];
export const TICKS = ['deployment', 'environment', 'data', 'hardening', 'monitoring'];
export const MATERIALS = ['development_completion', 'test_report', 'acceptance', 'security_assessment', 'launch_plan', 'maintenance_plan', 'emergency_plan'];
export const DIMENSIONS = ['fitness', 'stability', 'performance', 'experience', 'support'];
const LEADS = 'launch.manage @owner', BEFORE = '@before';
const words = (text) => (text ?? '').split(' ').filter(Boolean);

// ---------------------------------------------------------------- the world: one launch and what belongs to it

let serial = 0;
/** A new record; ${more}: what is its own. */
export const record = (kind, state, author, more = {}) => ({ kind, key: ++serial, number: null, state, before: null, author, submitter: author, owner: null, version: 1, acted: [], named: [],
	entries: Object.fromEntries(Object.keys(kinds[kind].entries ?? {}).map((sort) => [sort, []])), rounds: [], cast: null, ...more });

/** ${requirements}: those that it may take in, records of kind requirement; ${people}: everybody. */
export function newWorld({ people, today, author, owner, department, platform, requirements }) {
	const launch = record('launch', 'research', author, { owner, department, plan: Object.fromEntries(SECTIONS.map((s) => [s, ''])), requirements: [], noMarket: false,
		asked: false, planSet: false, initiated: null, reported: null, came: today, round: 0, conclusion: false, concluded: 0, window: null, launched: null });
	return { people, today, launch, platform: { ...platform, state: 'planned' }, pool: requirements, about: [], others: () => [] };
}
const all = (w, kind) => w.about.filter((r) => r.kind === kind);
export const standing = (rec, sort, test = () => true) => rec.entries[sort].filter((e) => !e.removed && test(e));
const documented = (w, type) => all(w, 'document').some((d) => d.type === type && ['approved', 'archived'].includes(d.state));
const ended = (w) => ['closed', 'cancelled'].includes(w.launch.state);
const person = (w, login) => w.people.find((p) => p.login === login);

// ---------------------------------------------------------------- the group (R6.1)

const group = (w) => w.people.filter((p) => may(p, 'group.decide'));
const presides = (p) => may(p, 'group.lead') || may(p, 'group.deputy');
/** Party to a record, who decides nothing about it: author, submitter, owner, those it names, who acted in an earlier step (R17, R18). */
export const party = (rec, login) => [rec.author, rec.submitter, rec.owner].includes(login) || rec.named.includes(login) || (rec.participants ?? []).includes(login)
	|| rec.acted.some((a) => a.login === login && a.state !== rec.state);
const barred = party;

/** What follows from the votes cast so far: "", "approved", "rejected", "returned". */
export function outcome(w, rec, cast) {
	const members = group(w), yes = members.filter((p) => cast[p.login] === 'approve'), no = members.filter((p) => cast[p.login] && cast[p.login] !== 'approve');
	const open = members.filter((p) => !cast[p.login] && !barred(rec, p.login)), needed = Math.floor(members.length / 2) + 1;
	if (no.some((p) => presides(p) && cast[p.login] === 'return'))
		return 'returned';
	if (no.some((p) => may(p, 'group.lead')))
		return 'rejected';
	if (yes.length >= needed && yes.some(presides))
		return 'approved';
	const can = yes.length + open.length >= needed && [...yes, ...open].some(presides);
	return can || no.length === 0 ? '' : 'rejected';
}

/** Everyone who may has voted, and nothing follows from it: it waits for the rules of the site, not for anybody in the walk. */
export const stuck = (w, rec) => rec.cast !== null && group(w).every((p) => rec.cast[p.login] || barred(rec, p.login));

// ---------------------------------------------------------------- conditions of the gates

// Whose opinion is about which sections, so that a changed plan asks them again (documented).
const CONSULTED = {
	business: ['plan_architecture', 'plan_modules', 'plan_schedule', 'plan_resources'], marketing: ['plan_modules', 'plan_schedule'],
	legal: ['plan_architecture', 'plan_modules', 'plan_risks'], finance: ['plan_resources', 'plan_budget', 'plan_risks'],
};
/** The whole plan: its sections with goal, requirements, version, budget and document (goal and version stay as they are in the walk). */
const basis = (w) => ({ ...w.launch.plan, requirements: w.launch.requirements.map((q) => q.number).sort().join(' '),
	budget: all(w, 'budget').filter((b) => b.state !== 'discarded').flatMap((b) => standing(b, 'line').map((e) => `${e.item}=${e.requested}`)).sort().join(' '),
	document: all(w, 'document').filter((d) => d.type === 'construction_plan' && inForce(d)).map((d) => d.key).join(' ') });
const inForce = (d) => ['approved', 'archived'].includes(d.state);
const opinion = (w, f) => {
	const last = standing(w.launch, 'consultation', (e) => e.function === f).at(-1), now = basis(w);
	return last !== undefined && ['requirements', 'document', ...(f === 'finance' ? ['budget'] : []), ...CONSULTED[f]].every((s) => last.basis[s] === now[s]);
};
// Who is who to the launch (R18.2, R18.3, R20.4).
const asking = (w) => {
	const of = w.launch.requirements.map((q) => q.department).filter((d) => d !== w.techDepartment);
	return of.length > 0 ? of : [w.launch.department];
};
const insider = (w, login) => party(w.launch, login);
const maker = (w, login) => w.launch.entries.team_member.some((e) => e.account === login && e.role === 'developer' && (!e.removed || w.launch.planSet))
	|| all(w, 'defect').some((d) => d.fixer === login) || (w.launch.makers ?? []).includes(login);
const tried = (w, login) => w.launch.entries.test_run.some((e) => e.by === login) || all(w, 'defect').some((d) => d.verifier === login);
const tester = (w, login) => standing(w.launch, 'team_member', (e) => e.account === login && e.role === 'tester').length > 0 || tried(w, login);
const holds = (p, right) => may(p, right) || may(p, right, p.department);
const listed = {
	acceptors: (w, rec, p) => holds(p, 'launch.accept') && asking(w).includes(p.department) && !insider(w, p.login),
	confirmers: (w, rec, p) => may(p, 'launch.confirm') && !insider(w, p.login),
	checkers: (w, rec, p) => (listed.acceptors(w, rec, p) || may(p, 'launch.test') || may(p, 'head.decide')) && !maker(w, p.login) && ![w.launch.owner, w.launch.author].includes(p.login),
	// Who leads the project neither says who was there nor, once it is open, who else comes.
	recorders: (w, rec, p) => (may(p, 'review.manage') || rec.chair === p.login) && !leads(w, p.login),
	inviters: (w, rec, p) => (may(p, 'review.manage') || rec.chair === p.login) && (rec.state === 'prepared' || !leads(w, p.login)),
	planners: (w, rec, p) => may(p, 'review.manage') && rec.state === 'prepared',
};
const leads = (w, login) => [w.launch.author, w.launch.owner].includes(login) || standing(w.launch, 'team_member', (e) => e.role === 'lead' && e.account === login).length > 0;
/** No earlier round was shown by it. */
export const fresh = (w, d) => !w.launch.entries.test_run.some((e) => e.evidence === d && e.round < w.launch.round);
/** Documents that may show a run. */
export const evidence = (w) => all(w, 'document').filter((d) => ['test', 'test_report'].includes(d.type) && inForce(d) && fresh(w, d));
/** Is this test done with, in this round (R18.1)? */
export const testDone = (w, type) => {
	const e = ofRound(w, 'test_run', (run) => run.type === type).at(-1);
	return (e?.result === 'passed' && inForce(e.evidence)) || (e?.result === 'not_applicable' && e.state === 'confirmed' && type !== 'functional');
};
const reportedTo = (l) => [l.reported ?? l.initiated, l.state === 'development' && l.before === 'testing' ? l.came : ''].sort().at(-1);
const begun = (w) => w.launch.window !== null && `${w.launch.window.on} ${w.launch.window.from}` <= w.clock();
const DAY = 86400e3, days = (a, b) => Math.round((new Date(a) - new Date(b)) / DAY);
const ofRound = (w, sort, test = () => true) => standing(w.launch, sort, (e) => e.round === w.launch.round && test(e));
const confirmers = (w) => new Set(ofRound(w, 'confirmation', (e) => !insider(w, e.by)).map((e) => e.by));
const isBusiness = (w, login) => person(w, login).function === 'business' || asking(w).includes(person(w, login).department);
const elsewhere = (w, q) => w.others().some((o) => o !== w && !ended(o) && o.launch.requirements.includes(q));

export const conditions = {
	research: (w) => standing(w.launch, 'research').length > 0,
	requirement: (w) => w.launch.requirements.some((q) => q.state === 'accepted'),
	market: (w) => w.launch.noMarket || standing(w.launch, 'market', (e) => e.type === 'research').length > 0,
	sections: (w) => SECTIONS.every((s) => w.launch.plan[s] !== ''),
	opinions: (w) => Object.keys(CONSULTED).every((f) => opinion(w, f)),
	answered: (w) => standing(w.launch, 'consultation', (e) => e.state === 'open').length === 0,
	budget: (w) => all(w, 'budget').some((b) => b.state !== 'discarded' && standing(b, 'line').length > 0),
	construction_plan: (w) => documented(w, 'construction_plan'),
	free: (w) => w.launch.requirements.length > 0 && w.launch.requirements.every((q) => q.state === 'accepted' && !elsewhere(w, q)),
	plan_open: (w) => !w.launch.planSet,
	plan_set: (w) => w.launch.planSet,
	team: (w) => ['developer', 'tester'].every((role) => standing(w.launch, 'team_member', (e) => e.role === role).length > 0),
	tasks: (w) => standing(w.launch, 'task').length > 0,
	tasks_done: (w) => conditions.tasks(w) && standing(w.launch, 'task', (e) => ['open', 'under_way'].includes(e.state)).length === 0,
	settled: (w) => !all(w, 'change').some((c) => ['tech_review', 'group_approval', 'in_force', 'applied'].includes(c.state)),
	reported: (w) => days(w.today, reportedTo(w.launch)) <= 7,
	development_documents: (w) => documented(w, 'design') && documented(w, 'development'),
	tested: (w) => TESTS.every((type) => testDone(w, type)),
	not_maker: (w, rec, me) => !maker(w, me.login),
	not_tester: (w, rec, me) => !tester(w, me.login),
	no_defect: (w) => !all(w, 'defect').some((d) => ['open', 'fixed'].includes(d.state)),
	concluded: (w) => w.launch.conclusion,
	accepted: (w) => w.launch.conclusion && ofRound(w, 'acceptance', (e) => e.concluded === w.launch.concluded).at(-1)?.judgement === 'accepted',
	reviewed: (w) => all(w, 'review').some((r) => r.state === 'passed' && r.round === w.launch.round),
	secured: (w) => documented(w, 'security_assessment') && documented(w, 'hardening'),
	window: (w) => w.launch.window !== null,
	begun,
	logged: (w) => ofRound(w, 'log').length > 0,
	quiet: (w) => !all(w, 'incident').some((i) => i.state !== 'closed'),
	told: (w, rec) => standing(rec, 'timeline').length >= 2,
	// The group decides on grave ones (R6.3), which nobody asks it in the walk.
	decided: (w, rec) => !['1', '2'].includes(rec.severity),
	// An emergency plan is the head's to approve (R31.1).
	headed: (w, rec, me) => rec.type !== 'emergency_plan' || may(me, 'head.decide'),
	// No requirement is withdrawn from under a project before the group.
	not_before_group: (w, rec) => !w.others().some((o) => o.launch.state === 'initiation' && o.launch.requirements.includes(rec)),
	steps: (w) => standing(w.launch, 'step').length > 0,
	// Each step has its result (R20.1).
	steps_settled: (w) => standing(w.launch, 'step', (e) => e.state === 'planned').length === 0,
	ticked: (w) => TICKS.every((item) => ofRound(w, 'tick', (e) => e.item === item).length > 0),
	confirmed: (w) => confirmers(w).size >= 2 && [...confirmers(w)].some((login) => asking(w).includes(person(w, login).department)),
	announced: (w) => all(w, 'notice').some((n) => n.state === 'published'),
	// A launch is announced while it goes live, and once.
	goes_live: (w) => w.launch.state === 'go_live',
	unannounced: (w) => all(w, 'notice').every((n) => n.state !== 'published'),
	incident: (w) => all(w, 'incident').some((i) => i.state !== 'closed'),
	evaluated: (w) => all(w, 'evaluation').some((e) => e.state === 'done'),
	improved: (w) => all(w, 'evaluation').every((e) => standing(e, 'improvement', (i) => i.state === 'open').length === 0),
	// change
	change_open: (w) => ['development', 'testing', 'review', 'go_live'].includes(w.launch.state),
	of_department: (w, rec) => person(w, rec.author).department === rec.department,
	owns: (w, rec) => rec.department === w.launch.department || w.techDepartment === rec.department || w.launch.requirements.some((q) => q.department === rec.department),
	complete: (w, rec) => rec.stated.length > 0 && rec.effects,
	stands: (w, rec) => rec.stated.every((v) => v.task || w.launch.plan[v.section] === v.old),
	moved: (w, rec) => !conditions.stands(w, rec),
	never_approved: (w, rec) => !rec.held,
	// document, notice, evaluation
	written: (w, rec) => rec.written,
	judged: (w, rec) => DIMENSIONS.every((d) => rec.scores[d]),
	// By technical with business and operations.
	together: (w, rec) => ['business', 'operations'].every((f) => rec.participants.some((login) => person(w, login).function === f)),
	// review
	ready: (w, rec) => w.launch.state === 'review' && rec.round === w.launch.round,
	left: (w, rec) => !conditions.ready(w, rec),
	first: (w, rec) => !all(w, 'review').some((o) => o !== rec && o.round === rec.round && ['open', 'passed', 'failed', 'rectifying'].includes(o.state)),
	materials: (w, rec) => MATERIALS.every((m) => standing(rec, 'material', (e) => e.item === m && e.evidence).length > 0),
	in_force: (w, rec) => standing(rec, 'material', (e) => e.evidence && !fits(w, e.item, e.evidence)).length === 0,
	quorum: (w, rec) => came(w, rec).length * 2 > standing(rec, 'attendance').length,
	each_came: (w, rec) => came(w, rec).some((p) => may(p, 'group.decide')) && came(w, rec).some((p) => isBusiness(w, p.login))
		&& ['marketing', 'legal', 'operations'].every((f) => came(w, rec).some((p) => p.function === f)),
	no_ballots: (w, rec) => rec.entries.ballot.length === 0,
	not_more_for: (w, rec) => !conditions.more_for(w, rec),
	fixed: (w, rec) => Boolean(rec.held_on && rec.held_at && rec.place && rec.chair),
	chair_free: (w, rec) => rec.chair !== null && ![rec.author, w.launch.author, w.launch.owner].includes(rec.chair),
	invited: (w, rec) => {
		const people = standing(rec, 'attendance').map((e) => person(w, e.account));
		return people.some((p) => may(p, 'group.decide')) && people.some((p) => isBusiness(w, p.login))
			&& ['marketing', 'legal', 'operations'].every((f) => people.some((p) => p.function === f));
	},
	held: (w, rec) => rec.held_on && rec.held_on <= w.today,
	presence: (w, rec) => standing(rec, 'attendance', (e) => e.state === 'present').length > 0 && standing(rec, 'attendance', (e) => e.state === 'invited').length === 0,
	voted: (w, rec) => rec.entries.ballot.length > 0 && toVote(w, rec).length === 0,
	more_for: (w, rec) => rec.entries.ballot.filter((b) => b.choice === 'pass').length > rec.entries.ballot.filter((b) => b.choice === 'fail').length,
	items: (w, rec) => standing(rec, 'item').length > 0,
	verified: (w, rec) => conditions.items(w, rec) && standing(rec, 'item').every((e) => e.state === 'verified'),
};

const came = (w, rec) => standing(rec, 'attendance', (e) => e.state === 'present').map((e) => person(w, e.account));
/** What may stand as a material: the project itself for what it says, else a document of that very type, in force (R19.1). */
export const own = { development_completion: (w) => ['testing', 'review'].includes(w.launch.state), test_report: (w) => w.launch.conclusion, acceptance: (w) => conditions.accepted(w) };
const fits = (w, item, found) => (own[item] ? found === w.launch && own[item](w) : found.kind === 'document' && found.type === item && inForce(found));

/** Who has still to vote in a review: everyone present, but nobody on a project or a meeting of their own. */
export const toVote = (w, rec) => (rec.state !== 'open' ? [] : standing(rec, 'attendance', (e) => e.state === 'present').map((e) => e.account)
	.filter((login) => ![rec.author, w.launch.author, w.launch.owner].includes(login) && !rec.entries.ballot.some((b) => b.by === login)));

// ---------------------------------------------------------------- the tables

/** from → to : who; needs: conditions; asks: what must be typed; decides: not by who is party to it, and a step of its own; apart: the first alone; acts: the second; notBy: a field; submits. */
const move = (from, to, who, more = {}) => ({ from: words(from), to, who, ...more });
const REASON = { asks: 'reason' };
/** where and who; asks: what must be typed; right: and how; final: stays as said. */
const entry = (stages, who, asks, more = {}) => ({ stages: words(stages), who, asks, ...more });
const act = (from, to, who, more = {}) => ({ from: words(from), to, who, ...more });
const ANY = STAGES.join(' '), WORK = STAGES.slice(1).join(' ');

export const kinds = {
	launch: {
		create: 'launch.manage',
		edit: { research: LEADS, design: LEADS },
		decided: { initiation: { yes: 'development', no: 'design', criteria: true }, cancelling: { yes: 'cancelled', no: BEFORE } },
		moves: {
			begin_design: move('research', 'design', LEADS, { needs: 'research requirement market' }),
			consult: move('design', null, LEADS, { needs: 'sections budget construction_plan', then: (w) => { w.launch.asked = true; } }),
			submit: move('design', 'initiation', LEADS, { needs: 'sections opinions answered budget construction_plan free', submits: true }),
			confirm_plan: move('development', null, LEADS, { needs: 'plan_open team tasks', then: (w) => { w.launch.planSet = true; } }),
			begin_testing: move('development', 'testing', LEADS, { needs: 'plan_set team tasks_done settled reported development_documents' }),
			conclude_tests: move('testing', null, 'launch.test', { asks: 'test_conclusion', needs: 'tested no_defect not_maker',
				then: (w) => Object.assign(w.launch, { conclusion: true, concluded: w.launch.concluded + 1 }) }),
			send_back: move('testing', 'development', `${LEADS} launch.test`, REASON),
			begin_review: move('testing', 'review', LEADS, { needs: 'tested no_defect concluded accepted settled' }),
			set_window: move('testing review go_live', null, LEADS, { asks: 'window_on window_from window_to', right: goodWindow,
				then: (w, rec, me, f) => { w.launch.window = { on: f.window_on, from: f.window_from }; } }),
			begin_go_live: move('review', 'go_live', LEADS, { needs: 'reviewed secured settled' }),
			confirm: move('go_live', 'evaluation', LEADS, { asks: 'window_used', needs: 'window steps steps_settled secured ticked begun logged quiet confirmed announced settled' }),
			roll_back: move('go_live', 'testing', LEADS, { ...REASON, needs: 'incident' }),
			close: move('evaluation', 'closed', LEADS, { needs: 'evaluated improved settled' }),
			cancel: move(ANY, 'cancelling', LEADS, { ...REASON, submits: true }),
		},
		entries: {
			research: entry('research design', 'launch.research @owner', 'type held_on summary', { edit: '@by', right: (w, f) => f.held_on <= w.today }),
			market: entry(ANY, 'launch.market', 'type text', { edit: '@by' }),
			consultation: entry('design', 'launch.consult', 'judgement text', { final: true, decides: true, kept: keptFromOpinion,
				made: (w, rec, me, f) => ({ function: me.function, basis: basis(w), state: f.judgement === 'agree' ? 'closed' : 'open' }),
				acts: { answer: act('open', 'answered', LEADS, { asks: 'answer answer_text', notBy: 'by' }) } }),
			team_member: entry('development testing review go_live', LEADS, 'account_id role', { right: goodTeam, made: (w, rec, me, f) => ({ account: f.account_id }), names: 'account' }),
			task: entry('development', LEADS, 'title owner_id starts_on due', { locked: true, right: goodDays, made: (w, rec, me, f) => ({ state: 'open', owner: f.owner_id }), names: 'owner',
				acts: { start: act('open', 'under_way', `@entry.owner ${LEADS}`), finish: act('open under_way', 'done', `@entry.owner ${LEADS}`, { asks: 'result' }),
					cancel: act('open under_way', 'cancelled', LEADS, { asks: 'result', locked: true }) } }),
			progress: entry('development testing', LEADS, 'period_to percent done next', { final: true,
				right: (w, f, e, rec) => f.period_to <= w.today && f.period_to >= w.yesterday && (rec.entries.progress.length > 0 ? f.period_to > reportedTo(rec) : f.period_to >= reportedTo(rec)),
				then: (w, e) => { w.launch.reported = e.period_to; } }),
			test_run: entry('testing', 'launch.test', 'type result', { final: true, right: goodRun,
				made: (w, rec, me, f) => ({ state: f.result === 'not_applicable' ? 'to_confirm' : 'stands', evidence: f.result === 'passed' ? evidence(w).find((d) => d.number === f.evidence_id) : null }),
				then: (w) => { w.launch.conclusion = false; },
				acts: { confirm: act('to_confirm', 'confirmed', '#checkers', { notBy: 'by' }), refuse: act('to_confirm', 'refused', '#checkers', { asks: 'objection', notBy: 'by' }) } }),
			acceptance: entry('testing', '#acceptors', 'judgement text', { final: true, decides: true, right: (w) => w.launch.conclusion, made: (w) => ({ concluded: w.launch.concluded }) }),
			step: entry('testing review go_live', `${LEADS} launch.deploy`, 'starts_at what owner_id risk answer', { right: (w, f, e) => !e || e.state === 'planned', made: (w, rec, me, f) => ({ state: 'planned', owner: f.owner_id }),
				acts: { done: act('planned failed', 'done', '@entry.owner launch.deploy', { asks: 'result', stages: ['go_live'], right: (w) => begun(w) }),
					failed: act('planned', 'failed', '@entry.owner launch.deploy', { asks: 'result', stages: ['go_live'], right: (w) => begun(w) }) } }),
			tick: entry('go_live', 'launch.deploy', 'item text', { edit: '@by' }),
			log: entry('go_live', `${LEADS} launch.deploy launch.test`, 'type text', { final: true, right: (w, f) => begun(w) && (f.type !== 'abnormal' || f.severity),
				// An abnormal line opens an incident (R20.3).
				then: (w, e) => e.type === 'abnormal' && w.about.push(record('incident', 'open', e.by, { owner: w.launch.owner, severity: e.severity })) }),
			confirmation: entry('go_live', '#confirmers', 'text', { final: true, decides: true, right: (w) => begun(w) }),
			resource: entry(WORK, LEADS, 'type what quantity', { edit: '@by', made: () => ({ state: 'requested' }),
				acts: { assign: act('requested', 'assigned', 'launch.resource', { asks: 'answer', notBy: 'by', decides: true }),
					decline: act('requested', 'declined', 'launch.resource', { asks: 'answer', notBy: 'by', decides: true }),
					give_back: act('assigned', 'returned', `launch.resource ${LEADS}`) } }),
			risk: entry(ANY, `launch.risk ${LEADS}`, 'text level', { edit: '@by', made: () => ({ state: 'open' }), acts: { settle: act('open', 'settled', 'launch.risk', { asks: 'answer' }) } }),
		},
		entered: launchEntered,
	},
	requirement: {
		moves: {
			withdraw: move('accepted', 'withdrawn', '@submitter @author', { ...REASON, needs: 'not_before_group' }),
			confirm: move('delivered', 'closed', 'requirement.confirm'),
			reopen: move('delivered', 'accepted', 'requirement.confirm', REASON),
		},
	},
	change: {
		create: 'change.submit', asks: 'title target_id department_id what why',
		made: (w, me, f) => ({ department: f.department_id, stated: [], effects: Boolean(f.effect_schedule && f.effect_cost && f.effect_risk) }),
		decided: { group_approval: { yes: 'in_force', no: 'draft' } },
		moves: {
			// What stands there when it is handed in is the old value.
			submit: move('draft', 'tech_review', '@author', { needs: 'change_open owns of_department complete', submits: true,
				then: (w, rec) => rec.stated.forEach((v) => { v.old = w.launch.plan[v.section]; }) }),
			endorse: move('tech_review', 'group_approval', 'change.review', { asks: 'review_opinion', needs: 'change_open stands', decides: true }),
			return: move('tech_review', 'draft', 'change.review', { ...REASON, decides: true }),
			reject: move('tech_review', 'rejected', 'change.review', { ...REASON, decides: true }),
			take_back: move('tech_review', 'draft', '@submitter'),
			apply: move('in_force', 'applied', 'change.confirm', { needs: 'change_open stands', then: written }),
			propose_again: move('in_force', 'draft', '@author change.confirm', { needs: 'moved' }),
			confirm: move('applied', 'closed', 'change.confirm', { asks: 'plan_updated documents_updated', decides: true }),
			discard: move('draft', 'discarded', '@author'),
		},
	},
	defect: {
		create: 'defect.report', asks: 'title target_id type severity location description', right: (w) => ['development', 'testing', 'go_live'].includes(w.launch.state),
		created: (w) => { w.launch.conclusion = w.launch.conclusion && w.launch.state !== 'testing'; },
		moves: {
			fix: move('open', 'fixed', 'defect.fix @owner', { asks: 'fix_note', needs: 'not_tester', acts: true, then: (w, rec, me) => { rec.fixer = me.login; } }),
			verify: move('fixed', 'closed', 'defect.verify', { asks: 'regression', needs: 'not_maker', decides: true, then: (w, rec, me) => { rec.verifier = me.login; } }),
			reopen: move('fixed', 'open', 'defect.verify', { ...REASON, needs: 'not_maker' }),
			decline: move('open', 'declined', 'head.decide', { ...REASON, decides: true }),
		},
	},
	document: {
		create: 'document.write', asks: 'title type', made: (w, me, f) => ({ type: f.type, written: f.body !== '' || f.type === 'emergency_plan' }),
		moves: {
			submit: move('draft', 'in_review', '@author @owner', { needs: 'written', submits: true }),
			approve: move('in_review', 'approved', 'document.approve', { decides: true, needs: 'headed', then: (w, rec) => { rec.held = true; } }),
			return: move('in_review', 'draft', 'document.approve', { ...REASON, decides: true }),
			take_back: move('in_review', 'draft', '@submitter'),
			archive: move('approved', 'archived', 'document.manage'),
			revise: move('approved', 'draft', '@author @owner document.manage', REASON),
			discard: move('draft', 'discarded', '@author', { needs: 'never_approved' }),
		},
		entered: (w, from, to, rec) => rec.type === 'construction_plan' && (to === 'approved' || from === 'approved') && planChanged(w),
	},
	budget: {
		create: 'budget.submit', asks: 'title department_id purpose', moves: { discard: move('draft', 'discarded', '@author') },
		entered: (w, from, to) => to === 'discarded' && planChanged(w),
		entries: { line: entry('draft', '@author @owner', 'item requested purpose', { then: (w) => planChanged(w), gone: (w) => planChanged(w), right: (w, f, e, rec) => standing(rec, 'line', (o) => o.item === f.item).length === 0 }) },
	},
	notice: {
		create: 'notice.manage', asks: 'title type audience body', sees: (rec, me) => !['draft', 'discarded'].includes(rec.state) || me.login === rec.author,
		moves: { publish: move('draft', 'published', 'notice.manage', { submits: true, needs: 'goes_live unannounced', says: [409, 422] }), withdraw: move('published', 'withdrawn', 'notice.manage', REASON),
			discard: move('draft', 'discarded', '@author') },
	},
	incident: { create: 'incident.report', asks: 'title platform_id severity found_on found_at description', right: (w, f) => f.found_on <= w.today, made: (w, me, f) => ({ severity: f.severity }),
		moves: {
			contain: move('open', 'contained', 'incident.handle', { asks: 'containment' }),
			resolve: move('open contained', 'resolved', 'incident.handle', { asks: 'resolution', acts: true }),
			flare_up: move('contained resolved', 'open', 'incident.handle', REASON),
			close: move('resolved', 'closed', 'incident.close', { asks: 'cause impact plan_use no_follow_up', needs: 'told decided', decides: true }),
		},
		entries: { timeline: entry('open contained resolved', 'incident.handle @author', 'happened_on happened_at text', { final: true, right: (w, f) => f.happened_on <= w.today }) },
	},
	evaluation: {
		decided: { group_approval: { yes: 'done', no: 'draft' } },
		edit: { draft: 'evaluation.manage @participants', group_approval: 'evaluation.manage' },
		moves: { submit: move('draft', 'group_approval', 'evaluation.manage', { needs: 'judged together', submits: true }) },
		entries: { improvement: entry('draft', 'evaluation.manage @participants', 'text', { made: () => ({ state: 'open' }),
			acts: { turn: act('open', 'turned', 'evaluation.manage', { stages: ['done'] }),
				decline: act('open', 'declined', 'evaluation.manage', { asks: 'reason', stages: ['done'] }) } }) },
	},
	review: {
		create: 'review.manage', asks: 'title target_id', right: (w, f) => !f.held_on || f.held_on >= w.today,
		made: (w, me, f) => ({ title: f.title, made: w.today, round: w.launch.round, held_on: f.held_on, held_at: f.held_at, place: f.place, chair: f.chair_id || null }),
		created: (w, rec, me) => {
			rec.entries.material = MATERIALS.map((item, i) => ({ no: i + 1, by: me.login, item, state: 'missing' }));
			collect(w, rec);
			invite(rec, me, rec.chair);
		},
		edit: { prepared: 'review.manage', open: 'review.manage' },
		moves: {
			open: move('prepared', 'open', 'review.manage', { needs: 'ready first materials in_force fixed chair_free invited' }),
			collect: move('prepared', null, 'review.manage', { then: collect }),
			withdraw: move('prepared', 'withdrawn', 'review.manage', REASON),
			pass: move('open', 'passed', '@chair', { asks: 'decision', apart: true, needs: 'ready chair_free held presence quorum each_came voted more_for' }),
			fail: move('open', 'failed', '@chair', { asks: 'decision', apart: true, needs: 'chair_free held presence quorum each_came voted not_more_for' }),
			adjourn: move('open', 'prepared', 'review.manage', { ...REASON, needs: 'no_ballots', then: (w, rec) => standing(rec, 'attendance').forEach((e) => { e.state = 'invited'; }) }),
			rectify: move('failed', 'rectifying', 'review.manage', { needs: 'items' }),
			next_round: move('rectifying', 'repeated', 'review.manage', { needs: 'verified', then: meetAgain }),
			drop: move('open failed rectifying', 'withdrawn', 'review.manage', { ...REASON, needs: 'left' }),
		},
		entries: {
			material: entry('prepared', 'review.manage', 'item evidence_id', { right: (w, f) => fits(w, f.item, found(w, f.evidence_id)), made: (w, rec, me, f) => ({ state: 'present', evidence: found(w, f.evidence_id) }) }),
			attendance: entry('prepared open', '#inviters', 'account_id', { edit: '#planners', right: (w, f, e, rec) => standing(rec, 'attendance', (o) => o.account === f.account_id).length === 0,
				made: (w, rec, me, f) => ({ account: f.account_id, state: 'invited' }),
				acts: { present: act('invited absent', 'present', '#recorders @entry.account', { stages: ['open'], right: (w, f, e, rec, me) => !leads(w, me.login) && conditions.held(w, rec) }),
					absent: act('invited present', 'absent', '#recorders @entry.account', { right: (w, f, e, rec, me) => !leads(w, me.login) && !rec.entries.ballot.some((b) => b.by === e.account) }) } }),
			ballot: entry('open', '@to_vote', 'choice', { final: true, decides: true, right: (w, f) => f.choice !== 'fail' || f.opinion !== '' }),
			item: entry('failed', 'review.manage @chair', 'problem measure owner_id due', { right: (w, f, e, rec) => f.due >= (rec.made ?? w.today), made: (w, rec, me, f) => ({ owner: f.owner_id, state: 'open' }), names: 'owner',
				acts: { done: act('open', 'done', '@entry.owner', { asks: 'result', stages: ['rectifying'], then: (e, me) => { e.doer = me.login; } }),
					verify: act('done', 'verified', 'review.manage @chair', { notBy: 'owner doer', decides: true, stages: ['rectifying'] }),
					reopen: act('done verified', 'open', 'review.manage @chair', { asks: 'objection', notBy: 'owner doer', decides: true, stages: ['rectifying'], then: (e) => { e.doer = null; } }) } }),
		},
	},
};

// ---------------------------------------------------------------- rules of their own

// Nobody makes and tests one project (R18.2); what was removed counts for a developer once the plan is confirmed.
function goodTeam(w, f) {
	const has = (role) => w.launch.entries.team_member.some((e) => e.account === f.account_id && e.role === role && (!e.removed || (role === 'developer' && w.launch.planSet)));
	return f.role === 'tester' ? !has('developer') && !all(w, 'defect').some((d) => d.fixer === f.account_id)
		: f.role !== 'developer' || (!has('tester') && !tried(w, f.account_id));
}
// Work begins before it ends, and not more than a year ago.
function goodDays(w, f) {
	return f.due >= f.starts_on && days(w.today, f.starts_on) <= 365;
}
// Functional tests always apply; what failed or does not apply says why; what passed names its version and its evidence (R18.1).
function goodRun(w, f, e, rec, me) {
	if (maker(w, me.login) || (f.result === 'passed' ? !f.tested_version : !f.text))
		return false;
	return f.result === 'passed' ? evidence(w).some((d) => d.number === f.evidence_id) : f.result === 'failed' || f.type !== 'functional';
}
const found = (w, number) => [w.launch, ...w.about].find((x) => number && x.number === number) ?? {};
// The budget or the plan's document is another one: what the group decides on is not what it was.
function planChanged(w) {
	if (w.launch.state === 'initiation' && w.launch.cast)
		conclude(w, w.launch, w.me, 'cancelled');
}

// No moment in the past, not empty, and a reason inside peak hours (R20.1).
function goodWindow(w, f) {
	const at = (from, to) => [from, to <= from ? `${Number(to.slice(0, 2)) + 24}${to.slice(2)}` : to], [a, b] = at(f.window_from, f.window_to), { peak_from: x, peak_to: y } = w.platform;
	const shifted = (t, by) => `${String(Number(t.slice(0, 2)) + by).padStart(2, '0')}${t.slice(2)}`;
	const atPeak = (a < y && x < b) || (a < shifted(y, 24) && shifted(x, 24) < b);
	return `${f.window_on} ${f.window_from}` >= w.clock() && f.window_from !== f.window_to && (!atPeak || f.window_reason !== '');
}

// Opinions are those of four departments, once they were asked, and nobody's on their own plan.
function keptFromOpinion(w, me) {
	return !CONSULTED[me.function] || !w.launch.asked;
}

/** What a change states is written, all of it and nothing else. */
function written(w, rec) {
	for (const { section, text, task } of rec.stated) {
		if (section)
			w.launch.plan[section] = text;
		else if (task.first) {
			w.launch.entries.task.push({ ...task, no: w.launch.entries.task.length + 1, by: w.me.login, state: 'open', owner: task.owner_id });
			w.launch.named.push(task.owner_id);
		}
	}
	if (rec.stated.some((v) => v.section))
		w.launch.version++;
}
/** What is about the launch ends with it. */
const lapse = (w, me) => all(w, 'change').filter((c) => !['closed', 'rejected', 'discarded', 'lapsed'].includes(c.state)).forEach((c) => enter(w, c, 'lapsed', me));

// Every approved document by its type, and what the project itself says (R19.1).
function collect(w, rec) {
	for (const m of standing(rec, 'material', (e) => !e.evidence)) {
		const there = own[m.item] ? (own[m.item](w) ? w.launch : undefined) : all(w, 'document').filter((d) => d.type === m.item && inForce(d)).at(-1);
		if (there)
			Object.assign(m, { state: 'present', evidence: there });
	}
}
function invite(rec, me, account) {
	if (account && standing(rec, 'attendance', (e) => e.account === account).length === 0)
		rec.entries.attendance.push({ no: rec.entries.attendance.length + 1, by: me.login, account, state: 'invited' });
}
// The next meeting is a record of its own; the same people are invited (R19.2).
function meetAgain(w, rec, me) {
	const next = record('review', 'prepared', me.login, { title: rec.title, round: w.launch.round, held_on: '', held_at: '', place: rec.place, chair: rec.chair });
	w.about.push(next);
	kinds.review.created(w, next, me);
	for (const e of standing(rec, 'attendance'))
		invite(next, me, e.account);
}

// What a stage brings about; coming back from a refused cancellation is no new beginning.
function launchEntered(w, from, to) {
	w.launch.came = w.today;
	const l = w.launch, step = `${from} ${to}`, follow = (state, then) => l.requirements.filter((q) => q.state === state).forEach((q) => { q.state = then; });
	if (step === 'initiation development') {
		l.initiated = w.today;
		follow('accepted', 'planned');
	}
	if (step === 'development testing' || step === 'go_live testing')
		Object.assign(l, { round: l.round + 1, conclusion: false });
	if (step === 'go_live testing') {
		l.window = null;
		// What was rolled back is done again, step by step.
		standing(w.launch, 'step').forEach((e) => { e.state = 'planned'; });
		all(w, 'notice').filter((n) => n.state === 'published').forEach((n) => { n.state = 'withdrawn'; });
	}
	if (step === 'go_live evaluation') {
		l.launched = w.today;
		w.platform.state = 'in_operation';
		follow('planned', 'delivered');
		w.about.push(record('evaluation', 'draft', w.me.login, { scores: {}, participants: [] }));
	}
	if (['closed', 'cancelled'].includes(to))
		lapse(w, w.me);
	if (step === 'cancelling cancelled') {
		follow('planned', 'accepted');
		// Documented: nobody evaluates what will not be.
		all(w, 'evaluation').filter((e) => e.state !== 'done').forEach((e) => enter(w, e, 'dropped', w.me));
	}
}

// ---------------------------------------------------------------- judging

const is = (w, rec, me, who, e) => words(who).some((word) => {
	if (word === '@to_vote')
		return toVote(w, rec).includes(me.login);
	if (word[0] === '#')
		return listed[word.slice(1)](w, rec, me);
	if (word.startsWith('@entry.'))
		return e?.[word.slice(7)] === me.login;
	const named = word === '@by' ? e?.by : rec[word.slice(1)];
	return word[0] === '@' ? [named].flat().includes(me.login) : may(me, word, rec.department);
});
const isSelf = (rec, me) => me.login === rec.author || me.login === rec.submitter;
const lacks = (asks, f) => words(asks).some((name) => !f[name]);

function enter(w, rec, to, me, how) {
	const from = rec.state, open = rec.rounds.at(-1);
	if (open && open.outcome === null)
		Object.assign(open, { outcome: how ?? 'taken_back' });
	Object.assign(rec, { state: to, before: from, cast: null });
	if (kinds[rec.kind].decided?.[to]) {
		rec.rounds.push({ state: to, outcome: null });
		rec.cast = {};
	}
	w.me = me;
	kinds[rec.kind].entered?.(w, from, to, rec);
}
/** Where a decision leads. */
function conclude(w, rec, me, how) {
	const { yes, no } = kinds[rec.kind].decided[rec.state];
	enter(w, rec, how === 'approved' ? yes : no === BEFORE ? rec.before : no, me, how);
}

function judgeMove(w, rec, me, { name, fields: f }, no) {
	const m = kinds[rec.kind].moves[name];
	// While it is decided on, to reject or to return it is a vote.
	if (rec.cast && ['approve', 'reject', 'return'].includes(name))
		return judgeVote(w, rec, me, { name, fields: f }, no);
	if (name === 'take_back' && rec.cast) {
		no(403, !isSelf(rec, me) || Object.keys(rec.cast).length > 0);
		return () => conclude(w, rec, me, 'taken_back');
	}
	if (m === undefined) {
		no(409, true);
		return null;
	}
	no([403, 409], m.never);
	no(409, !m.from.includes(rec.state));
	no(403, !is(w, rec, me, m.who) || m.barred?.(rec, me) || ((m.decides || m.apart) && party(rec, me.login)) || (m.notBy && rec[m.notBy] === me.login));
	no(422, lacks(m.asks, f) || (m.right && !m.right(w, f)));
	no(m.says ?? 409, !words(m.needs).every((c) => conditions[c](w, rec, me)));
	return () => {
		w.me = me;
		if (m.submits || m.decides || m.acts)
			rec.acted.push({ login: me.login, state: rec.state });
		if (m.submits)
			rec.submitter = me.login;
		if (m.to)
			enter(w, rec, m.to, me);
		m.then?.(w, rec, me, f);
	};
}

function judgeVote(w, rec, me, { name, fields: f }, no) {
	const how = kinds[rec.kind].decided?.[rec.state];
	// Where nothing is decided by the group it is a move, if there is one of that name.
	if (!how && kinds[rec.kind].moves[name])
		return judgeMove(w, rec, me, { name, fields: f }, no);
	if (!how) {
		no(409, true);
		return null;
	}
	// One head decides alone, of a group more than half.
	const after = { ...rec.cast, [me.login]: name }, end = how.head ? { approve: 'approved', reject: 'rejected', return: 'returned' }[name] : outcome(w, rec, after), criteria = ['feasibility', 'necessity', 'compliance', 'budget'];
	no(403, !may(me, how.head ? 'head.decide' : 'group.decide') || barred(rec, me.login));
	no(409, rec.cast[me.login]);
	no(422, name !== 'approve' && !f.opinion);
	// Each judged, and why where it is not met; who approves finds all met, who rejects at least one not (R16.1, issue 11).
	if (how.criteria && name !== 'return')
		no(422, criteria.some((c) => !f[c] || (f[c] === 'not_met' && !f[`${c}_text`])) || criteria.every((c) => f[c] === 'met') !== (name === 'approve'));
	// Documented: approving plans its requirements, so one that was withdrawn meanwhile stops it.
	no(409, rec.kind === 'launch' && rec.state === 'initiation' && end === 'approved' && !conditions.free(w));
	no(409, end === 'approved' && how.holds && !how.holds(w, rec));
	return () => {
		rec.cast = after;
		if (end !== '')
			conclude(w, rec, me, end);
	};
}

function judgeAdd(w, rec, me, { sort, fields: f }, no) {
	const s = kinds[rec.kind].entries[sort];
	no(403, !s.stages.includes(rec.state) || (rec.cast && !s.remark) || !is(w, rec, me, s.who) || (s.decides && party(rec, me.login)) || (s.locked && w.launch.planSet));
	no([403, 422], s.kept?.(w, me));
	no(422, lacks(s.asks, f) || (s.right && !s.right(w, f, null, rec, me)));
	return () => {
		w.me = me;
		const e = { ...f, round: w.launch.round ?? null, ...s.made?.(w, rec, me, f), no: rec.entries[sort].length + 1, by: me.login };
		rec.entries[sort].push(e);
		if (s.names)
			rec.named.push(e[s.names]);
		s.then?.(w, e);
	};
}

function judgeAct(w, rec, me, { sort, no: which, name, fields: f }, no) {
	const s = kinds[rec.kind].entries[sort], e = rec.entries[sort][which - 1], a = s.acts?.[name];
	if (!e || e.removed) {
		no(404, true);
		return null;
	}
	no(403, !(a?.stages ?? s.stages).includes(rec.state) || rec.cast);
	if (!a) {
		no(403, s.final || !is(w, rec, me, s.edit ?? s.who, e) || (s.locked && w.launch.planSet));
		return () => {
			e.removed = true;
			w.me = me;
			s.gone?.(w);
		};
	}
	no(409, !a.from.includes(e.state));
	no(403, (a.locked && (w.launch.planSet || a.locked === rec.state)) || !is(w, rec, me, a.who, e) || (a.decides && party(rec, me.login)) || words(a.notBy).some((field) => e[field] === me.login));
	no(422, lacks(a.asks, f) || (a.right && !a.right(w, f, e, rec, me)));
	return () => {
		Object.assign(e, { state: a.to });
		a.then?.(e, me, w);
	};
}

function editable(w, rec, me) {
	return is(w, rec, me, kinds[rec.kind].edit?.[rec.state]) ? () => true : null;
}

// Its author says what shall stand there, while it is a draft (R17.3).
function judgeState(w, rec, me, { sort, fields: f }, no) {
	no(403, rec.state !== 'draft' || rec.author !== me.login);
	no(422, sort === 'task' && (lacks('title owner_id starts_on due', f) || !goodDays(w, f)));
	return () => {
		const was = JSON.stringify(rec.stated.map((v) => [v.old, v.text, v.task]));
		if (sort === 'task')
			rec.stated.push(...['title', 'owner_id', 'starts_on', 'due'].map((name, i) => ({ task: { ...f, first: i === 0 } })));
		else
			rec.stated = [...rec.stated.filter((v) => v.task), ...SECTIONS.filter((s) => f[s] !== w.launch.plan[s]).map((s) => ({ section: s, old: w.launch.plan[s], text: f[s] }))];
		rec.version += JSON.stringify(rec.stated.map((v) => [v.old, v.text, v.task])) === was ? 0 : 1;
	};
}

function judgeEdit(w, rec, me, { version, fields: f }, no) {
	const open = editable(w, rec, me), set = (name) => open?.(name) && f[name] !== undefined;
	no(403, !open);
	no(409, version !== rec.version);
	const wanted = set('requirement_ids') ? f.requirement_ids.map((n) => w.others().flatMap((o) => o.pool).find((q) => q.number === n)) : rec.requirements;
	no(422, wanted?.some((q) => !rec.requirements.includes(q) && (q.state !== 'accepted' || elsewhere(w, q))));
	no(422, rec.kind === 'review' && f.held_on && f.held_on !== rec.held_on && f.held_on < (rec.made ?? w.today));
	return () => {
		const was = JSON.stringify(shown(rec));
		if (rec.kind === 'launch') {
			SECTIONS.filter(set).forEach((s) => { rec.plan[s] = f[s]; });
			rec.requirements = wanted;
			rec.noMarket = set('no_market_research') ? f.no_market_research : rec.noMarket;
		} else if (rec.kind === 'evaluation') {
			rec.scores = Object.fromEntries(DIMENSIONS.map((d) => [d, f[`${d}_score`] && f[`${d}_text`] ? `${f[`${d}_score`]} ${f[`${d}_text`]}` : '']));
			rec.participants = f.participants;
			rec.typed = Object.entries(f).filter(([name, text]) => name !== 'participants' && text);
		} else {
			Object.assign(rec, { held_on: f.held_on, held_at: f.held_at, place: f.place, chair: rec.state === 'open' ? rec.chair : f.chair_id || null });
		}
		if (JSON.stringify(shown(rec)) === was)
			return;
		rec.version++;
		// What was decided on is not what it was (RX.3).
		if (rec.cast)
			conclude(w, rec, me, 'cancelled');
		if (rec.kind === 'review')
			invite(rec, me, rec.chair);
	};
}
const shown = (rec) => [rec.plan, rec.requirements?.map((q) => q.number).sort(), rec.noMarket, [...(rec.participants ?? [])].sort(), rec.typed ?? [], rec.held_on, rec.held_at, rec.place, rec.chair];

function judgeCreate(w, me, { kind, fields: f }, no) {
	const k = kinds[kind];
	no(403, !may(me, k.create ?? '-'));
	no(422, lacks(k.asks, f) || (k.right && !k.right(w, f)));
	return () => {
		const rec = record(kind, { defect: 'open', incident: 'open', review: 'prepared' }[kind] ?? 'draft', me.login, k.made?.(w, me, f));
		w.about.push(rec);
		k.created?.(w, rec, me);
	};
}

const judges = { move: judgeMove, vote: judgeVote, edit: judgeEdit, add: judgeAdd, act: judgeAct, state: judgeState };

export function judge(w, me, act) {
	const classes = new Set(), no = (answers, holds) => holds && [answers].flat().forEach((c) => classes.add(c));
	if (!me.member || (act.rec && kinds[act.rec.kind].sees && !kinds[act.rec.kind].sees(act.rec, me)))
		return { ok: false, classes: new Set([404]) };
	const then = act.do === 'create' ? judgeCreate(w, me, act, no) : judges[act.do](w, act.rec, me, act, no);
	return { ok: classes.size === 0, classes, then };
}
