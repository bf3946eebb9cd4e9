/* SPDX-License-Identifier: ISC */
#include "pages/record/draft.h"

#include "base/str.h"
#include "pages/record/edit.h"
#include "view/words.h"

#include <string.h>

/* "Tasks due 12, done in time 11", of the figures of one field. */
static const char *
figures_of(struct visit *v, const struct drafting *d, const struct rows *rows, const char *field)
{
	struct buf *b = buf_new(v->c);

	for (size_t i = 0; i < rows_count(rows); i++)
		if (str_eq(rows_str(rows, i, "part"), field))
			buf_fmt(b, "%s%s %s", b->len == 0 ? "" : word(", "), word_of(v->c, d->words, rows_str(rows, i, "figure"), NULL), rows_str(rows, i, "n"));
	return (b->data);
}

/* Are they the same but for their numbers? */
static bool
are_alike(const char *a, const char *b)
{
	static const char numeric[] = "0123456789.,";

	for (;; a++, b++) {
		a += strspn(a, numeric);
		b += strspn(b, numeric);
		if (*a != *b || *a == '\0')
			return (*a == *b);
	}
}

struct err *
draft_fill(struct visit *v, const struct kind *kind, struct form *form)
{
	const struct drafting *d = kind->drafts;
	struct rows *rows;

	if (d == NULL || !form->ok)
		return (OK);
	TRY(db_run(v->c->db, v->c, d->rows, &rows, ARGS(v->c->site_id, form_value(form, d->a), form_value(form, d->b), v->c->today)));
	for (size_t i = 0; i < rows_count(rows); i++) {
		const char *field = rows_str(rows, i, "part"), *draft;

		if (form_input(form, field) == NULL || (i > 0 && str_eq(field, rows_str(rows, i - 1, "part"))))
			continue;
		draft = wordf(v->c, mem_fmt(v->c, "%s.draft.%s", kind->name, field), figures_of(v, d, rows, field), NULL);
		if (str_empty(form_value(form, field)) || are_alike(form_value(form, field), draft))
			form_set(form, field, draft);
	}
	return (OK);
}

struct err *
draft_renew(struct visit *v, struct record *rec, const struct move *move)
{
	const char *editable = rec->kind->drafts == NULL || !(move->flags & MOVE_SUBMITS) ? NULL : record_editable(v->c, rec);
	struct form *form;

	if (editable == NULL)
		return (OK);
	form = edit_stored(v, rec, editable);
	TRY(draft_fill(v, rec->kind, form));
	return (record_edit(v->c, rec, form, rec->version));
}
