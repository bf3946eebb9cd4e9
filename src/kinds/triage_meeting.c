/* SPDX-License-Identifier: ISC */
/*
 * The record of a triage (R23.2): what was decided are its links of sort "result", made by the
 * triage page.
 */
#include "kinds/kinds.h"

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON | REQUIRED | IN_LIST | SEARCHED | WIDE, .max = 120 },
	/* Minutes are written within a month. */
	{ "held_on", FIELD_DATE, REQUIRED | IN_LIST | FILTER, .earliest = "created-30", .latest = "today", .article = "23" },
	{ "chair_id", FIELD_ACCOUNT, REQUIRED | IN_LIST | FILTER },
	{ "present", FIELD_ACCOUNTS, WIDE | EXPORTED },
	{ "summary", FIELD_TEXT, SEARCHED | WIDE | EXPORTED | MULTILINE },
	{ NULL }
};

static const struct state states[] = {
	{ "held", "", .edit = { { PERMIT_REQUIREMENT_TRIAGE } } },
	{ "closed", "ok", STATE_END },
	{ NULL }
};

static const struct move moves[] = {
	{ "close", "held", "closed", { { PERMIT_REQUIREMENT_TRIAGE } }, MOVE_PRIMARY, .needs = "present summary",
	    .article = "23" },
	{ NULL }
};

static const struct evidence evidence[] = {
	{ "23", EVIDENCE_MADE },
	{ "23", EVIDENCE_ENDED, "closed" },
	{ "23", EVIDENCE_LATE },
	{ NULL }
};

const struct kind triage_meeting_kind = {
	.name = "triage_meeting",
	.plural = "triage-meetings",
	.code = "TRM",
	.icon = "triage",
	.group = GROUP_REQUIREMENTS,
	.flags = KIND_MINUTES,
	.first = "held",
	.create = PERMIT_REQUIREMENT_TRIAGE,
	.fields = fields,
	.states = states,
	.moves = moves,
	.evidence = evidence,
	.sort = "-number",
};
