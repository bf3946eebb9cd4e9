/* SPDX-License-Identifier: ISC */
#include "pages/overview/finance_report.h"

#include "base/date.h"
#include "base/str.h"
#include "pages/record/budget_figures.h"
#include "view/words.h"
#include "web/asked.h"
#include "web/download.h"
#include "web/options.h"

struct finance_report_state {
	struct rows *figures, *years;
};

const size_t finance_report_state = sizeof(struct finance_report_state);

static const char *const money[] = { "allocated", "booked", "paid", "unpaid", "booked_before", "paid_before", "more", NULL };
static const char *const drawn[] = { "allocated", "booked", "paid", NULL };
static const struct money_figures analysis = { "finance.report", money, drawn, true };

/* This year unless another is asked for. */
static const char *
year_of(struct visit *v)
{
	return (str_or(asked_int(v, "year", 2000, 2200), mem_strn(v->c, v->c->today, 4)));
}

/* NULL: the whole year. */
static const char *
quarter_of(struct visit *v)
{
	return (asked_int(v, "quarter", 1, 4));
}

void
finance_report_ask(struct visit *v)
{
	struct ctx *c = v->c;
	struct finance_report_state *s = STATE_OF(v, finance_report_state);
	const char *year = year_of(v), *quarter = quarter_of(v);

	asked_only(v, "year quarter");
	db_ask(c->db, c, STMT_FINANCE_ANALYSIS, &s->figures, ARGS(c->site_id, v->n_odd > 0 ? "0" : year, quarter));
	db_ask(c->db, c, STMT_FINANCE_YEARS, &s->years, ARGS(c->site_id, c->today));
}

/* "2026", "2026 年第 3 季度" */
static const char *
period_of(struct visit *v)
{
	return (quarter_of(v) == NULL ? wordf(v->c, N_("finance.report.of_year"), year_of(v), NULL) : wordf(v->c, N_("finance.report.of_quarter"), year_of(v), quarter_of(v)));
}

/* ---- the export: amounts as numbers, without separators */

static const struct download_column columns[] = {
	{ "sort", CELL_TEXT },
	{ "item", CELL_TEXT },
	{ "allocated", CELL_NUMBER },
	{ "booked", CELL_NUMBER },
	{ "paid", CELL_NUMBER },
	{ "unpaid", CELL_NUMBER },
	{ "booked_before", CELL_NUMBER },
	{ "paid_before", CELL_NUMBER },
	{ "more", CELL_NUMBER },
	{ "share", CELL_TEXT },
};

static const char *
head(struct visit *v, const char *column)
{
	if (str_eq(column, "item"))
		return (word("field.title"));
	return (word_of(v->c, str_eq(column, "sort") ? "budget.report" : "finance.report", column, NULL));
}

static const char *
cell(struct visit *v, const struct rows *rows, size_t i, const char *column)
{
	if (str_eq(column, "sort"))
		return (word_of(v->c, "budget.report", "by", rows_str(rows, i, "by")));
	return (str_eq(column, "item") ? budget_figures_label(v, rows, i) : rows_str(rows, i, column));
}

static struct err *
write_table(struct download *d)
{
	return (download_rows(d, &(struct download_rows){ columns, ARRAY_LEN(columns), head, cell }, STATE_OF(d->v, finance_report_state)->figures));
}

static struct err *
export(struct visit *v)
{
	return (download_table(v, &(struct download){ .write = write_table, .action = "list.export", .what = "finance" }, true,
	    mem_fmt(v->c, "%s-%s-%s", word("finance.report"), v->c->site->slug, period_of(v))));
}

/* ---- the page */

static void
put_filter(struct visit *v, struct node *report)
{
	struct node *years = node_in(report, "years"), *quarters = node_in(report, "quarters");
	const struct rows *rows = STATE_OF(v, finance_report_state)->years;

	for (size_t i = 0; i < rows_count(rows); i++)
		options_add(years, rows_str(rows, i, "year"), rows_str(rows, i, "year"), str_eq(rows_str(rows, i, "year"), year_of(v)));
	options_add(quarters, "", word(N_("finance.report.whole")), quarter_of(v) == NULL);
	for (int q = 1; q <= 4; q++) {
		const char *value = mem_fmt(v->c, "%d", q);

		options_add(quarters, value, wordf(v->c, N_("finance.report.quarter_no"), value, NULL), str_eq(value, str_or(quarter_of(v), "")));
	}
}

struct err *
finance_report_answer(struct visit *v)
{
	static const char *const parts[] = { "item", "project" }, *const formats[] = { "csv", "xlsx" };
	const struct finance_report_state *s = STATE_OF(v, finance_report_state);
	struct node *report = node_in(v->root, "Report");

	if (v->suffix != NULL)
		return (export(v));
	put_filter(v, report);
	node_put(report, "period", period_of(v));
	node_put(report, "action", visit_path(v, "reports/finance"));
	for (size_t i = 0; i < ARRAY_LEN(formats) && may(v->c, PERMIT_LIST_EXPORT); i++)
		node_put(report, formats[i], visit_path(v, "reports/finance.%s?year=%s&quarter=%s", formats[i], year_of(v), str_or(quarter_of(v), "")));
	for (size_t i = 0; i < ARRAY_LEN(parts); i++)
		money_figures_put(v, node_in(report, "charts"), &analysis, s->figures, parts[i]);
	/* The sum of nothing is a row of its own. */
	if (rows_count(s->figures) < 2) {
		node_put(node_in(v->root, "Empty"), "title", word(N_("finance.report.none")));
		node_put(node_in(v->root, "Empty"), "text", word(N_("finance.report.none.text")));
	}
	return (visit_show(v, "pages/finance_report", N_("finance.report")));
}
