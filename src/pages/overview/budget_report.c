/* SPDX-License-Identifier: ISC */
#include "pages/overview/budget_report.h"

#include "pages/record/budget_figures.h"
#include "record/kind.h"
#include "view/words.h"
#include "web/asked.h"
#include "web/download.h"
#include "web/options.h"

#include <string.h>

struct budget_report_state {
	struct rows *figures, *choices;
};

const size_t budget_report_state = sizeof(struct budget_report_state);

static const char *
year_of(struct visit *v)
{
	return (asked_int(v, "year", 2000, 2200));
}

static const char *
project_of(struct visit *v)
{
	return (asked_number(v, "project"));
}

void
budget_report_ask(struct visit *v)
{
	struct ctx *c = v->c;
	struct budget_report_state *s = STATE_OF(v, budget_report_state);
	const char *year = year_of(v), *project = project_of(v);

	asked_only(v, "year project");
	db_ask(c->db, c, STMT_BUDGET_ACTUAL, &s->figures, ARGS(c->site_id, v->n_odd > 0 ? "0" : year, project, NULL));
	db_ask(c->db, c, STMT_BUDGET_CHOICES, &s->choices, ARGS(c->site_id));
}

/* ---- the export: amounts as numbers, without separators */

static const struct download_column columns[] = {
	{ "sort", CELL_TEXT },
	{ "item", CELL_TEXT },
	{ "budget", CELL_NUMBER },
	{ "actual", CELL_NUMBER },
	{ "rest", CELL_NUMBER },
};

static const char *
head(struct visit *v, const char *column)
{
	return (str_eq(column, "item") ? word("field.title") : word_of(v->c, "budget.report", column, NULL));
}

static const char *
cell(struct visit *v, const struct rows *rows, size_t i, const char *column)
{
	if (str_eq(column, "sort"))
		return (word_of(v->c, "budget.report", "by", rows_str(rows, i, "by")));
	if (str_eq(column, "item"))
		return (budget_figures_label(v, rows, i));
	return (rows_str(rows, i, column));
}

static struct err *
write_table(struct download *d)
{
	return (download_rows(d, &(struct download_rows){ columns, ARRAY_LEN(columns), head, cell }, STATE_OF(d->v, budget_report_state)->figures));
}

static struct err *
export(struct visit *v)
{
	return (download_table(v, &(struct download){ .write = write_table, .action = "list.export", .what = "budget" }, true,
	    mem_fmt(v->c, "%s-%s-%s", word("budget.report"), v->c->site->slug, v->c->today)));
}

/* ---- the page */

static void
put_option(struct node *list, const char *value, const char *label, const char *chosen)
{
	options_add(list, value, label, str_eq(value, str_or(chosen, "")));
}

static void
put_filter(struct visit *v, struct node *report)
{
	struct node *years = node_in(report, "years"), *projects = node_in(report, "projects");
	const struct rows *rows = STATE_OF(v, budget_report_state)->choices;

	put_option(years, "", word("budget.report.all_years"), year_of(v));
	put_option(projects, "", word("budget.report.all_projects"), project_of(v));
	for (size_t i = 0; i < rows_count(rows); i++) {
		const char *value = rows_str(rows, i, "value");
		bool is_year = str_eq(rows_str(rows, i, "sort"), "year");

		put_option(is_year ? years : projects, value,
		    is_year ? value : mem_fmt(v->c, "%s %s", value, rows_str(rows, i, "label")),
		    is_year ? year_of(v) : project_of(v));
	}
}

static void
put_exports(struct visit *v, struct node *report)
{
	static const char *const formats[] = { "csv", "xlsx" };

	if (!may(v->c, PERMIT_LIST_EXPORT))
		return;
	for (size_t i = 0; i < ARRAY_LEN(formats); i++)
		node_put(report, formats[i], visit_path(v, "reports/budget.%s?year=%s&project=%s", formats[i], str_or(year_of(v), ""), str_or(project_of(v), "")));
}

struct err *
budget_report_answer(struct visit *v)
{
	static const char *const parts[] = { "item", "project", "month" };
	const struct budget_report_state *s = STATE_OF(v, budget_report_state);
	struct node *report = node_in(v->root, "Report");

	if (v->suffix != NULL)
		return (export(v));
	put_filter(v, report);
	put_exports(v, report);
	node_put(report, "action", visit_path(v, "reports/budget"));
	for (size_t i = 0; i < ARRAY_LEN(parts); i++)
		budget_figures_put(v, node_in(report, "charts"), s->figures, parts[i]);
	/* The sum of nothing is a row of its own. */
	if (rows_count(s->figures) < 2) {
		node_put(node_in(v->root, "Empty"), "title", word("budget.report.none"));
		node_put(node_in(v->root, "Empty"), "text", word("budget.report.none.text"));
	}
	return (visit_show(v, "pages/budget_report", N_("budget.report")));
}
