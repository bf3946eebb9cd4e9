/* SPDX-License-Identifier: ISC */
/*
 * Goal: texts come in the language of the request, alternate without a trace, and a text that is
 * missing is shown as itself, never as nothing.
 * RX.9 (complete in Chinese and English; the language follows the account, else the browser).
 */
#include "base/str.h"
#include "view/catalogue.h"
#include "view/words.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static int
setup(void **state)
{
	const char *build = getenv("GATEHOUSE_BUILD");

	*state = mem_new(NULL, int);
	/* A catalogue is chosen without the process's locale, whatever that is on this host (O1). */
	unsetenv("LANGUAGE");
	setenv("LC_ALL", "C", 1);
	assert_non_null(setlocale(LC_ALL, ""));
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
test_minutes(void **state)
{
	static const struct {
		long minutes;
		const char *zh, *en;
	} said[] = {
		{ 0, "0 分钟", "0 min" },
		{ 59, "59 分钟", "59 min" },
		{ 60, "1 小时", "1 h" },
		{ 200, "3 小时 20 分钟", "3 h 20 min" },
		{ 2879, "47 小时 59 分钟", "47 h 59 min" },
		{ 2880, "2 天", "2 d" },
		{ 4439, "3 天 1 小时", "3 d 1 h" },
	};

	for (size_t i = 0; i < ARRAY_LEN(said); i++) {
		words_use("zh_CN");
		assert_string_equal(words_minutes(*state, said[i].minutes), said[i].zh);
		words_use("en");
		assert_string_equal(words_minutes(*state, said[i].minutes), said[i].en);
	}
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

	(void)state;
	assert_non_null(err);
	err_free(err);
	/* Those that were read before are still there. */
	words_use("zh_CN");
	assert_string_equal(word("Cancel"), "取消");
}

/* Bytes of the Chinese catalogue, with one number changed or cut off at some place: refused, never read beyond. */
static void
test_damaged_catalogue(void **state)
{
	enum { AT_COUNT = 8, AT_TEXTS = 12, AT_SAID = 16 };
	static const struct damage {
		size_t at;
		unsigned number;
		long keep;
	} damages[] = {
		{ 0, 0, -1 }, { 4, 0x10000, -1 }, { AT_COUNT, 0, -1 }, { AT_COUNT, 0xffffffff, -1 }, { AT_TEXTS, 0xfffffff0, -1 }, { AT_SAID, 0xfffffff0, -1 },
		{ 28, 0xffffffff, -1 }, { 32, 0xffffffff, -1 }, { 28, 1, 0 }, { 28, 0, 27 }, { 28, 0, 1000 },
	};
	const char *build = getenv("GATEHOUSE_BUILD"), *path = mem_fmt(*state, "/tmp/gatehouse-words-%ld.mo", (long)getpid());
	FILE *f = fopen(mem_fmt(*state, "%s/words/zh_CN.mo", build == NULL ? "." : build), "r");
	char *bytes = mem_bytes(*state, 1 << 22);
	size_t n = fread(bytes, 1, 1 << 22, f);
	struct catalogue *catalogue;
	struct err *err;

	fclose(f);
	assert_true(n > 1000);
	for (size_t i = 0; i < ARRAY_LEN(damages); i++) {
		char was[4];

		memcpy(was, bytes + damages[i].at, 4);
		memcpy(bytes + damages[i].at, &damages[i].number, 4);
		f = fopen(path, "w");
		fwrite(bytes, 1, damages[i].keep < 0 ? n : (size_t)damages[i].keep, f);
		fclose(f);
		memcpy(bytes + damages[i].at, was, 4);
		err = catalogue_open(*state, path, 1, &catalogue);
		if (err == OK)
			fail_msg("damage %zu was not seen", i);
		err_free(err);
	}
	f = fopen(path, "w");
	fwrite(bytes, 1, n, f);
	fclose(f);
	assert_null(catalogue_open(*state, path, 1, &catalogue));
	assert_null(catalogue_find(catalogue, "Nobody translated this.", 0));
	/* Chinese has one form, and asking for another gives it. */
	assert_string_equal(catalogue_find(catalogue, "%1 day", 1), "%1 天");
	err = catalogue_open(*state, path, 2, &catalogue);
	assert_non_null(err);
	err_free(err);
	unlink(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_languages_alternate),
		cmocka_unit_test(test_missing_is_itself),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_plural),
		cmocka_unit_test(test_minutes),
		cmocka_unit_test(test_dotted),
		cmocka_unit_test(test_known),
		cmocka_unit_test(test_choose),
		cmocka_unit_test(test_no_catalogue),
		cmocka_unit_test(test_damaged_catalogue),
	};

	return (cmocka_run_group_tests(tests, setup, teardown));
}
