/* SPDX-License-Identifier: ISC */
/*
 * Appeals against penalties (R35.2): the lead or the deputy names three group members who did not propose the
 * penalty and words what it might be changed into; each judges once, and what more than half of them say is the
 * outcome.  Nothing is worded while they judge: another wording begins their round anew.
 */
#include "base/plant.h"
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
	{ "penalty_id", FIELD_RECORD, DERIVED | IN_LIST | FILTER, .ref = "penalty",
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
	{ "filed", "warn", STATE_CIRCLE | STATE_TOLD, .edit = "@author", .due = DUE(RULE_APPEAL_ACCEPT_DAYS) },
	{ "assigned", "info", STATE_CIRCLE | STATE_TOLD, .approval = APPROVE_NAMED, .voters = "deciders",
	    .due = DUE(RULE_APPEAL_DECIDE_DAYS) },
	{ "declined", "", STATE_CIRCLE | STATE_END },
	{ "upheld", "", STATE_CIRCLE | STATE_END },
	{ "changed", "ok", STATE_CIRCLE | STATE_END },
	{ "revoked", "ok", STATE_CIRCLE | STATE_END },
	{ "withdrawn", "", STATE_CIRCLE | STATE_END },
	{ NULL }
};

#define JUDGEMENT (MOVE_BALLOT | MOVE_NO_PARTY | MOVE_REASON)
#define PRESIDES  "group.lead group.deputy"
#define WORDING   "new_measures? new_points? new_decision?"

static struct err *accepted(struct ctx *c, struct record *rec, const struct form *form);
static struct err *reword(struct ctx *c, struct record *rec, const struct form *form);
static struct err *assigned(struct ctx *c, struct record *rec, const struct form *form);
static struct err *uphold(struct ctx *c, struct record *rec, const struct form *form);
static struct err *change(struct ctx *c, struct record *rec, const struct form *form);
static struct err *revoke(struct ctx *c, struct record *rec, const struct form *form);

/* "upheld" is the penalty: the appeal was in vain.  The fact: is_worded. */
static const struct move moves[] = {
	{ "accept", "filed", "assigned", PRESIDES, MOVE_PRIMARY | MOVE_WAITS | MOVE_NO_PARTY,
	    .asks = "deciders " WORDING, .article = "35",
	    .check = appeal_check_accepting, .after = accepted },
	{ "decline", "filed", "declined", PRESIDES, MOVE_DANGER | MOVE_DECIDES,
	    .asks = "accept_reason", .article = "35" },
	{ "uphold", "assigned", "upheld", "@deciders", MOVE_PRIMARY | JUDGEMENT, .article = "35",
	    .after = uphold },
	{ "change", "assigned", "changed", "@deciders", JUDGEMENT, .needs = "is_worded",
	    .article = "35", .after = change },
	{ "revoke", "assigned", "revoked", "@deciders", MOVE_DANGER | JUDGEMENT, .article = "35",
	    .after = revoke },
	{ "reassign", "assigned", NULL, PRESIDES, MOVE_VOTERS | MOVE_NO_PARTY | MOVE_REASON,
	    .asks = "deciders", .article = "35", .check = appeal_check_others,
	    .after = assigned },
	{ "reword", "assigned", NULL, PRESIDES, MOVE_NO_PARTY | MOVE_REASON, .asks = WORDING,
	    .sets_by = "worded_by_id", .article = "35", .check = appeal_check_rewording, .after = reword },
	{ "withdraw", "filed assigned", "withdrawn", "@author", MOVE_DANGER },
	{ NULL }
};

/* Deciders see what they decide on, also those outside the handling circle. */
static struct err *
assigned(struct ctx *c, struct record *rec, const struct form *form)
{
	char **deciders = str_split(c, mem_str(c, form_value(form, "deciders")), ',');

	for (size_t i = 0; deciders[i] != NULL; i++) {
		db_ask(
		    c->db, c, STMT_RECORD_READER_ADD, NULL, ARGS(c->site_id, rec->id, deciders[i]));
		db_ask(c->db, c, STMT_RECORD_READER_ADD, NULL,
		    ARGS(c->site_id, form_stored(rec->fields, "penalty_id"), deciders[i]));
	}
	return (OK);
}

/* Who words what it might become is kept: they will not judge it. */
static struct err *
accepted(struct ctx *c, struct record *rec, const struct form *form)
{
	if (!str_empty(form_value(form, "new_decision")))
		record_set(c, rec, (const char *const[]){ "worded_by_id", c->me->id_text, NULL });
	return (assigned(c, rec, form));
}

