// SPDX-License-Identifier: ISC
// What the reference model (launch.mjs) knows of iterations and of the plan of a quarter, written from the workflows and articles 22 to 27
// and not from the product's code: what launches have is the same table there; here is what is their own.  Importing it teaches the model both.
//
// The world's project (w.launch) is then an iteration, or a plan.  What others do (a review that passes, a notice, an evaluation, an incident)
// comes into the world by itself: records of w.about, in their states.
import { conditions, kinds, party, record, standing } from './launch.mjs';
import { may } from './roles.mjs';

const words = (text) => (text ?? '').split(' ').filter(Boolean);
const move = (from, to, who, more = {}) => ({ from: words(from), to, who, ...more });
const entry = (stages, who, asks, more = {}) => ({ stages: words(stages), who, asks, ...more });
const act = (from, to, who, more = {}) => ({ from: words(from), to, who, ...more });
const all = (w, kind) => w.about.filter((r) => r.kind === kind);

const STEERS = 'iteration.manage @owner', REASON = { asks: 'reason' };
export const CRITERIA = ['security', 'data', 'money', 'many', 'service'].map((c) => `affects_${c}`);
const CRITERIA_ASKED = `${CRITERIA.join(' ')} impact`;
export const FULL = ['functional', 'performance', 'security', 'compatibility', 'compliance'];
export const TESTS = { emergency: ['fix', 'regression'], routine: FULL };
const isMajor = (f) => CRITERIA.some((c) => f[c] === 'yes');
export const newIteration = (kind, author, owner, more = {}) => record('iteration', kind === 'emergency' ? 'reported' : 'planned', author,
	{ owner, class: kind, major: null, planSet: kind === 'routine', fixPlan: true, requirements: [], makers: [], round: 0, conclusion: false, concluded: 0, window: null, released: false, training: false, ...more });

// ---------------------------------------------------------------- conditions

const ofRound = (w, sort, test = () => true) => standing(w.launch, sort, (e) => e.round === w.launch.round && test(e));
Object.assign(conditions, {
	i_plan: (w) => w.launch.fixPlan,
	i_free: (w) => w.launch.requirements.every((q) => q.state === 'accepted'),
	i_major: (w) => w.launch.major === true,
	i_minor: (w) => w.launch.major !== true,
	i_emergency: (w) => w.launch.class === 'emergency',
	// A fix need not have tasks; those that it has are done.
	i_tasks_done: (w) => standing(w.launch, 'task', (e) => ['open', 'under_way'].includes(e.state)).length === 0,
	i_tested: (w) => TESTS[w.launch.class].every((type) => {
		const e = ofRound(w, 'test_run', (run) => run.type === type).at(-1);
		return e?.result === 'passed' || (e?.result === 'not_applicable' && e.state === 'confirmed');
	}),
	i_allowed: (w) => !w.launch.window?.peak || w.launch.window.allowed,
	i_to_allow: (w) => w.launch.window !== null && w.launch.window.peak && !w.launch.window.allowed,
	i_observed: (w) => ofRound(w, 'observation').at(-1)?.result === 'normal',
	// The plan of a quarter
	p_lines: (w, rec) => standing(rec, 'line').length > 0,
	p_over: (w) => w.over,
	p_open: (w) => !w.over,
	p_settled: (w, rec) => standing(rec, 'line', (e) => e.state === 'open' && e.iteration !== 'closed').length === 0,
});

// ---------------------------------------------------------------- iterations

