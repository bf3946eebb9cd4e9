/* SPDX-License-Identifier: ISC */
/* What people do beside moves: they talk, follow, stand in for one another, link evidence, keep filters, confirm notices. */
#include "ctl/demo.h"

#include "access/event.h"
#include "base/str.h"

static const char *
detail_of(struct ctx *c, const struct story *s)
{
	return (mem_fmt(c, "{\"kind\":\"%s\"}", s->on->kind->name));
}

struct err *
demo_say(struct ctx *c, struct story *s, const char *text)
{
	db_ask(c->db, c, STMT_COMMENT_ADD, NULL, ARGS(c->site_id, s->on->id, c->me->id_text, c->now, text));
	db_ask(c->db, c, STMT_NOTIFY_TALK, NULL, ARGS(c->site_id, s->on->id, c->me->id_text, "commented",
	    detail_of(c, s), c->now, text));
	db_ask(c->db, c, STMT_RECORD_TOUCH, NULL, ARGS(c->site_id, s->on->id, c->now));
	event_say(event_new(c, "comment.add", s->on->id, NULL), "text", text);
	return (OK);
}

struct err *
demo_stand_in(struct ctx *c, struct story *s)
{
	const struct resident *delegate = demo_who(s, demo_with(c, s, "delegate"));
	char from[DATE_TEXT], to[DATE_TEXT];
	struct event *e;
	int64_t days = 7;

	if (delegate == NULL)
		return (RAISE(ERR_NOT_FOUND, "nobody to stand in"));
	if (demo_with(c, s, "days") != NULL && !str_to_int(demo_with(c, s, "days"), 1, 90, &days))
		return (RAISE(ERR_INVALID, "\"%s\" is no number of days", demo_with(c, s, "days")));
	date_text(demo_day(s->at), from);
	date_text(demo_day(s->at) + (int32_t)days, to);
	db_ask(c->db, c, STMT_DELEGATION_ADD, NULL, ARGS(c->site_id, c->me->id_text, delegate->id, from, to,
	    demo_value(c, s, &(struct field){ "absence", FIELD_LINE }), c->now));
	e = event_new(c, "delegation.add", NULL, c->me->login);
	event_say(e, "delegate", delegate->name);
	event_say(e, "from", from);
	event_say(e, "to", to);
	return (OK);
}

struct err *
demo_watch(struct ctx *c, struct story *s)
{
	db_ask(c->db, c, STMT_WATCH_ADD, NULL, ARGS(c->site_id, s->on->id, c->me->id_text, c->me->id_text, c->now));
	return (OK);
}

/* A record everybody sees stands for what happened. */
struct err *
demo_evidence(struct ctx *c, struct story *s)
{
	size_t n = s->town->n_made, from = demo_roll(&s->dice, n);

	for (size_t i = 0; i < n; i++) {
		const struct made *m = &s->town->made[(from + i) % n];

		if (!str_has_word("requirement feedback", m->kind->name) || m->fleeting || str_has_word("draft withdrawn", m->state))
			continue;
		db_ask(c->db, c, STMT_LINK_ADD, NULL, ARGS(c->site_id, s->on->id, m->id, "evidence", c->now, c->me->id_text));
		event_say(event_new(c, "link.add", s->on->id, NULL), "name", m->number);
		return (OK);
	}
	return (RAISE(ERR_CONFLICT, "there is nothing yet to prove anything with"));
}

/* What was triaged on the day of the meeting. */
struct err *
demo_results(struct ctx *c, struct story *s)
{
	for (size_t i = 0; i < s->town->n_made; i++) {
		const struct made *m = &s->town->made[i];

		if (str_eq(m->kind->name, "requirement") && m->decided_at > 0 && demo_day(m->decided_at) == demo_day(s->at))
			db_ask(c->db, c, STMT_LINK_ADD, NULL, ARGS(c->site_id, s->on->id, m->id, "result", c->now, c->me->id_text));
	}
	return (OK);
}

/* Most of the audience confirm in the days after, each by themselves: stories of their own, since others act meanwhile. */
void
demo_readers(struct story *s)
{
	static const struct step reading[] = { { "read", "person", 0, 2, NULL }, { 0 } };

	for (size_t i = 0; i < s->town->n_people; i++) {
		struct story *reader;

		if (&s->town->people[i] == s->author || demo_roll(&s->dice, 100) >= 78)
			continue;
		reader = demo_story_add(s->town);
		*reader = *s;
		reader->own = *s->on;
		reader->own.name = "";
		reader->own.next = NULL;
		reader->person = &s->town->people[i];
		reader->step = reading;
		reader->dice += i;
		reader->at = demo_time_after(reader, 0, 2);
	}
}

