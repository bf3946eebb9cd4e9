/* SPDX-License-Identifier: ISC */
/* Questions to the legal department (R12.2, article 12): answered by it, and closed by whoever asked. */
#include "kinds/kinds.h"

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON | REQUIRED | IN_LIST | SEARCHED | WIDE, .max = 120 },
	{ "target_id", FIELD_RECORD, IN_LIST | FILTER, .ref = PROJECTS, .links = "about", .article = "12" },
	{ "provider_id", FIELD_RECORD, FILTER | EXPORTED, .ref = "provider", .offered = "proposed in_use suspended" },
	{ "question", FIELD_TEXT, REQUIRED | SEARCHED | WIDE | MULTILINE | EXPORTED },
	{ "opinion", FIELD_TEXT, DERIVED | SEARCHED | WIDE | EXPORTED, .max = 10000, .article = "12" },
	{ "answered_by", FIELD_ACCOUNT, DERIVED | EXPORTED },
	{ "answered_on", FIELD_DATE, DERIVED | IN_LIST },
	{ NULL }
};

static const struct state states[] = {
	{ "asked", "", .edit = { { .is = "@author" } }, .due = DUE(RULE_REVIEW_DAYS) },
	{ "answered", "" },
	{ "closed", "ok", STATE_SEALED | STATE_END },
	{ "withdrawn", "", STATE_END },
	{ NULL }
};

static const struct move moves[] = {
	{ "answer", "asked", "answered", { { PERMIT_LEGAL_REVIEW } }, MOVE_PRIMARY | MOVE_WAITS | MOVE_DECIDES, .asks = "opinion",
	    .sets_by = "answered_by", .sets_on = "answered_on", .article = "12" },
	{ "close", "answered", "closed", { { .is = "@author" } }, MOVE_PRIMARY | MOVE_WAITS, .not_by = "answered_by", .article = "12" },
	{ "ask_again", "answered", "asked", { { .is = "@author" } }, MOVE_REASON, .article = "12" },
	{ "withdraw", "asked", "withdrawn", { { .is = "@author" } }, MOVE_DANGER },
	{ NULL }
};

static const struct evidence evidence[] = {
	{ "12", EVIDENCE_MADE },
	{ "12", EVIDENCE_ENDED, "closed" },
	{ "12", EVIDENCE_LATE },
	{ NULL }
};

const struct kind legal_advice_kind = {
	.name = "legal_advice",
	.plural = "legal-advice",
	.code = "LGA",
	.icon = "ruling",
	.group = GROUP_FINANCE,
	.first = "asked",
	.create = PERMIT_LEGAL_SUBMIT,
	.fields = fields,
	.states = states,
	.moves = moves,
	.evidence = evidence,
	.sort = "-number",
};
