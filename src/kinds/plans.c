/* SPDX-License-Identifier: ISC */
/* What the plans of a year and of a quarter have in common. */
#include "kinds/plans.h"

#include "base/date.h"
#include "base/str.h"

const struct state plan_states[] = {
	{ "draft", "", .edit = { { .is = "@author @owner" } } },
	{ "group_approval", "warn", .approval = APPROVE_GROUP, .approved = "approved", .rejected = "draft", .due = DUE(RULE_DECIDE_DAYS) },
	{ "approved", "ok", .sets_on = "approved_on" },
	{ "settling", "warn" },
	{ "closed", "ok", STATE_END },
	{ "discarded", "", STATE_END },
	{ NULL }
};

/* ---- what is planned */

const char *const planned_states[] = { "open", "moved", "dropped", NULL };

const struct act planned_acts[] = {
	{ "move", "approved settling", "open", "moved", { PLANS }, .asks = "moved_to reason", .flags = ACT_LOCKED },
	{ "drop", "approved settling", "open", "dropped", { PLANS }, .asks = "reason", .flags = MOVE_DANGER | ACT_LOCKED },
	{ NULL }
};

/* ---- checks */

void
plan_check_year(struct ctx *c, struct record *rec, struct form *form)
{
	const struct input *year = form_input(form, "year");

	if (year != NULL && !str_empty(year->value) && !str_eq(year->value, rec->fields == form ? "" : record_value(rec, "year")) &&
	    !date_year_is_ahead(year->value, c->today))
		form_complain(form, "year", "development_plan.complaint.year", mem_strn(c, c->today, 4));
}

void
plan_item_check(struct ctx *c, struct record *rec, struct form *form)
{
	const char *plan = form_value(form, "realises_id"), *no = form_value(form, "realises_no");
	struct rows *item;
	struct err *err;

	if (!form->ok || (str_empty(plan) && str_empty(no)))
		return;
	if (str_empty(plan) || str_empty(no)) {
		form_complain(form, str_empty(plan) ? "realises_id" : "realises_no", "development_plan.complaint.item_incomplete", NULL);
		return;
	}
	err = db_run(c->db, c, STMT_DEVELOPMENT_PLAN_ITEM, &item, ARGS(c->site_id, form_stored(form, "realises_id"), no, rec->id));
	if (err != OK || rows_count(item) == 0)
		form_complain(form, "realises_no", "development_plan.complaint.no_item", no);
	err_free(err);
}
