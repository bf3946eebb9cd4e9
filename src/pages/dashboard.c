/* SPDX-License-Identifier: ISC */
#include "pages/dashboard.h"

#include "pages/flow.h"
#include "pages/over.h"
#include "view/words.h"

enum { COUNTS, LATE, WAITS, FLOW, APPROVALS, NOTICES, ACTIVITY };
enum { COUNTED = 500, WAITS_COUNTED = 100 };

void
dashboard_ask(struct visit *v)
{
	struct ctx *c = v->c;
	struct over_states all = over_states(c, OVER_ALL, NULL, NULL), open = over_states(c, OVER_OPEN, NULL, NULL);
	struct over_states decided = over_states(c, OVER_APPROVALS, NULL, NULL);

	db_ask(c->db, c, STMT_BOARD_COUNTS, &v->rows[COUNTS], ARGS(c->site_id, all.kinds, all.states, c->today));
	db_ask(c->db, c, STMT_BOARD_LATE, &v->rows[LATE], ARGS(c->site_id, open.kinds, open.states, c->today));
	db_ask(c->db, c, STMT_BOARD_WAITS, &v->rows[WAITS], ARGS(c->site_id, c->today));
	db_ask(c->db, c, STMT_BOARD_FLOW, &v->rows[FLOW], ARGS(c->site_id, flow_first_month(v)));
	db_ask(c->db, c, STMT_BOARD_APPROVALS, &v->rows[APPROVALS], ARGS(c->site_id, decided.kinds, decided.states, c->today));
	db_ask(c->db, c, STMT_BOARD_NOTICES, &v->rows[NOTICES], ARGS(c->site_id));
	db_ask(c->db, c, STMT_BOARD_ACTIVITY, &v->rows[ACTIVITY], ARGS(c->site_id));
}

/* A figure that stopped counting says so: "500+". */
static void
put_count(struct node *node, const char *name, int64_t n, int64_t most)
{
	node_putf(node, name, n >= most ? "%lld+" : "%lld", (long long)n);
}

/* ---- the board: a line per kind, a column per state that holds any */

struct tally {
	int64_t n, late;
	bool is_cut;
};

static void
put_states(struct visit *v, struct node *node, const struct kind *kind, struct tally *open)
{
	const struct rows *rows = v->rows[COUNTS];

	for (size_t i = 0; i < rows_count(rows); i++) {
		const char *name = rows_str(rows, i, "state");
		const struct state *state;
		struct node *item;

		if (!str_eq(rows_str(rows, i, "kind"), kind->name) || rows_int(rows, i, "n") == 0)
			continue;
		state = kind_state(kind, name);
		if (!(state->flags & STATE_END)) {
			open->n += rows_int(rows, i, "n");
			open->late += rows_int(rows, i, "late");
			open->is_cut = open->is_cut || rows_int(rows, i, "n") >= COUNTED;
		}
		item = node_item(node_in(node, "states"));
		node_put(item, "name", name);
		node_put(item, "label", word_of(v->c, kind->name, "state", name));
		node_put(item, "tone", state->tone);
		put_count(item, "n", rows_int(rows, i, "n"), COUNTED);
		node_put(item, "url", visit_path(v, "%s?state=%s", kind->plural, name));
	}
}

static void
put_kinds(struct visit *v, struct node *board)
{
	struct tally all = { 0 };

	for (size_t k = 0; kinds[k] != NULL; k++) {
		struct node *node = node_item(node_in(board, "kinds"));
		struct tally open = { 0 };

		node_put(node, "label", word_of(v->c, kinds[k]->name, "plural", NULL));
		node_put(node, "icon", kinds[k]->icon);
		node_put(node, "url", visit_path(v, "%s", kinds[k]->plural));
		put_states(v, node, kinds[k], &open);
		node_putf(node, "open", open.is_cut ? "%lld+" : "%lld", (long long)open.n);
		node_put_int(node, "late", open.late);
		node_put_flag(node, "any_late", open.late > 0);
		all.n += open.n;
		all.late += open.late;
		all.is_cut = all.is_cut || open.is_cut;
	}
	node_putf(board, "open", all.is_cut ? "%lld+" : "%lld", (long long)all.n);
	node_putf(board, "late", all.is_cut && all.late > 0 ? "%lld+" : "%lld", (long long)all.late);
	node_put_flag(board, "any_late", all.late > 0);
}

