/* SPDX-License-Identifier: ISC */
/* The same filter by state (a board) and by day (a calendar). */
#include "pages/record/listing.h"

#include "base/str.h"
#include "http/url.h"
#include "view/words.h"
#include "web/month.h"
#include "web/subject.h"

static void
put_view(struct visit *v, const struct listing_state *l, const char *name, const char *label, enum list_view view)
{
	struct node *node = node_item(node_in(node_in(v->root, "List"), "views"));
	struct pairs query = { .pair = mem_array(v->c, struct pair, listing_query(v)->n + 1) };

	for (size_t i = 0; i < listing_query(v)->n; i++)
		if (!str_has_word("view month", listing_query(v)->pair[i].name))
			query.pair[query.n++] = listing_query(v)->pair[i];
	node_put(node, "label", label);
	node_put(node, "url", url_with(v->c, visit_path(v, "%s", l->kind->plural), &query, "view", name));
	node_put_flag(node, "current", l->list->view == view);
}

void
listing_put_views(struct visit *v, const struct listing_state *l)
{
	put_view(v, l, NULL, word(N_("List")), LIST_ROWS);
	put_view(v, l, "board", word(N_("Board")), LIST_BOARD);
	put_view(v, l, "calendar", word(N_("Calendar")), LIST_MONTH);
}

/* ---- by state */

static void
put_lane(struct visit *v, const struct listing_state *l, const struct state *state)
{
	struct node *lane = NULL;
	size_t n = 0;

	for (size_t i = 0; i < list_count(l->list); i++) {
		if (!str_eq(rows_str(l->list->rows, i, "state"), state->name))
			continue;
		if (lane == NULL)
			lane = node_item(node_in(node_in(v->root, "Board"), "lanes"));
		listing_put_row(v, l, node_item(node_in(lane, "rows")), i);
		n++;
	}
	if (lane == NULL)
		return;
	node_put(lane, "title", word_of(v->c, l->kind->name, "state", state->name));
	/* Of a board that is cut these are not all of the lane. */
	node_put(lane, "count", mem_fmt(v->c, "%zu%s", n, list_has_next(l->list) ? "+" : ""));
}

const char *
listing_board_note(struct visit *v, const struct listing_state *l)
{
	if (list_has_next(l->list))
		return (wordf(v->c, N_("Only the first %1 by due date are shown. Narrow the filter to see the others."), mem_fmt(v->c, "%d", LIST_BOARD_MAX), NULL));
	return (*visit_query(v, "state") == '\0' ? word(N_("Only open records are shown. To see others, choose a state.")) : NULL);
}

void
listing_put_board(struct visit *v, const struct listing_state *l)
{
	for (const struct state *s = l->kind->states; s->name != NULL; s++)
		put_lane(v, l, s);
	node_put(node_in(v->root, "Board"), "note", listing_board_note(v, l));
}

/* ---- by day */

static void
put_day(struct visit *v, struct node *day, const char *date, const void *arg)
{
	const struct listing_state *l = arg;

	for (size_t i = 0; i < list_count(l->list); i++)
		if (str_eq(rows_str(l->list->rows, i, "due"), date))
			listing_put_row(v, l, node_item(node_in(day, "rows")), i);
}

void
listing_put_month(struct visit *v, const struct listing_state *l)
{
	struct month month = month_asked(v, NULL);
	struct node *node = node_in(v->root, "Month");

	month_put(v, &month, visit_path(v, "%s", l->kind->plural), listing_query(v), put_day, l);
	node_put(node, "caption", wordf(v->c, N_("Due in %1"), month.name, NULL));
	if (list_has_next(l->list))
		node_put(node, "note", wordf(v->c, N_("Only the first %1 of this month are shown. Narrow the filter to see the others."), mem_fmt(v->c, "%d", LIST_MONTH_MAX), NULL));
}
