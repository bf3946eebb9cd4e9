/* SPDX-License-Identifier: ISC */
#include "pages/record/prefill.h"

#include "base/str.h"
#include "base/typed.h"
#include "view/words.h"
#include "web/subject.h"
#include "web/value.h"

#include <string.h>

static const char *
from_query(void *arg, const char *name, size_t *from)
{
	struct visit *v = arg;

	return (pairs_next(&v->req->query, name, from));
}

static bool
has_beginnings(const struct kind *kind, const struct kind *source)
{
	for (const struct beginning *b = kind->begins; source != NULL && b != NULL && b->field != NULL; b++)
		if (str_eq(b->from, source->name))
			return (true);
	return (false);
}

static void
ask_holder(struct visit *v, struct prefill *p, const struct kind *kind)
{
	for (const struct field *f = kind->fields; f->name != NULL && p->preset == NULL; f++)
		if (f->preset != 0) {
			p->preset = f;
			db_ask(v->c->db, v->c, STMT_PREFILL_HOLDER, &p->holder, ARGS(v->c->site_id, permissions[f->preset].name));
		}
}

/* What is drawn of the source by statements is asked in the same round trip. */
static void
ask_drawn(struct visit *v, struct prefill *p, const struct kind *kind, const struct kind *source, const char *number)
{
	size_t n = 0;

	while (kind->begins[n].field != NULL)
		n++;
	p->drawn = mem_array(v->c, struct rows *, n + 1);
	for (size_t i = 0; i < n; i++)
		if (kind->begins[i].rows != STMT_NONE && str_eq(kind->begins[i].from, source->name))
			db_ask(v->c->db, v->c, kind->begins[i].rows, &p->drawn[i], ARGS(v->c->site_id, number));
}

void
prefill_ask(struct visit *v, struct prefill *p, const struct kind *kind)
{
	const char *copied = str_or(typed_number(v->c, visit_query(v, PREFILL_COPY)), "");

	ask_holder(v, p, kind);
	p->copies = kind_of_number(copied) == kind;
	if (p->copies) {
		record_ask(v->c, &p->source, kind, copied, false);
		return;
	}
	for (const struct field *f = kind->fields; f->name != NULL; f++) {
		const char *number = f->type == FIELD_RECORD ? str_or(typed_number(v->c, visit_query(v, f->name)), "") : "";
		const struct kind *source = kind_of_number(number);

		if (!has_beginnings(kind, source))
			continue;
		record_ask(v->c, &p->source, source, number, false);
		ask_drawn(v, p, kind, source, number);
		return;
	}
}

/* "title", "number", "platform_id.name": what a person reads of the source. */
static const char *
value_of(struct visit *v, const struct record *source, const char *what)
{
	const char *dot = what == NULL ? NULL : strchr(what, '.'), *name;

	if (what == NULL)
		return (NULL);
	if (str_eq(what, "number"))
		return (source->number);
	if (dot == NULL)
		return (record_value(source, what));
	name = mem_strn(v->c, what, (size_t)(dot - what));
	return (form_stored(source->fields, name) == NULL ? "" : value_name(v, field_find(source->kind->fields, name), source->row, 0));
}

/* A line for each column that says something and has words. */
static void
put_paragraph(struct visit *v, struct buf *to, const char *words, const struct rows *rows, size_t row)
{
	size_t lines = 0;

	for (size_t col = 0; col < rows_columns(rows); col++) {
		const char *key = mem_fmt(v->c, "%s.%s", words, rows_name(rows, col)), *value = rows_at(rows, row, col);

		if (!str_empty(value) && words_known(words_language(), key))
			buf_fmt(to, "%s%s", lines++ == 0 ? "\n\n" : "\n", wordf(v->c, key, value, NULL));
	}
}

/* NULL: there is nothing to tell of. */
static const char *
drawn_text(struct visit *v, const char *words, const struct rows *rows)
{
	struct buf *text = buf_new(v->c);

	for (size_t i = 0; i < rows_count(rows); i++)
		put_paragraph(v, text, words, rows, i);
	return (text->len == 0 ? NULL : mem_fmt(v->c, "%s%s", word(words), text->data));
}

