/* SPDX-License-Identifier: ISC */
/*
 * Rules about a penalty's measures, money and days (R35.1), and what its moves do.  What is a value of
 * the site's rules is read there.  Complaints are words "penalty.complaint.…".
 */
#ifndef KINDS_PENALTY_H
#define KINDS_PENALTY_H

#include "record/kind.h"

extern const char *const penalty_measures[];

/*
 * The kind's check: measures fit the subject, a fine is allowed, compensation can be spread, nobody
 * drafts their own.
 */
void penalty_check(struct ctx *c, struct record *rec, struct form *form);
/* The same on what is stored: the site's rules may have changed since the draft was saved. */
void penalty_check_again(struct ctx *c, struct record *rec, struct form *form);
/* Whoever proposed it does not speak for those concerned, not even as their head. */
void penalty_check_statement(struct ctx *c, struct record *rec, struct form *form);
/*
 * Months over which the compensation is spread, so that none takes more than the site's share of a
 * wage; NULL: no compensation.
 */
const char *penalty_instalments(struct ctx *c, const struct form *form);
/* Last day for an appeal: so many working days after the day from which it counts. */
const char *penalty_appeal_until(struct ctx *c, const char *from);
/* Last day of effect, ${months} after ${from}; NULL when it has no period. */
const char *penalty_effect_to(struct ctx *c, const char *from, const char *months);

/* ---- what the moves do (penalty_acts.c) */

struct err *penalty_acknowledged(struct ctx *c, struct record *rec, const struct form *form) MUST_CHECK;
struct err *penalty_served(struct ctx *c, struct record *rec, const struct form *form) MUST_CHECK;
struct err *penalty_appealed(struct ctx *c, struct record *rec, const struct form *form) MUST_CHECK;
struct err *penalty_fell_due(struct ctx *c, struct record *rec, const struct form *form) MUST_CHECK;
struct err *penalty_carry_out(struct ctx *c, struct record *rec, const struct form *form) MUST_CHECK;
struct err *penalty_amend(struct ctx *c, struct record *rec, const struct form *form) MUST_CHECK;
struct err *penalty_revoke(struct ctx *c, struct record *rec, const struct form *form) MUST_CHECK;
/* What comes with each state, whoever caused it. */
struct err *penalty_entered(struct ctx *c, struct record *rec) MUST_CHECK;

#endif