/* ---- lists */

static void
put_late(struct visit *v, struct node *list)
{
	const struct rows *rows = v->rows[LATE];

	for (size_t i = 0; i < rows_count(rows); i++) {
		struct node *node = node_item(list);

		over_put_record(node, v->c, v->c->site->slug, rows, i);
		node_put(node, "owner", rows_str(rows, i, "owner"));
		node_put(node, "days", words_count(v->c, "1 day late", "%1 days late", (long)rows_int(rows, i, "days")));
	}
}

static void
put_waits(struct visit *v, struct node *board)
{
	const struct rows *rows = v->rows[WAITS];
	int64_t sum = 0;

	for (size_t i = 0; i < rows_count(rows); i++) {
		struct node *node = node_item(node_in(board, "waits"));
		bool is_person = str_eq(rows_str(rows, i, "sort"), "person");
		const char *who = rows_str(rows, i, "who");

		node_put(node, "who", is_person ? who : word(mem_fmt(v->c, "permit.%s", who)));
		node_put_flag(node, "person", is_person);
		put_count(node, "n", rows_int(rows, i, "n"), WAITS_COUNTED);
		node_put_int(node, "late", rows_int(rows, i, "late"));
		node_put_flag(node, "any_late", rows_int(rows, i, "late") > 0);
		node_put(node, "since", rows_str(rows, i, "since"));
		sum += rows_int(rows, i, "n");
	}
	node_put_int(board, "waiting", sum);
}

static void
put_approvals(struct visit *v, struct node *board)
{
	const struct rows *rows = v->rows[APPROVALS];

	for (size_t i = 0; i < rows_count(rows); i++) {
		struct node *node = node_item(node_in(board, "approvals"));

		over_put_record(node, v->c, v->c->site->slug, rows, i);
		node_put_int(node, "round", rows_int(rows, i, "round"));
		node_put(node, "votes", words_count(v->c, "1 vote so far", "%1 votes so far", (long)rows_int(rows, i, "votes")));
	}
	node_put_int(board, "n_approvals", (long long)rows_count(rows));
}

static void
put_notices(struct visit *v, struct node *list)
{
	const struct rows *rows = v->rows[NOTICES];

	for (size_t i = 0; i < rows_count(rows); i++) {
		struct node *node = node_item(list);

		over_put_record(node, v->c, v->c->site->slug, rows, i);
		node_put(node, "type", word_of(v->c, "notice", "type", rows_str(rows, i, "type")));
	}
}

static void
put_activity(struct visit *v, struct node *list)
{
	const struct rows *rows = v->rows[ACTIVITY];

	for (size_t i = 0; i < rows_count(rows); i++) {
		struct node *node = node_item(list);

		over_put_record(node, v->c, v->c->site->slug, rows, i);
		node_put(node, "actor", str_or(rows_text(rows, i, "actor"), word("Nobody logged in")));
		node_put(node, "did", over_did(v->c, rows_str(rows, i, "kind"), rows_str(rows, i, "did"), rows_str(rows, i, "move")));
	}
}

struct err *
dashboard_answer(struct visit *v)
{
	struct node *board = node_in(v->root, "Board");

	node_put(board, "site_name", over_name(v->c->site->name, v->c->site->name_en));
	node_put(board, "today", v->c->today);
	put_kinds(v, board);
	put_late(v, node_in(board, "late_items"));
	put_waits(v, board);
	flow_put(v, node_in(board, "flow"), v->rows[FLOW]);
	put_approvals(v, board);
	put_notices(v, node_in(board, "notices"));
	put_activity(v, node_in(board, "activity"));
	return (visit_show(v, "pages/dashboard", N_("Dashboard")));
}
