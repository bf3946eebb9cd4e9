/* SPDX-License-Identifier: ISC */
/*
 * Goal: requirements, feedback, changes, platforms and notices take their course through the record
 * layer, and only those who may take each step.  Proves R2.1, R8.1, R10.1, R17.3, R23.1, R23.2,
 * RX.3. Needs a migrated database: GATEHOUSE_TEST_DB and GATEHOUSE_TEST_ADMIN; skipped without.
 */
#include "cast.h"

#include "record/proposal.h"

#define ok(said) assert_string_equal((said), "ok")

struct play {
	struct cast *t;
	char *tech, *sales, *chief, *deputy, *head, *engineer, *liaison, *clerk, *other;
	const char *platform;
};

static struct play
people(struct cast *t)
{
	struct play p = { .t = t };

	p.tech = cast_department(t, "Tech", "tech");
	p.sales = cast_department(t, "Sales", "business");
	p.chief = cast_member(t, "Chief", NULL, "group_lead");
	p.deputy = cast_member(t, "Deputy", NULL, "group_deputy");
	p.head = cast_member(t, "Head", p.tech, "tech_head");
	p.engineer = cast_member(t, "Engineer", p.tech, "technical");
	p.liaison = cast_member(t, "Liaison", p.sales, "liaison");
	p.clerk = cast_member(t, "Clerk", p.sales, "operations");
	p.other = cast_member(t, "Other", p.tech, "liaison");
	p.platform = cast_make(t, p.head, "platform", PAIRS("title", "Survey", "category",
	    "reputation_survey", "department_id", p.tech));
	return (p);
}

static const char *
value(struct play *p, const char *sql, const char *number)
{
	return (cast_query(p->t, sql, ARGS(p->t->site, number)));
}

/* ---- platforms */

static void
platform_of_before_is_registered(void **state)
{
	struct play p = people(*state);

	assert_string_equal(cast_move(p.t, p.head, p.platform, "operate", PAIRS()), "forbidden");
	assert_string_equal(cast_move(p.t, p.head, p.platform, "register", PAIRS("reason", "said x at length")),
	    "conflict: platform.todo.current_version");
	assert_string_equal(cast_make(p.t, p.clerk, "platform", PAIRS("title", "x")), "forbidden");
	assert_string_equal(cast_make(p.t, p.head, "platform", PAIRS("title", "x", "category",
	    "other", "department_id", p.tech, "peak_from", "09:00")),
	    "complaint: platform.complaint.half_span");
}

/* ---- requirements */

static const char *
submitted(struct play *p, const char *account)
{
	const char *number = cast_make(p->t, account, "requirement", PAIRS("title",
	    "Filter by region", "need", "functional", "channel", "business_feedback",
	    "department_id", p->sales, "platform_id", p->platform, "scenario", "said s at length", "goal", "said g at length",
	    "acceptance", "said a at length"));

	assert_false(cast_sees(p->t, p->chief, number));
	ok(cast_move(p->t, account, number, "submit", PAIRS()));
	assert_true(cast_sees(p->t, p->chief, number));
	return (number);
}

#define ACCEPT PAIRS("class", "routine", "priority", "2", "expected_goal", "Faster", "decision_reason", "Often asked for")

static void
requirement_is_accepted(void **state)
{
	struct play p = people(*state);
	const char *number = submitted(&p, p.liaison), *own = submitted(&p, p.engineer);

	assert_string_equal(cast_move(p.t, p.clerk, number, "accept", ACCEPT), "forbidden");
	/* Handed in for another department: its liaison says first that it is theirs. */
	assert_string_equal(cast_state(p.t, own), "endorsing");
	assert_string_equal(cast_move(p.t, p.other, own, "endorse", PAIRS()), "forbidden");
	ok(cast_move(p.t, p.liaison, own, "endorse", PAIRS()));
	assert_string_equal(cast_move(p.t, p.engineer, own, "accept", ACCEPT), "forbidden");
	assert_string_equal(cast_move(p.t, p.engineer, number, "accept", PAIRS("class", "routine")),
	    "complaint: Fill this in.");
	ok(cast_move(p.t, p.engineer, number, "accept", ACCEPT));
	assert_string_equal(cast_move(p.t, p.engineer, number, "plan", PAIRS()), "forbidden");
	assert_string_equal(cast_move(p.t, p.other, number, "confirm", PAIRS()), "conflict: ");
	ok(cast_move(p.t, p.liaison, number, "withdraw", PAIRS("reason", "Not needed any more")));
}

