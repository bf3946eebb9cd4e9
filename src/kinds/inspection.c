/* SPDX-License-Identifier: ISC */
/*
 * Inspections of a quarter (R32.1): by people of the technical, the finance and the legal department.  Six subjects are judged beside facts that are
 * drawn of the records; samples are drawn by chance; each finding leads to a rectification notice.  What is reported stands with its facts, and is
 * closed by somebody else once everything is put right.
 */
#include "kinds/inspection.h"

#include "kinds/kinds.h"

static const char *const methods[] = { "on_site", "records", "interviews", NULL };

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON | REQUIRED | IN_LIST | SEARCHED | WIDE, .max = 120 },
	{ "year", FIELD_INT, REQUIRED | IN_LIST | FILTER | SORT, .min = 2000, .max = 2200, .article = "32" },
	{ "quarter", FIELD_INT, REQUIRED | IN_LIST | FILTER, .min = 1, .max = 4, .article = "32" },
	{ "department_id", FIELD_DEPARTMENT, ON_COMMON | REQUIRED | FILTER, .article = "32" },
	{ "owner_id", FIELD_ACCOUNT, ON_COMMON | REQUIRED | IN_LIST | FILTER },
	{ "inspectors", FIELD_ACCOUNTS, REQUIRED | WIDE | EXPORTED | PARTY, .article = "32" },
	{ "methods", FIELD_CHOICES, REQUIRED | EXPORTED, .choices = methods, .article = "32" },
	{ "planned_on", FIELD_DATE, REQUIRED | IN_LIST | SORT, .earliest = "created" },
	{ "scope", FIELD_TEXT, SEARCHED | WIDE | EXPORTED, .max = 5000 },
	/* Set by moves. */
	{ "begun_on", FIELD_DATE, DERIVED | EXPORTED },
	{ "reported_on", FIELD_DATE, DERIVED | IN_LIST },
	{ "conclusion", FIELD_TEXT, DERIVED | SEARCHED | WIDE | EXPORTED, .max = 5000, .article = "32" },
	{ NULL }
};

static const struct state states[] = {
	{ "planned", "", .edit = { { PERMIT_INSPECTION_MANAGE, "@owner" } } },
	{ "under_way", "" },
	{ "reported", "warn" },
	{ "closed", "ok", STATE_END },
	{ "cancelled", "", STATE_END },
	{ NULL }
};

#define LEADS     { PERMIT_INSPECTION_MANAGE, "@owner" }
#define COMPOSED  "with_tech with_finance with_legal"

/* The facts are those of inspection_facts in sql/query/inspection.sql. */
static const struct move moves[] = {
	{ "begin", "planned", "under_way", { LEADS }, MOVE_PRIMARY | MOVE_WAITS, .needs = "quarter_begun " COMPOSED, .sets_on = "begun_on", .article = "32" },
	{ "compose", "under_way", NULL, { LEADS }, MOVE_REASON, .asks = "inspectors" },
	{ "report", "under_way", "reported", { { .is = "@owner" } }, MOVE_PRIMARY | MOVE_WAITS | MOVE_PARTY, .asks = "conclusion",
	    .needs = COMPOSED " has_sample all_judged all_looked not_met_found wrong_found", .sets_on = "reported_on", .article = "32" },
	{ "close", "reported", "closed", { { PERMIT_HEAD_DECIDE }, { PERMIT_GROUP_LEAD } }, MOVE_PRIMARY | MOVE_WAITS | MOVE_DECIDES, .needs = "all_noticed all_rectified", .article = "32" },
	{ "cancel", "planned", "cancelled", { LEADS }, MOVE_DANGER | MOVE_REASON },
	/* Begun for the wrong quarter, or for one that has nothing to draw: by somebody who has no part in it. */
	{ "abandon", "under_way", "cancelled", { { PERMIT_HEAD_DECIDE }, { PERMIT_GROUP_LEAD } }, MOVE_DANGER | MOVE_NO_PARTY | MOVE_REASON },
	{ NULL }
};

#define EVIDENCE "!evidence_id !#has_file"

