/* SPDX-License-Identifier: ISC */
/* Rewards, penalties and appeals. */
#include "ctl/demo.h"

#include "base/str.h"
#include "kinds/kinds.h"

#define YES(whose, from, to) { "vote", whose, from, to, "choice=approve;opinion=@yes" }
#define NO(whose)  { "vote", whose, 0, 1, "choice=reject;opinion=@no_incentive" }
#define PASSED    YES("group1", 0, 1), YES("group2", 0, 1), YES("deputy", 0, 1), YES("lead", 0, 1)

/* ---- rewards */

#define NOMINATE { "make", "author", 0, 0, NULL }, { "evidence", "author", 0, 0, NULL }
#define PROPOSE(type, more) { "propose", "tech_head", 1, 4, "type=" type ";proposal=@proposal;" more }
#define SUBMIT   { "submit", "tech_head", 0, 1, NULL }
#define CARRY    { "carry_out", "finance|technical", 2, 6, "carried_out=@carried_out" }

static const struct step nominated[] = { NOMINATE, { 0 } };
static const struct step proposed[] = { NOMINATE, PROPOSE("points", "points=10|20|30"), { 0 } };
static const struct step pending[] = { NOMINATE, PROPOSE("bonus", "amount=2000|3000|5000"), SUBMIT, YES("group1", 0, 1), { 0 } };
static const struct step approved[] = { NOMINATE, PROPOSE("bonus", "amount=2000|3000|5000"), SUBMIT, PASSED, { 0 } };
static const struct step paid[] = { NOMINATE, PROPOSE("bonus", "amount=1000|2000|3000"), SUBMIT, PASSED, CARRY, { 0 } };
static const struct step booked[] = { NOMINATE, PROPOSE("points", "points=10|15|20|30"), SUBMIT, PASSED, CARRY, { 0 } };
static const struct step commended[] = { NOMINATE, PROPOSE("commendation", "citation=@citation"), SUBMIT, PASSED, CARRY, { 0 } };
static const struct step honoured[] = {
	NOMINATE, PROPOSE("title", "honour=@honour;citation=@citation"), SUBMIT, PASSED, CARRY, { 0 }
};
static const struct step declined[] = { NOMINATE, { "decline", "tech_head", 1, 3, "reason=@reward_decline" }, { 0 } };
static const struct step sent_back[] = { NOMINATE, PROPOSE("points", "points=30"), SUBMIT, YES("group3", 0, 1), NO("lead"), { 0 } };

static bool
prepare_reward(struct story *s)
{
	const struct step *steps = s->plot->steps;

	/* A team has no points account. */
	if (s->topic == NULL)
		s->topic = steps == commended || steps == paid || steps == approved ? demo_topic(s->town, TOPIC_TEAM_REWARD) : demo_topic(s->town, TOPIC_REWARD);
	s->author = demo_staff(s->town, &s->dice, NULL);
	s->person = str_eq(demo_text(s->topic, "subject"), "person") ? demo_who(s, "developer|tester|maintainer|operations|marketing") : NULL;
	return (s->author != NULL && s->town->n_made > 15);
}

static const struct plot rewards[] = {
	{ &reward_kind, commended, 12, 300, 30, prepare_reward },
	{ &reward_kind, booked, 20, 300, 30, prepare_reward },
	{ &reward_kind, pending, 10, 12, 9, prepare_reward },
	{ &reward_kind, paid, 16, 300, 30, prepare_reward },
	{ &reward_kind, nominated, 10, 3, 0, prepare_reward },
	{ &reward_kind, approved, 8, 20, 15, prepare_reward },
	{ &reward_kind, proposed, 8, 10, 7, prepare_reward },
	{ &reward_kind, declined, 8, 280, 10, prepare_reward },
	{ &reward_kind, honoured, 6, 300, 40, prepare_reward },
	{ &reward_kind, sent_back, 4, 60, 15, prepare_reward },
};

void
demo_rewards(struct town *town)
{
	demo_plan(town, rewards, ARRAY_LEN(rewards));
}

/* ---- penalties */

#define DRAFT    { "make", "author", 0, 0, NULL }, { "evidence", "author", 0, 0, NULL }
#define HEAR     { "hear", "author", 0, 1, NULL }
#define SPEAK    { "state", "person", 0, 1, "statement=@statement" }
#define PUT      { "put", "author", 0, 1, "decision=@decision" }
#define SERVE    { "serve", "author", 0, 1, "served_on=+0" }, { "acknowledge", "person", 0, 1, NULL }
#define DECIDED  DRAFT, HEAR, SPEAK, PUT, PASSED, SERVE
#define APPEAL   { "appeal", "person", 1, 2, "reason=@appeal" }, { "appeal:found", "person", AT_ONCE, 0, NULL }
#define ACCEPT   { "appeal:accept", "lead", 1, 3, "deciders=&group1,group2,deputy;new_points=2;new_decision=@change_decision" }
#define OUT      { "carry_out", "author", 10, 14, "carried_out=@penalty_carried_out" }

