/* SPDX-License-Identifier: ISC */
/* Numbers of a workbook as their style shows them: days, times, digits with zeros in front. */
#include "table/xlsx.h"

#include "base/date.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LAST_SERIAL = 2958466, DAY_SECONDS = 86400 };

/* ---- formats */

/* Formats that every spreadsheet program knows by number (ECMA-376, part 1, 18.8.30, with those of Chinese). */
static const struct {
	int64_t from, to;
	struct style style;
} builtin[] = {
	{ 14, 17, { .day = 1 } },
	{ 18, 21, { .time = 1 } },
	{ 22, 22, { .day = 1, .time = 1 } },
	{ 27, 31, { .day = 1 } },
	{ 32, 35, { .time = 1 } },
	{ 36, 36, { .day = 1 } },
	{ 45, 47, { .time = 1 } },
	{ 50, 54, { .day = 1 } },
	{ 55, 56, { .time = 1 } },
	{ 57, 58, { .day = 1 } },
};

struct style
value_builtin(int64_t id)
{
	for (size_t i = 0; i < ARRAY_LEN(builtin); i++)
		if (id >= builtin[i].from && id <= builtin[i].to)
			return (builtin[i].style);
	return ((struct style){ 0 });
}

/* What a format says besides its letters: "text", \x, [red]. */
static const char *
skip(const char *p)
{
	const char *end;

	switch (*p) {
	case '"':
		end = strchr(p + 1, '"');
		return (end == NULL ? p + strlen(p) : end + 1);
	case '[':
		/* "[h]" is a time that goes on beyond a day. */
		end = strchr(p, ']');
		return (end == NULL ? p + strlen(p) : end + 1);
	case '\\':
	case '_':
	case '*':
		return (p + (p[1] == '\0' ? 1 : 2));
	default:
		return (NULL);
	}
}

struct style
value_style(const char *code)
{
	struct style style = { 0 };
	size_t zeros = strspn(code, "0");

	if (zeros > 1 && zeros < 20 && code[zeros] == '\0') {
		style.zeros = (unsigned char)zeros;
		return (style);
	}
	/* Only the first section: that of positive numbers. "General" holds no letter of these but e and a. */
	for (const char *p = code; *p != '\0' && *p != ';';) {
		const char *after = skip(p);

		if (after != NULL) {
			p = after;
			continue;
		}
		style.day = style.day || strchr("ydYD", *p) != NULL;
		style.time = style.time || strchr("hsHS", *p) != NULL;
		/* Alone, it is the month. */
		if (strchr("mM", *p) != NULL && !style.time)
			style.day = style.day || strpbrk(p, "hsHS") == NULL;
		p++;
	}
	return (style);
}

/* ---- numbers */

/* As many digits as a spreadsheet has: 1.1 is kept as 1.1000000000000001. */
static char *
digits(const void *parent, double number, size_t zeros)
{
	if (zeros > 0 && number >= 0 && number < 1e15 && floor(number) == number)
		return (mem_fmt(parent, "%0*.0f", (int)zeros, number));
	if (fabs(number) < 1e21 && floor(number) == number)
		return (mem_fmt(parent, "%.0f", number));
	return (mem_fmt(parent, "%.15g", number));
}

/* 1900 counts a 29th of February that never was; it is no day here either. */
static bool
day_of(const struct xlsx *book, double serial, int32_t *day)
{
	if (serial < 0 || serial >= LAST_SERIAL)
		return (false);
	if (book->from_1904) {
		*day = date_of(1904, 1, 1) + (int32_t)serial;
		return (true);
	}
	*day = date_of(1899, 12, serial < 60 ? 31 : 30) + (int32_t)serial;
	return (floor(serial) != 60 && serial >= 1);
}

static struct table_cell
moment(const struct xlsx *book, const void *parent, double serial, struct style style)
{
	double whole = floor(serial);
	int seconds = (int)lround((serial - whole) * DAY_SECONDS);
	char text[DATE_TEXT], *time;
	int32_t day;

	whole += seconds == DAY_SECONDS;
	seconds %= DAY_SECONDS;
	time = mem_fmt(parent, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
	if (style.time && !style.day && serial >= 0 && serial < 1)
		return ((struct table_cell){ time, TABLE_TIME });
	if (!day_of(book, whole, &day))
		return ((struct table_cell){ digits(parent, serial, 0), TABLE_NUMBER });
	date_text(day, text);
	return ((struct table_cell){ seconds == 0 ? mem_str(parent, text) : mem_fmt(parent, "%s %s", text, time), TABLE_DAY });
}

struct table_cell
value_number(const struct xlsx *book, const void *parent, const char *raw, size_t n)
{
	struct style style = n < book->n_styles ? book->styles[n] : (struct style){ 0 };
	char *end;
	double number = strtod(raw, &end);

	if (*raw == '\0')
		return ((struct table_cell){ "", TABLE_TEXT });
	if (*end != '\0' || isspace((unsigned char)*raw) || !isfinite(number))
		return ((struct table_cell){ mem_str(parent, raw), TABLE_ERROR });
	if (style.day || style.time)
		return (moment(book, parent, number, style));
	return ((struct table_cell){ digits(parent, number, style.zeros), TABLE_NUMBER });
}
