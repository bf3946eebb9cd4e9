/* SPDX-License-Identifier: ISC */
/*
 * Incidents (R13.1, R20.3, R31.1): anyone reports one, the grave ones reach the management group at
 * once, what was done stands in the timeline, and somebody else than who ended it closes it.
 */
#include "kinds/kinds.h"
#include "kinds/ledgers.h"

static const char *const severities[] = { "1", "2", "3", "4", NULL };
static const char *const plan_uses[] = { "used", "none", NULL };

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON | REQUIRED | IN_LIST | SEARCHED | WIDE, .max = 120 },
	{ "platform_id", FIELD_RECORD, ON_COMMON | REQUIRED | IN_LIST | FILTER, .ref = "platform" },
	{ "target_id", FIELD_RECORD, IN_LIST | FILTER, .ref = PROJECTS, .links = "about",
	    .article = "20" },
	{ "severity", FIELD_CHOICE, REQUIRED | IN_LIST | FILTER, .choices = severities,
	    .article = "31" },
	/* Which plans fit it. */
	{ "scenario", FIELD_CHOICE, FILTER | EXPORTED, .choices = emergency_scenarios, .article = "31" },
	{ "is_security", FIELD_FLAG, FILTER | EXPORTED, .article = "6" },
	/* What was found long ago is no incident to be handled now. */
	{ "found_on", FIELD_DATE, REQUIRED | IN_LIST | SORT, .earliest = "created-30", .latest = "today" },
	{ "found_at", FIELD_TIME, REQUIRED | EXPORTED },
	{ "description", FIELD_TEXT, REQUIRED | SEARCHED | WIDE | EXPORTED, .max = 10000 },
	{ "owner_id", FIELD_ACCOUNT, ON_COMMON | EXPORTED },
	{ "group_told_on", FIELD_DATE, DERIVED | EXPORTED },
	{ "severity_to", FIELD_CHOICE, DERIVED | EXPORTED, .choices = severities },
	{ "lower_reason", FIELD_TEXT, DERIVED | WIDE | EXPORTED, .max = 2000 },
	{ "lowered_by", FIELD_ACCOUNT, DERIVED | EXPORTED },
	{ "containment", FIELD_TEXT, DERIVED | WIDE | EXPORTED, .max = 5000, .article = "31" },
	{ "resolution", FIELD_TEXT, DERIVED | WIDE | EXPORTED, .max = 5000, .article = "31" },
	{ "resolved_by", FIELD_ACCOUNT, DERIVED | EXPORTED },
	{ "cause", FIELD_TEXT, DERIVED | SEARCHED | WIDE | EXPORTED, .max = 5000 },
	{ "impact", FIELD_TEXT, DERIVED | WIDE | EXPORTED, .max = 5000 },
	{ "plan_use", FIELD_CHOICE, DERIVED | EXPORTED, .choices = plan_uses, .article = "31" },
	{ "plan_id", FIELD_RECORD, DERIVED | EXPORTED, .ref = "document", .when = "plan_use=used" },
	{ "no_follow_up", FIELD_TEXT, DERIVED | WIDE | EXPORTED, .max = 2000 },
	{ NULL }
};

static const struct state states[] = {
	{ "open", "", .edit = { { PERMIT_INCIDENT_HANDLE, "@author" } } },
	{ "contained", "", .edit = { { PERMIT_INCIDENT_HANDLE, "@author" } } },
	{ "resolved", "", .edit = { { PERMIT_INCIDENT_HANDLE } } },
	{ "closed", "ok", STATE_END },
	{ NULL }
};

#define WORKED_ON "open contained resolved"

/*
 * The facts: has_plans, has_timeline, steps_settled, is_alarmed, is_lowering, none_lowering, group_decided, no_follow_up_yet; has_follow_up and plans are for check_closing.  After
 * the alarm a severity is lowered by two people, with a reason.
 */
