/* SPDX-License-Identifier: ISC */
/*
 * Columns of the ledger, kind by kind, and the course of a project.  TO ADD ONE: its columns, a statement in sql/query/ledger.sql,
 * its words, and .ledger in the kind.
 */
#include "kinds/ledgers.h"

/* ---- projects: progress, changes, tests, launch and what came after */

static const struct report_column launches[] = {
	{ "since", NULL, REPORT_DATE },
	{ "percent", NULL, REPORT_NUMBER },
	{ "reported_to", NULL, REPORT_DATE },
	{ "missed", NULL, REPORT_NUMBER },
	{ "changes", NULL, REPORT_NUMBER },
	{ "changes_open", NULL, REPORT_NUMBER },
	{ "tests_passed", NULL, REPORT_NUMBER },
	{ "tests_failed", NULL, REPORT_NUMBER },
	{ "defects", NULL, REPORT_NUMBER },
	{ "defects_open", NULL, REPORT_NUMBER },
	{ "allocated", NULL, REPORT_NUMBER },
	{ "spent", NULL, REPORT_NUMBER },
	{ "version" },
	{ "launched_on", NULL, REPORT_DATE },
	{ "evaluated_on", NULL, REPORT_DATE },
	{ NULL }
};

static const struct report_column progress[] = {
	{ "state", "launch.state" },
	{ "since", NULL, REPORT_DATE },
	{ "due", NULL, REPORT_DATE },
	{ "percent", NULL, REPORT_NUMBER },
	{ "reported_to", NULL, REPORT_DATE },
	{ "reports", NULL, REPORT_NUMBER },
	{ "missed", NULL, REPORT_NUMBER },
	{ NULL }
};
static const struct report_column reports[] = {
	{ "period_to", NULL, REPORT_DATE },
	{ "percent", NULL, REPORT_NUMBER },
	{ "done" },
	{ "problems" },
	{ "by_name" },
	{ NULL }
};
static const struct report_column changes[] = {
	{ "number", NULL, REPORT_RECORD },
	{ "title" },
	{ "state", "change.state", REPORT_TAG },
	{ "created", NULL, REPORT_DATE },
	{ "decided_on", NULL, REPORT_DATE },
	{ "closed_on", NULL, REPORT_DATE },
	{ NULL }
};
static const struct report_column tests[] = {
	{ "round", NULL, REPORT_NUMBER },
	{ "no", NULL, REPORT_NUMBER },
	{ "type", "launch_test_run.type" },
	{ "result", "launch_test_run.result", REPORT_TAG },
	{ "run_on", NULL, REPORT_DATE },
	{ "by_name" },
	{ "text" },
	{ NULL }
};
static const struct report_column defects[] = {
	{ "number", NULL, REPORT_RECORD },
	{ "title" },
	{ "type", "defect.type" },
	{ "severity", "defect.severity" },
	{ "state", "defect.state", REPORT_TAG },
	{ "created", NULL, REPORT_DATE },
	{ "closed_on", NULL, REPORT_DATE },
	{ NULL }
};
static const struct report_column reviews[] = {
	{ "number", NULL, REPORT_RECORD },
	{ "meeting", NULL, REPORT_NUMBER },
	{ "round", NULL, REPORT_NUMBER },
	{ "held_on", NULL, REPORT_DATE },
	{ "chair" },
	{ "state", "review.state", REPORT_TAG },
	{ NULL }
};
static const struct report_column documents[] = {
	{ "stage", "document.needs.stage" },
	{ "type", "document.type" },
	{ "standing", "launch.course.standing", REPORT_TAG },
	{ "state", "document.state" },
	{ "number", NULL, REPORT_RECORD },
	{ NULL }
};
static const struct report_column budgets[] = {
	{ "number", NULL, REPORT_RECORD },
	{ "year" },
	{ "requested", NULL, REPORT_NUMBER },
	{ "allocated", NULL, REPORT_NUMBER },
	{ "spent", NULL, REPORT_NUMBER },
	{ "left_over", NULL, REPORT_NUMBER },
	{ NULL }
};
static const struct report_column versions[] = {
	{ "number", NULL, REPORT_RECORD },
	{ "title" },
	{ "version" },
	{ "window_on", NULL, REPORT_DATE },
	{ "launched_on", NULL, REPORT_DATE },
	{ "state", "launch.state", REPORT_TAG },
	{ NULL }
};
static const struct report_table course[] = {
	{ "progress", STMT_COURSE_PROGRESS, progress },
	{ "reports", STMT_COURSE_REPORTS, reports },
	{ "changes", STMT_COURSE_CHANGES, changes },
	{ "tests", STMT_COURSE_TESTS, tests },
	{ "defects", STMT_COURSE_DEFECTS, defects },
	{ "reviews", STMT_COURSE_REVIEWS, reviews },
	{ "documents", STMT_DOCUMENT_NEEDS, documents },
	{ "budgets", STMT_COURSE_BUDGETS, budgets },
	{ "versions", STMT_COURSE_LAUNCHES, versions },
	{ NULL }
};

