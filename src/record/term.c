/* SPDX-License-Identifier: ISC */
#include "record/term.h"

#include "base/date.h"
#include "base/str.h"

#include <string.h>

/* Where a term is looked up. */
struct scope {
	struct ctx *c;
	const struct record *rec;
	const struct form *form;
	bool typed;
};

static const char *value_of(const struct scope *s, const char *term);

/* ---- values */

static const char *
of_form(const struct scope *s, const struct form *form, const char *name)
{
	const struct input *in = form_input((struct form *)form, name);

	if (in == NULL)
		return ("");
	switch (in->field->type) {
	case FIELD_ACCOUNT:
	case FIELD_DEPARTMENT:
	case FIELD_RECORD:
		return (s->typed ? in->value : str_or(in->stored, ""));
	default:
		return (in->value);
	}
}

/* What every record has, whatever its kind. */
static const char *
of_record(const struct scope *s, const char *name)
{
	const struct record *rec = s->rec;
	const struct { const char *name, *value; } own[] = {
		{ "id", rec->id }, { "state", rec->state }, { "number", rec->number }, { "author_id", rec->author_id }, { "owner_id", rec->owner_id },
		{ "department_id", rec->department_id }, { "due", rec->due }, { "title", rec->title },
	};

	if (str_eq(name, "version"))
		return (mem_fmt(s->c, "%lld", (long long)rec->version));
	if (form_input(rec->fields, name) != NULL)
		return (of_form(s, rec->fields, name));
	for (size_t i = 0; i < ARRAY_LEN(own); i++)
		if (str_eq(own[i].name, name))
			return (str_or(own[i].value, ""));
	return ("");
}

static const char *
of_entry(const struct scope *s, const char *name)
{
	const struct entry_row *row = s->rec->entry;

	if (row == NULL)
		return ("");
	return (str_eq(name, "no") ? str_or(row->no, "") : of_form(s, row->fields, name));
}

static const char *
of_all(const struct scope *s, const char *name)
{
	if (s->form != NULL && form_input((struct form *)s->form, name) != NULL)
		return (of_form(s, s->form, name));
	if (s->rec->entry != NULL && form_input(s->rec->entry->fields, name) != NULL)
		return (of_form(s, s->rec->entry->fields, name));
	return (of_record(s, name));
}

/* "a=1 b=2 a=3", of "a": "1 3"; of the others: "2". */
static const char *
under_key(const struct scope *s, const char *list, const char *key, bool others)
{
	struct buf *b = buf_new(s->c);
	size_t n = strlen(key);
	char word[WORD_MAX];

	while (word_next(&list, word)) {
		bool is_its = n > 0 && strncmp(word, key, n) == 0 && word[n] == '=';

		if (is_its != others)
			buf_fmt(b, "%s%s", b->len > 0 ? " " : "", word + strcspn(word, "=") + 1);
	}
	return (b->data);
}

static const char *
of_facts(const struct scope *s, const char *fact)
{
	size_t n = strcspn(fact, "[");
	const char *name = mem_strn(s->c, fact, n), *key = fact + n + 1, *value;

	if (rows_count(s->rec->facts) == 0)
		return ("");
	value = rows_str(s->rec->facts, 0, name);
	if (fact[n] == '[') {
		bool others = *key == '!';

		key += others;
		return (under_key(s, value, value_of(s, mem_strn(s->c, key, strcspn(key, "]"))), others));
	}
	return (str_eq(value, "f") ? "" : value);
}

static const char *
of_moment(const struct scope *s, const char *name)
{
	char text[DATE_TEXT];
	int32_t today;
	int months;

	if (str_eq(name, "me"))
		return (str_or(s->c->me->id_text, ""));
	if (str_eq(name, "my_department"))
		return (s->c->me->department_id == 0 ? "" : mem_fmt(s->c, "%lld", (long long)s->c->me->department_id));
	if (str_eq(name, "now"))
		return (s->c->now);
	if (str_eq(name, "site"))
		return (s->c->site->name);
	months = str_eq(name, "in_a_month") ? 1 : str_eq(name, "in_a_year") ? 12 : 0;
	if (months == 0 || !date_read(s->c->today, &today))
		return (s->c->today);
	date_text(date_add_months(today, months), text);
	return (mem_str(s->c, text));
}

static const char *
of_rules(const struct scope *s, const char *name)
{
	for (size_t i = 0; i < RULE_COUNT; i++)
		if (str_eq(rule_fields[i].name, name))
			return (rule_text(s->c->site, (enum rule)i));
	return ("");
}

static const char *
value_of(const struct scope *s, const char *term)
{
	switch (*term) {
	case '$':
		return (of_all(s, term + 1));
	case '@':
		return (of_record(s, term + 1));
	case '^':
		return (of_entry(s, term + 1));
	case '#':
		return (of_facts(s, term + 1));
	case ':':
		return (of_moment(s, term + 1));
	case '%':
		return (of_rules(s, term + 1));
	default:
		return (of_all(s, term));
	}
}

/* Behind "=": a bare word is itself. */
static const char *
meant_by(const struct scope *s, const char *word)
{
	return (*word != '\0' && strchr("$@^#:%", *word) != NULL ? value_of(s, word) : word);
}

