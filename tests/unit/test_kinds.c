/* SPDX-License-Identifier: ISC */
/*
 * Goal: the declarations of all kinds hang together: every state, field, fact, permission and word
 * that one names exists, every state can be reached and left, and the tables have exactly the
 * columns that are declared. Proves R2.1, R8.1, R10.1, R17.3, R23.1, R33.1, R34.1, R35.1, R35.2,
 * RX.9. Words need GATEHOUSE_SOURCE, columns a migrated database in GATEHOUSE_TEST_ADMIN; skipped
 * without.
 */
#include "access/permit.h"
#include "base/str.h"
#include "record/effect.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Run ${check} for every kind. */
static void
each(void (*check)(const struct kind *kind))
{
	for (size_t i = 0; kinds[i] != NULL; i++)
		check(kinds[i]);
}

#define WRONG(...) fail_msg(__VA_ARGS__)

/* ---- who */

static void
check_who(const struct kind *kind, const char *where, const char *who)
{
	char word[WORD_MAX];

	while (word_next(&who, word)) {
		const struct field *f = word[0] == '@' ? field_find(kind->fields, word + 1) : NULL;

		if (word[0] == '#') {
			if (kind->facts == STMT_NONE || strstr(stmt_texts[kind->facts].text, word + 1) == NULL)
				WRONG("%s %s: no fact \"%s\"", kind->name, where, word + 1);
			continue;
		}
		if (word[0] != '@' && permit_find(word) == NULL)
			WRONG("%s %s: no permission \"%s\"", kind->name, where, word);
		if (word[0] == '@' && !str_has_word("author submitter owner", word + 1) &&
		    (f == NULL || (f->type != FIELD_ACCOUNT && f->type != FIELD_ACCOUNTS && f->type != FIELD_DEPARTMENT)))
			WRONG("%s %s: \"%s\" is nobody", kind->name, where, word);
	}
}

