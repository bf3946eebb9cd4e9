/* SPDX-License-Identifier: ISC */
/* The panel PANEL_SPENT: what was spent of a budget, by line and month (R11.1). */
#include "pages/record/show.h"

#include "base/str.h"
#include "pages/record/budget_figures.h"

void
show_budget_ask(struct visit *v, struct show *s)
{
	if (kind_panel(s->subject.kind, PANEL_SPENT) != NULL)
		db_ask(v->c->db, v->c, STMT_BUDGET_ACTUAL, &s->spent,
		    ARGS(v->c->site_id, NULL, NULL, s->subject.number));
}

void
show_budget(struct visit *v, const struct show *s)
{
	const struct panel *panel = kind_panel(s->rec->kind, PANEL_SPENT);
	struct node *charts = node_in(v->root, "Charts");

	if (panel == NULL || !str_has_word(panel->states, s->rec->state))
		return;
	budget_figures_put(v, charts, s->spent, "item");
	budget_figures_put(v, charts, s->spent, "month");
}
