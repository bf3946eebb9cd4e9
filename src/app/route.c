/* SPDX-License-Identifier: ISC */
#include "app/route.h"

#include <string.h>

/* Files that an address can also be asked for as: the last segment's ending. */
static const char *const suffixes[] = { "csv", "xlsx", "ics", "json", "zip", NULL };

/* Cut a known ending off the last segment. */
static const char *
take_suffix(char *path)
{
	char *dot = strrchr(path, '.');

	if (dot == NULL || strchr(dot, '/') != NULL)
		return (NULL);
	for (size_t i = 0; suffixes[i] != NULL; i++)
		if (strcmp(dot + 1, suffixes[i]) == 0) {
			*dot = '\0';
			return (suffixes[i]);
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
