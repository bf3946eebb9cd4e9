/* SPDX-License-Identifier: ISC */
/*
 * A record states values of another one, old and new (record/proposal.h): the other's own form, filled in with what is there and
 * what is stated so far; what differs when it is sent is stated.  The same for each of its entries that a change alone may write.
 */
#ifndef PAGES_RECORD_STATING_H
#define PAGES_RECORD_STATING_H

#include "web/subject.h"

/* Sorts of entries that a change alone may write: at most so many of one kind; tests/unit/test_rows.c counts them. */
enum { STATING_SORTS = 4 };

extern const size_t stating_state;
void stating_ask(struct visit *v);
struct err *stating_answer(struct visit *v) MUST_CHECK;
void stating_save_ask(struct visit *v);
struct err *stating_save_answer(struct visit *v) MUST_CHECK;      /* act=clear, act=<name>, or the fields */

/* Where ${rec} states values of the record with this number. */
const char *stating_path(struct visit *v, const struct record *rec, const char *number);
/* Of a row of STMT_PROPOSED_SHOWN: whose fields they are, and what it is called ("REQ-2026-0001 Title", "… task 3"). */
const struct kind *stating_kind(struct visit *v, const struct rows *stated, size_t i);
const char *stating_label(struct visit *v, const struct rows *stated, size_t i);
/* All of it as text; of ${v} only the context is looked at. */
const char *stating_text(struct visit *v, const struct rows *stated);

#endif
