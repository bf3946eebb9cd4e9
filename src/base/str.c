/* SPDX-License-Identifier: ISC */
#include "base/str.h"

#include <stdint.h>
#include <string.h>

#define NAME_MAX_LEN 63   /* names compared by str_nearest */

bool
str_eq(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return (a == b);
	return (strcmp(a, b) == 0);
}

bool
str_empty(const char *s)
{
	return (s == NULL || *s == '\0');
}

bool
str_starts(const char *s, const char *prefix)
{
	return (s != NULL && prefix != NULL && strncmp(s, prefix, strlen(prefix)) == 0);
}

static bool
has_part(const char *parts, const char *separator, const char *part)
{
	size_t len;

	if (parts == NULL || str_empty(part))
		return (false);
	len = strlen(part);
	while (*(parts += strspn(parts, separator)) != '\0') {
		size_t n = strcspn(parts, separator);

		if (n == len && memcmp(parts, part, n) == 0)
			return (true);
		parts += n;
	}
	return (false);
}

bool
str_has_word(const char *words, const char *word)
{
	return (has_part(words, " ", word));
}

bool
str_has_item(const char *items, const char *item)
{
	return (has_part(items, ",", item));
}

const char *
str_or(const char *s, const char *otherwise)
{
	return (str_empty(s) ? otherwise : s);
}

/* Bytes of the blank that ${s} begins with: U+3000 is the space bar of Chinese input methods. */
static size_t
str_blank(const char *s)
{
	if (*s != '\0' && strchr(" \t\r\n\v\f", *s) != NULL)
		return (1);
	return (strncmp(s, "\xe3\x80\x80", 3) == 0 ? 3 : 0);
}

char *
str_trim(char *s)
{
	size_t n, end = 0, i;

	if (s == NULL)
		return (NULL);
	while ((n = str_blank(s)) > 0)
		s += n;
	/* Forwards, so that no byte is mistaken for a character's tail. */
	for (i = 0; s[i] != '\0'; i += n > 0 ? n : 1) {
		n = str_blank(s + i);
		if (n == 0)
			end = i + 1;
	}
	s[end] = '\0';
	return (s);
}

char *
str_lower(char *s)
{
	char *p;

	for (p = s; p != NULL && *p != '\0'; p++) {
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p - 'A' + 'a');
	}
	return (s);
}

char *
str_join_n(const void *parent, const char *const *parts)
{
	size_t n = 0, part;
	char *joined, *to;

	for (size_t i = 0; parts[i] != NULL; i++)
		n += strlen(parts[i]);
	joined = to = mem_bytes(parent, n + 1);
	for (size_t i = 0; parts[i] != NULL; i++, to += part) {
		part = strlen(parts[i]);
		memcpy(to, parts[i], part);
	}
	*to = '\0';
	return (joined);
}

char **
str_split(const void *parent, char *s, char sep)
{
	size_t n = 1, i;
	char **parts;
	char *p;

	for (p = s; p != NULL && *p != '\0'; p++)
		n += *p == sep;
	parts = mem_array(parent, char *, n + 1);
	if (str_empty(s))
		return (parts);
	for (i = 0; i < n; i++) {
		parts[i] = s;
		if ((p = strchr(s, sep)) == NULL)
			break;
		*p = '\0';
		s = p + 1;
	}
	return (parts);
}

static size_t
str_least(size_t a, size_t b, size_t c)
{
	size_t least = a < b ? a : b;

	return (least < c ? least : c);
}

/* Edit distance (insert, delete, replace: one each) in one row of memory. */
static size_t
str_distance(const char *a, const char *b)
{
	size_t row[NAME_MAX_LEN + 1];
	size_t la = strlen(a), lb = strlen(b), i, j, diagonal, above;

	if (la > NAME_MAX_LEN || lb > NAME_MAX_LEN)
		return (SIZE_MAX);
	for (j = 0; j <= lb; j++)
		row[j] = j;
	for (i = 1; i <= la; i++) {
		diagonal = row[0];
		row[0] = i;
		for (j = 1; j <= lb; j++) {
			above = row[j];
			row[j] = str_least(above + 1, row[j - 1] + 1,
			    diagonal + (a[i - 1] != b[j - 1]));
			diagonal = above;
		}
	}
	return (row[lb]);
}

const char *
str_nearest(const char *name, const char *const *names)
{
	const char *best = NULL;
	size_t near, d;

	if (str_empty(name))
		return (NULL);
	/* At most a third of the name may differ, but always two letters. */
	near = strlen(name) / 3;
	near = near < 2 ? 2 : near;
	for (; *names != NULL; names++) {
		d = str_distance(name, *names);
		if (d <= near && d < strlen(*names)) {
			best = *names;
			if (d == 0)
				break;
			near = d - 1;
		}
	}
	return (best);
}