static void
check_people(const struct kind *kind)
{
	check_who(kind, "create", kind->create);
	for (const struct state *s = kind->states; s->name != NULL; s++)
		check_who(kind, s->name, s->edit);
	for (const struct move *m = kind->moves; m->name != NULL; m++) {
		check_who(kind, m->name, m->who);
		if ((m->who == NULL) != ((m->flags & MOVE_ONLY_RULES) != 0))
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

/* "@entry.<field>" and "@entry.by" name somebody of the entry; everything else as for moves. */
static void
check_entry_who(const struct kind *kind, const struct entry *e, const char *who)
{
	char word[WORD_MAX];

	while (word_next(&who, word)) {
		const struct field *f;

		if (strncmp(word, "@entry.", 7) != 0) {
			check_who(kind, e->name, word);
			continue;
		}
		f = field_find(e->fields, word + 7);
		if (!str_eq(word + 7, "by") && (f == NULL || f->type != FIELD_ACCOUNT))
			WRONG("%s %s: \"%s\" is nobody", kind->name, e->name, word);
	}
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
		for (const struct act *a = e->acts; a != NULL && a->name != NULL; a++) {
			check_entry_who(kind, e, a->who);
			for (const char *asks = a->asks; word_next(&asks, word);) {
				word[strcspn(word, "?")] = '\0';
				if (field_find(e->fields, word) == NULL)
					WRONG("%s %s %s asks \"%s\", which is no field", kind->name, e->name, a->name, word);
			}
			if ((a->from != NULL || a->to != NULL) && field_find(e->fields, "state") == NULL)
				WRONG("%s %s has acts on a state that it has not", kind->name, e->name);
		}
	}
	for (const struct place *p = kind->places; p != NULL && p->condition != NULL; p++) {
		bool needed = false;

		for (const struct move *m = kind->moves; m->name != NULL; m++)
			needed = needed || str_has_word(m->needs, p->condition);
		if (!needed)
			WRONG("%s: a place for \"%s\", which nothing needs", kind->name, p->condition);
	}
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
	char field[64];

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

/* ---- states and moves */

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
	for (const struct state *s = kind->states; s->name != NULL; s++)
		check_named(kind, s);
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

static void
names_states(void **state)
{
	(void)state;
	each(check_states);
	each(check_offers);
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

	if (!str_has_word(kind_state(kind, kind->first)->edit, "@author") || !(str_eq(kind->first, "draft") || str_eq(kind->first, "drafted")))
		return;
	for (const struct move *m = kind->moves; m->name != NULL; m++)
		ends = ends || (str_has_word(m->from, kind->first) && str_has_word(m->who, "@author") && m->to != NULL &&
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

/* ---- fields and facts */

/* Is ${name} a column of the kind's facts? Read from the statement, so that no server is needed. */
static bool
is_fact(const struct kind *kind, const char *name)
{
	char *as = mem_fmt(NULL, " AS %s", name);
	const char *at = kind->facts == STMT_NONE ? NULL : strstr(stmt_texts[kind->facts].text, as);
	bool found = at != NULL && strchr(",\n ", at[strlen(as)]) != NULL;

	mem_free(as);
	return (found);
}

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

/* Stages that a field asks for are states of what it names. */
static void
check_stages(const struct kind *kind, const struct field *f)
{
	char state[64];

	for (const char *in = f->in; word_next(&in, state);)
		if (f->type != FIELD_RECORD || kind_named(f->ref) == NULL || kind_state(kind_named(f->ref), state) == NULL)
			WRONG("%s.%s: no stage \"%s\"", kind->name, f->name, state);
}

static void
check_fields(const struct kind *kind)
{
	for (const struct field *f = kind->fields; f->name != NULL; f++) {
		char other[64];

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

/* ---- words */

static char *catalogue;          /* the file that is searched */

static char *
read_file(const char *path)
{
	FILE *f = fopen(path, "r");
	size_t n;
	char *text;

	assert_non_null(f);
	text = mem_array(NULL, char, 1 << 20);
	n = fread(text, 1, (1 << 20) - 1, f);
	assert_true(n > 0 && feof(f));
	fclose(f);
	return (text);
}

/* The catalogue of a language: all its areas. */
static char *
read_words(const char *source, const char *language)
{
	char *pattern = mem_fmt(NULL, "%s/po/%s/*.po", source, language), *text;
	struct buf *b = buf_new(NULL);
	glob_t found;

	assert_int_equal(glob(pattern, 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		text = read_file(found.gl_pathv[i]);
		buf_put(b, text);
		mem_free(text);
	}
	globfree(&found);
	text = mem_str(NULL, b->data);
	mem_free(b);
	mem_free(pattern);
	return (text);
}

static void
need_word(const char *kind, const char *a, const char *b)
{
	char *key = mem_fmt(NULL, "\nmsgid \"%s%s%s%s%s\"\nmsgstr \"", kind, *a == '\0' ? "" : ".",
	    a, *b == '\0' ? "" : ".", b);
	const char *at = strstr(catalogue, key);

	/* A long translation goes on in the next lines. */
	if (at == NULL || (at[strlen(key)] == '"' && strncmp(at + strlen(key), "\"\n\"", 3) != 0))
		WRONG("no word for %s.%s.%s", kind, a, b);
	mem_free(key);
}

static void
check_move_words(const struct kind *kind, const struct move *m)
{
	const char *needs = m->needs;
	char word[WORD_MAX];

	need_word(kind->name, "move", m->name);
	need_word(kind->name, "done", m->name);
	if (m->flags & MOVE_REASON)
		need_word(kind->name, "field", "reason");
	while (word_next(&needs, word)) {
		need_word(kind->name, "condition", word);
		need_word(kind->name, "todo", word);
	}
}

static void
check_field_words(const char *owner, const struct field *fields)
{
	for (const struct field *f = fields; f->name != NULL; f++) {
		need_word(owner, "field", f->name);
		for (const char *const *c = f->choices; c != NULL && *c != NULL; c++)
			need_word(owner, f->name, *c);
	}
}

static void
check_criteria_words(const struct kind *kind)
{
	char word[WORD_MAX];

	for (const struct state *s = kind->states; s->name != NULL; s++)
		for (const char *names = s->judged; word_next(&names, word);)
			need_word(kind->name, "criterion", word);
}

static void
check_entry_words(const struct entry *e)
{
	static const char *const did[] = { "add", "edit", "remove" };

	need_word(e->table, "", "");
	if (e->who != NULL)
		need_word(e->table, "add", "");
	need_word(e->table, "empty", "");
	for (size_t i = 0; i < ARRAY_LEN(did); i++)
		if (!(e->flags & ENTRY_FINAL) || (i == 0 && e->who != NULL))
			need_word(e->table, "did", did[i]);
	check_field_words(e->table, e->fields);
	for (const struct act *a = e->acts; a != NULL && a->name != NULL; a++) {
		need_word(e->table, "act", a->name);
		need_word(e->table, "did", a->name);
	}
}

static void
check_report_words(const struct kind *kind)
{
	char owner[96];

	snprintf(owner, sizeof owner, "%s.report", kind->name);
	for (const struct report *r = kind->reports; r != NULL && r->name != NULL; r++) {
		need_word(owner, r->name, "");
		for (const struct report_table *t = r->tables; t->name != NULL; t++) {
			need_word(owner, t->name, "empty");
			for (const struct report_column *c = t->columns; c->name != NULL; c++)
				need_word(owner, t->name, c->name);
		}
	}
}

static void
check_words(const struct kind *kind)
{
	need_word(kind->name, "", "");
	need_word(kind->name, "plural", "");
	check_field_words(kind->name, kind->fields);
	for (const struct state *s = kind->states; s->name != NULL; s++)
		need_word(kind->name, "state", s->name);
	for (const struct move *m = kind->moves; m->name != NULL; m++)
		check_move_words(kind, m);
	for (const struct offer *o = kind->offers; o != NULL && o->name != NULL; o++)
		need_word(kind->name, "offer", o->name);
	if (kind->beside != STMT_NONE)
		need_word(kind->name, "beside", "");
	check_criteria_words(kind);
	check_report_words(kind);
	for (const struct beginning *b = kind->begins; b != NULL && b->field != NULL; b++)
		if (b->words != NULL)
			need_word(b->words, "", "");
	for (const struct objection *o = kind->objections; o != NULL && o->words != NULL; o++)
		need_word(o->words, "", "");
	for (const struct effect *e = kind->effects; e != NULL && e->at != NULL; e++)
		if (e->refused != NULL)
			need_word(e->refused, "", "");
	for (const struct field *f = kind->fields; f->name != NULL; f++)
		if (f->in_said != NULL)
			need_word(f->in_said, "", "");
	for (const struct entry *e = kind->entries; e != NULL && e->name != NULL; e++)
		check_entry_words(e);
}

static void
have_words(void **state)
{
	const char *source = getenv("GATEHOUSE_SOURCE");

	(void)state;
	if (source == NULL)
		skip();
	for (const char *const *l = (const char *const[]){ "zh_CN", "en", NULL }; *l != NULL; l++) {
		catalogue = read_words(source, *l);
		each(check_words);
		mem_free(catalogue);
	}
}

/* ---- icons */

static void
check_icon(const struct kind *kind)
{
	char *id = mem_fmt(NULL, "id=\"%s\"", kind->icon);

	if (strstr(catalogue, id) == NULL)
		WRONG("%s: no icon \"%s\"", kind->name, kind->icon);
	mem_free(id);
}

static void
have_icons(void **state)
{
	char *path;

	(void)state;
	if (getenv("GATEHOUSE_SOURCE") == NULL)
		skip();
	path = mem_fmt(NULL, "%s/static/icons.svg", getenv("GATEHOUSE_SOURCE"));
	catalogue = read_file(path);
	each(check_icon);
	mem_free(catalogue);
	mem_free(path);
}

/* ---- columns */

static struct db *db;

static bool
is_own(const struct field *f)
{
	return (!(f->flags & ON_COMMON) && f->type != FIELD_FILE);
}

/* Each choice of a column with a constraint of its own must pass it. */
static void
check_choices(const struct kind *kind, const struct field *f, const char *constraint)
{
	for (const char *const *c = f->choices; c != NULL && *c != NULL &&
	    constraint != NULL; c++) {
		char *quoted = mem_fmt(NULL, "'%s'::text", *c);

		if (strstr(constraint, quoted) == NULL)
			WRONG("%s.%s: the table does not take \"%s\"", kind->name, f->name, *c);
		mem_free(quoted);
	}
}

/* The table has a column for each field of its own and no other. */
static void
check_table(const char *table, const struct field *fields, const char *but)
{
	static const char sql[] = "SELECT a.attname AS name, (SELECT pg_get_constraintdef(k.oid) "
	    "FROM pg_constraint k WHERE k.conrelid = a.attrelid "
	    "AND k.contype = 'c' AND k.conkey = ARRAY[a.attnum] AND pg_get_constraintdef(k.oid) "
	    "LIKE '%''::text%') AS constraint_text "
	    "FROM pg_attribute a WHERE a.attrelid = ('app.' || $1::text)::regclass AND a.attnum > "
	    "0 AND NOT a.attisdropped "
	    "AND a.attname <> ALL (string_to_array($2, ' '))";
	struct kind pseudo = { .name = table, .fields = fields };
	struct rows *rows;
	size_t own = 0;

	db_ask_text(db, db, sql, &rows, ARGS(table, but));
	assert_null(db_wait(db));
	for (const struct field *f = fields; f->name != NULL; f++)
		own += is_own(f);
	for (size_t i = 0; i < rows_count(rows); i++) {
		const struct field *f = field_find(fields, rows_text(rows, i, "name"));

		if (f == NULL)
			WRONG("%s: column \"%s\" is no field", table, rows_text(rows, i, "name"));
		check_choices(&pseudo, f, rows_text(rows, i, "constraint_text"));
	}
	if (own != rows_count(rows))
		WRONG("%s has %zu fields of its own and %zu columns", table, own, rows_count(rows));
}

/* ---- what a form takes fits its column (case A) */

enum { EDGES_MAX = 4, TEXT_MOST = 20000, LINE_MOST = 200, LIST_MOST = 200 };

static const char *
repeated(const void *parent, const char *one, size_t n)
{
	struct buf *b = buf_new(parent);

	while (n-- > 0)
		buf_put(b, one);
	return (b->data);
}

/* An array of as many as a form takes; the greatest account or record there can be. */
static const char *
full_list(const void *parent, const char *one)
{
	struct buf *b = buf_new(parent);

	for (int i = 0; i < LIST_MOST; i++)
		buf_fmt(b, "%s%s", i == 0 ? "{" : ",", one);
	buf_putc(b, '}');
	return (b->data);
}

/* The least and the greatest that a form takes for it; ends with NULL. */
static void
edges_of(const void *parent, const struct field *f, const char *edges[EDGES_MAX])
{
	size_t n = 0;

	switch (f->type) {
	case FIELD_INT:
		edges[n++] = mem_fmt(parent, "%d", f->min);
		edges[n++] = mem_fmt(parent, "%d", f->max > f->min ? f->max : INT32_MAX);
		break;
	case FIELD_MONEY:
		edges[n++] = f->min > 0 ? "0.01" : "0.00";
		edges[n++] = "999999999999.99";
		break;
	case FIELD_DATE:
		edges[n++] = "1900-01-01";
		edges[n++] = "2200-12-31";
		break;
	case FIELD_TIME:
		edges[n++] = "00:00";
		edges[n++] = "23:59";
		break;
	case FIELD_LINE:
	case FIELD_TEXT:
		/* Four bytes each. */
		edges[n++] = repeated(parent, "𠮷", (size_t)(f->max > 0 ? f->max : f->type == FIELD_LINE ? LINE_MOST : TEXT_MOST));
		edges[n++] = repeated(parent, "x", (size_t)(f->min > 0 ? f->min : 1));
		break;
	case FIELD_ACCOUNT:
	case FIELD_DEPARTMENT:
	case FIELD_RECORD:
		edges[n++] = "9223372036854775807";
		break;
	case FIELD_ACCOUNTS:
	case FIELD_RECORDS:
		edges[n++] = full_list(parent, "9223372036854775807");
		break;
	case FIELD_CHOICES:
		edges[n++] = full_list(parent, f->choices[0]);
		break;
	case FIELD_CHOICE:
		edges[n++] = f->choices[0];
		break;
	case FIELD_FLAG:
		edges[n++] = "true";
		edges[n++] = "false";
		break;
	default:
		break;
	}
	edges[n] = NULL;
}

/* Each edge in its column's type, against the constraints that are about it alone; those about several columns are forms' checks. */
static void
check_edges(const char *table, const struct field *fields)
{
	static const char sql[] = "SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, "
	    "COALESCE((SELECT string_agg(pg_get_expr(k.conbin, k.conrelid), ' AND ') FROM pg_constraint k "
	    "WHERE k.conrelid = a.attrelid AND k.contype = 'c' AND k.conkey = ARRAY[a.attnum]), 'true') AS fits "
	    "FROM pg_attribute a WHERE a.attrelid = ('app.' || $1::text)::regclass AND a.attnum > 0 AND NOT a.attisdropped";
	void *parent = mem_new(NULL, char);
	struct rows *rows, *fits;

	db_ask_text(db, parent, sql, &rows, ARGS(table));
	assert_null(db_wait(db));
	for (size_t i = 0; i < rows_count(rows); i++) {
		const struct field *f = field_find(fields, rows_text(rows, i, "name"));
		const char *edges[EDGES_MAX];

		if (f == NULL || !is_own(f))
			continue;
		edges_of(parent, f, edges);
		for (size_t k = 0; edges[k] != NULL; k++) {
			struct err *err;

			db_ask_text(db, parent, mem_fmt(parent, "SELECT COALESCE(%s, true) AS fits FROM (SELECT $1::%s AS %s) x", rows_text(rows, i, "fits"),
			    rows_text(rows, i, "type"), f->name), &fits, ARGS(edges[k]));
			err = db_wait(db);
			if (err != OK || !rows_bool(fits, 0, "fits"))
				WRONG("%s.%s (%s) does not take \"%.40s\", which its form does", table, f->name, rows_text(rows, i, "type"), edges[k]);
		}
	}
	mem_free(parent);
}

static void
check_columns(const struct kind *kind)
{
	check_edges(kind->name, kind->fields);
	for (const struct entry *e = kind->entries; e != NULL && e->name != NULL; e++)
		check_edges(e->table, e->fields);
	/* The digest of the follow-up code is nobody's to see. */
	check_table(kind->name, kind->fields, "site_id record_id code visible");
	for (const struct entry *e = kind->entries; e != NULL && e->name != NULL; e++)
		check_table(e->table, e->fields, "site_id id record_id no at by_id version changed_at removed_at");
}

static void
have_columns(void **state)
{
	(void)state;
	if (getenv("GATEHOUSE_TEST_ADMIN") == NULL)
		skip();
	db = db_new(NULL, getenv("GATEHOUSE_TEST_ADMIN"), "Asia/Shanghai");
	assert_null(db_ready(db));
	each(check_columns);
	db_rollback(db);
	mem_free(db);
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
		cmocka_unit_test(names_states),
		cmocka_unit_test(has_ways),
		cmocka_unit_test(names_fields),
		cmocka_unit_test(have_words),
		cmocka_unit_test(have_icons),
		cmocka_unit_test(have_columns),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
