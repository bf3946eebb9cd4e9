/* SPDX-License-Identifier: ISC */
#include "record/list_draft.h"

#include "base/str.h"
#include "record/cursor.h"
#include "record/sql.h"

#include <stdlib.h>
#include <string.h>

/*
 * What a list can be sorted by besides its kind's SORT fields.  TO ADD ONE: a
 * row, an index on record (site_id, kind, <column>, id), a word "field.<name>".
 */
static const struct {
	const char *name, *column, *type;
	bool may_be_null;
} common_sorts[] = {
	{ "number", "r.id", "bigint", false },
	{ "changed_at", "r.changed_at", "timestamptz", false },
	{ "due", "r.due", "date", true },
};

size_t
draft_bind(struct draft *d, const char *value)
{
	d->list->args[d->list->n_args++] = mem_str(d->c, value);
	return (d->list->n_args);
}

const char *
draft_asked(const struct draft *d, const char *name)
{
	return (d->value(d->arg, name));
}

const char *
draft_column(struct draft *d, const struct field *f)
{
	return (mem_fmt(d->c, "%s.%s", f->flags & ON_COMMON ? "r" : "k", f->name));
}

void
draft_odd(struct draft *d, const char *name)
{
	if (d->list->n_odd == 0)
		buf_put(d->where, " AND false");
	if (d->list->n_odd < LIST_ARGS_MAX - 1)
		d->list->odd[d->list->n_odd++] = mem_str(d->c, name);
}

/* ---- order and place */

static const char *
type_of(const struct field *f)
{
	switch (f->type) {
	case FIELD_INT:
	case FIELD_ACCOUNT:
	case FIELD_DEPARTMENT:
	case FIELD_RECORD:
		return ("bigint");
	case FIELD_DATE:
		return ("date");
	case FIELD_MONEY:
		return ("numeric");
	default:
		return ("text");
	}
}

static bool
sort_by(struct draft *d, const char *name)
{
	const struct field *f = field_find(d->list->kind->fields, name);

	for (size_t i = 0; i < ARRAY_LEN(common_sorts); i++)
		if (str_eq(common_sorts[i].name, name)) {
			d->column = common_sorts[i].column;
			d->type = common_sorts[i].type;
			d->id = "r.id";
			d->may_be_null = common_sorts[i].may_be_null;
			d->list->sort = common_sorts[i].name;
			return (true);
		}
	if (f == NULL || !(f->flags & SORT))
		return (false);
	d->column = draft_column(d, f);
	d->type = type_of(f);
	d->id = f->flags & ON_COMMON ? "r.id" : "k.record_id";
	d->may_be_null = true;
	d->list->sort = f->name;
	return (true);
}

static void
choose_sort(struct draft *d)
{
	const char *wanted = draft_asked(d, "sort");

	d->list->descending = *wanted == '-';
	if (*wanted != '\0' && sort_by(d, wanted + (*wanted == '-')))
		return;
	if (*wanted != '\0')
		draft_odd(d, "sort");
	wanted = str_or(d->list->kind->sort, "-number");
	d->list->descending = *wanted == '-';
	if (!sort_by(d, wanted + (*wanted == '-')))
		abort();
}

static bool
is_moment(const char *type)
{
	return (str_eq(type, "timestamptz"));
}

/* How the place of a page says a value of this type; moments are microseconds. */
static enum cursor_type
cursor_of(const char *type)
{
	static const struct {
		const char *type;
		enum cursor_type cursor;
	} types[] = { { "bigint", CURSOR_INT }, { "timestamptz", CURSOR_MOMENT }, { "date", CURSOR_DAY }, { "numeric", CURSOR_MONEY } };

	for (size_t i = 0; i < ARRAY_LEN(types); i++)
		if (str_eq(types[i].type, type))
			return (types[i].cursor);
	return (CURSOR_TEXT);
}

/*
 * "id" or "id~value" or "id~" (the value is NULL), as list_after made it.
 * Empty values are last in rising order and first in falling order.  Where a
 * page may pass from one to the other there are two parts, each of which is
 * read along an index from its beginning: with OR it would be read from the first page on.
 */
