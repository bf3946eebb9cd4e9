/* SPDX-License-Identifier: ISC */
#include "record/proposal.h"

#include "base/str.h"
#include "record/workflow.h"

#include <string.h>

/* ---- what can be stated */

bool
proposal_may_state(struct ctx *c, const struct record *rec)
{
	if (rec->kind->states_of == NULL)
		return (false);
	return (str_eq(rec->state, rec->kind->first) && record_editable(c, rec) != NULL);
}

bool
proposal_names(const struct record *rec, const char *id)
{
	const char *names = rec->kind->states_of;
	char word[WORD_MAX];

	while (word_next(&names, word))
		if (str_eq(form_stored(rec->fields, word), id))
			return (true);
	return (false);
}

bool
proposal_stands(const struct record *rec)
{
	return (rows_count(rec->facts) == 0 || rows_bool(rec->facts, 0, "values_stand"));
}

static bool
is_typed(const struct field *f)
{
	return (!(f->flags & (DERIVED | PERSONAL)) && f->type != FIELD_FILE);
}

/* What an act asks for that changes a locked entry and leaves its state. */
static size_t
add_asked(struct ctx *c, struct field *to, size_t n, const struct entry *sort)
{
	for (const struct act *a = sort->acts; a != NULL && a->name != NULL; a++)
		if (a->flags & ACT_LOCKED && a->to == NULL)
			for (const struct field *f = entry_asks(c, sort, a); f->name != NULL; f++)
				to[n++] = *f;
	return (n);
}

const struct field *
proposal_fields(struct ctx *c, const struct proposed *p)
{
	const struct field *all = p->sort == NULL ? p->target->kind->fields : p->sort->fields;
	struct field *fields;
	size_t n = 0;

	while (all[n].name != NULL)
		n++;
	fields = mem_array(c, struct field, 2 * n + 1);
	n = 0;
	for (const struct field *f = all; f->name != NULL; f++)
		if (is_typed(f))
			fields[n++] = *f;
	if (p->sort != NULL)
		add_asked(c, fields, n, p->sort);
	return (fields);
}

static bool
is_about(const struct rows *stated, size_t i, const struct proposed *p)
{
	return (str_eq(rows_str(stated, i, "target_id"), p->target->id) && str_eq(rows_str(stated, i, "sort"), p->sort == NULL ? "" : p->sort->name) &&
	    str_eq(rows_str(stated, i, "no"), p->no));
}

/* As if it had been typed: references are looked up again by whoever checks the form. */
static void
override(struct form *form, const struct rows *stated, const struct proposed *p)
{
	for (size_t i = 0; i < rows_count(stated); i++)
		if (is_about(stated, i, p))
			form_set(form, rows_str(stated, i, "field"), rows_str(stated, i, "new_text"));
}

static const struct form *
there(const struct proposed *p)
{
	return (p->sort == NULL ? p->target->fields : p->row == NULL ? NULL : p->row->fields);
}

struct form *
proposal_form(struct ctx *c, const struct proposed *p, const struct field *fields, const struct rows *stated)
{
	struct form *form = form_new(c, p->sort == NULL ? p->target->kind->name : p->sort->table, fields);
	const struct form *was = there(p);

	for (size_t i = 0; was != NULL && i < form->n; i++) {
		form->inputs[i].value = form_value(was, form->inputs[i].field->name);
		form->inputs[i].stored = form_stored(was, form->inputs[i].field->name);
	}
	override(form, stated, p);
	return (form);
}

/* ---- stating it */

/* The whole entry as it will be: what nobody states stays. */
static struct form *
whole(struct ctx *c, const struct proposed *p, const struct form *form)
{
	struct form *all = proposal_form(c, p, p->sort->fields, NULL);

	form_take_values(all, form);
	return (all);
}

/* As the target itself would check what is typed into it, once the act has been done. */
static struct err *
check(struct ctx *c, const struct proposed *p, struct form *form, const struct act *act)
{
	struct form *all;

	if (p->sort == NULL)
		return (record_check(c, p->target, form));
	TRY(record_resolve(c, form));
	all = whole(c, p, form);
	if (act != NULL)
		form_set(all, "state", act->to);
	entry_check(c, p->target, p->sort, p->row, all);
	form_take_complaints(form, all);
	return (OK);
}

