/* SPDX-License-Identifier: ISC */
/* The life of a platform: its operation in the rhythm it sets (R7.3), its safeguards (R28.2), its activities (R10.2), and what is drawn of all. */
#include "kinds/platform.h"

/* ---- operation */

static const char *const operations[] = { "monitoring", "backup", "restore_test", "tuning", "fault", NULL };
static const char *const results[] = { "normal", "abnormal", NULL };
static const char *const severities[] = { "1", "2", "3", "4", NULL };

/* A register that is filled in long afterwards proves nothing, so a month is given. */
static const struct field operation_fields[] = {
	{ "type", FIELD_CHOICE, REQUIRED | IN_LIST, .choices = operations, .article = "7" },
	{ "done_on", FIELD_DATE, REQUIRED | IN_LIST, .earliest = "today-31", .latest = "today" },
	{ "done_by", FIELD_ACCOUNT, REQUIRED | IN_LIST },
	{ "result", FIELD_CHOICE, REQUIRED | IN_LIST, .choices = results },
	{ "incident_id", FIELD_RECORD, IN_LIST, .ref = "incident", .when = "result=abnormal" },
	{ "severity", FIELD_CHOICE, 0, .choices = severities, .when = "result=abnormal", .article = "31" },
	{ "text", FIELD_TEXT, REQUIRED | IN_LIST | WIDE, .max = 2000 },
	{ NULL }
};

/* ---- safeguards */

static const char *const safeguards[] = { "monitoring", "protection", "emergency", NULL };
static const char *const safeguard_states[] = { "in_use", "ended", NULL };
static const struct field safeguard_fields[] = {
	{ "type", FIELD_CHOICE, REQUIRED | IN_LIST, .choices = safeguards, .article = "28" },
	{ "name", FIELD_LINE, REQUIRED | IN_LIST, .max = 120 },
	{ "run_by", FIELD_ACCOUNT, REQUIRED | IN_LIST },
	{ "since", FIELD_DATE, REQUIRED | IN_LIST, .latest = "today" },
	{ "text", FIELD_TEXT, WIDE, .max = 2000 },
	{ "tested_on", FIELD_DATE, DERIVED | IN_LIST, .earliest = "since", .latest = "today" },
	{ "test_result", FIELD_TEXT, DERIVED | WIDE, .max = 2000 },
	{ "state", FIELD_CHOICE, DERIVED | IN_LIST, .choices = safeguard_states },
	{ "ended_on", FIELD_DATE, DERIVED },
	{ NULL }
};

#define OPERATES { PERMIT_LAUNCH_DEPLOY, "@owner" }

static const struct act safeguard_acts[] = {
	{ "test", .from = "in_use", .who = { OPERATES }, .asks = "tested_on test_result", .flags = MOVE_PRIMARY },
	{ "end", .from = "in_use", .to = "ended", .who = { OPERATES }, .sets_on = "ended_on", .flags = MOVE_DANGER },
	{ NULL }
};

/* ---- activities */

static const char *const activities[] = { "user", "content", "campaign", NULL };
static const char *const activity_states[] = { "open", "done", "dropped", NULL };
static const struct field activity_fields[] = {
	{ "type", FIELD_CHOICE, REQUIRED | IN_LIST, .choices = activities, .article = "10" },
	{ "title", FIELD_LINE, REQUIRED | IN_LIST | WIDE, .max = 120 },
	{ "starts_on", FIELD_DATE, REQUIRED | IN_LIST, .earliest = "today-365" },
	{ "ends_on", FIELD_DATE, REQUIRED | IN_LIST, .earliest = "starts_on" },
	{ "owner_id", FIELD_ACCOUNT, REQUIRED | IN_LIST },
	{ "aim", FIELD_TEXT, REQUIRED | WIDE, .max = 2000 },
	{ "state", FIELD_CHOICE, DERIVED | IN_LIST, .choices = activity_states },
	{ "result", FIELD_TEXT, DERIVED | IN_LIST | WIDE, .max = 2000 },
	{ "ended_on", FIELD_DATE, DERIVED },
	{ NULL }
};

#define RUNS { PERMIT_ACTIVITY_MANAGE, "@owner" }

