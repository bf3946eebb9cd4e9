/* SPDX-License-Identifier: ISC */
#include "pages/overview/appraisal.h"

#include "base/date.h"
#include "base/str.h"
#include "view/words.h"
#include "web/asked.h"
#include "web/download.h"
#include "web/over.h"

/* So many years are offered, this one and those before. */
enum { YEARS = 5 };

/*
 * TO ADD ONE: its rows in app.appraised, its columns in appraisal_totals, here, words "appraisal.measure.<name>", "….hint", and
 * "appraisal.column.<name>" of the file.
 */
#define JUDGED "task project duty try decision opinion"
#define MEASURES JUDGED " flaw"

struct appraisal_state {
	const char *year, *person, *department, *measure;
	struct rows *totals, *items;
};

const size_t appraisal_state = sizeof(struct appraisal_state);

void
appraisal_ask(struct visit *v)
{
	struct ctx *c = v->c;
	struct appraisal_state *s = STATE_OF(v, appraisal_state);

	s->year = str_or(asked_int(v, "year", 2000, 2200), mem_strn(c, c->today, 4));
	s->person = asked_id(v, "person");
	s->department = asked_id(v, "department");
	s->measure = asked_word(v, "measure", MEASURES);
	asked_only(v, "year person department measure");
	if (v->n_odd > 0)
		return;
	db_ask(c->db, c, STMT_APPRAISAL_TOTALS, &s->totals, ARGS(c->site_id, s->year, c->today));
	if (s->person != NULL || s->department != NULL)
		db_ask(c->db, c, STMT_APPRAISAL_ITEMS, &s->items, ARGS(c->site_id, s->year, c->today, s->person, s->department, s->measure));
}

/* ---- the export */

static const struct download_column columns[] = {
	{ "sort", CELL_TEXT },
	{ "name", CELL_TEXT },
	{ "department", CELL_TEXT },
	{ "year", CELL_NUMBER },
	{ "task_good", CELL_NUMBER },
	{ "task", CELL_NUMBER },
	{ "project_good", CELL_NUMBER },
	{ "project", CELL_NUMBER },
	{ "duty_good", CELL_NUMBER },
	{ "duty", CELL_NUMBER },
	{ "try_good", CELL_NUMBER },
	{ "try", CELL_NUMBER },
	{ "decision_good", CELL_NUMBER },
	{ "decision", CELL_NUMBER },
	{ "opinion_good", CELL_NUMBER },
	{ "opinion", CELL_NUMBER },
	{ "flaw", CELL_NUMBER },
	{ "points", CELL_NUMBER },
};

static const char *
head(struct visit *v, const char *column)
{
	return (word_of(v->c, str_has_word("sort name department year", column) ? "points" : "appraisal", "column", column));
}

static const char *
cell(struct visit *v, const struct rows *rows, size_t i, const char *column)
{
	if (str_eq(column, "sort"))
		return (word_of(v->c, "points", "sort", rows_str(rows, i, "sort")));
	if (str_eq(column, "year"))
		return (STATE_OF(v, appraisal_state)->year);
	if (str_has_word("name department", column))
		return (over_name(rows_str(rows, i, column), rows_str(rows, i, mem_fmt(v->c, "%s_en", column))));
	return (rows_str(rows, i, column));
}

static struct err *
write_table(struct download *d)
{
	return (download_rows(d, &(struct download_rows){ columns, ARRAY_LEN(columns), head, cell }, STATE_OF(d->v, appraisal_state)->totals));
}

static struct err *
export(struct visit *v)
{
	return (download_table(v, &(struct download){ .write = write_table, .action = "list.export", .what = "appraisal" }, true,
	    mem_fmt(v->c, "%s-%s-%s", word("appraisal"), v->c->site->slug, STATE_OF(v, appraisal_state)->year)));
}

/* ---- the page */

/* "5 / 6": so many of so many were good; of defects, their number.  None leads nowhere. */
static void
put_number(struct visit *v, struct node *node, const struct rows *rows, size_t i, const char *measure)
{
	const char *n = rows_str(rows, i, measure);
	struct node *item = node_item(node_in(node, "numbers"));

	node_put(item, "label", word_of(v->c, "appraisal", "measure", measure));
	if (str_eq(n, "0"))
		return;
	node_put(item, "text", str_has_word(JUDGED, measure) ? mem_fmt(v->c, "%s / %s", rows_str(rows, i, mem_fmt(v->c, "%s_good", measure)), n) : n);
	node_put(item, "url", visit_path(v, "appraisal?year=%s&%s=%s&measure=%s#items", STATE_OF(v, appraisal_state)->year, rows_str(rows, i, "sort"), rows_str(rows, i, "id"), measure));
}

