/* SPDX-License-Identifier: ISC */
#include "form/form.h"

#include "base/fold.h"
#include "base/str.h"
#include "form/check.h"
#include <string.h>

enum { VALUES_MAX = 200 }; /* of one field that takes several */

char *
form_text(const void *parent, const char *typed)
{
	return (check_clean(parent, FIELD_TEXT, typed));
}

char *
form_line(const void *parent, const char *typed)
{
	return (check_clean(parent, FIELD_LINE, typed));
}

struct form *
form_new(const void *parent, const char *name, const struct field *fields)
{
	struct form *form = mem_new(parent, struct form);

	form->name = mem_str(form, name);
	form->ok = true;
	for (const struct field *f = fields; f != NULL && f->name != NULL; f++)
		form->n++;
	form->inputs = mem_array(form, struct input, form->n);
	for (size_t i = 0; i < form->n; i++)
		form->inputs[i] = (struct input){ .field = &fields[i], .value = "" };
	return (form);
}

struct input *
form_input(struct form *form, const char *field)
{
	for (size_t i = 0; i < form->n; i++)
		if (str_eq(form->inputs[i].field->name, field))
			return (&form->inputs[i]);
	return (NULL);
}

static const struct input *
find(const struct form *form, const char *field)
{
	for (size_t i = 0; i < form->n; i++)
		if (str_eq(form->inputs[i].field->name, field))
			return (&form->inputs[i]);
	return (NULL);
}

const char *
form_value(const struct form *form, const char *field)
{
	const struct input *input = find(form, field);

	return (input == NULL ? "" : input->value);
}

const char *
form_stored(const struct form *form, const char *field)
{
	const struct input *input = find(form, field);

	return (input == NULL ? NULL : input->stored);
}

/* Values while they are gathered. */
struct parts {
	char **part;            /* NULL-terminated */
	size_t n;
};

enum { DIFFERENT_MAX = 2 * VALUES_MAX }; /* above this number duplicates are not looked for, because there are too many values anyway */

static void
add_part(const void *parent, struct parts *parts, const char *value, size_t len)
{
	char *part = mem_strn(parent, value, len);

	for (size_t i = 0; i < parts->n && parts->n <= DIFFERENT_MAX; i++)
		if (str_eq(parts->part[i], part))
			return;
	/* Doubling, with room for the end. */
	if ((parts->n & (parts->n + 1)) == 0)
		parts->part = mem_grow(parent, parts->part, sizeof *parts->part, parts->n + (parts->part != NULL), 2 * parts->n + 2);
	parts->part[parts->n++] = part;
}

/* Bytes of what separates values, if that comes next. */
static size_t
mark_at(const char *s)
{
	static const char pause[] = "、";

	if (*s == ',' || *s == ';' || *s == ' ')
		return (1);
	return (str_starts(s, pause) ? strlen(pause) : 0);
}

/* The values of ${typed}, separated by commas, semicolons, blanks or line ends, also Chinese ones; empty ones are none. */
static void
add_parts(const void *parent, struct parts *parts, const char *typed)
{
	const char *p = fold_text(parent, typed);
	size_t n, mark;

	for (; *p != '\0'; p += n + mark) {
		for (n = 0; p[n] != '\0' && mark_at(p + n) == 0; n++)
			;
		mark = mark_at(p + n);
		if (n > 0)
			add_part(parent, parts, p, n);
	}
}

static void
read_list(struct form *form, struct input *input, form_source *source, void *arg)
{
	struct parts parts = { 0 };
	const char *typed;
	size_t from = 0;

	while ((typed = source(arg, input->field->name, &from)) != NULL)
		add_parts(form, &parts, typed);
	if (parts.n == 0)
		return;
	check_values(form, input, parts.part);
	/* Takes all values or none, so that nothing is dropped silently (case H). */
	if (parts.n > VALUES_MAX) {
		input->stored = NULL;
		input->complaint = N_("You chose more than the %1 that are possible here. The portal has not dropped any: remove some, or submit the rest separately.");
		input->complaint_arg = mem_fmt(form, "%d", VALUES_MAX);
	}
}

