/* SPDX-License-Identifier: ISC */
/*
 * Goal: one pipeline is one transaction; an error dooms it and nothing of it stays; a lost connection is
 * noticed and replaced; large sends do not hang; streams need no memory.  House: "Database", "Memory and errors".
 * Needs a server: GATEHOUSE_TEST_DB is a conninfo (the harness sets it), else everything is skipped.
 * Statements are composed texts here, so that the test does not depend on the schema.
 */
#include "base/str.h"
#include "db/db.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct fixture {
	void *root;
	struct db *db;
	struct db *other;      /* sees what is committed */
};

static int
setup(void **state)
{
	const char *conninfo = getenv("GATEHOUSE_TEST_DB");
	struct fixture *f;
	void *root;

	root = mem_new(NULL, int);
	f = mem_new(root, struct fixture);
	f->root = root;
	f->db = db_new(root, conninfo, "Asia/Shanghai");
	f->other = db_new(root, conninfo, "UTC");
	*state = f;
	return (0);
}

static int
teardown(void **state)
{
	struct fixture *f = *state;

	db_rollback(f->db);
	db_rollback(f->other);
	mem_free(f->root);
	return (0);
}

static void
ok(struct err *err)
{
	if (err != OK)
		fail_msg("%s", err_trace(NULL, err));
}

/* The error must be of this kind and state; it is freed. */
static void
bad(struct err *err, enum err_kind kind, const struct db *db, const char *state)
{
	assert_non_null(err);
	assert_int_equal(err_kind(err), kind);
	assert_string_equal(db_sqlstate(db), state);
	err_free(err);
}

static int64_t
ask_int(struct db *db, void *owner, const char *sql)
{
	struct rows *rows;

	db_ask_text(db, owner, sql, &rows, NO_ARGS);
	ok(db_wait(db));
	assert_int_equal(rows_count(rows), 1);
	return (rows_int(rows, 0, rows_name(rows, 0)));
}

static void
make_table(struct fixture *f)
{
	db_ask_text(f->db, f->root, "DROP TABLE IF EXISTS public.test_db", NULL, NO_ARGS);
	db_ask_text(f->db, f->root, "CREATE TABLE public.test_db (id int PRIMARY KEY, t text)", NULL, NO_ARGS);
	ok(db_commit(f->db));
}

static void
drop_table(struct fixture *f)
{
	db_rollback(f->db);
	db_ask_text(f->db, f->root, "DROP TABLE public.test_db", NULL, NO_ARGS);
	ok(db_commit(f->db));
}

static void
test_reading_is_one_round_trip(void **state)
{
	struct fixture *f = *state;
	int64_t trips;
	int i;

	ask_int(f->db, f->root, "SELECT 1 AS n");
	db_end(f->db);
	trips = db_round_trips(f->db);
	for (i = 1; i <= 3; i++) {
		assert_int_equal(ask_int(f->db, f->root, "SELECT 1 AS n"), 1);
		db_end(f->db);
		assert_int_equal(db_round_trips(f->db) - trips, i);
	}
	/* Its transaction did end. */
	db_ask_text(f->db, f->root, "SELECT set_config('test.y', 'kept', true)", NULL, NO_ARGS);
	ok(db_wait(f->db));
	db_end(f->db);
	assert_int_equal(ask_int(f->db, f->root,
	    "SELECT count(*) AS n WHERE current_setting('test.y', true) = 'kept'"), 0);
}

#define COUNT "SELECT count(*) AS n FROM public.test_db"
#define ADD "INSERT INTO public.test_db VALUES ($1::int, $2)"

