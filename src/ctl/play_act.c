/* SPDX-License-Identifier: ISC */
/* What is done in forms: records are made and edited, moved, voted on, and have entries. */
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
	const struct record *rec;       /* while editing: what the step does not say stays */
};

struct err *
play_form_wrong(const struct form *form)
{
	for (size_t i = 0; i < form->n; i++)
		if (form->inputs[i].complaint != NULL)
			return (RAISE(ERR_INVALID, "\"%s\" of field \"%s\": %s", form->inputs[i].value, form->inputs[i].field->name, form->inputs[i].complaint));
	return (RAISE(ERR_INVALID, "%s", str_or(form->complaint, "a form is not right")));
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
	/* What cannot be typed was found before anything was played. */
	err_free(play_value(f->c, f->step, field_find(f->fields, name), json, &text));
	return (text);
}

static struct form *
filled(struct ctx *c, const struct step *s, const char *name, const struct field *fields, const struct record *rec)
{
	return (form_read(c, name, fields, fill, &(struct filler){ c, s, fields, rec }));
}

/* ---- records */

static struct err *
make(struct ctx *c, struct step *s, struct record *rec)
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
		TRY(record_create(c, kind, rows_text(id, 0, "id"), form, &rec));
	if (rec == NULL)
		return (play_form_wrong(form));
	s->on->id = mem_str(s->play, rec->id);
	s->on->number = mem_str(s->play, rec->number);
	return (OK);
}

static struct err *
edit(struct ctx *c, struct step *s, struct record *rec)
{
	struct form *form;

	if (record_editable(c, rec) == NULL)
		return (RAISE(ERR_FORBIDDEN, "\"%s\" may not edit %s", c->me->login, rec->number));
	form = filled(c, s, rec->kind->name, rec->kind->fields, rec);
	/* What moves have set is not typed. */
	for (size_t i = 0; i < form->n; i++)
		if (form->inputs[i].field->flags & DERIVED)
			form->inputs[i] = *form_input(rec->fields, form->inputs[i].field->name);
	if (form->ok)
		TRY(record_edit(c, rec, form, rec->version));
	return (form->ok ? OK : play_form_wrong(form));
}

static struct err *
vote(struct ctx *c, struct step *s, struct record *rec)
{
	const struct field *fields = criteria_fields(c, kind_state(rec->kind, rec->state));
	const char *outcome;
	struct rows *voters;

	approval_ask(c, rec->number, &voters);
	TRY(db_wait(c->db));
	if (fields->name != NULL)
		rec->judgement = criteria_json(c, filled(c, s, "vote", fields, NULL));
	return (vote_cast(c, rec, voters, str_or(play_said(c, s, "for"), c->me->id_text), play_said(c, s, "choice"), play_said(c, s, "opinion"), &outcome));
}

static struct err *
recall(struct ctx *c, struct step *s, struct record *rec)
{
	(void)s;
	return (vote_take_back(c, rec));
}

static struct err *
move(struct ctx *c, struct step *s, struct record *rec)
{
	struct form *form = filled(c, s, rec->kind->name, workflow_asks(c, rec->kind, s->move), NULL);
	bool done = false;

	if (form->ok)
		TRY(workflow_move(c, rec, s->move, form, &done));
	return (done ? OK : play_form_wrong(form));
}

/* "+task" makes an entry, "task.2/finish" is an act on the second. */
static struct err *
entry(struct ctx *c, struct step *s, struct record *rec)
{
	const struct field *fields = s->entry_act == NULL ? entry_typed(c, s->sort) : entry_asks(c, s->sort, s->entry_act);
	struct form *form = filled(c, s, s->sort->table, fields, NULL);
	const char *no = s->act + strcspn(s->act, ".") + 1;
	struct entry_row *row;
	struct rows *rows;
	bool done = false;

	if (!form->ok)
		return (play_form_wrong(form));
	if (s->entry_act != NULL) {
		entry_ask_one(c, s->sort, rec->number, mem_strn(c, no, strcspn(no, "/")), &rows);
		TRY(db_wait(c->db));
		TRY(entry_read(c, s->sort, rows, &row));
		TRY(entry_do(c, rec, row, s->entry_act, form, &done));
	} else
		TRY(entry_add(c, rec, s->sort, form, &done));
	return (done ? OK : play_form_wrong(form));
}

/* ---- what can be done */

static const char *const choices[] = { "approve", "reject", "return", NULL };
static const struct field nothing[] = { { 0 } };
static const struct field vote_fields[] = { { "choice", FIELD_CHOICE, REQUIRED, .choices = choices }, { "opinion", FIELD_TEXT }, { "for", FIELD_ACCOUNT }, { 0 } };

static const struct play_act acts[] = {
	{ "make", NULL, make },
	{ "edit", NULL, edit },
	{ "vote", vote_fields, vote },
	{ "recall", nothing, recall },
	{ 0 }
};

static const struct play_act *
act_named(const char *name)
{
	for (const struct play_act *list = acts; list != NULL; list = list == acts ? play_talks : NULL)
		for (const struct play_act *act = list; act->name != NULL; act++)
			if (str_eq(act->name, name))
				return (act);
	return (NULL);
}

const char *
play_said(struct ctx *c, const struct step *s, const char *name)
{
	return (str_or(fill(&(struct filler){ c, s, s->own_act->fields, NULL }, name, &(size_t){ 0 }), ""));
}

static struct err *
no_act(struct ctx *c, const struct step *s)
{
	const struct kind *kind = s->on->kind;
	struct buf *all = buf_new(c);

	for (const struct play_act *list = acts; list != NULL; list = list == acts ? play_talks : NULL)
		for (const struct play_act *act = list; act->name != NULL; act++)
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
		tables[0] = s->own_act->run == make || s->own_act->run == edit ? s->on->kind->fields : s->own_act->fields;
	else if (s->move != NULL)
		tables[0] = workflow_asks(c, s->on->kind, s->move);
	else
		tables[0] = s->entry_act == NULL ? entry_typed(c, s->sort) : entry_asks(c, s->sort, s->entry_act);
	/* A vote says also what the state it is cast in asks it to judge. */
	for (const struct state *state = s->on->kind->states; tables[0] == vote_fields && state->name != NULL && n + 1 < PLAY_TABLES; state++)
		tables[n++] = criteria_fields(c, state);
	return (OK);
}

/* One that a rule made: the newest of its kind that is linked with the story's own. */
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

struct err *
play_act(struct ctx *c, struct step *s)
{
	struct record_asked asked;
	struct record *rec;

	if (s->own_act != NULL && s->own_act->run == make)
		return (make(c, s, NULL));
	if (s->on->number == NULL)
		TRY(find(c, s->on, s->own));
	record_ask(c, &asked, s->on->kind, s->on->number, true);
	TRY(db_wait(c->db));
	TRY(record_read(c, &asked, &rec));
	return (s->own_act != NULL ? s->own_act->run(c, s, rec) : s->move != NULL ? move(c, s, rec) : entry(c, s, rec));
}