/* They judge what is there now: what was judged before stays in the history, and all judge anew, by the same day. */
static struct err *
reword(struct ctx *c, struct record *rec, const struct form *form)
{
	(void)form;
	if (PLANTED(61))
		return (OK);
	TRY(approval_cancel(c, rec));
	return (waiting_settle(c, rec, kind_state(rec->kind, rec->state)));
}

/* ---- the outcome */

/* The reasons of all who agreed stand as those of the decision. */
static const char *
settle(struct ctx *c, struct record *rec, const struct form *form, const char *judgement)
{
	struct buf *b = buf_new(c);

	for (size_t i = 0; i < rows_count(rec->votes); i++)
		if (str_eq(rows_text(rec->votes, i, "choice"), judgement) &&
		    appeal_is_chosen(c, rec->fields, rows_text(rec->votes, i, "account_id")))
			buf_fmt(b, "%s\n", rows_str(rec->votes, i, "opinion"));
	buf_put(b, form_value(form, "reason"));
	record_set(c, rec, (const char *const[]){ "outcome_reason", b->data, NULL });
	/* A change that was worded in vain stands in the history alone. */
	if (!str_eq(judgement, "change") && !str_empty(record_value(rec, "new_decision")))
		record_set(c, rec,
		    (const char *const[]){ "new_measures", NULL, "new_points", NULL, "new_decision",
			NULL, NULL });
	return (b->data);
}

static struct err *
uphold(struct ctx *c, struct record *rec, const struct form *form)
{
	settle(c, rec, form, "uphold");
	return (OK);
}

static struct err *
change(struct ctx *c, struct record *rec, const struct form *form)
{
	const char *reasons = settle(c, rec, form, "change");
	struct record *penalty;

	TRY(record_load(c, form_stored(rec->fields, "penalty_id"), &penalty));
	record_set(c, penalty,
	    (const char *const[]){ "measures", appeal_measures(rec, rec->fields), "points",
		appeal_deducts(rec, rec->fields) ? record_value(rec, "new_points") : NULL, "decision",
		record_value(rec, "new_decision"), NULL });
	return (workflow_follow(c, penalty, "amend", reasons));
}

static struct err *
revoke(struct ctx *c, struct record *rec, const struct form *form)
{
	const char *reasons = settle(c, rec, form, "revoke");
	struct record *penalty;

	TRY(record_load(c, form_stored(rec->fields, "penalty_id"), &penalty));
	return (workflow_follow(c, penalty, "revoke", reasons));
}

static struct err *
entered(struct ctx *c, struct record *rec)
{
	if (!str_eq(rec->state, "assigned"))
		return (OK);
	record_set(c, rec, (const char *const[]){ "decide_by", rec->due, NULL });
	period_begin(c, rec, "decide_by", rule_int(c->site, RULE_APPEAL_DECIDE_DAYS), PERIOD_TOLD);
	return (OK);
}

struct err *
appeal_file(struct ctx *c, const struct record *penalty, const char *reasons)
{
	struct form *form = form_new(c, "appeal", fields);
	struct record *appeal;
	struct rows *id;

	record_ask_id(c, &id);
	TRY(db_wait(c->db));
	form_set(form, "title", penalty->title);
	form_set(form, "penalty_id", penalty->number);
	form_set(form, "reasons", reasons);
	form_set(form, "accept_by", ctx_days_ahead(c, rule_int(c->site, RULE_APPEAL_ACCEPT_DAYS)));
	TRY(record_create(c, &appeal_kind, rows_text(id, 0, "id"), form, &appeal));
	if (appeal == NULL)
		return (RAISE(ERR_INTERNAL, "the appeal against %s is not right", penalty->number));
	period_begin(c, appeal, "accept_by", rule_int(c->site, RULE_APPEAL_ACCEPT_DAYS), PERIOD_TOLD);
	/* Known before: they need not be looked up, and may have left. */
	record_set(c, appeal,
	    (const char *const[]){ "proposer_id", penalty->author_id, "subject_department_id",
		form_stored(penalty->fields, "subject_department_id"), NULL });
	db_ask(c->db, c, STMT_LINK_ADD, NULL,
	    ARGS(c->site_id, appeal->id, penalty->id, "about", c->now, c->me->id_text));
	/*
	 * Whoever proposed the penalty must see that it is contested, or they would carry it out.
	 */
	db_ask(c->db, c, STMT_RECORD_READER_ADD, NULL,
	    ARGS(c->site_id, appeal->id, penalty->author_id));
	return (OK);
}

const struct kind appeal_kind = {
	.name = "appeal",
	.plural = "appeals",
	.code = "APL",
	.icon = "appeal",
	.first = "filed",
	.create = NULL,         /* by the penalty's move "appeal" */
	.fields = fields,
	.states = states,
	.moves = moves,
	.facts = FACTS(STMT_APPEAL_FACTS),
	.sort = "-number",
	.entered = entered,
};
