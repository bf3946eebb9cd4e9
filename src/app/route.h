/* SPDX-License-Identifier: ISC */
/* From method and path to one row of the route table. An address that is not in the table does not exist. */
#ifndef APP_ROUTE_H
#define APP_ROUTE_H

#include "pages/visit.h"

extern const struct route routes[];      /* routes.c; ends with a row without a pattern */

/*
 * Fills v->route, v->args and v->suffix.  ERR_NOT_FOUND, or ERR_METHOD when the
 * address exists for another method only.
 */
struct err *route_find(struct visit *v) MUST_CHECK;
/* Is this for the export pool: a ROUTE_SLOW, or a page asked for as a file?  After route_find. */
bool route_is_slow(const struct visit *v);
/* The addresses of which that is true, as an expression for nginx' location. */
char *route_slow_pattern(const void *parent);

#endif
