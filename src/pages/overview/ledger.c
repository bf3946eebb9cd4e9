/* SPDX-License-Identifier: ISC */
#include "pages/overview/ledger.h"

#include "http/url.h"
#include "pages/overview/ledger_page.h"
#include "record/list.h"
#include "view/words.h"
#include "web/asked.h"
#include "web/options.h"
#include "web/over.h"

struct ledger_state {
	struct rows *rows;
};

const size_t ledger_state = sizeof(struct ledger_state);
enum { LEDGER_PAGE = 50, PRINTED = 500, YEARS = 5 };

/* ---- filters */

static const char *
year_of(struct visit *v)
{
	return (asked_int(v, "year", 1900, 2200));
}

/* The states of one kind, or of any; and what stands for several. */
static bool
is_state(const struct visit *v, const char *name)
{
	const struct kind *only = kind_named(visit_query(v, "kind"));

	for (size_t i = 0; kinds[i] != NULL; i++)
		if ((only == NULL || only == kinds[i]) && kind_state(kinds[i], name) != NULL)
			return (true);
	return (str_has_word("open late closed", name));
}

static void
note_odd(struct visit *v)
{
	if (!str_empty(visit_query(v, "kind")) && kind_named(visit_query(v, "kind")) == NULL)
		asked_is_odd(v, "kind");
	if (!str_empty(visit_query(v, "state")) && !is_state(v, visit_query(v, "state")))
		asked_is_odd(v, "state");
	(void)asked_word(v, "print", "yes");
	asked_only(v, "year kind state platform department from to after print");
}

/* A file reads for itself, after the head of the reply: what it is asked for is looked at before. */
static void
ask_what_is_odd(struct visit *v)
{
	(void)year_of(v);
	(void)asked_date(v, "from");
	(void)asked_date(v, "to");
	(void)asked_id(v, "department");
	note_odd(v);
}

static struct over_states
states_of(struct visit *v)
{
	const char *state = visit_query(v, "state");

	if (str_has_word("open late", state))
		return (over_states(v->c, OVER_OPEN, visit_query(v, "kind"), NULL));
	if (str_eq(state, "closed"))
		return (over_states(v->c, OVER_ENDED, visit_query(v, "kind"), NULL));
	return (over_states(v->c, OVER_ALL, visit_query(v, "kind"), state));
}

void
ledger_ask_rows(struct visit *v, const void *owner, struct rows **rows, const char *before, int limit)
{
	struct ctx *c = v->c;
	struct over_states s = states_of(v);
	const char *platform = str_or(visit_query(v, "platform"), NULL), *department = asked_id(v, "department"), *n;
	const char *year = year_of(v), *from = asked_date(v, "from"), *to = asked_date(v, "to");
	/* An old year or a short period lies far behind the newest rows: whether an index helps depends on which it is. */
	bool by_value = year != NULL || from != NULL || to != NULL;

	note_odd(v);
	n = v->n_odd > 0 ? "0" : mem_fmt(owner, "%d", limit);
	if (by_value)
		list_plan(c, true);
	if (str_eq(visit_query(v, "state"), "late"))
		db_ask(c->db, owner, STMT_LEDGER_OVERDUE, rows, ARGS(c->site_id, s.kinds, s.states, before, year, n, from, to, platform, department, c->today));
	else if (platform != NULL)
		db_ask(c->db, owner, STMT_LEDGER_OF_PLATFORM, rows, ARGS(c->site_id, s.kinds, s.states, before, year, n, from, to, platform, department));
	else if (department != NULL)
		db_ask(c->db, owner, STMT_LEDGER_OF_DEPARTMENT, rows, ARGS(c->site_id, s.kinds, s.states, before, year, n, from, to, department));
	else
		db_ask(c->db, owner, STMT_LEDGER_ROWS, rows, ARGS(c->site_id, s.kinds, s.states, before, year, n, from, to));
	if (by_value)
		list_plan(c, false);
}

