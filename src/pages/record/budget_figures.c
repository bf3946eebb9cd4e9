/* SPDX-License-Identifier: ISC */
#include "pages/record/budget_figures.h"

#include "base/str.h"
#include "view/chart.h"
#include "view/words.h"
#include "web/subject.h"

/* As many fit side by side with what they are called; the table has all, and the note says so. */
enum { DRAWN_MAX = 12, SERIES_MAX = 3 };

static const char *const money[] = { "budget", "actual", "rest", NULL }, *const compared[] = { "budget", "actual", NULL }, *const actual[] = { "actual", NULL };
static const struct money_figures budget = { "budget.report", money, compared, true };
/* Money is allocated for a year, not for a month. */
static const struct money_figures by_month = { "budget.report", actual, actual, false };

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

/* ${whole}: room for each of its columns that is drawn. */
static size_t
take_series(struct visit *v, const struct money_figures *of, const struct rows *rows, const char *by, const char **labels, long long (*whole)[DRAWN_MAX], size_t *all)
{
	size_t n = 0;

	for (size_t i = 0; i < rows_count(rows); i++) {
		if (!str_eq(rows_str(rows, i, "by"), by) || (*all)++ >= DRAWN_MAX)
			continue;
		labels[n] = short_label(v, rows, i);
		for (size_t k = 0; k < SERIES_MAX && of->drawn[k] != NULL; k++)
			whole[k][n] = rows_int(rows, i, mem_fmt(v->c, "%s_whole", of->drawn[k]));
		n++;
	}
	return (n);
}

static void
put_chart(struct visit *v, struct node *node, const struct money_figures *of, const struct rows *rows, const char *by, const char *title)
{
	long long whole[SERIES_MAX][DRAWN_MAX];
	const char *labels[DRAWN_MAX];
	struct chart_series series[SERIES_MAX];
	struct chart chart = { .title = title, .labels = labels, .series = series };
	size_t all = 0;

	for (; chart.n_series < SERIES_MAX && of->drawn[chart.n_series] != NULL; chart.n_series++)
		series[chart.n_series] = (struct chart_series){ word_of(v->c, of->words, of->drawn[chart.n_series], NULL), whole[chart.n_series] };
	chart.n_labels = take_series(v, of, rows, by, labels, whole, &all);
	put_legend(node, chart.series, chart.n_series);
	node_put_html(node, "chart_html", chart_svg(v->c, &chart, CHART_BARS));
	node_putf(node, "note", "%s%s", word(N_("budget.report.unit")), all <= chart.n_labels ? "" :
	    mem_fmt(v->c, " %s", wordf(v->c, N_("budget.report.drawn"), mem_fmt(v->c, "%zu", chart.n_labels), mem_fmt(v->c, "%zu", all))));
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
put_row(struct visit *v, struct node *node, const struct money_figures *of, const struct rows *rows, size_t i)
{
	struct node *row = node_item(node_in(node, "rows")), *cell;
	const char *number = rows_text(rows, i, "number");

	cell = put_cell(row, budget_figures_label(v, rows, i), false);
	if (number != NULL)
		node_put(cell, "url", subject_path_of(v, number));
	for (size_t k = 0; of->columns[k] != NULL; k++)
		put_cell(row, str_money(v->c, rows_str(rows, i, of->columns[k])), true);
	if (of->has_share)
		put_cell(row, rows_str(rows, i, "share"), true);
}

static void
put_table(struct visit *v, struct node *node, const struct money_figures *of, const struct rows *rows, const char *by)
{
	put_column(node, word_of(v->c, "budget.report", "by", by), false);
	for (size_t k = 0; of->columns[k] != NULL; k++)
		put_column(node, word_of(v->c, of->words, of->columns[k], NULL), true);
	if (of->has_share)
		put_column(node, word_of(v->c, of->words, "share", NULL), true);
	for (size_t i = 0; i < rows_count(rows); i++)
		if (str_has_word(mem_fmt(v->c, "%s total", by), rows_str(rows, i, "by")))
			put_row(v, node, of, rows, i);
	node_put_flag(node, "open", true);
}

void
money_figures_put(struct visit *v, struct node *list, const struct money_figures *of, const struct rows *rows, const char *by)
{
	struct node *node;
	const char *label;
	bool any = false;

	for (size_t i = 0; i < rows_count(rows); i++)
		any = any || str_eq(rows_str(rows, i, "by"), by);
	if (!any)
		return;
	node = node_item(list);
	label = mem_fmt(v->c, "%s · %s", word(of->words), word_of(v->c, "budget.report", "by", by));
	node_putf(node, "id", "by-%s", by);
	node_put(node, "label", label);
	put_chart(v, node, of, rows, by, label);
	put_table(v, node, of, rows, by);
}

void
budget_figures_put(struct visit *v, struct node *list, const struct rows *rows, const char *by)
{
	money_figures_put(v, list, str_eq(by, "month") ? &by_month : &budget, rows, by);
}
