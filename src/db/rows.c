/* SPDX-License-Identifier: ISC */
#include "db/inside.h"

#include "base/log.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>

struct rows {
	PGresult *res;
	size_t n;
	size_t columns;
	size_t *next;      /* where the next column asked for probably is: pages read in order */
	size_t cursor;
};

static int
rows_end(void *object)
{
	PQclear(((struct rows *)object)->res);
	return (0);
}

struct rows *
rows_take(const void *owner, PGresult *res)
{
	struct rows *rows = mem_new(owner, struct rows);

	rows->next = &rows->cursor;
	mem_on_free(rows, rows_end);
	rows_swap(rows, res);
	return (rows);
}

void
rows_swap(struct rows *rows, PGresult *res)
{
	PQclear(rows->res);
	rows->res = res;
	rows->n = (size_t)PQntuples(res);
	rows->columns = (size_t)PQnfields(res);
}

/* A text holds no NUL, and well-formed UTF-8 no 0xff: that is how SQL's NULL is written. */
static void
write_column(const PGresult *res, int column, struct buf *to)
{
	for (int row = 0, rows = PQntuples(res); row < rows; row++) {
		int n = PQgetlength(res, row, column);

		if (n == 0 && PQgetisnull(res, row, column))
			buf_putc(to, '\xff');
		buf_putn(to, PQgetvalue(res, row, column), (size_t)n + 1);
	}
}

void
rows_write(const PGresult *res, const char *but, struct buf *to)
{
	int rows = PQntuples(res), columns = PQnfields(res);

	buf_putn(to, (const char *)&rows, sizeof rows);
	for (int c = 0; rows > 0 && c < columns; c++)
		if (strcmp(PQfname(res, c), but) != 0)
			write_column(res, c, to);
}

void
rows_put(const struct rows *rows, struct buf *to)
{
	rows_write(rows == NULL ? NULL : rows->res, "", to);
}

size_t
rows_count(const struct rows *rows)
{
	return (rows == NULL ? 0 : rows->n);
}

size_t
rows_columns(const struct rows *rows)
{
	return (rows == NULL ? 0 : rows->columns);
}

const char *
rows_name(const struct rows *rows, size_t column)
{
	return (column < rows_columns(rows) ? PQfname(rows->res, (int)column) : NULL);
}

const char *
rows_at(const struct rows *rows, size_t row, size_t column)
{
	if (row >= rows_count(rows) || column >= rows->columns ||
	    PQgetisnull(rows->res, (int)row, (int)column))
		return (NULL);
	return (PQgetvalue(rows->res, (int)row, (int)column));
}

/* Asking for what is not there is a mistake of ours: tests stop, people get an empty place. */
static const char *
rows_missing(const char *what, const char *column)
{
	log_line(LOG_ERROR, "%s \"%s\" is not in the answer", what, column);
#ifdef GATEHOUSE_STRICT
	abort();
#endif
	return (NULL);
}

/* PQfnumber copies and folds the name on each call; names of ours need neither. */
size_t
rows_column(const struct rows *rows, const char *column)
{
	size_t at = *rows->next, i;

	for (i = 0; i < rows->columns; i++, at++) {
		if (at >= rows->columns)
			at = 0;
		if (strcmp(PQfname(rows->res, (int)at), column) == 0) {
			*rows->next = at + 1;
			return (at);
		}
	}
	rows_missing("column", column);
	return (SIZE_MAX);
}

const char *
rows_text(const struct rows *rows, size_t row, const char *column)
{
	if (row >= rows_count(rows))
		return (rows_missing("a row for column", column));
	return (rows_at(rows, row, rows_column(rows, column)));
}

const char *
rows_str(const struct rows *rows, size_t row, const char *column)
{
	const char *s = rows_text(rows, row, column);

	return (s == NULL ? "" : s);
}

int64_t
rows_int(const struct rows *rows, size_t row, const char *column)
{
	int64_t v = 0;

	if (!str_to_int(rows_text(rows, row, column), INT64_MIN, INT64_MAX, &v))
		return (0);
	return (v);
}

bool
rows_bool(const struct rows *rows, size_t row, const char *column)
{
	const char *s = rows_text(rows, row, column);

	return (s != NULL && *s == 't');
}

size_t
rows_find(const struct rows *rows, const char *column, const char *value)
{
	size_t n = rows_count(rows), at = n == 0 || value == NULL ? 0 : rows_column(rows, column);

	for (size_t i = 0; i < n && value != NULL; i++)
		if (str_eq(rows_at(rows, i, at), value))
			return (i);
	return (n);
}

bool
rows_have(const struct rows *rows, const char *column, const char *value)
{
	return (rows_find(rows, column, value) < rows_count(rows));
}
