/* SPDX-License-Identifier: ISC */
/*
 * nginx' locations, as the flags of the route table say: an address that hashes
 * passwords, takes uploads, or takes seconds, has a pool or limits of its own there.
 * Their expressions are written from the table (gatehousectl nginx-config), and each
 * location tells the worker its name, so that nginx and the table cannot disagree:
 * what comes through another location than its route's is not found (web/guard.h).
 * What a location does with a request stands in etc/nginx.conf.in.
 */
#ifndef WEB_LOCATION_H
#define WEB_LOCATION_H

#include "web/route.h"

/* TO ADD ONE: 1. a flag (web/visit.h); 2. a row in location.c; 3. its block in etc/nginx.conf.in. */
struct location {
	const char *name;                /* "hashes"; in nginx.conf.in its expression is @HASHES@ */
	unsigned flags;                  /* of any route at the address */
};
extern const struct location locations[];        /* the first that fits wins; the last, with no flags, is for all other addresses */

/* Of a route that was found, with the suffix that it was asked with (or NULL). */
const struct location *location_of(const struct route *route, const char *suffix);
/* The addresses of a location as an anchored expression; one that no address has fits nothing. */
char *location_expression(const void *parent, const struct location *location);

#endif
