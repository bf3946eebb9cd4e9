/* SPDX-License-Identifier: ISC */
/* What follows from what was done to a record, by the rows of its kind (struct effect). */
#ifndef RECORD_EFFECT_H
#define RECORD_EFFECT_H

#include "record/record.h"

/*
 * Carry out the rows for ${at} ("made", "saved", "move:close", "entry:task", "act:task.finish").  ${form}: what was typed; may be NULL.
 * Waits where a row reaches other records.  ERR_CONFLICT: one of them may not follow.
 */
struct err *effect_run(struct ctx *c, struct record *rec, const struct form *form, const char *at) MUST_CHECK;
/* The same for the change of state that has just taken place. */
struct err *effect_of_state(struct ctx *c, struct record *rec) MUST_CHECK;
/* Does anything more than the record itself have to be written when one of this kind is made? */
bool effect_follows_making(const struct kind *kind);

#endif
