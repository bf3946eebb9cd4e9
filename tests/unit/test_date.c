/* SPDX-License-Identifier: ISC */
/* Goal: days exist or are refused; working days follow the site's calendar with make-up days (RX.12). */
#include "base/date.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

static int32_t
day(const char *text)
{
	int32_t d = 0;

	assert_true(date_read(text, &d));
	return (d);
}

static void
test_read(void **state)
{
	static const struct {
		const char *text;
		bool good;
	} rows[] = {
		{ "1970-01-01", true }, { "2026-11-23", true }, { "2024-02-29", true }, { "2000-02-29", true },
		{ "1900-01-01", true }, { "2200-12-31", true }, { "2023-02-29", false }, { "1900-02-29", false },
		{ "2026-04-31", false }, { "2026-00-10", false }, { "2026-13-01", false }, { "2026-01-00", false },
		{ "1899-12-31", false }, { "2201-01-01", false }, { "2026-1-1", false }, { "2026/01/01", false },
		{ " 2026-01-01", false }, { "2026-01-01 ", false }, { "+026-01-01", false }, { "", false },
		{ NULL, false }, { "2026-01-0a", false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(rows); i++) {
		int32_t d = -12345678;

		assert_int_equal(date_read(rows[i].text, &d), rows[i].good);
		if (!rows[i].good)
			assert_int_equal(d, -12345678);
	}
}

static void
test_every_day(void **state)
{
	int32_t d, first = day("1900-01-01"), last = day("2200-12-31");
	char text[DATE_TEXT];
	struct tm tm;
	time_t t;

	(void)state;
	/* The C library is the witness for three centuries. */
	for (d = first; d <= last; d++) {
		t = (time_t)d * 86400;
		gmtime_r(&t, &tm);
		assert_int_equal(date_of(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday), d);
		assert_int_equal(date_weekday(d), tm.tm_wday == 0 ? 7 : tm.tm_wday);
		date_text(d, text);
		assert_int_equal(day(text), d);
	}
}

static void
test_months(void **state)
{
	static const struct {
		const char *from;
		int months;
		const char *to;
	} rows[] = {
		{ "2026-11-23", 1, "2026-12-23" }, { "2026-12-31", 1, "2027-01-31" }, { "2026-01-31", 1, "2026-02-28" },
		{ "2028-01-31", 1, "2028-02-29" }, { "2026-08-31", 6, "2027-02-28" }, { "2026-03-31", 13, "2027-04-30" },
	};
	char text[DATE_TEXT];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		date_text(date_add_months(day(rows[i].from), rows[i].months), text);
		assert_string_equal(text, rows[i].to);
	}
}

static void
test_today(void **state)
{
	static const struct {
		const char *zone;
		int hours;
	} rows[] = { { "Asia/Shanghai", 8 }, { "UTC", 0 }, { "Etc/GMT+12", -12 }, { "Pacific/Kiritimati", 14 } };
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(rows); i++)
		assert_int_equal(date_today(rows[i].zone), (time(NULL) + rows[i].hours * 3600) / 86400);
}

/* National Day 2026 as published in shape: 1-7 October free, Sundays 20 September and 10 October (Saturday) worked. */
static struct calendar_day october[9];

static struct calendar
make_calendar(void)
{
	size_t n = 0;
	int i;

	october[n++] = (struct calendar_day){ day("2026-09-20"), true };
	for (i = 1; i <= 7; i++)
		october[n++] = (struct calendar_day){ date_of(2026, 10, i), false };
	october[n++] = (struct calendar_day){ day("2026-10-10"), true };
	return ((struct calendar){ october, n });
}

static void
test_working_days(void **state)
{
	static const struct {
		const char *from;
		int n;
		const char *to;
	} rows[] = {
		{ "2026-11-23", 0, "2026-11-23" }, { "2026-11-23", 1, "2026-11-24" },
		{ "2026-11-27", 1, "2026-11-30" }, { "2026-11-28", 1, "2026-11-30" },
		{ "2026-11-23", 5, "2026-11-30" }, { "2026-11-23", -1, "2026-11-20" },
		{ "2026-09-18", 1, "2026-09-20" }, { "2026-09-30", 1, "2026-10-08" },
		{ "2026-09-30", 3, "2026-10-10" }, { "2026-09-30", 4, "2026-10-12" },
		{ "2026-10-08", -1, "2026-09-30" }, { "2026-10-03", 0, "2026-10-03" },
		{ "2026-10-12", -1, "2026-10-10" },
	};
	struct calendar cal = make_calendar();
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(rows); i++)
		assert_int_equal(calendar_add(&cal, day(rows[i].from), rows[i].n), day(rows[i].to));
	assert_true(calendar_works(&cal, day("2026-10-10")));
	assert_false(calendar_works(&cal, day("2026-10-11")));
	assert_false(calendar_works(&cal, day("2026-10-05")));
	assert_true(calendar_works(NULL, day("2026-10-05")));
	assert_int_equal(calendar_add(&cal, 0, 1 << 30), calendar_add(&cal, 0, DATE_MAX_SPAN));
}

static void
test_between_counts(void **state)
{
	struct calendar cal = make_calendar();
	int32_t from, to, first = day("2026-09-10"), last = day("2026-10-20");
	int n;

	(void)state;
	/* Against counting one by one, and it undoes calendar_add. */
	for (from = first; from <= last; from++) {
		for (n = 0, to = from; to <= last; to++) {
			n += to > from && calendar_works(&cal, to);
			assert_int_equal(calendar_between(&cal, from, to), n);
			assert_int_equal(calendar_between(&cal, to, from), -n);
		}
		for (n = 0; n < 40; n++)
			assert_int_equal(calendar_between(&cal, from, calendar_add(&cal, from, n)), n);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read), cmocka_unit_test(test_every_day), cmocka_unit_test(test_months), cmocka_unit_test(test_today),
		cmocka_unit_test(test_working_days), cmocka_unit_test(test_between_counts),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
