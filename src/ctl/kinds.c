/* SPDX-License-Identifier: ISC */
/* gatehousectl kinds: what kinds of record there are, with their fields, states and moves. */
#include "ctl/verb.h"

#include "base/str.h"
#include "record/kind.h"

#include <jansson.h>

static json_t *
text_or_null(const char *text)
{
	return (text == NULL ? json_null() : json_string(text));
}

static json_t *
who_or_null(const struct who who[WHO_MAX])
{
	const char *text = who_text(NULL, who);
	json_t *json = text_or_null(text);

	mem_free((char *)(uintptr_t)text);
	return (json);
}

static json_t *
fields_of(const struct field *fields)
{
	static const char *const types[] = {
		[FIELD_LINE] = "line", [FIELD_TEXT] = "text", [FIELD_CHOICE] = "choice", [FIELD_CHOICES] = "choices", [FIELD_DATE] = "date",
		[FIELD_INT] = "int", [FIELD_MONEY] = "money", [FIELD_FLAG] = "flag", [FIELD_ACCOUNT] = "account", [FIELD_ACCOUNTS] = "accounts",
		[FIELD_DEPARTMENT] = "department", [FIELD_RECORD] = "record", [FIELD_RECORDS] = "records", [FIELD_EMAIL] = "email",
		[FIELD_PASSWORD] = "password", [FIELD_TIME] = "time", [FIELD_FILE] = "file",
	};
	json_t *list = json_array();

	for (const struct field *f = fields; f->name != NULL; f++) {
		json_t *item = json_pack("{s:s, s:s, s:b, s:b, s:b, s:b, s:o}", "name", f->name, "type", types[f->type], "required", (f->flags & REQUIRED) != 0,
		    "derived", (f->flags & DERIVED) != 0, "filter", (f->flags & FILTER) != 0, "common", (f->flags & ON_COMMON) != 0, "of", text_or_null(f->ref));

		if (f->choices != NULL) {
			json_t *choices = json_array();

			for (const char *const *c = f->choices; *c != NULL; c++)
				json_array_append_new(choices, json_string(*c));
			json_object_set_new(item, "choices", choices);
		}
		json_array_append_new(list, item);
	}
	return (list);
}

static json_t *
states_of(const struct kind *kind)
{
	static const char *const approvals[] = { [APPROVE_HEAD] = "head", [APPROVE_GROUP] = "group", [APPROVE_NAMED] = "named" };
	json_t *list = json_array();

	for (const struct state *s = kind->states; s->name != NULL; s++)
		json_array_append_new(list, json_pack("{s:s, s:b, s:o, s:o, s:o}", "name", s->name, "end", (s->flags & STATE_END) != 0,
		    "approval", text_or_null(s->approval == APPROVE_NONE ? NULL : approvals[s->approval]),
		    "approved", text_or_null(s->approved), "rejected", text_or_null(s->rejected)));
	return (list);
}

static json_t *
moves_of(const struct kind *kind)
{
	json_t *list = json_array();

	for (const struct move *m = kind->moves; m->name != NULL; m++)
		json_array_append_new(list, json_pack("{s:s, s:s, s:o, s:o, s:o, s:o, s:o}", "name", m->name, "from", m->from,
		    "to", text_or_null(m->to), "who", who_or_null(m->who), "asks", text_or_null(m->asks), "needs", text_or_null(m->needs),
		    "article", text_or_null(m->article)));
	return (list);
}

static json_t *
entries_of(const struct kind *kind)
{
	json_t *list = json_array();

	for (const struct entry *e = kind->entries; e != NULL && e->name != NULL; e++)
		json_array_append_new(list, json_pack("{s:s, s:s, s:o}", "name", e->name, "table", e->table, "fields", fields_of(e->fields)));
	return (list);
}

static void
print_json(const struct kind *one)
{
	json_t *list = json_array();

	for (size_t i = 0; kinds[i] != NULL; i++)
		if (one == NULL || one == kinds[i])
			json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:o}", "name", kinds[i]->name, "plural", kinds[i]->plural,
			    "code", kinds[i]->code, "first", kinds[i]->first, "create", text_or_null(permissions[kinds[i]->create].name), "fields", fields_of(kinds[i]->fields),
			    "states", states_of(kinds[i]), "moves", moves_of(kinds[i]), "entries", entries_of(kinds[i])));
	call_json(list);
}

static void
print_one(struct ctx *c, const struct kind *kind)
{
	printf("%s  %s  /{site}/%s\n  fields:", kind->code, kind->name, kind->plural);
	for (const struct field *f = kind->fields; f->name != NULL; f++)
		printf(" %s", f->name);
	printf("\n");
	for (const struct move *m = kind->moves; m->name != NULL; m++)
		printf("  %s → %s : %s (%s)%s%s%s\n", m->from, str_or(m->to, "="), m->name, str_or(who_text(c, m->who), "by rules alone"),
		    m->needs == NULL ? "" : " {", str_or(m->needs, ""), m->needs == NULL ? "" : "}");
}

struct err *
verb_kinds(struct call *call, int *exit_code)
{
	const struct kind *one = call->argc == 2 ? kind_named(call->argv[1]) : NULL;

	if (call->argc > 2)
		return (call_usage(call, exit_code));
	if (call->argc == 2 && one == NULL)
		return (RAISE(ERR_NOT_FOUND, "there is no kind \"%s\"", call->argv[1]));
	if (call->json) {
		print_json(one);
		return (OK);
	}
	for (size_t i = 0; kinds[i] != NULL; i++)
		if (one == NULL || one == kinds[i])
			print_one(call->c, kinds[i]);
	return (OK);
}
