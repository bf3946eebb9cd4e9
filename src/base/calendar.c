/* SPDX-License-Identifier: ISC */
#include "base/date.h"

#include <stdlib.h>

/* The first exception on or after ${day}: index into cal->days. */
static size_t
calendar_from(const struct calendar *cal, int32_t day)
{
	size_t low = 0, high = cal == NULL ? 0 : cal->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (cal->days[middle].day < day)
			low = middle + 1;
		else
			high = middle;
	}
	return (low);
}

bool
calendar_works(const struct calendar *cal, int32_t day)
{
	size_t i = calendar_from(cal, day);

	if (cal != NULL && i < cal->n && cal->days[i].day == day)
		return (cal->days[i].works);
	return (date_weekday(day) <= 5);
}

int32_t
calendar_add(const struct calendar *cal, int32_t from, int n)
{
	int step = n < 0 ? -1 : 1;
	int left;

	if (n > DATE_MAX_SPAN || n < -DATE_MAX_SPAN)
		n = step * DATE_MAX_SPAN;
	for (left = n * step; left > 0;) {
		from += step;
		if (calendar_works(cal, from))
			left--;
	}
	return (from);
}

/* Weekdays from a fixed Monday up to and including ${day}. */
static int
calendar_weekdays(int32_t day)
{
	int32_t since = day - date_of(1600, 1, 3);
	int rest = since % 7 + 1;

	return (since / 7 * 5 + (rest > 5 ? 5 : rest));
}

int
calendar_between(const struct calendar *cal, int32_t from, int32_t to)
{
	const struct calendar_day *day;
	size_t i;
	int n;

	if (to < from)
		return (-calendar_between(cal, to, from));
	/* Count the weekdays, then add and subtract the exceptions. */
	n = calendar_weekdays(to) - calendar_weekdays(from);
	for (i = calendar_from(cal, from + 1); cal != NULL && i < cal->n; i++) {
		day = &cal->days[i];
		if (day->day > to)
			break;
		n += (int)day->works - (int)(date_weekday(day->day) <= 5);
	}
	return (n);
}
