/* SPDX-License-Identifier: ISC */
/* Making and editing records, and what goes with every version: search text, snapshot, history. */
#include "record/record.h"

#include "access/event.h"
#include "base/fold.h"
#include "base/str.h"
#include "record/effect.h"
#include "record/objection.h"
#include "record/period.h"
#include "record/sql.h"
#include "record/waiting.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

void
record_ask_id(struct ctx *c, struct rows **rows)
{
	db_ask(c->db, c, STMT_RECORD_NEXT_ID, rows, NO_ARGS);
}

const char *
record_title_of(struct ctx *c, const struct form *form)
{
	enum { CHARS = 60 };

	if (!str_empty(form_value(form, "title")))
		return (form_value(form, "title"));
	for (size_t i = 0; i < form->n; i++)
		if (form->inputs[i].field->type == FIELD_TEXT && !str_empty(form->inputs[i].value))
			return (str_or(fold_line(c, str_cut(c, form->inputs[i].value, CHARS)), "—"));
	return ("—");
}

static void
put_version(struct ctx *c, const struct record *rec, const struct form *form, int64_t version)
{
	json_t *fields = json_object();
	char *text;

	for (size_t i = 0; i < form->n; i++)
		if (!(form->inputs[i].field->flags & PERSONAL))
			json_object_set_new(fields, form->inputs[i].field->name,
			    json_string(form->inputs[i].value));
	text = json_dumps(fields, JSON_COMPACT);
	db_ask(c->db, c, STMT_RECORD_VERSION_ADD, NULL,
	    ARGS(c->site_id, rec->id, mem_fmt(c, "%lld", (long long)version), c->now, c->me->id_text, text));
	free(text);
	json_decref(fields);
}

static void
put_text(struct ctx *c, const struct record *rec, const struct form *form)
{
	struct buf *b = buf_new(c);

	buf_put(b, record_title_of(c, form));
	for (size_t i = 0; i < form->n; i++)
		if (form->inputs[i].field->flags & SEARCHED)
			buf_fmt(b, "\n%s", form->inputs[i].value);
	db_ask(c->db, c, STMT_RECORD_TEXT_PUT, NULL, ARGS(c->site_id, rec->id, b->data));
}

static void
put_kind_row(struct ctx *c, const struct record *rec, const struct form *form)
{
	const char **args = mem_array(c, const char *, form->n + 2);
	size_t n = 0;

	args[n++] = c->site_id;
	args[n++] = rec->id;
	for (size_t i = 0; i < form->n; i++)
		if (sql_is_own(form->inputs[i].field))
			args[n++] = sql_bound(form->inputs[i].field, form->inputs[i].stored);
	db_ask_text(c->db, c, sql_insert(c, rec->kind), NULL, n, args);
}

/* The record as it will be, before it has a number. */
static struct record *
newborn(struct ctx *c, const struct kind *kind, const char *id, struct form *form, const struct origin *from)
{
	struct record *rec = mem_new(c, struct record);

	rec->kind = kind;
	rec->id = mem_str(c, id);
	rec->origin = from;
	rec->is_newborn = true;
	rec->state = from == NULL ? kind->first : from->state;
	rec->title = record_title_of(c, form);
	rec->version = 1;
	rec->fields = form;
	rec->author_id = c->me->id_text;
	rec->department_id = form_stored(form, "department_id");
	rec->platform_id = form_stored(form, "platform_id");
	rec->owner_id = form_stored(form, "owner_id");
	/* Where the first state is public already, making it is handing it in. */
	if (from != NULL)
		rec->submitter_id = from->submitter_id;
	else if (!(kind_state(kind, kind->first)->flags & STATE_PRIVATE))
		rec->submitter_id = rec->author_id;
	return (rec);
}

