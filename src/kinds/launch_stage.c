/* SPDX-License-Identifier: ISC */
/* What a launch project brings about: its requirements follow it, its platform comes into operation. */
#include "base/plant.h"
#include "base/str.h"
#include "kinds/evaluation.h"
#include "kinds/kinds.h"
#include "kinds/launch.h"
#include "record/record.h"
#include "record/waiting.h"
#include "record/workflow.h"

/* ---- requirements */

/* One requirement moves with the launch; one that may not follow stops everything. */
static struct err *
follow(struct ctx *c, const char *id, const char *move)
{
	struct record *requirement;
	struct err *err;

	TRY(record_load(c, id, &requirement));
	err = workflow_follow(c, requirement, move, NULL);
	if (err != OK && err_kind(err) == ERR_CONFLICT)
		return (err_say(err, "launch.complaint.requirement_does_not_follow"));
	return (err);
}

/* Those of its requirements that are in ${state} make ${move}. */
static struct err *
follow_all(struct ctx *c, const struct record *rec, const char *state, const char *move)
{
	struct rows *all;

	TRY(db_run(c->db, c, STMT_LAUNCH_REQUIREMENTS, &all, ARGS(c->site_id, rec->id)));
	for (size_t i = 0; i < rows_count(all); i++)
		if (state == NULL || str_eq(rows_str(all, i, "state"), state))
			TRY(follow(c, rows_text(all, i, "id"), move));
	return (OK);
}

/* The links are those of the field; what a change in force added or took out is planned or not any more. */
struct err *
launch_saved(struct ctx *c, struct record *rec)
{
	struct rows *changed;

	TRY(db_run(c->db, c, STMT_LAUNCH_CONTAINS, &changed, ARGS(c->site_id, rec->id, c->now, c->me->id_text)));
	if (str_empty(record_value(rec, "initiated_on")))
		return (OK);
	for (size_t i = 0; i < rows_count(changed); i++)
		TRY(follow(c, rows_text(changed, i, "id"), rows_text(changed, i, "move")));
	return (OK);
}

/* The version that opinions are asked for. */
struct err *
launch_consult(struct ctx *c, struct record *rec, const struct form *form)
{
	(void)form;
	record_set(c, rec, (const char *const[]){ "consulted_version", mem_fmt(c, "%lld", (long long)rec->version), NULL });
	return (OK);
}

struct err *
launch_said(struct ctx *c, struct record *rec, struct entry_row *row)
{
	db_ask(c->db, c, STMT_LAUNCH_OPINION_ADD, NULL, ARGS(c->site_id, rec->id, row->no));
	return (OK);
}

struct err *
launch_plan_changed(struct ctx *c, const char *id)
{
	struct record *rec;

	if (id == NULL || PLANTED(70))
		return (OK);
	TRY(record_load(c, id, &rec));
	if (rec->kind != &launch_kind || !str_has_word("design initiation", rec->state))
		return (OK);
	TRY(record_disturb(c, rec));
	waiting_by_entries(c, rec);
	return (OK);
}

/* ---- stages */

/* Approved: its requirements are planned (R16.1). */
static struct err *
initiated(struct ctx *c, struct record *rec)
{
	record_set(c, rec, (const char *const[]){ "initiated_on", c->today, NULL });
	return (follow_all(c, rec, NULL, "plan"));
}

static struct err *
begin_round(struct ctx *c, struct record *rec)
{
	int64_t round = 0;

	if (!str_to_int(record_value(rec, "test_round"), 0, INT32_MAX - 1, &round))
		round = 0;
	record_set(c, rec, (const char *const[]){ "test_round", mem_fmt(c, "%lld", (long long)round + 1),
	    "test_conclusion", "", "untested", "", NULL });
	return (OK);
}

/* What was announced is not so: the notice is withdrawn, and another window will be set. */
static struct err *
rolled_back(struct ctx *c, struct record *rec)
{
	struct rows *notices;
	struct record *notice;

	TRY(db_run(c->db, c, STMT_LAUNCH_NOTICES, &notices, ARGS(c->site_id, rec->id)));
	for (size_t i = 0; i < rows_count(notices); i++) {
		TRY(record_load(c, rows_text(notices, i, "id"), &notice));
		TRY(workflow_follow(c, notice, "withdraw", NULL));
		record_set(c, notice, (const char *const[]){ "reason", rec->number, NULL });
	}
	record_set(c, rec, (const char *const[]){ "window_on", NULL, "window_from", NULL, "window_to", NULL,
	    "window_reason", NULL, NULL });
	return (begin_round(c, rec));
}

/* Only now is the platform in operation (R20.4). */
static struct err *
operate(struct ctx *c, const struct record *rec)
{
	struct record *platform;

	TRY(record_load(c, rec->platform_id, &platform));
	if (str_eq(platform->state, "planned"))
		TRY(workflow_follow(c, platform, "operate", NULL));
	record_set(c, platform, (const char *const[]){ "current_version", record_value(rec, "version_planned"), NULL });
	return (OK);
}

static struct err *
launched(struct ctx *c, struct record *rec)
{
	struct rows *notices, *used;

	db_ask(c->db, c, STMT_LAUNCH_USED, &used, ARGS(c->site_id, rec->id));
	TRY(db_run(c->db, c, STMT_LAUNCH_NOTICES, &notices, ARGS(c->site_id, rec->id)));
	launch_note_use(c, rec, used);
	record_set(c, rec, (const char *const[]){ "launched_on", c->today, "notice_id",
	    rows_count(notices) == 0 ? NULL : rows_text(notices, 0, "id"), NULL });
	TRY(operate(c, rec));
	TRY(follow_all(c, rec, "planned", "deliver"));
	return (evaluation_open(c, rec));
}

/* Nobody evaluates what will not be. */
static struct err *
cancelled(struct ctx *c, struct record *rec)
{
	struct rows *evaluations;
	struct record *evaluation;

	TRY(db_run(c->db, c, STMT_EVALUATIONS_OF, &evaluations, ARGS(c->site_id, rec->id)));
	for (size_t i = 0; i < rows_count(evaluations); i++) {
		TRY(record_load(c, rows_text(evaluations, i, "id"), &evaluation));
		TRY(workflow_follow(c, evaluation, "drop", NULL));
	}
	return (follow_all(c, rec, "planned", "unplan"));
}

/* Coming back from a refused cancellation is no new beginning, so what counts is where from. */
static const struct {
	const char *from, *to;
	struct err *(*then)(struct ctx *c, struct record *rec);
} stages[] = {
	{ "initiation", "development", initiated },
	{ "development", "testing", begin_round },
	{ "go_live", "testing", rolled_back },
	{ "go_live", "evaluation", launched },
	{ "cancelling", "cancelled", cancelled },
};

struct err *
launch_entered(struct ctx *c, struct record *rec)
{
	for (size_t i = 0; i < ARRAY_LEN(stages); i++)
		if (str_eq(rec->state_from, stages[i].from) && str_eq(rec->state, stages[i].to))
			return (stages[i].then(c, rec));
	return (OK);
}
