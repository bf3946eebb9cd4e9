/* SPDX-License-Identifier: ISC */
/*
 * What came of a launch (R21.1): five dimensions, each scored with text, by the technical department with business and
 * operations; approved by the group.  What should become better becomes a requirement or is declined with a reason.
 */
#include "kinds/evaluation.h"

#include "base/str.h"
#include "kinds/kinds.h"
#include "record/entry.h"

#define DIMENSION(name) \
	{ name "_score", FIELD_INT, EXPORTED, .min = 1, .max = 5, .article = "21" }, \
	{ name "_text", FIELD_TEXT, WIDE | EXPORTED, .max = 5000 }

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON | REQUIRED | IN_LIST | SEARCHED | WIDE, .max = 120 },
	{ "target_id", FIELD_RECORD, DERIVED | IN_LIST | FILTER, .ref = "launch", .article = "21" },
	{ "platform_id", FIELD_RECORD, ON_COMMON | DERIVED | IN_LIST | FILTER, .ref = "platform" },
	{ "due", FIELD_DATE, ON_COMMON | DERIVED | IN_LIST | SORT, .article = "21" },
	{ "participants", FIELD_ACCOUNTS, WIDE | EXPORTED | PARTY, .article = "21" },
	DIMENSION("fitness"),
	DIMENSION("stability"),
	DIMENSION("performance"),
	DIMENSION("experience"),
	DIMENSION("support"),
	{ "lessons", FIELD_TEXT, SEARCHED | WIDE | EXPORTED, .max = 5000, .article = "21" },
	{ NULL }
};

/* Its due date is the regulation's month, not a state's working days. */
static const struct state states[] = {
	{ "draft", "warn", .edit = "evaluation.manage @participants" },
	{ "group_approval", "warn", .edit = "evaluation.manage", .approval = APPROVE_GROUP, .approved = "done", .rejected = "draft" },
	{ "done", "ok", STATE_END },
	{ "dropped", "", STATE_END },
	{ NULL }
};

/* The facts: with_business, with_operations, fitness_judged, stability_judged, performance_judged, experience_judged, support_judged. */
static const struct move moves[] = {
	{ "submit", "draft", "group_approval", "evaluation.manage", MOVE_PRIMARY | MOVE_WAITS | MOVE_SUBMITS,
	    .needs = "with_business with_operations fitness_judged stability_judged performance_judged experience_judged support_judged", .article = "21" },
	/* The project was cancelled meanwhile. */
	{ "drop", "draft group_approval", "dropped", NULL, MOVE_ONLY_RULES },
	{ NULL }
};

/* ---- improvements */

static const char *const improvement_states[] = { "open", "turned", "declined", NULL };

static const struct field improvement[] = {
	{ "text", FIELD_TEXT, REQUIRED | IN_LIST | WIDE, .max = 5000, .article = "21" },
	{ "state", FIELD_CHOICE, DERIVED | IN_LIST, .choices = improvement_states },
	{ "requirement_id", FIELD_RECORD, DERIVED | IN_LIST, .ref = "requirement" },
	{ "reason", FIELD_TEXT, DERIVED | IN_LIST | WIDE, .max = 2000 },
	{ NULL }
};

static struct err *turn(struct ctx *c, struct record *rec, struct entry_row *row, const struct form *form);

/* Once the group has approved, not before (article 21(2)). */
static const struct act improvement_acts[] = {
	{ "turn", .states = "done", .from = "open", .to = "turned", .who = "evaluation.manage", .flags = MOVE_PRIMARY,
	    .after = turn },
	{ "decline", .states = "done", .from = "open", .to = "declined", .who = "evaluation.manage", .asks = "reason" },
	{ NULL }
};

static const struct entry entries[] = {
	{ "improvement", "evaluation_improvement", improvement, improvement_acts, "draft", "evaluation.manage @participants",
	    .flags = ENTRY_ALWAYS, .open = "open", .article = "21" },
	{ NULL }
};