const char *
term_value(struct ctx *c, const struct record *rec, const struct form *form, const char *term)
{
	return (value_of(&(struct scope){ c, rec, form, false }, term));
}

const char *
term_meant(struct ctx *c, const struct record *rec, const struct form *form, const char *word)
{
	return (meant_by(&(struct scope){ c, rec, form, false }, word));
}

const char *
term_typed(struct ctx *c, const struct record *rec, const struct form *form, const char *term)
{
	return (value_of(&(struct scope){ c, rec, form, true }, term));
}

/* ---- conditions */

/* Where ${word} has its operator; the term on the left may hold one in brackets. */
static size_t
operator_at(const char *word)
{
	size_t depth = 0, i = 0;

	for (; word[i] != '\0'; i++) {
		depth += word[i] == '[';
		if (depth == 0 && strchr("=~<", word[i]) != NULL)
			break;
		depth -= word[i] == ']';
	}
	return (i);
}

static bool
is_amount(const char *s)
{
	return (*s != '\0' && s[strspn(s, "0123456789.")] == '\0');
}

/* Days and times as text compare like days and times; of amounts the one with more digits before the point is greater. */
static bool
is_less(const char *a, const char *b)
{
	size_t n = strcspn(a, "."), m = strcspn(b, ".");

	if (*a == '\0' || *b == '\0')
		return (false);
	if (is_amount(a) && is_amount(b) && n != m)
		return (n < m);
	return (strcmp(a, b) < 0);
}

static bool
is_any_of(const struct scope *s, const char *value, const char *words)
{
	char **each = str_split(s->c, mem_str(s->c, words), '|');

	for (size_t i = 0; each[i] != NULL; i++)
		if (str_eq(value, meant_by(s, each[i])))
			return (true);
	return (*words == '\0' && *value == '\0');
}

/* Lists are of words, or of items between commas. */
static bool
is_named(const char *list, const char *value)
{
	return (*value != '\0' && (str_has_word(list, value) || str_has_item(list, value)));
}

static bool
is_person(const struct scope *s, const char *people)
{
	char **each = str_split(s->c, mem_str(s->c, people), ',');

	for (size_t i = 0; each[i] != NULL; i++)
		if (record_is(s->c, s->rec, each[i]))
			return (true);
	return (false);
}

/* A text has to say something. */
static bool
says(const struct scope *s, const char *term)
{
	const struct input *in = s->form == NULL ? NULL : form_input((struct form *)s->form, term + (*term == '$'));
	const char *value = value_of(s, term);

	return (in != NULL && in->field->type == FIELD_TEXT ? str_says(value) : !str_empty(value));
}

static bool
holds_one(const struct scope *s, const char *word)
{
	size_t at = operator_at(word);
	const char *left = mem_strn(s->c, word, at), *right = word + at + 1;

	if (str_starts(word, "is:"))
		return (is_person(s, word + 3));
	switch (word[at]) {
	case '=':
		return (is_any_of(s, value_of(s, left), right));
	case '~':
		return (is_named(value_of(s, left), meant_by(s, right)));
	case '<':
		return (is_less(value_of(s, left), meant_by(s, right)));
	default:
		return (says(s, left));
	}
}

static bool
holds(const struct scope *s, const char *conditions)
{
	char word[WORD_MAX];

	while (word_next(&conditions, word)) {
		bool turned = word[0] == '!';

		if (strchr(word, '#') != NULL && rows_count(s->rec->facts) == 0)
			return (false);
		if (holds_one(s, word + turned) == turned)
			return (false);
	}
	return (true);
}

bool
term_holds(struct ctx *c, const struct record *rec, const struct form *form, const char *conditions)
{
	return (holds(&(struct scope){ c, rec, form, false }, conditions));
}

/* ---- assignments */

static const char *
counted(const struct scope *s, const char *field)
{
	int64_t n = 0;

	if (!str_to_int(of_record(s, field), 0, INT32_MAX - 1, &n))
		n = 0;
	return (mem_fmt(s->c, "%lld", (long long)n + 1));
}

static const char *
first_of(const struct scope *s, const char *words)
{
	char **each = str_split(s->c, mem_str(s->c, words), '|');
	const char *value = "";

	for (size_t i = 0; each[i] != NULL && *value == '\0'; i++)
		value = meant_by(s, each[i]);
	return (value);
}

static const char *
blanks_for(struct ctx *c, const char *conditions)
{
	char *copy = mem_str(c, conditions);

	for (char *p = copy; *p != '\0'; p++)
		*p = *p == '&' ? ' ' : *p;
	return (copy);
}

bool
term_next(struct ctx *c, const struct record *rec, const struct form *form, bool typed, const char **at, struct assignment *out)
{
	struct scope s = { c, rec, form, typed };
	char word[WORD_MAX];

	while (word_next(at, word)) {
		char *condition = strchr(word, '?'), *equals = strchr(word, '=');

		if (condition != NULL)
			*condition++ = '\0';
		if (equals == NULL || (condition != NULL && !holds(&s, blanks_for(c, condition))))
			continue;
		*equals++ = '\0';
		out->field = mem_str(c, word);
		out->value = str_eq(equals, "+1") ? counted(&s, word) : mem_str(c, first_of(&s, equals));
		return (true);
	}
	return (false);
}
