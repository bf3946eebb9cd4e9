/* SPDX-License-Identifier: ISC */
/*
 * Official notices (R20.4, R26.2, R34.1, R35.1): published to an audience that confirms having read
 * them.
 */
#include "base/str.h"
#include "kinds/kinds.h"
#include "kinds/reading.h"
#include "record/record.h"

#include <string.h>

static const char *const types[] = {
	"launch", "update", "commendation", "penalty", "regulation", "general", NULL
};
static const char *const audiences[] = { "all", "department", "persons", NULL };

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON | REQUIRED | IN_LIST | SEARCHED | WIDE, .max = 120 },
	{ "type", FIELD_CHOICE, REQUIRED | IN_LIST | FILTER, .choices = types, .article = "20" },
	{ "platform_id", FIELD_RECORD, ON_COMMON | FILTER, .ref = "platform" },
	{ "audience", FIELD_CHOICE, REQUIRED | IN_LIST | FILTER, .choices = audiences },
	{ "audience_department_id", FIELD_DEPARTMENT, REQUIRED, .when = "audience=department" },
	{ "persons", FIELD_ACCOUNTS, REQUIRED | WIDE, .when = "audience=persons" },
	{ "body", FIELD_TEXT, REQUIRED | SEARCHED | WIDE | MULTILINE },
	{ "issuer", FIELD_LINE, EXPORTED, .max = 100 },
	{ "issued_on", FIELD_DATE, DERIVED | IN_LIST },
	{ "source_id", FIELD_RECORD, EXPORTED },
	{ "reason", FIELD_TEXT, DERIVED | WIDE, .max = 2000 },
	{ NULL }
};

/* What was withdrawn is for the handling circle and its audience of before. */
static const struct state states[] = {
	{ "draft", "", STATE_PRIVATE, .edit = "@author" },
	{ "published", "ok", STATE_READ },
	{ "withdrawn", "", STATE_CIRCLE | STATE_END },
	{ "discarded", "", STATE_PRIVATE | STATE_END },
	{ NULL }
};

static void check_blanks(struct ctx *c, struct record *rec, struct form *form);

/* The fact: unread, by whoever asks. */
static const struct move moves[] = {
	{ "publish", "draft", "published", "notice.manage", MOVE_PRIMARY | MOVE_SUBMITS,
	    .needs = "body", .article = "20", .check = check_blanks },
	{ "discard", "draft", "discarded", "@author", MOVE_DANGER },
	{ "read", "published", NULL, "record.view", MOVE_PRIMARY, .needs = "unread",
	    .after = reading_confirm },
	{ "withdraw", "published", "withdrawn", "notice.manage", MOVE_DANGER, .asks = "reason" },
	{ NULL }
};

/* What a launch notice begins with is to be completed (R20.4): the blanks are those of the words below. */
static void
check_blanks(struct ctx *c, struct record *rec, struct form *form)
{
	(void)c;
	if (str_eq(record_value(rec, "type"), "launch") && strstr(record_value(rec, "body"), "____") != NULL)
		form_complain(form, NULL, "notice.complaint.blanks", NULL);
}

/* The audience sees it and is told; where that is a part of the site, the others do not see it. */
static void
hand_out(struct ctx *c, struct record *rec)
{
	if (!str_eq(record_value(rec, "audience"), "all"))
		db_ask(c->db, c, STMT_NOTICE_RESTRICT, NULL, ARGS(c->site_id, rec->id));
	reading_hand_out(c, rec);
	record_set(c, rec, (const char *const[]){ "issued_on", c->today, NULL });
	if (str_empty(record_value(rec, "issuer")))
		record_set(c, rec, (const char *const[]){ "issuer", c->site->name, NULL });
}

static struct err *
entered(struct ctx *c, struct record *rec)
{
	if (str_eq(rec->state, "published"))
		hand_out(c, rec);
	return (OK);
}

/* The launch notice (R20.4): scope of use, functions, cautions; whoever publishes it completes it. */
static const struct beginning begins[] = {
	{ "launch", "title", .words = "notice.begin.launch_title", .a = "title" },
	{ "launch", "type", .value = "launch" },
	{ "launch", "platform_id", .a = "platform_id" },
	{ "launch", "audience", .value = "all" },
	{ "launch", "body", .words = "notice.begin.launch_body", .a = "title", .b = "version_planned" },
	{ "launch", "body", .words = "notice.begin.launch_scope", .a = "department_id.name" },
	{ "launch", "body", .words = "notice.begin.launch_purpose", .a = "goal" },
	{ "launch", "body", .words = "notice.begin.launch_functions", .a = "requirement_ids.name" },
	{ "launch", "body", .words = "notice.begin.launch_cautions" },
	{ "launch", "body", .words = "notice.begin.launch_window", .a = "window_on", .b = "window_from" },
	{ "launch", "body", .words = "notice.begin.launch_window_end", .a = "window_to" },
	{ NULL }
};

static const struct paper paper = {
	.states = "draft published withdrawn",
	.issuer = "issuer",
	.to = "audience_department_id persons",
	.body = "body",
	.date = "issued_on",
};

const struct kind notice_kind = {
	.name = "notice",
	.plural = "notices",
	.code = "NTC",
	.icon = "notice",
	.first = "draft",
	.create = "notice.manage",
	.fields = fields,
	.states = states,
	.moves = moves,
	.begins = begins,
	.facts = FACTS(STMT_NOTICE_FACTS),
	.sort = "-number",
	.print = &paper,
	.entered = entered,
};
