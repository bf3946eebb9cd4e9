/* SPDX-License-Identifier: ISC */
/*
 * Goal: the tables have exactly the columns that kinds and their entries declare, and a column takes whatever its form takes (case A,
 * RX.9).  Needs a migrated database in GATEHOUSE_TEST_ADMIN; skipped without.
 */
#include "kinds.h"

#include <stdlib.h>

/* ---- columns */

static struct db *db;

static bool
is_own(const struct field *f)
{
	return (!(f->flags & ON_COMMON) && f->type != FIELD_FILE);
}

/* Each choice of a column with a constraint of its own must pass it. */
static void
check_choices(const struct kind *kind, const struct field *f, const char *constraint)
{
	for (const char *const *c = f->choices; c != NULL && *c != NULL &&
	    constraint != NULL; c++) {
		char *quoted = mem_fmt(NULL, "'%s'::text", *c);

		if (strstr(constraint, quoted) == NULL)
			WRONG("%s.%s: the table does not take \"%s\"", kind->name, f->name, *c);
		mem_free(quoted);
	}
}

/* The table has a column for each field of its own and no other. */
static void
check_table(const char *table, const struct field *fields, const char *but)
{
	static const char sql[] = "SELECT a.attname AS name, (SELECT pg_get_constraintdef(k.oid) "
	    "FROM pg_constraint k WHERE k.conrelid = a.attrelid "
	    "AND k.contype = 'c' AND k.conkey = ARRAY[a.attnum] AND pg_get_constraintdef(k.oid) "
	    "LIKE '%''::text%') AS constraint_text "
	    "FROM pg_attribute a WHERE a.attrelid = ('app.' || $1::text)::regclass AND a.attnum > "
	    "0 AND NOT a.attisdropped "
	    "AND a.attname <> ALL (string_to_array($2, ' '))";
	struct kind pseudo = { .name = table, .fields = fields };
	struct rows *rows;
	size_t own = 0;

	db_ask_text(db, db, sql, &rows, ARGS(table, but));
	assert_null(db_wait(db));
	for (const struct field *f = fields; f->name != NULL; f++)
		own += is_own(f);
	for (size_t i = 0; i < rows_count(rows); i++) {
		const struct field *f = field_find(fields, rows_text(rows, i, "name"));

		if (f == NULL)
			WRONG("%s: column \"%s\" is no field", table, rows_text(rows, i, "name"));
		check_choices(&pseudo, f, rows_text(rows, i, "constraint_text"));
	}
	if (own != rows_count(rows))
		WRONG("%s has %zu fields of its own and %zu columns", table, own, rows_count(rows));
}

/* ---- what a form takes fits its column (case A) */

enum { EDGES_MAX = 4, TEXT_MOST = 20000, LINE_MOST = 200, LIST_MOST = 200 };

static const char *
repeated(const void *parent, const char *one, size_t n)
{
	struct buf *b = buf_new(parent);

	while (n-- > 0)
		buf_put(b, one);
	return (b->data);
}

/* An array of as many as a form takes; the greatest account or record there can be. */
static const char *
full_list(const void *parent, const char *one)
{
	struct buf *b = buf_new(parent);

	for (int i = 0; i < LIST_MOST; i++)
		buf_fmt(b, "%s%s", i == 0 ? "{" : ",", one);
	buf_putc(b, '}');
	return (b->data);
}

