/* SPDX-License-Identifier: ISC */
/*
 * The register of platforms (R2.1).  A platform comes into operation through its launch alone; what ran before the register began
 * is entered while the site is being taken into use, and by decision of the group.
 */
#include "kinds/kinds.h"
#include "kinds/ledgers.h"
#include "kinds/platform.h"

static const char *const categories[] = {
	"customer_service", "reputation_survey", "business_management", "data_analysis", "other",
	NULL
};

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON | REQUIRED | IN_LIST | SEARCHED | WIDE, .max = 100 },
	{ "category", FIELD_CHOICE, REQUIRED | IN_LIST | FILTER, .choices = categories,
	    .article = "2" },
	{ "department_id", FIELD_DEPARTMENT, ON_COMMON | REQUIRED | IN_LIST | FILTER },
	{ "owner_id", FIELD_ACCOUNT, ON_COMMON | EXPORTED },
	{ "current_version", FIELD_LINE, IN_LIST, .max = 40 },
	{ "description", FIELD_TEXT, SEARCHED | WIDE | EXPORTED },
	{ "peak_from", FIELD_TIME, EXPORTED, .article = "20" },
	{ "peak_to", FIELD_TIME, EXPORTED, .article = "20" },
	{ "low_from", FIELD_TIME, EXPORTED, .article = "26" },
	{ "low_to", FIELD_TIME, EXPORTED, .article = "26" },
	/* Every how many days each type of operation is due; none: it has no rhythm (R7.3). */
	{ "rhythm_monitoring", FIELD_INT, EXPORTED, .min = 1, .max = 366, .article = "7" },
	{ "rhythm_backup", FIELD_INT, EXPORTED, .min = 1, .max = 366, .article = "7" },
	{ "rhythm_restore_test", FIELD_INT, EXPORTED, .min = 1, .max = 366, .article = "7" },
	{ "rhythm_tuning", FIELD_INT, EXPORTED, .min = 1, .max = 366, .article = "7" },
	{ "reason", FIELD_TEXT, DERIVED | WIDE, .max = 2000 },
	{ NULL }
};

/* What runs and when it is busy says a release or a change request, not whoever keeps the register. */
#define RELEASED "current_version peak_from peak_to low_from low_to"

static const struct state states[] = {
	{ "planned", "", .edit = { { PERMIT_PLATFORM_MANAGE } } },
	{ "registering", "", .approval = APPROVE_GROUP, .approved = "in_operation", .rejected = "planned",
	    .due = DUE(RULE_DECIDE_DAYS) },
	{ "in_operation", "", .edit = { { PERMIT_PLATFORM_MANAGE } }, .kept = RELEASED },
	{ "suspended", "warn", .edit = { { PERMIT_PLATFORM_MANAGE } }, .kept = RELEASED },
	{ "resuming", "", .approval = APPROVE_HEAD, .approved = "in_operation", .rejected = "suspended",
	    .due = DUE(RULE_DECIDE_DAYS) },
	{ "retiring", "", .approval = APPROVE_GROUP, .approved = "retired", .rejected = BEFORE,
	    .due = DUE(RULE_DECIDE_DAYS) },
	{ "retired", "", STATE_END },
	{ "discarded", "", STATE_END },
	{ NULL }
};

/*
 * The facts: being_taken_over, never_launched, no_launch_under_way, no_grave_incident, unused; runs_since, incidents and clock are for what is
 * entered (platform_life.c).  A site is being taken into use for
 * ninety days from its creation; later only where its rule "platform_takeover" was put on for it.
 */
static const struct move moves[] = {
	{ "operate", "planned", "in_operation", NOBODY, MOVE_ONLY_RULES, .article = "20" },
	/* Only for what ran before the register began, and by the group: everything newer goes through its launch (G2). */
	{ "register", "planned", "registering", { { PERMIT_PLATFORM_MANAGE } }, MOVE_REASON | MOVE_SUBMITS,
	    .needs = "current_version being_taken_over never_launched", .article = "16" },
	/* To stop is one person's: it may be urgent.  To go on, or to give it up, is not. */
	{ "suspend", "in_operation", "suspended", { { PERMIT_PLATFORM_MANAGE } }, MOVE_DANGER,
	    .asks = "reason" },
	{ "resume", "suspended", "resuming", { { PERMIT_PLATFORM_MANAGE } }, MOVE_PRIMARY | MOVE_REASON | MOVE_SUBMITS,
	    .needs = "no_grave_incident" },
	{ "retire", "in_operation suspended", "retiring", { { PERMIT_PLATFORM_MANAGE } }, MOVE_DANGER | MOVE_SUBMITS,
	    .asks = "reason", .needs = "no_launch_under_way", .article = "6" },
	{ "discard", "planned", "discarded", { { PERMIT_PLATFORM_MANAGE } }, MOVE_DANGER, .needs = "unused" },
	{ NULL }
};

/* Hours are a span: both ends or none. A span may pass midnight. */
static const struct objection objections[] = {
	{ "form", "peak_to !peak_from", "peak_from", "platform.complaint.half_span" },
	{ "form", "peak_from !peak_to", "peak_to", "platform.complaint.half_span" },
	{ "form", "low_to !low_from", "low_from", "platform.complaint.half_span" },
	{ "form", "low_from !low_to", "low_to", "platform.complaint.half_span" },
	PLATFORM_LIFE_OBJECTIONS,
	{ NULL }
};

static const struct offer offers[] = {
	{ "incident", "in_operation suspended", "incident", "platform_id" },
	{ NULL }
};

static const struct place places[] = {
	{ "current_version", "edit#f-current_version" },
	{ "never_launched", "#links" },
	{ "no_launch_under_way", "#links" },
	{ NULL }
};

static const struct evidence evidence[] = {
	{ "2", EVIDENCE_MADE },
	{ "2", EVIDENCE_ENDED, "retired" },
	{ NULL }
};

const struct kind platform_kind = {
	.name = "platform",
	.plural = "platforms",
	.code = "PLT",
	.icon = "platform",
	.group = GROUP_PROJECTS,
	.key = "a",
	.flags = KIND_OFFERED,
	.first = "planned",
	.create = PERMIT_PLATFORM_MANAGE,
	.fields = fields,
	.states = states,
	.moves = moves,
	.entries = platform_entries,
	.objections = objections,
	.effects = platform_effects,
	.reports = platform_reports,
	.sections = platform_sections,
	.places = places,
	.offers = offers,
	.evidence = evidence,
	.facts = STMT_PLATFORM_FACTS,
	.beside = STMT_RECORD_OF_PLATFORM,
	.ledger = &platform_ledger,
	.sort = "number",
};
