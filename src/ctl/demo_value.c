/* SPDX-License-Identifier: ISC */
/*
 * The notation of values in struct step's "with":
 *   @pool      one of demo.json's texts of that name
 *   +30, -2    the day so many days after the step's
 *   &lead,group1   accounts, see demo_who()
 *   ^-3        the day so many days after, here before, the one the data are loaded on
 *   #, #budget,document.plan   number of the story's own record, of others that go with it
 *   .key       what the topic says under this key
 *   ?requirement:accepted,planned   number of a record in one of these states, of the story's platform if there is one
 *   a|b|c      one of these, each in this notation; anything else is meant as it stands
 */
#include "ctl/demo.h"

#include "base/str.h"

#include <string.h>

const char *
demo_with(const void *parent, const struct story *s, const char *name)
{
	char **pairs = str_split(parent, mem_str(parent, str_or(s->step->with, "")), ';');
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
some_day(struct ctx *c, int64_t from, const char *offset)
{
	char text[DATE_TEXT];
	int64_t n;

	if (!str_to_int(offset + 1, 0, 9999, &n))
		return ("");
	date_text(demo_day(from) + (int32_t)(*offset == '-' ? -n : n), text);
	return (mem_str(c, text));
}

static const char *
numbers(struct ctx *c, struct story *s, const char *list)
{
	char **names = str_split(c, mem_str(c, list), ',');
	struct buf *all = buf_new(c);

	if (names[0] == NULL)
		return (s->own.number);
	for (size_t i = 0; names[i] != NULL; i++)
		buf_fmt(all, "%s%s", all->len > 0 ? "," : "", demo_part(s, names[i], strlen(names[i]))->number);
	return (all->data);
}

/* "{title}" in what is written is what the topic says there. */
static const char *
written(struct ctx *c, const struct story *s, const char *text)
{
	struct buf *whole = buf_new(c);

	for (const char *open, *close; (open = strchr(text, '{')) != NULL && (close = strchr(open, '}')) != NULL; text = close + 1) {
		buf_putn(whole, text, (size_t)(open - text));
		buf_put(whole, demo_own_wording(s, mem_strn(c, open + 1, (size_t)(close - open) - 1)));
	}
	buf_put(whole, text);
	return (whole->data);
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
	return (in && !m->fleeting && str_eq(m->kind->name, kind) && !str_eq(m->number, s->on->number) && (!same || str_eq(m->platform, s->platform)));
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
		return (some_day(c, s->at, text));
	case '^':
		return (some_day(c, s->town->demo->now, text + 1));
	case '#':
		return (numbers(c, s, text + 1));
	case '.':
		return (written(c, s, demo_wording(s, text + 1)));
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
prepared(const struct story *s, const struct field *f)
{
	const char *field = f->name;

	if (s->on->number != NULL)
		return (NULL);
	if (str_eq(field, "platform_id"))
		return (s->platform);
	if (str_eq(field, "department_id"))
		return (s->department_id);
	if (str_eq(field, "person_id") && s->person != NULL)
		return (s->person->id);
	if (str_has_word("target_id source_id about_id", field))
		return (s->on == &s->own ? s->about : f->ref == NULL || str_has_word(f->ref, s->own.kind->name) ? s->own.number : NULL);
	return (NULL);
}

/* Forms that are filled in from the topic; the story's own record, when it is edited, stays as it is, but for what the step says. */
static bool
is_written(const struct story *s)
{
	const char *verb = demo_verb(s);

	return (s->on->number == NULL || s->on != &s->own || demo_is_entry(verb) || kind_move(s->on->kind, verb) != NULL);
}

/* References and days are in the notation; texts are meant as they stand. */
static const char *
from_topic(struct ctx *c, struct story *s, const struct field *field)
{
	const char *text = is_written(s) ? demo_wording(s, field->name) : "";

	if (str_empty(text))
		return (NULL);
	switch (field->type) {
	case FIELD_DATE:
	case FIELD_ACCOUNT:
	case FIELD_ACCOUNTS:
	case FIELD_RECORD:
	case FIELD_RECORDS:
		return (said(c, s, text));
	default:
		return (written(c, s, text));
	}
}

const char *
demo_value(struct ctx *c, struct story *s, const struct field *field)
{
	const char *with = demo_with(c, s, field->name), *value;

	if (with != NULL)
		return (said(c, s, with));
	value = demo_is_entry(demo_verb(s)) ? NULL : prepared(s, field);
	return (value == NULL ? from_topic(c, s, field) : value);
}
