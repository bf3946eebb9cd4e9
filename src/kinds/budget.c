/* SPDX-License-Identifier: ISC */
/*
 * Budgets of a project or of a year (R5.1, R11.1): one line for each item, requested, then allocated
 * by finance, never more than was asked for; large funds, reckoned over all budgets of the same purpose in
 * the year, go to the group (R6.3).  Once allocated a line is written by a change alone, and never falls
 * below what is booked on it.
 */
#include "kinds/budget.h"

#include "base/date.h"
#include "base/str.h"
#include "kinds/kinds.h"
#include "kinds/launch.h"
#include "kinds/ledgers.h"
#include "record/entry.h"

#include <string.h>

const char *const budget_items[] = {
	"research", "design", "development", "testing", "security_assessment", "maintenance",
	"training", NULL
};

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON | REQUIRED | IN_LIST | SEARCHED | WIDE, .max = 120 },
	{ "target_id", FIELD_RECORD, IN_LIST | FILTER, .ref = PROJECTS, .links = "about",
	    .article = "5" },
	{ "year", FIELD_INT, IN_LIST | FILTER | SORT, .min = 2000, .max = 2200, .article = "5" },
	{ "department_id", FIELD_DEPARTMENT, ON_COMMON | REQUIRED | FILTER },
	{ "owner_id", FIELD_ACCOUNT, ON_COMMON | EXPORTED },
	{ "purpose", FIELD_TEXT, REQUIRED | SEARCHED | WIDE | EXPORTED },
	{ "requested", FIELD_MONEY, DERIVED | IN_LIST },
	{ "allocated", FIELD_MONEY, DERIVED | IN_LIST },
	{ "allocated_on", FIELD_DATE, DERIVED | EXPORTED },
	{ NULL }
};

static const struct state states[] = {
	{ "draft", "", .edit = { { .is = "@author @owner" } } },
	{ "finance_review", "", .due = DUE(RULE_REVIEW_DAYS) },
	{ "group_approval", "", .approval = APPROVE_GROUP, .approved = "allocated",
	    .rejected = "draft", .due = DUE(RULE_DECIDE_DAYS) },
	{ "allocated", "ok", .sets_on = "allocated_on" },
	{ "closed", "", STATE_END },
	{ "discarded", "", STATE_END },
	{ NULL }
};

/* The facts: has_line, lines_allocated, within_limit, above_limit, is_settled; locked for its lines, is_split and asked to say why. */
static const struct move moves[] = {
	{ "submit", "draft", "finance_review", { { .is = "@author @owner" } }, MOVE_PRIMARY | MOVE_SUBMITS,
	    .needs = "has_line", .article = "5" },
	{ "discard", "draft", "discarded", { { .is = "@author" } }, MOVE_DANGER },
	{ "allocate", "finance_review", "allocated", { { PERMIT_FINANCE_MANAGE } },
	    MOVE_PRIMARY | MOVE_WAITS | MOVE_DECIDES, .needs = "lines_allocated within_limit",
	    .article = "11" },
	{ "to_group", "finance_review", "group_approval", { { PERMIT_FINANCE_MANAGE } },
	    MOVE_PRIMARY | MOVE_WAITS | MOVE_DECIDES, .needs = "lines_allocated above_limit",
	    .article = "6" },
	{ "return", "finance_review", "draft", { { PERMIT_FINANCE_MANAGE } }, MOVE_DECIDES | MOVE_REASON },
	{ "take_back", "finance_review", "draft", { { .is = "@submitter" } } },
	{ "close", "allocated", "closed", { { PERMIT_FINANCE_MANAGE } },
	    MOVE_REASON, .needs = "is_settled",
	    .article = "11" },
	{ NULL }
};

static const struct place places[] = {
	{ "has_line", "#line" },
	{ "lines_allocated", "#line" },
	{ NULL }
};

/* ---- lines */

static const struct field line_fields[] = {
	{ "item", FIELD_CHOICE, REQUIRED | IN_LIST, .choices = budget_items, .article = "5" },
	{ "purpose", FIELD_TEXT, REQUIRED | IN_LIST | WIDE, .max = 200 },
	{ "requested", FIELD_MONEY, REQUIRED | IN_LIST, .min = 1 },
	{ "allocated", FIELD_MONEY, DERIVED | IN_LIST },
	{ NULL }
};

static const struct act line_acts[] = {
	{ "allocate", "finance_review allocated", .who = { { PERMIT_FINANCE_MANAGE } }, .asks = "allocated",
	    .not_by = "by", .flags = MOVE_PRIMARY | ACT_LOCKED | ACT_DECIDES },
	{ NULL }
};

