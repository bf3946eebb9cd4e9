/* SPDX-License-Identifier: ISC */
/*
 * What launches and iterations have in common (articles 17 to 20, 25, 26): a team, tasks, tests with their evidence, acceptance, steps,
 * a log, and a window.  The tables are those of launches and keep their names.  In SQL both are rows of the view "project".
 */
#ifndef KINDS_PROJECT_H
#define KINDS_PROJECT_H

#include "record/entry.h"

extern const struct field project_team_fields[];
extern const struct field project_task_fields[];
extern const struct act project_test_acts[];
extern const struct field project_acceptance_fields[];
extern const struct field project_step_fields[];
extern const struct field project_log_fields[];
extern const struct field project_resource_fields[];
extern const struct report_table project_test_report[];

/* What was concluded was concluded of the runs before. */
#define LAPSED "test_conclusion= untested="
#define NOT_FOLLOWING "launch.complaint.requirement_does_not_follow"

/* Which of its requirements a task, a test run or a defect is about. */
#define CONCERNED(flags) { "requirement_ids", FIELD_RECORDS, WIDE | (flags), .ref = "requirement", .offered = CONTAINED }

/* To begin and to finish a task needs no change request; to give it up is stated in one, once the plan is confirmed. */
#define TASK_ACTS(leads) \
	{ "start", .from = "open", .to = "under_way", .who = { { .is = "@entry.owner_id" }, leads } }, \
	{ "finish", .from = "open under_way", .to = "done", .who = { { .is = "@entry.owner_id" }, leads }, \
	    .asks = "result", .sets_on = "done_on", .flags = MOVE_PRIMARY }, \
	{ "cancel", .from = "open under_way", .to = "cancelled", .who = { leads }, .asks = "result", \
	    .flags = MOVE_DANGER | ACT_LOCKED }, \
	{ NULL }

/* Each step has its result, said by who answers for it or who deploys; what failed may be done after all. */
#define STEP_WHO { { .is = "@entry.owner_id" }, { PERMIT_LAUNCH_DEPLOY } }
#define STEP_ACTS(stage) \
	{ "done", stage, "planned failed", "done", STEP_WHO, .asks = "result", .sets_by = "settled_by", .sets_on = "settled_on", .flags = MOVE_PRIMARY }, \
	{ "failed", stage, "planned", "failed", STEP_WHO, .asks = "result", .sets_by = "settled_by", .sets_on = "settled_on", .flags = MOVE_DANGER }, \
	{ NULL }

/* What is asked for is assigned by somebody else, by its name; who has what until when is in the register of resources (R29.1). */
#define RESOURCE_ACTS(leads) \
	{ "assign", .from = "requested", .to = "assigned", .who = { { PERMIT_LAUNCH_RESOURCE } }, .asks = "answer assigned?", .not_by = "by", \
	    .sets_on = "assigned_on", .flags = MOVE_PRIMARY | ACT_DECIDES }, \
	{ "decline", .from = "requested", .to = "declined", .who = { { PERMIT_LAUNCH_RESOURCE } }, .asks = "answer", .not_by = "by", \
	    .flags = MOVE_DANGER | ACT_DECIDES }, \
	{ "give_back", .from = "assigned", .to = "returned", .who = { { PERMIT_LAUNCH_RESOURCE }, leads }, .sets_on = "returned_on" }, \
	{ NULL }

/* The full set of tests (R18.1). */
#define TESTS_IN_FULL "functional", "performance", "security", "compatibility", "compliance"
extern const char *const project_test_results[], *const project_test_states[];
#define TEST_FIELDS(types) \
	{ "type", FIELD_CHOICE, REQUIRED | IN_LIST, .choices = types }, \
	{ "result", FIELD_CHOICE, REQUIRED | IN_LIST, .choices = project_test_results }, \
	{ "tested_version", FIELD_LINE, REQUIRED | IN_LIST, .max = 60, .when = "result=passed" }, \
	{ "evidence_id", FIELD_RECORD, REQUIRED | IN_LIST, .ref = "document", .when = "result=passed", .in = "approved published archived" }, \
	{ "text", FIELD_TEXT, IN_LIST | WIDE }, \
	CONCERNED(0), \
	{ "evidence", FIELD_LINE, DERIVED | WIDE }, \
	{ "evidence_version", FIELD_INT, DERIVED }, \
	{ "round", FIELD_INT, DERIVED | IN_LIST }, \
	{ "state", FIELD_CHOICE, DERIVED | IN_LIST, .choices = project_test_states }, \
	{ "confirmed_by", FIELD_ACCOUNT, DERIVED }, \
	{ "confirmed_on", FIELD_DATE, DERIVED }, \
	{ "objection", FIELD_TEXT, DERIVED | WIDE, .max = 2000 }, \
	{ NULL }

