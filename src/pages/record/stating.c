/* SPDX-License-Identifier: ISC */
#include "pages/record/stating.h"

#include "base/str.h"
#include "pages/record/entries.h"
#include "record/proposal.h"
#include "view/words.h"
#include "web/history.h"
#include "web/options.h"

struct stating_state {
	struct subject subject;         /* the record that states values … */
	struct record_asked of;         /* … of this one */
	const struct entry *sort;       /* NULL: its own fields */
	struct rows *row, *stated, *entries[STATING_SORTS];
	struct options choices;
	struct record *rec;
	struct proposed p;
};

const size_t stating_state = sizeof(struct stating_state);

/* ---- as text */

const char *
stating_path(struct visit *v, const struct record *rec, const char *number)
{
	return (mem_fmt(v->c, "%s/values/%s", subject_path(v, rec->kind, rec->number), number));
}

const struct kind *
stating_kind(struct visit *v, const struct rows *stated, size_t i)
{
	const struct kind *kind = kind_named(rows_str(stated, i, "kind"));
	const struct entry *sort = kind_entry(kind, rows_str(stated, i, "sort"));

	/* A value of entries that a later version no longer has is still told. */
	return (sort == NULL ? kind : entry_kind(v->c, sort));
}

const char *
stating_label(struct visit *v, const struct rows *stated, size_t i)
{
	const char *record = mem_fmt(v->c, "%s %s", rows_str(stated, i, "number"), rows_str(stated, i, "title")), *what;

	if (str_empty(rows_str(stated, i, "sort")))
		return (record);
	what = word(stating_kind(v, stated, i)->name);
	if (rows_int(stated, i, "no") < 0)
		return (mem_fmt(v->c, "%s · %s", record, wordf(v->c, N_("%1: add one"), what, NULL)));
	return (mem_fmt(v->c, "%s · %s", record, wordf(v->c, N_("%1: no. %2"), what, rows_str(stated, i, "no"))));
}

const char *
stating_text(struct visit *v, const struct rows *stated)
{
	struct buf *b = buf_new(v->c);

	for (size_t i = 0; i < rows_count(stated); i++) {
		buf_fmt(b, "%s%s\n", b->len > 0 ? "\n" : "", stating_label(v, stated, i));
		history_text_changes(v, b, stating_kind(v, stated, i), rows_str(stated, i, "detail"), rows_text(stated, i, "names"));
	}
	return (b->data);
}

/* ---- what the address names */

/* "new" is the next that is not stated yet. */
static const char *
number_of(struct visit *v, const struct stating_state *s)
{
	int64_t least = 0, n;

	if (s->sort == NULL)
		return ("0");
	if (!str_eq(visit_arg(v, "no"), "new"))
		return (visit_arg(v, "no"));
	for (size_t i = 0; i < rows_count(s->stated); i++)
		if (str_eq(rows_str(s->stated, i, "sort"), s->sort->name) && (n = rows_int(s->stated, i, "no")) < least)
			least = n;
	return (mem_fmt(v->c, "%lld", (long long)least - 1));
}

static struct stating_state *
begin(struct visit *v, bool to_change)
{
	struct stating_state *s = STATE_OF(v, stating_state);
	const struct kind *kind = kind_of_number(visit_arg(v, "target"));

	subject_ask(v, &s->subject, to_change);
	if (s->subject.kind == NULL || s->subject.kind->states_of == NULL || kind == NULL)
		return (NULL);
	record_ask(v->c, &s->of, kind, visit_arg(v, "target"), false);
	proposal_ask(v->c, s->subject.number, &s->stated);
	s->sort = visit_arg(v, "entry") == NULL ? NULL : kind_entry(kind, visit_arg(v, "entry"));
	if (s->sort != NULL)
		entry_ask_one(v->c, s->sort, visit_arg(v, "target"), visit_arg(v, "no"), &s->row);
	return (s);
}

static struct err *
read_both(struct visit *v, struct stating_state *s)
{
	int64_t n;

	TRY(subject_read(v, &s->subject, &s->rec));
	if (s->of.kind == NULL || (visit_arg(v, "entry") != NULL && (s->sort == NULL || s->sort->locked == NULL)))
		return (RAISE(ERR_NOT_FOUND, "%s states no such values", s->rec->number));
	TRY(record_read(v->c, &s->of, &s->p.target));
	if (!proposal_may_state(v->c, s->rec) || !proposal_names(s->rec, s->p.target->id))
		return (RAISE(ERR_FORBIDDEN, "state values of %s in %s", s->p.target->number, s->rec->number));
	s->p.sort = s->sort;
	s->p.no = number_of(v, s);
	if (s->sort == NULL || str_to_int(s->p.no, -1000, -1, &n))
		return (OK);
	return (entry_read(v->c, s->sort, s->row, &s->p.row));
}

