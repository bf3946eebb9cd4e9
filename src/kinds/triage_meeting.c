/* SPDX-License-Identifier: ISC */
/*
 * The record of a triage (R23.2): what was decided are its links of sort "result", made by the
 * triage page.
 */
#include "kinds/follow.h"
#include "kinds/kinds.h"

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON | REQUIRED | IN_LIST | SEARCHED | WIDE, .max = 120 },
	{ "held_on", FIELD_DATE, REQUIRED | IN_LIST | FILTER, .earliest = "today-92", .latest = "today", .article = "23" },
	{ "chair_id", FIELD_ACCOUNT, REQUIRED | IN_LIST | FILTER },
	{ "present", FIELD_ACCOUNTS, WIDE | EXPORTED },
	{ "summary", FIELD_TEXT, SEARCHED | WIDE | EXPORTED | MULTILINE },
	{ NULL }
};

static const struct state states[] = {
	{ "held", "info", .edit = "requirement.triage" },
	{ "closed", "ok", STATE_END },
	{ NULL }
};

static const struct move moves[] = {
	{ "close", "held", "closed", "requirement.triage", MOVE_PRIMARY, .needs = "present summary",
	    .article = "23" },
	{ NULL }
};

/* Minutes are written within a month. */
static void
check(struct ctx *c, struct record *rec, struct form *form)
{
	follow_day(c, rec, form, "held_on", 30);
}

const struct kind triage_meeting_kind = {
	.name = "triage_meeting",
	.plural = "triage-meetings",
	.code = "TRM",
	.icon = "triage",
	.first = "held",
	.create = "requirement.triage",
	.fields = fields,
	.states = states,
	.moves = moves,
	.sort = "-number",
	.check = check,
};
