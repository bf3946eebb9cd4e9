/* SPDX-License-Identifier: ISC */
/* One project in the ledger: everything that article 7(6) asks for, drawn from its records; on the screen, on paper and as a file. */
#include "pages/overview/ledger.h"

#include "pages/overview/ledger_page.h"
#include "view/words.h"
#include "web/download.h"
#include "web/over.h"
#include "web/report.h"
#include "web/subject.h"

struct ledger_course_state {
	const struct kind *kind;        /* NULL: of no kind that has a course */
	const char *number;
	struct rows *record, *rows[LEDGER_TABLES];
};

const size_t ledger_course_state = sizeof(struct ledger_course_state);

static void
ask_all(struct visit *v, struct ledger_course_state *course)
{
	const struct report_table *t = course->kind->ledger->course;

	db_ask(v->c->db, v->c, STMT_COURSE_RECORD, &course->record, ARGS(v->c->site_id, course->number));
	for (size_t i = 0; i < LEDGER_TABLES && t[i].name != NULL; i++)
		report_ask(v, &t[i], course->number, &course->rows[i]);
}

void
ledger_course_ask(struct visit *v)
{
	struct ledger_course_state *course = STATE_OF(v, ledger_course_state);
	const struct kind *kind = kind_of_number(visit_arg(v, "number"));

	if (kind == NULL || kind->ledger == NULL || kind->ledger->course == NULL)
		return;
	course->kind = kind;
	course->number = visit_arg(v, "number");
	ask_all(v, course);
}

/* ---- as a file: a line for each row of each table, with the table before it and the names of its columns above */

static struct err *
put_line(struct spreadsheet *sheet, struct visit *v, const struct ledger_course_state *course, const struct report_table *t, const struct rows *rows, size_t i)
{
	const char *texts[LEDGER_COLUMNS] = { word_of(v->c, course->kind->name, "course", t->name) };
	size_t n = 1;

	for (const struct report_column *col = t->columns; col->name != NULL && n < LEDGER_COLUMNS; col++)
		texts[n++] = report_text(v->c, col, rows_str(rows, i, col->name));
	/* In the first column of a table NULL is the sum. */
	if (rows_text(rows, i, t->columns->name) == NULL)
		texts[1] = word(N_("Total"));
	return (spreadsheet_row(sheet, texts, n));
}

static struct err *
put_table(struct spreadsheet *sheet, struct visit *v, const struct ledger_course_state *course, const struct report_table *t, const struct rows *rows)
{
	const char *texts[LEDGER_COLUMNS] = { word_of(v->c, course->kind->name, "course", t->name) };
	enum cell_type types[LEDGER_COLUMNS] = { CELL_TEXT };
	const char *words = mem_fmt(v->c, "%s.course", course->kind->name);
	size_t n = 1;

	for (const struct report_column *col = t->columns; col->name != NULL && n < LEDGER_COLUMNS; col++) {
		types[n] = col->flags & REPORT_NUMBER ? CELL_NUMBER : col->flags & REPORT_DATE ? CELL_DATE : CELL_TEXT;
		texts[n++] = word_of(v->c, words, t->name, col->name);
	}
	spreadsheet_types(sheet, types, n);
	TRY(spreadsheet_row(sheet, texts, n));
	for (size_t i = 0; i < rows_count(rows); i++)
		TRY(put_line(sheet, v, course, t, rows, i));
	return (OK);
}

/* By what the page's transaction read. */
static struct err *
write_course(struct download *d)
{
	const struct ledger_course_state *course = d->arg;
	const struct report_table *t = course->kind->ledger->course;

	TRY(download_sheet(d));
	TRY(spreadsheet_row(d->sheet, (const char *const[]){ course->number, rows_str(course->record, 0, "title") }, 2));
	for (size_t i = 0; i < LEDGER_TABLES && t[i].name != NULL; i++)
		TRY(put_table(d->sheet, d->v, course, &t[i], course->rows[i]));
	return (spreadsheet_end(d->sheet));
}

static struct err *
as_file(struct visit *v, struct ledger_course_state *course)
{
	return (download_table(v, &(struct download){ .write = write_course, .arg = course, .action = "list.export", .what = "ledger" }, true,
	    mem_fmt(v->c, "%s-%s-%s", word("Ledger"), course->number, v->c->today)));
}

/* ---- the page */

static void
put_fact(struct node *course, const char *label, const char *text)
{
	struct node *node;

	if (*text == '\0')
		return;
	node = node_item(node_in(course, "facts"));
	node_put(node, "label", label);
	node_put(node, "text", text);
}

static void
put_head(struct visit *v, const struct ledger_course_state *course, struct node *node)
{
	const struct rows *r = course->record;
	const struct state *state = kind_state(course->kind, rows_str(r, 0, "state"));

	node_put(node, "number", course->number);
	node_put(node, "title", rows_str(r, 0, "title"));
	node_put(node, "url", subject_path(v, course->kind, course->number));
	node_put(node, "state", word_of(v->c, course->kind->name, "state", rows_str(r, 0, "state")));
	node_put(node, "tone", state == NULL ? "" : state->tone);
	node_put(node, "ledger_url", visit_path(v, "ledger?kind=%s", course->kind->name));
	node_put(node, "print_url", visit_path(v, "ledger/%s?print=yes", course->number));
	put_fact(node, word("ledger.column.platform"), rows_str(r, 0, "platform"));
	put_fact(node, word("ledger.column.department"), over_name(rows_str(r, 0, "department"), rows_str(r, 0, "department_en")));
	put_fact(node, word("ledger.column.owner"), rows_str(r, 0, "owner"));
	if (!may(v->c, PERMIT_LIST_EXPORT))
		return;
	node_put(node, "csv_url", visit_path(v, "ledger/%s.csv", course->number));
	node_put(node, "xlsx_url", visit_path(v, "ledger/%s.xlsx", course->number));
}

static void
put_tables(struct visit *v, const struct ledger_course_state *course, struct node *list)
{
	const struct report_table *t = course->kind->ledger->course;
	const char *words = mem_fmt(v->c, "%s.course", course->kind->name);

	for (size_t i = 0; i < LEDGER_TABLES && t[i].name != NULL; i++) {
		struct node *node = node_item(list);

		node_put(node, "name", t[i].name);
		node_put_int(node, "count", (long long)rows_count(course->rows[i]));
		report_put(v, node, words, NULL, &t[i], course->rows[i]);
	}
}

struct err *
ledger_course(struct visit *v)
{
	struct ledger_course_state *course = STATE_OF(v, ledger_course_state);
	struct node *node = node_in(v->root, "Course");

	if (course->kind == NULL || rows_count(course->record) == 0)
		return (RAISE(ERR_NOT_FOUND, "no course of \"%s\"", visit_arg(v, "number")));
	if (v->suffix != NULL)
		return (as_file(v, course));
	put_head(v, course, node);
	put_tables(v, course, node_in(node, "tables"));
	node_put_flag(node_in(v->root, "Page"), "wide", true);
	node_putf(node_in(v->root, "Paper"), "printed", "%s · %s", v->c->me->name, v->c->today);
	if (str_eq(visit_query(v, "print"), "yes")) {
		node_put_flag(node, "paper", true);
		v->layout = "print";
	}
	return (visit_show(v, "pages/ledger_course", N_("ledger.course")));
}
