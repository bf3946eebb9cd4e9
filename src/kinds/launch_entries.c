/* SPDX-License-Identifier: ISC */
/* What is entered in a launch project, by whom, in which of its stages. */
#include "kinds/launch.h"

/* ---- research and market */

static const char *const research_types[] = { "questionnaire", "interview", "scenario", "data", NULL };
static const struct field research_fields[] = {
	{ "type", FIELD_CHOICE, REQUIRED | IN_LIST, .choices = research_types },
	/* What users said more than a year ago says little of what they need. */
	{ "held_on", FIELD_DATE, REQUIRED | IN_LIST, .earliest = "created-365", .latest = "today" },
	{ "summary", FIELD_TEXT, REQUIRED | IN_LIST | WIDE },
	{ NULL }
};

static const char *const market_types[] = { "research", "promotion", "effect", NULL };
static const struct field market_fields[] = {
	{ "type", FIELD_CHOICE, REQUIRED | IN_LIST, .choices = market_types },
	{ "text", FIELD_TEXT, REQUIRED | IN_LIST | WIDE },
	{ NULL }
};

/* ---- consultation */

static const char *const opinions[] = { "agree", "agree_with_changes", "object", NULL };
static const char *const asked[] = { "business", "marketing", "legal", "finance", NULL };
static const char *const answers[] = { "adopted", "adopted_in_part", "not_adopted", NULL };
static const char *const consultation_states[] = { "open", "answered", "closed", NULL };
static const struct field consultation_fields[] = {
	{ "function", FIELD_CHOICE, DERIVED | IN_LIST, .choices = asked },
	{ "department_id", FIELD_DEPARTMENT, DERIVED },
	{ "judgement", FIELD_CHOICE, REQUIRED | IN_LIST, .choices = opinions },
	{ "text", FIELD_TEXT, REQUIRED | IN_LIST | WIDE },
	{ "plan_version", FIELD_INT, DERIVED | IN_LIST },
	{ "answer", FIELD_CHOICE, DERIVED | IN_LIST, .choices = answers },
	{ "answer_text", FIELD_TEXT, DERIVED | WIDE, .max = 2000 },
	{ "state", FIELD_CHOICE, DERIVED | IN_LIST, .choices = consultation_states },
	{ NULL }
};
static const struct act consultation_acts[] = {
	{ "answer", .from = "open", .to = "answered", .who = { LEADS }, .asks = "answer answer_text",
	    .not_by = "by", .flags = MOVE_PRIMARY },
	{ NULL }
};

/* ---- team, tasks, progress */

static const char *const team_roles[] = { "lead", "developer", "tester", "maintainer", "business", "other", NULL };
static const struct field team_fields[] = {
	{ "account_id", FIELD_ACCOUNT, REQUIRED | IN_LIST | PARTY },
	{ "role", FIELD_CHOICE, REQUIRED | IN_LIST, .choices = team_roles },
	{ NULL }
};

static const char *const task_states[] = { "open", "under_way", "done", "cancelled", NULL };
static const struct field task_fields[] = {
	{ "title", FIELD_LINE, REQUIRED | IN_LIST | WIDE, .max = 120 },
	{ "owner_id", FIELD_ACCOUNT, REQUIRED | IN_LIST | PARTY },
	{ "starts_on", FIELD_DATE, REQUIRED | IN_LIST, .earliest = "today-365" },
	{ "due", FIELD_DATE, REQUIRED | IN_LIST },
	{ "depends_on", FIELD_LINE, IN_LIST, .max = 60 },
	{ "state", FIELD_CHOICE, DERIVED | IN_LIST, .choices = task_states },
	{ "done_on", FIELD_DATE, DERIVED },
	{ "result", FIELD_TEXT, DERIVED | WIDE, .max = 2000 },
	{ NULL }
};
/* To begin and to finish needs no change request; to give a task up is stated in one, once the plan is confirmed. */
static const struct act task_acts[] = {
	{ "start", .from = "open", .to = "under_way", .who = { { .is = "@entry.owner_id" }, LEADS } },
	{ "finish", .from = "open under_way", .to = "done", .who = { { .is = "@entry.owner_id" }, LEADS },
	    .asks = "result", .sets_on = "done_on", .flags = MOVE_PRIMARY },
	{ "cancel", .from = "open under_way", .to = "cancelled", .who = { LEADS }, .asks = "result",
	    .flags = MOVE_DANGER | ACT_LOCKED },
	{ NULL }
};