const struct ledger launch_ledger = { STMT_LEDGER_LAUNCHES, launches, course };

/* ---- the others */

static const struct report_column change[] = {
	{ "target", NULL, REPORT_RECORD },
	{ "target_title" },
	{ "stated" },
	{ "outcome", "outcome" },
	{ "decided_on", NULL, REPORT_DATE },
	{ "closed_on", NULL, REPORT_DATE },
	{ NULL }
};
const struct ledger change_ledger = { STMT_LEDGER_CHANGES, change, NULL };

static const struct report_column requirement[] = {
	{ "need", "requirement.need" },
	{ "channel", "requirement.channel" },
	{ "class", "requirement.class" },
	{ "priority", NULL, REPORT_NUMBER },
	{ "expected_goal" },
	{ "project", NULL, REPORT_RECORD },
	{ NULL }
};
const struct ledger requirement_ledger = { STMT_LEDGER_REQUIREMENTS, requirement, NULL };

static const struct report_column defect[] = {
	{ "target", NULL, REPORT_RECORD },
	{ "type", "defect.type" },
	{ "severity", "defect.severity" },
	{ "fixed_on", NULL, REPORT_DATE },
	{ "verified_on", NULL, REPORT_DATE },
	{ NULL }
};
const struct ledger defect_ledger = { STMT_LEDGER_DEFECTS, defect, NULL };

static const struct report_column review[] = {
	{ "target", NULL, REPORT_RECORD },
	{ "meeting", NULL, REPORT_NUMBER },
	{ "round", NULL, REPORT_NUMBER },
	{ "held_on", NULL, REPORT_DATE },
	{ "chair" },
	{ NULL }
};
const struct ledger review_ledger = { STMT_LEDGER_REVIEWS, review, NULL };

static const struct report_column document[] = {
	{ "type", "document.type" },
	{ "target", NULL, REPORT_RECORD },
	{ "approved_version", NULL, REPORT_NUMBER },
	{ "approved_on", NULL, REPORT_DATE },
	{ "effective_on", NULL, REPORT_DATE },
	{ NULL }
};
const struct ledger document_ledger = { STMT_LEDGER_DOCUMENTS, document, NULL };

static const struct report_column budget[] = {
	{ "target", NULL, REPORT_RECORD },
	{ "year" },
	{ "requested", NULL, REPORT_NUMBER },
	{ "allocated", NULL, REPORT_NUMBER },
	{ "spent", NULL, REPORT_NUMBER },
	{ NULL }
};
const struct ledger budget_ledger = { STMT_LEDGER_BUDGETS, budget, NULL };

static const struct report_column incident[] = {
	{ "severity", "incident.severity" },
	{ "target", NULL, REPORT_RECORD },
	{ "found_on", NULL, REPORT_DATE },
	{ "closed_on", NULL, REPORT_DATE },
	{ NULL }
};
const struct ledger incident_ledger = { STMT_LEDGER_INCIDENTS, incident, NULL };

static const struct report_column platform[] = {
	{ "category", "platform.category" },
	{ "version" },
	{ "launched_on", NULL, REPORT_DATE },
	{ "launches", NULL, REPORT_NUMBER },
	{ NULL }
};
const struct ledger platform_ledger = { STMT_LEDGER_PLATFORMS, platform, NULL };
