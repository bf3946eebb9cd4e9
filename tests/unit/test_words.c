/* SPDX-License-Identifier: ISC */
/*
 * Goal: texts come in the language of the request, alternate without a trace, and a text that is
 * missing is shown as itself, never as nothing.
 * RX.9 (complete in Chinese and English; the language follows the account, else the browser).
 */
#include "base/str.h"
#include "view/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int
setup(void **state)
{
	const char *build = getenv("GATEHOUSE_BUILD");

	*state = mem_new(NULL, int);
	/* Also the test that LANGUAGE still works under C.UTF-8 with the libc of this host. */
	assert_null(words_start(mem_fmt(*state, "%s/words", build == NULL ? "." : build)));
	return (0);
}

static int
teardown(void **state)
{
	mem_free(*state);
	return (0);
}

static void
test_languages_alternate(void **state)
{
	(void)state;
	for (int i = 0; i < 3; i++) {
		words_use("zh_CN");
		assert_string_equal(word("Cancel"), "取消");
		assert_string_equal(words_tag(), "zh-CN");
		words_use("en");
		assert_string_equal(word("Cancel"), "Cancel");
		assert_string_equal(words_tag(), "en");
	}
	words_use("tlh");
	assert_string_equal(words_language(), "zh_CN");
}

static void
test_missing_is_itself(void **state)
{
	(void)state;
	words_use("zh_CN");
	assert_string_equal(word("Nobody translated this."), "Nobody translated this.");
	/* The catalogue's header is not a text. */
	assert_string_equal(word(""), "");
	assert_string_equal(word(NULL), "");
}

static void
test_values(void **state)
{
	words_use("zh_CN");
	assert_string_equal(
	    wordf(*state, "Use at most %1 characters.", "200", NULL), "最多 200 个字。");
	assert_string_equal(wordf(*state, "%1: %2", "a", "b"), "a：b");
	words_use("en");
	assert_string_equal(wordf(*state, "%1: %2", "a", "b"), "a: b");
	/* A value is a value, whatever it looks like; a missing one is nothing. */
	assert_string_equal(wordf(*state, "%1: %2", "%2%s%n", NULL), "%2%s%n: ");
	assert_string_equal(wordf(*state, "100% %3 %", "a", "b"), "100% %3 %");
}

static void
test_plural(void **state)
{
	words_use("en");
	assert_string_equal(words_count(*state, "%1 day", "%1 days", 1), "1 day");
	assert_string_equal(words_count(*state, "%1 day", "%1 days", 0), "0 days");
	assert_string_equal(words_count(*state, "%1 day", "%1 days", 12), "12 days");
	words_use("zh_CN");
	assert_string_equal(words_count(*state, "%1 day", "%1 days", 1), "1 天");
	assert_string_equal(words_count(*state, "%1 day", "%1 days", 3), "3 天");
}

static void
test_dotted(void **state)
{
	char longer[400];

	words_use("zh_CN");
	assert_string_equal(word_of(*state, "requirement", NULL, NULL), "需求");
	assert_string_not_equal(word_of(*state, "requirement", "state", "accepted"), "accepted");
	assert_string_equal(word_of(*state, "requirement", "state", "no_such"), "no_such");
	assert_string_equal(word_of(*state, "", NULL, ""), "");
	memset(longer, 'k', sizeof longer - 1);
	longer[sizeof longer - 1] = '\0';
	assert_string_equal(word_of(*state, "requirement", "state", longer), longer);
}

static void
test_known(void **state)
{
	(void)state;
	assert_true(words_known("zh_CN", "requirement"));
	assert_true(words_known("en", "requirement"));
	assert_false(words_known("en", "requirement.state.no_such"));
	assert_false(words_known("en", ""));
}

static void
test_choose(void **state)
{
	(void)state;
	assert_string_equal(words_choose("en", "zh-CN", "zh_CN"), "en");
	assert_string_equal(words_choose("", "en-GB,en;q=0.9,zh;q=0.5", "zh_CN"), "en");
	assert_string_equal(words_choose("", "fr, zh-TW;q=0.3, en;q=0.2", "en"), "zh_CN");
	assert_string_equal(words_choose(NULL, "en;q=0, zh;q=0.1", "en"), "zh_CN");
	assert_string_equal(words_choose("", "fr,de", "en"), "en");
	assert_string_equal(words_choose("xx", NULL, "zh_CN"), "zh_CN");
	/* Not ours, although it begins like ours. */
	assert_string_equal(words_choose("", "english", "zh_CN"), "zh_CN");
	assert_string_equal(words_choose("", ";q=,,;,q", "en"), "en");
}

static void
test_no_catalogue(void **state)
{
	struct err *err = words_start("/nonexistent");

	const char *build = getenv("GATEHOUSE_BUILD");

	assert_non_null(err);
	err_free(err);
	assert_null(words_start(mem_fmt(*state, "%s/words", build == NULL ? "." : build)));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_languages_alternate),
		cmocka_unit_test(test_missing_is_itself),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_plural),
		cmocka_unit_test(test_dotted),
		cmocka_unit_test(test_known),
		cmocka_unit_test(test_choose),
		cmocka_unit_test(test_no_catalogue),
	};

	return (cmocka_run_group_tests(tests, setup, teardown));
}
