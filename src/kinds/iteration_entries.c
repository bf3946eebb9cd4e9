/* SPDX-License-Identifier: ISC */
/* What is entered in an iteration, what is right to enter, and what is drawn from it. */
#include "base/str.h"
#include "kinds/iteration.h"
#include "kinds/trace.h"
#include "record/record.h"

/* ---- entries: those of launches, and what is seen after the release */

static const char *const test_types[] = { TESTS_IN_FULL, "fix", "regression", NULL };
static const struct field test_fields[] = { TEST_FIELDS(test_types) };
static const struct act task_acts[] = { TASK_ACTS(STEERS) };
static const struct act step_acts[] = { STEP_ACTS("release") };
static const struct act resource_acts[] = { RESOURCE_ACTS(STEERS) };

static const char *const observations[] = { "normal", "abnormal", NULL };
static const struct field observation_fields[] = {
	{ "what", FIELD_LINE, REQUIRED | IN_LIST | WIDE },
	{ "result", FIELD_CHOICE, REQUIRED | IN_LIST, .choices = observations },
	{ "text", FIELD_TEXT, REQUIRED | IN_LIST | WIDE, .max = 2000 },
	{ "round", FIELD_INT, DERIVED },
	{ NULL }
};

#define BUILT "development testing review release"

const struct entry iteration_entries[] = {
	{ "team_member", "launch_team_member", project_team_fields, NULL, "assessed planned " BUILT, { STEERS }, .article = "25" },
	{ "task", "launch_task", project_task_fields, task_acts, "assessed planned development", { STEERS }, .flags = ENTRY_SCHEDULE,
	    .open = "open under_way", .article = "25", .check = project_check_task },
	{ "test_run", "launch_test_run", test_fields, project_test_acts, "testing", { { PERMIT_LAUNCH_TEST } }, .flags = ENTRY_FINAL | ENTRY_NEWEST,
	    .fills = "round=@test_round evidence_version=#evidence[evidence_id]?result=passed state=to_confirm?result=not_applicable",
	    .open = "to_confirm", .article = "25", .check = project_check_entry },
	{ "acceptance", "launch_acceptance", project_acceptance_fields, NULL, "testing", { { .is = "#acceptor_ids" } },
	    .flags = ENTRY_FINAL | ENTRY_NEWEST | ENTRY_DECIDES, .fills = "round=@test_round conclusion_no=@conclusion_no", .article = "25" },
	{ "step", "launch_step", project_step_fields, step_acts, "testing review release", { STEERS, { PERMIT_LAUNCH_DEPLOY } }, .flags = ENTRY_SETTLES, .open = "planned", .article = "26" },
	{ "log", "launch_log", project_log_fields, NULL, "release", { STEERS, { PERMIT_LAUNCH_DEPLOY }, { PERMIT_LAUNCH_TEST } },
	    .flags = ENTRY_FINAL | ENTRY_NEWEST, .fills = "round=@test_round", .article = "26" },
	{ "resource", "launch_resource", project_resource_fields, resource_acts, "assessed planned " BUILT, { STEERS }, .edit = { { .is = "@entry.by" } },
	    .open = "requested", .article = "29" },
	{ "observation", "iteration_observation", observation_fields, NULL, "monitoring", { STEERS, { PERMIT_LAUNCH_DEPLOY }, { PERMIT_LAUNCH_TEST } },
	    .flags = ENTRY_FINAL | ENTRY_NEWEST | ENTRY_ALWAYS, .fills = "round=@test_round", .article = "26" },
	{ NULL }
};

/* ---- what is right to enter */

#define NOT_AFFECTED "!affects_security=yes !affects_data=yes !affects_money=yes !affects_many=yes !affects_service=yes"

const struct objection iteration_objections[] = {
	PROJECT_OBJECTIONS,
	/* What an emergency is about; and what was found is not found later by writing so, which would give more time. */
	{ "form", "class=emergency !requirement_ids !incident_id", "requirement_ids", "iteration.complaint.about_nothing" },
	{ "form", "@found_on @found_on<$found_on", "found_on", "iteration.complaint.found_later" },
	{ "form", "@found_on=$found_on @found_at<$found_at", "found_at", "iteration.complaint.found_later" },
	/* What was assessed once keeps its severity, and with it its time. */
	{ "form", "@impact !severity=@severity", "severity", "iteration.complaint.severity_stays" },
	/* What is approved is of its platform, and found when it was. */
	{ "form", "@approved_on !platform_id=@platform_id", "platform_id", "iteration.complaint.platform_stays" },
	/* Major once, and no less without the group (R24.1). */
	{ "move:reassess", "@major=yes " NOT_AFFECTED, "affects_security", "iteration.complaint.lowered" },
	/* Of a routine version the departments concerned are trained, or it says why not (R26.2). */
	{ "move:evaluate", "@class=routine !#training_held !training", "training", "iteration.complaint.training" },
	{ "entry:test_run", "!#to_test~$type", "type", "iteration.complaint.other_test" },
	{ NULL }
};

void
iteration_check(struct ctx *c, struct record *rec, struct form *form)
{
	const char *on = form_value(form, "found_on"), *at = form_value(form, "found_at");
	struct rows *ahead;
	struct err *err;

	project_check_requirements(c, rec, form, rec->fields == form ? form_value(form, "class") : record_value(rec, "class"));
	if (!form->ok || !str_eq(on, c->today) || str_empty(at))
		return;
	err = db_run(c->db, c, STMT_ITERATION_AHEAD, &ahead, ARGS(c->site_id, on, at, c->now));
	if (err != OK || rows_bool(ahead, 0, "ahead"))
		form_complain(form, "found_at", "iteration.complaint.found_ahead", NULL);
	err_free(err);
}

const char *
iteration_warns(struct ctx *c, const struct record *rec, const char *args[2])
{
	return (str_has_word("testing review release", rec->state) ? project_warns(c, rec, args) : NULL);
}

struct err *
iteration_saved(struct ctx *c, struct record *rec)
{
	return (project_saved(c, rec, !str_empty(record_value(rec, "approved_on"))));
}

/* ---- what is drawn: the emergency clock, and the test report of launches */

static const struct report_column clock_columns[] = {
	{ "step", "iteration.clock" },
	{ "at" },
	{ "took", NULL, REPORT_NUMBER | REPORT_MINUTES },
	{ "since", NULL, REPORT_NUMBER | REPORT_MINUTES },
	{ "target", NULL, REPORT_NUMBER | REPORT_MINUTES },
	{ "standing", "iteration.standing", REPORT_TAG },
	{ NULL }
};
static const struct report_table clock_tables[] = {
	{ "clock", STMT_ITERATION_CLOCK, clock_columns },
	{ NULL }
};

const struct report iteration_reports[] = {
	{ "clock", .tables = clock_tables, .article = "24" },
	{ "test_report", .note = "test_round", .tables = project_test_report, .texts = "untested test_conclusion", .article = "25" },
	{ "trace", .tables = project_trace, .article = "25" },
	{ NULL }
};
