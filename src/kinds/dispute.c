/* SPDX-License-Identifier: ISC */
/*
 * Disputes (R12.2, article 12): seen by whoever handles disputes, by the handling circle and by those named, and by nobody else.  How one
 * ended, what it cost and what is learned from it is stated by somebody else than who is responsible for it.
 */
#include "kinds/kinds.h"

static const char *const forums[] = { "negotiation", "mediation", "arbitration", "litigation", NULL };

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON | REQUIRED | IN_LIST | SEARCHED | WIDE, .max = 120 },
	{ "target_id", FIELD_RECORD, IN_LIST | FILTER, .ref = PROJECTS, .links = "about", .article = "12" },
	{ "provider_id", FIELD_RECORD, IN_LIST | FILTER, .ref = "provider", .offered = "in_use suspended ended" },
	{ "owner_id", FIELD_ACCOUNT, ON_COMMON | REQUIRED | IN_LIST | FILTER },
	{ "persons", FIELD_ACCOUNTS, WIDE | EXPORTED },
	{ "parties", FIELD_TEXT, REQUIRED | SEARCHED | WIDE | EXPORTED, .max = 2000 },
	{ "claim", FIELD_TEXT, REQUIRED | SEARCHED | WIDE | EXPORTED, .max = 10000 },
	{ "amount", FIELD_MONEY, IN_LIST },
	{ "arisen_on", FIELD_DATE, REQUIRED | IN_LIST | SORT, .latest = "today" },
	{ "forum", FIELD_CHOICE, DERIVED | IN_LIST | FILTER, .choices = forums },
	{ "case_no", FIELD_LINE, DERIVED | EXPORTED, .max = 80 },
	{ "outcome", FIELD_TEXT, DERIVED | SEARCHED | WIDE | EXPORTED, .max = 5000, .article = "12" },
	{ "cost", FIELD_MONEY, DERIVED | EXPORTED },
	{ "lessons", FIELD_TEXT, DERIVED | SEARCHED | WIDE | EXPORTED, .max = 5000 },
	{ "ended_on", FIELD_DATE, DERIVED | EXPORTED, .earliest = "arisen_on", .latest = "today" },
	{ NULL }
};

#define HANDLES { PERMIT_DISPUTE_MANAGE, "@owner" }
#define ENDS    { { PERMIT_DISPUTE_MANAGE }, { PERMIT_GROUP_LEAD }, { PERMIT_GROUP_DEPUTY } }

static const struct state states[] = {
	{ "open", "", STATE_CIRCLE, .edit = { HANDLES } },
	{ "in_proceedings", "warn", STATE_CIRCLE, .edit = { HANDLES } },
	{ "settled", "ok", STATE_CIRCLE | STATE_END },
	{ "closed", "ok", STATE_CIRCLE | STATE_END },
	{ NULL }
};

#define WORKED_ON "open in_proceedings"

static const struct move moves[] = {
	{ "proceed", "open", "in_proceedings", { HANDLES }, MOVE_PRIMARY | MOVE_WAITS, .asks = "forum case_no?", .article = "12" },
	{ "settle", WORKED_ON, "settled", ENDS, MOVE_DECIDES, .asks = "outcome cost lessons ended_on", .article = "12" },
	{ "close", WORKED_ON, "closed", ENDS, MOVE_WAITS | MOVE_DECIDES, .asks = "outcome cost lessons ended_on", .article = "12" },
	{ NULL }
};

static const struct field step[] = {
	{ "happened_on", FIELD_DATE, REQUIRED | IN_LIST, .earliest = "arisen_on", .latest = "today" },
	{ "text", FIELD_TEXT, REQUIRED | IN_LIST | WIDE, .max = 5000 },
	{ NULL }
};

static const struct entry entries[] = {
	{ "step", "dispute_step", step, NULL, WORKED_ON, { HANDLES }, .flags = ENTRY_FINAL | ENTRY_NEWEST | ENTRY_ALWAYS, .article = "12" },
	{ NULL }
};

static const struct effect effects[] = {
	{ "saved", .runs = STMT_DISPUTE_READERS },
	{ NULL }
};

static const struct evidence evidence[] = {
	{ "12", EVIDENCE_MADE },
	{ "12", EVIDENCE_ENDED, "settled closed" },
	{ "12", EVIDENCE_LATE },
	{ NULL }
};

const struct kind dispute_kind = {
	.name = "dispute",
	.plural = "disputes",
	.code = "DSP",
	.icon = "appeal",
	.group = GROUP_FINANCE,
	.first = "open",
	.create = PERMIT_DISPUTE_MANAGE,
	.sight = PERMIT_DISPUTE_MANAGE,
	.fields = fields,
	.states = states,
	.moves = moves,
	.entries = entries,
	.effects = effects,
	.evidence = evidence,
	.sort = "-number",
};
