/* SPDX-License-Identifier: ISC */
#include "record/cursor.h"

#include "base/date.h"
#include "base/mem.h"
#include "base/str.h"

#include <string.h>

/* The last moment of the year 9999: beyond it no date can be made. */
#define MOMENT_MAX 253402300799000000

static const char *
read_int(const void *parent, const char *text, int64_t least, int64_t most)
{
	int64_t n;

	return (str_to_int(text, least, most, &n) ? mem_fmt(parent, "%lld", (long long)n) : NULL);
}

static const char *
read_money(const void *parent, const char *text)
{
	bool owes = *text == '-';
	char *money = str_to_money(parent, text + owes);

	return (money == NULL || !owes ? money : str_join(parent, "-", money));
}

/* NULL: not of this type. */
static const char *
read_part(const void *parent, const char *text, enum cursor_type type)
{
	int32_t day;

	switch (type) {
	case CURSOR_ID:
		return (read_int(parent, text, 0, INT64_MAX));
	case CURSOR_INT:
		return (read_int(parent, text, INT64_MIN, INT64_MAX));
	case CURSOR_MOMENT:
		return (read_int(parent, text, 0, MOMENT_MAX));
	case CURSOR_DAY:
		return (str_eq(text, "infinity") || date_read(text, &day) ? text : NULL);
	case CURSOR_MONEY:
		return (read_money(parent, text));
	case CURSOR_TEXT:
		return (text);
	}
	return (NULL);
}

char *
cursor_write(const void *parent, const char *const *parts, size_t n)
{
	struct buf *b = buf_new(parent);

	for (size_t i = 0; i < n; i++)
		buf_fmt(b, "%s%s", i == 0 ? "" : "~", parts[i]);
	return (b->data);
}

bool
cursor_read(const void *parent, const char *text, const enum cursor_type *types, size_t n, const char **out)
{
	char *rest = mem_str(parent, text);

	for (size_t i = 0; i < n; i++) {
		char *end = rest == NULL || i + 1 == n ? NULL : strchr(rest, '~');

		if (rest == NULL)
			return (false);
		if (end != NULL)
			*end++ = '\0';
		out[i] = read_part(parent, rest, types[i]);
		if (out[i] == NULL)
			return (false);
		rest = end;
	}
	return (true);
}
