/* SPDX-License-Identifier: ISC */
/*
 * Expenses (R5.1, R11.1): handed in with their invoice, booked by finance on the line they are
 * earmarked for.  The day lies in the year of the budget or after it, within the last year, and not ahead:
 * a project may have cost something before its budget was allocated, but not before the year it is for.  Booking holds the budget, so that two at the same moment cannot overdraw a line.
 * What is booked is paid in one payment or several (R11.2): never more than is booked, which the database holds.
 */
#include "base/str.h"
#include "kinds/budget.h"
#include "kinds/kinds.h"
#include "record/record.h"

#include <string.h>

enum { REFERENCE_MIN = 4 };       /* characters */

static const char *const payments[] = { "unpaid", "part", "paid", NULL };

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
	/* Kept by the database, from its payments. */
	{ "paid", FIELD_MONEY, DERIVED | IN_LIST, .initial = "0.00", .article = "11" },
	{ "payment_state", FIELD_CHOICE, DERIVED | IN_LIST | FILTER, .choices = payments, .initial = "unpaid", .article = "11" },
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

/* The facts: has_invoice, budget_open, day_fits, fits_line, nothing_paid; unpaid and payee_is_me for its payments. */
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
	    MOVE_DANGER | MOVE_DECIDES | MOVE_REASON, .needs = "nothing_paid", .article = "11" },
	{ NULL }
};

/* ---- what is paid of it */

static const char *const paid[] = { "paid", "reversed", "reversal", NULL };
static const struct field payment[] = {
	{ "paid_on", FIELD_DATE, REQUIRED | IN_LIST, .earliest = "booked_on", .latest = "today", .article = "11" },
	{ "amount", FIELD_MONEY, REQUIRED | IN_LIST, .min = 1 },
	{ "reference", FIELD_LINE, REQUIRED | IN_LIST, .max = 60 },
	{ "voucher", FIELD_FILE, REQUIRED | IN_LIST, .article = "11" },
	{ "state", FIELD_CHOICE, DERIVED | IN_LIST, .choices = paid },
	{ "reverses", FIELD_INT, DERIVED },
	{ "reason", FIELD_TEXT, DERIVED | IN_LIST | WIDE, .max = 2000 },
	{ NULL }
};

/* What was paid stays as it was said: a second entry takes it back. */
static const struct act payment_acts[] = {
	{ "reverse", .from = "paid", .to = "reversed", .who = { { PERMIT_FINANCE_MANAGE } }, .asks = "reason", .flags = MOVE_DANGER | ACT_DECIDES },
	{ NULL }
};

static void check_reference(struct ctx *c, struct record *rec, struct form *form);

static const struct entry entries[] = {
	{ "payment", "expense_payment", payment, payment_acts, "booked", { { PERMIT_FINANCE_MANAGE } }, .flags = ENTRY_FINAL | ENTRY_ALWAYS | ENTRY_DECIDES,
	    .article = "11", .check = check_reference },
	{ NULL }
};

static const struct objection objections[] = {
	{ "entry:payment", "#unpaid<$amount", "amount", "expense_payment.complaint.more_than_booked", "#unpaid" },
	/* Nobody pays, or takes back, what they receive. */
	{ "entry:payment act:payment.reverse", "#payee_is_me", NULL, "expense_payment.complaint.payee" },
	{ NULL }
};

static const struct effect effects[] = {
	{ "act:payment.reverse", .runs = STMT_EXPENSE_REVERSE, .with = ":now :me :today :no $reason" },
	{ NULL }
};

/* With it the transfer is found at the bank: a few characters, digits among them; and one transfer is entered once. */
static void
check_reference(struct ctx *c, struct record *rec, struct form *form)
{
	const char *reference = form_value(form, "reference");
	struct rows *same;
	struct err *err;

	if (!form->ok || str_empty(reference))
		return;
	if (str_chars(reference) < REFERENCE_MIN || strpbrk(reference, "0123456789") == NULL)
		form_complain(form, "reference", "expense_payment.complaint.reference", NULL);
	err = db_run(c->db, c, STMT_EXPENSE_PAID_BY, &same, ARGS(c->site_id, rec->id, reference));
	if (err != OK || rows_count(same) > 0)
		form_complain(form, "reference", "expense_payment.complaint.twice", err != OK ? "—" : rows_str(same, 0, "no"));
	err_free(err);
}

/* ---- booking */

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

static const struct evidence evidence[] = {
	{ "5", EVIDENCE_ENDED, "booked" },
	{ "11", EVIDENCE_MADE },
	{ "11", EVIDENCE_ENDED, "booked" },
	{ "11", EVIDENCE_FAILED, "cancelled" },
	{ "11", EVIDENCE_LATE },
	{ NULL }
};

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
	.entries = entries,
	.objections = objections,
	.effects = effects,
	.evidence = evidence,
	.facts = STMT_EXPENSE_FACTS,
	.sort = "-number",
	.check = check_year,
};
