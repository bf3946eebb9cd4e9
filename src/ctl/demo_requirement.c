/* SPDX-License-Identifier: ISC */
/* Platforms of a town, and what its departments need of them. */
#include "ctl/demo.h"

#include "base/str.h"
#include "kinds/kinds.h"

/* ---- platforms: in operation since before the register began */

#define YES(whose, from, to) { "vote", whose, from, to, "choice=approve;opinion=@yes" }
#define AGREED     YES("group1", 0, 1), YES("group2", 0, 0), YES("deputy", 0, 0), YES("lead", 0, 0)
#define REGISTERED { "register", "technical", 0, 1, "reason=@register" }, AGREED

static const struct step operating[] = {
	{ "make", "author", 0, 0, NULL },
	REGISTERED,
	{ 0 }
};
static const struct step planned[] = {
	{ "make", "author", 0, 0, NULL },
	{ 0 }
};
/* Entered twice by mistake. */
static const struct step mistaken[] = {
	{ "make", "author", 0, 0, NULL },
	{ "discard", "author", 1, 2, NULL },
	{ 0 }
};
static const struct step suspended[] = {
	{ "make", "author", 0, 0, NULL },
	REGISTERED,
	{ "suspend", "tech_head", 150, 200, "reason=@suspend" },
	{ "resume", "author", 9, 15, "reason=@resume" },
	{ "vote", "tech_head", 0, 0, "choice=approve;opinion=@yes" },
	{ "suspend", "tech_head", 100, 120, "reason=@suspend" },
	{ 0 }
};
static const struct step retired[] = {
	{ "make", "author", 0, 0, NULL },
	REGISTERED,
	{ "retire", "tech_head", 200, 240, "reason=@retire" },
	AGREED,
	{ 0 }
};

static bool
prepare_platform(struct story *s)
{
	const struct step *steps = s->plot->steps;

	s->topic = demo_topic(s->town, steps == planned || steps == mistaken ? TOPIC_PLANNED_PLATFORM :
	    steps == suspended || steps == retired ? TOPIC_FADING_PLATFORM : TOPIC_PLATFORM);
	s->author = demo_who(s, "technical");
	/* Whoever runs it: the department its topic names. */
	s->department_id = demo_department_id(s->town, demo_text(s->topic, "of"));
	return (s->author != NULL && s->department_id != NULL);
}

static const struct plot platforms[] = {
	{ &platform_kind, operating, 80, 380, 376, prepare_platform },
	{ &platform_kind, operating, 0, 380, 376, prepare_platform },
	{ &platform_kind, operating, 0, 380, 376, prepare_platform },
	{ &platform_kind, operating, 0, 380, 376, prepare_platform },
	{ &platform_kind, suspended, 0, 380, 376, prepare_platform },
	{ &platform_kind, planned, 0, 230, 220, prepare_platform },
	{ &platform_kind, retired, 0, 380, 376, prepare_platform },
	{ &platform_kind, mistaken, 0, 219, 215, prepare_platform },
};

void
demo_platforms(struct town *town)
{
	demo_plan(town, platforms, ARRAY_LEN(platforms));
}

/* ---- requirements */

#define MAKE   { "make", "author", 0, 0, "liaison_id=&liaison;wanted_by=+30|+45|+60|+90" }
#define SUBMIT { "submit", "author", 0, 1, NULL }

static const struct step draft[] = { MAKE, { 0 } };
static const struct step discarded[] = { MAKE, { "discard", "author", 1, 4, NULL }, { 0 } };
static const struct step submitted[] = { MAKE, SUBMIT, { 0 } };
/* For another department, whose liaison is asked first (R8.1). */
static const struct step asked[] = { MAKE, SUBMIT, { 0 } };
static const struct step endorsed[] = { MAKE, SUBMIT, { "endorse", "liaison", 0, 2, NULL }, { 0 } };
static const struct step accepted[] = {
	MAKE, SUBMIT,
	{ "accept", "tech_head", NEXT_TRIAGE, 0, "class=routine;priority=2|3|3|4;expected_goal=@expected_goal;decision_reason=@accept" },
	{ 0 }
};
static const struct step discussed[] = {
	MAKE, SUBMIT,
	{ "say", "technical|tester|developer", 1, 3, "text=@question" },
	{ "say", "author", 0, 1, "text=@reply" },
	{ "edit", "author", 0, 0, "acceptance=@acceptance" },
	{ "watch", "operations|department_head|finance", 0, 1, NULL },
	{ "accept", "tech_head", NEXT_TRIAGE, 0, "class=routine;priority=2|3;expected_goal=@expected_goal;decision_reason=@accept" },
	{ "say", "developer|maintainer", 2, 5, "text=@progress" },
	{ 0 }
};
static const struct step emergency[] = {
	MAKE, SUBMIT,
	{ "say", "maintainer|developer|technical", 0, 0, "text=@alarm" },
	{ "accept", "tech_head|technical", 0, 0, "class=emergency;priority=1;expected_goal=@emergency_goal;decision_reason=@emergency" },
	{ 0 }
};
static const struct step rejected[] = {
	MAKE, SUBMIT, { "reject", "tech_head|technical", NEXT_TRIAGE, 0, "decision_reason=@reject" }, { 0 }
};
static const struct step deferred[] = {
	MAKE, SUBMIT, { "defer", "tech_head|technical", NEXT_TRIAGE, 0, "deferred_until=+120|+150;decision_reason=@defer" }, { 0 }
};
static const struct step resumed[] = {
	MAKE, SUBMIT,
	{ "defer", "tech_head|technical", NEXT_TRIAGE, 0, "deferred_until=+30;decision_reason=@defer" },
	{ "resume", "clock", AT_NIGHT, 30, NULL },
	{ "accept", "tech_head", NEXT_TRIAGE, 0, "class=routine;priority=3|4;expected_goal=@expected_goal;decision_reason=@accept" },
	{ 0 }
};
static const struct step merged[] = {
	MAKE, SUBMIT,
	{ "merge", "tech_head|technical", NEXT_TRIAGE, 0, "merged_into=?requirement:accepted,submitted;decision_reason=@merge" },
	{ 0 }
};
static const struct step withdrawn[] = { MAKE, SUBMIT, { "withdraw", "author", 1, 4, "reason=@withdraw" }, { 0 } };
static const struct step withdrawn_late[] = {
	MAKE, SUBMIT,
	{ "accept", "tech_head", NEXT_TRIAGE, 0, "class=routine;priority=4;expected_goal=@expected_goal;decision_reason=@accept" },
	{ "withdraw", "author", 20, 40, "reason=@withdraw" },
	{ 0 }
};

