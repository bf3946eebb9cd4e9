/* SPDX-License-Identifier: ISC */
/* What users say, from staff or through the public form (R10.1, RX.11). */
#include "base/str.h"
#include "kinds/kinds.h"
#include "record/record.h"

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON | REQUIRED | IN_LIST | SEARCHED | WIDE, .max = 120 },
	{ "platform_id", FIELD_RECORD, ON_COMMON | IN_LIST | FILTER, .ref = "platform" },
	{ "text", FIELD_TEXT, REQUIRED | SEARCHED | WIDE | EXPORTED | MULTILINE, .max = 5000,
	    .article = "10" },
	{ "contact", FIELD_LINE, PERSONAL, .max = 200 },
	{ "rating", FIELD_INT, IN_LIST | FILTER, .min = 1, .max = 5 },
	{ "from_public", FIELD_FLAG, DERIVED | IN_LIST | FILTER },
	{ "requirement_id", FIELD_RECORD, DERIVED | IN_LIST, .ref = "requirement",
	    .article = "10" },
	{ "answer", FIELD_TEXT, DERIVED | WIDE | EXPORTED, .max = 5000 },
	{ "reason", FIELD_TEXT, DERIVED | WIDE | EXPORTED, .max = 2000 },
	{ NULL }
};

/* Each end starts the months after which the contact is removed (RX.15). */
static const struct state states[] = {
	{ "new", "warn", .edit = "@author" },
	{ "linked", "ok", STATE_END },
	{ "answered", "ok", STATE_END },
	{ "dismissed", "", STATE_END },
	{ NULL }
};

static struct err *link_it(struct ctx *c, struct record *rec, const struct form *form);
static struct err *convert(struct ctx *c, struct record *rec, const struct form *form);
static struct err *let_go(struct ctx *c, struct record *rec, const struct form *form);

static const struct move moves[] = {
	{ "link", "new", "linked", "feedback.handle", MOVE_PRIMARY | MOVE_WAITS,
	    .asks = "requirement_id", .article = "10", .after = link_it },
	{ "convert", "new", "linked", "feedback.handle", .article = "10", .after = convert },
	{ "answer", "new", "answered", "feedback.handle", .asks = "answer", .article = "10" },
	{ "dismiss", "new", "dismissed", "feedback.handle", MOVE_DANGER, .asks = "reason" },
	/* The draft that was made of it was discarded. */
	{ "reopen", "linked", "new", NULL, MOVE_ONLY_RULES, .article = "10", .after = let_go },
	{ NULL }
};

/* The requirement came from this feedback; shown at both ends. */
static void
put_origin(struct ctx *c, const struct record *rec, const char *requirement_id)
{
	db_ask(c->db, c, STMT_LINK_ADD, NULL,
	    ARGS(c->site_id, requirement_id, rec->id, "origin", c->now, c->me->id_text));
}

static struct err *
link_it(struct ctx *c, struct record *rec, const struct form *form)
{
	struct record *requirement;

	TRY(record_load(c, form_stored(form, "requirement_id"), &requirement));
	if (kind_state(requirement->kind, requirement->state)->flags & STATE_END)
		return (err_say(
		    RAISE(ERR_CONFLICT, "%s is \"%s\"", requirement->number, requirement->state),
		    "feedback.complaint.requirement_closed"));
	put_origin(c, rec, requirement->id);
	return (OK);
}

/* The draft that whoever handles the feedback completes and submits. */
static struct form *
draft_of(struct ctx *c, const struct record *rec)
{
	struct form *form = form_new(c, "requirement", requirement_kind.fields);

	form_set(form, "title", rec->title);
	form_set(form, "platform_id", record_value(rec, "platform_id"));
	form_set(form, "need", "functional");
	form_set(form, "channel",
	    str_eq(record_value(rec, "from_public"), "") ? "business_feedback" : "complaint");
	form_set(form, "scenario", record_value(rec, "text"));
	if (c->me->department_id != 0)
		form_set(
		    form, "department_id", mem_fmt(c, "%lld", (long long)c->me->department_id));
	return (form);
}

static struct err *
convert(struct ctx *c, struct record *rec, const struct form *form)
{
	struct record *requirement;
	struct rows *id;

	(void)form;
	record_ask_id(c, &id);
	TRY(db_wait(c->db));
	TRY(record_create(
	    c, &requirement_kind, rows_text(id, 0, "id"), draft_of(c, rec), &requirement));
	if (requirement == NULL)
		return (err_say(RAISE(ERR_CONFLICT, "%s does not make a requirement", rec->number),
		    "feedback.complaint.not_convertible"));
	record_set(c, rec, (const char *const[]){ "requirement_id", requirement->id, NULL });
	put_origin(c, rec, requirement->id);
	return (OK);
}

static struct err *
let_go(struct ctx *c, struct record *rec, const struct form *form)
{
	(void)form;
	record_set(c, rec, (const char *const[]){ "requirement_id", NULL, NULL });
	return (OK);
}

static const struct imported_state imported_states[] = {
	{ "new", NULL },
	{ "answered", "answer" },
	{ "dismissed", "reason" },
	{ NULL }
};

static const struct imported imported = { "answer reason", imported_states };

const struct kind feedback_kind = {
	.name = "feedback",
	.plural = "feedbacks",
	.code = "FBK",
	.icon = "feedback",
	.first = "new",
	.create = "feedback.submit",
	.fields = fields,
	.states = states,
	.moves = moves,
	.imported = &imported,
	.sort = "-number",
};
