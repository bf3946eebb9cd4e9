/* SPDX-License-Identifier: ISC */
/*
 * Goal: only what a field allows reaches the database, what was typed wrongly stays as typed, and
 * no value can leave its array.
 * Cases D (invisible is empty), E (one folding), H (lists are whole), I (what is kept stays as typed).
 * R5.1 (amounts are exact), RX.13 (filters are fields too); nothing typed is lost (product.md).
 */
#include "base/str.h"
#include "form/form.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *const colours[] = { "red", "green", "blue", NULL };
static const struct field fields[] = {
	{ .name = "title", .type = FIELD_LINE, .flags = REQUIRED, .max = 10 },
	{ .name = "text", .type = FIELD_TEXT, .min = 3 },
	{ .name = "colour", .type = FIELD_CHOICE, .choices = colours },
	{ .name = "colours", .type = FIELD_CHOICES, .choices = colours },
	{ .name = "day", .type = FIELD_DATE },
	{ .name = "count", .type = FIELD_INT, .min = 1, .max = 5 },
	{ .name = "money", .type = FIELD_MONEY },
	{ .name = "flag", .type = FIELD_FLAG },
	{ .name = "people", .type = FIELD_ACCOUNTS },
	{ .name = "record", .type = FIELD_RECORD, .ref = "requirement" },
	{ .name = "records", .type = FIELD_RECORDS, .ref = "requirement" },
	{ .name = "mail", .type = FIELD_EMAIL },
	{ .name = "time", .type = FIELD_TIME },
	{ .name = "password", .type = FIELD_PASSWORD },
	{ .name = "person", .type = FIELD_ACCOUNT },
	{ .name = "why", .type = FIELD_LINE, .flags = REQUIRED, .when = "colour=red" },
	{ .name = "done", .type = FIELD_LINE, .flags = DERIVED | REQUIRED },
	{ 0 },
};

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

/* Name, value, …, NULL. */
static const char *
from_pairs(void *arg, const char *name, size_t *from)
{
	const char *const *pairs = arg;

	for (size_t i = *from; pairs[i] != NULL; i += 2)
		if (strcmp(pairs[i], name) == 0) {
			*from = i + 2;
			return (pairs[i + 1]);
		}
	return (NULL);
}

#define READ(...) \
	form_read(*state, "test", fields, from_pairs, (const char *[]){ __VA_ARGS__ NULL, NULL })

/* One field's value with everything else right. */
static void
expect(void **state, const char *name, const char *typed, const char *value, const char *stored)
{
	struct form *form = READ(name, typed, "title", "t", );
	struct input *input = form_input(form, name);

	if (stored != NULL) {
		assert_true(form->ok);
		assert_string_equal(input->value, value);
		assert_string_equal(input->stored, stored);
	} else if (*value == '\0') {
		assert_null(input->stored);
		assert_null(input->complaint);
	} else {
		/* Wrong: as typed, and nothing for the database. */
		assert_false(form->ok);
		assert_non_null(input->complaint);
		assert_null(input->stored);
		assert_string_equal(input->value, value);
	}
}
#define RIGHT(name, typed, value) expect(state, name, typed, value, value)
#define WRONG(name, typed)        expect(state, name, typed, typed, NULL)

static void
test_text(void **state)
{
	RIGHT("title", " \t需求\r\n一 ", "需求 一");
	RIGHT("title", "十个字的标题正好十个", "十个字的标题正好十个");
	WRONG("title", "十一个字的标题多了一个字");
	RIGHT("text", "a\r\nb\rc\n", "a\nb\nc");
	/* Case I: only line ends are trimmed; case E: names lose what nobody sees. */
	RIGHT("text", "\r\n  Given\r\n  When \n\n", "  Given\n  When ");
	RIGHT("title", "登录\u200b页\u202e面\ufeff", "登录页面");
	WRONG("text", "ab");
	RIGHT("password", "  blanks count  ", "  blanks count  ");
}

