/* SPDX-License-Identifier: ISC */
/*
 * Days and working days. A day is the count of days since 1970-01-01. Working
 * days follow the site's calendar: weekends are free unless the calendar names
 * a make-up working day (调休补班), weekdays work unless it names a holiday
 * (RX.12). Points in time are computed by the database and reach C as text.
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DATE_TEXT 11    /* "2026-11-23" and a NUL */
#define DATE_MAX_SPAN 3660 /* working days that calendar_add may move */

/* One exception from "Monday to Friday work"; rows sorted by day, no day twice. */
struct calendar_day {
	int32_t day;
	bool works;
};

struct calendar {
	const struct calendar_day *days;
	size_t n;
};

bool date_read(const char *text, int32_t *day);               /* "YYYY-MM-DD", a day that exists, 1900 to 2200 */
void date_text(int32_t day, char out[DATE_TEXT]);
int32_t date_of(int year, int month, int mday);
void date_parts(int32_t day, int *year, int *month, int *mday);
/* The same day ${n} months later; where that month has no such day, its last. */
int32_t date_add_months(int32_t day, int n);
/* Does ${year} ("2026") name the year of ${today} ("2026-11-23") or the next? */
bool date_year_is_ahead(const char *year, const char *today);
int date_weekday(int32_t day);                                /* 1 Monday … 7 Sunday */
int32_t date_today(const char *timezone);                     /* now there; timezone as in "Asia/Shanghai" */

bool calendar_works(const struct calendar *cal, int32_t day);
/* The day ${n} working days after ${from} (before it when n < 0); ${from} itself is not counted. n = 0: ${from}. */
int32_t calendar_add(const struct calendar *cal, int32_t from, int n);
/* Working days in (from, to]; when to < from, minus those in (to, from]. */
int calendar_between(const struct calendar *cal, int32_t from, int32_t to);

#endif
