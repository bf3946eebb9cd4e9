/* SPDX-License-Identifier: ISC */
/*
 * Appeals against penalties (R35.2): the lead or the deputy names group members who did not propose the
 * penalty; each judges once, and what more than half of them say is the outcome.  A change has one
 * wording: who judges "change" first gives it, who does so later agrees to it.
 */
#include "base/str.h"
#include "kinds/appeal.h"
#include "kinds/kinds.h"
#include "kinds/penalty.h"
#include "record/record.h"
#include "record/workflow.h"

#include <string.h>

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON | DERIVED | IN_LIST | WIDE, .max = 120 },
	{ "penalty_id", FIELD_RECORD, DERIVED | IN_LIST | FILTER, .ref = "penalty",
	    .article = "35" },
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
	{ NULL }
};

static const struct state states[] = {
	{ "filed", "warn", STATE_CIRCLE, .edit = "@author", .due = DUE(RULE_APPEAL_ACCEPT_DAYS) },
	{ "assigned", "info", STATE_CIRCLE, .approval = APPROVE_NAMED, .voters = "deciders",
	    .due = DUE(RULE_APPEAL_DECIDE_DAYS) },
	{ "declined", "", STATE_CIRCLE | STATE_END },
	{ "upheld", "", STATE_CIRCLE | STATE_END },
	{ "changed", "ok", STATE_CIRCLE | STATE_END },
	{ "revoked", "ok", STATE_CIRCLE | STATE_END },
	{ "withdrawn", "", STATE_CIRCLE | STATE_END },
	{ NULL }
};

#define JUDGEMENT (MOVE_BALLOT | MOVE_NO_PARTY | MOVE_REASON)

static void check_deciders(struct ctx *c, struct record *rec, struct form *form);
static void check_others(struct ctx *c, struct record *rec, struct form *form);
static void check_change(struct ctx *c, struct record *rec, struct form *form);
static struct err *assigned(struct ctx *c, struct record *rec, const struct form *form);
static struct err *uphold(struct ctx *c, struct record *rec, const struct form *form);
static struct err *change(struct ctx *c, struct record *rec, const struct form *form);
static struct err *revoke(struct ctx *c, struct record *rec, const struct form *form);

/* "upheld" is the penalty: the appeal was in vain. */
static const struct move moves[] = {
	{ "accept", "filed", "assigned", "group.lead group.deputy",
	    MOVE_PRIMARY | MOVE_WAITS | MOVE_NO_PARTY, .asks = "deciders", .article = "35",
	    .check = check_deciders, .after = assigned },
	{ "decline", "filed", "declined", "group.lead group.deputy", MOVE_DANGER | MOVE_DECIDES,
	    .asks = "accept_reason", .article = "35" },
	{ "uphold", "assigned", "upheld", "@deciders", MOVE_PRIMARY | JUDGEMENT, .article = "35",
	    .after = uphold },
	{ "change", "assigned", "changed", "@deciders", JUDGEMENT,
	    .asks = "new_measures? new_points? new_decision?", .article = "35",
	    .check = check_change, .after = change },
	{ "revoke", "assigned", "revoked", "@deciders", MOVE_DANGER | JUDGEMENT, .article = "35",
	    .after = revoke },
	{ "reassign", "assigned", NULL, "group.lead group.deputy", MOVE_VOTERS | MOVE_NO_PARTY | MOVE_REASON,
	    .asks = "deciders", .article = "35", .check = check_others, .after = assigned },
	{ "withdraw", "filed assigned", "withdrawn", "@author", MOVE_DANGER },
	{ NULL }
};

static bool
is_eligible(const struct record *rec, const char *account)
{
	return (str_has_word(rows_str(rec->facts, 0, "eligible"), account));
}

/*
 * The facts know who may decide: group members who neither proposed the penalty nor are concerned.
 */
static void
check_deciders(struct ctx *c, struct record *rec, struct form *form)
{
	char **chosen = str_split(c, mem_str(c, form_value(form, "deciders")), ',');

	for (size_t i = 0; chosen[i] != NULL; i++)
		if (!is_eligible(rec, chosen[i]))
			form_complain(form, "deciders", "appeal.complaint.not_eligible", NULL);
}

static bool
is_chosen(struct ctx *c, const struct form *form, const char *account)
{
	char **chosen = str_split(c, mem_str(c, form_value(form, "deciders")), ',');

	for (size_t i = 0; chosen[i] != NULL; i++)
		if (str_eq(chosen[i], account))
			return (true);
	return (false);
}

/* How many of those chosen have made this judgement? */
static size_t
agree(struct ctx *c, const struct record *rec, const struct form *form, const char *judgement)
{
	size_t n = 0;

	for (size_t i = 0; i < rows_count(rec->votes); i++)
		n += str_eq(rows_text(rec->votes, i, "choice"), judgement) &&
		     is_chosen(c, form, rows_text(rec->votes, i, "account_id"));
	return (n);
}