/* ---- showing it */

static void
ask_forms(struct visit *v, struct stating_state *s)
{
	const struct field *fields = s->sort == NULL ? s->of.kind->fields : s->sort->fields;
	size_t n = 0;

	s->choices.of = visit_arg(v, "target");
	options_ask(v, &s->choices, fields, 0, 0);
	options_suggest(v, &s->choices, fields, DERIVED);
	for (const struct entry *e = s->sort == NULL ? s->of.kind->entries : NULL; e != NULL && e->name != NULL; e++)
		if (e->locked != NULL && n < STATING_SORTS)
			entry_ask(v->c, e, visit_arg(v, "target"), ENTRIES_ALL, &s->entries[n++]);
}

static const char *
action_of(struct visit *v, const struct stating_state *s)
{
	const char *path = stating_path(v, s->rec, s->p.target->number);

	return (s->sort == NULL ? path : mem_fmt(v->c, "%s/%s/%s", path, s->sort->name, s->p.no));
}

static const char *
title_of(struct visit *v, const struct stating_state *s)
{
	const char *what = s->p.target->number;

	if (s->sort != NULL)
		what = mem_fmt(v->c, "%s · %s", what, s->p.row == NULL ? wordf(v->c, N_("%1: add one"), word(s->sort->table), NULL) :
		    wordf(v->c, N_("%1: no. %2"), word(s->sort->table), s->p.no));
	return (wordf(v->c, N_("State changes to %1"), what, NULL));
}

static bool
is_stated(const struct stating_state *s, const char *sort, const char *no)
{
	for (size_t i = 0; i < rows_count(s->stated); i++)
		if (str_eq(rows_str(s->stated, i, "target_id"), s->p.target->id) && str_eq(rows_str(s->stated, i, "sort"), sort) &&
		    str_eq(rows_str(s->stated, i, "no"), no))
			return (true);
	return (false);
}

static void
put_row(struct visit *v, struct node *list, const struct stating_state *s, const struct entry *sort, const char *no, const char *text)
{
	struct node *item = node_item(list);

	node_put(item, "text", text);
	node_putf(item, "url", "%s/%s/%s", stating_path(v, s->rec, s->p.target->number), sort->name, no);
	node_put_flag(item, "stated", is_stated(s, sort->name, no));
}

/* Entries that will be made are known by what is stated of them alone. */
static void
put_made(struct visit *v, struct node *list, const struct stating_state *s, const struct entry *sort)
{
	const char *last = "";

	for (size_t i = 0; i < rows_count(s->stated); i++) {
		const char *no = rows_str(s->stated, i, "no");

		if (!str_eq(rows_str(s->stated, i, "sort"), sort->name) || no[0] != '-' || str_eq(no, last) ||
		    !str_eq(rows_str(s->stated, i, "target_id"), s->p.target->id))
			continue;
		put_row(v, list, s, sort, no, mem_fmt(v->c, "%s · %s", wordf(v->c, N_("%1: add one"), word(sort->table), NULL), rows_str(s->stated, i, "new_text")));
		last = no;
	}
}

static void
put_sort(struct visit *v, const struct stating_state *s, const struct entry *sort, const struct rows *rows)
{
	struct node *node = node_item(node_in(v->root, "Sorts"));
	const char *first = sort->fields[0].name;

	node_put(node, "label", word(sort->table));
	for (size_t i = 0; i < rows_count(rows); i++) {
		const char *text = rows_str(rows, i, first);

		if (sort->fields[0].choices != NULL)
			text = word_of(v->c, sort->table, first, text);
		put_row(v, node_in(node, "rows"), s, sort, rows_str(rows, i, "no"), mem_fmt(v->c, "%s %s", rows_str(rows, i, "no"), text));
	}
	put_made(v, node_in(node, "rows"), s, sort);
	node_put(node, "add", word_of(v->c, sort->table, "add", NULL));
	node_putf(node, "add_url", "%s/%s/new", stating_path(v, s->rec, s->p.target->number), sort->name);
}

static void
put_sorts(struct visit *v, const struct stating_state *s)
{
	size_t n = 0;

	for (const struct entry *e = s->sort == NULL ? s->of.kind->entries : NULL; e != NULL && e->name != NULL; e++)
		if (e->locked != NULL && n < STATING_SORTS) {
			if (entry_is_locked(s->p.target, e))
				put_sort(v, s, e, s->entries[n]);
			n++;
		}
}

