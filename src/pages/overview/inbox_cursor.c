/* SPDX-License-Identifier: ISC */
#include "pages/overview/inbox_cursor.h"

#include "base/date.h"
#include "base/mem.h"
#include "base/str.h"

#include <string.h>

/* The last moment of the year 9999: beyond it no date can be made. */
#define MOMENT_MAX 253402300799000000

static int
compare(int64_t a, int64_t b)
{
	return ((a > b) - (a < b));
}

int
cursor_compare(const struct cursor *a, const struct cursor *b)
{
	int order = strcmp(a->day, b->day);

	if (order == 0)
		order = compare(a->moment, b->moment);
	if (order == 0)
		order = compare(a->site, b->site);
	return (order != 0 ? order : compare(a->record, b->record));
}

char *
cursor_text(const void *parent, const struct cursor *cursor)
{
	return (mem_fmt(parent, "%s.%lld.%lld.%lld", cursor->day, (long long)cursor->moment, (long long)cursor->site, (long long)cursor->record));
}

bool
cursor_read(const void *parent, const char *text, struct cursor *out)
{
	char **part = str_split(parent, mem_str(parent, text), '.');
	size_t n = 0;
	int32_t day;

	while (part[n] != NULL)
		n++;
	if (n != 4)
		return (false);
	out->day = part[0];
	return ((str_eq(part[0], "infinity") || date_read(part[0], &day)) && str_to_int(part[1], 0, MOMENT_MAX, &out->moment) &&
	    str_to_int(part[2], 0, INT64_MAX, &out->site) && str_to_int(part[3], 0, INT64_MAX, &out->record));
}
