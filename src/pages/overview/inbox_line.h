/* SPDX-License-Identifier: ISC */
/* One line of my work (web/work.h) as the page shows it. */
#ifndef PAGES_OVERVIEW_INBOX_LINE_H
#define PAGES_OVERVIEW_INBOX_LINE_H

#include "pages/overview/inbox_bulk.h"
#include "web/work.h"

/* ${tab}: by its name; ${bar} learns what the line can be decided by. */
void inbox_line_put(struct node *node, struct ctx *c, const char *tab, const struct work_line *line, struct inbox_bar *bar);

#endif
