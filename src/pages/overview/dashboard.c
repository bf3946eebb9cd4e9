/* SPDX-License-Identifier: ISC */
#include "pages/overview/dashboard_page.h"

#include "pages/overview/flow.h"
#include "record/record.h"
#include "view/words.h"
#include "web/asked.h"
#include "web/over.h"

enum { LATE_COUNTED = 500, LINES = 6 /* of a list on the first page */, LINES_LEAST = 2 };

/* Open records of the kinds so marked are shown as boards, a column per state: the longest overdue first, then the oldest. */
static const struct {
	enum kind_flags marked;
	const char *shown;
	bool only_all;                  /* behind the link to all */
} boards[DASHBOARD_BOARDS] = {
	{ KIND_PROJECT, "2", false },
	{ KIND_BOARD, "4", true },
};

const size_t dashboard_state = sizeof(struct dashboard_state);

bool
dashboard_is_all(const struct visit *v)
{
	return (str_eq(visit_query(v, "all"), "yes"));
}

static void
ask_boards(struct visit *v)
{
	struct ctx *c = v->c;

	for (size_t i = 0; i < ARRAY_LEN(boards); i++) {
		struct over_states board = over_boards(c, boards[i].marked);

		if (boards[i].only_all == dashboard_is_all(v))
			db_ask(c->db, c, STMT_BOARD_ITEMS, &STATE_OF(v, dashboard_state)->items[i],
			    ARGS(c->site_id, board.kinds, board.states, c->today, boards[i].shown));
	}
}

void
dashboard_ask(struct visit *v)
{
	struct ctx *c = v->c;
	struct dashboard_state *s = STATE_OF(v, dashboard_state);
	struct over_states all = over_states(c, OVER_ALL, NULL, NULL);

	asked_only(v, "all");
	db_ask(c->db, c, STMT_BOARD_COUNTS, &s->counts, ARGS(c->site_id, all.kinds, all.states, c->today));
	db_ask(c->db, c, STMT_BOARD_FLOW, &s->flow, ARGS(c->site_id, flow_first_month(v)));
	ask_boards(v);
	if (dashboard_is_all(v)) {
		dashboard_ask_rest(v);
		return;
	}
	db_ask(c->db, c, STMT_BOARD_MINE, &s->mine, ARGS(c->site_id, c->today));
	db_ask(c->db, c, STMT_BOARD_LATE, &s->late, ARGS(c->site_id, c->today));
	db_ask(c->db, c, STMT_DUTY_LATE, &s->duties, ARGS(c->site_id, c->today));
	db_ask(c->db, c, STMT_BOARD_WAITS, &s->waits, ARGS(c->site_id, c->today));
	db_ask(c->db, c, STMT_BOARD_BUDGETS, &s->budgets, ARGS(c->site_id));
	running_ask(&s->running, c, c->site_id, c->site->slug, NULL, false);
}

/* ---- figures; one that stopped counting says so: "500+" */

char *
dashboard_figure(struct visit *v, int64_t n, bool cut)
{
	return (mem_fmt(v->c, "%lld%s", (long long)n, cut ? "+" : ""));
}

void
dashboard_add(struct tally *sum, const struct rows *rows, size_t i)
{
	sum->n += rows_int(rows, i, "n");
	sum->late += rows_int(rows, i, "late");
	sum->cut = sum->cut || rows_bool(rows, i, "cut");
	sum->late_cut = sum->late_cut || rows_int(rows, i, "late") >= LATE_COUNTED;
}

char *
dashboard_figure_of(struct visit *v, const struct rows *rows, size_t i)
{
	return (dashboard_figure(v, rows_int(rows, i, "n"), rows_bool(rows, i, "cut")));
}

static bool
is_of(const struct rows *rows, size_t i, const struct kind *kind)
{
	return (str_eq(rows_str(rows, i, "kind"), kind->name));
}

/* ---- figures of the person and of the site, and what may be started */

static struct node *
put_tile(struct visit *v, const char *label, const char *value, const char *url)
{
	struct node *tile = node_item(node_in(node_in(v->root, "Dash"), "tiles"));

	node_put(tile, "label", word(label));
	node_put(tile, "value", value);
	node_put(tile, "url", url);
	return (tile);
}

