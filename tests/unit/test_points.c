/* SPDX-License-Identifier: ISC */
/*
 * Goal: rewards and penalties from the first word to the points account: who is heard, who decides,
 * who sees it, and that an appeal's outcome moves the points.  Proves R33.1, R34.1, R35.1, R35.2,
 * R35.3. Needs a migrated database: GATEHOUSE_TEST_DB and GATEHOUSE_TEST_ADMIN; skipped without.
 */
#include "cast.h"

#define ok(said) assert_string_equal((said), "ok")

/* Who is who. */
struct play {
	struct cast *t;
	char *tech, *sales, *chief, *deputy, *member, *proposer, *wei, *li;
};

static struct play
people(struct cast *t)
{
	struct play p = { .t = t };
	char *tech = cast_department(t, "Tech", "tech"), *sales = cast_department(t, "Sales",
	    "business");

	p.tech = tech;
	p.sales = sales;
	p.chief = cast_member(t, "Chief", NULL, "group_lead");
	p.deputy = cast_member(t, "Deputy", tech, "group_deputy tech_head");
	p.member = cast_member(t, "Member", NULL, "group_member");
	p.proposer = cast_member(t, "Proposer", tech, "technical");
	p.wei = cast_member(t, "Wei", sales, "");
	p.li = cast_member(t, "Li", sales, "");
	return (p);
}

static const char *
points_of_person(struct play *p, const char *account)
{
	return (cast_query(p->t,
	    "SELECT COALESCE(sum(points), 0) FROM app.point WHERE site_id = $1::bigint AND "
	    "person_id = $2::bigint", ARGS(p->t->site, account)));
}

static const char *
entries_of_person(struct play *p, const char *account)
{
	return (cast_query(p->t,
	    "SELECT count(*) FROM app.point WHERE site_id = $1::bigint AND person_id = $2::bigint",
	    ARGS(p->t->site, account)));
}

/* Evidence, as the link page would add it. */
static void
give_evidence(struct play *p, const char *number)
{
	assert_non_null(cast_query(p->t,
	    "INSERT INTO app.file (site_id, record_id, name, type, size, sha256, stored, "
	    "created_at) "
	    "SELECT site_id, id, 'log.txt', 'text/plain', 1, '', 'x', now() FROM app.record WHERE "
	    "site_id = $1::bigint AND number = $2 RETURNING 1",
	    ARGS(p->t->site, number)));
}

static void
approve(struct play *p, const char *number)
{
	ok(cast_vote(p->t, p->chief, number, "approve"));
	ok(cast_vote(p->t, p->member, number, "approve"));
}

/* ---- rewards */

static const char *
nominated(struct play *p)
{
	const char *number = cast_make(p->t, p->li, "reward", PAIRS("title", "On time", "subject",
	    "person", "person_id", p->wei, "ground", "on_plan",
	    "facts", "Delivered the survey platform on plan."));

	assert_string_equal(cast_state(p->t, number), "nominated");
	return (number);
}

static void
reward_books_points(void **state)
{
	struct play p = people(*state);
	const char *number = nominated(&p);
	const char **proposal = PAIRS("type", "points", "points", "5", "proposal", "Worth it.");

	assert_string_equal(cast_move(p.t, p.li, number, "propose", proposal), "forbidden");
	assert_string_equal(cast_move(p.t, p.proposer, number, "propose", proposal),
	    "conflict: reward.todo.has_evidence");
	give_evidence(&p, number);
	assert_string_equal(cast_move(p.t, p.proposer, number, "propose", PAIRS("type", "points",
	    "proposal", "said x at length")), "complaint: Fill this in.");
	ok(cast_move(p.t, p.proposer, number, "propose", proposal));
	ok(cast_move(p.t, p.proposer, number, "submit", PAIRS()));
	approve(&p, number);
	assert_string_equal(cast_state(p.t, number), "approved");
	assert_string_equal(points_of_person(&p, p.wei), "0");
	ok(cast_move(p.t, p.proposer, number, "carry_out", PAIRS("carried_out", "Booked.")));
	assert_string_equal(points_of_person(&p, p.wei), "5");
}

static void
reward_is_rejected_and_comes_back(void **state)
{
	struct play p = people(*state);
	const char *number = nominated(&p);

	give_evidence(&p, number);
	ok(cast_move(p.t, p.proposer, number, "propose", PAIRS("type", "bonus", "amount", "800",
	    "proposal", "Worth it.")));
	ok(cast_move(p.t, p.proposer, number, "submit", PAIRS()));
	assert_string_equal(cast_vote(p.t, p.proposer, number, "approve"), "forbidden");
	ok(cast_vote(p.t, p.chief, number, "reject"));
	assert_string_equal(cast_state(p.t, number), "nominated");
}

