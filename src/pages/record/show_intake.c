/* SPDX-License-Identifier: ISC */
/* What the record's page gathers for it from others, and the one button that takes each of them up (struct intake). */
#include "pages/record/show.h"

#include "base/str.h"
#include "http/url.h"
#include "pages/record/entries.h"
#include "view/words.h"
#include "web/over.h"

struct show_intake {
	struct rows **rows;                     /* one for each of the kind's intakes */
};

static void
ask(struct visit *v, struct show *s)
{
	struct show_intake *p = PART_OF(s, show_intake);
	const struct intake *intakes = s->subject.kind->intakes;
	size_t n = 0;

	while (intakes != NULL && intakes[n].name != NULL)
		n++;
	p->rows = mem_array(v->c, struct rows *, n + 1);
	for (size_t i = 0; i < n; i++)
		show_ask_rows(v, s, intakes[i].rows, &p->rows[i]);
}

/* ---- how one is taken up */

/* By a right that they hold; what more it takes, the page says that the button leads to. */
static bool
holds(const struct visit *v, const struct who who[WHO_MAX])
{
	for (size_t i = 0; i < WHO_MAX; i++)
		if (who[i].right != PERMIT_NONE && may(v->c, who[i].right))
			return (true);
	return (false);
}

/* The form for one more entry, begun with the columns of the row that are named as its fields. */
static const char *
entry_url(struct visit *v, const struct show *s, const struct entry *sort, const struct rows *rows, size_t i)
{
	struct buf *to = buf_new(v->c);
	const char *between = "?";

	buf_fmt(to, "%s", entries_path(v, s->rec, sort));
	for (size_t col = 0; col < rows_columns(rows); col++) {
		const struct field *f = field_find(sort->fields, rows_name(rows, col));

		if (f == NULL || f->flags & DERIVED || str_empty(rows_at(rows, i, col)))
			continue;
		buf_fmt(to, "%s%s=", between, f->name);
		url_put(to, rows_at(rows, i, col));
		between = "&";
	}
	buf_fmt(to, "#%s", sort->name);
	return (to->data);
}

/* A new change of this record; NULL: they make none. */
static const char *
change_url(struct visit *v, const struct record *rec)
{
	for (size_t k = 0; kinds[k] != NULL; k++) {
		const struct field *f = kinds[k]->states_of == NULL ? NULL : kind_names(kinds[k], rec->kind);

		if (f != NULL && record_may_create(v->c, kinds[k]))
			return (visit_path(v, "%s/new?%s=%s", kinds[k]->plural, f->name, rec->number));
	}
	return (NULL);
}

static void
put_as_entry(struct visit *v, const struct show *s, struct node *node, const struct intake *in, const struct rows *rows, size_t i)
{
	const struct entry *sort = kind_entry(s->rec->kind, in->entry);

	if (entry_is_locked(s->rec, sort)) {
		node_put(node, "take_url", change_url(v, s->rec));
		node_put(node, "take", word(N_("By a change request")));
	} else if (entry_may_add(v->c, s->rec, sort)) {
		node_put(node, "take_url", entry_url(v, s, sort, rows, i));
		node_put(node, "take", word_of(v->c, mem_fmt(v->c, "%s.intake", s->rec->kind->name), in->name, "take"));
	}
}

static void
put_there(struct visit *v, const struct show *s, struct node *node, const struct intake *in, const struct rows *rows, size_t i)
{
	const struct kind *kind = kind_named(in->kind);
	const struct act *act = in->act == NULL ? NULL : entry_act_named(kind_entry(kind, in->of), in->act);
	const char *path = subject_path(v, kind, rows_str(rows, i, "number"));

	if (!holds(v, act != NULL ? act->who : kind_move(kind, in->move)->who))
		return;
	if (act != NULL)
		node_putf(node, "action", "%s/entries/%s/%s", path, in->of, rows_str(rows, i, "no"));
	else
		node_putf(node, "action", "%s/moves", path);
	node_put(node, "name", act != NULL ? "act" : "move");
	node_put(node, "value", act != NULL ? act->name : in->move);
	node_put(node, "take", word_of(v->c, mem_fmt(v->c, "%s.intake", s->rec->kind->name), in->name, "take"));
}

/* ---- what there is */

static void
put_item(struct visit *v, const struct show *s, struct node *node, const struct intake *in, const struct rows *rows, size_t i)
{
	const struct kind *kind = kind_named(rows_str(rows, i, "kind"));
	const char *note = mem_fmt(v->c, "%s.intake.%s.note", s->rec->kind->name, in->name);

	if (kind != NULL)
		subject_saw(v, kind, visibility_read(rows, i));
	over_put_record(node, v->c, v->c->site->slug, rows, i);
	node_putf(node, "id", "%s-%s", rows_str(rows, i, "number"), str_or(rows_text(rows, i, "no"), ""));
	if (words_known(words_language(), note))
		node_put(node, "note", wordf(v->c, note, rows_str(rows, i, "a"), rows_str(rows, i, "b")));
	if (in->entry != NULL)
		put_as_entry(v, s, node, in, rows, i);
	else
		put_there(v, s, node, in, rows, i);
}

static void
show(struct visit *v, const struct show *s)
{
	struct rows *const *rows = PART_OF(s, show_intake)->rows;

	for (const struct intake *in = s->rec->kind->intakes; in != NULL && in->name != NULL; in++, rows++) {
		struct node *group;

		if (!str_has_word(in->states, s->rec->state) || rows_count(*rows) == 0)
			continue;
		group = node_item(node_in(v->root, "Intake"));
		node_put(group, "name", in->name);
		node_put(group, "label", word_of(v->c, mem_fmt(v->c, "%s.intake", s->rec->kind->name), in->name, NULL));
		for (size_t i = 0; i < rows_count(*rows); i++)
			put_item(v, s, node_item(node_in(group, "items")), in, *rows, i);
	}
}

const struct show_part show_intake = { sizeof(struct show_intake), ask, show };
