/* SPDX-License-Identifier: ISC */
#include "web/history.h"

#include "base/str.h"
#include "record/entry.h"
#include "view/words.h"
#include "web/over.h"
#include "web/subject.h"
#include "web/value.h"

#include <jansson.h>
#include <string.h>

/* Where ${names} is NULL they are only counted. */
static size_t
add_references(struct visit *v, char **names, size_t n, const struct field *fields)
{
	for (const struct field *f = fields; f->name != NULL; f++) {
		if (!value_is_reference(f))
			continue;
		if (names != NULL)
			names[n] = mem_str(v->c, f->name);
		n++;
	}
	return (n);
}

static size_t
all_references(struct visit *v, const struct kind *kind, char **names)
{
	size_t n = add_references(v, names, 0, kind->fields);

	for (const struct entry *e = kind->entries; e != NULL && e->name != NULL; e++)
		n = add_references(v, names, n, e->fields);
	return (n);
}

/* The fields whose changes hold ids: only for those names are looked up. */
static const char *
references(struct visit *v, const struct kind *kind)
{
	char **names = mem_array(v->c, char *, all_references(v, kind, NULL) + 1);

	all_references(v, kind, names);
	return (form_array(v->c, names));
}

void
history_ask(struct visit *v, const struct kind *kind, const char *number, const char *before,
    int n, struct rows **rows)
{
	int64_t seq;

	if (!str_to_int(str_or(before, ""), 1, INT64_MAX, &seq))
		before = "9223372036854775807";
	db_ask(v->c->db, v->c, STMT_RECORD_HISTORY, rows,
	    ARGS(v->c->site_id, number, before, mem_fmt(v->c, "%d", n), references(v, kind)));
}

static const char *
said(const json_t *detail, const char *name)
{
	return (str_or(json_string_value(json_object_get(detail, name)), ""));
}

static json_t *
json_of(const char *text)
{
	return (json_loads(str_or(text, "{}"), 0, NULL));
}

/* A number that was typed is its own name; an id that has none is of something this person does not see. */
static const char *
name_of_one(const json_t *names, const char *id)
{
	const char *name = json_string_value(json_object_get(names, id));
	int64_t n;

	if (name != NULL)
		return (name);
	return (str_to_int(id, 1, INT64_MAX, &n) ? word(N_("(you may not see it)")) : id);
}

/* What stored ids are called: "people", "departments" and "records" of the event name those in its changes. */
static const char *
name_of(struct visit *v, const json_t *names, const char *ids)
{
	char **id = str_split(v->c, mem_str(v->c, ids), ',');
	struct buf *b = buf_new(v->c);

	for (size_t i = 0; id[i] != NULL; i++) {
		const char *name = name_of_one(names, id[i]);

		subject_named(v, name);
		buf_fmt(b, "%s%s", i == 0 ? "" : word(", "), name);
	}
	return (b->data);
}

static const json_t *
names_for(const json_t *names, const struct field *f)
{
	return (json_object_get(names, f->type == FIELD_DEPARTMENT ? "departments"
				       : f->type == FIELD_RECORD || f->type == FIELD_RECORDS
					   ? "records"
					   : "people"));
}

static const char *
shown(struct visit *v, const struct kind *kind, const struct field *f, const json_t *names,
    const char *value)
{
	if (f == NULL || str_empty(value))
		return (str_or(value, ""));
	return (value_text(v, kind, f, value,
	    value_is_reference(f) ? name_of(v, names_for(names, f), value) : NULL));
}

static void
put_changes(struct visit *v, struct node *list, const struct kind *kind, const json_t *detail,
    const json_t *names)
{
	json_t *changes = json_object_get(detail, "changes"), *pair;
	const char *field;

	json_object_foreach(changes, field, pair)
	{
		const struct field *f = field_find(kind->fields, field);
		const char *old = json_string_value(json_array_get(pair, 0)),
			   *now = json_string_value(json_array_get(pair, 1));
		struct node *node;

		/* Asked with a move and left as it was. */
		if (str_eq(str_or(old, ""), str_or(now, "")))
			continue;
		node = node_item(list);
		node_put(node, "label", subject_label(v, kind->name, field));
		node_put(node, "old", shown(v, kind, f, names, old));
		node_put(node, "new", shown(v, kind, f, names, now));
	}
}

const char *
history_name(const char *gone, const char *text)
{
	size_t n = strlen(text);

	for (const char *at = n == 0 ? NULL : gone; at != NULL && *at != '\0'; at += strcspn(at, "\n"), at += *at == '\n')
		if (strcspn(at, "\n") == n && strncmp(at, text, n) == 0)
			return (word(N_("operator.removed_person")));
	return (text);
}

