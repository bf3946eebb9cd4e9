/* SPDX-License-Identifier: ISC */
#include "pages/record/history_page.h"

#include "view/words.h"
#include "web/history.h"
#include "web/subject.h"

enum { PAGE = 50 };

struct history_page_state {
	struct subject subject;
	struct rows *events, *versions;
};

const size_t history_page_state = sizeof(struct history_page_state);

void
history_page_ask(struct visit *v)
{
	struct history_page_state *h = STATE_OF(v, history_page_state);

	subject_ask(v, &h->subject, false);
	if (h->subject.kind == NULL)
		return;
	history_ask(v, h->subject.kind, h->subject.number, visit_query(v, "before"), PAGE, &h->events);
	db_ask(v->c->db, v->c, STMT_RECORD_VERSIONS, &h->versions,
	    ARGS(v->c->site_id, h->subject.number));
}

static void
put_versions(struct visit *v, const struct record *rec, const struct rows *versions)
{
	for (size_t i = 0; i < rows_count(versions); i++) {
		struct node *node = node_item(node_in(v->root, "Versions"));

		node_put(node, "number", rows_str(versions, i, "version"));
		node_put(node, "by", rows_str(versions, i, "name"));
		node_put(node, "at", rows_str(versions, i, "at"));
		node_putf(node, "url", "%s/versions/%s", subject_path(v, rec->kind, rec->number),
		    rows_str(versions, i, "version"));
	}
}

static void
put_pager(struct visit *v, const struct record *rec, const struct rows *events)
{
	struct node *node = node_in(v->root, "Pager");
	const char *path = mem_fmt(v->c, "%s/history", subject_path(v, rec->kind, rec->number));

	if (*visit_query(v, "before") != '\0')
		node_put(node, "first", path);
	if (rows_count(events) == PAGE)
		node_putf(node, "next", "%s?before=%s", path, rows_str(events, PAGE - 1, "seq"));
}

struct err *
history_page_answer(struct visit *v)
{
	struct history_page_state *h = STATE_OF(v, history_page_state);
	struct record *rec;

	TRY(subject_read(v, &h->subject, &rec));
	subject_put(v, rec);
	history_put(v, node_in(v->root, "History"), rec->kind, h->events);
	put_versions(v, rec, h->versions);
	put_pager(v, rec, h->events);
	return (visit_show(
	    v, "record/history", mem_fmt(v->c, "%s %s", word(N_("History")), rec->number)));
}