/* A commendation is published to everyone, and who has read it confirms. */
static void
commendation_is_published(void **state)
{
	struct play p = people(*state);
	const char *number = nominated(&p), *notice;

	give_evidence(&p, number);
	assert_string_equal(cast_move(p.t, p.proposer, number, "propose", PAIRS("type",
	    "commendation", "proposal", "said x at length")),
	    "complaint: reward.complaint.no_citation");
	ok(cast_move(p.t, p.proposer, number, "propose", PAIRS("type", "commendation", "proposal",
	    "said x at length", "citation", "Well done.")));
	ok(cast_move(p.t, p.proposer, number, "submit", PAIRS()));
	approve(&p, number);
	ok(cast_move(p.t, p.proposer, number, "carry_out", PAIRS("carried_out", "Published.")));
	notice = cast_query(p.t,
	    "SELECT r.number FROM app.record r JOIN app.reward k ON k.site_id = r.site_id AND "
	    "k.notice_id = r.id WHERE r.site_id = $1::bigint",
	    ARGS(p.t->site));
	assert_string_equal(cast_state(p.t, notice), "published");
	ok(cast_move(p.t, p.li, notice, "read", PAIRS()));
	assert_string_equal(cast_move(p.t, p.li, notice, "read", PAIRS()),
	    "conflict: notice.todo.unread");
	assert_string_equal(cast_query(p.t,
	    "SELECT count(*) FROM app.reading WHERE site_id = $1::bigint", ARGS(p.t->site)),
	    "1");
}

/* ---- penalties */

static const char *
drafted(struct play *p, const char *measures, const char *more, const char *value)
{
	const char *number = cast_make(p->t, p->proposer, "penalty", PAIRS("title",
	    "Skipped the review", "subject", "person", "person_id", p->wei,
	    "ground", "process_skipped", "article", "19", "facts", "Went live without a review.",
	    "severity", "general", "liability", "direct",
	    "measures", measures, "effect_months", "1", more, value));

	if (strncmp(number, "PEN-", 4) == 0)
		give_evidence(p, number);
	return (number);
}

static void
measures_must_fit(void **state)
{
	struct play p = people(*state);

	assert_string_equal(drafted(&p, "contract_penalty", "contract_penalty", "1"),
	    "complaint: penalty.complaint.measure_does_not_fit");
	assert_string_equal(drafted(&p, "fine", "fine", "50"), "complaint: penalty.complaint.fine");
	assert_string_equal(drafted(&p, "performance_deduction", "x", ""),
	    "complaint: Fill this in.");
	/* Wages: without one there is no cap, and with one the compensation is spread below it. */
	assert_string_equal(drafted(&p, "compensation", "compensation", "3000"),
	    "complaint: Fill this in.");
}

/* 3,000 yuan of wages of 5,000: at most 1,000 a month, so three months. */
static void
compensation_is_spread(void **state)
{
	struct play p = people(*state);
	const char *number = cast_make(p.t, p.proposer, "penalty", PAIRS("title", "Lost data",
	    "subject", "person", "person_id", p.wei, "ground", "leak",
	    "article", "13", "facts", "said x at length", "severity", "serious", "liability", "direct", "measures",
	    "compensation", "compensation", "3000",
	    "monthly_wage", "5000"));

	give_evidence(&p, number);
	ok(cast_move(p.t, p.proposer, number, "hear", PAIRS()));
	assert_string_equal(cast_query(p.t,
	    "SELECT instalments FROM app.penalty WHERE site_id = $1::bigint", ARGS(p.t->site)),
	    "3");
}

/* A proposal of dismissal needs the union's notice as a file of its own (R35.1). */
static void
dismissal_needs_the_union(void **state)
{
	struct play p = people(*state);
	const char *number = drafted(&p, "dismissal_proposal", "x", "");

	assert_string_equal(cast_move(p.t, p.proposer, number, "hear", PAIRS()),
	    "conflict: penalty.todo.union_heard");
	cast_query(p.t,
	    "UPDATE app.file SET field = 'union_notice' WHERE site_id = $1::bigint RETURNING 1",
	    ARGS(p.t->site));
	assert_string_equal(cast_move(p.t, p.proposer, number, "hear", PAIRS()),
	    "conflict: penalty.todo.has_evidence");
	give_evidence(&p, number);
	ok(cast_move(p.t, p.proposer, number, "hear", PAIRS()));
}

static void
nobody_drafts_their_own(void **state)
{
	struct play p = people(*state);

	p.wei = p.proposer;
	assert_string_equal(drafted(&p, "verbal_warning", "x", ""),
	    "complaint: penalty.complaint.own");
}

