/* SPDX-License-Identifier: ISC */
#include "record/criteria.h"

#include "base/str.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_MAX = 500 };

static const char *const judgements[] = { "met", "not_met", NULL };

const struct field *
criteria_fields(struct ctx *c, const struct state *state, const char *choice)
{
	unsigned must = choice != NULL && str_eq(choice, "return") ? 0 : REQUIRED;
	const char *names = state == NULL ? NULL : state->judged;
	struct field *fields = mem_array(c, struct field, 2 * word_count(names) + 1);
	char word[WORD_MAX];

	for (size_t n = 0; word_next(&names, word); n += 2) {
		fields[n] = (struct field){ .name = mem_str(c, word), .type = FIELD_CHOICE, .flags = must, .choices = judgements };
		fields[n + 1] = (struct field){ .name = mem_fmt(c, "%s_text", word), .type = FIELD_TEXT, .max = TEXT_MAX };
	}
	return (fields);
}

const struct field *
criteria_all(struct ctx *c, const struct kind *kind, const struct field *fields)
{
	size_t n = field_count(fields);
	struct field *all = mem_array(c, struct field, n + 1);

	memcpy(all, fields, n * sizeof *all);
	for (const struct state *state = kind->states; state->name != NULL; state++) {
		const struct field *more = criteria_fields(c, state, NULL);
		size_t m = field_count(more);

		all = mem_grow(c, all, sizeof *all, n + 1, n + m + 1);
		for (size_t i = 0; i < m; i++) {
			all[n] = more[i];
			all[n++].flags &= ~(unsigned)REQUIRED;
		}
	}
	return (all);
}

void
criteria_check(struct form *form, const char *choice)
{
	size_t met = 0, not_met = 0;

	for (size_t i = 0; i < form->n; i += 2) {
		bool fails = str_eq(form->inputs[i].value, "not_met");

		met += str_eq(form->inputs[i].value, "met");
		not_met += fails;
		if (fails && !str_eq(choice, "return") && !str_says(form->inputs[i + 1].value))
			form_complain(form, form->inputs[i + 1].field->name, N_("Say why this is not met."), NULL);
		if (fails && str_eq(choice, "approve"))
			form_complain(form, form->inputs[i].field->name, N_("You can approve only if every point is met. Mark it as met, or reject or return the record."), NULL);
	}
	if (met > 0 && not_met == 0 && str_eq(choice, "reject"))
		form_complain(form, form->inputs[0].field->name, N_("To reject, mark at least one point as not met."), NULL);
}

char *
criteria_json(struct ctx *c, const struct form *form)
{
	json_t *all = json_object();
	char *text, *copy;

	for (size_t i = 0; i < form->n; i += 2)
		if (!str_empty(form->inputs[i].value))
			json_object_set_new(all, form->inputs[i].field->name,
			    json_pack("{s:b, s:s}", "met", str_eq(form->inputs[i].value, "met"), "text", form->inputs[i + 1].value));
	text = json_dumps(all, JSON_COMPACT);
	copy = json_object_size(all) == 0 ? NULL : mem_str(c, text);
	free(text);
	json_decref(all);
	return (copy);
}
