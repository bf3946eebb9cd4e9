/* SPDX-License-Identifier: ISC */
#include "web/options.h"

#include "base/str.h"
#include "view/words.h"
#include "web/over.h"

#include <string.h>

static bool
names_person(const struct field *f)
{
	return (f->type == FIELD_ACCOUNT || f->type == FIELD_ACCOUNTS);
}

/* Platforms are few, so they are offered; other records are typed as numbers, with suggestions. */
static bool
names_platform(const struct field *f)
{
	const struct kind *few = kind_marked(KIND_OFFERED);

	return (f->type == FIELD_RECORD && few != NULL && str_eq(f->ref, few->name));
}

/* Members have them at hand (access/site.h), after it is known who they are; at a door of the site they are asked for. */
static bool
are_kept(const struct visit *v)
{
	return (v->c->site != NULL && *v->c->door == '\0');
}

void
options_ask_members(struct visit *v, struct options *choices)
{
	choices->c = v->c;
	if (!choices->has_members && !are_kept(v))
		db_ask(v->c->db, v->c, STMT_OVER_MEMBERS, &choices->members, ARGS(v->c->site_id));
	choices->has_members = true;
}

static void
ask_one(struct visit *v, struct options *choices, const struct field *f)
{
	struct ctx *c = v->c;

	if (names_person(f)) {
		options_ask_members(v, choices);
	} else if (f->type == FIELD_DEPARTMENT && !choices->has_departments) {
		if (!are_kept(v))
			db_ask(c->db, c, STMT_OVER_DEPARTMENTS, &choices->departments, ARGS(c->site_id));
		choices->has_departments = true;
	} else if (names_platform(f) && !choices->has_platforms) {
		if (!are_kept(v))
			db_ask(c->db, c, STMT_OVER_PLATFORMS, &choices->platforms, ARGS(c->site_id));
		choices->has_platforms = true;
	}
}

/* What a page has not read itself is what the worker keeps. */
static const struct choices *
kept(const struct options *choices)
{
	return (choices->c == NULL ? &no_choices : choices->c->choices);
}

const struct rows *
options_members(const struct options *choices)
{
	return (choices->members != NULL || !choices->has_members ? choices->members : kept(choices)->members);
}

static const struct rows *
departments(const struct options *choices)
{
	return (choices->departments != NULL || !choices->has_departments ? choices->departments : kept(choices)->departments);
}

static const struct rows *
platforms(const struct options *choices)
{
	return (choices->platforms != NULL || !choices->has_platforms ? choices->platforms : kept(choices)->platforms);
}

void
options_ask(struct visit *v, struct options *choices, const struct field *fields, unsigned with,
    unsigned without)
{
	choices->c = v->c;
	for (const struct field *f = fields; f->name != NULL; f++)
		if ((f->flags & with) == with && (f->flags & without) == 0)
			ask_one(v, choices, f);
}

static bool
is_contained(const struct field *f)
{
	return (f->type == FIELD_RECORDS && str_eq(f->offered, CONTAINED));
}

void
options_ask_contained(struct visit *v, struct options *choices, const struct field *fields)
{
	choices->c = v->c;
	for (const struct field *f = fields; f->name != NULL && choices->of != NULL && choices->contained == NULL; f++)
		if (is_contained(f))
			db_ask(v->c->db, v->c, STMT_OVER_CONTAINED, &choices->contained, ARGS(v->c->site_id, choices->of, f->ref));
}

void
options_suggest(struct visit *v, struct options *choices, const struct field *fields, unsigned without)
{
	options_ask_contained(v, choices, fields);
	for (const struct field *f = fields; f->name != NULL && choices->n_suggested < OPTIONS_SUGGESTED; f++) {
		struct suggestions *to = &choices->suggested[choices->n_suggested];

		if ((f->type != FIELD_RECORD && f->type != FIELD_RECORDS) || f->ref == NULL || is_contained(f) || names_platform(f) || (f->flags & without) != 0)
			continue;
		to->field = f;
		db_ask(v->c->db, v->c, STMT_OVER_SUGGESTIONS, &to->rows,
		    ARGS(v->c->site_id, f->ref, f->offered != NULL ? f->offered : str_or(f->in, "")));
		choices->n_suggested++;
	}
}

/* Which rows a field chooses from, by which column. */
static const struct rows *
rows_for(const struct field *f, const struct options *choices, const char **id)
{
	*id = "id";
	if (names_person(f))
		return (options_members(choices));
	if (f->type == FIELD_DEPARTMENT)
		return (departments(choices));
	*id = "number";
	if (names_platform(f))
		return (platforms(choices));
	if (is_contained(f))
		return (choices->contained);
	for (size_t i = 0; i < choices->n_suggested; i++)
		if (str_eq(choices->suggested[i].field->name, f->name))
			return (choices->suggested[i].rows);
	return (NULL);
}

