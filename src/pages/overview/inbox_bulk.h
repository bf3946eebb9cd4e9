/* SPDX-License-Identifier: ISC */
/* What can be ticked in my work, to be decided on together (bulk.h). */
#ifndef PAGES_OVERVIEW_INBOX_BULK_H
#define PAGES_OVERVIEW_INBOX_BULK_H

#include "record/kind.h"
#include "web/visit.h"

enum { WORK_BAR_MOVES = 4 };

/* What the lines of a page can be decided by. */
struct inbox_bar {
	bool votes;
	struct { const struct kind *kind; const struct move *move; } moves[WORK_BAR_MOVES];
	size_t n_moves;
};

/* The tick of a line that waits (row ${i} of inbox_waiting), or that it is decided on by itself; ${bar} learns of it. */
void inbox_bulk_put(struct node *node, struct inbox_bar *bar, const char *slug, const struct rows *rows, size_t i);
void inbox_bulk_put_bar(struct node *work, struct ctx *c, const struct inbox_bar *bar);

#endif
