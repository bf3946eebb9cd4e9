/* SPDX-License-Identifier: ISC */
#include "pages/record/columns.h"

#include "base/str.h"
#include "pages/record/filter.h"
#include "view/piece.h"
#include "view/words.h"
#include "web/layout.h"
#include "web/options.h"
#include "web/subject.h"

#include <stdlib.h>
#include <string.h>

#define COLUMNS_COOKIE "gatehouse_columns"

/*
 * The choices of so many lists are remembered, the latest last: "7REQ1f03.7LCH7" is the id of a site and the code of a kind with its set in
 * hexadecimal.
 */
enum { REMEMBERED = 24, REMEMBER_SECONDS = 31536000 };

static char **
remembered(const struct visit *v)
{
	return (str_split(v->c, mem_str(v->c, str_or(pairs_get(&v->req->cookies, COLUMNS_COOKIE), "")), '.'));
}

/* The set that is remembered in ${part} for the list of a kind in this site; NULL: it is about another list. */
static const char *
set_in(const struct visit *v, const char *part, const struct kind *kind)
{
	const char *list = str_join(v->c, v->c->site_id, kind->code), *set;

	if (!str_starts(part, list))
		return (NULL);
	set = part + strlen(list);
	return (strspn(set, "0123456789abcdef") == strlen(set) ? set : NULL);
}

uint64_t
columns_guess(const struct visit *v, const struct kind *kind)
{
	for (char **part = remembered(v); *part != NULL; part++)
		if (set_in(v, *part, kind) != NULL)
			return (strtoull(set_in(v, *part, kind), NULL, 16));
	return (list_usual(kind));
}

void
columns_remember(struct visit *v, const struct kind *kind, uint64_t set)
{
	struct buf *b = buf_new(v->c);
	char **part = remembered(v);
	size_t n = 0;

	while (part[n] != NULL)
		n++;
	for (size_t i = n >= REMEMBERED ? n - REMEMBERED + 1 : 0; i < n; i++)
		if (set_in(v, part[i], kind) == NULL && strspn(part[i], "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdef") == strlen(part[i]))
			buf_fmt(b, "%s.", part[i]);
	buf_fmt(b, "%s%s%llx", v->c->site_id, kind->code, (unsigned long long)set);
	reply_cookie(v->reply, COLUMNS_COOKIE, b->data, REMEMBER_SECONDS, layout_is_secure(v));
}

const char *
columns_label(struct visit *v, const struct kind *kind, size_t column)
{
	static const char *const words[LIST_COMMON] = {
		[LIST_DUE] = "field.due", [LIST_WAITS] = N_("Waiting for"), [LIST_CHANGED] = N_("Last changed"), [LIST_CREATED] = N_("Created"), [LIST_AUTHOR] = N_("Created by"),
	};

	return (column < LIST_COMMON ? word(words[column]) : subject_label(v, kind->name, list_field(kind, column)->name));
}

/* The boxes are made of the kind and of what is chosen, in the language in use: of nothing else. */
static struct err *
put_boxes(struct visit *v, const struct kind *kind, uint64_t set, struct node *node)
{
	struct buf *of = buf_new(v->c);
	struct view *view;
	const char *html;

	buf_fmt(of, "%s %llx", kind->name, (unsigned long long)set);
	html = piece_find(v->c, "record/columns", of);
	if (html == NULL) {
		view = view_new(v->c);
		for (size_t i = 0, n_columns = list_column_count(kind); i < n_columns; i++)
			if (list_column_name(kind, i) != NULL)
				options_add(node_in(view_root(view), "Boxes"), list_column_name(kind, i), columns_label(v, kind, i), set & LIST_BIT(i));
		TRY(piece_render(view, "record/columns", of, &html));
	}
	node_put_html(node, "boxes_html", html);
	return (OK);
}

struct err *
columns_put(struct visit *v, const struct kind *kind, uint64_t set, const char *query)
{
	struct node *node = node_in(v->root, "Columns");
	size_t shown = 3, all = 3;      /* number, title and state */

	for (size_t i = 0, n_columns = list_column_count(kind); i < n_columns; i++) {
		bool is_one = list_column_name(kind, i) != NULL;

		all += is_one;
		shown += is_one && (set & LIST_BIT(i)) != 0;
	}
	node_putf(node, "count", "%zu/%zu", shown, all);
	node_put(node, "url", visit_path(v, "columns?kind=%s", kind->plural));
	node_put(node, "query", query);
	return (put_boxes(v, kind, set, node));
}

static uint64_t
asked_for(const struct visit *v, const struct kind *kind)
{
	uint64_t set = 0;

	for (size_t i = 0, n_columns = list_column_count(kind); i < n_columns; i++)
		if (list_column_name(kind, i) != NULL && pairs_has(&v->req->form, "column", list_column_name(kind, i)))
			set |= LIST_BIT(i);
	return (set);
}

struct err *
columns_answer(struct visit *v)
{
	const struct kind *kind = kind_of_plural(visit_query(v, "kind"));
	const char *query = visit_form(v, "query"), *list;
	struct ctx *c = v->c;
	bool usual = *visit_form(v, "usual") != '\0';
	uint64_t set;

	if (kind == NULL)
		return (RAISE(ERR_NOT_FOUND, "no kind \"%s\"", visit_query(v, "kind")));
	if (*query != '\0' && !filter_is_query(query))
		return (RAISE(ERR_INVALID, "no query of a list"));
	set = usual ? list_usual(kind) : asked_for(v, kind);
	if (usual)
		db_ask(c->db, c, STMT_COLUMNS_DROP, NULL, ARGS(c->site_id, c->me->id_text, kind->name));
	else
		db_ask(c->db, c, STMT_COLUMNS_KEEP, NULL, ARGS(c->site_id, c->me->id_text, kind->name, list_column_names(c, kind, set)));
	columns_remember(v, kind, set);
	list = visit_path(v, *query == '\0' ? "%s%s" : "%s?%s", kind->plural, query);
	return (visit_go(v, list, N_("The columns of this list were saved for you.")));
}
