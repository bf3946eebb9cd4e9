/* SPDX-License-Identifier: ISC */
/* What users say, from staff or through the public form (R10.1, RX.11). */
#include "kinds/kinds.h"

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON | REQUIRED | IN_LIST | SEARCHED | WIDE, .max = 120 },
	{ "platform_id", FIELD_RECORD, ON_COMMON | IN_LIST | FILTER, .ref = "platform" },
	{ "text", FIELD_TEXT, REQUIRED | SEARCHED | WIDE | EXPORTED | MULTILINE, .max = 5000,
	    .article = "10" },
	{ "contact", FIELD_LINE, PERSONAL, .max = 200 },
	{ "rating", FIELD_INT, IN_LIST | FILTER, .min = 1, .max = 5 },
	{ "from_public", FIELD_FLAG, DERIVED | IN_LIST | FILTER },
	{ "requirement_id", FIELD_RECORD, DERIVED | IN_LIST, .ref = "requirement",
	    .in = "draft endorsing submitted accepted deferred planned delivered",
	    .in_said = "feedback.complaint.requirement_closed", .article = "10" },
	{ "answer", FIELD_TEXT, DERIVED | WIDE | EXPORTED, .max = 5000 },
	{ "reason", FIELD_TEXT, DERIVED | WIDE | EXPORTED, .max = 2000 },
	{ NULL }
};

/* Each end starts the months after which the contact is removed (RX.15). */
static const struct state states[] = {
	{ "new", "", .edit = { { .is = "@author" } }, .told = "received" },
	/* A sender is told of the requirement. */
	{ "linked", "", STATE_END },
	{ "answered", "ok", STATE_END, .told = "answered" },
	{ "dismissed", "", STATE_END, .told = "dismissed" },
	{ NULL }
};

static const struct move moves[] = {
	{ "link", "new", "linked", { { PERMIT_FEEDBACK_HANDLE } }, MOVE_PRIMARY | MOVE_WAITS,
	    .asks = "requirement_id", .article = "10" },
	{ "convert", "new", "linked", { { PERMIT_FEEDBACK_HANDLE } }, .article = "10" },
	{ "answer", "new", "answered", { { PERMIT_FEEDBACK_HANDLE } }, .asks = "answer", .article = "10" },
	{ "dismiss", "new", "dismissed", { { PERMIT_FEEDBACK_HANDLE } }, MOVE_DANGER, .asks = "reason" },
	/* The draft that was made of it was discarded. */
	{ "reopen", "linked", "new", NOBODY, MOVE_ONLY_RULES, .article = "10" },
	{ NULL }
};

static const struct effect effects[] = {
	/* The requirement came from this feedback; shown at both ends. */
	{ "move:link", .field = "requirement_id", .link = "origin" },
	/* The draft that whoever handles the feedback completes and submits. */
	{ "move:convert", .makes = "requirement", .into = "requirement_id", .link = "origin", .refused = "feedback.complaint.not_convertible",
	    .sets = "title=@title platform_id=@platform_id need=functional channel=business_feedback channel=complaint?@from_public "
	    "scenario=@text department_id=:my_department" },
	{ "move:reopen", .sets = "requirement_id=" },
	{ NULL }
};

static const struct imported_state imported_states[] = {
	{ "new", NULL },
	{ "answered", "answer" },
	{ "dismissed", "reason" },
	{ NULL }
};

static const struct imported imported = { "answer reason", imported_states };

static const struct evidence evidence[] = {
	{ "10", EVIDENCE_MADE },
	{ "10", EVIDENCE_ENDED, "linked answered" },
	{ "10", EVIDENCE_FAILED, "dismissed" },
	{ "10", EVIDENCE_LATE },
	{ NULL }
};

const struct kind feedback_kind = {
	.name = "feedback",
	.plural = "feedbacks",
	.code = "FBK",
	.icon = "feedback",
	.group = GROUP_REQUIREMENTS,
	.key = "f",
	.flags = KIND_PUBLIC,
	.first = "new",
	.create = PERMIT_FEEDBACK_SUBMIT,
	.fields = fields,
	.states = states,
	.moves = moves,
	.effects = effects,
	.imported = &imported,
	.evidence = evidence,
	.sort = "-number",
};