static void
put_late_note(struct visit *v, struct node *tile, int64_t late, bool cut)
{
	if (late == 0)
		return;
	node_put(tile, "note", wordf(v->c, N_("%1 overdue"), dashboard_figure(v, late, cut), NULL));
	node_put_flag(tile, "late", true);
}

struct tally
dashboard_tally(const struct visit *v, bool only_decided)
{
	const struct rows *rows = STATE_OF(v, dashboard_state)->counts;
	struct tally sum = { 0 };

	for (size_t i = 0; i < rows_count(rows); i++) {
		const struct state *state = kind_state(kind_named(rows_str(rows, i, "kind")), rows_str(rows, i, "state"));

		if (!(state->flags & STATE_END) && (!only_decided || state->approval != APPROVE_NONE))
			dashboard_add(&sum, rows, i);
	}
	return (sum);
}

static int
days_since(const struct visit *v, const char *day)
{
	int32_t from = 0, today = 0;

	return (date_read(day, &from) && date_read(v->c->today, &today) ? (int)(today - from) : 0);
}

static void
put_late_tile(struct visit *v, const struct tally *open)
{
	const struct rows *rows = STATE_OF(v, dashboard_state)->late;
	struct node *tile = put_tile(v, N_("Overdue on this site"), dashboard_figure(v, open->late, open->late_cut), visit_path(v, "ledger?state=late"));

	if (rows_count(rows) == 0)
		return;
	node_put_flag(tile, "is_late", open->late > 0);
	node_put(tile, "note", words_count(v->c, "longest 1 day", "longest %1 days", days_since(v, rows_str(rows, 0, "due"))));
}

static void
put_tiles(struct visit *v)
{
	const struct dashboard_state *s = STATE_OF(v, dashboard_state);
	struct tally open = dashboard_tally(v, false), decided = dashboard_tally(v, true);
	struct node *mine = put_tile(v, N_("Waiting for me"), dashboard_figure_of(v, s->mine, 0), mem_fmt(v->c, "/?site=%s", v->c->site->slug));

	put_late_note(v, mine, rows_int(s->mine, 0, "late"), rows_bool(s->mine, 0, "late_cut"));
	put_tile(v, N_("Open on this site"), dashboard_figure(v, open.n, open.cut), visit_path(v, "ledger?state=open"));
	put_late_tile(v, &open);
	put_late_note(v, put_tile(v, N_("Approvals under way"), dashboard_figure(v, decided.n, decided.cut), visit_path(v, "?all=yes#approvals")), decided.late, decided.late_cut);
	flow_put_month(v, put_tile(v, N_("Requirements this month"), "", visit_path(v, "?all=yes#channel")), s->flow);
}

static void
put_new(struct visit *v, struct node *list)
{
	for (size_t k = 0; kinds[k] != NULL; k++) {
		struct node *node;

		if (!record_may_create(v->c, kinds[k]))
			continue;
		node = node_item(list);
		node_put(node, "text", word(kinds[k]->name));
		node_put(node, "icon", kinds[k]->icon);
		node_put(node, "url", visit_path(v, "%s/new", kinds[k]->plural));
	}
}

/* ---- boards */

/* Who can use a right, as lists call them: the first role that holds it. */
static const char *
holders_of(struct visit *v, const char *permission)
{
	char **roles = over_holders(v->c, permission);

	if (*roles == NULL)
		return (word(N_("nobody")));
	return (roles[1] == NULL ? *roles : str_join(v->c, *roles, word(N_(" and others"))));
}

/* Whom it waits for first; else whose it is. */
static const char *
whom_of(struct visit *v, const struct rows *rows, size_t i)
{
	const char *permission = rows_text(rows, i, "permission");

	if (rows_text(rows, i, "action") == NULL)
		return (rows_str(rows, i, "owner"));
	return (permission == NULL ? rows_str(rows, i, "person") : holders_of(v, permission));
}

/* "Finish development tasks · Xu Ning": what it waits for first and whom. */
static const char *
wanted_of(struct visit *v, const struct kind *kind, const struct rows *rows, size_t i)
{
	const char *action = rows_text(rows, i, "action");

	return (action == NULL ? whom_of(v, rows, i) : mem_fmt(v->c, "%s · %s", over_waits(v->c, kind->name, action), whom_of(v, rows, i)));
}

