/* SPDX-License-Identifier: ISC */
/* What the moves of a penalty do: hearing, serving, carrying out, and what an appeal makes of it (R35.1, R35.2). */
#include "base/str.h"
#include "kinds/kinds.h"
#include "kinds/penalty.h"
#include "record/period.h"
#include "record/points.h"
#include "record/record.h"

#include <string.h>

/* ---- periods: what somebody was told only gets longer */

static const char *
later_of(const char *day, const char *other)
{
	/* Days as text compare like days. */
	return (str_empty(day) || (!str_empty(other) && strcmp(other, day) > 0) ? other : day);
}

/* ${rule} working days from today. */
static void
set_period(struct ctx *c, struct record *rec, const char *field, enum rule rule, unsigned flags)
{
	int64_t days = rule_int(c->site, rule);
	const char *until = later_of(record_value(rec, field), ctx_days_ahead(c, days));

	period_begin(c, rec, field, days, PERIOD_TOLD | flags);
	record_set(c, rec, (const char *const[]){ field, until, NULL });
	/* Whoever is waited for has until then as well. */
	db_ask(c->db, c, STMT_PENALTY_LONGER, NULL, ARGS(c->site_id, rec->id, until));
}

struct err *
penalty_acknowledged(struct ctx *c, struct record *rec, const struct form *form)
{
	bool heard = str_eq(rec->state, "statement");

	(void)form;
	record_set(c, rec, (const char *const[]){ heard ? "hearing_seen_on" : "acknowledged_on", c->today, NULL });
	if (heard) {
		set_period(c, rec, "statement_until", RULE_STATEMENT_DAYS, 0);
		period_begin(c, rec, "due", rule_int(c->site, RULE_STATEMENT_DAYS), PERIOD_TOLD);
	} else {
		set_period(c, rec, "appeal_until", RULE_APPEAL_DAYS, PERIOD_ANY_STATE);
	}
	return (OK);
}

/* ---- being heard */

struct err *
penalty_open_hearing(struct ctx *c, struct record *rec)
{
	if (!str_eq(rec->state, "statement"))
		return (OK);
	if (str_eq(record_value(rec, "subject"), "supplier"))
		db_ask(c->db, c, STMT_WAITING_ADD, NULL,
		    ARGS(c->site_id, rec->id, "record_statement", NULL, permissions[PERMIT_INCENTIVE_HEAR].name, NULL, rec->author_id, NULL, c->now, rec->due));
	record_set(c, rec,
	    (const char *const[]){ "hearing_seen_on", NULL, "instalments", penalty_instalments(c, rec->fields), NULL });
	set_period(c, rec, "statement_until", RULE_STATEMENT_DAYS, 0);
	return (OK);
}

/* ---- serving */

/* From now on it waits for those concerned to say that they have it, and for being carried out. */
static void
wait_after_serving(struct ctx *c, struct record *rec)
{
	const char *person = form_stored(rec->fields, "person_id"), *department = form_stored(rec->fields, "subject_department_id"),
		   *until = record_value(rec, "appeal_until");

	db_ask(c->db, c, STMT_WAITING_CLEAR, NULL, ARGS(c->site_id, rec->id));
	if (person != NULL || department != NULL)
		db_ask(c->db, c, STMT_WAITING_ADD, NULL,
		    ARGS(c->site_id, rec->id, "acknowledge", person, person == NULL ? permissions[PERMIT_DEPARTMENT_HEAD].name : NULL,
			person == NULL ? department : NULL, NULL, NULL, c->now, until));
	db_ask(c->db, c, STMT_WAITING_ADD, NULL,
	    ARGS(c->site_id, rec->id, "carry_out", NULL, permissions[PERMIT_INCENTIVE_CARRY_OUT].name, NULL, person, NULL, c->now, until));
}

/* The day that was typed is told and nothing more: what is served today has effect and can be appealed from today (R35.1, R35.2). */
struct err *
penalty_served(struct ctx *c, struct record *rec, const struct form *form)
{
	const char *from = c->today;

	(void)form;
	record_set(c, rec,
	    (const char *const[]){ "served_recorded_on", c->today, "appeal_until", penalty_appeal_until(c, from), "effect_from", from,
		"effect_to", penalty_effect_to(c, from, record_value(rec, "effect_months")), NULL });
	period_begin(c, rec, "appeal_until", rule_int(c->site, RULE_APPEAL_DAYS), PERIOD_TOLD | PERIOD_ANY_STATE);
	wait_after_serving(c, rec);
	return (OK);
}

/* ---- points */

/* They are booked when it is carried out, and anew where an appeal changed them after that. */
struct err *
penalty_book(struct ctx *c, struct record *rec, const struct form *form)
{
	(void)form;
	if (str_eq(rec->state, "decided"))
		return (OK);
	points_reverse(c, rec->id);
	points_book(c, rec->id, form_stored(rec->fields, "person_id"), form_stored(rec->fields, "subject_department_id"), -points_of(rec));
	return (OK);
}

struct err *
penalty_give_back(struct ctx *c, struct record *rec, const struct form *form)
{
	(void)form;
	points_reverse(c, rec->id);
	return (OK);
}

/* ---- rows */

#define ANNOUNCEMENT \
	.makes = "notice", .into = "notice_id", .move = "publish", \
	.sets = "type=penalty title=@title body=@decision audience=%penalty_notice audience_department_id=#department_id " ANNOUNCED_BY_RULE

const struct effect penalty_effects[] = {
	/* Being heard begins with seeing it. */
	{ "*>statement *>decided move:serve", .runs = STMT_PENALTY_LET_IN, .with = TOLD },
	{ "move:serve", "@person_id", .runs = STMT_NOTIFY_ONE, .with = "@person_id moved " TOLD },
	{ "move:acknowledge", .runs = STMT_PENALTY_ACKNOWLEDGED },
	{ "move:appeal", .makes = "appeal", .sets = "title=@title penalty_id=@number reasons=$reason",
	    .keeps = "proposer_id=@author_id subject_department_id=@subject_department_id",
	    /* Whoever proposed it must see that it is contested, or they would carry it out. */
	    .reads = "@author_id" },
	{ "move:fall_due", .runs = STMT_PENALTY_DUE, .with = TOLD },
	/* What an appeal changed or took back after it was announced is announced no more. */
	{ "move:amend", "@state=carried_out|lifted", .field = "notice_id", .in = "published", .move = "withdraw", .reason = "$reason" },
	{ "move:revoke", .field = "notice_id", .in = "published", .move = "withdraw", .reason = "$reason" },
	/* As far as the site's rule lets a decision be known; what was announced reads anew. */
	{ "move:carry_out", "%penalty_notice=all", ANNOUNCEMENT },
	{ "move:carry_out", "%penalty_notice=department #department_id", ANNOUNCEMENT },
	{ "move:amend", "@state=carried_out|lifted @notice_id %penalty_notice=all", ANNOUNCEMENT },
	{ "move:amend", "@state=carried_out|lifted @notice_id %penalty_notice=department #department_id", ANNOUNCEMENT },
	{ NULL }
};
