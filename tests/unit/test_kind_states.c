/* SPDX-License-Identifier: ISC */
/*
 * Goal: the states of all kinds hang together: every state that a move, an approval or an offer names exists, every state can be reached
 * and, unless it is an end, left; those named judge somewhere, and a draft can be ended by its author (R8.1, R17.3, R35.2).
 */
#include "kinds.h"
#include "record/entry.h"

/* ---- what is named */

static void
check_state(const struct kind *kind, const char *where, const char *name)
{
	if (kind_state(kind, name) == NULL)
		WRONG("%s %s: no state \"%s\"", kind->name, where, name);
}

/* Votes lead on from here; those named judge by moves. */
static bool
is_voted_on(const struct state *s)
{
	return (s->approval != APPROVE_NONE && s->approval != APPROVE_NAMED);
}

/* Those named stand in a field, and each judgement leads on and has reasons. */
static void
check_named(const struct kind *kind, const struct state *s)
{
	const struct field *voters = s->voters == NULL ? NULL : field_find(kind->fields, s->voters);
	bool judged = false;

	for (const struct move *m = kind->moves; m->name != NULL; m++) {
		if (!(m->flags & MOVE_BALLOT) || !str_has_word(m->from, s->name))
			continue;
		judged = true;
		if (m->to == NULL || !(m->flags & MOVE_REASON))
			WRONG("%s %s: a judgement leads on, with reasons", kind->name, m->name);
	}
	if ((s->approval == APPROVE_NAMED) != (judged && voters != NULL && voters->type == FIELD_ACCOUNTS))
		WRONG("%s %s: those named judge here, or nobody", kind->name, s->name);
}

static void
check_states(const struct kind *kind)
{
	char word[WORD_MAX];

	check_state(kind, "first", kind->first);
	for (const struct state *s = kind->states; s->name != NULL; s++) {
		check_named(kind, s);
		/* Colour is for what is done or missing alone (issue 11, point 8); lateness is not a state. */
		if (*s->tone != '\0' && !str_has_word("ok warn", s->tone))
			WRONG("%s %s: a badge is not \"%s\"", kind->name, s->name, s->tone);
	}
	for (const struct state *s = kind->states; s->name != NULL; s++)
		if (is_voted_on(s)) {
			check_state(kind, s->name, s->approved);
			if (!str_eq(s->rejected, BEFORE))
				check_state(kind, s->name, s->rejected);
		}
	for (const struct move *m = kind->moves; m->name != NULL; m++) {
		const char *from = m->from;

		while (word_next(&from, word))
			check_state(kind, m->name, word);
		if (m->to != NULL)
			check_state(kind, m->name, m->to);
		if (kind_move(kind, m->name) != m)
			WRONG("%s: two moves \"%s\"", kind->name, m->name);
	}
}

/* What a page offers to make can be made about it. */
static void
check_offers(const struct kind *kind)
{
	char word[WORD_MAX];

	for (const struct offer *o = kind->offers; o != NULL && o->name != NULL; o++) {
		const struct kind *made = kind_named(o->kind);
		const struct field *f = made == NULL ? NULL : field_find(made->fields, o->field);

		if (f == NULL || f->type != FIELD_RECORD || (f->ref != NULL && !str_has_word(f->ref, kind->name)))
			WRONG("%s offers a %s whose %s is not about it", kind->name, o->kind, o->field);
		for (const char *states = o->states; word_next(&states, word);)
			check_state(kind, o->name, word);
	}
}

