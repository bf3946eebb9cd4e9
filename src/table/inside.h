/* SPDX-License-Identifier: ISC */
/* Inside table/ only: what its files share. */
#ifndef TABLE_INSIDE_H
#define TABLE_INSIDE_H

#include "base/mem.h"
#include "base/str.h"
#include "table/table.h"

#include <stdint.h>

#define N_(text) (text) /* marks a complaint for the catalogues; table/ does not know view/ */

struct table {
	const struct table_row *(*next)(struct table *table);
	void *state;                    /* of the reader */
	struct table_fault fault;
	const char *coding, *sheet, *dir;
	char separator[2];
	const char **sheets;
	struct table_merge *merges;
	size_t n_merges;
};

/* The first fault stays. */
void table_wrong(struct table *table, size_t row, size_t column, const char *complaint, const char *arg);
/* A text as it may stand in a cell: line ends as "\n", no other control bytes. */
char *table_clean(const void *parent, const char *text, size_t n);
/* A file of no name in ${dir}; -1: errno says why. */
int table_nameless(const void *parent, const char *dir);

/* ---- text.c: any coding to UTF-8 */

struct text;
struct err *text_open(const void *parent, const char *path, struct text **out) MUST_CHECK;
const char *text_coding(const struct text *text);
/* The next bytes, whole characters; 0: the end, or *bad. */
size_t text_read(struct text *text, char *to, size_t room, bool *bad);

/* ---- the readers */

struct err *csv_open(struct table *table, const char *path) MUST_CHECK;
struct err *xlsx_open(struct table *table, const char *path, const char *sheet) MUST_CHECK;

#endif