static const struct field progress_fields[] = {
	{ "period_from", FIELD_DATE, DERIVED | IN_LIST },
	{ "period_to", FIELD_DATE, REQUIRED | IN_LIST, .latest = "today" },
	{ "missed", FIELD_INT, DERIVED | IN_LIST },
	{ "percent", FIELD_INT, REQUIRED | IN_LIST, .min = 0, .max = 100 },
	{ "done", FIELD_TEXT, REQUIRED | IN_LIST | WIDE },
	{ "next", FIELD_TEXT, REQUIRED | WIDE },
	{ "problems", FIELD_TEXT, IN_LIST | WIDE },
	{ NULL }
};

/* ---- tests and acceptance */

static const char *const test_types[] = { "functional", "performance", "security", "compatibility", "compliance", NULL };
static const char *const test_results[] = { "passed", "failed", "not_applicable", NULL };
static const char *const test_states[] = { "stands", "to_confirm", "confirmed", "refused", NULL };
static const struct field test_fields[] = {
	{ "type", FIELD_CHOICE, REQUIRED | IN_LIST, .choices = test_types },
	{ "result", FIELD_CHOICE, REQUIRED | IN_LIST, .choices = test_results },
	{ "tested_version", FIELD_LINE, REQUIRED | IN_LIST, .max = 60, .when = "result=passed" },
	{ "evidence_id", FIELD_RECORD, REQUIRED | IN_LIST, .ref = "document", .when = "result=passed", .in = "approved published archived" },
	{ "text", FIELD_TEXT, IN_LIST | WIDE },
	{ "evidence", FIELD_LINE, DERIVED | WIDE },
	{ "evidence_version", FIELD_INT, DERIVED },
	{ "round", FIELD_INT, DERIVED | IN_LIST },
	{ "state", FIELD_CHOICE, DERIVED | IN_LIST, .choices = test_states },
	{ "confirmed_by", FIELD_ACCOUNT, DERIVED },
	{ "confirmed_on", FIELD_DATE, DERIVED },
	{ "objection", FIELD_TEXT, DERIVED | WIDE, .max = 2000 },
	{ NULL }
};
/* That a test does not apply is seen by a second person: another tester, a liaison who accepts, the technical head. */
static const struct act test_acts[] = {
	{ "confirm", .from = "to_confirm", .to = "confirmed", .who = { { .is = "#checker_ids" } }, .not_by = "by", .sets_by = "confirmed_by",
	    .sets_on = "confirmed_on", .flags = MOVE_PRIMARY },
	{ "refuse", .from = "to_confirm", .to = "refused", .who = { { .is = "#checker_ids" } }, .not_by = "by", .asks = "objection",
	    .sets_by = "confirmed_by", .sets_on = "confirmed_on" },
	{ NULL }
};

static const char *const acceptances[] = { "accepted", "rejected", NULL };
static const struct field acceptance_fields[] = {
	{ "judgement", FIELD_CHOICE, REQUIRED | IN_LIST, .choices = acceptances },
	{ "text", FIELD_TEXT, REQUIRED | IN_LIST | WIDE },
	{ "round", FIELD_INT, DERIVED | IN_LIST },
	{ "conclusion_no", FIELD_INT, DERIVED | IN_LIST },
	{ NULL }
};

/* ---- going live */

static const struct field step_fields[] = {
	{ "starts_at", FIELD_TIME, REQUIRED | IN_LIST },
	{ "what", FIELD_LINE, REQUIRED | IN_LIST | WIDE },
	{ "owner_id", FIELD_ACCOUNT, REQUIRED | IN_LIST },
	{ "risk", FIELD_TEXT, REQUIRED | IN_LIST, .max = 2000 },
	{ "answer", FIELD_TEXT, REQUIRED | IN_LIST, .max = 2000 },
	{ NULL }
};

