/* SPDX-License-Identifier: ISC */
/*
 * Goal: nobody decides on their own matter.  Every move that decides, every vote, every entry that accepts or confirms and every act
 * that verifies, of every kind, is walked with every way of being party to the record, by somebody who holds all rights there are and
 * every other relation besides: refused.  The same person is let through where they are a stranger, so the walk can fail.  And every
 * field that names a person or a department says what that person is: party, one of those who decide, or somebody the portal notes.
 * A text of "x", of blanks that nobody can see, or of one word says nothing.  Proves R16.1, R17.3, R18.2, R19.2, R32.2, R35.2, RX.3
 * (findings G3, G6, G7).
 */
#include "access/permit.h"
#include "base/str.h"
#include "record/entry.h"
#include "record/party.h"
#include "record/workflow.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

enum { ME = 7, OURS = 1 };

enum relation { STRANGER, AUTHOR, SUBMITTER, OWNER, NAMED, ACTED, HELD, RELATIONS };
static const char *const relations[] = { "a stranger", "author", "submitter", "owner", "named as party", "acted in an earlier step", "held" };

static struct permits
all_rights(void)
{
	struct permits held = { 0 };

	for (enum permit p = PERMIT_NONE + 1; p < PERMIT_COUNT; p++)
		permits_add(&held, p);
	return (held);
}

/* Names me in every field of people that is not PARTY, so that "@chair_id" and the like let me through; and in those too when ${party}. */
static bool
name_me(struct form *form, const struct field *fields, bool party)
{
	bool named = false;

	for (const struct field *f = fields; f->name != NULL; f++) {
		bool people = f->type == FIELD_ACCOUNT || f->type == FIELD_ACCOUNTS;

		if (f->flags & PARTY && !party)
			continue;
		if (people)
			form_set(form, f->name, "7");
		if (f->type == FIELD_DEPARTMENT && f->flags & PARTY)
			form_set(form, f->name, "1");
		named = named || f->flags & PARTY;
	}
	return (named);
}

/* NULL: no such relation with this kind. */
static struct record *
record_for(struct ctx *c, const struct kind *kind, const char *state, enum relation relation)
{
	struct record *rec = mem_new(c, struct record);

	c->me = mem_new(c, struct member);
	*c->me = (struct member){ .account_id = ME, .id_text = "7", .is_member = true, .permits = all_rights(), .department_id = OURS,
	    .is_held = relation == HELD };
	rec->kind = kind;
	rec->state = state;
	rec->number = "X-2026-0001";
	rec->fields = form_new(c, kind->name, kind->fields);
	rec->author_id = relation == AUTHOR ? "7" : "1";
	rec->submitter_id = relation == SUBMITTER ? "7" : "2";
	rec->owner_id = relation == OWNER ? "7" : "3";
	rec->department_id = "1";
	rec->acted = relation == ACTED ? "7:an_earlier_state" : "";
	if (!name_me(rec->fields, kind->fields, relation == NAMED) && relation == NAMED)
		return (NULL);
	return (rec);
}

static bool
may_move(struct ctx *c, const struct record *rec, const struct move *move)
{
	struct open_move *open;
	size_t n = workflow_open(c, rec, &open);

	for (size_t i = 0; i < n; i++)
		if (open[i].move == move)
			return (open[i].allowed);
	return (false);
}

/* Counts what a stranger could do, and fails where somebody who is party can. */
static void
judge(const struct kind *kind, const char *state, const char *what, enum relation relation, bool may, size_t *let_through)
{
	if (relation == STRANGER)
		*let_through += may;
	else if (may)
		fail_msg("%s in \"%s\": %s may %s", kind->name, state, relations[relation], what);
}

static void
walk_entries(struct ctx *c, const struct record *rec, enum relation relation, size_t *let_through)
{
	for (const struct entry *e = rec->kind->entries; e != NULL && e->name != NULL; e++) {
		if (e->flags & ENTRY_DECIDES && str_has_word(e->states, rec->state))
			judge(rec->kind, rec->state, e->name, relation, entry_may_add(c, rec, e), let_through);
		for (const struct act *a = e->acts; a != NULL && a->name != NULL; a++) {
			struct entry_row row = { .sort = e, .no = "1", .by_id = "1", .version = 2, .fields = form_new(c, e->table, e->fields) };
			char from[64] = "";
			const char *at = a->from;

			if (!(a->flags & ACT_DECIDES) || !str_has_word(str_or(a->states, e->states), rec->state))
				continue;
			if (at != NULL)
				(void)word_next(&at, from);
			form_set(row.fields, "state", from);
			judge(rec->kind, rec->state, a->name, relation, entry_may_act(c, rec, &row, a), let_through);
			/* Responsible for the entry, and a stranger to the record. */
			if (relation == STRANGER && name_me(row.fields, e->fields, true) && entry_may_act(c, rec, &row, a))
				fail_msg("%s in \"%s\": whoever is named in a %s may %s it", rec->kind->name, rec->state, e->name, a->name);
		}
	}
}

