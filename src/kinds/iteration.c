/* SPDX-License-Identifier: ISC */
/*
 * Iterations of a platform (articles 22 to 27).  An emergency fix: reported, assessed at once, its plan approved by the head of the
 * technical department and, if it is major, by the group as well; fixed, tested for what it repairs and for what it must not break, accepted,
 * released, watched, evaluated.  A clock runs from the moment when the fault was found (R24.1).  A routine version: made by the approval
 * of a quarter plan alone, tested in full and reviewed before its release, then on the same way.
 */
#include "kinds/iteration.h"

#include "kinds/kinds.h"
#include "kinds/plans.h"

static const char *const classes[] = { "emergency", "routine", NULL };
static const char *const severities[] = { "1", "2", "3", "4", NULL };
static const char *const answers[] = { "yes", "no", NULL };
static const char *const told[] = { "head", "lead", NULL };

/* The site's criteria of a major one: each is answered when it is assessed. */
#define CRITERION(name) { name, FIELD_CHOICE, DERIVED | EXPORTED, .choices = answers, .article = "24" }
#define CRITERIA "affects_security affects_data affects_money affects_many affects_service impact"

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON | REQUIRED | IN_LIST | SEARCHED | WIDE, .max = 120 },
	{ "class", FIELD_CHOICE, DERIVED | IN_LIST | FILTER, .choices = classes, .initial = "emergency", .article = "22" },
	{ "platform_id", FIELD_RECORD, ON_COMMON | REQUIRED | IN_LIST | FILTER, .ref = "platform", .in = "in_operation" },
	{ "department_id", FIELD_DEPARTMENT, ON_COMMON | REQUIRED | FILTER },
	{ "owner_id", FIELD_ACCOUNT, ON_COMMON | REQUIRED | IN_LIST | FILTER },
	{ "version_planned", FIELD_LINE, REQUIRED | IN_LIST, .max = 40 },
	{ "severity", FIELD_CHOICE, REQUIRED | IN_LIST | FILTER, .choices = severities, .article = "24" },
	/* What was found long ago is no emergency now. */
	{ "found_on", FIELD_DATE, REQUIRED | IN_LIST | SORT, .earliest = "created-30", .latest = "today" },
	{ "found_at", FIELD_TIME, REQUIRED | IN_LIST },
	{ "incident_id", FIELD_RECORD, EXPORTED, .ref = "incident", .links = "about", .article = "22" },
	{ "requirement_ids", FIELD_RECORDS, WIDE | EXPORTED, .ref = "requirement", .offered = "accepted", .article = "23" },
	{ "goal", FIELD_TEXT, REQUIRED | SEARCHED | WIDE | EXPORTED },
	{ "fix_plan", FIELD_TEXT, SEARCHED | WIDE | EXPORTED, .max = 10000, .article = "24" },
	/* Set by rules and moves. */
	CRITERION("affects_security"),
	CRITERION("affects_data"),
	CRITERION("affects_money"),
	CRITERION("affects_many"),
	CRITERION("affects_service"),
	{ "impact", FIELD_TEXT, DERIVED | SEARCHED | WIDE | EXPORTED, .max = 5000, .article = "24" },
	{ "major", FIELD_CHOICE, DERIVED | IN_LIST | FILTER, .choices = answers, .article = "24" },
	{ "lower_reason", FIELD_TEXT, DERIVED | WIDE | EXPORTED, .max = 2000 },
	{ "due", FIELD_DATE, ON_COMMON | DERIVED | IN_LIST | SORT },
	{ "target_minutes", FIELD_INT, DERIVED | EXPORTED },
	{ "took_minutes", FIELD_INT, DERIVED | IN_LIST },
	{ "late_told", FIELD_CHOICE, DERIVED | EXPORTED, .choices = told, .article = "24" },
	{ "approved_on", FIELD_DATE, DERIVED | EXPORTED, .article = "24" },
	{ "fix_note", FIELD_TEXT, DERIVED | SEARCHED | WIDE | EXPORTED, .max = 5000, .article = "25" },
	{ "fixed_by", FIELD_ACCOUNT, DERIVED | EXPORTED },
	{ "test_round", FIELD_INT, DERIVED | EXPORTED, .article = "25" },
	{ "test_conclusion", FIELD_TEXT, DERIVED | SEARCHED | WIDE | EXPORTED, .article = "25" },
	{ "conclusion_no", FIELD_INT, DERIVED | EXPORTED },
	{ "untested", FIELD_TEXT, DERIVED | WIDE | EXPORTED },
	{ "window_on", FIELD_DATE, DERIVED | EXPORTED, .article = "26" },
	{ "window_from", FIELD_TIME, DERIVED | EXPORTED, .article = "26" },
	{ "window_to", FIELD_TIME, DERIVED | EXPORTED, .article = "26" },
	{ "window_reason", FIELD_TEXT, DERIVED | WIDE | EXPORTED, .max = 2000, .article = "26" },
	{ "window_set_by", FIELD_ACCOUNT, DERIVED | EXPORTED, .article = "26" },
	{ "window_word", FIELD_TEXT, DERIVED | WIDE | EXPORTED, .max = 2000, .article = "26" },
	{ "window_allowed_by", FIELD_ACCOUNT, DERIVED | EXPORTED, .article = "26" },
	{ "window_allowed_on", FIELD_DATE, DERIVED | EXPORTED, .article = "26" },
	{ "window_used", FIELD_TEXT, DERIVED | WIDE | EXPORTED, .max = 2000, .article = "26" },
	{ "used_on", FIELD_DATE, DERIVED | EXPORTED, .article = "26" },
	{ "used_from", FIELD_TIME, DERIVED | EXPORTED, .article = "26" },
	{ "used_to", FIELD_TIME, DERIVED | EXPORTED, .article = "26" },
	{ "training", FIELD_TEXT, DERIVED | WIDE | EXPORTED, .max = 2000, .article = "26" },
	{ "released_on", FIELD_DATE, DERIVED | IN_LIST | SORT, .article = "26" },
	{ "plan_id", FIELD_RECORD, DERIVED | EXPORTED, .article = "24" },
	{ "plan_line", FIELD_INT, DERIVED | EXPORTED, .article = "24" },
	{ NULL }
};

