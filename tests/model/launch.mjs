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
export const record = (kind, state, author, more = {}) => ({ kind, key: ++serial, number: null, state, before: null, author, submitter: author, owner: null, version: 1,
	entries: Object.fromEntries(Object.keys(kinds[kind].entries ?? {}).map((sort) => [sort, []])), rounds: [], cast: null, ...more });

/** ${requirements}: those that it may take in, records of kind requirement; ${people}: everybody. */
export function newWorld({ people, today, author, owner, department, platform, requirements }) {
	const launch = record('launch', 'research', author, { owner, department, plan: Object.fromEntries(SECTIONS.map((s) => [s, ''])), requirements: [], noMarket: false,
		asked: false, planSet: false, initiated: null, reported: null, round: 0, conclusion: false, window: false, launched: null, handedIn: null });
	return { people, today, launch, platform: { ...platform, state: 'planned' }, pool: requirements, about: [], others: () => [] };
}
const all = (w, kind) => w.about.filter((r) => r.kind === kind);
const standing = (rec, sort, test = () => true) => rec.entries[sort].filter((e) => !e.removed && test(e));
const documented = (w, type) => all(w, 'document').some((d) => d.type === type && ['approved', 'archived'].includes(d.state));
const ended = (w) => ['closed', 'cancelled'].includes(w.launch.state);
const person = (w, login) => w.people.find((p) => p.login === login);

// ---------------------------------------------------------------- the group (R6.1)

const group = (w) => w.people.filter((p) => may(p, 'group.decide'));
const presides = (p) => may(p, 'group.lead') || may(p, 'group.deputy');
const barred = (rec, login) => login === rec.author || login === rec.submitter;

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

// ---------------------------------------------------------------- conditions of the gates

