/* SPDX-License-Identifier: ISC */
/*
 * SQL composed from the declarations of the kinds: the statements that differ
 * from kind to kind only in their columns.  Together with list.c the only
 * place that builds SQL, and it builds it from constants: every value that
 * came from a person is bound.
 */
#ifndef RECORD_SQL_H
#define RECORD_SQL_H

#include "record/kind.h"

struct buf;

/* One record by number: $1 site, $2 kind, $3 number. Common columns, the kind's fields, "<field>.name" of references;
   a department's English name in a second line. */
const char *sql_find(struct ctx *c, const struct kind *kind, bool for_update);
/* The select list of ${field} and what it refers to, appended to ${to}. */
void sql_column(struct buf *to, const struct field *field);
/* The same out of rows "l" of a list, which have a column of its name; what it refers to is joined by ${joins}, once for a row, and may be nothing.
   Not ${is_whole}: for a page, which knows the names of departments (struct choices) and shows the beginning of long texts. */
void sql_listed(struct buf *to, struct buf *joins, const struct field *field, bool is_whole);
/* INSERT of the kind's row: $1 site, $2 record id, then the fields in order. */
const char *sql_insert(struct ctx *c, const struct kind *kind);
/* UPDATE of this column of the kind's row, or of the common row: $1 site, $2 record id, $3 the value. */
const char *sql_update(struct ctx *c, const struct kind *kind, const struct field *field);
/* UPDATE of a day that only gets later in many rows: $1 site, $2 record ids, $3 their days. */
const char *sql_update_days(struct ctx *c, const struct kind *kind, const struct field *field);
/* Those of a kind that name this record in ${field} and have not ended: $1 site, $2 id. */
const char *sql_open_naming(struct ctx *c, const struct kind *kind, const struct field *field);
/* The same for entries. One or all of a sort: $1 site, $2 number of the record, then $3 no, or $3 limit, $4 states of the record. */
const char *sql_entry_find(struct ctx *c, const struct entry *sort, bool one);
/* INSERT: $1 site, $2 record id, $3 now, $4 who, then the fields in order; returns its no. */
const char *sql_entry_insert(struct ctx *c, const struct entry *sort);
/* UPDATE of one field: $1 site, $2 id, $3 the value. */
const char *sql_entry_update(struct ctx *c, const struct entry *sort, const struct field *field);
/* What every change of one also does: $1 site, $2 id, $3 version it was shown with, $4 now; no row: it changed meanwhile. */
const char *sql_entry_touch(struct ctx *c, const struct entry *sort, bool removed);
/* How something changes hands (record/handover.h). */
enum handing {
	HAND_ON,                /* for good; not while it is decided on */
	HAND_LEAVING,           /* of who leaves: at once */
	HAND_LEND,              /* for the time of an absence; nothing restricted, and nothing that is lent already */
	HAND_BACK,              /* what was lent in that absence */
};
/*
 * Those that are not finished, of open records, go to somebody else: $1 site, $2 from, $3 to, $4 record or NULL, $5 open states, $6 now, of a
 * loan $7 the absence; returns record_id, no.
 */
const char *sql_entry_handover(struct ctx *c, const struct entry *sort, const struct field *field, enum handing how);
/* Their counts by sort: $1 site, $2 number. */
const char *sql_entry_counts(struct ctx *c, const struct kind *kind);
/* Of the records of an import, those that a field of several (${field}) of this kind names: $1 site, $2 import. */
const char *sql_imported_named(struct ctx *c, const struct kind *kind, const struct field *field);
/* All of a kind that name this record in ${field}: $1 site, $2 id. */
const char *sql_naming(struct ctx *c, const struct kind *kind, const struct field *field);
bool sql_is_own(const struct field *field);        /* has it a column in the kind's own table? */
/* The stored form for binding: what an empty field of this type is in its column. */
const char *sql_bound(const struct field *field, const char *stored);

#endif
