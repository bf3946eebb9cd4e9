/* SPDX-License-Identifier: ISC */
/*
 * Goal: what is not marked is the same in both texts, as much of it as there can be, and the work grows with the texts, not with their
 * product (case B; R15.3: versions side by side).
 */
#include "web/difference.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

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
check(void *root, const char *old, const char *now, const char *left, const char *right)
{
	struct difference d = difference_of(root, old, now);

	assert_string_equal(d.old_html, left);
	assert_string_equal(d.new_html, right);
}

static void
test_examples(void **state)
{
	check(*state, "", "", "", "");
	check(*state, "", "用户", "", "<ins>用户</ins>");
	check(*state, "用户", "", "<del>用户</del>", "");
	check(*state, "登录页面", "登录界面", "登录<del>页</del>面", "登录<ins>界</ins>面");
	check(*state, "one two three", "one 2 three", "one <del>two</del> three", "one <ins>2</ins> three");
	check(*state, "a<b", "a<c", "a&lt;<del>b</del>", "a&lt;<ins>c</ins>");
	check(*state, "甲乙丙丁", "乙丙丁戊", "<del>甲</del>乙丙丁", "乙丙丁<ins>戊</ins>");
}

/* The text without what is in ${tag}, and all of it. */
static void
read_html(void *root, const char *html, const char *tag, char **kept, char **all)
{
	struct buf *k = buf_new(root), *a = buf_new(root);
	const char *open = mem_fmt(root, "<%s>", tag), *close = mem_fmt(root, "</%s>", tag);
	bool marked = false;

	for (const char *s = html; *s != '\0'; s++) {
		if (str_starts(s, open) || str_starts(s, close)) {
			marked = str_starts(s, open);
			s += strlen(marked ? open : close) - 1;
			continue;
		}
		buf_putc(a, *s);
		if (!marked)
			buf_putc(k, *s);
	}
	*kept = k->data;
	*all = a->data;
}

enum { LETTERS_MAX = 40 };

/* The length of the longest common part, the slow way. */
static size_t
longest(const char *a, const char *b)
{
	size_t row[LETTERS_MAX + 1] = { 0 };

	for (size_t i = 0; a[i] != '\0'; i++)
		for (size_t j = 0, diagonal = 0, above; b[j] != '\0'; j++, diagonal = above) {
			above = row[j + 1];
			row[j + 1] = a[i] == b[j] ? diagonal + 1 : above > row[j] ? above : row[j];
		}
	return (row[strlen(b)]);
}

/* The same in each run. */
static unsigned
next_random(void)
{
	static unsigned x = 7;

	x = x * 1664525 + 1013904223;
	return (x >> 16);
}

static void
random_text(char *to)
{
	size_t n = next_random() % LETTERS_MAX;

	/* Signs are tokens of their own. */
	for (size_t i = 0; i < n; i++)
		to[i] = "+-*/"[next_random() % 4];
	to[n] = '\0';
}

static void
test_random(void **state)
{
	char a[LETTERS_MAX + 1], b[LETTERS_MAX + 1];

	for (int i = 0; i < 3000; i++) {
		void *root = mem_new(*state, int);
		char *kept_a, *kept_b, *all_a, *all_b;
		struct difference d;

		random_text(a);
		random_text(b);
		d = difference_of(root, a, b);
		read_html(root, d.old_html, "del", &kept_a, &all_a);
		read_html(root, d.new_html, "ins", &kept_b, &all_b);
		assert_string_equal(all_a, a);
		assert_string_equal(all_b, b);
		assert_string_equal(kept_a, kept_b);
		assert_int_equal(strlen(kept_a), longest(a, b));
		mem_free(root);
	}
}

static char *
han(void *root, size_t n, unsigned from)
{
	struct buf *b = buf_new(root);

	for (size_t i = 0; i < n; i++) {
		unsigned code = 0x4e00 + (unsigned)((i * 7919 + from) % 20000);

		buf_putc(b, (char)(0xe0 | code >> 12));
		buf_putc(b, (char)(0x80 | (code >> 6 & 0x3f)));
		buf_putc(b, (char)(0x80 | (code & 0x3f)));
	}
	return (b->data);
}

static char *
repeated(void *root, const char *part, size_t n)
{
	struct buf *b = buf_new(root);

	while (n-- > 0)
		buf_put(b, part);
	return (b->data);
}

static double
least_ms(void *root, const char *a, const char *b)
{
	double least = 1e9;

	for (int i = 0; i < 5; i++) {
		struct timespec from, to;
		double ms;

		clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
		(void)difference_of(root, a, b);
		clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
		ms = (double)(to.tv_sec - from.tv_sec) * 1e3 + (double)(to.tv_nsec - from.tv_nsec) / 1e6;
		least = ms < least ? ms : least;
	}
	return (least);
}

static void
test_long(void **state)
{
	char *body = han(*state, 20000, 0), *at_both_ends = mem_fmt(*state, "甲%.*s乙", (int)strlen(body) - 6, body + 3);
	struct difference d = difference_of(*state, body, at_both_ends);
	double few = least_ms(*state, han(*state, 2000, 0), han(*state, 2000, 777)), many = least_ms(*state, body, han(*state, 20000, 777));

	/* Only what was changed is marked, however long the text between. */
	assert_true(str_starts(d.new_html, "<ins>甲</ins>"));
	assert_non_null(strstr(d.new_html, "<ins>乙</ins>"));
	assert_int_equal(strlen(d.new_html), strlen(at_both_ends) + 2 * strlen("<ins></ins>"));
	/* Ten times the texts, with nothing in common: not a hundred times the work. */
	assert_true(many < 30 * (few < 1 ? 1 : few));
	/* Nor where each part is alike to many others. */
	assert_true(least_ms(*state, repeated(*state, "++-", 6600), repeated(*state, "--+", 6600)) < 100 * (few < 1 ? 1 : few));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_examples, setup, teardown), cmocka_unit_test_setup_teardown(test_random, setup, teardown),
		cmocka_unit_test_setup_teardown(test_long, setup, teardown),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
