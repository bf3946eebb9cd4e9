/* SPDX-License-Identifier: ISC */
/*
 * Documents (R6.2, R28.1, R30.1): drafted, reviewed, approved, for all to read where they are meant
 * for all, archived.  Each save is a version; from the review on nothing of a version changes, and
 * what is archived cannot be changed by anybody: the triggers "archive" of the database refuse.  Emergency plans (R31.1) are documents that
 * say for what they are and which steps are taken, are approved as the site says, and are reviewed each year.
 */
#include "base/str.h"
#include "kinds/kinds.h"
#include "kinds/launch.h"
#include "kinds/ledgers.h"
#include "record/record.h"
#include "record/workflow.h"

#include <string.h>

static const char *const types[] = {
	"construction_plan", "requirement", "design", "development", "test", "test_report",
	"security_assessment", "hardening", "launch_plan", "iteration_plan", "maintenance_plan",
	"maintenance_manual", "emergency_plan", "user_manual", "training", "regulation", "standard",
	"other", NULL
};

const char *const emergency_scenarios[] = { "development_failure", "test_anomaly", "launch_failure", "operation_failure", NULL };
#define OF_PLAN .when = "type=emergency_plan", .article = "31"

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON | REQUIRED | IN_LIST | SEARCHED | WIDE, .max = 120 },
	{ "type", FIELD_CHOICE, REQUIRED | IN_LIST | FILTER, .choices = types, .article = "30" },
	{ "target_id", FIELD_RECORD, IN_LIST | FILTER, .ref = PROJECTS, .links = "about",
	    .article = "30" },
	{ "owner_id", FIELD_ACCOUNT, ON_COMMON | IN_LIST | FILTER },
	{ "scenarios", FIELD_CHOICES, WIDE | EXPORTED, .choices = emergency_scenarios, OF_PLAN },
	{ "platform_ids", FIELD_RECORDS, WIDE | EXPORTED, .ref = "platform", OF_PLAN },
	/* A step in each line: an incident is worked through with them. */
	{ "flow", FIELD_TEXT, SEARCHED | WIDE | MULTILINE | EXPORTED, .max = 10000, OF_PLAN },
	{ "duties", FIELD_TEXT, SEARCHED | WIDE | EXPORTED, .max = 5000, OF_PLAN },
	{ "measures", FIELD_TEXT, SEARCHED | WIDE | EXPORTED, .max = 5000, OF_PLAN },
	{ "recovery", FIELD_TEXT, SEARCHED | WIDE | EXPORTED, .max = 5000, OF_PLAN },
	{ "body", FIELD_TEXT, SEARCHED | WIDE | MULTILINE | MARKDOWN },
	{ "effective_on", FIELD_DATE, IN_LIST | SORT, .earliest = "today-365" },
	{ "supersedes_id", FIELD_RECORD, EXPORTED, .ref = "document", .links = "origin" },
	{ "approved_version", FIELD_INT, DERIVED | EXPORTED },
	{ "approved_on", FIELD_DATE, DERIVED | EXPORTED },
	{ "review_note", FIELD_TEXT, DERIVED | WIDE | EXPORTED, .max = 2000, .article = "31" },
	{ "reviewed_by", FIELD_ACCOUNT, DERIVED | EXPORTED },
	{ "review_on", FIELD_DATE, DERIVED | EXPORTED, .article = "31" },
	{ NULL }
};

static const struct state states[] = {
	{ "draft", "", .edit = { { .is = "@author @owner" } } },
	{ "in_review", "", STATE_SEALED, .due = DUE(RULE_REVIEW_DAYS) },
	{ "group_approval", "", STATE_SEALED, .approval = APPROVE_GROUP, .approved = "approved",
	    .rejected = "draft", .due = DUE(RULE_DECIDE_DAYS) },
	{ "approved", "ok", STATE_SEALED, .sets_on = "approved_on" },
	{ "published", "ok", STATE_SEALED | STATE_READ },
	{ "archived", "", STATE_SEALED | STATE_END },
	{ "superseded", "", STATE_SEALED | STATE_END },
	{ "discarded", "", STATE_SEALED | STATE_END },
	{ NULL }
};

/*
 * The facts: has_content, supersedes_fits, is_dated, plan_complete, never_approved, is_for_group, not_for_group, approver_fits, unread;
 * plan_reviewers lists who reviews a plan each year: nobody reviews other documents so.
 */
