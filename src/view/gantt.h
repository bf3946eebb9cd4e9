/* SPDX-License-Identifier: ISC */
/*
 * A plan over time as SVG text: a row per task, its bar from the first to the last day, a line for today,
 * arrows from what a task depends on. Late work is marked by colour, by a sign and in its title. Class names
 * only, as in chart.h.
 */
#ifndef VIEW_GANTT_H
#define VIEW_GANTT_H

#include "base/date.h"
#include "base/mem.h"
#include <stddef.h>

struct gantt_task {
	const char *no, *name;
	int32_t from, to;               /* days, both included */
	const char *tone;               /* class of its bar: "done", "late", "open" */
	const char *title;              /* the title of the bar, shown on hover and read aloud */
	const char *after;              /* numbers of the tasks it depends on: "1, 3"; may be empty */
};

/* NULL when there is no task to draw. */
char *gantt_svg(const void *parent, const char *title, const struct gantt_task *tasks, size_t n, int32_t today);

#endif
