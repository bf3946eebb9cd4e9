/* SPDX-License-Identifier: ISC */
/*
 * The flow of what is triaged on the dashboard (R23.1): how many came per month,
 * by the fields that the kind draws, as charts with their tables.
 */
#ifndef PAGES_OVERVIEW_FLOW_H
#define PAGES_OVERVIEW_FLOW_H

#include "web/visit.h"

/* First day of the twelve months shown, "YYYY-MM-01". */
char *flow_first_month(struct visit *v);
/*
 * Rows of board_flow as a chart for each such field under ${charts}: items {id, label,
 * chart_html, legend (items text, place), columns (items label, num),
 * rows (items cells (items text, num))}.  ${only_last}: of the last such field alone.
 */
void flow_put(struct visit *v, struct node *charts, const struct rows *rows, bool only_last);
/* How many were made this month as the value of a tile, and last month as its note. */
void flow_put_month(struct visit *v, struct node *tile, const struct rows *rows);

#endif
