/* SPDX-License-Identifier: ISC */
/*
 * A request to change what was decided (R17.3, R24.3).  It states old and new values of its target, field by field and line by line
 * (record/proposal.h): these are reviewed, approved, and written when it is in force, and nothing else is.  What no field can say
 * is in documents: it names those, and closes when each has a new version.  With its target it ends.
 */
#include "base/str.h"
#include "kinds/kinds.h"
#include "kinds/ledgers.h"
#include "record/proposal.h"
#include "record/workflow.h"

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON | REQUIRED | IN_LIST | SEARCHED | WIDE, .max = 120 },
	{ "target_id", FIELD_RECORD, REQUIRED | IN_LIST | FILTER, .ref = "requirement platform budget launch iteration development_plan quarter_plan",
	    .links = "about", .article = "17" },
	{ "department_id", FIELD_DEPARTMENT, ON_COMMON | REQUIRED | IN_LIST | FILTER,
	    .article = "17" },
	{ "what", FIELD_TEXT, REQUIRED | SEARCHED | WIDE | EXPORTED },
	{ "why", FIELD_TEXT, REQUIRED | SEARCHED | WIDE | EXPORTED },
	{ "budget_id", FIELD_RECORD, EXPORTED, .ref = "budget", .in = "allocated", .article = "5" },
	{ "document_ids", FIELD_RECORDS, WIDE | EXPORTED, .ref = "document", .article = "17" },
	{ "effect_schedule", FIELD_TEXT, EXPORTED, .max = 2000 },
	{ "effect_cost", FIELD_TEXT, EXPORTED, .max = 2000 },
	{ "effect_risk", FIELD_TEXT, EXPORTED, .max = 2000 },
	{ "stated", FIELD_TEXT, DERIVED | SEARCHED | WIDE | EXPORTED, .article = "17" },
	{ "review_opinion", FIELD_TEXT, DERIVED | WIDE | EXPORTED, .max = 2000, .article = "17" },
	{ "applied_on", FIELD_DATE, DERIVED | EXPORTED, .article = "17" },
	{ "plan_updated", FIELD_TEXT, DERIVED | WIDE | EXPORTED, .max = 2000, .article = "17" },
	{ "document_versions", FIELD_TEXT, DERIVED | WIDE | EXPORTED, .max = 2000 },
	{ "documents_updated", FIELD_TEXT, DERIVED | WIDE | EXPORTED, .max = 2000,
	    .article = "17" },
	{ NULL }
};

static const struct state states[] = {
	{ "draft", "", .edit = { { .is = "@author" } } },
	{ "tech_review", "", .due = DUE(RULE_REVIEW_DAYS) },
	{ "group_approval", "", .edit = { { .is = "@author" } }, .approval = APPROVE_GROUP,
	    .approved = "in_force", .rejected = "draft", .due = DUE(RULE_DECIDE_DAYS) },
	{ "in_force", "", .due = DUE(RULE_REVIEW_DAYS) },
	{ "applied", "ok" },
	{ "closed", "ok", STATE_END },
	{ "rejected", "", STATE_END },
	{ "lapsed", "", STATE_END },
	{ "discarded", "", STATE_END },
	{ NULL }
};

/*
 * The facts: target_is_open, proposer_owns_target, proposer_is_of_department, names_what_changes, budget_belongs, documents_belong,
 * values_stand, values_moved, documents_fresh; states_values and versions_now for the rules below.
 */
