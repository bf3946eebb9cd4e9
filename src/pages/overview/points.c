/* SPDX-License-Identifier: ISC */
#include "pages/overview/points.h"

#include "view/words.h"
#include "web/asked.h"
#include "web/download.h"
#include "web/over.h"

struct points_state {
	struct rows *years, *totals, *entries;
};

const size_t points_state = sizeof(struct points_state);

static const char *
year_of(struct visit *v)
{
	return (str_or(asked_int(v, "year", 1900, 2200), mem_strn(v->c, v->c->today, 4)));
}

void
points_ask(struct visit *v)
{
	struct ctx *c = v->c;
	struct points_state *s = STATE_OF(v, points_state);
	const char *person = asked_id(v, "person"), *department = asked_id(v, "department"), *year = year_of(v);

	asked_only(v, "year person department");

	db_ask(c->db, c, STMT_POINTS_YEARS, &s->years, ARGS(c->site_id));
	db_ask(c->db, c, STMT_POINTS_TOTALS, &s->totals, ARGS(c->site_id, v->n_odd > 0 ? "0" : year));
	if (v->n_odd == 0 && (person != NULL || department != NULL))
		db_ask(c->db, c, STMT_POINTS_ENTRIES, &s->entries, ARGS(c->site_id, year, person, department));
}

/* ---- the export */

static const struct download_column columns[] = {
	{ "sort", CELL_TEXT },
	{ "name", CELL_TEXT },
	{ "department", CELL_TEXT },
	{ "year", CELL_NUMBER },
	{ "gained", CELL_NUMBER },
	{ "lost", CELL_NUMBER },
	{ "total", CELL_NUMBER },
};

static const char *
head(struct visit *v, const char *column)
{
	return (word_of(v->c, "points", "column", column));
}

static const char *
cell(struct visit *v, const struct rows *rows, size_t i, const char *column)
{
	if (str_eq(column, "sort"))
		return (word_of(v->c, "points", "sort", rows_str(rows, i, "sort")));
	if (str_eq(column, "year"))
		return (year_of(v));
	if (str_eq(column, "name"))
		return (over_name(rows_str(rows, i, "name"), rows_str(rows, i, "name_en")));
	if (str_eq(column, "department"))
		return (over_name(rows_str(rows, i, "department"), rows_str(rows, i, "department_en")));
	return (rows_str(rows, i, column));
}

static struct err *
write_table(struct download *d)
{
	return (download_rows(d, &(struct download_rows){ columns, ARRAY_LEN(columns), head, cell }, STATE_OF(d->v, points_state)->totals));
}

static struct err *
export(struct visit *v)
{
	return (download_table(v, &(struct download){ .write = write_table, .action = "list.export", .what = "points" }, true,
	    mem_fmt(v->c, "%s-%s-%s", word("Points"), v->c->site->slug, year_of(v))));
}

/* ---- the page */

static void
put_totals(struct visit *v, struct node *points)
{
	static const char *const shown[] = { "gained", "lost", "total" };
	const struct rows *rows = STATE_OF(v, points_state)->totals;

	for (size_t i = 0; i < rows_count(rows); i++) {
		const char *sort = rows_str(rows, i, "sort");
		struct node *node = node_item(node_in(points, str_eq(sort, "person") ? "people" : "departments"));

		node_put(node, "name", cell(v, rows, i, "name"));
		node_put(node, "department", cell(v, rows, i, "department"));
		node_put(node, "url", visit_path(v, "points?year=%s&%s=%s#entries", year_of(v), sort, rows_str(rows, i, "id")));
		for (size_t k = 0; k < ARRAY_LEN(shown); k++)
			node_put(node, shown[k], rows_str(rows, i, shown[k]));
		if (str_eq(rows_str(rows, i, "id"), str_or(asked_id(v, sort), ""))) {
			node_put_flag(node, "current", true);
			node_put(points, "entries_of", cell(v, rows, i, "name"));
		}
	}
}

static void
put_entries(struct visit *v, struct node *list)
{
	const struct rows *rows = STATE_OF(v, points_state)->entries;

	for (size_t i = 0; i < rows_count(rows); i++) {
		struct node *node = node_item(list);

		over_put_record(node, v->c, v->c->site->slug, rows, i);
		node_put(node, "points", rows_int(rows, i, "points") > 0 ? mem_fmt(v->c, "+%s", rows_str(rows, i, "points")) : rows_str(rows, i, "points"));
		node_put(node, "at", rows_str(rows, i, "at"));
		node_put(node, "booked_by", rows_str(rows, i, "booked_by"));
		node_put_flag(node, "reverses", rows_bool(rows, i, "reverses"));
		node_put_flag(node, "reversed", rows_bool(rows, i, "reversed"));
	}
}

static void
put_years(struct visit *v, struct node *points)
{
	const struct points_state *s = STATE_OF(v, points_state);
	const char *now = mem_strn(v->c, v->c->today, 4), *chosen = year_of(v);
	bool seen = false;

	for (size_t i = 0; i <= rows_count(s->years); i++) {
		/* This year stands there before its first entry does. */
		const char *year = i == rows_count(s->years) ? now : rows_str(s->years, i, "year");
		struct node *node;

		if (i == rows_count(s->years) && seen)
			continue;
		seen = seen || str_eq(year, now);
		node = node_item(node_in(points, "years"));
		node_put(node, "text", year);
		node_put(node, "url", visit_path(v, "points?year=%s", year));
		node_put_flag(node, "current", str_eq(year, chosen));
	}
	node_put(points, "year", chosen);
}

struct err *
points_answer(struct visit *v)
{
	struct node *points = node_in(v->root, "Points");

	if (v->suffix != NULL)
		return (export(v));
	put_years(v, points);
	put_totals(v, points);
	put_entries(v, node_in(points, "entries"));
	node_put_flag(points, "sees_all", may(v->c, PERMIT_POINTS_VIEW));
	if (may(v->c, PERMIT_LIST_EXPORT)) {
		node_put(points, "csv", visit_path(v, "points.csv?year=%s", year_of(v)));
		node_put(points, "xlsx", visit_path(v, "points.xlsx?year=%s", year_of(v)));
	}
	if (rows_count(STATE_OF(v, points_state)->totals) == 0) {
		node_put(node_in(v->root, "Empty"), "title", wordf(v->c, "No points in %1", year_of(v), NULL));
		node_put(node_in(v->root, "Empty"), "text", word("Points come from rewards and penalties that have been carried out."));
	}
	return (visit_show(v, "pages/points", N_("Points")));
}