static void
test_values(void **state)
{
	struct fixture *f = *state;
	struct rows *rows, *zone;
	int64_t trips = db_round_trips(f->db);

	db_ask_text(f->db, f->root, "SELECT $1::bigint AS a, $2::text AS b, NULL::text AS c, true AS d, '' AS e "
	    "UNION ALL SELECT 2, '二', 'x', false, NULL", &rows, ARGS("9007199254740993", NULL));
	db_ask_text(f->db, f->root, "SHOW TimeZone", &zone, NO_ARGS);
	assert_null(rows);
	assert_false(db_was_sent(f->db));
	ok(db_wait(f->db));
	assert_true(db_was_sent(f->db));
	assert_int_equal(db_round_trips(f->db) - trips, 1);
	assert_int_equal(rows_count(rows), 2);
	assert_int_equal(rows_columns(rows), 5);
	assert_true(rows_int(rows, 0, "a") == 9007199254740993);
	assert_null(rows_text(rows, 0, "b"));
	assert_string_equal(rows_str(rows, 0, "b"), "");
	assert_true(rows_bool(rows, 0, "d"));
	assert_false(rows_bool(rows, 1, "d"));
	assert_string_equal(rows_text(rows, 1, "b"), "二");
	assert_string_equal(rows_at(rows, 1, 2), "x");
	assert_string_equal(rows_at(rows, 1, rows_column(rows, "b")), "二");
	assert_int_equal(rows_column(rows, "a"), 0);
	assert_null(rows_at(rows, 1, 5));
	assert_null(rows_at(rows, 2, 0));
	assert_string_equal(rows_text(rows, 0, "e"), "");
	assert_int_equal(rows_count(NULL), 0);
	assert_int_equal(rows_find(rows, "b", "二"), 1);
	assert_true(rows_have(rows, "a", "2"));
	assert_false(rows_have(rows, "a", "3"));
	assert_false(rows_have(rows, "b", NULL));
	assert_false(rows_have(NULL, "b", "二"));
	assert_string_equal(rows_text(zone, 0, "TimeZone"), "Asia/Shanghai");
	ok(db_commit(f->db));
	assert_false(db_was_sent(f->db));
}

static void
test_one_transaction(void **state)
{
	struct fixture *f = *state;

	make_table(f);
	/* What is read in between does not end it, and nobody else sees it before the commit. */
	db_ask_text(f->db, f->root, ADD, NULL, ARGS("1", "one"));
	assert_int_equal(ask_int(f->db, f->root, COUNT), 1);
	assert_int_equal(ask_int(f->other, f->root, COUNT), 0);
	db_end(f->other);
	db_ask_text(f->db, f->root, ADD, NULL, ARGS("2", "two"));
	ok(db_commit(f->db));
	assert_int_equal(ask_int(f->other, f->root, COUNT), 2);
	db_end(f->other);
	/* A rollback takes all of it, waited for or not. */
	db_ask_text(f->db, f->root, ADD, NULL, ARGS("3", "three"));
	ok(db_wait(f->db));
	db_ask_text(f->db, f->root, ADD, NULL, ARGS("4", "four"));
	db_rollback(f->db);
	assert_int_equal(ask_int(f->db, f->root, COUNT), 2);
	/* A rollback after everything was read is not waited for, and still rolls back. */
	db_ask_text(f->db, f->root, ADD, NULL, ARGS("5", "five"));
	ok(db_wait(f->db));
	db_rollback(f->db);
	assert_int_equal(ask_int(f->db, f->root, COUNT), 2);
	drop_table(f);
}

static void
test_error(void **state)
{
	struct fixture *f = *state;
	struct rows *after = NULL;

	make_table(f);
	db_ask_text(f->db, f->root, ADD, NULL, ARGS("1", "one"));
	db_ask_text(f->db, f->root, ADD, NULL, ARGS("1", "again"));
	db_ask_text(f->db, f->root, COUNT, &after, NO_ARGS);
	bad(db_wait(f->db), ERR_CONFLICT, f->db, "23505");
	assert_null(after);
	/* Doomed until the rollback, commit included. */
	db_ask_text(f->db, f->root, COUNT, &after, NO_ARGS);
	bad(db_wait(f->db), ERR_CONFLICT, f->db, "23505");
	bad(db_commit(f->db), ERR_CONFLICT, f->db, "23505");
	db_rollback(f->db);
	assert_int_equal(ask_int(f->db, f->root, COUNT), 0);
	assert_string_equal(db_sqlstate(f->db), "");
	drop_table(f);
}

