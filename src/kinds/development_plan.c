/* SPDX-License-Identifier: ISC */
/*
 * The platform construction and development plan of a year (R6.5): its items are deliberated by the group, and then altered by a
 * change alone.  Launches name the item that they realise.  When the year is over, what was not realised is moved to another plan or
 * dropped with its reason; only then somebody else closes it.
 */
#include "kinds/kinds.h"
#include "kinds/plans.h"

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON | REQUIRED | IN_LIST | SEARCHED | WIDE, .max = 120 },
	{ "year", FIELD_INT, REQUIRED | IN_LIST | FILTER | SORT, .min = 2000, .max = 2200, .article = "6" },
	{ "department_id", FIELD_DEPARTMENT, ON_COMMON | REQUIRED | FILTER },
	{ "owner_id", FIELD_ACCOUNT, ON_COMMON | REQUIRED | IN_LIST | FILTER },
	{ "aim", FIELD_TEXT, REQUIRED | SEARCHED | WIDE | EXPORTED, .article = "6" },
	{ "approved_on", FIELD_DATE, DERIVED | IN_LIST },
	{ NULL }
};

/* The facts: has_items, only_plan, year_over, items_settled; locked for its items. */
static const struct move moves[] = {
	{ "submit", "draft", "group_approval", { { .is = "@author @owner" } }, MOVE_PRIMARY | MOVE_SUBMITS, .needs = "has_items only_plan", .article = "6" },
	{ "discard", "draft", "discarded", { { .is = "@author" } }, MOVE_DANGER },
	{ "settle", "approved", "settling", { PLANS }, MOVE_PRIMARY | MOVE_BY_CLOCK, .needs = "year_over", .article = "6" },
	{ "close", "settling", "closed", { CLOSERS },
	    MOVE_PRIMARY | MOVE_WAITS | MOVE_DECIDES, .needs = "items_settled", .article = "6" },
	{ NULL }
};

static const struct place places[] = {
	{ "has_items", "#item" },
	{ "items_settled", "#item" },
	{ NULL }
};

/* ---- items */

static const struct field item_fields[] = {
	{ "what", FIELD_LINE, REQUIRED | IN_LIST | WIDE, .max = 120 },
	{ "platform_id", FIELD_RECORD, IN_LIST, .ref = "platform", .in = "planned in_operation" },
	{ "aim", FIELD_TEXT, REQUIRED | WIDE, .max = 2000 },
	{ "quarter", FIELD_INT, REQUIRED | IN_LIST, .min = 1, .max = 4 },
	{ "estimate", FIELD_MONEY, REQUIRED | IN_LIST, .min = 1 },
	{ "state", FIELD_CHOICE, DERIVED | IN_LIST, .choices = planned_states },
	{ "moved_to", FIELD_RECORD, DERIVED | IN_LIST, .ref = "development_plan", .in = "draft group_approval approved" },
	{ "reason", FIELD_TEXT, DERIVED | WIDE, .max = 2000 },
	{ NULL }
};

static const struct entry entries[] = {
	{ "item", "development_plan_item", item_fields, planned_acts, "draft approved", { { .is = "@author @owner" } }, .flags = ENTRY_ALWAYS,
	    .open = "open", .locked = "locked", .article = "6" },
	{ NULL }
};

static const struct objection objections[] = {
	{ "act:item.move", "moved_to=@id", "moved_to", "development_plan.complaint.itself" },
	/* A plan in force stays the plan of its year. */
	{ "form", "@approved_on !year=@year", "year", "development_plan.complaint.stays" },
	{ NULL }
};

/* What became of each item. */
static const struct report_column fate[] = {
	{ "no" },
	{ "what" },
	{ "quarter", NULL, REPORT_NUMBER },
	{ "fate", "development_plan.fate", REPORT_TAG },
	{ "number", NULL, REPORT_RECORD },
	{ NULL }
};
static const struct report_table fate_tables[] = {
	{ "fate", STMT_DEVELOPMENT_PLAN_FATE, fate },
	{ NULL }
};
static const struct report reports[] = {
	{ "fate", .tables = fate_tables, .article = "6" },
	{ NULL }
};

static const struct evidence evidence[] = {
	{ "6", EVIDENCE_MADE },
	{ "6", EVIDENCE_ENDED, "closed" },
	{ "6", EVIDENCE_LATE },
	{ NULL }
};

const struct kind development_plan_kind = {
	.name = "development_plan",
	.plural = "development-plans",
	.code = "DPL",
	.icon = "book",
	.group = GROUP_PROJECTS,
	.flags = KIND_BOARD,
	.first = "draft",
	.create = PERMIT_PLAN_MANAGE,
	.fields = fields,
	.states = plan_states,
	.moves = moves,
	.entries = entries,
	.objections = objections,
	.places = places,
	.reports = reports,
	.evidence = evidence,
	.facts = STMT_DEVELOPMENT_PLAN_FACTS,
	.clock = STMT_CLOCK_DEVELOPMENT_PLAN,
	.sort = "-number",
	.check = plan_check_year,
};
