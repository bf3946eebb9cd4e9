/* SPDX-License-Identifier: ISC */
/* The rows of STMT_FLOW_FIGURES as cards (templates/part/chart.cs): states, gates, departments and months, each with its table. */
#ifndef PAGES_OVERVIEW_FLOW_PARTS_H
#define PAGES_OVERVIEW_FLOW_PARTS_H

#include "record/kind.h"
#include "web/visit.h"

/* A card of ${list} for each part that has rows. */
void flow_parts_put(struct visit *v, struct node *list, const struct kind *kind, const struct rows *rows);
/* What a row is about: a state, a gate, a department, a month, everything. */
const char *flow_parts_label(struct visit *v, const struct kind *kind, const struct rows *rows, size_t i);
/* The row of this part and key; rows_count(rows): there is none. */
size_t flow_parts_find(const struct rows *rows, const char *part, const char *key);
/* "75 %" of those that were decided on at the first try; "" where none was. */
const char *flow_parts_first(struct visit *v, const struct rows *rows, size_t i);

#endif
