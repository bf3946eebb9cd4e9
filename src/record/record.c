/* SPDX-License-Identifier: ISC */
/* Reading one record, and who somebody is to it. */
#include "record/record.h"

#include "base/str.h"
#include "record/sql.h"

#include <string.h>

void
record_ask(struct ctx *c, struct record_asked *asked, const struct kind *kind, const char *number, bool for_update)
{
	*asked = (struct record_asked){ .kind = kind };
	db_ask_text(c->db, c, sql_find(c, kind, for_update), &asked->row, ARGS(c->site_id, kind->name, number));
	if (kind->facts != STMT_NONE)
		db_ask(c->db, c, kind->facts, &asked->facts, ARGS_ASKED(kind->facts, c->site_id, number, c->today, c->now));
	if (kind_has_approvals(kind)) {
		db_ask(c->db, c, STMT_APPROVAL_OF, &asked->approval, ARGS(c->site_id, number));
		db_ask(c->db, c, STMT_APPROVAL_VOTES_OF, &asked->votes, ARGS(c->site_id, number));
	}
}

/* "REQ-2026-0001 Title" per line becomes "REQ-2026-0001,…": what a person types. */
static const char *
numbers_of(struct ctx *c, const char *names)
{
	struct buf *b = buf_new(c);

	while (names != NULL && *names != '\0') {
		buf_put(b, b->len > 0 ? "," : "");
		buf_putn(b, names, strcspn(names, " \n"));
		names = strchr(names, '\n');
		names = names == NULL ? NULL : names + 1;
	}
	return (b->data);
}

void
record_take(struct ctx *c, struct form *form, const struct field *f, const struct rows *rows, size_t i)
{
	if (f->type == FIELD_FILE)
		return;
	form_set(form, f->name, rows_str(rows, i, f->name));
	if (f->type == FIELD_RECORD || f->type == FIELD_RECORDS)
		form_input(form, f->name)->value = numbers_of(c, rows_text(rows, i, mem_fmt(c, "%s.name", f->name)));
}

static void
fields_read(struct ctx *c, struct record *rec)
{
	rec->fields = form_new(c, rec->kind->name, rec->kind->fields);
	for (const struct field *f = rec->kind->fields; f->name != NULL; f++)
		record_take(c, rec->fields, f, rec->row, 0);
}

struct err *
record_read(struct ctx *c, const struct record_asked *asked, struct record **out)
{
	const struct rows *row = asked->row;
	struct record *rec;

	if (rows_count(row) == 0)
		return (RAISE(ERR_NOT_FOUND, "no such %s in sight", asked->kind->name));
	rec = mem_new(c, struct record);
	rec->kind = asked->kind;
	rec->row = row;
	rec->id = rows_text(row, 0, "id");
	rec->number = rows_text(row, 0, "number");
	rec->state = rows_text(row, 0, "state");
	rec->state_from = rows_text(row, 0, "state_from");
	rec->title = rows_text(row, 0, "title");
	rec->visible = visibility_read(row, 0);
	rec->version = rows_int(row, 0, "version");
	rec->owner_id = rows_text(row, 0, "owner_id");
	rec->department_id = rows_text(row, 0, "department_id");
	rec->platform_id = rows_text(row, 0, "platform_id");
	rec->due = rows_text(row, 0, "due");
	rec->author_id = rows_text(row, 0, "created_by");
	rec->submitter_id = rows_text(row, 0, "submitted_by");
	rec->acted = rows_text(row, 0, "acted");
	rec->facts = asked->facts;
	rec->approval = asked->approval;
	rec->votes = asked->votes;
	fields_read(c, rec);
	*out = rec;
	return (OK);
}

struct err *
record_load(struct ctx *c, const char *id, struct record **out)
{
	struct record_asked asked;
	struct rows *rows;
	const struct kind *kind;

	TRY(db_run(c->db, c, STMT_RECORD_KIND_BY_ID, &rows, ARGS(c->site_id, id)));
	kind = rows_count(rows) == 0 ? NULL : kind_named(rows_text(rows, 0, "kind"));
	if (kind == NULL)
		return (RAISE(ERR_NOT_FOUND, "no record in sight has this id"));
	record_ask(c, &asked, kind, rows_text(rows, 0, "number"), true);
	TRY(db_wait(c->db));
	return (record_read(c, &asked, out));
}

const char *
record_value(const struct record *rec, const char *field)
{
	return (form_value(rec->fields, field));
}

/* A department is acted for by its head. */
static bool
heads_field(const struct ctx *c, const struct record *rec, const char *field)
{
	int64_t department;

	if (!str_to_int(str_or(form_stored(rec->fields, field), ""), 1, INT64_MAX, &department))
		return (false);
	return (may_for(c, PERMIT_DEPARTMENT_HEAD, department));
}

/* Whose author has left is led on by who took it over (RX.3); as who is responsible they decide on it no more than the author did. */
static bool
acts_for_leaver(const struct ctx *c, const struct record *rec, const char *left)
{
	return (rows_count(rec->row) > 0 && rows_bool(rec->row, 0, left) && str_eq(rec->owner_id, c->me->id_text));
}

