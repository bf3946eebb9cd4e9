/* SPDX-License-Identifier: ISC */
/*
 * The list of a kind: filters one can see, saved filters, sort, keyset paging,
 * what can be decided for several (bulk.h); with .csv or .xlsx exactly the same list as a file (web/export.h).
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
};

extern const size_t listing_state;
void listing_ask(struct visit *v);
struct err *listing_answer(struct visit *v) MUST_CHECK;
/* Filters, columns and rows as the page shows them. */
struct err *listing_put_filters(struct visit *v, const struct listing_state *l) MUST_CHECK;    /* listing_filter.c */

#endif
