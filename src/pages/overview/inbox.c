/* SPDX-License-Identifier: ISC */
#include "pages/overview/inbox.h"

#include "access/session.h"
#include "base/date.h"
#include "http/url.h"
#include "pages/account/join.h"
#include "pages/admin/power.h"
#include "pages/overview/inbox_groups.h"
#include "pages/record/bulk.h"
#include "view/words.h"
#include "web/over.h"
#include "web/running.h"

#include <stdlib.h>
#include <string.h>

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

/* What waits in a site behind ${after}: of what is due on the same day since the same moment, all of a later site and nothing of an earlier one. */
static void
ask_waiting(struct visit *v, const struct inbox_place *after, struct inbox_part *part)
{
	struct ctx *c = v->c;
	int64_t site = part->site->id, record = after->record;

	if (site != after->site)
		record = site > after->site ? -1 : INT64_MAX;
	db_ask(c->db, c, STMT_WORK_WAITING, &part->lines, ARGS(mem_fmt(c, "%lld", (long long)site), c->me->id_text, c->today, ASKED, after->day,
	    mem_fmt(c, "%lld", (long long)after->moment), mem_fmt(c, "%lld", (long long)record), inbox_groups_kind(v)));
}

/* Each site's rows are asked for inside that site, so that row security holds; all in one round trip. */
static void
ask_site(struct visit *v, const struct tab *tab, const struct inbox_place *after, struct inbox_part *part, struct running **running)
{
	struct ctx *c = v->c;
	const char *site = mem_fmt(c, "%lld", (long long)part->site->id);
	struct over_states drafts, read;

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
	ask_waiting(v, after, part);
	/* What runs stands above the first page. */
	if (*visit_query(v, "after") == '\0')
		running_ask(running, c, site, part->site->slug, c->me->n_sites > 1 ? over_name(part->site->name, part->site->name_en) : NULL, true);
	if (inbox_groups_kind(v) == NULL || str_eq(inbox_groups_kind(v), kind_marked(KIND_TRIAGED)->name))
		db_ask(c->db, c, STMT_WORK_TRIAGE, &part->triage, ARGS(site, c->today));
	if (inbox_groups_kind(v) == NULL)
		db_ask(c->db, c, STMT_WORK_DUTIES, &part->duties, ARGS(site, c->today, c->me->id_text));
	db_ask(c->db, c, STMT_WORK_TASKS, &part->tasks, ARGS(site, c->me->id_text));
	db_ask(c->db, c, STMT_POWER_WAITING, &part->power, ARGS(site));
	read = over_states(c, OVER_READ, inbox_groups_kind(v), NULL);
	db_ask(c->db, c, STMT_WORK_READINGS, &part->readings, ARGS(site, c->me->id_text, read.kinds, read.states));
}

/* ---- order: overdue, then due soonest, then waiting longest; elsewhere the latest first */

static int
by_urgency(const void *a, const void *b)
{
	return (inbox_place_compare(&((const struct inbox_line *)a)->place, &((const struct inbox_line *)b)->place));
}

/* Group by group, in each by urgency; tasks of one record that are due on the same day in the order in which they came. */
static int
by_group(const void *a, const void *b)
{
	int order = inbox_group_rank(a) - inbox_group_rank(b);

	if (order == 0)
		order = by_urgency(a, b);
	return (order != 0 ? order : ((const struct inbox_line *)a)->task - ((const struct inbox_line *)b)->task);
}

static int
by_latest(const void *a, const void *b)
{
	return (strcmp(((const struct inbox_line *)b)->since, ((const struct inbox_line *)a)->since));
}

static struct inbox_place
place_of(const struct inbox_part *part, const struct rows *rows, size_t i)
{
	return ((struct inbox_place){ rows_str(rows, i, "urgency"), rows_int(rows, i, "moment"), part->site->id, rows_int(rows, i, "id") });
}

static void
set_due(const struct ctx *c, struct inbox_line *line, const char *due)
{
	line->due = due;
	line->late = *due != '\0' && strcmp(due, c->today) < 0;
	line->today = str_eq(due, c->today);
}

/* ${after}, where what waits is looked for: only what comes after it. */
static size_t
add_lines(struct inbox_line *lines, size_t n, const struct ctx *c, const struct inbox_place *after, const struct inbox_part *part, const struct rows *rows)
{
	for (size_t i = 0; i < rows_count(rows); i++) {
		struct inbox_line *line = &lines[n];

		*line = (struct inbox_line){ .part = part, .rows = rows, .row = i, .task = NO_TASK, .due = "", .since = rows_str(rows, i, "since") };
		set_due(c, line, rows == part->readings ? "" : rows_str(rows, i, "due"));
		if (after != NULL)
			line->place = place_of(part, rows, i);
		if (after == NULL || inbox_place_compare(&line->place, after) > 0)
			n++;
	}
	return (n);
}