static bool
is_relation(const struct ctx *c, const struct record *rec, const char *relation)
{
	const struct field *f;

	if (c->me->id_text == NULL)
		return (false);
	if (str_eq(relation, "author"))
		return (str_eq(rec->author_id, c->me->id_text) || acts_for_leaver(c, rec, "author_left"));
	if (str_eq(relation, "submitter"))
		return (str_eq(rec->submitter_id, c->me->id_text) || acts_for_leaver(c, rec, "submitter_left"));
	if (str_eq(relation, "owner"))
		return (str_eq(rec->owner_id, c->me->id_text));
	f = field_find(rec->kind->fields, relation);
	if (f != NULL && f->type == FIELD_DEPARTMENT)
		return (heads_field(c, rec, relation));
	return (str_has_item(record_value(rec, relation), c->me->id_text));
}

/* Does this fact list me?  Where there are no facts it lists nobody. */
static bool
is_in_fact(const struct ctx *c, const struct record *rec, const char *fact)
{
	return (c->me->id_text != NULL && rows_count(rec->facts) > 0 && str_has_word(rows_str(rec->facts, 0, fact), c->me->id_text));
}

static bool
is_one_of(const struct ctx *c, const struct record *rec, const char *relations)
{
	char word[WORD_MAX];

	while (word_next(&relations, word))
		if (*word == '#' ? is_in_fact(c, rec, word + 1) : is_relation(c, rec, word + (*word == '@')))
			return (true);
	return (false);
}

/* A draft is its author's: whoever was let in to read it moves, edits and adds nothing by a right alone. */
static bool
is_only_read(const struct ctx *c, const struct record *rec)
{
	const struct state *state = kind_state(rec->kind, rec->state);

	return (state != NULL && state->flags & STATE_PRIVATE && !is_relation(c, rec, "author") && !is_relation(c, rec, "submitter") &&
	    !is_relation(c, rec, "owner"));
}

bool
record_is(const struct ctx *c, const struct record *rec, const char *relations)
{
	return (!is_only_read(c, rec) && is_one_of(c, rec, relations));
}

bool
record_may(const struct ctx *c, const struct record *rec, const struct who who[WHO_MAX])
{
	int64_t department = 0;

	if (is_only_read(c, rec))
		return (false);
	if (rec->department_id != NULL && !str_to_int(rec->department_id, 1, INT64_MAX, &department))
		return (false);
	for (size_t i = 0; i < WHO_MAX; i++)
		if ((who[i].right != PERMIT_NONE && may_for(c, who[i].right, department)) || is_one_of(c, rec, who[i].is))
			return (true);
	return (false);
}

struct err *
record_refuse(struct ctx *c, const struct record *rec, const struct who who[WHO_MAX], struct err *err)
{
	char word[WORD_MAX];

	for (size_t i = 0; i < WHO_MAX; i++)
		for (const char *is = who[i].is; word_next(&is, word);)
			if (*word == '#')
				return (err_say(err, mem_fmt(c, "%s.only.%s", rec->kind->name, word + 1)));
	return (err);
}

bool
record_is_self(const struct ctx *c, const struct record *rec)
{
	return (c->me->id_text != NULL &&
	    (str_eq(rec->author_id, c->me->id_text) || str_eq(rec->submitter_id, c->me->id_text)));
}

bool
record_is_anonymous(const struct record *rec)
{
	return (rec->kind->anonymous != NULL && str_eq(record_value(rec, rec->kind->anonymous), "1"));
}

void
record_tell_author(struct ctx *c, const struct record *rec, const char *what, const char *detail)
{
	if (record_is_anonymous(rec))
		db_ask(c->db, c, STMT_RECORD_AUTHOR_TELL, NULL, ARGS(c->site_id, rec->id, what, c->me->id_text, detail, c->now));
}

bool
record_may_see_personal(const struct ctx *c, const struct record *rec)
{
	if (record_is_self(c, rec))
		return (true);
	for (const struct move *m = rec->kind->moves; m->name != NULL; m++)
		if (record_may(c, rec, m->who))
			return (true);
	return (false);
}

bool
record_may_create(const struct ctx *c, const struct kind *kind)
{
	return (kind->create != PERMIT_NONE && may(c, kind->create));
}

const struct field *
record_typed(const void *parent, const struct kind *kind, const char *names)
{
	struct field *fields;
	size_t n = 0, k = 0;

	while (kind->fields[n].name != NULL)
		n++;
	fields = mem_array(parent, struct field, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct field *f = &kind->fields[i];

		if (names == NULL ? (f->flags & DERIVED) != 0 : !str_has_word(names, f->name))
			continue;
		fields[k] = *f;
		fields[k++].flags &= ~(unsigned)DERIVED;
	}
	return (fields);
}

/* Once, as a word. */
static void
put_name(struct buf *b, const char *name)
{
	if (b->len == 0 || !str_has_word(b->data, name))
		buf_fmt(b, "%s%s", b->len > 0 ? " " : "", name);
}

/* All fields a person types here. */
static void
put_typed(struct buf *b, const struct record *rec, const struct state *state)
{
	for (const struct field *f = rec->kind->fields; f->name != NULL; f++)
		if (!(f->flags & DERIVED) && !str_has_word(str_or(state->kept, ""), f->name))
			put_name(b, f->name);
}

const char *
record_editable(struct ctx *c, const struct record *rec)
{
	const struct state *state = kind_state(rec->kind, rec->state);
	struct buf *b = buf_new(c);

	if (state != NULL && record_may(c, rec, state->edit))
		put_typed(b, rec, state);
	return (b->len > 0 ? b->data : NULL);
}