/* The least and the greatest that a form takes for it; ends with NULL. */
static void
edges_of(const void *parent, const struct field *f, const char *edges[EDGES_MAX])
{
	size_t n = 0;

	switch (f->type) {
	case FIELD_INT:
		edges[n++] = mem_fmt(parent, "%d", f->min);
		edges[n++] = mem_fmt(parent, "%d", f->max > f->min ? f->max : INT32_MAX);
		break;
	case FIELD_MONEY:
		edges[n++] = f->min > 0 ? "0.01" : "0.00";
		edges[n++] = "999999999999.99";
		break;
	case FIELD_DATE:
		edges[n++] = "1900-01-01";
		edges[n++] = "2200-12-31";
		break;
	case FIELD_TIME:
		edges[n++] = "00:00";
		edges[n++] = "23:59";
		break;
	case FIELD_LINE:
	case FIELD_TEXT:
		/* Four bytes each. */
		edges[n++] = repeated(parent, "𠮷", (size_t)(f->max > 0 ? f->max : f->type == FIELD_LINE ? LINE_MOST : TEXT_MOST));
		edges[n++] = repeated(parent, "x", (size_t)(f->min > 0 ? f->min : 1));
		break;
	case FIELD_ACCOUNT:
	case FIELD_DEPARTMENT:
	case FIELD_RECORD:
		edges[n++] = "9223372036854775807";
		break;
	case FIELD_ACCOUNTS:
	case FIELD_RECORDS:
		edges[n++] = full_list(parent, "9223372036854775807");
		break;
	case FIELD_CHOICES:
		edges[n++] = full_list(parent, f->choices[0]);
		break;
	case FIELD_CHOICE:
		edges[n++] = f->choices[0];
		break;
	case FIELD_FLAG:
		edges[n++] = "true";
		edges[n++] = "false";
		break;
	default:
		break;
	}
	edges[n] = NULL;
}

/* The edges of one field in its column's type, against ${fits}: the constraints that are about this column alone. */
static void
check_field_edges(const void *parent, const char *table, const struct field *f, const char *type, const char *fits)
{
	const char *edges[EDGES_MAX], *sql = mem_fmt(parent, "SELECT COALESCE(%s, true) AS fits FROM (SELECT $1::%s AS %s) x", fits, type, f->name);

	edges_of(parent, f, edges);
	for (size_t k = 0; edges[k] != NULL; k++) {
		struct rows *rows;
		struct err *err;

		db_ask_text(db, parent, sql, &rows, ARGS(edges[k]));
		err = db_wait(db);
		if (err != OK || !rows_bool(rows, 0, "fits"))
			WRONG("%s.%s (%s) does not take \"%.40s\", which its form does", table, f->name, type, edges[k]);
	}
}

/* Constraints about several columns are forms' checks. */
static void
check_edges(const char *table, const struct field *fields)
{
	static const char sql[] = "SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, "
	    "COALESCE((SELECT string_agg(pg_get_expr(k.conbin, k.conrelid), ' AND ') FROM pg_constraint k "
	    "WHERE k.conrelid = a.attrelid AND k.contype = 'c' AND k.conkey = ARRAY[a.attnum]), 'true') AS fits "
	    "FROM pg_attribute a WHERE a.attrelid = ('app.' || $1::text)::regclass AND a.attnum > 0 AND NOT a.attisdropped";
	void *parent = mem_new(NULL, char);
	struct rows *rows;

	db_ask_text(db, parent, sql, &rows, ARGS(table));
	assert_null(db_wait(db));
	for (size_t i = 0; i < rows_count(rows); i++) {
		const struct field *f = field_find(fields, rows_text(rows, i, "name"));

		if (f != NULL && is_own(f))
			check_field_edges(parent, table, f, rows_text(rows, i, "type"), rows_text(rows, i, "fits"));
	}
	mem_free(parent);
}

static void
check_columns(const struct kind *kind)
{
	check_edges(kind->name, kind->fields);
	for (const struct entry *e = kind->entries; e != NULL && e->name != NULL; e++)
		check_edges(e->table, e->fields);
	/* The digest of the follow-up code is nobody's to see. */
	check_table(kind->name, kind->fields, "site_id record_id code visible");
	for (const struct entry *e = kind->entries; e != NULL && e->name != NULL; e++)
		check_table(e->table, e->fields, "site_id id record_id no at by_id version changed_at removed_at");
}

static void
have_columns(void **state)
{
	(void)state;
	if (getenv("GATEHOUSE_TEST_ADMIN") == NULL)
		skip();
	db = db_new(NULL, getenv("GATEHOUSE_TEST_ADMIN"), "Asia/Shanghai");
	assert_null(db_ready(db));
	each(check_columns);
	db_rollback(db);
	mem_free(db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(have_columns),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
