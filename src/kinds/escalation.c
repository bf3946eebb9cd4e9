/* SPDX-License-Identifier: ISC */
/*
 * A dispute about any record, put before the management group with a question (R6.4): the lead or the
 * deputy words a ruling, the group votes on it, and the ruling stands on the record it is about.
 */
#include "kinds/kinds.h"
#include "record/record.h"

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON | REQUIRED | IN_LIST | SEARCHED | WIDE, .max = 120 },
	/* Of any kind. */
	{ "about_id", FIELD_RECORD, REQUIRED | IN_LIST | FILTER, .links = "about", .article = "6" },
	{ "question", FIELD_TEXT, REQUIRED | SEARCHED | WIDE | EXPORTED, .max = 5000, .article = "6" },
	{ "positions", FIELD_TEXT, SEARCHED | WIDE | EXPORTED, .max = 5000 },
	{ "ruling", FIELD_TEXT, DERIVED | WIDE | EXPORTED | MULTILINE, .max = 5000, .article = "6" },
	{ "ruled_on", FIELD_DATE, DERIVED | IN_LIST },
	{ NULL }
};

static const struct state states[] = {
	{ "raised", "", .edit = { { .is = "@author" } }, .due = DUE(RULE_DECIDE_DAYS) },
	{ "group_approval", "", .approval = APPROVE_GROUP, .approved = "ruled",
	    .rejected = "raised", .due = DUE(RULE_DECIDE_DAYS) },
	{ "ruled", "ok", STATE_END | STATE_RULED, .sets_on = "ruled_on" },
	{ "declined", "", STATE_END },
	{ "withdrawn", "", STATE_END },
	{ NULL }
};

/* Who words a ruling acts before the vote, and so has none on it (record/party.h). */
static const struct move moves[] = {
	{ "propose", "raised", "group_approval", { { PERMIT_GROUP_LEAD }, { PERMIT_GROUP_DEPUTY } },
	    MOVE_PRIMARY | MOVE_WAITS | MOVE_DECIDES, .asks = "ruling", .article = "6" },
	{ "decline", "raised", "declined", { { PERMIT_GROUP_LEAD }, { PERMIT_GROUP_DEPUTY } },
	    MOVE_DANGER | MOVE_DECIDES | MOVE_REASON, .article = "6" },
	{ "withdraw", "raised", "withdrawn", { { .is = "@author" } }, MOVE_DANGER },
	{ NULL }
};

static const struct effect effects[] = {
	/* A question about a record that not everyone sees is seen by no more people than that record. */
	{ "made *>*", .runs = STMT_ESCALATION_RESTRICT },
	/* In the history of the record it is about, so that it can be told from that record alone. */
	{ "made", .field = "about_id", .says = "record.escalate", .text = "@question" },
	{ "*>ruled", .field = "about_id", .says = "record.ruling", .text = "@ruling" },
	{ "*>ruled", .runs = STMT_ESCALATION_TELL, .with = TOLD },
	{ NULL }
};

/* What is its author's alone is no matter for others yet: a question would tell them of it, and whom it is about. */
static struct err *
refuse_drafts(struct ctx *c, struct record *rec)
{
	struct rows *draft;

	TRY(db_run(c->db, c, STMT_ESCALATION_OF_DRAFT, &draft, ARGS(c->site_id, rec->id)));
	if (rows_count(draft) > 0)
		return (err_say(RAISE(ERR_CONFLICT, "%s is about a draft", rec->number), "escalation.complaint.draft"));
	return (OK);
}

static const struct evidence evidence[] = {
	{ "6", EVIDENCE_MADE },
	{ "6", EVIDENCE_ENDED, "ruled" },
	{ "6", EVIDENCE_FAILED, "declined" },
	{ "6", EVIDENCE_LATE },
	{ NULL }
};

const struct kind escalation_kind = {
	.name = "escalation",
	.plural = "escalations",
	.code = "ESC",
	.icon = "ruling",
	.group = GROUP_PROJECTS,
	.flags = KIND_RULES,
	.first = "raised",
	.create = PERMIT_RECORD_COMMENT,
	.fields = fields,
	.states = states,
	.moves = moves,
	.effects = effects,
	.evidence = evidence,
	.sort = "-number",
	.created = refuse_drafts,
};
