/* SPDX-License-Identifier: ISC */
/* Plans of a year and of a quarter (R6.5, R24.2), and what other kinds ask them. */
#ifndef KINDS_PLANS_H
#define KINDS_PLANS_H

#include "record/record.h"

/* Who looks after a plan. */
#define PLANS { PERMIT_PLAN_MANAGE, "@owner" }

/* The fields "realises_id" and "realises_no" together name an item of an approved plan that is still open. */
void plan_item_check(struct ctx *c, struct record *rec, struct form *form);

#endif
