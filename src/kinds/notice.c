/* SPDX-License-Identifier: ISC */
/*
 * Official notices (R20.4, R26.2, R34.1, R35.1): published to an audience that confirms having read
 * them.  What announces something comes from the record that it announces, in a state that allows it and once: commendations
 * and penalties by their own moves alone (ANNOUNCED_BY_RULE), with the text that was decided.  What anybody may say is general.
 */
#include "base/str.h"
#include "kinds/kinds.h"
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
	{ "draft", "", STATE_PRIVATE, .edit = { { .is = "@author" } } },
	{ "published", "ok", STATE_READ, .sets_on = "issued_on" },
	{ "withdrawn", "", STATE_CIRCLE | STATE_END },
	{ "discarded", "", STATE_PRIVATE | STATE_END },
	{ NULL }
};

static void check_source(struct ctx *c, struct record *rec, struct form *form);
static void check_publishing(struct ctx *c, struct record *rec, struct form *form);

/* The fact: unread, by whoever asks. */
static const struct move moves[] = {
	{ "publish", "draft", "published", { { PERMIT_NOTICE_MANAGE } }, MOVE_PRIMARY | MOVE_SUBMITS,
	    .needs = "body", .article = "20", .check = check_publishing },
	{ "discard", "draft", "discarded", { { .is = "@author" } }, MOVE_DANGER },
	{ "read", "published", NULL, { { PERMIT_RECORD_VIEW } }, MOVE_PRIMARY | MOVE_BULK, .needs = "unread" },
	{ "withdraw", "published", "withdrawn", { { PERMIT_NOTICE_MANAGE } }, MOVE_DANGER, .asks = "reason" },
	{ NULL }
};

/*
 * What people announce by hand, and from what.
 * TO ADD ONE: a row here; words "notice.complaint.source.<type>" say where such a notice comes from.
 */
static const struct {
	const char *type, *kind, *states;
} sources[] = {
	{ "launch", "launch", "go_live" },
	{ "update", "launch", "go_live evaluation closed" },
	{ "update", "change", "applied closed" },
	{ "update", "iteration", "monitoring evaluation closed" },
	{ "regulation", "document", "published" },
};

#define SOURCE "notice.complaint.source."

/* Is a notice of this type about a record of this kind, in this state (NULL: whichever)? */
static bool
comes_from(const char *type, const char *kind, const char *state)
{
	for (size_t i = 0; i < ARRAY_LEN(sources); i++)
		if (str_eq(sources[i].type, type) && str_eq(sources[i].kind, kind) && (state == NULL || str_has_word(sources[i].states, state)))
			return (true);
	return (false);
}

/* At writing: what announces names a record of the right kind.  Rules write the day of issue at once, people never do. */
static void
check_source(struct ctx *c, struct record *rec, struct form *form)
{
	const char *type = form_value(form, "type"), *number = form_value(form, "source_id");
	const struct kind *source = kind_of_number(number);

	(void)rec;
	if (!str_empty(form_value(form, "issued_on")) || str_empty(type) || str_eq(type, "general"))
		return;
	if (source == NULL || !comes_from(type, source->name, NULL))
		form_complain(form, str_eq(type, "penalty") || str_eq(type, "commendation") ? "type" : "source_id", mem_fmt(c, SOURCE "%s", type), NULL);
}

/* At publishing: that record is at a stage that is announced; and what not everyone sees is announced by its own rules alone. */
static void
check_publishing(struct ctx *c, struct record *rec, struct form *form)
{
	const char *type = record_value(rec, "type"), *state = rows_text(rec->facts, 0, "source_state");

	if (!str_eq(type, "general") && !comes_from(type, rows_text(rec->facts, 0, "source_kind"), str_or(state, "")))
		form_complain(form, NULL, mem_fmt(c, SOURCE "%s", type), NULL);
	/* What such a notice begins with is to be completed (R20.4, R26.2): the blanks are those of the words below. */
	if ((str_eq(type, "launch") || str_eq(type, "update")) && strstr(record_value(rec, "body"), "____") != NULL)
		form_complain(form, NULL, "notice.complaint.blanks", NULL);
}

static const struct objection objections[] = {
	{ "move:publish", "#announced", NULL, "notice.complaint.announced" },
	{ "move:publish", "@type=general #source_visible !#source_visible=0", NULL, SOURCE "restricted" },
	{ NULL }
};

