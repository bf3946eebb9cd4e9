/* SPDX-License-Identifier: ISC */
#include "web/location.h"

#include "base/str.h"
#include "web/address.h"

#include <string.h>

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

/* What begins with a site is written once, and then what follows it: nginx takes no expression of more than 4,096 characters. */
#define OF_SITE "/{site}"
struct branches {
	struct buf *others, *of_sites;
};

/* One more branch: as far as the address goes. */
static struct buf *
branch(struct branches *to, const char *pattern)
{
	bool of_site = str_starts(pattern, OF_SITE);
	struct buf *b = of_site ? to->of_sites : to->others;

	if (b->len > 0)
		buf_putc(b, '|');
	address_put(b, of_site ? pattern + strlen(OF_SITE) : pattern);
	return (b);
}

static void
put_suffixes(struct buf *b, const struct route *r)
{
	const char *next = "\\.(?:";

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

/* Both kinds of branches, in one that begins and ends where the address does. */
static char *
join(const void *parent, const struct branches *of)
{
	struct buf *b = buf_new(parent);

	if (of->others->len + of->of_sites->len == 0)
		return (mem_str(parent, "^(?!)"));
	buf_fmt(b, "^(?:%s", of->others->data);
	if (of->of_sites->len > 0) {
		buf_put(b, of->others->len > 0 ? "|" : "");
		address_put(b, OF_SITE);
		buf_fmt(b, "(?:%s)", of->of_sites->data);
	}
	buf_put(b, ")$");
	return (b->data);
}

char *
location_expression(const void *parent, const struct location *location)
{
	struct branches to = { buf_new(parent), buf_new(parent) };

	for (const struct route *r = routes; r->pattern != NULL; r++) {
		if (is_first_of_address(r) && location_of(r, NULL) == location)
			branch(&to, r->pattern);
		if (has_suffixes(r) && location_of(r, "") == location)
			put_suffixes(branch(&to, r->pattern), r);
	}
	return (join(parent, &to));
}
