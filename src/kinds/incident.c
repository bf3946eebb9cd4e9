/* SPDX-License-Identifier: ISC */
/*
 * Incidents (R13.1, R20.3, R31.1): anyone reports one, the grave ones reach the management group at
 * once, what was done stands in the timeline, and somebody else than who ended it closes it.
 */
#include "base/str.h"
#include "kinds/follow.h"
#include "kinds/kinds.h"
#include "kinds/ledgers.h"
#include "record/record.h"

#include <string.h>

static const char *const severities[] = { "1", "2", "3", "4", NULL };
static const char *const plan_uses[] = { "used", "none", NULL };

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON | REQUIRED | IN_LIST | SEARCHED | WIDE, .max = 120 },
	{ "platform_id", FIELD_RECORD, ON_COMMON | REQUIRED | IN_LIST | FILTER, .ref = "platform" },
	{ "target_id", FIELD_RECORD, IN_LIST | FILTER, .ref = PROJECTS, .article = "20" },
	{ "severity", FIELD_CHOICE, REQUIRED | IN_LIST | FILTER, .choices = severities,
	    .article = "31" },
	{ "is_security", FIELD_FLAG, FILTER | EXPORTED, .article = "6" },
	{ "found_on", FIELD_DATE, REQUIRED | IN_LIST | SORT },
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
	{ "open", "bad", .edit = "incident.handle @author" },
	{ "contained", "warn", .edit = "incident.handle @author" },
	{ "resolved", "info", .edit = "incident.handle" },
	{ "closed", "ok", STATE_END },
	{ NULL }
};

static void check_closing(struct ctx *c, struct record *rec, struct form *form);
static void check_lower(struct ctx *c, struct record *rec, struct form *form);
static struct err *lower(struct ctx *c, struct record *rec, const struct form *form);
static struct err *keep(struct ctx *c, struct record *rec, const struct form *form);

#define WORKED_ON "open contained resolved"

/*
 * The facts: has_timeline, is_alarmed, is_lowering, none_lowering, group_decided; has_follow_up and plans are for check_closing.  After
 * the alarm a severity is lowered by two people, with a reason.
 */
static const struct move moves[] = {
	{ "contain", "open", "contained", "incident.handle", MOVE_PRIMARY | MOVE_WAITS,
	    .asks = "containment", .article = "31" },
	{ "resolve", "open contained", "resolved", "incident.handle", MOVE_PRIMARY | MOVE_WAITS | MOVE_PARTY,
	    .asks = "resolution", .sets_by = "resolved_by", .article = "31" },
	{ "flare_up", "contained resolved", "open", "incident.handle", MOVE_REASON },
	{ "close", "resolved", "closed", "incident.close", MOVE_PRIMARY | MOVE_WAITS | MOVE_DECIDES,
	    .asks = "cause impact plan_use plan_id no_follow_up?", .needs = "has_timeline none_lowering group_decided",
	    .article = "31", .check = check_closing },
	{ "lower", WORKED_ON, NULL, "incident.handle", .asks = "severity_to lower_reason", .needs = "is_alarmed none_lowering",
	    .sets_by = "lowered_by", .article = "31", .check = check_lower },
	{ "agree", WORKED_ON, NULL, "incident.close", MOVE_PRIMARY | MOVE_NO_PARTY, .needs = "is_lowering", .not_by = "lowered_by",
	    .article = "31", .after = lower },
	{ "keep", WORKED_ON, NULL, "incident.close", MOVE_NO_PARTY | MOVE_REASON, .needs = "is_lowering", .not_by = "lowered_by",
	    .article = "31", .after = keep },
	{ NULL }
};

static const struct field timeline_fields[] = {
	{ "happened_on", FIELD_DATE, REQUIRED | IN_LIST },
	{ "happened_at", FIELD_TIME, REQUIRED | IN_LIST },
	{ "text", FIELD_TEXT, REQUIRED | IN_LIST | WIDE, .max = 5000 },
	{ NULL }
};

static void check_timeline(struct ctx *c, struct record *rec, struct form *form);

static const struct entry entries[] = {
	{ "timeline", "incident_timeline", timeline_fields, .states = "open contained resolved",
	    .who = "incident.handle @author", .flags = ENTRY_FINAL | ENTRY_ALWAYS, .article = "31",
	    .check = check_timeline },
	{ NULL }
};

