/* SPDX-License-Identifier: ISC */
#include "pages/overview/dashboard.h"

#include "pages/overview/flow.h"
#include "record/record.h"
#include "view/words.h"
#include "web/over.h"

enum { LATE_COUNTED = 500, WAITS_COUNTED = 100 };

/* Open records of the kinds so marked are shown as boards, a column per state: the longest overdue first, then the oldest. */
static const struct {
	enum kind_flags marked;
	const char *shown;
} boards[] = {
	{ KIND_PROJECT, "6" },
	{ KIND_BOARD, "4" },
};

struct dashboard_state {
	struct rows *counts, *late, *waits, *flow, *approvals, *notices, *activity;
	struct rows *items[ARRAY_LEN(boards)];
};

const size_t dashboard_state = sizeof(struct dashboard_state);

void
dashboard_ask(struct visit *v)
{
	struct ctx *c = v->c;
	struct dashboard_state *s = STATE_OF(v, dashboard_state);
	struct over_states all = over_states(c, OVER_ALL, NULL, NULL);
	struct over_states decided = over_states(c, OVER_APPROVALS, NULL, NULL);

	db_ask(c->db, c, STMT_BOARD_COUNTS, &s->counts, ARGS(c->site_id, all.kinds, all.states, c->today));
	db_ask(c->db, c, STMT_BOARD_LATE, &s->late, ARGS(c->site_id, c->today));
	db_ask(c->db, c, STMT_BOARD_WAITS, &s->waits, ARGS(c->site_id, c->today));
	db_ask(c->db, c, STMT_BOARD_FLOW, &s->flow, ARGS(c->site_id, flow_first_month(v)));
	db_ask(c->db, c, STMT_BOARD_APPROVALS, &s->approvals, ARGS(c->site_id, decided.kinds, decided.states, c->today));
	db_ask(c->db, c, STMT_BOARD_NOTICES, &s->notices, ARGS(c->site_id));
	db_ask(c->db, c, STMT_BOARD_ACTIVITY, &s->activity, ARGS(c->site_id));
	for (size_t i = 0; i < ARRAY_LEN(boards); i++) {
		struct over_states board = over_boards(c, boards[i].marked);

		db_ask(c->db, c, STMT_BOARD_ITEMS, &s->items[i], ARGS(c->site_id, board.kinds, board.states, c->today, boards[i].shown));
	}
}

/* ---- figures; one that stopped counting says so: "500+" */

struct tally {
	int64_t n, late;
	bool cut, late_cut;
};

static char *
figure(struct visit *v, int64_t n, bool cut)
{
	return (mem_fmt(v->c, "%lld%s", (long long)n, cut ? "+" : ""));
}

static void
add_tally(struct tally *sum, const struct rows *rows, size_t i)
{
	sum->n += rows_int(rows, i, "n");
	sum->late += rows_int(rows, i, "late");
	sum->cut = sum->cut || rows_bool(rows, i, "cut");
	sum->late_cut = sum->late_cut || rows_int(rows, i, "late") >= LATE_COUNTED;
}

/* How many are in a state. */
static char *
figure_of(struct visit *v, const struct rows *rows, size_t i)
{
	return (figure(v, rows_int(rows, i, "n"), rows_bool(rows, i, "cut")));
}

static bool
is_of(const struct rows *rows, size_t i, const struct kind *kind)
{
	return (str_eq(rows_str(rows, i, "kind"), kind->name));
}

/* ---- where everything stands: a line per kind with its states */

static void
put_states(struct visit *v, struct node *node, const struct kind *kind, struct tally *open)
{
	const struct rows *rows = STATE_OF(v, dashboard_state)->counts;

	for (size_t i = 0; i < rows_count(rows); i++) {
		const char *name = rows_str(rows, i, "state");
		const struct state *state = kind_state(kind, name);
		struct node *item;

		if (!is_of(rows, i, kind) || rows_int(rows, i, "n") == 0)
			continue;
		if (!(state->flags & STATE_END))
			add_tally(open, rows, i);
		item = node_item(node_in(node, "states"));
		node_put(item, "label", word_of(v->c, kind->name, "state", name));
		node_put(item, "tone", state->tone);
		node_put(item, "count", figure_of(v, rows, i));
		node_put(item, "url", visit_path(v, "%s?state=%s", kind->plural, name));
	}
}

