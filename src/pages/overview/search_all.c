/* SPDX-License-Identifier: ISC */
/* The search box outside a site: one site is gone to, several are asked each inside itself. */
#include "pages/overview/search.h"

#include "access/session.h"
#include "base/fold.h"
#include "base/typed.h"
#include "http/url.h"
#include "view/words.h"
#include "web/over.h"

enum { OF_A_SITE = 10 };

/* What one site answered. */
struct part {
	const struct site_link *site;
	const char *id;
	struct rows *rights, *numbers, *words;
};

static const char *
path_in(struct visit *v, const struct site_link *site, const char *q)
{
	struct buf *b = buf_new(v->c);

	buf_fmt(b, "/%s/search?q=", site->slug);
	url_put(b, q);
	return (b->data);
}

static void
ask_site(struct ctx *c, struct part *part, const char *q)
{
	part->id = mem_fmt(c, "%lld", (long long)part->site->id);
	session_enter(c, part->id, "", &part->rights);
	db_ask(c->db, c, STMT_SEARCH_NUMBER, &part->numbers, ARGS(part->id, fold_code(c, q), "", str_or(typed_number(c, q), "")));
	db_ask(c->db, c, STMT_SEARCH_WORDS, &part->words, ARGS(part->id, q, "", SEARCH_NEWEST, mem_fmt(c, "%d", OF_A_SITE + 1)));
}

static size_t
put_part(struct visit *v, const struct part *part, const char *q, const char *folded)
{
	const struct search_place place = { part->site->slug, over_name(part->site->name, part->site->name_en), folded };
	const struct permits held = permits_read(rows_str(part->rights, 0, "permissions"));
	struct node *more;
	size_t n;

	if (!permits_have(&held, PERMIT_RECORD_VIEW))
		return (0);
	n = search_put_results(v, &place, part->numbers, part->words, OF_A_SITE);
	if (rows_count(part->words) <= OF_A_SITE)
		return (n);
	more = node_item(node_in(node_in(v->root, "Search"), "more"));
	node_put(more, "url", path_in(v, part->site, q));
	node_put(more, "text", wordf(v->c, "More on %1", place.name, NULL));
	return (n);
}

static struct err *
ask_all(struct visit *v, const char *q, struct part *parts, size_t n_parts, struct rows **folded)
{
	struct ctx *c = v->c;

	for (size_t i = 0; i < n_parts; i++) {
		parts[i].site = &c->me->sites[i];
		ask_site(c, &parts[i], q);
	}
	db_ask(c->db, c, STMT_SEARCH_FOLD, folded, ARGS(q));
	return (db_wait(c->db));
}

struct err *
search_all(struct visit *v)
{
	size_t n_parts = v->c->me->n_sites, n = 0;
	struct part *parts = mem_array(v->c, struct part, n_parts + 1);
	const char *q = search_query(v);
	struct rows *folded = NULL;

	if (n_parts == 1)
		return (visit_go(v, path_in(v, &v->c->me->sites[0], q), NULL));
	node_put(node_in(v->root, "Search"), "q", q);
	node_put(node_in(v->root, "Search"), "path", "/search");
	if (!str_empty(q)) {
		TRY(ask_all(v, search_parted(v, q), parts, n_parts, &folded));
		for (size_t i = 0; i < n_parts; i++)
			n += put_part(v, &parts[i], q, rows_str(folded, 0, "query"));
	}
	if (n == 0)
		search_put_none(v, q);
	return (visit_show(v, "pages/search", N_("Search")));
}
