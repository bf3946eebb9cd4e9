/* SPDX-License-Identifier: ISC */
#include "pages/record/listing.h"

#include "base/str.h"
#include "http/url.h"
#include "pages/record/bulk.h"
#include "view/words.h"
#include "web/asked.h"
#include "web/export.h"
#include "web/subject.h"
#include "web/value.h"

#include <string.h>

static const char *
from_query(void *arg, const char *name)
{
	return (visit_query(arg, name));
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
	l->list->finds_nothing = v->n_odd > 0;
}

static void
ask_all(struct visit *v, struct listing_state *l)
{
	struct ctx *c = v->c;

	if (l->kind == NULL)
		return;
	l->list = list_new(c, l->kind, from_query, v);
	note_odd(v, l);
	if (v->suffix != NULL)
		return;
	list_ask(c, l->list);
	db_ask(c->db, c, STMT_FILTERS_OF, &l->saved, ARGS(c->site_id, l->kind->name));
	options_ask(v, &l->choices, l->kind->fields, FILTER, 0);
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
	if (!may(v->c, PERMIT_LIST_EXPORT))
		return;
	node_put(node, "csv_url", with_suffix(v, kind, "csv"));
	node_put(node, "xlsx_url", with_suffix(v, kind, "xlsx"));
}

/* ---- columns */

/* What is the same in all rows of a page is found once. */
struct column {
	const struct field *field;
	const char *label;
	size_t place;           /* for rows_at */
};

static void
put_sort(struct visit *v, const struct listing_state *l, struct node *node, const char *name)
{
	bool now = str_eq(l->list->sort, name), falls = now && l->list->descending;
	const char *path = visit_path(v, "%s", l->kind->plural), *url;

	url = url_with(v->c, path, &v->req->query, "sort",
	    mem_fmt(v->c, "%s%s", now && !falls ? "-" : "", name));
	/* Another order begins at the first page. */
	if (strstr(url, "after=") != NULL) {
		struct pairs query = { .pair = mem_array(v->c, struct pair, v->req->query.n + 1) };

		for (size_t i = 0; i < v->req->query.n; i++)
			if (!str_eq(v->req->query.pair[i].name, "after"))
				query.pair[query.n++] = v->req->query.pair[i];
		url = url_with(v->c, path, &query, "sort",
		    mem_fmt(v->c, "%s%s", now && !falls ? "-" : "", name));
	}
	node_put(node, "url", url);
	if (now)
		node_put(node, "sorted", falls ? "descending" : "ascending");
}

/* Title and due date have columns of their own. */
static bool
is_column(const struct field *f)
{
	return (!str_has_word("title due", f->name));
}

/* Where a column's texts are in the answer: a reference is shown by its name. */
static size_t
place_of(struct visit *v, const struct rows *rows, const struct field *f)
{
	return (rows_column(rows, value_is_reference(f) ? mem_fmt(v->c, "%s.name", f->name) : f->name));
}

/* The columns between the title and the due date; ends with a field of NULL. */
static struct column *
columns_of(struct visit *v, const struct listing_state *l)
{
	const struct field **fields = list_columns(v->c, l->kind, false);
	struct column *columns;
	size_t n = 0;

	while (fields[n] != NULL)
		n++;
	columns = mem_array(v->c, struct column, n + 1);
	n = 0;
	for (size_t i = 0; fields[i] != NULL; i++)
		if (is_column(fields[i]))
			columns[n++] = (struct column){ .field = fields[i], .label = subject_label(v, l->kind->name, fields[i]->name),
				.place = place_of(v, l->list->rows, fields[i]) };
	return (columns);
}

static void
put_columns(struct visit *v, const struct listing_state *l, const struct column *columns)
{
	struct node *list = node_in(v->root, "List"), *node;

	put_sort(v, l, node_in(node_in(list, "sorts"), "number"), "number");
	for (const struct column *c = columns; c->field != NULL; c++) {
		node = node_item(node_in(list, "columns"));
		node_put(node, "name", c->field->name);
		node_put(node, "label", c->label);
		node_put_flag(node, "num", value_is_number(c->field));
		if (c->field->flags & SORT)
			put_sort(v, l, node, c->field->name);
	}
	node = node_item(node_in(list, "columns"));
	node_put(node, "label", word("field.due"));
	put_sort(v, l, node, "due");
	node = node_item(node_in(list, "columns"));
	node_put(node, "label", word(N_("Last changed")));
	put_sort(v, l, node, "changed_at");
}

/* ---- rows */

/* In a list the name of a record is enough; its number is one tap away. */
static void
put_record_cell(struct visit *v, struct node *cells, const char *record)
{
	const char *blank = strchr(record, ' ');
	struct node *cell = node_add(cells, blank == NULL ? record : blank + 1);

	node_put_flag(cell, "wide", true);
	if (blank == NULL)
		return;
	node_put(cell, "url", subject_path_of(v, mem_strn(v->c, record, (size_t)(blank - record))));
}