static struct tally
put_kinds(struct visit *v, struct node *list)
{
	struct tally all = { 0 };

	for (size_t k = 0; kinds[k] != NULL; k++) {
		struct node *node = node_item(list);
		struct tally open = { 0 };

		node_put(node, "label", word(mem_fmt(v->c, "%s.plural", kinds[k]->name)));
		node_put(node, "icon", kinds[k]->icon);
		node_put(node, "url", visit_path(v, "%s", kinds[k]->plural));
		put_states(v, node, kinds[k], &open);
		node_put(node, "open", figure(v, open.n, open.cut));
		if (open.late > 0)
			node_put(node, "late", figure(v, open.late, open.late_cut));
		all.n += open.n;
		all.late += open.late;
		all.cut = all.cut || open.cut;
		all.late_cut = all.late_cut || open.late_cut;
	}
	return (all);
}

/* ---- tiles and what may be started */

static void
put_tile(struct visit *v, const char *label, const char *value, const char *note, const char *tone, const char *url)
{
	struct node *tile = node_item(node_in(node_in(v->root, "Dash"), "tiles"));

	node_put(tile, "label", word(label));
	node_put(tile, "value", value);
	node_put(tile, "note", note);
	node_put(tile, "tone", tone);
	node_put(tile, "url", url);
}

