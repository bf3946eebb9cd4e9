/* SPDX-License-Identifier: ISC */
/*
 * A table for a spreadsheet: CSV (UTF-8 with a mark that Excel understands,
 * RFC 4180) or XLSX, row by row in constant memory.  A text that a
 * spreadsheet would run as a formula stays a text.
 */
#ifndef WEB_SPREADSHEET_H
#define WEB_SPREADSHEET_H

#include "http/reply.h"

struct spreadsheet;

/* What a column holds, whatever its texts look like: a title "1.10" is no number (case I). */
enum cell_type { CELL_TEXT, CELL_NUMBER, CELL_DATE };

bool spreadsheet_knows(const char *suffix);                   /* "csv", "xlsx" */
const char *spreadsheet_type(const char *suffix);             /* its Content-Type */
/* ${dir}: where a file may lie meanwhile (XLSX needs one).  The first row is the head. */
struct err *spreadsheet_new(const void *parent, const char *suffix, const char *dir, const struct reply_sink *to, struct spreadsheet **out) MUST_CHECK;
/* Of the columns of all rows that follow; ${types} has to stay.  Those of which nothing is said are texts; in CSV all are. */
void spreadsheet_types(struct spreadsheet *sheet, const enum cell_type *types, size_t n);
struct err *spreadsheet_row(struct spreadsheet *sheet, const char *const *cells, size_t n) MUST_CHECK;
size_t spreadsheet_rows(const struct spreadsheet *sheet);      /* so far, with the head */
struct err *spreadsheet_end(struct spreadsheet *sheet) MUST_CHECK;  /* the last bytes; what is left over goes with its parent */

#endif
