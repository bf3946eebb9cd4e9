/* SPDX-License-Identifier: ISC */
#include "pages/admin/audit.h"

#include "base/str.h"
#include "http/url.h"
#include "view/words.h"
#include "web/asked.h"
#include "web/history.h"
#include "web/options.h"
#include "web/over.h"
#include "web/subject.h"
#include "web/value.h"

#include <jansson.h>
#include <string.h>

enum { AUDIT_PAGE = 50 };

/* TO ADD ONE: the first part of the actions it gathers; a word "event.area.<name>". */
static const char *const areas[] = { "record", "approval", "comment", "file", "link", "opinion", "member", "role", "department", "delegation",
	"rule", "calendar", "freeze", "account", "access", "power", "session", "password", "factor", "list", NULL };

static const struct field who_field = { "actor", FIELD_ACCOUNT };

struct audit_state {
	struct rows *events;
	struct options choices;
};

const size_t audit_state = sizeof(struct audit_state);

static const char *
area_of(struct visit *v)
{
	struct buf *words = buf_new(v->c);

	for (size_t i = 0; areas[i] != NULL; i++)
		buf_fmt(words, "%s ", areas[i]);
	return (asked_word(v, "area", words->data));
}

/* The fields of any kind whose changes hold ids: only for those names are looked up. */
static const char *
references(struct visit *v)
{
	char **names;
	size_t n = 0;

	for (size_t k = 0; kinds[k] != NULL; k++)
		n += field_count(kinds[k]->fields);
	names = mem_array(v->c, char *, n + 1);
	n = 0;
	for (size_t k = 0; kinds[k] != NULL; k++)
		for (const struct field *f = kinds[k]->fields; f->name != NULL; f++)
			if (value_is_reference(f))
				names[n++] = mem_str(v->c, f->name);
	return (form_array(v->c, names));
}

void
audit_ask(struct visit *v)
{
	struct audit_state *a = STATE_OF(v, audit_state);
	const char *before = str_or(asked_id(v, "before"), "9223372036854775807"), *actor = str_or(asked_id(v, "actor"), "");
	const char *area = str_or(area_of(v), ""), *from = str_or(asked_date(v, "from"), ""), *to = str_or(asked_date(v, "to"), "");

	asked_only(v, "before actor area from to");
	/* Before the first event there is none. */
	db_ask(v->c->db, v->c, STMT_AUDIT_PAGE, &a->events,
	    ARGS(v->c->site_id, v->n_odd > 0 ? "0" : before, actor, area, from, to, references(v)));
	options_ask_members(v, &a->choices);
}

/* What changed about something that is no record: called as on the page where it is changed, else as it is stored. */
static const char *
label_of(struct visit *v, const char *action, const char *name)
{
	const char *key;

	if (str_starts(action, "rule."))
		key = mem_fmt(v->c, "settings.rules.field.%s", name);
	else if (str_starts(action, "role.") || str_starts(action, "power."))
		key = mem_fmt(v->c, "permit.%s", name);
	else
		key = mem_fmt(v->c, "%.*s.field.%s", (int)strcspn(action, "."), action, name);
	return (words_known(words_language(), key) ? word(key) : name);
}

/* One of a few values has words of its own, another is shown as it is stored. */
static const char *
value_of(struct visit *v, const char *name, const char *value)
{
	const char *key = mem_fmt(v->c, "event.detail.%s.%s", name, value);

	return (words_known(words_language(), key) ? word(key) : value);
}

/* Everything the event says of itself, name by name; changes as old and new. */
static void
put_detail(struct visit *v, struct node *node, const char *text, const char *gone, const char *action, const struct kind *kind)
{
	json_t *detail = json_loads(text, 0, NULL), *value, *changes = json_object_get(detail, "changes"), *pair;
	struct node *said = node_in(node, "said"), *list = node_in(node, "changes");
	const char *name;

	json_object_foreach(detail, name, value) {
		struct node *item;

		if (!json_is_string(value) || *json_string_value(value) == '\0')
			continue;
		item = node_item(said);
		node_put(item, "name", word_of(v->c, "event", "detail", name));
		node_put(item, "value", history_name(gone, value_of(v, name, json_string_value(value))));
	}
	json_object_foreach(kind == NULL ? changes : NULL, name, pair) {
		struct node *item = node_item(list);

		node_put(item, "label", label_of(v, action, name));
		node_put(item, "old", str_or(json_string_value(json_array_get(pair, 0)), ""));
		node_put(item, "new", str_or(json_string_value(json_array_get(pair, 1)), ""));
	}
	json_decref(detail);
}