/* Another person's opinion before a decision; not a vote. */
struct err *
demo_ask(struct ctx *c, struct story *s)
{
	const struct resident *whom = demo_who(s, demo_with(c, s, "whom"));
	const char *question = demo_value(c, s, &(struct field){ "question", FIELD_TEXT });
	struct rows *asked;
	struct event *e;

	if (whom == NULL)
		return (RAISE(ERR_NOT_FOUND, "nobody to ask"));
	TRY(db_run(c->db, c, STMT_OPINION_ADD, &asked, ARGS(c->site_id, s->on->id, whom->id, c->me->id_text, question, c->now)));
	s->asked = whom;
	s->opinion_id = mem_str(s, rows_text(asked, 0, "id"));
	db_ask(c->db, c, STMT_WAITING_ADD, NULL, ARGS(c->site_id, s->on->id, "answer", whom->id, NULL, NULL, NULL, NULL, c->now, NULL));
	db_ask(c->db, c, STMT_NOTIFY_ONE, NULL, ARGS(c->site_id, s->on->id, whom->id, "asked", c->me->id_text, detail_of(c, s), c->now));
	e = event_new(c, "opinion.ask", s->on->id, NULL);
	event_say(e, "name", whom->name);
	event_say(e, "text", question);
	return (OK);
}

struct err *
demo_answer(struct ctx *c, struct story *s)
{
	const char *answer = demo_value(c, s, &(struct field){ "opinion", FIELD_TEXT });

	db_ask(c->db, c, STMT_OPINION_ANSWER, NULL, ARGS(c->site_id, s->on->id, s->opinion_id, c->me->id_text, answer, c->now));
	db_ask(c->db, c, STMT_OPINION_ANSWERED, NULL, ARGS(c->site_id, s->on->id, c->me->id_text));
	event_say(event_new(c, "opinion.answer", s->on->id, NULL), "text", answer);
	return (OK);
}

struct err *
demo_urge(struct ctx *c, struct story *s)
{
	db_ask(c->db, c, STMT_URGE_ADD, NULL, ARGS(c->site_id, s->on->id, c->today, c->me->id_text, c->now));
	db_ask(c->db, c, STMT_NOTIFY_URGED, NULL, ARGS(c->site_id, s->on->id, c->me->id_text, detail_of(c, s), c->now));
	event_new(c, "record.urge", s->on->id, NULL);
	return (OK);
}

static struct err *
keep_filter(struct town *town, const json_t *filter)
{
	const struct resident *who = demo_find(town, demo_text(filter, "login"));
	struct ctx *c;
	struct err *err;

	if (who == NULL)
		return (OK);
	err = demo_begin(town, who, town->demo->now - (int64_t)40 * 24 * 60, &c);
	if (err == OK)
		db_ask(c->db, c, STMT_FILTER_KEEP, NULL, ARGS(c->site_id, who->id, demo_text(filter, "kind"), demo_text(filter, "name"),
		    demo_text(filter, "query"), json_is_true(json_object_get(filter, "shared")) ? "t" : "f", c->now));
	return (demo_end(town->demo, c, err));
}

struct err *
demo_filters(struct demo *demo)
{
	json_t *filter;
	size_t i;

	for (size_t t = 0; t < demo->n_towns; t++)
		json_array_foreach(json_object_get(demo->data, "filters"), i, filter)
			TRY(keep_filter(&demo->towns[t], filter));
	return (OK);
}

/* A bell with a hundred unread messages of last year would help nobody. */
struct err *
demo_told(struct demo *demo)
{
	for (size_t t = 0; t < demo->n_towns; t++) {
		struct town *town = &demo->towns[t];
		struct ctx *c = ctx_new(NULL, demo->call->c->db, demo->call->directory, demo->call->conf);

		db_ask(c->db, c, STMT_ENTER_SITE, NULL, ARGS(town->site->id_text));
		db_ask(c->db, c, STMT_CTL_TOLD_UNTIL, NULL, ARGS(town->site->id_text, demo_moment(c, demo->now - (int64_t)6 * 24 * 60)));
		TRY(demo_end(demo, c, OK));
	}
	return (OK);
}
