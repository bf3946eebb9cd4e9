/* SPDX-License-Identifier: ISC */
/*
 * Entries of a record: reading, adding, editing, acts (record/kind.h declares the sorts).  All work in
 * the transaction that holds the record's row, so entries of several people made at the same moment
 * follow one another and none is lost.  Each change is history, and what waits is brought up to date.
 */
#ifndef RECORD_ENTRY_H
#define RECORD_ENTRY_H

#include "record/record.h"

enum {
	ENTRIES_SHOWN = 30,     /* on the record's page, of a sort that is worked on */
	ENTRIES_ALL = 1000,     /* on a page of their own */
};

/* Fields and words of a sort as those of a kind, for forms and values: only name and fields are set. */
const struct kind *entry_kind(struct ctx *c, const struct entry *sort);
/*
 * At most ${limit} entries, those that are not finished first.  With ENTRIES_SHOWN none when the record is not in one of the
 * sort's states (but for ENTRY_ALWAYS), because a page asks before it knows the state.
 */
void entry_ask(struct ctx *c, const struct entry *sort, const char *number, int limit, struct rows **rows);
void entry_ask_one(struct ctx *c, const struct entry *sort, const char *number, const char *no, struct rows **rows);
/* How many entries of each sort a record has: columns "<name>" and "<name>.open". */
void entry_ask_counts(struct ctx *c, const struct kind *kind, const char *number, struct rows **rows);
struct entry_row *entry_at(struct ctx *c, const struct entry *sort, const struct rows *rows, size_t i);
/* ERR_NOT_FOUND when the one that was asked for is not there. */
struct err *entry_read(struct ctx *c, const struct entry *sort, const struct rows *rows, struct entry_row **out) MUST_CHECK;

/* Is it worked on in the record's state, and by whom? A locked sort is written by a change alone (R17.3). */
bool entry_is_worked_on(const struct record *rec, const struct entry *sort);
bool entry_is_locked(const struct record *rec, const struct entry *sort);
bool entry_may_add(struct ctx *c, const struct record *rec, const struct entry *sort);
bool entry_may_edit(struct ctx *c, const struct record *rec, const struct entry_row *row);
bool entry_may_act(struct ctx *c, const struct record *rec, const struct entry_row *row, const struct act *act);
const struct act *entry_act_named(const struct entry *sort, const char *name);   /* NULL: none */
const struct field *entry_asks(struct ctx *c, const struct entry *sort, const struct act *act);
/* The fields that a person types. */
const struct field *entry_typed(struct ctx *c, const struct entry *sort);

/*
 * Complaints appear in the form: then nothing was queued and *done is false.
 * ERR_FORBIDDEN: not theirs, or not now; ERR_CONFLICT: it changed meanwhile.
 */
struct err *entry_add(struct ctx *c, struct record *rec, const struct entry *sort, struct form *form, bool *done) MUST_CHECK;
struct err *entry_edit(struct ctx *c, struct record *rec, struct entry_row *row, struct form *form, int64_t version, bool *done) MUST_CHECK;
struct err *entry_remove(struct ctx *c, struct record *rec, struct entry_row *row) MUST_CHECK;
struct err *entry_do(struct ctx *c, struct record *rec, struct entry_row *row, const struct act *act, struct form *form, bool *done) MUST_CHECK;
/* An entry that a rule makes: no person is asked whether they may; the form must be right. */
struct err *entry_put(struct ctx *c, struct record *rec, const struct entry *sort, struct form *form) MUST_CHECK;
/* What a change in force writes: nobody is asked whether they may. ${form}: the whole entry; ${row} NULL: one more. Complaints as above. */
struct err *entry_write(struct ctx *c, struct record *rec, const struct entry *sort, struct entry_row *row, struct form *form) MUST_CHECK;
/* What the portal fills in in the whole entry, then complaints about what is wrong with it. ${row} NULL: it is new. */
void entry_check(struct ctx *c, struct record *rec, const struct entry *sort, struct entry_row *row, struct form *form);
/* What the file of ${field} of an entry is kept as (file.field): "payment.voucher.2"; owned by ${c}. */
const char *entry_file(struct ctx *c, const struct entry *sort, const struct field *field, const char *no);
/* A field of an entry names a record that was made because of it. */
void entry_keep(struct ctx *c, struct record *rec, struct entry_row *row, const char *field, const char *number, const char *id);
/* Set fields of an entry by a rule; pairs name, stored value; ends with NULL. The history has them. */
void entry_set(struct ctx *c, struct record *rec, struct entry_row *row, const char *const *pairs);

#endif
