/* SPDX-License-Identifier: ISC */
#include "pages/record/listing.h"

#include "access/session.h"
#include "base/str.h"
#include "http/url.h"
#include "pages/record/bulk.h"
#include "pages/record/columns.h"
#include "view/words.h"
#include "web/asked.h"
#include "web/export.h"
#include "web/layout.h"
#include "web/report.h"
#include "web/subject.h"

#include <string.h>

static const char *
from_query(void *arg, const char *name)
{
	return (visit_query(arg, name));
}

/* Which page it is says the address, and nothing but a text follows from it; 0: it says so in no number. */
static size_t
page_of(struct visit *v)
{
	int64_t n = 1;

	if (*visit_query(v, "page") != '\0' && !str_to_int(visit_query(v, "page"), 1, 999999, &n))
		return (0);
	return (*visit_query(v, "after") == '\0' ? 1 : (size_t)n);
}

/* What the list cannot read, what it does not know, and what is asked for twice, of which it would read one. */
static void
note_odd(struct visit *v, const struct listing_state *l)
{
	struct buf *known = buf_new(v->c);

	for (size_t i = 0; i < l->list->n_odd; i++)
		asked_is_odd(v, l->list->odd[i]);
	for (size_t i = 0; i < v->req->query.n; i++)
		if (list_knows(l->kind, v->req->query.pair[i].name))
			buf_fmt(known, "%s ", v->req->query.pair[i].name);
	asked_only(v, known->data);
	if (*visit_query(v, "page") != '\0' && page_of(v) == 0)
		asked_is_odd(v, "page");
	l->list->finds_nothing = v->n_odd > 0;
}

static const struct {
	const char *name;
	enum list_view view;
} views[] = { { "", LIST_ROWS }, { "board", LIST_BOARD }, { "calendar", LIST_MONTH } };

static enum list_view
view_of(struct visit *v)
{
	for (size_t i = 0; i < ARRAY_LEN(views); i++)
		if (str_eq(views[i].name, visit_query(v, "view")))
			return (views[i].view);
	asked_is_odd(v, "view");
	return (LIST_ROWS);
}

/* A card of a board says when it is due and for whom it waits, whatever the list shows. */
static uint64_t
columns_wanted(const struct listing_state *l, uint64_t chosen)
{
	return (l->list->view == LIST_ROWS ? chosen : LIST_BIT(LIST_DUE) | LIST_BIT(LIST_WAITS));
}

/* ---- how the site does, above the list as it is opened from the menu */

static bool
has_standing(struct visit *v, const struct listing_state *l)
{
	return (l->kind->standing != NULL && l->list->view == LIST_ROWS && v->req->query.n == 0);
}

static void
ask_standing(struct visit *v, struct listing_state *l)
{
	const struct report_table *t = l->kind->standing;
	size_t n = 0;

	while (t[n].name != NULL)
		n++;
	l->standing = mem_array(v->c, struct rows *, n);
	for (size_t i = 0; i < n; i++)
		report_ask(v, &t[i], v->c->today, &l->standing[i]);
}

static void
put_standing(struct visit *v, const struct listing_state *l)
{
	const char *words = mem_fmt(v->c, "%s.report", l->kind->name);

	for (size_t i = 0; l->kind->standing[i].name != NULL; i++)
		report_put(v, node_item(node_in(node_in(v->root, "List"), "standing")), words, NULL, &l->kind->standing[i], l->standing[i]);
}

static void
ask_all(struct visit *v, struct listing_state *l)
{
	struct ctx *c = v->c;

	if (l->kind == NULL)
		return;
	l->list = list_new(c, l->kind, view_of(v), from_query, v);
	note_odd(v, l);
	if (v->suffix != NULL)
		return;
	l->list->columns = columns_wanted(l, columns_guess(v, l->kind));
	list_ask(c, l->list);
	if (l->list->view == LIST_ROWS)
		list_ask_count(c, l->list);
	db_ask(c->db, c, STMT_FILTERS_OF, &l->saved, ARGS(c->site_id, l->kind->name));
	options_ask(v, &l->choices, l->kind->fields, FILTER, 0);
	if (has_standing(v, l))
		ask_standing(v, l);
}

const size_t listing_state = sizeof(struct listing_state);

void
listing_ask(struct visit *v)
{
	struct listing_state *l = STATE_OF(v, listing_state);

	l->kind = kind_of_plural(visit_arg(v, "kind"));
	ask_all(v, l);
}

/* ---- the head */

static const char *
with_suffix(struct visit *v, const struct kind *kind, const char *suffix)
{
	return (url_with(
	    v->c, visit_path(v, "%s.%s", kind->plural, suffix), &v->req->query, "after", NULL));
}

