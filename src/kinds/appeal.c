/* SPDX-License-Identifier: ISC */
/*
 * Appeals against penalties (R35.2): the lead or the deputy names three group members who did not propose the
 * penalty and words what it might be changed into; each judges once, and what more than half of them say is the
 * outcome.  Nothing is worded while they judge: another wording begins their round anew.
 */
#include "base/str.h"
#include "kinds/appeal.h"
#include "kinds/kinds.h"
#include "kinds/penalty.h"
#include "record/approval.h"
#include "record/period.h"
#include "record/record.h"
#include "record/waiting.h"
#include "record/workflow.h"

#include <string.h>

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON | DERIVED | IN_LIST | WIDE, .max = 120 },
	{ "penalty_id", FIELD_RECORD, DERIVED | IN_LIST | FILTER, .ref = "penalty", .links = "about",
	    .article = "35" },
	{ "proposer_id", FIELD_ACCOUNT, DERIVED | PARTY },
	{ "subject_department_id", FIELD_DEPARTMENT, DERIVED | PARTY },
	{ "reasons", FIELD_TEXT, REQUIRED | WIDE | EXPORTED | MULTILINE },
	{ "request", FIELD_TEXT, WIDE | EXPORTED, .max = 2000 },
	{ "accept_by", FIELD_DATE, DERIVED | IN_LIST },
	{ "accept_reason", FIELD_TEXT, DERIVED | WIDE | EXPORTED, .max = 2000 },
	{ "deciders", FIELD_ACCOUNTS, DERIVED | EXPORTED },
	{ "decide_by", FIELD_DATE, DERIVED | IN_LIST },
	{ "outcome_reason", FIELD_TEXT, DERIVED | WIDE | EXPORTED },
	/* What the penalty becomes when it is changed. */
	{ "new_measures", FIELD_CHOICES, DERIVED | WIDE | EXPORTED, .choices = penalty_measures,
	    .article = "35" },
	{ "new_points", FIELD_INT, DERIVED | EXPORTED, .min = 0, .max = 1000 },
	{ "new_decision", FIELD_TEXT, DERIVED | WIDE | EXPORTED | MULTILINE },
	{ "worded_by_id", FIELD_ACCOUNT, DERIVED },
	{ NULL }
};

static const struct state states[] = {
	{ "filed", "", STATE_CIRCLE | STATE_TOLD, .edit = { { .is = "@author" } }, .due = DUE(RULE_APPEAL_ACCEPT_DAYS) },
	{ "assigned", "", STATE_CIRCLE | STATE_TOLD, .approval = APPROVE_NAMED, .voters = "deciders",
	    .due = DUE(RULE_APPEAL_DECIDE_DAYS) },
	{ "declined", "", STATE_CIRCLE | STATE_END },
	{ "upheld", "", STATE_CIRCLE | STATE_END },
	{ "changed", "ok", STATE_CIRCLE | STATE_END },
	{ "revoked", "ok", STATE_CIRCLE | STATE_END },
	{ "withdrawn", "", STATE_CIRCLE | STATE_END },
	{ NULL }
};

#define JUDGEMENT (MOVE_BALLOT | MOVE_NO_PARTY | MOVE_REASON)
#define PRESIDES  { PERMIT_GROUP_LEAD }, { PERMIT_GROUP_DEPUTY }
#define WORDING   "new_measures? new_points? new_decision?"

static struct err *reword(struct ctx *c, struct record *rec, const struct form *form);
static struct err *settle(struct ctx *c, struct record *rec, const struct form *form);

/* "upheld" is the penalty: the appeal was in vain.  The fact: is_worded. */
static const struct move moves[] = {
	{ "accept", "filed", "assigned", { PRESIDES }, MOVE_PRIMARY | MOVE_WAITS | MOVE_NO_PARTY,
	    .asks = "deciders " WORDING, .article = "35",
	    .check = appeal_check_accepting },
	{ "decline", "filed", "declined", { PRESIDES }, MOVE_DANGER | MOVE_DECIDES,
	    .asks = "accept_reason", .article = "35" },
	{ "uphold", "assigned", "upheld", { { .is = "@deciders" } }, MOVE_PRIMARY | JUDGEMENT, .article = "35",
	    .after = settle },
	{ "change", "assigned", "changed", { { .is = "@deciders" } }, JUDGEMENT, .needs = "is_worded",
	    .article = "35", .after = settle },
	{ "revoke", "assigned", "revoked", { { .is = "@deciders" } }, MOVE_DANGER | JUDGEMENT, .article = "35",
	    .after = settle },
	{ "reassign", "assigned", NULL, { PRESIDES }, MOVE_VOTERS | MOVE_NO_PARTY | MOVE_REASON,
	    .asks = "deciders", .article = "35", .check = appeal_check_others },
	{ "reword", "assigned", NULL, { PRESIDES }, MOVE_NO_PARTY | MOVE_REASON, .asks = WORDING,
	    .sets_by = "worded_by_id", .article = "35", .check = appeal_check_rewording, .after = reword },
	{ "withdraw", "filed assigned", "withdrawn", { { .is = "@author" } }, MOVE_DANGER },
	{ NULL }
};

