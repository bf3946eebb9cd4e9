/* SPDX-License-Identifier: ISC */
/* Disputes about records, put before the management group (R6.4). */
#include "ctl/demo.h"

#include "base/str.h"
#include "kinds/kinds.h"

#define RAISE_IT  { "make", "author", 0, 0, NULL }
/* Who words a ruling has no vote on it. */
#define PROPOSE   { "propose", "group_deputy", 1, 3, "ruling=@ruling" }
#define YES(whose) { "vote", whose, 0, 1, "choice=approve;opinion=@yes" }
#define PASSED    YES("group1"), YES("group2"), YES("group3"), YES("lead")

static const struct step raised[] = { RAISE_IT, { 0 } };
static const struct step voting[] = { RAISE_IT, PROPOSE, YES("group3"), { 0 } };
static const struct step ruled[] = { RAISE_IT, PROPOSE, PASSED, { 0 } };
static const struct step declined[] = { RAISE_IT, { "decline", "group_deputy", 1, 3, "reason=@ruling_decline" }, { 0 } };
static const struct step withdrawn[] = { RAISE_IT, { "withdraw", "author", 1, 2, NULL }, { 0 } };
/* The first wording finds no majority. */
static const struct step reworded[] = {
	RAISE_IT,
	PROPOSE, YES("group1"),
	{ "vote", "lead", 0, 1, "choice=reject;opinion=@no_ruling" },
	PROPOSE, PASSED, { 0 }
};

/* What departments argue about: what was decided on a requirement or a change. */
static bool
prepare(struct story *s)
{
	size_t n = s->town->n_made, from = n == 0 ? 0 : demo_roll(&s->dice, n);

	for (size_t i = 0; i < n; i++) {
		const struct made *m = &s->town->made[(from + i) % n];

		if ((m->kind != &requirement_kind && m->kind != &change_kind) || !str_has_word("accepted rejected merged", m->state))
			continue;
		s->author = demo_staff(s->town, &s->dice, m->department_id);
		if (s->author == NULL)
			continue;
		s->topic = demo_topic(s->town, TOPIC_DISPUTE);
		s->about = m->number;
		return (true);
	}
	return (false);
}

static const struct plot disputes[] = {
	{ &escalation_kind, ruled, 40, 300, 40, prepare },
	{ &escalation_kind, raised, 15, 4, 2, prepare },
	{ &escalation_kind, voting, 15, 9, 7, prepare },
	{ &escalation_kind, reworded, 10, 280, 50, prepare },
	{ &escalation_kind, declined, 10, 280, 15, prepare },
	{ &escalation_kind, withdrawn, 10, 280, 15, prepare },
};

void
demo_disputes(struct town *town)
{
	demo_plan(town, disputes, ARRAY_LEN(disputes));
}
