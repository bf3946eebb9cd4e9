/* SPDX-License-Identifier: ISC */
/* The rows of a list and the heads of their columns. */
#include "pages/record/listing.h"

#include "base/date.h"
#include "base/str.h"
#include "http/url.h"
#include "pages/record/columns.h"
#include "view/words.h"
#include "web/over.h"
#include "web/subject.h"
#include "web/value.h"

#include <string.h>

/* ---- columns */

/* What is the same in all rows of a page is found once. */
struct column {
	const struct field *field;      /* NULL: of every list */
	const char *name, *label;
	size_t place;                   /* for rows_at */
};

static void
put_sort(struct visit *v, const struct listing_state *l, struct node *node, const char *name)
{
	bool now = str_eq(l->list->sort, name), falls = now && l->list->descending;
	/* Another order begins at the first page. */
	const char *url = url_with(v->c, visit_path(v, "%s", l->kind->plural), listing_query(v), "sort", mem_fmt(v->c, "%s%s", now && !falls ? "-" : "", name));

	node_put(node, "url", url);
	if (now)
		node_put(node, "sorted", falls ? "descending" : "ascending");
}

/* Where a column's texts are in the answer: a reference is shown by its name; that of a department the worker knows. */
static size_t
place_of(struct visit *v, const struct rows *rows, const struct field *f)
{
	return (rows_column(rows, value_is_reference(f) && f->type != FIELD_DEPARTMENT ? mem_fmt(v->c, "%s.name", f->name) : f->name));
}

/* Due day, and for whom it waits, stand behind the state; all others follow, the dates that every list has at the end.  Ends without a name. */
static struct column *
columns_of(struct visit *v, const struct listing_state *l)
{
	static const size_t last[] = { LIST_AUTHOR, LIST_CREATED, LIST_CHANGED };
	struct column *columns = mem_array(v->c, struct column, list_column_count(l->kind) + 1);
	size_t n = 0;

	for (size_t i = LIST_COMMON, n_columns = list_column_count(l->kind); i < n_columns; i++) {
		const struct field *f = l->list->columns & LIST_BIT(i) ? list_field(l->kind, i) : NULL;

		if (f != NULL)
			columns[n++] = (struct column){ f, f->name, columns_label(v, l->kind, i), place_of(v, l->list->rows, f) };
	}
	for (size_t i = 0; i < ARRAY_LEN(last); i++)
		if (l->list->columns & LIST_BIT(last[i]))
			columns[n++] = (struct column){ NULL, list_column_name(l->kind, last[i]), columns_label(v, l->kind, last[i]),
				rows_column(l->list->rows, list_column_name(l->kind, last[i])) };
	return (columns);
}

static void
put_columns(struct visit *v, const struct listing_state *l, const struct column *columns)
{
	struct node *list = node_in(v->root, "List"), *node;

	put_sort(v, l, node_in(node_in(list, "sorts"), "number"), "number");
	node_put_flag(list, "has_due", l->list->columns & LIST_BIT(LIST_DUE));
	put_sort(v, l, node_in(node_in(list, "sorts"), "due"), "due");
	node_put_flag(list, "has_waits", l->list->columns & LIST_BIT(LIST_WAITS));
	for (const struct column *c = columns; c->name != NULL; c++) {
		node = node_item(node_in(list, "columns"));
		node_put(node, "name", c->name);
		node_put(node, "label", c->label);
		node_put_flag(node, "num", c->field != NULL && value_is_number(c->field));
		if (c->field == NULL ? str_eq(c->name, "changed_at") : (c->field->flags & SORT) != 0)
			put_sort(v, l, node, c->name);
	}
}

/* ---- days */

static bool
days_from_today(const struct visit *v, const char *day, int32_t *n)
{
	int32_t then, today;

	if (!date_read(day, &then) || !date_read(v->c->today, &today))
		return (false);
	*n = then - today;
	return (true);
}

/* Of this year without the year. */
static const char *
short_day(const struct visit *v, const char *day)
{
	return (strncmp(day, v->c->today, 5) == 0 ? day + 5 : day);
}

const char *
listing_due(struct visit *v, const char *due, const char *late)
{
	int32_t n;

	if (late != NULL && days_from_today(v, late, &n))
		return (wordf(v->c, N_("%1 d late"), mem_fmt(v->c, "%d", -n), NULL));
	if (str_empty(due) || !days_from_today(v, due, &n))
		return ("");
	return (n == 0 ? word(N_("today")) : n == 1 ? word(N_("tomorrow")) : short_day(v, due));
}

/* A day that is past, as people say it; its date is behind it. */
static const char *
past_day(struct visit *v, const char *day)
{
	int32_t n;

	if (!days_from_today(v, day, &n) || n > 0)
		return (day);
	return (n == 0 ? word(N_("today")) : n == -1 ? word(N_("yesterday")) : n >= -99 ? wordf(v->c, N_("%1 d ago"), mem_fmt(v->c, "%d", -n), NULL) : day);
}

/* ---- for whom it waits */

static const char *
member_of(struct visit *v, const char *id)
{
	const struct rows *members = v->c->choices->members;
	size_t i = rows_find(members, "id", id);

	return (i == rows_count(members) ? word(N_("somebody who has left")) : rows_str(members, i, "name"));
}

