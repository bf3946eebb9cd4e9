/* SPDX-License-Identifier: ISC */
/* The panel PANEL_DOCUMENTS, on the page of what documents belong to: which each stage needs, what is there, and where to make the rest (R30.1). */
#include "pages/record/show.h"

#include "base/str.h"
#include "view/words.h"

struct show_documents {
	struct rows *needs;
};

static void
ask(struct visit *v, struct show *s)
{
	if (kind_panel(s->subject.kind, PANEL_DOCUMENTS) != NULL && kind_marked(KIND_FILED) != NULL)
		db_ask(v->c->db, v->c, STMT_DOCUMENT_NEEDS, &PART_OF(s, show_documents)->needs,
		    ARGS(v->c->site_id, s->subject.number));
}

static struct node *
put_cell(struct node *row, const char *text)
{
	struct node *cell = node_item(node_in(row, "cells"));

	node_put(cell, "text", text);
	return (cell);
}

/* Where it is, or where to make it. */
static void
put_where(struct visit *v, const struct show *s, struct node *row, const struct rows *needs, size_t i)
{
	const struct kind *filed = kind_marked(KIND_FILED);
	const struct field *about = kind_names(filed, s->rec->kind);
	const char *number = rows_text(needs, i, "number");

	if (number != NULL)
		node_put(put_cell(row, number), "url", subject_path_of(v, number));
	else if (about != NULL && record_may_create(v->c, filed) && !(kind_state(s->rec->kind, s->rec->state)->flags & STATE_END))
		node_put(put_cell(row, word(N_("document.needs.make"))), "url",
		    visit_path(v, "%s/new?%s=%s&type=%s", filed->plural, about->name, s->rec->number, rows_str(needs, i, "type")));
	else
		put_cell(row, "");
}

static void
put_need(struct visit *v, const struct show *s, struct node *row, const struct rows *needs, size_t i)
{
	const char *state = rows_text(needs, i, "state");
	bool met = rows_bool(needs, i, "met"), is_due = rows_bool(needs, i, "is_due");
	struct node *cell;

	put_cell(row, word_of(v->c, "document.needs", "stage", rows_str(needs, i, "stage")));
	put_cell(row, word_of(v->c, kind_marked(KIND_FILED)->name, "type", rows_str(needs, i, "type")));
	if (state == NULL && !is_due) {
		put_cell(row, word(N_("document.needs.later")));
		put_where(v, s, row, needs, i);
		return;
	}
	cell = put_cell(row, state == NULL ? word(N_("document.needs.none"))
					   : word_of(v->c, kind_marked(KIND_FILED)->name, "state", state));
	node_put(cell, "tone", met ? "ok" : state == NULL ? "bad" : "warn");
	put_where(v, s, row, needs, i);
}

static void
show(struct visit *v, const struct show *s)
{
	static const char *const columns[] = { N_("document.needs.column.stage"),
		N_("document.needs.column.type"), N_("document.needs.column.state"),
		N_("document.needs.column.record") };
	const struct rows *needs = PART_OF(s, show_documents)->needs;
	int missing = 0, met = 0;
	struct home home;
	struct node *node;

	if (rows_count(needs) == 0)
		return;
	home = show_home_panel(v, s, PANEL_DOCUMENTS);
	node = node_item(node_in(home.node, "Entries"));
	node_put_flag(node, "inner", home.section != NULL);
	node_put(node, "name", "documents");
	node_put(node, "label", word(N_("document.needs")));
	for (size_t i = 0; i < ARRAY_LEN(columns); i++)
		node_put(node_item(node_in(node, "columns")), "label", word(columns[i]));
	for (size_t i = 0; i < rows_count(needs); i++) {
		struct node *row = node_item(node_in(node, "rows"));

		node_put(row, "id", rows_str(needs, i, "type"));
		put_need(v, s, row, needs, i);
		missing += rows_bool(needs, i, "is_due") && !rows_bool(needs, i, "met");
		met += rows_bool(needs, i, "met");
	}
	node_put(node, "tone", missing == 0 ? "ok" : "warn");
	node_put(node, "note", missing == 0 ? word(N_("document.needs.complete")) : wordf(v->c, N_("document.needs.missing"), mem_fmt(v->c, "%d", missing), NULL));
	show_tell(s, home.section, wordf(v->c, N_("document.needs.so_far"), mem_fmt(v->c, "%d", met), mem_fmt(v->c, "%zu", rows_count(needs))), missing, 0);
	if (home.section == NULL)
		show_bar(v, "#documents", word(N_("document.needs")), 0, missing);
}

const struct show_part show_documents = { sizeof(struct show_documents), ask, show };

const char *
show_document_of(const struct show *s, const char *type)
{
	const struct show_documents *p = PART_OF(s, show_documents);

	for (size_t i = 0; p != NULL && i < rows_count(p->needs); i++)
		if (str_eq(rows_str(p->needs, i, "type"), type))
			return (rows_text(p->needs, i, "number"));
	return (NULL);
}
