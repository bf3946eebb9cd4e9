/* SPDX-License-Identifier: ISC */
/*
 * Goal: one folding of what is typed.  Blanks, widths and what nobody can see make no difference where texts are compared and
 * numbers are read (case E); what shows nothing is empty (case D); a name or title keeps what is seen of it and nothing else.
 */
#include "base/fold.h"
#include "base/mem.h"
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

struct pair {
	const char *typed, *right;
};

static void
compare(void *parent, char *(*fold)(const void *, const char *), const struct pair *pairs, size_t n)
{
	for (size_t i = 0; i < n; i++)
		assert_string_equal(fold(parent, pairs[i].typed), pairs[i].right);
}

static void
test_text(void **state)
{
	static const struct pair pairs[] = {
		{ NULL, "" }, { "", "" }, { "业务部 ", "业务部" }, { "\u3000业务\u00a0\u2003部\u200b\t", "业务 部" },
		{ "２０２６-１２-０１", "2026-12-01" }, { "１，２００．５０", "1,200.50" }, { "０９：３０", "09:30" }, { "ﬁle", "file" },
		{ "\ufeffa\u202eb\u2060c\u00add", "abcd" }, { "a\r\n\n b", "a b" }, { "e\u0301", "é" }, { "ａＢ", "aB" },
		{ "a\u3164b\uffa0c\u115fd\u1160e", "abcde" }, { "\u2f64\u2f3e", "用戶" }, { "a\u2028b\xc2\x85" "c\u2800d", "a b c d" },
		{ "x\U000e0041\ufe0fy", "xy" }, { "a\x01\x7f\xc2\x9f" "b", "ab" }, { "a\xff\xe4\xb8z", "az" }, { "!  ~ ", "! ~" },
	};

	compare(*state, fold_text, pairs, ARRAY_LEN(pairs));
}

static void
test_code(void **state)
{
	static const struct pair pairs[] = {
		{ " REQ–2026－0141", "REQ-2026-0141" }, { "REQ\u20122026\u22120141", "REQ-2026-0141" }, { "−５", "-5" },
		{ "10²", "10²" }, { "½", "½" }, { "①", "①" }, { NULL, "" },
	};

	compare(*state, fold_code, pairs, ARRAY_LEN(pairs));
}

/* What joins emoji or chooses a form of a character is part of how a name looks; the rest that cannot be seen is not. */
static void
test_line(void **state)
{
	static const struct pair pairs[] = {
		{ "登录\u200b页面", "登录页面" }, { " 发票\u202e系统\ufeff ", "发票系统" }, { "\u3000张三\u3000李四\u00a0", "张三\u3000李四" },
		{ "一\r\n二", "一 二" }, { "a\u200db", "ab" }, { "a\ufe0fb", "ab" }, { "👩\u200d💻 x", "👩\u200d💻 x" },
		{ "❤\ufe0f\u200d🔥", "❤\ufe0f\u200d🔥" }, { "葛\U000e0100城", "葛\U000e0100城" }, { "\u200b \u2060", "" },
		{ "全角：１", "全角：１" }, { NULL, "" },
	};

	compare(*state, fold_line, pairs, ARRAY_LEN(pairs));
}

static void
test_empty(void **state)
{
	static const char *const nothing[] = {
		"", " \t\r\n", "\u200b", "\u00a0", "\ufeff", "\u2060", "\u3164", "\u202e", "\u3000", "\u115f\u1160\uffa0", "\u2800", "\u00ad",
		"\u2000\u200a\u202f\u205f\u1680", "\u180e", "\u0301\u0302", "\u20dd", "\ufe0f", "\U000e0041\U000e007f", "\U000e0100", "\ue000",
		"\U000f0000", "\u0378", "\ufdd0", "\uffff", "\ufffc", "\u034f", "\u2061\u206f", "\U0001d173", "\xc2\x85", "\x7f", "\u17b4",
	};
	static const char *const something[] = { "x", ".", "无", "\u200b一", "é", "\u0623", "😀", "\U000323af", "¨", "€", "\u0600" };

	(void)state;
	assert_true(fold_is_empty(NULL));
	for (size_t i = 0; i < ARRAY_LEN(nothing); i++)
		assert_true(fold_is_empty(nothing[i]));
	for (size_t i = 0; i < ARRAY_LEN(something); i++)
		assert_false(fold_is_empty(something[i]));
}

static void
test_same(void **state)
{
	(void)state;
	assert_true(fold_same("Ｆｉｎａｎｃｅ ", "finance"));
	assert_true(fold_same("业务\u200b部", " 业务部"));
	assert_true(fold_same(NULL, "\u3000"));
	assert_false(fold_same("业务部", "业务二部"));
}

/* A text of the permitted length takes one step for each character, whatever it consists of. */
static void
test_long(void **state)
{
	enum { TIMES = 20000 };
	struct buf *b = buf_new(*state);

	for (int i = 0; i < TIMES; i++)
		buf_put(b, "\u337f");   /* becomes four characters */
	assert_int_equal(str_chars(fold_text(*state, b->data)), 4 * TIMES);
	assert_false(fold_is_empty(b->data));
}

/* Case B: marks without end are put in order by exchanging neighbours; 500,000 of them would take a quarter of an hour. */
static void
test_marks(void **state)
{
	static const char *const units[] = { "\u0301\u0316", "\u0301\uff9e", "\u0301\u200b\u0316" };

	for (size_t u = 0; u < ARRAY_LEN(units); u++) {
		struct buf *b = buf_new(*state);

		buf_put(b, "a");
		for (size_t i = 0; i < 20000; i++)
			buf_put(b, units[u]);
		buf_put(b, "用户");
		assert_true(strlen(fold_text(*state, b->data)) < 100);
		assert_non_null(strstr(fold_text(*state, b->data), "用户"));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_text, setup, teardown),
		cmocka_unit_test_setup_teardown(test_code, setup, teardown),
		cmocka_unit_test_setup_teardown(test_line, setup, teardown),
		cmocka_unit_test_setup_teardown(test_empty, setup, teardown),
		cmocka_unit_test_setup_teardown(test_same, setup, teardown),
		cmocka_unit_test_setup_teardown(test_long, setup, teardown),
		cmocka_unit_test_setup_teardown(test_marks, setup, teardown),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