/* One that is waited for; *more: others can do it as well. */
static const char *
waited_name(struct visit *v, const char *one, bool *more)
{
	char **roles;

	if (*one < 'a')
		return (member_of(v, one));
	roles = over_holders(v->c, one);
	if (*roles == NULL)
		return (word(N_("nobody")));
	*more = *more || roles[1] != NULL;
	return (*roles);
}

/* The first two, so that a row stays a row. */
const char *
listing_waits(struct visit *v, const char *waits)
{
	char **one = str_split(v->c, mem_str(v->c, str_or(waits, "")), ' ');
	const char *first, *second;
	bool more = false;

	if (one[0] == NULL)
		return ("");
	first = waited_name(v, one[0], &more);
	if (one[1] != NULL) {
		second = waited_name(v, one[1], &more);
		/* Two rights may be held by one role. */
		if (!str_eq(first, second))
			first = str_join(v->c, first, word(N_(", ")), second);
		more = more || one[2] != NULL;
	}
	return (more ? str_join(v->c, first, word(N_(" and others"))) : first);
}

/* ---- rows */

/* In a list the name of a record is enough; its number is one tap away. */
static void
put_record_cell(struct visit *v, struct node *cells, const char *record)
{
	const char *blank = strchr(record, ' ');
	struct node *cell = node_add(cells, blank == NULL ? record : blank + 1);

	node_put_flag(cell, "wide", true);
	if (blank == NULL)
		return;
	node_put(cell, "url", subject_path_of(v, mem_strn(v->c, record, (size_t)(blank - record))));
}

/* Several records by their titles. */
static const char *
titles(struct visit *v, const char *records)
{
	char **line = str_split(v->c, mem_str(v->c, records), '\n');
	struct buf *b = buf_new(v->c);

	for (size_t i = 0; line[i] != NULL; i++) {
		subject_named(v, line[i]);
		buf_fmt(b, "%s%s", i == 0 ? "" : word(N_(", ")), strchr(line[i], ' ') == NULL ? line[i] : strchr(line[i], ' ') + 1);
	}
	return (b->data);
}

static const char *
cell_text(struct visit *v, const struct listing_state *l, const struct field *f, const char *value)
{
	if (f->type == FIELD_DEPARTMENT)
		return (options_department(v->c, value));
	if (f->type == FIELD_RECORDS)
		return (titles(v, value));
	return (value_is_reference(f) ? value : value_text(v, l->kind, f, value, NULL));
}

static void
put_cell(struct visit *v, const struct listing_state *l, struct node *cells, const struct column *c, size_t i)
{
	const struct field *f = c->field;
	const char *value = str_or(rows_at(l->list->rows, i, c->place), "");
	struct node *cell;

	if (f == NULL) {
		cell = node_add(cells, str_eq(c->name, "author") ? value : past_day(v, value));
		node_put_flag(cell, "day", !str_eq(c->name, "author"));
		if (node_has(cell, "day"))
			node_put(cell, "title", value);
		return;
	}
	if (f->type == FIELD_RECORD) {
		put_record_cell(v, cells, value);
		return;
	}
	cell = node_add(cells, cell_text(v, l, f, value));
	node_put_flag(cell, "wide", f->type == FIELD_LINE || f->type == FIELD_TEXT || field_is_list(f));
	node_put_flag(cell, "num", value_is_number(f));
	node_put_flag(cell, "day", f->type == FIELD_DATE || f->type == FIELD_TIME);
	if (value_needs_label(f) && *value != '\0')
		node_put(cell, "label", c->label);
}

static void
put_due(struct visit *v, const struct list *list, struct node *row, size_t i)
{
	const char *late = rows_text(list->rows, i, "late_since"), *due = rows_str(list->rows, i, "due");

	if (!(list->columns & LIST_BIT(LIST_DUE)))
		return;
	node_put(row, "due", listing_due(v, due, late));
	node_put_flag(row, "late", late != NULL);
	node_put(row, "due_day", late != NULL ? late : due);
}

void
listing_put_row(struct visit *v, const struct listing_state *l, struct node *row, size_t i)
{
	const struct rows *rows = l->list->rows;
	const char *number = rows_str(rows, i, "number");

	node_put(row, "number", number);
	node_put(row, "title", rows_str(rows, i, "title"));
	node_put(row, "url", subject_path(v, l->kind, number));
	node_put(row, "state", word_of(v->c, l->kind->name, "state", rows_str(rows, i, "state")));
	put_due(v, l->list, row, i);
	if (l->list->columns & LIST_BIT(LIST_WAITS))
		node_put(row, "waits", listing_waits(v, rows_text(rows, i, "waits")));
}

void
listing_put_rows(struct visit *v, const struct listing_state *l)
{
	struct node *list = node_in(node_in(v->root, "List"), "rows"), *row;
	const struct column *columns = columns_of(v, l);

	put_columns(v, l, columns);
	for (size_t i = 0; i < list_count(l->list); i++) {
		row = node_item(list);
		listing_put_row(v, l, row, i);
		for (const struct column *c = columns; c->name != NULL; c++)
			put_cell(v, l, node_in(row, "cells"), c, i);
	}
}
