/* SPDX-License-Identifier: ISC */
/*
 * Goal: what kinds say in rows holds.  Each term names a field, a fact or a rule that is there; each effect reaches a kind, a field, a
 * state and a move that are there, and gives its statement as many parameters as it takes; no word of a list is longer than is read, so
 * nothing is cut without a word (issue 9, 1.3).  And the terms themselves: what is true, what is not, what is filled in.  Proves the rows
 * behind R8.1, R10.1, R13.1, R15.3, R17.3, R18.2, R19.1, R30.1, R33.1, R35.1.
 */
#include "kinds.h"

#include "pages/overview/inbox_bulk.h"
#include "pages/overview/ledger_page.h"
#include "pages/record/stating.h"
#include "record/entry.h"
#include "record/list_draft.h"
#include "record/section.h"
#include "record/term.h"
#include "view/chart.h"
#include "web/export.h"

/* ---- what rows name */

static bool
is_rule(const char *name)
{
	for (size_t i = 0; i < RULE_COUNT; i++)
		if (str_eq(rule_fields[i].name, name))
			return (true);
	return (false);
}

static bool
is_own(const char *name)
{
	return (str_has_word("id state number author_id owner_id department_id due title version", name));
}

/* ${asked}: fields beside those of the kind: of the entry, or the reason of a move; may be NULL. */
static void
check_term(const struct kind *kind, const struct field *asked, const char *term)
{
	char name[WORD_MAX], *bracket;
	bool known;

	snprintf(name, sizeof name, "%s", strchr("$@^#:%", *term) != NULL ? term + 1 : term);
	bracket = strchr(name, '[');
	if (bracket != NULL) {
		bracket[strcspn(bracket, "]")] = '\0';
		check_term(kind, asked, bracket + 1 + (bracket[1] == '!'));
		*bracket = '\0';
	}
	switch (*term) {
	case '#':
		known = is_fact(kind, name);
		break;
	case ':':
		known = str_has_word("me my_department today now in_a_month in_a_year site detail no", name);
		break;
	case '%':
		known = is_rule(name);
		break;
	case '^':
		known = asked != NULL && (str_eq(name, "no") || field_find(asked, name) != NULL);
		break;
	case '@':
		known = is_own(name) || field_find(kind->fields, name) != NULL;
		break;
	default:
		known = is_own(name) || str_eq(name, "reason") || field_find(kind->fields, name) != NULL || (asked != NULL && field_find(asked, name) != NULL);
	}
	if (!known)
		WRONG("%s: \"%s\" names nothing", kind->name, term);
}

static void
check_right(const struct kind *kind, const struct field *asked, const char *words)
{
	char copy[WORD_MAX], *at = copy, *one;

	snprintf(copy, sizeof copy, "%s", words);
	while ((one = strsep(&at, "|")) != NULL)
		if (*one != '\0' && strchr("$@^#:%", *one) != NULL)
			check_term(kind, asked, one);
}

static void
check_lengths(const struct kind *kind, const char *list)
{
	char word[WORD_MAX];
	size_t n = word_count(list);

	while (word_next(&list, word))
		n--;
	if (n != 0)
		WRONG("%s: a word of \"%s\" is longer than is read", kind->name, list);
}

static void
check_conditions(const struct kind *kind, const struct field *asked, const char *conditions)
{
	char word[WORD_MAX];

	check_lengths(kind, conditions);
	while (word_next(&conditions, word)) {
		const char *left = word + (*word == '!');
		size_t first = strcspn(left, "[=~<");
		char *op = strpbrk(left[first] == '[' ? strchr(left, ']') : left, "=~<");

		if (str_starts(left, "is:"))
			continue;
		if (op != NULL) {
			check_right(kind, asked, op + 1);
			*op = '\0';
		}
		check_term(kind, asked, left);
	}
}

