/* SPDX-License-Identifier: ISC */
/*
 * A month in whole weeks, or one week, as record/views.cs draws it: "Month", with the address of the one before and after.  What stands
 * at a day is put there by whoever shows it.
 */
#ifndef WEB_MONTH_H
#define WEB_MONTH_H

#include "base/date.h"
#include "web/visit.h"

struct month {
	int32_t first, next;            /* its first day, and that of the one after */
	int32_t from, to;               /* the Monday and the Sunday around it */
	const char *name;               /* "2026-11"; of a week "2026-11-30 – 2026-12-06" */
	bool is_week;
};

/* The month of ?month=2026-11; of one that is not asked for, or cannot be read, this month.  *is_odd: it cannot be read; may be NULL. */
struct month month_asked(struct visit *v, bool *is_odd);
/* The week in which ?day=2026-11-30 lies; of a day that is not asked for, or cannot be read, this week.  *is_odd: it cannot be read. */
struct month month_week_asked(struct visit *v, bool *is_odd);
/* ${path}: of the page, ${query}: what else it asks; ${put} is called for each day with its node, which already says which day it is. */
void month_put(struct visit *v, const struct month *m, const char *path, const struct pairs *query,
    void (*put)(struct visit *v, struct node *day, const char *date, const void *arg), const void *arg);

#endif