static const struct move moves[] = {
	{ "contain", "open", "contained", { { PERMIT_INCIDENT_HANDLE } }, MOVE_PRIMARY | MOVE_WAITS,
	    .asks = "containment", .article = "31" },
	/* Its steps are then worked through.  Another plan may turn out to fit better: what was done stays done. */
	{ "follow", WORKED_ON, NULL, { { PERMIT_INCIDENT_HANDLE } }, .asks = "plan_id", .needs = "has_plans", .article = "31" },
	{ "resolve", "open contained", "resolved", { { PERMIT_INCIDENT_HANDLE } }, MOVE_PRIMARY | MOVE_WAITS | MOVE_PARTY,
	    .asks = "resolution", .sets_by = "resolved_by", .article = "31" },
	{ "flare_up", "contained resolved", "open", { { PERMIT_INCIDENT_HANDLE } }, MOVE_REASON },
	{ "close", "resolved", "closed", { { PERMIT_INCIDENT_CLOSE } }, MOVE_PRIMARY | MOVE_WAITS | MOVE_DECIDES,
	    .asks = "cause impact plan_use plan_id no_follow_up?", .needs = "has_timeline steps_settled none_lowering group_decided",
	    .article = "31" },
	{ "lower", WORKED_ON, NULL, { { PERMIT_INCIDENT_HANDLE } }, .asks = "severity_to lower_reason", .needs = "is_alarmed none_lowering",
	    .sets_by = "lowered_by", .article = "31" },
	{ "agree", WORKED_ON, NULL, { { PERMIT_INCIDENT_CLOSE } }, MOVE_PRIMARY | MOVE_NO_PARTY, .needs = "is_lowering", .not_by = "lowered_by",
	    .article = "31" },
	{ "keep", WORKED_ON, NULL, { { PERMIT_INCIDENT_CLOSE } }, MOVE_NO_PARTY | MOVE_REASON, .needs = "is_lowering", .not_by = "lowered_by",
	    .article = "31" },
	/* What is to be done lastingly is a requirement: the draft of who says so, with the incident as its origin. */
	{ "require", "contained resolved", NULL, { { PERMIT_INCIDENT_HANDLE } }, .needs = "no_follow_up_yet", .article = "31" },
	{ NULL }
};

static const struct field timeline_fields[] = {
	{ "happened_on", FIELD_DATE, REQUIRED | IN_LIST, .earliest = "created-60", .latest = "today" },
	{ "happened_at", FIELD_TIME, REQUIRED | IN_LIST },
	{ "text", FIELD_TEXT, REQUIRED | IN_LIST | WIDE, .max = 5000 },
	{ NULL }
};

static const char *const step_states[] = { "open", "done", "not_needed", NULL };
static const struct field step_fields[] = {
	{ "text", FIELD_TEXT, REQUIRED | IN_LIST | WIDE, .max = 2000 },
	{ "plan_id", FIELD_RECORD, DERIVED | IN_LIST, .ref = "document" },
	{ "state", FIELD_CHOICE, DERIVED | IN_LIST, .choices = step_states },
	{ "note", FIELD_TEXT, DERIVED | WIDE, .max = 2000 },
	{ "reason", FIELD_TEXT, DERIVED | WIDE, .max = 2000 },
	{ "done_by", FIELD_ACCOUNT, DERIVED },
	{ NULL }
};

static const struct act step_acts[] = {
	{ "finish", .from = "open", .to = "done", .who = { { PERMIT_INCIDENT_HANDLE } }, .asks = "note?", .sets_by = "done_by", .flags = MOVE_PRIMARY },
	{ "skip", .from = "open", .to = "not_needed", .who = { { PERMIT_INCIDENT_HANDLE } }, .asks = "reason", .sets_by = "done_by" },
	{ NULL }
};