static const struct place places[] = {
	{ "has_timeline", "#timeline" },
	{ "group_decided", "/escalations/new?about_id={number}" },
	{ NULL }
};

static const struct beginning begins[] = {
	{ "launch", "platform_id", .a = "platform_id" },
	{ NULL }
};

/* Days as text compare like days. */
static void
check_past(struct ctx *c, struct form *form, const char *day)
{
	if (strcmp(form_value(form, day), c->today) > 0)
		form_complain(form, day, "incident.complaint.ahead", NULL);
}

static void
check(struct ctx *c, struct record *rec, struct form *form)
{
	check_past(c, form, "found_on");
	/* What was found long ago is no incident to be handled now. */
	follow_day(c, rec, form, "found_on", 30);
	if (rec->number != NULL && !str_empty(record_value(rec, "group_told_on")) && form_input(form, "severity") != NULL &&
	    strcmp(form_value(form, "severity"), record_value(rec, "severity")) > 0)
		form_complain(form, "severity", "incident.complaint.lowered", NULL);
}

static void
check_lower(struct ctx *c, struct record *rec, struct form *form)
{
	(void)c;
	if (strcmp(form_value(form, "severity_to"), record_value(rec, "severity")) <= 0)
		form_complain(form, "severity_to", "incident.complaint.not_lower", NULL);
}

static struct err *
lower(struct ctx *c, struct record *rec, const struct form *form)
{
	(void)form;
	record_set(c, rec, (const char *const[]){ "severity", record_value(rec, "severity_to"), "severity_to", "", "lowered_by", "", NULL });
	return (OK);
}

static struct err *
keep(struct ctx *c, struct record *rec, const struct form *form)
{
	(void)form;
	record_set(c, rec, (const char *const[]){ "severity_to", "", "lowered_by", "", NULL });
	return (OK);
}

static void
check_timeline(struct ctx *c, struct record *rec, struct form *form)
{
	check_past(c, form, "happened_on");
	follow_day(c, rec, form, "happened_on", 60);
}

/* The plan is an approved emergency plan; something follows from it, or is said why nothing does. */
static void
check_closing(struct ctx *c, struct record *rec, struct form *form)
{
	const char *plan = form_stored(form, "plan_id");

	(void)c;
	if (plan != NULL && !str_has_word(rows_str(rec->facts, 0, "plans"), plan))
		form_complain(form, "plan_id", "incident.complaint.plan", NULL);
	if (!rows_bool(rec->facts, 0, "has_follow_up") && str_empty(form_value(form, "no_follow_up")))
		form_complain(form, "no_follow_up", "incident.complaint.follow_up", NULL);
}

/* Grave ones reach the group at once, also when they turn out grave later; once each. */
static struct err *
saved(struct ctx *c, struct record *rec)
{
	follow_field(c, rec, "target_id", "about");
	if (!str_has_word("1 2", record_value(rec, "severity")) ||
	    !str_empty(record_value(rec, "group_told_on")))
		return (OK);
	db_ask(c->db, c, STMT_INCIDENT_TELL_GROUP, NULL,
	    ARGS(c->site_id, rec->id, c->me->id_text, c->now));
	record_set(c, rec, (const char *const[]){ "group_told_on", c->today, NULL });
	return (OK);
}

/* A grave security incident is the group's to decide on (R6.3): the question begins here. */
static const struct offer offers[] = {
	{ "escalation", WORKED_ON, "escalation", "about_id" },
	{ NULL }
};

const struct kind incident_kind = {
	.name = "incident",
	.plural = "incidents",
	.code = "INC",
	.icon = "incident",
	.first = "open",
	.create = "incident.report",
	.fields = fields,
	.states = states,
	.moves = moves,
	.entries = entries,
	.places = places,
	.begins = begins,
	.offers = offers,
	.waits = WAITS(STMT_INCIDENT_WAITS),
	.beside = BESIDE(STMT_INCIDENT_PLANS),
	.facts = FACTS(STMT_INCIDENT_FACTS),
	.ledger = &incident_ledger,
	.sort = "-number",
	.check = check,
	.saved = saved,
};
