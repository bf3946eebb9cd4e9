/* SPDX-License-Identifier: ISC */
/*
 * Goal: connection strings are read as libpq reads them, keywords or addresses, so that what is added to one (settings, another
 * database) is never glued to its text (issue 9, 1.6: a URI in the setting "database").
 */
#include "base/str.h"
#include "db/conninfo.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static void
test_with(void **state)
{
	static const struct {
		const char *conninfo, *keyword, *value, *is;      /* NULL: refused */
	} rows[] = {
		{ "", "options", "-c a.b=1", "options='-c a.b=1'" },
		{ "host=/run dbname=gatehouse", "options", "-c a.b=1", "dbname='gatehouse' host='/run' options='-c a.b=1'" },
		{ "dbname=x options='-c c.d=2'", "options", "-c a.b=1", "dbname='x' options='-c c.d=2 -c a.b=1'" },
		{ "postgresql:///gatehouse?host=/run", "options", "-c a.b=1", "dbname='gatehouse' host='/run' options='-c a.b=1'" },
		{ "postgres://app@db1,db2:5433/gatehouse", "options", "x", "user='app' dbname='gatehouse' host='db1,db2' port=',5433' options='x'" },
		{ "postgresql://app:it%27s@/x?host=%2Frun", "dbname", "y", "user='app' password='it\\'s' dbname='y' host='/run'" },
		{ "dbname=x", "dbname", "a'b\\c", "dbname='a\\'b\\\\c'" },
		{ "postgresql:///x", NULL, NULL, "dbname='x'" },
		{ "dbname=x", "nonsense", "y", NULL },
		{ "nonsense", "dbname", "y", NULL },
		{ "postgresql://[::1/x", "dbname", "y", NULL },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char *is = NULL;
		struct err *err = conninfo_with(*state, rows[i].conninfo, rows[i].keyword, rows[i].value, &is);

		if ((err == OK) != (rows[i].is != NULL))
			fail_msg("\"%s\" with %s: %s", rows[i].conninfo, str_or(rows[i].keyword, "-"), err == OK ? is : err_text(err));
		if (err == OK)
			assert_string_equal(is, rows[i].is);
		err_free(err);
	}
}

static void
test_password(void **state)
{
	(void)state;
	assert_true(conninfo_tells_password("host=x password=y"));
	assert_true(conninfo_tells_password("postgresql://app:secret@db/x"));
	assert_true(conninfo_tells_password("postgresql://app@db/x?password=y"));
	assert_false(conninfo_tells_password("postgresql://app@db/password"));
	assert_false(conninfo_tells_password("host=x passfile=/etc/password"));
	assert_false(conninfo_tells_password("nonsense"));
}

static int
setup(void **state)
{
	*state = mem_pool(NULL, 4096);
	return (0);
}

static int
teardown(void **state)
{
	mem_free(*state);
	return (0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_with, setup, teardown),
		cmocka_unit_test(test_password),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
