/* SPDX-License-Identifier: ISC */
/*
 * Defects (R18.2): found in what a launch or an iteration makes, fixed by its developers, tested again by somebody
 * else.  Neither leaves its tests while one is neither closed nor declined.
 */
#include "base/str.h"
#include "kinds/kinds.h"
#include "kinds/ledgers.h"
#include "kinds/project.h"
#include "record/record.h"

static const char *const types[] = {
	"functional", "performance", "security", "compatibility", "compliance", "other", NULL
};
static const char *const severities[] = { "fatal", "serious", "general", "minor", NULL };

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON | REQUIRED | IN_LIST | SEARCHED | WIDE, .max = 120 },
	{ "target_id", FIELD_RECORD, REQUIRED | IN_LIST | FILTER, .ref = "launch iteration",
	    .in = "development testing go_live release monitoring", .links = "about", .article = "18" },
	{ "type", FIELD_CHOICE, REQUIRED | IN_LIST | FILTER, .choices = types, .article = "18" },
	{ "severity", FIELD_CHOICE, REQUIRED | IN_LIST | FILTER, .choices = severities },
	{ "location", FIELD_LINE, REQUIRED | SEARCHED | WIDE | EXPORTED, .article = "18" },
	{ "description", FIELD_TEXT, REQUIRED | SEARCHED | WIDE | EXPORTED, .max = 10000,
	    .article = "18" },
	{ "steps", FIELD_TEXT, SEARCHED | WIDE | EXPORTED, .max = 10000 },
	{ "found_in", FIELD_LINE, EXPORTED, .max = 40 },
	CONCERNED(EXPORTED),
	{ "owner_id", FIELD_ACCOUNT, ON_COMMON | IN_LIST | FILTER },
	{ "fix_note", FIELD_TEXT, DERIVED | SEARCHED | WIDE | EXPORTED, .max = 5000,
	    .article = "18" },
	{ "fixed_in", FIELD_LINE, DERIVED | EXPORTED, .max = 40 },
	{ "fixed_by", FIELD_ACCOUNT, DERIVED | EXPORTED },
	{ "fixed_on", FIELD_DATE, DERIVED | EXPORTED },
	{ "regression", FIELD_TEXT, DERIVED | WIDE | EXPORTED, .max = 5000, .article = "18" },
	{ "verified_by", FIELD_ACCOUNT, DERIVED | EXPORTED },
	{ "verified_on", FIELD_DATE, DERIVED | EXPORTED },
	{ NULL }
};

static const struct state states[] = {
	{ "open", "", .edit = { { .is = "@author" }, { PERMIT_DEFECT_VERIFY } } },
	{ "fixed", "" },
	{ "closed", "ok", STATE_END },
	{ "declined", "", STATE_END },
	{ NULL }
};

/*
 * An open one waits for its owner, or for all who fix: defect_waits.  The facts, for whoever asks: not_maker, not_tester; nobody
 * makes and tests one project.
 */
static const struct move moves[] = {
	{ "fix", "open", "fixed", { { PERMIT_DEFECT_FIX, "@owner" } }, MOVE_PRIMARY | MOVE_PARTY, .asks = "fix_note fixed_in?",
	    .needs = "not_tester", .sets_by = "fixed_by", .sets_on = "fixed_on", .article = "18" },
	{ "verify", "fixed", "closed", { { PERMIT_DEFECT_VERIFY } }, MOVE_PRIMARY | MOVE_WAITS | MOVE_DECIDES,
	    .asks = "regression", .needs = "not_maker", .sets_by = "verified_by",
	    .sets_on = "verified_on", .article = "18" },
	{ "reopen", "fixed", "open", { { PERMIT_DEFECT_VERIFY } }, MOVE_REASON, .needs = "not_maker", .article = "18" },
	{ "decline", "open", "declined", { { PERMIT_HEAD_DECIDE } }, MOVE_DANGER | MOVE_DECIDES | MOVE_REASON,
	    .article = "18" },
	{ NULL }
};

/* What was concluded of the tests is to be concluded again. */
static const struct effect effects[] = {
	{ "made", .field = "target_id", .in = "testing", .sets = LAPSED },
	{ NULL }
};

/* Those of another target are chosen anew. */
static void
check(struct ctx *c, struct record *rec, struct form *form)
{
	const char *target = form_stored(form, "target_id");
	bool stays = !rec->is_newborn && str_eq(target, form_stored(rec->fields, "target_id"));

	project_check_concerned(c, target, stays ? form_stored(rec->fields, "requirement_ids") : NULL, form);
}

static const struct evidence evidence[] = {
	{ "18", EVIDENCE_MADE },
	{ "18", EVIDENCE_ENDED, "closed" },
	{ "18", EVIDENCE_FAILED, "declined" },
	{ "18", EVIDENCE_LATE },
	{ "25", EVIDENCE_MADE },
	{ "25", EVIDENCE_ENDED, "closed" },
	{ NULL }
};

const struct kind defect_kind = {
	.name = "defect",
	.plural = "defects",
	.code = "DEF",
	.icon = "defect",
	.group = GROUP_PROJECTS,
	.key = "e",
	.first = "open",
	.create = PERMIT_DEFECT_REPORT,
	.fields = fields,
	.states = states,
	.moves = moves,
	.effects = effects,
	.evidence = evidence,
	.facts = STMT_DEFECT_FACTS,
	.waits = STMT_DEFECT_WAITS,
	.ledger = &defect_ledger,
	.sort = "-number",
	.check = check,
};
