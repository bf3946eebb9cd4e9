/* SPDX-License-Identifier: ISC */
/* Who has confirmed having read a notice and who has not, for those who publish notices (R6.2, R20.4). */
#include "pages/show.h"

#include "base/str.h"
#include "view/words.h"

void
show_readers_ask(struct visit *v, struct show *s)
{
	const char *number = s->subject.number;

	db_ask(v->c->db, v->c, STMT_NOTICE_READ_COUNTS, &s->read_counts,
	    ARGS(v->c->site_id, number));
	db_ask(v->c->db, v->c, STMT_NOTICE_READERS, &s->readers, ARGS(v->c->site_id, number));
}

static void
put_cell(struct node *row, const char *text, const char *tone)
{
	struct node *cell = node_item(node_in(row, "cells"));

	node_put(cell, "text", text);
	if (tone != NULL)
		node_put(cell, "tone", tone);
}

static void
put_reader(struct node *row, const struct rows *readers, size_t i)
{
	const char *at = rows_text(readers, i, "at");

	put_cell(row, rows_str(readers, i, "name"), NULL);
	put_cell(row, rows_str(readers, i, "department"), NULL);
	put_cell(row, at == NULL ? word(N_("not confirmed yet")) : at, at == NULL ? "warn" : NULL);
}

void
show_readers(struct visit *v, const struct show *s)
{
	static const char *const columns[] = { N_("Name"), N_("Department"), N_("Confirmed") };
	struct node *node;

	if (s->readers == NULL || str_eq(s->rec->state, "draft") || !may(v->c, "notice.manage"))
		return;
	node = node_item(node_in(v->root, "Entries"));
	node_put(node, "name", "readers");
	node_put(node, "label", word(N_("Who has read it")));
	node_put(node, "note",
	    wordf(v->c, N_("%1 of %2 confirmed"), rows_str(s->read_counts, 0, "confirmed"),
		rows_str(s->read_counts, 0, "audience")));
	node_put(node, "tone",
	    rows_int(s->read_counts, 0, "confirmed") < rows_int(s->read_counts, 0, "audience")
		? "warn"
		: "ok");
	for (size_t i = 0; i < ARRAY_LEN(columns); i++)
		node_put(node_item(node_in(node, "columns")), "label", word(columns[i]));
	for (size_t i = 0; i < rows_count(s->readers); i++)
		put_reader(node_item(node_in(node, "rows")), s->readers, i);
}
