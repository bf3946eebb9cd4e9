/* SPDX-License-Identifier: ISC */
/*
 * Turns of an account: how many files, archives and prints it has made at the same time (conf:
 * exports_at_once). They have their own pool of workers (ROUTE_SLOW), and no single account may occupy all of
 * it.  A turn is an advisory lock of the connection.  It therefore lasts over the transactions of one reply,
 * counts on all hosts, and is released if the worker dies.
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