// Whose opinion is about which sections, so that a changed plan asks them again (documented).
const CONSULTED = {
	business: ['plan_architecture', 'plan_modules', 'plan_schedule', 'plan_resources'], marketing: ['plan_modules', 'plan_schedule'],
	legal: ['plan_architecture', 'plan_modules', 'plan_risks'], finance: ['plan_resources', 'plan_budget', 'plan_risks'],
};
const opinion = (w, f) => {
	const last = standing(w.launch, 'consultation', (e) => e.function === f).at(-1);
	return last !== undefined && CONSULTED[f].every((s) => last.plan[s] === w.launch.plan[s]);
};
const DAY = 86400e3, days = (a, b) => Math.round((new Date(a) - new Date(b)) / DAY);
const ofRound = (w, sort, test = () => true) => standing(w.launch, sort, (e) => e.round === w.launch.round && test(e));
const confirmers = (w) => new Set(ofRound(w, 'confirmation').map((e) => e.by));
const isBusiness = (w, login) => person(w, login).function === 'business' || person(w, login).department === w.launch.department;
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
	settled: (w) => !all(w, 'change').some((c) => ['tech_review', 'group_approval', 'in_force'].includes(c.state)),
	reported: (w) => days(w.today, w.launch.reported ?? w.launch.initiated) <= 7,
	development_documents: (w) => documented(w, 'design') && documented(w, 'development'),
	tested: (w) => TESTS.every((t) => ['passed', 'not_applicable'].includes(ofRound(w, 'test_run', (e) => e.type === t).at(-1)?.result)),
	no_defect: (w) => !all(w, 'defect').some((d) => ['open', 'fixed'].includes(d.state)),
	concluded: (w) => w.launch.conclusion,
	accepted: (w) => ofRound(w, 'acceptance').at(-1)?.judgement === 'accepted',
	reviewed: (w) => all(w, 'review').some((r) => r.state === 'passed' && r.round === w.launch.round),
	secured: (w) => documented(w, 'security_assessment') && documented(w, 'hardening'),
	window: (w) => w.launch.window,
	steps: (w) => standing(w.launch, 'step').length > 0,
	ticked: (w) => TICKS.every((item) => ofRound(w, 'tick', (e) => e.item === item).length > 0),
	confirmed: (w) => confirmers(w).size >= 2 && [...confirmers(w)].some((login) => isBusiness(w, login)),
	announced: (w) => all(w, 'notice').some((n) => n.state === 'published'),
	// A launch is announced while it goes live, and once.
	goes_live: (w) => w.launch.state === 'go_live',
	unannounced: (w) => all(w, 'notice').every((n) => n.state !== 'published'),
	incident: (w) => all(w, 'incident').length > 0,
	evaluated: (w) => all(w, 'evaluation').some((e) => e.state === 'done'),
	improved: (w) => all(w, 'evaluation').every((e) => standing(e, 'improvement', (i) => i.state === 'open').length === 0),
	// change
	change_open: (w) => ['development', 'testing', 'review', 'go_live'].includes(w.launch.state),
	of_department: (w, rec) => person(w, rec.author).department === rec.department,
	owns: (w, rec) => rec.department === w.launch.department || w.techDepartment === rec.department || w.launch.requirements.some((q) => q.department === rec.department),
	complete: (w, rec) => rec.names.length > 0 && rec.effects
		&& rec.names.filter((n) => /^task\.\d/.test(n)).every((n) => standing(w.launch, 'task', (e) => n === `task.${e.no}`).length > 0),
	points: (w, rec) => rec.entries.point.every((e) => e.state !== 'open'),
	never_approved: (w, rec) => !rec.held,
	// document, notice, evaluation
	written: (w, rec) => rec.written,
	not_responsible: (w, rec, me) => rec.owner !== me.login,
	judged: (w, rec) => DIMENSIONS.every((d) => rec.scores[d]),
	// By technical with business and operations.
	together: (w, rec) => ['business', 'operations'].every((f) => rec.participants.some((login) => person(w, login).function === f)),
	// review
	ready: (w, rec) => w.launch.state === 'review' && rec.round === w.launch.round,
	left: (w, rec) => !conditions.ready(w, rec),
	first: (w, rec) => !all(w, 'review').some((o) => o !== rec && o.round === rec.round && ['open', 'passed', 'failed', 'rectifying'].includes(o.state)),
	materials: (w, rec) => MATERIALS.every((m) => standing(rec, 'material', (e) => e.item === m && e.state === 'present').length > 0),
	in_force: (w, rec) => standing(rec, 'material', (e) => e.evidence && !['approved', 'archived'].includes(e.evidence.state)).length === 0,
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

/** Who has still to vote in a review: everyone invited and not absent, but nobody on a project or a meeting of their own. */
export const toVote = (w, rec) => (rec.state !== 'open' ? [] : standing(rec, 'attendance', (e) => e.state !== 'absent').map((e) => e.account)
	.filter((login) => ![rec.author, w.launch.author, w.launch.owner].includes(login) && !rec.entries.ballot.some((b) => b.by === login)));

// ---------------------------------------------------------------- the tables

