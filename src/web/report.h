/* SPDX-License-Identifier: ISC */
/* A table that a kind declares and a statement draws (struct report_table), as part/report.cs shows it and as texts for files. */
#ifndef WEB_REPORT_H
#define WEB_REPORT_H

#include "record/record.h"
#include "web/visit.h"

/* Queue the statement of a table, about the record of this number. */
void report_ask(struct visit *v, const struct report_table *t, const char *number, struct rows **rows);
/* The same of what stands behind a number of it (report_table.behind): the row whose key says ${key}. */
void report_ask_behind(struct visit *v, const struct report_table *t, const char *number, const char *key, struct rows **rows);
/* A value as people read it; owned by ${owner} or for ever. */
const char *report_text(const void *owner, const struct report_column *col, const char *value);
/* ${words}: what the words of the table begin with; ${rec}: whose versions REPORT_VERSION leads to, NULL where there are none. */
void report_put(struct visit *v, struct node *node, const char *words, const struct record *rec, const struct report_table *t, const struct rows *rows);

#endif