static size_t
gather(struct ctx *c, const struct inbox_place *after, const struct inbox_part *parts, size_t n_parts, struct inbox_line **out)
{
	struct inbox_line *lines;
	size_t n = 0;

	for (size_t p = 0; p < n_parts; p++)
		n += rows_count(parts[p].lines) + rows_count(parts[p].readings) + rows_count(parts[p].duties) + 1;
	lines = mem_array(c, struct inbox_line, n + 1);
	n = 0;
	for (size_t p = 0; p < n_parts; p++) {
		n = add_lines(lines, n, c, after, &parts[p], parts[p].lines);
		n = add_lines(lines, n, c, after, &parts[p], parts[p].readings);
		n = add_lines(lines, n, c, after, &parts[p], parts[p].duties);
		/* Nothing to triage is one row that says 0. */
		if (rows_count(parts[p].triage) > 0 && rows_int(parts[p].triage, 0, "n") > 0)
			n = add_lines(lines, n, c, after, &parts[p], parts[p].triage);
	}
	*out = lines;
	return (n);
}

/* ---- tasks: what waits once for a record is as many lines as there are tasks behind it, each with its own day */

static bool
is_task_of(const struct inbox_line *line, size_t task)
{
	const struct rows *tasks = line->part->tasks;

	return (line->rows == line->part->lines && str_eq(rows_str(tasks, task, "number"), rows_str(line->rows, line->row, "number")) &&
	    str_eq(rows_str(tasks, task, "action"), rows_str(line->rows, line->row, "action")));
}

/* Another person's task is not theirs, though they may stand in for them elsewhere: the row's own line stays. */
static size_t
add_tasks(const struct ctx *c, struct inbox_line *out, const struct inbox_line *line)
{
	size_t n = 0;

	for (size_t i = 0; i < rows_count(line->part->tasks); i++)
		if (is_task_of(line, i)) {
			out[n] = *line;
			out[n].task = (int)i;
			set_due(c, &out[n], rows_str(line->part->tasks, i, "due"));
			out[n].place.day = str_or(out[n].due, "infinity");
			n++;
		}
	if (n == 0)
		out[n++] = *line;
	return (n);
}

/* All lines with their tasks; *shown: how many of them stand for the first ${most} lines. */
static struct inbox_line *
with_tasks(struct ctx *c, const struct inbox_line *lines, size_t n, size_t most, size_t *total, size_t *shown)
{
	struct inbox_line *all;
	size_t room = n + 1;

	for (size_t i = 0; i < n; i++)
		room += rows_count(lines[i].part->tasks);
	all = mem_array(c, struct inbox_line, room);
	*total = *shown = 0;
	for (size_t i = 0; i < n; i++) {
		*total += add_tasks(c, &all[*total], &lines[i]);
		if (i < most)
			*shown = *total;
	}
	return (all);
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
put_counts(struct visit *v, const struct inbox_line *lines, size_t n, bool cut)
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
put_pager(struct visit *v, const struct tab *tab, bool is_first, const struct inbox_line *lines, size_t n)
{
	struct node *pager = node_in(v->root, "Pager");

	if (!is_first)
		node_put(pager, "first", url_with(v->c, v->req->path, &v->req->query, "after", NULL));
	if (n <= LINES)
		return;
	if (tab == &tabs[0])
		node_put(pager, "next", url_with(v->c, v->req->path, &v->req->query, "after", inbox_place_write(v->c, &lines[LINES - 1].place)));
	else
		node_put(pager, "note", wordf(v->c, "The first %1 are shown.", mem_fmt(v->c, "%d", LINES), NULL));
}

/* What waits, in groups; on the first page with how much there is and what narrows it. */
static void
put_waiting(struct visit *v, struct node *work, const struct inbox_line *lines, size_t n, bool is_first, bool cut, struct inbox_bar *bar)
{
	size_t total, shown;
	struct inbox_line *all = with_tasks(v->c, lines, n, LINES, &total, &shown);

	if (is_first && n > 0)
		put_counts(v, all, total, cut);
	if (is_first)
		inbox_groups_put_filters(v, work, all, total);
	qsort(all, shown, sizeof *all, by_group);
	for (size_t i = 0; i < shown; i++)
		inbox_line_put(node_item(inbox_group_of(work, v->c, &all[i])), v->c, tabs[0].name, &all[i], bar);
	inbox_groups_close(work, all, shown);
}

static void
put_page(struct visit *v, const struct tab *tab, bool is_first, struct inbox_line *lines, size_t n, bool cut)
{
	struct node *work = node_in(v->root, "Work");
	bool waits = tab == &tabs[0];
	struct inbox_bar bar = { .n_moves = 0 };

	qsort(lines, n, sizeof *lines, waits ? by_urgency : by_latest);
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
	struct inbox_part *parts = mem_array(v->c, struct inbox_part, n + 1);
	struct inbox_place after;
	bool is_first = !inbox_place_read(v->c, visit_query(v, "after"), &after), cut = false;
	struct inbox_line *lines;
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
	n = gather(v->c, tab == &tabs[0] ? &after : NULL, parts, n, &lines);
	put_page(v, tab, is_first, lines, n, cut);
	for (size_t i = 0; tab == &tabs[0] && is_first && i < n_parts; i++)
		power_put_waiting(v, parts[i].power, parts[i].site);
	running_put(v->root, v->c, running);
	join_put_mine(node_in(v->root, "Work"), invitations);
	if (tab == &tabs[0] && is_first)
		TRY(power_put_operators(v));
	return (visit_show(v, "pages/work", N_("My work")));
}
