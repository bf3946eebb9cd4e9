/* SPDX-License-Identifier: ISC */
/* What is entered in a launch and in an iteration alike, and what is right to enter there.  Days as text compare like days. */
#include "kinds/project.h"

#include "access/event.h"
#include "base/str.h"
#include "record/record.h"
#include "record/workflow.h"

#include <string.h>

/* ---- team, tasks, progress */

static const char *const team_roles[] = { "lead", "developer", "tester", "maintainer", "business", "other", NULL };
const struct field project_team_fields[] = {
	{ "account_id", FIELD_ACCOUNT, REQUIRED | IN_LIST | PARTY },
	{ "role", FIELD_CHOICE, REQUIRED | IN_LIST, .choices = team_roles },
	{ NULL }
};

static const char *const task_states[] = { "open", "under_way", "done", "cancelled", NULL };
const struct field project_task_fields[] = {
	{ "title", FIELD_LINE, REQUIRED | IN_LIST | WIDE, .max = 120 },
	{ "owner_id", FIELD_ACCOUNT, REQUIRED | IN_LIST | PARTY },
	{ "starts_on", FIELD_DATE, REQUIRED | IN_LIST, .earliest = "today-365" },
	{ "due", FIELD_DATE, REQUIRED | IN_LIST },
	{ "depends_on", FIELD_LINE, IN_LIST, .max = 60 },
	CONCERNED(IN_LIST),
	{ "state", FIELD_CHOICE, DERIVED | IN_LIST, .choices = task_states },
	{ "done_on", FIELD_DATE, DERIVED },
	{ "result", FIELD_TEXT, DERIVED | WIDE, .max = 2000 },
	{ NULL }
};

/* ---- tests and acceptance */

const char *const project_test_results[] = { "passed", "failed", "not_applicable", NULL };
const char *const project_test_states[] = { "stands", "to_confirm", "confirmed", "refused", NULL };

/* That a test does not apply is seen by a second person: another tester, a liaison who accepts, the technical head. */
const struct act project_test_acts[] = {
	{ "confirm", .from = "to_confirm", .to = "confirmed", .who = { { .is = "#checker_ids" } }, .not_by = "by", .sets_by = "confirmed_by",
	    .sets_on = "confirmed_on", .flags = MOVE_PRIMARY },
	{ "refuse", .from = "to_confirm", .to = "refused", .who = { { .is = "#checker_ids" } }, .not_by = "by", .asks = "objection",
	    .sets_by = "confirmed_by", .sets_on = "confirmed_on" },
	{ NULL }
};

static const char *const acceptances[] = { "accepted", "rejected", NULL };
const struct field project_acceptance_fields[] = {
	{ "judgement", FIELD_CHOICE, REQUIRED | IN_LIST, .choices = acceptances },
	{ "text", FIELD_TEXT, REQUIRED | IN_LIST | WIDE },
	{ "round", FIELD_INT, DERIVED | IN_LIST },
	{ "conclusion_no", FIELD_INT, DERIVED | IN_LIST },
	{ NULL }
};

/* ---- going live */

static const char *const step_states[] = { "planned", "done", "failed", NULL };
const struct field project_step_fields[] = {
	{ "starts_at", FIELD_TIME, REQUIRED | IN_LIST },
	{ "what", FIELD_LINE, REQUIRED | IN_LIST | WIDE },
	{ "owner_id", FIELD_ACCOUNT, REQUIRED | IN_LIST },
	{ "risk", FIELD_TEXT, REQUIRED | IN_LIST, .max = 2000 },
	{ "answer", FIELD_TEXT, REQUIRED | IN_LIST, .max = 2000 },
	{ "state", FIELD_CHOICE, DERIVED | IN_LIST, .choices = step_states },
	{ "result", FIELD_TEXT, DERIVED | WIDE, .max = 2000 },
	{ "settled_by", FIELD_ACCOUNT, DERIVED },
	{ "settled_on", FIELD_DATE, DERIVED },
	{ NULL }
};

