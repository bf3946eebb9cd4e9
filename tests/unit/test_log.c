/* SPDX-License-Identifier: ISC */
/* Goal: one event is one line, whatever its values contain; levels and request ids.  RX.4: nothing can be forged into it. */
#include "base/log.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct capture {
	int kept;
	FILE *file;
	char text[4096];
};

static int
setup(void **state)
{
	*state = mem_new(NULL, struct capture);
	log_open("test", LOG_INFO);
	log_request(NULL);
	return (0);
}

static int
teardown(void **state)
{
	assert_int_equal(mem_count(*state), 1);
	mem_free(*state);
	return (0);
}

static void
begin(struct capture *c)
{
	c->file = tmpfile();
	assert_non_null(c->file);
	c->kept = dup(STDERR_FILENO);
	dup2(fileno(c->file), STDERR_FILENO);
}

static const char *
end(struct capture *c)
{
	size_t n;

	dup2(c->kept, STDERR_FILENO);
	close(c->kept);
	rewind(c->file);
	n = fread(c->text, 1, sizeof c->text - 1, c->file);
	c->text[n] = '\0';
	fclose(c->file);
	return (c->text);
}

static void
test_escapes(void **state)
{
	static const struct {
		const char *value, *written;
	} rows[] = {
		{ "plain 上线门户", "\"plain 上线门户\"\n" }, { "a\nerror forged", "\"a\\x0aerror forged\"\n" },
		{ "\x1b[31m", "\"\\x1b[31m\"\n" }, { "back\\slash", "\"back\\x5cslash\"\n" },
		{ "\xff\xfe", "\"\\xff\\xfe\"\n" }, { "\xc2\x9b" "31m", "\"\\xc2\\x9b31m\"\n" },
		{ "\xe2\x80\xa8", "\"\\xe2\\x80\\xa8\"\n" }, { "\x7f", "\"\\x7f\"\n" }, { "\xe4\xb8", "\"\\xe4\\xb8\"\n" },
	};
	const char *text;
	size_t i;

	for (i = 0; i < ARRAY_LEN(rows); i++) {
		begin(*state);
		log_line(LOG_WARN, "value \"%s\"", rows[i].value);
		text = end(*state);
		assert_non_null(strstr(text, " warn test["));
		assert_non_null(strstr(text, rows[i].written));
		assert_ptr_equal(strchr(text, '\n'), text + strlen(text) - 1);
	}
}

static void
test_levels_and_request(void **state)
{
	const char *text;

	begin(*state);
	log_line(LOG_DEBUG, "not shown");
	assert_string_equal(end(*state), "");
	begin(*state);
	log_request("abc\n12");
	log_line(LOG_INFO, "shown");
	text = end(*state);
	assert_non_null(strstr(text, "] abc\\x0a12 shown\n"));
	begin(*state);
	log_request(NULL);
	log_line(LOG_ERROR, "alone");
	assert_non_null(strstr(end(*state), "] alone\n"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = { TEST(test_escapes), TEST(test_levels_and_request) };

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
