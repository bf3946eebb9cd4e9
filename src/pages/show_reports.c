/* SPDX-License-Identifier: ISC */
/* On the record's page and in its prints: the reports that its kind declares, drawn from what belongs to it. */
#include "pages/show.h"

#include "base/str.h"
#include "view/words.h"

static size_t
count(const struct report_table *tables)
{
	size_t n = 0;

	while (tables[n].name != NULL)
		n++;
	return (n);
}

void
show_reports_ask(struct visit *v, struct show *s)
{
	size_t n = 0;

	for (const struct report *r = s->subject.kind->reports; r != NULL && r->name != NULL; r++)
		n += count(r->tables);
	s->reports = mem_array(v->c, struct rows *, n + 1);
	n = 0;
	for (const struct report *r = s->subject.kind->reports; r != NULL && r->name != NULL; r++)
		for (const struct report_table *t = r->tables; t->name != NULL; t++)
			db_ask(v->c->db, v->c, (enum stmt)t->rows, &s->reports[n++], ARGS(v->c->site_id, s->subject.number));
}

static const char *
said_of(struct visit *v, const struct report_column *col, const char *value)
{
	return (col->words == NULL || str_empty(value) ? value : word_of(v->c, col->words, value, NULL));
}

static const char *
list_of(struct visit *v, const struct report_column *col, const char *values)
{
	struct buf *b = buf_new(v->c);
	char one[64];

	while (word_next(&values, one))
		buf_fmt(b, "%s%s", b->len == 0 ? "" : word(", "), said_of(v, col, one));
	return (b->data);
}

/* A version, and from an earlier one what is different now, side by side. */
static void
put_version(struct visit *v, struct node *cell, const struct record *rec, const char *version)
{
	if (str_empty(version))
		return;
	node_put(cell, "text", version);
	if (!str_eq(version, mem_fmt(v->c, "%lld", (long long)rec->version)))
		node_putf(cell, "url", "%s/versions/%lld?with=%s", subject_path(v, rec->kind, rec->number), (long long)rec->version, version);
}

static void
put_cell(struct visit *v, struct node *cell, const struct record *rec, const struct report_column *col, const struct rows *rows, size_t i)
{
	const char *value = rows_str(rows, i, col->name);

	node_put_flag(cell, "num", (col->flags & REPORT_NUMBER) != 0);
	if (col->flags & REPORT_VERSION)
		put_version(v, cell, rec, value);
	else
		node_put(cell, "text", col->flags & REPORT_LIST ? list_of(v, col, value) : said_of(v, col, value));
	if (col->flags & REPORT_TAG)
		node_put(cell, "tone", rows_str(rows, i, "tone"));
}

static void
put_row(struct visit *v, struct node *row, const struct record *rec, const struct report_table *t, const struct rows *rows, size_t i)
{
	for (const struct report_column *col = t->columns; col->name != NULL; col++) {
		struct node *cell = node_item(node_in(row, "cells"));

		if (col == t->columns && rows_text(rows, i, col->name) == NULL) {
			node_put(cell, "text", word(N_("Sum")));
			node_put_flag(row, "sum", true);
		} else
			put_cell(v, cell, rec, col, rows, i);
	}
}

static void
put_table(struct visit *v, struct node *node, const struct record *rec, const struct report_table *t, const struct rows *rows)
{
	const char *kind = mem_fmt(v->c, "%s.report", rec->kind->name), *label = mem_fmt(v->c, "%s.%s", kind, t->name);

	if (words_known(words_language(), label))
		node_put(node, "label", word(label));
	if (rows_count(rows) == 0)
		node_put(node, "empty", word_of(v->c, kind, t->name, "empty"));
	for (const struct report_column *col = t->columns; col->name != NULL; col++) {
		struct node *column = node_item(node_in(node, "columns"));

		node_put(column, "label", word_of(v->c, kind, t->name, col->name));
		node_put_flag(column, "num", (col->flags & REPORT_NUMBER) != 0);
	}
	for (size_t i = 0; i < rows_count(rows); i++)
		put_row(v, node_item(node_in(node, "rows")), rec, t, rows, i);
}

static void
put_texts(struct visit *v, struct node *list, const struct record *rec, const char *names)
{
	char name[64];

	while (word_next(&names, name)) {
		struct node *node;

		if (str_empty(record_value(rec, name)))
			continue;
		node = node_item(list);
		node_put(node, "label", subject_label(v, rec->kind->name, name));
		node_put(node, "text", record_value(rec, name));
	}
}

static void
put_report(struct visit *v, struct node *node, const struct record *rec, const struct report *r, struct rows *const *rows)
{
	node_put(node, "name", r->name);
	node_put(node, "label", word_of(v->c, mem_fmt(v->c, "%s.report", rec->kind->name), r->name, NULL));
	if (r->note != NULL && !str_empty(record_value(rec, r->note)))
		node_put(node, "note", wordf(v->c, "%1: %2", subject_label(v, rec->kind->name, r->note), record_value(rec, r->note)));
	subject_put_article(v, node, r->article);
	for (const struct report_table *t = r->tables; t->name != NULL; t++)
		put_table(v, node_item(node_in(node, "tables")), rec, t, *rows++);
	put_texts(v, node_in(node, "texts"), rec, r->texts);
}

void
show_reports(struct visit *v, const struct show *s)
{
	struct rows *const *rows = s->reports;

	for (const struct report *r = s->rec->kind->reports; r != NULL && r->name != NULL; rows += count(r->tables), r++)
		if (rows_count(*rows) > 0)
			put_report(v, node_item(node_in(v->root, "Reports")), s->rec, r, rows);
}

bool
show_is_reported(const struct show *s, const char *field)
{
	struct rows *const *rows = s->reports;

	for (const struct report *r = s->rec->kind->reports; r != NULL && r->name != NULL; rows += count(r->tables), r++)
		if (rows_count(*rows) > 0 && str_has_word(r->texts, field))
			return (true);
	return (false);
}
