/* SPDX-License-Identifier: ISC */
/*
 * Goal: rewards and penalties from the first word to the points account: who is heard, who decides,
 * who sees it, from when periods count, and that an appeal's outcome moves the points.  Proves R33.1,
 * R34.1, R35.1, R35.2, R35.3, and of the findings G4, G9, G17, G18 on the engine's side. Needs a migrated database: GATEHOUSE_TEST_DB and GATEHOUSE_TEST_ADMIN; skipped without.
 */
#include "cast.h"

#define ok(said) assert_string_equal((said), "ok")

/* Who is who. */
struct play {
	struct cast *t;
	char *tech, *sales, *chief, *deputy, *member, *proposer, *lawyer, *wei, *li;
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
	p.lawyer = cast_member(t, "Lawyer", NULL, "legal");
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

/* The decision is worded before the vote. */
static void
put(struct play *p, const char *number, const char *decision)
{
	assert_string_equal(cast_state(p->t, number), "wording");
	ok(cast_move(p->t, p->proposer, number, "put", PAIRS("decision", decision)));
}

/* To the group's decision; the person concerned sees it from the hearing on. */
static const char *
decided(struct play *p)
{
	const char *number = drafted(p, "performance_deduction", "points", "10");

	assert_string_equal(cast_state(p->t, number), "drafted");
	assert_false(cast_sees(p->t, p->wei, number));
	assert_false(cast_sees(p->t, p->li, number));
	/* A draft is its author's: whom it is about may belong to the handling circle. */
	assert_false(cast_sees(p->t, p->chief, number));
	ok(cast_move(p->t, p->proposer, number, "hear", PAIRS()));
	assert_true(cast_sees(p->t, p->chief, number));
	assert_true(cast_sees(p->t, p->wei, number));
	assert_string_equal(cast_move(p->t, p->proposer, number, "state", PAIRS("statement", "said x at length")),
	    "forbidden");
	assert_string_equal(cast_move(p->t, p->proposer, number, "record_statement",
	    PAIRS("statement", "They said nothing.")), "forbidden");
	assert_string_equal(cast_move(p->t, p->lawyer, number, "record_statement",
	    PAIRS("statement", "They said nothing.")), "not found");
	assert_string_equal(cast_move(p->t, p->proposer, number, "waive", PAIRS("statement_waived",
	    "said x at length")), "conflict: penalty.todo.statement_over");
	ok(cast_move(p->t, p->wei, number, "state", PAIRS("statement", "I was told to.")));
	put(p, number, "Ten points.");
	approve(p, number);
	assert_string_equal(cast_state(p->t, number), "decided");
	return (number);
}

static const char *
today(struct play *p)
{
	return (cast_query(p->t, "SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date", NO_ARGS));
}

/* A column of the one penalty. */
static const char *
of_penalty(struct play *p, const char *column)
{
	return (cast_query(p->t, mem_fmt(p->t, "SELECT %s FROM app.penalty WHERE site_id = $1::bigint", column), ARGS(p->t->site)));
}

static void
serve(struct play *p, const char *number)
{
	ok(cast_move(p->t, p->proposer, number, "serve", PAIRS("served_on", today(p))));
}

/* What happens from here on happens so many days later. */
static void
let_days_pass(struct play *p, const char *days)
{
	p->t->moment = cast_query(p->t,
	    "SELECT to_char(now() AT TIME ZONE 'Asia/Shanghai' + $1::int * interval '1 day', 'YYYY-MM-DD HH24:MI:SS') || '+08'",
	    ARGS(days));
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
	let_days_pass(&p, "20");
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
	assert_string_equal(cast_move(p->t, p->chief, appeal, "accept", PAIRS("deciders",
	    p->member)), "complaint: appeal.complaint.too_few");
	assert_string_equal(cast_move(p->t, p->chief, appeal, "accept", PAIRS("deciders",
	    p->member, "deciders", p->member)), "complaint: appeal.complaint.too_few");
	assert_string_equal(cast_move(p->t, p->chief, appeal, "accept", PAIRS("deciders",
	    p->chief, "deciders", p->member)), "complaint: appeal.complaint.names_oneself");
	/* Without the lead, who accepts, two may decide. */
	ok(cast_move(p->t, p->chief, appeal, "accept", PAIRS("deciders", p->member, "deciders", p->deputy)));
	return (appeal);
}

static void
judge(struct play *p, const char *appeal, const char *judgement, const char *reason)
{
	ok(cast_move(p->t, p->member, appeal, judgement, PAIRS("reason", reason)));
	assert_string_equal(cast_state(p->t, appeal), "assigned");
	ok(cast_move(p->t, p->deputy, appeal, judgement, PAIRS("reason", reason)));
}

static void
appeal_changes_the_points(void **state)
{
	struct play p = people(*state);
	const char *number = decided(&p), *appeal;

	serve(&p, number);
	appeal = appealed(&p, number);
	let_days_pass(&p, "30");
	assert_string_equal(cast_move(p.t, p.proposer, number, "carry_out", PAIRS("carried_out",
	    "said x at length")), "conflict: penalty.todo.appeal_settled");
	assert_string_equal(cast_move(p.t, p.chief, appeal, "change", PAIRS("reason", "Too much.")), "forbidden");
	assert_string_equal(cast_move(p.t, p.member, appeal, "change", PAIRS("reason", "Too much.")),
	    "conflict: appeal.todo.is_worded");
	assert_string_equal(cast_move(p.t, p.chief, appeal, "reword", PAIRS("new_points", "10",
	    "new_decision", "Ten points.", "reason", "As it was.")),
	    "complaint: appeal.complaint.not_fewer");
	ok(cast_move(p.t, p.chief, appeal, "reword", PAIRS("new_points", "4",
	    "new_decision", "Four points.", "reason", "For the deciders.")));
	judge(&p, appeal, "change", "Too much.");
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
	judge(&p, appeal, "revoke", "Not their doing.");
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
	ok(cast_move(p.t, p.chief, appeal, "reword", PAIRS("new_points", "3",
	    "new_decision", "Three points.", "reason", "For the deciders.")));
	judge(&p, appeal, "change", "Too much.");
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
	ok(cast_move(p.t, p.deputy, number, "state", PAIRS("statement", "I was told to.")));
	put(&p, number, "A warning.");
	assert_string_equal(cast_vote(p.t, p.deputy, number, "approve"), "forbidden");
	approve(&p, number);
	assert_string_equal(cast_state(p.t, number), "decided");
}

/* ---- the findings of the second look */

/* Periods count from what the portal saw, and only get longer (G4). */
static void
periods_count_from_what_was_seen(void **state)
{
	struct play p = people(*state);
	const char *number, *told, *until;

	let_days_pass(&p, "-20");
	number = decided(&p);
	told = mem_strn(p.t, p.t->moment, 10);
	let_days_pass(&p, "0");
	ok(cast_move(p.t, p.proposer, number, "serve", PAIRS("served_on", told)));
	assert_string_equal(of_penalty(&p, "served_on"), told);
	assert_string_equal(of_penalty(&p, "served_recorded_on"), today(&p));
	assert_string_equal(of_penalty(&p, "effect_from"), today(&p));
	assert_true(strcmp(of_penalty(&p, "appeal_until"), today(&p)) > 0);
	until = of_penalty(&p, "appeal_until");
	assert_string_equal(cast_move(p.t, p.proposer, number, "carry_out", PAIRS("carried_out",
	    "Booked.")), "conflict: penalty.todo.appeal_settled");
	assert_string_equal(cast_move(p.t, p.proposer, number, "acknowledge", PAIRS()), "forbidden");
	/* A rule that is shortened afterwards takes nothing from what they were told. */
	cast_query(p.t, "INSERT INTO app.rule VALUES ($1::bigint, 'appeal_days', '1') RETURNING 1", ARGS(p.t->site));
	ok(cast_move(p.t, p.wei, number, "acknowledge", PAIRS()));
	assert_string_equal(of_penalty(&p, "appeal_until"), until);
	assert_string_equal(cast_move(p.t, p.wei, number, "acknowledge", PAIRS()),
	    "conflict: penalty.todo.unacknowledged");
}

/* Whoever acknowledges it later has the whole period from then on (G4). */
static void
acknowledging_later_gives_more_time(void **state)
{
	struct play p = people(*state);
	const char *number, *until;

	let_days_pass(&p, "-4");
	number = decided(&p);
	ok(cast_move(p.t, p.proposer, number, "serve", PAIRS("served_on", mem_strn(p.t, p.t->moment, 10))));
	until = of_penalty(&p, "appeal_until");
	let_days_pass(&p, "0");
	ok(cast_move(p.t, p.wei, number, "acknowledge", PAIRS()));
	assert_true(strcmp(of_penalty(&p, "appeal_until"), until) > 0);
	assert_string_equal(of_penalty(&p, "acknowledged_on"), today(&p));
}

/* From the vote on nobody rewrites it, whatever they reach the table with (G9). */
static void
what_was_voted_on_stays(void **state)
{
	struct play p = people(*state);
	const char *number = decided(&p);
	static const char *const sets[] = { "decision = 'A fine.'", "severity = 'minor'", "points = 1", "measures = '{demerit,fine}'",
		"effect_months = 0", "facts = 'Others.'" };

	for (size_t i = 0; i < ARRAY_LEN(sets); i++) {
		struct ctx *c = cast_act(p.t, p.proposer);
		struct err *err;

		db_ask_text(c->db, c, mem_fmt(c, "UPDATE app.penalty SET %s WHERE site_id = $1::bigint", sets[i]), NULL, ARGS(c->site_id));
		err = db_wait(c->db);
		assert_true(err != OK && err_kind(err) == ERR_CONFLICT);
		cast_end(p.t, c, err, false, NULL);
	}
	serve(&p, number);
	assert_string_equal(of_penalty(&p, "decision"), "Ten points.");
}

/* A department is heard and appeals by its head; its members have no vote (G17). */
static void
a_department_speaks_by_its_head(void **state)
{
	struct play p = people(*state);
	char *head = cast_member(p.t, "Head", p.sales, "department_head");
	const char *number = cast_make(p.t, p.proposer, "penalty", PAIRS("title", "Late rectification", "subject", "department",
	    "subject_department_id", p.sales, "ground", "rectification", "article", "32", "facts", "Two weeks late.", "severity", "general",
	    "measures", "performance_deduction", "points", "6"));
	const char *appeal;

	give_evidence(&p, number);
	ok(cast_move(p.t, p.proposer, number, "hear", PAIRS()));
	assert_true(cast_sees(p.t, head, number));
	assert_false(cast_sees(p.t, p.li, number));
	assert_string_equal(cast_move(p.t, p.proposer, number, "record_statement", PAIRS("statement", "Agreed to all.")), "forbidden");
	assert_string_equal(cast_move(p.t, p.proposer, number, "state", PAIRS("statement", "Agreed to all.")), "forbidden");
	ok(cast_move(p.t, head, number, "state", PAIRS("statement", "The supplier was late.")));
	put(&p, number, "Six points.");
	approve(&p, number);
	serve(&p, number);
	ok(cast_move(p.t, head, number, "acknowledge", PAIRS()));
	ok(cast_move(p.t, head, number, "appeal", PAIRS("reason", "The supplier was late.")));
	appeal = appeal_of(&p);
	assert_string_equal(cast_state(p.t, appeal), "filed");
	assert_string_equal(cast_make(p.t, cast_member(p.t, "Mixed", p.sales, "technical department_head"), "penalty", PAIRS("title",
	    "Late rectification", "subject", "department", "subject_department_id", p.sales, "ground", "rectification", "article", "32",
	    "facts", "Two weeks late.", "severity", "general", "measures", "performance_deduction", "points", "6")),
	    "complaint: penalty.complaint.own_department");
}

/* What a supplier said is written down by somebody else than who proposed it (G17). */
static void
a_supplier_is_heard_by_another(void **state)
{
	struct play p = people(*state);
	const char *number = cast_make(p.t, p.proposer, "penalty", PAIRS("title", "Late delivery", "subject", "supplier",
	    "supplier", "Cloud Ltd", "ground", "other", "article", "7", "facts", "Three weeks late.", "severity", "general",
	    "measures", "contract_penalty", "contract_penalty", "1000"));

	give_evidence(&p, number);
	ok(cast_move(p.t, p.proposer, number, "hear", PAIRS()));
	assert_string_equal(cast_move(p.t, p.proposer, number, "record_statement", PAIRS("statement", "Agreed to all.")), "forbidden");
	ok(cast_move(p.t, p.lawyer, number, "record_statement", PAIRS("statement", "Their letter of Monday.")));
	assert_string_equal(cast_state(p.t, number), "wording");
}

/* Who is barred from awards gets none while that has effect (G18). */
static void
barred_from_awards(void **state)
{
	struct play p = people(*state);
	const char *number = drafted(&p, "award_ineligibility", "x", ""), *reward = nominated(&p);
	const char **proposal = PAIRS("type", "points", "points", "5", "proposal", "Worth it.");

	give_evidence(&p, reward);
	ok(cast_move(p.t, p.proposer, number, "hear", PAIRS()));
	ok(cast_move(p.t, p.wei, number, "state", PAIRS("statement", "I was told to.")));
	put(&p, number, "No awards for a month.");
	approve(&p, number);
	ok(cast_move(p.t, p.proposer, reward, "propose", proposal));
	serve(&p, number);
	assert_string_equal(cast_move(p.t, p.proposer, reward, "propose", proposal), "complaint: reward.complaint.barred_by");
	assert_string_equal(cast_move(p.t, p.deputy, reward, "submit", PAIRS()), "complaint: reward.complaint.barred_by");
	/* Others are not told by what. */
	assert_string_equal(cast_move(p.t, cast_member(p.t, "Colleague", p.tech, "technical"), reward, "propose", proposal),
	    "complaint: reward.complaint.barred");
	let_days_pass(&p, "40");
	ok(cast_move(p.t, p.proposer, reward, "propose", proposal));
}

/* What proves something is more than a draft, and an article is named by its figure. */
static void
grounds_are_of_substance(void **state)
{
	struct play p = people(*state);
	const char *number, *draft = cast_make(p.t, p.li, "requirement", PAIRS("title", "Only a draft", "need", "functional",
	    "channel", "research", "department_id", p.sales));

	assert_string_equal(cast_make(p.t, p.proposer, "penalty", PAIRS("title", "Skipped the review", "subject", "person",
	    "person_id", p.wei, "ground", "process_skipped", "article", "x", "facts", "Went live without a review.", "severity", "general",
	    "liability", "direct", "measures", "verbal_warning")), "complaint: penalty.complaint.article");
	number = cast_make(p.t, p.proposer, "penalty", PAIRS("title", "Skipped the review", "subject", "person", "person_id", p.wei,
	    "ground", "process_skipped", "article", "19", "facts", "Went live without a review.", "severity", "general", "liability", "direct",
	    "measures", "verbal_warning"));
	cast_query(p.t, "INSERT INTO app.link (site_id, record_id, other_id, sort, created_at) SELECT a.site_id, a.id, b.id, 'evidence', now() "
	    "FROM app.record a, app.record b WHERE a.site_id = $1::bigint AND a.number = $2 AND b.site_id = a.site_id AND b.number = $3 RETURNING 1",
	    ARGS(p.t->site, number, draft));
	assert_string_equal(cast_move(p.t, p.proposer, number, "hear", PAIRS()), "conflict: penalty.todo.has_evidence");
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
		play(periods_count_from_what_was_seen),
		play(acknowledging_later_gives_more_time),
		play(what_was_voted_on_stays),
		play(a_department_speaks_by_its_head),
		play(a_supplier_is_heard_by_another),
		play(barred_from_awards),
		play(grounds_are_of_substance),
	};

	if (getenv("GATEHOUSE_TEST_DB") == NULL || getenv("GATEHOUSE_TEST_ADMIN") == NULL) {
		puts("1..0 # SKIP GATEHOUSE_TEST_DB and GATEHOUSE_TEST_ADMIN are not set");
		return (0);
	}
	return (cmocka_run_group_tests(tests, NULL, NULL));
}