static void
test_types(void **state)
{
	RIGHT("colour", "green", "green");
	WRONG("colour", "Green");
	WRONG("colour", "red' OR '1'='1");
	RIGHT("day", "2026-02-28", "2026-02-28");
	RIGHT("day", "2026/3/9", "2026-03-09");
	RIGHT("day", "2026.3.9", "2026-03-09");
	WRONG("day", "2026-02-29");
	WRONG("day", "2026-3/9");
	WRONG("day", "23.11.2026");
	WRONG("day", "2026-03-09x");
	RIGHT("count", "5", "5");
	WRONG("count", "6");
	WRONG("count", "0");
	WRONG("count", "1e0");
	RIGHT("money", "12,345.6", "12345.60");
	WRONG("money", "12.345,60");
	WRONG("money", "-1");
	RIGHT("record", "req-2026-0042", "REQ-2026-0042");
	WRONG("record", "REQ-26-42");
	WRONG("record", "REQ-2026-0042'");
	RIGHT("mail", "a.b@example.com", "a.b@example.com");
	WRONG("mail", "a@b");
	WRONG("mail", "a@b@example.com");
	WRONG("mail", "a@example.com, b@example.com");
	RIGHT("time", "9:05", "09:05");
	WRONG("time", "24:00");
	RIGHT("person", "17", "17");
	WRONG("person", "17; DROP TABLE account");
	WRONG("person", "-1");
	expect(state, "day", "  ", "", NULL);
}

/* Case E: one folding before every number, amount, date, time, code and choice. */
static void
test_folded(void **state)
{
	RIGHT("day", "2026年12月1日", "2026-12-01");
	RIGHT("day", "2026/12/1 0:00:00", "2026-12-01");
	RIGHT("day", "２０２６-１２-０１", "2026-12-01");
	RIGHT("count", "５", "5");
	RIGHT("money", "１，２００．５０", "1200.50");
	RIGHT("money", "￥1200", "1200.00");
	RIGHT("money", "1200元", "1200.00");
	RIGHT("time", "09：30", "09:30");
	RIGHT("record", "REQ–2026–0141", "REQ-2026-0141");
	RIGHT("record", "REQ-2026-141", "REQ-2026-0141");
	RIGHT("colour", "ｂｌｕｅ\u200b", "blue");
	RIGHT("person", "１７", "17");
	RIGHT("mail", "ａ＠example．com", "a@example.com");
	assert_string_equal(form_stored(READ("title", "t", "people", "１，2；3\u20034\u200b", ), "people"), "{\"1\",\"2\",\"3\",\"4\"}");
	expect(state, "flag", "１", "1", "true");
}

/* Case D: what shows nothing is empty, and missing where it is required. */
static void
test_invisible(void **state)
{
	static const char *const nothing[] = { "\u200b", "\u00a0", "\ufeff", "\u2060", "\u3164", "\u202e", "\u3000 \n", "\u2800", "\u0301", "\U000e0041" };

	for (size_t i = 0; i < ARRAY_LEN(nothing); i++) {
		struct form *form = READ("title", nothing[i], "text", nothing[i], "day", nothing[i], "money", nothing[i], "people", nothing[i], );

		assert_string_equal(form_input(form, "title")->complaint, "Fill this in.");
		assert_null(form_stored(form, "title"));
		assert_null(form_stored(form, "text"));
		assert_null(form_input(form, "day")->complaint);
		assert_null(form_stored(form, "money"));
		assert_null(form_stored(form, "people"));
	}
}

/* Case H: a list is whole or refused at its field, with all that was chosen still in the form. */
static void
test_whole_lists(void **state)
{
	enum { MOST = 200, MORE = 220, FAR_MORE = 100000 };
	struct buf *b = buf_new(*state);
	struct form *form;
	char **values;
	size_t n = 0;

	for (int i = 1; i <= MOST; i++)
		buf_fmt(b, "%d,", i);
	form = READ("title", "t", "people", b->data, );
	assert_true(form->ok);
	for (values = str_split(*state, mem_str(*state, form_value(form, "people")), ','); values[n] != NULL;)
		n++;
	assert_int_equal(n, MOST);
	for (int i = MOST + 1; i <= MORE; i++)
		buf_fmt(b, "%d，", i);
	form = READ("title", "t", "people", b->data, );
	assert_false(form->ok);
	assert_string_equal(form_input(form, "people")->complaint_arg, "200");
	assert_null(form_stored(form, "people"));
	assert_non_null(strstr(form_value(form, "people"), ",219,220"));
	/* What the database gives back is whole, however much it is. */
	form_set(form, "people", form_value(form, "people"));
	assert_non_null(strstr(form_stored(form, "people"), "\"220\"}"));
	/* And a great many take no longer than their number says. */
	for (int i = 0; i < FAR_MORE; i++)
		buf_put(b, "7、");
	assert_false(READ("title", "t", "people", b->data, )->ok);
}

static void
test_flag(void **state)
{
	expect(state, "flag", "1", "1", "true");
	assert_string_equal(form_value(READ("title", "t", ), "flag"), "");
	assert_null(form_stored(READ("title", "t", ), "flag"));
}

