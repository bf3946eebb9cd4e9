/* SPDX-License-Identifier: ISC */
/*
 * Comments on a record.  A page shows the latest, as many as fit: what everybody can add to must not make it heavy for all.  Earlier
 * ones are a page further ("?comments=<id>": those before it); "?comment=<id>#comment-<id>" leads to one wherever it is by then.
 */
#include "pages/record/show.h"

#include "base/str.h"
#include "view/words.h"
#include "web/layout.h"
#include "web/markdown.h"
#include "web/value.h"

#include <string.h>

enum { SHOWN = 20, ALL = 1000, PAGE_BYTES = 96 * 1024, PAPER_CHARS = 4000 };

#define LATEST "9223372036854775807"

struct show_comments {
	struct rows *comments;
	struct rows *unclear;                   /* names in a comment just written that several share; else NULL */
};

static void
ask_before(struct visit *v, const struct show *s, const char *before, int n, struct rows **rows)
{
	db_ask(v->c->db, v->c, STMT_RECORD_COMMENTS, rows, ARGS(v->c->site_id, s->subject.number, before, mem_fmt(v->c, "%d", n)));
}

static void
ask(struct visit *v, struct show *s)
{
	struct show_comments *p = PART_OF(s, show_comments);
	int64_t id;

	if (str_eq(visit_query(v, "unclear"), "1"))
		db_ask(v->c->db, v->c, STMT_MENTION_UNCLEAR_SAID, &p->unclear, ARGS(v->c->site_id, s->subject.number));
	if (str_to_int(visit_query(v, "comment"), 1, INT64_MAX - 1, &id))
		ask_before(v, s, mem_fmt(v->c, "%lld", (long long)id + 1), SHOWN, &p->comments);
	else
		ask_before(v, s, str_to_int(visit_query(v, "comments"), 1, INT64_MAX, &id) ? visit_query(v, "comments") : LATEST, SHOWN, &p->comments);
}

static void
put_comment(struct visit *v, const struct show *s, struct node *item, const struct rows *comments, size_t i, const char *html)
{
	const char *id = rows_str(comments, i, "id"), *name = str_or(rows_text(comments, i, "name"), word(N_("Anonymous")));

	node_put(item, "id", id);
	node_putf(item, "url", "%s?comment=%s#comment-%s", subject_path(v, s->rec->kind, s->rec->number), id, id);
	node_put(item, "name", name);
	node_put(item, "initial", value_initial(v, name));
	node_put(item, "at", rows_str(comments, i, "at"));
	node_put_html(item, "body_html", html);
}

/* How many of the rows fit on a page, the latest first: one does, whatever its length. */
static size_t
fit(struct visit *v, const struct rows *comments, const char **html)
{
	size_t n = 0;

	for (size_t bytes = 0; n < rows_count(comments); n++) {
		html[n] = markdown_html(v->c, rows_str(comments, n, "text"));
		bytes += strlen(html[n]);
		if (n > 0 && bytes > PAGE_BYTES)
			break;
	}
	return (n);
}

static void
put_pages(struct visit *v, const struct show *s, struct node *node, const struct rows *comments, size_t shown)
{
	const char *path = subject_path(v, s->rec->kind, s->rec->number);
	int64_t n = shown == 0 ? 0 : rows_int(comments, 0, "n"), newer = shown == 0 ? 0 : rows_int(comments, 0, "newer"), earlier = n - newer - (int64_t)shown;

	if (earlier > 0) {
		node_putf(node, "earlier", "%s?comments=%s#comments", path, rows_str(comments, shown - 1, "id"));
		node_put(node, "earlier_label", wordf(v->c, N_("Earlier comments (%1)"), mem_fmt(v->c, "%lld", (long long)earlier), NULL));
	}
	if (newer > 0) {
		node_putf(node, "latest", "%s#comments", path);
		node_put(node, "latest_label", wordf(v->c, N_("Latest comments (%1 newer)"), mem_fmt(v->c, "%lld", (long long)newer), NULL));
	}
}

/* Whom a comment meant could not be told. */
static void
put_unclear(struct visit *v, const struct rows *unclear, struct node *list)
{
	for (size_t i = 0; i < rows_count(unclear); i++)
		node_put(node_item(list), "text",
		    wordf(v->c, N_("“@%1” notified nobody because several members have this name. Write another comment with the login name of the person you mean: %2"),
			rows_str(unclear, i, "word"), rows_str(unclear, i, "logins")));
}

static void
show(struct visit *v, const struct show *s)
{
	const struct show_comments *p = PART_OF(s, show_comments);
	struct node *node = node_in(v->root, "Comments");
	const char **html = mem_array(v->c, const char *, rows_count(p->comments) + 1);
	size_t n = fit(v, p->comments, html);

	show_bar(v, "#comments", word(N_("Comments")), rows_count(p->comments) == 0 ? 0 : rows_int(p->comments, 0, "n"), 0);
	for (size_t i = n; i-- > 0;)
		put_comment(v, s, node_item(node_in(node, "items")), p->comments, i, html[i]);
	put_pages(v, s, node, p->comments, n);
	put_unclear(v, p->unclear, node_in(node, "unclear"));
	node_put_flag(node, "may_add", show_may_add(v, s->rec));
	node_put(node, "said", layout_came(v, "said"));
	node_putf(node, "action", "%s/comments#said", subject_path(v, s->rec->kind, s->rec->number));
	if (!show_is_again(s, "comment"))
		return;
	node_put(node, "complaint", word(s->typed->complaint));
	node_put(node, "value", s->typed->value);
}

const struct show_part show_comments = { sizeof(struct show_comments), ask, show };

/* ---- the same for paper: all, each to a certain length */

struct show_comments_all {
	struct rows *comments;
};

static void
ask_all(struct visit *v, struct show *s)
{
	ask_before(v, s, LATEST, ALL, &PART_OF(s, show_comments_all)->comments);
}

static void
show_all(struct visit *v, const struct show *s)
{
	const struct rows *comments = PART_OF(s, show_comments_all)->comments;
	struct node *node = node_in(v->root, "Comments");

	for (size_t i = rows_count(comments); i-- > 0;)
		put_comment(v, s, node_item(node_in(node, "items")), comments, i, markdown_cut(v->c, rows_str(comments, i, "text"), PAPER_CHARS));
	if (rows_count(comments) > 0 && rows_int(comments, 0, "n") > ALL)
		node_put(node, "cut", wordf(v->c, N_("Only the latest %1 comments are printed here."), mem_fmt(v->c, "%d", ALL), NULL));
}

const struct show_part show_comments_all = { sizeof(struct show_comments_all), ask_all, show_all };
