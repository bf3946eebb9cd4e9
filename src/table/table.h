/* SPDX-License-Identifier: ISC */
/*
 * A table out of a spreadsheet file, row by row in constant memory: CSV (by libcsv; UTF-8, UTF-16, GB18030) or
 * XLSX (by libzip and expat). Reads strictly: unclear input is a fault that names its row. Cells are UTF-8
 * without control bytes but tab and line end. Knows nothing of fields, records or sites.
 */
#ifndef TABLE_TABLE_H
#define TABLE_TABLE_H

#include "base/err.h"
#include <stdbool.h>
#include <stddef.h>

enum {
	TABLE_COLUMNS = 200,            /* a cell that says something beyond them is a fault */
	TABLE_CELL_CHARS = 32767,       /* Excel's own limit */
};

enum table_sort {
	TABLE_TEXT,
	TABLE_NUMBER,
	TABLE_DAY,      /* shown as a day in the spreadsheet: "2023-05-06" or "2023-05-06 14:30:00" */
	TABLE_TIME,     /* "14:30:00" */
	TABLE_FLAG,     /* "1" or "0" */
	TABLE_ERROR,    /* "#REF!" */
	TABLE_UNKNOWN,  /* a formula without a stored result */
};

struct table_cell {
	const char *text;               /* "" when empty */
	enum table_sort sort;
};

/* A row with content; cells beyond its end are empty. */
struct table_row {
	size_t number;                  /* as the spreadsheet program counts it, from 1 */
	size_t n;
	const struct table_cell *cells;
};

/* Why a file cannot be read (on): a sentence with %1, which is a key of the catalogues. */
struct table_fault {
	const char *complaint, *arg;    /* ${arg} may be NULL */
	size_t row, column;             /* where it begins; 0: nowhere in particular */
};

/* A block of cells of which only the first can say something. */
struct table_merge {
	size_t first_row, last_row, first_column, last_column;
};

struct table;

/*
 * Open ${path}. Its first bytes determine the format, not its name. ${sheet}: the name of a sheet of a
 * workbook; NULL or "": the first that is not hidden. ${dir}: where temporary files may lie (they have no
 * name). An error is ours (no memory, no file); a file that is wrong is a fault of the table.
 */
struct err *table_open(const void *parent, const char *path, const char *sheet, const char *dir, struct table **out) MUST_CHECK;
/* The next row with content; it is valid until the next call. NULL: there is none, or a fault. */
const struct table_row *table_next(struct table *table);
/* Why table_next returned NULL; NULL here: the table has ended. */
const struct table_fault *table_fault(const struct table *table);
/* What it was taken for: "XLSX", "UTF-8", "UTF-16LE", "GB18030"; and what separates cells: ",", ";", "\t", or "" in a workbook. */
const char *table_coding(const struct table *table);
const char *table_separator(const struct table *table);
/* The visible sheets of a workbook, NULL-terminated; of CSV none. */
const char *const *table_sheets(const struct table *table);
const char *table_sheet(const struct table *table);                     /* the one that is read; "" in CSV */
/* Known when the last row has been read. */
const struct table_merge *table_merges(const struct table *table, size_t *n);
/* "C" for the third column. */
char *table_column(const void *parent, size_t column);

#endif
