/* SPDX-License-Identifier: ISC */
#include "web/address.h"

#include "access/site.h"
#include "http/url.h"
#include "web/route.h"
#include "record/kind.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* First segments that are not in the table: nginx answers the first one by itself, the others are kept for later. */
static const char kept[] = "static assets files api";

static const char *
first_segment(const char *pattern, size_t *n)
{
	*n = strcspn(pattern + 1, "/");
	return (pattern[1] == '{' ? NULL : pattern + 1);
}

bool
address_is_fixed(const char *segment)
{
	size_t length = strlen(segment), n;

	for (const struct route *r = routes; r->pattern != NULL; r++) {
		const char *first = first_segment(r->pattern, &n);

		if (first != NULL && n == length && strncmp(first, segment, n) == 0)
			return (true);
	}
	return (str_has_word(kept, segment));
}

/* The escapes are whole: http/path.c has read them. */
bool
address_is_disguised(const char *path_raw)
{
	for (const char *p = strchr(path_raw, '%'); p != NULL; p = strchr(p + 1, '%')) {
		char digits[3] = { p[1], p[1] != '\0' ? p[2] : '\0', '\0' };

		if (url_is_plain((char)strtol(digits, NULL, 16)))
			return (true);
	}
	return (false);
}

/* ---- what an argument may be */

static bool
is_anything(const char *text)
{
	return (strchr(text, '.') == NULL);
}

/* Without leading zeros, and small enough for every column. */
static bool
is_id(const char *text)
{
	size_t n = strlen(text);

	return (n <= 18 && *text != '0' && strspn(text, "0123456789") == n);
}

/* Of an entry: one that a change adds counts down from -1. */
static bool
is_number(const char *text)
{
	return (is_id(text + (*text == '-')) || str_eq(text, "new"));
}

/* The name of a sort of entries. */
static bool
is_word(const char *text)
{
	return (*text != '\0' && text[strspn(text, "abcdefghijklmnopqrstuvwxyz_")] == '\0');
}

static bool
is_site(const char *text)
{
	return (site_slug_is_plain(text) && !address_is_fixed(text));
}

static bool
is_kind(const char *text)
{
	return (kind_of_plural(text) != NULL);
}

static void
put_site(struct buf *b)
{
	const char *between = "(?!(?:";
	size_t n, before = 0;

	for (const struct route *r = routes; r->pattern != NULL; r++) {
		const char *first = first_segment(r->pattern, &n), *last = b->data + before;

		if (first == NULL || n == 0 || (before > 0 && strncmp(last, first, n) == 0 && last[n] == '\0'))
			continue;
		buf_put(b, between);
		before = b->len;
		buf_putn(b, first, n);
		between = "|";
	}
	buf_put(b, ")/)[a-z][a-z0-9-]+");
}

static void
put_kind(struct buf *b)
{
	for (size_t i = 0; kinds[i] != NULL; i++)
		buf_fmt(b, "%s%s", i == 0 ? "(?:" : "|", kinds[i]->plural);
	buf_putc(b, ')');
}

#define ID "[1-9][0-9]{0,17}"

/* TO ADD ONE: a row here; an argument without a row is anything but an empty text or one with a dot, which begins a suffix. */
static const struct arg {
	const char *names;                   /* blank-separated */
	bool (*fits)(const char *text);
	const char *expression;              /* the same for nginx; NULL: written by put */
	void (*put)(struct buf *b);
} args[] = {
	{ "site", is_site, NULL, put_site },
	{ "kind", is_kind, NULL, put_kind },
	{ "id account filter file n", is_id, ID, NULL },
	{ "no", is_number, "(?:new|-?" ID ")", NULL },
	{ "entry", is_word, "[a-z_]+", NULL },
	{ NULL, is_anything, "[^/.]+", NULL },
};

/* The row of the {name} that a pattern goes on with. */
static const struct arg *
arg_at(const char *pattern)
{
	const struct arg *arg = args;
	char name[32];

	snprintf(name, sizeof name, "%.*s", (int)strcspn(pattern + 1, "}"), pattern + 1);
	while (arg->names != NULL && !str_has_word(arg->names, name))
		arg++;
	return (arg);
}

/* ---- patterns */

static bool
arg_fits(const char *pattern, const char *path, size_t n)
{
	char text[256];

	if (n == 0 || n >= sizeof text)
		return (false);
	memcpy(text, path, n);
	text[n] = '\0';
	return (arg_at(pattern)->fits(text));
}

/* With ${looks} each argument is looked at as well. */
static bool
fits(const char *pattern, const char *path, bool looks)
{
	while (*pattern == '/' && *path == '/') {
		size_t np = strcspn(++pattern, "/"), n = strcspn(++path, "/");

		if (*pattern != '{' ? np != n || strncmp(pattern, path, n) != 0 : looks && !arg_fits(pattern, path, n))
			return (false);
		pattern += np;
		path += n;
	}
	return (*pattern == '\0' && *path == '\0');
}

/* Most patterns fail by their fixed parts, which cost less. */
bool
address_fits(const char *pattern, const char *path)
{
	return (fits(pattern, path, false) && fits(pattern, path, true));
}

void
address_put(struct buf *b, const char *pattern)
{
	while (*pattern != '\0') {
		const struct arg *arg = *pattern == '{' ? arg_at(pattern) : NULL;

		if (arg == NULL) {
			buf_putc(b, *pattern++);
			continue;
		}
		if (arg->put != NULL)
			arg->put(b);
		else
			buf_put(b, arg->expression);
		pattern += strcspn(pattern, "}") + 1;
	}
}
