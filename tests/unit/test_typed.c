/* SPDX-License-Identifier: ISC */
/*
 * Goal: days, times, amounts, whole numbers and numbers of records are read as people write them in Chinese and English, and what
 * could mean two things is refused (case E; R6.3: amounts decide who decides, so they are exact).
 */
#include "base/str.h"
#include "base/typed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int
setup(void **state)
{
	*state = mem_new(NULL, int);
	return (0);
}

static int
teardown(void **state)
{
	/* What a reader folds is its own, and gone when it returns. */
	mem_free(*state);
	return (0);
}

static void
test_date(void **state)
{
	static const char *const first[] = {
		"2026-12-01", "2026/12/1", "2026.12.1", "20261201", "2026年12月1日", "2026 年 12 月 1 日", "2026年12月01号", "２０２６-１２-０１",
		"２０２６年１２月１日", "2026/12/1 0:00:00", "2026-12-01 00:00", "2026-12-01T00:00:00", "2026-12-01T00:00:00.000", "2026／12／1",
		"2026．12．1", "2026–12–01", "\u30002026-12-01\u200b ", "二〇二六年十二月一日", "二零二六年十二月一日", "2026\u00ad-12-01", "２０２６１２０１",
	};
	static const char *const none[] = {
		"", "2026-02-29", "2026-13-01", "26-12-01", "1/12/2026", "12/1/2026", "12月1日", "2026-12", "2026年12月", "2026/12-1", "2026-12-01 13:30",
		"2026-12-01x", "1899-12-31", "2201-01-01", "2026-00-10", "2026-12-1²", "9999-99-99", "2026年12月1", "十年十月十日", "02026-12-01",
		"2026-12-010:00", "٢٠٢٦-١٢-٠١", "2026-012-01", "2026-12-001", "99999999", "-2026-12-01",
	};
	char day[DATE_TEXT] = "as it was";

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(none); i++) {
		assert_false(typed_date(none[i], day));
		assert_string_equal(day, "as it was");
	}
	assert_false(typed_date(NULL, day));
	for (size_t i = 0; i < ARRAY_LEN(first); i++) {
		memset(day, 0, sizeof day);
		assert_true(typed_date(first[i], day));
		assert_string_equal(day, "2026-12-01");
	}
	assert_true(typed_date("二〇二七年二月二十八日", day));
	assert_string_equal(day, "2027-02-28");
	assert_true(typed_date("2028-2-29", day));
	assert_string_equal(day, "2028-02-29");
}

static void
test_time(void **state)
{
	static const struct { const char *typed, *right; } times[] = {
		{ "09:30", "09:30" }, { "9:30", "09:30" }, { "09：30", "09:30" }, { "０９：３０", "09:30" }, { "9:30:00", "09:30" }, { "9时30分", "09:30" },
		{ "9点半", "09:30" }, { "9点", "09:00" }, { "23点59分", "23:59" }, { "0:00", "00:00" }, { " 9 时 5 分 ", "09:05" }, { "九点半", "09:30" },
		{ "9点整", "09:00" }, { "9点30", "09:30" },
	};
	static const char *const none[] = { "", "24:00", "9:60", "25:61", "930", "9.30", "9:3", "9:30:15", "下午3:30", "3:30 PM", "9", "9时5", "9点半30", "-9:30", "9:30x" };
	char time[TIME_TEXT];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(times); i++) {
		assert_true(typed_time(times[i].typed, time));
		assert_string_equal(time, times[i].right);
	}
	for (size_t i = 0; i < ARRAY_LEN(none); i++)
		assert_false(typed_time(none[i], time));
}

