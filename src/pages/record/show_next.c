/* SPDX-License-Identifier: ISC */
/* The record page's first question: what happens next, and can I do it? */
#include "pages/record/show.h"

#include "base/date.h"
#include "base/str.h"
#include "view/words.h"
#include "web/layout.h"
#include "web/over.h"
#include "web/value.h"

#include <string.h>

/* ---- what it waits for */

/* "technical:…" per line: built-in roles are called by their key's word, a site's own by their name. */
static const char *
role_names(struct visit *v, const char *roles)
{
	char **line = str_split(v->c, mem_str(v->c, roles), '\n');
	struct buf *b = buf_new(v->c);

	for (size_t i = 0; line[i] != NULL; i++) {
		char *name = strchr(line[i], ':');

		if (name == NULL)
			continue;
		*name++ = '\0';
		buf_fmt(b, "%s%s", b->len == 0 ? "" : word(", "),
		    *line[i] == '\0' ? name : word_of(v->c, "role", line[i], NULL));
	}
	return (b->data);
}

static const char *
who_of(struct visit *v, const struct rows *waits, size_t i)
{
	const char *roles, *department = rows_text(waits, i, "department");

	if (rows_text(waits, i, "account_id") != NULL)
		return (rows_str(waits, i, "name"));
	roles = role_names(v, rows_str(waits, i, "roles"));
	if (*roles == '\0')
		return (word(
		    N_("nobody: no role has this right. Ask an administrator of the site.")));
	return (department == NULL ? roles : wordf(v->c, N_("%1 of %2"), roles, over_name(department, rows_str(waits, i, "department_en"))));
}

static bool
is_mine(const struct visit *v, const struct show *s, size_t i)
{
	const struct rows *w = s->waits;
	const char *permission = rows_text(w, i, "permission"), *me = v->c->me->id_text;
	enum permit right;

	if (permission == NULL)
		return (str_eq(rows_text(w, i, "account_id"), me));
	if (str_eq(rows_str(w, i, "action"), "decide"))
		return (s->ballots[0] != NULL);
	if (str_eq(rows_text(w, i, "except_id"), me) || rows_bool(w, i, "barred"))
		return (false);
	right = permit_named(permission);
	return (rows_text(w, i, "department_id") == NULL ? may(v->c, right) : may_for(v->c, right, rows_int(w, i, "department_id")));
}

static void
put_days(const struct visit *v, struct node *node, const char *since)
{
	int32_t from, today;

	if (date_read(mem_strn(v->c, since, 10), &from) && date_read(v->c->today, &today) && today > from)
		node_put_int(node, "days", today - from);
}

static void
put_waiting(struct visit *v, const struct show *s)
{
	for (size_t i = 0; i < rows_count(s->waits); i++) {
		struct node *node = node_item(node_in(v->root, "Waiting"));

		node_put(node, "what", over_waits(v->c, s->rec->kind->name, rows_str(s->waits, i, "action")));
		node_put(node, "who", who_of(v, s->waits, i));
		node_put(node, "since", rows_str(s->waits, i, "since"));
		put_days(v, node, rows_str(s->waits, i, "since"));
		node_put(node, "due", rows_str(s->waits, i, "due"));
		node_put_flag(node, "late", rows_bool(s->waits, i, "late"));
		node_put_flag(node, "mine", is_mine(v, s, i));
		if (rows_bool(s->waits, i, "barred") && may(v->c, permit_named(rows_str(s->waits, i, "permission"))))
			node_put(node, "barred", word(N_("Not by you, because you are involved in this record. Others with this right decide.")));
	}
}

/* Reminders are for people who wait for somebody else: the author, submitter or owner. */
static void
put_urge(struct visit *v, const struct show *s)
{
	struct node *node;
	size_t mine = 0;

	for (size_t i = 0; i < rows_count(s->waits); i++)
		mine += is_mine(v, s, i);
	if (rows_count(s->waits) == mine ||
	    !(record_is_self(v->c, s->rec) || record_is(v->c, s->rec, "@owner")))
		return;
	node = node_in(v->root, "Waiting_urge");
	node_putf(node, "url", "%s/urge", subject_path(v, s->rec->kind, s->rec->number));
	node_put_flag(node, "done", rows_count(s->marks) > 0 && rows_bool(s->marks, 0, "urged"));
}

/* ---- moves */

/* Is this field asked with the move? Then it need not be there before. */
static bool
is_asked(const struct visit *v, const struct move *m, const char *name)
{
	return (str_has_word(m->asks, name) || str_has_word(m->asks, mem_fmt(v->c, "%s?", name)));
}

static bool
is_ready(const struct visit *v, const struct open_move *open)
{
	for (size_t i = 0; i < open->n_conditions; i++)
		if (!open->conditions[i].met && !is_asked(v, open->move, open->conditions[i].name))
			return (false);
	return (true);
}

static const char *
place_of(const struct kind *kind, const char *condition)
{
	for (const struct place *p = kind->places; p != NULL && p->condition != NULL; p++)
		if (str_eq(p->condition, condition))
			return (p->where);
	return (NULL);
}

/* "/documents/new?…" makes a document; other places make nothing. */
static const struct kind *
made_at(struct visit *v, const char *where)
{
	const char *slash = where != NULL && *where == '/' ? strchr(where + 1, '/') : NULL;

	if (slash == NULL || !str_starts(slash, "/new"))
		return (NULL);
	return (kind_of_plural(mem_strn(v->c, where + 1, (size_t)(slash - where - 1))));
}

