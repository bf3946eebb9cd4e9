/* SPDX-License-Identifier: ISC */
#include "base/date.h"

#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define FIRST_YEAR 1900
#define LAST_YEAR 2200

static int
date_digits(const char *s, int n)
{
	int v = 0;

	for (; n > 0; n--, s++) {
		if (*s < '0' || *s > '9')
			return (-1);
		v = v * 10 + (*s - '0');
	}
	return (v);
}

bool
date_read(const char *text, int32_t *day)
{
	int y, m, d, y2, m2, d2;
	int32_t found;

	if (text == NULL || strlen(text) != DATE_TEXT - 1 || text[4] != '-' || text[7] != '-')
		return (false);
	y = date_digits(text, 4);
	m = date_digits(text + 5, 2);
	d = date_digits(text + 8, 2);
	if (y < FIRST_YEAR || y > LAST_YEAR || m < 1 || m > 12 || d < 1 || d > 31)
		return (false);
	/* A day that does not exist is converted to another one. */
	found = date_of(y, m, d);
	date_parts(found, &y2, &m2, &d2);
	if (y2 != y || m2 != m || d2 != d)
		return (false);
	*day = found;
	return (true);
}

void
date_text(int32_t day, char out[DATE_TEXT])
{
	int y, m, d;

	date_parts(day, &y, &m, &d);
	if (y < 0 || y > 9999)
		y = m = d = 0;
	(void)snprintf(out, DATE_TEXT, "%04u-%02u-%02u", (unsigned)y % 10000, (unsigned)m % 100,
	    (unsigned)d % 100);
}

/*
 * The year is taken to begin in March, so that the leap day is its last day;
 * 400 such years have 146097 days, and 719468 days lie between 0000-03-01 and 1970-01-01.
 */
int32_t
date_of(int year, int month, int mday)
{
	int y = month > 2 ? year : year - 1;
	int era = (y >= 0 ? y : y - 399) / 400;
	int of_era = y - era * 400;
	int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + mday - 1;

	return (era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468);
}

void
date_parts(int32_t day, int *year, int *month, int *mday)
{
	int z = day + 719468;
	int era = (z >= 0 ? z : z - 146096) / 146097;
	int of_era = z - era * 146097;
	int y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int of_year = of_era - (365 * y + y / 4 - y / 100);
	int m = (5 * of_year + 2) / 153;

	*mday = of_year - (153 * m + 2) / 5 + 1;
	*month = m < 10 ? m + 3 : m - 9;
	*year = y + era * 400 + (*month <= 2);
}

int32_t
date_add_months(int32_t day, int n)
{
	int year, month, mday;
	int32_t same, last;

	date_parts(day, &year, &month, &mday);
	month += n - 1; /* counted from 0 */
	year += month / 12;
	month = month % 12 + 1;
	same = date_of(year, month, mday);
	last = date_of(month == 12 ? year + 1 : year, month % 12 + 1, 1) - 1;
	return (same > last ? last : same);
}

bool
date_year_is_ahead(const char *year, const char *today)
{
	int there = strlen(year) == 4 ? date_digits(year, 4) : -1, now = date_digits(today, 4);

	return (there >= now && there <= now + 1);
}

int
date_weekday(int32_t day)
{
	/* 1970-01-01 was a Thursday. */
	return (((day % 7) + 7 + 3) % 7 + 1);
}

int32_t
date_today(const char *timezone)
{
	const char *set = getenv("TZ");
	time_t now = time(NULL);
	struct tm there;

	/* glibc knows one zone per process; a worker has one thread, so it may be changed. */
	if (!str_eq(set, timezone)) {
		if (setenv("TZ", timezone, 1) != 0)
			return ((int32_t)(now / 86400));
		tzset();
	}
	if (localtime_r(&now, &there) == NULL)
		return ((int32_t)(now / 86400));
	return (date_of(there.tm_year + 1900, there.tm_mon + 1, there.tm_mday));
}