/* A platform of the topic's category that is in operation. */
static const struct made *
platform_for(struct story *s, const char *category)
{
	struct town *town = s->town;
	size_t from = town->n_made == 0 ? 0 : demo_roll(&s->dice, town->n_made);

	for (size_t i = 0; i < town->n_made; i++) {
		const struct made *m = &town->made[(from + i) % town->n_made];

		if (m->kind == &platform_kind && str_eq(m->state, "in_operation") && (category == NULL || str_eq(demo_text(m->topic, "category"), category)))
			return (m);
	}
	return (category == NULL ? NULL : platform_for(s, NULL));
}

/* A topic comes round again for another use of it: on the phone, for the second stage. */
static json_t *
title_again(struct story *s, json_t *topic, size_t round)
{
	const json_t *suffixes = json_object_get(json_object_get(s->town->demo->data, "texts"), "again");
	const char *suffix = json_string_value(json_array_get(suffixes, (round + demo_roll(&s->dice, json_array_size(suffixes))) % json_array_size(suffixes)));
	json_t *copy = json_copy(topic);

	if (suffix != NULL)
		json_object_set_new(copy, "title", json_string(mem_fmt(s, "%s%s", demo_text(topic, "title"), suffix)));
	/* Lives as long as the data. */
	json_array_append_new(json_object_get(s->town->demo->data, "copies"), copy);
	return (copy);
}

/* Those who work with the platforms ask for more than those who build them. */
static const struct resident *
proposer(struct story *s)
{
	const struct resident *who = demo_staff(s->town, &s->dice, NULL);

	for (int i = 0; i < 3 && who != NULL && str_eq(who->department, "tech"); i++)
		who = demo_staff(s->town, &s->dice, NULL);
	return (who);
}

static bool
prepare_requirement(struct story *s)
{
	size_t n = json_array_size(json_object_get(s->town->demo->data, "requirements"));
	size_t first = 1 + (size_t)(s->town - s->town->demo->towns) * (n / 3), used;
	const struct made *platform;

	if (s->topic == NULL) {
		s->topic = demo_topic(s->town, TOPIC_REQUIREMENT);
		used = s->town->next_topic[TOPIC_REQUIREMENT] - 1 - first;
		if (n > 0 && used >= n)
			s->topic = title_again(s, s->topic, used / n);
	}
	platform = platform_for(s, demo_text(s->topic, "category"));
	s->author = proposer(s);
	if (platform == NULL || s->author == NULL)
		return (false);
	s->platform = platform->number;
	s->department_id = s->author->department_id;
	return (true);
}

static bool
prepare_for_others(struct story *s)
{
	if (!prepare_requirement(s))
		return (false);
	s->department_id = demo_department_id(s->town, str_eq(s->author->department, "business") ? "marketing" : "business");
	return (s->department_id != NULL);
}

static const struct plot requirements[] = {
	{ &requirement_kind, accepted, 34, 365, 6, prepare_requirement },
	{ &requirement_kind, discussed, 14, 360, 12, prepare_requirement },
	{ &requirement_kind, emergency, 8, 360, 2, prepare_requirement },
	{ &requirement_kind, rejected, 10, 360, 20, prepare_requirement },
	{ &requirement_kind, deferred, 5, 100, 25, prepare_requirement },
	{ &requirement_kind, resumed, 4, 360, 90, prepare_requirement },
	{ &requirement_kind, merged, 5, 340, 20, prepare_requirement },
	{ &requirement_kind, withdrawn, 4, 360, 10, prepare_requirement },
	{ &requirement_kind, withdrawn_late, 3, 360, 80, prepare_requirement, .fleeting = true },
	{ &requirement_kind, submitted, 8, 9, 0, prepare_requirement },
	{ &requirement_kind, asked, 2, 3, 0, prepare_for_others },
	{ &requirement_kind, endorsed, 2, 9, 4, prepare_for_others },
	{ &requirement_kind, draft, 5, 40, 0, prepare_requirement },
	{ &requirement_kind, discarded, 0, 200, 20, prepare_requirement, .fleeting = true },
};

void
demo_requirements(struct town *town)
{
	demo_plan(town, requirements, ARRAY_LEN(requirements));
}