/* ${to}: whose fields they are. */
static void
check_assignments(const struct kind *kind, const struct field *asked, const struct field *to, const char *sets)
{
	char word[WORD_MAX];

	check_lengths(kind, sets);
	while (word_next(&sets, word)) {
		char *condition = strchr(word, '?'), *equals = strchr(word, '=');

		if (condition != NULL) {
			for (char *p = condition; *p != '\0'; p++)
				*p = *p == '&' ? ' ' : *p;
			*condition = '\0';
			check_conditions(kind, asked, condition + 1);
		}
		if (equals == NULL)
			WRONG("%s: \"%s\" sets nothing", kind->name, word);
		*equals = '\0';
		if (field_find(to, word) == NULL)
			WRONG("%s: sets \"%s\", which is no field", kind->name, word);
		if (!str_eq(equals + 1, "+1"))
			check_right(kind, asked, equals + 1);
	}
}

/* ---- where rows belong */

/* "move:close", "act:item.done", "entry:log", "*>closed": the fields of the entry that it is about; NULL: none. */
static const struct field *
check_at(const struct kind *kind, const char *at, bool has_states)
{
	const struct entry *e;
	char name[WORD_MAX];
	const char *arrow = strchr(at, '>');

	if (str_has_word("form made saved - ", at))
		return (NULL);
	if (str_starts(at, "move:")) {
		if (kind_move(kind, at + 5) == NULL)
			WRONG("%s: no move \"%s\"", kind->name, at);
		return (NULL);
	}
	if (arrow != NULL && has_states) {
		snprintf(name, sizeof name, "%.*s", (int)(arrow - at), at);
		if ((!str_eq(name, "*") && kind_state(kind, name) == NULL) || (!str_eq(arrow + 1, "*") && kind_state(kind, arrow + 1) == NULL))
			WRONG("%s: no states \"%s\"", kind->name, at);
		return (NULL);
	}
	snprintf(name, sizeof name, "%.*s", (int)strcspn(strchr(at, ':') == NULL ? at : strchr(at, ':') + 1, "."), strchr(at, ':') == NULL ? at : strchr(at, ':') + 1);
	e = kind_entry(kind, name);
	if (e == NULL || (str_starts(at, "act:") && entry_act_named(e, at + 4 + strlen(name) + 1) == NULL))
		WRONG("%s: nothing happens at \"%s\"", kind->name, at);
	return (e->fields);
}

static const struct field *
check_all_at(const struct kind *kind, const char *at, bool has_states)
{
	const struct field *fields = NULL, *one;
	char word[WORD_MAX];

	check_lengths(kind, at);
	while (word_next(&at, word))
		if ((one = check_at(kind, word, has_states)) != NULL)
			fields = one;
	return (fields);
}

static void
check_objections(const struct kind *kind)
{
	for (const struct objection *o = kind->objections; o != NULL && o->words != NULL; o++) {
		const struct field *asked = check_all_at(kind, o->at, false);

		check_conditions(kind, asked, o->when);
		if (o->field != NULL && field_find(kind->fields, o->field) == NULL && (asked == NULL || field_find(asked, o->field) == NULL))
			WRONG("%s: an objection to \"%s\", which is no field", kind->name, o->field);
		if (o->arg != NULL)
			check_term(kind, asked, o->arg);
	}
}

/* The kinds that a row reaches, blank-separated; NULL: any. */
static const char *
reached_by(const struct kind *kind, const struct field *asked, const struct effect *e)
{
	bool of_entry = e->field != NULL && str_starts(e->field, "entry.");
	const struct field *f = e->field == NULL ? NULL : of_entry ? field_find(asked, e->field + strlen("entry.")) : field_find(kind->fields, e->field);
	const struct kind *other;
	char name[WORD_MAX];

	if (e->makes != NULL)
		return (e->makes);
	if (e->of != NULL) {
		snprintf(name, sizeof name, "%.*s", (int)strcspn(e->of, "."), e->of);
		other = kind_named(name);
		if (other == NULL || field_find(other->fields, e->of + strlen(name) + 1) == NULL)
			WRONG("%s: nothing is \"%s\"", kind->name, e->of);
		return (other->name);
	}
	if (e->field == NULL)
		return (kind->name);
	if (f == NULL || (f->type != FIELD_RECORD && f->type != FIELD_RECORDS))
		WRONG("%s: \"%s\" names no record", kind->name, e->field);
	return (f->ref);
}