/* What is chosen now must be at its stage for it; what was chosen before may have gone on. */
void
record_check_stages(struct form *form, const struct form *before)
{
	for (size_t i = 0; i < form->n; i++) {
		const struct input *in = &form->inputs[i];
		bool is_new = before == NULL || !str_eq(form_stored(before, in->field->name), in->stored);

		if (is_new && in->state != NULL && !str_has_word(in->field->in, in->state))
			form_complain(form, in->field->name, in->field->in_said == NULL ? N_("This is not possible at the record's current stage.") : in->field->in_said, NULL);
	}
}

static void
begin_fields(struct form *form)
{
	for (size_t i = 0; i < form->n; i++)
		if (form->inputs[i].field->initial != NULL && str_empty(form->inputs[i].value))
			form_set(form, form->inputs[i].field->name, form->inputs[i].field->initial);
}

struct err *
record_try(struct ctx *c, const struct kind *kind, const char *id, struct form *form, const struct origin *from, struct record **out)
{
	const struct state *first;
	struct record *rec = newborn(c, kind, id, form, from);

	*out = rec;
	begin_fields(form);
	TRY(record_resolve(c, form));
	record_check_stages(form, NULL);
	record_check_dates(c, rec, form, NULL);
	objection_check(c, rec, form, "form");
	if (kind->check != NULL)
		kind->check(c, rec, form);
	rec->department_id = form_stored(form, "department_id");
	rec->platform_id = form_stored(form, "platform_id");
	rec->owner_id = form_stored(form, "owner_id");
	rec->due = from != NULL && from->due != NULL ? from->due : form_stored(form, "due");
	first = kind_state(kind, rec->state);
	if (rec->due == NULL && first->due != 0)
		rec->due = ctx_days_ahead(c, rule_int(c->site, (enum rule)(first->due - 1)));
	return (OK);
}

/* What its table says of when and who; the staging that follows takes it out of sight. */
static void
put_origin(struct ctx *c, const struct record *rec, const struct state *state)
{
	const struct origin *from = rec->origin;
	bool ended = (state->flags & STATE_END) != 0;
	const char *since = str_or(ended ? from->closed_at : NULL, from->handed_in_at);

	db_ask(c->db, c, STMT_IMPORTED_ADD, NULL, ARGS(c->site_id, rec->id, from->batch, from->row, str_or(from->old_number, ""), str_or(from->old_key, ""),
	    str_or(from->submitter, ""), rec->state, visibility_text(state_visibility(state)), from->made_at, from->submitter_id, since,
	    ended ? str_or(since, str_or(from->made_at, c->now)) : NULL));
}

static void
put_birth(struct ctx *c, struct record *rec)
{
	const struct origin *from = rec->origin;

	rec->event = event_new(c, from == NULL ? "record.create" : "record.import", rec->id, NULL);
	event_say(rec->event, "kind", rec->kind->name);
	event_say(rec->event, "title", rec->title);
	if (from == NULL)
		return;
	event_say(rec->event, "import", from->batch);
	event_say(rec->event, "row", from->row);
	event_say(rec->event, "to", rec->state);
	if (!str_empty(from->old_number))
		event_say(rec->event, "old_number", from->old_number);
	if (!str_empty(from->made_at))
		event_say(rec->event, "made_at", from->made_at);
	if (!str_empty(from->submitter))
		event_say(rec->event, "submitter", from->submitter);
}

/* Of a field that is shown at both ends. */
static void
put_link(struct ctx *c, const struct record *rec, const struct input *in)
{
	if (in->field->links != NULL)
		db_ask(c->db, c, STMT_LINK_FOLLOW, NULL, ARGS(c->site_id, rec->id, in->stored, in->field->links, c->now, c->me->id_text));
}

