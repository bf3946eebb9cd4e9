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
/* Points are taken when it is carried out, anew after an appeal, and given back when it is revoked. */
struct err *penalty_book(struct ctx *c, struct record *rec, const struct form *form) MUST_CHECK;
struct err *penalty_give_back(struct ctx *c, struct record *rec, const struct form *form) MUST_CHECK;
/* On entering the hearing: its period begins. */
struct err *penalty_open_hearing(struct ctx *c, struct record *rec) MUST_CHECK;
extern const struct effect penalty_effects[];

#endif
