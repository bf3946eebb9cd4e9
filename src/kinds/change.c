/* SPDX-License-Identifier: ISC */
/*
 * A request to change what was decided (R17.3, R24.3): reviewed, approved, and only then in force.
 */
#include "base/str.h"
#include "kinds/kinds.h"
#include "record/record.h"

/*
 * What can be unlocked of a requirement, a platform or a launch; check_fields knows which belongs to which.
 */
static const char *const unlockable[] = {
	"title", "platform_id", "need", "channel", "department_id", "liaison_id", "scenario",
	"goal", "acceptance", "wanted_by", "category", "owner_id", "current_version",
	"description", "peak_from", "peak_to", "low_from", "low_to", "version_planned", "requirement_ids",
	"plan_architecture", "plan_modules", "plan_schedule", "plan_resources", "plan_budget", "plan_risks",
	"progress_days", NULL
};

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON | REQUIRED | IN_LIST | SEARCHED | WIDE, .max = 120 },
	{ "target_id", FIELD_RECORD, REQUIRED | IN_LIST | FILTER, .ref = "requirement platform budget launch",
	    .article = "17" },
	{ "department_id", FIELD_DEPARTMENT, ON_COMMON | REQUIRED | IN_LIST | FILTER,
	    .article = "17" },
	{ "what", FIELD_TEXT, REQUIRED | SEARCHED | WIDE | EXPORTED },
	{ "why", FIELD_TEXT, REQUIRED | SEARCHED | WIDE | EXPORTED },
	{ "fields", FIELD_CHOICES, WIDE | EXPORTED, .choices = unlockable },
	{ "tasks", FIELD_LINE, WIDE | EXPORTED, .max = 100, .article = "17" },
	{ "effect_schedule", FIELD_TEXT, EXPORTED, .max = 2000 },
	{ "effect_cost", FIELD_TEXT, EXPORTED, .max = 2000 },
	{ "effect_risk", FIELD_TEXT, EXPORTED, .max = 2000 },
	{ "review_opinion", FIELD_TEXT, DERIVED | WIDE | EXPORTED, .max = 2000, .article = "17" },
	{ "plan_updated", FIELD_TEXT, DERIVED | WIDE | EXPORTED, .max = 2000, .article = "17" },
	{ "documents_updated", FIELD_TEXT, DERIVED | WIDE | EXPORTED, .max = 2000,
	    .article = "17" },
	{ NULL }
};

static const struct state states[] = {
	{ "draft", "", .edit = "@author" },
	{ "tech_review", "info", .due = DUE(RULE_REVIEW_DAYS) },
	{ "group_approval", "warn", .edit = "@author", .approval = APPROVE_GROUP,
	    .approved = "in_force", .rejected = "draft", .due = DUE(RULE_DECIDE_DAYS) },
	{ "in_force", "ok" },
	{ "closed", "ok", STATE_END },
	{ "rejected", "bad", STATE_END },
	{ "discarded", "", STATE_END },
	{ NULL }
};

static void check_fields(struct ctx *c, struct record *rec, struct form *form);

/* The facts: target_is_open, proposer_owns_target, proposer_is_of_department, names_what_changes. */
static const struct move moves[] = {
	{ "submit", "draft", "tech_review", "@author", MOVE_PRIMARY | MOVE_SUBMITS,
	    .needs = "target_is_open proposer_owns_target proposer_is_of_department names_what_changes "
	    "effect_schedule effect_cost effect_risk",
	    .article = "17" },
	{ "discard", "draft", "discarded", "@author", MOVE_DANGER },
	{ "endorse", "tech_review", "group_approval", "change.review",
	    MOVE_PRIMARY | MOVE_WAITS | MOVE_NOT_SELF, .asks = "review_opinion",
	    .needs = "target_is_open", .article = "17" },
	{ "return", "tech_review", "draft", "change.review", MOVE_NOT_SELF | MOVE_REASON,
	    .article = "17" },
	{ "reject", "tech_review", "rejected", "change.review",
	    MOVE_DANGER | MOVE_NOT_SELF | MOVE_REASON, .article = "17" },
	{ "take_back", "tech_review", "draft", "@submitter" },
	{ "confirm", "in_force", "closed", "change.confirm",
	    MOVE_PRIMARY | MOVE_WAITS | MOVE_NOT_SELF, .asks = "plan_updated documents_updated",
	    .article = "17" },
	{ NULL }
};

/* Is it a field of this kind that people type? */
static bool
is_unlockable(const struct kind *kind, const char *name)
{
	const struct field *f = field_find(kind->fields, name);

	return (f != NULL && !(f->flags & DERIVED));
}

/* "3, 5, new": tasks of the development plan, by number, and new ones; only a launch has such. */
static void
check_tasks(struct ctx *c, const struct kind *target, struct form *form)
{
	char **tasks = str_split(c, mem_str(c, form_value(form, "tasks")), ',');
	int64_t n;

	for (size_t i = 0; tasks[i] != NULL; i++) {
		const char *task = str_trim(tasks[i]);

		if (!str_eq(task, "new") && !str_to_int(task, 1, INT32_MAX, &n))
			form_complain(form, "tasks", "change.complaint.tasks", NULL);
	}
	if (tasks[0] != NULL && target != NULL && kind_entry(target, "task") == NULL)
		form_complain(form, "tasks", "change.complaint.no_tasks", NULL);
}

/* The names offered are those of all targets; a change unlocks only what its own target has. */
static void
check_fields(struct ctx *c, struct record *rec, struct form *form)
{
	const struct kind *target = kind_of_number(form_value(form, "target_id"));
	char **names = str_split(c, mem_str(c, form_value(form, "fields")), ',');

	(void)rec;
	check_tasks(c, target, form);
	for (size_t i = 0; target != NULL && names[i] != NULL; i++)
		if (!is_unlockable(target, names[i]))
			form_complain(form, "fields", "change.complaint.not_of_target", NULL);
}

/* Shown at both ends. */
static struct err *
created(struct ctx *c, struct record *rec)
{
	db_ask(c->db, c, STMT_LINK_ADD, NULL,
	    ARGS(c->site_id, rec->id, form_stored(rec->fields, "target_id"), "about", c->now,
		c->me->id_text));
	return (OK);
}

const struct kind change_kind = {
	.name = "change",
	.plural = "changes",
	.code = "CHG",
	.icon = "change",
	.first = "draft",
	.create = "change.submit",
	.fields = fields,
	.states = states,
	.moves = moves,
	.facts = FACTS(STMT_CHANGE_FACTS),
	.sort = "-number",
	.check = check_fields,
	.created = created,
};
