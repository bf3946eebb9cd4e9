/* SPDX-License-Identifier: ISC */
/*
 * Periods in working days: where each began and how many days it has.  They are reckoned again when the site's calendar changes
 * (case J): what waits, lists, boards and clocks then say the new day, and the record's history says that it moved and why.  A
 * day that somebody was told only gets later (R35.1, R35.2).  Periods in months, and days that people typed, are none of these.
 */
#ifndef RECORD_PERIOD_H
#define RECORD_PERIOD_H

#include "record/record.h"

enum period_flags {
	PERIOD_TOLD = 1,        /* somebody was told its last day */
	PERIOD_ANY_STATE = 2,   /* runs on whatever becomes of the record */
};

/* One that moved. */
struct period_move {
	const char *record_id, *number, *title, *kind, *name, *was, *until;
};

/*
 * Queue that ${name} runs ${days} working days from today, in the state ${rec} is in.  ${name}: "due" (of the record), "round" (of the
 * open round) or a field of the kind that is kept by its caller.  One that runs already and that was told stays when it ends later.
 */
void period_begin(struct ctx *c, const struct record *rec, const char *name, int64_t days, unsigned flags);
/* The record enters ${state}: the day it is due by the state's own rule, or none. */
void period_of_state(struct ctx *c, const struct record *rec, const struct state *state);
/* Queue that people said the day themselves. */
void period_drop(struct ctx *c, const struct record *rec, const char *name);
/*
 * Reckon all that run in the site by this calendar, which was just written.  Moves their days with all that shows or obeys them, and
 * writes the histories.  *moved: ${n} of them, by record; owned by ${c}.
 */
struct err *period_reckon_all(struct ctx *c, const struct calendar *calendar, struct period_move **moved, size_t *n) MUST_CHECK;

#endif