static const struct effect effects[] = {
	/* The audience sees it and is told; where that is a part of the site, the others do not see it. */
	{ "*>published", "!@audience=all", .runs = STMT_NOTICE_RESTRICT },
	{ "*>published", .runs = STMT_READING_HAND_OUT, .with = TOLD, .sets = "issuer=:site?!@issuer" },
	{ "move:read", .runs = STMT_READING_ADD, .with = ":me :now" },
	/* Those whose record it announced are told, and that record says so: a launch is not confirmed without its notice. */
	{ "move:withdraw", "@source_id", .runs = STMT_NOTICE_WITHDRAWN, .with = TOLD },
	{ "move:withdraw", .field = "source_id", .says = "record.unannounced", .text = "@reason" },
	{ NULL }
};

/* Two drafts about one record may be published at the same moment: whoever comes second is told. */
static struct err *
check_only_one(struct ctx *c, struct record *rec)
{
	struct rows *second;

	if (!str_eq(rec->state, "published") || form_stored(rec->fields, "source_id") == NULL)
		return (OK);
	db_ask(c->db, c, STMT_NOTICE_HOLD_SOURCE, NULL, ARGS(c->site_id, form_stored(rec->fields, "source_id")));
	TRY(db_run(c->db, c, STMT_NOTICE_IS_SECOND, &second, ARGS(c->site_id, rec->id)));
	if (rows_count(second) > 0)
		return (err_say(RAISE(ERR_CONFLICT, "%s announces what is announced", rec->number), "notice.complaint.announced"));
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
	{ "launch", "body", .words = "notice.begin.launch_functions", .rows = STMT_NOTICE_DELIVERED },
	{ "launch", "body", .words = "notice.begin.launch_cautions" },
	{ "launch", "body", .words = "notice.begin.launch_window", .a = "window_on", .b = "window_from" },
	{ "launch", "body", .words = "notice.begin.launch_window_end", .a = "window_to" },
	/* The announcement of an update (R26.2): contents, what is better, how it is used: that last is left to who writes. */
	{ "iteration", "title", .words = "notice.begin.iteration_title", .a = "title" },
	{ "iteration", "type", .value = "update" },
	{ "iteration", "platform_id", .a = "platform_id" },
	{ "iteration", "audience", .value = "all" },
	{ "iteration", "body", .words = "notice.begin.iteration_body", .a = "platform_id.name", .b = "version_planned" },
	{ "iteration", "body", .words = "notice.begin.iteration_goal", .a = "goal" },
	{ "iteration", "body", .words = "notice.begin.iteration_fix", .a = "fix_note" },
	{ "iteration", "body", .words = "notice.begin.delivered", .rows = STMT_NOTICE_DELIVERED },
	{ "change", "title", .a = "title" },
	{ "change", "type", .value = "update" },
	{ "change", "audience", .value = "all" },
	{ "change", "body", .a = "what" },
	{ "change", "body", .a = "why" },
	{ "document", "title", .a = "title" },
	{ "document", "type", .value = "regulation" },
	{ "document", "audience", .value = "all" },
	{ "document", "body", .a = "body" },
	{ NULL }
};

static const struct paper paper = {
	.states = "draft published withdrawn",
	.over = "withdrawn",
	.issuer = "issuer",
	.to = "audience_department_id persons",
	.body = "body",
	.date = "issued_on",
};

static const struct evidence evidence[] = {
	{ "20", EVIDENCE_MADE },
	{ "26", EVIDENCE_MADE },
	{ "26", EVIDENCE_FAILED, "withdrawn" },
	{ NULL }
};

const struct kind notice_kind = {
	.name = "notice",
	.plural = "notices",
	.code = "NTC",
	.icon = "notice",
	.group = GROUP_PAPERS,
	.key = "n",
	.flags = KIND_NOTICES,
	.first = "draft",
	.create = PERMIT_NOTICE_MANAGE,
	.fields = fields,
	.states = states,
	.moves = moves,
	.objections = objections,
	.effects = effects,
	.begins = begins,
	.reports = learning_reports,
	.evidence = evidence,
	.facts = STMT_NOTICE_FACTS,
	.sort = "-number",
	.print = &paper,
	.check = check_source,
	.entered = check_only_one,
};