static const char *
label_of(const struct field *f, const struct rows *rows, size_t i)
{
	if (f->type == FIELD_RECORD || f->type == FIELD_RECORDS)
		return (rows_str(rows, i, "title"));
	if (f->type == FIELD_DEPARTMENT)
		return (over_name(rows_str(rows, i, "name"), rows_str(rows, i, "name_en")));
	return (rows_str(rows, i, "name"));
}

struct node *
options_add(struct node *options, const char *value, const char *label, bool selected)
{
	struct node *item = node_item(options);

	node_put(item, "value", value);
	node_put(item, "label", label);
	node_put_flag(item, "selected", selected);
	return (item);
}

bool
options_put_field(struct node *options, const struct field *field, const char *value,
    const struct options *choices)
{
	const char *id;
	const struct rows *rows = rows_for(field, choices, &id);

	for (size_t i = 0; i < rows_count(rows); i++) {
		struct node *item = options_add(options, rows_str(rows, i, id), label_of(field, rows, i), str_has_item(value, rows_str(rows, i, id)));

		/* Those who share a name carry their department in it (app.person). */
		if (names_person(field) && !rows_bool(rows, i, "is_apart"))
			node_put(item, "hint", over_name(rows_str(rows, i, "department"), rows_str(rows, i, "department_en")));
	}
	return (rows != NULL);
}

const char *
options_name(const struct field *field, const char *value, const struct options *choices)
{
	const char *id;
	const struct rows *rows = rows_for(field, choices, &id);

	for (size_t i = 0; i < rows_count(rows); i++)
		if (str_eq(rows_str(rows, i, id), value))
			return (label_of(field, rows, i));
	return (NULL);
}

const char *
options_department(const struct ctx *c, const char *id)
{
	const struct rows *rows = c->choices->departments;
	size_t i = rows_find(rows, "id", id);

	return (i == rows_count(rows) ? "" : over_name(rows_str(rows, i, "name"), rows_str(rows, i, "name_en")));
}

/* Few enough for a list to choose from; what is not in it (a retired platform) stays chosen all the same. */
static void
put_few(struct node *field, const struct input *input, const struct options *choices)
{
	const char *value = form_shown(input);

	node_put_flag(field, "few", true);
	if (!str_empty(value) && options_name(input->field, value, choices) == NULL)
		options_add(node_in(field, "options"), value, value, true);
}

/* The same of several, each with its number; one that was taken out meanwhile stays chosen, too. */
static void
put_contained(struct node *field, const struct input *input, const struct options *choices)
{
	struct node *options = node_in(field, "options");
	const struct rows *rows = choices->contained;
	char **value = str_split(choices->c, mem_str(choices->c, form_shown(input)), ',');

	node_put_flag(field, "few", rows_count(rows) > 0);
	for (size_t i = 0; i < rows_count(rows); i++) {
		struct node *item = options_add(options, rows_str(rows, i, "number"), rows_str(rows, i, "title"), str_has_item(form_shown(input), rows_str(rows, i, "number")));

		node_put(item, "hint", rows_str(rows, i, "number"));
	}
	for (size_t i = 0; rows_count(rows) > 0 && value[i] != NULL; i++)
		if (*value[i] != '\0' && rows_find(rows, "number", value[i]) == rows_count(rows))
			options_add(options, value[i], value[i], true);
}

static void
put_choices(struct node *field, const struct input *input, const struct options *choices)
{
	if (is_contained(input->field)) {
		put_contained(field, input, choices);
		return;
	}
	if (names_platform(input->field) && choices->has_platforms)
		put_few(field, input, choices);
	options_put_field(node_in(field, "options"), input->field, form_shown(input), choices);
}

void
options_put(struct node *node, const struct form *form, const struct options *choices)
{
	struct node *fields = node_in(node, "fields");
	char name[24];

	for (size_t i = 0; i < form->n; i++) {
		snprintf(name, sizeof name, "%zu", i);
		put_choices(node_in(fields, name), &form->inputs[i], choices);
	}
}

void
options_write(const struct options *choices, struct buf *to)
{
	buf_fmt(to, "%zu\n", kept(choices)->serial);
	rows_put(choices->members, to);
	rows_put(choices->departments, to);
	rows_put(choices->platforms, to);
}
