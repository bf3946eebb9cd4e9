/* SPDX-License-Identifier: ISC */
#include "record/effect.h"

#include "access/event.h"
#include "base/str.h"
#include "record/entry.h"
#include "record/sql.h"
#include "record/term.h"
#include "record/waiting.h"
#include "record/workflow.h"

#include <string.h>

/* What was done to which record: a row's terms are looked up there. */
struct cause {
	struct ctx *c;
	struct record *rec;
	const struct form *form;
};

/* ---- what it does */

/* Columns of the statement's row that are named as fields of the record are kept in it. */
static void
take_row(struct ctx *c, struct record *rec, const struct rows *rows)
{
	for (size_t i = 0; rows_count(rows) > 0 && i < rows_columns(rows); i++)
		if (field_find(rec->kind->fields, rows_name(rows, i)) != NULL)
			record_set(c, rec, (const char *const[]){ rows_name(rows, i), rows_at(rows, 0, i), NULL });
}

/* A parameter: a word as it is, a term, ":detail" for a notification, ":no" of the entry; NULL when it says nothing. */
static const char *
parameter_of(const struct cause *why, const char *word)
{
	const struct record *rec = why->rec;

	if (str_eq(word, ":detail"))
		return (mem_fmt(why->c, "{\"kind\":\"%s\",\"state\":\"%s\"}", rec->kind->name, rec->state));
	if (str_eq(word, ":no"))
		return (rec->entry == NULL ? NULL : rec->entry->no);
	/* A bare word is itself, and the walk over the list writes the next one in its place. */
	return (str_or(term_meant(why->c, rec, why->form, mem_str(why->c, word)), NULL));
}

static struct err *
run_statement(const struct cause *why, const struct effect *e, struct record *rec)
{
	const char **args = mem_array(why->c, const char *, word_count(e->with) + 2), *with = e->with;
	enum stmt stmt = e->runs;
	char word[WORD_MAX];
	struct rows *rows;
	size_t n = 0;

	args[n++] = why->c->site_id;
	args[n++] = rec->id;
	while (word_next(&with, word))
		args[n++] = parameter_of(why, word);
	db_ask(why->c->db, why->c, stmt, e->takes ? &rows : NULL, n, args);
	if (!e->takes)
		return (OK);
	TRY(db_wait(why->c->db));
	take_row(why->c, rec, rows);
	return (OK);
}

static void
set_fields(const struct cause *why, const char *sets, struct record *rec)
{
	struct assignment a;

	while (term_next(why->c, why->rec, why->form, false, &sets, &a))
		record_set(why->c, rec, (const char *const[]){ a.field, *a.value == '\0' ? NULL : a.value, NULL });
}

static void
set_entry(const struct cause *why, const char *puts)
{
	struct entry_row *row = why->rec->entry;
	struct assignment a;

	while (row != NULL && row->id != NULL && term_next(why->c, why->rec, why->form, false, &puts, &a))
		entry_set(why->c, why->rec, row, (const char *const[]){ a.field, *a.value == '\0' ? NULL : a.value, NULL });
}

/* "<origin": from this record to the other one; else from the other one to this. */
static void
put_link(const struct cause *why, const char *sort, const struct record *other)
{
	struct ctx *c = why->c;
	bool back = *sort == '<';

	db_ask(c->db, c, STMT_LINK_ADD, NULL, ARGS(c->site_id, back ? why->rec->id : other->id, back ? other->id : why->rec->id, sort + back, c->now, c->me->id_text));
}

static void
let_read(const struct cause *why, const char *field, const struct record *other)
{
	struct ctx *c = why->c;
	char **accounts = str_split(c, mem_str(c, term_value(c, why->rec, why->form, field)), ',');

	for (size_t i = 0; accounts[i] != NULL; i++)
		if (*accounts[i] != '\0')
			db_ask(c->db, c, STMT_RECORD_READER_ADD, NULL, ARGS(c->site_id, other->id, accounts[i]));
}

static void
say_there(const struct cause *why, const struct effect *e, const struct record *other)
{
	struct event *event = event_new(why->c, e->says, other->id, NULL);

	event_say(event, "name", why->rec->number);
	event_say(event, "text", term_value(why->c, why->rec, why->form, e->text));
}