static void
put_head(struct visit *v, const struct kind *kind)
{
	struct node *node = node_in(v->root, "List");
	const char *plural = mem_fmt(v->c, "%s.plural", kind->name),
		   *intro = mem_fmt(v->c, "%s.list.intro", kind->name);

	node_put(node, "title", word(plural));
	node_put(node, "icon", kind->icon);
	node_put(node, "path", visit_path(v, "%s", kind->plural));
	if (words_known(words_language(), intro))
		node_put(node, "intro", word(intro));
	if (record_may_create(v->c, kind)) {
		node_put(node, "new_url", visit_path(v, "%s/new", kind->plural));
		node_put(node, "new_label", wordf(v->c, N_("New: %1"), word(kind->name), NULL));
	}
	if (kind->figures != NULL) {
		node_put(node, "figures_url", visit_path(v, "%s/figures", kind->plural));
		node_put(node, "figures", word(kind->figures->title));
	}
	if (!may(v->c, PERMIT_LIST_EXPORT))
		return;
	node_put(node, "csv_url", with_suffix(v, kind, "csv"));
	node_put(node, "xlsx_url", with_suffix(v, kind, "xlsx"));
}

/* ---- around the rows */

/* "26–50 of 92"; of very many only that they are more than anybody counts. */
static const char *
place_text(struct visit *v, const struct listing_state *l, size_t page)
{
	size_t n = list_count(l->list), first = (page - 1) * LIST_PAGE + 1, total = list_total(l->list);
	const char *rows = mem_fmt(v->c, "%zu–%zu", first, first + n - 1);

	/* Somebody may have come here by an older address: then it is not known how many come before. */
	if (*visit_query(v, "after") != '\0' && page == 1)
		rows = wordf(v->c, N_("%1 on this page"), mem_fmt(v->c, "%zu", n), NULL);
	if (total > LIST_COUNT_MAX)
		return (wordf(v->c, N_("%1, more than %2 in all"), rows, mem_fmt(v->c, "%d", LIST_COUNT_MAX)));
	return (wordf(v->c, N_("%1, %2 in all"), rows, mem_fmt(v->c, "%zu", total)));
}

static void
put_pager(struct visit *v, const struct listing_state *l)
{
	struct node *node = node_in(v->root, "Pager"), *list = node_in(v->root, "List");
	const char *path = visit_path(v, "%s", l->kind->plural), *page;
	size_t total = list_total(l->list), n = page_of(v);
	struct pairs next = *listing_query(v);

	if (list_count(l->list) > 0)
		node_put(node, "note", place_text(v, l, n));
	if (total > LIST_COUNT_MAX)
		node_put(list, "total", wordf(v->c, N_("more than %1"), mem_fmt(v->c, "%d", LIST_COUNT_MAX), NULL));
	else if (total > 0)
		node_put(list, "total", words_count(v->c, "%1 record", "%1 records", (long)total));
	if (*visit_query(v, "after") != '\0')
		node_put(node, "first", url_with(v->c, path, &next, "after", NULL));
	if (!list_has_next(l->list))
		return;
	page = mem_fmt(v->c, "%zu", n + 1);
	if (*visit_query(v, "after") == '\0' || n > 1)
		next.pair[next.n++] = (struct pair){ "page", page };
	node_put(node, "next", url_with(v->c, path, &next, "after", list_after(v->c, l->list)));
}

/* Is anything asked for that leaves records out? */
static bool
is_filtered(const struct visit *v)
{
	for (size_t i = 0; i < v->req->query.n; i++)
		if (*v->req->query.pair[i].value != '\0' && !str_has_word("sort view month page", v->req->query.pair[i].name))
			return (true);
	return (v->n_odd > 0);
}

/* There may be others: a filter leaves them out, or the board does, which is of open ones. */
static void
put_left_out(struct visit *v, const struct listing_state *l, struct node *node)
{
	const char *note = l->list->view == LIST_BOARD ? listing_board_note(v, l) : NULL;

	node_put(node, "title", word(is_filtered(v) ? N_("Nothing matches these filters") : N_("Nothing is open")));
	node_put(node, "text", note != NULL ? note : word(N_("Remove a filter or try other words.")));
	node_put(node, "url", visit_path(v, "%s", l->kind->plural));
	node_put(node, "label", word(N_("Show all")));
}

static void
put_empty(struct visit *v, const struct listing_state *l)
{
	const struct kind *kind = l->kind;
	struct node *node = node_in(v->root, "Empty");
	const char *own = mem_fmt(v->c, "%s.empty", kind->name);

	if (is_filtered(v) || l->list->view == LIST_BOARD) {
		put_left_out(v, l, node);
		return;
	}
	node_put(node, "title", word(N_("Nothing here yet")));
	if (record_may_create(v->c, kind)) {
		node_put(node, "text", words_known(words_language(), own) ? word(own) : "");
		node_put(node, "url", visit_path(v, "%s/new", kind->plural));
		node_put(node, "label", wordf(v->c, N_("New: %1"), word(kind->name), NULL));
	} else if (kind_is_restricted(kind) && !may(v->c, PERMIT_RESTRICTED_VIEW) && !(kind->sight != PERMIT_NONE && may(v->c, kind->sight))) {
		node_put(node, "title", word(N_("No records concern you")));
		node_put(node, "text", word(N_("Only the people concerned and those who handle or decide on these records can see them.")));
	}
}