/* What a page gathers is taken up in a way that there is. */
static void
check_intakes(const struct kind *kind)
{
	char word[WORD_MAX];

	for (const struct intake *in = kind->intakes; in != NULL && in->name != NULL; in++) {
		const struct kind *there = in->kind == NULL ? NULL : kind_named(in->kind);
		const struct entry *of = there == NULL || in->of == NULL ? NULL : kind_entry(there, in->of);
		bool as_entry = in->entry != NULL && kind_entry(kind, in->entry) != NULL, by_act = of != NULL && in->act != NULL && entry_act_named(of, in->act) != NULL,
		     by_move = there != NULL && in->move != NULL && kind_move(there, in->move) != NULL;

		if (as_entry + by_act + by_move != 1)
			WRONG("%s: how is \"%s\" taken up?", kind->name, in->name);
		for (const char *states = in->states; word_next(&states, word);)
			check_state(kind, in->name, word);
	}
}

static void
names_states(void **state)
{
	(void)state;
	each(check_states);
	each(check_offers);
	each(check_intakes);
}

/* Does anything lead into or out of ${state}? */
static bool
has_way(const struct kind *kind, const char *state, bool in)
{
	for (const struct move *m = kind->moves; m->name != NULL; m++)
		if (m->to != NULL && (in ? str_eq(m->to, state) : str_has_word(m->from, state)))
			return (true);
	for (const struct state *s = kind->states; s->name != NULL; s++)
		if (is_voted_on(s) && (in ? str_eq(s->approved, state) ||
		    str_eq(s->rejected, state) : str_eq(s->name, state)))
			return (true);
	return (false);
}

static size_t
index_of(const struct kind *kind, const char *state)
{
	return ((size_t)(kind_state(kind, state) - kind->states));
}

/* True when it was not reached before; where it came from was. */
static bool
reach(const struct kind *kind, bool reached[32], const char *state)
{
	bool is_new = !str_eq(state, BEFORE) && !reached[index_of(kind, state)];

	if (is_new)
		reached[index_of(kind, state)] = true;
	return (is_new);
}

/* Spread from the reached states over all moves, once; true when a new one was reached. */
static bool
spread(const struct kind *kind, bool reached[32])
{
	bool grew = false;
	char word[WORD_MAX];

	for (const struct move *m = kind->moves; m->name != NULL; m++)
		for (const char *from = m->from; word_next(&from, word);)
			if (m->to != NULL && reached[index_of(kind, word)] &&
			    !reached[index_of(kind, m->to)])
				grew = reached[index_of(kind, m->to)] = true;
	for (const struct state *s = kind->states; s->name != NULL; s++)
		if (is_voted_on(s) && reached[index_of(kind, s->name)]) {
			grew |= reach(kind, reached, s->approved);
			grew |= reach(kind, reached, s->rejected);
		}
	return (grew);
}

static void
check_ways(const struct kind *kind)
{
	bool reached[32] = { false };

	reached[index_of(kind, kind->first)] = true;
	while (spread(kind, reached))
		;
	for (const struct state *s = kind->states; s->name != NULL; s++) {
		if (!reached[index_of(kind, s->name)])
			WRONG("%s: nothing leads from \"%s\" to \"%s\"", kind->name, kind->first,
			    s->name);
		if (!(s->flags & STATE_END) && !has_way(kind, s->name, false))
			WRONG("%s: no way out of \"%s\", and it is no end", kind->name, s->name);
	}
}

/* Nobody is left with a draft that cannot be ended: its author alone can, whatever is missing in it; the number stays used. */
static void
check_drafts(const struct kind *kind)
{
	bool ends = false;

	if (!who_is(kind_state(kind, kind->first)->edit, "@author") || !(str_eq(kind->first, "draft") || str_eq(kind->first, "drafted")))
		return;
	for (const struct move *m = kind->moves; m->name != NULL; m++)
		ends = ends || (str_has_word(m->from, kind->first) && who_is(m->who, "@author") && m->to != NULL &&
			kind_state(kind, m->to)->flags & STATE_END);
	if (!ends)
		WRONG("%s: its author cannot end a %s", kind->name, kind->first);
}

static void
has_ways(void **state)
{
	(void)state;
	each(check_ways);
	each(check_drafts);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_states),
		cmocka_unit_test(has_ways),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
