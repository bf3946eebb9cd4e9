/* SPDX-License-Identifier: ISC */
/* What waits for whom: rewritten whenever a record enters a state, told to those it waits for (RX.1, RX.6). */
#ifndef RECORD_WAITING_H
#define RECORD_WAITING_H

#include "record/record.h"

/*
 * Queue what belongs to being in ${state}: an approval round when it is one,
 * otherwise a waiting item per move marked MOVE_WAITS; then the notifications.
 */
struct err *waiting_settle(struct ctx *c, struct record *rec, const struct state *state) MUST_CHECK;
/* The same for a record that is imported, which nobody is told of; ERR_INTERNAL: it would be decided on. */
struct err *waiting_settle_quietly(struct ctx *c, struct record *rec, const struct state *state) MUST_CHECK;
/* Those named in a round can agree no more: it waits for the moves marked MOVE_VOTERS as well. */
void waiting_for_voters(struct ctx *c, struct record *rec);

/* Queue what brings waiting items by entries up to date, where the kind has such (its .waits). */
void waiting_by_entries(struct ctx *c, const struct record *rec);

#endif