static void
read_one(struct form *form, struct input *input, form_source *source, void *arg)
{
	size_t from = 0;
	const char *typed = source(arg, input->field->name, &from);

	input->value = typed == NULL ? "" : check_clean(form, input->field->type, typed);
	if (input->field->flags & CODE)
		input->value = fold_text(form, input->value);
	if (*input->value != '\0')
		check_value(form, input);
}

/* Is ${value} one of the comma-separated ${values}? */
static bool
among(const char *values, const char *value)
{
	size_t n = strlen(value);

	for (const char *p = values; p != NULL; p = strchr(p, ',')) {
		p += *p == ',';
		if (strncmp(p, value, n) == 0 && (p[n] == '\0' || p[n] == ','))
			return (true);
	}
	return (false);
}

/*
 * The field whose answer decides whether ${field} is asked; NULL when nothing
 * decides, or when it is not filled in here (a move that asks only some
 * fields), so that the answer cannot be known: then it is asked.
 */
static const struct input *
asker(const struct form *form, const struct field *field)
{
	const char *equals = field->when == NULL ? NULL : strchr(field->when, '=');
	size_t n = equals == NULL ? 0 : (size_t)(equals - field->when);

	for (size_t i = 0; i < form->n && equals != NULL; i++) {
		const struct field *f = form->inputs[i].field;

		if (strncmp(f->name, field->when, n) == 0 && f->name[n] == '\0' &&
		    (f->flags & DERIVED) == 0)
			return (&form->inputs[i]);
	}
	return (NULL);
}

static bool
is_required(const struct form *form, const struct field *field)
{
	/* A field that may not apply cannot be required. */
	return ((field->flags & REQUIRED) != 0 && field->type != FIELD_FILE &&
	    (field->when == NULL || asker(form, field) != NULL));
}

static const char *
missing(const struct field *field)
{
	if (field->type == FIELD_FLAG)
		return (N_("Tick this to continue."));
	return (field->choices != NULL ? N_("Choose an answer.") : N_("Fill this in."));
}

/*
 * Answers to questions that are not asked are forgotten, but stay in a form that is shown again:
 * the mistake may be in the answer that asks.  Those that are asked and required must be there.
 */
static void
finish(struct form *form, struct input *input)
{
	if (!form_asks(form, input->field)) {
		*input = (struct input){ .field = input->field, .value = "", .typed = input->value };
		return;
	}
	if (input->complaint == NULL && is_required(form, input->field)) {
		if (*input->value == '\0')
			input->complaint = missing(input->field);
		/* A condition must not be satisfiable with the letter "x". */
		else if (input->field->type == FIELD_TEXT && !str_says(input->value))
			input->complaint = N_("Write at least one full sentence. A single word or symbol is not enough.");
	}
	if (input->complaint != NULL)
		form->ok = false;
}

struct form *
form_read(const void *parent, const char *name, const struct field *fields, form_source *source,
    void *arg)
{
	struct form *form = form_new(parent, name, fields);

	for (size_t i = 0; i < form->n; i++) {
		struct input *input = &form->inputs[i];

		if ((input->field->flags & DERIVED) != 0)
			continue;
		if (field_is_list(input->field))
			read_list(form, input, source, arg);
		else
			read_one(form, input, source, arg);
	}
	/* Checked only now, because "when" may refer to a field further down. */
	for (size_t i = 0; i < form->n; i++)
		if ((form->inputs[i].field->flags & DERIVED) == 0)
			finish(form, &form->inputs[i]);
	return (form);
}