static bool
is_print(const struct visit *v)
{
	return (str_eq(visit_query(v, "print"), "yes"));
}

static size_t
rows_wanted(const struct visit *v)
{
	return (is_print(v) ? PRINTED : LEDGER_PAGE);
}

void
ledger_ask(struct visit *v)
{
	struct ctx *c = v->c;
	struct ledger_state *s = STATE_OF(v, ledger_state);

	/* An export reads for itself, after the head of the reply. */
	if (v->suffix != NULL) {
		ask_what_is_odd(v);
		return;
	}
	ledger_ask_rows(v, c, &s->rows, str_or(asked_id(v, "after"), LEDGER_NEWEST), (int)rows_wanted(v) + 1);
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
	struct node *node;
	bool selected = str_eq(value, visit_query(v, name));

	options_add(node_in(filter, "options"), value, label, selected);
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
	put_option(v, filter, "state", "late", word(N_("Overdue")));
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

/* A day of the period; the one in force is also a chip that takes it away. */
static void
put_day(struct visit *v, const char *name)
{
	const char *label = word_of(v->c, "ledger", "column", name), *day = asked_date(v, name);
	struct node *filter = node_item(node_in(list_node(v), "filters"));

	node_put(filter, "name", name);
	node_put(filter, "type", "date");
	node_put(filter, "label", label);
	node_put(filter, "value", day);
	if (day == NULL)
		return;
	filter = node_item(node_in(list_node(v), "active"));
	node_putf(filter, "text", "%s: %s", label, day);
	node_put(filter, "url", url_with(v->c, v->req->path, &v->req->query, name, NULL));
}

static void
put_filters(struct visit *v)
{
	const struct rows *platforms = v->c->choices->platforms, *departments = v->c->choices->departments;
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
	put_day(v, "from");
	put_day(v, "to");
	node_put(list_node(v), "reset_url", v->req->path);
}

/* Number, title, state and due day have places of their own in the list; two columns are for the files, where there is room. */
static bool
is_left_out(const struct visit *v, const struct ledger_column *column)
{
	return (column->own == NULL && (str_has_word("number title state due owner closed", column->name) ||
	    (str_eq(column->name, "kind") && kind_named(visit_query(v, "kind")) != NULL)));
}

/* The page of its own of a record's course; NULL: it has none. */
static const char *
course_of(struct visit *v, const struct kind *kind, const struct rows *rows, size_t i)
{
	if (kind == NULL || kind->ledger == NULL || kind->ledger->course == NULL)
		return (NULL);
	return (visit_path(v, "ledger/%s", rows_str(rows, i, "number")));
}

static void
put_cell(struct node *cells, const struct ledger_column *column, const char *text, const char *course)
{
	struct node *item = node_add(cells, text);

	node_put_flag(item, "wide", str_has_word("particulars target_title expected_goal", column->name));
	if (str_eq(column->name, "particulars") && *text != '\0')
		node_put(item, "url", course);
	if (str_empty(text) || (column->own == NULL && !str_eq(column->name, "created")))
		return;
	node_put(item, "label", column->label);
	node_put_flag(item, "num", column->type == CELL_NUMBER);
}

static void
put_row(struct visit *v, const struct ledger_cells *cells, const struct rows *rows, size_t i)
{
	struct node *node = node_item(node_in(list_node(v), "rows")), *item;
	const struct kind *one = kind_named(visit_query(v, "kind"));
	const char *due = rows_str(rows, i, "due"), *course = course_of(v, kind_named(rows_str(rows, i, "kind")), rows, i);

	over_put_record(node, v->c, v->c->site->slug, rows, i);
	node_put_flag(node, "late", str_empty(rows_str(rows, i, "closed")) && *due != '\0' && strcmp(due, v->c->today) < 0);
	if (one != NULL && course != NULL) {
		item = node_add(node_in(node, "cells"), word(N_("ledger.course")));
		node_put(item, "url", course);
	}
	for (size_t k = 0; k < cells->n; k++)
		if (!is_left_out(v, &cells->columns[k]))
			put_cell(node_in(node, "cells"), &cells->columns[k], ledger_cell(v->c, cells, &cells->columns[k], rows, i), course);
}

static struct node *
put_column(struct visit *v, const char *label)
{
	struct node *node = node_item(node_in(list_node(v), "columns"));

	node_put(node, "label", label);
	return (node);
}

static void
put_columns(struct visit *v, const struct ledger_cells *cells)
{
	const struct kind *one = kind_named(visit_query(v, "kind"));

	if (one != NULL && one->ledger != NULL && one->ledger->course != NULL)
		put_column(v, word(N_("ledger.course")));
	for (size_t k = 0; k < cells->n; k++)
		if (!is_left_out(v, &cells->columns[k]))
			node_put_flag(put_column(v, cells->columns[k].label), "num", cells->columns[k].type == CELL_NUMBER);
	node_put_flag(list_node(v), "has_due", true);
}

static struct err *
put_rows(struct visit *v)
{
	struct ledger_cells *cells = mem_new(v->c, struct ledger_cells);
	const struct rows *rows = STATE_OF(v, ledger_state)->rows;

	ledger_columns(v, cells);
	ledger_ask_own(v, v->c, cells, rows);
	TRY(db_wait(v->c->db));
	put_columns(v, cells);
	for (size_t i = 0; i < rows_count(rows) && i < rows_wanted(v); i++)
		put_row(v, cells, rows, i);
	if (rows_count(rows) > 0)
		return (OK);
	node_put(node_in(v->root, "Empty"), "title", word("No matching records"));
	node_put(node_in(v->root, "Empty"), "text", word("Remove filters to see more."));
	return (OK);
}

static void
put_around(struct visit *v)
{
	const struct rows *rows = STATE_OF(v, ledger_state)->rows;
	struct node *pager = node_in(v->root, "Pager"), *list = list_node(v);

	node_put(list, "title", word("Ledger"));
	node_put(list, "icon", "book");
	node_put(list, "intro", word("All records of all kinds. The ledger is generated automatically; nothing is typed twice."));
	node_put(list, "path", v->req->path);
	if (may(v->c, PERMIT_LIST_EXPORT)) {
		node_put(list, "csv_url", url_with(v->c, visit_path(v, "ledger.csv"), &v->req->query, "after", NULL));
		node_put(list, "xlsx_url", url_with(v->c, visit_path(v, "ledger.xlsx"), &v->req->query, "after", NULL));
	}
	node_put(list, "print_url", url_with(v->c, v->req->path, &v->req->query, "print", "yes"));
	node_putf(node_in(v->root, "Paper"), "printed", "%s · %s", v->c->me->name, v->c->today);
	node_put(node_in(v->root, "Paper"), "back_url", url_with(v->c, v->req->path, &v->req->query, "print", NULL));
	if (rows_count(rows) > PRINTED)
		node_put(node_in(v->root, "Paper"), "note", wordf(v->c, "The first %1 are shown.", mem_fmt(v->c, "%d", PRINTED), NULL));
	if (asked_id(v, "after") != NULL)
		node_put(pager, "first", url_with(v->c, v->req->path, &v->req->query, "after", NULL));
	if (rows_count(rows) > LEDGER_PAGE)
		node_put(pager, "next", url_with(v->c, v->req->path, &v->req->query, "after", rows_str(rows, LEDGER_PAGE - 1, "id")));
}

struct err *
ledger_answer(struct visit *v)
{
	if (v->suffix != NULL)
		return (ledger_export(v));
	put_around(v);
	put_filters(v);
	TRY(put_rows(v));
	node_put_flag(node_in(v->root, "Page"), "wide", true);
	if (!is_print(v))
		return (visit_show(v, "record/list", N_("Ledger")));
	v->layout = "print";
	return (visit_show(v, "pages/ledger_print", N_("Ledger")));
}
