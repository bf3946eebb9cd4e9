/* SPDX-License-Identifier: ISC */
#include "record/entry.h"

#include "access/event.h"
#include "base/str.h"
#include "record/effect.h"
#include "record/objection.h"
#include "record/party.h"
#include "record/sql.h"
#include "record/term.h"
#include "record/waiting.h"
#include "record/workflow.h"

#include <string.h>

/* ---- who may what */

const struct act *
entry_act_named(const struct entry *sort, const char *name)
{
	for (const struct act *a = sort->acts; a != NULL && a->name != NULL; a++)
		if (str_eq(a->name, name))
			return (a);
	return (NULL);
}

const struct field *
entry_asks(struct ctx *c, const struct entry *sort, const struct act *act)
{
	return (workflow_asked(c, sort->fields, act->asks));
}

const struct field *
entry_typed(struct ctx *c, const struct entry *sort)
{
	struct field *typed;
	size_t n = 0;

	while (sort->fields[n].name != NULL)
		n++;
	typed = mem_array(c, struct field, n + 1);
	n = 0;
	for (const struct field *f = sort->fields; f->name != NULL; f++)
		if (!(f->flags & DERIVED))
			typed[n++] = *f;
	return (typed);
}

/* ---- writing */

static void
begin(struct ctx *c, struct record *rec, const struct entry *sort, const char *no, const char *what)
{
	rec->event = event_new(c, "entry.act", rec->id, NULL);
	event_say(rec->event, "kind", rec->kind->name);
	event_say(rec->event, "entry", sort->table);
	event_say(rec->event, "no", no);
	event_say(rec->event, "did", what);
	if (rec->under != NULL)
		event_say(rec->event, "under", rec->under);
}

/* Who is named as responsible in an entry is party to the record, also when the entry names somebody else later. */
static void
put_parties(struct ctx *c, struct record *rec, const struct entry *sort, const struct form *form)
{
	for (const struct field *f = sort->fields; f->name != NULL; f++)
		if (f->flags & PARTY && f->type == FIELD_ACCOUNT)
			party_add(c, rec, form_stored(form, f->name), "", sort->table);
}

/* What every change of an entry does to its record. */
static void
settle(struct ctx *c, const struct record *rec)
{
	db_ask(c->db, c, STMT_RECORD_TOUCH, NULL, ARGS(c->site_id, rec->id, c->now));
	waiting_by_entries(c, rec);
}

/* What follows from one that was added, edited or removed. */
static struct err *
follow(struct ctx *c, struct record *rec, struct entry_row *row, bool edited)
{
	rec->entry = row;
	if (edited)
		TRY(effect_run(c, rec, row->fields, mem_fmt(c, "edit:%s", row->sort->name)));
	TRY(effect_run(c, rec, row->fields, mem_fmt(c, "entry:%s", row->sort->name)));
	if (row->sort->saved != NULL)
		TRY(row->sort->saved(c, rec, row));
	rec->entry = NULL;
	return (OK);
}

static struct err *
insert(struct ctx *c, struct record *rec, const struct entry *sort, struct form *form)
{
	const char **args = mem_array(c, const char *, form->n + 4);
	struct entry_row row = { .sort = sort, .by_id = c->me->id_text, .version = 1, .fields = form };
	struct rows *rows;
	size_t n = 0;

	args[n++] = c->site_id;
	args[n++] = rec->id;
	args[n++] = c->now;
	args[n++] = c->me->id_text;
	for (size_t i = 0; i < form->n; i++)
		if (sql_is_own(form->inputs[i].field))
			args[n++] = sql_bound(form->inputs[i].field, form->inputs[i].stored);
	db_ask_text(c->db, c, sql_entry_insert(c, sort), &rows, n, args);
	TRY(db_wait(c->db));
	row.no = rec->entry_no = rows_text(rows, 0, "no");
	row.id = rows_text(rows, 0, "id");
	begin(c, rec, sort, row.no, "add");
	for (size_t i = 0; i < form->n; i++)
		if (!str_empty(form->inputs[i].value))
			event_change(rec->event, form->inputs[i].field->name, "", form->inputs[i].value);
	put_parties(c, rec, sort, form);
	TRY(follow(c, rec, &row, false));
	settle(c, rec);
	return (OK);
}

/* What the portal fills in is not taken from what was typed. */
static struct form *
whole(struct ctx *c, const struct entry *sort, const struct form *typed)
{
	struct form *form = form_new(c, sort->table, sort->fields);

	form_take_values(form, typed);
	return (form);
}

