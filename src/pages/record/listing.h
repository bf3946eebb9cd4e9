/* SPDX-License-Identifier: ISC */
/*
 * The list of a kind: filters one can see, saved filters, sort, keyset paging, columns that one can choose (columns.h),
 * what can be decided for several (bulk.h); with .csv or .xlsx exactly the same list as a file (web/export.h).  With view=board or
 * view=calendar the same filter is shown by state or by day: the same statement, with another order and limit.
 */
#ifndef PAGES_RECORD_LISTING_H
#define PAGES_RECORD_LISTING_H

#include "record/list.h"
#include "web/options.h"

struct listing_state {
	const struct kind *kind;         /* NULL: the address names none */
	struct list *list;
	struct options choices;
	struct rows *saved;
	struct rows **standing;          /* one for each table of kind->standing */
	struct rows *opened;             /* where the list is read again */
};

extern const size_t listing_state;
void listing_ask(struct visit *v);
struct err *listing_answer(struct visit *v) MUST_CHECK;
/* Filters, columns and rows as the page shows them. */
struct err *listing_put_filters(struct visit *v, const struct listing_state *l) MUST_CHECK;    /* listing_filter.c */
const struct pairs *listing_query(struct visit *v);              /* what is asked for, without the place of a page */
const char *listing_query_text(struct visit *v, const struct kind *kind);
void listing_put_rows(struct visit *v, const struct listing_state *l);                          /* listing_rows.c */
void listing_put_row(struct visit *v, const struct listing_state *l, struct node *row, size_t i);
void listing_put_views(struct visit *v, const struct listing_state *l);                         /* listing_views.c */
void listing_put_board(struct visit *v, const struct listing_state *l);
const char *listing_board_note(struct visit *v, const struct listing_state *l);                 /* what a board does not show; NULL: it shows all */
void listing_put_month(struct visit *v, const struct listing_state *l);
/* When it is due, in words; ${late}: since when it is overdue, or NULL. */
const char *listing_due(struct visit *v, const char *due, const char *late);
/* For whom it waits: ids of accounts and permissions, blank-separated, by name. */
const char *listing_waits(struct visit *v, const char *waits);

#endif
