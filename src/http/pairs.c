/* SPDX-License-Identifier: ISC */
#include "base/str.h"
#include "http/clean.h"
#include "http/pairs.h"
#include "http/url.h"

#include <string.h>

const char *
pairs_next(const struct pairs *pairs, const char *name, size_t *from)
{
	while (*from < pairs->n) {
		const struct pair *pair = &pairs->pair[(*from)++];

		if (str_eq(pair->name, name))
			return (pair->value);
	}
	return (NULL);
}

const char *
pairs_get(const struct pairs *pairs, const char *name)
{
	size_t from = 0;

	return (pairs_next(pairs, name, &from));
}

bool
pairs_has(const struct pairs *pairs, const char *name, const char *value)
{
	size_t from = 0;
	const char *got;

	while ((got = pairs_next(pairs, name, &from)) != NULL) {
		if (str_eq(got, value))
			return (true);
	}
	return (false);
}

struct err *
pairs_add(const void *parent, struct pairs *pairs, const char *name, const char *value)
{
	if (!clean_name(name, strlen(name)))
		return (RAISE(ERR_INVALID, "name of a pair is empty, too long or has other signs"));
	if (pairs->n == PAIRS_MAX)
		return (RAISE(ERR_TOO_LARGE, "more than %d pairs", PAIRS_MAX));
	/* The array doubles, so that many pairs cost linear time. */
	if ((pairs->n & (pairs->n - 1)) == 0)
		pairs->pair = mem_grow(parent, pairs->pair, sizeof *pairs->pair, pairs->n,
		    pairs->n == 0 ? 1 : pairs->n * 2);
	pairs->pair[pairs->n].name = name;
	pairs->pair[pairs->n].value = value;
	pairs->n++;
	return (OK);
}

/* One "name=value" in place; a lone "name" has the value "". */
static struct err *
pairs_read_one(const void *parent, char *text, struct pairs *out)
{
	char *value = strchr(text, '=');

	if (value == NULL)
		value = text + strlen(text);
	else
		*value++ = '\0';
	if (url_decode(text, true) == NULL || url_decode(value, true) == NULL)
		return (RAISE(ERR_INVALID, "pair with a broken escape or unclean bytes"));
	clean_newlines(value, strlen(value));
	return (pairs_add(parent, out, text, value));
}

struct err *
pairs_read_form(const void *parent, const char *text, size_t n, struct pairs *out)
{
	char *rest, *next;

	*out = (struct pairs){0};
	if (n == 0)
		return (OK);
	if (memchr(text, '\0', n) != NULL)
		return (RAISE(ERR_INVALID, "pairs with a NUL"));
	/* One copy for all: names and values point into it. */
	for (rest = mem_strn(parent, text, n); rest != NULL; rest = next) {
		next = strchr(rest, '&');
		if (next != NULL)
			*next++ = '\0';
		if (*rest != '\0')
			TRY(pairs_read_one(parent, rest, out));
	}
	return (OK);
}

/* The value without the quotes that RFC 6265 allows around it. */
static char *
pairs_unquote(char *value)
{
	size_t n = strlen(value);

	if (n < 2 || value[0] != '"' || value[n - 1] != '"')
		return (value);
	value[n - 1] = '\0';
	return (value + 1);
}

/* Other programs on the same host set cookies too, so a cookie that cannot be read is skipped. */
static struct err *
pairs_read_cookie(const void *parent, char *text, struct pairs *out)
{
	char *value = strchr(text, '=');

	if (value == NULL)
		return (OK);
	*value++ = '\0';
	text = str_trim(text);
	value = pairs_unquote(str_trim(value));
	if (!clean_name(text, strlen(text)) || url_decode(value, false) == NULL ||
	    !clean_line(value, strlen(value)))
		return (OK);
	return (pairs_add(parent, out, text, value));
}

struct err *
pairs_read_cookies(const void *parent, const char *text, struct pairs *out)
{
	char *rest, *next;

	*out = (struct pairs){0};
	if (str_empty(text))
		return (OK);
	for (rest = mem_str(parent, text); rest != NULL; rest = next) {
		next = strchr(rest, ';');
		if (next != NULL)
			*next++ = '\0';
		TRY(pairs_read_cookie(parent, rest, out));
	}
	return (OK);
}