static size_t
put_items(struct visit *v, struct node *column, const struct kind *kind, const char *state, const struct rows *rows)
{
	size_t n = 0;

	for (size_t i = 0; i < rows_count(rows); i++) {
		struct node *node;

		if (!is_of(rows, i, kind) || !str_eq(rows_str(rows, i, "state"), state))
			continue;
		n++;
		node = node_item(node_in(column, "items"));
		over_put_record(node, v->c, v->c->site->slug, rows, i);
		node_put(node, "waits", wanted_of(v, kind, rows, i));
		if (rows_bool(rows, i, "late"))
			node_put(node, "note", words_count(v->c, "1 day late", "%1 days late", (long)rows_int(rows, i, "days_late")));
	}
	return (n);
}

static void
put_column(struct visit *v, struct node *board, const struct kind *kind, size_t count, const struct rows *items)
{
	const struct rows *rows = STATE_OF(v, dashboard_state)->counts;
	const char *name = rows_str(rows, count, "state");
	int64_t n = rows_int(rows, count, "n"), late = rows_int(rows, count, "late");
	struct node *column = node_item(node_in(board, "columns"));

	node_put(column, "label", word_of(v->c, kind->name, "state", name));
	node_put(column, "count", dashboard_figure_of(v, rows, count));
	if (late > 0)
		node_put(column, "late", wordf(v->c, N_("%1 overdue"), dashboard_figure(v, late, late >= LATE_COUNTED), NULL));
	node_put(column, "url", visit_path(v, "%s?state=%s", kind->plural, name));
	if (n > (int64_t)put_items(v, column, kind, name, items))
		node_put_flag(column, "more", true);
}

/* A stage has its column also when nothing is there; what may come back to its stage only while something is. */
static bool
is_column(const struct state *state, int64_t n)
{
	return (!(state->flags & (STATE_END | STATE_PRIVATE)) && (n > 0 || !str_eq(state->rejected, BEFORE)));
}

static void
put_board(struct visit *v, struct node *board, const struct kind *kind, const struct rows *items)
{
	const struct rows *rows = STATE_OF(v, dashboard_state)->counts;

	node_put(board, "label", word(mem_fmt(v->c, "%s.plural", kind->name)));
	node_put(board, "url", visit_path(v, "%s?state=open", kind->plural));
	for (size_t i = 0; i < rows_count(rows); i++)
		if (is_of(rows, i, kind) && is_column(kind_state(kind, rows_str(rows, i, "state")), rows_int(rows, i, "n")))
			put_column(v, board, kind, i, items);
}

void
dashboard_put_boards(struct visit *v, struct node *list)
{
	for (size_t i = 0; i < ARRAY_LEN(boards); i++)
		for (size_t k = 0; kinds[k] != NULL; k++)
			if ((kinds[k]->flags & boards[i].marked) && STATE_OF(v, dashboard_state)->items[i] != NULL)
				put_board(v, node_item(list), kinds[k], STATE_OF(v, dashboard_state)->items[i]);
}

/* ---- lists */

static void
put_late(struct visit *v, struct node *list, size_t lines)
{
	const struct rows *rows = STATE_OF(v, dashboard_state)->late;

	for (size_t i = 0; i < rows_count(rows) && i < lines; i++) {
		struct node *node = node_item(list);

		over_put_record(node, v->c, v->c->site->slug, rows, i);
		node_put(node, "who", whom_of(v, rows, i));
		node_put(node, "days", words_count(v->c, "1 day late", "%1 days late", days_since(v, rows_str(rows, i, "due"))));
	}
}

/* Parts of the longest bar, in hundredths: a figure is told apart by its length, and what is late by its colour. */
static void
put_bar(struct node *node, int64_t n, int64_t part, int64_t most)
{
	node_put_int(node, "bar", most == 0 ? 0 : n * 100 / most);
	node_put_int(node, "part", most == 0 ? 0 : part * 100 / most);
}

