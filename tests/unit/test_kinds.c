/* SPDX-License-Identifier: ISC */
/*
 * Goal: the declarations of all kinds hang together: every field, fact, permission and kind that one names exists.  Proves R2.1, R8.1, R10.1,
 * R17.3, R23.1, R33.1, R34.1, R35.1.  Their states are tested in test_kind_states.c, their words in test_kind_words.c, their tables in
 * test_kind_columns.c, what their rows say in test_rows.c.
 */
#include "kinds.h"

#include "access/permit.h"
#include "record/effect.h"

/* ---- who */

/* ${relation}: of the record, not of an entry. */
static void
check_relation(const struct kind *kind, const char *where, const char *relation)
{
	const struct field *f = field_find(kind->fields, relation + 1);

	if (*relation == '#') {
		if (kind->facts == STMT_NONE || strstr(stmt_texts[kind->facts].text, relation + 1) == NULL)
			WRONG("%s %s: no fact \"%s\"", kind->name, where, relation + 1);
		return;
	}
	if (!str_has_word("@author @submitter @owner", relation) &&
	    (*relation != '@' || f == NULL || (f->type != FIELD_ACCOUNT && f->type != FIELD_ACCOUNTS && f->type != FIELD_DEPARTMENT)))
		WRONG("%s %s: \"%s\" is nobody", kind->name, where, relation);
}

static void
check_who(const struct kind *kind, const char *where, const struct who who[WHO_MAX])
{
	char word[WORD_MAX];

	for (size_t i = 0; i < WHO_MAX; i++)
		for (const char *is = who[i].is; word_next(&is, word);)
			check_relation(kind, where, word);
}

static void
check_people(const struct kind *kind)
{
	for (const struct state *s = kind->states; s->name != NULL; s++)
		check_who(kind, s->name, s->edit);
	for (const struct move *m = kind->moves; m->name != NULL; m++) {
		check_who(kind, m->name, m->who);
		if (who_is_nobody(m->who) != ((m->flags & MOVE_ONLY_RULES) != 0))
			WRONG("%s %s: made by rules alone, or by somebody", kind->name, m->name);
	}
}

/*
 * What is imported: states that nobody decides on and no other record has to be there for, fields that may be brought along, and no
 * further writes that an import would leave out (src/import, RX.7).
 */
static void
check_imported(const struct kind *kind)
{
	char word[WORD_MAX];

	if (kind->imported == NULL)
		return;
	if (effect_follows_making(kind))
		WRONG("%s is imported, and what is written after its creation is not", kind->name);
	for (const char *fields = kind->imported->fields; word_next(&fields, word);)
		if (field_find(kind->fields, word) == NULL || !(field_find(kind->fields, word)->flags & DERIVED))
			WRONG("%s brings along \"%s\", which is no derived field", kind->name, word);
	for (const struct imported_state *s = kind->imported->states; s->name != NULL; s++) {
		if (kind_state(kind, s->name) == NULL || kind_state(kind, s->name)->approval != APPROVE_NONE)
			WRONG("%s is imported into \"%s\", which is no state or is decided on", kind->name, s->name);
		for (const char *needs = s->needs; word_next(&needs, word);)
			if (field_find(kind->fields, word) == NULL)
				WRONG("%s imported as \"%s\" needs \"%s\", which is no field", kind->name, s->name, word);
	}
}

/* "@entry.<field>" and "@entry.by" name somebody of the entry; everything else is as for moves. */
static void
check_entry_relation(const struct kind *kind, const struct entry *e, const char *relation)
{
	const struct field *f;

	if (!str_starts(relation, "@entry.")) {
		check_relation(kind, e->name, relation);
		return;
	}
	f = field_find(e->fields, relation + strlen("@entry."));
	if (!str_eq(relation, "@entry.by") && (f == NULL || f->type != FIELD_ACCOUNT))
		WRONG("%s %s: \"%s\" is nobody", kind->name, e->name, relation);
}

static void
check_entry_who(const struct kind *kind, const struct entry *e, const struct who who[WHO_MAX])
{
	char word[WORD_MAX];

	for (size_t i = 0; i < WHO_MAX; i++)
		for (const char *is = who[i].is; word_next(&is, word);)
			check_entry_relation(kind, e, word);
}

static void
check_act(const struct kind *kind, const struct entry *e, const struct act *a)
{
	char word[WORD_MAX];

	check_entry_who(kind, e, a->who);
	for (const char *asks = a->asks; word_next(&asks, word);) {
		word[strcspn(word, "?")] = '\0';
		if (field_find(e->fields, word) == NULL)
			WRONG("%s %s %s asks \"%s\", which is no field", kind->name, e->name, a->name, word);
	}
	if ((a->from != NULL || a->to != NULL) && field_find(e->fields, "state") == NULL)
		WRONG("%s %s has acts on a state that it has not", kind->name, e->name);
}