/* A move in the words of its kind, a vote in those of its choice, everything else in those of the act. */
static const char *
did(struct visit *v, const struct rows *rows, size_t i)
{
	json_t *detail = json_loads(rows_str(rows, i, "detail"), 0, NULL);
	const char *move = json_string_value(json_object_get(detail, "move")), *choice = json_string_value(json_object_get(detail, "choice"));
	const char *text = over_did(v->c, rows_str(rows, i, "kind"), rows_str(rows, i, "action"), str_or(move, choice));

	json_decref(detail);
	return (text);
}

static void
put_event(struct visit *v, struct node *node, const struct rows *rows, size_t i)
{
	const char *number = rows_text(rows, i, "number");
	const struct kind *kind = kind_named(rows_str(rows, i, "kind"));

	node_put(node, "seq", rows_str(rows, i, "seq"));
	node_put(node, "at", rows_str(rows, i, "at"));
	node_put(node, "who", history_who(rows_text(rows, i, "who"), rows_text(rows, i, "detail"), word(N_("The system"))));
	node_put(node, "for", rows_str(rows, i, "for_name"));
	node_put(node, "text", did(v, rows, i));
	node_put(node, "object", history_name(rows_str(rows, i, "gone"), rows_str(rows, i, "object")));
	node_put(node, "hash", rows_str(rows, i, "hash"));
	if (number != NULL) {
		node_put(node, "number", number);
		node_put(node, "title", rows_str(rows, i, "title"));
		node_put(node, "url", subject_path_of(v, number));
	}
	put_detail(v, node, rows_str(rows, i, "detail"), rows_str(rows, i, "gone"), rows_str(rows, i, "action"), kind);
	if (kind != NULL)
		history_put_changes(v, node_in(node, "changes"), kind, rows_str(rows, i, "detail"), rows_text(rows, i, "names"));
}

static void
put_filters(struct visit *v, struct node *audit, const struct audit_state *a)
{
	struct node *options = node_in(audit, "areas");

	for (size_t i = 0; areas[i] != NULL; i++)
		options_add(options, areas[i], word_of(v->c, "event", "area", areas[i]), str_eq(areas[i], visit_query(v, "area")));
	options_put_field(node_in(audit, "people"), &who_field, visit_query(v, "actor"), &a->choices);
	node_put_flag(audit, "filtered", *v->req->query_raw != '\0');
	node_put(audit, "from", str_or(asked_date(v, "from"), ""));
	node_put(audit, "to", str_or(asked_date(v, "to"), ""));
}

struct err *
audit_answer(struct visit *v)
{
	const struct audit_state *a = STATE_OF(v, audit_state);
	size_t n = rows_count(a->events);
	struct node *audit = node_in(v->root, "Audit"), *events = node_in(audit, "events");

	node_put(audit, "path", visit_path(v, "history"));
	put_filters(v, audit, a);
	for (size_t i = 0; i < n && i < AUDIT_PAGE; i++)
		put_event(v, node_item(events), a->events, i);
	if (n > AUDIT_PAGE)
		node_put(node_in(v->root, "Pager"), "next",
		    url_with(v->c, visit_path(v, "history"), &v->req->query, "before", rows_text(a->events, AUDIT_PAGE - 1, "seq")));
	if (!str_empty(visit_query(v, "before")))
		node_put(node_in(v->root, "Pager"), "first", url_with(v->c, visit_path(v, "history"), &v->req->query, "before", NULL));
	return (visit_show(v, "pages/audit", N_("History")));
}
