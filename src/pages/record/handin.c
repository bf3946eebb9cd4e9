/* SPDX-License-Identifier: ISC */
#include "pages/record/handin.h"

#include "base/str.h"
#include "record/workflow.h"
#include "view/words.h"
#include "web/options.h"

#include <stdio.h>

static const struct move *
move_of(const struct kind *kind, const char *state)
{
	static const unsigned must = MOVE_SUBMITS | MOVE_PRIMARY, never = MOVE_ONLY_RULES | MOVE_REASON;

	for (const struct move *m = kind->moves; m->name != NULL; m++)
		if ((m->flags & must) == must && (m->flags & never) == 0 && m->asks == NULL && str_has_word(m->from, state))
			return (m);
	return (NULL);
}

static const struct open_move *
open_of(const struct open_move *open, size_t n, const struct move *move)
{
	for (size_t i = 0; i < n; i++)
		if (open[i].move == move)
			return (&open[i]);
	return (NULL);
}

/* Of a record that is not there yet, they are the author. */
static bool
may_hand_in(struct visit *v, const struct kind *kind, const struct record *rec, const struct form *form, const struct move *move)
{
	struct record newborn = { .kind = kind, .state = kind->first, .author_id = v->c->me->id_text, .fields = (struct form *)form };
	struct open_move *open;
	size_t n = workflow_open(v->c, rec == NULL ? &newborn : rec, &open);
	const struct open_move *of = open_of(open, n, move);

	return (of != NULL && of->allowed);
}

static bool
is_needed(const struct move *move, const struct field *f)
{
	return (move != NULL && !(f->flags & REQUIRED) && str_has_word(str_or(move->needs, ""), f->name));
}

void
handin_put(struct visit *v, struct node *node, const struct kind *kind, const struct record *rec, const struct form *form)
{
	const struct move *move = move_of(kind, rec == NULL ? kind->first : rec->state);
	struct node *fields = node_in(node, "fields"), *button;
	char at[24];

	if (move == NULL || !may_hand_in(v, kind, rec, form, move))
		return;
	for (size_t i = 0; i < form->n; i++)
		if (is_needed(move, form->inputs[i].field)) {
			snprintf(at, sizeof at, "%zu", i);
			node_put_flag(node_in(fields, at), "later", true);
			node_put_flag(node, "later", true);
		}
	button = node_item(node_in(node, "buttons"));
	node_put(button, "name", "move");
	node_put(button, "value", move->name);
	node_put(button, "label", word_of(v->c, kind->name, "move", move->name));
	node_put(node, "handed", move->name);
}

struct err *
handin_read(struct visit *v, const struct kind *kind, const char *state, struct form *form, const struct move **move)
{
	const char *name = visit_form(v, "move");

	*move = NULL;
	if (v->view == NULL || *name == '\0')
		return (OK);
	*move = move_of(kind, state);
	if (*move == NULL || !str_eq((*move)->name, name))
		return (RAISE(ERR_INVALID, "\"%s\" does not hand in a %s in state \"%s\"", name, kind->name, state));
	for (size_t i = 0; i < form->n; i++) {
		const struct input *in = &form->inputs[i];

		if (is_needed(*move, in->field) && (in->field->type == FIELD_TEXT ? !str_says(in->value) : str_empty(in->value)))
			form_complain(form, in->field->name, N_("This is needed for handing in. You can save without it."), NULL);
	}
	return (OK);
}

struct err *
handin_make(struct visit *v, const char *record_id, const struct move *move, struct form *form, const char **said)
{
	struct form *asked = form_new(v->c, form->name, workflow_asks(v->c, kind_named(form->name), move));
	const struct open_move *of;
	struct open_move *open;
	struct record *rec;
	size_t n;
	bool done;

	*said = NULL;
	TRY(record_load(v->c, record_id, &rec));
	n = workflow_open(v->c, rec, &open);
	of = open_of(open, n, move);
	if (of != NULL && of->allowed && !of->ready) {
		*said = N_("Saved, but not handed in yet: the page says what is still missing.");
		return (OK);
	}
	TRY(workflow_move(v->c, rec, move, asked, &done));
	if (!done) {
		form_take_complaints(form, asked);
		form->ok = false;
		return (OK);
	}
	*said = N_("Saved and handed in.");
	return (OK);
}