/** from → to : who; needs: conditions; asks: what must be typed; notSelf: not by who made or submitted it; notBy: a field; submits. */
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
			consult: move('design', null, LEADS, { needs: 'sections', then: (w) => { w.launch.asked = true; } }),
			submit: move('design', 'initiation', LEADS, { needs: 'sections opinions answered budget construction_plan free', submits: true,
				then: (w, rec, me) => { w.launch.handedIn = me.login; } }),
			confirm_plan: move('development', null, LEADS, { needs: 'plan_open team tasks', then: (w) => { w.launch.planSet = true; } }),
			begin_testing: move('development', 'testing', LEADS, { needs: 'plan_set team tasks_done settled reported development_documents' }),
			conclude_tests: move('testing', null, 'launch.test', { asks: 'test_conclusion', then: (w) => { w.launch.conclusion = true; } }),
			send_back: move('testing', 'development', `${LEADS} launch.test`, REASON),
			begin_review: move('testing', 'review', LEADS, { needs: 'tested no_defect concluded accepted' }),
			set_window: move('testing review go_live', null, LEADS, { asks: 'window_on window_from window_to', right: goodWindow, then: (w) => { w.launch.window = true; } }),
			begin_go_live: move('review', 'go_live', LEADS, { needs: 'reviewed secured' }),
			confirm: move('go_live', 'evaluation', LEADS, { asks: 'window_used', needs: 'window steps secured ticked confirmed announced' }),
			roll_back: move('go_live', 'testing', LEADS, { ...REASON, needs: 'incident' }),
			close: move('evaluation', 'closed', LEADS, { needs: 'evaluated improved' }),
			cancel: move(ANY, 'cancelling', LEADS, { ...REASON, submits: true }),
		},
		entries: {
			research: entry('research design', 'launch.research @owner', 'type held_on summary', { edit: '@by', right: (w, f) => f.held_on <= w.today }),
			market: entry(ANY, 'launch.market', 'type text', { edit: '@by' }),
			consultation: entry('design', 'launch.consult', 'judgement text', { final: true, kept: keptFromOpinion,
				made: (w, rec, me, f) => ({ function: me.function, plan: { ...w.launch.plan }, state: f.judgement === 'agree' ? 'closed' : 'open' }),
				acts: { answer: act('open', 'answered', LEADS, { asks: 'answer answer_text', notBy: 'by' }) } }),
			team_member: entry('development testing review go_live', LEADS, 'account_id role'),
			task: entry('development', LEADS, 'title owner_id starts_on due', { locked: true, right: (w, f) => f.due >= f.starts_on, made: (w, rec, me, f) => ({ state: 'open', owner: f.owner_id }),
				acts: { start: act('open', 'under_way', `@entry.owner ${LEADS}`), finish: act('open under_way', 'done', `@entry.owner ${LEADS}`, { asks: 'result' }),
					cancel: act('open under_way', 'cancelled', LEADS, { asks: 'result', right: (w, f, e) => !w.launch.planSet || unlocked(w, `task.${e.no}`),
					then: (e, me, w) => under(w, [`task.${e.no}`]) }) } }),
			progress: entry('development testing', LEADS, 'period_to percent done next', { final: true, right: (w, f) => f.period_to <= w.today && f.period_to >= w.launch.initiated,
				then: (w, e) => { w.launch.reported = [w.launch.reported ?? e.period_to, e.period_to].sort().at(-1); } }),
			test_run: entry('testing', 'launch.test', 'type result', { final: true, right: (w, f) => f.result === 'passed' || f.text !== '' }),
			acceptance: entry('testing', 'launch.accept', 'judgement text', { final: true }),
			step: entry('testing review go_live', `${LEADS} launch.deploy`, 'starts_at what owner_id risk answer'),
			tick: entry('go_live', 'launch.deploy', 'item text', { edit: '@by' }),
			log: entry('go_live', `${LEADS} launch.deploy launch.test`, 'type text', { final: true }),
			confirmation: entry('go_live', 'launch.confirm', 'text', { final: true }),
			resource: entry(WORK, LEADS, 'type what quantity', { edit: '@by', made: () => ({ state: 'requested' }),
				acts: { assign: act('requested', 'assigned', 'launch.resource', { asks: 'answer', notBy: 'by' }), decline: act('requested', 'declined', 'launch.resource', { asks: 'answer', notBy: 'by' }),
					give_back: act('assigned', 'returned', `launch.resource ${LEADS}`) } }),
			risk: entry(ANY, `launch.risk ${LEADS}`, 'text level', { edit: '@by', made: () => ({ state: 'open' }), acts: { settle: act('open', 'settled', 'launch.risk', { asks: 'answer' }) } }),
		},
		entered: launchEntered,
	},
	requirement: {
		moves: {
			withdraw: move('accepted', 'withdrawn', '@submitter @author', REASON),
			confirm: move('delivered', 'closed', 'requirement.confirm'),
			reopen: move('delivered', 'accepted', 'requirement.confirm', REASON),
		},
	},
	change: {
		create: 'change.submit', asks: 'title target_id department_id what why',
		made: (w, me, f) => ({ department: f.department_id, names: [f.fields, ...f.tasks.split(',').map((t) => (t.trim() ? `task.${t.trim()}` : ''))].flat().filter(Boolean),
			effects: Boolean(f.effect_schedule && f.effect_cost && f.effect_risk) }),
		decided: { group_approval: { yes: 'in_force', no: 'draft' } },
		moves: {
			submit: move('draft', 'tech_review', '@author', { needs: 'change_open owns of_department complete', submits: true }),
			endorse: move('tech_review', 'group_approval', 'change.review', { asks: 'review_opinion', needs: 'change_open', notSelf: true }),
			return: move('tech_review', 'draft', 'change.review', { ...REASON, notSelf: true }),
			reject: move('tech_review', 'rejected', 'change.review', { ...REASON, notSelf: true }),
			take_back: move('tech_review', 'draft', '@submitter'),
			confirm: move('in_force', 'closed', 'change.confirm', { asks: 'plan_updated documents_updated', needs: 'points', notSelf: true }),
			discard: move('draft', 'discarded', '@author'),
		},
		// What it names, one by one: edited under it, or somebody says why it needed no edit.
		entries: { point: entry('in_force', '-', '', { final: true, acts: { excuse: act('open', 'not_needed', 'change.confirm @author', { asks: 'reason' }) } }) },
		entered: (w, from, to, rec) => {
			if (to === 'in_force')
				rec.entries.point.push(...inOrder(rec.names).map((name, i) => ({ no: rec.entries.point.length + i + 1, name, state: 'open' })));
		},
	},
	defect: {
		create: 'defect.report', asks: 'title target_id type severity location description', right: (w) => ['development', 'testing', 'go_live'].includes(w.launch.state),
		moves: {
			fix: move('open', 'fixed', 'defect.fix @owner', { asks: 'fix_note', then: (w, rec, me) => { rec.fixer = me.login; } }),
			verify: move('fixed', 'closed', 'defect.verify', { asks: 'regression', notBy: 'fixer' }),
			reopen: move('fixed', 'open', 'defect.verify', REASON),
			decline: move('open', 'declined', 'head.decide', { ...REASON, notSelf: true }),
		},
	},
	document: {
		create: 'document.write', asks: 'title type', made: (w, me, f) => ({ type: f.type, written: f.body !== '' }),
		moves: {
			submit: move('draft', 'in_review', '@author @owner', { needs: 'written', submits: true }),
			approve: move('in_review', 'approved', 'document.approve', { needs: 'not_responsible', notSelf: true, then: (w, rec) => { rec.held = true; } }),
			return: move('in_review', 'draft', 'document.approve', { ...REASON, notSelf: true }),
			take_back: move('in_review', 'draft', '@submitter'),
			archive: move('approved', 'archived', 'document.manage'),
			revise: move('approved', 'draft', '@author @owner document.manage', REASON),
			discard: move('draft', 'discarded', '@author', { needs: 'never_approved' }),
		},
	},
	budget: {
		create: 'budget.submit', asks: 'title department_id purpose', moves: { discard: move('draft', 'discarded', '@author') },
		entries: { line: entry('draft', '@author @owner', 'item requested', { right: (w, f, e, rec) => standing(rec, 'line', (o) => o.item === f.item).length === 0 }) },
	},
	notice: {
		create: 'notice.manage', asks: 'title type audience body', sees: (rec, me) => !['draft', 'discarded'].includes(rec.state) || me.login === rec.author,
		moves: { publish: move('draft', 'published', 'notice.manage', { submits: true, needs: 'goes_live unannounced' }), withdraw: move('published', 'withdrawn', 'notice.manage', REASON),
			discard: move('draft', 'discarded', '@author') },
	},
	incident: { create: 'incident.report', asks: 'title platform_id severity found_on found_at description', right: (w, f) => f.found_on <= w.today, moves: {} },
	evaluation: {
		decided: { group_approval: { yes: 'done', no: 'draft' } },
		edit: { draft: 'evaluation.manage @participants', group_approval: 'evaluation.manage' },
		moves: { submit: move('draft', 'group_approval', 'evaluation.manage', { needs: 'judged together', submits: true }) },
		entries: { improvement: entry('draft', 'evaluation.manage @participants', 'text', { made: () => ({ state: 'open' }),
			acts: { turn: act('open', 'turned', 'evaluation.manage', { stages: ['draft', 'group_approval', 'done'] }),
				decline: act('open', 'declined', 'evaluation.manage', { asks: 'reason', stages: ['draft', 'group_approval', 'done'] }) } }) },
	},
	review: {
		create: 'review.manage', asks: 'title target_id',
		made: (w, me, f) => ({ title: f.title, round: w.launch.round, held_on: f.held_on, held_at: f.held_at, place: f.place, chair: f.chair_id || null }),
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
			pass: move('open', 'passed', '@chair', { asks: 'decision', notSelf: true, needs: 'ready chair_free held presence voted more_for' }),
			fail: move('open', 'failed', '@chair', { asks: 'decision', notSelf: true, needs: 'chair_free held presence voted' }),
			rectify: move('failed', 'rectifying', 'review.manage', { needs: 'items' }),
			next_round: move('rectifying', 'repeated', 'review.manage', { needs: 'verified', then: meetAgain }),
			drop: move('open failed rectifying', 'withdrawn', 'review.manage', { ...REASON, needs: 'left' }),
		},
		entries: {
			material: entry('prepared', 'review.manage', 'item', { made: (w, rec, me, f) => ({ state: f.text ? 'present' : 'missing' }) }),
			attendance: entry('prepared open', 'review.manage @chair', 'account_id', { right: (w, f, e, rec) => standing(rec, 'attendance', (o) => o.account === f.account_id).length === 0,
				made: (w, rec, me, f) => ({ account: f.account_id, state: 'invited' }),
				acts: { present: act('invited absent', 'present', 'review.manage @chair @entry.account', { stages: ['open'] }),
					absent: act('invited present', 'absent', 'review.manage @chair @entry.account', { right: (w, f, e, rec) => !rec.entries.ballot.some((b) => b.by === e.account) }) } }),
			ballot: entry('open', '@to_vote', 'choice', { final: true, right: (w, f) => f.choice !== 'fail' || f.opinion !== '' }),
			item: entry('failed', 'review.manage @chair', 'problem measure owner_id due', { made: (w, rec, me, f) => ({ owner: f.owner_id, state: 'open' }),
				acts: { done: act('open', 'done', '@entry.owner', { asks: 'result', stages: ['rectifying'], then: (e, me) => { e.doer = me.login; } }),
					verify: act('done', 'verified', 'review.manage @chair', { notBy: 'owner doer', stages: ['rectifying'] }),
					reopen: act('done verified', 'open', 'review.manage @chair', { asks: 'objection', notBy: 'owner doer', stages: ['rectifying'], then: (e) => { e.doer = null; } }) } }),
		},
	},
};

