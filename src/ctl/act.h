/* SPDX-License-Identifier: ISC */
/* Acting as a member: with the workers' role, so that row security applies, and with that member's rights and no others. */
#ifndef CTL_ACT_H
#define CTL_ACT_H

#include "ctl/verb.h"

enum { ACT_DAY = 24 * 60 };

/* A context at a moment of the past, in minutes since 1970 in the deployment's zone; ${request}: what the history calls it. */
struct ctx *act_new(struct call *call, const char *request, int64_t at);
/* Begins a transaction in ${site}; ${account_id} NULL: as the clock. Fills c->me. ERR_FORBIDDEN: no member. */
struct err *act_enter(struct ctx *c, const struct site *site, const char *account_id) MUST_CHECK;
/* Commits; after ${err}, which it returns, it rolls back. */
struct err *act_commit(struct ctx *c, struct err *err) MUST_CHECK;
/* The same, and frees ${c}. */
struct err *act_end(struct ctx *c, struct err *err) MUST_CHECK;

#endif