static void
test_error_at_commit(void **state)
{
	struct fixture *f = *state;

	make_table(f);
	db_ask_text(f->db, f->root, "ALTER TABLE public.test_db ADD UNIQUE (t) DEFERRABLE INITIALLY DEFERRED", NULL, NO_ARGS);
	ok(db_commit(f->db));
	db_ask_text(f->db, f->root, ADD, NULL, ARGS("1", "same"));
	db_ask_text(f->db, f->root, ADD, NULL, ARGS("2", "same"));
	ok(db_wait(f->db));
	bad(db_commit(f->db), ERR_CONFLICT, f->db, "23505");
	db_rollback(f->db);
	assert_int_equal(ask_int(f->db, f->root, COUNT), 0);
	drop_table(f);
}

static void
test_kinds(void **state)
{
	static const struct {
		const char *state;
		enum err_kind kind;
	} rows[] = {
		{ "23505", ERR_CONFLICT }, { "40001", ERR_UNAVAILABLE }, { "40P01", ERR_UNAVAILABLE },
		{ "55P03", ERR_UNAVAILABLE }, { "GH400", ERR_INVALID }, { "GH401", ERR_LOGIN },
		{ "GH403", ERR_FORBIDDEN }, { "GH404", ERR_NOT_FOUND }, { "GH409", ERR_CONFLICT },
		{ "GH429", ERR_TOO_MANY }, { "GH999", ERR_INTERNAL }, { "57014", ERR_UNAVAILABLE },
		{ "57P03", ERR_UNAVAILABLE }, { "53300", ERR_UNAVAILABLE }, { "08006", ERR_UNAVAILABLE },
		{ "08P01", ERR_INTERNAL }, { "23503", ERR_VALUE }, { "22003", ERR_VALUE }, { "23514", ERR_VALUE }, { "54000", ERR_VALUE }, { "42501", ERR_INTERNAL },
	};
	struct fixture *f = *state;
	char *sql;
	size_t i;

	for (i = 0; i < ARRAY_LEN(rows); i++) {
		sql = mem_fmt(f->root, "DO $$ BEGIN RAISE EXCEPTION 'test' USING ERRCODE = '%s'; END $$",
		    rows[i].state);
		db_ask_text(f->db, f->root, sql, NULL, NO_ARGS);
		bad(db_wait(f->db), rows[i].kind, f->db, rows[i].state);
		db_rollback(f->db);
	}
	/* O6, O8: what somebody has to look after is told from what passes, and each has its words. */
	for (i = 0; i < ARRAY_LEN(rows); i++) {
		struct err *err;

		if (rows[i].kind != ERR_UNAVAILABLE)
			continue;
		sql = mem_fmt(f->root, "DO $$ BEGIN RAISE EXCEPTION 'test' USING ERRCODE = '%s'; END $$", rows[i].state);
		db_ask_text(f->db, f->root, sql, NULL, NO_ARGS);
		err = db_wait(f->db);
		assert_non_null(err_said(err));
		assert_int_equal(err_is_grave(err), strchr("50", rows[i].state[0]) != NULL && !str_eq(rows[i].state, "55P03") && !str_eq(rows[i].state, "57014"));
		err_free(err);
		db_rollback(f->db);
	}
	/* A wrong count of parameters is our mistake, not the server's absence. */
	db_ask_text(f->db, f->root, "SELECT $1::int", NULL, ARGS("1", "2"));
	bad(db_wait(f->db), ERR_INTERNAL, f->db, "08P01");
	db_rollback(f->db);
	assert_int_equal(ask_int(f->db, f->root, "SELECT 1 AS one"), 1);
}

static void
test_error_text_has_no_value(void **state)
{
	struct fixture *f = *state;
	struct err *err;

	make_table(f);
	db_ask_text(f->db, f->root, "INSERT INTO public.test_db VALUES (7, $1)", NULL, ARGS("secret"));
	db_ask_text(f->db, f->root, "INSERT INTO public.test_db VALUES (7, $1)", NULL, ARGS("secret"));
	err = db_wait(f->db);
	assert_non_null(err);
	assert_null(strstr(err_text(err), "secret"));
	assert_null(strstr(err_text(err), "(7)"));
	err_free(err);
	drop_table(f);
}

