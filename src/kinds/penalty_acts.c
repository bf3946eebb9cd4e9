/* SPDX-License-Identifier: ISC */
/* What the moves of a penalty do: hearing, serving, carrying out, and what an appeal makes of it (R35.1, R35.2). */
#include "base/plant.h"
#include "base/str.h"
#include "kinds/appeal.h"
#include "kinds/penalty.h"
#include "kinds/publish.h"
#include "record/period.h"
#include "record/points.h"
#include "record/record.h"
#include "record/workflow.h"

#include <string.h>

static const char *
detail_of(struct ctx *c, const struct record *rec)
{
	return (mem_fmt(c, "{\"kind\":\"penalty\",\"state\":\"%s\"}", rec->state));
}

/* ---- periods: what somebody was told only gets longer */

static const char *
later_of(const char *day, const char *other)
{
	/* Days as text compare like days. */
	return (str_empty(day) || (!str_empty(other) && strcmp(other, day) > 0) ? other : day);
}

/* Whoever is waited for has until ${day} as well. */
static void
wait_until(struct ctx *c, const struct record *rec, const char *day)
{
	db_ask(c->db, c, STMT_PENALTY_LONGER, NULL, ARGS(c->site_id, rec->id, day));
}

/* ${rule} working days from today. */
static void
set_period(struct ctx *c, struct record *rec, const char *field, enum rule rule, unsigned flags)
{
	int64_t days = rule_int(c->site, rule);
	const char *until = later_of(record_value(rec, field), ctx_days_ahead(c, days));

	period_begin(c, rec, field, days, PERIOD_TOLD | flags);
	record_set(c, rec, (const char *const[]){ field, until, NULL });
	wait_until(c, rec, until);
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
	db_ask(c->db, c, STMT_PENALTY_ACKNOWLEDGED, NULL, ARGS(c->site_id, rec->id));
	return (OK);
}

/* ---- being heard */

/* Being heard begins with seeing it. */
static void
let_in(struct ctx *c, const struct record *rec)
{
	db_ask(c->db, c, STMT_PENALTY_LET_IN, NULL, ARGS(c->site_id, rec->id, c->me->id_text, detail_of(c, rec), c->now));
}

static void
open_hearing(struct ctx *c, struct record *rec)
{
	let_in(c, rec);
	if (str_eq(record_value(rec, "subject"), "supplier"))
		db_ask(c->db, c, STMT_WAITING_ADD, NULL,
		    ARGS(c->site_id, rec->id, "record_statement", NULL, "incentive.hear", NULL, rec->author_id, NULL, c->now, rec->due));
	record_set(c, rec,
	    (const char *const[]){ "hearing_seen_on", NULL, "instalments", penalty_instalments(c, rec->fields), NULL });
	set_period(c, rec, "statement_until", RULE_STATEMENT_DAYS, 0);
}

struct err *
penalty_entered(struct ctx *c, struct record *rec)
{
	if (str_eq(rec->state, "statement"))
		open_hearing(c, rec);
	if (str_eq(rec->state, "decided")) {
		let_in(c, rec);
		record_set(c, rec, (const char *const[]){ "decided_on", c->today, NULL });
	}
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
		    ARGS(c->site_id, rec->id, "acknowledge", person, person == NULL ? "department.head" : NULL,
			person == NULL ? department : NULL, NULL, NULL, c->now, until));
	db_ask(c->db, c, STMT_WAITING_ADD, NULL,
	    ARGS(c->site_id, rec->id, "carry_out", NULL, "incentive.carry_out", NULL, person, NULL, c->now, until));
}

/* The day that was typed is told and nothing more: what is served today has effect and can be appealed from today (R35.1, R35.2). */
struct err *
penalty_served(struct ctx *c, struct record *rec, const struct form *form)
{
	const char *from = PLANTED(60) ? form_stored(form, "served_on") : c->today, *person = form_stored(rec->fields, "person_id");

	record_set(c, rec,
	    (const char *const[]){ "served_recorded_on", c->today, "appeal_until", penalty_appeal_until(c, from), "effect_from", from,
		"effect_to", penalty_effect_to(c, from, record_value(rec, "effect_months")), NULL });
	period_begin(c, rec, "appeal_until", rule_int(c->site, RULE_APPEAL_DAYS), PERIOD_TOLD | PERIOD_ANY_STATE);
	let_in(c, rec);
	if (person != NULL)
		db_ask(c->db, c, STMT_NOTIFY_ONE, NULL,
		    ARGS(c->site_id, rec->id, person, "moved", c->me->id_text, detail_of(c, rec), c->now));
	wait_after_serving(c, rec);
	return (OK);
}

struct err *
penalty_appealed(struct ctx *c, struct record *rec, const struct form *form)
{
	return (appeal_file(c, rec, form_value(form, "reason")));
}

/* ---- carrying out */

struct err *
penalty_fell_due(struct ctx *c, struct record *rec, const struct form *form)
{
	(void)form;
	db_ask(c->db, c, STMT_PENALTY_DUE, NULL, ARGS(c->site_id, rec->id, c->me->id_text, detail_of(c, rec), c->now));
	return (OK);
}

static void
book(struct ctx *c, struct record *rec)
{
	points_book(c, rec->id, form_stored(rec->fields, "person_id"),
	    form_stored(rec->fields, "subject_department_id"), -points_of(rec));
}

/* As far as the site's rule lets a decision be known. */
static struct err *
announce(struct ctx *c, struct record *rec)
{
	const char *audience = rule_text(c->site, RULE_PENALTY_NOTICE),
		   *department = rows_text(rec->facts, 0, "department_id");
	struct announcement a = { .type = "penalty",
		.title = rec->title,
		.body = record_value(rec, "decision"),
		.audience = audience,
		.department_id = department,
		.source = rec->number };
	const char *id;

	if (str_eq(audience, "none") || (str_eq(audience, "department") && department == NULL))
		return (OK);
	TRY(publish(c, &a, &id));
	record_set(c, rec, (const char *const[]){ "notice_id", id, NULL });
	return (OK);
}

struct err *
penalty_carry_out(struct ctx *c, struct record *rec, const struct form *form)
{
	(void)form;
	book(c, rec);
	return (announce(c, rec));
}

/* ---- what an appeal makes of it */

static struct err *
withdraw_notice(struct ctx *c, struct record *rec, const char *reason)
{
	struct record *notice;

	TRY(record_load(c, form_stored(rec->fields, "notice_id"), &notice));
	if (!str_eq(notice->state, "published"))
		return (OK);
	return (workflow_follow(c, notice, "withdraw", reason));
}

/* The points have been set anew; where they were booked already, the account follows, and what was announced reads anew. */
struct err *
penalty_amend(struct ctx *c, struct record *rec, const struct form *form)
{
	if (str_eq(rec->state, "decided"))
		return (OK);
	points_reverse(c, rec->id);
	book(c, rec);
	if (form_stored(rec->fields, "notice_id") == NULL)
		return (OK);
	TRY(withdraw_notice(c, rec, form_value(form, "reason")));
	return (announce(c, rec));
}

struct err *
penalty_revoke(struct ctx *c, struct record *rec, const struct form *form)
{
	points_reverse(c, rec->id);
	return (form_stored(rec->fields, "notice_id") == NULL ? OK : withdraw_notice(c, rec, form_value(form, "reason")));
}
