/* SPDX-License-Identifier: ISC */
/* Where a page of what waits for somebody ended, over all their sites; written into the address of the next one. */
#ifndef PAGES_OVERVIEW_INBOX_CURSOR_H
#define PAGES_OVERVIEW_INBOX_CURSOR_H

#include <stdbool.h>
#include <stdint.h>

struct cursor {
	const char *day;                /* due then: "2026-12-03"; "infinity" (no day) sorts behind all digits, "-infinity" before */
	int64_t moment;                 /* since when it waits, in microseconds since 1970 */
	int64_t site, record;
};

/* Less than, equal to or greater than 0 like strcmp. */
int cursor_compare(const struct cursor *a, const struct cursor *b);
/* "day.moment.site.record", allocated under ${parent}. */
char *cursor_text(const void *parent, const struct cursor *cursor);
/* Its reverse, parts under ${parent}; false for what cursor_text never wrote. */
bool cursor_read(const void *parent, const char *text, struct cursor *out);

#endif