/* From the fix plan on its scope stands (R24.1); a change that the group approves alters it until it is tested (R24.3). */
static const struct state states[] = {
	{ "reported", "", .edit = { STEERS } },
	{ "assessed", "", .edit = { STEERS }, .kept = "platform_id severity found_on found_at" },
	{ "planned", "" },
	{ "lowering", "", .approval = APPROVE_GROUP, .approved = "reported", .rejected = "assessed" },
	{ "fix_approval", "", .approval = APPROVE_HEAD, .approved = "development", .rejected = "assessed" },
	{ "group_approval", "", .approval = APPROVE_GROUP, .approved = "development", .rejected = "assessed" },
	{ "development", "" },
	{ "testing", "" },
	{ "review", "" },
	{ "release", "" },
	{ "monitoring", "" },
	{ "evaluation", "" },
	{ "closed", "ok", STATE_END },
	{ "cancelled", "", STATE_END },
	{ NULL }
};

#define TESTED "tests_passed no_open_defect"
#define UNRELEASED "reported assessed lowering fix_approval group_approval development testing review release"

/* The facts are those of iteration_facts in sql/query/iteration.sql. */
static const struct move moves[] = {
	{ "assess", "reported", "assessed", { { PERMIT_ITERATION_MANAGE } }, MOVE_PRIMARY | MOVE_WAITS, .asks = CRITERIA, .article = "24" },
	{ "submit", "assessed", "fix_approval", { STEERS }, MOVE_PRIMARY | MOVE_WAITS | MOVE_SUBMITS, .needs = "fix_plan requirements_free", .article = "24" },
	{ "reassess", "assessed", NULL, { { PERMIT_ITERATION_MANAGE } }, .asks = CRITERIA, .article = "24" },
	{ "lower", "assessed", "lowering", { STEERS }, MOVE_SUBMITS, .asks = "lower_reason", .needs = "is_major", .article = "24" },
	/* The head has approved it; it is major, so the group decides as well. */
	{ "refer", "development", "group_approval", NOBODY, MOVE_ONLY_RULES, .article = "24" },
	/* Of a quarter plan that the group approved (R24.2). */
	{ "take_up", "reported", "planned", NOBODY, MOVE_ONLY_RULES, .article = "24" },
	{ "begin", "planned", "development", { STEERS }, MOVE_PRIMARY | MOVE_WAITS, .needs = "has_team has_tasks no_change_under_way", .article = "25" },
	{ "begin_testing", "development", "testing", { STEERS, { PERMIT_DEFECT_FIX } }, MOVE_PRIMARY | MOVE_WAITS | MOVE_PARTY, .asks = "fix_note",
	    .needs = "tasks_done not_tester no_change_under_way", .sets_by = "fixed_by", .article = "25" },
	{ "conclude_tests", "testing", NULL, { { PERMIT_LAUNCH_TEST } }, MOVE_WAITS, .asks = "test_conclusion untested?", .needs = TESTED " not_maker", .article = "25" },
	{ "send_back", "testing review", "development", { STEERS, { PERMIT_LAUNCH_TEST } }, MOVE_REASON, .article = "25" },
	{ "finish_testing", "testing", "review", { STEERS }, MOVE_PRIMARY | MOVE_WAITS, .needs = TESTED " test_conclusion accepted no_change_under_way", .article = "26" },
	/* No meeting delays an emergency. */
	{ "skip_review", "review", "release", NOBODY, MOVE_ONLY_RULES, .article = "26" },
	{ "begin_release", "review", "release", { STEERS }, MOVE_PRIMARY | MOVE_WAITS, .needs = "review_passed", .article = "26" },
	{ "set_window", "testing review release", NULL, { STEERS }, .asks = "window_on window_from window_to window_reason?", .sets_by = "window_set_by", .article = "26",
	    .check = project_check_window },
	/* In the peak hours it also takes the head's word, an emergency's as well: not of who set it or is party to it. */
	{ "allow_window", "testing review release", NULL, { { PERMIT_HEAD_DECIDE } }, MOVE_NO_PARTY, .asks = "window_word", .needs = "window_to_allow", .not_by = "window_set_by",
	    .sets_by = "window_allowed_by", .sets_on = "window_allowed_on", .article = "26" },
	{ "release", "release", "monitoring", { STEERS, { PERMIT_LAUNCH_DEPLOY } }, MOVE_PRIMARY | MOVE_WAITS, .asks = "window_used",
	    .needs = "window_on window_allowed not_frozen not_lifter has_steps platform_runs window_begun has_log steps_settled abnormal_followed no_open_incident", .article = "26" },
	{ "roll_back", "release monitoring", "testing", { STEERS }, MOVE_DANGER | MOVE_REASON, .needs = "incident_linked", .article = "26" },
	{ "evaluate", "monitoring", "evaluation", { STEERS }, MOVE_PRIMARY | MOVE_WAITS, .asks = "training?",
	    .needs = "observed no_open_incident notice_published", .article = "26" },
	{ "close", "evaluation", "closed", { STEERS }, MOVE_PRIMARY | MOVE_WAITS, .needs = "evaluation_done improvements_settled", .article = "27" },
	/* A major one is the group's: it is assessed as less with them first. */
	{ "cancel", "reported assessed development testing review release", "cancelled", { STEERS }, MOVE_DANGER | MOVE_REASON, .needs = "is_emergency is_minor" },
	/* The clock has passed its target, or twice of it (table iteration_clock): once each. */
	{ "tell_head", UNRELEASED, NULL, NOBODY, MOVE_ONLY_RULES | MOVE_BY_CLOCK, .needs = "past_target", .article = "24" },
	{ "tell_lead", UNRELEASED, NULL, NOBODY, MOVE_ONLY_RULES | MOVE_BY_CLOCK, .needs = "past_twice", .article = "24" },
	/* A change took it out of its plan. */
	{ "drop", "planned development testing review release", "cancelled", NOBODY, MOVE_ONLY_RULES, .article = "24" },
	{ NULL }
};