static void
place(struct draft *d)
{
	const char *after = draft_asked(d, "after"), *value = strchr(after, '~');
	const char *op = d->list->descending ? "<" : ">", *part[2];
	bool is_null = value != NULL && value[1] == '\0';
	enum cursor_type types[] = { CURSOR_ID, is_null ? CURSOR_TEXT : cursor_of(d->type) };
	size_t i, v;

	if (*after == '\0')
		return;
	if (!cursor_read(d->c, after, types, value == NULL ? 1 : 2, part)) {
		draft_odd(d, "after");
		return;
	}
	if (value == NULL || str_eq(d->list->sort, "number")) {
		i = draft_bind(d, part[0]);
		/* Said of both tables, so that whichever is read first is read from there. */
		buf_fmt(d->place, " AND r.id %s $%zu::bigint AND k.record_id %s $%zu::bigint", op, i, op, i);
	} else if (is_null) {
		buf_fmt(d->place, " AND %s IS NULL AND %s %s $%zu::bigint", d->column, d->id, op, draft_bind(d, part[0]));
		if (d->list->descending)
			buf_fmt(d->rest, " AND %s IS NOT NULL", d->column);
	} else {
		i = draft_bind(d, part[0]);
		v = draft_bind(d, part[1]);
		buf_fmt(d->place, " AND (%s, %s) %s (", d->column, d->id, op);
		buf_fmt(d->place, is_moment(d->type) ? "'epoch'::timestamptz + $%zu::bigint * interval '1 microsecond'" : "$%zu::%s", v, d->type);
		buf_fmt(d->place, ", $%zu::bigint)", i);
		if (d->may_be_null && !d->list->descending)
			buf_fmt(d->rest, " AND %s IS NULL", d->column);
	}
}

/* What a row of a list is made of, beside the fields of its kind's own table. */
static const char row_sql[] =
    "SELECT r.id, r.number, r.title, r.state, r.visible, r.due, r.changed_at, r.created_at, r.owner_id, r.created_by, r.department_id, r.platform_id";

static const char head_sql[] =
    "SELECT l.id::text AS id, l.number, l.title, l.state, l.visible, l.due::text AS due, o.since::text AS late_since, l.\"order.text\" AS sort_value";

/* What the columns of every list read.  For whom a record waits: the first three, ids of accounts or permissions, which pages name. */
static const struct {
	const char *columns, *joins;
} common_sql[LIST_COMMON] = {
	[LIST_DUE] = { "", "" },
	[LIST_WAITS] = { ", (SELECT array_to_string(array_agg(COALESCE(x.account_id::text, x.permission)), ' ') FROM (SELECT w.account_id, w.permission FROM app.waiting w "
	    "WHERE w.site_id = $1::bigint AND w.record_id = l.id ORDER BY w.due, w.id LIMIT 3) x) AS waits", "" },
	[LIST_CHANGED] = { ", l.changed_at::date::text AS changed_at", "" },
	[LIST_CREATED] = { ", l.created_at::date::text AS created_at", "" },
	[LIST_AUTHOR] = { ", author.name AS author", " LEFT JOIN app.person author ON author.id = l.created_by" },
};

/* What only the exports show. */
static const struct {
	const char *columns, *joins;
} export_sql = {
	", to_char(l.changed_at, 'YYYY-MM-DD HH24:MI') AS changed_at, to_char(l.created_at, 'YYYY-MM-DD HH24:MI') AS created_at, "
	"owner.name AS owner_name, author.name AS author_name",
	" LEFT JOIN app.person owner ON owner.id = l.owner_id LEFT JOIN app.person author ON author.id = l.created_by",
};

/* Is it read for itself, beside what every list has? */
static bool
is_selected(const struct list *list, const struct field *f, bool exported)
{
	if (exported ? !(f->flags & (IN_LIST | EXPORTED)) : !(list->columns & LIST_BIT(LIST_COMMON + (size_t)(f - list->kind->fields))))
		return (false);
	return (!(f->flags & ON_COMMON) || f->type == FIELD_RECORD || f->type == FIELD_DEPARTMENT ||
	    f->type == FIELD_ACCOUNT);
}

/* The rows themselves, in their order: filters and limit are done before anything is looked up for a row. */
static void
put_rows(struct buf *b, const struct list *list, const char *from, bool exported)
{
	buf_put(b, row_sql);
	for (const struct field *f = list->kind->fields; f->name != NULL; f++)
		if (is_selected(list, f, exported) && sql_is_own(f))
			buf_fmt(b, ", k.%s", f->name);
	buf_fmt(b, ", %s AS \"order.by\", (%s)::text AS \"order.text\"%s", list->column, list->sort_value, from);
}

/* PostgreSQL reads the parts of UNION ALL one after the other. */
static void
put_parts(struct buf *b, const struct list *list, bool exported, const char *limit)
{
	buf_put(b, list->rest == NULL ? "(" : "((");
	put_rows(b, list, list->from, exported);
	buf_put(b, limit);
	if (list->rest != NULL) {
		buf_put(b, ") UNION ALL (");
		put_rows(b, list, list->rest, exported);
		buf_fmt(b, "%s)%s", limit, limit);
	}
	buf_put(b, ") l");
}

static void
put_common(struct buf *b, struct buf *joins, const struct list *list, bool exported)
{
	buf_put(joins, " LEFT JOIN app.overdue($1::bigint, current_date) o ON o.record_id = l.id");
	if (exported) {
		buf_put(b, export_sql.columns);
		buf_put(joins, export_sql.joins);
		return;
	}
	for (size_t i = 0; i < LIST_COMMON; i++)
		if (list->columns & LIST_BIT(i)) {
			buf_put(b, common_sql[i].columns);
			buf_put(joins, common_sql[i].joins);
		}
}

