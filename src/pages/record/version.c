/* SPDX-License-Identifier: ISC */
#include "pages/record/version.h"

#include "base/str.h"
#include "view/words.h"
#include "web/difference.h"
#include "web/subject.h"
#include "web/value.h"

#include <jansson.h>

struct version_state {
	struct subject subject;
	struct rows *old, *now, *all;
};

const size_t version_state = sizeof(struct version_state);

static void
ask_version(struct visit *v, struct version_state *s, int64_t n, struct rows **rows)
{
	db_ask(v->c->db, v->c, STMT_RECORD_VERSION_FIND, rows,
	    ARGS(v->c->site_id, s->subject.number, mem_fmt(v->c, "%lld", (long long)n)));
}

void
version_ask(struct visit *v)
{
	struct version_state *s = STATE_OF(v, version_state);
	int64_t n, with;

	subject_ask(v, &s->subject, false);
	if (s->subject.kind == NULL || !str_to_int(visit_arg(v, "n"), 1, INT32_MAX, &n))
		return;
	if (!str_to_int(visit_query(v, "with"), 1, INT32_MAX, &with))
		with = n > 1 ? n - 1 : n;
	ask_version(v, s, n, &s->now);
	ask_version(v, s, with, &s->old);
	db_ask(v->c->db, v->c, STMT_RECORD_VERSIONS, &s->all, ARGS(v->c->site_id,
	    s->subject.number));
}

static const char *
name_in(const struct rows *rows, const char *id)
{
	for (size_t i = 0; i < rows_count(rows); i++)
		if (str_eq(rows_text(rows, i, "id"), id))
			return (rows_str(rows, i, "name"));
	return (id);
}

static const char *
names_of(struct visit *v, const struct rows *rows, const char *ids)
{
	char **id = str_split(v->c, mem_str(v->c, ids), ',');
	struct buf *b = buf_new(v->c);

	for (size_t i = 0; id[i] != NULL; i++)
		buf_fmt(b, "%s%s", i == 0 ? "" : word(", "), name_in(rows, id[i]));
	return (b->data);
}

/* Versions hold ids of people and departments. */
static const char *
text_of(struct visit *v, const struct version_state *s, const struct field *f, const json_t *fields)
{
	const char *value = str_or(json_string_value(json_object_get(fields, f->name)), "");

	if (f->type == FIELD_ACCOUNT || f->type == FIELD_ACCOUNTS)
		return (names_of(v, v->c->choices->members, value));
	if (f->type == FIELD_DEPARTMENT)
		return (names_of(v, v->c->choices->departments, value));
	return (value_text(v, s->subject.kind, f, value, NULL));
}

/* One field; true when it differs. */
static bool
put_field(struct visit *v, const struct version_state *s, const struct field *f, const json_t *old,
    const json_t *now)
{
	const char *a = text_of(v, s, f, old), *b = text_of(v, s, f, now);
	struct difference d;
	struct node *node;

	if (*a == '\0' && *b == '\0')
		return (false);
	d = difference_of(v->c, a, b);
	node = node_item(node_in(node_in(v->root, "Diff"), "fields"));
	node_put(node, "label", subject_label(v, s->subject.kind->name, f->name));
	node_put_html(node, "old_html", d.old_html);
	node_put_html(node, "new_html", d.new_html);
	node_put_flag(node, "changed", !str_eq(a, b));
	return (!str_eq(a, b));
}

static void
put_fields(struct visit *v, const struct version_state *s)
{
	json_t *old = json_loads(rows_str(s->old, 0, "fields"), 0, NULL),
	       *now = json_loads(rows_str(s->now, 0, "fields"), 0, NULL);
	size_t changed = 0;

	for (const struct field *f = s->subject.kind->fields; f->name != NULL; f++)
		if (f->type != FIELD_FILE)
			changed += put_field(v, s, f, old, now);
	node_put_flag(node_in(v->root, "Diff"), "same",
	    changed == 0 && rows_int(s->old, 0, "version") != rows_int(s->now, 0, "version"));
	json_decref(old);
	json_decref(now);
}

static void
put_all(struct visit *v, const struct version_state *s, const struct record *rec)
{
	for (size_t i = 0; i < rows_count(s->all); i++) {
		struct node *node = node_item(node_in(node_in(v->root, "Diff"), "versions"));

		node_put(node, "number", rows_str(s->all, i, "version"));
		node_put(node, "by", rows_str(s->all, i, "name"));
		node_put(node, "at", rows_str(s->all, i, "at"));
		node_putf(node, "url", "%s/versions/%s", subject_path(v, rec->kind, rec->number),
		    rows_str(s->all, i, "version"));
		node_put_flag(node, "current",
		    rows_int(s->all, i, "version") == rows_int(s->now, 0, "version"));
	}
}

struct err *
version_answer(struct visit *v)
{
	struct version_state *s = STATE_OF(v, version_state);
	struct record *rec;
	struct node *node = node_in(v->root, "Diff");

	TRY(subject_read(v, &s->subject, &rec));
	if (rows_count(s->old) == 0 || rows_count(s->now) == 0)
		return (RAISE(ERR_NOT_FOUND, "%s has no such version", rec->number));
	subject_put(v, rec);
	node_putf(node, "title", "%s %s", rec->number, rec->title);
	node_put(node, "back_url", subject_path(v, rec->kind, rec->number));
	node_put(node, "old", rows_str(s->old, 0, "version"));
	node_put(node, "new", rows_str(s->now, 0, "version"));
	node_put(node, "old_at", rows_str(s->old, 0, "at"));
	node_put(node, "new_at", rows_str(s->now, 0, "at"));
	node_put(node, "old_by", rows_str(s->old, 0, "name"));
	node_put(node, "new_by", rows_str(s->now, 0, "name"));
	put_fields(v, s);
	put_all(v, s, rec);
	return (visit_show(
	    v, "record/diff", mem_fmt(v->c, "%s %s", word(N_("Versions")), rec->number)));
}
