/* SPDX-License-Identifier: ISC */
/*
 * Rewards (R33.1, R34.1): anyone nominates, the technical department proposes, the group approves.
 */
#include "base/str.h"
#include "kinds/kinds.h"
#include "record/points.h"
#include "record/record.h"

static const char *const subjects[] = { "person", "department", "team", NULL };
static const char *const grounds[] = {
	"on_plan", "hazard_found", "suggestion", "emergency_merit", "other", NULL
};
static const char *const types[] = { "bonus", "points", "commendation", "title", NULL };

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON | REQUIRED | IN_LIST | SEARCHED | WIDE, .max = 120 },
	{ "subject", FIELD_CHOICE, REQUIRED | IN_LIST | FILTER, .choices = subjects,
	    .article = "33" },
	{ "person_id", FIELD_ACCOUNT, REQUIRED | IN_LIST | FILTER | PARTY, .when = "subject=person" },
	{ "subject_department_id", FIELD_DEPARTMENT, REQUIRED | IN_LIST | FILTER | PARTY,
	    .when = "subject=department" },
	{ "team", FIELD_LINE, REQUIRED | SEARCHED | EXPORTED, .max = 100, .when = "subject=team" },
	{ "ground", FIELD_CHOICE, REQUIRED | IN_LIST | FILTER, .choices = grounds,
	    .article = "33" },
	{ "facts", FIELD_TEXT, REQUIRED | SEARCHED | WIDE | EXPORTED | MULTILINE, .article = "33" },
	/* Set by the proposal. */
	{ "type", FIELD_CHOICE, DERIVED | IN_LIST | FILTER, .choices = types, .article = "34" },
	{ "amount", FIELD_MONEY, DERIVED | EXPORTED, .min = 1, .when = "type=bonus", .article = "34" },
	{ "points", FIELD_INT, DERIVED | EXPORTED, .min = 1, .max = 1000, .when = "type=points",
	    .article = "34" },
	{ "honour", FIELD_LINE, DERIVED | EXPORTED, .max = 100, .when = "type=title",
	    .article = "34" },
	{ "proposal", FIELD_TEXT, DERIVED | WIDE | EXPORTED, .article = "34" },
	{ "citation", FIELD_TEXT, DERIVED | WIDE, .article = "34" },
	{ "carried_out", FIELD_TEXT, DERIVED | WIDE | EXPORTED, .max = 2000 },
	{ "notice_id", FIELD_RECORD, DERIVED, .ref = "notice" },
	{ NULL }
};

static const struct state states[] = {
	{ "nominated", "", .edit = { { .is = "@author" } } },
	{ "proposed", "" },
	{ "group_approval", "", .edit = { { .is = "@author" } }, .approval = APPROVE_GROUP,
	    .approved = "approved", .rejected = "nominated", .due = DUE(RULE_DECIDE_DAYS) },
	{ "approved", "ok" },
	{ "carried_out", "ok", STATE_END },
	{ "declined", "", STATE_END },
	{ NULL }
};

/* The facts: has_evidence, award_barred. */
static struct err *book(struct ctx *c, struct record *rec, const struct form *form);

static const struct move moves[] = {
	{ "propose", "nominated proposed", "proposed", { { PERMIT_INCENTIVE_PROPOSE } },
	    MOVE_PRIMARY | MOVE_WAITS | MOVE_PARTY, .asks = "type amount points honour proposal citation?",
	    .needs = "has_evidence", .not_by = "person_id", .article = "34" },
	{ "submit", "proposed", "group_approval", { { PERMIT_INCENTIVE_PROPOSE } },
	    MOVE_PRIMARY | MOVE_WAITS | MOVE_SUBMITS, .not_by = "person_id", .article = "34" },
	{ "decline", "nominated proposed", "declined", { { PERMIT_INCENTIVE_PROPOSE } },
	    MOVE_DANGER | MOVE_DECIDES | MOVE_REASON },
	{ "carry_out", "approved", "carried_out", { { PERMIT_INCENTIVE_CARRY_OUT } }, MOVE_PRIMARY | MOVE_WAITS,
	    .asks = "carried_out", .not_by = "person_id", .article = "34",
	    .after = book },
	/* What was approved before the penalty cannot be carried out under it. */
	{ "lapse", "approved", "declined", { { PERMIT_INCENTIVE_CARRY_OUT } }, MOVE_DANGER | MOVE_REASON,
	    .needs = "award_barred", .not_by = "person_id", .article = "35" },
	{ NULL }
};

#define DECIDED "move:propose move:submit move:carry_out"

static const struct objection objections[] = {
	/* Whom a penalty in effect bars from awards gets none (R35.1).  Its number is for those who see the penalty: the facts hold it for
	   nobody else. */
	{ DECIDED, "#award_barred #barred_by", NULL, "reward.complaint.barred_by", "#barred_by" },
	{ DECIDED, "#award_barred !#barred_by", NULL, "reward.complaint.barred" },
	{ "move:propose", "type=points subject=team", "type", "reward.complaint.team_has_no_account" },
	/* A spiritual reward is announced, so there is a text for it. */
	{ "move:propose", "type=commendation|title !citation", "citation", "reward.complaint.no_citation" },
	{ NULL }
};

static const struct effect effects[] = {
	{ "move:carry_out", "type=commendation|title", .makes = "notice", .into = "notice_id", .move = "publish",
	    .sets = "type=commendation title=@title body=@citation audience=all " ANNOUNCED_BY_RULE },
	{ NULL }
};

static struct err *
book(struct ctx *c, struct record *rec, const struct form *form)
{
	(void)form;
	if (str_eq(record_value(rec, "type"), "points"))
		points_book(c, rec->id, form_stored(rec->fields, "person_id"), form_stored(rec->fields, "subject_department_id"), points_of(rec));
	return (OK);
}

/* The decision on a reward; a commendation is printed from its notice as well. */
static const struct paper paper = {
	.states = "approved carried_out",
	.to = "person_id subject_department_id team",
	.body = "citation proposal facts",
	.facts = "ground type amount points honour",
};

static const struct evidence evidence[] = {
	{ "33", EVIDENCE_MADE },
	{ "33", EVIDENCE_FAILED, "declined" },
	{ "33", EVIDENCE_LATE },
	{ "34", EVIDENCE_ENDED, "carried_out" },
	{ NULL }
};

const struct kind reward_kind = {
	.name = "reward",
	.plural = "rewards",
	.code = "RWD",
	.icon = "reward",
	.group = GROUP_INCENTIVES,
	.first = "nominated",
	.create = PERMIT_INCENTIVE_NOMINATE,
	.fields = fields,
	.states = states,
	.moves = moves,
	.objections = objections,
	.effects = effects,
	.evidence = evidence,
	.facts = STMT_REWARD_FACTS,
	.sort = "-number",
	.print = &paper,
};