static const char *const log_types[] = { "normal", "abnormal", "rollback", NULL };
static const char *const severities[] = { "1", "2", "3", "4", NULL };
const struct field project_log_fields[] = {
	{ "type", FIELD_CHOICE, REQUIRED | IN_LIST, .choices = log_types },
	{ "severity", FIELD_CHOICE, REQUIRED | IN_LIST, .choices = severities, .when = "type=abnormal", .article = "20" },
	{ "text", FIELD_TEXT, REQUIRED | IN_LIST | WIDE, .max = 2000 },
	{ "incident_id", FIELD_RECORD, DERIVED | IN_LIST, .ref = "incident" },
	{ "round", FIELD_INT, DERIVED },
	{ NULL }
};

/* ---- resources */

static const char *const resource_types[] = { "equipment", "test_environment", "server", "storage", "people", NULL };
static const char *const resource_states[] = { "requested", "assigned", "declined", "returned", NULL };
const struct field project_resource_fields[] = {
	{ "type", FIELD_CHOICE, REQUIRED | IN_LIST, .choices = resource_types, .article = "29" },
	{ "what", FIELD_LINE, REQUIRED | IN_LIST | WIDE },
	{ "quantity", FIELD_INT, REQUIRED | IN_LIST, .min = 1, .max = 10000 },
	{ "needed_by", FIELD_DATE, IN_LIST, .earliest = "created" },
	{ "needed_until", FIELD_DATE, IN_LIST, .earliest = "needed_by" },
	{ "state", FIELD_CHOICE, DERIVED | IN_LIST, .choices = resource_states },
	{ "assigned", FIELD_LINE, DERIVED | IN_LIST, .max = 120 },
	{ "assigned_on", FIELD_DATE, DERIVED },
	{ "returned_on", FIELD_DATE, DERIVED },
	{ "answer", FIELD_TEXT, DERIVED | IN_LIST | WIDE, .max = 2000 },
	{ NULL }
};

static const char *
fact(const struct record *rec, const char *name)
{
	return (rows_count(rec->facts) == 0 ? "" : rows_str(rec->facts, 0, name));
}

/* ---- the window */

enum { DAY = 24 * 60 };

/* "HH:MM" in minutes. */
static int
minutes(const char *time)
{
	return (((time[0] - '0') * 10 + time[1] - '0') * 60 + (time[3] - '0') * 10 + time[4] - '0');
}

/* Two spans of the clock, each of which may pass midnight. */
static bool
spans_meet(const char *from, const char *to, const char *other_from, const char *other_to)
{
	int a = minutes(from), b = minutes(to), x = minutes(other_from), y = minutes(other_to);

	b += b <= a ? DAY : 0;
	y += y <= x ? DAY : 0;
	for (int shift = -DAY; shift <= DAY; shift += DAY)
		if (a < y + shift && x + shift < b)
			return (true);
	return (false);
}

/* ${form}: what the window is, or is to be. */
static bool
is_at_peak(const struct record *rec, const struct form *form)
{
	const char *from = fact(rec, "peak_from"), *to = fact(rec, "peak_to");

	return (!str_empty(from) && !str_empty(to) && !str_empty(form_value(form, "window_from")) &&
	    spans_meet(form_value(form, "window_from"), form_value(form, "window_to"), from, to));
}

void
project_check_window(struct ctx *c, struct record *rec, struct form *form)
{
	struct rows *freeze;
	struct err *err;

	if (!form->ok)
		return;
	if (is_at_peak(rec, form) && str_empty(form_value(form, "window_reason")))
		form_complain(form, "window_reason", "launch.complaint.window_at_peak",
		    mem_fmt(c, "%s–%s", fact(rec, "peak_from"), fact(rec, "peak_to")));
	if (str_eq(record_value(rec, "class"), "emergency"))
		return;
	err = db_run(c->db, c, STMT_FREEZE_MET, &freeze, ARGS(c->site_id, form_value(form, "window_on"), form_value(form, "window_from"), form_value(form, "window_to")));
	if (err != OK || rows_count(freeze) > 0)
		form_complain(form, "window_on", "launch.complaint.window_frozen", err == OK ? rows_str(freeze, 0, "said") : NULL);
	err_free(err);
}