/* Everything of it that is written. */
static struct err *
put_all(struct ctx *c, struct record *rec, struct form *form)
{
	const struct state *state = kind_state(rec->kind, rec->state);
	bool anonymous = record_is_anonymous(rec);

	/* What is imported goes out of its author's sight with the whole of it. */
	db_ask(c->db, c, STMT_RECORD_ADD, &rec->added,
	    ARGS(c->site_id, rec->id, rec->kind->name, rec->kind->code, mem_strn(c, c->today, 4), rec->title, rec->state,
		visibility_text(rec->origin == NULL ? state_visibility(state) : VISIBLE_READERS),
	    rec->owner_id, rec->department_id, rec->platform_id, rec->due, c->now, anonymous ? NULL : rec->author_id, anonymous ? NULL : rec->submitter_id));
	if (anonymous)
		db_ask(c->db, c, STMT_RECORD_AUTHOR_ADD, NULL, ARGS(c->site_id, rec->id, rec->author_id, permissions[rec->kind->names].name));
	if (rec->origin != NULL)
		put_origin(c, rec, state);
	if (form_stored(form, "due") == NULL && (rec->origin == NULL || rec->origin->due == NULL))
		period_of_state(c, rec, state);
	put_kind_row(c, rec, form);
	for (size_t i = 0; i < form->n; i++)
		if (form->inputs[i].stored != NULL)
			put_link(c, rec, &form->inputs[i]);
	put_version(c, rec, form, 1);
	put_text(c, rec, form);
	put_birth(c, rec);
	TRY(rec->origin == NULL ? waiting_settle(c, rec, state) : waiting_settle_quietly(c, rec, state));
	waiting_by_entries(c, rec);
	rec->is_newborn = false;
	return (OK);
}

static struct err *
begin(struct ctx *c, const struct kind *kind, const char *id, struct form *form, const struct origin *from, const char *author, struct record **out)
{
	struct record *rec;

	*out = NULL;
	TRY(record_try(c, kind, id, form, from, &rec));
	if (!form->ok)
		return (OK);
	if (author != NULL) {
		rec->author_id = author;
		rec->submitter_id = rec->submitter_id == NULL ? NULL : author;
	}
	TRY(put_all(c, rec, form));
	*out = rec;
	return (OK);
}

struct err *
record_begin(struct ctx *c, const struct kind *kind, const char *id, struct form *form, struct record **out)
{
	return (begin(c, kind, id, form, NULL, NULL, out));
}

struct err *
record_import(struct ctx *c, const struct kind *kind, const char *id, struct form *form, const struct origin *from, struct record **out)
{
	return (begin(c, kind, id, form, from, NULL, out));
}

struct err *
record_create(struct ctx *c, const struct kind *kind, const char *id, struct form *form, const char *author, struct record **out)
{
	struct record *rec;

	*out = NULL;
	TRY(begin(c, kind, id, form, NULL, author, &rec));
	if (rec == NULL)
		return (OK);
	TRY(db_wait(c->db));
	rec->number = rows_text(rec->added, 0, "number");
	TRY(effect_run(c, rec, form, "made"));
	if (kind->created != NULL)
		TRY(kind->created(c, rec));
	TRY(effect_run(c, rec, form, "saved"));
	if (kind->saved != NULL)
		TRY(kind->saved(c, rec));
	*out = rec;
	return (OK);
}

/* Queue the new value of one field; false when it has not changed. */
static bool
put_change(struct ctx *c, struct record *rec, const struct input *now)
{
	struct input *was = form_input(rec->fields, now->field->name);

	if (str_eq(str_or(was->stored, ""), str_or(now->stored, "")))
		return (false);
	if (sql_is_own(now->field))
		db_ask_text(c->db, c, sql_update(c, rec->kind, now->field), NULL,
		    ARGS(c->site_id, rec->id, sql_bound(now->field, now->stored)));
	put_link(c, rec, now);
	/* That it changed is history; what it said is not. */
	if (now->field->flags & PERSONAL)
		event_change(rec->event, now->field->name, *was->value == '\0' ? "" : "…", *now->value == '\0' ? "" : "…");
	else
		event_change(rec->event, now->field->name, was->value, now->value);
	was->value = now->value;
	was->stored = now->stored;
	return (true);
}