static void
put_cell(struct visit *v, const struct listing_state *l, struct node *cells, const struct column *c, size_t i)
{
	const struct field *f = c->field;
	const char *value = str_or(rows_at(l->list->rows, i, c->place), "");
	struct node *cell;

	if (f->type == FIELD_RECORD) {
		put_record_cell(v, cells, value);
		return;
	}
	cell = node_add(cells, value_is_reference(f) && f->type != FIELD_DEPARTMENT ? value : value_text(v, l->kind, f, value, NULL));
	node_put_flag(cell, "wide", f->type == FIELD_LINE);
	node_put_flag(cell, "num", value_is_number(f));
	if (value_needs_label(f) && *value != '\0')
		node_put(cell, "label", c->label);
}

/* What every list ends with: when it is due, and the day of its last change. */
static void
put_days(struct visit *v, struct node *row, const struct rows *rows, size_t i)
{
	const char *late = rows_text(rows, i, "late_since");

	node_put(row, "due", late != NULL ? wordf(v->c, N_("%1, overdue"), late, NULL) : rows_str(rows, i, "due"));
	node_put_flag(row, "late", late != NULL);
	node_put(row, "changed", rows_str(rows, i, "changed_at"));
}

static void
put_row(struct visit *v, const struct listing_state *l, struct node *list, const struct column *columns, size_t i)
{
	const struct rows *rows = l->list->rows;
	const char *number = rows_str(rows, i, "number"), *title = rows_str(rows, i, "title"), *name = rows_str(rows, i, "state");
	const struct state *state = kind_state(l->kind, name);
	struct node *row = node_item(list), *cells;

	node_put(row, "number", number);
	node_put(row, "title", title);
	node_put(row, "url", subject_path(v, l->kind, number));
	node_put(row, "state", word_of(v->c, l->kind->name, "state", name));
	node_put(row, "tone", state == NULL ? "" : state->tone);
	cells = node_in(row, "cells");
	for (const struct column *c = columns; c->field != NULL; c++)
		put_cell(v, l, cells, c, i);
	put_days(v, row, rows, i);
}

static void
put_pager(struct visit *v, const struct listing_state *l)
{
	struct node *node = node_in(v->root, "Pager");
	const char *path = visit_path(v, "%s", l->kind->plural);
	size_t n = list_count(l->list);

	if (n > 0)
		node_put(node, "note",
		    wordf(v->c, N_("%1 on this page"), mem_fmt(v->c, "%zu", n), NULL));
	if (*visit_query(v, "after") != '\0')
		node_put(node, "first", url_with(v->c, path, &v->req->query, "after", NULL));
	if (list_has_next(l->list))
		node_put(node, "next",
		    url_with(v->c, path, &v->req->query, "after", list_after(v->c, l->list)));
}

/* Every record of it is for those concerned alone. */
static bool
is_restricted(const struct kind *kind)
{
	for (const struct state *s = kind->states; s->name != NULL; s++)
		if (!(s->flags & (STATE_PRIVATE | STATE_CIRCLE)))
			return (false);
	return (true);
}

static void
put_empty(struct visit *v, const struct kind *kind)
{
	struct node *node = node_in(v->root, "Empty");
	bool filtered = *v->req->query_raw != '\0';
	const char *own = mem_fmt(v->c, "%s.empty", kind->name);

	node_put(node, "title",
	    word(filtered ? N_("Nothing matches these filters") : N_("Nothing here yet")));
	if (filtered) {
		node_put(node, "text", word(N_("Remove a filter or try other words.")));
		node_put(node, "url", visit_path(v, "%s", kind->plural));
		node_put(node, "label", word(N_("Show all")));
	} else if (record_may_create(v->c, kind)) {
		node_put(node, "text", words_known(words_language(), own) ? word(own) : "");
		node_put(node, "url", visit_path(v, "%s/new", kind->plural));
		node_put(node, "label", wordf(v->c, N_("New: %1"), word(kind->name), NULL));
	} else if (is_restricted(kind) && !may(v->c, PERMIT_RESTRICTED_VIEW)) {
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

static struct err *
fill(struct visit *v, const struct listing_state *l)
{
	const struct column *columns = columns_of(v, l);
	struct node *rows = node_in(node_in(v->root, "List"), "rows");

	put_head(v, l->kind);
	TRY(listing_put_filters(v, l));
	put_columns(v, l, columns);
	for (size_t i = 0; i < list_count(l->list); i++)
		put_row(v, l, rows, columns, i);
	put_bulk(v, l);
	put_pager(v, l);
	put_empty(v, l->kind);
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
	TRY(fill(v, l));
	for (size_t i = 0; i < rows_count(l->list->rows); i++)
		subject_saw(v, visibility_read(l->list->rows, i));
	return (visit_show(v, "record/list", mem_fmt(v->c, "%s.plural", l->kind->name)));
}