/* What is wrong with the entries above, for whoever declares them. */
#define PROJECT_OBJECTIONS \
	{ "move:set_window", "window_on<:today", "window_on", "launch.complaint.window_is_past" }, \
	{ "move:set_window", "window_on=:today window_from<#clock", "window_from", "launch.complaint.window_is_past" }, \
	{ "move:set_window", "window_from=$window_to", "window_to", "launch.complaint.window_is_empty" }, \
	{ "entry:task", "due<$starts_on", "due", "launch_task.complaint.ends_before_it_begins" }, \
	/* Nobody is developer and tester of one project (R18.2); whoever developed is one who did, also when their row would say something else. */ \
	{ "entry:team_member", "#plan_is_set ^role=developer|tester !role=^role", "role", "launch_team_member.complaint.stays" }, \
	{ "entry:team_member", "#plan_is_set ^role=developer|tester !account_id=^account_id", "role", "launch_team_member.complaint.stays" }, \
	{ "entry:team_member", "role=tester #team_developers[!^no]~$account_id", "account_id", "launch_team_member.complaint.makes" }, \
	{ "entry:team_member", "role=tester #fixer_ids~$account_id", "account_id", "launch_team_member.complaint.makes" }, \
	{ "entry:team_member", "role=developer #team_testers[!^no]~$account_id", "account_id", "launch_team_member.complaint.tests" }, \
	{ "entry:team_member", "role=developer #tried_ids~$account_id", "account_id", "launch_team_member.complaint.tests" }, \
	/* What failed or does not apply says why; what passed names the document that shows it, approved and not used for an earlier round as it \
	   is; not by who made it (R18.1, R18.2). */ \
	{ "entry:test_run", "#maker_ids~:me", NULL, "launch_test_run.complaint.maker" }, \
	{ "entry:test_run", "!result=passed !text", "text", "launch_test_run.complaint.no_reason" }, \
	{ "entry:test_run", "result=passed !#evidence[evidence_id]", "evidence_id", "launch_test_run.complaint.evidence" }, \
	{ "entry:test_run", "result=not_applicable type=functional|fix|regression", "result", "launch_test_run.complaint.functional" }, \
	{ "entry:acceptance", "!@test_conclusion", NULL, "launch_acceptance.complaint.not_concluded" }, \
	{ "entry:log", "!#window_begun", NULL, "launch_log.complaint.before_window" }, \
	{ "act:step.done act:step.failed", "!#window_begun", NULL, "launch_step.complaint.before_window" }

/* The window: in no freeze of the site unless it is an emergency's, and inside the platform's peak hours only with a reason (R20.1, R26.1). */
void project_check_window(struct ctx *c, struct record *rec, struct form *form);
/* That a freeze keeps it back, or that the window lies in the peak hours: words and what they say; NULL: neither. */
const char *project_warns(struct ctx *c, const struct record *rec, const char *args[2]);
void project_check_task(struct ctx *c, struct record *rec, struct form *form);
/* The requirements that an entry names anew are those of its project: else a complaint at the field. */
void project_check_entry(struct ctx *c, struct record *rec, struct form *form);
/* The same of a record that names the project ${id}; ${before}: what it named already, NULL: nothing. */
void project_check_concerned(struct ctx *c, const char *id, const char *before, struct form *form);
/*
 * The requirements that it names anew are accepted, of ${class} (NULL: any), and in no other launch or iteration that is under way:
 * else a complaint at the field.
 */
void project_check_requirements(struct ctx *c, struct record *rec, struct form *form, const char *class);
/* After making and editing: the links to its requirements are those of the field; where it ${is_planned}, they are planned or not any more. */
struct err *project_saved(struct ctx *c, struct record *rec, bool is_planned) MUST_CHECK;

#endif
