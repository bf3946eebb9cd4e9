/* SPDX-License-Identifier: ISC */
/* Where a column can go: the fields of the kind that people fill in or that it may bring, and what an imported record says besides. */
#include "base/str.h"
#include "import/import.h"
#include "import/names.h"
#include "view/words.h"

#include <string.h>

/* TO ADD ONE: a row, what row.c makes of it, words "import.field.<name>" and "import.heads.<name>" ("a|b|c": what heads call it). */
static const struct field extras[] = {
	{ "old_number", FIELD_LINE, .max = 100 },
	{ "state", FIELD_CHOICE },
	{ "submitter", FIELD_LINE, .max = 100 },
	{ "created_on", FIELD_DATE, .earliest = "today-18263", .latest = "today" },
	{ "submitted_on", FIELD_DATE, .earliest = "created_on", .latest = "today" },
	{ "closed_on", FIELD_DATE, .earliest = "created_on", .latest = "today" },
	{ "due", FIELD_DATE, .earliest = "created_on" },
	{ NULL }
};

static const char *const languages[] = { "zh_CN", "en" };

/* ---- building them */

static size_t
count(const struct field *fields)
{
	size_t n = 0;

	while (fields[n].name != NULL)
		n++;
	return (n);
}

/* The table that a form is read by has all fields, so that a record has all columns. */
static struct field *
opened(const void *parent, const struct kind *kind)
{
	size_t n = count(kind->fields);
	struct field *fields = mem_array(parent, struct field, n + 1);

	for (size_t i = 0; i < n; i++) {
		fields[i] = kind->fields[i];
		if (str_has_word(str_or(kind->imported->fields, ""), fields[i].name))
			fields[i].flags &= ~(unsigned)(DERIVED | REQUIRED);
	}
	return (fields);
}

static const char *const *
state_names(const void *parent, const struct imported *imported)
{
	const char **names;
	size_t n = 0;

	while (imported->states[n].name != NULL)
		n++;
	names = mem_array(parent, const char *, n + 1);
	for (size_t i = 0; i < n; i++)
		names[i] = imported->states[i].name;
	return (names);
}

/* A due date that is a field of the kind is none besides. */
static struct field *
extras_of(const void *parent, const struct kind *kind)
{
	struct field *fields = mem_array(parent, struct field, ARRAY_LEN(extras));
	size_t k = 0;

	for (size_t i = 0; extras[i].name != NULL; i++) {
		if (field_find(kind->fields, extras[i].name) != NULL)
			continue;
		fields[k] = extras[i];
		if (fields[k].type == FIELD_CHOICE)
			fields[k].choices = state_names(parent, kind->imported);
		k++;
	}
	return (fields);
}

static const char *
key_of(const void *parent, const struct targets *t, const struct target *target, const char *choice)
{
	return (target->is_extra ? mem_fmt(parent, "%s.state.%s", t->kind->name, choice) : mem_fmt(parent, "%s.%s.%s", t->kind->name, target->name, choice));
}

/* "a|b|c" of the catalogue; a key that it does not know says nothing. */
static void
add_words(struct names *names, const char *key, const char *id)
{
	char **word_, **all;

	for (size_t i = 0; i < ARRAY_LEN(languages); i++) {
		if (!words_known(languages[i], key))
			continue;
		words_use(languages[i]);
		all = str_split(names, mem_str(names, word(key)), '|');
		for (word_ = all; *word_ != NULL; word_++)
			names_add(names, *word_, id, id);
	}
}

static void
add_choice(const void *parent, const struct targets *t, struct target *target, const char *choice)
{
	names_add(target->values, choice, choice, choice);
	add_words(target->values, key_of(parent, t, target, choice), choice);
	add_words(target->values, mem_fmt(parent, "import.same.%s.%s", target->name, choice), choice);
}

/* What its values are called. A few numbers may have names as well: "P1", "高". */
static void
add_values(const void *parent, const struct targets *t, struct target *target)
{
	const struct field *f = target->field;

	if (f->choices == NULL && f->type != FIELD_FLAG && (f->type != FIELD_INT || f->max - f->min > 10))
		return;
	target->values = names_new(parent);
	for (const char *const *choice = f->choices; choice != NULL && *choice != NULL; choice++)
		add_choice(parent, t, target, *choice);
	for (int i = f->min; f->type == FIELD_INT && i <= f->max; i++)
		add_choice(parent, t, target, mem_fmt(parent, "%d", i));
	if (f->type != FIELD_FLAG)
		return;
	add_words(target->values, "import.same.yes", "1");
	add_words(target->values, "import.same.no", "0");
}

