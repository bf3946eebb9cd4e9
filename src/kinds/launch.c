/* SPDX-License-Identifier: ISC */
/*
 * Launch projects (articles 14 to 21): eight stages, each with conditions that hold for everybody.  Nothing leads past a stage,
 * and a stage is left only by the moves below.
 */
#include "kinds/kinds.h"
#include "kinds/launch.h"
#include "kinds/ledgers.h"
#include "kinds/project.h"
#include "record/section.h"

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON | REQUIRED | IN_LIST | SEARCHED | WIDE, .max = 120 },
	{ "platform_id", FIELD_RECORD, ON_COMMON | REQUIRED | IN_LIST | FILTER, .ref = "platform",
	    .in = "planned in_operation" },
	{ "department_id", FIELD_DEPARTMENT, ON_COMMON | REQUIRED | IN_LIST | FILTER },
	{ "owner_id", FIELD_ACCOUNT, ON_COMMON | REQUIRED | IN_LIST | FILTER },
	{ "version_planned", FIELD_LINE, REQUIRED | IN_LIST, .max = 40 },
	{ "realises_id", FIELD_RECORD, EXPORTED, .ref = "development_plan", .offered = "approved", .article = "6" },
	{ "realises_no", FIELD_INT, EXPORTED, .min = 1, .max = 1000, .article = "6" },
	{ "goal", FIELD_TEXT, REQUIRED | SEARCHED | WIDE | EXPORTED },
	{ "requirement_ids", FIELD_RECORDS, WIDE | EXPORTED, .ref = "requirement", .offered = "accepted", .article = "15" },
	{ "no_market_research", FIELD_TEXT, WIDE | EXPORTED, .max = 2000, .article = "9" },
	/* The construction plan: a version of it is what opinions and decisions are about. */
	{ "plan_architecture", FIELD_TEXT, SEARCHED | WIDE | EXPORTED, .article = "15" },
	{ "plan_modules", FIELD_TEXT, SEARCHED | WIDE | EXPORTED, .article = "15" },
	{ "plan_schedule", FIELD_TEXT, SEARCHED | WIDE | EXPORTED, .article = "15" },
	{ "plan_resources", FIELD_TEXT, SEARCHED | WIDE | EXPORTED, .article = "15" },
	{ "plan_budget", FIELD_TEXT, SEARCHED | WIDE | EXPORTED, .article = "15" },
	{ "plan_risks", FIELD_TEXT, SEARCHED | WIDE | EXPORTED, .article = "15" },
	{ "progress_days", FIELD_INT, EXPORTED, .min = 1, .max = 31, .article = "17" },
	/* Set by the moves below. */
	{ "consulted_version", FIELD_INT, DERIVED | EXPORTED, .article = "15" },
	{ "initiated_on", FIELD_DATE, DERIVED | EXPORTED, .article = "16" },
	{ "plan_set_on", FIELD_DATE, DERIVED | EXPORTED, .article = "17" },
	{ "test_round", FIELD_INT, DERIVED | EXPORTED, .article = "18" },
	{ "test_conclusion", FIELD_TEXT, DERIVED | SEARCHED | WIDE | EXPORTED, .article = "18" },
	{ "conclusion_no", FIELD_INT, DERIVED | EXPORTED, .article = "18" },
	{ "untested", FIELD_TEXT, DERIVED | WIDE | EXPORTED, .article = "18" },
	{ "window_on", FIELD_DATE, DERIVED | EXPORTED, .article = "20" },
	{ "window_from", FIELD_TIME, DERIVED | EXPORTED, .article = "20" },
	{ "window_to", FIELD_TIME, DERIVED | EXPORTED, .article = "20" },
	{ "window_reason", FIELD_TEXT, DERIVED | WIDE | EXPORTED, .max = 2000, .article = "20" },
	{ "launched_on", FIELD_DATE, DERIVED | EXPORTED, .article = "20" },
	{ "used_on", FIELD_DATE, DERIVED | EXPORTED, .article = "20" },
	{ "used_from", FIELD_TIME, DERIVED | EXPORTED, .article = "20" },
	{ "used_to", FIELD_TIME, DERIVED | EXPORTED, .article = "20" },
	{ "window_used", FIELD_TEXT, DERIVED | WIDE | EXPORTED, .max = 2000, .article = "20" },
	{ "notice_id", FIELD_RECORD, DERIVED | EXPORTED, .ref = "notice", .article = "20" },
	{ NULL }
};