static bool
is_state_of_one(const char *reached, const char *state)
{
	char name[WORD_MAX];

	while (word_next(&reached, name))
		if (kind_state(kind_named(name), state) != NULL)
			return (true);
	return (false);
}

/* What is done to those that it reaches: each kind among them has it, and at least one has each state. */
static void
check_reached(const struct kind *kind, const struct field *asked, const struct effect *e)
{
	const char *reached = reached_by(kind, asked, e), *in = e->in;
	char word[WORD_MAX];

	while (reached != NULL && word_next(&in, word))
		if (!is_state_of_one(reached, word))
			WRONG("%s: \"%s\" is no state of a %s", kind->name, word, reached);
	if (reached == NULL && (e->in != NULL || e->move != NULL || e->sets != NULL))
		WRONG("%s at %s: not every kind is moved or set like that", kind->name, e->at);
	while (word_next(&reached, word)) {
		const struct kind *other = kind_named(word);

		if (other == NULL)
			WRONG("%s reaches a \"%s\"", kind->name, word);
		if (e->move != NULL && kind_move(other, e->move) == NULL)
			WRONG("%s: nobody makes the move \"%s\"", kind->name, e->move);
		check_conditions(other, NULL, e->those);
		check_assignments(kind, asked, other->fields, e->sets);
		check_assignments(kind, asked, other->fields, e->keeps);
	}
}

static void
check_effect(const struct kind *kind, const struct effect *e)
{
	const struct field *asked = check_all_at(kind, e->at, true);
	const struct entry *each = e->each == NULL ? NULL : kind_entry(kind, e->each);
	char word[WORD_MAX];

	if (e->each != NULL && each == NULL)
		WRONG("%s has no entries \"%s\"", kind->name, e->each);
	asked = each == NULL ? asked : each->fields;
	check_conditions(kind, asked, e->when);
	check_reached(kind, asked, e);
	check_assignments(kind, asked, asked, e->puts);
	check_lengths(kind, e->with);
	for (const char *with = e->with; word_next(&with, word);)
		check_right(kind, asked, word);
	if (e->runs != STMT_NONE && (size_t)stmt_texts[e->runs].params != 2 + word_count(e->with))
		WRONG("%s at %s: the statement takes %d parameters", kind->name, e->at, (int)stmt_texts[e->runs].params);
	if (e->text != NULL)
		check_term(kind, asked, e->text);
	if (e->reads != NULL)
		check_term(kind, asked, e->reads);
}

static void
check_all_lengths(const struct kind *kind, const char *const *lists, size_t n)
{
	for (size_t i = 0; i < n; i++)
		check_lengths(kind, lists[i]);
}

#define LENGTHS(kind, ...) \
	check_all_lengths(kind, (const char *const[]){ __VA_ARGS__ }, sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *))

static void
check_who_lengths(const struct kind *kind, const struct who who[WHO_MAX])
{
	for (size_t i = 0; i < WHO_MAX; i++)
		check_lengths(kind, who[i].is);
}

static void
check_field_lists(const struct kind *kind, const struct field *fields)
{
	for (const struct field *f = fields; f->name != NULL; f++)
		LENGTHS(kind, f->ref, f->in, f->offered);
}

static void
check_entry_lists(const struct kind *kind, const struct entry *e)
{
	LENGTHS(kind, e->states, e->open);
	/* What settles can be finished. */
	if (e->flags & ENTRY_SETTLES && (e->open == NULL || field_find(e->fields, "state") == NULL))
		WRONG("%s: \"%s\" is never open", kind->name, e->name);
	check_who_lengths(kind, e->who);
	check_who_lengths(kind, e->edit);
	check_field_lists(kind, e->fields);
	check_assignments(kind, e->fields, e->fields, e->fills);
	for (const struct act *a = e->acts; a != NULL && a->name != NULL; a++) {
		LENGTHS(kind, a->states, a->from, a->asks, a->not_by);
		check_who_lengths(kind, a->who);
	}
}