static void
walk(struct ctx *c, const struct kind *kind, enum relation relation, size_t *let_through)
{
	for (const struct state *s = kind->states; s->name != NULL; s++) {
		struct record *rec = record_for(c, kind, s->name, relation);

		if (rec == NULL)
			return;
		for (const struct move *m = kind->moves; m->name != NULL; m++)
			if (m->flags & MOVE_NO_PARTY && !(m->flags & MOVE_BALLOT) && str_has_word(m->from, s->name))
				judge(kind, s->name, m->name, relation, may_move(c, rec, m), let_through);
		if (s->approval != APPROVE_NONE)
			judge(kind, s->name, "vote", relation, !party_bars_me(c, rec), let_through);
		walk_entries(c, rec, relation, let_through);
	}
}

static void
nobody_decides_on_their_own(void **state)
{
	(void)state;
	for (size_t k = 0; kinds[k] != NULL; k++)
		for (int relation = STRANGER; relation < RELATIONS; relation++) {
			struct conf conf = { .timezone = (char *)(uintptr_t)"Asia/Shanghai" };
			struct ctx *c = ctx_new(NULL, NULL, NULL, &conf);
			size_t let_through = 0, sum = 0;

			walk(c, kinds[k], (enum relation)relation, &let_through);
			for (const struct state *s = kinds[k]->states; s->name != NULL; s++)
				sum += s->approval != APPROVE_NONE;
			for (const struct move *m = kinds[k]->moves; m->name != NULL; m++)
				sum += (m->flags & MOVE_NO_PARTY) != 0 && !(m->flags & MOVE_BALLOT);
			if (relation == STRANGER && sum > 0 && let_through == 0)
				fail_msg("%s: nobody at all gets through, so the walk proves nothing", kinds[k]->name);
			mem_free(c);
		}
}

/* The same step may be taken again by whoever took it, and only that one. */
static void
the_same_step_again(void **state)
{
	struct record rec = { .kind = kinds[0], .acted = "7:triage 77:triage", .author_id = "1" };

	(void)state;
	rec.fields = form_new(NULL, "x", kinds[0]->fields);
	assert_false(party_bars(&rec, "triage", "7", NULL));
	assert_true(party_bars(&rec, "confirm", "7", NULL));
	assert_true(party_bars(&rec, "confirm", "77", NULL));
	assert_false(party_bars(&rec, "confirm", "777", NULL));
	assert_false(party_bars(&rec, "confirm", NULL, NULL));
	mem_free(rec.fields);
}

/* Named as one of those who act: in a move's or an entry's "who", or in a state's edit or voters. */
static bool
is_an_actor(const struct kind *kind, const char *name)
{
	const char *relation = name;
	char word[70];

	snprintf(word, sizeof word, "@%s", relation);
	for (const struct move *m = kind->moves; m->name != NULL; m++)
		if (who_is(m->who, word))
			return (true);
	for (const struct state *s = kind->states; s->name != NULL; s++)
		if (who_is(s->edit, word) || str_eq(s->voters, name))
			return (true);
	for (const struct entry *e = kind->entries; e != NULL && e->name != NULL; e++)
		if (who_is(e->who, word))
			return (true);
	return (false);
}

/* People of a record who are neither party to it nor act on it: who is told, or who was there. */
static bool
is_audience(const char *name)
{
	return (str_has_word("persons present liaison_id chair_id", name));
}

static void
every_person_is_something(void **state)
{
	(void)state;
	for (size_t k = 0; kinds[k] != NULL; k++)
		for (const struct field *f = kinds[k]->fields; f->name != NULL; f++) {
			bool people = f->type == FIELD_ACCOUNT || f->type == FIELD_ACCOUNTS;

			if (people && !(f->flags & (PARTY | DERIVED)) && !str_eq(f->name, "owner_id") && !is_an_actor(kinds[k], f->name) &&
			    !is_audience(f->name))
				fail_msg("%s: is \"%s\" party to the record, or somebody who acts on it?", kinds[k]->name, f->name);
		}
}

