/* SPDX-License-Identifier: ISC */
#include "pages/overview/budget_report.h"

#include "pages/record/budget_figures.h"
#include "record/kind.h"
#include "view/words.h"
#include "web/asked.h"
#include "web/download.h"

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

static const char *const columns[] = { "sort", "item", "budget", "actual", "rest" };
static const enum cell_type types[] = { CELL_TEXT, CELL_TEXT, CELL_NUMBER, CELL_NUMBER, CELL_NUMBER };

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
	struct visit *v = d->v;
	const struct rows *rows = STATE_OF(v, budget_report_state)->figures;
	const char *cells[ARRAY_LEN(columns)];

	TRY(download_sheet(d));
	spreadsheet_types(d->sheet, types, ARRAY_LEN(types));
	for (size_t k = 0; k < ARRAY_LEN(columns); k++)
		cells[k] = str_eq(columns[k], "item") ? word("field.title") : word_of(v->c, "budget.report", columns[k], NULL);
	TRY(spreadsheet_row(d->sheet, cells, ARRAY_LEN(columns)));
	for (size_t i = 0; i < rows_count(rows); i++) {
		for (size_t k = 0; k < ARRAY_LEN(columns); k++)
			cells[k] = cell(v, rows, i, columns[k]);
		TRY(spreadsheet_row(d->sheet, cells, ARRAY_LEN(columns)));
	}
	return (spreadsheet_end(d->sheet));
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
	struct node *item = node_item(list);

	node_put(item, "value", value);
	node_put(item, "label", label);
	node_put_flag(item, "selected", str_eq(value, str_or(chosen, "")));
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

	if (!may(v->c, "list.export"))
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
