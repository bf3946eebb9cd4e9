/* SPDX-License-Identifier: ISC */
/* One line of my work: a row of one of a site's answers, and what decides its place and its group. */
#ifndef PAGES_OVERVIEW_INBOX_LINE_H
#define PAGES_OVERVIEW_INBOX_LINE_H

#include "access/session.h"
#include "pages/overview/inbox_bulk.h"
#include "pages/overview/inbox_place.h"

/* What one site answered. */
struct inbox_part {
	const struct site_link *site;
	struct rows *lines, *readings, *triage, *duties, *power, *tasks;
};

enum { NO_TASK = -1 };

struct inbox_line {
	const struct inbox_part *part;
	const struct rows *rows;
	size_t row;
	int task;                       /* one of the tasks that the row stands for; NO_TASK: none */
	bool late, today;
	const char *due, *since;
	struct inbox_place place;       /* of what waits */
};

/* ${tab}: by its name; ${bar} learns what the line can be decided by. */
void inbox_line_put(struct node *node, struct ctx *c, const char *tab, const struct inbox_line *line, struct inbox_bar *bar);

#endif