void
dashboard_put_waits(struct visit *v, struct node *list, size_t lines)
{
	const struct rows *rows = STATE_OF(v, dashboard_state)->waits;
	int64_t most = 0;

	for (size_t i = 0; i < rows_count(rows) && i < lines; i++)
		most = rows_int(rows, i, "n") > most ? rows_int(rows, i, "n") : most;
	for (size_t i = 0; i < rows_count(rows) && i < lines; i++) {
		struct node *node = node_item(list);
		const char *who = rows_str(rows, i, "who");
		int64_t n = rows_int(rows, i, "n"), late = rows_int(rows, i, "late");

		node_put(node, "who", str_eq(rows_str(rows, i, "sort"), "person") ? who : over_role_names(v->c, who));
		node_put(node, "count", dashboard_figure_of(v, rows, i));
		if (late > 0)
			node_put(node, "late", dashboard_figure(v, late, rows_bool(rows, i, "late_cut")));
		node_put(node, "since", rows_str(rows, i, "since"));
		node_put(node, "days", words_count(v->c, "1 day", "%1 days", days_since(v, rows_str(rows, i, "since"))));
		put_bar(node, n, late, most);
	}
}

/* How many records are in the state of the first of ${rows}. */
static int64_t
count_alike(const struct visit *v, const struct rows *rows)
{
	const struct rows *counts = STATE_OF(v, dashboard_state)->counts;

	for (size_t i = 0; i < rows_count(counts); i++)
		if (str_eq(rows_str(counts, i, "kind"), rows_str(rows, 0, "kind")) && str_eq(rows_str(counts, i, "state"), rows_str(rows, 0, "state")))
			return (rows_int(counts, i, "n"));
	return (0);
}

/* What was booked on the latest budgets; only for those who may see the report that has them all. */
static bool
put_budgets(struct visit *v, struct node *dash)
{
	const struct rows *rows = STATE_OF(v, dashboard_state)->budgets;
	int64_t most = 0;

	if (!may(v->c, PERMIT_FINANCE_VIEW) || rows_count(rows) == 0)
		return (false);
	for (size_t i = 0; i < rows_count(rows); i++)
		most = rows_int(rows, i, "budget_whole") > most ? rows_int(rows, i, "budget_whole") : most;
	node_put(dash, "budgets_url", visit_path(v, "reports/budget"));
	if (count_alike(v, rows) > (int64_t)rows_count(rows))
		node_put(dash, "budgets_of", wordf(v->c, N_("the latest %1 of %2"), mem_fmt(v->c, "%zu", rows_count(rows)), mem_fmt(v->c, "%lld", (long long)count_alike(v, rows))));
	for (size_t i = 0; i < rows_count(rows); i++) {
		struct node *node = node_item(node_in(dash, "budgets"));

		over_put_record(node, v->c, v->c->site->slug, rows, i);
		node_putf(node, "sum", "%s / %s", str_money(v->c, rows_str(rows, i, "actual_whole")), str_money(v->c, rows_str(rows, i, "budget_whole")));
		put_bar(node, rows_int(rows, i, "budget_whole"), rows_int(rows, i, "actual_whole"), most);
	}
	return (true);
}

static void
put_first(struct visit *v, struct node *dash)
{
	/* What runs, with its heading, takes the place of as many lines of the lists: the page stays one screen. */
	size_t running = running_put(v->root, v->c, STATE_OF(v, dashboard_state)->running);
	size_t lines = running == 0 ? LINES : running + 1 + LINES_LEAST < LINES ? LINES - running - 1 : LINES_LEAST;

	put_tiles(v);
	dashboard_put_duties(v, dash);
	put_late(v, node_in(dash, "late"), lines);
	node_put(dash, "late_url", visit_path(v, "ledger?state=late"));
	dashboard_put_waits(v, node_in(dash, "waits"), lines);
	/* Two charts: where there are no budgets to draw, requirements are drawn both ways. */
	flow_put(v, node_in(dash, "charts"), STATE_OF(v, dashboard_state)->flow, put_budgets(v, dash));
}

struct err *
dashboard_answer(struct visit *v)
{
	struct node *dash = node_in(v->root, "Dash");

	node_put(dash, "title", over_name(v->c->site->name, v->c->site->name_en));
	node_put(dash, "note", wordf(v->c, "As of %1", v->c->today, NULL));
	node_put(dash, "url", visit_path(v, "%s", ""));
	node_put(dash, "all_url", visit_path(v, "?all=yes"));
	put_new(v, node_in(dash, "new"));
	dashboard_put_boards(v, node_in(dash, "boards"));
	if (dashboard_is_all(v))
		dashboard_put_rest(v, dash);
	else
		put_first(v, dash);
	node_put_flag(node_in(v->root, "Page"), "wide", true);
	return (visit_show(v, dashboard_is_all(v) ? "pages/dashboard_all" : "pages/dashboard", N_("Dashboard")));
}
