/* SPDX-License-Identifier: ISC */
#include "pages/record/edit.h"

#include "base/str.h"
#include "pages/record/draft.h"
#include "pages/record/file.h"
#include "pages/record/fresh.h"
#include "pages/record/handin.h"
#include "pages/record/merge.h"
#include "pages/record/prefill.h"
#include "pages/record/show.h"
#include "pages/record/unsaved.h"
#include "record/effect.h"
#include "view/words.h"
#include "web/options.h"
#include "web/value.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

struct edit_state {
	struct subject subject;
	struct options choices;
	struct rows *id;    /* of a record to be made */
	struct form *form;  /* all that can be typed, if it could be read before anything was asked; else NULL */
	struct prefill prefill;
	struct fresh fresh;
	struct unsaved unsaved;
	struct record *rec; /* NULL while it is made */
};

const size_t edit_state = sizeof(struct edit_state);

/* ---- showing the form */

static void
put_form(struct visit *v, const struct edit_state *e, const struct form *form, const char *action,
    const char *cancel)
{
	struct node *node = node_in(v->root, "Form");
	const char *kind = e->subject.kind->name, *intro = mem_fmt(v->c, "%s.intro", kind);

	visit_put_form(v, node, form);
	options_put(node, form, &e->choices);
	if (e->rec == NULL)
		node_put(node, "title", wordf(v->c, N_("New: %1"), word(kind), NULL));
	else
		node_put(node, "title", wordf(v->c, N_("Edit %1 %2"), e->rec->number,
		    e->rec->title));
	node_put(node, "submit",
	    word(e->rec == NULL &&
			 kind_state(e->subject.kind, e->subject.kind->first)->flags & STATE_PRIVATE
		     ? N_("Save as draft")
		     : N_("Save")));
	if (e->rec == NULL && words_known(words_language(), intro))
		node_put(node, "intro", word(intro));
	node_put(node, "action", action);
	node_put(node, "cancel_url", cancel);
	node_put(node, "uploads", "1");
	file_put_limits(v, node);
	handin_put(v, node, e->subject.kind, e->rec, form);
	if (e->rec != NULL)
		node_put_int(node, "version", e->rec->version);
}

static const char *
title_of(struct visit *v, const struct edit_state *e)
{
	if (e->rec == NULL)
		return (wordf(v->c, N_("New: %1"), word(e->subject.kind->name), NULL));
	return (wordf(v->c, N_("Edit %1 %2"), e->rec->number, e->rec->title));
}

/* Only what a person types: a whole record also has fields that later steps fill in. */
static struct form *
typed_form(struct visit *v, const struct kind *kind, const struct form *form)
{
	struct form *typed = form_new(v->c, form->name, record_typed(v->c, kind, NULL));

	for (size_t i = 0, k = 0; i < form->n && k < typed->n; i++)
		if (str_eq(form->inputs[i].field->name, typed->inputs[k].field->name)) {
			const struct field *f = typed->inputs[k].field;

			typed->inputs[k] = form->inputs[i];
			typed->inputs[k++].field = f;
		}
	typed->complaint = form->complaint;
	typed->complaint_arg = form->complaint_arg;
	typed->ok = form->ok;
	return (typed);
}

static void
ask_choices(struct visit *v, struct edit_state *e, const struct form *form, unsigned without)
{
	const struct kind *kind = e->subject.kind;

	e->choices.of = e->subject.number != NULL ? e->subject.number : prefill_about(v, kind, form);
	options_ask(v, &e->choices, kind->fields, 0, without);
	options_suggest(v, &e->choices, kind->fields, without | DERIVED);
}

/* What is shown again is still the form that was sent, with its key and what was kept of it. */
static void
put_same(struct visit *v, const struct edit_state *e)
{
	struct node *node = node_in(v->root, "Form");

	fresh_keep(v, node);
	unsaved_put_again(v, e->subject.kind, e->rec == NULL ? NULL : e->rec->number, node);
}

/* The choices are only asked for when the form has to be shown after all. */
static struct err *
form_again(struct visit *v, struct edit_state *e, const struct form *form, const char *action,
    const char *cancel)
{
	TRY(visit_complain(v, form, NULL, NULL));
	ask_choices(v, e, form, e->rec == NULL ? DERIVED : 0);
	TRY(db_wait(v->c->db));
	put_form(v, e, form, action, cancel);
	put_same(v, e);
	return (visit_again(v, "record/form", title_of(v, e)));
}

/* ---- new */

static struct edit_state *
edit_new(struct visit *v)
{
	struct edit_state *e = STATE_OF(v, edit_state);

	e->subject.kind = kind_of_plural(visit_arg(v, "kind"));
	return (e);
}

void
edit_new_ask(struct visit *v)
{
	struct edit_state *e = edit_new(v);

	if (e->subject.kind == NULL)
		return;
	fresh_ask(v, &e->fresh);
	ask_choices(v, e, NULL, DERIVED);
	unsaved_ask(v, &e->unsaved, e->subject.kind, NULL);
	prefill_ask(v, &e->prefill, e->subject.kind);
}

