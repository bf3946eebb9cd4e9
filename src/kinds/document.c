/* SPDX-License-Identifier: ISC */
/*
 * Documents (R6.2, R28.1, R30.1): drafted, reviewed, approved, for all to read where they are meant
 * for all, archived.  Each save is a version; from the review on nothing of a version changes, and
 * what is archived cannot be changed by anybody: the triggers "archive" of the database refuse.
 */
#include "base/str.h"
#include "kinds/follow.h"
#include "kinds/kinds.h"
#include "kinds/launch.h"
#include "kinds/ledgers.h"
#include "kinds/reading.h"
#include "record/record.h"
#include "record/workflow.h"

static const char *const types[] = {
	"construction_plan", "requirement", "design", "development", "test", "test_report",
	"security_assessment", "hardening", "launch_plan", "iteration_plan", "maintenance_plan",
	"maintenance_manual", "emergency_plan", "user_manual", "training", "regulation", "standard",
	"other", NULL
};

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON | REQUIRED | IN_LIST | SEARCHED | WIDE, .max = 120 },
	{ "type", FIELD_CHOICE, REQUIRED | IN_LIST | FILTER, .choices = types, .article = "30" },
	{ "target_id", FIELD_RECORD, IN_LIST | FILTER, .ref = PROJECTS, .article = "30" },
	{ "owner_id", FIELD_ACCOUNT, ON_COMMON | IN_LIST | FILTER },
	{ "body", FIELD_TEXT, SEARCHED | WIDE | MULTILINE | MARKDOWN },
	{ "effective_on", FIELD_DATE, IN_LIST | SORT, .earliest = "today-365" },
	{ "supersedes_id", FIELD_RECORD, EXPORTED, .ref = "document" },
	{ "approved_version", FIELD_INT, DERIVED | EXPORTED },
	{ "approved_on", FIELD_DATE, DERIVED | EXPORTED },
	{ NULL }
};

static const struct state states[] = {
	{ "draft", "", .edit = "@author @owner" },
	{ "in_review", "info", STATE_SEALED, .due = DUE(RULE_REVIEW_DAYS) },
	{ "group_approval", "warn", STATE_SEALED, .approval = APPROVE_GROUP, .approved = "approved",
	    .rejected = "draft", .due = DUE(RULE_DECIDE_DAYS) },
	{ "approved", "ok", STATE_SEALED },
	{ "published", "ok", STATE_SEALED | STATE_READ },
	{ "archived", "", STATE_SEALED | STATE_END },
	{ "superseded", "", STATE_SEALED | STATE_END },
	{ "discarded", "", STATE_SEALED | STATE_END },
	{ NULL }
};

/* The facts: has_content, supersedes_fits, is_dated, never_approved, is_regulation, not_regulation, unread. */
static const struct move moves[] = {
	{ "submit", "draft", "in_review", "@author @owner", MOVE_PRIMARY | MOVE_SUBMITS,
	    .needs = "has_content supersedes_fits is_dated", .article = "30" },
	/* A draft that revises what was approved stands for it, and stays. */
	{ "discard", "draft", "discarded", "@author", MOVE_DANGER, .needs = "never_approved" },
	{ "approve", "in_review", "approved", "document.approve",
	    MOVE_PRIMARY | MOVE_WAITS | MOVE_DECIDES, .needs = "not_regulation",
	    .article = "30" },
	/* The regulation itself is the group's to approve (article 6). */
	{ "to_group", "in_review", "group_approval", "document.approve",
	    MOVE_PRIMARY | MOVE_WAITS | MOVE_DECIDES, .needs = "is_regulation",
	    .article = "6" },
	{ "return", "in_review", "draft", "document.approve", MOVE_DECIDES | MOVE_REASON },
	{ "take_back", "in_review", "draft", "@submitter" },
	{ "publish", "approved", "published", "document.manage", MOVE_PRIMARY, .article = "6" },
	{ "read", "published", NULL, "record.view", MOVE_PRIMARY, .needs = "unread",
	    .after = reading_confirm },
	{ "archive", "approved published", "archived", "document.manage", MOVE_PRIMARY,
	    .article = "30" },
	{ "revise", "approved published", "draft", "@author @owner document.manage", MOVE_REASON,
	    .article = "30" },
	{ "supersede", "archived", "superseded", NULL, MOVE_ONLY_RULES, .article = "30" },
	{ NULL }
};

static struct err *
saved(struct ctx *c, struct record *rec)
{
	follow_field(c, rec, "target_id", "about");
	follow_field(c, rec, "supersedes_id", "origin");
	return (OK);
}

/* Which version it is that holds: later ones are drafts until they are approved in their turn. */
static void
note_version(struct ctx *c, struct record *rec)
{
	record_set(c, rec,
	    (const char *const[]){ "approved_version",
		mem_fmt(c, "%lld", (long long)rec->version), "approved_on", c->today, NULL });
}

/* The one whose place it takes, if that lies in the archive already. */
static struct err *
supersede(struct ctx *c, const struct record *rec)
{
	const char *id = form_stored(rec->fields, "supersedes_id");
	struct record *old;

	if (id == NULL)
		return (OK);
	TRY(record_load(c, id, &old));
	return (str_eq(old->state, "archived") ? workflow_follow(c, old, "supersede", rec->number)
					       : OK);
}

/* Put into the archive when another has taken its place before. */
static struct err *
give_way(struct ctx *c, struct record *rec)
{
	struct rows *successor;

	TRY(db_run(c->db, c, STMT_DOCUMENT_SUCCESSOR, &successor, ARGS(c->site_id, rec->id)));
	if (rows_count(successor) == 0)
		return (OK);
	return (workflow_follow(c, rec, "supersede", rows_text(successor, 0, "number")));
}

/* Opinions on a project are about its plan document too. */
static struct err *
tell_project(struct ctx *c, const struct record *rec)
{
	if (!str_eq(record_value(rec, "type"), "construction_plan"))
		return (OK);
	return (launch_plan_changed(c, form_stored(rec->fields, "target_id")));
}

static struct err *
entered(struct ctx *c, struct record *rec)
{
	if (str_eq(rec->state, "approved"))
		note_version(c, rec);
	if (str_eq(rec->state, "published"))
		reading_hand_out(c, rec);
	if (str_has_word("approved archived", rec->state))
		TRY(supersede(c, rec));
	if (str_eq(rec->state, "approved") || str_has_word("approved published", str_or(rec->state_from, "-")))
		TRY(tell_project(c, rec));
	return (str_eq(rec->state, "archived") ? give_way(c, rec) : OK);
}

static const struct offer offers[] = {
	{ "announce", "published", "notice", "source_id" },
	{ NULL }
};

const struct kind document_kind = {
	.name = "document",
	.plural = "documents",
	.code = "DOC",
	.icon = "document",
	.first = "draft",
	.create = "document.write",
	.fields = fields,
	.states = states,
	.moves = moves,
	.offers = offers,
	.facts = FACTS(STMT_DOCUMENT_FACTS),
	.ledger = &document_ledger,
	.sort = "-number",
	.saved = saved,
	.entered = entered,
};
