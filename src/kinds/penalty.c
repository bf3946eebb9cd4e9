/* SPDX-License-Identifier: ISC */
/*
 * Penalties (R35.1): drafted, those concerned are heard, the decision is worded, the group decides on that text, it is
 * served, and when the time for an appeal has passed it is carried out.  A draft is its author's; then the handling circle
 * and those concerned see it: the person, or who heads the department.  What the moves do is in penalty_acts.c, the rules
 * about measures, money and days in penalty_rules.c.
 */
#include "kinds/kinds.h"
#include "kinds/penalty.h"

static const char *const subjects[] = { "person", "department", "supplier", NULL };
static const char *const grounds[] = {
	"process_skipped", "unauthorised", "testing", "leak", "rectification", "concealed",
	"documents", "funds", "other", NULL
};
static const char *const severities[] = {
	"minor", "general", "serious", "especially_serious", NULL
};
static const char *const mitigating[] = {
	"reported_oneself", "remedied", "cooperated", "first_time", "minor_part", NULL
};
static const char *const aggravating[] = {
	"repeated", "intentional", "concealed", "obstructed", "grave_result", NULL
};
static const char *const liabilities[] = { "direct", "managing", "leading", NULL };
const char *const penalty_measures[] = {
	"verbal_warning", "written_warning", "notice_of_criticism", "performance_deduction",
	"award_ineligibility", "demerit", "transfer", "dismissal_proposal", "compensation", "fine",
	"ordered_rectification", "contract_penalty", "staff_removal", NULL
};

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON | REQUIRED | IN_LIST | WIDE, .max = 120 },
	{ "subject", FIELD_CHOICE, REQUIRED | IN_LIST | FILTER, .choices = subjects,
	    .article = "35" },
	{ "person_id", FIELD_ACCOUNT, REQUIRED | IN_LIST | FILTER | PARTY, .when = "subject=person" },
	{ "subject_department_id", FIELD_DEPARTMENT, REQUIRED | IN_LIST | FILTER | PARTY,
	    .when = "subject=department" },
	{ "supplier", FIELD_LINE, REQUIRED | EXPORTED, .max = 100, .when = "subject=supplier" },
	{ "provider_id", FIELD_RECORD, EXPORTED, .ref = "provider", .offered = "in_use suspended ended", .when = "subject=supplier" },
	{ "ground", FIELD_CHOICE, REQUIRED | IN_LIST | FILTER, .choices = grounds,
	    .article = "35" },
	{ "rectification_id", FIELD_RECORD, EXPORTED, .ref = "rectification", .in = "issued acknowledged submitted closed", .links = "about", .when = "ground=rectification" },
	{ "article", FIELD_LINE, EXPORTED, .max = 60 },
	{ "facts", FIELD_TEXT, REQUIRED | WIDE | EXPORTED | MULTILINE },
	{ "severity", FIELD_CHOICE, REQUIRED | IN_LIST | FILTER, .choices = severities,
	    .article = "35" },
	{ "mitigating", FIELD_CHOICES, EXPORTED, .choices = mitigating },
	{ "aggravating", FIELD_CHOICES, EXPORTED, .choices = aggravating },
	{ "liability", FIELD_CHOICE, REQUIRED | EXPORTED, .choices = liabilities,
	    .when = "subject=person" },
	{ "measures", FIELD_CHOICES, WIDE | EXPORTED, .choices = penalty_measures, .article = "35" },
	{ "points", FIELD_INT, REQUIRED | EXPORTED, .min = 1, .max = 1000,
	    .when = "measures=performance_deduction" },
	{ "compensation", FIELD_MONEY, REQUIRED | EXPORTED, .min = 1, .when = "measures=compensation" },
	{ "monthly_wage", FIELD_MONEY, REQUIRED, .min = 1, .when = "measures=compensation" },
	{ "instalments", FIELD_INT, DERIVED | EXPORTED },
	{ "fine", FIELD_MONEY, REQUIRED | EXPORTED, .min = 1, .when = "measures=fine" },
	{ "contract_penalty", FIELD_MONEY, REQUIRED | EXPORTED, .min = 1,
	    .when = "measures=contract_penalty" },
	{ "effect_months", FIELD_INT, EXPORTED, .min = 0, .max = 36 },
	{ "union_notice", FIELD_FILE, DERIVED },
	/* Set by the moves. */
	{ "statement", FIELD_TEXT, DERIVED | WIDE | EXPORTED },
	{ "statement_on", FIELD_DATE, DERIVED | EXPORTED },
	{ "statement_until", FIELD_DATE, DERIVED | EXPORTED },
	{ "hearing_seen_on", FIELD_DATE, DERIVED },
	{ "statement_waived", FIELD_TEXT, DERIVED | EXPORTED, .max = 2000 },
	{ "decided_on", FIELD_DATE, DERIVED | IN_LIST },
	{ "decision", FIELD_TEXT, DERIVED | WIDE | EXPORTED | MULTILINE },
	/* As told; periods count from the next two. */
	{ "served_on", FIELD_DATE, DERIVED | EXPORTED, .earliest = "decided_on", .latest = "today" },
	{ "served_recorded_on", FIELD_DATE, DERIVED | EXPORTED },
	{ "acknowledged_on", FIELD_DATE, DERIVED | EXPORTED },
	{ "appeal_until", FIELD_DATE, DERIVED | EXPORTED },
	{ "effect_from", FIELD_DATE, DERIVED | EXPORTED },
	{ "effect_to", FIELD_DATE, DERIVED | EXPORTED },
	{ "lifted_on", FIELD_DATE, DERIVED | EXPORTED },
	{ "falls_due_on", FIELD_DATE, DERIVED | EXPORTED },
	{ "carried_out", FIELD_TEXT, DERIVED | WIDE | EXPORTED, .max = 2000 },
	{ "notice_id", FIELD_RECORD, DERIVED, .ref = "notice" },
	{ NULL }
};

