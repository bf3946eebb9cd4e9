/* SPDX-License-Identifier: ISC */
/* Behind the first page of a site: where everything stands, all boards, whom all waits for, approvals, notices and what happened. */
#include "pages/overview/dashboard_page.h"

#include "pages/overview/flow.h"
#include "record/kind.h"
#include "view/words.h"
#include "web/over.h"

void
dashboard_ask_rest(struct visit *v)
{
	struct ctx *c = v->c;
	struct dashboard_state *s = STATE_OF(v, dashboard_state);
	struct over_states decided = over_states(c, OVER_APPROVALS, NULL, NULL);

	db_ask(c->db, c, STMT_BOARD_WAITS, &s->waits, ARGS(c->site_id, c->today));
	db_ask(c->db, c, STMT_BOARD_APPROVALS, &s->approvals, ARGS(c->site_id, decided.kinds, decided.states, c->today));
	db_ask(c->db, c, STMT_BOARD_NOTICES, &s->notices, ARGS(c->site_id));
	db_ask(c->db, c, STMT_BOARD_ACTIVITY, &s->activity, ARGS(c->site_id));
}

const char *
dashboard_more(struct visit *v, int64_t all, size_t shown, bool cut)
{
	return (all <= (int64_t)shown ? NULL : wordf(v->c, N_("%1 more"), dashboard_figure(v, all - (int64_t)shown, cut), NULL));
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

		if (!str_eq(rows_str(rows, i, "kind"), kind->name) || rows_int(rows, i, "n") == 0)
			continue;
		if (!(state->flags & STATE_END))
			dashboard_add(open, rows, i);
		item = node_item(node_in(node, "states"));
		node_put(item, "label", word_of(v->c, kind->name, "state", name));
		node_put(item, "tone", state->tone);
		node_put(item, "count", dashboard_figure_of(v, rows, i));
		node_put(item, "url", visit_path(v, "%s?state=%s", kind->plural, name));
	}
}

static void
put_kinds(struct visit *v, struct node *list)
{
	for (size_t k = 0; kinds[k] != NULL; k++) {
		struct node *node = node_item(list);
		struct tally open = { 0 };

		node_put(node, "label", word(mem_fmt(v->c, "%s.plural", kinds[k]->name)));
		node_put(node, "icon", kinds[k]->icon);
		node_put(node, "url", visit_path(v, "%s", kinds[k]->plural));
		put_states(v, node, kinds[k], &open);
		node_put(node, "open", dashboard_figure(v, open.n, open.cut));
		if (open.late > 0)
			node_put(node, "late", dashboard_figure(v, open.late, open.late_cut));
	}
}

/* ---- lists */

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

/* What the two lists leave out. */
static void
put_more(struct visit *v, struct node *dash)
{
	const struct dashboard_state *s = STATE_OF(v, dashboard_state);
	struct tally decided = dashboard_tally(v, true);

	if (rows_count(s->waits) > 0)
		node_put(dash, "waits_more", dashboard_more(v, rows_int(s->waits, 0, "total"), rows_count(s->waits), false));
	node_put(dash, "approvals_more", dashboard_more(v, decided.n, rows_count(s->approvals), decided.cut));
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

/* Duties that are late stand in the head: there are few, and most days none. */
void
dashboard_put_duties(struct visit *v, struct node *dash)
{
	int64_t n = rows_int(STATE_OF(v, dashboard_state)->duties, 0, "n");

	if (n == 0)
		return;
	node_put(dash, "duties", words_count(v->c, "1 duty overdue", "%1 duties overdue", (long)n));
	node_put(dash, "duties_url", visit_path(v, "duties"));
}

void
dashboard_put_rest(struct visit *v, struct node *dash)
{
	put_kinds(v, node_in(dash, "kinds"));
	dashboard_put_waits(v, node_in(dash, "waits"), SIZE_MAX);
	put_approvals(v, node_in(dash, "approvals"));
	put_more(v, dash);
	flow_put(v, node_in(dash, "charts"), STATE_OF(v, dashboard_state)->flow, false);
	put_notices(v, node_in(dash, "notices"));
	put_activity(v, node_in(dash, "activity"));
}
