/* SPDX-License-Identifier: ISC */
/*
 * A dispute about any record, put before the management group with a question (R6.4): the lead or the
 * deputy words a ruling, the group votes on it, and the ruling stands on the record it is about.
 */
#include "access/event.h"
#include "base/str.h"
#include "kinds/kinds.h"
#include "record/record.h"

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON | REQUIRED | IN_LIST | SEARCHED | WIDE, .max = 120 },
	/* Of any kind. */
	{ "about_id", FIELD_RECORD, REQUIRED | IN_LIST | FILTER, .article = "6" },
	{ "question", FIELD_TEXT, REQUIRED | SEARCHED | WIDE | EXPORTED, .max = 5000, .article = "6" },
	{ "positions", FIELD_TEXT, SEARCHED | WIDE | EXPORTED, .max = 5000 },
	{ "ruling", FIELD_TEXT, DERIVED | WIDE | EXPORTED | MULTILINE, .max = 5000, .article = "6" },
	{ "ruled_on", FIELD_DATE, DERIVED | IN_LIST },
	{ NULL }
};

static const struct state states[] = {
	{ "raised", "warn", .edit = "@author", .due = DUE(RULE_DECIDE_DAYS) },
	{ "group_approval", "warn", .approval = APPROVE_GROUP, .approved = "ruled",
	    .rejected = "raised", .due = DUE(RULE_DECIDE_DAYS) },
	{ "ruled", "ok", STATE_END },
	{ "declined", "", STATE_END },
	{ "withdrawn", "", STATE_END },
	{ NULL }
};

/* Who words a ruling acts before the vote, and so has none on it (record/party.h). */
static const struct move moves[] = {
	{ "propose", "raised", "group_approval", "group.lead group.deputy",
	    MOVE_PRIMARY | MOVE_WAITS | MOVE_DECIDES, .asks = "ruling", .article = "6" },
	{ "decline", "raised", "declined", "group.lead group.deputy",
	    MOVE_DANGER | MOVE_DECIDES | MOVE_REASON, .article = "6" },
	{ "withdraw", "raised", "withdrawn", "@author", MOVE_DANGER },
	{ NULL }
};

/* In the history of the record it is about, so that it can be told from that record alone. */
static void
say_there(struct ctx *c, const struct record *rec, const char *action, const char *text)
{
	struct event *e = event_new(c, action, form_stored(rec->fields, "about_id"), NULL);

	event_say(e, "name", rec->number);
	event_say(e, "text", text);
}

/* A question about a record that not everyone sees is seen by no more people than that record. */
static void
restrict_it(struct ctx *c, const struct record *rec)
{
	db_ask(c->db, c, STMT_ESCALATION_RESTRICT, NULL, ARGS(c->site_id, rec->id));
}

static struct err *
created(struct ctx *c, struct record *rec)
{
	struct rows *draft;

	/* What is its author's alone is no matter for others yet: a question would tell them of it, and whom it is about. */
	TRY(db_run(c->db, c, STMT_ESCALATION_OF_DRAFT, &draft, ARGS(c->site_id, rec->id)));
	if (rows_count(draft) > 0)
		return (err_say(RAISE(ERR_CONFLICT, "%s is about a draft", rec->number), "escalation.complaint.draft"));
	db_ask(c->db, c, STMT_LINK_ADD, NULL,
	    ARGS(c->site_id, rec->id, form_stored(rec->fields, "about_id"), "about", c->now,
		c->me->id_text));
	restrict_it(c, rec);
	say_there(c, rec, "record.escalate", record_value(rec, "question"));
	return (OK);
}

static struct err *
entered(struct ctx *c, struct record *rec)
{
	restrict_it(c, rec);
	if (!str_eq(rec->state, "ruled"))
		return (OK);
	record_set(c, rec, (const char *const[]){ "ruled_on", c->today, NULL });
	say_there(c, rec, "record.ruling", record_value(rec, "ruling"));
	db_ask(c->db, c, STMT_ESCALATION_TELL, NULL,
	    ARGS(c->site_id, rec->id, c->me->id_text,
		"{\"kind\":\"escalation\",\"state\":\"ruled\"}", c->now));
	return (OK);
}

const struct kind escalation_kind = {
	.name = "escalation",
	.plural = "escalations",
	.code = "ESC",
	.icon = "ruling",
	.first = "raised",
	.create = "record.comment",
	.fields = fields,
	.states = states,
	.moves = moves,
	.sort = "-number",
	.created = created,
	.entered = entered,
};