static void
add_all(struct targets *t, const struct field *fields, bool is_extra)
{
	for (const struct field *f = fields; f->name != NULL; f++) {
		if (f->flags & DERIVED || f->type == FIELD_FILE || f->type == FIELD_PASSWORD)
			continue;
		t->list[t->n] = (struct target){ .name = f->name, .field = f, .is_extra = is_extra };
		add_values(t, t, &t->list[t->n++]);
	}
}

struct targets *
targets_of(const void *parent, const struct kind *kind)
{
	struct targets *t = mem_new(parent, struct targets);
	const char *language = words_language();

	t->kind = kind;
	t->fields = opened(t, kind);
	t->extras = extras_of(t, kind);
	t->list = mem_array(t, struct target, count(t->fields) + ARRAY_LEN(extras));
	add_all(t, t->fields, false);
	add_all(t, t->extras, true);
	words_use(language);
	return (t);
}

const struct target *
target_named(const struct targets *t, const char *name)
{
	for (size_t i = 0; i < t->n; i++)
		if (str_eq(t->list[i].name, name))
			return (&t->list[i]);
	return (NULL);
}

/* ---- what they are called */

/* A kind's own word for a field, else the shared one. */
static const char *
label_key(const void *parent, const struct kind *kind, const char *field)
{
	const char *own = mem_fmt(parent, "%s.field.%s", kind->name, field);

	return (words_known("zh_CN", own) ? own : mem_fmt(parent, "field.%s", field));
}

const char *
target_label(const void *parent, const struct targets *t, const struct target *target)
{
	return (target->is_extra ? word(mem_fmt(parent, "import.field.%s", target->name)) : word(label_key(parent, t->kind, target->name)));
}

const char *
target_word(const void *parent, const struct targets *t, const struct target *target, const char *choice)
{
	const char *key = key_of(parent, t, target, choice);

	return (words_known(words_language(), key) ? word(key) : choice);
}

const char *
target_choices(const void *parent, const struct targets *t, const struct target *target)
{
	struct buf *b = buf_new(parent);

	for (const char *const *choice = target->field->choices; choice != NULL && *choice != NULL; choice++)
		buf_fmt(b, "%s%s", b->len > 0 ? word(N_(", ")) : "", target_word(parent, t, target, *choice));
	return (b->data);
}

/* ---- which one a head names */

static void
add_heads(const void *parent, struct names *names, const struct targets *t)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct target *target = &t->list[i];

		names_add(names, target->name, target->name, "");
		add_words(names, target->is_extra ? mem_fmt(parent, "import.field.%s", target->name) : label_key(parent, t->kind, target->name), target->name);
		add_words(names, mem_fmt(parent, "import.heads.%s", target->name), target->name);
	}
}

/* Columns of our own lists that an import does not take: who is responsible is decided anew, and the rest happens by itself. */
static void
add_left_out(const void *parent, struct names *names, const struct targets *t)
{
	static const char *const besides[] = { "owner_name", "changed_at" };

	for (size_t i = 0; i < ARRAY_LEN(besides); i++)
		add_words(names, mem_fmt(parent, "field.%s", besides[i]), IMPORT_LEFT_OUT);
	for (const struct field *f = t->fields; f->name != NULL; f++)
		if (f->flags & DERIVED) {
			names_add(names, f->name, IMPORT_LEFT_OUT, "");
			add_words(names, label_key(parent, t->kind, f->name), IMPORT_LEFT_OUT);
		}
}

const char *
target_guess(const void *parent, const struct targets *t, const char *head)
{
	const char *language = words_language(), *guess = "";
	struct names *heads = names_new(parent), *others = names_new(parent);
	const struct name *found;
	size_t n;

	add_heads(parent, heads, t);
	add_left_out(parent, others, t);
	words_use(language);
	found = names_find(heads, head, &n);
	if (n == 0)
		found = names_find(others, head, &n);
	/* What two fields are called is decided by a person. */
	if (n == 1)
		guess = mem_str(parent, found->id);
	mem_free(heads);
	mem_free(others);
	return (guess);
}