/* The first value of "state" is the first of its choices. */
static void
begin_state(struct form *form)
{
	struct input *in = form_input(form, "state");

	if (in != NULL && in->field->choices != NULL && str_empty(in->value))
		in->value = in->stored = in->field->choices[0];
}

/* The act that has brought the state of ${form} about; NULL: none.  A change states it as a value (R17.3). */
static const struct act *
act_stated(const struct entry *sort, const struct entry_row *row, const struct form *form)
{
	const char *was = row == NULL ? "" : form_value(row->fields, "state"), *is = form_value(form, "state");

	if (row == NULL || str_eq(was, is))
		return (NULL);
	for (const struct act *act = sort->acts; act != NULL && act->name != NULL; act++)
		if (act->to != NULL && str_eq(act->to, is) && (act->from == NULL || str_has_word(act->from, was)))
			return (act);
	return (NULL);
}

void
entry_check(struct ctx *c, struct record *rec, const struct entry *sort, struct entry_row *row, struct form *form)
{
	const char *fills = row == NULL ? sort->fills : NULL;
	const struct act *act = act_stated(sort, row, form);
	struct assignment a;

	rec->entry = row;
	record_check_stages(form, row == NULL ? NULL : row->fields);
	record_check_dates(c, rec, form, row == NULL ? NULL : row->fields);
	while (term_next(c, rec, form, false, &fills, &a))
		form_set(form, a.field, a.value);
	objection_check(c, rec, form, mem_fmt(c, "entry:%s", sort->name));
	if (act != NULL)
		objection_check(c, rec, form, mem_fmt(c, "act:%s.%s", sort->name, act->name));
	if (sort->check != NULL)
		sort->check(c, rec, form);
}

struct err *
entry_put(struct ctx *c, struct record *rec, const struct entry *sort, struct form *form)
{
	begin_state(form);
	return (insert(c, rec, sort, form));
}

struct err *
entry_add(struct ctx *c, struct record *rec, const struct entry *sort, struct form *form, bool *done)
{
	struct form *all;

	*done = false;
	if (!entry_may_add(c, rec, sort))
		return (record_refuse(c, rec, sort->who, RAISE(ERR_FORBIDDEN, "add a %s to %s", sort->table, rec->number)));
	TRY(record_resolve(c, form));
	all = whole(c, sort, form);
	entry_check(c, rec, sort, NULL, all);
	form_take_complaints(form, all);
	if (!form->ok)
		return (OK);
	TRY(entry_put(c, rec, sort, all));
	*done = true;
	return (OK);
}

static void
put_field(struct ctx *c, struct record *rec, struct entry_row *row, struct input *was, const char *value, const char *stored)
{
	if (str_eq(str_or(was->stored, ""), str_or(stored, "")))
		return;
	if (sql_is_own(was->field))
		db_ask_text(c->db, c, sql_entry_update(c, row->sort, was->field), NULL, ARGS(c->site_id, row->id, sql_bound(was->field, stored)));
	event_change(rec->event, was->field->name, was->value, value);
	was->value = value;
	was->stored = stored;
}

/* It is still as it was shown. */
static struct err *
touch(struct ctx *c, const struct record *rec, struct entry_row *row, int64_t version, bool removed)
{
	struct rows *touched;

	TRY((db_ask_text(c->db, c, sql_entry_touch(c, row->sort, removed), &touched,
	    ARGS(c->site_id, row->id, mem_fmt(c, "%lld", (long long)version), c->now)), db_wait(c->db)));
	if (rows_count(touched) == 0)
		return (RAISE(ERR_CONFLICT, "%s %s of %s changed meanwhile", row->sort->table, row->no, rec->number));
	return (OK);
}

static void
put_form(struct ctx *c, struct record *rec, struct entry_row *row, const struct form *form)
{
	for (size_t i = 0; i < form->n; i++) {
		struct input *was = form_input(row->fields, form->inputs[i].field->name);

		if (was != NULL)
			put_field(c, rec, row, was, form->inputs[i].value, form->inputs[i].stored);
	}
}

