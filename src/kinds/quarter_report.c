/* SPDX-License-Identifier: ISC */
/*
 * The report of a quarter on the site (articles 6(5), 7(6)): sections of a text beside figures that are drawn of the records.  A section that is
 * left empty is drafted from its figures.  They stand as they were when it was submitted, the group decides on them, and everybody reads what it
 * approved; until then only those see it who see restricted records, because penalties and points are counted in it, without a name (R35.3).
 */
#include "kinds/kinds.h"

#define SECTION(name) { name, FIELD_TEXT, SEARCHED | WIDE | EXPORTED | MARKDOWN, .max = 10000 }

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON | REQUIRED | IN_LIST | SEARCHED | WIDE, .max = 120 },
	{ "year", FIELD_INT, REQUIRED | IN_LIST | FILTER | SORT, .min = 2000, .max = 2200, .article = "6" },
	{ "quarter", FIELD_INT, REQUIRED | IN_LIST | FILTER, .min = 1, .max = 4, .article = "6" },
	{ "department_id", FIELD_DEPARTMENT, ON_COMMON | REQUIRED | FILTER },
	{ "owner_id", FIELD_ACCOUNT, ON_COMMON | REQUIRED | IN_LIST | FILTER },
	SECTION("overview"), SECTION("ledger"), SECTION("plans"), SECTION("changes"), SECTION("tests"), SECTION("releases"), SECTION("incidents"),
	SECTION("drills"), SECTION("inspections"), SECTION("budget"), SECTION("incentives"), SECTION("points"), SECTION("outlook"),
	{ "drawn_on", FIELD_DATE, DERIVED | EXPORTED },
	{ "approved_on", FIELD_DATE, DERIVED | IN_LIST },
	{ NULL }
};

static const struct state states[] = {
	{ "draft", "", STATE_CIRCLE, .edit = { { .is = "@author @owner" } } },
	{ "group_approval", "warn", STATE_CIRCLE, .approval = APPROVE_GROUP, .approved = "approved", .rejected = "draft", .due = DUE(RULE_DECIDE_DAYS) },
	{ "approved", "ok", .sets_on = "approved_on" },
	{ "archived", "ok", STATE_END | STATE_SEALED },
	{ "discarded", "", STATE_CIRCLE | STATE_END },
	{ NULL }
};

static const struct move moves[] = {
	{ "submit", "draft", "group_approval", { { .is = "@author @owner" } }, MOVE_PRIMARY | MOVE_WAITS | MOVE_SUBMITS, .needs = "quarter_over all_said only_report", .sets_on = "drawn_on", .article = "6" },
	{ "discard", "draft", "discarded", { { .is = "@author" } }, MOVE_DANGER },
	{ "archive", "approved", "archived", { { PERMIT_PLAN_MANAGE, "@owner" } }, MOVE_PRIMARY, .article = "30" },
	{ NULL }
};

static const struct place places[] = {
	{ "all_said", "edit" },
	{ NULL }
};

static const struct effect effects[] = {
	/* What is decided on stands, whatever becomes of the records. */
	{ "draft>group_approval", .runs = STMT_QUARTER_REPORT_FREEZE, .with = ":now" },
	{ "group_approval>draft", .sets = "drawn_on=" },
	{ NULL }
};

/* ---- what is drawn: one statement, and a table of it in each section */

static const struct report_column figures[] = {
	{ "figure", "quarter_report.figure" },
	{ "n", NULL, REPORT_NUMBER | REPORT_BEHIND },
	{ NULL }
};
static const struct report_table behind_table = { "behind", STMT_QUARTER_REPORT_BEHIND, counted_records, .of = "of_all" };

#define DRAWN(section) \
	{ section, .texts = section, .tables = (const struct report_table[]){ \
	    { "figures", STMT_QUARTER_REPORT_DRAWN, figures, .key = "figure", .behind = &behind_table, .apart = "is_apart", .part = section }, { NULL } } }

static const struct report reports[] = {
	DRAWN("overview"), DRAWN("ledger"), DRAWN("plans"), DRAWN("changes"), DRAWN("tests"), DRAWN("releases"), DRAWN("incidents"),
	DRAWN("drills"), DRAWN("inspections"), DRAWN("budget"), DRAWN("incentives"), DRAWN("points"), DRAWN("outlook"),
	{ NULL }
};

static const struct evidence evidence[] = {
	{ "6", EVIDENCE_MADE },
	{ "6", EVIDENCE_ENDED, "archived" },
	{ "6", EVIDENCE_LATE },
	{ NULL }
};

static const struct drafting drafts = { STMT_QUARTER_REPORT_FIGURES, "year", "quarter", "quarter_report.figure" };

static const struct paper paper = {
	.states = "approved archived",
	.date = "approved_on",
	.facts = "drawn_on",
	.reports = true,
};

const struct kind quarter_report_kind = {
	.name = "quarter_report",
	.plural = "quarter-reports",
	.code = "QRP",
	.icon = "quarter_report",
	.group = GROUP_PAPERS,
	.first = "draft",
	.create = PERMIT_PLAN_MANAGE,
	.fields = fields,
	.states = states,
	.moves = moves,
	.effects = effects,
	.places = places,
	.reports = reports,
	.drafts = &drafts,
	.evidence = evidence,
	.facts = STMT_QUARTER_REPORT_FACTS,
	.sort = "-number",
	.print = &paper,
};