static void
put_beginning(struct visit *v, const struct beginning *b, const struct record *source, const struct rows *drawn, struct form *form)
{
	bool is_drawn = b->rows != STMT_NONE;
	const char *a = is_drawn ? drawn_text(v, b->words, drawn) : value_of(v, source, b->a), *before = form_value(form, b->field);

	if ((is_drawn || b->a != NULL) && str_empty(a))
		return;
	if (!is_drawn && b->words != NULL)
		a = wordf(v->c, b->words, a, value_of(v, source, b->b));
	a = b->value != NULL ? b->value : a;
	form_set(form, b->field, str_empty(before) ? a : mem_fmt(v->c, "%s\n\n%s", before, a));
}

/* Days belonged to that one, and what is PERSONAL to its person.  Whoever copies a restricted record has viewed it. */
static void
put_copy(struct visit *v, const struct record *source, struct form *form)
{
	for (size_t i = 0; i < form->n; i++) {
		const struct field *f = form->inputs[i].field;

		if (f->type != FIELD_DATE && f->type != FIELD_FILE && f->type != FIELD_PASSWORD && !(f->flags & PERSONAL))
			form_set(form, f->name, record_value(source, f->name));
	}
	subject_saw(v, source->kind, source->visible);
	subject_note_view(v, source->id, source->visible, source->author_id, NULL);
}

/* A source that does not exist or may not be seen is ignored. */
static void
put_beginnings(struct visit *v, const struct prefill *p, const struct kind *kind, struct form *form)
{
	struct record *source = NULL;
	struct err *err;

	if (p->source.kind == NULL)
		return;
	err = record_read(v->c, &p->source, &source);
	err_free(err);
	if (source != NULL && p->copies)
		put_copy(v, source, form);
	for (const struct beginning *b = p->copies ? NULL : kind->begins; source != NULL && b != NULL && b->field != NULL; b++)
		if (str_eq(b->from, source->kind->name))
			put_beginning(v, b, source, p->drawn[b - kind->begins], form);
}

const char *
prefill_about(struct visit *v, const struct kind *kind, const struct form *form)
{
	const char *copied = visit_query(v, PREFILL_COPY);

	if (!str_empty(copied))
		return (typed_number(v->c, copied));
	for (const struct field *f = kind->fields; f->name != NULL; f++)
		if (f->type == FIELD_RECORD && str_eq(f->links, "about"))
			return (form != NULL ? form_value(form, f->name) : typed_number(v->c, visit_query(v, f->name)));
	return (NULL);
}

struct form *
prefill_given(struct visit *v, const char *name, const struct field *fields)
{
	struct form *form = form_new(v->c, name, fields);
	const struct form *given = form_read(v->c, name, fields, from_query, v);

	for (size_t i = 0; i < form->n; i++)
		if (given->inputs[i].complaint == NULL)
			form->inputs[i] = given->inputs[i];
	return (form);
}

struct form *
prefill_form(struct visit *v, const struct prefill *p, const struct kind *kind, const struct field *fields)
{
	struct form *form = form_new(v->c, kind->name, fields);
	const char *own = mem_fmt(v->c, "%lld", (long long)v->c->me->department_id);
	const struct form *given = prefill_given(v, kind->name, fields);

	put_beginnings(v, p, kind, form);
	for (size_t i = 0; i < form->n; i++)
		if (str_empty(form->inputs[i].value) || !str_empty(given->inputs[i].value))
			form->inputs[i] = given->inputs[i];
	if (form_input(form, "department_id") != NULL && str_empty(form_value(form, "department_id")) && v->c->me->department_id != 0)
		form_set(form, "department_id", own);
	if (p->preset != NULL && rows_count(p->holder) == 1 && str_empty(form_value(form, p->preset->name)) && str_eq(form_value(form, "department_id"), own))
		form_set(form, p->preset->name, rows_str(p->holder, 0, "account_id"));
	return (form);
}
