/* SPDX-License-Identifier: ISC */
/* On the record's page and in its prints: the reports that its kind declares, drawn from what belongs to it. */
#include "pages/record/show.h"

#include "base/str.h"
#include "view/words.h"
#include "web/markdown.h"
#include "web/report.h"

struct show_reports {
	struct rows **rows;                     /* one for each table of the kind's reports, in order */
	bool *again;                            /* … whether it is of the same answer as the table before (report_table.part) */
};

static size_t
count(const struct report_table *tables)
{
	size_t n = 0;

	while (tables[n].name != NULL)
		n++;
	return (n);
}

static void
ask(struct visit *v, struct show *s)
{
	struct show_reports *p = PART_OF(s, show_reports);
	const struct report_table *last = NULL;
	size_t n = 0;

	for (const struct report *r = s->subject.kind->reports; r != NULL && r->name != NULL; r++)
		n += count(r->tables);
	p->rows = mem_array(v->c, struct rows *, n + 1);
	p->again = mem_array(v->c, bool, n + 1);
	n = 0;
	for (const struct report *r = s->subject.kind->reports; r != NULL && r->name != NULL; r++)
		for (const struct report_table *t = r->tables; t->name != NULL; t++, n++) {
			p->again[n] = last != NULL && t->part != NULL && last->rows == t->rows;
			if (!p->again[n])
				report_ask(v, t, s->subject.number, &p->rows[n]);
			last = t;
		}
}

/* What was answered for the table in this place. */
static struct rows *
answered(const struct show_reports *p, size_t at)
{
	while (p->again[at])
		at--;
	return (p->rows[at]);
}

/* A text that is called what the report is called is its own. */
static void
put_texts(struct visit *v, struct node *report, const struct record *rec, const char *names, const char *label)
{
	char name[64];

	while (word_next(&names, name)) {
		const char *text = record_value(rec, name), *called = subject_label(v, rec->kind->name, name);
		struct node *node;

		if (str_empty(text))
			continue;
		if (str_eq(called, label)) {
			node_put_html(report, "text_html", markdown_html(v->c, text));
			continue;
		}
		node = node_item(node_in(report, "texts"));
		node_put(node, "label", called);
		node_put(node, "text", text);
	}
}

static void
put_report(struct visit *v, struct node *node, const struct record *rec, const struct report *r, const struct show_reports *p, size_t at)
{
	const char *label = word_of(v->c, mem_fmt(v->c, "%s.report", rec->kind->name), r->name, NULL);

	node_put(node, "name", r->name);
	node_put(node, "label", label);
	if (r->note != NULL && !str_empty(record_value(rec, r->note)))
		node_put(node, "note", wordf(v->c, "%1: %2", subject_label(v, rec->kind->name, r->note), record_value(rec, r->note)));
	subject_put_article(v, node, r->article);
	for (const struct report_table *t = r->tables; t->name != NULL; t++) {
		struct node *table = node_item(node_in(node, "tables"));

		node_put(table, "region", label);
		report_put(v, table, mem_fmt(v->c, "%s.report", rec->kind->name), rec, t, answered(p, at++));
		/* A single table is what the report says it is. */
		if (str_eq(t->name, r->name))
			node_put(table, "label", "");
	}
	put_texts(v, node, rec, r->texts, label);
}

static void
show(struct visit *v, const struct show *s)
{
	const struct show_reports *p = PART_OF(s, show_reports);
	size_t at = 0;

	for (const struct report *r = s->rec->kind->reports; r != NULL && r->name != NULL; at += count(r->tables), r++)
		if (rows_count(answered(p, at)) > 0) {
			struct home home = show_home(v, s, HOME_REPORT, r->name);
			struct node *node = node_item(node_in(home.node, "Reports"));

			node_put_flag(node, "inner", home.section != NULL);
			put_report(v, node, s->rec, r, p, at);
			show_tell(s, home.section, NULL, 0, 0);
		}
}

const struct show_part show_reports = { sizeof(struct show_reports), ask, show };

bool
show_is_reported(const struct show *s, const char *field)
{
	const struct show_reports *p = PART_OF(s, show_reports);
	size_t at = 0;

	for (const struct report *r = s->rec->kind->reports; p != NULL && r != NULL && r->name != NULL; at += count(r->tables), r++)
		if (rows_count(answered(p, at)) > 0 && str_has_word(r->texts, field))
			return (true);
	return (false);
}
