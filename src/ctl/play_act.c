/* SPDX-License-Identifier: ISC */
/* One step: records are made, edited, moved and voted on, and get entries. */
#include "ctl/play.h"

#include "base/str.h"
#include "record/criteria.h"
#include "record/entry.h"
#include "record/vote.h"
#include "record/workflow.h"

#include <string.h>

/* ---- forms, filled in */

struct filler {
	struct ctx *c;
	const struct step *step;
	const struct field *fields;
	const struct record *rec;       /* while editing: keeps what the step does not name */
};

struct err *
play_form_check(const struct form *form)
{
	for (size_t i = 0; i < form->n; i++)
		if (form->inputs[i].complaint != NULL)
			return (RAISE(ERR_INVALID, "\"%s\" of field \"%s\": %s", form->inputs[i].value, form->inputs[i].field->name, form->inputs[i].complaint));
	return (form->ok ? OK : RAISE(ERR_INVALID, "%s", form->complaint));
}

static const char *
fill(void *arg, const char *name, size_t *from)
{
	const struct filler *f = arg;
	const json_t *json = json_object_get(f->step->with, name);
	const char *text = NULL;

	if ((*from)++ > 0)
		return (NULL);
	if (json == NULL)
		return (f->rec == NULL ? NULL : record_value(f->rec, name));
	/* play_check has seen that it is of its type. */
	err_free(play_value(f->c, f->step, field_find(f->fields, name), json, &text));
	return (text);
}

static struct form *
filled(struct ctx *c, const struct step *s, const char *name, const struct field *fields, const struct record *rec)
{
	return (form_read(c, name, fields, fill, &(struct filler){ c, s, fields, rec }));
}

/* ---- records */

struct err *
play_make(struct ctx *c, struct step *s)
{
	const struct kind *kind = s->on->kind;
	struct form *form;
	struct rows *id;

	if (s->on->number != NULL)
		return (RAISE(ERR_CONFLICT, "it is made already: %s", s->on->number));
	if (!record_may_create(c, kind))
		return (RAISE(ERR_FORBIDDEN, "\"%s\" may make no %s", c->me->login, kind->name));
	record_ask_id(c, &id);
	TRY(db_wait(c->db));
	form = filled(c, s, kind->name, kind->fields, NULL);
	if (form->ok)
		TRY(record_create(c, kind, rows_text(id, 0, "id"), form, &s->rec));
	TRY(play_form_check(form));
	s->on->id = mem_str(s->play, s->rec->id);
	s->on->number = mem_str(s->play, s->rec->number);
	return (OK);
}

struct err *
play_edit(struct ctx *c, struct step *s)
{
	const char *names = record_editable(c, s->rec), *key;
	const struct field *fields = record_typed(c, s->rec->kind, str_or(names, ""));
	struct form *form = filled(c, s, s->rec->kind->name, fields, s->rec);
	json_t *value;

	if (names == NULL)
		return (RAISE(ERR_FORBIDDEN, "\"%s\" may not edit %s", c->me->login, s->rec->number));
	json_object_foreach(s->with, key, value)
		if (field_find(fields, key) == NULL)
			return (play_no_field(c, key, (const struct field *const[]){ fields, NULL }));
	if (form->ok)
		TRY(record_edit(c, s->rec, form, s->rec->version));
	return (play_form_check(form));
}

struct err *
play_vote(struct ctx *c, struct step *s)
{
	const struct field *fields = criteria_fields(c, kind_state(s->rec->kind, s->rec->state));
	const char *outcome;
	struct rows *voters;

	approval_ask(c, s->rec->number, &voters);
	TRY(db_wait(c->db));
	if (fields->name != NULL)
		s->rec->judgement = criteria_json(c, filled(c, s, "vote", fields, NULL));
	return (vote_cast(c, s->rec, voters, str_or(form_stored(s->form, "for"), c->me->id_text), form_value(s->form, "choice"),
	    form_value(s->form, "opinion"), &outcome));
}

static struct err *
move(struct ctx *c, struct step *s)
{
	struct form *form = filled(c, s, s->rec->kind->name, workflow_asks(c, s->rec->kind, s->move), NULL);
	bool done;

	if (form->ok)
		TRY(workflow_move(c, s->rec, s->move, form, &done));
	return (play_form_check(form));
}

/* "+task" makes an entry, "task.2/finish" is an act on the second. */
static struct err *
entry(struct ctx *c, struct step *s)
{
	const struct field *fields = s->entry_act == NULL ? entry_typed(c, s->sort) : entry_asks(c, s->sort, s->entry_act);
	struct form *form = filled(c, s, s->sort->table, fields, NULL);
	const char *no = s->act + strcspn(s->act, ".") + 1;
	struct entry_row *row;
	struct rows *rows;
	bool done;

	if (form->ok && s->entry_act != NULL) {
		entry_ask_one(c, s->sort, s->rec->number, mem_strn(c, no, strcspn(no, "/")), &rows);
		TRY(db_wait(c->db));
		TRY(entry_read(c, s->sort, rows, &row));
		TRY(entry_do(c, s->rec, row, s->entry_act, form, &done));
	} else if (form->ok)
		TRY(entry_add(c, s->rec, s->sort, form, &done));
	return (play_form_check(form));
}

