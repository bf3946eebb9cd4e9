/* SPDX-License-Identifier: ISC */
/*
 * Hazards (R13.1, article 13): anybody reports one in three fields, with a photograph, by name or anonymously; those responsible are told at
 * once; it is handled, resolved with a measure, and closed by its reporter or by somebody of the technical department who did not resolve it.
 */
#include "kinds/kinds.h"

static const char *const severities[] = { "1", "2", "3", "4", NULL };

static const struct field fields[] = {
	{ "platform_id", FIELD_RECORD, ON_COMMON | REQUIRED | IN_LIST | FILTER, .ref = "platform", .article = "13" },
	{ "what", FIELD_TEXT, REQUIRED | SEARCHED | WIDE | EXPORTED, .max = 5000, .article = "13" },
	{ "severity", FIELD_CHOICE, REQUIRED | IN_LIST | FILTER, .choices = severities, .article = "13" },
	{ "is_anonymous", FIELD_FLAG, EXPORTED },
	/* Who is responsible for the platform. */
	{ "owner_id", FIELD_ACCOUNT, ON_COMMON | DERIVED | IN_LIST | FILTER },
	{ "handled_by", FIELD_ACCOUNT, DERIVED | EXPORTED },
	{ "measure", FIELD_TEXT, DERIVED | SEARCHED | WIDE | EXPORTED, .max = 5000, .article = "13" },
	{ "resolved_by", FIELD_ACCOUNT, DERIVED | EXPORTED },
	{ "incident_id", FIELD_RECORD, DERIVED | EXPORTED, .ref = "incident", .article = "31" },
	{ "requirement_id", FIELD_RECORD, DERIVED | EXPORTED, .ref = "requirement", .article = "23" },
	{ "reward_id", FIELD_RECORD, DERIVED | EXPORTED, .ref = "reward", .article = "33" },
	{ NULL }
};

static const struct state states[] = {
	{ "reported", "", .edit = { { .is = "@author" } }, .due = DUE(RULE_HAZARD_DAYS) },
	{ "handling", "", .due = DUE(RULE_HAZARD_DAYS) },
	{ "resolved", "", .due = DUE(RULE_HAZARD_DAYS) },
	{ "closed", "ok", STATE_END },
	{ NULL }
};

#define WORKED_ON "reported handling resolved"
#define HANDLES   { { PERMIT_HAZARD_HANDLE }, { .is = "@owner" } }

/*
 * The facts: not_reporter, has_nominee, none_incident, none_requirement, none_reward; clock is for what is made of it.  Whoever reported it
 * anonymously does not handle it: what they do to it has no name, and who resolved it has one.
 */
static const struct move moves[] = {
	{ "take", "reported", "handling", HANDLES, MOVE_PRIMARY | MOVE_WAITS, .needs = "not_reporter", .sets_by = "handled_by", .article = "13" },
	{ "resolve", "handling", "resolved", HANDLES, MOVE_PRIMARY | MOVE_WAITS | MOVE_PARTY, .asks = "measure", .needs = "not_reporter", .sets_by = "resolved_by",
	    .article = "13" },
	/* Whoever reported it says whether it is over; so does the technical department, but nobody who had a part in it. */
	{ "confirm", "resolved", "closed", { { .is = "@author" } }, MOVE_PRIMARY | MOVE_WAITS, .not_by = "resolved_by", .article = "13" },
	{ "close", "resolved", "closed", { { PERMIT_INCIDENT_CLOSE } }, MOVE_WAITS | MOVE_DECIDES, .article = "13" },
	{ "reopen", "resolved", "handling", { { PERMIT_INCIDENT_CLOSE }, { .is = "@author" } }, MOVE_REASON },
	{ "to_incident", WORKED_ON, NULL, HANDLES, .needs = "not_reporter none_incident", .article = "31" },
	{ "to_requirement", WORKED_ON, NULL, HANDLES, .needs = "not_reporter none_requirement", .article = "23" },
	{ "to_reward", "handling resolved closed", NULL, HANDLES, .needs = "not_reporter has_nominee none_reward", .article = "33" },
	{ NULL }
};

static const struct effect effects[] = {
	{ "made", .runs = STMT_HAZARD_OWNER, .takes = true },
	{ "saved", .runs = STMT_HAZARD_TELL, .with = "@severity " TOLD },
	{ "move:to_incident", .makes = "incident", .into = "incident_id", .link = "origin",
	    .sets = "title=@title platform_id=@platform_id severity=@severity found_on=:today found_at=#clock description=@what owner_id=@owner_id" },
	{ "move:to_requirement", .makes = "requirement", .into = "requirement_id", .link = "origin", .refused = "feedback.complaint.not_convertible",
	    .sets = "title=@title platform_id=@platform_id need=security channel=security_inspection scenario=@what department_id=:my_department" },
	{ "move:to_reward", .makes = "reward", .into = "reward_id", .link = "origin",
	    .sets = "title=@title subject=person person_id=@author_id ground=hazard_found facts=@what" },
	{ NULL }
};

static const struct evidence evidence[] = {
	{ "13", EVIDENCE_MADE },
	{ "13", EVIDENCE_ENDED, "closed" },
	{ "13", EVIDENCE_LATE },
	{ NULL }
};

const struct kind hazard_kind = {
	.name = "hazard",
	.plural = "hazards",
	.code = "HAZ",
	.icon = "hazard",
	.group = GROUP_PROJECTS,
	.first = "reported",
	.create = PERMIT_INCIDENT_REPORT,
	.anonymous = "is_anonymous",
	.names = PERMIT_HAZARD_HANDLE,
	.fields = fields,
	.states = states,
	.moves = moves,
	.effects = effects,
	.evidence = evidence,
	.facts = STMT_HAZARD_FACTS,
	.sort = "-number",
};
