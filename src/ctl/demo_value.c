/* SPDX-License-Identifier: ISC */
/*
 * The notation of values in struct step's "with":
 *   @pool      one of demo.json's texts of that name
 *   +30, -2    the day so many days after the step's
 *   &lead,group1   accounts, see demo_who()
 *   ?requirement:accepted,planned   number of a record in one of these states, of the story's platform if there is one
 *   a|b|c      one of these, each in this notation; anything else is meant as it stands
 */
#include "ctl/demo.h"

#include "base/str.h"

#include <string.h>

const char *
demo_with(struct ctx *c, const struct story *s, const char *name)
{
	char **pairs = str_split(c, mem_str(c, str_or(s->step->with, "")), ';');
	size_t n = strlen(name);

	for (size_t i = 0; pairs[i] != NULL; i++)
		if (strncmp(pairs[i], name, n) == 0 && pairs[i][n] == '=')
			return (pairs[i] + n + 1);
	return (NULL);
}

static const char *
from_pool(struct story *s, const char *pool)
{
	const json_t *texts = json_object_get(json_object_get(s->town->demo->data, "texts"), pool);
	const char *text = json_string_value(json_array_get(texts, demo_roll(&s->dice, json_array_size(texts))));

	return (text == NULL ? "" : text);
}

static const char *
some_day(struct ctx *c, const struct story *s, const char *offset)
{
	char text[DATE_TEXT];
	int64_t n;

	if (!str_to_int(offset + 1, 0, 9999, &n))
		return ("");
	date_text(demo_day(s->at) + (int32_t)(*offset == '-' ? -n : n), text);
	return (mem_str(c, text));
}

static const char *
accounts(struct ctx *c, struct story *s, const char *list)
{
	char **names = str_split(c, mem_str(c, list), ',');
	struct buf *ids = buf_new(c);

	for (size_t i = 0; names[i] != NULL; i++) {
		const struct resident *r = demo_who(s, names[i]);

		if (r != NULL)
			buf_fmt(ids, "%s%s", ids->len > 0 ? "," : "", r->id);
	}
	return (ids->data);
}

static bool
fits(const struct story *s, const struct made *m, const char *kind, const char *states, bool same)
{
	char *copy = mem_str(NULL, states);
	char **names = str_split(copy, copy, ',');
	bool in = false;

	for (size_t i = 0; names[i] != NULL; i++)
		in = in || str_eq(names[i], m->state);
	mem_free(copy);
	return (in && str_eq(m->kind->name, kind) && !str_eq(m->number, s->number) && (!same || str_eq(m->platform, s->platform)));
}

/* One of the story's platform, else any. */
static const char *
some_record(struct ctx *c, struct story *s, const char *what)
{
	const char *colon = strchr(what, ':');
	const char *kind = mem_strn(c, what, (size_t)(colon - what));

	for (int same = 1; same >= 0; same--) {
		size_t n = s->town->n_made, from = n == 0 ? 0 : demo_roll(&s->dice, n);

		for (size_t i = 0; i < n; i++)
			if (fits(s, &s->town->made[(from + i) % n], kind, colon + 1, same == 1))
				return (s->town->made[(from + i) % n].number);
	}
	return (NULL);
}

static const char *
one_of(struct ctx *c, struct story *s, const char *choices)
{
	char **words = str_split(c, mem_str(c, choices), '|');
	size_t n = 0;

	while (words[n] != NULL)
		n++;
	return (n == 0 ? "" : words[demo_roll(&s->dice, n)]);
}

static const char *
said(struct ctx *c, struct story *s, const char *choices)
{
	const char *text = one_of(c, s, choices);

	switch (*text) {
	case '@':
		return (from_pool(s, text + 1));
	case '+':
	case '-':
		return (some_day(c, s, text));
	case '&':
		return (accounts(c, s, text + 1));
	case '?':
		return (some_record(c, s, text + 1));
	default:
		return (text);
	}
}

/* What the story was prepared with. */
static const char *
prepared(struct story *s, const char *field)
{
	if (str_eq(field, "platform_id"))
		return (s->platform);
	if (str_eq(field, "department_id"))
		return (s->department_id);
	if (str_eq(field, "person_id") && s->person != NULL)
		return (s->person->id);
	if (str_has_word("target_id source_id about_id", field))
		return (s->about);
	return (NULL);
}

const char *
demo_value(struct ctx *c, struct story *s, const struct field *field)
{
	const char *with = demo_with(c, s, field->name), *value;

	if (with != NULL)
		return (said(c, s, with));
	if (s->number == NULL && (value = prepared(s, field->name)) != NULL)
		return (value);
	value = s->number == NULL && s->topic != NULL ? demo_text(s->topic, field->name) : "";
	return (str_empty(value) ? NULL : value);
}
