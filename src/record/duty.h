/* SPDX-License-Identifier: ISC */
/*
 * Duties (RX.2): what the regulation wants in a rhythm, and whether it came.  A duty is no record: the clock makes a row for each
 * period ahead of time (table duty), the record that satisfies it settles it, and what was missed stays.  The moment that counts is
 * the database's; a day that somebody types never makes a period good.  The rules stand beside the kinds (src/kinds/duties.c).
 */
#ifndef RECORD_DUTY_H
#define RECORD_DUTY_H

#include "access/ctx.h"
#include "access/rules.h"

enum duty_flags {
	DUTY_AHEAD = 1,         /* due before its period begins: a plan */
	DUTY_MAKES_UP = 2,      /* a record that comes later still fulfils it, late; otherwise the period is missed when it is over */
};

/* TO ADD ONE: a row in src/kinds/duties.c, its statements in sql/query/duty.sql, words "duty.rule.<name>" and "duty.by.<name>". */
struct duty_rule {
	const char *name;
	const char *article;
	/* Of the site: "week", "half_month", "month", "quarter", "half_year", "year".  NULL: each record that it is about has its own. */
	const char *rhythm;
	enum rule setting;              /* with which a site chooses a closer rhythm; RULE_COUNT: with none */
	unsigned flags;
	enum permit permit;             /* who answers for it, unless the row names a person */
	enum permit head, lead;         /* who is told too: those in the department of who answers, once it is late; and a step later these */
	enum stmt opens, settles;       /* what makes its periods, and finds the record that satisfies them (sql/query/duty.sql) */
	const char *begins;             /* where one begins that record: an address below the site's, or with "#" below the record's */
	const char *begins_with;        /* further query, "year" or "year quarter" of the period; NULL: none */
};

extern const struct duty_rule duty_rules[];     /* ends with one without a name */

const struct duty_rule *duty_rule_named(const char *name);      /* NULL: none */
/* Queue all that the passing of time means for the duties of the site, as the clock that ${c} is: they are settled, missed, made, told of. */
void duty_round(struct ctx *c);
/* Queue that open duties follow the calendar of working days, which was just written. */
void duty_reckon(struct ctx *c);
/*
 * The group waives one, for a reason.  ERR_FORBIDDEN: by who answers for it, or who is not of the group; ERR_CONFLICT: it is over;
 * ERR_NOT_FOUND: there is none in sight.
 */
struct err *duty_waive(struct ctx *c, const char *id, const char *reason) MUST_CHECK;

#endif
