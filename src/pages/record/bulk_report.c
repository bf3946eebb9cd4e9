/* SPDX-License-Identifier: ISC */
/* What became of a decision on several records; and where the ticks of my work lead. */
#include "pages/record/bulk.h"

#include "base/str.h"
#include "view/words.h"
#include "web/over.h"
#include "web/subject.h"

#include <string.h>

/* ---- the report */

struct bulk_report_state {
	struct rows *lines;
};

const size_t bulk_report_state = sizeof(struct bulk_report_state);

void
bulk_report_ask(struct visit *v)
{
	int64_t id;

	if (str_to_int(visit_arg(v, "id"), 1, INT64_MAX, &id))
		db_ask(v->c->db, v->c, STMT_BULK_LINES, &STATE_OF(v, bulk_report_state)->lines, ARGS(v->c->site_id, visit_arg(v, "id")));
}

/* A record this person may not see is shown as its number, with the same words as one that does not exist. */
static void
put_line(struct visit *v, struct node *node, const struct kind *kind, const struct rows *rows, size_t i)
{
	const char *outcome = rows_str(rows, i, "outcome"), *title = rows_text(rows, i, "title");

	node = node_item(node_in(node, *outcome == '\0' ? "open" : outcome));
	node_put(node, "number", rows_str(rows, i, "number"));
	node_put(node, "title", title);
	if (title != NULL) {
		node_put(node, "url", subject_path(v, kind, rows_str(rows, i, "number")));
		node_put(node, "state", word_of(v->c, kind->name, "state", rows_str(rows, i, "state")));
	}
	node_put(node, "reason", rows_str(rows, i, "reason"));
}

static const char *
label_of(struct visit *v, const struct kind *kind, const char *move)
{
	const struct move *m = kind_move(kind, move);

	return (m != NULL && m->flags & MOVE_BULK ? word_of(v->c, kind->name, "move", move) : word_of(v->c, "bulk.vote", move, NULL));
}

struct err *
bulk_report(struct visit *v)
{
	const struct rows *rows = STATE_OF(v, bulk_report_state)->lines;
	const struct kind *kind = rows_count(rows) == 0 ? NULL : kind_named(rows_str(rows, 0, "kind"));
	struct node *node = node_in(v->root, "Report");

	if (kind == NULL)
		return (RAISE(ERR_NOT_FOUND, "no report \"%s\" for them", visit_arg(v, "id")));
	node_put(node, "title", label_of(v, kind, rows_str(rows, 0, "move")));
	node_put(node, "kind", word(mem_fmt(v->c, "%s.plural", kind->name)));
	node_put(node, "at", rows_str(rows, 0, "at"));
	node_put(node, "list_url", visit_path(v, "%s", kind->plural));
	node_put_flag(node, "from_work", str_eq(visit_query(v, "from"), "work"));
	for (size_t i = 0; i < rows_count(rows); i++)
		put_line(v, node, kind, rows, i);
	return (visit_show(v, "record/bulk_report", N_("bulk.report")));
}

/* ---- from my work: records of several sites and kinds may be ticked; each kind of each site is decided on by itself, in heaps of at most BULK_MAX */

struct heap {
	const struct site_link *site;
	const struct kind *kind;
	struct buf *query;
	int n;
};

static const struct site_link *
site_of(const struct visit *v, const char *slug)
{
	for (size_t i = 0; i < v->c->me->n_sites; i++)
		if (str_eq(v->c->me->sites[i].slug, slug))
			return (&v->c->me->sites[i]);
	return (NULL);
}

static struct heap *
heap_of(struct visit *v, struct heap *heaps, size_t *n, const struct site_link *site, const struct kind *kind)
{
	for (size_t i = 0; i < *n; i++)
		if (heaps[i].site == site && heaps[i].kind == kind && heaps[i].n < BULK_MAX)
			return (&heaps[i]);
	heaps[*n] = (struct heap){ .site = site, .kind = kind, .query = buf_new(v->c) };
	return (&heaps[(*n)++]);
}

/* "east/changes/CHG-2026-0001", as the tick says; anything else is left out. */
static void
add(struct visit *v, struct heap *heaps, size_t *n, const char *ticked)
{
	char **part = str_split(v->c, mem_str(v->c, ticked), '/');
	const struct site_link *site;
	const struct kind *kind;
	struct heap *heap;

	if (part[0] == NULL || part[1] == NULL || part[2] == NULL || part[3] != NULL || kind_of_number(part[2]) == NULL)
		return;
	site = site_of(v, part[0]);
	kind = kind_of_plural(part[1]);
	if (site == NULL || kind == NULL || strspn(part[2], "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") != strlen(part[2]))
		return;
	heap = heap_of(v, heaps, n, site, kind);
	heap->n++;
	buf_fmt(heap->query, "&record=%s", part[2]);
}

/* Votes are for every kind; a move is of one. */
static const char *
url_of(struct visit *v, const struct heap *heap)
{
	const char *vote = visit_query(v, "vote"), *move = visit_query(v, "move");
	bool is_vote = str_has_word("approve reject return", vote);

	return (mem_fmt(v->c, "/%s/%s/moves?from=work&%s=%s%s", heap->site->slug, heap->kind->plural, is_vote ? "vote" : "move",
	    is_vote ? vote : kind_move(heap->kind, move) != NULL ? move : "", heap->query->data));
}

static void
put_heap(struct visit *v, const struct heap *heap)
{
	struct node *node = node_item(node_in(node_in(v->root, "Gather"), "heaps"));

	node_put(node, "kind", word(mem_fmt(v->c, "%s.plural", heap->kind->name)));
	node_put(node, "icon", heap->kind->icon);
	node_put(node, "site", over_name(heap->site->name, heap->site->name_en));
	node_put(node, "count", words_count(v->c, "bulk.one_record", "bulk.records", heap->n));
	node_put(node, "url", url_of(v, heap));
}

struct err *
bulk_gather(struct visit *v)
{
	struct heap *heaps = mem_array(v->c, struct heap, v->req->query.n + 1);
	const char *ticked;
	size_t n = 0, from = 0;

	while ((ticked = pairs_next(&v->req->query, "record", &from)) != NULL)
		add(v, heaps, &n, ticked);
	if (n == 0)
		return (visit_go(v, "/", N_("Nothing was selected. Tick some rows first.")));
	if (n == 1)
		return (visit_go(v, url_of(v, &heaps[0]), NULL));
	for (size_t i = 0; i < n; i++)
		put_heap(v, &heaps[i]);
	node_put(node_in(v->root, "Gather"), "back_url", "/");
	return (visit_show(v, "pages/bulk_gather", N_("bulk.gather")));
}
