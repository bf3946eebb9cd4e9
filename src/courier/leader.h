/* SPDX-License-Identifier: ISC */
/*
 * Several couriers may run, on one machine or on several; one of them works (issue 14).  It leads while its connection to the database
 * lasts: the lock goes with it, so that another one takes over at its next look.  That is a matter of work, not of truth: two that
 * worked at once would find the same things done only once (MOVE_BY_CLOCK, duty_is_due_once), which is how --once may work beside it.
 */
#ifndef COURIER_LEADER_H
#define COURIER_LEADER_H

#include "base/conf.h"
#include "db/db.h"

enum { LEADER_LOOK_SECONDS = 10 };      /* how often one that does not lead looks whether it can */

/* Does this courier lead now?  *leads is what it did before, and is said in the log when it changes; after an error it does not lead. */
struct err *leader_try(struct db *db, const struct conf *conf, bool *leads) MUST_CHECK;

#endif