static const struct move moves[] = {
	{ "submit", "draft", "tech_review", { { .is = "@author" } }, MOVE_PRIMARY | MOVE_SUBMITS,
	    .needs = "target_is_open proposer_owns_target proposer_is_of_department names_what_changes "
	    "budget_belongs documents_belong effect_schedule effect_cost effect_risk",
	    .article = "17", .after = proposal_take },
	{ "discard", "draft", "discarded", { { .is = "@author" } }, MOVE_DANGER },
	{ "endorse", "tech_review", "group_approval", { { PERMIT_CHANGE_REVIEW } },
	    MOVE_PRIMARY | MOVE_WAITS | MOVE_DECIDES, .asks = "review_opinion",
	    .needs = "target_is_open values_stand", .article = "17" },
	{ "return", "tech_review", "draft", { { PERMIT_CHANGE_REVIEW } }, MOVE_DECIDES | MOVE_REASON,
	    .article = "17" },
	{ "reject", "tech_review", "rejected", { { PERMIT_CHANGE_REVIEW } },
	    MOVE_DANGER | MOVE_DECIDES | MOVE_REASON, .article = "17" },
	{ "take_back", "tech_review", "draft", { { .is = "@submitter" } } },
	/* What it writes is decided: whoever applies it chooses nothing. */
	{ "apply", "in_force", "applied", { { PERMIT_CHANGE_CONFIRM } }, MOVE_PRIMARY | MOVE_WAITS,
	    .needs = "target_is_open values_stand", .sets_on = "applied_on", .article = "17", .after = proposal_write },
	{ "propose_again", "in_force", "draft", { { .is = "@author" }, { PERMIT_CHANGE_CONFIRM } }, .needs = "values_moved", .article = "17" },
	{ "confirm", "applied", "closed", { { PERMIT_CHANGE_CONFIRM } },
	    MOVE_PRIMARY | MOVE_WAITS | MOVE_DECIDES, .asks = "plan_updated documents_updated?",
	    .needs = "documents_fresh", .article = "17" },
	{ "lapse", "draft tech_review group_approval in_force applied", "lapsed", NOBODY, MOVE_ONLY_RULES, .article = "17" },
	{ NULL }
};

static const struct place places[] = {
	{ "names_what_changes", "#values" },
	{ "budget_belongs", "edit#f-budget_id" },
	{ "documents_belong", "edit#f-document_ids" },
	{ "values_stand", "#values" },
	{ "values_moved", "#values" },
	{ NULL }
};

/* ---- its values */

/* Where documents alone are to be updated there is nothing to write. */
static struct err *
entered(struct ctx *c, struct record *rec)
{
	if (str_eq(rec->state, "in_force") && !rows_bool(rec->facts, 0, "states_values"))
		return (workflow_enter(c, rec, "applied"));
	return (OK);
}

/* ---- the request */

static const struct objection objections[] = {
	{ "move:confirm", "!@document_ids !documents_updated", "documents_updated", "change.complaint.no_documents" },
	{ NULL }
};

static const struct effect effects[] = {
	{ "move:confirm", .sets = "document_versions=#versions_now" },
	{ NULL }
};

static const struct offer offers[] = {
	{ "announce", "applied closed", "notice", "source_id" },
	{ NULL }
};

static const struct evidence evidence[] = {
	{ "17", EVIDENCE_MADE },
	{ "17", EVIDENCE_ENDED, "closed" },
	{ "17", EVIDENCE_FAILED, "rejected" },
	{ "17", EVIDENCE_LATE },
	{ NULL }
};

const struct kind change_kind = {
	.name = "change",
	.plural = "changes",
	.code = "CHG",
	.icon = "change",
	.group = GROUP_REQUIREMENTS,
	.key = "c",
	.flags = KIND_BOARD,
	.first = "draft",
	.create = PERMIT_CHANGE_SUBMIT,
	.fields = fields,
	.states = states,
	.moves = moves,
	.objections = objections,
	.effects = effects,
	.places = places,
	.offers = offers,
	.evidence = evidence,
	.facts = STMT_CHANGE_FACTS,
	.ledger = &change_ledger,
	.states_of = "target_id budget_id",
	.ends_with = "target_id budget_id",
	.ends_by = "lapse",
	.sort = "-number",
	.saved = proposal_settle,
	.entered = entered,
};