/* Only the liaison of the proposing department confirms (R8.1). */
static void
delivery_is_confirmed(void **state)
{
	struct play p = people(*state);
	const char *number = submitted(&p, p.clerk);

	assert_non_null(value(&p,
	    "UPDATE app.record SET state = 'delivered' WHERE site_id = $1::bigint AND number = $2 "
	    "RETURNING 1", number));
	assert_string_equal(cast_move(p.t, p.other, number, "confirm", PAIRS()), "forbidden");
	assert_string_equal(cast_move(p.t, p.other, number, "reopen", PAIRS("reason", "said x at length")),
	    "forbidden");
	ok(cast_move(p.t, p.liaison, number, "confirm", PAIRS()));
	assert_string_equal(cast_state(p.t, number), "closed");
}

static void
draft_says_what_is_missing(void **state)
{
	struct play p = people(*state);
	const char *number = cast_make(p.t, p.clerk, "requirement", PAIRS("title", "x", "need",
	    "functional", "channel", "research", "department_id", p.sales));

	assert_string_equal(cast_move(p.t, p.clerk, number, "submit", PAIRS()),
	    "conflict: requirement.todo.platform_id");
}

/* The year after next, which is ahead whenever the test runs. */
static int
next_year(void)
{
	int year, month, day;

	date_parts(date_today("Asia/Shanghai"), &year, &month, &day);
	return (year + 2);
}

static void
deferral_is_to_a_later_day(void **state)
{
	struct play p = people(*state);
	const char *number = submitted(&p, p.clerk);

	assert_string_equal(cast_move(p.t, p.head, number, "defer", PAIRS("deferred_until",
	    "2020-01-01", "decision_reason", "said x at length")),
	    "complaint: Enter a day from %1 on.");
	ok(cast_move(p.t, p.head, number, "defer", PAIRS("deferred_until", mem_fmt(p.t, "%d-01-01", next_year()),
	    "decision_reason", "said x at length")));
	ok(cast_move(p.t, p.head, number, "resume", PAIRS()));
	assert_string_equal(cast_state(p.t, number), "submitted");
}

/* ---- feedback */

static const char *
requirement_of(struct play *p, const char *feedback)
{
	return (value(p,
	    "SELECT q.number FROM app.feedback f JOIN app.record r ON r.site_id = f.site_id AND "
	    "r.id = f.record_id "
	    "JOIN app.record q ON q.site_id = f.site_id AND q.id = f.requirement_id WHERE "
	    "f.site_id = $1::bigint AND r.number = $2", feedback));
}

static const char *
feedback(struct play *p)
{
	return (cast_make(p->t, p->liaison, "feedback", PAIRS("title", "Too slow", "text",
	    "The list takes a minute.", "platform_id", p->platform)));
}

static void
feedback_follows_a_merger(void **state)
{
	struct play p = people(*state);
	const char *one = submitted(&p, p.clerk), *two = submitted(&p, p.clerk),
	    *said = feedback(&p);

	assert_string_equal(cast_move(p.t, p.liaison, said, "link", PAIRS("requirement_id", one)),
	    "forbidden");
	ok(cast_move(p.t, p.clerk, said, "link", PAIRS("requirement_id", one)));
	assert_string_equal(cast_move(p.t, p.head, one, "merge", PAIRS("merged_into", one,
	    "decision_reason", "said x at length")),
	    "complaint: requirement.complaint.merged_into_itself");
	ok(cast_move(p.t, p.head, one, "merge", PAIRS("merged_into", two, "decision_reason",
	    "The same")));
	assert_string_equal(requirement_of(&p, said), two);
	assert_string_equal(value(&p,
	    "SELECT count(*) FROM app.link l JOIN app.record r ON r.site_id = l.site_id AND r.id "
	    "= l.record_id "
	    "WHERE l.site_id = $1::bigint AND r.number = $2 AND l.sort = 'origin'", two), "1");
	assert_string_equal(cast_move(p.t, p.head, two, "merge", PAIRS("merged_into", one,
	    "decision_reason", "said x at length")),
	    "complaint: requirement.complaint.target_closed");
	/* Who said it is told how it goes on. */
	ok(cast_move(p.t, p.head, two, "accept", ACCEPT));
	assert_string_equal(cast_query(p.t,
	    "SELECT count(*) FROM app.notification n JOIN app.record r ON r.site_id = n.site_id "
	    "AND r.id = n.record_id "
	    "WHERE n.site_id = $1::bigint AND n.account_id = $2::bigint AND r.number = $3 AND "
	    "n.detail ->> 'state' = 'accepted'",
	    ARGS(p.t->site, p.liaison, two)), "1");
}

