/* SPDX-License-Identifier: ISC */
#include "web/location.h"

#include "base/str.h"
#include "web/address.h"

/* A secret comes before what is done with it; a file comes before the page it is made of. */
const struct location locations[] = {
	{ "session", ROUTE_FOR_NGINX },
	{ "local", ROUTE_LOCAL },
	{ "secret", ROUTE_SECRET },
	{ "hashes", ROUTE_HASHES },
	{ "strangers", ROUTE_STRANGERS },
	{ "slow", ROUTE_SLOW },
	{ "uploads", ROUTE_UPLOADS },
	{ "pages", 0 },
};

/* A whole file takes as long as any that has no other address. */
static const struct location *
of_flags(unsigned flags)
{
	const struct location *l = locations;

	while (l->flags != 0 && !(l->flags & flags))
		l++;
	return (l);
}

/* nginx tells no methods apart: an address is what any of its methods makes it. */
static unsigned
flags_at(const char *pattern)
{
	unsigned flags = 0;

	for (const struct route *r = routes; r->pattern != NULL; r++)
		if (str_eq(r->pattern, pattern))
			flags |= r->flags;
	return (flags);
}

const struct location *
location_of(const struct route *route, const char *suffix)
{
	return (of_flags(suffix != NULL ? ROUTE_SLOW : flags_at(route->pattern)));
}

/* ---- expressions */

static void
put_suffixes(struct buf *b, const char *between, const struct route *r)
{
	const char *next = "\\.(?:";

	buf_put(b, between);
	address_put(b, r->pattern);
	for (const struct suffix *s = route_suffixes; s->name != NULL; s++)
		if (s->flag & r->flags) {
			buf_fmt(b, "%s%s", next, s->name);
			next = "|";
		}
	buf_putc(b, ')');
}

static bool
has_suffixes(const struct route *r)
{
	const struct suffix *s = route_suffixes;

	while (s->name != NULL && !(s->flag & r->flags))
		s++;
	return (s->name != NULL);
}

static bool
is_first_of_address(const struct route *route)
{
	const struct route *r = routes;

	while (!str_eq(r->pattern, route->pattern))
		r++;
	return (r == route);
}

char *
location_expression(const void *parent, const struct location *location)
{
	struct buf *b = buf_new(parent);
	const char *between = "^(?:";

	for (const struct route *r = routes; r->pattern != NULL; r++) {
		if (is_first_of_address(r) && location_of(r, NULL) == location) {
			buf_put(b, between);
			address_put(b, r->pattern);
			between = "|";
		}
		if (has_suffixes(r) && location_of(r, "") == location) {
			put_suffixes(b, between, r);
			between = "|";
		}
	}
	buf_put(b, *between == '^' ? "^(?!)" : ")$");
	return (b->data);
}
