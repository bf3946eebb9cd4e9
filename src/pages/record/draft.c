/* SPDX-License-Identifier: ISC */
#include "pages/record/draft.h"

#include "base/str.h"
#include "view/words.h"

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

static bool
is_left_empty(struct form *form, const char *field)
{
	return (form_input(form, field) != NULL && str_empty(form_value(form, field)));
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
		const char *field = rows_str(rows, i, "part");

		if (is_left_empty(form, field))
			form_set(form, field, wordf(v->c, mem_fmt(v->c, "%s.draft.%s", kind->name, field), figures_of(v, d, rows, field), NULL));
	}
	return (OK);
}