static const struct step drafted[] = { DRAFT, { 0 } };
static const struct step dropped[] = { DRAFT, HEAR, SPEAK, { "drop", "author", 1, 4, "reason=@drop" }, { 0 } };
static const struct step discarded[] = { DRAFT, { "discard", "author", 1, 4, "reason=@drop" }, { 0 } };
static const struct step hearing[] = { DRAFT, HEAR, { 0 } };
static const struct step waived[] = { DRAFT, HEAR, { "waive", "clock", AT_NIGHT, 7, "statement_waived=@waived" }, PUT, PASSED, { "serve", "author", 0, 1, "served_on=+0" }, OUT, { 0 } };
static const struct step wording[] = { DRAFT, HEAR, SPEAK, { 0 } };
static const struct step deciding[] = { DRAFT, HEAR, SPEAK, PUT, YES("group1", 0, 1), { 0 } };
static const struct step overruled[] = { DRAFT, HEAR, SPEAK, PUT, YES("group2", 0, 1), NO("lead"), { 0 } };
static const struct step decided[] = { DECIDED, { 0 } };
static const struct step carried_out[] = { DECIDED, OUT, { 0 } };
static const struct step lifted[] = { DECIDED, OUT, { "lift", "clock", AT_NIGHT, 92, NULL }, { 0 } };
static const struct step upheld[] = {
	DECIDED, APPEAL, ACCEPT, { "appeal:change", "deputy", 1, 2, "reason=@change_outcome" }, { "appeal:uphold", "group1", 1, 3, "reason=@uphold" }, { "appeal:uphold", "group2", 1, 3, "reason=@uphold" }, OUT, { 0 }
};
static const struct step changed[] = {
	DECIDED, APPEAL, ACCEPT, { "appeal:change", "group2", 2, 4, "reason=@change_outcome" }, { "appeal:change", "group1", 1, 3, "reason=@change_outcome" }, OUT, { 0 }
};
static const struct step revoked[] = { DECIDED, APPEAL, ACCEPT, { "appeal:revoke", "deputy", 2, 4, "reason=@revoke" }, { "appeal:revoke", "group2", 1, 3, "reason=@revoke" }, { 0 } };
static const struct step refused[] = {
	DECIDED, APPEAL, { "appeal:decline", "lead", 1, 3, "accept_reason=@appeal_decline" }, OUT, { 0 }
};
static const struct step appealed[] = { DECIDED, APPEAL, { 0 } };
static const struct step withdrawn[] = { DECIDED, APPEAL, { "appeal:withdraw", "person", 1, 2, NULL }, OUT, { 0 } };
static const struct step judging[] = { DECIDED, APPEAL, ACCEPT, { "appeal:uphold", "group1", 1, 3, "reason=@uphold" }, { 0 } };

static bool
prepare_penalty(struct story *s)
{
	if (s->topic == NULL)
		s->topic = demo_topic(s->town, TOPIC_PENALTY);
	s->author = demo_who(s, "tech_head");
	s->person = demo_who(s, "developer|tester|maintainer|operations|marketing");
	while (s->person != NULL && demo_has_role(s->person, "group_member|group_deputy|group_lead|finance"))
		s->person = demo_who(s, "developer|tester|maintainer|operations|marketing");
	return (s->author != NULL && s->person != NULL && s->town->n_made > 15);
}

static const struct plot penalties[] = {
	{ &penalty_kind, changed, 5, 300, 60, prepare_penalty },
	{ &penalty_kind, upheld, 5, 300, 60, prepare_penalty },
	{ &penalty_kind, revoked, 5, 300, 60, prepare_penalty },
	{ &penalty_kind, hearing, 6, 3, 2, prepare_penalty },
	{ &penalty_kind, wording, 3, 4, 3, prepare_penalty },
	{ &penalty_kind, deciding, 6, 9, 7, prepare_penalty },
	{ &penalty_kind, decided, 6, 16, 13, prepare_penalty },
	{ &penalty_kind, carried_out, 12, 60, 35, prepare_penalty },
	{ &penalty_kind, lifted, 8, 320, 150, prepare_penalty },
	{ &penalty_kind, refused, 4, 300, 60, prepare_penalty },
	{ &penalty_kind, appealed, 4, 20, 16, prepare_penalty },
	{ &penalty_kind, judging, 4, 26, 21, prepare_penalty },
	{ &penalty_kind, waived, 4, 300, 50, prepare_penalty },
	{ &penalty_kind, overruled, 4, 200, 20, prepare_penalty },
	{ &penalty_kind, dropped, 4, 280, 10, prepare_penalty },
	{ &penalty_kind, discarded, 2, 280, 10, prepare_penalty },
	{ &penalty_kind, withdrawn, 4, 280, 60, prepare_penalty },
	{ &penalty_kind, drafted, 4, 5, 2, prepare_penalty },
};

void
demo_penalties(struct town *town)
{
	demo_plan(town, penalties, ARRAY_LEN(penalties));
}
