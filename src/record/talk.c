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
	event_say(event_new(c, "comment.add", rec->id, NULL), "text", str_cut(c, text, 200));
}

void
talk_watch(struct ctx *c, const struct record *rec, const char *account_id)
{
	db_ask(c->db, c, STMT_WATCH_ADD, NULL, ARGS(c->site_id, rec->id, account_id, c->me->id_text, c->now));
}

void
talk_ask(struct ctx *c, const struct record *rec, const char *account_id, const char *name, const char *question)
{
	struct event *event;

	db_ask(c->db, c, STMT_OPINION_ADD, NULL, ARGS(c->site_id, rec->id, account_id, c->me->id_text, question, c->now));
	db_ask(c->db, c, STMT_WAITING_ADD, NULL, ARGS(c->site_id, rec->id, "answer", account_id, NULL, NULL, NULL, NULL, c->now, NULL));
	tell(c, rec, account_id, "asked");
	event = event_new(c, "opinion.ask", rec->id, NULL);
	event_say(event, "name", name);
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
	tell(c, rec, rows_text(answered, 0, "asked_by"), "answered");
	event_say(event_new(c, "opinion.answer", rec->id, NULL), "text", answer);
	return (OK);
}

struct err *
talk_urge(struct ctx *c, const struct record *rec, bool *done)
{
	struct rows *urged;

	TRY(db_run(c->db, c, STMT_URGE_ADD, &urged, ARGS(c->site_id, rec->id, c->today, c->me->id_text, c->now)));
	*done = rows_count(urged) > 0;
	if (!*done)
		return (OK);
	db_ask(c->db, c, STMT_NOTIFY_URGED, NULL, ARGS(c->site_id, rec->id, c->me->id_text, detail_of(c, rec), c->now));
	event_new(c, "record.urge", rec->id, NULL);
	return (OK);
}

struct err *
talk_link(struct ctx *c, struct record *rec, const char *other_id, const char *sort)
{
	TRY(record_disturb(c, rec));
	db_ask(c->db, c, STMT_LINK_ADD, NULL, ARGS(c->site_id, rec->id, other_id, sort, c->now, c->me->id_text));
	/* Its id, not its number: who does not see the other record does not read its number in the history either. */
	event_say(event_new(c, "link.add", rec->id, NULL), "other", other_id);
	return (OK);
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
