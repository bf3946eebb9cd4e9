/* SPDX-License-Identifier: ISC */
#include "pages/ledger.h"

#include "access/session.h"
#include "http/url.h"
#include "pages/frame.h"
#include "pages/over.h"
#include "pages/sheet.h"
#include "record/list.h"
#include "view/words.h"

enum { ROWS, PLATFORMS, DEPARTMENTS };
enum { LEDGER_PAGE = 50, BATCH = 500, YEARS = 5 };

/* ---- filters */

/* An id of the address; NULL when there is none. */
static const char *
id_of(const struct visit *v, const char *name)
{
	int64_t id;

	return (str_to_int(visit_query(v, name), 1, INT64_MAX, &id) ? visit_query(v, name) : NULL);
}

static const char *
year_of(const struct visit *v)
{
	int64_t year;

	return (str_to_int(visit_query(v, "year"), 1900, 2200, &year) ? visit_query(v, "year") : NULL);
}

static struct over_states
states_of(struct visit *v)
{
	const char *state = visit_query(v, "state");

	if (str_eq(state, "open"))
		return (over_states(v->c, OVER_OPEN, visit_query(v, "kind"), NULL));
	if (str_eq(state, "closed"))
		return (over_states(v->c, OVER_ENDED, visit_query(v, "kind"), NULL));
	return (over_states(v->c, OVER_ALL, visit_query(v, "kind"), state));
}

/* Queue the rows before ${before}: by whichever index fits the filters best. */
static void
ask_rows(struct visit *v, const void *owner, struct rows **rows, const char *before, int limit)
{
	struct ctx *c = v->c;
	struct over_states s = states_of(v);
	const char *platform = visit_query(v, "platform"), *department = id_of(v, "department"), *n = mem_fmt(owner, "%d", limit);

	/* An old year lies far behind the newest rows: whether an index helps depends on which it is. */
	if (year_of(v) != NULL)
		list_plan(c, true);
	if (!str_empty(platform))
		db_ask(c->db, owner, STMT_LEDGER_OF_PLATFORM, rows, ARGS(c->site_id, s.kinds, s.states, before, year_of(v), n, platform, department));
	else if (department != NULL)
		db_ask(c->db, owner, STMT_LEDGER_OF_DEPARTMENT, rows, ARGS(c->site_id, s.kinds, s.states, before, year_of(v), n, department));
	else
		db_ask(c->db, owner, STMT_LEDGER_ROWS, rows, ARGS(c->site_id, s.kinds, s.states, before, year_of(v), n));
	if (year_of(v) != NULL)
		list_plan(c, false);
}

#define NEWEST "9223372036854775807"

void
ledger_ask(struct visit *v)
{
	struct ctx *c = v->c;

	/* An export reads for itself, after the head of the reply. */
	if (v->suffix != NULL)
		return;
	ask_rows(v, c, &v->rows[ROWS], str_or(id_of(v, "after"), NEWEST), LEDGER_PAGE + 1);
	db_ask(c->db, c, STMT_OVER_PLATFORMS, &v->rows[PLATFORMS], ARGS(c->site_id, "f"));
	db_ask(c->db, c, STMT_OVER_DEPARTMENTS, &v->rows[DEPARTMENTS], ARGS(c->site_id));
}

/* ---- columns: the same on the page and in the files */

static const char *const columns[] = {
	"number", "title", "kind", "state", "platform", "department", "owner", "created", "due", "closed"
};

static const char *
cell(const void *owner, const struct rows *rows, size_t i, const char *column)
{
	const char *kind = rows_str(rows, i, "kind");

	if (str_eq(column, "kind"))
		return (word(kind));
	if (str_eq(column, "state"))
		return (word_of(owner, kind, "state", rows_str(rows, i, "state")));
	if (str_eq(column, "department"))
		return (over_name(rows_str(rows, i, "department"), rows_str(rows, i, "department_en")));
	return (rows_str(rows, i, column));
}

/* ---- the export */

static struct err *
put_head(struct sheet *sheet, const void *owner)
{
	const char *cells[ARRAY_LEN(columns)];

	for (size_t k = 0; k < ARRAY_LEN(columns); k++)
		cells[k] = word_of(owner, "ledger", "column", columns[k]);
	return (sheet_row(sheet, cells, ARRAY_LEN(columns)));
}

