/* SPDX-License-Identifier: ISC */
/* Acting as a member: with the workers' role, so that row security applies, and with that member's rights and no others. */
#ifndef CTL_ACT_H
#define CTL_ACT_H

#include "access/ctx.h"

/* Begins a transaction in c->site; ${account_id} NULL: as the clock. Fills c->me. ERR_FORBIDDEN: no member. */
struct err *act_enter(struct ctx *c, const char *account_id) MUST_CHECK;
/* Commits; after ${err}, which it returns, it rolls back. Frees ${c}. */
struct err *act_end(struct ctx *c, struct err *err) MUST_CHECK;

#endif
