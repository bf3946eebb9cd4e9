/* SPDX-License-Identifier: ISC */
/*
 * A request to change what was decided (R17.3, R24.3): reviewed, approved, and only then in force.  What it names is unlocked then,
 * point by point, and it closes when each point was edited, or somebody said why it needed no edit.
 */
#include "base/str.h"
#include "kinds/kinds.h"
#include "kinds/ledgers.h"
#include "record/entry.h"
#include "record/record.h"

#include <string.h>

/*
 * Entries that can be named by number, and "new" for more of them: which of the fields below names which sort.
 * TO ADD ONE: a row, its field and column, its name among the points, and a line in app.change_names.
 */
static const struct {
	const char *field, *sort;
} named[] = {
	{ "tasks", "task" },
	{ "lines", "line" },
};

/* What can be unlocked: entries, and then the fields of all targets; check_fields knows which belongs to which. */
static const char *const points[] = {
	"task", "line", "title", "platform_id", "need", "channel", "department_id", "liaison_id", "scenario",
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
	{ "fields", FIELD_CHOICES, WIDE | EXPORTED, .choices = points + ARRAY_LEN(named) },
	{ "tasks", FIELD_LINE, EXPORTED, .max = 100, .article = "17" },
	{ "lines", FIELD_LINE, EXPORTED, .max = 100, .article = "5" },
	{ "budget_id", FIELD_RECORD, EXPORTED, .ref = "budget", .in = "allocated", .article = "5" },
	{ "effect_schedule", FIELD_TEXT, EXPORTED, .max = 2000 },
	{ "effect_cost", FIELD_TEXT, EXPORTED, .max = 2000 },
	{ "effect_risk", FIELD_TEXT, EXPORTED, .max = 2000 },
	{ "review_opinion", FIELD_TEXT, DERIVED | WIDE | EXPORTED, .max = 2000, .article = "17" },
	{ "plan_updated", FIELD_TEXT, DERIVED | WIDE | EXPORTED, .max = 2000, .article = "17" },
	{ "document_ids", FIELD_RECORDS, DERIVED | WIDE | EXPORTED, .ref = "document", .article = "17" },
	{ "document_versions", FIELD_TEXT, DERIVED | WIDE | EXPORTED, .max = 2000 },
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
static void check_documents(struct ctx *c, struct record *rec, struct form *form);
static struct err *keep_versions(struct ctx *c, struct record *rec, const struct form *form);

/*
 * The facts: target_is_open, proposer_owns_target, proposer_is_of_department, names_what_changes, entries_exist, points_settled;
 * fresh_documents for a check.
 */
static const struct move moves[] = {
	{ "submit", "draft", "tech_review", "@author", MOVE_PRIMARY | MOVE_SUBMITS,
	    .needs = "target_is_open proposer_owns_target proposer_is_of_department names_what_changes "
	    "entries_exist effect_schedule effect_cost effect_risk",
	    .article = "17" },
	{ "discard", "draft", "discarded", "@author", MOVE_DANGER },
	{ "endorse", "tech_review", "group_approval", "change.review",
	    MOVE_PRIMARY | MOVE_WAITS | MOVE_DECIDES, .asks = "review_opinion",
	    .needs = "target_is_open", .article = "17" },
	{ "return", "tech_review", "draft", "change.review", MOVE_DECIDES | MOVE_REASON,
	    .article = "17" },
	{ "reject", "tech_review", "rejected", "change.review",
	    MOVE_DANGER | MOVE_DECIDES | MOVE_REASON, .article = "17" },
	{ "take_back", "tech_review", "draft", "@submitter" },
	{ "confirm", "in_force", "closed", "change.confirm",
	    MOVE_PRIMARY | MOVE_WAITS | MOVE_DECIDES, .asks = "plan_updated document_ids? documents_updated?",
	    .needs = "points_settled", .article = "17", .check = check_documents, .after = keep_versions },
	{ NULL }
};

static const struct place places[] = {
	{ "names_what_changes", "edit#f-fields" },
	{ "entries_exist", "edit#f-tasks" },
	{ "points_settled", "#point" },
	{ NULL }
};

/* ---- what it names, one by one */

static const char *const point_states[] = { "open", "updated", "not_needed", NULL };

/* Made when it comes into force, and settled by whoever edits what they name (record_under). */
static const struct field point_fields[] = {
	{ "target_id", FIELD_RECORD, DERIVED | IN_LIST },
	{ "what", FIELD_CHOICE, DERIVED | IN_LIST, .choices = points },
	{ "which", FIELD_LINE, DERIVED | IN_LIST },
	{ "state", FIELD_CHOICE, DERIVED | IN_LIST, .choices = point_states },
	{ "done_by", FIELD_ACCOUNT, DERIVED | IN_LIST },
	{ "done_on", FIELD_DATE, DERIVED | IN_LIST },
	{ "reason", FIELD_TEXT, DERIVED | IN_LIST | WIDE, .max = 2000 },
	{ NULL }
};

static const struct act point_acts[] = {
	{ "excuse", .from = "open", .to = "not_needed", .who = "change.confirm @author", .asks = "reason", .sets_by = "done_by",
	    .sets_on = "done_on" },
	{ NULL }
};

static const struct entry entries[] = {
	{ "point", "change_point", point_fields, point_acts, "in_force", .flags = ENTRY_ALWAYS | ENTRY_FINAL, .open = "open", .article = "17" },
	{ NULL }
};

static struct err *
entered(struct ctx *c, struct record *rec)
{
	if (str_eq(rec->state, "in_force"))
		db_ask(c->db, c, STMT_CHANGE_POINTS, NULL, ARGS(c->site_id, rec->id, c->now, c->me->id_text));
	return (OK);
}

/* ---- the documents that were updated under it */

/* The version that a document of the target got since the change is in force, from "DOC-2026-0001=3 …"; NULL: none. */
static const char *
fresh_version(struct ctx *c, const struct record *rec, const char *number)
{
	const char *list = rows_count(rec->facts) == 0 ? "" : rows_str(rec->facts, 0, "fresh_documents");
	size_t n = strlen(number);
	char word[64];

	while (word_next(&list, word))
		if (strncasecmp(word, number, n) == 0 && word[n] == '=')
			return (mem_str(c, word + n + 1));
	return (NULL);
}

static void
check_documents(struct ctx *c, struct record *rec, struct form *form)
{
	char **number = str_split(c, mem_str(c, form_value(form, "document_ids")), ',');

	for (size_t i = 0; number[i] != NULL; i++)
		if (fresh_version(c, rec, str_trim(number[i])) == NULL)
			form_complain(form, "document_ids", "change.complaint.not_fresh", str_trim(number[i]));
	if (number[0] == NULL && str_empty(form_value(form, "documents_updated")))
		form_complain(form, "documents_updated", "change.complaint.no_documents", NULL);
}

static struct err *
keep_versions(struct ctx *c, struct record *rec, const struct form *form)
{
	char **number = str_split(c, mem_str(c, form_value(form, "document_ids")), ',');
	struct buf *b = buf_new(c);

	for (size_t i = 0; number[i] != NULL; i++)
		buf_fmt(b, "%s%s V%s", i == 0 ? "" : ", ", str_trim(number[i]), fresh_version(c, rec, str_trim(number[i])));
	record_set(c, rec, (const char *const[]){ "document_versions", b->data, NULL });
	return (OK);
}

/* ---- the request */

/* Is it a field of this kind that people type? */
static bool
is_unlockable(const struct kind *kind, const char *name)
{
	const struct field *f = field_find(kind->fields, name);

	return (f != NULL && !(f->flags & DERIVED));
}

/* "3, 5, new": entries of the target, or lines of its budget. */
static void
check_entries(struct ctx *c, const struct kind *target, struct form *form, const char *field, const char *sort)
{
	char **no = str_split(c, mem_str(c, form_value(form, field)), ',');
	int64_t n;

	for (size_t i = 0; no[i] != NULL; i++)
		if (!str_eq(str_trim(no[i]), "new") && !str_to_int(str_trim(no[i]), 1, INT32_MAX, &n))
			form_complain(form, field, "change.complaint.entries", NULL);
	if (no[0] != NULL && target != NULL && kind_entry(target, sort) == NULL &&
	    !(str_eq(field, "lines") && !str_empty(form_value(form, "budget_id"))))
		form_complain(form, field, mem_fmt(c, "change.complaint.no_%s", field), NULL);
}

/* The names offered are those of all targets; a change unlocks only what its own target has. */
static void
check_fields(struct ctx *c, struct record *rec, struct form *form)
{
	const struct kind *target = kind_of_number(form_value(form, "target_id"));
	char **names = str_split(c, mem_str(c, form_value(form, "fields")), ',');

	(void)rec;
	for (size_t i = 0; i < ARRAY_LEN(named); i++)
		check_entries(c, target, form, named[i].field, named[i].sort);
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

static const struct offer offers[] = {
	{ "announce", "in_force closed", "notice", "source_id" },
	{ NULL }
};

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
	.entries = entries,
	.places = places,
	.offers = offers,
	.facts = FACTS(STMT_CHANGE_FACTS),
	.ledger = &change_ledger,
	.sort = "-number",
	.check = check_fields,
	.created = created,
	.entered = entered,
};