/* "finished a task 3": an entry is named by its sort's words and its number. */
static const char *
text_of_entry(struct visit *v, const json_t *detail)
{
	return (wordf(v->c, N_("%1: no. %2"), word_of(v->c, said(detail, "entry"), "did", said(detail, "did")), said(detail, "no")));
}

/* What was done under a change in force names it. */
static const char *
under(struct visit *v, const json_t *detail, const char *what)
{
	const char *number = said(detail, "under");

	return (*number == '\0' ? what : wordf(v->c, N_("%1, under %2"), what, number));
}

/* What came by another way than a page says by which. */
static const char *
way(struct visit *v, const json_t *detail, const char *what)
{
	const char *by = said(detail, "by");

	return (*by == '\0' ? what : mem_fmt(v->c, "%s · %s", what, word_of(v->c, "event.detail", "by", by)));
}

/* The declaration that the changes of an event are about: the kind's, or that of a sort of its entries. */
static const struct kind *
subject_of(struct visit *v, const struct kind *kind, const json_t *detail)
{
	for (const struct entry *e = kind->entries; e != NULL && e->name != NULL; e++)
		if (str_eq(e->table, said(detail, "entry")))
			return (entry_kind(v->c, e));
	return (kind);
}

static const char *
text_of(struct visit *v, const struct kind *kind, const char *action, const json_t *detail,
    const char *other, const char *gone)
{
	const char *outcome = said(detail, "outcome"), *name = str_or(history_name(gone, said(detail, "name")), other), *what;

	if (str_eq(action, "entry.act"))
		return (under(v, detail, text_of_entry(v, detail)));
	what = over_did(
	    v->c, kind->name, action, str_or(said(detail, "move"), said(detail, "choice")));

	if (*outcome != '\0')
		return (wordf(v->c, N_("%1, and with it: %2"), what,
		    word_of(v->c, "outcome", outcome, NULL)));
	return (under(v, detail, *name == '\0' ? what : wordf(v->c, N_("%1: %2"), what, name)));
}

void
history_put_changes(struct visit *v, struct node *list, const struct kind *kind, const char *detail,
    const char *names)
{
	json_t *said = json_of(detail), *called = json_of(names);

	put_changes(v, list, kind, said, called);
	json_decref(said);
	json_decref(called);
}

const char *
history_value(struct visit *v, const struct kind *kind, const struct field *f, const char *names, const char *value)
{
	json_t *called = json_of(names);
	const char *text = shown(v, kind, f, called, value);

	json_decref(called);
	return (text);
}

void
history_text_changes(struct visit *v, struct buf *to, const struct kind *kind, const char *detail, const char *names)
{
	json_t *said = json_of(detail), *called = json_of(names), *pair;
	const char *name;

	json_object_foreach(json_object_get(said, "changes"), name, pair)
	{
		const struct field *f = field_find(kind->fields, name);
		const char *old = shown(v, kind, f, called, json_string_value(json_array_get(pair, 0))),
			   *now = shown(v, kind, f, called, json_string_value(json_array_get(pair, 1)));

		buf_put(to, wordf(v->c, N_("%1:"), subject_label(v, kind->name, name), NULL));
		buf_fmt(to, " %s → %s\n", str_empty(old) ? "–" : old, str_empty(now) ? "–" : now);
	}
	json_decref(said);
	json_decref(called);
}

const char *
history_who(const char *name, const char *detail, const char *nobody)
{
	json_t *said = json_of(detail);
	bool anonymous = json_is_true(json_object_get(said, "anonymous"));

	json_decref(said);
	return (name != NULL ? name : anonymous ? word(N_("Anonymous")) : nobody);
}

static void
put_event(struct visit *v, struct node *node, const struct kind *kind, const struct rows *events,
    size_t i)
{
	json_t *detail = json_of(rows_text(events, i, "detail")),
	       *names = json_of(rows_text(events, i, "names"));

	node_put(node, "at", rows_str(events, i, "at"));
	node_put(node, "who", history_who(rows_text(events, i, "actor"), rows_text(events, i, "detail"), word(N_("The portal"))));
	node_put(node, "for", rows_str(events, i, "for_name"));
	subject_named(v, rows_str(events, i, "other"));
	node_put(node, "text",
	    way(v, detail, text_of(v, kind, rows_str(events, i, "action"), detail, rows_str(events, i, "other"),
		rows_str(events, i, "gone"))));
	node_put(node, "reason",
	    str_or(said(detail, "reason"), str_or(said(detail, "opinion"), said(detail, "text"))));
	put_changes(v, node_in(node, "changes"), subject_of(v, kind, detail), detail, names);
	json_decref(detail);
	json_decref(names);
}

void
history_put(struct visit *v, struct node *list, const struct kind *kind, const struct rows *events)
{
	for (size_t i = 0; i < rows_count(events); i++)
		put_event(v, node_item(list), kind, events, i);
}
