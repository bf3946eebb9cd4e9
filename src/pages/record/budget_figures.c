/* SPDX-License-Identifier: ISC */
#include "pages/record/budget_figures.h"

#include "base/str.h"
#include "view/chart.h"
#include "view/words.h"
#include "web/subject.h"

#include <string.h>

/* As many fit side by side with what they are called; the table has all, and the note says so. */
enum { DRAWN_MAX = 12, PROJECTS_MAX = 6 };

static const char *const money[] = { "budget", "actual", "rest" };

const char *
budget_figures_label(struct visit *v, const struct rows *rows, size_t i)
{
	const char *by = rows_str(rows, i, "by");

	if (str_eq(by, "item"))
		return (word_of(v->c, "budget_line", "item", rows_str(rows, i, "key")));
	if (str_eq(by, "month"))
		return (rows_str(rows, i, "key"));
	if (str_eq(by, "total"))
		return (word(N_("budget.report.by.total")));
	if (rows_text(rows, i, "number") == NULL)
		return (word(N_("budget.report.no_project")));
	return (mem_fmt(v->c, "%s %s", rows_str(rows, i, "number"), rows_str(rows, i, "title")));
}

/* Below the bars there is room for a few characters. */
static const char *
short_label(struct visit *v, const struct rows *rows, size_t i)
{
	const char *by = rows_str(rows, i, "by");

	if (str_eq(by, "month"))
		return (rows_str(rows, i, "key") + 2);
	if (str_eq(by, "project"))
		return (str_or(rows_text(rows, i, "number"), "—"));
	return (budget_figures_label(v, rows, i));
}

/* ---- the picture */

static void
put_legend(struct node *node, const struct chart_series *series, size_t n)
{
	for (size_t s = 0; s < n; s++) {
		struct node *item = node_item(node_in(node, "legend"));

		node_put(item, "text", series[s].name);
		node_put_int(item, "place", (long long)s + 1);
	}
}

static void
put_chart(struct visit *v, struct node *node, const struct rows *rows, const char *by)
{
	size_t most = str_eq(by, "project") ? PROJECTS_MAX : DRAWN_MAX, n = 0, all = 0;
	long long budget[DRAWN_MAX], actual[DRAWN_MAX];
	const char *labels[DRAWN_MAX];
	struct chart_series series[] = { { word(N_("budget.report.budget")), budget },
		{ word(N_("budget.report.actual")), actual } };
	/* Money is allocated for a year, not for a month. */
	size_t skip = str_eq(by, "month");
	struct chart chart = { .title = mem_fmt(v->c, "%s · %s", word(N_("budget.report")), word_of(v->c, "budget.report", "by", by)),
		.labels = labels, .series = series + skip, .n_series = ARRAY_LEN(series) - skip };

	for (size_t i = 0; i < rows_count(rows); i++) {
		if (!str_eq(rows_str(rows, i, "by"), by) || all++ >= most)
			continue;
		labels[n] = short_label(v, rows, i);
		budget[n] = rows_int(rows, i, "budget_whole");
		actual[n++] = rows_int(rows, i, "actual_whole");
	}
	chart.n_labels = n;
	put_legend(node, chart.series, chart.n_series);
	node_put_html(node, "chart_html", chart_svg(v->c, &chart, CHART_BARS));
	node_putf(node, "note", "%s%s", word(N_("budget.report.unit")), all <= n ? "" :
	    mem_fmt(v->c, " %s", wordf(v->c, N_("budget.report.drawn"), mem_fmt(v->c, "%zu", n), mem_fmt(v->c, "%zu", all))));
}

/* ---- the table */

static void
put_column(struct node *node, const char *label, bool is_number)
{
	struct node *column = node_item(node_in(node, "columns"));

	node_put(column, "label", label);
	node_put_flag(column, "num", is_number);
}

static struct node *
put_cell(struct node *row, const char *text, bool is_number)
{
	struct node *cell = node_item(node_in(row, "cells"));

	node_put(cell, "text", text);
	node_put_flag(cell, "num", is_number);
	return (cell);
}

static void
put_row(struct visit *v, struct node *node, const struct rows *rows, size_t i, bool by_month)
{
	struct node *row = node_item(node_in(node, "rows")), *cell;
	const char *number = rows_text(rows, i, "number");

	cell = put_cell(row, budget_figures_label(v, rows, i), false);
	if (number != NULL)
		node_put(cell, "url", subject_path_of(v, number));
	for (size_t k = 0; k < ARRAY_LEN(money); k++)
		if (!by_month || str_eq(money[k], "actual"))
			put_cell(row, str_money(v->c, rows_str(rows, i, money[k])), true);
	if (!by_month)
		put_cell(row, rows_str(rows, i, "share"), true);
}

static void
put_table(struct visit *v, struct node *node, const struct rows *rows, const char *by)
{
	bool by_month = str_eq(by, "month");

	put_column(node, word_of(v->c, "budget.report", "by", by), false);
	for (size_t k = 0; k < ARRAY_LEN(money); k++)
		if (!by_month || str_eq(money[k], "actual"))
			put_column(node, word_of(v->c, "budget.report", money[k], NULL), true);
	if (!by_month)
		put_column(node, word(N_("budget.report.share")), true);
	for (size_t i = 0; i < rows_count(rows); i++)
		if (str_has_word(mem_fmt(v->c, "%s total", by), rows_str(rows, i, "by")))
			put_row(v, node, rows, i, by_month);
	node_put_flag(node, "open", true);
}

void
budget_figures_put(struct visit *v, struct node *list, const struct rows *rows, const char *by)
{
	struct node *node;
	bool any = false;

	for (size_t i = 0; i < rows_count(rows); i++)
		any = any || str_eq(rows_str(rows, i, "by"), by);
	if (!any)
		return;
	node = node_item(list);
	node_putf(node, "id", "by-%s", by);
	node_putf(node, "label", "%s · %s", word(N_("budget.report")), word_of(v->c, "budget.report", "by", by));
	put_chart(v, node, rows, by);
	put_table(v, node, rows, by);
}