static const struct move moves[] = {
	{ "submit", "draft", "in_review", { { .is = "@author @owner" } }, MOVE_PRIMARY | MOVE_SUBMITS,
	    .needs = "has_content supersedes_fits is_dated plan_complete", .article = "30" },
	/* A draft that revises what was approved stands for it, and stays. */
	{ "discard", "draft", "discarded", { { .is = "@author" } }, MOVE_DANGER, .needs = "never_approved" },
	{ "approve", "in_review", "approved", { { PERMIT_DOCUMENT_APPROVE } },
	    MOVE_PRIMARY | MOVE_WAITS | MOVE_DECIDES, .needs = "not_for_group approver_fits",
	    .article = "30" },
	/* The regulation itself is the group's to approve (article 6), and emergency plans where the site says so. */
	{ "to_group", "in_review", "group_approval", { { PERMIT_DOCUMENT_APPROVE } },
	    MOVE_PRIMARY | MOVE_WAITS | MOVE_DECIDES, .needs = "is_for_group",
	    .article = "6" },
	{ "return", "in_review", "draft", { { PERMIT_DOCUMENT_APPROVE } }, MOVE_DECIDES | MOVE_REASON },
	{ "take_back", "in_review", "draft", { { .is = "@submitter" } } },
	{ "publish", "approved", "published", { { PERMIT_DOCUMENT_MANAGE } }, MOVE_PRIMARY, .article = "6" },
	{ "read", "published", NULL, { { PERMIT_RECORD_VIEW } }, MOVE_PRIMARY | MOVE_BULK, .needs = "unread" },
	{ "review", "approved published", NULL, { { .is = "#plan_reviewers" } }, MOVE_DECIDES, .asks = "review_note", .sets_by = "reviewed_by", .article = "31" },
	{ "archive", "approved published", "archived", { { PERMIT_DOCUMENT_MANAGE } }, MOVE_PRIMARY,
	    .article = "30" },
	{ "revise", "approved published", "draft", { { .is = "@author @owner" }, { PERMIT_DOCUMENT_MANAGE } }, MOVE_REASON,
	    .article = "30" },
	{ "supersede", "archived", "superseded", NOBODY, MOVE_ONLY_RULES, .article = "30" },
	{ NULL }
};

static const struct effect effects[] = {
	/* Which version it is that holds: later ones are drafts until they are approved in their turn. */
	{ "*>approved", .sets = "approved_version=@version" },
	{ "*>approved move:review", "@type=emergency_plan", .sets = "review_on=:in_a_year" },
	{ "*>published", .runs = STMT_READING_HAND_OUT, .with = TOLD },
	{ "move:read", .runs = STMT_READING_ADD, .with = ":me :now" },
	/* The one whose place it takes, if that lies in the archive already. */
	{ "*>approved *>archived", .field = "supersedes_id", .in = "archived", .move = "supersede", .reason = "@number" },
	/* Opinions on a project are about its plan document too. */
	{ "*>approved approved>* published>*", "type=construction_plan", .field = "target_id", .in = PLANNED, .disturbs = true },
	{ NULL }
};

/* Put into the archive when another has taken its place before. */
static struct err *
give_way(struct ctx *c, struct record *rec)
{
	struct rows *successor;

	if (!str_eq(rec->state, "archived"))
		return (OK);
	TRY(db_run(c->db, c, STMT_DOCUMENT_SUCCESSOR, &successor, ARGS(c->site_id, rec->id)));
	if (rows_count(successor) == 0)
		return (OK);
	return (workflow_follow(c, rec, "supersede", rows_text(successor, 0, "number")));
}

/* A plan that nobody has looked at for a year is shown to be late. */
static const char *
warn_late(struct ctx *c, const struct record *rec, const char *args[2])
{
	args[0] = record_value(rec, "review_on");
	return (str_has_word("approved published", rec->state) && !str_empty(args[0]) && strcmp(args[0], c->today) < 0 ? "document.warn.review" : NULL);
}

static const struct offer offers[] = {
	{ "drill", "approved published", "drill", "plan_id" },
	{ "announce", "published", "notice", "source_id" },
	{ "training", "published", "training", "target_id" },
	{ NULL }
};

static const struct evidence evidence[] = {
	{ "28", EVIDENCE_MADE },
	{ "30", EVIDENCE_MADE },
	{ "30", EVIDENCE_ENDED, "archived superseded" },
	{ "30", EVIDENCE_LATE },
	{ NULL }
};

const struct kind document_kind = {
	.name = "document",
	.plural = "documents",
	.code = "DOC",
	.icon = "document",
	.group = GROUP_PAPERS,
	.key = "o",
	.flags = KIND_FILED,
	.first = "draft",
	.create = PERMIT_DOCUMENT_WRITE,
	.fields = fields,
	.states = states,
	.moves = moves,
	.effects = effects,
	.reports = learning_reports,
	.offers = offers,
	.evidence = evidence,
	.facts = STMT_DOCUMENT_FACTS,
	.ledger = &document_ledger,
	.sort = "-number",
	.warns = warn_late,
	.entered = give_way,
};