static void
check_lists(const struct kind *kind)
{
	LENGTHS(kind, kind->states_of, kind->ends_with);
	check_field_lists(kind, kind->fields);
	for (const struct state *s = kind->states; s->name != NULL; s++) {
		LENGTHS(kind, s->judged, s->kept);
		check_who_lengths(kind, s->edit);
	}
	for (const struct move *m = kind->moves; m->name != NULL; m++) {
		LENGTHS(kind, m->from, m->asks, m->needs);
		check_who_lengths(kind, m->who);
	}
	for (const struct offer *o = kind->offers; o != NULL && o->name != NULL; o++)
		check_lengths(kind, o->states);
	for (const struct effect *e = kind->effects; e != NULL && e->at != NULL; e++)
		check_lengths(kind, e->in);
	for (const struct entry *e = kind->entries; e != NULL && e->name != NULL; e++)
		check_entry_lists(kind, e);
}

/* What an official print says names fields of the record and terms about it. */
static void
check_paper(const struct kind *kind)
{
	const struct paper *p = kind->print;
	const char *const lists[] = { p->issuer, p->to, p->grounds, p->body, p->date, p->facts, p->until };
	char name[WORD_MAX];

	for (size_t i = 0; i < ARRAY_LEN(lists); i++)
		for (const char *at = lists[i]; word_next(&at, name);)
			if (field_find(kind->fields, name) == NULL)
				WRONG("%s: the print shows \"%s\", which is no field", kind->name, name);
	if (p->mine != NULL && !is_fact(kind, p->mine))
		WRONG("%s: it prints for those of whom \"%s\" is true, which is no fact", kind->name, p->mine);
	if ((p->until == NULL) != (p->within == NULL))
		WRONG("%s: a last day has its days, and days their last day", kind->name);
	if (p->within != NULL)
		check_term(kind, NULL, p->within);
	check_conditions(kind, NULL, p->copied);
}

static void
rows_name_what_is_there(void **state)
{
	(void)state;
	for (size_t i = 0; kinds[i] != NULL; i++) {
		check_objections(kinds[i]);
		check_lists(kinds[i]);
		if (kinds[i]->print != NULL)
			check_paper(kinds[i]);
		for (const struct effect *e = kinds[i]->effects; e != NULL && e->at != NULL; e++)
			check_effect(kinds[i], e);
	}
}

/* ---- ceilings (issue 9, 1.3): what is kept in an array of fixed size fits for every kind there is */

static void
ceilings_hold(void **state)
{
	(void)state;
	for (size_t i = 0; kinds[i] != NULL; i++) {
		size_t columns = EXPORT_COMMON, filters = 0, locked = 0;

		for (const struct field *f = kinds[i]->fields; f->name != NULL; f++) {
			columns++;
			filters += (f->flags & FILTER) != 0;
		}
		for (const struct entry *e = kinds[i]->entries; e != NULL && e->name != NULL; e++)
			locked += e->locked != NULL;
		if (columns > EXPORT_COLUMNS)
			WRONG("%s has more columns than an export takes", kinds[i]->name);
		if (LIST_COMMON + field_count(kinds[i]->fields) > LIST_COLUMNS_MAX)
			WRONG("%s has more columns than a set of a list has bits", kinds[i]->name);
		/* Two for each filter, and those that every list has. */
		if (2 * filters + 16 > LIST_ARGS_MAX)
			WRONG("%s has more filters than a list takes", kinds[i]->name);
		if (locked > STATING_SORTS)
			WRONG("%s has more entries that a change states than its page takes", kinds[i]->name);
	}
}

static size_t
count_columns(const struct report_column *columns)
{
	size_t n = 0;

	while (columns[n].name != NULL)
		n++;
	return (n);
}

