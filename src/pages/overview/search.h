/* SPDX-License-Identifier: ISC */
/*
 * Search (RX.5): by number, and by words in Chinese and English, over
 * everything the reader may see in the site, or on all their sites.
 */
#ifndef PAGES_OVERVIEW_SEARCH_H
#define PAGES_OVERVIEW_SEARCH_H

#include "web/visit.h"

extern const size_t search_state;
void search_ask(struct visit *v);
struct err *search_answer(struct visit *v) MUST_CHECK;
struct err *search_all(struct visit *v) MUST_CHECK;

/* ---- between the two */

/* The largest id: from the newest. */
#define SEARCH_NEWEST "9223372036854775807"

/* Where results are; name: of the site, shown with each, or NULL; folded: the query as it is compared. */
struct search_place {
	const char *slug, *name, *folded;
};

const char *search_query(const struct visit *v);                    /* as typed, trimmed; "" when endless */
const char *search_parted(const struct visit *v, const char *q);    /* full-width blanks part words too */
/* What was found by number, then by words, at most ${most} of these; how many were put. */
size_t search_put_results(struct visit *v, const struct search_place *place, const struct rows *numbers,
    const struct rows *rows, size_t most);
void search_put_none(struct visit *v, const char *q);

#endif