/* To the group's decision; the person concerned sees it from the hearing on. */
static const char *
decided(struct play *p)
{
	const char *number = drafted(p, "performance_deduction", "points", "10");

	assert_string_equal(cast_state(p->t, number), "drafted");
	assert_false(cast_sees(p->t, p->wei, number));
	assert_false(cast_sees(p->t, p->li, number));
	assert_true(cast_sees(p->t, p->chief, number));
	ok(cast_move(p->t, p->proposer, number, "hear", PAIRS()));
	assert_true(cast_sees(p->t, p->wei, number));
	assert_string_equal(cast_move(p->t, p->proposer, number, "state", PAIRS("statement", "said x at length")),
	    "forbidden");
	assert_string_equal(cast_move(p->t, p->proposer, number, "record_statement",
	    PAIRS("statement", "said x at length")), "conflict: penalty.todo.not_a_person");
	assert_string_equal(cast_move(p->t, p->proposer, number, "waive", PAIRS("statement_waived",
	    "said x at length")), "conflict: penalty.todo.statement_over");
	ok(cast_move(p->t, p->wei, number, "state", PAIRS("statement", "I was told to.")));
	approve(p, number);
	assert_string_equal(cast_state(p->t, number), "decided");
	return (number);
}

static void
serve(struct play *p, const char *number)
{
	ok(cast_move(p->t, p->proposer, number, "serve", PAIRS("decision", "Ten points.",
	    "served_on", cast_query(p->t, "SELECT current_date", NO_ARGS))));
}

/* The time for an appeal runs out as if weeks had passed. */
static void
let_time_pass(struct play *p, const char *number)
{
	assert_non_null(cast_query(p->t,
	    "UPDATE app.penalty k SET appeal_until = current_date - 1 FROM app.record r WHERE "
	    "r.site_id = $1::bigint "
	    "AND r.number = $2 AND k.site_id = r.site_id AND k.record_id = r.id RETURNING 1",
	    ARGS(p->t->site, number)));
}

static const char *
appeal_of(struct play *p)
{
	return (cast_query(p->t,
	    "SELECT number FROM app.record WHERE site_id = $1::bigint AND kind = 'appeal'",
	    ARGS(p->t->site)));
}

static void
penalty_waits_for_the_appeal_period(void **state)
{
	struct play p = people(*state);
	const char *number = decided(&p);

	assert_string_equal(cast_move(p.t, p.wei, number, "appeal", PAIRS("reason", "said x at length")),
	    "conflict: penalty.todo.appeal_open");
	assert_string_equal(cast_move(p.t, p.proposer, number, "carry_out", PAIRS("carried_out",
	    "said x at length")), "conflict: penalty.todo.served_on");
	serve(&p, number);
	assert_string_equal(cast_move(p.t, p.proposer, number, "carry_out", PAIRS("carried_out",
	    "said x at length")), "conflict: penalty.todo.appeal_settled");
	let_time_pass(&p, number);
	assert_string_equal(cast_move(p.t, p.wei, number, "appeal", PAIRS("reason", "said x at length")),
	    "conflict: penalty.todo.appeal_open");
	ok(cast_move(p.t, p.proposer, number, "carry_out", PAIRS("carried_out", "Booked.")));
	assert_string_equal(points_of_person(&p, p.wei), "-10");
	assert_string_equal(cast_move(p.t, p.proposer, number, "lift", PAIRS()),
	    "conflict: penalty.todo.effect_over");
}

/* An appeal accepted by the lead, with the member to decide. */
static const char *
appealed(struct play *p, const char *number)
{
	const char *appeal;

	assert_string_equal(cast_move(p->t, p->li, number, "appeal", PAIRS("reason", "said x at length")),
	    "not found");
	assert_string_equal(cast_move(p->t, p->proposer, number, "appeal", PAIRS("reason", "said x at length")),
	    "forbidden");
	ok(cast_move(p->t, p->wei, number, "appeal", PAIRS("reason", "It was ordered.")));
	appeal = appeal_of(p);
	assert_true(cast_sees(p->t, p->proposer, appeal));
	assert_false(cast_sees(p->t, p->li, appeal));
	assert_string_equal(cast_move(p->t, p->wei, number, "appeal", PAIRS("reason", "said again at length")),
	    "conflict: penalty.todo.appeal_open");
	assert_string_equal(cast_move(p->t, p->member, appeal, "accept", PAIRS("deciders",
	    p->member)), "forbidden");
	assert_string_equal(cast_move(p->t, p->chief, appeal, "accept", PAIRS("deciders",
	    p->proposer)), "complaint: appeal.complaint.not_eligible");
	ok(cast_move(p->t, p->chief, appeal, "accept", PAIRS("deciders", p->member)));
	return (appeal);
}