static const struct state states[] = {
	{ "research", "", .edit = { LEADS } },
	{ "design", "", .edit = { LEADS } },
	{ "initiation", "", .approval = APPROVE_GROUP, .approved = "development", .rejected = "design",
	    .judged = "feasibility necessity compliance budget", .due = DUE(RULE_DECIDE_DAYS) },
	{ "development", "" },
	{ "testing", "" },
	{ "review", "" },
	{ "go_live", "" },
	{ "evaluation", "" },
	{ "closed", "ok", STATE_END },
	{ "cancelling", "", .approval = APPROVE_GROUP, .approved = "cancelled", .rejected = BEFORE,
	    .due = DUE(RULE_DECIDE_DAYS) },
	{ "cancelled", "", STATE_END },
	{ NULL }
};

#define TESTED   "tested_functional tested_performance tested_security tested_compatibility tested_compliance"
#define SECTIONS "plan_architecture plan_modules plan_schedule plan_resources plan_budget plan_risks"

/* The facts are those of launch_facts in sql/query/launch.sql; a fact is true when the condition is met. */
static const struct move moves[] = {
	{ "begin_design", "research", "design", { LEADS }, MOVE_PRIMARY,
	    .needs = "has_research has_requirement market_researched", .article = "15" },
	{ "consult", "design", NULL, { LEADS }, .needs = SECTIONS " budget_drafted construction_plan", .article = "15" },
	{ "submit", "design", "initiation", { LEADS }, MOVE_PRIMARY | MOVE_SUBMITS,
	    .needs = SECTIONS " budget_drafted construction_plan consulted opinion_business opinion_marketing opinion_legal opinion_finance "
	    "opinions_answered requirements_free", .article = "16" },
	{ "confirm_plan", "development", NULL, { LEADS }, .needs = "plan_is_open has_team has_tasks", .article = "17",
	    .sets_on = "plan_set_on" },
	{ "begin_testing", "development", "testing", { LEADS }, MOVE_PRIMARY,
	    .needs = "plan_set_on has_team tasks_done no_change_under_way progress_current design_document "
	    "development_document", .article = "18" },
	{ "conclude_tests", "testing", NULL, { { PERMIT_LAUNCH_TEST } }, .asks = "test_conclusion untested?", .needs = TESTED " no_open_defect not_maker",
	    .article = "18" },
	{ "send_back", "testing", "development", { LEADS, { PERMIT_LAUNCH_TEST } }, MOVE_REASON, .article = "18" },
	{ "begin_review", "testing", "review", { LEADS }, MOVE_PRIMARY,
	    .needs = TESTED " no_open_defect test_conclusion accepted no_change_under_way", .article = "19" },
	{ "set_window", "testing review go_live", NULL, { LEADS },
	    .asks = "window_on window_from window_to window_reason?", .article = "20", .check = project_check_window },
	{ "begin_go_live", "review", "go_live", { LEADS }, MOVE_PRIMARY,
	    .needs = "review_passed security_assessment hardening no_change_under_way platform_stands", .article = "20" },
	{ "confirm", "go_live", "evaluation", { LEADS }, MOVE_PRIMARY, .asks = "window_used",
	    .needs = "window_on not_frozen not_lifter has_steps platform_stands no_change_under_way security_assessment hardening ticked_deployment ticked_environment "
	    "ticked_data ticked_hardening ticked_monitoring window_begun has_log steps_settled abnormal_followed no_open_incident two_confirmations "
	    "business_confirmed notice_published",
	    .article = "20" },
	{ "roll_back", "go_live", "testing", { LEADS }, MOVE_DANGER | MOVE_REASON, .needs = "incident_linked",
	    .article = "20" },
	{ "close", "evaluation", "closed", { LEADS }, MOVE_PRIMARY, .needs = "evaluation_done improvements_settled no_change_under_way",
	    .article = "21" },
	{ "cancel", "research design initiation development testing review go_live evaluation", "cancelling", { LEADS },
	    MOVE_DANGER | MOVE_REASON | MOVE_SUBMITS, .article = "6" },
	{ NULL }
};

#define DOCUMENT "/documents/new?target_id={number}&type="