/* ---- what can be done */

static const char *const choices[] = { "approve", "reject", "return", NULL };
const struct field play_vote_fields[] = { { "choice", FIELD_CHOICE, .choices = choices }, { "opinion", FIELD_TEXT }, { "for", FIELD_ACCOUNT }, { 0 } };

static const struct play_act *
act_named(const char *name)
{
	const struct play_act *act = play_acts;

	while (act->name != NULL && !str_eq(act->name, name))
		act++;
	return (act->name != NULL ? act : NULL);
}

static struct err *
no_act(struct ctx *c, const struct step *s)
{
	const struct kind *kind = s->on->kind;
	struct buf *all = buf_new(c);

	for (const struct play_act *act = play_acts; act->name != NULL; act++)
		buf_fmt(all, "%s, ", act->name);
	for (const struct move *m = kind->moves; m->name != NULL; m++)
		buf_fmt(all, "%s%s", m == kind->moves ? "" : ", ", m->name);
	for (const struct entry *sort = kind->entries; sort != NULL && sort->name != NULL; sort++) {
		buf_fmt(all, ", +%s", sort->name);
		for (const struct act *act = sort->acts; act != NULL && act->name != NULL; act++)
			buf_fmt(all, ", %s.1/%s", sort->name, act->name);
	}
	return (RAISE(ERR_INVALID, "a %s knows no \"%s\"; allowed: %s", kind->name, s->act, all->data));
}

/* "vote", "submit", "+task", "task.2/finish". */
static bool
resolve(struct step *s)
{
	const char *name = s->act + (*s->act == '+'), *slash = strchr(s->act, '/');

	s->own_act = act_named(s->act);
	s->move = kind_move(s->on->kind, s->act);
	s->sort = kind_entry(s->on->kind, mem_strn(s->play, name, strcspn(name, "./")));
	if (s->sort != NULL && slash != NULL && strchr(s->act, '.') != NULL)
		s->entry_act = entry_act_named(s->sort, slash + 1);
	return (s->own_act != NULL || s->move != NULL || (s->sort != NULL && (*s->act == '+' || s->entry_act != NULL)));
}

struct err *
play_tables(struct ctx *c, struct step *s, const struct field *tables[PLAY_TABLES])
{
	size_t n = 1;

	if (!resolve(s))
		return (no_act(c, s));
	if (s->own_act != NULL)
		tables[0] = s->own_act->run == play_make || s->own_act->run == play_edit ? record_typed(c, s->on->kind, NULL) : s->own_act->fields;
	else if (s->move != NULL)
		tables[0] = workflow_asks(c, s->on->kind, s->move);
	else
		tables[0] = s->entry_act == NULL ? entry_typed(c, s->sort) : entry_asks(c, s->sort, s->entry_act);
	/* A vote also judges the criteria of its state; which state that will be is not known yet. */
	for (const struct state *state = s->on->kind->states; tables[0] == play_vote_fields && state->name != NULL && n + 1 < PLAY_TABLES; state++)
		tables[n++] = criteria_fields(c, state);
	return (OK);
}

/* A record that no step made, so a rule did: the newest of its kind that is linked with the story's own. */
static struct err *
find(struct ctx *c, struct part *on, const struct part *own)
{
	struct rows *rows;

	TRY(db_run(c->db, c, STMT_CTL_NEWEST_ABOUT, &rows, ARGS(c->site_id, own->id, on->kind->name)));
	if (rows_count(rows) == 0)
		return (RAISE(ERR_NOT_FOUND, "no %s was made", on->kind->name));
	on->id = mem_str(own, rows_text(rows, 0, "id"));
	on->number = mem_str(own, rows_text(rows, 0, "number"));
	return (OK);
}

static struct err *
load(struct ctx *c, struct step *s)
{
	struct record_asked asked;

	if (s->on->number == NULL)
		TRY(find(c, s->on, s->own));
	record_ask(c, &asked, s->on->kind, s->on->number, true);
	TRY(db_wait(c->db));
	return (record_read(c, &asked, &s->rec));
}

struct err *
play_act(struct ctx *c, struct step *s)
{
	const struct play_act *own = s->own_act;

	if (own == NULL || own->run != play_make)
		TRY(load(c, s));
	if (own == NULL)
		return (s->move != NULL ? move(c, s) : entry(c, s));
	if (!may(c, own->right))
		return (RAISE(ERR_FORBIDDEN, "\"%s\" lacks the right \"%s\"", c->me->login, permissions[own->right].name));
	if (own->fields != NULL) {
		s->form = filled(c, s, own->name, own->fields, NULL);
		TRY(play_form_check(s->form));
	}
	return (own->run(c, s));
}
