/* SPDX-License-Identifier: ISC */
/* The record page's first question: what happens next, and can I do it? */
#include "pages/record/show.h"

#include "base/str.h"
#include "view/words.h"
#include "web/layout.h"

/* ---- moves */

/* What is asked with a move begins as what the record already says; but reasons are of the day. */
static const struct form *
move_form(struct visit *v, const struct show *s, const struct move *m)
{
	struct form *form =
	    form_new(v->c, s->rec->kind->name, workflow_asks(v->c, s->rec->kind, m));

	for (size_t i = 0; i < form->n; i++) {
		const struct input *was = form_input(s->rec->fields, form->inputs[i].field->name);

		if (was == NULL || was->field->type == FIELD_TEXT)
			continue;
		form->inputs[i].value = was->value;
		form->inputs[i].stored = was->stored;
	}
	return (form);
}

static void
put_move(struct visit *v, const struct show *s, const struct open_move *open, struct node *node, bool is_next)
{
	const struct move *m = open->move;
	const char *kind = s->rec->kind->name,
		   *hint = mem_fmt(v->c, "%s.move.%s.hint", kind, m->name);
	bool again =
	    show_is_again(s, "move") && str_eq(s->typed->name, m->name) && s->typed->form != NULL;
	const struct form *form = again ? s->typed->form : move_form(v, s, m);

	node_put(node, "name", m->name);
	node_put(node, "label", word_of(v->c, kind, "move", m->name));
	node_put_flag(node, "may", open->allowed);
	node_put_flag(node, "ready", show_is_ready(v, open));
	node_put_flag(node, "danger", (m->flags & MOVE_DANGER) != 0);
	node_put_flag(node, "open", again);
	if (words_known(words_language(), hint))
		node_put(node, "hint", word(hint));
	visit_put_form(v, node, form);
	options_put(node, form, &s->choices);
	show_put_conditions(v, s, node, open, is_next);
	subject_put_article(v, node, m->article);
}

/* The primary move that this person may make; else the one somebody else will. */
static const struct open_move *
primary_of(const struct show *s)
{
	const struct open_move *first = NULL;

	for (size_t i = 0; i < s->n_moves; i++) {
		if (!(s->moves[i].move->flags & MOVE_PRIMARY))
			continue;
		if (s->moves[i].allowed)
			return (&s->moves[i]);
		if (first == NULL)
			first = &s->moves[i];
	}
	return (first);
}

/* It stays in reach while one reads (the bar): one tap where nothing is asked, else where its form is. */
static void
put_do(struct visit *v, const struct show *s, const struct open_move *open)
{
	struct node *node = node_in(v->root, "Do");
	const struct move *m = open->move;

	if (s->ballots[0] != NULL)
		return;
	node_put(node, "label", word_of(v->c, s->rec->kind->name, "move", m->name));
	if (field_count(workflow_asks(v->c, s->rec->kind, m)) == 0 && !(m->flags & MOVE_DANGER))
		node_put(node, "move", m->name);
	else
		node_putf(node, "url", "#move-%s", m->name);
}

/* What is next, who makes it, and where it leads. */
static void
put_next(struct visit *v, const struct show *s, const struct open_move *open, struct node *node)
{
	const struct move *m = open->move;
	struct node *wait = node_in(node, "wait");

	/* Before its conditions, of which the first may be what is next. */
	if (open->allowed && show_is_ready(v, open))
		put_do(v, s, open);
	put_move(v, s, open, node, true);
	if (!show_put_waited(v, s, wait, m->name, true))
		show_put_who(v, s, wait, m->who);
	if (m->to != NULL)
		node_put(node, "to", word_of(v->c, s->rec->kind->name, "state", m->to));
}

static void
put_moves(struct visit *v, const struct show *s)
{
	const struct open_move *primary = primary_of(s);

	if (primary != NULL)
		put_next(v, s, primary, node_in(v->root, "Next"));
	for (size_t i = 0; i < s->n_moves; i++)
		if (&s->moves[i] != primary && s->moves[i].allowed)
			put_move(v, s, &s->moves[i], node_item(node_in(v->root, "Moves")), false);
}

/* Choices are asked for as its moves need them. */
static void
ask(struct visit *v, struct show *s)
{
	const struct kind *kind = s->subject.kind;

	for (const struct move *m = kind->moves; m->name != NULL; m++)
		options_ask(v, &s->choices, workflow_asks(v->c, kind, m), 0, 0);
}

static void
show(struct visit *v, const struct show *s)
{
	node_put(node_in(v->root, "Next"), "said", layout_came(v, "next"));
	if (s->ballots[0] != NULL) {
		node_put(node_in(v->root, "Do"), "label", word(N_("Go and vote")));
		node_put(node_in(v->root, "Do"), "url", "#ballot");
	}
	put_moves(v, s);
}

const struct show_part show_next = { 0, ask, show };
