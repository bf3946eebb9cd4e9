/* SPDX-License-Identifier: ISC */
/*
 * What came of a launch (R21.1): five dimensions, each scored with text, by the technical department with business and
 * operations; approved by the group.  Of an iteration those of its class alone (R27.1), which the group need not approve.  What should become
 * better becomes a requirement or is declined with a reason.
 */
#include "kinds/kinds.h"
#include "kinds/trace.h"

#define DIMENSION(name) \
	{ name "_score", FIELD_INT, EXPORTED, .min = 1, .max = 5, .article = "21" }, \
	{ name "_text", FIELD_TEXT, WIDE | EXPORTED, .max = 5000 }

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON | REQUIRED | IN_LIST | SEARCHED | WIDE, .max = 120 },
	{ "target_id", FIELD_RECORD, DERIVED | IN_LIST | FILTER, .ref = "launch iteration", .links = "about", .article = "21" },
	{ "platform_id", FIELD_RECORD, ON_COMMON | DERIVED | IN_LIST | FILTER, .ref = "platform" },
	{ "due", FIELD_DATE, ON_COMMON | DERIVED | IN_LIST | SORT, .article = "21" },
	{ "participants", FIELD_ACCOUNTS, WIDE | EXPORTED | PARTY, .article = "21" },
	DIMENSION("fitness"),
	DIMENSION("stability"),
	DIMENSION("performance"),
	DIMENSION("experience"),
	DIMENSION("support"),
	DIMENSION("effect"),
	{ "lessons", FIELD_TEXT, SEARCHED | WIDE | EXPORTED, .max = 5000, .article = "21" },
	{ NULL }
};

#define NOT_OF_LAUNCHES    "effect_score effect_text"
#define NOT_OF_EMERGENCIES "fitness_score fitness_text performance_score performance_text experience_score experience_text support_score support_text"
#define NOT_OF_ROUTINE     "stability_score stability_text performance_score performance_text effect_score effect_text"

/* Its due date is the regulation's month, not a state's working days. */
static const struct state states[] = {
	{ "draft", "", .edit = { { PERMIT_EVALUATION_MANAGE, "@participants" } }, .kept = NOT_OF_LAUNCHES },
	{ "emergency", "", .edit = { { PERMIT_EVALUATION_MANAGE, "@participants" } }, .kept = NOT_OF_EMERGENCIES },
	{ "routine", "", .edit = { { PERMIT_EVALUATION_MANAGE, "@participants" } }, .kept = NOT_OF_ROUTINE },
	{ "group_approval", "", .edit = { { PERMIT_EVALUATION_MANAGE } }, .approval = APPROVE_GROUP, .approved = "done", .rejected = "draft", .kept = NOT_OF_LAUNCHES },
	{ "done", "ok", STATE_END },
	{ "dropped", "", STATE_END },
	{ NULL }
};

/* The facts: with_business, with_operations, fitness_judged, stability_judged, performance_judged, experience_judged, support_judged, effect_judged. */
static const struct move moves[] = {
	{ "submit", "draft", "group_approval", { { PERMIT_EVALUATION_MANAGE } }, MOVE_PRIMARY | MOVE_WAITS | MOVE_SUBMITS,
	    .needs = "with_business with_operations fitness_judged stability_judged performance_judged experience_judged support_judged", .article = "21" },
	/* Of an iteration: by its class (R27.1). */
	{ "judge_emergency", "draft", "emergency", NOBODY, MOVE_ONLY_RULES },
	{ "judge_routine", "draft", "routine", NOBODY, MOVE_ONLY_RULES },
	{ "finish_emergency", "emergency", "done", { { PERMIT_EVALUATION_MANAGE } }, MOVE_PRIMARY | MOVE_WAITS,
	    .needs = "with_business with_operations effect_judged stability_judged", .article = "27" },
	{ "finish_routine", "routine", "done", { { PERMIT_EVALUATION_MANAGE } }, MOVE_PRIMARY | MOVE_WAITS,
	    .needs = "with_business with_operations fitness_judged support_judged experience_judged", .article = "27" },
	/* The project was cancelled meanwhile. */
	{ "drop", "draft group_approval", "dropped", NOBODY, MOVE_ONLY_RULES },
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

/* Once it is done, not before: of a launch by the approval of the group (article 21(2)). */
static const struct act improvement_acts[] = {
	{ "turn", .states = "done", .from = "open", .to = "turned", .who = { { PERMIT_EVALUATION_MANAGE } }, .flags = MOVE_PRIMARY },
	{ "decline", .states = "done", .from = "open", .to = "declined", .who = { { PERMIT_EVALUATION_MANAGE } }, .asks = "reason" },
	{ NULL }
};

static const struct entry entries[] = {
	{ "improvement", "evaluation_improvement", improvement, improvement_acts, "draft emergency routine", { { PERMIT_EVALUATION_MANAGE, "@participants" } },
	    .flags = ENTRY_ALWAYS, .open = "open", .article = "21" },
	{ NULL }
};

/* ---- what follows */

static const struct effect effects[] = {
	{ "made", .runs = STMT_RECORD_PLATFORM_AS, .with = "@target_id" },
	/* The draft that whoever turned it completes and hands in; proposed by the project's department. */
	{ "act:improvement.turn", .makes = "requirement", .into = "entry.requirement_id", .link = "origin",
	    .refused = "evaluation.complaint.not_convertible",
	    .sets = "platform_id=@platform_id department_id=#target_department need=functional channel=evaluation goal=$text" },
	{ NULL }
};

static const struct place places[] = {
	{ "with_business", "edit#f-participants" },
	{ "with_operations", "edit#f-participants" },
	{ "fitness_judged", "edit#f-fitness_score" },
	{ "stability_judged", "edit#f-stability_score" },
	{ "performance_judged", "edit#f-performance_score" },
	{ "experience_judged", "edit#f-experience_score" },
	{ "support_judged", "edit#f-support_score" },
	{ "effect_judged", "edit#f-effect_score" },
	{ NULL }
};

static const struct evidence evidence[] = {
	{ "9", EVIDENCE_ENDED, "done" },
	{ "10", EVIDENCE_ENDED, "done" },
	{ "21", EVIDENCE_MADE },
	{ "21", EVIDENCE_ENDED, "done" },
	{ "21", EVIDENCE_FAILED, "dropped" },
	{ "21", EVIDENCE_LATE },
	{ "27", EVIDENCE_MADE },
	{ "27", EVIDENCE_ENDED, "done" },
	{ "27", EVIDENCE_LATE },
	{ NULL }
};

const struct kind evaluation_kind = {
	.name = "evaluation",
	.plural = "evaluations",
	.code = "EVL",
	.icon = "evaluation",
	.group = GROUP_PROJECTS,
	.first = "draft",
	.fields = fields,
	.states = states,
	.moves = moves,
	.entries = entries,
	.effects = effects,
	.places = places,
	.reports = evaluation_reports,
	.evidence = evidence,
	.waits = STMT_EVALUATION_WAITS,
	.facts = STMT_EVALUATION_FACTS,
	.sort = "-number",
};