/* The whole statement; ${limit} "" for all of it.  A page asks for no more than it shows, for every name costs a look-up. */
static char *
compose(struct ctx *c, const struct list *list, bool exported, const char *limit)
{
	const char *dir = list->descending ? "DESC" : "ASC";
	struct buf *b = buf_new(c), *joins = buf_new(c);

	buf_put(b, head_sql);
	put_common(b, joins, list, exported);
	for (const struct field *f = list->kind->fields; f->name != NULL; f++)
		if (is_selected(list, f, exported))
			sql_listed(b, joins, f, exported);
	buf_put(b, " FROM ");
	put_parts(b, list, exported, limit);
	buf_fmt(b, "%s ORDER BY ", joins->data);
	if (!str_eq(list->sort, "number"))
		buf_fmt(b, "l.\"order.by\" %s, ", dir);
	buf_fmt(b, "l.id %s", dir);
	return (b->data);
}

static const char *
from_of(struct draft *d, const struct buf *place)
{
	const char *dir = d->list->descending ? "DESC" : "ASC";
	struct buf *b = buf_new(d->c);

	buf_fmt(b,
	    " FROM app.record r JOIN app.%s k ON k.site_id = r.site_id AND k.record_id = r.id "
	    "WHERE r.site_id = $1::bigint AND r.kind = $2%s%s ORDER BY ",
	    d->list->kind->name, d->where->data, place->data);
	if (!str_eq(d->list->sort, "number"))
		buf_fmt(b, "%s %s, ", d->column, dir);
	buf_fmt(b, "%s %s", d->id, dir);
	return (b->data);
}

/* A board is in the order of its days, a month too; a page of rows as it is asked for. */
static void
choose_order(struct draft *d)
{
	if (d->list->view == LIST_ROWS)
		choose_sort(d);
	else if (!sort_by(d, "due"))
		abort();
}

struct list *
list_new(struct ctx *c, const struct kind *kind, enum list_view view, list_source *value, void *arg)
{
	struct list *list = mem_new(c, struct list);
	struct draft d = { .c = c, .list = list, .where = buf_new(c), .value = value, .arg = arg,
		.place = buf_new(c), .rest = buf_new(c) };

	list->kind = kind;
	list->view = view;
	list->columns = list_usual(kind);
	list->args = mem_array(c, const char *, LIST_ARGS_MAX);
	list->odd = mem_array(c, const char *, LIST_ARGS_MAX);
	draft_bind(&d, c->site_id);
	draft_bind(&d, kind->name);
	choose_order(&d);
	draft_filters(&d);
	list->where = mem_str(c, d.where->data);
	list->n_counted = list->n_args;
	if (view == LIST_ROWS)
		place(&d);
	list->column = d.column;
	list->sort_value = is_moment(d.type) ? mem_fmt(c, "(extract(epoch FROM %s) * 1000000)::bigint", d.column) : d.column;
	list->from = from_of(&d, d.place);
	list->rest = d.rest->len == 0 ? NULL : from_of(&d, d.rest);
	list->is_filtered = d.where->len > d.indexed;
	return (list);
}

static void
ask(struct ctx *c, const struct list *list, const char *sql, struct rows **rows, size_t n_args)
{
	if (list->is_filtered)
		list_plan(c, true);
	db_ask_text(c->db, c, sql, rows, n_args, list->args);
	if (list->is_filtered)
		list_plan(c, false);
}

size_t
list_most(const struct list *list)
{
	static const size_t most[] = { [LIST_ROWS] = LIST_PAGE, [LIST_BOARD] = LIST_BOARD_MAX, [LIST_MONTH] = LIST_MONTH_MAX };

	return (most[list->view]);
}

void
list_ask(struct ctx *c, struct list *list)
{
	ask(c, list, compose(c, list, false, mem_fmt(c, " LIMIT %zu", list_most(list) + 1)), &list->rows, list->n_args);
}

void
list_ask_count(struct ctx *c, struct list *list)
{
	bool joined = strstr(list->where, " k.") != NULL || strstr(list->where, "(k.") != NULL;

	/* What is asked for most is a figure that is kept. */
	if (list->states != NULL) {
		db_ask(c->db, c, STMT_LIST_TOTAL, &list->counted, ARGS(c->site_id, list->kind->name, list->states));
		return;
	}
	ask(c, list, mem_fmt(c, "SELECT count(*) AS n FROM (SELECT FROM app.record r%s WHERE r.site_id = $1::bigint AND r.kind = $2%s LIMIT %d) x",
	    joined ? mem_fmt(c, " JOIN app.%s k ON k.site_id = r.site_id AND k.record_id = r.id", list->kind->name) : "", list->where, LIST_COUNT_MAX + 1),
	    &list->counted, list->n_counted);
}

struct err *
list_stream(struct ctx *c, const struct list *list, struct err *(*each)(void *arg, const struct rows *row), void *arg)
{
	if (list->is_filtered)
		list_plan(c, true);
	return (db_stream(c->db, compose(c, list, true, ""), list->n_args, list->args, each, arg));
}
