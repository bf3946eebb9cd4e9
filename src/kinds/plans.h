/* SPDX-License-Identifier: ISC */
/* Plans of a year and of a quarter (R6.5, R24.2), and what other kinds ask them. */
#ifndef KINDS_PLANS_H
#define KINDS_PLANS_H

#include "record/record.h"

/* Who looks after a plan, and who closes it, being none of those. */
#define PLANS { PERMIT_PLAN_MANAGE, "@owner" }
#define CLOSERS { PERMIT_HEAD_DECIDE }, { PERMIT_GROUP_LEAD }, { PERMIT_GROUP_DEPUTY }

/* Drawn up, approved by the group, in force; settled when its time is over, and closed. */
extern const struct state plan_states[];
/* What has not come true when its time is over is moved to another plan or dropped; while the plan is in force a change states it (R17.3). */
extern const char *const planned_states[];
extern const struct act planned_acts[];

/* How many of the releases are emergencies, and how fast they are; words "quarter_plan.report". */
extern const struct report_table plan_emergencies[];

/* A plan is for this year or the next, unless its year stays. */
void plan_check_year(struct ctx *c, struct record *rec, struct form *form);
/* The fields "realises_id" and "realises_no" together name an item of an approved plan that is still open. */
void plan_item_check(struct ctx *c, struct record *rec, struct form *form);

#endif