static void
check_entries(const struct kind *kind)
{
	char word[WORD_MAX];

	for (const struct entry *e = kind->entries; e != NULL && e->name != NULL; e++) {
		check_entry_who(kind, e, e->who);
		check_entry_who(kind, e, e->edit);
		for (const char *states = e->states; word_next(&states, word);)
			if (kind_state(kind, word) == NULL)
				WRONG("%s %s: no state \"%s\"", kind->name, e->name, word);
		for (const struct act *a = e->acts; a != NULL && a->name != NULL; a++)
			check_act(kind, e, a);
	}
}

static bool
is_needed(const struct kind *kind, const char *condition)
{
	for (const struct move *m = kind->moves; m->name != NULL; m++)
		if (str_has_word(m->needs, condition))
			return (true);
	return (false);
}

static void
check_places(const struct kind *kind)
{
	for (const struct place *p = kind->places; p != NULL && p->condition != NULL; p++)
		if (!is_needed(kind, p->condition))
			WRONG("%s: a place for \"%s\", which nothing needs", kind->name, p->condition);
}

/* What a report says of the record's own are its fields. */
static void
check_reports(const struct kind *kind)
{
	char word[WORD_MAX];

	for (const struct report *r = kind->reports; r != NULL && r->name != NULL; r++) {
		if (r->note != NULL && field_find(kind->fields, r->note) == NULL)
			WRONG("%s: the report \"%s\" has \"%s\" beside it, which is no field", kind->name, r->name, r->note);
		for (const char *texts = r->texts; word_next(&texts, word);)
			if (field_find(kind->fields, word) == NULL)
				WRONG("%s: the report \"%s\" says \"%s\", which is no field", kind->name, r->name, word);
	}
}

/* Bounds of a day are known words or days of the same table. */
static void
check_bounds(const struct kind *kind, const struct field *fields)
{
	for (const struct field *f = fields; f->name != NULL; f++) {
		const char *const bounds[] = { f->earliest, f->latest };

		for (size_t i = 0; i < ARRAY_LEN(bounds); i++) {
			const struct field *other = bounds[i] == NULL ? NULL : field_find(fields, bounds[i]);

			if (bounds[i] == NULL || str_has_word("today created", bounds[i]) || str_starts(bounds[i], "today-") ||
			    str_starts(bounds[i], "today+") || str_starts(bounds[i], "created-"))
				continue;
			if (other == NULL)
				other = field_find(kind->fields, bounds[i]);
			if (f->type != FIELD_DATE || other == NULL || other->type != FIELD_DATE)
				WRONG("%s %s: \"%s\" bounds nothing", kind->name, f->name, bounds[i]);
		}
	}
}

static void
check_dates(const struct kind *kind)
{
	check_bounds(kind, kind->fields);
	for (const struct entry *e = kind->entries; e != NULL && e->name != NULL; e++)
		check_bounds(kind, e->fields);
}

static void
names_dates(void **state)
{
	(void)state;
	each(check_dates);
}

static void
names_reports(void **state)
{
	(void)state;
	each(check_reports);
}

/* Does ${name}, perhaps "<field>.name", name a field of that kind? */
static bool
has_value(const struct kind *kind, const char *name)
{
	char field[WORD_MAX];

	snprintf(field, sizeof field, "%.*s", (int)strcspn(name, "."), name);
	return (str_eq(name, "number") || field_find(kind->fields, field) != NULL);
}

static void
check_beginnings(const struct kind *kind)
{
	for (const struct beginning *b = kind->begins; b != NULL && b->field != NULL; b++) {
		const struct kind *from = kind_named(b->from);
		const struct field *f = field_find(kind->fields, b->field);

		if (f == NULL || f->flags & DERIVED)
			WRONG("%s: a beginning fills in \"%s\", which nobody types", kind->name, b->field);
		if (from == NULL)
			WRONG("%s: a beginning from \"%s\", which is no kind", kind->name, b->from);
		if ((b->a != NULL && !has_value(from, b->a)) || (b->b != NULL && !has_value(from, b->b)))
			WRONG("%s: the beginning of %s takes what a %s has not", kind->name, b->field, b->from);
		if (b->rows != STMT_NONE && (b->words == NULL || b->a != NULL))
			WRONG("%s: what the beginning of %s draws has a heading, and no value beside it", kind->name, b->field);
		if ((b->value != NULL) + (b->words != NULL || b->a != NULL) != 1)
			WRONG("%s: the beginning of %s is a value, or taken from the %s", kind->name, b->field, b->from);
	}
}