const BUILT = 'development testing review release';
/** Approved: its requirements are planned, and what it is stands. */
function begun(w) {
	w.launch.planSet = true;
	w.launch.requirements.forEach((q) => { q.state = 'planned'; });
}
function entered(w, from, to) {
	const l = w.launch;
	if (from === 'fix_approval' && to === 'development') {
		// Major: the group decides as well, and only then it is begun (R24.1).
		if (l.major)
			Object.assign(l, { state: 'group_approval', before: 'development', cast: {} }), l.rounds.push({ state: 'group_approval', outcome: null });
		else
			begun(w);
	}
	if (from === 'group_approval' && to === 'development')
		begun(w);
	// The group agreed that it is less: it is assessed anew.
	if (from === 'lowering' && to === 'reported')
		l.major = null;
	if (to === 'testing')
		Object.assign(l, { round: l.round + 1, conclusion: false });
	// No meeting delays an emergency.
	if (from === 'testing' && to === 'review' && l.class === 'emergency')
		Object.assign(l, { state: 'release', before: 'review' });
	if (to === 'monitoring') {
		l.released = true;
		l.requirements.forEach((q) => { q.state = 'delivered'; });
	}
	if (['release', 'monitoring'].includes(from) && to === 'testing') {
		standing(l, 'step').forEach((e) => { e.state = 'planned'; });
		Object.assign(l, { window: null, released: false });
		if (from === 'monitoring')
			l.requirements.forEach((q) => { q.state = 'planned'; });
		all(w, 'notice').filter((n) => n.state === 'published' && from === 'monitoring').forEach((n) => { n.state = 'withdrawn'; });
	}
	// Only what has proved itself changes the platform (R26.1).
	if (to === 'evaluation')
		w.version = l.version_planned;
	if (to === 'cancelled')
		l.requirements.filter((q) => q.state === 'planned').forEach((q) => { q.state = 'accepted'; });
}

const of = kinds.launch.entries;
kinds.iteration = {
	decided: { fix_approval: { yes: 'development', no: 'assessed', head: true, holds: (w) => w.launch.major || conditions.i_free(w) }, group_approval: { yes: 'development', no: 'assessed', holds: (w) => conditions.i_free(w) },
		lowering: { yes: 'reported', no: 'assessed' } },
	moves: {
		assess: move('reported', 'assessed', 'iteration.manage', { asks: CRITERIA_ASKED, then: (w, rec, me, f) => { rec.major = isMajor(f); } }),
		submit: move('assessed', 'fix_approval', STEERS, { needs: 'i_plan i_free', submits: true }),
		// Major once, and no less without the group (R24.1).
		reassess: move('assessed', null, 'iteration.manage', { asks: CRITERIA_ASKED, right: (w, f) => !w.launch.major || isMajor(f), then: (w, rec, me, f) => { rec.major = isMajor(f); } }),
		lower: move('assessed', 'lowering', STEERS, { asks: 'lower_reason', needs: 'i_major', submits: true }),
		begin: move('planned', 'development', STEERS, { needs: 'team tasks settled' }),
		begin_testing: move('development', 'testing', `${STEERS} defect.fix`, { asks: 'fix_note', needs: 'i_tasks_done not_tester settled', acts: true, then: (w, rec, me) => { rec.makers.push(me.login); } }),
		conclude_tests: move('testing', null, 'launch.test', { asks: 'test_conclusion', needs: 'i_tested no_defect not_maker', then: (w) => Object.assign(w.launch, { conclusion: true, concluded: w.launch.concluded + 1 }) }),
		send_back: move('testing review', 'development', `${STEERS} launch.test`, REASON),
		finish_testing: move('testing', 'review', STEERS, { needs: 'i_tested no_defect concluded accepted settled' }),
		begin_release: move('review', 'release', STEERS, { needs: 'reviewed' }),
		set_window: move('testing review release', null, STEERS, { asks: 'window_on window_from window_to', right: kinds.launch.moves.set_window.right,
			then: (w, rec, me, f) => { rec.window = { on: f.window_on, from: f.window_from, peak: f.window_reason !== '', allowed: false, by: me.login }; } }),
		allow_window: move('testing review release', null, 'head.decide', { asks: 'window_word', apart: true, needs: 'i_to_allow', right: () => true, barred: (rec, me) => rec.window?.by === me.login,
			then: (w, rec) => { rec.window.allowed = true; } }),
		release: move('release', 'monitoring', `${STEERS} launch.deploy`, { asks: 'window_used', needs: 'window i_allowed steps begun logged steps_settled quiet' }),
		roll_back: move('release monitoring', 'testing', STEERS, { ...REASON, needs: 'incident' }),
		evaluate: move('monitoring', 'evaluation', STEERS, { right: (w, f) => w.launch.class === 'emergency' || Boolean(f.training), needs: 'i_observed quiet announced' }),
		close: move('evaluation', 'closed', STEERS, { needs: 'evaluated improved' }),
		cancel: move('reported assessed development testing review release', 'cancelled', STEERS, { ...REASON, needs: 'i_emergency i_minor' }),
		// What rules alone make is nobody's.
		...Object.fromEntries(['refer', 'take_up', 'skip_review', 'drop', 'tell_head', 'tell_lead'].map((name) => [name, move('', null, '', { never: true })])),
	},
	entries: {
		team_member: { ...of.team_member, stages: words(`assessed planned ${BUILT}`), who: STEERS },
		task: { ...of.task, stages: words('assessed planned development'), who: STEERS, locked: false, acts: {
			start: act('open', 'under_way', `@entry.owner ${STEERS}`),
			// Who did a task of a fix has made it.
			finish: act('open under_way', 'done', `@entry.owner ${STEERS}`, { asks: 'result', then: (e, me, w) => w.launch.class === 'emergency' && w.launch.makers.push(e.owner) }),
			cancel: act('open under_way', 'cancelled', STEERS, { asks: 'result' }) } },
		test_run: { ...of.test_run, right: (w, f, e, rec, me) => TESTS[w.launch.class].includes(f.type) && of.test_run.right(w, { ...f, type: f.type === 'fix' || f.type === 'regression' ? 'functional' : f.type }, e, rec, me) },
		acceptance: of.acceptance,
		step: { ...of.step, stages: words('testing review release'), who: `${STEERS} launch.deploy`, acts: Object.fromEntries(Object.entries(of.step.acts).map(([name, a]) => [name, { ...a, stages: ['release'] }])) },
		log: entry('release', `${STEERS} launch.deploy launch.test`, 'type text', { final: true, right: (w) => conditions.begun(w) }),
		observation: entry('monitoring', `${STEERS} launch.deploy launch.test`, 'what result text', { final: true }),
	},
	entered,
};

