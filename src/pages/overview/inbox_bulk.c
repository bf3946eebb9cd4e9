/* SPDX-License-Identifier: ISC */
#include "pages/overview/inbox_bulk.h"

#include "pages/record/bulk.h"
#include "view/words.h"

static bool
add_move(struct inbox_bar *bar, const struct kind *kind, const struct move *move)
{
	for (size_t i = 0; i < bar->n_moves; i++)
		if (bar->moves[i].move == move)
			return (true);
	if (bar->n_moves == WORK_BAR_MOVES)
		return (false);
	bar->moves[bar->n_moves].kind = kind;
	bar->moves[bar->n_moves++].move = move;
	return (true);
}

static bool
may_be_ticked(struct inbox_bar *bar, const struct kind *kind, const char *state, const char *action)
{
	const struct move *move = kind_move(kind, action);

	if (!str_eq(action, "decide"))
		return (move != NULL && move->flags & MOVE_BULK && add_move(bar, kind, move));
	if (!bulk_votes_in(kind_state(kind, state)))
		return (false);
	return (bar->votes = true);
}

void
inbox_bulk_put(struct node *node, struct inbox_bar *bar, const char *slug, const struct rows *rows, size_t i)
{
	const struct kind *kind = kind_named(rows_str(rows, i, "kind"));
	const char *action = rows_str(rows, i, "action");

	/* A kind of a later release than this worker. */
	if (kind == NULL)
		return;
	if (visibility_read(rows, i) == VISIBLE_SITE && may_be_ticked(bar, kind, rows_str(rows, i, "state"), action))
		node_putf(node, "tick", "%s/%s/%s", slug, kind->plural, rows_str(rows, i, "number"));
	else if (str_eq(action, "decide"))
		node_put(node, "alone", word(N_("bulk.one_by_one")));
}

void
inbox_bulk_put_bar(struct node *work, struct ctx *c, const struct inbox_bar *bar)
{
	if (bar->votes)
		bulk_put_votes(work, c);
	for (size_t i = 0; i < bar->n_moves; i++)
		bulk_put_move(work, c, bar->moves[i].kind, bar->moves[i].move);
}
