/* SPDX-License-Identifier: ISC */
/* From method and path to one row of the route table. An address that is not in the table does not exist. */
#ifndef WEB_ROUTE_H
#define WEB_ROUTE_H

#include "web/visit.h"

extern const struct route routes[];      /* app/routes.c; ends with a row without a pattern */

/* A file that a page can also be asked for as: ".csv". */
struct suffix {
	const char *name;
	unsigned flag;                   /* of the routes that have it */
};
extern const struct suffix route_suffixes[];     /* ends with a row without a name */

/* The pages that the request line itself calls, in the place of the page that was asked for; app/routes.c. */
struct interruptions {
	struct err *(*log_in)(struct visit *v);                     /* for whoever must log in first */
	bool (*agree)(struct visit *v, struct err **err);           /* to what must be agreed to before anything else opens */
};
extern const struct interruptions interruptions;

/*
 * Fills v->route, v->args, v->suffix and v->moved_to.  An address has one
 * spelling (web/address.h); a suffix belongs to it only where its route names it.
 * ERR_NOT_FOUND, or ERR_METHOD when the address exists for another method only.
 */
struct err *route_find(struct visit *v) MUST_CHECK;
/* Is this for the export pool: a ROUTE_SLOW, or a page asked for as a file?  After route_find. */
bool route_is_slow(const struct visit *v);
/*
 * For the log: an address with a secret is logged as its pattern, and an unknown address that
 * resembles one is not logged.
 */
const char *route_said(const struct visit *v);

#endif