static const struct effect effects[] = {
	/* A routine version begins as planned: the group has approved it with its plan. */
	{ "made", "class=routine", .move = "take_up" },
	{ "reported>planned", .sets = "approved_on=:today" },
	/* The clock starts with the target of its severity; what is assessed keeps it. */
	{ "saved", "@class=emergency @state=reported", .sets = "target_minutes=%iteration_minutes_1?severity=1 target_minutes=%iteration_minutes_2?severity=2 "
	    "target_minutes=%iteration_minutes_3?severity=3 target_minutes=%iteration_minutes_4?severity=4" },
	{ "saved", "@class=emergency", .runs = STMT_ITERATION_FOUND, .takes = true },
	{ "move:assess move:reassess", .runs = STMT_ITERATION_JUDGE, .takes = true },
	{ "move:assess", .runs = STMT_ITERATION_REACH, .with = "assessed :now" },
	/* The group agreed that it is less: it is assessed anew. */
	{ "lowering>reported", .sets = "major= affects_security= affects_data= affects_money= affects_many= affects_service=" },
	/* Approved by the head; a major one goes on to the group, and only then is it fixed. */
	{ "fix_approval>development", "@major=yes", .move = "refer" },
	{ "fix_approval>development group_approval>development", "@state=development", .sets = "approved_on=:today" },
	{ "fix_approval>development group_approval>development", "@state=development", .runs = STMT_ITERATION_REACH, .with = "approved :now" },
	{ "fix_approval>development group_approval>development", "@state=development", .field = "requirement_ids", .move = "plan", .refused = NOT_FOLLOWING },
	{ "development>testing", .runs = STMT_ITERATION_REACH, .with = "fixed :now" },
	{ "development>testing release>testing monitoring>testing", .sets = "test_round=+1 " LAPSED },
	/* A change in force makes another thing of it, which nobody has tested yet (R24.3). */
	{ "saved", "@state=testing", .sets = "test_round=+1 " LAPSED },
	/* The word is about the window as it was. */
	{ "move:set_window", .sets = "window_word= window_allowed_by= window_allowed_on=" },
	{ "testing>review", "@class=emergency", .move = "skip_review" },
	{ "entry:test_run", .sets = LAPSED },
	{ "move:conclude_tests", .sets = "conclusion_no=+1" },
	{ "entry:log", "type=abnormal", .makes = "incident", .into = "entry.incident_id",
	    .sets = "platform_id=@platform_id target_id=@number severity=$severity found_on=:today found_at=#clock description=$text owner_id=@owner_id" },
	/* Released: its requirements are delivered, the clock stands still. */
	{ "release>monitoring", .runs = STMT_LAUNCH_USED, .takes = true, .sets = "released_on=:today due=" },
	{ "release>monitoring", .runs = STMT_ITERATION_REACH, .with = "released :now", .takes = true },
	{ "release>monitoring", .field = "requirement_ids", .in = "planned", .move = "deliver", .refused = NOT_FOLLOWING },
	/* Rolled back: its steps are to be done again, nothing is delivered or announced, another window will be set, and the clock runs on. */
	{ "release>testing monitoring>testing", .runs = STMT_LAUNCH_STEPS_ANEW, .sets = "window_set_by= window_word= window_allowed_by= window_allowed_on=" },
	{ "monitoring>testing", .of = "notice.source_id", .in = "published", .those = "type=update", .move = "withdraw", .sets = "reason=@number" },
	{ "monitoring>testing", .field = "requirement_ids", .in = "delivered", .move = "take_back" },
	{ "release>testing monitoring>testing", .runs = STMT_ITERATION_UNREACH, .with = "released",
	    .sets = "window_on= window_from= window_to= window_reason= used_on= used_from= used_to= released_on= took_minutes=" },
	{ "monitoring>testing", "@class=emergency", .runs = STMT_ITERATION_FOUND, .takes = true },
	/* It has proved itself: only now the platform has another version, and the effect is judged within a month (R26.1, R27.1). */
	{ "monitoring>evaluation", .field = "platform_id", .sets = "current_version=@version_planned" },
	{ "monitoring>evaluation", "@class=emergency", .makes = "evaluation", .sets = "title=@title target_id=@number due=:in_a_month", .move = "judge_emergency" },
	{ "monitoring>evaluation", "@class=routine", .makes = "evaluation", .sets = "title=@title target_id=@number due=:in_a_month", .move = "judge_routine" },
	{ "move:tell_head", .runs = STMT_ITERATION_TELL, .with = "head late :detail :now", .sets = "late_told=head" },
	{ "move:tell_lead", .runs = STMT_ITERATION_TELL, .with = "lead late_twice :detail :now", .sets = "late_told=lead" },
	{ "*>cancelled", .runs = STMT_ITERATION_STOP },
	{ "*>cancelled", .field = "requirement_ids", .in = "planned", .move = "unplan", .refused = NOT_FOLLOWING },
	{ NULL }
};

