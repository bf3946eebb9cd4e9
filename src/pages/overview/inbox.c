/* SPDX-License-Identifier: ISC */
#include "pages/overview/inbox.h"

#include "access/session.h"
#include "http/url.h"
#include "pages/account/join.h"
#include "pages/admin/power.h"
#include "pages/overview/inbox_groups.h"
#include "pages/record/bulk.h"
#include "view/words.h"
#include "web/over.h"
#include "web/running.h"

/*
 * The tabs.  TO ADD ONE: a row here, a statement of the same name with site,
 * account, today (or kinds and states) and how many, words "work.tab.<name>" and "work.empty.<name>".
 */
static const struct tab {
	const char *name;
	enum stmt stmt;
	bool by_states;                 /* its parameters are drafts' kinds and states, not today */
} tabs[] = {
	{ "waiting", STMT_WORK_WAITING },
	{ "handed_in", STMT_WORK_HANDED_IN },
	{ "drafts", STMT_WORK_DRAFTS, true },
	{ "copied", STMT_WORK_COPIED },
	{ "done", STMT_WORK_DONE },
};

/* The lines of all sites are one order, cut into pages. */
enum { LINES = 50 };
/* Asked of each site: a page, and one more that tells whether there is a next. */
#define ASKED "51"

static const struct tab *
tab_of(const struct visit *v)
{
	for (size_t i = 0; i < ARRAY_LEN(tabs); i++)
		if (str_eq(visit_query(v, "tab"), tabs[i].name))
			return (&tabs[i]);
	return (&tabs[0]);
}

/* Each site's rows are asked for inside that site, so that row security holds; all in one round trip. */
static void
ask_site(struct visit *v, const struct tab *tab, const struct work_place *after, struct work_part *part, struct running **running)
{
	struct ctx *c = v->c;
	const char *site = mem_fmt(c, "%lld", (long long)part->site->id);
	struct over_states drafts;

	session_enter(c, site, "", NULL);
	if (tab->by_states) {
		drafts = over_states(c, OVER_DRAFTS, NULL, NULL);
		db_ask(c->db, c, tab->stmt, &part->lines, ARGS(site, c->me->id_text, drafts.kinds, drafts.states, ASKED));
		return;
	}
	if (tab != &tabs[0]) {
		db_ask(c->db, c, tab->stmt, &part->lines, ARGS(site, c->me->id_text, c->today, ASKED));
		return;
	}
	/* What runs stands above the first page. */
	if (*visit_query(v, "after") == '\0')
		running_ask(running, c, site, part->site->slug, c->me->n_sites > 1 ? over_name(part->site->name, part->site->name_en) : NULL, true);
	db_ask(c->db, c, STMT_POWER_WAITING, &part->power, ARGS(site));
	work_ask(c, part, c->me->id_text, after, inbox_groups_kind(v), LINES + 1);
}

/* ---- the page */

static void
put_tabs(struct visit *v, const struct tab *chosen)
{
	struct node *list = node_in(node_in(v->root, "Work"), "tabs");

	for (size_t i = 0; i < ARRAY_LEN(tabs); i++) {
		struct node *node = node_item(list);

		node_put(node, "text", word_of(v->c, "work", "tab", tabs[i].name));
		node_put(node, "url", i == 0 ? "/" : mem_fmt(v->c, "/?tab=%s", tabs[i].name));
		node_put_flag(node, "current", &tabs[i] == chosen);
	}
}

static void
put_empty(struct visit *v, const struct tab *tab)
{
	struct node *empty = node_in(v->root, "Empty");

	if (v->c->me->n_sites == 0) {
		node_put(empty, "title", word("You belong to no site yet"));
		node_put(empty, "text", word("Ask an administrator of your site to invite you as a member."));
		if (v->c->me->is_operator) {
			node_put(empty, "text", word("As an operator you manage sites and accounts. You see the records of a site only if you are one of its members."));
			node_put(empty, "url", "/operator/sites");
			node_put(empty, "label", word("Manage the sites"));
		}
		return;
	}
	node_put(empty, "title", word_of(v->c, "work", "empty", tab->name));
	node_put(empty, "text", word(mem_fmt(v->c, "work.empty.%s.text", tab->name)));
}

/* Of a site that was not read to its end the most urgent were, and so what is overdue there before anything else. */
static void
put_counts(struct visit *v, const struct work_line *lines, size_t n, bool cut)
{
	struct node *work = node_in(v->root, "Work");
	size_t late = 0, today = 0;

	for (size_t i = 0; i < n; i++) {
		late += lines[i].late;
		today += lines[i].today;
	}
	node_put_flag(work, "many", cut);
	node_put_int(work, "count", (long long)n - cut);
	if (late > 0)
		node_put_int(work, "late", (long long)late);
	if (today > 0)
		node_put_int(work, "today", (long long)today);
}

