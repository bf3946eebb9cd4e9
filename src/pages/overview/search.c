/* SPDX-License-Identifier: ISC */
#include "pages/overview/search.h"

#include "base/fold.h"
#include "base/typed.h"
#include "http/url.h"
#include "record/record.h"
#include "view/words.h"
#include "web/asked.h"
#include "web/options.h"
#include "web/over.h"

struct search_state {
	struct rows *numbers, *words, *folded;
};

const size_t search_state = sizeof(struct search_state);
enum { SEARCH_PAGE = 25, FOUND_PAGE = 8 /* in the palette */, QUERY_MAX = 200 /* characters */ };

/* What was typed, without blanks around it and not endless. */
const char *
search_query(const struct visit *v)
{
	char *q = str_trim(mem_str(v->c, fold_is_empty(visit_query(v, "q")) ? "" : visit_query(v, "q")));

	return (str_chars(q) > QUERY_MAX ? mem_str(v->c, "") : q);
}

/* Full-width blanks part words too. */
const char *
search_parted(const struct visit *v, const char *q)
{
	struct buf *b = buf_new(v->c);

	for (; *q != '\0'; q++) {
		bool wide = str_starts(q, "\xe3\x80\x80");

		buf_putc(b, wide ? ' ' : *q);
		q += wide ? 2 : 0;
	}
	return (b->data);
}

/* For the palette (static/palette.js): the same hits under the same rights, fewer and with nothing around them, and what may be begun. */
static bool
is_found(const struct visit *v)
{
	return (str_eq(visit_query(v, "part"), "found"));
}

void
search_ask(struct visit *v)
{
	struct ctx *c = v->c;
	struct search_state *s = STATE_OF(v, search_state);
	const char *q = search_parted(v, search_query(v)), *after = asked_id(v, "after"), *kind = visit_query(v, "kind");

	if (!str_empty(kind) && kind_named(kind) == NULL)
		asked_is_odd(v, "kind");
	asked_only(v, "q kind after part");
	if (str_empty(q) || v->n_odd > 0)
		return;
	if (after == NULL)
		db_ask(c->db, c, STMT_SEARCH_NUMBER, &s->numbers, ARGS(c->site_id, fold_code(c, q), kind, str_or(typed_number(c, q), "")));
	/* The largest id: the first page. */
	db_ask(c->db, c, STMT_SEARCH_WORDS, &s->words,
	    ARGS(c->site_id, q, kind, str_or(after, "9223372036854775807"), mem_fmt(c, "%d", is_found(v) ? FOUND_PAGE : SEARCH_PAGE + 1)));
	db_ask(c->db, c, STMT_SEARCH_FOLD, &s->folded, ARGS(q));
}

/* ---- the page */

static void
put_kinds(struct visit *v, struct node *list)
{
	for (size_t k = 0; kinds[k] != NULL; k++)
		options_add(list, kinds[k]->name, word(kinds[k]->name), str_eq(kinds[k]->name, visit_query(v, "kind")));
}

static struct node *
put_result(struct visit *v, const struct search_place *place, const struct rows *rows, size_t i)
{
	struct node *node = node_item(node_in(node_in(v->root, "Search"), "results"));

	over_put_record(node, v->c, place->slug, rows, i);
	over_put_marked(node_in(node, "title_parts"), v->c, rows_str(rows, i, "title"), place->folded);
	node_put(node, "at", rows_str(rows, i, "changed"));
	node_put(node, "platform", rows_str(rows, i, "platform"));
	if (place->name != NULL)
		node_put(node, "site", place->name);
	return (node);
}

static void
put_excerpt(struct visit *v, struct node *node, const struct rows *rows, size_t i, const char *folded)
{
	const char *text = mem_fmt(v->c, "%s%s%s", rows_bool(rows, i, "cut_before") ? "…" : "", rows_str(rows, i, "excerpt"),
	    rows_bool(rows, i, "cut_after") ? "…" : "");

	over_put_marked(node_in(node, "parts"), v->c, text, folded);
}

size_t
search_put_results(struct visit *v, const struct search_place *place, const struct rows *numbers, const struct rows *rows, size_t most)
{
	size_t n = 0;

	for (size_t i = 0; i < rows_count(numbers); i++, n++)
		put_result(v, place, numbers, i);
	for (size_t i = 0; i < rows_count(rows) && i < most; i++) {
		/* Found by its number already? */
		if (rows_have(numbers, "id", rows_str(rows, i, "id")))
			continue;
		put_excerpt(v, put_result(v, place, rows, i), rows, i, place->folded);
		n++;
	}
	return (n);
}

static void
put_pager(struct visit *v)
{
	const struct search_state *s = STATE_OF(v, search_state);
	struct node *pager = node_in(v->root, "Pager");

	if (!str_empty(visit_query(v, "after")))
		node_put(pager, "first", url_with(v->c, v->req->path, &v->req->query, "after", NULL));
	if (rows_count(s->words) > SEARCH_PAGE)
		node_put(pager, "next", url_with(v->c, v->req->path, &v->req->query, "after", rows_str(s->words, SEARCH_PAGE - 1, "id")));
}

void
search_put_none(struct visit *v, const char *q)
{
	struct node *empty = node_in(v->root, "Empty");

	if (str_empty(q)) {
		node_put(empty, "title", word("What are you looking for?"));
		node_put(empty, "text", word("Type a number such as REQ-2026-0042, or words of two characters or more."));
		return;
	}
	node_put(empty, "title", wordf(v->c, "Nothing found for “%1”", q, NULL));
	node_put(empty, "text", word("Try fewer or different words, or search all kinds. The search covers only what you may see."));
}

static struct err *
show_found(struct visit *v, const struct search_place *place)
{
	const struct search_state *s = STATE_OF(v, search_state);

	search_put_results(v, place, s->numbers, s->words, FOUND_PAGE);
	for (size_t k = 0; kinds[k] != NULL; k++) {
		struct node *node;

		if (!record_may_create(v->c, kinds[k]))
			continue;
		node = node_item(node_in(node_in(v->root, "Found"), "new"));
		node_put(node, "text", word(kinds[k]->name));
		node_put(node, "url", visit_path(v, "%s/new", kinds[k]->plural));
	}
	v->layout = "bare";
	return (visit_show(v, "pages/found", N_("Search")));
}

struct err *
search_answer(struct visit *v)
{
	const struct search_state *s = STATE_OF(v, search_state);
	struct node *search = node_in(v->root, "Search");
	const struct search_place place = { v->c->site->slug, NULL, rows_str(s->folded, 0, "query") };
	const char *q = search_query(v);
	size_t n;

	if (is_found(v))
		return (show_found(v, &place));
	node_put(search, "q", q);
	node_put(search, "path", visit_path(v, "search"));
	put_kinds(v, node_in(search, "kinds"));
	n = search_put_results(v, &place, s->numbers, s->words, SEARCH_PAGE);
	if (n == 0)
		search_put_none(v, q);
	else if (rows_count(s->words) <= SEARCH_PAGE && str_empty(visit_query(v, "after")))
		node_put(search, "note", words_count(v->c, "1 found", "%1 found", (long)n));
	put_pager(v);
	return (visit_show(v, "pages/search", N_("Search")));
}
