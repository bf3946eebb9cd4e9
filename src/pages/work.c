/* SPDX-License-Identifier: ISC */
#include "pages/work.h"

#include "pages/over.h"
#include "view/words.h"

#include <stdlib.h>
#include <string.h>

/*
 * The tabs.  TO ADD ONE: a row here, a statement of the same name with site,
 * account and today (or kinds and states), words "work.tab.<name>" and "work.empty.<name>".
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

/* Fifty sites of fifty lines are looked through; the most urgent are shown. */
enum { SITES_MAX = 50, SHOWN = 100 };

/* What one site answered. */
struct part {
	const struct site_link *site;
	struct rows *lines, *triage, *notices;
};

/* One line to show, where it came from and what decides its place. */
struct line {
	const struct part *part;
	size_t row;
	bool is_late;
	const char *due, *since;
};

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
ask_site(struct ctx *c, const struct tab *tab, struct part *part)
{
	const char *site = mem_fmt(c, "%lld", (long long)part->site->id);
	struct over_states drafts;

	db_ask(c->db, c, STMT_ENTER_SITE, NULL, ARGS(site));
	if (tab->by_states) {
		drafts = over_states(c, OVER_DRAFTS, NULL, NULL);
		db_ask(c->db, c, tab->stmt, &part->lines, ARGS(site, c->me->id_text, drafts.kinds, drafts.states));
		return;
	}
	db_ask(c->db, c, tab->stmt, &part->lines, ARGS(site, c->me->id_text, c->today));
	if (tab != &tabs[0])
		return;
	db_ask(c->db, c, STMT_WORK_TRIAGE, &part->triage, ARGS(site, c->today));
	db_ask(c->db, c, STMT_WORK_NOTICES, &part->notices, ARGS(site, c->me->id_text));
}

/* ---- order: overdue, then due soonest, then waiting longest; elsewhere the latest first */

static int
by_urgency(const void *a, const void *b)
{
	const struct line *x = a, *y = b;
	int order;

	if (x->is_late != y->is_late)
		return (x->is_late ? -1 : 1);
	if ((*x->due == '\0') != (*y->due == '\0'))
		return (*x->due == '\0' ? 1 : -1);
	/* Days and moments as text compare like what they mean. */
	order = strcmp(x->due, y->due);
	return (order != 0 ? order : strcmp(x->since, y->since));
}

static int
by_latest(const void *a, const void *b)
{
	return (strcmp(((const struct line *)b)->since, ((const struct line *)a)->since));
}

static size_t
gather(struct ctx *c, const struct part *parts, size_t n_parts, struct line **out)
{
	struct line *lines;
	size_t n = 0;

	for (size_t p = 0; p < n_parts; p++)
		n += rows_count(parts[p].lines);
	lines = mem_array(c, struct line, n + 1);
	n = 0;
	for (size_t p = 0; p < n_parts; p++)
		for (size_t i = 0; i < rows_count(parts[p].lines); i++) {
			const struct rows *rows = parts[p].lines;

			lines[n++] = (struct line){ .part = &parts[p], .row = i, .since = rows_str(rows, i, "since") };
		}
	*out = lines;
	return (n);
}

/* ---- the page */

static void
put_site(struct node *node, const struct site_link *site)
{
	node_put(node, "site", site->slug);
	node_put(node, "site_name", over_name(site->name, site->name_en));
}

/* The one obvious action: the move's own name, or "decide", "answer", "read". */
static const char *
action_label(struct ctx *c, const char *kind, const char *action)
{
	const struct kind *k = kind_named(kind);

	if (k != NULL && kind_move(k, action) != NULL)
		return (word_of(c, kind, "move", action));
	return (word_of(c, "work", "action", action));
}

static void
put_waiting(struct node *node, struct ctx *c, const struct rows *rows, size_t i)
{
	const char *action = rows_str(rows, i, "action");

	node_put(node, "action", action);
	node_put(node, "action_label", action_label(c, rows_str(rows, i, "kind"), action));
	node_put(node, "submitter", rows_str(rows, i, "submitter"));
	node_put(node, "for_name", rows_str(rows, i, "for_name"));
	node_put_flag(node, "today", rows_bool(rows, i, "today"));
}

static void
put_line(struct node *node, struct ctx *c, const struct tab *tab, const struct line *line)
{
	const struct rows *rows = line->part->lines;

	over_put_record(node, c, line->part->site->slug, rows, line->row);
	put_site(node, line->part->site);
	if (str_eq(tab->name, "waiting"))
		put_waiting(node, c, rows, line->row);
	else if (str_eq(tab->name, "drafts"))
		node_put_flag(node, "returned", rows_bool(rows, line->row, "returned"));
	else if (str_eq(tab->name, "copied"))
		node_put(node, "by_name", rows_str(rows, line->row, "by_name"));
	else if (str_eq(tab->name, "done"))
		node_put(node, "did", over_did(c, rows_str(rows, line->row, "kind"), rows_str(rows, line->row, "did"),
		    rows_str(rows, line->row, "move")));
}

