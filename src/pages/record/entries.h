/* SPDX-License-Identifier: ISC */
/*
 * Entries of a record (record/kind.h): as parts of its page, all of one sort on a page, one on a page.
 */
#ifndef PAGES_RECORD_ENTRIES_H
#define PAGES_RECORD_ENTRIES_H

#include "record/entry.h"
#include "web/options.h"
#include "web/subject.h"

/* What a page shows of one sort: its rows, its form. */
struct entries_part {
	const struct entry *sort;
	const struct rows *rows;
	const struct form *typed;       /* the form as it came back with mistakes; NULL: a new one */
	int64_t count, open;            /* how many there are, and not finished; count -1: as many as rows */
	bool begun;                     /* the form begins with what the address says: it is open */
	bool plain;                     /* for paper: nothing to do, no form */
};
/* "Entries" as templates/part/entries.cs reads it. */
void entries_put(struct visit *v, struct node *node, const struct record *rec, const struct entries_part *part, const struct options *choices);
/* Address of a sort of entries of a record. */
const char *entries_path(struct visit *v, const struct record *rec, const struct entry *sort);

extern const size_t entries_state;
void entries_list_ask(struct visit *v);
struct err *entries_list_answer(struct visit *v) MUST_CHECK;
void entries_add_ask(struct visit *v);
struct err *entries_add_answer(struct visit *v) MUST_CHECK;
void entries_one_ask(struct visit *v);
struct err *entries_one_answer(struct visit *v) MUST_CHECK;
void entries_save_ask(struct visit *v);
struct err *entries_save_answer(struct visit *v) MUST_CHECK;      /* act=<name>, act=remove, or the fields */

#endif