const char *
project_warns(struct ctx *c, const struct record *rec, const char *args[2])
{
	if (!str_empty(fact(rec, "frozen"))) {
		args[0] = fact(rec, "frozen");
		return ("launch.warning.frozen");
	}
	if (!is_at_peak(rec, rec->fields))
		return (NULL);
	args[0] = mem_fmt(c, "%s %s–%s", record_value(rec, "window_on"), record_value(rec, "window_from"), record_value(rec, "window_to"));
	args[1] = mem_fmt(c, "%s–%s", fact(rec, "peak_from"), fact(rec, "peak_to"));
	return ("launch.warning.window_at_peak");
}

/* ---- entries */

void
project_check_task(struct ctx *c, struct record *rec, struct form *form)
{
	const char *before = form_value(form, "depends_on");

	if (before[strspn(before, "0123456789, ")] != '\0')
		form_complain(form, "depends_on", "launch_task.complaint.numbers", NULL);
	project_check_entry(c, rec, form);
}

void
project_check_entry(struct ctx *c, struct record *rec, struct form *form)
{
	project_check_concerned(c, rec->id, rec->entry == NULL ? NULL : form_stored(rec->entry->fields, "requirement_ids"), form);
}

/* ---- requirements */

void
project_check_requirements(struct ctx *c, struct record *rec, struct form *form, const char *class)
{
	struct rows *unfit;
	struct err *err;

	if (str_empty(form_value(form, "requirement_ids")) || !form->ok)
		return;
	err = db_run(c->db, c, STMT_LAUNCH_UNFIT, &unfit, ARGS(c->site_id, rec->id, form_stored(form, "requirement_ids"), class));
	if (err != OK || rows_count(unfit) > 0)
		form_complain(form, "requirement_ids", mem_fmt(c, "launch.complaint.requirement_%s", err == OK ? rows_text(unfit, 0, "why") : "not_accepted"),
		    err == OK ? rows_text(unfit, 0, "number") : NULL);
	err_free(err);
}

void
project_check_concerned(struct ctx *c, const char *id, const char *before, struct form *form)
{
	struct rows *others;
	struct err *err;

	if (str_empty(form_value(form, "requirement_ids")) || !form->ok)
		return;
	err = db_run(c->db, c, STMT_PROJECT_UNCONCERNED, &others, ARGS(c->site_id, id, form_stored(form, "requirement_ids"), before));
	if (err != OK || rows_count(others) > 0)
		form_complain(form, "requirement_ids", "launch.complaint.requirement_of_another", err == OK ? rows_text(others, 0, "number") : NULL);
	err_free(err);
}

/* One requirement moves with what delivers it, which its history names; one that may not follow stops everything. */
static struct err *
follow(struct ctx *c, const struct record *rec, const char *id, const char *move)
{
	struct record *requirement;
	struct err *err;

	TRY(record_load(c, id, &requirement));
	err = workflow_follow(c, requirement, move, NULL);
	if (err != OK && err_kind(err) == ERR_CONFLICT)
		return (err_say(err, NOT_FOLLOWING));
	if (err == OK)
		event_say(requirement->event, "other", rec->id);
	return (err);
}

/* The links are those of the field; what a change in force added or took out is planned or not any more. */
struct err *
project_saved(struct ctx *c, struct record *rec, bool is_planned)
{
	struct rows *changed;

	TRY(db_run(c->db, c, STMT_LAUNCH_CONTAINS, &changed, ARGS(c->site_id, rec->id, c->now, c->me->id_text)));
	for (size_t i = 0; i < rows_count(changed) && is_planned; i++)
		TRY(follow(c, rec, rows_text(changed, i, "id"), rows_text(changed, i, "move")));
	return (OK);
}