/* ---- bulk moves */

static bool
is_open_for_some(const struct listing_state *l, const struct move *m)
{
	const struct rows *rows = l->list->rows;
	size_t place = rows_column(rows, "state");

	for (size_t i = 0; i < list_count(l->list); i++)
		if (str_has_word(m->from, rows_at(rows, i, place)))
			return (true);
	return (false);
}

/* May this person perhaps make it for some of these? Each record is asked again when it is made. */
static bool
may_perhaps(const struct visit *v, const struct listing_state *l, const struct move *m)
{
	if (!(m->flags & MOVE_BULK))
		return (false);
	for (const struct who *who = m->who; who < m->who + WHO_MAX; who++)
		if (who->is != NULL || (who->right != PERMIT_NONE && may(v->c, who->right)))
			return (is_open_for_some(l, m));
	return (false);
}

/* Have they, or somebody whom they stand in for, perhaps a vote on some of these? */
static bool
may_vote_perhaps(const struct visit *v, const struct listing_state *l)
{
	const struct rows *rows = l->list->rows;
	size_t place = rows_column(rows, "state");

	if (!may(v->c, PERMIT_GROUP_DECIDE) && !may(v->c, PERMIT_HEAD_DECIDE) && (v->c->me->acts_for == NULL || v->c->me->acts_for[0] == NULL))
		return (false);
	for (size_t i = 0; i < list_count(l->list); i++)
		if (bulk_votes_in(kind_state(l->kind, rows_at(rows, i, place))))
			return (true);
	return (false);
}

/* What can be decided for several at once; what is asked with it, and what is missing, is on the page that follows. */
static void
put_bulk(struct visit *v, const struct listing_state *l)
{
	struct node *list = node_in(v->root, "List");

	if (may_vote_perhaps(v, l))
		bulk_put_votes(list, v->c);
	for (const struct move *m = l->kind->moves; m->name != NULL; m++)
		if (may_perhaps(v, l, m))
			bulk_put_move(list, v->c, l->kind, m);
	node_put_flag(list, "has_bulk", node_has(list, "bulk"));
	node_put(list, "bulk_url", bulk_path(v, l->kind));
}

/* ---- the page */

/* What the person has chosen, as the database says. */
static uint64_t
chosen(const struct listing_state *l)
{
	for (size_t i = 0; i < rows_count(l->saved); i++)
		if (rows_text(l->saved, i, "id") == NULL)
			return (list_chosen(l->kind, rows_str(l->saved, i, "columns")));
	return (list_usual(l->kind));
}

/*
 * This browser has remembered other columns: the list is read again, in a transaction of its own, as the page's has ended.  The tag would
 * stand for what was read before, so this page has none.
 */
static struct err *
read_chosen(struct visit *v, struct listing_state *l)
{
	uint64_t set = columns_wanted(l, chosen(l));

	if (set == l->list->columns)
		return (OK);
	v->tag = NULL;
	columns_remember(v, l->kind, set);
	l->list->columns = set;
	session_ask(v->c, layout_cookie(v), false, &l->opened);
	list_ask(v->c, l->list);
	TRY(db_wait(v->c->db));
	db_end(v->c->db);
	return (OK);
}

static struct err *
fill(struct visit *v, const struct listing_state *l)
{
	put_head(v, l->kind);
	if (has_standing(v, l))
		put_standing(v, l);
	TRY(listing_put_filters(v, l));
	listing_put_views(v, l);
	if (l->list->view == LIST_ROWS) {
		listing_put_rows(v, l);
		TRY(columns_put(v, l->kind, l->list->columns, listing_query_text(v, l->kind)));
		put_bulk(v, l);
		put_pager(v, l);
	} else if (l->list->view == LIST_BOARD)
		listing_put_board(v, l);
	else
		listing_put_month(v, l);
	put_empty(v, l);
	return (OK);
}

struct err *
listing_answer(struct visit *v)
{
	struct listing_state *l = STATE_OF(v, listing_state);

	if (l->kind == NULL)
		return (RAISE(ERR_NOT_FOUND, "no kind \"%s\"", visit_arg(v, "kind")));
	if (v->suffix != NULL)
		return (export_list(v, l->list));
	TRY(read_chosen(v, l));
	TRY(fill(v, l));
	for (size_t i = 0; i < rows_count(l->list->rows); i++)
		subject_saw(v, l->kind, visibility_read(l->list->rows, i));
	return (visit_show(v, "record/list", mem_fmt(v->c, "%s.plural", l->kind->name)));
}
