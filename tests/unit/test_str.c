/* SPDX-License-Identifier: ISC */
/*
 * Goal: text is UTF-8 or refused, lengths count characters, numbers and money are read exactly.
 * RX.9 (Chinese and English alike), R6.3 (amounts decide who decides, so they are exact).
 */
#include "base/str.h"

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
	mem_free(*state);
	return (0);
}

static void
test_buf(void **state)
{
	struct buf *b = buf_new(*state);
	size_t i;

	assert_string_equal(b->data, "");
	for (i = 0; i < 1000; i++) {
		buf_put(b, "ab");
		buf_putc(b, 'c');
		buf_putn(b, "de", 1);
		buf_fmt(b, "%d", 7);
		assert_int_equal(b->data[b->len], '\0');
	}
	buf_put(b, NULL);
	assert_int_equal(b->len, 5000);
	assert_memory_equal(b->data + 4995, "abcd7", 6);
	/* A text longer than all the room there is. */
	buf_fmt(b, "%0*d", 20000, 1);
	assert_int_equal(b->len, 25000);
	assert_int_equal(strlen(b->data), 25000);
	assert_int_equal(mem_count(*state), 3);
}

static void
test_compare(void **state)
{
	(void)state;
	assert_true(str_eq("a", "a"));
	assert_true(str_eq(NULL, NULL));
	assert_false(str_eq("a", NULL));
	assert_false(str_eq("a", "b"));
	assert_true(str_empty(NULL));
	assert_true(str_empty(""));
	assert_true(str_starts("abc", "ab"));
	assert_true(str_starts("abc", ""));
	assert_false(str_starts("a", "ab"));
	assert_false(str_starts(NULL, "ab"));
	assert_true(str_has_word("record.view  record.edit", "record.edit"));
	assert_true(str_has_word(" a", "a"));
	assert_false(str_has_word("record.view", "record"));
	assert_false(str_has_word("record", "record.view"));
	assert_false(str_has_word("a b", ""));
	assert_false(str_has_word(NULL, "a"));
	assert_true(str_has_item("12,13", "12"));
	assert_true(str_has_item("12,13", "13"));
	assert_false(str_has_item("12,13", "1"));
	assert_false(str_has_item("12", "123"));
	assert_false(str_has_item("12,", ""));
	assert_false(str_has_item("", "12"));
	assert_false(str_has_item("12", NULL));
	assert_string_equal(str_or("", "b"), "b");
	assert_string_equal(str_or("a", "b"), "a");
}

static void
test_trim(void **state)
{
	static const char *const rows[][2] = {
		{ "", "" }, { "  ", "" }, { " a b ", "a b" }, { "\t\r\na\n", "a" }, { "　上线　", "上线" },
		{ "　 　", "" }, { "a　b", "a　b" }, { "、", "、" }, { "a", "a" },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(rows); i++)
		assert_string_equal(str_trim(mem_str(*state, rows[i][0])), rows[i][1]);
	assert_string_equal(str_lower(mem_str(*state, "AbZ上É")), "abz上É");
	assert_null(str_trim(NULL));
}

