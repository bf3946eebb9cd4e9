/* SPDX-License-Identifier: ISC */
/* Who has confirmed having read what is published and who has not, for those who publish it (R6.2, R20.4). */
#include "pages/record/show.h"

#include "base/str.h"
#include "view/words.h"
#include "web/over.h"

struct show_readers {
	struct rows *counts, *readers;          /* NULL: nobody confirms having read one of this kind */
};

/* The state in which it is read; NULL: nobody confirms having read one of this kind. */
static const struct state *
read_in(const struct kind *kind)
{
	const struct state *s = kind->states;

	while (s->name != NULL && !(s->flags & STATE_READ))
		s++;
	return (s->name == NULL ? NULL : s);
}

static void
ask(struct visit *v, struct show *s)
{
	struct show_readers *p = PART_OF(s, show_readers);
	const char *number = s->subject.number;

	if (read_in(s->subject.kind) == NULL)
		return;
	db_ask(v->c->db, v->c, STMT_READING_COUNTS, &p->counts,
	    ARGS(v->c->site_id, number));
	db_ask(v->c->db, v->c, STMT_READING_READERS, &p->readers, ARGS(v->c->site_id, number));
}

/* Those who may publish it look after its being read; once it is over, if anybody has read it. */
static bool
is_theirs(const struct visit *v, const struct show *s)
{
	const struct rows *counts = PART_OF(s, show_readers)->counts;
	const struct state *to = read_in(s->rec->kind), *now = kind_state(s->rec->kind, s->rec->state);

	if (!(now->flags & STATE_READ) &&
	    !(now->flags & STATE_END && rows_int(counts, 0, "confirmed") > 0))
		return (false);
	for (const struct move *m = s->rec->kind->moves; m->name != NULL; m++)
		if (m->to != NULL && str_eq(m->to, to->name) && record_may(v->c, s->rec, m->who))
			return (true);
	return (false);
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
	put_cell(row, over_name(rows_str(readers, i, "department"), rows_str(readers, i, "department_en")), NULL);
	put_cell(row, at == NULL ? word(N_("not confirmed yet")) : at, at == NULL ? "warn" : NULL);
}

/* The list has an end (reading_readers), which it says. */
static const char *
note_of(struct visit *v, const struct show_readers *p)
{
	const char *note = wordf(v->c, N_("%1 of %2 confirmed"), rows_str(p->counts, 0, "confirmed"), rows_str(p->counts, 0, "audience"));

	if ((int64_t)rows_count(p->readers) >= rows_int(p->counts, 0, "audience"))
		return (note);
	return (mem_fmt(v->c, "%s · %s", note, wordf(v->c, N_("The first %1 are shown."), mem_fmt(v->c, "%zu", rows_count(p->readers)), NULL)));
}

static void
show(struct visit *v, const struct show *s)
{
	static const char *const columns[] = { N_("Name"), N_("Department"), N_("Confirmed") };
	const struct show_readers *p = PART_OF(s, show_readers);
	struct node *node;

	if (p->readers == NULL || !is_theirs(v, s))
		return;
	node = node_item(node_in(v->root, "Entries"));
	node_put(node, "name", "readers");
	node_put(node, "label", word(N_("Confirmations of reading")));
	node_put(node, "note", note_of(v, p));
	node_put(node, "tone",
	    rows_int(p->counts, 0, "confirmed") < rows_int(p->counts, 0, "audience")
		? "warn"
		: "ok");
	for (size_t i = 0; i < ARRAY_LEN(columns); i++)
		node_put(node_item(node_in(node, "columns")), "label", word(columns[i]));
	for (size_t i = 0; i < rows_count(p->readers); i++)
		put_reader(node_item(node_in(node, "rows")), p->readers, i);
}

const struct show_part show_readers = { sizeof(struct show_readers), ask, show };
