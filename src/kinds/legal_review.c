/* SPDX-License-Identifier: ISC */
/*
 * Reviews by the legal department of contracts and texts (R12.1), in rounds: what must be changed is
 * said point by point, and the text comes back with an answer to them.
 */
#include "kinds/kinds.h"

static const char *const matters[] = {
	"development_contract", "test_contract", "maintenance_contract", "user_agreement",
	"privacy_policy", "other", NULL
};

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON | REQUIRED | IN_LIST | SEARCHED | WIDE, .max = 120 },
	{ "matter", FIELD_CHOICE, REQUIRED | IN_LIST | FILTER, .choices = matters, .article = "12" },
	{ "counterparty", FIELD_LINE, IN_LIST | SEARCHED, .max = 100 },
	{ "provider_id", FIELD_RECORD, FILTER | EXPORTED, .ref = "provider", .offered = "proposed in_use suspended", .article = "7" },
	{ "target_id", FIELD_RECORD, FILTER | EXPORTED, .ref = PROJECTS, .links = "about" },
	{ "body", FIELD_TEXT, SEARCHED | WIDE | MULTILINE | MARKDOWN },
	{ "round", FIELD_INT, DERIVED | IN_LIST, .initial = "1" },
	{ "points", FIELD_TEXT, DERIVED | WIDE | EXPORTED, .max = 5000, .article = "12" },
	{ "answer", FIELD_TEXT, DERIVED | WIDE | EXPORTED, .max = 5000 },
	{ "opinion", FIELD_TEXT, DERIVED | WIDE | EXPORTED, .max = 5000, .article = "12" },
	{ NULL }
};

static const struct state states[] = {
	{ "submitted", "", .edit = { { .is = "@author" } }, .due = DUE(RULE_REVIEW_DAYS) },
	{ "in_review", "", STATE_SEALED, .due = DUE(RULE_REVIEW_DAYS) },
	{ "changes_required", "warn", .edit = { { .is = "@author" } } },
	{ "approved", "ok", STATE_SEALED | STATE_END },
	{ "withdrawn", "", STATE_END },
	{ NULL }
};

/* The fact: has_text. */
static const struct move moves[] = {
	/* Whoever judged an earlier round takes the next one too; their own they cannot decide. */
	{ "take", "submitted", "in_review", { { PERMIT_LEGAL_REVIEW } }, MOVE_PRIMARY | MOVE_WAITS, .needs = "has_text", .article = "12" },
	{ "approve", "in_review", "approved", { { PERMIT_LEGAL_REVIEW } },
	    MOVE_PRIMARY | MOVE_WAITS | MOVE_DECIDES, .asks = "opinion", .article = "12" },
	{ "require_changes", "in_review", "changes_required", { { PERMIT_LEGAL_REVIEW } }, MOVE_DECIDES,
	    .asks = "points", .article = "12" },
	{ "resubmit", "changes_required", "submitted", { { .is = "@author" } },
	    MOVE_PRIMARY | MOVE_WAITS | MOVE_SUBMITS, .asks = "answer", .needs = "has_text" },
	{ "withdraw", "submitted changes_required", "withdrawn", { { .is = "@author" } },
	    MOVE_DANGER | MOVE_REASON },
	{ NULL }
};

static const struct effect effects[] = {
	{ "move:resubmit", .sets = "round=+1" },
	{ NULL }
};

static const struct evidence evidence[] = {
	{ "12", EVIDENCE_MADE },
	{ "12", EVIDENCE_ENDED, "approved" },
	{ "12", EVIDENCE_LATE },
	{ NULL }
};

const struct kind legal_review_kind = {
	.name = "legal_review",
	.plural = "legal-reviews",
	.code = "LGL",
	.icon = "legal_review",
	.group = GROUP_FINANCE,
	.first = "submitted",
	.create = PERMIT_LEGAL_SUBMIT,
	.fields = fields,
	.states = states,
	.moves = moves,
	.effects = effects,
	.evidence = evidence,
	.facts = STMT_LEGAL_REVIEW_FACTS,
	.sort = "-number",
};
