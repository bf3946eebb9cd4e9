/* SPDX-License-Identifier: ISC */
/*
 * A table for a spreadsheet: CSV (UTF-8 with a mark that Excel understands,
 * RFC 4180) or XLSX, row by row in constant memory.  A text that a
 * spreadsheet would run as a formula stays a text.
 */
#ifndef PAGES_SHEET_H
#define PAGES_SHEET_H

#include "http/reply.h"

struct sheet;

/* What a column holds, whatever its texts look like: a title "1.10" is no number (case I). */
enum cell_type { CELL_TEXT, CELL_NUMBER, CELL_DATE };

bool sheet_knows(const char *suffix);                   /* "csv", "xlsx" */
const char *sheet_type(const char *suffix);             /* its Content-Type */
/* ${dir}: where a file may lie meanwhile (XLSX needs one).  The first row is the head. */
struct err *sheet_new(const void *parent, const char *suffix, const char *dir, const struct reply_sink *to, struct sheet **out) MUST_CHECK;
/* Of the columns of all rows that follow; ${types} has to stay.  Those of which nothing is said are texts; in CSV all are. */
void sheet_types(struct sheet *sheet, const enum cell_type *types, size_t n);
struct err *sheet_row(struct sheet *sheet, const char *const *cells, size_t n) MUST_CHECK;
struct err *sheet_end(struct sheet *sheet) MUST_CHECK;  /* the last bytes; what is left over goes with its parent */

#endif
