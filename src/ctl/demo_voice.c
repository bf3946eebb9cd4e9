/* SPDX-License-Identifier: ISC */
/* What is said in public: feedback of staff for their customers, notices, and the record of each triage. */
#include "ctl/demo.h"

#include "base/str.h"
#include "kinds/kinds.h"

/* ---- feedback */

static const struct step fresh[] = { { "make", "author", 0, 0, NULL }, { 0 } };
static const struct step linked[] = {
	{ "make", "author", 0, 0, NULL },
	{ "link", "operations", 0, 3, "requirement_id=?requirement:accepted,submitted,deferred" },
	{ 0 }
};
static const struct step converted[] = {
	{ "make", "author", 0, 0, NULL },
	{ "say", "operations", 0, 1, "text=@feedback_talk" },
	{ "convert", "operations", 0, 2, NULL },
	{ 0 }
};
static const struct step answered[] = {
	{ "make", "author", 0, 0, NULL },
	{ "answer", "operations|technical", 0, 3, "answer=@answer" },
	{ 0 }
};
static const struct step dismissed[] = {
	{ "make", "author", 0, 0, NULL },
	{ "dismiss", "operations|technical", 1, 4, "reason=@dismiss" },
	{ 0 }
};

static bool
prepare_feedback(struct story *s)
{
	size_t n = s->town->n_made, from = n == 0 ? 0 : demo_roll(&s->dice, n);

	if (s->topic == NULL)
		s->topic = demo_topic(s->town, TOPIC_FEEDBACK);
	s->author = demo_staff(s->town, &s->dice, NULL);
	for (size_t i = 0; i < n && s->platform == NULL; i++) {
		const struct made *m = &s->town->made[(from + i) % n];

		if (m->kind == &platform_kind && str_eq(demo_text(m->topic, "category"), demo_text(s->topic, "category")))
			s->platform = m->number;
	}
	return (s->author != NULL && n > 20);
}

static const struct plot feedbacks[] = {
	{ &feedback_kind, linked, 28, 350, 4, prepare_feedback },
	{ &feedback_kind, answered, 28, 350, 4, prepare_feedback },
	{ &feedback_kind, converted, 14, 350, 4, prepare_feedback },
	{ &feedback_kind, dismissed, 12, 350, 6, prepare_feedback },
	{ &feedback_kind, fresh, 18, 6, 0, prepare_feedback },
};

void
demo_feedbacks(struct town *town)
{
	demo_plan(town, feedbacks, ARRAY_LEN(feedbacks));
}

/* ---- notices */

static const struct step published[] = {
	{ "make", "author", 0, 0, "audience=all" },
	{ "publish", "author", 0, 0, NULL },
	{ "readers", "author", 0, 2, NULL },
	{ 0 }
};
static const struct step withdrawn[] = {
	{ "make", "author", 0, 0, "audience=all" },
	{ "publish", "author", 0, 0, NULL },
	{ "readers", "author", 0, 1, NULL },
	{ "withdraw", "tech_head", 2, 5, "reason=@notice_withdraw" },
	{ 0 }
};
static const struct step unpublished[] = { { "make", "author", 0, 0, "audience=all" }, { 0 } };
static const struct step discarded[] = { { "make", "author", 0, 0, "audience=all" }, { "discard", "author", 0, 2, NULL }, { 0 } };
static const struct step to_some[] = {
	{ "make", "author", 0, 0, "audience=persons;persons=&developer,tester,maintainer" },
	{ "publish", "author", 0, 0, NULL },
	{ 0 }
};

/* What announces something is about its record; a colleague says so. */
#define ANNOUNCE(what) { { "make", "author", 0, 0, "audience=all;" what }, { "publish", "author", AT_ONCE, 0, NULL }, { "readers", "author", 0, 2, NULL }, { 0 } }
static const struct step updated[] = ANNOUNCE("type=update;title=.update_title;body=.update_body");
static const struct step ruled[] = ANNOUNCE("type=regulation;title=.rule_title;body=.rule_body");

static bool
is_announced(const struct town *town, const struct made *what)
{
	for (size_t i = 0; i < town->n_made; i++)
		if (town->made[i].kind == &notice_kind && town->made[i].topic == what->topic)
			return (true);
	return (false);
}

/* The first of this kind and in such a state that was not announced before. */
static bool
prepare_about(struct story *s, const struct kind *kind, const char *states, const char *type)
{
	size_t n = s->town->n_made;

	for (size_t i = 0; i < n && s->about == NULL; i++) {
		const struct made *m = &s->town->made[i];

		if (m->kind == kind && str_has_word(states, m->state) && (type == NULL || str_eq(demo_text(m->topic, "type"), type)) &&
		    !is_announced(s->town, m)) {
			s->about = m->number;
			s->topic = m->topic;
		}
	}
	s->author = demo_who(s, "technical");
	return (s->about != NULL && s->author != NULL);
}

static bool
prepare_update(struct story *s)
{
	return (prepare_about(s, &change_kind, "in_force closed", NULL));
}

static bool
prepare_rule(struct story *s)
{
	return (prepare_about(s, &document_kind, "published", "regulation"));
}

static bool
prepare_notice(struct story *s)
{
	if (s->topic == NULL)
		s->topic = demo_topic(s->town, TOPIC_NOTICE);
	s->author = demo_who(s, "technical");
	return (s->author != NULL);
}

static const struct plot notices[] = {
	{ &notice_kind, published, 80, 340, 3, prepare_notice },
	{ &notice_kind, to_some, 10, 200, 20, prepare_notice },
	{ &notice_kind, withdrawn, 10, 300, 30, prepare_notice },
	{ &notice_kind, unpublished, 10, 5, 1, prepare_notice },
	{ &notice_kind, published, 0, 12, 4, prepare_notice },
	{ &notice_kind, discarded, 0, 100, 20, prepare_notice },
	{ &notice_kind, updated, 15, 70, 10, prepare_update },
	{ &notice_kind, ruled, 0, 60, 20, prepare_rule },
};

void
demo_notices(struct town *town)
{
	demo_plan(town, notices, ARRAY_LEN(notices));
}

/* ---- triage meetings: one story for the whole year, made anew for each meeting */

static const struct step meeting[] = {
	{ "make", "author", AFTER_TRIAGE, 0,
	    "title=@meeting_title;held_on=+0;chair_id=&tech_head;present=&technical,developer,operations,finance;summary=@meeting" },
	{ "results", "author", 0, 0, NULL },
	{ "close", "author", 0, 0, NULL },
	{ 0 }
};

static bool
prepare_meeting(struct story *s)
{
	s->author = demo_who(s, "technical");
	return (s->author != NULL);
}

void
demo_meetings(struct town *town)
{
	static struct plot plots[27];

	/* Each begins a fortnight after the one before and waits for its Thursday. */
	for (size_t i = 0; i < ARRAY_LEN(plots); i++)
		plots[i] = (struct plot){ &triage_meeting_kind, meeting, 0, 14 * (int)i + 7, 14 * (int)i + 7, prepare_meeting };
	demo_plan(town, plots, ARRAY_LEN(plots));
}
