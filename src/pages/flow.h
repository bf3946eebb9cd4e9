/* SPDX-License-Identifier: ISC */
/*
 * The flow of requirements on the dashboard (R23.1): how many came per month,
 * by channel and by class, as charts with their tables.
 */
#ifndef PAGES_FLOW_H
#define PAGES_FLOW_H

#include "pages/visit.h"

/* First day of the twelve months shown, "YYYY-MM-01". */
char *flow_first_month(struct visit *v);
/*
 * Rows of board_flow under ${node}: channel and class, each with title, svg,
 * legend (items name, place), columns (items label) and rows (items month,
 * cells (items n), sum); cut when only the latest were counted, any.
 */
void flow_put(struct visit *v, struct node *node, const struct rows *rows);

#endif