/* The draft that whoever turned it completes and hands in; proposed by the project's department. */
static struct form *
requirement_of(struct ctx *c, const struct record *target, const struct entry_row *row)
{
	struct form *form = form_new(c, "requirement", requirement_kind.fields);
	const char *text = form_value(row->fields, "text");

	form_set(form, "title", record_title_from(c, text));
	form_set(form, "platform_id", record_value(target, "platform_id"));
	form_set(form, "department_id", str_or(target->department_id, ""));
	form_set(form, "need", "functional");
	form_set(form, "channel", "evaluation");
	form_set(form, "goal", text);
	return (form);
}

static struct err *
turn(struct ctx *c, struct record *rec, struct entry_row *row, const struct form *form)
{
	struct record *target, *requirement;
	struct rows *id;

	(void)form;
	record_ask_id(c, &id);
	TRY(record_load(c, form_stored(rec->fields, "target_id"), &target));
	TRY(record_create(c, &requirement_kind, rows_text(id, 0, "id"), requirement_of(c, target, row), &requirement));
	if (requirement == NULL)
		return (err_say(RAISE(ERR_CONFLICT, "improvement %s of %s makes no requirement", row->no, rec->number),
		    "evaluation.complaint.not_convertible"));
	entry_set(c, rec, row, (const char *const[]){ "requirement_id", requirement->id, NULL });
	db_ask(c->db, c, STMT_LINK_ADD, NULL, ARGS(c->site_id, requirement->id, rec->id, "origin", c->now, c->me->id_text));
	return (OK);
}

/* ---- made by the launch */

static const char *
due_of(struct ctx *c)
{
	char text[DATE_TEXT];
	int32_t today;

	if (!date_read(c->today, &today))
		return ("");
	date_text(date_add_months(today, 1), text);
	return (mem_str(c, text));
}

struct err *
evaluation_open(struct ctx *c, const struct record *launch)
{
	struct form *form = form_new(c, "evaluation", fields);
	struct record *evaluation;
	struct rows *id;

	form_set(form, "title", launch->title);
	form_set(form, "target_id", launch->number);
	form_set(form, "due", due_of(c));
	record_ask_id(c, &id);
	TRY(db_wait(c->db));
	TRY(record_create(c, &evaluation_kind, rows_text(id, 0, "id"), form, &evaluation));
	return (evaluation == NULL ? RAISE(ERR_INTERNAL, "the evaluation of %s is not right", launch->number) : OK);
}

static struct err *
created(struct ctx *c, struct record *rec)
{
	const char *target = form_stored(rec->fields, "target_id");

	db_ask(c->db, c, STMT_LINK_ADD, NULL, ARGS(c->site_id, rec->id, target, "about", c->now, c->me->id_text));
	db_ask(c->db, c, STMT_RECORD_PLATFORM_AS, NULL, ARGS(c->site_id, rec->id, target));
	return (OK);
}

static const struct place places[] = {
	{ "with_business", "edit#f-participants" },
	{ "with_operations", "edit#f-participants" },
	{ "fitness_judged", "edit#f-fitness_score" },
	{ "stability_judged", "edit#f-stability_score" },
	{ "performance_judged", "edit#f-performance_score" },
	{ "experience_judged", "edit#f-experience_score" },
	{ "support_judged", "edit#f-support_score" },
	{ NULL }
};

const struct kind evaluation_kind = {
	.name = "evaluation",
	.plural = "evaluations",
	.code = "EVL",
	.icon = "evaluation",
	.first = "draft",
	.fields = fields,
	.states = states,
	.moves = moves,
	.entries = entries,
	.places = places,
	.waits = WAITS(STMT_EVALUATION_WAITS),
	.facts = FACTS(STMT_EVALUATION_FACTS),
	.sort = "-number",
	.created = created,
};