// ---------------------------------------------------------------- the plan of a quarter

const PLANS = 'plan.manage @owner';
/** A line that is done with takes its iteration along. */
function gone(e, state) {
	e.state = state;
	if (e.iteration && ['planned', 'development', 'testing', 'review', 'release'].includes(e.iteration)) {
		e.iteration = 'cancelled';
		e.requirement.state = 'accepted';
	}
}
kinds.quarter_plan = {
	decided: { group_approval: { yes: 'approved', no: 'draft' } },
	moves: {
		submit: move('draft', 'group_approval', '@author @owner', { needs: 'p_lines p_open', submits: true }),
		discard: move('draft', 'discarded', '@author'),
		settle: move('approved', 'settling', PLANS, { needs: 'p_over' }),
		close: move('settling', 'closed', 'head.decide group.lead group.deputy', { decides: true, needs: 'p_settled' }),
	},
	entries: {
		line: entry('draft', '@author @owner', 'title version_planned starts_on due owner_id effort', { right: () => true, made: (w, rec, me, f) => ({ owner: f.owner_id, state: 'open', iteration: null, requirement: w.pool.find((q) => q.number === f.requirement_ids) }),
			// In force a change states it (R17.3).
			acts: { move: act('open', 'moved', PLANS, { asks: 'moved_to reason', locked: 'approved', stages: ['approved', 'settling'], right: (w, f, e) => !['monitoring', 'evaluation', 'closed'].includes(e.iteration), then: (e) => gone(e, 'moved') }),
				drop: act('open', 'dropped', PLANS, { asks: 'reason', locked: 'approved', stages: ['approved', 'settling'], right: (w, f, e) => !['monitoring', 'evaluation', 'closed'].includes(e.iteration), then: (e) => gone(e, 'dropped') }) } }),
		remark: entry('group_approval', 'group.decide', 'line text', { final: true, remark: true, right: (w, f, e, rec) => standing(rec, 'line', (l) => String(l.no) === f.line).length > 0 }),
	},
	// What the group approves is begun, all of it (R24.2).
	entered: (w, from, to, rec) => to === 'approved' && standing(rec, 'line').forEach((e) => {
		e.iteration = 'planned';
		e.requirement.state = 'planned';
	}),
};

/** May they make one? */
export const makes = { iteration: (me) => may(me, 'iteration.manage'), quarter_plan: (me) => may(me, 'plan.manage') };
export { party };