/* A file of a course begins each line with the name of its table. */
static void
check_ledger(const struct kind *kind)
{
	size_t tables = 0;

	if (LEDGER_COMMON + count_columns(kind->ledger->columns) > LEDGER_COLUMNS)
		WRONG("%s has more columns than the ledger takes", kind->name);
	for (const struct report_table *t = kind->ledger->course; t != NULL && t->name != NULL; t++, tables++)
		if (1 + count_columns(t->columns) > LEDGER_COLUMNS)
			WRONG("%s: the table \"%s\" has more columns than a course takes", kind->name, t->name);
	if (tables > LEDGER_TABLES)
		WRONG("%s has more tables than a course takes", kind->name);
}

static void
the_ledger_has_room(void **state)
{
	size_t n = 0;

	(void)state;
	for (size_t i = 0; kinds[i] != NULL; i++)
		if (kinds[i]->ledger != NULL) {
			check_ledger(kinds[i]);
			n++;
		}
	assert_true(n <= LEDGER_KINDS);
}

/* What is done at once from my work: further moves would have no tick. */
static void
my_work_has_room(void **state)
{
	size_t n = 0;

	(void)state;
	for (size_t i = 0; kinds[i] != NULL; i++)
		for (const struct move *m = kinds[i]->moves; m->name != NULL; m++)
			n += m->flags & MOVE_BULK && m->flags & MOVE_WAITS;
	assert_true(n <= WORK_BAR_MOVES);
}

/* Each series of a chart has a colour of its own. */
static void
charts_have_colours(void **state)
{
	(void)state;
	for (size_t i = 0; kinds[i] != NULL; i++)
		for (const struct drawn *d = kinds[i]->drawn; d != NULL && d->field != NULL; d++) {
			const struct field *f = field_find(kinds[i]->fields, d->field);
			size_t n = d->none != NULL;

			if (f == NULL || f->type != FIELD_CHOICE) {
				WRONG("%s draws \"%s\", which is no choice", kinds[i]->name, d->field);
				continue;
			}
			while (f->choices[n - (d->none != NULL)] != NULL)
				n++;
			if (n > CHART_COLOURS)
				WRONG("%s draws \"%s\" in more series than there are colours", kinds[i]->name, d->field);
		}
}

static bool
has_report(const struct kind *kind, const char *name)
{
	for (const struct report *r = kind->reports; r != NULL && r->name != NULL; r++)
		if (str_eq(r->name, name))
			return (true);
	return (false);
}

static void
check_in_section(const struct kind *kind, const struct section *section, const char *name, const struct section *other)
{
	if (field_find(kind->fields, name) == NULL && kind_entry(kind, name) == NULL && !has_report(kind, name))
		WRONG("%s: section %s holds \"%s\", which is nothing", kind->name, section->name, name);
	for (const struct section *x = other; x != section; x++)
		if (str_has_word(x->fields, name) || str_has_word(x->entries, name) || str_has_word(x->reports, name))
			WRONG("%s: \"%s\" stands in sections %s and %s", kind->name, name, x->name, section->name);
}

/* A section of a record's page holds what is there, and nothing stands in two of them (issue 11, point 1). */
static void
check_section(const struct kind *kind, const struct section *section, const char *list, const struct section *other)
{
	char name[WORD_MAX];

	for (const char *at = section->states; at != NULL && word_next(&at, name);)
		if (kind_state(kind, name) == NULL)
			WRONG("%s: section %s belongs to state \"%s\", which is none", kind->name, section->name, name);
	for (const char *at = list; at != NULL && word_next(&at, name);)
		check_in_section(kind, section, name, other);
	if (section->counted != NULL && !str_has_word(section->entries, section->counted))
		WRONG("%s: section %s counts \"%s\", which is not in it", kind->name, section->name, section->counted);
	if (section->panel != 0 && kind_panel(kind, section->panel) == NULL)
		WRONG("%s: section %s has a panel that the kind has not", kind->name, section->name);
}

static void
sections_hold_what_is_there(void **state)
{
	(void)state;
	for (size_t i = 0; kinds[i] != NULL; i++)
		for (const struct section *x = kinds[i]->sections; x != NULL && x->name != NULL; x++) {
			check_section(kinds[i], x, x->fields, kinds[i]->sections);
			check_section(kinds[i], x, x->entries, kinds[i]->sections);
			check_section(kinds[i], x, x->reports, kinds[i]->sections);
		}
}