static struct err *
may_create(struct visit *v, const struct edit_state *e)
{
	if (e->subject.kind == NULL)
		return (RAISE(ERR_NOT_FOUND, "no kind \"%s\"", visit_arg(v, "kind")));
	return (record_may_create(v->c, e->subject.kind)
		    ? OK
		    : RAISE(ERR_FORBIDDEN, "make a %s", e->subject.kind->name));
}

struct err *
edit_new_answer(struct visit *v)
{
	struct edit_state *e = STATE_OF(v, edit_state);
	const struct kind *kind = e->subject.kind;
	struct form *form;
	const char *list;

	TRY(may_create(v, e));
	list = visit_path(v, "%s", kind->plural);
	fresh_put(v, &e->fresh, node_in(v->root, "Form"));
	form = prefill_form(v, &e->prefill, kind, record_typed(v->c, kind, NULL));
	put_form(v, e, unsaved_form(v, &e->unsaved, form, record_typed(v->c, kind, NULL)), list, list);
	unsaved_put(v, &e->unsaved, node_in(v->root, "Form"));
	node_put(node_in(v->root, "Form"), "copy", visit_query(v, PREFILL_COPY));
	node_put_flag(node_in(v->root, "Form"), "copies", true);
	return (visit_show(v, "record/form", title_of(v, e)));
}

/* ---- create */

void
edit_create_ask(struct visit *v)
{
	struct edit_state *e = edit_new(v);

	if (e->subject.kind == NULL)
		return;
	record_ask_id(v->c, &e->id);
	e->form = subject_ask_form(v, e->subject.kind, e->subject.kind->fields);
}

static struct err *
complain_of_files(struct visit *v, const struct record *rec, struct form *form)
{
	const char *complaint, *name;

	TRY(file_check(v, rec == NULL ? NULL : rec->id, &complaint, &name));
	if (complaint != NULL)
		form_complain(form, NULL, complaint, name);
	return (OK);
}

/* Made or edited in this transaction; handed in as well, where the form asks for it.  Otherwise nothing of it is kept. */
static struct err *
save_and_go(struct visit *v, struct edit_state *e, const struct record *rec, struct form *form, const struct move *move, const char *action)
{
	const char *path = subject_path(v, rec->kind, rec->number), *said = N_("Saved.");

	TRY(file_take(v, rec));
	if (move != NULL)
		TRY(handin_make(v, rec->id, move, form, &said));
	/* What was saved is undone, so the version is that which the form was shown with. */
	if (said == NULL && e->rec != NULL && !str_to_int(visit_form(v, "version"), 1, INT32_MAX, &e->rec->version))
		return (RAISE(ERR_INVALID, "no version \"%s\"", visit_form(v, "version")));
	if (said == NULL)
		return (form_again(v, e, e->rec == NULL ? typed_form(v, e->subject.kind, form) : form, action, e->rec == NULL ? action : path));
	/* What was new or was handed in waits for somebody now. */
	if (move != NULL || e->rec == NULL)
		v->flash_at = SHOW_THEN;
	unsaved_done(v, rec->kind, e->rec == NULL ? NULL : rec->number);
	return (visit_go(v, path, said));
}

/* Its number is known when the transaction has ended, and nobody needs it before: a round trip less. */
static struct err *
create_and_go(struct visit *v, struct edit_state *e, struct form *form, const char *list)
{
	struct record *rec = NULL;

	TRY(record_begin(v->c, e->subject.kind, rows_text(e->id, 0, "id"), form, &rec));
	if (rec == NULL)
		return (form_again(v, e, typed_form(v, e->subject.kind, form), list, list));
	TRY(file_take(v, rec));
	v->flash_at = SHOW_THEN;
	unsaved_done(v, rec->kind, NULL);
	return (visit_go_new(v, list, rec->id, (const struct rows *const *)&rec->added, N_("Saved.")));
}

struct err *
edit_create_answer(struct visit *v)
{
	struct edit_state *e = STATE_OF(v, edit_state);
	const struct move *move;
	struct record *rec = NULL;
	const char *list;
	struct form *form;

	TRY(may_create(v, e));
	list = visit_path(v, "%s", e->subject.kind->plural);
	form = e->form != NULL ? e->form : visit_read_form(v, e->subject.kind->name, e->subject.kind->fields);
	TRY(complain_of_files(v, NULL, form));
	TRY(draft_fill(v, e->subject.kind, form));
	TRY(handin_read(v, e->subject.kind, e->subject.kind->first, form, &move));
	if (move == NULL && !effect_follows_making(e->subject.kind))
		return (create_and_go(v, e, form, list));
	TRY(record_create(v->c, e->subject.kind, rows_text(e->id, 0, "id"), form, NULL, &rec));
	if (rec == NULL)
		return (form_again(v, e, typed_form(v, e->subject.kind, form), list, list));
	return (save_and_go(v, e, rec, form, move, list));
}

/* ---- edit */