static void
names_beginnings(void **state)
{
	(void)state;
	each(check_beginnings);
}

static void
names_entries(void **state)
{
	(void)state;
	each(check_entries);
	each(check_places);
}

static void
names_people(void **state)
{
	(void)state;
	each(check_people);
}

static void
imports_what_it_may(void **state)
{
	(void)state;
	each(check_imported);
}

/* ---- fields and facts */

static void
check_move_fields(const struct kind *kind, const struct move *m)
{
	const char *asks = m->asks, *needs = m->needs;
	char word[WORD_MAX];

	while (word_next(&asks, word)) {
		word[strcspn(word, "?")] = '\0';
		if (field_find(kind->fields, word) == NULL)
			WRONG("%s %s asks \"%s\", which is no field", kind->name, m->name, word);
	}
	while (word_next(&needs, word)) {
		const struct field *f = field_find(kind->fields, word);

		/* A file is never a value, so a condition of its name would never be met. */
		if ((f == NULL && !is_fact(kind, word)) || (f != NULL && f->type == FIELD_FILE))
			WRONG("%s %s needs \"%s\", which is neither field nor fact", kind->name,
			    m->name, word);
	}
}

static void
check_type(const struct kind *kind, const char *name, enum field_type type)
{
	const struct field *f = name == NULL ? NULL : field_find(kind->fields, name);

	if (name != NULL && (f == NULL || f->type != type))
		WRONG("%s: a move keeps or bars who is in \"%s\"", kind->name, name);
}

static bool
is_stage_of_one(const char *refs, const char *state)
{
	char name[WORD_MAX];

	while (word_next(&refs, name))
		if (kind_named(name) != NULL && kind_state(kind_named(name), state) != NULL)
			return (true);
	return (false);
}

/* Stages that a field asks for are states of what it names, of one kind at least where it names several. */
static void
check_stages(const struct kind *kind, const struct field *f)
{
	char state[WORD_MAX];

	for (const char *in = f->in; word_next(&in, state);)
		if (f->type != FIELD_RECORD || !is_stage_of_one(f->ref, state))
			WRONG("%s.%s: no stage \"%s\"", kind->name, f->name, state);
}

static void
check_fields(const struct kind *kind)
{
	for (const struct field *f = kind->fields; f->name != NULL; f++) {
		char other[WORD_MAX];

		if (field_find(kind->fields, f->name) != f)
			WRONG("%s: two fields \"%s\"", kind->name, f->name);
		if ((f->type == FIELD_CHOICE || f->type == FIELD_CHOICES) != (f->choices != NULL))
			WRONG("%s.%s: choices", kind->name, f->name);
		for (const char *ref = f->ref; word_next(&ref, other);)
			if (kind_named(other) == NULL)
				WRONG("%s.%s refers to \"%s\"", kind->name, f->name, other);
		check_stages(kind, f);
		if (f->when != NULL) {
			snprintf(other, sizeof other, "%.*s", (int)strcspn(f->when, "="), f->when);
			if (field_find(kind->fields, other) == NULL)
				WRONG("%s.%s depends on \"%s\"", kind->name, f->name, other);
		}
	}
	for (const struct move *m = kind->moves; m->name != NULL; m++) {
		check_move_fields(kind, m);
		check_type(kind, m->not_by, FIELD_ACCOUNT);
		check_type(kind, m->sets_by, FIELD_ACCOUNT);
		check_type(kind, m->sets_on, FIELD_DATE);
	}
}

static void
names_fields(void **state)
{
	(void)state;
	each(check_fields);
}

static void
are_distinct(void **state)
{
	(void)state;
	for (size_t i = 0; kinds[i] != NULL; i++) {
		assert_ptr_equal(kind_named(kinds[i]->name), kinds[i]);
		assert_ptr_equal(kind_of_plural(kinds[i]->plural), kinds[i]);
		for (size_t k = i + 1; kinds[k] != NULL; k++)
			assert_string_not_equal(kinds[i]->code, kinds[k]->code);
	}
	assert_null(kind_named("no_such_kind"));
	assert_null(kind_of_number("XYZ-2026-0001"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(are_distinct),
		cmocka_unit_test(names_people),
		cmocka_unit_test(imports_what_it_may),
		cmocka_unit_test(names_entries),
		cmocka_unit_test(names_beginnings),
		cmocka_unit_test(names_reports),
		cmocka_unit_test(names_dates),
		cmocka_unit_test(names_fields),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