static const struct act activity_acts[] = {
	{ "conclude", .from = "open", .to = "done", .who = { { .is = "@entry.owner_id" }, RUNS }, .asks = "result", .sets_on = "ended_on",
	    .flags = MOVE_PRIMARY },
	{ "drop", .from = "open", .to = "dropped", .who = { { .is = "@entry.owner_id" }, RUNS }, .asks = "result", .sets_on = "ended_on",
	    .flags = MOVE_DANGER },
	{ NULL }
};

#define RUNNING "in_operation suspended"

const struct entry platform_entries[] = {
	{ "operation", "platform_operation", operation_fields, NULL, RUNNING, { OPERATES }, .flags = ENTRY_FINAL | ENTRY_NEWEST | ENTRY_ALWAYS,
	    .article = "7" },
	/* They stand before a platform goes live, which is asked about then. */
	{ "safeguard", "platform_safeguard", safeguard_fields, safeguard_acts, "planned " RUNNING, { OPERATES }, .flags = ENTRY_ALWAYS | ENTRY_SETTLES,
	    .open = "in_use", .article = "28" },
	{ "activity", "platform_activity", activity_fields, activity_acts, RUNNING, { RUNS }, .flags = ENTRY_NEWEST | ENTRY_ALWAYS | ENTRY_SETTLES,
	    .open = "open", .article = "10" },
	{ NULL }
};

const struct effect platform_effects[] = {
	{ "entry:operation", "result=abnormal !incident_id", .makes = "incident", .into = "entry.incident_id",
	    .sets = "platform_id=@number target_id=@number severity=$severity found_on=:today found_at=#clock description=$text owner_id=@owner_id" },
	{ NULL }
};

/* ---- what is drawn */

static const struct report_column rhythm_columns[] = {
	{ "type", "platform_operation.type" },
	{ "days", NULL, REPORT_NUMBER },
	{ "done_on", NULL, REPORT_DATE },
	{ "result", "platform_operation.result" },
	{ "due", NULL, REPORT_DATE },
	{ "standing", "platform.report.standing", REPORT_TAG },
	{ NULL }
};
static const struct report_table rhythm_tables[] = {
	{ "rhythm", STMT_PLATFORM_RHYTHM, rhythm_columns },
	{ NULL }
};

static const struct report_column release_columns[] = {
	{ "version" },
	{ "live_on", NULL, REPORT_DATE },
	{ "kind", "platform.report.kind" },
	{ "number", NULL, REPORT_RECORD },
	{ "title" },
	{ "rolled_on", NULL, REPORT_DATE },
	{ "standing", "platform.report.release", REPORT_TAG },
	{ NULL }
};
static const struct report_table release_tables[] = {
	{ "releases", STMT_PLATFORM_RELEASES, release_columns, .of = "total" },
	{ NULL }
};

static const struct report_column availability_columns[] = {
	{ "month", NULL, REPORT_DATE },
	{ "incidents", NULL, REPORT_NUMBER },
	{ "minutes", NULL, REPORT_NUMBER | REPORT_MINUTES },
	{ "available", NULL, REPORT_NUMBER },
	{ NULL }
};
static const struct report_column incident_columns[] = {
	{ "severity", "incident.severity" },
	{ "incidents", NULL, REPORT_NUMBER },
	{ "open", NULL, REPORT_NUMBER },
	{ "minutes", NULL, REPORT_NUMBER | REPORT_MINUTES },
	{ "longest", NULL, REPORT_NUMBER | REPORT_MINUTES },
	{ "last", NULL, REPORT_RECORD },
	{ NULL }
};
static const struct report_table stability_tables[] = {
	{ "availability", STMT_PLATFORM_AVAILABILITY, availability_columns },
	{ "incidents", STMT_PLATFORM_INCIDENTS, incident_columns },
	{ NULL }
};

const struct report platform_reports[] = {
	{ "rhythm", .tables = rhythm_tables, .article = "7" },
	{ "releases", .tables = release_tables, .article = "7" },
	{ "stability", .tables = stability_tables, .article = "28" },
	{ NULL }
};

const struct section platform_sections[] = {
	{ "operation", RUNNING, .fields = RHYTHMS, .entries = "operation", .reports = "rhythm", .counted = "operation" },
	{ "safeguards", "planned", .entries = "safeguard", .counted = "safeguard" },
	{ "releases", .reports = "releases" },
	{ "stability", .reports = "stability" },
	{ "activities", .entries = "activity", .counted = "activity" },
	{ NULL }
};
