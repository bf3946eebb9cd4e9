/* SPDX-License-Identifier: ISC */
/* On a budget's page: what was spent of it, by line and month (R11.1). */
#include "pages/record/show.h"

#include "base/str.h"
#include "pages/record/budget_figures.h"

void
show_budget_ask(struct visit *v, struct show *s)
{
	if (str_eq(s->subject.kind->name, "budget"))
		db_ask(v->c->db, v->c, STMT_BUDGET_ACTUAL, &s->spent,
		    ARGS(v->c->site_id, NULL, NULL, s->subject.number));
}

void
show_budget(struct visit *v, const struct show *s)
{
	struct node *charts = node_in(v->root, "Charts");

	if (!str_has_word("allocated closed", s->rec->state))
		return;
	budget_figures_put(v, charts, s->spent, "item");
	budget_figures_put(v, charts, s->spent, "month");
}
