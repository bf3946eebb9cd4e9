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
	{ "found_on", FIELD_DATE, REQUIRED | IN_LIST | SORT },
	{ "found_at", FIELD_TIME, REQUIRED | EXPORTED },
	{ "description", FIELD_TEXT, REQUIRED | SEARCHED | WIDE | EXPORTED, .max = 10000 },
	{ "owner_id", FIELD_ACCOUNT, ON_COMMON | EXPORTED },
	{ "group_told_on", FIELD_DATE, DERIVED | EXPORTED },
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

/* The facts: has_timeline; has_follow_up and plans are for check_closing. */
static const struct move moves[] = {
	{ "contain", "open", "contained", "incident.handle", MOVE_PRIMARY | MOVE_WAITS,
	    .asks = "containment", .article = "31" },
	{ "resolve", "open contained", "resolved", "incident.handle", MOVE_PRIMARY | MOVE_WAITS | MOVE_PARTY,
	    .asks = "resolution", .sets_by = "resolved_by", .article = "31" },
	{ "flare_up", "contained resolved", "open", "incident.handle", MOVE_REASON },
	{ "close", "resolved", "closed", "incident.close", MOVE_PRIMARY | MOVE_WAITS | MOVE_DECIDES,
	    .asks = "cause impact plan_use plan_id no_follow_up?", .needs = "has_timeline",
	    .article = "31", .check = check_closing },
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
	(void)rec;
	check_past(c, form, "found_on");
}

static void
check_timeline(struct ctx *c, struct record *rec, struct form *form)
{
	(void)rec;
	check_past(c, form, "happened_on");
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
	.beside = BESIDE(STMT_INCIDENT_PLANS),
	.facts = FACTS(STMT_INCIDENT_FACTS),
	.ledger = &incident_ledger,
	.sort = "-number",
	.check = check,
	.saved = saved,
};
