/* SPDX-License-Identifier: ISC */
/* A place in the order of what waits for somebody, over all their sites: where a page ended, for the address of the next one. */
#ifndef WEB_WORK_PLACE_H
#define WEB_WORK_PLACE_H

#include <stdbool.h>
#include <stdint.h>

struct work_place {
	const char *day;                /* due then: "2026-12-03"; "infinity" (no day) sorts behind all digits, "-infinity" before */
	int64_t moment;                 /* since when it waits, in microseconds since 1970 */
	int64_t site, record;
};

/* Less than, equal to or greater than 0 like strcmp. */
int work_place_compare(const struct work_place *a, const struct work_place *b);
/* As record/cursor.h writes it, allocated under ${parent}. */
char *work_place_write(const void *parent, const struct work_place *place);
/* Its reverse, parts under ${parent}.  False where ${text} is empty or damaged: then *out is the place before everything. */
bool work_place_read(const void *parent, const char *text, struct work_place *out);

#endif
