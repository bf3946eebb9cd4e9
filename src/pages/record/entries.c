/* SPDX-License-Identifier: ISC */
#include "pages/record/entries.h"

#include "base/str.h"
#include "pages/record/file.h"
#include "pages/record/prefill.h"
#include "view/words.h"
#include "web/value.h"

struct entries_state {
	struct subject subject;
	const struct entry *sort;       /* NULL: the address names none */
	struct rows *rows;
	struct options choices;
	struct record *rec;
	struct entry_row *row;
};

const size_t entries_state = sizeof(struct entries_state);

/* ---- what the address names */

static struct entries_state *
begin(struct visit *v, bool to_change)
{
	struct entries_state *a = STATE_OF(v, entries_state);

	subject_ask(v, &a->subject, to_change);
	if (a->subject.kind != NULL)
		a->sort = kind_entry(a->subject.kind, visit_arg(v, "entry"));
	return (a);
}

static void
ask_choices(struct visit *v, struct entries_state *a)
{
	a->choices.of = a->subject.number;
	options_ask(v, &a->choices, a->sort->fields, 0, 0);
	options_ask_contained(v, &a->choices, a->sort->fields);
}

static struct err *
read_subject(struct visit *v, struct entries_state *a)
{
	TRY(subject_read(v, &a->subject, &a->rec));
	return (a->sort == NULL ? RAISE(ERR_NOT_FOUND, "no entries \"%s\"", visit_arg(v, "entry")) : OK);
}

/* Where the person came from: the record's page where the sort is shown, else the sort's own. */
static const char *
path_back(struct visit *v, const struct entries_state *a)
{
	if (entry_is_worked_on(a->rec, a->sort) || a->sort->flags & ENTRY_ALWAYS)
		return (mem_fmt(v->c, "%s#%s", subject_path(v, a->rec->kind, a->rec->number), a->sort->name));
	return (entries_path(v, a->rec, a->sort));
}

/* ---- all of one sort */

void
entries_list_ask(struct visit *v)
{
	struct entries_state *a = begin(v, false);

	if (a->sort == NULL)
		return;
	entry_ask(v->c, a->sort, a->subject.number, ENTRIES_ALL, &a->rows);
	ask_choices(v, a);
}

static const char *
list_title(struct visit *v, const struct entries_state *a)
{
	return (mem_fmt(v->c, "%s %s", a->rec->number, word(a->sort->table)));
}

/* Said in the address: what the form for one more begins with (struct intake). */
static const struct form *
given_form(struct visit *v, const struct entries_state *a)
{
	return (v->req->query.n == 0 ? NULL : prefill_given(v, a->sort->table, entry_typed(v->c, a->sort)));
}

static void
put_list(struct visit *v, const struct entries_state *a, const struct form *typed)
{
	const struct form *given = typed != NULL ? NULL : given_form(v, a);
	struct entries_part part = { .sort = a->sort, .rows = a->rows, .typed = typed != NULL ? typed : given, .count = -1, .begun = given != NULL };

	subject_put(v, a->rec);
	entries_put(v, node_in(v->root, "Part"), a->rec, &part, &a->choices);
}

struct err *
entries_list_answer(struct visit *v)
{
	struct entries_state *a = STATE_OF(v, entries_state);

	TRY(read_subject(v, a));
	put_list(v, a, NULL);
	return (visit_show(v, "record/entries", list_title(v, a)));
}

/* ---- one more */

void
entries_add_ask(struct visit *v)
{
	begin(v, true);
}

/* The page as it is stored, with what was typed. */
static struct err *
list_again(struct visit *v, const struct form *typed)
{
	struct entries_state *a;

	TRY(visit_complain(v, typed, NULL, NULL));
	subject_restart(v);
	entries_list_ask(v);
	a = STATE_OF(v, entries_state);
	TRY(db_wait(v->c->db));
	TRY(read_subject(v, a));
	put_list(v, a, typed);
	return (visit_again(v, "record/entries", list_title(v, a)));
}

struct err *
entries_add_answer(struct visit *v)
{
	struct entries_state *a = STATE_OF(v, entries_state);
	struct form *form;
	bool done;

	TRY(read_subject(v, a));
	form = visit_read_form(v, a->sort->table, entry_typed(v->c, a->sort));
	TRY(file_check_entry(v, a->rec, a->sort, form));
	TRY(entry_add(v->c, a->rec, a->sort, form, &done));
	if (done)
		TRY(file_take_entry(v, a->rec, a->sort, a->rec->entry_no));
	return (done ? visit_go(v, path_back(v, a), N_("Saved.")) : list_again(v, form));
}

/* ---- one of them */

void
entries_one_ask(struct visit *v)
{
	struct entries_state *a = begin(v, false);

	if (a->sort == NULL)
		return;
	entry_ask_one(v->c, a->sort, a->subject.number, visit_arg(v, "no"), &a->rows);
	ask_choices(v, a);
}

static struct err *
read_one(struct visit *v, struct entries_state *a)
{
	TRY(read_subject(v, a));
	return (entry_read(v->c, a->sort, a->rows, &a->row));
}

static void
put_facts(struct visit *v, const struct entries_state *a)
{
	const struct kind *kind = entry_kind(v->c, a->sort);

	for (const struct field *f = a->sort->fields; f->name != NULL; f++) {
		struct node *node;

		if (f->flags & DERIVED && str_empty(form_value(a->row->fields, f->name)))
			continue;
		node = node_item(node_in(v->root, "Facts"));
		node_put(node, "name", f->name);
		node_put(node, "label", subject_label(v, a->sort->table, f->name));
		node_put_flag(node, "long", f->type == FIELD_TEXT);
		value_put(v, node, kind, f, a->rows, 0);
	}
}

