/* SPDX-License-Identifier: ISC */
/* What is drawn from the entries and records of a launch project: who is asked again about its plan, the
 * reports that were missed, and the test report. */
#include "kinds/launch.h"
#include "kinds/project.h"
#include "kinds/trace.h"

/* A new version of the plan asks again only those whose sections changed (R15.3): each with its sections and what differs. */
static const struct report_column consulted[] = {
	{ "function", "launch_consultation.function" },
	{ "judgement", "launch_consultation.judgement" },
	{ "plan_version", NULL, REPORT_VERSION },
	{ "standing", "launch.report.standing", REPORT_TAG },
	{ "changed", "launch.field", REPORT_LIST },
	{ NULL }
};
static const struct report_table consulted_tables[] = {
	{ "consulted", STMT_LAUNCH_CONSULTED, consulted },
	{ NULL }
};

/* The test report (R18.3): the present round's runs, the defects, what was not tested and why, the conclusion. */
static const struct report_column tests[] = {
	{ "type", "launch_test_run.type" },
	{ "result", "launch.report.result", REPORT_TAG },
	{ "runs", NULL, REPORT_NUMBER },
	{ "passed", NULL, REPORT_NUMBER },
	{ "failed", NULL, REPORT_NUMBER },
	{ "reason" },
	{ NULL }
};
static const struct report_column defects[] = {
	{ "type", "defect.type" },
	{ "fatal", NULL, REPORT_NUMBER },
	{ "serious", NULL, REPORT_NUMBER },
	{ "general", NULL, REPORT_NUMBER },
	{ "minor", NULL, REPORT_NUMBER },
	{ "total", NULL, REPORT_NUMBER },
	{ "open", NULL, REPORT_NUMBER },
	{ "fixed", NULL, REPORT_NUMBER },
	{ "closed", NULL, REPORT_NUMBER },
	{ "declined", NULL, REPORT_NUMBER },
	{ NULL }
};
const struct report_table project_test_report[] = {
	{ "tests", STMT_LAUNCH_TESTS, tests },
	{ "defects", STMT_LAUNCH_DEFECTS, defects },
	{ NULL }
};

/* Reports that were not made in time (R17.2): what was missed stays missed, also when a later one tells of it. */
static const struct report_column missed[] = {
	{ "period_from" },
	{ "period_to" },
	{ "covered" },
	{ NULL }
};
static const struct report_table missed_tables[] = {
	{ "missed", STMT_LAUNCH_MISSED, missed },
	{ NULL }
};

/* What guards the platform, before it goes live (R28.2). */
static const struct report_column safeguards[] = {
	{ "type", "platform_safeguard.type" },
	{ "name" },
	{ "run_by" },
	{ "since", NULL, REPORT_DATE },
	{ "tested_on", NULL, REPORT_DATE },
	{ "standing", "launch.report.safeguard", REPORT_TAG },
	{ "platform", NULL, REPORT_RECORD },
	{ NULL }
};
static const struct report_table safeguard_tables[] = {
	{ "safeguards", STMT_LAUNCH_SAFEGUARDS, safeguards },
	{ NULL }
};

const struct report launch_reports[] = {
	{ "asked_again", .note = "consulted_version", .tables = consulted_tables, .article = "15" },
	{ "missed_reports", .tables = missed_tables, .article = "17" },
	{ "test_report", .note = "test_round", .tables = project_test_report, .texts = "untested test_conclusion", .article = "18" },
	{ "trace", .tables = project_trace, .article = "18" },
	{ "safeguards", .tables = safeguard_tables, .article = "28" },
	{ NULL }
};
