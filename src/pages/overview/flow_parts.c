/* SPDX-License-Identifier: ISC */
#include "pages/overview/flow_parts.h"

#include "base/str.h"
#include "view/chart.h"
#include "view/funnel.h"
#include "view/words.h"
#include "web/over.h"

/* As many fit side by side with what they are called; the table has all. */
enum { DRAWN_MAX = 12, STATES_MAX = 64 };

/* Days from which a step is slower than the colour before. */
static const int heats[FUNNEL_HEATS] = { 0, 1, 3, 7, 14 };

/*
 * TO ADD ONE: a row; its part in the statement, words "flow.report.<name>", "….hint", and "flow.report.column.<column>" of new columns.
 * ${course}: the part with the whole courses of the same keys; NULL: it has none.
 */
static const struct part {
	const char *name, *columns, *course;
	bool is_drawn, is_monthly;
} parts[] = {
	{ "gate", "key n median most again first", NULL, false },
	{ "department", "key n median most again ended course course_most", "course_of", true },
	{ "month", "key n median most again ended course course_most", "course_in", true, true },
};
static const char state_columns[] = "key n median most longest again here";

size_t
flow_parts_find(const struct rows *rows, const char *part, const char *key)
{
	size_t i = 0;

	while (i < rows_count(rows) && !(str_eq(rows_str(rows, i, "part"), part) && str_eq(rows_str(rows, i, "key"), key)))
		i++;
	return (i);
}

const char *
flow_parts_label(struct visit *v, const struct kind *kind, const struct rows *rows, size_t i)
{
	const char *part = rows_str(rows, i, "part"), *key = rows_str(rows, i, "key");

	if (str_has_word("state gate here", part))
		return (word_of(v->c, kind->name, "state", key));
	if (str_has_word("department course_of", part))
		return (*key == '\0' ? word(N_("flow.report.no_department")) : over_name(rows_str(rows, i, "name"), rows_str(rows, i, "name_en")));
	return (*key == '\0' ? word(N_("flow.report.all")) : key);
}

const char *
flow_parts_first(struct visit *v, const struct rows *rows, size_t i)
{
	int64_t tried = rows_int(rows, i, "tried");

	return (tried == 0 ? "" : mem_fmt(v->c, "%lld %%", (long long)((rows_int(rows, i, "first") * 200 + tried) / (2 * tried))));
}

/* ---- the table */

/* The column of the row itself, or of the row of another part with the same key. */
static const char *
of_part(const struct rows *rows, const char *part, const char *key, const char *column)
{
	size_t i = part == NULL ? rows_count(rows) : flow_parts_find(rows, part, key);

	return (i < rows_count(rows) ? rows_str(rows, i, column) : "");
}

static const char *
cell(struct visit *v, const struct part *part, const struct rows *rows, const char *key, const char *column)
{
	static const char *const of_course[][2] = { { "ended", "n" }, { "course", "median" }, { "course_most", "most" } };
	size_t i;

	for (size_t k = 0; k < ARRAY_LEN(of_course); k++)
		if (str_eq(column, of_course[k][0]))
			return (of_part(rows, part->course, key, of_course[k][1]));
	if (str_eq(column, "here"))
		return (of_part(rows, "here", key, "n"));
	i = flow_parts_find(rows, part->name, key);
	return (i < rows_count(rows) && str_eq(column, "first") ? flow_parts_first(v, rows, i) : of_part(rows, part->name, key, column));
}

static void
put_columns(struct visit *v, struct node *node, const char *columns)
{
	char column[WORD_MAX];

	for (bool is_first = true; word_next(&columns, column); is_first = false) {
		struct node *item = node_item(node_in(node, "columns"));

		node_put(item, "label", word_of(v->c, "flow.report", "column", is_first ? "key" : column));
		node_put_flag(item, "num", !is_first);
	}
}

static void
put_row(struct visit *v, struct node *node, const struct part *part, const struct rows *rows, const char *label, const char *key)
{
	struct node *row = node_item(node_in(node, "rows"));
	const char *columns = part->columns;
	char column[WORD_MAX];

	for (bool is_first = true; word_next(&columns, column); is_first = false) {
		struct node *item = node_item(node_in(row, "cells"));

		node_put(item, "text", is_first ? label : str_or(cell(v, part, rows, key, column), str_has_word("n again ended here", column) ? "0" : "–"));
		node_put_flag(item, "num", !is_first);
	}
}

static struct node *
begin(struct visit *v, struct node *list, const char *name)
{
	struct node *node = node_item(list);

	node_put(node, "id", name);
	node_put(node, "label", word_of(v->c, "flow.report", name, NULL));
	node_put(node, "note", word_of(v->c, "flow.report", name, "hint"));
	return (node);
}

/* ---- states: the picture of the flow */

static int
heat_of(int64_t days)
{
	int heat = 0;

	while (heat < FUNNEL_HEATS && days >= heats[heat])
		heat++;
	return (heat);
}

