/* SPDX-License-Identifier: ISC */
/* Looking things up in the declarations; the tables are short, so a walk is enough. */
#include "record/kind.h"

#include "base/str.h"

#include <string.h>

bool
word_next(const char **at, char word[WORD_MAX])
{
	const char *s = *at == NULL ? "" : *at;
	size_t n;

	s += strspn(s, " ");
	n = strcspn(s, " ");
	if (n == 0 || n >= WORD_MAX)
		return (false);
	memcpy(word, s, n);
	word[n] = '\0';
	*at = s + n;
	return (true);
}

size_t
word_count(const char *list)
{
	size_t n = 0;

	for (const char *s = list == NULL ? "" : list; *(s += strspn(s, " ")) != '\0'; n++)
		s += strcspn(s, " ");
	return (n);
}

const struct kind *
kind_named(const char *name)
{
	for (size_t i = 0; kinds[i] != NULL; i++)
		if (str_eq(kinds[i]->name, name))
			return (kinds[i]);
	return (NULL);
}

const struct kind *
kind_marked(enum kind_flags flag)
{
	for (size_t i = 0; kinds[i] != NULL; i++)
		if (kinds[i]->flags & flag)
			return (kinds[i]);
	return (NULL);
}

const struct panel *
kind_panel(const struct kind *kind, enum panel_sort sort)
{
	for (const struct panel *p = kind->panels; p != NULL && p->sort != 0; p++)
		if (p->sort == sort)
			return (p);
	return (NULL);
}

const struct kind *
kind_of_plural(const char *plural)
{
	for (size_t i = 0; kinds[i] != NULL; i++)
		if (str_eq(kinds[i]->plural, plural))
			return (kinds[i]);
	return (NULL);
}

const struct kind *
kind_of_number(const char *number)
{
	for (size_t i = 0; kinds[i] != NULL; i++) {
		size_t n = strlen(kinds[i]->code);

		if (strncasecmp(number, kinds[i]->code, n) == 0 && number[n] == '-')
			return (kinds[i]);
	}
	return (NULL);
}

const struct state *
kind_state(const struct kind *kind, const char *name)
{
	for (const struct state *s = kind->states; s->name != NULL; s++)
		if (str_eq(s->name, name))
			return (s);
	return (NULL);
}

enum visibility
state_visibility(const struct state *state)
{
	return (state->flags & STATE_PRIVATE ? VISIBLE_READERS : state->flags & STATE_CIRCLE ? VISIBLE_CIRCLE : VISIBLE_SITE);
}

const struct move *
kind_move(const struct kind *kind, const char *name)
{
	for (const struct move *m = kind->moves; m->name != NULL; m++)
		if (str_eq(m->name, name))
			return (m);
	return (NULL);
}

const struct entry *
kind_entry(const struct kind *kind, const char *name)
{
	for (const struct entry *e = kind->entries; e != NULL && e->name != NULL; e++)
		if (str_eq(e->name, name))
			return (e);
	return (NULL);
}

const struct field *
kind_names(const struct kind *kind, const struct kind *about)
{
	for (const struct field *f = kind->fields; f->name != NULL; f++)
		if (f->type == FIELD_RECORD && (f->ref == NULL || str_has_word(f->ref, about->name)))
			return (f);
	return (NULL);
}

bool
kind_is_restricted(const struct kind *kind)
{
	for (const struct state *s = kind->states; s->name != NULL; s++)
		if (state_visibility(s) == VISIBLE_SITE)
			return (false);
	return (true);
}

bool
kind_has_approvals(const struct kind *kind)
{
	for (const struct state *s = kind->states; s->name != NULL; s++)
		if (s->approval != APPROVE_NONE)
			return (true);
	return (false);
}

bool
kind_is_changed(const struct kind *kind)
{
	for (size_t i = 0; kinds[i] != NULL; i++) {
		const char *at = kinds[i]->states_of;
		char word[WORD_MAX];

		/* The first is what a change is about; the others are what it may touch besides. */
		if (word_next(&at, word) && str_has_word(field_find(kinds[i]->fields, word)->ref, kind->name))
			return (true);
	}
	return (false);
}
