/* SPDX-License-Identifier: ISC */
#include "web/asked.h"

#include "base/fold.h"
#include "base/str.h"
#include "base/typed.h"
#include "record/kind.h"
#include "view/words.h"
#include "web/subject.h"

#include <string.h>

void
asked_is_odd(struct visit *v, const char *name)
{
	for (size_t i = 0; i < v->n_odd; i++)
		if (str_eq(v->odd[i], name))
			return;
	if (v->odd == NULL)
		v->odd = mem_array(v->c, const char *, PAIRS_MAX);
	if (v->n_odd < PAIRS_MAX)
		v->odd[v->n_odd++] = mem_str(v->c, name);
}

/* "held_on_from" is called as the field is. */
static const char *
label_of(struct visit *v, const char *name)
{
	static const struct {
		const char *end, *words;
	} ends[] = { { "_from", N_("%1 from") }, { "_to", N_("%1 to") } };
	const struct kind *kind = kind_of_plural(str_or(visit_arg(v, "kind"), ""));
	const char *form = kind == NULL ? "" : kind->name, *label = subject_label_or(v, form, name, NULL);
	size_t n = strlen(name);

	for (size_t i = 0; i < ARRAY_LEN(ends) && label == NULL; i++) {
		size_t end = strlen(ends[i].end);
		const char *field = n > end && str_eq(name + n - end, ends[i].end) ? subject_label_or(v, form, mem_strn(v->c, name, n - end), NULL) : NULL;

		label = field == NULL ? NULL : wordf(v->c, ends[i].words, field, NULL);
	}
	return (str_or(label, name));
}

void
asked_put(struct visit *v)
{
	struct node *list = node_in(node_in(v->root, "Page"), "odd");

	for (size_t i = 0; i < v->n_odd; i++)
		node_put(node_item(list), "text", wordf(v->c, N_("%1: %2"), label_of(v, v->odd[i]), str_cut(v->c, visit_query(v, v->odd[i]), 60)));
}

/* ${value} where it was read, else a note of it; nothing typed is nothing asked. */
static const char *
noted(struct visit *v, const char *name, const char *value)
{
	if (value == NULL && !fold_is_empty(visit_query(v, name)))
		asked_is_odd(v, name);
	return (value);
}

const char *
asked_date(struct visit *v, const char *name)
{
	char day[DATE_TEXT];

	return (noted(v, name, typed_date(visit_query(v, name), day) ? mem_str(v->c, day) : NULL));
}

const char *
asked_int(struct visit *v, const char *name, int64_t min, int64_t max)
{
	int64_t n;

	return (noted(v, name, typed_int(visit_query(v, name), min, max, &n) ? mem_fmt(v->c, "%lld", (long long)n) : NULL));
}

const char *
asked_id(struct visit *v, const char *name)
{
	return (asked_int(v, name, 1, INT64_MAX));
}

const char *
asked_number(struct visit *v, const char *name)
{
	return (noted(v, name, typed_number(v->c, visit_query(v, name))));
}

const char *
asked_word(struct visit *v, const char *name, const char *words)
{
	const char *word_ = fold_text(v->c, visit_query(v, name));

	return (noted(v, name, str_has_word(words, word_) ? word_ : NULL));
}

void
asked_only(struct visit *v, const char *names)
{
	const struct pairs *query = &v->req->query;

	for (size_t i = 0; i < query->n; i++) {
		const struct pair *p = &query->pair[i];

		if (!fold_is_empty(p->value) && (!str_has_word(names, p->name) || !str_eq(p->value, visit_query(v, p->name))))
			asked_is_odd(v, p->name);
	}
}

struct err *
asked_check(const struct visit *v)
{
	if (v->n_odd == 0 || v->suffix == NULL)
		return (OK);
	return (err_say(RAISE(ERR_INVALID, "a filter that is not understood"), N_("A filter in this address could not be read, so no file was created. Go back to the page to see which one it is, correct or remove it, and export again.")));
}