/* What stays as it is is not stated, and was right when it was written. */
static void
forgive(struct form *form, const struct form *was)
{
	form->ok = form->complaint == NULL;
	for (size_t i = 0; i < form->n; i++) {
		struct input *in = &form->inputs[i];

		if (in->complaint != NULL && was != NULL && str_eq(in->value, form_value(was, in->field->name))) {
			in->complaint = in->complaint_arg = NULL;
			in->stored = form_stored(was, in->field->name);
		}
		form->ok = form->ok && in->complaint == NULL;
	}
}

static void
put(struct ctx *c, const struct record *rec, const struct proposed *p, const char *field, const char *old, const char *now)
{
	db_ask(c->db, c, STMT_PROPOSED_ADD, NULL,
	    ARGS(c->site_id, rec->id, p->target->id, p->sort == NULL ? "" : p->sort->name, p->no, field, old, now));
}

struct err *
proposal_put(struct ctx *c, struct record *rec, const struct proposed *p, struct form *form, const struct act *act)
{
	const struct form *was = there(p);

	if (!proposal_may_state(c, rec) || !proposal_names(rec, p->target->id))
		return (RAISE(ERR_FORBIDDEN, "state values of %s in %s", p->target->number, rec->number));
	forgive(form, was);
	if (form->ok)
		TRY(check(c, p, form, act));
	if (!form->ok)
		return (OK);
	proposal_clear(c, rec, p);
	for (size_t i = 0; i < form->n; i++) {
		const struct input *in = &form->inputs[i];
		const char *old = was == NULL ? NULL : form_stored(was, in->field->name);

		if (!str_eq(str_or(old, ""), str_or(in->stored, "")))
			put(c, rec, p, in->field->name, was == NULL ? "" : form_value(was, in->field->name), in->value);
	}
	if (act != NULL)
		put(c, rec, p, "state", form_value(was, "state"), act->to);
	return (OK);
}

void
proposal_clear(struct ctx *c, const struct record *rec, const struct proposed *p)
{
	db_ask(c->db, c, STMT_PROPOSED_CLEAR, NULL, ARGS(c->site_id, rec->id, p->target->id, p->sort == NULL ? "" : p->sort->name, p->no));
}

struct err *
proposal_note(struct ctx *c, struct record *rec, const char *text)
{
	const struct field *all = rec->kind->fields;
	struct field *one = mem_array(c, struct field, 2);
	struct form *form;

	one[0] = *field_find(all, "stated");
	form = form_new(c, rec->kind->name, one);
	form_set(form, "stated", text);
	return (record_edit(c, rec, form, rec->version));
}

struct err *
proposal_settle(struct ctx *c, struct record *rec)
{
	const char *names = rec->kind->states_of;
	struct buf *ids = buf_new(c);
	char word[WORD_MAX];

	while (word_next(&names, word))
		if (form_stored(rec->fields, word) != NULL)
			buf_fmt(ids, "%s%s", ids->len > 0 ? "," : "", form_stored(rec->fields, word));
	db_ask(c->db, c, STMT_PROPOSED_STRAYS, NULL, ARGS(c->site_id, rec->id, mem_fmt(c, "{%s}", ids->data)));
	return (OK);
}

/* ---- one after the other */

static struct err *
moved(const struct record *target)
{
	return (err_say(RAISE(ERR_CONFLICT, "%s is not as it was stated to be", target->number), "proposal.not_as_stated"));
}

