/* SPDX-License-Identifier: ISC */
/*
 * The duties of the regulation: which rhythm, who answers, which record satisfies (RX.2).
 *
 * TO ADD ONE: 1. a row here; 2. the statement that finds the record that satisfies it in sql/query/duty.sql (and one that makes its
 * periods, where each record has its own rhythm); 3. its words "duty.rule.<name>", "duty.by.<name>" in po/<language>/duty.po.
 */
#include "kinds/kinds.h"
#include "record/duty.h"

#define ESCALATES .head = PERMIT_DEPARTMENT_HEAD, .lead = PERMIT_GROUP_LEAD

const struct duty_rule duty_rules[] = {
	{ "triage", "23", "month", RULE_DUTY_TRIAGE, .permit = PERMIT_REQUIREMENT_TRIAGE, ESCALATES,
	    .opens = STMT_DUTY_OPEN, .settles = STMT_DUTY_SETTLE_TRIAGE, .begins = "triage-meetings/new" },
	{ "progress", "17", NULL, RULE_COUNT, .permit = PERMIT_LAUNCH_MANAGE, ESCALATES,
	    .opens = STMT_DUTY_OPEN_PROGRESS, .settles = STMT_DUTY_SETTLE_PROGRESS, .begins = "#progress" },
	{ "quarter_plan", "24", "quarter", RULE_COUNT, DUTY_AHEAD | DUTY_MAKES_UP, .permit = PERMIT_PLAN_MANAGE, ESCALATES,
	    .opens = STMT_DUTY_OPEN, .settles = STMT_DUTY_SETTLE_QUARTER_PLAN, .begins = "quarter-plans/new", .begins_with = "year quarter" },
	{ "evaluation", "21", NULL, RULE_COUNT, DUTY_MAKES_UP, .permit = PERMIT_EVALUATION_MANAGE, ESCALATES,
	    .opens = STMT_DUTY_OPEN_EVALUATION, .settles = STMT_DUTY_SETTLE_EVALUATION, .begins = "#" },
	{ "development_plan", "6", "year", RULE_COUNT, DUTY_AHEAD | DUTY_MAKES_UP, .permit = PERMIT_PLAN_MANAGE, ESCALATES,
	    .opens = STMT_DUTY_OPEN, .settles = STMT_DUTY_SETTLE_DEVELOPMENT_PLAN, .begins = "development-plans/new", .begins_with = "year" },
	{ "inspection", "32", "quarter", RULE_COUNT, .permit = PERMIT_INSPECTION_MANAGE, ESCALATES,
	    .opens = STMT_DUTY_OPEN, .settles = STMT_DUTY_SETTLE_INSPECTION, .begins = "inspections/new" },
	/* Of a quarter that is over: due after it. */
	{ "quarter_report", "6", "quarter", RULE_COUNT, DUTY_MAKES_UP, .permit = PERMIT_PLAN_MANAGE, ESCALATES,
	    .opens = STMT_DUTY_OPEN_QUARTER_REPORT, .settles = STMT_DUTY_SETTLE_QUARTER_REPORT, .begins = "quarter-reports/new", .begins_with = "year quarter" },
	{ "drill", "31", "half_year", RULE_COUNT, .permit = PERMIT_DRILL_MANAGE, ESCALATES,
	    .opens = STMT_DUTY_OPEN, .settles = STMT_DUTY_SETTLE_DRILL, .begins = "drills/new" },
	{ "plan_review", "31", NULL, RULE_COUNT, DUTY_MAKES_UP, .permit = PERMIT_DOCUMENT_APPROVE, ESCALATES,
	    .opens = STMT_DUTY_OPEN_PLAN_REVIEW, .settles = STMT_DUTY_SETTLE_PLAN_REVIEW, .begins = "#" },
	/* Of the technical side alone: its head has the last word on what a platform needs day by day. */
	{ "operation", "7", NULL, RULE_COUNT, .permit = PERMIT_LAUNCH_DEPLOY, .head = PERMIT_DEPARTMENT_HEAD, .lead = PERMIT_HEAD_DECIDE,
	    .opens = STMT_DUTY_OPEN_OPERATION, .settles = STMT_DUTY_SETTLE_OPERATION, .begins = "#operation" },
	{ NULL }
};
