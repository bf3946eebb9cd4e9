/* SPDX-License-Identifier: ISC */
/* What people do beside moves: they talk, follow, stand in for one another, link evidence, keep filters, confirm notices. */
#include "ctl/demo.h"

#include "access/event.h"
#include "base/str.h"

struct err *
demo_say(struct ctx *c, struct story *s, const char *text)
{
	const struct kind *kind = s->kind;

	db_ask(c->db, c, STMT_COMMENT_ADD, NULL, ARGS(c->site_id, s->id, c->me->id_text, c->now, text));
	db_ask(c->db, c, STMT_NOTIFY_TALK, NULL, ARGS(c->site_id, s->id, c->me->id_text, "commented",
	    mem_fmt(c, "{\"kind\":\"%s\"}", kind->name), c->now, text));
	db_ask(c->db, c, STMT_RECORD_TOUCH, NULL, ARGS(c->site_id, s->id, c->now));
	return (OK);
}

struct err *
demo_stand_in(struct ctx *c, struct story *s)
{
	const struct resident *delegate = demo_who(s, demo_with(c, s, "delegate"));
	char from[DATE_TEXT], to[DATE_TEXT];
	struct event *e;

	date_text(demo_day(s->at), from);
	date_text(demo_day(s->at) + 7, to);
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
	db_ask(c->db, c, STMT_WATCH_ADD, NULL, ARGS(c->site_id, s->id, c->me->id_text, c->me->id_text, c->now));
	return (OK);
}

/* A record everybody sees stands for what happened. */
struct err *
demo_evidence(struct ctx *c, struct story *s)
{
	size_t n = s->town->n_made, from = demo_roll(&s->dice, n);

	for (size_t i = 0; i < n; i++) {
		const struct made *m = &s->town->made[(from + i) % n];

		if (!str_has_word("requirement feedback", m->kind->name) || str_eq(m->state, "draft"))
			continue;
		db_ask(c->db, c, STMT_LINK_ADD, NULL, ARGS(c->site_id, s->id, m->id, "evidence", c->now, c->me->id_text));
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
			db_ask(c->db, c, STMT_LINK_ADD, NULL, ARGS(c->site_id, s->id, m->id, "result", c->now, c->me->id_text));
	}
	return (OK);
}

/* Most of the audience confirm in the days after, each by themselves. */
struct err *
demo_readers(struct story *s)
{
	static const struct step reading = { "read", "person", 0, 0, NULL };
	struct story reader = *s;

	reader.step = &reading;
	for (size_t i = 0; i < s->town->n_people; i++) {
		reader.person = &s->town->people[i];
		reader.at = s->at + (int64_t)i * 7;
		if (reader.at > s->town->demo->now)
			break;
		if (reader.person != s->author && demo_roll(&s->dice, 100) < 78)
			TRY(demo_act(&reader));
	}
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
