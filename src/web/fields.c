/* SPDX-License-Identifier: ISC */
/* A form as part/field.cs and part/errors.cs read it. */
#include "web/visit.h"

#include "view/words.h"
#include "web/options.h"
#include "web/subject.h"

#include <string.h>

/* Names of field types in templates, in the order of form/field.h. */
static const char *const type_names[] = {
	[FIELD_LINE] = "line", [FIELD_TEXT] = "text", [FIELD_CHOICE] = "choice", [FIELD_CHOICES] = "choices",
	[FIELD_DATE] = "date", [FIELD_INT] = "int", [FIELD_MONEY] = "money", [FIELD_FLAG] = "flag",
	[FIELD_ACCOUNT] = "account", [FIELD_ACCOUNTS] = "accounts", [FIELD_DEPARTMENT] = "department",
	[FIELD_RECORD] = "record", [FIELD_RECORDS] = "records", [FIELD_EMAIL] = "email",
	[FIELD_PASSWORD] = "password", [FIELD_TIME] = "time", [FIELD_FILE] = "file",
};

/* The label of a field: the form's own, else the shared one. */
static const char *
label_of(struct visit *v, const struct form *form, const struct field *f)
{
	const char *own = mem_fmt(v->c, "%s.field.%s", form->name, f->name);

	return (words_known(words_language(), own) ? word(own) : word_of(v->c, "field", f->name, NULL));
}

static void
put_hint(struct visit *v, struct node *node, const struct form *form, const struct field *f)
{
	const char *own = mem_fmt(v->c, "%s.hint.%s", form->name, f->name), *shared = mem_fmt(v->c, "hint.%s", f->name);

	if (words_known(words_language(), own))
		node_put(node, "hint", word(own));
	else if (words_known(words_language(), shared))
		node_put(node, "hint", word(shared));
}

static void
put_options(struct visit *v, struct node *node, const struct form *form, const struct input *in)
{
	struct node *options = node_in(node, "options");

	for (size_t i = 0; in->field->choices != NULL && in->field->choices[i] != NULL; i++) {
		const char *choice = in->field->choices[i];

		options_add(options, choice, word_of(v->c, form->name, in->field->name, choice), str_has_item(form_shown(in), choice));
	}
}

static void
put_when(struct visit *v, struct node *node, const struct field *f)
{
	const char *eq = f->when == NULL ? NULL : strchr(f->when, '=');

	if (eq == NULL)
		return;
	node_put(node, "when", mem_strn(v->c, f->when, (size_t)(eq - f->when)));
	node_put(node, "when_value", eq + 1);
}

static void
put_input(struct visit *v, struct node *node, const struct form *form, const struct input *in)
{
	const struct field *f = in->field;

	node_put(node, "name", f->name);
	node_put(node, "type", type_names[f->type]);
	node_put(node, "label", label_of(v, form, f));
	node_put(node, "value", f->type == FIELD_PASSWORD ? "" : form_shown(in));
	if (in->complaint != NULL)
		node_put(node, "complaint", wordf(v->c, in->complaint, in->complaint_arg, NULL));
	/* A browser shows only what is a date in a field for dates. */
	node_put_flag(node, "as_text", in->stored == NULL && *in->value != '\0' && in->complaint != NULL);
	node_put_flag(node, "required", (f->flags & REQUIRED) != 0);
	node_put_flag(node, "wide", (f->flags & WIDE) != 0);
	node_put_flag(node, "tall", (f->flags & MULTILINE) != 0);
	node_put_flag(node, "markdown", (f->flags & MARKDOWN) != 0);
	if (f->type == FIELD_LINE || f->type == FIELD_TEXT)
		node_put_int(node, "max", f->max != 0 ? f->max : f->type == FIELD_LINE ? 200 : 20000);
	if (f->type == FIELD_RECORD || f->type == FIELD_RECORDS)
		node_put(node, "kinds", str_or(f->ref, ""));
	put_hint(v, node, form, f);
	put_options(v, node, form, in);
	put_when(v, node, f);
	subject_put_article(v, node, f->article);
}

void
visit_put_form(struct visit *v, struct node *node, const struct form *form)
{
	struct node *fields = node_in(node, "fields");

	node_put_flag(node, "wrong", !form->ok);
	if (form->complaint != NULL)
		node_put(node, "complaint", wordf(v->c, form->complaint, form->complaint_arg, NULL));
	for (size_t i = 0; i < form->n; i++)
		put_input(v, node_item(fields), form, &form->inputs[i]);
}