static const struct place places[] = {
	{ "has_research", "#research" },
	{ "has_requirement", "edit#f-requirement_ids" },
	{ "market_researched", "#market" },
	{ "consulted", "#move-consult" },
	{ "opinion_business", "#consultation" },
	{ "opinion_marketing", "#consultation" },
	{ "opinion_legal", "#consultation" },
	{ "opinion_finance", "#consultation" },
	{ "opinions_answered", "#consultation" },
	{ "budget_drafted", "/budgets/new?target_id={number}" },
	{ "construction_plan", DOCUMENT "construction_plan" },
	{ "requirements_free", "edit#f-requirement_ids" },
	{ "has_team", "#team_member" },
	{ "has_tasks", "#task" },
	{ "plan_set_on", "#move-confirm_plan" },
	{ "tasks_done", "#task" },
	{ "no_change_under_way", "/changes?target_id={number}" },
	{ "progress_current", "#progress" },
	{ "design_document", DOCUMENT "design" },
	{ "development_document", DOCUMENT "development" },
	{ "tested_functional", "#test_run" },
	{ "tested_performance", "#test_run" },
	{ "tested_security", "#test_run" },
	{ "tested_compatibility", "#test_run" },
	{ "tested_compliance", "#test_run" },
	{ "no_open_defect", "/defects?target_id={number}" },
	{ "test_conclusion", "#move-conclude_tests" },
	{ "not_maker", "#team_member" },
	{ "accepted", "#acceptance" },
	{ "review_passed", "/reviews/new?target_id={number}" },
	{ "security_assessment", DOCUMENT "security_assessment" },
	{ "hardening", DOCUMENT "hardening" },
	{ "window_on", "#move-set_window" },
	{ "window_begun", "#move-set_window" },
	{ "not_frozen", "#move-set_window" },
	{ "not_lifter", "#move-set_window" },
	{ "has_steps", "#step" },
	{ "steps_settled", "#step" },
	{ "has_log", "#log" },
	{ "abnormal_followed", "/incidents/new?target_id={number}" },
	{ "no_open_incident", "/incidents?target_id={number}" },
	{ "ticked_deployment", "#tick" },
	{ "ticked_environment", "#tick" },
	{ "ticked_data", "#tick" },
	{ "ticked_hardening", "#tick" },
	{ "ticked_monitoring", "#tick" },
	{ "two_confirmations", "#confirmation" },
	{ "business_confirmed", "#confirmation" },
	{ "notice_published", "/notices/new?source_id={number}" },
	{ "incident_linked", "/incidents/new?target_id={number}" },
	{ "evaluation_done", "/evaluations?target_id={number}" },
	{ "improvements_settled", "/evaluations?target_id={number}" },
	{ NULL }
};

static const struct offer offers[] = {
	{ "incident", "go_live", "incident", "target_id" },
	{ "defect", "testing go_live", "defect", "target_id" },
	{ "change", "development testing review", "change", "target_id" },
	{ "training", "go_live evaluation", "training", "target_id" },
	{ NULL }
};

static const struct panel panels[] = { { PANEL_DOCUMENTS, NULL }, { 0 } };

/* The page of a project is long: what each stage left behind is a line of it. */
static const struct section sections[] = {
	{ "plan", "research design initiation", .fields = "realises_id realises_no no_market_research " SECTIONS " consulted_version initiated_on",
	    .entries = "research market consultation", .reports = "asked_again" },
	{ "development", "development", .fields = "progress_days plan_set_on", .entries = "task team_member progress", .counted = "task", .reports = "missed_reports" },
	{ "testing", "testing", .fields = "test_round untested test_conclusion conclusion_no", .entries = "test_run acceptance", .counted = "test_run", .reports = "test_report trace" },
	{ "documents", .panel = PANEL_DOCUMENTS },
	{ "go_live", "review go_live", .fields = "window_on window_from window_to window_reason launched_on used_on used_from used_to window_used notice_id",
	    .entries = "tick step confirmation log", .reports = "safeguards" },
	{ "support", .entries = "resource risk" },
	{ NULL }
};

static const struct evidence evidence[] = {
	{ "4", EVIDENCE_LATE },
	{ "9", EVIDENCE_MADE },
	{ "14", EVIDENCE_MADE },
	{ "14", EVIDENCE_ENDED, "closed" },
	{ "14", EVIDENCE_FAILED, "cancelled" },
	{ "14", EVIDENCE_LATE },
	{ "15", EVIDENCE_MADE },
	{ "16", EVIDENCE_MADE },
	{ "20", EVIDENCE_ENDED, "closed" },
	{ "29", EVIDENCE_MADE },
	{ NULL }
};

const struct kind launch_kind = {
	.name = "launch",
	.plural = "launches",
	.code = "LCH",
	.icon = "launch",
	.group = GROUP_PROJECTS,
	.key = "l",
	.flags = KIND_PROJECT,
	.first = "research",
	.create = PERMIT_LAUNCH_MANAGE,
	.fields = fields,
	.states = states,
	.moves = moves,
	.entries = launch_entries,
	.objections = launch_objections,
	.effects = launch_effects,
	.places = places,
	.offers = offers,
	.reports = launch_reports,
	.panels = panels,
	.sections = sections,
	.evidence = evidence,
	.waits = STMT_LAUNCH_WAITS,
	.facts = STMT_LAUNCH_FACTS,
	.ledger = &launch_ledger,
	.sort = "-number",
	.warns = launch_warns,
	.check = launch_check,
	.saved = launch_saved,
};
