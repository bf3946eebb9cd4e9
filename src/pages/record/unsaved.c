/* SPDX-License-Identifier: ISC */
#include "pages/record/unsaved.h"

#include "base/str.h"
#include "base/typed.h"
#include "http/url.h"
#include "record/record.h"
#include "view/words.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum { TYPED_MAX = 256 * 1024 /* bytes, as the table's constraint says */ };

#define TYPED "typed"
/* Of the form that is meant; "key" is that of the sending itself. */
#define KEY "form_key"

static const char *
form_of(struct visit *v, const struct kind *kind, const char *number)
{
	return (str_join(v->c, kind->plural, "/", str_or(number, "new")));
}

/* Is a field of this name kept? */
static bool
is_kept(const struct kind *kind, const char *name)
{
	const struct field *f = field_find(kind->fields, name);

	return (f != NULL && !(f->flags & (DERIVED | PERSONAL)) && f->type != FIELD_PASSWORD && f->type != FIELD_FILE);
}

/* ---- on the page of the form */

void
unsaved_ask(struct visit *v, struct unsaved *u, const struct kind *kind, const char *number)
{
	u->form = form_of(v, kind, number);
	db_ask(v->c->db, v->c, STMT_UNSAVED_FIND, &u->rows, ARGS(v->c->site_id, u->form, v->c->today));
}

static bool
is_wanted(const struct visit *v, const struct unsaved *u)
{
	return (rows_count(u->rows) > 0 && *visit_query(v, TYPED) != '\0');
}

/* Names and values as they were posted, "version" among them. */
static struct pairs
pairs_of(struct visit *v, const char *json)
{
	json_t *all = json_loads(json, 0, NULL), *one;
	struct pairs pairs = { .pair = mem_array(v->c, struct pair, json_array_size(all) + 1) };
	size_t i;

	json_array_foreach(all, i, one)
	{
		const char *name = json_string_value(json_array_get(one, 0)), *value = json_string_value(json_array_get(one, 1));

		if (name != NULL && value != NULL)
			pairs.pair[pairs.n++] = (struct pair){ mem_str(v->c, name), mem_str(v->c, value) };
	}
	json_decref(all);
	return (pairs);
}

static const char *
kept(void *arg, const char *name, size_t *from)
{
	return (pairs_next(arg, name, from));
}

struct form *
unsaved_form(struct visit *v, const struct unsaved *u, struct form *form, const struct field *fields)
{
	struct pairs pairs;
	struct form *typed;

	if (!is_wanted(v, u))
		return (form);
	pairs = pairs_of(v, rows_str(u->rows, 0, "typed"));
	typed = form_read(v->c, form->name, fields, kept, &pairs);
	for (size_t i = 0; i < form->n; i++) {
		struct input *in = form_input(typed, form->inputs[i].field->name);

		if (in == NULL || (in->field->flags & PERSONAL) || in->field->type == FIELD_PASSWORD || in->field->type == FIELD_FILE)
			continue;
		/* Nobody has sent it yet, so nothing in it is a mistake. */
		in->complaint = NULL;
		form->inputs[i] = *in;
	}
	return (form);
}

static void
put_place(struct visit *v, const char *form, struct node *node)
{
	node_put(node, "form", form);
	node_put(node, "action", visit_path(v, "unsaved"));
}

static void
put_offer(struct visit *v, const struct unsaved *u, struct node *node)
{
	const char *at = rows_str(u->rows, 0, "at");
	struct pairs pairs = pairs_of(v, rows_str(u->rows, 0, "typed"));
	const char *version = pairs_get(&pairs, "version");

	node_put(node, "key", rows_str(u->rows, 0, "key"));
	if (!is_wanted(v, u)) {
		node_put(node, "text", wordf(v->c, N_("What you typed until %1 was not saved. It is kept for two weeks."), at, NULL));
		node_put(node, "url", url_with(v->c, v->req->path, &v->req->query, TYPED, "1"));
		return;
	}
	node_put(node, "text", wordf(v->c, N_("This is what you typed until %1. It is not saved yet."), at, NULL));
	node_put(node, "was", rows_str(u->rows, 0, "key"));
	/* It was typed over that version: if there is another one by now, the form compares the two when it is sent. */
	if (version != NULL)
		node_put(node, "version", version);
}

