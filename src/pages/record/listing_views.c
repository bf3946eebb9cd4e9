/* SPDX-License-Identifier: ISC */
/* The same filter by state (a board) and by day (a calendar). */
#include "pages/record/listing.h"

#include "base/date.h"
#include "base/str.h"
#include "http/url.h"
#include "view/words.h"
#include "web/subject.h"

#include <string.h>

enum { DAYS_OF_WEEK = 7 };

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

/* The first of the month that is shown; of one that cannot be read, this month's. */
static int32_t
first_of_month(struct visit *v)
{
	int32_t first;

	if (date_read(mem_fmt(v->c, "%s-01", visit_query(v, "month")), &first) || date_read(mem_fmt(v->c, "%.7s-01", v->c->today), &first))
		return (first);
	return (0);
}

static void
put_month(struct visit *v, const struct listing_state *l, const char *name, int32_t day)
{
	char text[DATE_TEXT];

	date_text(day, text);
	node_put(node_in(v->root, "Month"), name, url_with(v->c, visit_path(v, "%s", l->kind->plural), listing_query(v), "month", mem_fmt(v->c, "%.7s", text)));
}

static void
put_day(struct visit *v, const struct listing_state *l, struct node *week, int32_t day, const char *month)
{
	struct node *node = node_item(node_in(week, "days"));
	char text[DATE_TEXT];

	date_text(day, text);
	node_put(node, "date", text);
	node_put(node, "label", strncmp(text, month, 7) == 0 ? mem_fmt(v->c, "%d", (text[8] - '0') * 10 + text[9] - '0') : text + 5);
	node_put_flag(node, "other", strncmp(text, month, 7) != 0);
	node_put_flag(node, "today", str_eq(text, v->c->today));
	for (size_t i = 0; i < list_count(l->list); i++)
		if (str_eq(rows_str(l->list->rows, i, "due"), text))
			listing_put_row(v, l, node_item(node_in(node, "rows")), i);
}

void
listing_put_month(struct visit *v, const struct listing_state *l)
{
	int32_t first = first_of_month(v), next = date_add_months(first, 1), day = first - date_weekday(first) + 1;
	struct node *month = node_in(v->root, "Month"), *week;
	char text[DATE_TEXT];

	date_text(first, text);
	node_put(month, "title", mem_fmt(v->c, "%.7s", text));
	put_month(v, l, "before", first - 1);
	put_month(v, l, "after", next);
	while (day < next) {
		week = node_item(node_in(month, "weeks"));
		for (int i = 0; i < DAYS_OF_WEEK; i++)
			put_day(v, l, week, day++, text);
	}
	if (list_has_next(l->list))
		node_put(month, "note", wordf(v->c, N_("Only the first %1 of this month are shown. Narrow the filter to see the others."), mem_fmt(v->c, "%d", LIST_MONTH_MAX), NULL));
}
