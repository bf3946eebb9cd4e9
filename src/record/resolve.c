/* SPDX-License-Identifier: ISC */
/* What was typed as a reference: does it exist here, and which id has it? */
#include "base/str.h"
#include "record/record.h"

#include <stdlib.h>
#include <string.h>

struct lookup {
	size_t n;               /* values */
	struct rows *rows;
};

/* One look-up per field, however many values it has; several are separated by commas. */
static void
ask_one(struct ctx *c, struct input *in)
{
	char **values = str_split(c, mem_str(c, in->value), ','), *all = form_array(c, values);
	struct lookup *to = in->lookup = mem_new(c, struct lookup);

	while (values[to->n] != NULL)
		to->n++;
	if (in->field->type == FIELD_DEPARTMENT)
		db_ask(c->db, c, STMT_DEPARTMENT_RESOLVE, &to->rows, ARGS(c->site_id, all));
	else if (in->field->type == FIELD_RECORD || in->field->type == FIELD_RECORDS)
		db_ask(c->db, c, in->field->in == NULL ? STMT_RECORD_RESOLVE : STMT_RECORD_RESOLVE_HELD, &to->rows,
		    ARGS(c->site_id, all, in->field->ref));
	else
		db_ask(c->db, c, STMT_MEMBER_RESOLVE, &to->rows, ARGS(c->site_id, all));
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

/* The ids of one field's values, or a complaint. */
static void
take(struct ctx *c, struct form *form, struct input *in)
{
	const struct lookup *found = in->lookup;
	size_t n = rows_count(found->rows);
	char **ids = mem_array(c, char *, n + 1);

	in->lookup = NULL;
	if (n < found->n || n == 0) {
		form_complain(form, in->field->name, N_("Not found in this site. Choose from the list or check the number."), NULL);
		return;
	}
	for (size_t i = 0; i < n; i++)
		ids[i] = mem_str(c, rows_text(found->rows, i, "id"));
	in->stored = field_is_list(in->field) ? list_of(c, ids, n) : ids[0];
	if (in->field->in != NULL)
		in->state = rows_text(found->rows, 0, "state");
}

bool
record_ask_references(struct ctx *c, struct form *form)
{
	bool asked = false;

	for (size_t i = 0; i < form->n; i++)
		if (is_reference(&form->inputs[i]) && form->inputs[i].lookup == NULL) {
			ask_one(c, &form->inputs[i]);
			asked = true;
		}
	return (asked);
}

void
record_take_references(struct form *form, const struct form *asked)
{
	for (size_t i = 0; i < asked->n; i++) {
		struct input *in = form_input(form, asked->inputs[i].field->name);

		if (in != NULL && str_eq(in->value, asked->inputs[i].value))
			in->lookup = asked->inputs[i].lookup;
	}
}

struct err *
record_resolve(struct ctx *c, struct form *form)
{
	if (record_ask_references(c, form))
		TRY(db_wait(c->db));
	for (size_t i = 0; i < form->n; i++)
		if (form->inputs[i].lookup != NULL)
			take(c, form, &form->inputs[i]);
	return (OK);
}
