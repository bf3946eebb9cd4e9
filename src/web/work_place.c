/* SPDX-License-Identifier: ISC */
#include "web/work_place.h"

#include "base/mem.h"
#include "base/str.h"
#include "record/cursor.h"

#include <string.h>

static const enum cursor_type types[] = { CURSOR_DAY, CURSOR_MOMENT, CURSOR_ID, CURSOR_ID };

static int
compare_int(int64_t a, int64_t b)
{
	return ((a > b) - (a < b));
}

int
work_place_compare(const struct work_place *a, const struct work_place *b)
{
	int order = strcmp(a->day, b->day);

	if (order == 0)
		order = compare_int(a->moment, b->moment);
	if (order == 0)
		order = compare_int(a->site, b->site);
	return (order != 0 ? order : compare_int(a->record, b->record));
}

char *
work_place_write(const void *parent, const struct work_place *p)
{
	const char *const parts[] = { p->day, mem_fmt(parent, "%lld", (long long)p->moment), mem_fmt(parent, "%lld", (long long)p->site), mem_fmt(parent, "%lld", (long long)p->record) };

	return (cursor_write(parent, parts, ARRAY_LEN(parts)));
}

bool
work_place_read(const void *parent, const char *text, struct work_place *out)
{
	const char *part[ARRAY_LEN(types)];

	*out = (struct work_place){ .day = "-infinity" };
	if (!cursor_read(parent, text, types, ARRAY_LEN(types), part))
		return (false);
	out->day = part[0];
	return (str_to_int(part[1], 0, INT64_MAX, &out->moment) && str_to_int(part[2], 0, INT64_MAX, &out->site) && str_to_int(part[3], 0, INT64_MAX, &out->record));
}
