/* SPDX-License-Identifier: ISC */
/*
 * Filters of lists that people keep, for themselves or for everyone (RX.13).
 */
#ifndef PAGES_RECORD_FILTER_H
#define PAGES_RECORD_FILTER_H

#include "web/visit.h"

/* ?kind=<plural>; name, query and shared=1 keep one; remove=<id> or the address forgets one. */
struct err *filter_answer(struct visit *v) MUST_CHECK;

/* Is it a query as our own lists write it?  Anything else could not be shown as part of an address. */
bool filter_is_query(const char *text);

#endif
