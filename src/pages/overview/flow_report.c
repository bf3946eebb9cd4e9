/* SPDX-License-Identifier: ISC */
#include "pages/overview/flow_report.h"

#include "base/str.h"
#include "pages/overview/flow.h"
#include "pages/overview/flow_parts.h"
#include "view/words.h"
#include "web/asked.h"
#include "web/download.h"
#include "web/options.h"
#include "web/over.h"
#include "web/report.h"

#include <string.h>

/* Of a kind and period at most so many stays are read, the latest: enough for a year of twenty thousand moves. */
#define READ_MOST "20000"
#define READ_WAITING "2000"

struct flow_report_state {
	const struct kind *kind;
	const char *from, *to, *department;
	struct rows *figures, *slowest, *waits;
};

const size_t flow_report_state = sizeof(struct flow_report_state);

/* ---- what is asked */

static const struct kind *
kind_of(struct visit *v)
{
	struct buf *names = buf_new(v->c);
	const char *name;

	for (size_t i = 0; kinds[i] != NULL; i++)
		buf_fmt(names, "%s%s", i == 0 ? "" : " ", kinds[i]->name);
	name = asked_word(v, "kind", names->data);
	return (name == NULL ? kind_marked(KIND_TRIAGED) : kind_named(name));
}

/* Its states that others see, as an array; ${gates}: those alone that somebody decides on. */
static char *
states_of(struct visit *v, const struct kind *kind, bool gates)
{
	char **names;
	size_t n = 0;

	for (const struct state *s = kind->states; s->name != NULL; s++)
		n++;
	names = mem_array(v->c, char *, n + 1);
	n = 0;
	for (const struct state *s = kind->states; s->name != NULL; s++)
		if (!(s->flags & STATE_PRIVATE) && (!gates || s->approval != APPROVE_NONE))
			names[n++] = mem_str(v->c, s->name);
	return (form_array(v->c, names));
}

void
flow_report_ask(struct visit *v)
{
	struct ctx *c = v->c;
	struct flow_report_state *s = STATE_OF(v, flow_report_state);
	const char *states, *none;

	s->kind = kind_of(v);
	s->from = str_or(asked_date(v, "from"), flow_first_month(v));
	s->to = str_or(asked_date(v, "to"), c->today);
	s->department = asked_id(v, "department");
	asked_only(v, "kind from to department");
	if (strcmp(s->from, s->to) > 0)
		asked_is_odd(v, "to");
	states = states_of(v, s->kind, false);
	none = v->n_odd > 0 ? "0" : NULL;
	db_ask(c->db, c, STMT_FLOW_FIGURES, &s->figures,
	    ARGS(c->site_id, s->kind->name, s->from, s->to, s->department, states, states_of(v, s->kind, true), str_or(none, READ_MOST)));
	db_ask(c->db, c, STMT_FLOW_SLOWEST, &s->slowest, ARGS(c->site_id, s->kind->name, s->from, s->to, s->department, states, c->now, str_or(none, READ_MOST)));
	db_ask(c->db, c, STMT_FLOW_WAITS, &s->waits, ARGS(c->site_id, s->kind->name, s->department, c->now, str_or(none, READ_WAITING)));
}

/* ---- the export */

static const struct download_column columns[] = {
	{ "part", CELL_TEXT },
	{ "key", CELL_TEXT },
	{ "n", CELL_NUMBER },
	{ "median", CELL_NUMBER },
	{ "most", CELL_NUMBER },
	{ "longest", CELL_NUMBER },
	{ "again", CELL_NUMBER },
	{ "first", CELL_TEXT },
};

static const char *
head(struct visit *v, const char *column)
{
	return (word_of(v->c, "flow.report", "column", column));
}

static const char *
cell(struct visit *v, const struct rows *rows, size_t i, const char *column)
{
	if (str_eq(column, "part"))
		return (word_of(v->c, "flow.report", "part", rows_str(rows, i, "part")));
	if (str_eq(column, "key"))
		return (flow_parts_label(v, STATE_OF(v, flow_report_state)->kind, rows, i));
	return (str_eq(column, "first") ? flow_parts_first(v, rows, i) : rows_str(rows, i, column));
}

static struct err *
write_table(struct download *d)
{
	return (download_rows(d, &(struct download_rows){ columns, ARRAY_LEN(columns), head, cell }, STATE_OF(d->v, flow_report_state)->figures));
}

static struct err *
export(struct visit *v)
{
	const struct flow_report_state *s = STATE_OF(v, flow_report_state);

	return (download_table(v, &(struct download){ .write = write_table, .action = "list.export", .what = "flow" }, true,
	    mem_fmt(v->c, "%s-%s-%s-%s-%s", word("flow.report"), word(s->kind->name), v->c->site->slug, s->from, s->to)));
}