static void
feedback_becomes_a_requirement(void **state)
{
	struct play p = people(*state);
	const char *said = feedback(&p), *made;

	ok(cast_move(p.t, p.clerk, said, "convert", PAIRS()));
	made = requirement_of(&p, said);
	assert_string_equal(cast_state(p.t, made), "draft");
	assert_string_equal(value(&p,
	    "SELECT q.scenario FROM app.requirement q JOIN app.record r ON r.site_id = q.site_id "
	    "AND r.id = q.record_id "
	    "WHERE r.site_id = $1::bigint AND r.number = $2", made), "The list takes a minute.");
	assert_string_equal(cast_move(p.t, p.clerk, feedback(&p), "link", PAIRS("requirement_id",
	    "REQ-2026-9999")),
	    "complaint: Not found in this site. Choose from the list or check the number.");
}

/* ---- changes */

static const char *
change_of(struct play *p, const char *account, const char *target, const char *department)
{
	return (cast_make(p->t, account, "change", PAIRS("title", "Other criteria", "target_id",
	    target, "department_id", department, "what", "said x at length", "why", "said y at length",
	    "effect_schedule", "said none at length", "effect_cost", "said none at length", "effect_risk",
	    "said none at length")));
}

#define CLOSING PAIRS("plan_updated", "Plan version 3", "documents_updated", "No document is affected.")

/* What shall stand in a field of the target. */
static const char *
state_value(struct play *p, const char *account, const char *number, const char *target, const char *field, const char *text)
{
	struct ctx *c = cast_act(p->t, account);
	struct proposed of = { .no = "0" };
	struct record *rec;
	struct form *form;
	struct err *err;

	assert_null(cast_read(c, number, NULL, &rec));
	assert_null(cast_read(c, target, NULL, &of.target));
	form = proposal_form(c, &of, proposal_fields(c, &of), NULL);
	form_set(form, field, text);
	err = proposal_put(c, rec, &of, form, NULL);
	return (cast_end(p->t, c, err, form->ok, form));
}

static const char *
acceptance_of(struct play *p, const char *target)
{
	return (value(p, "SELECT q.acceptance FROM app.requirement q JOIN app.record r ON r.site_id = q.site_id AND r.id = q.record_id "
	    "WHERE r.site_id = $1::bigint AND r.number = $2", target));
}

static void
change_goes_through_review_and_group(void **state)
{
	struct play p = people(*state);
	const char *target = submitted(&p, p.clerk), *other = submitted(&p, p.clerk), *number = change_of(&p, p.clerk, target, p.sales), *before;
	struct record *rec;
	struct ctx *c;

	before = acceptance_of(&p, target);
	ok(state_value(&p, p.clerk, number, target, "acceptance", "Done within a minute."));
	assert_string_equal(cast_move(p.t, p.clerk, number, "submit", PAIRS()), "conflict: change.todo.target_is_open");
	ok(cast_move(p.t, p.head, target, "accept", ACCEPT));
	assert_string_equal(state_value(&p, p.clerk, number, other, "acceptance", "Done within a minute."), "forbidden");
	assert_string_equal(state_value(&p, p.head, number, target, "acceptance", "Done within a minute."), "forbidden");
	ok(cast_move(p.t, p.clerk, number, "submit", PAIRS()));
	assert_string_equal(state_value(&p, p.clerk, number, target, "acceptance", "Done some day."), "forbidden");
	assert_string_equal(cast_move(p.t, p.clerk, number, "endorse", PAIRS("review_opinion",
	    "said x at length")), "forbidden");
	ok(cast_move(p.t, p.head, number, "endorse", PAIRS("review_opinion", "Can be done.")));
	ok(cast_vote(p.t, p.chief, number, "approve"));
	ok(cast_vote(p.t, p.deputy, number, "approve"));
	assert_string_equal(cast_state(p.t, number), "in_force");
	/* Nothing of the target is open to anybody; it is as it was. */
	c = cast_act(p.t, p.clerk);
	assert_null(cast_read(c, target, NULL, &rec));
	assert_null(record_editable(c, rec));
	db_rollback(c->db);
	mem_free(c);
	assert_string_equal(acceptance_of(&p, target), before);
	/* Applied once, by who chooses nothing; confirmed by who did not endorse it. */
	ok(cast_move(p.t, p.head, number, "apply", PAIRS()));
	assert_string_equal(acceptance_of(&p, target), "Done within a minute.");
	assert_string_equal(cast_move(p.t, p.head, number, "confirm", CLOSING), "forbidden");
	ok(cast_move(p.t, p.engineer, number, "confirm", CLOSING));
	assert_string_equal(cast_state(p.t, number), "closed");
}