/* A form of these fields that begins as what is stored. */
static struct form *
stored_form(struct visit *v, const struct entries_state *a, const struct field *fields)
{
	struct form *form = form_new(v->c, a->sort->table, fields);

	for (size_t i = 0; i < form->n; i++) {
		const struct input *was = form_input(a->row->fields, form->inputs[i].field->name);

		form->inputs[i].value = was->value;
		form->inputs[i].stored = was->stored;
	}
	return (form);
}

static void
put_act(struct visit *v, const struct entries_state *a, const struct act *act, const struct form *typed)
{
	struct node *node = node_item(node_in(v->root, "Acts"));
	const char *hint = mem_fmt(v->c, "%s.act.%s.hint", a->sort->table, act->name);
	const struct form *form = typed != NULL ? typed : stored_form(v, a, entry_asks(v->c, a->sort, act));

	node_put(node, "name", act->name);
	node_put(node, "label", word_of(v->c, a->sort->table, "act", act->name));
	node_put_flag(node, "danger", (act->flags & MOVE_DANGER) != 0);
	if (words_known(words_language(), hint))
		node_put(node, "hint", word(hint));
	visit_put_form(v, node, form);
	options_put(node, form, &a->choices);
}

static void
put_edit(struct visit *v, const struct entries_state *a, const struct form *typed)
{
	struct node *node = node_in(v->root, "Form");
	const struct form *form = typed;

	if (!entry_may_edit(v->c, a->rec, a->row))
		return;
	if (form == NULL)
		form = stored_form(v, a, entry_typed(v->c, a->sort));
	node_put(node, "may", "1");
	visit_put_form(v, node, form);
	options_put(node, form, &a->choices);
}

/* ${part}: which form came back as ${typed}: an act's name, or "" for the entry itself. */
static void
put_one(struct visit *v, const struct entries_state *a, const char *part, const struct form *typed)
{
	struct node *node = node_in(v->root, "Entry");

	subject_put(v, a->rec);
	node_put(node, "label", word(a->sort->table));
	node_put(node, "no", a->row->no);
	node_putf(node, "action", "%s/%s", entries_path(v, a->rec, a->sort), a->row->no);
	node_put(node, "list_url", entries_path(v, a->rec, a->sort));
	node_put(node, "by", rows_str(a->rows, 0, "by"));
	node_put(node, "at", rows_str(a->rows, 0, "at"));
	node_put_int(node, "version", a->row->version);
	put_facts(v, a);
	for (const struct act *act = a->sort->acts; act != NULL && act->name != NULL; act++)
		if (entry_may_act(v->c, a->rec, a->row, act))
			put_act(v, a, act, str_eq(part, act->name) ? typed : NULL);
	put_edit(v, a, str_eq(part, "") ? typed : NULL);
}

static const char *
one_title(struct visit *v, const struct entries_state *a)
{
	return (mem_fmt(v->c, "%s %s %s", a->rec->number, word(a->sort->table), a->row->no));
}

struct err *
entries_one_answer(struct visit *v)
{
	struct entries_state *a = STATE_OF(v, entries_state);

	TRY(read_one(v, a));
	put_one(v, a, NULL, NULL);
	return (visit_show(v, "record/entry", one_title(v, a)));
}

/* ---- a change of it */

void
entries_save_ask(struct visit *v)
{
	struct entries_state *a = begin(v, true);

	if (a->sort != NULL)
		entry_ask_one(v->c, a->sort, a->subject.number, visit_arg(v, "no"), &a->rows);
}

static struct err *
one_again(struct visit *v, const char *part, const struct form *typed, const char *complaint)
{
	struct entries_state *a;

	TRY(visit_complain(v, typed, complaint, NULL));
	subject_restart(v);
	entries_one_ask(v);
	a = STATE_OF(v, entries_state);
	TRY(db_wait(v->c->db));
	TRY(read_one(v, a));
	put_one(v, a, part, typed);
	TRY(visit_again(v, "record/entry", one_title(v, a)));
	if (complaint == NULL)
		return (OK);
	node_put(node_in(v->root, "Entry"), "conflict", word(complaint));
	v->reply->status = 409;
	return (OK);
}

/* What was looked at is what is changed. */
static int64_t
shown_version(const struct visit *v, const struct entries_state *a)
{
	int64_t n;

	return (str_to_int(visit_form(v, "version"), 1, INT32_MAX, &n) ? n : a->row->version);
}

static struct err *
save(struct visit *v, struct entries_state *a, const char *part, struct form *form, bool *done)
{
	const struct act *act = entry_act_named(a->sort, part);

	*done = true;
	if (str_eq(part, "remove") && act == NULL)
		return (entry_remove(v->c, a->rec, a->row));
	if (*part == '\0')
		return (entry_edit(v->c, a->rec, a->row, form, shown_version(v, a), done));
	if (act == NULL)
		return (RAISE(ERR_INVALID, "no act \"%s\" on a %s", part, a->sort->table));
	return (entry_do(v->c, a->rec, a->row, act, form, done));
}

struct err *
entries_save_answer(struct visit *v)
{
	struct entries_state *a = STATE_OF(v, entries_state);
	const char *part = visit_form(v, "act"), *excuse;
	const struct act *act;
	struct form *form;
	struct err *err;
	bool done;

	TRY(read_one(v, a));
	act = entry_act_named(a->sort, part);
	form = visit_read_form(v, a->sort->table, act == NULL ? entry_typed(v->c, a->sort) : entry_asks(v->c, a->sort, act));
	err = save(v, a, part, form, &done);
	excuse = subject_excuse(v, &err);
	if (excuse != NULL)
		return (one_again(v, part, form, excuse));
	TRY(err);
	return (done ? visit_go(v, path_back(v, a), N_("Saved.")) : one_again(v, part, form, NULL));
}
