/* SPDX-License-Identifier: ISC */
/* The open round of a record, for approval.c: its rule, who may vote, what they chose. */
#ifndef RECORD_ROUND_H
#define RECORD_ROUND_H

#include "record/approval.h"

/* The rule that was in force when the round was opened and is kept with it ("50/1/1"); of a head and of those named: any one. */
struct quorum round_quorum(const struct record *rec);
/* Is the voter of row ${i} party to the record? */
bool round_bars(const struct record *rec, const struct rows *voters, size_t i);
/* A letter per choice; a judgement's is its place among the moves. */
char round_letter(const struct record *rec, const char *choice);
char round_choice(const struct record *rec, const char *account);      /* 0: not yet */
bool round_is_named(const struct record *rec);
/* As many as there are rows of STMT_APPROVAL_VOTERS_OF, and one more that is nobody. */
struct voter *round_voters(struct ctx *c, const struct record *rec, const struct rows *rows);

#endif