static const struct place places[] = {
	{ "fix_plan", "edit#f-fix_plan" },
	{ "requirements_free", "edit#f-requirement_ids" },
	{ "tasks_done", "#task" },
	{ "has_team", "#team_member" },
	{ "has_tasks", "#task" },
	{ "tests_passed", "#test_run" },
	{ "review_passed", "/reviews/new?target_id={number}" },
	{ "no_open_defect", "/defects?target_id={number}" },
	{ "test_conclusion", "#move-conclude_tests" },
	{ "not_maker", "#team_member" },
	{ "not_tester", "#team_member" },
	{ "accepted", "#acceptance" },
	{ "no_change_under_way", "/changes?target_id={number}" },
	{ "window_on", "#move-set_window" },
	{ "window_allowed", "#move-allow_window" },
	{ "window_to_allow", "#move-set_window" },
	{ "window_begun", "#move-set_window" },
	{ "not_frozen", "#move-set_window" },
	{ "not_lifter", "#move-set_window" },
	{ "has_steps", "#step" },
	{ "steps_settled", "#step" },
	{ "has_log", "#log" },
	{ "abnormal_followed", "/incidents/new?target_id={number}" },
	{ "no_open_incident", "/incidents?target_id={number}" },
	{ "incident_linked", "/incidents/new?target_id={number}" },
	{ "observed", "#observation" },
	{ "notice_published", "/notices/new?type=update&source_id={number}" },
	{ "evaluation_done", "/evaluations?target_id={number}" },
	{ "improvements_settled", "/evaluations?target_id={number}" },
	{ NULL }
};

