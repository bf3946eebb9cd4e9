/* SPDX-License-Identifier: ISC */
/* The stages of a record in a row: the way it goes when nothing goes wrong, and how far it is. */
#include "pages/record/show.h"

#include "base/str.h"
#include "view/words.h"

struct show_steps {
	const char **names;                     /* of the states on the way; NULL until it is known */
	size_t n, now;                          /* now == n: it is beside the way (rejected, deferred …) */
};

/* If several end states can be chosen, the stepper shows none of them as the next. */
static bool
is_open_end(const struct kind *kind, const struct state *state, const char *to)
{
	size_t ends = 0;

	if (!(kind_state(kind, to)->flags & STATE_END))
		return (false);
	for (const struct move *m = kind->moves; m->name != NULL; m++)
		if (m->to != NULL && !(m->flags & (MOVE_DANGER | MOVE_ONLY_RULES)) &&
		    str_has_word(m->from, state->name) && kind_state(kind, m->to)->flags & STATE_END)
			ends++;
	return (ends > 1);
}

static size_t
find_step(const char *const *steps, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(steps[i], name))
			return (i);
	return (n);
}

/* The way a record goes when nothing goes wrong: the primary move, else what follows by rule and does not lead back. */
static const char *
next_state(const struct kind *kind, const struct state *state, const struct show_steps *way)
{
	const char *by_rule = NULL;

	if (state->flags & STATE_END)
		return (NULL);
	if (state->approved != NULL)
		return (state->approved);
	for (const struct move *m = kind->moves; m->name != NULL; m++) {
		if (m->to == NULL || !str_has_word(m->from, state->name))
			continue;
		if (m->flags & MOVE_PRIMARY)
			return (is_open_end(kind, state, m->to) ? NULL : m->to);
		if (m->flags & MOVE_ONLY_RULES && by_rule == NULL && find_step(way->names, way->n, m->to) == way->n)
			by_rule = m->to;
	}
	return (by_rule);
}

/* Has it come to where it was to go?  Nothing is waited for there, and nothing obvious leads on. */
static bool
is_reached(const struct kind *kind, const struct state *state)
{
	if (state->flags & STATE_END)
		return (true);
	if (state->approval != APPROVE_NONE)
		return (false);
	for (const struct move *m = kind->moves; m->name != NULL; m++)
		if (m->flags & (MOVE_PRIMARY | MOVE_WAITS) && str_has_word(m->from, state->name))
			return (false);
	return (true);
}

static const struct show_steps *
steps_of(const struct visit *v, const struct show *s)
{
	struct show_steps *p = PART_OF(s, show_steps);
	const struct record *rec = s->rec;
	const char *name = rec->kind->first;
	size_t states = 0;

	if (p->names != NULL)
		return (p);
	while (rec->kind->states[states].name != NULL)
		states++;
	p->names = mem_array(v->c, const char *, states);
	while (name != NULL && find_step(p->names, p->n, name) == p->n) {
		p->names[p->n++] = name;
		name = next_state(rec->kind, kind_state(rec->kind, name), p);
	}
	/* What is put to the group and may come back stands where it came from. */
	p->now = find_step(p->names, p->n, str_eq(kind_state(rec->kind, rec->state)->rejected, BEFORE) ? str_or(rec->state_from, "") : rec->state);
	return (p);
}

int
show_stage(const struct visit *v, const struct show *s, const char *states)
{
	const struct show_steps *p = steps_of(v, s);
	char name[WORD_MAX];
	size_t last = 0;

	if (str_has_word(states, s->rec->state) || (p->now < p->n && str_has_word(states, p->names[p->now])))
		return (0);
	if (p->now == p->n)
		return (0);
	while (word_next(&states, name)) {
		size_t at = find_step(p->names, p->n, name);

		last = at < p->n && at > last ? at : last;
	}
	return (last < p->now ? -1 : 1);
}

static void
show(struct visit *v, const struct show *s)
{
	const struct show_steps *p = steps_of(v, s);
	const struct kind *kind = s->rec->kind;

	/* Beside the way the badge says more than a row of steps. */
	if (p->n < 3 || p->now == p->n)
		return;
	for (size_t i = 0; i < p->n; i++) {
		struct node *step = node_item(node_in(node_in(v->root, "Record"), "steps"));

		node_put(step, "label", word_of(v->c, kind->name, "state", p->names[i]));
		node_put_flag(step, "now", i == p->now);
		node_put_flag(step, "done", i < p->now || (i == p->now && i + 1 == p->n && is_reached(kind, kind_state(kind, p->names[i]))));
		node_put(step, "url", show_section_at(s, p->names[i]));
	}
}

const struct show_part show_steps = { sizeof(struct show_steps), NULL, show };
