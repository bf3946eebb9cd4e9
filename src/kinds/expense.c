/* SPDX-License-Identifier: ISC */
/*
 * Expenses (R5.1, R11.1): handed in with their invoice, booked by finance on the line they are
 * earmarked for.  The day lies in the year of the budget or after it, within the last year, and not ahead:
 * a project may have cost something before its budget was allocated, but not before the year it is for.  Booking holds the budget, so that two at the same moment cannot overdraw a line.
 */
#include "base/str.h"
#include "kinds/budget.h"
#include "kinds/kinds.h"
#include "record/record.h"

#include <string.h>

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON | REQUIRED | IN_LIST | SEARCHED | WIDE, .max = 120 },
	{ "budget_id", FIELD_RECORD, REQUIRED | IN_LIST | FILTER, .ref = "budget", .in = "allocated",
	    .article = "5" },
	{ "item", FIELD_CHOICE, REQUIRED | IN_LIST | FILTER, .choices = budget_items,
	    .article = "5" },
	{ "amount", FIELD_MONEY, REQUIRED | IN_LIST | SORT, .min = 1 },
	{ "spent_on", FIELD_DATE, REQUIRED | IN_LIST | SORT, .earliest = "today-365", .latest = "today" },
	{ "payee", FIELD_LINE, REQUIRED | SEARCHED | EXPORTED, .max = 100 },
	{ "details", FIELD_TEXT, SEARCHED | WIDE | EXPORTED, .max = 2000 },
	{ "invoice", FIELD_FILE, DERIVED, .article = "11" },
	{ "booked_on", FIELD_DATE, DERIVED | EXPORTED },
	{ NULL }
};

static const struct state states[] = {
	{ "draft", "", .edit = { { .is = "@author" } } },
	{ "finance_review", "", STATE_SEALED, .due = DUE(RULE_REVIEW_DAYS) },
	{ "returned", "warn", .edit = { { .is = "@author" } } },
	{ "booked", "ok", STATE_SEALED | STATE_END, .sets_on = "booked_on" },
	{ "cancelled", "", STATE_SEALED | STATE_END },
	{ NULL }
};

static struct err *book(struct ctx *c, struct record *rec, const struct form *form);

/* The facts: has_invoice, budget_open, day_fits, fits_line. */
static const struct move moves[] = {
	{ "submit", "draft returned", "finance_review", { { .is = "@author" } }, MOVE_PRIMARY | MOVE_SUBMITS,
	    .needs = "has_invoice budget_open day_fits", .article = "11" },
	{ "book", "finance_review", "booked", { { PERMIT_FINANCE_MANAGE } },
	    MOVE_PRIMARY | MOVE_WAITS | MOVE_NO_PARTY, .needs = "has_invoice budget_open fits_line",
	    .article = "5", .after = book },
	{ "return", "finance_review", "returned", { { PERMIT_FINANCE_MANAGE } }, MOVE_DECIDES | MOVE_REASON,
	    .article = "11" },
	{ "take_back", "finance_review", "draft", { { .is = "@submitter" } } },
	/* What was booked by mistake gives the money back to its line; whoever booked it may correct that. */
	{ "cancel", "draft returned", "cancelled", { { .is = "@author" } }, MOVE_DANGER | MOVE_REASON },
	{ "reverse", "booked", "cancelled", { { PERMIT_FINANCE_MANAGE } },
	    MOVE_DANGER | MOVE_DECIDES | MOVE_REASON, .article = "11" },
	{ NULL }
};

/* What the facts said was before the budget was held: now it counts, this expense included. */
static struct err *
book(struct ctx *c, struct record *rec, const struct form *form)
{
	const char *budget = form_stored(rec->fields, "budget_id");
	struct rows *held, *left;

	(void)form;
	TRY(db_run(c->db, c, STMT_BUDGET_HOLD, &held, ARGS(c->site_id, budget)));
	TRY(db_run(c->db, c, STMT_BUDGET_HOLDS, &left,
	    ARGS(c->site_id, budget, record_value(rec, "item"))));
	if (!str_eq(rows_str(held, 0, "state"), "allocated"))
		return (err_say(RAISE(ERR_CONFLICT, "the budget of %s is closed", rec->number),
		    "expense.todo.budget_open"));
	if (!rows_bool(left, 0, "fits"))
		return (err_say(RAISE(ERR_CONFLICT, "%s overdraws its line", rec->number),
		    "expense.todo.fits_line"));
	return (OK);
}

static void
check_year(struct ctx *c, struct record *rec, struct form *form)
{
	const char *budget = form_stored(form, "budget_id");
	struct rows *year;
	struct err *err;

	(void)rec;
	if (!form->ok || budget == NULL)
		return;
	err = db_run(c->db, c, STMT_BUDGET_YEAR, &year, ARGS(c->site_id, budget));
	if (err == OK && rows_count(year) > 0 && strncmp(form_value(form, "spent_on"), rows_str(year, 0, "year"), 4) < 0)
		form_complain(form, "spent_on", "expense.complaint.before_budget", rows_str(year, 0, "year"));
	err_free(err);
}

const struct kind expense_kind = {
	.name = "expense",
	.plural = "expenses",
	.code = "EXP",
	.icon = "expense",
	.group = GROUP_FINANCE,
	.first = "draft",
	.create = PERMIT_EXPENSE_SUBMIT,
	.fields = fields,
	.states = states,
	.moves = moves,
	.facts = STMT_EXPENSE_FACTS,
	.sort = "-number",
	.check = check_year,
};