static void
appeal_changes_the_points(void **state)
{
	struct play p = people(*state);
	const char *number = decided(&p), *appeal;

	serve(&p, number);
	appeal = appealed(&p, number);
	let_time_pass(&p, number);
	assert_string_equal(cast_move(p.t, p.proposer, number, "carry_out", PAIRS("carried_out",
	    "said x at length")), "conflict: penalty.todo.appeal_settled");
	assert_string_equal(cast_move(p.t, p.chief, appeal, "change", PAIRS("new_points", "4",
	    "new_decision", "said x at length", "reason", "said x at length")), "forbidden");
	assert_string_equal(cast_move(p.t, p.member, appeal, "change", PAIRS("new_points", "10",
	    "new_decision", "said x at length", "reason", "said x at length")),
	    "complaint: appeal.complaint.not_fewer");
	ok(cast_move(p.t, p.member, appeal, "change", PAIRS("new_points", "4",
	    "new_decision", "Four points.", "reason", "Too much.")));
	assert_string_equal(cast_state(p.t, appeal), "changed");
	ok(cast_move(p.t, p.proposer, number, "carry_out", PAIRS("carried_out", "Booked.")));
	assert_string_equal(points_of_person(&p, p.wei), "-4");
}

/* Where an appeal does not put the penalty off, the points follow its outcome afterwards. */
static void
appeal_revokes_what_was_carried_out(void **state)
{
	struct play p = people(*state);
	const char *number, *appeal;

	cast_query(p.t,
	    "INSERT INTO app.rule VALUES ($1::bigint, 'appeal_suspends', '0') RETURNING 1",
	    ARGS(p.t->site));
	number = decided(&p);
	serve(&p, number);
	appeal = appealed(&p, number);
	ok(cast_move(p.t, p.proposer, number, "carry_out", PAIRS("carried_out", "Booked.")));
	assert_string_equal(points_of_person(&p, p.wei), "-10");
	ok(cast_move(p.t, p.member, appeal, "revoke", PAIRS("reason", "Not their doing.")));
	assert_string_equal(cast_state(p.t, number), "revoked");
	assert_string_equal(points_of_person(&p, p.wei), "0");
	assert_string_equal(entries_of_person(&p, p.wei), "2");
}

static void
appeal_changes_what_was_carried_out(void **state)
{
	struct play p = people(*state);
	const char *number, *appeal;

	cast_query(p.t,
	    "INSERT INTO app.rule VALUES ($1::bigint, 'appeal_suspends', '0') RETURNING 1",
	    ARGS(p.t->site));
	number = decided(&p);
	serve(&p, number);
	appeal = appealed(&p, number);
	ok(cast_move(p.t, p.proposer, number, "carry_out", PAIRS("carried_out", "Booked.")));
	ok(cast_move(p.t, p.member, appeal, "change", PAIRS("new_points", "3",
	    "new_decision", "Three points.", "reason", "Too much.")));
	assert_string_equal(cast_state(p.t, number), "carried_out");
	assert_string_equal(points_of_person(&p, p.wei), "-3");
	assert_string_equal(entries_of_person(&p, p.wei), "3");
}

/* The person concerned has no vote, also as a member of the group. */
static void
concerned_has_no_vote(void **state)
{
	struct play p = people(*state);
	const char *number;

	p.wei = p.deputy;
	number = drafted(&p, "verbal_warning", "x", "");
	ok(cast_move(p.t, p.proposer, number, "hear", PAIRS()));
	ok(cast_move(p.t, p.deputy, number, "state", PAIRS("statement", "said x at length")));
	assert_string_equal(cast_vote(p.t, p.deputy, number, "approve"), "forbidden");
	approve(&p, number);
	assert_string_equal(cast_state(p.t, number), "decided");
}

#define play(test) cmocka_unit_test_setup_teardown(test, cast_set_up, cast_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		play(reward_books_points),
		play(reward_is_rejected_and_comes_back),
		play(commendation_is_published),
		play(measures_must_fit),
		play(compensation_is_spread),
		play(dismissal_needs_the_union),
		play(nobody_drafts_their_own),
		play(penalty_waits_for_the_appeal_period),
		play(appeal_changes_the_points),
		play(appeal_revokes_what_was_carried_out),
		play(appeal_changes_what_was_carried_out),
		play(concerned_has_no_vote),
	};

	if (getenv("GATEHOUSE_TEST_DB") == NULL || getenv("GATEHOUSE_TEST_ADMIN") == NULL) {
		puts("1..0 # SKIP GATEHOUSE_TEST_DB and GATEHOUSE_TEST_ADMIN are not set");
		return (0);
	}
	return (cmocka_run_group_tests(tests, NULL, NULL));
}
