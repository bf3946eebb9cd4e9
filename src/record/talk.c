/* SPDX-License-Identifier: ISC */
#include "record/talk.h"

#include "access/event.h"
#include "base/str.h"

static const char *
detail_of(struct ctx *c, const struct record *rec)
{
	return (mem_fmt(c, "{\"kind\":\"%s\",\"state\":\"%s\"}", rec->kind->name, rec->state));
}

static void
tell(struct ctx *c, const struct record *rec, const char *account_id, const char *what)
{
	db_ask(c->db, c, STMT_NOTIFY_ONE, NULL, ARGS(c->site_id, rec->id, account_id, what, c->me->id_text, detail_of(c, rec), c->now));
}

void
talk_say(struct ctx *c, const struct record *rec, const char *text)
{
	db_ask(c->db, c, STMT_COMMENT_ADD, NULL, ARGS(c->site_id, rec->id, c->me->id_text, c->now, text));
	db_ask(c->db, c, STMT_RECORD_TOUCH, NULL, ARGS(c->site_id, rec->id, c->now));
	db_ask(c->db, c, STMT_NOTIFY_TALK, NULL, ARGS(c->site_id, rec->id, c->me->id_text, "commented", detail_of(c, rec), c->now, text));
	record_tell_author(c, rec, "commented", detail_of(c, rec));
	event_say(event_new(c, "comment.add", rec->id, NULL), "text", str_cut(c, text, 200));
}

void
talk_watch(struct ctx *c, const struct record *rec, const char *account_id)
{
	db_ask(c->db, c, STMT_WATCH_ADD, NULL, ARGS(c->site_id, rec->id, account_id, c->me->id_text, c->now));
}

/* A record that not everyone sees is shown to further people only by its author or by those who handle it. */
static bool
may_let_in(const struct ctx *c, const struct record *rec)
{
	return (rec->visible == VISIBLE_SITE || str_eq(rec->author_id, c->me->id_text) || may(c, PERMIT_RESTRICTED_VIEW) || (rec->kind->sight != PERMIT_NONE && may(c, rec->kind->sight)));
}

struct err *
talk_person(struct ctx *c, const struct record *rec, const char *account_id, struct rows **person)
{
	if (!may_let_in(c, rec))
		return (RAISE(ERR_FORBIDDEN, "show %s to somebody else", rec->number));
	if (rec->visible == VISIBLE_CIRCLE)
		return (db_run(c->db, c, STMT_MEMBER_WHO_SEES, person, ARGS(c->site_id, account_id, rec->id)));
	return (db_run(c->db, c, STMT_MEMBER_RESOLVE, person, ARGS(c->site_id, mem_fmt(c, "{%s}", account_id))));
}

/* A draft is shown to whom its author asks; what is restricted, to nobody who does not see it already. */
static void
let_in(struct ctx *c, const struct record *rec, const char *account_id)
{
	if (rec->visible == VISIBLE_READERS)
		db_ask(c->db, c, STMT_RECORD_READER_ADD, NULL, ARGS(c->site_id, rec->id, account_id));
}

void
talk_copy(struct ctx *c, const struct record *rec, const struct rows *person)
{
	const char *account_id = rows_text(person, 0, "id");

	let_in(c, rec, account_id);
	talk_watch(c, rec, account_id);
	tell(c, rec, account_id, "copied");
	event_say(event_new(c, "record.copy", rec->id, NULL), "name", rows_str(person, 0, "name"));
}

void
talk_ask(struct ctx *c, const struct record *rec, const struct rows *person, const char *question)
{
	const char *account_id = rows_text(person, 0, "id");
	struct event *event;

	let_in(c, rec, account_id);
	db_ask(c->db, c, STMT_OPINION_ADD, NULL, ARGS(c->site_id, rec->id, account_id, c->me->id_text, question, c->now));
	db_ask(c->db, c, STMT_WAITING_ADD, NULL, ARGS(c->site_id, rec->id, "answer", account_id, NULL, NULL, NULL, NULL, c->now, NULL));
	tell(c, rec, account_id, "asked");
	event = event_new(c, "opinion.ask", rec->id, NULL);
	event_say(event, "name", rows_str(person, 0, "name"));
	event_say(event, "text", question);
}

