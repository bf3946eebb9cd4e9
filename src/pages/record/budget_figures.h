/* SPDX-License-Identifier: ISC */
/*
 * Budget against actual (R11.1) as charts with their tables, for the report and for a budget's own
 * page.  Figures in the tables are exact; pictures are drawn in whole yuan.
 */
#ifndef PAGES_RECORD_BUDGET_FIGURES_H
#define PAGES_RECORD_BUDGET_FIGURES_H

#include "web/visit.h"

/* What a report says of money: columns of its rows, which of them are drawn ("<column>_whole": in whole yuan), whether a share follows. */
struct money_figures {
	const char *words;              /* "<words>.<column>", "<words>.share" */
	const char *const *columns, *const *drawn;      /* end with NULL */
	bool has_share;
};
/* One card of ${list} (templates/part/chart.cs) with the rows that are by "item" or "project", and their sum. */
void money_figures_put(struct visit *v, struct node *list, const struct money_figures *of, const struct rows *rows, const char *by);
/* One card of ${list} (templates/part/chart.cs) with the rows of STMT_BUDGET_ACTUAL that are by "item", "project" or "month". */
void budget_figures_put(struct visit *v, struct node *list, const struct rows *rows, const char *by);
/* What such a row is about: an item, a project, a month, all. */
const char *budget_figures_label(struct visit *v, const struct rows *rows, size_t i);

#endif
