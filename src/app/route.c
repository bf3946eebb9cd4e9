/* SPDX-License-Identifier: ISC */
#include "app/route.h"

#include <string.h>

/* Files that an address can also be asked for as: the last segment's ending; a calendar is asked for by machines, often, and is short. */
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
			return (OK);
		}
		other_method = true;
	}
	if (other_method)
		return (RAISE(ERR_METHOD, "\"%s\" exists for another method", v->req->path));
	return (RAISE(ERR_NOT_FOUND, "no route for \"%s\"", v->req->path));
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