static void
test_prepare_fails(void **state)
{
	struct fixture *f = *state;

	/* Neither a bad text nor one that came after it counts as prepared. */
	db_ask_text(f->db, f->root, "SELECT nothing FROM nowhere", NULL, NO_ARGS);
	db_ask_text(f->db, f->root, "SELECT 5 AS five", NULL, NO_ARGS);
	bad(db_wait(f->db), ERR_INTERNAL, f->db, "42P01");
	db_rollback(f->db);
	assert_int_equal(ask_int(f->db, f->root, "SELECT 5 AS five"), 5);
	/* One that was prepared in a transaction that rolled back stays prepared. */
	db_rollback(f->db);
	assert_int_equal(ask_int(f->db, f->root, "SELECT 5 AS five"), 5);
	assert_int_equal(ask_int(f->db, f->root, "SELECT 5 AS five"), 5);
}

static void
test_plan_changes(void **state)
{
	struct fixture *f = *state;
	struct rows *rows;

	/* A migration under a running worker: once an error, then a connection that knows the new table. */
	make_table(f);
	db_ask_text(f->db, f->root, "SELECT * FROM public.test_db", &rows, NO_ARGS);
	ok(db_commit(f->db));
	db_ask_text(f->other, f->root, "ALTER TABLE public.test_db ADD extra int", NULL, NO_ARGS);
	ok(db_commit(f->other));
	db_ask_text(f->db, f->root, "SELECT * FROM public.test_db", &rows, NO_ARGS);
	bad(db_wait(f->db), ERR_INTERNAL, f->db, "0A000");
	db_rollback(f->db);
	db_ask_text(f->db, f->root, "SELECT * FROM public.test_db", &rows, NO_ARGS);
	ok(db_commit(f->db));
	assert_int_equal(rows_columns(rows), 3);
	drop_table(f);
}

static void
kill_backend(struct fixture *f, int64_t pid)
{
	char *text = mem_fmt(f->root, "%lld", (long long)pid);

	db_ask_text(f->other, f->root, "SELECT pg_terminate_backend($1::int)", NULL, ARGS(text));
	ok(db_commit(f->other));
	usleep(100000);
}

#define PID "SELECT pg_backend_pid() AS pid"

static void
test_lost(void **state)
{
	struct fixture *f = *state;
	int64_t pid;

	/* Between transactions: nobody notices. */
	pid = ask_int(f->db, f->root, PID);
	db_end(f->db);
	kill_backend(f, pid);
	ok(db_ready(f->db));
	assert_int_not_equal(ask_int(f->db, f->root, PID), pid);
	db_end(f->db);
	/* In one: it is over, and only a new one gets a new connection. */
	pid = ask_int(f->db, f->root, PID);
	kill_backend(f, pid);
	db_ask_text(f->db, f->root, PID, NULL, NO_ARGS);
	bad(db_commit(f->db), ERR_UNAVAILABLE, f->db, db_sqlstate(f->db));
	/* Perhaps it was committed: whoever asks may not do it all again. */
	assert_true(db_was_sent(f->db));
	bad(db_commit(f->db), ERR_UNAVAILABLE, f->db, db_sqlstate(f->db));
	db_rollback(f->db);
	assert_int_not_equal(ask_int(f->db, f->root, PID), pid);
}

static void
test_unreachable(void **state)
{
	struct fixture *f = *state;
	struct db *db = db_new(f->root, "host=/nonexistent", "UTC");
	struct rows *rows;

	bad(db_ready(db), ERR_UNAVAILABLE, db, "");
	db_ask_text(db, f->root, "SELECT 1", &rows, NO_ARGS);
	bad(db_wait(db), ERR_UNAVAILABLE, db, "");
	assert_null(rows);
	db_rollback(db);
	db_rollback(db);
	db_end(db);
}