static const struct objection objections[] = {
	/* Who words it does not judge it. */
	{ "move:reword", "@deciders~:me", "new_decision", "appeal.complaint.names_oneself" },
	{ NULL }
};

static const struct effect effects[] = {
	{ "made", .sets = "accept_by=@due" },
	/* Who words what it might become is kept: they will not judge it. */
	{ "move:accept", "@new_decision", .sets = "worded_by_id=:me" },
	/* Deciders see what they decide on, also those outside the handling circle. */
	{ "move:accept move:reassign", .reads = "@deciders" },
	{ "move:accept move:reassign", .field = "penalty_id", .reads = "@deciders" },
	{ "*>assigned", .sets = "decide_by=@due" },
	{ "move:change", .field = "penalty_id", .move = "amend", .reason = "@outcome_reason" },
	{ "move:revoke", .field = "penalty_id", .move = "revoke", .reason = "@outcome_reason" },
	{ NULL }
};

/* They judge what is there now: what was judged before stays in the history, and all judge anew, by the same day. */
static struct err *
reword(struct ctx *c, struct record *rec, const struct form *form)
{
	(void)form;
	TRY(approval_cancel(c, rec));
	return (waiting_settle(c, rec, kind_state(rec->kind, rec->state)));
}

/* ---- the outcome */

static struct err *
change(struct ctx *c, struct record *rec)
{
	struct record *penalty;

	TRY(record_load(c, form_stored(rec->fields, "penalty_id"), &penalty));
	record_set(c, penalty,
	    (const char *const[]){ "measures", appeal_measures(rec, rec->fields), "points",
		appeal_deducts(rec, rec->fields) ? record_value(rec, "new_points") : NULL, "decision",
		record_value(rec, "new_decision"), NULL });
	return (OK);
}

/* The reasons of all who agreed stand as those of the decision; a change that was worded in vain stands in the history alone. */
static struct err *
settle(struct ctx *c, struct record *rec, const struct form *form)
{
	struct buf *b = buf_new(c);

	for (size_t i = 0; i < rows_count(rec->votes); i++) {
		const struct move *judged = kind_move(rec->kind, rows_str(rec->votes, i, "choice"));

		if (judged != NULL && str_eq(judged->to, rec->state) && appeal_is_chosen(c, rec->fields, rows_text(rec->votes, i, "account_id")))
			buf_fmt(b, "%s\n", rows_str(rec->votes, i, "opinion"));
	}
	buf_put(b, form_value(form, "reason"));
	record_set(c, rec, (const char *const[]){ "outcome_reason", b->data, NULL });
	if (str_eq(rec->state, "changed"))
		return (change(c, rec));
	record_set(c, rec, (const char *const[]){ "new_measures", NULL, "new_points", NULL, "new_decision", NULL, NULL });
	return (OK);
}

/* ---- by when */

static struct err *
created(struct ctx *c, struct record *rec)
{
	period_begin(c, rec, "accept_by", rule_int(c->site, RULE_APPEAL_ACCEPT_DAYS), PERIOD_TOLD);
	return (OK);
}

static struct err *
entered(struct ctx *c, struct record *rec)
{
	if (str_eq(rec->state, "assigned"))
		period_begin(c, rec, "decide_by", rule_int(c->site, RULE_APPEAL_DECIDE_DAYS), PERIOD_TOLD);
	return (OK);
}

static const struct evidence evidence[] = {
	{ "35", EVIDENCE_MADE },
	{ "35", EVIDENCE_ENDED, "upheld" },
	{ "35", EVIDENCE_FAILED, "changed revoked" },
	{ "35", EVIDENCE_LATE },
	{ NULL }
};

const struct kind appeal_kind = {
	.name = "appeal",
	.plural = "appeals",
	.code = "APL",
	.icon = "appeal",
	.group = GROUP_INCENTIVES,
	.first = "filed",
	.create = PERMIT_NONE,         /* by the penalty's move "appeal" */
	.fields = fields,
	.states = states,
	.moves = moves,
	.objections = objections,
	.effects = effects,
	.evidence = evidence,
	.facts = STMT_APPEAL_FACTS,
	.sort = "-number",
	.created = created,
	.entered = entered,
};