/* A name that was given stands in the history; one that was not is not given by a slip. */
static void
check_anonymous(const struct record *rec, struct form *form)
{
	const char *field = rec->kind->anonymous;

	if (field != NULL && form_input(form, field) != NULL && str_eq(form_value(form, field), "1") != record_is_anonymous(rec))
		form_complain(form, field, N_("Whether your name is shown cannot be changed afterwards."), NULL);
}

struct err *
record_check(struct ctx *c, struct record *rec, struct form *form)
{
	TRY(record_resolve(c, form));
	check_anonymous(rec, form);
	record_check_stages(form, rec->fields);
	record_check_dates(c, rec, form, rec->fields);
	objection_check(c, rec, form, "form");
	if (rec->kind->check != NULL)
		rec->kind->check(c, rec, form);
	return (OK);
}

struct err *
record_edit(struct ctx *c, struct record *rec, struct form *form, int64_t version)
{
	bool changed = false;
	struct rows *saved;

	if (rec->version != version)
		return (RAISE(ERR_CONFLICT, "version %lld was edited, %lld is there", (long long)version, (long long)rec->version));
	TRY(record_check(c, rec, form));
	if (!form->ok)
		return (OK);
	rec->event = event_new(c, "record.edit", rec->id, NULL);
	if (rec->under != NULL)
		event_say(rec->event, "under", rec->under);
	for (size_t i = 0; i < form->n; i++)
		changed = put_change(c, rec, &form->inputs[i]) || changed;
	if (!changed)
		return (OK);
	rec->title = record_title_of(c, rec->fields);
	db_ask(c->db, c, STMT_RECORD_EDIT, &saved,
	    ARGS(c->site_id, rec->id, mem_fmt(c, "%lld", (long long)version), rec->title, form_input(rec->fields, "owner_id") != NULL ?
	    form_stored(rec->fields, "owner_id") : rec->owner_id,
	    form_input(rec->fields, "department_id") != NULL ? form_stored(rec->fields, "department_id") : rec->department_id,
	    form_input(rec->fields, "platform_id") != NULL ? form_stored(rec->fields, "platform_id") : rec->platform_id,
	    form_input(rec->fields, "due") != NULL ? form_stored(rec->fields, "due") : rec->due, c->now));
	if (form_input(rec->fields, "due") != NULL && !str_eq(form_stored(rec->fields, "due"), rec->due))
		period_drop(c, rec, "due");
	put_version(c, rec, rec->fields, version + 1);
	put_text(c, rec, rec->fields);
	TRY(record_disturb(c, rec));
	TRY(db_wait(c->db));
	if (rows_count(saved) == 0)
		return (RAISE(ERR_CONFLICT, "\"%s\" was saved by somebody else meanwhile", rec->number));
	rec->version = version + 1;
	TRY(effect_run(c, rec, form, "saved"));
	if (rec->kind->saved != NULL)
		TRY(rec->kind->saved(c, rec));
	waiting_by_entries(c, rec);
	return (OK);
}

void
record_set(struct ctx *c, struct record *rec, const char *const *pairs)
{
	if (rec->event == NULL)
		rec->event = event_new(c, "record.set", rec->id, NULL);
	for (size_t i = 0; pairs[i] != NULL; i += 2) {
		const struct field *f = field_find(rec->kind->fields, pairs[i]);
		struct input *in = form_input(rec->fields, pairs[i]);
		const char *old = in == NULL ? "" : in->value, *was = in == NULL ? NULL : in->stored;

		if (f == NULL || in == NULL)
			continue;
		form_set(rec->fields, f->name, str_or(pairs[i + 1], ""));
		if (str_eq(str_or(was, ""), str_or(in->stored, "")))
			continue;
		db_ask_text(c->db, c, sql_update(c, rec->kind, f), NULL, ARGS(c->site_id, rec->id, sql_bound(f, in->stored)));
		event_change(rec->event, f->name, old, in->value);
	}
}