static const struct entry entries[] = {
	/* The plan alone makes them. */
	{ "step", "incident_step", step_fields, step_acts, WORKED_ON, NOBODY, .flags = ENTRY_FINAL | ENTRY_ALWAYS, .open = "open", .article = "31" },
	{ "timeline", "incident_timeline", timeline_fields, .states = "open contained resolved",
	    .who = { { PERMIT_INCIDENT_HANDLE, "@author" } }, .flags = ENTRY_FINAL | ENTRY_ALWAYS, .article = "31" },
	{ NULL }
};

/* The plan is an approved emergency plan; something follows from it, or is said why nothing does. */
static const struct objection objections[] = {
	{ "form", "@group_told_on @severity<$severity", "severity", "incident.complaint.lowered" },
	{ "move:lower", "!@severity<$severity_to", "severity_to", "incident.complaint.not_lower" },
	{ "move:close move:follow", "plan_id !#plans~$plan_id", "plan_id", "incident.complaint.plan" },
	/* The field may not apply elsewhere, so it is not required by itself. */
	{ "move:follow", "!plan_id", "plan_id", "incident.complaint.plan" },
	{ "move:follow", "plan_id @plan_id=$plan_id", "plan_id", "incident.complaint.same_plan" },
	{ "move:close", "!#has_follow_up !no_follow_up", "no_follow_up", "incident.complaint.follow_up" },
	{ NULL }
};

/* Grave ones reach the group at once, also when they turn out grave later; once each. */
static const struct effect effects[] = {
	{ "saved", "@severity=1|2 !@group_told_on", .runs = STMT_INCIDENT_TELL_GROUP, .with = ":me :now", .sets = "group_told_on=:today" },
	{ "move:follow", .runs = STMT_INCIDENT_TAKE_STEPS, .with = "@plan_id :me :now", .sets = "plan_use=used" },
	/* What is ticked stands in the timeline, in the same transaction. */
	{ "act:step.finish act:step.skip", .runs = STMT_INCIDENT_TELL_STEP, .with = ":no :me :now" },
	{ "move:agree", .sets = "severity=@severity_to severity_to= lowered_by=" },
	{ "move:keep", .sets = "severity_to= lowered_by=" },
	{ "move:require", .makes = "requirement", .link = "origin", .refused = "incident.complaint.not_convertible",
	    .sets = "title=@title platform_id=@platform_id department_id=:my_department need=functional?!@is_security need=security?@is_security "
	    "channel=operations_data?!@is_security channel=security_inspection?@is_security scenario=@description" },
	{ NULL }
};

static const struct place places[] = {
	{ "has_timeline", "#timeline" },
	{ "steps_settled", "#step" },
	{ "group_decided", "/escalations/new?about_id={number}" },
	{ NULL }
};

static const struct beginning begins[] = {
	{ "launch", "platform_id", .a = "platform_id" },
	{ NULL }
};

/* A grave incident is the group's to decide on (R6.3): the question begins here, and so does the fix of what caused one (R22.1). */
static const struct offer offers[] = {
	{ "escalation", WORKED_ON, "escalation", "about_id" },
	{ "iteration", WORKED_ON, "iteration", "incident_id" },
	{ "rectification", WORKED_ON " closed", "rectification", "source_id" },
	{ NULL }
};

static const struct evidence evidence[] = {
	{ "31", EVIDENCE_MADE },
	{ "31", EVIDENCE_ENDED, "closed" },
	{ "31", EVIDENCE_LATE },
	{ NULL }
};

const struct kind incident_kind = {
	.name = "incident",
	.plural = "incidents",
	.code = "INC",
	.icon = "incident",
	.group = GROUP_PROJECTS,
	.first = "open",
	.create = PERMIT_INCIDENT_REPORT,
	.fields = fields,
	.states = states,
	.moves = moves,
	.entries = entries,
	.objections = objections,
	.effects = effects,
	.places = places,
	.begins = begins,
	.offers = offers,
	.evidence = evidence,
	.waits = STMT_INCIDENT_WAITS,
	.beside = STMT_INCIDENT_PLANS,
	.facts = STMT_INCIDENT_FACTS,
	.ledger = &incident_ledger,
	.sort = "-number",
};
