/* SPDX-License-Identifier: ISC */
#include "web/route.h"

#include "base/str.h"
#include "base/typed.h"
#include "http/url.h"

#include <string.h>

/*
 * Suffixes with which an address can be requested as a file.  A calendar is requested often, by
 * machines, and is short.
 */
static const struct {
	const char *name;
	bool is_slow;
} suffixes[] = { { "csv", true }, { "xlsx", true }, { "ics", false }, { "json", true }, { "zip", true }, { NULL, false } };

/* Cut a known ending off the last segment. */
static const char *
take_suffix(char *path)
{
	char *dot = strrchr(path, '.');

	if (dot == NULL || strchr(dot, '/') != NULL)
		return (NULL);
	for (size_t i = 0; suffixes[i].name != NULL; i++)
		if (strcmp(dot + 1, suffixes[i].name) == 0) {
			*dot = '\0';
			return (suffixes[i].name);
		}
	return (NULL);
}

/* Segment by segment; a {name} takes any but an empty one. */
static bool
match(const char *pattern, const char *path)
{
	while (*pattern == '/' && *path == '/') {
		size_t np = strcspn(++pattern, "/"), n = strcspn(++path, "/");

		if (*pattern == '{' ? n == 0 : np != n || strncmp(pattern, path, n) != 0)
			return (false);
		pattern += np;
		path += n;
	}
	return (*pattern == '\0' && *path == '\0');
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

struct err *
route_find(struct visit *v)
{
	char *path = mem_str(v->c, v->req->path);
	bool other_method = false;

	v->suffix = take_suffix(path);
	for (const struct route *r = routes; r->pattern != NULL; r++) {
		if (!match(r->pattern, path))
			continue;
		if (r->method == v->req->method) {
			v->route = r;
			take_args(v, r->pattern, path);
			fold_number(v);
			return (OK);
		}
		other_method = true;
	}
	if (other_method)
		return (RAISE(ERR_METHOD, "exists for another method"));
	return (RAISE(ERR_NOT_FOUND, "no route"));
}

/* ---- the export pool */

bool
route_is_slow(const struct visit *v)
{
	size_t i = 0;

	if (v->route == NULL || v->suffix == NULL)
		return (v->route != NULL && v->route->flags & ROUTE_SLOW);
	while (suffixes[i].name != NULL && !str_eq(suffixes[i].name, v->suffix))
		i++;
	return (suffixes[i].is_slow || v->route->flags & ROUTE_SLOW);
}

/* "/{site}/{kind}" as an expression: each {name} is a segment. */
static void
put_pattern(struct buf *b, const char *pattern)
{
	for (; *pattern != '\0'; pattern++)
		if (*pattern == '{') {
			buf_put(b, "[^/]+");
			pattern += strcspn(pattern, "}");
		} else {
			buf_putc(b, *pattern);
		}
}

char *
route_slow_pattern(const void *parent)
{
	struct buf *b = buf_new(parent);
	const char *between = "^(?:";

	for (const struct route *r = routes; r->pattern != NULL; r++)
		if (r->flags & ROUTE_SLOW) {
			buf_put(b, between);
			put_pattern(b, r->pattern);
			between = "|";
		}
	buf_put(b, *between == '^' ? "\\.(?:" : ")$|\\.(?:");
	between = "";
	for (size_t i = 0; suffixes[i].name != NULL; i++)
		if (suffixes[i].is_slow) {
			buf_fmt(b, "%s%s", between, suffixes[i].name);
			between = "|";
		}
	buf_put(b, ")$");
	return (b->data);
}