static void
put_totals(struct visit *v, struct node *page, const struct appraisal_state *s)
{
	const struct rows *rows = s->totals;

	for (size_t i = 0; i < rows_count(rows); i++) {
		const char *sort = rows_str(rows, i, "sort"), *measures = MEASURES, *asked = str_eq(sort, "person") ? s->person : s->department;
		struct node *node = node_item(node_in(page, str_eq(sort, "person") ? "people" : "departments"));
		char measure[WORD_MAX];

		node_put(node, "name", cell(v, rows, i, "name"));
		node_put(node, "department", cell(v, rows, i, "department"));
		while (word_next(&measures, measure))
			put_number(v, node, rows, i, measure);
		node_put(node, "points", rows_str(rows, i, "points"));
		node_put(node, "points_url", visit_path(v, "points?year=%s&%s=%s#entries", s->year, sort, rows_str(rows, i, "id")));
		if (str_eq(rows_str(rows, i, "id"), str_or(asked, ""))) {
			node_put_flag(node, "current", true);
			node_put(page, "items_of", cell(v, rows, i, "name"));
		}
	}
}

static void
put_items(struct visit *v, struct node *page, const struct rows *rows)
{
	for (size_t i = 0; i < rows_count(rows); i++) {
		struct node *node = node_item(node_in(page, "items"));
		bool is_good = rows_bool(rows, i, "is_good");

		over_put_record(node, v->c, v->c->site->slug, rows, i);
		node_put(node, "measure", word_of(v->c, "appraisal", "measure", rows_str(rows, i, "measure")));
		node_put(node, "day", rows_str(rows, i, "day"));
		if (rows_text(rows, i, "is_good") == NULL)
			continue;
		node_put(node, "tone", is_good ? "ok" : "warn");
		node_put(node, "verdict", word_of(v->c, "appraisal", rows_str(rows, i, "measure"), is_good ? "good" : "bad"));
	}
	if (rows_count(rows) > 0 && rows_int(rows, 0, "total") > (int64_t)rows_count(rows))
		node_put(page, "cut", wordf(v->c, N_("the latest %1 of %2"), mem_fmt(v->c, "%zu", rows_count(rows)), rows_str(rows, 0, "total")));
}

static void
put_measures(struct visit *v, struct node *list)
{
	const char *measures = MEASURES;
	char measure[WORD_MAX];

	while (word_next(&measures, measure)) {
		struct node *node = node_item(list);

		node_put(node, "label", word_of(v->c, "appraisal", "measure", measure));
		node_put(node, "hint", word(mem_fmt(v->c, "appraisal.measure.%s.hint", measure)));
	}
}

static void
put_years(struct visit *v, struct node *page, const char *chosen)
{
	int32_t today = 0;
	int now, month, day;

	if (!date_read(v->c->today, &today))
		return;
	date_parts(today, &now, &month, &day);
	for (int year = now; year > now - YEARS; year--) {
		struct node *node = node_item(node_in(page, "years"));
		const char *text = mem_fmt(v->c, "%d", year);

		node_put(node, "text", text);
		node_put(node, "url", visit_path(v, "appraisal?year=%s", text));
		node_put_flag(node, "current", str_eq(text, chosen));
	}
	node_put(page, "year", chosen);
}

struct err *
appraisal_answer(struct visit *v)
{
	static const char *const formats[] = { "csv", "xlsx" };
	const struct appraisal_state *s = STATE_OF(v, appraisal_state);
	struct node *page = node_in(v->root, "Appraisal");

	if (v->suffix != NULL)
		return (export(v));
	put_years(v, page, s->year);
	put_measures(v, node_in(page, "measures"));
	put_totals(v, page, s);
	put_items(v, page, s->items);
	node_put_flag(page, "sees_all", may(v->c, PERMIT_POINTS_VIEW));
	for (size_t i = 0; i < ARRAY_LEN(formats) && may(v->c, PERMIT_LIST_EXPORT); i++)
		node_put(page, formats[i], visit_path(v, "appraisal.%s?year=%s", formats[i], s->year));
	if (rows_count(s->totals) == 0) {
		node_put(node_in(v->root, "Empty"), "title", wordf(v->c, N_("appraisal.none"), s->year, NULL));
		node_put(node_in(v->root, "Empty"), "text", word(N_("appraisal.none.text")));
	}
	return (visit_show(v, "pages/appraisal", N_("appraisal")));
}