/* Naming others is no way to choose the outcome: who has judged stays, and new ones have the last word. */
static void
check_others(struct ctx *c, struct record *rec, struct form *form)
{
	size_t n = 0;

	check_deciders(c, rec, form);
	for (char **chosen = str_split(c, mem_str(c, form_value(form, "deciders")), ','); chosen[n] != NULL;)
		n++;
	for (size_t i = 0; i < rows_count(rec->votes); i++) {
		const char *account = rows_text(rec->votes, i, "account_id");

		if (is_eligible(rec, account) && !is_chosen(c, form, account))
			form_complain(form, "deciders", "appeal.complaint.has_judged", rows_str(rec->votes, i, "name"));
		if (2 * agree(c, rec, form, rows_str(rec->votes, i, "choice")) > n)
			form_complain(form, "deciders", "appeal.complaint.decided_at_once", NULL);
	}
}

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

/* ---- what the penalty becomes when it is changed */

/* The measures as they will be: as chosen, or as they are. */
static const char *
measures_then(const struct record *rec, const struct form *form)
{
	return (str_or(form_value(form, "new_measures"), rows_str(rec->facts, 0, "measures_now")));
}

static bool
deducts(const struct record *rec, const struct form *form)
{
	return (strstr(measures_then(rec, form), "performance_deduction") != NULL);
}

/* An appeal never makes it worse: no new measure but the mildest. */
static void
check_measures(struct ctx *c, struct record *rec, struct form *form)
{
	const char *had = rows_str(rec->facts, 0, "measures_now");
	char **kept = str_split(c, mem_str(c, form_value(form, "new_measures")), ',');
	char **all = str_split(c, mem_str(c, had), ',');

	for (size_t i = 0; kept[i] != NULL; i++) {
		bool is_known = str_eq(kept[i], "verbal_warning");

		for (size_t k = 0; all[k] != NULL; k++)
			is_known = is_known || str_eq(kept[i], all[k]);
		if (!is_known)
			form_complain(form, "new_measures", "appeal.complaint.harder", NULL);
	}
}

/* Of the points fewer remain, or, where measures fall, no more than there were. */
static void
check_points(const struct record *rec, struct form *form, bool other)
{
	int64_t now = rows_int(rec->facts, 0, "points_now"), then = now;

	if (!deducts(rec, form))
		return;
	if (!str_to_int(str_or(form_value(form, "new_points"), "-"), 0, INT64_MAX, &then) ||
	    then > now || (then == now && !other))
		form_complain(form, "new_points", "appeal.complaint.not_fewer",
		    rows_str(rec->facts, 0, "points_now"));
}

/* Is there a wording already, by a decider who is still one? */
static bool
is_worded(struct ctx *c, const struct record *rec)
{
	return (agree(c, rec, rec->fields, "change") > 0);
}

/* Who agrees to a wording may leave the fields as they are or empty, and nothing else. */
static void
agree_to_wording(const struct record *rec, struct form *form)
{
	static const char *const names[] = { "new_measures", "new_points", "new_decision" };

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		const char *there = record_value(rec, names[i]);

		if (!str_empty(form_value(form, names[i])) && !str_eq(form_value(form, names[i]), there))
			form_complain(form, names[i], "appeal.complaint.worded", NULL);
		else
			form_set(form, names[i], there);
	}
}

static void
check_change(struct ctx *c, struct record *rec, struct form *form)
{
	bool other;

	if (is_worded(c, rec)) {
		agree_to_wording(rec, form);
		return;
	}
	other = !str_eq(measures_then(rec, form), rows_str(rec->facts, 0, "measures_now"));
	check_measures(c, rec, form);
	if (!deducts(rec, form) && !other)
		form_complain(form, "new_measures", "appeal.complaint.nothing_changes", NULL);
	if (str_empty(form_value(form, "new_decision")))
		form_complain(form, "new_decision", "appeal.complaint.no_wording", NULL);
	check_points(rec, form, other);
}

/* ---- the outcome */

/* The reasons of all who agreed stand as those of the decision. */
static const char *
settle(struct ctx *c, struct record *rec, const struct form *form, const char *judgement)
{
	struct buf *b = buf_new(c);

	for (size_t i = 0; i < rows_count(rec->votes); i++)
		if (str_eq(rows_text(rec->votes, i, "choice"), judgement) &&
		    is_chosen(c, rec->fields, rows_text(rec->votes, i, "account_id")))
			buf_fmt(b, "%s\n", rows_str(rec->votes, i, "opinion"));
	buf_put(b, form_value(form, "reason"));
	record_set(c, rec, (const char *const[]){ "outcome_reason", b->data, NULL });
	/* A change that was proposed in vain stands in the judgements' history alone. */
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
	    (const char *const[]){ "measures", measures_then(rec, form), "points",
		deducts(rec, form) ? form_value(form, "new_points") : NULL, "decision",
		form_value(form, "new_decision"), NULL });
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
	if (str_eq(rec->state, "assigned"))
		record_set(c, rec, (const char *const[]){ "decide_by", rec->due, NULL });
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