static const struct objection objections[] = {
	{ "act:subject.judge", EVIDENCE, "evidence_id", "inspection.complaint.no_evidence" },
	{ "act:subject.judge", "evidence_id evidence_id=@id", "evidence_id", "inspection.complaint.proves_itself" },
	/* Inspectors do not look at their own matters. */
	{ "act:item.look", "#own_items~^no", NULL, "inspection.complaint.own" },
	{ "act:finding.strike", "#own_findings~^no", NULL, "inspection.complaint.own" },
	{ "act:finding.notice act:finding.strike", "#standing~^no", NULL, "inspection.complaint.noticed" },
	{ "act:finding.notice", "owner_id=:me", "owner_id", "rectification.complaint.own" },
	{ "act:finding.notice", "days<%rectification_days", "days", "rectification.complaint.too_short", "%rectification_days" },
	{ NULL }
};

static const struct effect effects[] = {
	{ "made", .runs = STMT_INSPECTION_BEGIN, .with = ":now :me" },
	{ "entry:draw", .runs = STMT_INSPECTION_DRAW, .with = ":no :now :me" },
	/* The facts stand as they are now, whatever becomes of the records. */
	{ "under_way>reported", .runs = STMT_INSPECTION_FREEZE, .with = ":now" },
	{ "act:finding.notice", .makes = "rectification", .into = "entry.rectification_id", .move = "issue", .refused = "inspection.complaint.not_noticed",
	    .sets = "source_id=@number source_no=^no department_id=$department_id owner_id=$owner_id problem=$text severity=$severity cause=$cause measures=$measures days=$days" },
	{ NULL }
};

static const struct place places[] = {
	{ "with_tech", "edit#f-inspectors" },
	{ "with_finance", "edit#f-inspectors" },
	{ "with_legal", "edit#f-inspectors" },
	{ "has_sample", "#draw" },
	{ "all_judged", "#subject" },
	{ "all_looked", "#item" },
	{ "not_met_found", "#finding" },
	{ "wrong_found", "#finding" },
	{ "all_noticed", "#finding" },
	{ "all_rectified", "/rectifications?source_id={number}" },
	{ NULL }
};

/* ---- what is drawn */

static const struct report_column facts[] = {
	{ "subject", "inspection_subject.subject" },
	{ "fact", "inspection.fact" },
	{ "n", NULL, REPORT_NUMBER | REPORT_BEHIND },
	{ NULL }
};
const struct report_column counted_records[] = {
	{ "number", NULL, REPORT_RECORD },
	{ "title" },
	{ "owner" },
	{ "n", NULL, REPORT_NUMBER },
	{ NULL }
};
static const struct report_table behind_table = { "behind", STMT_INSPECTION_BEHIND, counted_records, .of = "of_all" };
static const struct report_table facts_tables[] = { { "quarter_facts", STMT_INSPECTION_DRAWN, facts, .key = "fact", .behind = &behind_table }, { NULL } };

static const struct report_column repeats[] = {
	{ "no", NULL, REPORT_NUMBER },
	{ "cause", "rectification.cause" },
	{ "department", NULL, REPORT_NAME },
	{ "number", NULL, REPORT_RECORD },
	{ "text" },
	{ "notice", NULL, REPORT_RECORD },
	{ NULL }
};
static const struct report_table repeats_tables[] = { { "repeats", STMT_INSPECTION_REPEATS, repeats }, { NULL } };

static const struct report reports[] = {
	{ "quarter_facts", .tables = facts_tables, .article = "32" },
	{ "repeats", .tables = repeats_tables, .article = "32" },
	{ NULL }
};

static const struct evidence evidence[] = {
	{ "32", EVIDENCE_MADE },
	{ "32", EVIDENCE_ENDED, "closed" },
	{ "32", EVIDENCE_FAILED, "cancelled" },
	{ "32", EVIDENCE_LATE },
	{ NULL }
};

const struct kind inspection_kind = {
	.name = "inspection",
	.plural = "inspections",
	.code = "INS",
	.icon = "inspection",
	.group = GROUP_INCENTIVES,
	.first = "planned",
	.create = PERMIT_INSPECTION_MANAGE,
	.fields = fields,
	.states = states,
	.moves = moves,
	.entries = inspection_entries,
	.objections = objections,
	.effects = effects,
	.places = places,
	.reports = reports,
	.evidence = evidence,
	.waits = STMT_INSPECTION_WAITS,
	.facts = STMT_INSPECTION_FACTS,
	.sort = "-number",
};