static void
what_says_something(void **state)
{
	static const char *const nothing[] = { "", "x", "xxxxxxxxxxxxxxxxxxxx", "ok", "no", "……", "无", "同意", "无无无无无", "－－－－－－", "。。。。。。",
		"\xe2\x80\x8b\xe2\x80\x8b\xe2\x80\x8b\xe2\x80\x8c\xe2\x80\x8d\xef\xbb\xbf", "\xc2\xa0\xc2\xa0\xc2\xa0", "\xe3\x80\x80\xe3\x80\x80",
		"\xe3\x85\xa4\xe3\x85\xa4\xe3\x85\xa4", "\xe1\x85\x9f\xe1\x85\xa0\xe1\xa0\x8e\xe1\x85\x9f\xe1\x85\xa0\xe1\xa0\x8e", "\xe2\x80\xae", "a a a b b b", NULL };
	static const char *const something[] = { "资料不全", "不同意", "passed", "not now", "预算超出", "３次测试均失败", "Требуется правка", NULL };

	(void)state;
	assert_false(str_says(NULL));
	for (size_t i = 0; nothing[i] != NULL; i++)
		if (str_says(nothing[i]))
			fail_msg("\"%s\" says something?", nothing[i]);
	for (size_t i = 0; something[i] != NULL; i++)
		if (!str_says(something[i]))
			fail_msg("\"%s\" says nothing?", something[i]);
}

/* ---- the letter "x" */

/* What somebody fills in who wants to get by: "x" wherever a text is asked, and the first answer elsewhere. */
static const char *
careless(void *arg, const char *name, size_t *from)
{
	const struct field *f = field_find(arg, name);

	if (f == NULL || (*from)++ > 0)
		return (NULL);
	switch (f->type) {
	case FIELD_LINE:
	case FIELD_TEXT:
		return ("x");
	case FIELD_CHOICE:
	case FIELD_CHOICES:
		return (f->choices[0]);
	case FIELD_DATE:
		return ("2020-01-01");
	case FIELD_TIME:
		return ("09:30");
	case FIELD_RECORD:
	case FIELD_RECORDS:
		return ("REQ-2026-0001");
	default:
		return ("1");
	}
}

static bool
asks_a_text(const struct field *fields)
{
	for (const struct field *f = fields; f->name != NULL; f++)
		if (f->type == FIELD_TEXT && f->flags & REQUIRED && f->when == NULL)
			return (true);
	return (false);
}

/* No fact is known here, so only what the fields say can meet a condition; and they say "x". */
static void
try_carelessly(struct ctx *c, const struct kind *kind, const struct state *state, const struct move *move)
{
	struct record *rec = record_for(c, kind, state->name, STRANGER);
	const struct field *asked = workflow_asks(c, kind, move);
	struct open_move *open;
	size_t n;

	rec->fields = form_read(c, kind->name, kind->fields, careless, (void *)(uintptr_t)kind->fields);
	for (size_t i = 0; i < rec->fields->n; i++)
		if (rec->fields->inputs[i].field->flags & DERIVED && rec->fields->inputs[i].field->type == FIELD_TEXT)
			form_set(rec->fields, rec->fields->inputs[i].field->name, "x");
	n = workflow_open(c, rec, &open);
	for (size_t i = 0; i < n; i++)
		if (open[i].move == move && open[i].n_conditions > 0 && open[i].ready)
			fail_msg("%s in \"%s\": \"%s\" asks for conditions that \"x\" meets", kind->name, state->name, move->name);
	if (asks_a_text(asked) && form_read(c, kind->name, asked, careless, (void *)(uintptr_t)asked)->ok)
		fail_msg("%s in \"%s\": \"%s\" takes \"x\" for a reason", kind->name, state->name, move->name);
}

static void
the_letter_x(void **state)
{
	struct conf conf = { .timezone = (char *)(uintptr_t)"Asia/Shanghai" };

	(void)state;
	for (size_t k = 0; kinds[k] != NULL; k++)
		for (const struct state *s = kinds[k]->states; s->name != NULL; s++)
			for (const struct move *m = kinds[k]->moves; m->name != NULL; m++) {
				struct ctx *c = ctx_new(NULL, NULL, NULL, &conf);

				if (str_has_word(m->from, s->name))
					try_carelessly(c, kinds[k], s, m);
				mem_free(c);
			}
	for (size_t k = 0; kinds[k] != NULL; k++)
		for (const struct entry *e = kinds[k]->entries; e != NULL && e->name != NULL; e++)
			if (asks_a_text(e->fields)) {
				struct form *form = form_read(NULL, e->table, e->fields, careless, (void *)(uintptr_t)e->fields);

				if (form->ok)
					fail_msg("%s: a %s is made of \"x\"", kinds[k]->name, e->name);
				mem_free(form);
			}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nobody_decides_on_their_own),
		cmocka_unit_test(the_same_step_again),
		cmocka_unit_test(every_person_is_something),
		cmocka_unit_test(what_says_something),
		cmocka_unit_test(the_letter_x),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
