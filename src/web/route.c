/* SPDX-License-Identifier: ISC */
#include "web/route.h"

#include "base/str.h"
#include "base/typed.h"
#include "http/url.h"
#include "web/address.h"
#include "web/once.h"

#include <string.h>

/*
 * Suffixes with which a page can be requested as a file, if its route names them.
 * TO ADD ONE: 1. a flag (web/visit.h); 2. a row here; 3. the flag at its routes.
 */
const struct suffix route_suffixes[] = {
	{ "csv", ROUTE_SHEETS }, { "xlsx", ROUTE_SHEETS }, { "json", ROUTE_JSON }, { "zip", ROUTE_ZIP }, { NULL, 0 },
};

/* Cut a known ending off the last segment; without one, the row at the end. */
static const struct suffix *
take_suffix(char *path)
{
	const struct suffix *s = route_suffixes;
	char *dot = strrchr(path, '.');

	while (s->name != NULL && (dot == NULL || !str_eq(dot + 1, s->name)))
		s++;
	if (s->name != NULL)
		*dot = '\0';
	return (s);
}

static void
take_args(struct visit *v, const char *pattern, const char *path)
{
	size_t args = 0;

	while (*pattern == '/' && *path == '/' && args < ROUTE_ARGS_MAX) {
		size_t np = strcspn(++pattern, "/"), n = strcspn(++path, "/");

		if (*pattern == '{') {
			v->args[args].name = mem_strn(v->c, pattern + 1, np - 2);
			v->args[args++].value = mem_strn(v->c, path, n);
		}
		pattern += np;
		path += n;
	}
}

/* The address with the arguments as they are now. */
static char *
path_of(const struct visit *v)
{
	struct buf *b = buf_new(v->c);
	size_t args = 0;

	for (const char *p = v->route->pattern; *p == '/';) {
		size_t n = strcspn(++p, "/");

		buf_putc(b, '/');
		if (*p == '{')
			url_put(b, v->args[args++].value);
		else
			buf_putn(b, p, n);
		p += n;
	}
	if (v->suffix != NULL)
		buf_fmt(b, ".%s", v->suffix);
	if (*v->req->query_raw != '\0')
		buf_fmt(b, "?%s", v->req->query_raw);
	return (b->data);
}

/*
 * "req–2026-141" is REQ-2026-0141: a POST there is accepted, and a GET is redirected to the
 * canonical address (case E).
 */
static void
fold_number(struct visit *v)
{
	for (size_t i = 0; i < ROUTE_ARGS_MAX; i++) {
		const char *number = str_eq(v->args[i].name, "number") ? typed_number(v->c, v->args[i].value) : NULL;

		if (number == NULL || str_eq(number, v->args[i].value))
			continue;
		v->args[i].value = number;
		if (v->req->method == METHOD_GET)
			v->moved_to = path_of(v);
	}
}

/* An address is one pattern, the first that fits, whatever the method: nginx knows no other order. */
static const char *
pattern_of(const char *path)
{
	for (const struct route *r = routes; r->pattern != NULL; r++)
		if (address_fits(r->pattern, path))
			return (r->pattern);
	return (NULL);
}

static void
take(struct visit *v, const struct route *route, const char *path)
{
	v->route = route;
	take_args(v, route->pattern, path);
	fold_number(v);
	once_place(v);
}

/* "/east" is looked for at "/east/", the only address that ends with a slash. */
static struct err *
find_with_slash(struct visit *v, const char *path)
{
	const char *with = mem_fmt(v->c, "%s/", path);

	for (const struct route *r = routes; r->pattern != NULL; r++)
		if (r->method == METHOD_GET && v->req->method == METHOD_GET && address_fits(r->pattern, with)) {
			take(v, r, with);
			v->moved_to = path_of(v);
			return (OK);
		}
	return (RAISE(ERR_NOT_FOUND, "no route"));
}

struct err *
route_find(struct visit *v)
{
	char *path = mem_str(v->c, v->req->path);
	const struct suffix *suffix = take_suffix(path);
	const char *pattern = pattern_of(path);
	bool other_method = false;

	if (address_is_disguised(v->req->path_raw))
		return (RAISE(ERR_NOT_FOUND, "another spelling of an address"));
	if (pattern == NULL)
		return (suffix->name == NULL ? find_with_slash(v, path) : RAISE(ERR_NOT_FOUND, "no route"));
	for (const struct route *r = routes; r->pattern != NULL; r++) {
		if (!str_eq(r->pattern, pattern) || (suffix->name != NULL && !(r->flags & suffix->flag)))
			continue;
		if (r->method == v->req->method) {
			v->suffix = suffix->name;
			take(v, r, path);
			return (OK);
		}
		other_method = true;
	}
	if (other_method)
		return (RAISE(ERR_METHOD, "exists for another method"));
	return (RAISE(ERR_NOT_FOUND, "no route, or none of such a file"));
}

bool
route_is_slow(const struct visit *v)
{
	return (v->route != NULL && (v->suffix != NULL || v->route->flags & ROUTE_SLOW));
}

const char *
route_said(const struct visit *v)
{
	const char *path = str_or(v->req->path_raw, "?");

	if (v->route != NULL && v->route->flags & ROUTE_SECRET)
		return (v->route->pattern);
	for (size_t n; *path != '\0'; path += n > 0 ? n : 1)
		if ((n = strspn(path, "0123456789abcdefABCDEF")) >= 32)
			return ("(with a secret)");
	return (str_or(v->req->path_raw, "?"));
}