/* With its target it ends (R17.3). */
static void
change_ends_with_its_target(void **state)
{
	struct play p = people(*state);
	const char *target = submitted(&p, p.clerk), *number = change_of(&p, p.clerk, target, p.sales);

	ok(cast_move(p.t, p.head, target, "accept", ACCEPT));
	assert_string_equal(cast_move(p.t, p.clerk, number, "submit", PAIRS()), "conflict: change.todo.names_what_changes");
	ok(state_value(&p, p.clerk, number, target, "acceptance", "Done within a minute."));
	ok(cast_move(p.t, p.clerk, number, "submit", PAIRS()));
	ok(cast_move(p.t, p.clerk, target, "withdraw", PAIRS("reason", "It is not needed any more.")));
	assert_string_equal(cast_state(p.t, number), "lapsed");
}

/* Another department does not change what is not its own; the technical one may. */
static void
change_comes_from_the_owner(void **state)
{
	struct play p = people(*state);
	const char *target = submitted(&p, p.clerk), *stray, *technical;
	char *ops = cast_department(p.t, "Operations", "operations");

	ok(cast_move(p.t, p.head, target, "accept", ACCEPT));
	stray = change_of(&p, p.clerk, target, ops);
	technical = change_of(&p, p.engineer, target, p.tech);
	ok(state_value(&p, p.engineer, technical, target, "goal", "Half of the time that it takes now."));
	assert_string_equal(cast_move(p.t, p.clerk, stray, "submit", PAIRS()),
	    "conflict: change.todo.proposer_owns_target");
	ok(cast_move(p.t, p.engineer, technical, "submit", PAIRS()));
	assert_string_equal(cast_move(p.t, p.engineer, technical, "endorse", PAIRS("review_opinion",
	    "said x at length")), "forbidden");
	ok(cast_move(p.t, p.engineer, technical, "take_back", PAIRS()));
}

/* ---- notices */

static void
notice_is_seen_by_its_audience(void **state)
{
	struct play p = people(*state);
	const char *number = cast_make(p.t, p.head, "notice", PAIRS("title", "Maintenance", "type",
	    "general", "audience", "department",
	    "audience_department_id", p.sales, "body", "Saturday."));

	assert_false(cast_sees(p.t, p.clerk, number));
	ok(cast_move(p.t, p.head, number, "publish", PAIRS()));
	assert_true(cast_sees(p.t, p.clerk, number));
	assert_false(cast_sees(p.t, p.other, number));
	ok(cast_move(p.t, p.head, number, "withdraw", PAIRS("reason", "Cancelled")));
	assert_true(cast_sees(p.t, p.head, number));
}

#define play(test) cmocka_unit_test_setup_teardown(test, cast_set_up, cast_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		play(platform_of_before_is_registered),
		play(requirement_is_accepted),
		play(delivery_is_confirmed),
		play(draft_says_what_is_missing),
		play(deferral_is_to_a_later_day),
		play(feedback_follows_a_merger),
		play(feedback_becomes_a_requirement),
		play(change_goes_through_review_and_group),
		play(change_ends_with_its_target),
		play(change_comes_from_the_owner),
		play(notice_is_seen_by_its_audience),
	};

	if (getenv("GATEHOUSE_TEST_DB") == NULL || getenv("GATEHOUSE_TEST_ADMIN") == NULL) {
		puts("1..0 # SKIP GATEHOUSE_TEST_DB and GATEHOUSE_TEST_ADMIN are not set");
		return (0);
	}
	return (cmocka_run_group_tests(tests, NULL, NULL));
}
