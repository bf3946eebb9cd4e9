/* SPDX-License-Identifier: ISC */
/*
 * Where a page of a sorted list ended, written into the address of the next page.  Lists of records and the inbox read it here alone:
 * an address may hold anything, and what the database could not read never reaches it.
 */
#ifndef RECORD_CURSOR_H
#define RECORD_CURSOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum cursor_type {
	CURSOR_ID,          /* 0 to the largest bigint */
	CURSOR_INT,         /* any bigint */
	CURSOR_MOMENT,      /* microseconds since 1970, up to the end of the year 9999 */
	CURSOR_DAY,         /* "2026-12-03"; "infinity" (no day) sorts behind all digits */
	CURSOR_MONEY,       /* "-1234.50", as many digits as a column has */
	CURSOR_TEXT,        /* whatever is left; may stand last only */
};

/* The parts with "~" between them, allocated under ${parent}. */
char *cursor_write(const void *parent, const char *const *parts, size_t n);
/*
 * Its reverse: ${n} parts of these types, as the database reads them, under ${parent}.  False for what cursor_write never wrote for
 * such a list; nothing of ${out} may then be used.
 */
bool cursor_read(const void *parent, const char *text, const enum cursor_type *types, size_t n, const char **out);

#endif