static struct err *
put_batch(struct sheet *sheet, const void *batch, const struct rows *rows)
{
	const char *cells[ARRAY_LEN(columns)];

	for (size_t i = 0; i < rows_count(rows); i++) {
		for (size_t k = 0; k < ARRAY_LEN(columns); k++)
			cells[k] = cell(batch, rows, i, columns[k]);
		TRY(sheet_row(sheet, cells, ARRAY_LEN(columns)));
	}
	return (OK);
}

/* Batch after batch by the same keyset as the pages: constant memory however long the register is. */
static struct err *
stream_batches(struct visit *v, struct sheet *sheet)
{
	char before[24] = NEWEST;
	size_t n = BATCH;

	while (n == BATCH) {
		struct buf *batch = buf_new(v->c);
		struct rows *rows;

		ask_rows(v, batch, &rows, before, BATCH);
		TRY(db_wait(v->c->db));
		n = rows_count(rows);
		TRY(put_batch(sheet, batch, rows));
		if (n > 0)
			(void)snprintf(before, sizeof before, "%s", rows_str(rows, n - 1, "id"));
		mem_free(batch);
	}
	return (OK);
}

static struct err *
write_sheet(struct visit *v, const struct reply_sink *to)
{
	struct sheet *sheet;

	TRY(sheet_new(v->c, v->suffix, v->c->conf->uploads, to, &sheet));
	TRY(put_head(sheet, v->c));
	TRY(stream_batches(v, sheet));
	TRY(db_commit(v->c->db));
	return (sheet_end(sheet));
}

/* Runs after the page's transaction: one of its own, entered by the same door. */
static struct err *
stream(void *arg, struct reply_sink *to)
{
	struct visit *v = arg;
	struct rows *opened;
	struct err *err;

	session_ask(v->c, frame_cookie(v), false, &opened);
	err = write_sheet(v, to);
	if (err != OK)
		db_rollback(v->c->db);
	return (err);
}

static struct err *
export(struct visit *v)
{
	if (!sheet_knows(v->suffix))
		return (RAISE(ERR_NOT_FOUND, "no ledger as \"%s\"", v->suffix));
	TRY(permit_check(v->c, "list.export"));
	v->reply->type = sheet_type(v->suffix);
	reply_download(v->reply, mem_fmt(v->c, "%s-%s-%s.%s", word("Ledger"), v->c->site->slug, v->c->today, v->suffix));
	v->reply->stream = stream;
	v->reply->stream_arg = v;
	return (OK);
}

/* ---- the page: the list that record/list.cs shows */

static struct node *
list_node(struct visit *v)
{
	return (node_in(v->root, "List"));
}

/* One answer of a filter; the one in force is also a chip that takes it away. */
static void
put_option(struct visit *v, struct node *filter, const char *name, const char *value, const char *label)
{
	struct node *node = node_item(node_in(filter, "options"));
	bool selected = str_eq(value, visit_query(v, name));

	node_put(node, "value", value);
	node_put(node, "label", label);
	node_put_flag(node, "selected", selected);
	if (!selected)
		return;
	node = node_item(node_in(list_node(v), "active"));
	node_putf(node, "text", "%s: %s", word_of(v->c, "ledger", "column", name), label);
	node_put(node, "url", url_with(v->c, v->req->path, &v->req->query, name, NULL));
}

static struct node *
new_filter(struct visit *v, const char *name)
{
	struct node *filter = node_item(node_in(list_node(v), "filters"));

	node_put(filter, "name", name);
	node_put(filter, "type", "choice");
	node_put(filter, "label", word_of(v->c, "ledger", "column", name));
	return (filter);
}

static void
put_states(struct visit *v, struct node *filter)
{
	const struct kind *kind = kind_named(visit_query(v, "kind"));

	put_option(v, filter, "state", "open", word("ledger.open"));
	put_option(v, filter, "state", "closed", word("ledger.closed"));
	/* States are those of one kind. */
	for (const struct state *s = kind == NULL ? NULL : kind->states; s != NULL && s->name != NULL; s++)
		put_option(v, filter, "state", s->name, word_of(v->c, kind->name, "state", s->name));
}

static void
put_years(struct visit *v, struct node *filter)
{
	int32_t today = 0;
	int year = 0, month, day;

	if (date_read(v->c->today, &today))
		date_parts(today, &year, &month, &day);
	for (int i = 0; i < YEARS; i++)
		put_option(v, filter, "year", mem_fmt(v->c, "%d", year - i), mem_fmt(v->c, "%d", year - i));
}

