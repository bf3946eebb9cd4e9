/* SPDX-License-Identifier: ISC */
/* Goal: holidays are read the way people paste them, and what is not understood is said, not guessed. Proves RX.12. */
#include "pages/admin/site_calendar.h"

#include <setjmp.h>

#include <cmocka.h>

static void
lines(void **state)
{
	static const struct {
		const char *line, *complaint, *first, *last, *name;
		bool works;
	} rows[] = {
		{ "2026-10-01 休 国庆节", NULL, "2026-10-01", "2026-10-01", "国庆节", false },
		{ "2026-10-01 ~ 2026-10-07 休 国庆节", NULL, "2026-10-01", "2026-10-07", "国庆节", false },
		{ "2026-10-01~2026-10-07,放假,国庆节", NULL, "2026-10-01", "2026-10-07", "国庆节", false },
		{ "2026/10/1至2026/10/7　休　国庆 中秋", NULL, "2026-10-01", "2026-10-07", "国庆 中秋", false },
		{ "2026-10-10\t班\t国庆补班\r", NULL, "2026-10-10", "2026-10-10", "国庆补班", true },
		{ "2026-12-25 off Christmas # remark", NULL, "2026-12-25", "2026-12-25", "Christmas", false },
		{ "2026-02-14 班 春节 2~3", NULL, "2026-02-14", "2026-02-14", "春节 2~3", true },
		/* Case E: as office programs and Chinese keyboards write it. */
		{ "2026年10月1日至2026年10月7日 休 国庆节", NULL, "2026-10-01", "2026-10-07", "国庆节", false },
		{ "２０２６-１０-１０\u00a0班\u200b 补班", NULL, "2026-10-10", "2026-10-10", "补班", true },
		{ "2026/10/1 0:00:00\t休", NULL, "2026-10-01", "2026-10-01", "", false },
		{ "2026-10-01 休 一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一", "calendar.long_name", NULL, NULL, NULL, false },
		{ "2026-13-01 休", "calendar.bad_date", NULL, NULL, NULL, false },
		{ "2026-02-29 休", "calendar.bad_date", NULL, NULL, NULL, false },
		{ "2026-10-01/ 休", "calendar.bad_date", NULL, NULL, NULL, false },
		{ "国庆节", "calendar.bad_date", NULL, NULL, NULL, false },
		{ "2026-10-01 ~ 休", "calendar.bad_date", NULL, NULL, NULL, false },
		{ "2026-10-07 ~ 2026-10-01 休", "calendar.bad_range", NULL, NULL, NULL, false },
		{ "2026-01-01 ~ 2026-12-31 休", "calendar.bad_range", NULL, NULL, NULL, false },
		{ "2026-10-01", "calendar.bad_sort", NULL, NULL, NULL, false },
		{ "2026-10-01 国庆节", "calendar.bad_sort", NULL, NULL, NULL, false },
	};
	void *root = mem_new(NULL, char);

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct day_line got;
		int32_t first, last;

		if (!str_eq(site_calendar_read_line(root, rows[i].line, &got), rows[i].complaint))
			fail_msg("\"%s\" is read wrongly", rows[i].line);
		if (rows[i].complaint != NULL)
			continue;
		assert_true(date_read(rows[i].first, &first) && date_read(rows[i].last, &last));
		assert_int_equal(got.first, first);
		assert_int_equal(got.last, last);
		assert_int_equal(got.works, rows[i].works);
		assert_string_equal(got.name, rows[i].name);
	}
	mem_free(root);
}

static void
nothing(void **state)
{
	static const char *const empty[] = { "", "   ", "# only a remark", "\r", "　" };
	void *root = mem_new(NULL, char);
	struct day_line got;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(empty); i++) {
		assert_null(site_calendar_read_line(root, empty[i], &got));
		assert_true(got.first > got.last);
	}
	mem_free(root);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines),
		cmocka_unit_test(nothing),
	};

	return (cmocka_run_group_tests_name("days", tests, NULL, NULL));
}