static void
test_large(void **state)
{
	struct fixture *f = *state;
	size_t n = 1 << 20, i;
	char *big = mem_array(f->root, char, n + 1);
	struct rows *rows[32];

	/* 32 MiB there and 32 MiB back in one pipeline: more than the sockets hold, in both directions. */
	memset(big, 'x', n);
	for (i = 0; i < ARRAY_LEN(rows); i++)
		db_ask_text(f->db, f->root, "SELECT $1 AS big", &rows[i], ARGS(big));
	ok(db_wait(f->db));
	for (i = 0; i < ARRAY_LEN(rows); i++)
		assert_int_equal(strlen(rows_str(rows[i], 0, "big")), n);
	ok(db_commit(f->db));
}

static void
test_many_texts(void **state)
{
	struct fixture *f = *state;
	int i;

	/* More than the cache holds: the rest runs unprepared. */
	for (i = 0; i < 350; i++)
		assert_int_equal(ask_int(f->db, f->root, mem_fmt(f->root, "SELECT %d AS n", i)), i);
	assert_int_equal(ask_int(f->db, f->root, "SELECT count(*) AS n FROM pg_prepared_statements"), 300);
}

struct sum {
	int64_t rows, total, stop_at;
};

static struct err *
add_row(void *arg, const struct rows *row)
{
	struct sum *s = arg;

	s->rows++;
	s->total += rows_int(row, 0, "n");
	if (s->rows == s->stop_at)
		return (RAISE(ERR_TOO_LARGE, "enough"));
	return (OK);
}

static void
test_stream(void **state)
{
	struct fixture *f = *state;
	struct sum all = { 0 }, some = { .stop_at = 10 }, none = { 0 };
	const char *sql = "SELECT n FROM generate_series(1, $1::int) AS n";

	ok(db_stream(f->db, sql, ARGS("100000"), add_row, &all));
	assert_int_equal(all.rows, 100000);
	assert_true(all.total == 5000050000);
	/* In the same transaction, after a question that was not waited for. */
	db_ask_text(f->db, f->root, "SELECT set_config('test.x', '1', true)", NULL, NO_ARGS);
	ok(db_stream(f->db, sql, ARGS("0"), add_row, &none));
	assert_int_equal(none.rows, 0);
	assert_int_equal(ask_int(f->db, f->root, "SELECT current_setting('test.x')::int AS x"), 1);
	bad(db_stream(f->db, sql, ARGS("5000000"), add_row, &some), ERR_TOO_LARGE, f->db, "");
	assert_int_equal(some.rows, 10);
	bad(db_commit(f->db), ERR_TOO_LARGE, f->db, "");
	db_rollback(f->db);
	bad(db_stream(f->db, "SELECT 1 / (n - 3) AS n FROM generate_series(1, 5) AS n", NO_ARGS, add_row, &some),
	    ERR_VALUE, f->db, "22012");
	db_rollback(f->db);
	assert_int_equal(ask_int(f->db, f->root, "SELECT 1 AS n"), 1);
}

static void
test_memory(void **state)
{
	struct fixture *f = *state;
	size_t before, round;
	void *request;
	struct rows *rows;

	ask_int(f->db, f->root, "SELECT 1 AS n");
	db_end(f->db);
	before = mem_count(f->root);
	for (round = 0; round < 3; round++) {
		request = mem_new(f->root, int);
		db_ask_text(f->db, request, "SELECT 1 AS n", &rows, NO_ARGS);
		ok(db_wait(f->db));
		db_end(f->db);
		mem_free(request);
	}
	/* The loop's own text is the same as before: rows went with their request. */
	assert_int_equal(mem_count(f->root), before);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_values), TEST(test_reading_is_one_round_trip), TEST(test_one_transaction), TEST(test_error), TEST(test_error_at_commit),
		TEST(test_kinds), TEST(test_error_text_has_no_value), TEST(test_prepare_fails),
		TEST(test_plan_changes), TEST(test_lost), TEST(test_unreachable), TEST(test_large),
		TEST(test_many_texts), TEST(test_stream), TEST(test_memory),
	};

	if (getenv("GATEHOUSE_TEST_DB") == NULL) {
		puts("1..0 # SKIP GATEHOUSE_TEST_DB is not set");
		return (0);
	}
	return (cmocka_run_group_tests(tests, NULL, NULL));
}
