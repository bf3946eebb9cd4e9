/* SPDX-License-Identifier: ISC */
/*
 * Turns of an account: how many files, archives and prints it has made at the same time (conf: exports_at_once).  They are answered by
 * a pool of workers of its own (ROUTE_SLOW), which no one account may fill.  A turn is an advisory lock of the connection, so that it
 * holds over the transactions of one reply, counts on all hosts, and is given back by the worker's death as well.
 */
#ifndef ACCESS_TURN_H
#define ACCESS_TURN_H

#include "access/ctx.h"

/* Queued behind open_request, whose account it is for; a visitor needs none. */
void turn_ask(struct ctx *c, struct rows **rows);
/* ERR_TOO_MANY: all turns of the account are taken, with what to do. */
struct err *turn_check(const struct rows *rows) MUST_CHECK;
/* Gives back what this connection holds, in a transaction of its own. */
struct err *turn_end(struct ctx *c) MUST_CHECK;

#endif