void
unsaved_put(struct visit *v, const struct unsaved *u, struct node *node)
{
	struct node *kept_node = node_in(node, "kept");

	if (u->form == NULL)
		return;
	put_place(v, u->form, kept_node);
	if (rows_count(u->rows) > 0)
		put_offer(v, u, kept_node);
}

void
unsaved_put_again(struct visit *v, const struct kind *kind, const char *number, struct node *node)
{
	put_place(v, form_of(v, kind, number), node_in(node, "kept"));
	node_put(node_in(node, "kept"), "was", visit_form(v, "kept"));
}

/* The form says whether anything was kept of it, or what it began with, so that a saving that needs no statement has none. */
void
unsaved_done(struct visit *v, const struct kind *kind, const char *number)
{
	if (*visit_form(v, "kept") != '\0' && *visit_form(v, "key") != '\0')
		db_ask(v->c->db, v->c, STMT_UNSAVED_DONE, NULL, ARGS(v->c->site_id, form_of(v, kind, number), visit_form(v, "key"), visit_form(v, "kept"), v->c->now));
}

/* ---- POST */

/* "requirements/new": the kind, with the number if there is one; false: no form of ours. */
static bool
read_form(struct visit *v, const struct kind **kind, const char **number)
{
	const char *form = visit_form(v, "form"), *slash = strchr(form, '/'), *said = slash == NULL ? "" : slash + 1;

	*kind = slash == NULL ? NULL : kind_of_plural(mem_strn(v->c, form, (size_t)(slash - form)));
	*number = str_eq(said, "new") ? NULL : typed_number(v->c, said);
	return (*kind != NULL && (str_eq(said, "new") || kind_of_number(str_or(*number, "")) == *kind));
}

static char *
typed_json(struct visit *v, const struct kind *kind)
{
	const struct pairs *said = &v->req->form;
	json_t *all = json_array();
	char *text, *json;

	for (size_t i = 0; i < said->n; i++)
		if (str_eq(said->pair[i].name, "version") || is_kept(kind, said->pair[i].name))
			json_array_append_new(all, json_pack("[ss]", said->pair[i].name, said->pair[i].value));
	text = json_dumps(all, JSON_COMPACT);
	json = mem_str(v->c, text);
	free(text);
	json_decref(all);
	return (json);
}

static struct err *
keep(struct visit *v, const struct kind *kind, const char *form)
{
	const char *json = typed_json(v, kind), *key = visit_form(v, KEY);
	struct rows *kept_rows;

	if (*key == '\0' || strlen(key) > 100)
		return (RAISE(ERR_INVALID, "a form with a key of %zu bytes", strlen(key)));
	if (strlen(json) > TYPED_MAX)
		return (RAISE(ERR_TOO_LARGE, "%zu bytes typed", strlen(json)));
	TRY(db_run(v->c->db, v->c, STMT_UNSAVED_PUT, &kept_rows, ARGS(v->c->site_id, form, key, json, v->c->now, visit_form(v, "kept"))));
	v->page = NULL;
	v->reply->type = "text/plain; charset=utf-8";
	if (rows_count(kept_rows) > 0)
		buf_put(v->reply->body, rows_str(kept_rows, 0, "at"));
	return (OK);
}

struct err *
unsaved_answer(struct visit *v)
{
	const struct kind *kind;
	const char *number, *form;

	if (!read_form(v, &kind, &number))
		return (RAISE(ERR_INVALID, "no form \"%s\"", visit_form(v, "form")));
	form = form_of(v, kind, number);
	if (*visit_form(v, "drop") == '\0')
		return (keep(v, kind, form));
	db_ask(v->c->db, v->c, STMT_UNSAVED_DROP, NULL, ARGS(v->c->site_id, form, visit_form(v, KEY)));
	return (visit_go(v, number == NULL ? visit_path(v, "%s", form) : visit_path(v, "%s/edit", form), N_("What was not saved is gone.")));
}
