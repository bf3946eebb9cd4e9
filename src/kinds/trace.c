/* SPDX-License-Identifier: ISC */
/*
 * The trace (issue 12, points 6 and 7): from a requirement to the tasks, tests and defects that name it and to the release, seen from the
 * launch or iteration, and from the requirement; and what an evaluation is offered of it.
 */
#include "kinds/trace.h"

#define TRACED \
	{ "tasks_open", NULL, REPORT_NUMBER }, \
	{ "tasks_done", NULL, REPORT_NUMBER }, \
	{ "passed", "trace.test", REPORT_LIST }, \
	{ "failed", "trace.test", REPORT_LIST }, \
	{ "not_applicable", "trace.test", REPORT_LIST }, \
	{ "defects_open", NULL, REPORT_NUMBER }, \
	{ "defects", NULL, REPORT_NUMBER }, \
	{ "released_on", NULL, REPORT_DATE }, \
	{ NULL }

static const struct report_column of_project[] = {
	{ "number", NULL, REPORT_RECORD },
	{ "title" },
	{ "state", "requirement.state", REPORT_TAG },
	TRACED
};
const struct report_table project_trace[] = {
	{ "traced", STMT_PROJECT_TRACE, of_project },
	{ NULL }
};

static const struct report_column of_requirement[] = {
	{ "number", NULL, REPORT_RECORD },
	{ "title" },
	{ "version" },
	{ "standing", "requirement.standing", REPORT_TAG },
	TRACED
};
static const struct report_table requirement_trace[] = {
	{ "traced", STMT_REQUIREMENT_TRACE, of_requirement, .of = "total" },
	{ NULL }
};
const struct report requirement_reports[] = {
	{ "trace", .tables = requirement_trace, .article = "23" },
	{ NULL }
};

/* ---- what an evaluation is offered */

static const struct report_column figures[] = {
	{ "since", NULL, REPORT_DATE },
	{ "delivered", NULL, REPORT_NUMBER },
	{ "accepted", NULL, REPORT_NUMBER },
	{ "reopened", NULL, REPORT_NUMBER },
	{ "defects", NULL, REPORT_NUMBER },
	{ "incidents", NULL, REPORT_NUMBER },
	{ "feedback", NULL, REPORT_NUMBER },
	{ "rating", NULL, REPORT_NUMBER },
	{ NULL }
};
static const struct report_column goals[] = {
	{ "number", NULL, REPORT_RECORD },
	{ "title" },
	{ "expected_goal" },
	{ "standing", "evaluation.standing", REPORT_TAG },
	{ "accepted_on", NULL, REPORT_DATE },
	{ "reopened", NULL, REPORT_NUMBER },
	{ "mentions", NULL, REPORT_NUMBER },
	{ NULL }
};
static const struct report_table offered[] = {
	{ "figures", STMT_EVALUATION_FIGURES, figures },
	{ "goals", STMT_EVALUATION_GOALS, goals },
	{ NULL }
};

/* What operations did with the platform meanwhile (R10.2). */
static const struct report_column activity_columns[] = {
	{ "type", "platform_activity.type" },
	{ "title" },
	{ "period" },
	{ "state", "platform_activity.state", REPORT_TAG },
	{ "result" },
	{ "platform", NULL, REPORT_RECORD },
	{ NULL }
};
static const struct report_table activity_tables[] = {
	{ "activities", STMT_EVALUATION_ACTIVITIES, activity_columns, .of = "total" },
	{ NULL }
};

const struct report evaluation_reports[] = {
	{ "offered", .tables = offered, .article = "27" },
	{ "activities", .tables = activity_tables, .article = "10" },
	{ NULL }
};
