/* SPDX-License-Identifier: ISC */
#include "pages/record/behind.h"

#include "base/str.h"
#include "view/words.h"
#include "web/report.h"
#include "web/subject.h"

struct behind_state {
	struct subject subject;
	const struct report_table *table;       /* NULL: the address names none with anything behind it */
	struct rows *rows;
};

const size_t behind_state = sizeof(struct behind_state);

static const struct report_table *
table_named(const struct kind *kind, const char *name)
{
	for (const struct report *r = kind->reports; r != NULL && r->name != NULL; r++)
		for (const struct report_table *t = r->tables; t->name != NULL; t++)
			if (t->behind != NULL && str_eq(t->name, name))
				return (t);
	return (NULL);
}

void
behind_ask(struct visit *v)
{
	struct behind_state *b = STATE_OF(v, behind_state);

	subject_ask(v, &b->subject, false);
	if (b->subject.kind == NULL)
		return;
	b->table = table_named(b->subject.kind, visit_arg(v, "report"));
	if (b->table != NULL)
		report_ask_behind(v, b->table, b->subject.number, visit_query(v, "of"), &b->rows);
}

/* What the row is called: the words of its key. */
static const char *
label_of(struct visit *v, const struct report_table *t)
{
	for (const struct report_column *col = t->columns; col->name != NULL; col++)
		if (str_eq(col->name, t->key) && col->words != NULL && words_known(words_language(), mem_fmt(v->c, "%s.%s", col->words, visit_query(v, "of"))))
			return (report_text(v->c, col, visit_query(v, "of")));
	return (NULL);
}

struct err *
behind_answer(struct visit *v)
{
	struct behind_state *b = STATE_OF(v, behind_state);
	struct node *node = node_in(v->root, "Behind");
	const char *label;
	struct record *rec;

	TRY(subject_read(v, &b->subject, &rec));
	label = b->table == NULL ? NULL : label_of(v, b->table);
	if (label == NULL)
		return (RAISE(ERR_NOT_FOUND, "nothing behind \"%s\" of %s", visit_arg(v, "report"), rec->number));
	subject_put(v, rec);
	node_put(node, "label", label);
	report_put(v, node_in(node, "table"), mem_fmt(v->c, "%s.report", rec->kind->name), rec, b->table->behind, b->rows);
	node_put(node_in(node, "table"), "region", label);
	return (visit_show(v, "record/behind", mem_fmt(v->c, "%s %s", rec->number, label)));
}