// ---------------------------------------------------------------- rules of their own

// No date in the past, not empty, and a reason inside peak hours (R20.1).
function goodWindow(w, f) {
	const at = (from, to) => [from, to <= from ? `${Number(to.slice(0, 2)) + 24}${to.slice(2)}` : to], [a, b] = at(f.window_from, f.window_to), { peak_from: x, peak_to: y } = w.platform;
	const shifted = (t, by) => `${String(Number(t.slice(0, 2)) + by).padStart(2, '0')}${t.slice(2)}`;
	const atPeak = (a < y && x < b) || (a < shifted(y, 24) && shifted(x, 24) < b);
	return f.window_on >= w.today && f.window_from !== f.window_to && (!atPeak || f.window_reason !== '');
}

// Opinions are those of four departments, once they were asked, and nobody's on their own plan.
function keptFromOpinion(w, me) {
	return !CONSULTED[me.function] || !w.launch.asked || [w.launch.author, w.launch.submitter, w.launch.owner].includes(me.login);
}

// Fields before entries, each by name.
const inOrder = (names) => [...new Set(names)].sort((a, b) => (a.includes('.') - b.includes('.')) || (a < b ? -1 : 1));
/** Something was edited: settled is what a change in force names of it. */
const under = (w, names) => all(w, 'change').filter((c) => c.state === 'in_force').flatMap((c) => c.entries.point)
	.filter((e) => names.includes(e.name)).forEach((e) => { e.state = 'updated'; });

