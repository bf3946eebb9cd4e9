/* SPDX-License-Identifier: ISC */
/*
 * What is published and read (R6.2, R20.4): in a state marked STATE_READ those it is for are told and
 * confirm having read it; each version anew.
 */
#ifndef KINDS_READING_H
#define KINDS_READING_H

#include "record/record.h"

/* Queue telling those it is for, on entering that state. */
void reading_hand_out(struct ctx *c, struct record *rec);
/* What the move "read" does. */
struct err *reading_confirm(struct ctx *c, struct record *rec, const struct form *form) MUST_CHECK;

#endif