/* Rather than making a second one: the number of what was begun there and is about this record; a document by its type. */
static const char *
begun_at(const struct show *s, const struct kind *made, const char *where)
{
	const char *type = strstr(where, "type=");
	const struct state *state;

	if (type != NULL)
		return (show_document_of(s, type + strlen("type=")));
	for (size_t i = 0; i < rows_count(s->links); i++) {
		state = kind_state(made, rows_str(s->links, i, "state"));
		if (str_eq(rows_str(s->links, i, "kind"), made->name) && str_eq(rows_str(s->links, i, "way"), "from") &&
		    state != NULL && !(state->flags & STATE_END))
			return (rows_text(s->links, i, "number"));
	}
	return (NULL);
}

/* Is there something for this person at that place?  What is on this page is for everybody to read. */
static bool
leads_somewhere(struct visit *v, const struct show *s, const char *where)
{
	if (str_starts(where, "edit"))
		return (record_editable(v->c, s->rec) != NULL);
	if (made_at(v, where) != NULL)
		return (record_may_create(v->c, made_at(v, where)));
	if (!str_starts(where, "#move-"))
		return (true);
	for (size_t i = 0; i < s->n_moves; i++)
		if (s->moves[i].allowed && str_eq(s->moves[i].move->name, where + strlen("#move-")))
			return (true);
	return (false);
}

/* "entries/task" below the record, "#task" on this page, "/documents/new?target_id={number}" below the site. */
static void
put_place(struct visit *v, struct node *node, const struct record *rec, const char *where)
{
	const char *mark = strstr(where, "{number}"), *base = subject_path(v, rec->kind, rec->number);

	if (*where == '#')
		node_put(node, "url", where);
	else if (*where != '/')
		node_putf(node, "url", "%s/%s", base, where);
	else if (mark == NULL)
		node_put(node, "url", visit_path(v, "%s", where + 1));
	else
		node_put(node, "url", visit_path(v, "%.*s%s%s", (int)(mark - where - 1), where + 1, rec->number, mark + 8));
}

static void
put_condition(struct visit *v, struct node *node, const struct show *s, const struct condition *cond)
{
	const struct record *rec = s->rec;
	const char *where = place_of(rec->kind, cond->name);
	const struct kind *made = made_at(v, where);
	const char *begun = made == NULL ? NULL : begun_at(s, made, where);
	const char *kind = rec->kind->name, *todo = mem_fmt(v->c, "%s.todo.%s", kind, cond->name);
	const char *own = mem_fmt(v->c, "%s.condition.%s", kind, cond->name);

	node_put_flag(node, "met", cond->met);
	if (cond->is_field && !words_known(words_language(), own))
		node_put(node, "label",
		    wordf(v->c, N_("%1 is filled in"), subject_label(v, kind, cond->name), NULL));
	else
		node_put(node, "label", word_of(v->c, kind, "condition", cond->name));
	if (cond->met)
		return;
	if (words_known(words_language(), todo))
		node_put(node, "todo", word(todo));
	if (begun != NULL)
		node_put(node, "url", subject_path(v, made, begun));
	else if (where != NULL && leads_somewhere(v, s, where))
		put_place(v, node, rec, where);
	else if (where == NULL && cond->is_field && record_editable(v->c, rec) != NULL)
		node_putf(node, "url", "%s/edit#f-%s", subject_path(v, rec->kind, rec->number),
		    cond->name);
}

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
put_move(struct visit *v, const struct show *s, const struct open_move *open, struct node *node)
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
	node_put_flag(node, "ready", is_ready(v, open));
	node_put_flag(node, "danger", (m->flags & MOVE_DANGER) != 0);
	node_put_flag(node, "open", again);
	if (words_known(words_language(), hint))
		node_put(node, "hint", word(hint));
	visit_put_form(v, node, form);
	options_put(node, form, &s->choices);
	for (size_t i = 0; i < open->n_conditions; i++)
		if (!is_asked(v, m, open->conditions[i].name))
			put_condition(v, node_item(node_in(node, "conditions")), s, &open->conditions[i]);
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

static void
put_moves(struct visit *v, const struct show *s)
{
	const struct open_move *primary = primary_of(s);

	if (primary != NULL)
		put_move(v, s, primary, node_in(v->root, "Next"));
	for (size_t i = 0; i < s->n_moves; i++)
		if (&s->moves[i] != primary && s->moves[i].allowed)
			put_move(v, s, &s->moves[i], node_item(node_in(v->root, "Moves")));
}

/* Choices are asked for as its moves need them. */
static void
ask(struct visit *v, struct show *s)
{
	const struct kind *kind = s->subject.kind;

	show_ask_rows(v, s, STMT_RECORD_WAITS, &s->waits);
	db_ask(v->c->db, v->c, STMT_RECORD_MARKS, &s->marks, ARGS(v->c->site_id, s->subject.number, v->c->today));
	for (const struct move *m = kind->moves; m->name != NULL; m++)
		options_ask(v, &s->choices, workflow_asks(v->c, kind, m), 0, 0);
}

static void
show(struct visit *v, const struct show *s)
{
	node_put(node_in(v->root, "Next"), "said", layout_came(v, "next"));
	put_waiting(v, s);
	put_urge(v, s);
	put_moves(v, s);
}

const struct show_part show_next = { 0, ask, show };