/* The target of row ${i}, held; those of the rows before it are known already. */
static struct err *
target_of(struct ctx *c, const struct rows *stated, size_t i, struct proposed *p)
{
	const char *sort = rows_str(stated, i, "sort");
	int64_t no = rows_int(stated, i, "no");
	struct rows *rows;

	if (p->target == NULL || !str_eq(p->target->id, rows_str(stated, i, "target_id")))
		TRY(record_load(c, rows_str(stated, i, "target_id"), &p->target));
	p->sort = *sort == '\0' ? NULL : kind_entry(p->target->kind, sort);
	p->no = rows_str(stated, i, "no");
	p->row = NULL;
	if (*sort != '\0' && p->sort == NULL)
		return (RAISE(ERR_INTERNAL, "%s has no entries \"%s\"", p->target->number, sort));
	if (no <= 0)
		return (OK);
	entry_ask_one(c, p->sort, p->target->number, p->no, &rows);
	TRY(db_wait(c->db));
	return (rows_count(rows) == 0 ? moved(p->target) : entry_read(c, p->sort, rows, &p->row));
}

void
proposal_ask(struct ctx *c, const char *number, struct rows **stated)
{
	db_ask(c->db, c, STMT_PROPOSED_VALUES, stated, ARGS(c->site_id, number));
}

static struct err *
stated_in(struct ctx *c, const struct record *rec, struct rows **stated)
{
	proposal_ask(c, rec->number, stated);
	return (db_wait(c->db));
}

struct err *
proposal_take(struct ctx *c, struct record *rec, const struct form *form)
{
	struct proposed p = { .target = NULL };
	struct rows *stated;

	(void)form;
	TRY(stated_in(c, rec, &stated));
	for (size_t i = 0; i < rows_count(stated); i++) {
		TRY(target_of(c, stated, i, &p));
		db_ask(c->db, c, STMT_PROPOSED_OLD, NULL,
		    ARGS(c->site_id, rows_str(stated, i, "id"), there(&p) == NULL ? "" : form_value(there(&p), rows_str(stated, i, "field"))));
	}
	return (OK);
}

/* ---- writing it */

static struct err *
not_right(const struct record *rec, const struct proposed *p)
{
	return (err_say(RAISE(ERR_CONFLICT, "what %s states is not right for %s any more", rec->number, p->target->number), "proposal.not_right"));
}

static struct err *
write_fields(struct ctx *c, const struct record *rec, const struct rows *stated, struct proposed *p)
{
	struct form *form = proposal_form(c, p, proposal_fields(c, p), stated);

	TRY(record_edit(c, p->target, form, p->target->version));
	return (form->ok ? OK : not_right(rec, p));
}

/* An act that leads on says so among its values. */
static struct err *
write_entry(struct ctx *c, const struct record *rec, const struct rows *stated, struct proposed *p)
{
	struct form *form = proposal_form(c, p, p->sort->fields, stated);

	TRY(entry_write(c, p->target, p->sort, p->row, form));
	return (form->ok ? OK : not_right(rec, p));
}

/* Everything that it is about, held, so that it stays as it is until it is written; only then can it be compared. */
static struct err *
hold(struct ctx *c, const struct record *rec, const struct rows *stated)
{
	struct record *target = NULL;
	struct rows *stand;

	for (size_t i = 0; i < rows_count(stated); i++)
		if (target == NULL || !str_eq(target->id, rows_str(stated, i, "target_id")))
			TRY(record_load(c, rows_str(stated, i, "target_id"), &target));
	TRY(db_run(c->db, c, STMT_PROPOSED_STAND, &stand, ARGS(c->site_id, rec->id)));
	return (rows_bool(stand, 0, "stand") ? OK : moved(target));
}

/* The first row of each record or entry writes all that is stated of it. */
static bool
is_first(const struct rows *stated, size_t i, const struct proposed *p)
{
	return (i == 0 || !is_about(stated, i - 1, p));
}

struct err *
proposal_write(struct ctx *c, struct record *rec, const struct form *form)
{
	struct proposed p = { .target = NULL };
	struct rows *stated;

	(void)form;
	TRY(stated_in(c, rec, &stated));
	TRY(hold(c, rec, stated));
	for (size_t i = 0; i < rows_count(stated); i++) {
		TRY(target_of(c, stated, i, &p));
		p.target->under = rec->number;
		if (is_first(stated, i, &p))
			TRY(p.sort == NULL ? write_fields(c, rec, stated, &p) : write_entry(c, rec, stated, &p));
	}
	return (OK);
}