static const char *const tick_items[] = { "deployment", "environment", "data", "hardening", "monitoring", NULL };
static const struct field tick_fields[] = {
	{ "item", FIELD_CHOICE, REQUIRED | IN_LIST, .choices = tick_items },
	{ "text", FIELD_TEXT, REQUIRED | IN_LIST | WIDE, .max = 2000 },
	{ "round", FIELD_INT, DERIVED | IN_LIST },
	{ NULL }
};

static const char *const log_types[] = { "normal", "abnormal", "rollback", NULL };
static const char *const severities[] = { "1", "2", "3", "4", NULL };
static const struct field log_fields[] = {
	{ "type", FIELD_CHOICE, REQUIRED | IN_LIST, .choices = log_types },
	{ "severity", FIELD_CHOICE, REQUIRED | IN_LIST, .choices = severities, .when = "type=abnormal", .article = "20" },
	{ "text", FIELD_TEXT, REQUIRED | IN_LIST | WIDE, .max = 2000 },
	{ "incident_id", FIELD_RECORD, DERIVED | IN_LIST, .ref = "incident" },
	{ "round", FIELD_INT, DERIVED },
	{ NULL }
};

static const char *const functions[] = { "business", "marketing", "operations", "finance", "legal", "tech", "other", NULL };
static const struct field confirmation_fields[] = {
	{ "text", FIELD_TEXT, REQUIRED | IN_LIST | WIDE, .max = 2000 },
	{ "function", FIELD_CHOICE, DERIVED, .choices = functions },
	{ "department_id", FIELD_DEPARTMENT, DERIVED | IN_LIST },
	{ "round", FIELD_INT, DERIVED | IN_LIST },
	{ NULL }
};

/* ---- resources and risks */

static const char *const resource_types[] = { "equipment", "test_environment", "server", "storage", "people", NULL };
static const char *const resource_states[] = { "requested", "assigned", "declined", "returned", NULL };
static const struct field resource_fields[] = {
	{ "type", FIELD_CHOICE, REQUIRED | IN_LIST, .choices = resource_types },
	{ "what", FIELD_LINE, REQUIRED | IN_LIST | WIDE },
	{ "quantity", FIELD_INT, REQUIRED | IN_LIST, .min = 1, .max = 10000 },
	{ "needed_by", FIELD_DATE, IN_LIST, .earliest = "created" },
	{ "state", FIELD_CHOICE, DERIVED | IN_LIST, .choices = resource_states },
	{ "answer", FIELD_TEXT, DERIVED | IN_LIST | WIDE, .max = 2000 },
	{ NULL }
};
static const struct act resource_acts[] = {
	{ "assign", .from = "requested", .to = "assigned", .who = { { PERMIT_LAUNCH_RESOURCE } }, .asks = "answer", .not_by = "by",
	    .flags = MOVE_PRIMARY | ACT_DECIDES },
	{ "decline", .from = "requested", .to = "declined", .who = { { PERMIT_LAUNCH_RESOURCE } }, .asks = "answer", .not_by = "by",
	    .flags = MOVE_DANGER | ACT_DECIDES },
	{ "give_back", .from = "assigned", .to = "returned", .who = { { PERMIT_LAUNCH_RESOURCE }, LEADS } },
	{ NULL }
};

static const char *const levels[] = { "low", "medium", "high", NULL };
static const char *const risk_states[] = { "open", "settled", NULL };
static const struct field risk_fields[] = {
	{ "text", FIELD_TEXT, REQUIRED | IN_LIST | WIDE, .max = 2000 },
	{ "level", FIELD_CHOICE, REQUIRED | IN_LIST, .choices = levels },
	{ "state", FIELD_CHOICE, DERIVED | IN_LIST, .choices = risk_states },
	{ "answer", FIELD_TEXT, DERIVED | IN_LIST | WIDE, .max = 2000 },
	{ NULL }
};
static const struct act risk_acts[] = {
	{ "settle", .from = "open", .to = "settled", .who = { { PERMIT_LAUNCH_RISK } }, .asks = "answer", .flags = MOVE_PRIMARY },
	{ NULL }
};