static struct err *
move_on(const struct cause *why, const struct effect *e, struct record *other)
{
	const char *reason = e->reason == NULL ? NULL : term_value(why->c, why->rec, why->form, e->reason);
	struct err *err = workflow_follow(why->c, other, e->move, reason);

	if (err != OK && err_kind(err) == ERR_CONFLICT && e->refused != NULL)
		return (err_say(err, e->refused));
	/* Its history names what it follows from. */
	if (err == OK && other != why->rec)
		event_say(other->event, "other", why->rec->id);
	return (err);
}

/* Does the row need to know more of a record than which it is?  Not everybody whose act has an effect on a record sees it. */
static bool
reads_it(const struct effect *e)
{
	return (e->in != NULL || e->those != NULL || e->move != NULL || e->disturbs || (e->sets != NULL && e->makes == NULL));
}

/* All that a row does to one record, which is the record itself where the row names no other. */
static struct err *
act_on(const struct cause *why, const struct effect *e, struct record *other)
{
	if (e->link != NULL)
		put_link(why, e->link, other);
	if (e->reads != NULL)
		let_read(why, e->reads, other);
	if (e->runs != STMT_NONE)
		TRY(run_statement(why, e, other));
	if (e->says != NULL)
		say_there(why, e, other);
	if (e->disturbs)
		TRY(record_disturb(why->c, other));
	if (e->move != NULL)
		TRY(move_on(why, e, other));
	if (e->sets != NULL && e->makes == NULL)
		set_fields(why, e->sets, other);
	if (e->puts != NULL)
		set_entry(why, e->puts);
	if (other != why->rec && reads_it(e))
		waiting_by_entries(why->c, other);
	return (OK);
}

/* ---- whom it reaches */

static struct err *
act_on_id(const struct cause *why, const struct effect *e, const char *id)
{
	struct record *other;

	if (!reads_it(e))
		return (act_on(why, e, &(struct record){ .id = id }));
	TRY(record_load(why->c, id, &other));
	if ((e->in != NULL && !str_has_word(e->in, other->state)) || !term_holds(why->c, other, NULL, e->those))
		return (OK);
	return (act_on(why, e, other));
}

/* Those that a field of the record, or of its entry, names. */
static struct err *
act_on_named(const struct cause *why, const struct effect *e)
{
	const struct record *rec = why->rec;
	bool of_entry = str_starts(e->field, "entry.");
	const char *stored = !of_entry ? form_stored(rec->fields, e->field) : rec->entry == NULL ? NULL : form_stored(rec->entry->fields, e->field + strlen("entry."));

	if (stored == NULL)
		return (OK);
	if (*stored != '{')
		return (act_on_id(why, e, stored));
	for (char **id = form_array_items(why->c, stored); *id != NULL; id++)
		TRY(act_on_id(why, e, *id));
	return (OK);
}

/* Those that name the record: "<kind>.<field>". */
static struct err *
act_on_naming(const struct cause *why, const struct effect *e)
{
	size_t n = strcspn(e->of, ".");
	const struct kind *kind = kind_named(mem_strn(why->c, e->of, n));
	struct rows *rows;

	db_ask_text(why->c->db, why->c, sql_naming(why->c, kind, field_find(kind->fields, e->of + n + 1)), &rows, ARGS(why->c->site_id, why->rec->id));
	TRY(db_wait(why->c->db));
	for (size_t i = 0; i < rows_count(rows); i++)
		TRY(act_on_id(why, e, rows_text(rows, i, "id")));
	return (OK);
}

/* ---- what it makes */

static struct form *
form_of(const struct cause *why, const struct effect *e, const struct kind *kind)
{
	struct form *form = form_new(why->c, kind->name, kind->fields);
	const char *sets = e->sets;
	struct assignment a;

	while (term_next(why->c, why->rec, why->form, true, &sets, &a))
		form_set(form, a.field, a.value);
	if (str_empty(form_value(form, "title")))
		form_set(form, "title", record_title_of(why->c, form));
	return (form);
}