static void
test_int(void **state)
{
	static const struct { const char *typed; int64_t right; } ints[] = {
		{ "5", 5 }, { "５", 5 }, { " ５０\u200b", 50 }, { "1,200", 1200 }, { "１，２００", 1200 }, { "-7", -7 }, { "−7", -7 }, { "0", 0 }, { "007", 7 },
	};
	static const char *const none[] = { "", "-", "5.0", "1,20", "1200,", "5²", "½", "①", "٣", "1e9", "0x10", "5 6", "--5", "1001", "9223372036854775808" };
	int64_t n = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(ints); i++) {
		assert_true(typed_int(ints[i].typed, -100, 1200, &n));
		assert_int_equal(n, ints[i].right);
	}
	for (size_t i = 0; i < ARRAY_LEN(none); i++)
		assert_false(typed_int(none[i], -100, 1000, &n));
}

static void
test_money(void **state)
{
	static const struct { const char *typed, *right; } amounts[] = {
		{ "1200", "1200.00" }, { "1,200.50", "1200.50" }, { "１，２００．５０", "1200.50" }, { "￥1200", "1200.00" }, { "¥1,200.00", "1200.00" },
		{ "¥ 1,200.00 ", "1200.00" }, { "1200元", "1200.00" }, { "1200 元整", "1200.00" }, { "人民币1200元", "1200.00" }, { "CNY 1,200.5", "1200.50" },
		{ "1200 RMB", "1200.00" }, { "1.2万", "12000.00" }, { "1.23456万元", "12345.60" }, { "3万", "30000.00" }, { "2亿", "200000000.00" },
		{ "1.2345678901亿", "123456789.01" }, { "0", "0.00" }, { "0.01", "0.01" }, { "999999999999.99", "999999999999.99" }, { "0000012", "12.00" },
		{ "0.00000001亿", "1.00" },
	};
	static const char *const none[] = {
		"", "-5", "−5", "1.234", "1,20", "12,00", "1.200,50", "1 200", "1e5", "$5", "US$5", "5美元", "壹仟元", "1.2345678万", "10000亿", "1000000000000", "1.",
		".5", "元", "¥", "1.2千", "1万2千", "5%", "½", "10²", "(5.00)", "NaN", "1200元元", "约1200", "1200.000",
	};

	for (size_t i = 0; i < ARRAY_LEN(amounts); i++)
		assert_string_equal(str_or(typed_money(*state, amounts[i].typed), amounts[i].typed), amounts[i].right);
	for (size_t i = 0; i < ARRAY_LEN(none); i++)
		assert_string_equal(str_or(typed_money(*state, none[i]), none[i]), none[i]);
}

static void
test_number(void **state)
{
	static const char *const same[] = {
		"REQ-2026-0141", "req-2026-0141", "REQ–2026–0141", "REQ-2026-141", "ＲＥＱ－２０２６－０１４１", " REQ-2026-0141\u200b", "REQ—2026—0141", "REQ-2026-00141",
		"Req\u22122026\u2212141",
	};
	static const char *const none[] = {
		"", "REQ-2026", "REQ-26-0141", "REQ20260141", "R-2026-0141", "REQUI-2026-0141", "REQ-2026-0141x", "REQ-2026-", "REQ 2026 0141", "需求-2026-0141",
		"REQ-2026-1234567890", "REQ-2026-①", "REQ--2026-0141",
	};

	for (size_t i = 0; i < ARRAY_LEN(same); i++)
		assert_string_equal(typed_number(*state, same[i]), "REQ-2026-0141");
	assert_string_equal(typed_number(*state, "REQ-2026-123456"), "REQ-2026-123456");
	for (size_t i = 0; i < ARRAY_LEN(none); i++)
		assert_null(typed_number(*state, none[i]));
	assert_null(typed_number(*state, NULL));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_date, setup, teardown),
		cmocka_unit_test_setup_teardown(test_time, setup, teardown),
		cmocka_unit_test_setup_teardown(test_int, setup, teardown),
		cmocka_unit_test_setup_teardown(test_money, setup, teardown),
		cmocka_unit_test_setup_teardown(test_number, setup, teardown),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
