/* SPDX-License-Identifier: ISC */
/* The panel PANEL_SPENT: what was spent of a budget, by line and month (R11.1). */
#include "pages/record/show.h"

#include "base/str.h"
#include "pages/record/budget_figures.h"

struct show_budget {
	struct rows *spent;
};

static void
ask(struct visit *v, struct show *s)
{
	if (kind_panel(s->subject.kind, PANEL_SPENT) != NULL)
		db_ask(v->c->db, v->c, STMT_BUDGET_ACTUAL, &PART_OF(s, show_budget)->spent,
		    ARGS(v->c->site_id, NULL, NULL, s->subject.number));
}

static void
show(struct visit *v, const struct show *s)
{
	const struct panel *panel = kind_panel(s->rec->kind, PANEL_SPENT);
	const struct show_budget *p = PART_OF(s, show_budget);
	struct node *charts = node_in(v->root, "Charts");

	if (panel == NULL || !str_has_word(panel->states, s->rec->state))
		return;
	budget_figures_put(v, charts, p->spent, "item");
	budget_figures_put(v, charts, p->spent, "month");
}

const struct show_part show_budget = { sizeof(struct show_budget), ask, show };