/* ---- the page */

static void
put_filter(struct visit *v, struct node *page, const struct flow_report_state *s)
{
	const struct rows *departments = v->c->choices->departments;
	struct node *list = node_in(page, "departments");

	for (size_t i = 0; kinds[i] != NULL; i++)
		options_add(node_in(page, "kinds"), kinds[i]->name, word_of(v->c, kinds[i]->name, "plural", NULL), kinds[i] == s->kind);
	for (size_t i = 0; i < rows_count(departments); i++)
		options_add(list, rows_str(departments, i, "id"), over_name(rows_str(departments, i, "name"), rows_str(departments, i, "name_en")),
		    str_eq(rows_str(departments, i, "id"), str_or(s->department, "")));
	node_put(page, "from", s->from);
	node_put(page, "to", s->to);
	node_put(page, "action", visit_path(v, "flow"));
}

static void
put_exports(struct visit *v, struct node *page, const struct flow_report_state *s)
{
	static const char *const formats[] = { "csv", "xlsx" };

	for (size_t i = 0; i < ARRAY_LEN(formats) && may(v->c, PERMIT_LIST_EXPORT); i++)
		node_put(page, formats[i], visit_path(v, "flow.%s?kind=%s&from=%s&to=%s&department=%s", formats[i], s->kind->name, s->from, s->to, str_or(s->department, "")));
}

/* How many came to their end, and how long their whole course was. */
static void
put_course(struct visit *v, struct node *page, const struct rows *rows)
{
	static const char *const shown[] = { "n", "median", "most", "longest" };
	size_t i = flow_parts_find(rows, "course", "");

	for (size_t k = 0; k < ARRAY_LEN(shown) && i < rows_count(rows); k++) {
		struct node *fact = node_item(node_in(page, "course"));

		node_put(fact, "label", word_of(v->c, "flow.report", "course", shown[k]));
		node_put(fact, "value", rows_str(rows, i, shown[k]));
	}
	if (rows_count(rows) > 0 && rows_bool(rows, 0, "cut"))
		node_put(page, "cut", wordf(v->c, N_("flow.report.cut"), READ_MOST, NULL));
}

static void
put_slowest(struct visit *v, struct node *page, const struct flow_report_state *s)
{
	const struct report_column of[] = {
		{ "number", NULL, REPORT_RECORD },
		{ "title", NULL, 0 },
		{ "state", mem_fmt(v->c, "%s.state", s->kind->name), 0 },
		{ "days", NULL, REPORT_NUMBER },
		{ "since", NULL, REPORT_DATE },
		{ "until", NULL, REPORT_DATE },
		{ 0 },
	};

	report_put(v, node_in(page, "slowest"), "flow.report", NULL, &(struct report_table){ .name = "slowest", .columns = of }, s->slowest);
}

static const char *
whom(struct visit *v, const struct rows *rows, size_t i)
{
	char **roles;

	if (rows_text(rows, i, "person") != NULL)
		return (rows_str(rows, i, "person"));
	roles = over_holders(v->c, rows_str(rows, i, "permission"));
	return (*roles == NULL ? word(N_("nobody")) : roles[1] == NULL ? *roles : str_join(v->c, *roles, word(N_(" and others"))));
}

static void
put_waits(struct visit *v, struct node *page, const struct rows *rows)
{
	static const char *const figures[] = { "n", "median", "longest" };

	for (size_t i = 0; i < rows_count(rows); i++) {
		struct node *row = node_item(node_in(page, "waits"));

		node_put(row, "who", rows_text(rows, i, "who") == NULL ? word(N_("flow.report.no_department")) : over_name(rows_str(rows, i, "who"), rows_str(rows, i, "who_en")));
		node_put(row, "whom", whom(v, rows, i));
		for (size_t k = 0; k < ARRAY_LEN(figures); k++)
			node_put(row, figures[k], rows_str(rows, i, figures[k]));
	}
}

struct err *
flow_report_answer(struct visit *v)
{
	const struct flow_report_state *s = STATE_OF(v, flow_report_state);
	struct node *page = node_in(v->root, "Flow");

	if (v->suffix != NULL)
		return (export(v));
	put_filter(v, page, s);
	put_exports(v, page, s);
	put_course(v, page, s->figures);
	flow_parts_put(v, node_in(page, "charts"), s->kind, s->figures);
	put_slowest(v, page, s);
	put_waits(v, page, s->waits);
	if (rows_count(s->figures) == 0) {
		node_put(node_in(v->root, "Empty"), "title", word(N_("flow.report.none")));
		node_put(node_in(v->root, "Empty"), "text", word(N_("flow.report.none.text")));
	}
	return (visit_show(v, "pages/flow_report", N_("flow.report")));
}
