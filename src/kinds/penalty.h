/* SPDX-License-Identifier: ISC */
/*
 * Rules about a penalty's measures, money and days (R35.1).  What is a value of
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
/* Served between the decision and today. */
void penalty_check_serving(struct ctx *c, struct record *rec, struct form *form);
/*
 * Months over which the compensation is spread, so that none takes more than the site's share of a
 * wage; NULL: no compensation.
 */
const char *penalty_instalments(struct ctx *c, const struct form *form);
/* Last day for an appeal: so many working days after the day it was served. */
const char *penalty_appeal_until(struct ctx *c, const char *served_on);
/* Last day of effect, ${months} after ${from}; NULL when it has no period. */
const char *penalty_effect_to(struct ctx *c, const char *from, const char *months);

#endif