/* What leads an entry on, such as giving it up, is a form of its own. */
static void
put_acts(struct visit *v, const struct stating_state *s, const char *part, const struct form *typed)
{
	for (const struct act *a = s->p.row == NULL ? NULL : s->sort->acts; a != NULL && a->name != NULL; a++) {
		const struct field *asked = entry_asks(v->c, s->sort, a);
		struct node *node;
		const struct form *form;

		if (!(a->flags & ACT_LOCKED) || a->to == NULL || !str_has_word(a->from, form_value(s->p.row->fields, "state")))
			continue;
		form = str_eq(part, a->name) && typed != NULL ? typed : proposal_form(v->c, &s->p, asked, s->stated);
		node = node_item(node_in(v->root, "Acts"));
		node_put(node, "name", a->name);
		node_put(node, "label", word_of(v->c, s->sort->table, "act", a->name));
		visit_put_form(v, node, form);
		options_put(node, form, &s->choices);
	}
}

/* ${part}: which form came back as ${typed}: an act's name, or "". */
static void
put_page(struct visit *v, const struct stating_state *s, const char *part, const struct form *typed)
{
	struct node *node = node_in(v->root, "Form");
	const struct form *form = str_empty(part) && typed != NULL ? typed : proposal_form(v->c, &s->p, proposal_fields(v->c, &s->p), s->stated);

	subject_put(v, s->rec);
	node_put(node, "title", title_of(v, s));
	node_put(node, "action", action_of(v, s));
	node_put_flag(node, "clear", is_stated(s, s->sort == NULL ? "" : s->sort->name, s->p.no));
	visit_put_form(v, node, form);
	options_put(node, form, &s->choices);
	put_acts(v, s, part, typed);
	put_sorts(v, s);
}

void
stating_ask(struct visit *v)
{
	struct stating_state *s = begin(v, false);

	if (s != NULL)
		ask_forms(v, s);
}

struct err *
stating_answer(struct visit *v)
{
	struct stating_state *s = STATE_OF(v, stating_state);

	TRY(read_both(v, s));
	put_page(v, s, "", NULL);
	return (visit_show(v, "record/stating", title_of(v, s)));
}

/* ---- saving it */

void
stating_save_ask(struct visit *v)
{
	begin(v, true);
}

static struct err *
again(struct visit *v, const char *part, const struct form *typed)
{
	struct stating_state *s;

	TRY(visit_complain(v, typed, NULL, NULL));
	subject_restart(v);
	stating_ask(v);
	s = STATE_OF(v, stating_state);
	TRY(db_wait(v->c->db));
	TRY(read_both(v, s));
	put_page(v, s, part, typed);
	return (visit_again(v, "record/stating", title_of(v, s)));
}

static struct err *
note(struct visit *v, const struct stating_state *s)
{
	struct rows *stated;

	TRY(db_run(v->c->db, v->c, STMT_PROPOSED_SHOWN, &stated, ARGS(v->c->site_id, s->rec->number)));
	return (proposal_note(v->c, s->rec, stating_text(v, stated)));
}

static struct form *
read_form(struct visit *v, const struct stating_state *s, const struct act *act)
{
	const struct field *fields = act == NULL ? proposal_fields(v->c, &s->p) : entry_asks(v->c, s->sort, act);

	return (visit_read_changes(v, s->sort == NULL ? s->of.kind->name : s->sort->table, fields, proposal_form(v->c, &s->p, fields, s->stated)));
}

struct err *
stating_save_answer(struct visit *v)
{
	struct stating_state *s = STATE_OF(v, stating_state);
	const char *part = visit_form(v, "act"), *back;
	const struct act *act;
	struct form *form;

	TRY(read_both(v, s));
	act = s->sort == NULL ? NULL : entry_act_named(s->sort, part);
	if (act != NULL && (!(act->flags & ACT_LOCKED) || act->to == NULL || s->p.row == NULL))
		return (RAISE(ERR_INVALID, "\"%s\" is not stated", part));
	back = mem_fmt(v->c, "%s#values", subject_path(v, s->rec->kind, s->rec->number));
	form = read_form(v, s, act);
	if (str_eq(part, "clear"))
		proposal_clear(v->c, s->rec, &s->p);
	else
		TRY(proposal_put(v->c, s->rec, &s->p, form, act));
	if (!str_eq(part, "clear") && !form->ok)
		return (again(v, part, form));
	TRY(note(v, s));
	return (visit_go(v, back, N_("Saved.")));
}