static void
put_tiles(struct visit *v, const struct tally *all)
{
	const struct dashboard_state *s = STATE_OF(v, dashboard_state);
	int64_t waiting = 0;
	bool cut = false;

	for (size_t i = 0; i < rows_count(s->waits); i++) {
		waiting += rows_int(s->waits, i, "n");
		cut = cut || rows_int(s->waits, i, "n") >= WAITS_COUNTED;
	}
	put_tile(v, "ledger.open", figure(v, all->n, all->cut), "", "", visit_path(v, "ledger?state=open"));
	put_tile(v, N_("Overdue"), figure(v, all->late, all->late_cut), "", all->late > 0 ? "bad" : "ok", visit_path(v, "ledger?state=late"));
	put_tile(v, N_("Waiting for action"), figure(v, waiting, cut), "", "", "#waits");
	put_tile(v, N_("Approvals under way"), figure(v, (int64_t)rows_count(s->approvals), rows_count(s->approvals) >= 10), "", "", "#approvals");
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

/* "Finish development tasks · Xu Ning": what it waits for first and whom; else whose it is. */
static const char *
wanted_of(struct visit *v, const struct kind *kind, const struct rows *rows, size_t i)
{
	const char *action = rows_text(rows, i, "action"), *permission = rows_text(rows, i, "permission");

	if (action == NULL)
		return (rows_str(rows, i, "owner"));
	return (mem_fmt(v->c, "%s · %s", over_waits(v->c, kind->name, action),
	    permission == NULL ? rows_str(rows, i, "person") : word(mem_fmt(v->c, "permit.%s", permission))));
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
	node_put(column, "count", figure_of(v, rows, count));
	if (late > 0)
		node_put(column, "late", wordf(v->c, N_("%1 overdue"), figure(v, late, late >= LATE_COUNTED), NULL));
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

static void
put_boards(struct visit *v, struct node *list)
{
	for (size_t i = 0; i < ARRAY_LEN(boards); i++)
		for (size_t k = 0; kinds[k] != NULL; k++)
			if (kinds[k]->flags & boards[i].marked)
				put_board(v, node_item(list), kinds[k], STATE_OF(v, dashboard_state)->items[i]);
}

/* ---- lists */

static void
put_late(struct visit *v, struct node *list)
{
	const struct rows *rows = STATE_OF(v, dashboard_state)->late;

	for (size_t i = 0; i < rows_count(rows); i++) {
		struct node *node = node_item(list);

		over_put_record(node, v->c, v->c->site->slug, rows, i);
		node_put(node, "who", rows_str(rows, i, "owner"));
	}
}

static void
put_waits(struct visit *v, struct node *list)
{
	const struct rows *rows = STATE_OF(v, dashboard_state)->waits;

	for (size_t i = 0; i < rows_count(rows); i++) {
		struct node *node = node_item(list);
		const char *who = rows_str(rows, i, "who");

		node_put(node, "who", str_eq(rows_str(rows, i, "sort"), "person") ? who : word(mem_fmt(v->c, "permit.%s", who)));
		node_put(node, "count", figure(v, rows_int(rows, i, "n"), rows_int(rows, i, "n") >= WAITS_COUNTED));
		if (rows_int(rows, i, "late") > 0)
			node_put(node, "late", figure(v, rows_int(rows, i, "late"), rows_int(rows, i, "late") >= WAITS_COUNTED));
		node_put(node, "since", rows_str(rows, i, "since"));
	}
}

static void
put_approvals(struct visit *v, struct node *list)
{
	const struct rows *rows = STATE_OF(v, dashboard_state)->approvals;

	for (size_t i = 0; i < rows_count(rows); i++) {
		struct node *node = node_item(list);

		over_put_record(node, v->c, v->c->site->slug, rows, i);
		node_put(node, "votes", words_count(v->c, "1 vote so far", "%1 votes so far", (long)rows_int(rows, i, "votes")));
	}
}

static void
put_notices(struct visit *v, struct node *list)
{
	const struct rows *rows = STATE_OF(v, dashboard_state)->notices;

	for (size_t i = 0; i < rows_count(rows); i++) {
		struct node *node = node_item(list);

		over_put_record(node, v->c, v->c->site->slug, rows, i);
		node_putf(node, "at", "%s · %s", word_of(v->c, kind_marked(KIND_NOTICES)->name, "type", rows_str(rows, i, "type")), rows_str(rows, i, "since"));
		node_put_flag(node, "unread", rows_bool(rows, i, "unread"));
	}
}

static void
put_activity(struct visit *v, struct node *list)
{
	const struct rows *rows = STATE_OF(v, dashboard_state)->activity;

	for (size_t i = 0; i < rows_count(rows); i++) {
		struct node *node = node_item(list);

		over_put_record(node, v->c, v->c->site->slug, rows, i);
		node_put(node, "at", rows_str(rows, i, "since"));
		node_put(node, "who", rows_str(rows, i, "actor"));
		node_put(node, "did", over_did(v->c, rows_str(rows, i, "kind"), rows_str(rows, i, "did"), rows_str(rows, i, "move")));
	}
}

struct err *
dashboard_answer(struct visit *v)
{
	struct node *dash = node_in(v->root, "Dash");
	struct tally all;

	node_put(dash, "title", over_name(v->c->site->name, v->c->site->name_en));
	node_put(dash, "note", wordf(v->c, "As of %1", v->c->today, NULL));
	put_new(v, node_in(dash, "new"));
	all = put_kinds(v, node_in(dash, "kinds"));
	put_tiles(v, &all);
	put_boards(v, node_in(dash, "boards"));
	put_late(v, node_in(dash, "late"));
	put_waits(v, node_in(dash, "waits"));
	put_approvals(v, node_in(dash, "approvals"));
	flow_put(v, node_in(dash, "charts"), STATE_OF(v, dashboard_state)->flow);
	put_notices(v, node_in(dash, "notices"));
	put_activity(v, node_in(dash, "activity"));
	node_put_flag(node_in(v->root, "Page"), "wide", true);
	return (visit_show(v, "pages/dashboard", N_("Dashboard")));
}