/** Does a change in force name it? */
export const unlocked = (w, name) => all(w, 'change').some((c) => c.state === 'in_force' && c.names.includes(name));

// Every approved document by its type, else what the project itself says (R19.1).
function collect(w, rec) {
	const last = ofRound(w, 'acceptance').at(-1), own = { development_completion: ['testing', 'review'].includes(w.launch.state), test_report: w.launch.conclusion,
		acceptance: last?.judgement === 'accepted' };
	for (const m of standing(rec, 'material', (e) => e.state === 'missing')) {
		const found = all(w, 'document').filter((d) => d.type === m.item && ['approved', 'archived'].includes(d.state)).at(-1);
		if (found || own[m.item])
			Object.assign(m, { state: 'present', evidence: found });
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
	const l = w.launch, step = `${from} ${to}`, follow = (state, then) => l.requirements.filter((q) => q.state === state).forEach((q) => { q.state = then; });
	if (step === 'cancelling initiation')
		l.submitter = l.handedIn;
	if (step === 'initiation development') {
		l.initiated = w.today;
		follow('accepted', 'planned');
	}
	if (step === 'development testing' || step === 'go_live testing')
		Object.assign(l, { round: l.round + 1, conclusion: false });
	if (step === 'go_live testing') {
		l.window = false;
		all(w, 'notice').filter((n) => n.state === 'published').forEach((n) => { n.state = 'withdrawn'; });
	}
	if (step === 'go_live evaluation') {
		l.launched = w.today;
		w.platform.state = 'in_operation';
		follow('planned', 'delivered');
		w.about.push(record('evaluation', 'draft', w.me.login, { scores: {}, participants: [] }));
	}
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
	no(409, !m.from.includes(rec.state));
	no(403, !is(w, rec, me, m.who) || (m.notSelf && isSelf(rec, me)) || (m.notBy && rec[m.notBy] === me.login));
	no(422, lacks(m.asks, f) || (m.right && !m.right(w, f)));
	no(409, !words(m.needs).every((c) => conditions[c](w, rec, me)));
	return () => {
		if (m.submits)
			rec.submitter = me.login;
		if (m.to)
			enter(w, rec, m.to, me);
		m.then?.(w, rec, me, f);
	};
}

function judgeVote(w, rec, me, { name, fields: f }, no) {
	const how = kinds[rec.kind].decided?.[rec.state];
	if (!how) {
		no(409, true);
		return null;
	}
	const after = { ...rec.cast, [me.login]: name }, end = outcome(w, rec, after), criteria = ['feasibility', 'necessity', 'compliance', 'budget'];
	no(403, !may(me, 'group.decide') || barred(rec, me.login));
	no(409, rec.cast[me.login]);
	no(422, name !== 'approve' && !f.opinion);
	// Each judged, with text; who approves finds all met, who rejects at least one not (R16.1).
	if (how.criteria && name !== 'return')
		no(422, criteria.some((c) => !f[c] || !f[`${c}_text`]) || criteria.every((c) => f[c] === 'met') !== (name === 'approve'));
	// Documented: approving plans its requirements, so one that was withdrawn meanwhile stops it.
	no(409, rec.kind === 'launch' && rec.state === 'initiation' && end === 'approved' && !conditions.free(w));
	return () => {
		rec.cast = after;
		if (end !== '')
			conclude(w, rec, me, end);
	};
}

function judgeAdd(w, rec, me, { sort, fields: f }, no) {
	const s = kinds[rec.kind].entries[sort];
	no(403, !s.stages.includes(rec.state) || !is(w, rec, me, s.who) || (s.locked && w.launch.planSet && !unlocked(w, `${sort}.new`)));
	no([403, 422], s.kept?.(w, me));
	no(422, lacks(s.asks, f) || (s.right && !s.right(w, f, null, rec)));
	return () => {
		const e = { ...f, round: w.launch.round, ...s.made?.(w, rec, me, f), no: rec.entries[sort].length + 1, by: me.login };
		rec.entries[sort].push(e);
		s.then?.(w, e);
		under(w, [`${sort}.new`]);
	};
}

function judgeAct(w, rec, me, { sort, no: which, name, fields: f }, no) {
	const s = kinds[rec.kind].entries[sort], e = rec.entries[sort][which - 1], a = s.acts?.[name];
	if (!e || e.removed) {
		no(404, true);
		return null;
	}
	no(403, !(a?.stages ?? s.stages).includes(rec.state));
	if (!a) {
		no(403, s.final || !is(w, rec, me, s.edit ?? s.who, e) || (s.locked && w.launch.planSet && !unlocked(w, `${sort}.${e.no}`)));
		return () => {
			e.removed = true;
			under(w, [`${sort}.${e.no}`]);
		};
	}
	no(409, !a.from.includes(e.state));
	no(403, !is(w, rec, me, a.who, e) || words(a.notBy).some((field) => e[field] === me.login));
	no(422, lacks(a.asks, f) || (a.right && !a.right(w, f, e, rec)));
	return () => {
		Object.assign(e, { state: a.to });
		a.then?.(e, me, w);
	};
}

// A change in force opens exactly what it names, to who made the project and to who confirms changes (R17.3).
function editable(w, rec, me) {
	if (is(w, rec, me, kinds[rec.kind].edit?.[rec.state]))
		return () => true;
	const named = rec.kind === 'launch' && (isSelf(rec, me) || may(me, 'change.confirm')) ? SECTIONS.filter((s) => unlocked(w, s)) : [];
	return named.length > 0 ? (name) => named.includes(name) : null;
}

function judgeEdit(w, rec, me, { version, fields: f }, no) {
	const open = editable(w, rec, me), set = (name) => open?.(name) && f[name] !== undefined;
	no(403, !open);
	no(409, version !== rec.version);
	const wanted = set('requirement_ids') ? f.requirement_ids.map((n) => w.others().flatMap((o) => o.pool).find((q) => q.number === n)) : rec.requirements;
	no(422, wanted?.some((q) => !rec.requirements.includes(q) && (q.state !== 'accepted' || elsewhere(w, q))));
	return () => {
		const was = JSON.stringify(shown(rec));
		if (rec.kind === 'launch') {
			under(w, SECTIONS.filter((s) => set(s) && rec.plan[s] !== f[s]));
			SECTIONS.filter(set).forEach((s) => { rec.plan[s] = f[s]; });
			rec.requirements = wanted;
			rec.noMarket = set('no_market_research') ? f.no_market_research : rec.noMarket;
		} else if (rec.kind === 'evaluation') {
			rec.scores = Object.fromEntries(DIMENSIONS.map((d) => [d, f[`${d}_score`] && f[`${d}_text`] ? `${f[`${d}_score`]} ${f[`${d}_text`]}` : '']));
			rec.participants = f.participants;
			rec.typed = Object.entries(f).filter(([name, text]) => name !== 'participants' && text);
		} else {
			Object.assign(rec, { held_on: f.held_on, held_at: f.held_at, place: f.place, chair: f.chair_id || null });
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

const judges = { move: judgeMove, vote: judgeVote, edit: judgeEdit, add: judgeAdd, act: judgeAct };

export function judge(w, me, act) {
	const classes = new Set(), no = (answers, holds) => holds && [answers].flat().forEach((c) => classes.add(c));
	if (!me.member || (act.rec && kinds[act.rec.kind].sees && !kinds[act.rec.kind].sees(act.rec, me)))
		return { ok: false, classes: new Set([404]) };
	const then = act.do === 'create' ? judgeCreate(w, me, act, no) : judges[act.do](w, act.rec, me, act, no);
	return { ok: classes.size === 0, classes, then };
}