static void
put_pager(struct visit *v, const struct tab *tab, bool is_first, const struct work_line *lines, size_t n)
{
	struct node *pager = node_in(v->root, "Pager");

	if (!is_first)
		node_put(pager, "first", url_with(v->c, v->req->path, &v->req->query, "after", NULL));
	if (n <= LINES)
		return;
	if (tab == &tabs[0])
		node_put(pager, "next", url_with(v->c, v->req->path, &v->req->query, "after", work_place_write(v->c, &lines[LINES - 1].place)));
	else
		node_put(pager, "note", wordf(v->c, "The first %1 are shown.", mem_fmt(v->c, "%d", LINES), NULL));
}

/* What waits, in groups; on the first page with how much there is and what narrows it. */
static void
put_waiting(struct visit *v, struct node *work, const struct work_line *lines, size_t n, bool is_first, bool cut, struct inbox_bar *bar)
{
	size_t total, shown;
	struct work_line *all = work_with_tasks(v->c, lines, n, LINES, &total, &shown);

	if (is_first && n > 0)
		put_counts(v, all, total, cut);
	if (is_first)
		inbox_groups_put_filters(v, work, all, total);
	work_sort(all, shown, WORK_BY_GROUP);
	for (size_t i = 0; i < shown; i++)
		inbox_line_put(node_item(inbox_group_of(work, v->c, &all[i])), v->c, tabs[0].name, &all[i], bar);
	inbox_groups_close(work, all, shown);
}

static void
put_page(struct visit *v, const struct tab *tab, bool is_first, struct work_line *lines, size_t n, bool cut)
{
	struct node *work = node_in(v->root, "Work");
	bool waits = tab == &tabs[0];
	struct inbox_bar bar = { .n_moves = 0 };

	work_sort(lines, n, waits ? WORK_BY_URGENCY : WORK_BY_LATEST);
	if (waits)
		put_waiting(v, work, lines, n, is_first, cut, &bar);
	for (size_t i = 0; !waits && i < n && i < LINES; i++)
		inbox_line_put(node_item(node_in(node_in(node_in(work, "groups"), "0"), "items")), v->c, tab->name, &lines[i], &bar);
	inbox_bulk_put_bar(work, v->c, &bar);
	node_put(work, "greeting", wordf(v->c, "Good day, %1", v->c->me->name, NULL));
	node_put_flag(work, "waits", waits);
	node_put_flag(work, "first", waits && is_first);
	put_pager(v, tab, is_first, lines, n);
	if (n == 0)
		put_empty(v, tab);
}

struct err *
inbox_answer(struct visit *v)
{
	const struct tab *tab = tab_of(v);
	struct member *me = v->c->me;
	size_t n = me->n_sites, n_parts = n;
	struct work_part *parts = mem_array(v->c, struct work_part, n + 1);
	struct work_place after;
	bool is_first = !work_place_read(v->c, visit_query(v, "after"), &after), cut = false;
	struct work_line *lines;
	struct running *running = NULL;
	struct rows *invitations;

	/* Ticked here, to be decided on together. */
	if (*visit_query(v, "vote") != '\0' || *visit_query(v, "move") != '\0')
		return (bulk_gather(v));
	db_ask(v->c->db, v->c, STMT_INVITATION_MINE, &invitations, NO_ARGS);
	for (size_t i = 0; i < n; i++) {
		parts[i].site = &me->sites[i];
		if (tab != &tabs[0] || inbox_groups_wants(v, parts[i].site))
			ask_site(v, tab, &after, &parts[i], &running);
	}
	TRY(db_wait(v->c->db));
	for (size_t i = 0; i < n; i++)
		cut |= rows_count(parts[i].lines) > LINES;
	put_tabs(v, tab);
	n = work_gather(v->c, tab == &tabs[0] ? &after : NULL, parts, n, &lines);
	put_page(v, tab, is_first, lines, n, cut);
	for (size_t i = 0; tab == &tabs[0] && is_first && i < n_parts; i++)
		power_put_waiting(v, parts[i].power, parts[i].site);
	running_put(v->root, v->c, running);
	join_put_mine(node_in(v->root, "Work"), invitations);
	if (tab == &tabs[0] && is_first)
		TRY(power_put_operators(v));
	return (visit_show(v, "pages/work", N_("My work")));
}