static void check_sum(struct ctx *c, struct record *rec, struct form *form);

static const struct entry entries[] = {
	{ "line", "budget_line", line_fields, line_acts, "draft allocated", { { .is = "@author @owner" } },
	    .flags = ENTRY_ALWAYS, .locked = "locked", .article = "5",
	    .check = check_sum },
	{ NULL }
};

#define AMOUNT "entry:line act:line.allocate"

static const struct objection objections[] = {
	/* Between what is booked and what was asked for. */
	{ AMOUNT, "requested<$allocated", "allocated", "budget.complaint.more_than_requested", "requested" },
	{ "entry:line act:line.allocate", "allocated<#booked[item]", "allocated", "budget.complaint.booked", "#booked[item]" },
	/* One line for each item; what is booked on an item keeps it there. */
	{ "entry:line", "^item !item=^item #booked[^item]", "item", "budget.complaint.booked_item", "#booked[^item]" },
	{ "entry:line", "!item=^item #items~$item", "item", "budget.complaint.item_twice" },
	{ NULL }
};

/* Opinions on a project are about what it asks for too. */
static const struct effect effects[] = {
	{ "entry:line *>discarded", .field = "target_id", .in = PLANNED, .disturbs = true },
	{ NULL }
};

/* "12345.60" in cents; exact. */
static int64_t
cents(struct ctx *c, const char *money)
{
	const char *dot = strchr(money, '.');
	int64_t n;

	if (dot == NULL || strlen(dot) != 3 ||
	    !str_to_int(mem_fmt(c, "%.*s%s", (int)(dot - money), money, dot + 1), 0, INT64_MAX, &n))
		return (0);
	return (n);
}

/* All lines together are an amount, too. */
static void
check_sum(struct ctx *c, struct record *rec, struct form *form)
{
	static const int64_t most = 99999999999999; /* cents: what numeric(14, 2) holds */
	int64_t before = rec->entry == NULL ? 0 : cents(c, form_value(rec->entry->fields, "requested"));

	if (cents(c, record_value(rec, "requested")) - before + cents(c, form_value(form, "requested")) > most)
		form_complain(form, "requested", "budget.complaint.sum", NULL);
}

/* ---- the budget */

/* Money is asked for ahead: a year that is over would hide it from the sum of this one (R6.3). */
static void
check(struct ctx *c, struct record *rec, struct form *form)
{
	const struct input *year = form_input(form, "year");

	if (year == NULL)
		return;
	if (!str_empty(year->value) && !str_eq(year->value, rec->fields == form ? "" : record_value(rec, "year")) && !date_year_is_ahead(year->value, c->today))
		form_complain(form, "year", "budget.complaint.year", mem_strn(c, c->today, 4));
	if (!str_empty(year->value))
		return;
	if (str_empty(form_value(form, "target_id")))
		form_complain(form, "year", "budget.complaint.no_year", NULL);
	else
		form_set(form, "year", mem_strn(c, c->today, 4));
}

/* Why it is the group's although it is small by itself. */
static const char *
warns(struct ctx *c, const struct record *rec, const char *args[2])
{
	if (rows_count(rec->facts) == 0 || !rows_bool(rec->facts, 0, "is_split"))
		return (NULL);
	args[0] = str_money(c, rows_str(rec->facts, 0, "asked"));
	return ("budget.warn.together");
}

static const struct panel panels[] = { { PANEL_SPENT, "allocated closed" }, { 0 } };

static const struct evidence evidence[] = {
	{ "5", EVIDENCE_MADE },
	{ "5", EVIDENCE_ENDED, "closed" },
	{ "5", EVIDENCE_LATE },
	{ "29", EVIDENCE_MADE },
	{ NULL }
};

const struct kind budget_kind = {
	.name = "budget",
	.plural = "budgets",
	.code = "BUD",
	.icon = "budget",
	.group = GROUP_FINANCE,
	.key = "m",
	.first = "draft",
	.create = PERMIT_BUDGET_SUBMIT,
	.fields = fields,
	.states = states,
	.moves = moves,
	.entries = entries,
	.objections = objections,
	.effects = effects,
	.places = places,
	.evidence = evidence,
	.facts = STMT_BUDGET_FACTS,
	.panels = panels,
	.ledger = &budget_ledger,
	.sort = "-number",
	.warns = warns,
	.check = check,
};