struct err *
talk_answer(struct ctx *c, const struct record *rec, const char *opinion_id, const char *answer)
{
	struct rows *answered;

	TRY(db_run(c->db, c, STMT_OPINION_ANSWER, &answered, ARGS(c->site_id, rec->id, opinion_id, c->me->id_text, answer, c->now)));
	if (rows_count(answered) == 0)
		return (RAISE(ERR_FORBIDDEN, "opinion %s of %s is not theirs to give", str_or(opinion_id, ""), rec->number));
	db_ask(c->db, c, STMT_OPINION_ANSWERED, NULL, ARGS(c->site_id, rec->id, c->me->id_text));
	if (rows_text(answered, 0, "asked_by") != NULL)
		tell(c, rec, rows_text(answered, 0, "asked_by"), "answered");
	else
		record_tell_author(c, rec, "answered", detail_of(c, rec));
	event_say(event_new(c, "opinion.answer", rec->id, NULL), "text", answer);
	return (OK);
}

struct err *
talk_urge(struct ctx *c, const struct record *rec, bool *done)
{
	struct rows *urged;

	if (!record_is_self(c, rec) && !record_is(c, rec, "@owner"))
		return (RAISE(ERR_FORBIDDEN, "urge %s", rec->number));
	TRY(db_run(c->db, c, STMT_URGE_ADD, &urged, ARGS(c->site_id, rec->id, c->today, c->me->id_text, c->now)));
	*done = rows_count(urged) > 0;
	if (!*done)
		return (OK);
	db_ask(c->db, c, STMT_NOTIFY_URGED, NULL, ARGS(c->site_id, rec->id, c->me->id_text, detail_of(c, rec), c->now));
	event_new(c, "record.urge", rec->id, NULL);
	return (OK);
}

struct err *
talk_may_support(const struct ctx *c, const struct record *rec)
{
	if (!record_may_support(c, rec))
		return (err_say(RAISE(ERR_FORBIDDEN, "change what %s rests on", rec->number), "refusal.support"));
	return (OK);
}

struct err *
talk_rests_on(struct ctx *c, struct record *rec)
{
	TRY(talk_may_support(c, rec));
	return (record_disturb(c, rec));
}

const char *
talk_sorts(struct ctx *c, const struct record *rec)
{
	return (rec->kind->flags & KIND_MINUTES && record_editable(c, rec) != NULL ? "relates evidence result" : "relates evidence");
}

struct err *
talk_link(struct ctx *c, struct record *rec, const char *other_id, const char *sort)
{
	TRY(talk_rests_on(c, rec));
	db_ask(c->db, c, STMT_LINK_ADD, NULL, ARGS(c->site_id, rec->id, other_id, sort, c->now, c->me->id_text));
	/* Its id, not its number: who does not see the other record does not read its number in the history either. */
	event_say(event_new(c, "link.add", rec->id, NULL), "other", other_id);
	return (OK);
}

bool
talk_may_attach(const struct ctx *c, const struct record *rec)
{
	return (record_may_support(c, rec) && !(kind_state(rec->kind, rec->state)->flags & STATE_SEALED));
}

void
talk_attach(struct ctx *c, const struct record *rec, const char *field, const char *name, const char *type, const char *size, const char *sha256, const char *stored)
{
	struct event *event;

	db_ask(c->db, c, STMT_FILE_ADD, NULL, ARGS(c->site_id, rec->id, field, name, type, size, sha256, stored, c->now, c->me->id_text));
	event = event_new(c, "file.add", rec->id, NULL);
	event_say(event, "name", name);
	event_say(event, "sha256", sha256);
}
