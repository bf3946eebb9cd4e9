/* SPDX-License-Identifier: ISC */
/* Goal: an error keeps its kind, text and way up, on one line, and leaves no memory.  House: "Memory and errors". */
#include "base/err.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void *root;

static int
setup(void **state)
{
	(void)state;
	root = mem_new(NULL, int);
	return (0);
}

static int
teardown(void **state)
{
	(void)state;
	assert_int_equal(mem_count(root), 1);
	mem_free(root);
	return (0);
}

static struct err *
inner(bool fails)
{
	if (fails)
		return (RAISE(ERR_CONFLICT, "record \"%s\"\nis stale", "REQ-1"));
	return (OK);
}

static struct err *
outer(bool fails, bool *reached)
{
	TRY(inner(fails));
	*reached = true;
	return (OK);
}

static struct err *
deep(int n)
{
	if (n == 0)
		return (RAISE(ERR_INTERNAL, "bottom"));
	TRY(deep(n - 1));
	return (OK);
}

static void
test_pass(void **state)
{
	bool reached = false;
	struct err *err;
	void *request = mem_new(root, int);
	char *trace;

	(void)state;
	assert_null(outer(false, &reached));
	assert_true(reached);
	reached = false;
	err = outer(true, &reached);
	assert_false(reached);
	assert_int_equal(err_kind(err), ERR_CONFLICT);
	assert_string_equal(err_text(err), "record \"REQ-1\"\nis stale");
	trace = err_trace(request, err);
	assert_null(strchr(trace, '\n'));
	assert_non_null(strstr(trace, "record \"REQ-1\" is stale at inner ("));
	assert_non_null(strstr(trace, " < outer ("));
	err_free(err);
	mem_free(request);
}

static void
test_deep(void **state)
{
	struct err *err = deep(200);

	(void)state;
	assert_string_equal(err_text(err), "bottom");
	err_free(err);
}

static void
test_say(void **state)
{
	char key[] = "record.stale";
	struct err *err;

	(void)state;
	err = RAISE(ERR_CONFLICT, "x");
	assert_null(err_said(err));
	err = err_say(err, key);
	key[0] = 'X';
	assert_string_equal(err_said(err), "record.stale");
	err = err_say(err, "other");
	assert_string_equal(err_said(err), "other");
	assert_int_equal(err_kind(err), ERR_CONFLICT);
	err_free(err);
	err_free(OK);
	assert_null(err_say(OK, "x"));
	assert_null(err_said(OK));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = { TEST(test_pass), TEST(test_deep), TEST(test_say) };

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