static const struct beginning begins[] = {
	{ "incident", "platform_id", .a = "platform_id" },
	{ "incident", "title", .a = "title" },
	{ "incident", "severity", .a = "severity" },
	{ "incident", "found_on", .a = "found_on" },
	{ "incident", "found_at", .a = "found_at" },
	{ "incident", "goal", .a = "description" },
	{ NULL }
};

static const struct offer offers[] = {
	{ "incident", "release monitoring", "incident", "target_id" },
	{ "defect", "testing", "defect", "target_id" },
	{ "change", "planned development testing", "change", "target_id" },
	{ "notice", "monitoring evaluation", "notice", "source_id" },
	{ "training", "release monitoring evaluation", "training", "target_id" },
	{ NULL }
};

static const struct figures figures = { "quarter_plan.report.emergencies", plan_emergencies, "quarter_plan.report" };

static const struct evidence evidence[] = {
	{ "4", EVIDENCE_LATE },
	{ "22", EVIDENCE_MADE },
	{ "22", EVIDENCE_ENDED, "closed" },
	{ "22", EVIDENCE_FAILED, "cancelled" },
	{ "25", EVIDENCE_MADE },
	{ "25", EVIDENCE_LATE },
	{ "26", EVIDENCE_ENDED, "closed" },
	{ NULL }
};

const struct kind iteration_kind = {
	.name = "iteration",
	.plural = "iterations",
	.code = "ITR",
	.icon = "launch",
	.group = GROUP_PROJECTS,
	.key = "i",
	.flags = KIND_BOARD,
	.first = "reported",
	.create = PERMIT_ITERATION_MANAGE,
	.fields = fields,
	.states = states,
	.moves = moves,
	.entries = iteration_entries,
	.objections = iteration_objections,
	.effects = effects,
	.places = places,
	.begins = begins,
	.offers = offers,
	.reports = iteration_reports,
	.figures = &figures,
	.evidence = evidence,
	.waits = STMT_ITERATION_WAITS,
	.facts = STMT_ITERATION_FACTS,
	.clock = STMT_CLOCK_ITERATION,
	.running = STMT_ITERATION_RUNNING,
	.sort = "-number",
	.warns = iteration_warns,
	.check = iteration_check,
	.saved = iteration_saved,
};