/* "23 requirements to triage": one line per site instead of twenty-three. */
static size_t
put_triage(struct visit *v, struct node *list, const struct part *part)
{
	int64_t n = rows_int(part->triage, 0, "n");
	struct node *node;

	if (n == 0)
		return (0);
	node = node_item(list);
	put_site(node, part->site);
	node_putf(node, "url", "/%s/triage", part->site->slug);
	node_put(node, "label", n >= 100 ? word("More than 100 requirements to triage") :
	    words_count(v->c, "1 requirement to triage", "%1 requirements to triage", (long)n));
	node_put(node, "due", rows_str(part->triage, 0, "due"));
	node_put(node, "since", rows_str(part->triage, 0, "since"));
	node_put_int(node, "n", n);
	node_put_int(node, "n_late", rows_int(part->triage, 0, "late"));
	node_put_flag(node, "late", rows_int(part->triage, 0, "late") > 0);
	return (1);
}

static size_t
put_notices(struct visit *v, struct node *list, const struct part *part)
{
	size_t n = rows_count(part->notices);

	for (size_t i = 0; i < n; i++) {
		struct node *node = node_item(list);

		over_put_record(node, v->c, part->site->slug, part->notices, i);
		put_site(node, part->site);
		node_putf(node, "confirm", "/%s/notices/%s/read", part->site->slug, rows_str(part->notices, i, "number"));
	}
	return (n);
}

static void
put_tabs(struct visit *v, const struct tab *chosen)
{
	struct node *list = node_in(node_in(v->root, "Work"), "tabs");

	for (size_t i = 0; i < ARRAY_LEN(tabs); i++) {
		struct node *node = node_item(list);

		node_put(node, "name", tabs[i].name);
		node_put(node, "label", word_of(v->c, "work", "tab", tabs[i].name));
		node_put(node, "url", i == 0 ? "/" : mem_fmt(v->c, "/?tab=%s", tabs[i].name));
		node_put_flag(node, "current", &tabs[i] == chosen);
	}
}

static void
put_page(struct visit *v, const struct tab *tab, const struct part *parts, size_t n_parts)
{
	struct node *work = node_in(v->root, "Work");
	struct line *lines;
	size_t n = gather(v->c, parts, n_parts, &lines), others = 0, late = 0;
	bool waits = tab == &tabs[0];

	for (size_t i = 0; i < n; i++) {
		const struct rows *rows = lines[i].part->lines;

		lines[i].due = waits ? rows_str(rows, lines[i].row, "due") : "";
		lines[i].is_late = waits && rows_bool(rows, lines[i].row, "late");
		late += lines[i].is_late;
	}
	qsort(lines, n, sizeof *lines, waits ? by_urgency : by_latest);
	for (size_t i = 0; i < n && i < SHOWN; i++)
		put_line(node_item(node_in(work, "items")), v->c, tab, &lines[i]);
	for (size_t p = 0; waits && p < n_parts; p++) {
		others += put_triage(v, node_in(work, "triage"), &parts[p]);
		others += put_notices(v, node_in(work, "notices"), &parts[p]);
	}
	node_put_int(work, "n", (long long)n);
	node_put_int(work, "late", (long long)late);
	node_put_flag(work, "more", n > SHOWN);
	node_put_flag(work, "is_empty", n + others == 0);
}

struct err *
work_answer(struct visit *v)
{
	const struct tab *tab = tab_of(v);
	struct member *me = v->c->me;
	size_t n = me->n_sites > SITES_MAX ? SITES_MAX : me->n_sites;
	struct part *parts = mem_array(v->c, struct part, n + 1);
	struct node *work = node_in(v->root, "Work");

	for (size_t i = 0; i < n; i++) {
		parts[i].site = &me->sites[i];
		ask_site(v->c, tab, &parts[i]);
	}
	TRY(db_wait(v->c->db));
	node_put(work, "tab", tab->name);
	node_put(work, "name", me->name);
	node_put(work, "today", v->c->today);
	node_put(work, "empty", word_of(v->c, "work", "empty", tab->name));
	node_put_flag(work, "sites", n > 0);
	node_put_flag(work, "many_sites", n > 1);
	put_tabs(v, tab);
	put_page(v, tab, parts, n);
	return (visit_show(v, "pages/work", N_("My work")));
}