static void
test_lists(void **state)
{
	struct form *form =
	    READ("title", "t", "colours", "red", "colours", "blue", "colours", "red", "people",
		"3,1", "people", "2", "records", "req-2026-0001、CHG-2026-0002 REQ-2026-0001", );

	assert_true(form->ok);
	assert_string_equal(form_value(form, "colours"), "red,blue");
	assert_string_equal(form_stored(form, "colours"), "{\"red\",\"blue\"}");
	assert_string_equal(form_stored(form, "people"), "{\"3\",\"1\",\"2\"}");
	assert_string_equal(
	    form_value(form, "records"), "REQ-2026-0001,CHG-2026-0002,REQ-2026-0001");
	form = READ("title", "t", "colours", "red", "colours", "pink", );
	assert_false(form->ok);
	assert_string_equal(form_value(form, "colours"), "red,pink");
	assert_null(form_stored(form, "colours"));
}

static void
test_required_and_when(void **state)
{
	struct form *form = READ("done", "by hand", );

	assert_false(form->ok);
	assert_non_null(form_input(form, "title")->complaint);
	/* Nobody types what moves set; nobody is asked why while it is not red. */
	assert_string_equal(form_value(form, "done"), "");
	assert_null(form_input(form, "done")->complaint);
	assert_null(form_input(form, "why")->complaint);
	form = READ("title", "t", "colour", "red", );
	assert_false(form->ok);
	assert_non_null(form_input(form, "why")->complaint);
	assert_true(form_asks(form, form_input(form, "why")->field));
	/* An answer to a question that is not asked is forgotten. */
	form = READ("title", "t", "colour", "blue", "why", "because", );
	assert_true(form->ok);
	assert_string_equal(form_value(form, "why"), "");
	assert_null(form_stored(form, "why"));
	/* … but not when the form is shown again. */
	assert_string_equal(form_shown(form_input(form, "why")), "because");
	assert_string_equal(form_shown(form_input(form, "title")), "t");
	/* Only the named fields are taken. */
	assert_null(form_input(READ("title", "t", "is_admin", "1", ), "is_admin"));
	assert_string_equal(form_value(form, "is_admin"), "");
}

static void
test_set(void **state)
{
	struct form *form = form_new(*state, "test", fields);

	form_set(form, "flag", "t");
	assert_string_equal(form_value(form, "flag"), "1");
	form_set(form, "flag", "f");
	assert_string_equal(form_value(form, "flag"), "");
	assert_string_equal(form_stored(form, "flag"), "false");
	form_set(form, "colours", "{red,\"blue\"}");
	assert_string_equal(form_value(form, "colours"), "red,blue");
	assert_string_equal(form_stored(form, "colours"), "{\"red\",\"blue\"}");
	form_set(form, "colours", "{\"a\\\"b\\\\c,d\",e}");
	assert_string_equal(form_stored(form, "colours"), "{\"a\\\"b\\\\c,d\",\"e\"}");
	form_set(form, "colours", "{}");
	assert_null(form_stored(form, "colours"));
	form_set(form, "title", NULL);
	assert_string_equal(form_value(form, "title"), "");
	form_set(form, "no_such", "x");
	assert_true(form->ok);
}

static void
test_array(void **state)
{
	char a[] = "plain", b[] = "with \"quotes\" and \\ and , and {}", c[] = "", d[] = "NULL",
	     e[] = "换\n行";
	char *all[] = { a, b, c, d, e, NULL }, *none[] = { NULL };

	assert_string_equal(form_array(*state, none), "{}");
	assert_string_equal(form_array(*state, all),
	    "{\"plain\",\"with \\\"quotes\\\" and \\\\ and , and {}\",\"\",\"NULL\",\"换\n行\"}");
}

static void
test_complain(void **state)
{
	struct form *form = form_new(*state, "test", fields);

	form_complain(form, "title", "first", "1");
	form_complain(form, "title", "second", NULL);
	form_complain(form, NULL, "whole", NULL);
	assert_false(form->ok);
	assert_string_equal(form_input(form, "title")->complaint, "first");
	assert_string_equal(form_input(form, "title")->complaint_arg, "1");
	assert_string_equal(form->complaint, "whole");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_types),
		cmocka_unit_test(test_folded),
		cmocka_unit_test(test_invisible),
		cmocka_unit_test(test_whole_lists),
		cmocka_unit_test(test_flag),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_required_and_when),
		cmocka_unit_test(test_set),
		cmocka_unit_test(test_array),
		cmocka_unit_test(test_complain),
	};

	return (cmocka_run_group_tests(tests, setup, teardown));
}