static void
test_utf8(void **state)
{
	static const struct {
		const char *s;
		size_t n;
		bool good;
	} rows[] = {
		{ "", 0, true }, { "abc", 3, true }, { "上线", 6, true }, { "\xf0\x9f\x98\x80", 4, true },
		{ "\xf4\x8f\xbf\xbf", 4, true }, { "\xf4\x90\x80\x80", 4, false }, { "\xed\x9f\xbf", 3, true },
		{ "\xed\xa0\x80", 3, false }, { "\xc0\x80", 2, false }, { "\xc1\xbf", 2, false },
		{ "\xe0\x9f\xbf", 3, false }, { "\xf0\x8f\xbf\xbf", 4, false }, { "\x80", 1, false },
		{ "\xe4\xb8", 2, false }, { "\xe4\xb8z", 3, false }, { "a\0b", 3, false }, { "\xff", 1, false },
		{ "\xf5\x80\x80\x80", 4, false }, { "\xc2", 1, false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(rows); i++)
		assert_int_equal(str_is_utf8(rows[i].s, rows[i].n), rows[i].good);
	assert_int_equal(str_chars("上线ab"), 4);
	assert_int_equal(str_chars(NULL), 0);
	assert_string_equal(str_cut(*state, "上线门户", 2), "上线…");
	assert_string_equal(str_cut(*state, "上线门户", 4), "上线门户");
	assert_string_equal(str_cut(*state, "上线", 0), "…");
	assert_string_equal(str_cut(*state, "", 0), "");
	assert_null(str_cut(*state, NULL, 3));
}

static void
test_int(void **state)
{
	static const struct {
		const char *s;
		int64_t min, max;
		bool good;
		int64_t v;
	} rows[] = {
		{ "0", 0, 9, true, 0 }, { "9", 0, 9, true, 9 }, { "10", 0, 9, false, 0 }, { "-1", 0, 9, false, 0 },
		{ "-5", -9, 9, true, -5 }, { "007", 0, 9, true, 7 }, { "", 0, 9, false, 0 }, { "-", -9, 9, false, 0 },
		{ "+1", 0, 9, false, 0 }, { " 1", 0, 9, false, 0 }, { "1 ", 0, 9, false, 0 }, { "1a", 0, 9, false, 0 },
		{ "0x1", 0, 9, false, 0 }, { "--1", -9, 9, false, 0 }, { NULL, 0, 9, false, 0 },
		{ "9223372036854775807", INT64_MIN, INT64_MAX, true, INT64_MAX },
		{ "-9223372036854775808", INT64_MIN, INT64_MAX, true, INT64_MIN },
		{ "9223372036854775808", INT64_MIN, INT64_MAX, false, 0 },
		{ "-9223372036854775809", INT64_MIN, INT64_MAX, false, 0 },
		{ "99999999999999999999999", INT64_MIN, INT64_MAX, false, 0 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(rows); i++) {
		int64_t v = 4711;

		assert_int_equal(str_to_int(rows[i].s, rows[i].min, rows[i].max, &v), rows[i].good);
		assert_true(v == (rows[i].good ? rows[i].v : 4711));
	}
}

static void
test_money(void **state)
{
	static const char *const rows[][2] = {
		{ "12,345.60", "12345.60" }, { "12345.6", "12345.60" }, { "0", "0.00" }, { "0.01", "0.01" },
		{ "000", "0.00" }, { "007", "7.00" }, { "1,000,000", "1000000.00" },
		{ "999999999999.99", "999999999999.99" }, { "1000000000000", NULL }, { "0001000000000000", NULL },
		{ "12,34.60", NULL }, { "1234,567", NULL }, { ",123", NULL }, { "1,", NULL }, { "1.", NULL },
		{ ".5", NULL }, { "1.234", NULL }, { "-1", NULL }, { "+1", NULL }, { "1e3", NULL }, { "", NULL },
		{ " 1", NULL }, { "1.2,3", NULL }, { NULL, NULL }, { "1.2.3", NULL }, { "１", NULL },
	};
	static const char *const shown[][2] = {
		{ "12345.60", "12,345.60" }, { "1.00", "1.00" }, { "123.00", "123.00" }, { "1000.00", "1,000.00" },
		{ "-1234567.89", "-1,234,567.89" }, { "0.00", "0.00" }, { NULL, NULL },
	};
	size_t i;
	char *out;

	for (i = 0; i < ARRAY_LEN(rows); i++) {
		out = str_to_money(*state, rows[i][0]);
		if (!str_eq(out, rows[i][1]))
			fail_msg("\"%s\" gave %s", rows[i][0], str_or(out, "nothing"));
	}
	for (i = 0; i < ARRAY_LEN(shown); i++)
		assert_true(str_eq(str_money(*state, shown[i][0]), shown[i][1]));
}

static void
test_hex(void **state)
{
	unsigned char out[3] = { 0 };

	assert_string_equal(str_hex(*state, (const unsigned char *)"\x00\xff\x1a", 3), "00ff1a");
	assert_true(str_unhex("00fF1a", out, 3));
	assert_memory_equal(out, "\x00\xff\x1a", 3);
	assert_false(str_unhex("00ff1", out, 3));
	assert_false(str_unhex("00ff1a0", out, 3));
	assert_false(str_unhex("00ff1g", out, 3));
	assert_false(str_unhex(NULL, out, 3));
}

static void
test_split(void **state)
{
	char **p = str_split(*state, mem_str(*state, "a,,b"), ',');

	assert_string_equal(p[0], "a");
	assert_string_equal(p[1], "");
	assert_string_equal(p[2], "b");
	assert_null(p[3]);
	assert_null(str_split(*state, mem_str(*state, ""), ',')[0]);
	assert_null(str_split(*state, NULL, ',')[0]);
	p = str_split(*state, mem_str(*state, "one"), ',');
	assert_string_equal(p[0], "one");
	assert_null(p[1]);
}

static void
test_join(void **state)
{
	assert_string_equal(str_join(*state, "/", "east", "/", "", "部门"), "/east/部门");
	assert_string_equal(str_join(*state, ""), "");
}

static void
test_nearest(void **state)
{
	static const char *const names[] = { "upload_max", "form_max", "hash_r", "hash_p", NULL };
	static const char *const rows[][2] = {
		{ "uplod_max", "upload_max" }, { "upload-max", "upload_max" }, { "hash_p", "hash_p" },
		{ "from_max", "form_max" }, { "colour", NULL }, { "", NULL }, { NULL, NULL }, { "x", NULL },
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(rows); i++)
		assert_true(str_eq(str_nearest(rows[i][0], names), rows[i][1]));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_buf), TEST(test_compare), TEST(test_trim), TEST(test_utf8), TEST(test_int),
		TEST(test_money), TEST(test_hex), TEST(test_split), TEST(test_join), TEST(test_nearest),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
