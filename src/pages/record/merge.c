/* SPDX-License-Identifier: ISC */
#include "pages/record/merge.h"

#include "base/str.h"
#include "web/subject.h"
#include "web/value.h"

static void
put_theirs(struct visit *v, const struct record *rec, const struct options *choices, const struct input *was,
    const struct input *mine)
{
	struct node *node = node_item(node_in(node_in(v->root, "Form"), "theirs"));
	const struct kind *kind = rec->kind;

	node_put(node, "label", subject_label(v, kind->name, was->field->name));
	node_put(node, "text",
	    value_text(v, kind, was->field, was->value, value_name(v, was->field, rec->row, 0)));
	node_put(node, "yours",
	    value_text(v, kind, mine->field, mine->value,
		options_name(mine->field, mine->value, choices)));
}

void
merge_edits(struct visit *v, const struct record *rec, const struct options *choices, struct form *form, const json_t *base)
{
	for (size_t i = 0; i < form->n; i++) {
		struct input *mine = &form->inputs[i];
		const struct input *now = form_input(rec->fields, mine->field->name);
		const char *was = json_string_value(json_object_get(base, mine->field->name));

		if (str_eq(now->value, mine->value) || (was != NULL && str_eq(was, now->value)))
			continue;
		put_theirs(v, rec, choices, now, mine);
		if (was == NULL || !str_eq(was, mine->value))
			continue;
		mine->value = now->value;
		mine->stored = now->stored;
	}
}