#define AT_WORK  "design initiation development testing review go_live evaluation"

/* What was said of a version, a round or a moment stays as it was said: those are ENTRY_FINAL. */
const struct entry launch_entries[] = {
	{ "research", "launch_research", research_fields, NULL, "research design", { { PERMIT_LAUNCH_RESEARCH, "@owner" } },
	    .edit = { { .is = "@entry.by" } }, .article = "15" },
	{ "market", "launch_market", market_fields, NULL, "research " AT_WORK, { { PERMIT_LAUNCH_MARKET } }, .edit = { { .is = "@entry.by" } },
	    .article = "9" },
	{ "consultation", "launch_consultation", consultation_fields, consultation_acts, "design", { { PERMIT_LAUNCH_CONSULT } },
	    .flags = ENTRY_FINAL | ENTRY_DECIDES, .fills = "function=#my_function department_id=#my_department plan_version=@version state=closed?judgement=agree",
	    .open = "open", .article = "15" },
	{ "team_member", "launch_team_member", team_fields, NULL, "development testing review go_live", { LEADS },
	    .article = "17" },
	{ "task", "launch_task", task_fields, task_acts, "development", { LEADS }, .flags = ENTRY_SCHEDULE,
	    .open = "open under_way", .locked = "plan_is_set", .article = "17", .check = launch_check_task },
	{ "progress", "launch_progress", progress_fields, NULL, "development testing", { LEADS },
	    .flags = ENTRY_FINAL | ENTRY_NEWEST, .fills = "period_from=#report_from missed=#missed_reports", .article = "17" },
	{ "test_run", "launch_test_run", test_fields, test_acts, "testing", { { PERMIT_LAUNCH_TEST } }, .flags = ENTRY_FINAL | ENTRY_NEWEST,
	    .fills = "round=@test_round evidence_version=#evidence[evidence_id]?result=passed state=to_confirm?result=not_applicable",
	    .open = "to_confirm", .article = "18" },
	{ "acceptance", "launch_acceptance", acceptance_fields, NULL, "testing", { { .is = "#acceptor_ids" } },
	    .flags = ENTRY_FINAL | ENTRY_NEWEST | ENTRY_DECIDES, .fills = "round=@test_round conclusion_no=@conclusion_no", .article = "18" },
	{ "step", "launch_step", step_fields, NULL, "testing review go_live", { LEADS, { PERMIT_LAUNCH_DEPLOY } }, .article = "20" },
	{ "tick", "launch_tick", tick_fields, NULL, "go_live", { { PERMIT_LAUNCH_DEPLOY } }, .edit = { { .is = "@entry.by" } }, .fills = "round=@test_round",
	    .article = "20" },
	{ "log", "launch_log", log_fields, NULL, "go_live", { LEADS, { PERMIT_LAUNCH_DEPLOY }, { PERMIT_LAUNCH_TEST } },
	    .flags = ENTRY_FINAL | ENTRY_NEWEST, .fills = "round=@test_round", .article = "20" },
	{ "confirmation", "launch_confirmation", confirmation_fields, NULL, "go_live", { { .is = "#confirmer_ids" } },
	    .flags = ENTRY_FINAL | ENTRY_DECIDES, .fills = "round=@test_round function=#my_function|other department_id=#my_department",
	    .article = "20" },
	{ "resource", "launch_resource", resource_fields, resource_acts, AT_WORK, { LEADS }, .edit = { { .is = "@entry.by" } },
	    .open = "requested", .article = "29" },
	{ "risk", "launch_risk", risk_fields, risk_acts, "research " AT_WORK, { { PERMIT_LAUNCH_RISK }, LEADS }, .edit = { { .is = "@entry.by" } },
	    .open = "open", .article = "12" },
	{ NULL }
};