static void
ask(struct visit *v, bool to_change)
{
	struct edit_state *e = STATE_OF(v, edit_state);

	subject_ask(v, &e->subject, to_change);
	if (to_change || e->subject.kind == NULL)
		return;
	ask_choices(v, e, NULL, 0);
	unsaved_ask(v, &e->unsaved, e->subject.kind, e->subject.number);
}

void
edit_ask(struct visit *v)
{
	ask(v, false);
}

void
edit_save_ask(struct visit *v)
{
	struct edit_state *e = STATE_OF(v, edit_state);

	ask(v, true);
	if (e->subject.kind != NULL)
		e->form = subject_ask_form(v, e->subject.kind, record_typed(v->c, e->subject.kind, NULL));
}

static struct err *
begin(struct visit *v, struct edit_state *e, const char **editable)
{
	TRY(subject_read(v, &e->subject, &e->rec));
	*editable = record_editable(v->c, e->rec);
	return (*editable == NULL
		    ? RAISE(ERR_FORBIDDEN, "edit %s in state \"%s\"", e->rec->number, e->rec->state)
		    : OK);
}

struct form *
edit_stored(struct visit *v, const struct record *rec, const char *editable)
{
	struct form *form = form_new(v->c, rec->kind->name, record_typed(v->c, rec->kind, editable));

	for (size_t i = 0; i < form->n; i++) {
		const struct input *was = form_input(rec->fields, form->inputs[i].field->name);

		form->inputs[i].value = was->value;
		form->inputs[i].stored = was->stored;
	}
	return (form);
}

/* Changing a record that is being decided on ends the round (RX.3); the page says so beforehand. */
static void
put_notice(struct visit *v, const struct edit_state *e)
{
	struct node *node = node_in(v->root, "Form");

	if (rows_count(e->rec->approval) > 0) {
		node_put(node, "notice_tone", "warn");
		node_put(node, "notice",
		    word(N_("This record is being decided on. If you save a change, "
			    "the round and its votes are cancelled.")));
	}
}

struct err *
edit_answer(struct visit *v)
{
	struct edit_state *e = STATE_OF(v, edit_state);
	const char *editable, *path;

	TRY(begin(v, e, &editable));
	path = subject_path(v, e->rec->kind, e->rec->number);
	put_form(v, e, unsaved_form(v, &e->unsaved, edit_stored(v, e->rec, editable), record_typed(v->c, e->rec->kind, editable)), mem_fmt(v->c, "%s/edit", path), path);
	unsaved_put(v, &e->unsaved, node_in(v->root, "Form"));
	put_notice(v, e);
	return (visit_show(v, "record/form", title_of(v, e)));
}

/* ---- save */

static struct err *
show_conflict(
    struct visit *v, struct edit_state *e, struct form *form, const char *version, const char *path)
{
	struct rows *base;
	json_t *fields;
	int64_t n;

	if (!str_to_int(version, 1, INT32_MAX, &n))
		return (RAISE(ERR_INVALID, "no version \"%s\"", version));
	db_ask(v->c->db, v->c, STMT_RECORD_VERSION_FIND, &base,
	    ARGS(v->c->site_id, e->rec->number, version));
	ask_choices(v, e, form, 0);
	TRY(db_wait(v->c->db));
	fields = json_loads(rows_count(base) == 0 ? "{}" : rows_str(base, 0, "fields"), 0, NULL);
	merge_edits(v, e->rec, &e->choices, form, fields);
	json_decref(fields);
	form->ok = true;
	put_form(v, e, form, mem_fmt(v->c, "%s/edit", path), path);
	put_same(v, e);
	node_put(node_in(v->root, "Form"), "conflict", "1");
	TRY(visit_again(v, "record/form", title_of(v, e)));
	v->reply->status = 409;
	return (OK);
}

struct err *
edit_save_answer(struct visit *v)
{
	struct edit_state *e = STATE_OF(v, edit_state);
	const char *editable, *path, *version = visit_form(v, "version");
	const struct move *move;
	struct form *form;

	TRY(begin(v, e, &editable));
	path = subject_path(v, e->rec->kind, e->rec->number);
	form = visit_read_changes(v, e->rec->kind->name, record_typed(v->c, e->rec->kind, editable), e->rec->fields);
	if (e->form != NULL)
		record_take_references(form, e->form);
	TRY(complain_of_files(v, e->rec, form));
	TRY(draft_fill(v, e->rec->kind, form));
	TRY(handin_read(v, e->rec->kind, e->rec->state, form, &move));
	/* Where nobody saw a page, none can be outdated: the record is locked since it was read, and the form says only what it changes. */
	if (v->view != NULL && !str_eq(version, mem_fmt(v->c, "%lld", (long long)e->rec->version)))
		return (show_conflict(v, e, form, version, path));
	if (form->ok)
		TRY(record_edit(v->c, e->rec, form, e->rec->version));
	if (!form->ok)
		return (form_again(v, e, form, mem_fmt(v->c, "%s/edit", path), path));
	return (save_and_go(v, e, e->rec, form, move, mem_fmt(v->c, "%s/edit", path)));
}
