/* SPDX-License-Identifier: ISC */
/* From method and path to one row of the route table. An address that is not in the table does not exist. */
#ifndef WEB_ROUTE_H
#define WEB_ROUTE_H

#include "web/visit.h"

extern const struct route routes[];      /* app/routes.c; ends with a row without a pattern */

/* The pages that the request line itself calls, in the place of the page that was asked for; app/routes.c. */
struct interruptions {
	struct err *(*log_in)(struct visit *v);                     /* for whoever must log in first */
	bool (*agree)(struct visit *v, struct err **err);           /* to what must be agreed to before anything else opens */
};
extern const struct interruptions interruptions;

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
