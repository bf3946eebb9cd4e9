/* SPDX-License-Identifier: ISC */
/* What was typed as a reference: does it exist here, and which id has it? */
#include "base/str.h"
#include "record/record.h"

#include <stdlib.h>
#include <string.h>

struct lookup {
	struct input *input;
	struct rows *rows;
};

static size_t
values_in(const struct input *in)
{
	size_t n = 1;

	for (const char *p = in->value; *p != '\0'; p++)
		n += *p == ',';
	return (n);
}

/* Queue one look-up per value; several values are separated by commas. */
static size_t
ask_one(struct ctx *c, struct input *in, struct lookup *to)
{
	char **values = str_split(c, mem_str(c, in->value), ',');
	size_t n = 0;

	for (; values[n] != NULL; n++) {
		const char *value = values[n];

		to[n].input = in;
		if (in->field->type == FIELD_DEPARTMENT)
			db_ask(c->db, c, STMT_DEPARTMENT_RESOLVE, &to[n].rows, ARGS(c->site_id, value));
		else if (in->field->type == FIELD_RECORD || in->field->type == FIELD_RECORDS)
			db_ask(c->db, c, in->field->in == NULL ? STMT_RECORD_RESOLVE : STMT_RECORD_RESOLVE_HELD, &to[n].rows,
			    ARGS(c->site_id, value, in->field->ref));
		else
			db_ask(c->db, c, STMT_MEMBER_RESOLVE, &to[n].rows, ARGS(c->site_id, value));
	}
	return (n);
}

static bool
is_reference(const struct input *in)
{
	switch (in->field->type) {
	case FIELD_ACCOUNT:
	case FIELD_ACCOUNTS:
	case FIELD_DEPARTMENT:
	case FIELD_RECORD:
	case FIELD_RECORDS:
		return (!str_empty(in->value) && in->complaint == NULL);
	default:
		return (false);
	}
}

static bool
is_list(const struct field *f)
{
	return (f->type == FIELD_ACCOUNTS || f->type == FIELD_RECORDS);
}

static int
by_number(const void *a, const void *b)
{
	const char *x = *(char *const *)a, *y = *(char *const *)b;
	size_t n = strlen(x), m = strlen(y);

	return (n != m ? (n > m) - (n < m) : strcmp(x, y));
}

/* Written as the database gives it back, in an order of their own, so that the same choice is no change. */
static const char *
list_of(struct ctx *c, char **ids, size_t n)
{
	qsort(ids, n, sizeof *ids, by_number);
	return (form_array(c, ids));
}

/* The ids of one field's look-ups, or a complaint. */
static size_t
take(struct ctx *c, struct form *form, const struct lookup *found, size_t n)
{
	struct input *in = found[0].input;
	char **ids = mem_array(c, char *, n + 1);
	size_t i;

	for (i = 0; i < n && found[i].input == in; i++) {
		if (rows_count(found[i].rows) == 0)
			form_complain(form, in->field->name, N_("Not found in this site. Choose from the list or check the number."), NULL);
		else
			ids[i] = mem_str(c, rows_text(found[i].rows, 0, "id"));
	}
	if (in->complaint == NULL)
		in->stored = is_list(in->field) ? list_of(c, ids, i) : ids[0];
	if (in->complaint == NULL && in->field->in != NULL)
		in->state = rows_text(found[0].rows, 0, "state");
	return (i);
}

struct err *
record_resolve(struct ctx *c, struct form *form)
{
	struct lookup *found;
	size_t n = 0, asked = 0;

	for (size_t i = 0; i < form->n; i++)
		n += is_reference(&form->inputs[i]) ? values_in(&form->inputs[i]) : 0;
	if (n == 0)
		return (OK);
	found = mem_array(c, struct lookup, n);
	for (size_t i = 0; i < form->n; i++)
		if (is_reference(&form->inputs[i]))
			asked += ask_one(c, &form->inputs[i], found + asked);
	TRY(db_wait(c->db));
	for (size_t i = 0; i < asked;)
		i += take(c, form, found + i, asked - i);
	return (OK);
}
