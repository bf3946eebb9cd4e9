/* SPDX-License-Identifier: ISC */
/*
 * Drills of emergency plans (R31.1, article 31(2): at least one each half-year): planned, held with people, a course and a result, and closed by
 * somebody else once each finding is handled or led to a requirement.  Above the list stands how the site does: by half-year, and which
 * scenarios of which platform no plan is for.
 */
#include "kinds/kinds.h"

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON | REQUIRED | IN_LIST | SEARCHED | WIDE, .max = 120 },
	{ "plan_id", FIELD_RECORD, REQUIRED | IN_LIST | FILTER, .ref = "document", .in = PLAN_HOLDS, .links = "about", .article = "31" },
	{ "scenario", FIELD_CHOICE, REQUIRED | IN_LIST | FILTER, .choices = emergency_scenarios, .article = "31" },
	{ "platform_id", FIELD_RECORD, ON_COMMON | IN_LIST | FILTER, .ref = "platform" },
	{ "owner_id", FIELD_ACCOUNT, ON_COMMON | REQUIRED | IN_LIST | FILTER },
	/* Nothing is planned for a day that was over before. */
	{ "planned_on", FIELD_DATE, REQUIRED | IN_LIST | SORT, .earliest = "created" },
	{ "participants", FIELD_ACCOUNTS, WIDE | EXPORTED | PARTY, .article = "31" },
	{ "aim", FIELD_TEXT, REQUIRED | SEARCHED | WIDE | EXPORTED, .max = 5000 },
	{ "held_on", FIELD_DATE, DERIVED | IN_LIST, .earliest = "created", .latest = "today" },
	{ "result", FIELD_TEXT, DERIVED | SEARCHED | WIDE | EXPORTED, .max = 5000, .article = "31" },
	{ NULL }
};

#define LEADS { PERMIT_DRILL_MANAGE, "@owner" }

static const struct state states[] = {
	{ "planned", "", .edit = { { .is = "@author @owner" } } },
	{ "held", "" },
	{ "closed", "ok", STATE_END },
	{ "cancelled", "", STATE_END },
	{ NULL }
};

/* The facts: plan_fits, has_participants, has_timeline, findings_handled. */
static const struct move moves[] = {
	{ "hold", "planned", "held", { { .is = "@owner" } }, MOVE_PRIMARY | MOVE_WAITS, .asks = "held_on result", .needs = "plan_fits has_participants has_timeline", .article = "31" },
	{ "close", "held", "closed", { { PERMIT_INCIDENT_CLOSE } }, MOVE_PRIMARY | MOVE_WAITS | MOVE_DECIDES, .needs = "findings_handled", .article = "31" },
	{ "cancel", "planned", "cancelled", { { .is = "@author @owner" } }, MOVE_DANGER | MOVE_REASON },
	{ NULL }
};

/* ---- its course, and what it showed */

static const struct field timeline_fields[] = {
	{ "happened_at", FIELD_TIME, REQUIRED | IN_LIST },
	{ "text", FIELD_TEXT, REQUIRED | IN_LIST | WIDE, .max = 5000 },
	{ NULL }
};

static const char *const finding_states[] = { "open", "handled", NULL };
static const struct field finding_fields[] = {
	{ "text", FIELD_TEXT, REQUIRED | IN_LIST | WIDE, .max = 5000 },
	{ "state", FIELD_CHOICE, DERIVED | IN_LIST, .choices = finding_states },
	{ "result", FIELD_TEXT, DERIVED | IN_LIST | WIDE, .max = 5000 },
	{ "handled_by", FIELD_ACCOUNT, DERIVED },
	{ "requirement_id", FIELD_RECORD, DERIVED | IN_LIST, .ref = "requirement" },
	{ NULL }
};

static const struct act finding_acts[] = {
	{ "handle", .states = "held", .from = "open", .to = "handled", .who = { LEADS }, .asks = "result", .sets_by = "handled_by", .flags = MOVE_PRIMARY },
	{ "to_requirement", .states = "held", .from = "open", .to = "handled", .who = { LEADS }, .sets_by = "handled_by" },
	{ NULL }
};

static const struct entry entries[] = {
	{ "timeline", "drill_timeline", timeline_fields, NULL, "planned", { LEADS }, .flags = ENTRY_ALWAYS, .article = "31" },
	{ "finding", "drill_finding", finding_fields, finding_acts, "planned held", { LEADS }, .flags = ENTRY_ALWAYS | ENTRY_SETTLES, .open = "open", .article = "31" },
	{ NULL }
};

static const struct effect effects[] = {
	{ "act:finding.to_requirement", .makes = "requirement", .into = "entry.requirement_id", .link = "origin", .refused = "feedback.complaint.not_convertible",
	    .sets = "platform_id=@platform_id need=security channel=security_inspection scenario=$text department_id=:my_department" },
	{ NULL }
};

static const struct place places[] = {
	{ "plan_fits", "edit#f-plan_id" },
	{ "has_participants", "edit#f-participants" },
	{ "has_timeline", "#timeline" },
	{ "findings_handled", "#finding" },
	{ NULL }
};

static const struct beginning begins[] = {
	{ "document", "title", .words = "drill.begin.title", .a = "title" },
	{ NULL }
};

static const struct offer offers[] = {
	{ "rectification", "held closed", "rectification", "source_id" },
	{ NULL }
};

/* ---- how the site does */

static const struct report_column half_columns[] = {
	/* What matters stands first: a phone shows no more. */
	{ "half" },
	{ "standing", "drill.report.standing", REPORT_TAG },
	{ "held", NULL, REPORT_NUMBER },
	{ "open", NULL, REPORT_NUMBER },
	{ "last", NULL, REPORT_RECORD },
	{ NULL }
};
static const struct report_column cover_columns[] = {
	{ "platform" },
	{ "standing", "drill.report.coverage", REPORT_TAG },
	{ "uncovered", "document.scenarios", REPORT_LIST },
	{ "covered", "document.scenarios", REPORT_LIST },
	{ "review_on", NULL, REPORT_DATE },
	{ NULL }
};
static const struct report_table standing[] = {
	{ "halves", STMT_DRILL_HALVES, half_columns },
	{ "cover", STMT_DRILL_COVER, cover_columns },
	{ NULL }
};

static const struct evidence evidence[] = {
	{ "31", EVIDENCE_MADE },
	{ "31", EVIDENCE_ENDED, "closed" },
	{ "31", EVIDENCE_FAILED, "cancelled" },
	{ "31", EVIDENCE_LATE },
	{ NULL }
};

const struct kind drill_kind = {
	.name = "drill",
	.plural = "drills",
	.code = "DRL",
	.icon = "drill",
	.group = GROUP_PROJECTS,
	.first = "planned",
	.create = PERMIT_DRILL_MANAGE,
	.fields = fields,
	.states = states,
	.moves = moves,
	.entries = entries,
	.effects = effects,
	.places = places,
	.begins = begins,
	.offers = offers,
	.standing = standing,
	.evidence = evidence,
	.facts = STMT_DRILL_FACTS,
	.sort = "-number",
};