static void
set_list(struct form *form, struct input *input, const char *value)
{
	struct parts parts = { 0 };
	struct buf *joined = buf_new(form);

	if (*value == '{')
		for (char **item = form_array_items(form, value); *item != NULL; item++)
			add_part(form, &parts, *item, strlen(*item));
	else
		add_parts(form, &parts, value);
	for (size_t i = 0; i < parts.n; i++)
		buf_fmt(joined, "%s%s", i == 0 ? "" : ",", parts.part[i]);
	input->value = joined->data;
	input->stored = parts.n == 0 ? NULL : form_array(form, parts.part);
}

void
form_set(struct form *form, const char *field, const char *value)
{
	struct input *input = form_input(form, field);

	if (input == NULL)
		return;
	input->complaint = input->complaint_arg = NULL;
	input->value = "";
	input->stored = NULL;
	if (str_empty(value))
		return;
	if (field_is_list(input->field)) {
		set_list(form, input, value);
	} else if (input->field->type == FIELD_FLAG) {
		bool on = strchr("t1yo", value[0]) != NULL && !str_eq(value, "off");

		input->value = on ? "1" : "";
		input->stored = on ? "true" : "false";
	} else {
		input->value = input->stored = mem_str(form, value);
	}
}

void
form_complain(struct form *form, const char *field, const char *key, const char *arg)
{
	struct input *input = field == NULL ? NULL : form_input(form, field);
	const char **complaint = input == NULL ? &form->complaint : &input->complaint;
	const char **complaint_arg = input == NULL ? &form->complaint_arg : &input->complaint_arg;

	form->ok = false;
	/* The first complaint is the one to begin with. */
	if (*complaint != NULL)
		return;
	*complaint = mem_str(form, key);
	*complaint_arg = mem_str(form, arg);
}

char *
form_array(const void *parent, char **values)
{
	struct buf *out = buf_new(parent);

	buf_putc(out, '{');
	for (char **v = values; *v != NULL; v++) {
		buf_put(out, v == values ? "\"" : ",\"");
		for (const char *p = *v; *p != '\0'; p++) {
			if (*p == '"' || *p == '\\')
				buf_putc(out, '\\');
			buf_putc(out, *p);
		}
		buf_putc(out, '"');
	}
	buf_putc(out, '}');
	return (out->data);
}

char **
form_array_items(const void *parent, const char *array)
{
	char **items = mem_array(parent, char *, strlen(array) + 1);
	size_t n = 0;

	for (const char *p = array + (*array == '{'); *p != '\0' && *p != '}';) {
		struct buf *item = buf_new(parent);
		bool quoted = *p == '"';

		for (p += quoted; *p != '\0' && (quoted ? *p != '"' : *p != ',' && *p != '}'); p++) {
			p += *p == '\\' && p[1] != '\0';
			buf_putc(item, *p);
		}
		items[n++] = item->data;
		p += quoted && *p == '"';
		p += *p == ',';
	}
	return (items);
}

const char *
form_shown(const struct input *input)
{
	return (*input->value == '\0' && input->typed != NULL ? input->typed : input->value);
}

bool
form_asks(const struct form *form, const struct field *field)
{
	const struct input *other = asker(form, field);

	return (other == NULL || among(other->value, strchr(field->when, '=') + 1));
}

void
form_take_values(struct form *form, const struct form *typed)
{
	for (size_t i = 0; i < typed->n; i++) {
		struct input *in = form_input(form, typed->inputs[i].field->name);

		in->value = typed->inputs[i].value;
		in->stored = typed->inputs[i].stored;
		in->state = typed->inputs[i].state;
	}
}

void
form_take_complaints(struct form *form, const struct form *other)
{
	if (other->complaint != NULL)
		form_complain(form, NULL, other->complaint, other->complaint_arg);
	for (size_t i = 0; i < other->n; i++)
		if (other->inputs[i].complaint != NULL)
			form_complain(form, other->inputs[i].field->name, other->inputs[i].complaint, other->inputs[i].complaint_arg);
}