/* What was checked is written. */
static struct err *
put_edit(struct ctx *c, struct record *rec, struct entry_row *row, const struct form *form, int64_t version)
{
	const struct entry *sort = row->sort;

	TRY(touch(c, rec, row, version, false));
	begin(c, rec, sort, row->no, "edit");
	put_form(c, rec, row, form);
	put_parties(c, rec, sort, form);
	TRY(follow(c, rec, row, true));
	settle(c, rec);
	return (OK);
}

struct err *
entry_edit(struct ctx *c, struct record *rec, struct entry_row *row, struct form *form, int64_t version, bool *done)
{
	const struct entry *sort = row->sort;
	struct form *all;

	*done = false;
	if (!entry_may_edit(c, rec, row))
		return (RAISE(ERR_FORBIDDEN, "edit %s %s of %s", sort->table, row->no, rec->number));
	TRY(record_resolve(c, form));
	all = whole(c, sort, form);
	entry_check(c, rec, sort, row, all);
	form_take_complaints(form, all);
	if (!form->ok)
		return (OK);
	TRY(put_edit(c, rec, row, form, version));
	*done = true;
	return (OK);
}

struct err *
entry_write(struct ctx *c, struct record *rec, const struct entry *sort, struct entry_row *row, struct form *form)
{
	TRY(record_resolve(c, form));
	entry_check(c, rec, sort, row, form);
	if (!form->ok)
		return (OK);
	return (row == NULL ? entry_put(c, rec, sort, form) : put_edit(c, rec, row, form, row->version));
}

struct err *
entry_remove(struct ctx *c, struct record *rec, struct entry_row *row)
{
	if (!entry_may_edit(c, rec, row))
		return (RAISE(ERR_FORBIDDEN, "remove %s %s of %s", row->sort->table, row->no, rec->number));
	TRY(touch(c, rec, row, row->version, true));
	begin(c, rec, row->sort, row->no, "remove");
	TRY(follow(c, rec, row, false));
	settle(c, rec);
	return (OK);
}

const char *
entry_file(struct ctx *c, const struct entry *sort, const struct field *field, const char *no)
{
	return (mem_fmt(c, "%s.%s.%s", sort->name, field->name, no));
}

void
entry_keep(struct ctx *c, struct record *rec, struct entry_row *row, const char *field, const char *number, const char *id)
{
	struct input *in = form_input(row->fields, field);

	if (in != NULL)
		put_field(c, rec, row, in, number, id);
}

void
entry_set(struct ctx *c, struct record *rec, struct entry_row *row, const char *const *pairs)
{
	for (size_t i = 0; pairs[i] != NULL; i += 2) {
		struct input *in = form_input(row->fields, pairs[i]);

		if (in != NULL)
			put_field(c, rec, row, in, str_or(pairs[i + 1], ""), pairs[i + 1]);
	}
}

struct err *
entry_do(struct ctx *c, struct record *rec, struct entry_row *row, const struct act *act, struct form *form, bool *done)
{
	*done = false;
	if (!entry_may_act(c, rec, row, act))
		return (record_refuse(c, rec, act->who, RAISE(act->from != NULL && !str_has_word(act->from, form_value(row->fields, "state")) ? ERR_CONFLICT : ERR_FORBIDDEN,
		    "\"%s\" on %s %s of %s", act->name, row->sort->table, row->no, rec->number)));
	TRY(record_resolve(c, form));
	record_check_stages(form, row->fields);
	record_check_dates(c, rec, form, row->fields);
	rec->entry = row;
	objection_check(c, rec, form, mem_fmt(c, "act:%s.%s", row->sort->name, act->name));
	if (act->check != NULL)
		act->check(c, rec, row, form);
	if (!form->ok)
		return (OK);
	TRY(touch(c, rec, row, row->version, false));
	begin(c, rec, row->sort, row->no, act->name);
	put_parties(c, rec, row->sort, form);
	put_form(c, rec, row, form);
	if (act->to != NULL)
		entry_set(c, rec, row, (const char *const[]){ "state", act->to, NULL });
	if (act->sets_by != NULL)
		entry_set(c, rec, row, (const char *const[]){ act->sets_by, c->me->id_text, NULL });
	if (act->sets_on != NULL)
		entry_set(c, rec, row, (const char *const[]){ act->sets_on, c->today, NULL });
	if (act->after != NULL)
		TRY(act->after(c, rec, row, form));
	TRY(effect_run(c, rec, form, mem_fmt(c, "act:%s.%s", row->sort->name, act->name)));
	rec->entry = NULL;
	settle(c, rec);
	*done = true;
	return (OK);
}