static void
put_filters(struct visit *v)
{
	const struct rows *platforms = v->rows[PLATFORMS], *departments = v->rows[DEPARTMENTS];
	struct node *filter = new_filter(v, "kind");

	for (size_t k = 0; kinds[k] != NULL; k++)
		put_option(v, filter, "kind", kinds[k]->name, word(kinds[k]->name));
	put_states(v, new_filter(v, "state"));
	filter = new_filter(v, "platform");
	for (size_t i = 0; i < rows_count(platforms); i++)
		put_option(v, filter, "platform", rows_str(platforms, i, "number"), rows_str(platforms, i, "title"));
	filter = new_filter(v, "department");
	for (size_t i = 0; i < rows_count(departments); i++)
		put_option(v, filter, "department", rows_str(departments, i, "id"),
		    over_name(rows_str(departments, i, "name"), rows_str(departments, i, "name_en")));
	put_years(v, new_filter(v, "year"));
	node_put(list_node(v), "reset_url", v->req->path);
}

/* Number, title and state have places of their own in the list; two columns are for the files, where there is room. */
static bool
is_left_out(const char *column)
{
	return (str_has_word("number title state owner closed", column));
}

static void
put_row(struct visit *v, const struct rows *rows, size_t i)
{
	struct node *node = node_item(node_in(list_node(v), "rows"));
	bool late = str_empty(rows_str(rows, i, "closed")) && !str_empty(rows_str(rows, i, "due")) &&
	    strcmp(rows_str(rows, i, "due"), v->c->today) < 0;

	over_put_record(node, v->c, v->c->site->slug, rows, i);
	node_put_flag(node, "late", late);
	for (size_t k = 0; k < ARRAY_LEN(columns); k++) {
		const char *text = cell(v->c, rows, i, columns[k]);
		struct node *item;

		if (is_left_out(columns[k]) || str_eq(columns[k], "due"))
			continue;
		item = node_add(node_in(node, "cells"), text);
		if (str_eq(columns[k], "created") && !str_empty(text))
			node_put(item, "label", word_of(v->c, "ledger", "column", columns[k]));
	}
}

static void
put_rows(struct visit *v)
{
	const struct rows *rows = v->rows[ROWS];

	for (size_t k = 0; k < ARRAY_LEN(columns); k++)
		if (!is_left_out(columns[k]))
			node_put(node_item(node_in(list_node(v), "columns")), "label", word_of(v->c, "ledger", "column", columns[k]));
	for (size_t i = 0; i < rows_count(rows) && i < LEDGER_PAGE; i++)
		put_row(v, rows, i);
	if (rows_count(rows) > 0)
		return;
	node_put(node_in(v->root, "Empty"), "title", word("No records like this"));
	node_put(node_in(v->root, "Empty"), "text", word("Choose fewer filters to see more."));
}

static void
put_around(struct visit *v)
{
	const struct rows *rows = v->rows[ROWS];
	struct node *pager = node_in(v->root, "Pager"), *list = list_node(v);

	node_put(list, "title", word("Ledger"));
	node_put(list, "icon", "book");
	node_put(list, "intro", word("Everything on record, of all kinds. Nobody has to retype anything."));
	node_put(list, "path", v->req->path);
	if (may(v->c, "list.export")) {
		node_put(list, "csv_url", url_with(v->c, visit_path(v, "ledger.csv"), &v->req->query, "after", NULL));
		node_put(list, "xlsx_url", url_with(v->c, visit_path(v, "ledger.xlsx"), &v->req->query, "after", NULL));
	}
	if (id_of(v, "after") != NULL)
		node_put(pager, "first", url_with(v->c, v->req->path, &v->req->query, "after", NULL));
	if (rows_count(rows) > LEDGER_PAGE)
		node_put(pager, "next", url_with(v->c, v->req->path, &v->req->query, "after", rows_str(rows, LEDGER_PAGE - 1, "id")));
}

struct err *
ledger_answer(struct visit *v)
{
	if (v->suffix != NULL)
		return (export(v));
	put_around(v);
	put_filters(v);
	put_rows(v);
	node_put_flag(node_in(v->root, "Page"), "wide", true);
	return (visit_show(v, "record/list", N_("Ledger")));
}
