/* SPDX-License-Identifier: ISC */
#include "record/objection.h"

#include "base/str.h"
#include "record/term.h"

/* What %1 of the words is; amounts as people read them. */
static const char *
arg_of(struct ctx *c, const struct record *rec, const struct form *form, const struct objection *o)
{
	const struct input *in = o->field == NULL ? NULL : form_input((struct form *)form, o->field);
	const char *value = o->arg == NULL ? NULL : term_typed(c, rec, form, o->arg);

	return (value != NULL && in != NULL && in->field->type == FIELD_MONEY ? str_money(c, value) : value);
}

void
objection_check(struct ctx *c, const struct record *rec, struct form *form, const char *at)
{
	for (const struct objection *o = rec->kind->objections; o != NULL && o->words != NULL; o++)
		if (str_has_word(o->at, at) && term_holds(c, rec, form, o->when))
			form_complain(form, o->field, o->words, arg_of(c, rec, form, o));
}

void
objection_check_again(struct ctx *c, struct record *rec, struct form *form)
{
	struct form *stored = rec->fields;

	objection_check(c, rec, stored, "form");
	if (rec->kind->check != NULL)
		rec->kind->check(c, rec, stored);
	for (size_t i = 0; i < stored->n; i++)
		if (stored->inputs[i].complaint != NULL)
			form_complain(form, NULL, stored->inputs[i].complaint, stored->inputs[i].complaint_arg);
}