static const struct state states[] = {
	/* Not even for the handling circle: whom it is about may belong to it. */
	{ "drafted", "", STATE_PRIVATE, .edit = { { .is = "@author" } } },
	{ "statement", "", STATE_CIRCLE | STATE_TOLD, .due = DUE(RULE_STATEMENT_DAYS) },
	{ "wording", "", STATE_CIRCLE },
	{ "group_approval", "", STATE_CIRCLE, .approval = APPROVE_GROUP, .approved = "decided",
	    .rejected = "wording", .due = DUE(RULE_DECIDE_DAYS) },
	{ "decided", "", STATE_CIRCLE, .sets_on = "decided_on" },
	{ "carried_out", "", STATE_CIRCLE | STATE_END },
	{ "lifted", "", STATE_CIRCLE | STATE_END },
	{ "revoked", "", STATE_CIRCLE | STATE_END },
	{ "dropped", "", STATE_CIRCLE | STATE_END },
	{ "discarded", "", STATE_PRIVATE | STATE_END },
	{ NULL }
};

#define CONCERNED "@person_id @subject_department_id"
#define READY     "measures article has_evidence union_heard"

/*
 * The facts: has_evidence, union_heard, outside_the_portal, statement_over, unacknowledged, not_served, appeal_open,
 * appeal_settled, effect_over.  Who drafts is never the one concerned: penalty_check.
 */
static const struct move moves[] = {
	{ "hear", "drafted", "statement", { { .is = "@author @owner" } }, MOVE_PRIMARY | MOVE_SUBMITS | MOVE_CHECKS,
	    .needs = READY, .article = "35" },
	{ "state", "statement", "wording", { { .is = CONCERNED } }, MOVE_PRIMARY | MOVE_WAITS, .asks = "statement",
	    .sets_on = "statement_on", .article = "35" },
	/* Whom the portal does not know is heard outside it, by somebody else than the proposer. */
	{ "record_statement", "statement", "wording", { { PERMIT_INCENTIVE_HEAR } }, MOVE_DECIDES,
	    .asks = "statement", .needs = "outside_the_portal", .sets_on = "statement_on",
	    .article = "35" },
	{ "waive", "statement", "wording", { { .is = "@author @owner" } }, MOVE_BY_CLOCK,
	    .asks = "statement_waived", .needs = "statement_over", .article = "35" },
	{ "acknowledge", "statement decided", NULL, { { .is = CONCERNED } }, 0, .needs = "unacknowledged",
	    .article = "35", .after = penalty_acknowledged },
	/* The text that the group votes on, and that is served and printed. */
	{ "put", "wording", "group_approval", { { .is = "@author @owner" } },
	    MOVE_PRIMARY | MOVE_WAITS | MOVE_SUBMITS | MOVE_CHECKS, .asks = "decision", .needs = READY,
	    .article = "35" },
	/* Other facts or measures than those concerned were heard about: they are heard again. */
	{ "revise", "wording", "drafted", { { .is = "@author @owner" } }, MOVE_REASON, .article = "35" },
	{ "serve", "decided", NULL, { { .is = "@author @owner" }, { PERMIT_INCENTIVE_CARRY_OUT } }, MOVE_PRIMARY | MOVE_WAITS,
	    .asks = "served_on", .needs = "not_served", .not_by = "person_id", .article = "35",
	    .after = penalty_served },
	{ "appeal", "decided carried_out", NULL, { { .is = CONCERNED } }, MOVE_REASON, .needs = "appeal_open",
	    .article = "35" },
	/* From here on finance sees what it is to deduct. */
	{ "fall_due", "decided", NULL, NOBODY, MOVE_BY_CLOCK | MOVE_ONLY_RULES,
	    .needs = "appeal_settled", .sets_on = "falls_due_on", .article = "35" },
	{ "carry_out", "decided", "carried_out", { { PERMIT_INCENTIVE_CARRY_OUT } }, MOVE_PRIMARY,
	    .asks = "carried_out", .needs = "served_on appeal_settled", .not_by = "person_id",
	    .article = "35", .after = penalty_book },
	{ "lift", "carried_out", "lifted", { { PERMIT_INCENTIVE_CARRY_OUT } }, MOVE_BY_CLOCK,
	    .needs = "effect_over", .not_by = "person_id", .sets_on = "lifted_on", .article = "35" },
	/* What an appeal brings about (R35.2). */
	{ "amend", "decided carried_out lifted", NULL, NOBODY, MOVE_ONLY_RULES, .article = "35",
	    .after = penalty_book },
	{ "revoke", "decided carried_out lifted", "revoked", NOBODY, MOVE_ONLY_RULES, .article = "35",
	    .after = penalty_give_back },
	{ "discard", "drafted", "discarded", { { .is = "@author @owner" } }, MOVE_DANGER | MOVE_REASON },
	{ "drop", "wording", "dropped", { { .is = "@author @owner" } }, MOVE_DANGER | MOVE_REASON },
	{ NULL }
};