static struct funnel_step
step_of(struct visit *v, const struct kind *kind, const struct rows *rows, const char *state)
{
	size_t i = flow_parts_find(rows, "state", state);
	struct funnel_step step = { .name = word_of(v->c, kind->name, "state", state) };
	const char *here = str_or(of_part(rows, "here", state, "n"), "0");

	if (i == rows_count(rows)) {
		step.figures = wordf(v->c, N_("flow.report.step.here"), here, NULL);
		return (step);
	}
	step.n = rows_int(rows, i, "n");
	step.heat = heat_of(rows_int(rows, i, "median_floor"));
	step.figures = mem_fmt(v->c, "%s%s", wordf(v->c, N_("flow.report.step"), rows_str(rows, i, "n"), rows_str(rows, i, "median")),
	    str_eq(here, "0") ? "" : wordf(v->c, N_("flow.report.step.and_here"), here, NULL));
	return (step);
}

static void
put_legend(struct visit *v, struct node *node)
{
	for (int h = 0; h < FUNNEL_HEATS; h++) {
		struct node *item = node_item(node_in(node, "legend"));
		const char *from = mem_fmt(v->c, "%d", heats[h]);

		node_put(item, "text", h + 1 == FUNNEL_HEATS ? wordf(v->c, N_("flow.report.heat.last"), from, NULL) : wordf(v->c, N_("flow.report.heat"), from, mem_fmt(v->c, "%d", heats[h + 1])));
		node_put_int(item, "place", h + 1);
	}
}

static void
put_states(struct visit *v, struct node *list, const struct kind *kind, const struct rows *rows)
{
	static const struct part part = { "state", state_columns, NULL, true };
	struct funnel_step steps[STATES_MAX];
	struct node *node = NULL;
	size_t n = 0;

	for (const struct state *s = kind->states; s->name != NULL && n < STATES_MAX; s++) {
		if (flow_parts_find(rows, part.name, s->name) == rows_count(rows) && flow_parts_find(rows, "here", s->name) == rows_count(rows))
			continue;
		if (node == NULL) {
			node = begin(v, list, part.name);
			put_columns(v, node, part.columns);
		}
		steps[n] = step_of(v, kind, rows, s->name);
		put_row(v, node, &part, rows, steps[n++].name, s->name);
	}
	if (node == NULL)
		return;
	node_put_html(node, "chart_html", funnel_svg(v->c, word_of(v->c, "flow.report", part.name, NULL), steps, n));
	node_put_flag(node, "funnel", true);
	put_legend(v, node);
}

/* ---- what is drawn as bars: medians and the time within which nine of ten were through */

static void
put_bars(struct visit *v, struct node *node, const struct part *part, const char **labels, long long (*days)[DRAWN_MAX], size_t n)
{
	static const char *const drawn[] = { "median", "most" };
	struct chart_series series[ARRAY_LEN(drawn)];
	struct chart chart = { word_of(v->c, "flow.report", part->name, NULL), labels, n, series, ARRAY_LEN(drawn) };

	for (size_t s = 0; s < ARRAY_LEN(drawn); s++) {
		struct node *item = node_item(node_in(node, "legend"));

		series[s] = (struct chart_series){ word_of(v->c, "flow.report.column", drawn[s], NULL), days[s] };
		node_put(item, "text", series[s].name);
		node_put_int(item, "place", (long long)s + 1);
	}
	node_put_html(node, "chart_html", chart_svg(v->c, &chart, CHART_BARS));
}

static void
put_part(struct visit *v, struct node *list, const struct part *part, const struct kind *kind, const struct rows *rows)
{
	long long days[2][DRAWN_MAX];
	const char *labels[DRAWN_MAX];
	struct node *node = NULL;
	size_t n = 0;

	for (size_t i = 0; i < rows_count(rows); i++) {
		const char *label = flow_parts_label(v, kind, rows, i);

		if (!str_eq(rows_str(rows, i, "part"), part->name))
			continue;
		if (node == NULL) {
			node = begin(v, list, part->name);
			put_columns(v, node, part->columns);
		}
		put_row(v, node, part, rows, label, rows_str(rows, i, "key"));
		if (n == DRAWN_MAX)
			continue;
		/* "26-03": a year of months does not fit under the bars. */
		labels[n] = part->is_monthly ? label + 2 : label;
		days[0][n] = rows_int(rows, i, "median_whole");
		days[1][n++] = rows_int(rows, i, "most_whole");
	}
	if (node != NULL && part->is_drawn)
		put_bars(v, node, part, labels, days, n);
	if (node != NULL)
		node_put_flag(node, "open", !part->is_drawn);
}

void
flow_parts_put(struct visit *v, struct node *list, const struct kind *kind, const struct rows *rows)
{
	put_states(v, list, kind, rows);
	for (size_t i = 0; i < ARRAY_LEN(parts); i++)
		put_part(v, list, &parts[i], kind, rows);
}
