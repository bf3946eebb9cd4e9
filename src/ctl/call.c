/* SPDX-License-Identifier: ISC */
/* What the verbs share: options behind the verb's name, tables for people or programs.  (What is done with them: said.c) */
#include "ctl/verb.h"

#include "base/str.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

static void
take_out(struct call *call, int at, int n)
{
	for (int i = at; i + n < call->argc; i++)
		call->argv[i] = call->argv[i + n];
	call->argc -= n;
}

bool
call_flag(struct call *call, const char *name)
{
	for (int i = 1; i < call->argc; i++)
		if (strcmp(call->argv[i], name) == 0) {
			take_out(call, i, 1);
			return (true);
		}
	return (false);
}

const char *
call_option(struct call *call, const char *name)
{
	for (int i = 1; i + 1 < call->argc; i++)
		if (strcmp(call->argv[i], name) == 0) {
			const char *value = call->argv[i + 1];

			take_out(call, i, 2);
			return (value);
		}
	return (NULL);
}

/* ---- tables */

/* Columns on a terminal; Chinese takes two each. */
static size_t
width_of(const char *text)
{
	wchar_t wide[512];
	size_t n = mbstowcs(wide, text, ARRAY_LEN(wide));
	int width = n == (size_t)-1 ? -1 : wcswidth(wide, n < ARRAY_LEN(wide) ? n : ARRAY_LEN(wide));

	return (width < 0 ? strlen(text) : (size_t)width);
}

/* Columns that say yes or no are named so. */
static bool
is_flag(const char *column)
{
	return (str_starts(column, "is_") || str_starts(column, "has_") || str_starts(column, "needs_"));
}

static const char *
shown(const struct rows *rows, size_t row, size_t column)
{
	const char *value = rows_at(rows, row, column);

	if (is_flag(rows_name(rows, column)))
		return (str_eq(value, "t") ? "yes" : "");
	return (value == NULL ? "" : value);
}

static void
print_cell(const char *text, size_t width, bool is_last)
{
	size_t has = width_of(text);

	printf("%s%*s", text, is_last ? 0 : (int)(width > has ? width - has : 0) + 2, "");
}

static void
print_text(const struct rows *rows)
{
	size_t n = rows_columns(rows), widths[32];

	for (size_t c = 0; c < n && c < ARRAY_LEN(widths); c++) {
		widths[c] = width_of(rows_name(rows, c));
		for (size_t r = 0; r < rows_count(rows); r++)
			if (width_of(shown(rows, r, c)) > widths[c])
				widths[c] = width_of(shown(rows, r, c));
		print_cell(rows_name(rows, c), widths[c], c + 1 == n);
	}
	printf("\n");
	for (size_t r = 0; r < rows_count(rows); r++) {
		for (size_t c = 0; c < n && c < ARRAY_LEN(widths); c++)
			print_cell(shown(rows, r, c), widths[c], c + 1 == n);
		printf("\n");
	}
}

void
call_table(struct call *call, const struct rows *rows)
{
	json_t *list;

	if (!call->json) {
		print_text(rows);
		return;
	}
	list = json_array();
	for (size_t r = 0; r < rows_count(rows); r++) {
		json_t *item = json_object();

		for (size_t c = 0; c < rows_columns(rows); c++) {
			const char *name = rows_name(rows, c), *value = rows_at(rows, r, c);

			json_object_set_new(item, name, is_flag(name) ? json_boolean(str_eq(value, "t")) : value == NULL ? json_null() : json_string(value));
		}
		json_array_append_new(list, item);
	}
	call_json(list);
}