static const struct objection objections[] = {
	/* Nobody drafts one for themselves, or speaks for those concerned in one they proposed, not even as their head. */
	{ "form", "person_id=:me", "person_id", "penalty.complaint.own" },
	{ "move:state", "is:@author,@submitter", "statement", "penalty.complaint.own_statement" },
	/* Whoever was heard sees it from then on, so it does not become one of somebody else. */
	{ "form", "@statement_until !subject=@subject", "subject", "penalty.complaint.other_subject" },
	{ "form", "@statement_until !person_id=@person_id", "person_id", "penalty.complaint.other_subject" },
	{ "form", "@statement_until !subject_department_id=@subject_department_id", "subject_department_id", "penalty.complaint.other_subject" },
	{ "form", "@statement_until !supplier=@supplier", "supplier", "penalty.complaint.other_subject" },
	{ "form", "@statement_until !provider_id=@provider_id", "provider_id", "penalty.complaint.other_subject" },
	{ NULL }
};

/* What came late or to nothing, and who was responsible for it. */
static const struct beginning begins[] = {
	{ "rectification", "title", .words = "penalty.begin.late", .a = "number" },
	{ "rectification", "subject", .value = "person" },
	{ "rectification", "person_id", .a = "owner_id" },
	{ "rectification", "ground", .value = "rectification" },
	{ "rectification", "facts", .words = "penalty.begin.facts", .a = "number", .b = "deadline_on" },
	{ NULL }
};

/* The written decision as it is served (R35.1). */
static const struct paper paper = {
	.states = "decided carried_out lifted revoked",
	.over = "revoked",
	.to = "person_id subject_department_id supplier",
	.grounds = "facts",
	.body = "decision",
	.date = "decided_on",
	.facts = "title ground article severity liability measures points compensation instalments fine "
		 "contract_penalty effect_from effect_to served_on served_recorded_on appeal_until",
	/* Which day that is, is known once it is served; this is the paper that is served. */
	.until = "appeal_until",
	.within = "%appeal_days",
	/* A department is addressed itself, and a supplier has none. */
	.copied = "@subject=person",
};

static const struct evidence evidence[] = {
	{ "35", EVIDENCE_MADE },
	{ "35", EVIDENCE_ENDED, "carried_out lifted" },
	{ "35", EVIDENCE_FAILED, "revoked dropped" },
	{ "35", EVIDENCE_LATE },
	{ NULL }
};

const struct kind penalty_kind = {
	.name = "penalty",
	.plural = "penalties",
	.code = "PEN",
	.icon = "penalty",
	.group = GROUP_INCENTIVES,
	.first = "drafted",
	.create = PERMIT_INCENTIVE_PROPOSE,
	.fields = fields,
	.states = states,
	.moves = moves,
	.objections = objections,
	.effects = penalty_effects,
	.begins = begins,
	.evidence = evidence,
	.facts = STMT_PENALTY_FACTS,
	.clock = STMT_CLOCK_PENALTY,
	.sort = "-number",
	.print = &paper,
	.check = penalty_check,
	.entered = penalty_open_hearing,
};
