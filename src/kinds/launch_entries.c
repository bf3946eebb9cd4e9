/* SPDX-License-Identifier: ISC */
/* What is entered in a launch project, by whom, in which of its stages. */
#include "kinds/launch.h"
#include "kinds/project.h"

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

/* ---- tasks, progress */

static const struct act task_acts[] = { TASK_ACTS(LEADS) };

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

/* ---- tests */

static const char *const test_types[] = { TESTS_IN_FULL, NULL };
static const struct field test_fields[] = { TEST_FIELDS(test_types) };

/* ---- going live */

static const struct act step_acts[] = { STEP_ACTS("go_live") };

static const char *const tick_items[] = { "deployment", "environment", "data", "hardening", "monitoring", NULL };
static const struct field tick_fields[] = {
	{ "item", FIELD_CHOICE, REQUIRED | IN_LIST, .choices = tick_items },
	{ "text", FIELD_TEXT, REQUIRED | IN_LIST | WIDE, .max = 2000 },
	{ "round", FIELD_INT, DERIVED | IN_LIST },
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

static const struct act resource_acts[] = { RESOURCE_ACTS(LEADS) };

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
	{ "team_member", "launch_team_member", project_team_fields, NULL, "development testing review go_live", { LEADS },
	    .article = "17" },
	{ "task", "launch_task", project_task_fields, task_acts, "development", { LEADS }, .flags = ENTRY_SCHEDULE,
	    .open = "open under_way", .locked = "plan_is_set", .article = "17", .check = project_check_task },
	{ "progress", "launch_progress", progress_fields, NULL, "development testing", { LEADS },
	    .flags = ENTRY_FINAL | ENTRY_NEWEST, .fills = "period_from=#report_from missed=#missed_reports", .article = "17" },
	{ "test_run", "launch_test_run", test_fields, project_test_acts, "testing", { { PERMIT_LAUNCH_TEST } }, .flags = ENTRY_FINAL | ENTRY_NEWEST,
	    .fills = "round=@test_round evidence_version=#evidence[evidence_id]?result=passed state=to_confirm?result=not_applicable",
	    .open = "to_confirm", .article = "18", .check = project_check_entry },
	{ "acceptance", "launch_acceptance", project_acceptance_fields, NULL, "testing", { { .is = "#acceptor_ids" } },
	    .flags = ENTRY_FINAL | ENTRY_NEWEST | ENTRY_DECIDES, .fills = "round=@test_round conclusion_no=@conclusion_no", .article = "18" },
	{ "step", "launch_step", project_step_fields, step_acts, "testing review go_live", { LEADS, { PERMIT_LAUNCH_DEPLOY } }, .flags = ENTRY_SETTLES, .open = "planned", .article = "20" },
	{ "tick", "launch_tick", tick_fields, NULL, "go_live", { { PERMIT_LAUNCH_DEPLOY } }, .edit = { { .is = "@entry.by" } }, .fills = "round=@test_round",
	    .article = "20" },
	{ "log", "launch_log", project_log_fields, NULL, "go_live", { LEADS, { PERMIT_LAUNCH_DEPLOY }, { PERMIT_LAUNCH_TEST } },
	    .flags = ENTRY_FINAL | ENTRY_NEWEST, .fills = "round=@test_round", .article = "20" },
	{ "confirmation", "launch_confirmation", confirmation_fields, NULL, "go_live", { { .is = "#confirmer_ids" } },
	    .flags = ENTRY_FINAL | ENTRY_DECIDES, .fills = "round=@test_round function=#my_function|other department_id=#my_department",
	    .article = "20" },
	{ "resource", "launch_resource", project_resource_fields, resource_acts, AT_WORK, { LEADS }, .edit = { { .is = "@entry.by" } },
	    .open = "requested", .article = "29" },
	{ "risk", "launch_risk", risk_fields, risk_acts, "research " AT_WORK, { { PERMIT_LAUNCH_RISK }, LEADS }, .edit = { { .is = "@entry.by" } },
	    .open = "open", .article = "12" },
	{ NULL }
};