/* ---- terms */

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON },
	{ "sort", FIELD_LINE, 0 },
	{ "people", FIELD_ACCOUNTS, 0 },
	{ "amount", FIELD_MONEY, 0 },
	{ "due_on", FIELD_DATE, 0 },
	{ "count", FIELD_INT, DERIVED },
	{ "reason", FIELD_TEXT, 0 },
	{ NULL }
};
static const struct state states[] = { { "open", "" }, { NULL } };
static const struct kind thing = { .name = "thing", .fields = fields, .states = states };

struct scene {
	struct ctx *c;
	struct record rec;
	struct form *form;
};

static struct scene
scene(void **state)
{
	struct scene s = { .c = mem_new(NULL, struct ctx) };

	*state = s.c;
	s.c->me = mem_new(s.c, struct member);
	s.c->me->id_text = "7";
	snprintf(s.c->today, sizeof s.c->today, "2026-11-30");
	s.rec = (struct record){ .kind = &thing, .id = "5", .number = "THG-2026-0001", .state = "open", .version = 3, .fields = form_new(s.c, "thing", fields) };
	form_set(s.rec.fields, "sort", "a");
	form_set(s.rec.fields, "people", "7,8");
	form_set(s.rec.fields, "amount", "9.50");
	s.form = form_new(s.c, "thing", fields + 1);
	form_set(s.form, "sort", "b");
	form_set(s.form, "amount", "10.00");
	form_set(s.form, "due_on", "2026-12-01");
	form_set(s.form, "reason", "x");
	return (s);
}

static void
conditions_hold(void **state)
{
	struct scene s = scene(state);
	static const struct { const char *conditions; bool holds; } cases[] = {
		{ NULL, true }, { "", true },
		{ "sort", true }, { "!sort", false }, { "@title", false }, { "!@title", true },
		{ "sort=b", true }, { "@sort=a", true }, { "sort=a|b", true }, { "sort=a", false }, { "!sort=@sort", true }, { "sort=$sort", true },
		{ "@people~:me", true }, { "@people~9", false }, { "people~:me", false },
		{ "@amount<$amount", true }, { "amount<@amount", false }, { "amount<10.00", false },
		{ ":today<$due_on", true }, { "due_on<:today", false }, { "@due_on<:today", false },
		{ "@version=3", true }, { "@state=open|shut", true }, { "@id=5", true },
		/* A text of one letter says nothing. */
		{ "reason", false },
		{ "sort=b @people~:me", true }, { "sort=b @people~9", false },
		/* There are no facts yet. */
		{ "#ready", false }, { "!#ready", false },
		{ "^sort", false },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		if (term_holds(s.c, &s.rec, s.form, cases[i].conditions) != cases[i].holds)
			fail_msg("\"%s\" should be %s", cases[i].conditions, cases[i].holds ? "true" : "false");
	mem_free(s.c);
}

static void
assignments_fill_in(void **state)
{
	struct scene s = scene(state);
	const char *at = "title=@number sort=c?sort=a sort=d?sort=b&@people~:me count=+1 reason= due_on=@due_on|:today people=:me";
	static const char *const said[] = { "title", "THG-2026-0001", "sort", "d", "count", "1", "reason", "", "due_on", "2026-11-30", "people", "7" };
	struct assignment a;
	size_t n = 0;

	while (term_next(s.c, &s.rec, s.form, false, &at, &a)) {
		assert_true(n < ARRAY_LEN(said));
		assert_string_equal(a.field, said[n++]);
		assert_string_equal(a.value, said[n++]);
	}
	assert_int_equal(n, ARRAY_LEN(said));
	mem_free(s.c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_name_what_is_there),
		cmocka_unit_test(ceilings_hold),
		cmocka_unit_test(the_ledger_has_room),
		cmocka_unit_test(my_work_has_room),
		cmocka_unit_test(charts_have_colours),
		cmocka_unit_test(sections_hold_what_is_there),
		cmocka_unit_test(conditions_hold),
		cmocka_unit_test(assignments_fill_in),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
