/* SPDX-License-Identifier: ISC */
/* Who may do what with entries, as their sorts declare it. */
#include "base/str.h"
#include "record/approval.h"
#include "record/entry.h"
#include "record/party.h"

#include <string.h>

/* What is being decided on stays as it is until the round has ended. */
static bool
is_frozen(const struct record *rec)
{
	const struct state *state = kind_state(rec->kind, rec->state);

	return (state != NULL && state->approval != APPROVE_NONE && rows_count(rec->approval) > 0);
}

bool
entry_is_worked_on(const struct record *rec, const struct entry *sort)
{
	return (str_has_word(sort->states, rec->state) && (sort->flags & ENTRY_REMARK || !is_frozen(rec)));
}

bool
entry_is_locked(const struct record *rec, const struct entry *sort)
{
	return (sort->locked != NULL && rows_count(rec->facts) > 0 && rows_bool(rec->facts, 0, sort->locked));
}

/* Is this account the one in that field of the entry, "by" being its author? */
static bool
is_in(const struct entry_row *row, const char *field, const char *account)
{
	const char *id = str_eq(field, "by") ? row->by_id : form_stored(row->fields, field);

	return (account != NULL && str_eq(id, account));
}

/* Is this person named by the entry itself? */
static bool
is_named(const struct ctx *c, const struct entry_row *row, const char *relations)
{
	char word[WORD_MAX];

	while (word_next(&relations, word))
		if (str_starts(word, "@entry.") && is_in(row, word + strlen("@entry."), c->me->id_text))
			return (true);
	return (false);
}

static bool
is_one_of(const struct ctx *c, const struct record *rec, const struct entry_row *row, const struct who who[WHO_MAX])
{
	for (size_t i = 0; i < WHO_MAX; i++)
		if (is_named(c, row, who[i].is))
			return (true);
	return (record_may(c, rec, who));
}

bool
entry_may_add(struct ctx *c, const struct record *rec, const struct entry *sort)
{
	return (entry_is_worked_on(rec, sort) && record_may(c, rec, sort->who) && !entry_is_locked(rec, sort) &&
	    !(sort->flags & ENTRY_DECIDES && party_bars_me(c, rec)));
}

static bool
is_settled(const struct entry_row *row)
{
	return (row->sort->flags & ENTRY_SETTLES && !str_has_word(row->sort->open, form_value(row->fields, "state")));
}

bool
entry_may_edit(struct ctx *c, const struct record *rec, const struct entry_row *row)
{
	const struct entry *sort = row->sort;

	return (!(sort->flags & ENTRY_FINAL) && !is_settled(row) && entry_is_worked_on(rec, sort) &&
	    is_one_of(c, rec, row, who_is_nobody(sort->edit) ? sort->who : sort->edit) && !entry_is_locked(rec, sort));
}

/* Is this account responsible for the entry? */
static bool
is_party(const struct entry_row *row, const char *account)
{
	for (const struct field *f = row->sort->fields; f->name != NULL; f++)
		if (f->flags & PARTY && is_in(row, f->name, account))
			return (true);
	return (false);
}

bool
entry_may_act(struct ctx *c, const struct record *rec, const struct entry_row *row, const struct act *act)
{
	const char *barred = act->not_by;
	char word[WORD_MAX];

	if (!str_has_word(str_or(act->states, row->sort->states), rec->state) || is_frozen(rec))
		return (false);
	if (act->from != NULL && !str_has_word(act->from, form_value(row->fields, "state")))
		return (false);
	while (word_next(&barred, word))
		if (is_in(row, word, c->me->id_text))
			return (false);
	if (act->flags & ACT_DECIDES && (party_bars_me(c, rec) || is_party(row, c->me->id_text)))
		return (false);
	if (act->flags & ACT_LOCKED && entry_is_locked(rec, row->sort))
		return (false);
	return (is_one_of(c, rec, row, act->who));
}
