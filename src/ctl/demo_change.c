/* SPDX-License-Identifier: ISC */
/* Requests to change what was decided, and how the group decides on them. */
#include "ctl/demo.h"

#include "base/str.h"
#include "kinds/kinds.h"

#define MAKE      { "make", "author", 0, 0, "effect_schedule=@effect_schedule;effect_cost=@effect_cost;effect_risk=@effect_risk" }, \
    { "values", "author", AT_ONCE, 0, NULL }
#define SUBMIT    { "submit", "author", 0, 1, NULL }
#define ENDORSE   { "endorse", "technical", 0, 3, "review_opinion=@endorse" }
#define YES(whose, from, to) { "vote", whose, from, to, "choice=approve;opinion=@yes" }
#define NO(whose)  { "vote", whose, 0, 1, "choice=reject;opinion=@no" }
#define PASSED    YES("group1", 0, 1), YES("group2", 0, 0), YES("deputy", 0, 1), YES("lead", 0, 1)
#define APPLY     { "apply", "tech_head|technical", 0, 3, NULL }
#define CONFIRM   APPLY, { "confirm", "tech_head", 2, 10, "plan_updated=@plan_updated;documents_updated=@documents_updated" }

static const struct step draft[] = { MAKE, { 0 } };
static const struct step discarded[] = { MAKE, { "discard", "author", 1, 4, NULL }, { 0 } };
static const struct step in_review[] = { MAKE, SUBMIT, { 0 } };
static const struct step returned[] = { MAKE, SUBMIT, { "return", "tech_head|technical", 0, 2, "reason=@return" }, { 0 } };
static const struct step refused[] = { MAKE, SUBMIT, { "reject", "tech_head|technical", 0, 2, "reason=@refuse" }, { 0 } };
static const struct step taken_back[] = { MAKE, SUBMIT, { "take_back", "author", 0, 1, NULL }, { 0 } };
static const struct step voting[] = {
	MAKE, SUBMIT, ENDORSE,
	{ "ask", "group3", 0, 0, "whom=finance|department_head;question=@question_opinion" },
	YES("group3", 0, 1), YES("group1", 0, 1),
	{ "urge", "author", 0, 1, NULL },
	{ 0 }
};
static const struct step undecided[] = {
	MAKE, SUBMIT, ENDORSE,
	{ "stand_in", "group5", 0, 1, "delegate=group3;absence=@absence;days=30" },
	{ 0 }
};
static const struct step in_force[] = { MAKE, SUBMIT, ENDORSE, PASSED, { 0 } };
static const struct step applied[] = { MAKE, SUBMIT, ENDORSE, PASSED, APPLY, { 0 } };
static const struct step closed[] = {
	MAKE, SUBMIT, ENDORSE,
	{ "ask", "deputy", 0, 1, "whom=technical;question=@question_opinion" },
	{ "opine", "asked", 0, 1, "opinion=@opinion" },
	PASSED,
	{ "say", "developer|technical", 1, 3, "text=@change_talk" },
	CONFIRM, { 0 }
};
/* Rejected by the lead, revised, handed in again, approved: two rounds. */
static const struct step again[] = {
	MAKE, SUBMIT, ENDORSE,
	YES("group2", 0, 1), NO("lead"),
	{ "say", "author", 0, 1, "text=@revise" },
	{ "edit", "author", 1, 3, "effect_risk=@effect_risk_again;what=@what_again" },
	{ "submit", "author", 0, 1, NULL }, ENDORSE, PASSED, CONFIRM, { 0 }
};
/* Returned by the lead, and again outvoted: three rounds. */
static const struct step thrice[] = {
	MAKE, SUBMIT, ENDORSE,
	{ "vote", "lead", 0, 1, "choice=return;opinion=@return" },
	{ "edit", "author", 1, 3, "effect_cost=@effect_cost_again" },
	{ "submit", "author", 0, 1, NULL }, ENDORSE,
	NO("group1"), NO("group2"), NO("group3"), NO("group4"),
	{ "edit", "author", 2, 5, "effect_risk=@effect_risk_again" },
	{ "submit", "author", 0, 1, NULL }, ENDORSE, PASSED, { 0 }
};
/* The submitter recalls it before anybody voted, corrects it and hands it in again. */
static const struct step recalled[] = {
	MAKE, SUBMIT, ENDORSE,
	{ "recall", "author", 0, 1, NULL },
	{ "edit", "author", 0, 1, "effect_schedule=@effect_schedule" },
	{ "submit", "author", 0, 1, NULL }, ENDORSE, PASSED, CONFIRM, { 0 }
};
/* A member of the group is away; another casts that vote. */
static const struct step stood_in[] = {
	MAKE, SUBMIT,
	{ "stand_in", "group5", 0, 0, "delegate=group4;absence=@absence" },
	{ "endorse", "technical", 0, 0, "review_opinion=@endorse" },
	{ "vote", "group4", 0, 0, "choice=approve;opinion=@yes" },
	{ "vote", "group4", 0, 0, "choice=approve;opinion=@yes_for;for=group5" },
	YES("group1", 0, 1), YES("lead", 0, 1), CONFIRM, { 0 }
};

/* An accepted requirement of the author's department with no other change under way. */
static bool
is_target(const struct story *s, const struct made *m)
{
	if (m->kind != &requirement_kind || m->fleeting || !str_eq(m->state, "accepted") || demo_day(m->decided_at) + 5 > demo_day(s->at))
		return (false);
	for (size_t i = 0; i < s->town->n_made; i++)
		if (s->town->made[i].kind == &change_kind && str_eq(s->town->made[i].platform, m->number))
			return (false);
	return (demo_department_key(s->town, m->department_id)[0] != '\0');
}

static bool
prepare(struct story *s)
{
	size_t n = s->town->n_made, from = n == 0 ? 0 : demo_roll(&s->dice, n);

	for (size_t i = 0; i < n; i++) {
		const struct made *m = &s->town->made[(from + i) % n];

		if (!is_target(s, m))
			continue;
		s->author = demo_staff(s->town, &s->dice, m->department_id);
		if (s->author == NULL)
			continue;
		s->topic = demo_topic(s->town, TOPIC_CHANGE);
		s->about = s->platform = m->number;
		s->department_id = m->department_id;
		return (true);
	}
	return (false);
}

static const struct plot changes[] = {
	{ &change_kind, again, 8, 280, 90, prepare },
	{ &change_kind, closed, 20, 290, 60, prepare },
	{ &change_kind, voting, 6, 9, 7, prepare },
	{ &change_kind, stood_in, 6, 250, 60, prepare },
	{ &change_kind, in_force, 6, 12, 8, prepare },
	{ &change_kind, applied, 8, 60, 15, prepare },
	{ &change_kind, in_review, 8, 4, 2, prepare },
	{ &change_kind, refused, 8, 280, 15, prepare },
	{ &change_kind, returned, 6, 20, 6, prepare },
	{ &change_kind, undecided, 8, 9, 6, prepare },
	{ &change_kind, taken_back, 3, 40, 8, prepare },
	{ &change_kind, thrice, 4, 270, 100, prepare },
	{ &change_kind, recalled, 4, 270, 60, prepare },
	{ &change_kind, draft, 4, 10, 1, prepare },
	{ &change_kind, discarded, 0, 200, 20, prepare, .fleeting = true },
};

void
demo_changes(struct town *town)
{
	demo_plan(town, changes, ARRAY_LEN(changes));
}