/* Where the new record is kept: a field of this one, or "entry.<field>". */
static void
keep(const struct cause *why, const char *into, const struct record *made)
{
	if (str_starts(into, "entry."))
		entry_keep(why->c, why->rec, why->rec->entry, into + strlen("entry."), made->number, made->id);
	else
		record_set(why->c, why->rec, (const char *const[]){ into, made->id, NULL });
}

/* Where the row has no words of its own. */
static const char not_made[] =
    N_("The record that follows from this step could not be created, so nothing was saved. Check whether the people named here are still members of the site, and name others if not. If that does not help, ask an administrator of the site.");

static struct err *
make(const struct cause *why, const struct effect *e)
{
	const struct kind *kind = kind_named(e->makes);
	struct record *made;
	struct rows *id;

	record_ask_id(why->c, &id);
	TRY(db_wait(why->c->db));
	TRY(record_create(why->c, kind, rows_text(id, 0, "id"), form_of(why, e, kind), e->author == NULL ? NULL : mem_str(why->c, term_value(why->c, why->rec, why->form, e->author)), &made));
	if (made == NULL)
		return (err_say(RAISE(ERR_CONFLICT, "%s makes no %s", why->rec->number, e->makes), str_or(e->refused, not_made)));
	if (e->into != NULL)
		keep(why, e->into, made);
	if (e->keeps != NULL)
		set_fields(why, e->keeps, made);
	return (act_on(why, e, made));
}

/* ---- when */

static struct err *
carry_out_once(const struct cause *why, const struct effect *e)
{
	if (!term_holds(why->c, why->rec, why->form, e->when))
		return (OK);
	if (e->makes != NULL)
		return (make(why, e));
	if (e->field != NULL)
		return (act_on_named(why, e));
	return (e->of != NULL ? act_on_naming(why, e) : act_on(why, e, why->rec));
}

static struct err *
carry_out(const struct cause *why, const struct effect *e)
{
	struct entry_row *before = why->rec->entry;
	const struct entry *sort;
	struct rows *rows;

	if (e->each == NULL)
		return (carry_out_once(why, e));
	sort = kind_entry(why->rec->kind, e->each);
	entry_ask(why->c, sort, why->rec->number, ENTRIES_ALL, &rows);
	TRY(db_wait(why->c->db));
	for (size_t i = 0; i < rows_count(rows); i++) {
		why->rec->entry = entry_at(why->c, sort, rows, i);
		TRY(carry_out_once(why, e));
	}
	why->rec->entry = before;
	return (OK);
}

struct err *
effect_run(struct ctx *c, struct record *rec, const struct form *form, const char *at)
{
	struct cause why = { c, rec, form };

	for (const struct effect *e = rec->kind->effects; e != NULL && e->at != NULL; e++)
		if (str_has_word(e->at, at))
			TRY(carry_out(&why, e));
	return (OK);
}

/* "go_live>testing": from there to here; "*" stands for any state. */
static bool
is_change(const char *words, const char *from, const char *to)
{
	char word[WORD_MAX];

	while (word_next(&words, word)) {
		char *arrow = strchr(word, '>');

		if (arrow == NULL)
			continue;
		*arrow++ = '\0';
		if ((str_eq(word, "*") || str_eq(word, from)) && (str_eq(arrow, "*") || str_eq(arrow, to)))
			return (true);
	}
	return (false);
}

struct err *
effect_of_state(struct ctx *c, struct record *rec)
{
	struct cause why = { c, rec, NULL };
	const char *from = rec->state_from, *to = rec->state;

	for (const struct effect *e = rec->kind->effects; e != NULL && e->at != NULL; e++)
		if (is_change(e->at, from, to))
			TRY(carry_out(&why, e));
	return (OK);
}

bool
effect_follows_making(const struct kind *kind)
{
	if (kind->created != NULL || kind->saved != NULL)
		return (true);
	for (const struct effect *e = kind->effects; e != NULL && e->at != NULL; e++)
		if (str_has_word(e->at, "made") || str_has_word(e->at, "saved"))
			return (true);
	return (false);
}
