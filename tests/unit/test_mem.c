/* SPDX-License-Identifier: ISC */
/* Goal: memory is zeroed, belongs to its parent, goes with it, and ends are run.  House: "Memory and errors". */
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static int ended;

static int
end(void *object)
{
	(void)object;
	ended++;
	return (0);
}

static int
setup(void **state)
{
	*state = mem_new(NULL, int);
	ended = 0;
	return (0);
}

static int
teardown(void **state)
{
	mem_free(*state);
	return (0);
}

static void
test_zeroed(void **state)
{
	static const char nothing[256];
	int *p = mem_array(*state, int, 64);

	assert_memory_equal(p, nothing, 64 * sizeof *p);
	assert_int_equal(*mem_new(*state, int), 0);
	assert_non_null(mem_array(*state, int, 0));
	assert_int_equal(mem_count(*state), 4);
}

static void
test_grow(void **state)
{
	size_t i, n = 3;
	int *p = mem_grow(*state, NULL, sizeof *p, 0, n);

	assert_int_equal(p[2], 0);
	p[2] = 7;
	for (; n < 3000; n *= 2) {
		p = mem_grow(*state, p, sizeof *p, n, 2 * n);
		for (i = n; i < 2 * n; i++)
			assert_int_equal(p[i], 0);
		memset(p + n, 1, n * sizeof *p);
	}
	assert_int_equal(p[2], 7);
	assert_int_equal(mem_count(*state), 2);
	p = mem_grow(*state, p, sizeof *p, n, 0);
	assert_non_null(p);
	assert_int_equal(mem_count(*state), 2);
}

static void
test_text(void **state)
{
	assert_null(mem_str(*state, NULL));
	assert_string_equal(mem_str(*state, "上线"), "上线");
	assert_string_equal(mem_strn(*state, "abcdef", 3), "abc");
	assert_string_equal(mem_strn(*state, NULL, 0), "");
	assert_string_equal(mem_fmt(*state, "%s-%04d", "REQ", 42), "REQ-0042");
	/* As long as you like, also where short texts end. */
	for (int n = 253; n < 260; n++)
		assert_int_equal(strlen(mem_fmt(*state, "%*s", n, "x")), n);
}

/* Beyond its size a pool goes on like any other parent, and its end is the end of all. */
static void
test_pool(void **state)
{
	void *pool = mem_pool(*state, 1000);
	char *early = mem_str(pool, "early"), *large = mem_bytes(pool, 5000), *late = mem_fmt(pool, "%s", "late");

	memset(large, 'x', 5000);
	mem_on_free(late, end);
	assert_string_equal(early, "early");
	assert_string_equal(late, "late");
	assert_int_equal(mem_count(pool), 4);
	mem_free(pool);
	assert_int_equal(ended, 1);
	assert_int_equal(mem_count(*state), 1);
}

static void
test_tree(void **state)
{
	char *a = mem_str(*state, "a"), *b = mem_str(a, "b");

	mem_on_free(b, end);
	assert_int_equal(mem_count(a), 2);
	mem_free(a);
	assert_int_equal(ended, 1);
	assert_int_equal(mem_count(*state), 1);
	mem_free(NULL);
	assert_int_equal(mem_count(NULL), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_zeroed), TEST(test_grow), TEST(test_text), TEST(test_pool), TEST(test_tree),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
