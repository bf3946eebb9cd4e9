/* SPDX-License-Identifier: ISC */
/*
 * Launch projects, one in each stage, with all that goes with them.  Each plot has its texts under its name; what leads to a
 * stage is the same for all that have come so far.
 */
#include "ctl/demo.h"

#include "kinds/kinds.h"

#define YES(what, whose, from, to) { what "vote", whose, from, to, "choice=approve;opinion=@yes" }
#define PASSED(what) YES(what, "group1", 0, 1), YES(what, "group2", 0, 0), YES(what, "deputy", 0, 1), YES(what, "lead", 0, 1)
#define PAPER(name)  \
	{ "document." name ":make", "author", 0, 0, "owner_id=&author" }, { "document." name ":submit", "author", AT_ONCE, 0, NULL }, \
	    { "document." name ":approve", "tech_head", 0, 0, NULL }

/* ---- research, design */

#define WANTED(which) \
	{ "requirement." which ":make", "liaison", 0, 0, "liaison_id=&liaison" }, { "requirement." which ":submit", "liaison", AT_ONCE, 0, NULL }
#define ACCEPTED(which, when) \
	{ "requirement." which ":accept", "tech_head", when, 0, \
	    "class=routine;priority=2|3;expected_goal=@expected_goal;decision_reason=@accept" }
#define IDEA(days) \
	WANTED("a"), WANTED("b"), ACCEPTED("a", NEXT_TRIAGE), ACCEPTED("b", AT_ONCE), \
	    { "make", "author", DAYS_AGO, days, "owner_id=&author;requirement_ids=#requirement.a,requirement.b" }, \
	    { "+research.all", "liaison", 0, 1, NULL }
#define EXPLORED  { "+market.all", "marketing", 0, 1, NULL }, { "begin_design", "author", 0, 1, NULL }
#define PLANNED  \
	{ "edit", "author", 1, 2, "plan_architecture=.architecture;plan_modules=.modules;plan_schedule=.schedule;" \
	    "plan_resources=.resources;plan_budget=.estimate;plan_risks=.risks" }, \
	    { "budget:make", "author", 0, 0, "owner_id=&author" }, { "budget:+line.all", "author", AT_ONCE, 0, NULL }, PAPER("plan"), \
	    { "+resource.all", "author", 0, 0, NULL }, { "consult", "author", 0, 0, NULL }
#define SOME_OPINIONS  { "+consultation", "liaison.business", 0, 1, NULL }, { "+consultation", "marketing", 0, 0, NULL }
#define OPINIONS  \
	SOME_OPINIONS, { "+consultation", "legal", 0, 1, NULL }, { "+consultation", "finance", 0, 0, NULL }, \
	    { "consultation.3/answer", "author", 0, 1, NULL }, { "+risk.all", "legal", 0, 0, NULL }

/* ---- initiation, development */

#define JUDGED(whose, from, to) { "vote", whose, from, to, \
	"choice=approve;opinion=@yes;feasibility_text=@feasible;necessity_text=@necessary;compliance_text=@compliant;budget_text=@affordable" }
#define DESIGNED(days)  OPINIONS, { "submit", "author", DAYS_AGO, days, NULL }
#define INITIATED  JUDGED("group1", 0, 1), JUDGED("group2", 0, 0), JUDGED("deputy", 0, 1), JUDGED("lead", 0, 1)
#define FUNDED   { "budget:submit", "author", 0, 0, NULL }, { "budget:line.all/allocate", "finance", 0, 1, NULL }
#define ALLOCATED  FUNDED, { "budget:allocate", "finance", AT_ONCE, 0, NULL }
#define MUCH_ALLOCATED  FUNDED, { "budget:to_group", "finance", AT_ONCE, 0, NULL }, PASSED("budget:")
#define STAFFED  \
	{ "resource.1/assign", "tech_head", 0, 0, NULL }, { "+team_member.all", "author", 0, 1, NULL }, { "+task.all", "author", 0, 0, NULL }, \
	    { "confirm_plan", "author", 0, 0, NULL }
#define DONE(task, from, to) { "task." task "/finish", ".owner_id", from, to, NULL }
#define BEGUN    { "task.1/start", ".owner_id", 0, 1, NULL }, { "task.2/start", ".owner_id", 0, 1, NULL }, DONE("1", 2, 3), \
	{ "+progress", "author", 1, 2, NULL }, { "task.3/start", ".owner_id", 0, 1, NULL }
#define BUILT(days)  \
	BEGUN, PAPER("design"), DONE("2", 2, 3), DONE("3", 1, 2), DONE("4", 1, 2), DONE("5", 1, 2), PAPER("development"), \
	    { "+progress", "author", DAYS_AGO, days, NULL }, { "begin_testing", "author", 0, 0, NULL }

/* ---- testing, review */

#define FOUND(which) { "defect." which ":make", "maintainer|developer", 0, 0, NULL }
#define FIXED(which) { "defect." which ":fix", ".owner_id", 0, 1, NULL }
#define VERIFIED(which) { "defect." which ":verify", "tester", 0, 0, NULL }
#define TESTED(days)  \
	PAPER("test"), { "+test_run.all", "tester", 1, 2, NULL }, FOUND("a"), FOUND("b"), FIXED("a"), VERIFIED("a"), FIXED("b"), VERIFIED("b"), \
	    { "+test_run.all", "tester", 0, 1, "list=retest" }, { "conclude_tests", "tester", 0, 0, NULL }, \
	    { "+acceptance", "liaison", 0, 1, NULL }, PAPER("report"), { "begin_review", "author", DAYS_AGO, days, NULL }
#define PREPARED  \
	PAPER("security"), PAPER("hardening"), PAPER("launch"), PAPER("maintenance"), PAPER("emergency"), \
	    { "+step.all", "author", 0, 0, NULL }
#define INVITED(review)  \
	{ review ":make", "author", 0, 1, "held_on=+1" }, { review ":+attendance.all", "author", AT_ONCE, 0, NULL }, \
	    { review ":edit", "author", AT_ONCE, 0, "chair_id=&deputy" }
#define BALLOT(review) { review ":+ballot", ".who", AT_ONCE, 0, NULL }
#define MET(review)  \
	{ review ":open", "author", AT_ONCE, 0, NULL }, { review ":attendance.all/present", "deputy", 1, 1, NULL }, \
	    { review ":+question", "operations", AT_ONCE, 0, NULL }, { review ":question.1/answer", "author", AT_ONCE, 0, NULL }, \
	    BALLOT(review), BALLOT(review), BALLOT(review), BALLOT(review), BALLOT(review)
#define REVIEWED(review)  INVITED(review), MET(review), { review ":pass", "deputy", AT_ONCE, 0, NULL }

/* ---- going live, evaluation */

#define TICK      { "+tick", "developer|maintainer", 0, 0, NULL }
#define WINDOW(day)  { "set_window", "author", 0, 0, "window_on=" day }
#define GOING(days)  { "begin_go_live", "author", DAYS_AGO, days, NULL }
#define ANNOUNCED(notice) \
	{ notice ":make", "author", 0, 0, NULL }, { notice ":publish", "author", AT_ONCE, 0, NULL }
#define CONFIRMED { "+confirmation", "liaison", 0, 0, NULL }, { "+confirmation", "marketing2", 0, 0, NULL }
/* In the night of its window, which begins the evening before. */
#define LOGGED(whose, with)  { "+log.all", whose, AT_NIGHT, 2, with }
#define TICKED    { "+tick.all", "developer|maintainer", 0, 0, NULL }
#define LIVE  \
	TICKED, WINDOW("+1"), LOGGED("developer|maintainer", NULL), CONFIRMED, ANNOUNCED("notice"), \
	    { "confirm", "author", 0, 0, NULL }, { "evaluation:found", "author", AT_ONCE, 0, NULL }
#define ASSESSED  \
	{ "evaluation:edit", "author", 10, 14, NULL }, { "evaluation:+improvement.all", "author", AT_ONCE, 0, NULL }, \
	    { "evaluation:submit", "author", 1, 2, NULL }
#define SETTLED  \
	PASSED("evaluation:"), { "evaluation:improvement.1/turn", "author", 0, 1, NULL }, \
	    { "evaluation:improvement.2/decline", "author", AT_ONCE, 0, NULL }, { "requirement.a:confirm", "liaison", 0, 2, NULL }, \
	    { "requirement.b:confirm", "liaison", AT_ONCE, 0, NULL }, { "close", "author", 1, 2, NULL }

/* ---- what is spent */

#define SPENT(which) \
	{ "expense." which ":make", "author", 1, 2, "budget_id=#budget;spent_on=+0" }, \
	    { "expense." which ":attach", "author", AT_ONCE, 0, "field=invoice;name=@invoice_name;text=.invoice" }, \
	    { "expense." which ":submit", "author", AT_ONCE, 0, NULL }
#define BOOKED(which) SPENT(which), { "expense." which ":book", "finance", 0, 2, NULL }
#define RETURNED(which) SPENT(which), { "expense." which ":return", "finance", 0, 1, "reason=@expense_return" }

static const struct step research[] = { IDEA(6), { 0 } };
static const struct step design[] = { IDEA(17), EXPLORED, PLANNED, SOME_OPINIONS, { 0 } };
static const struct step initiation[] = { IDEA(24), EXPLORED, PLANNED, DESIGNED(3), JUDGED("group3", 0, 0), { 0 } };

/* Its third task is late, and a change to its plan is applied. */
static const struct step development[] = {
	IDEA(45), EXPLORED, PLANNED, DESIGNED(30), INITIATED, MUCH_ALLOCATED, STAFFED, BEGUN, PAPER("design"), BOOKED("a"),
	{ "+progress", "author", DAYS_AGO, 12, NULL },
	{ "change:make", "liaison", 0, 0, NULL }, { "change:values", "liaison", AT_ONCE, 0, NULL }, { "change:submit", "liaison", AT_ONCE, 0, NULL },
	{ "change:endorse", "tech_head", 0, 1, "review_opinion=@endorse" }, PASSED("change:"),
	{ "change:apply", "tech_head", 0, 1, NULL },
	DONE("2", 0, 1), RETURNED("b"), SPENT("c"),
	{ "+progress", "author", DAYS_AGO, 5, NULL },
	{ "+progress", "author", DAYS_AGO, 1, NULL },
	{ 0 }
};
/* One defect is open, one waits for its regression, one was declined. */
static const struct step testing[] = {
	IDEA(50), EXPLORED, PLANNED, DESIGNED(36), INITIATED, ALLOCATED, STAFFED, BUILT(8), BOOKED("a"), PAPER("test"),
	{ "+test_run.all", "tester", 0, 1, NULL }, FOUND("a"), FOUND("b"), FOUND("c"), FOUND("d"),
	{ "defect.d:decline", "tech_head", 0, 0, "reason=@defect_decline" }, FIXED("a"), FIXED("b"), VERIFIED("a"),
	{ "+progress", "author", DAYS_AGO, 2, NULL },
	{ 0 }
};
static const struct step review[] = {
	IDEA(62), EXPLORED, PLANNED, DESIGNED(46), INITIATED, ALLOCATED, STAFFED, BUILT(16), BOOKED("a"), BOOKED("b"), TESTED(6),
	PREPARED, INVITED("review"), { "review:open", "author", AT_ONCE, 0, NULL },
	{ "review:attendance.1/present", "deputy", 1, 1, NULL }, { "review:attendance.2/present", "deputy", AT_ONCE, 0, NULL },
	{ "review:+question", "operations", AT_ONCE, 0, NULL }, BALLOT("review"), { 0 }
};
static const struct step go_live[] = {
	IDEA(72), EXPLORED, PLANNED, DESIGNED(56), INITIATED, MUCH_ALLOCATED, STAFFED, BUILT(22), BOOKED("b"), BOOKED("c"), TESTED(14),
	PREPARED, REVIEWED("review"), GOING(3), WINDOW("+1"), TICK, TICK, TICK, ANNOUNCED("notice"),
	{ "+log", "maintainer|developer", 1, 1, NULL }, { "+confirmation", "liaison", 0, 0, NULL }, { 0 }
};
/* More than a month ago: the evaluation is late. */
static const struct step evaluation[] = {
	IDEA(90), EXPLORED, PLANNED, DESIGNED(78), INITIATED, ALLOCATED, STAFFED, BUILT(50), BOOKED("c"), TESTED(40), PREPARED,
	REVIEWED("review"), GOING(30), LIVE,
	{ "notice:readers", "author", AT_ONCE, 0, NULL }, { "evaluation:edit", "author", DAYS_AGO, 4, "support_score=;support_text=" }, { 0 }
};
/* From the idea to the closed evaluation; its review fails at first, and what was found wrong is put right. */
static const struct step closed[] = {
	IDEA(210), PAPER("needs"), EXPLORED, PLANNED, DESIGNED(195), INITIATED, ALLOCATED, STAFFED, BUILT(160), BOOKED("a"), BOOKED("b"), TESTED(150), PREPARED,
	{ "review.0:make", "author", 0, 0, NULL }, { "review.0:withdraw", "author", AT_ONCE, 0, "reason=@review_withdraw" },
	INVITED("review.1"), MET("review.1"), { "review.1:fail", "deputy", AT_ONCE, 0, NULL },
	{ "review.1:+item.all", "author", 0, 0, NULL }, { "review.1:rectify", "author", AT_ONCE, 0, NULL },
	{ "review.1:item.1/done", ".owner_id", 1, 2, NULL }, { "review.1:item.2/done", ".owner_id", 0, 1, NULL },
	{ "review.1:item.all/verify", "tech_head", 0, 1, NULL }, { "review.1:next_round", "author", 0, 1, NULL },
	{ "review:found", "author", AT_ONCE, 0, NULL }, { "review:edit", "author", AT_ONCE, 0, "held_on=+1" },
	MET("review"), { "review:pass", "deputy", AT_ONCE, 0, NULL },
	GOING(130), LIVE, PAPER("manual"), PAPER("user"), ASSESSED, SETTLED,
	{ "expense.c:make", "author", 1, 2, "budget_id=#budget;spent_on=+0" }, { "expense.c:cancel", "author", 0, 0, "reason=@expense_cancel" },
	{ "budget:close", "finance", 5, 9, "reason=@budget_closed" },
	{ "document.plan:archive", "tech_head", 2, 4, NULL }, { "document.report:archive", "tech_head", AT_ONCE, 0, NULL }, { 0 }
};
/* An abnormal launch, rolled back on the incident, put right, and launched again. */
static const struct step relaunched[] = {
	IDEA(150), EXPLORED, PLANNED, DESIGNED(138), INITIATED, ALLOCATED, STAFFED, BUILT(105), BOOKED("c"), TESTED(95), PREPARED, REVIEWED("review"),
	GOING(85), TICKED, ANNOUNCED("notice.1"), WINDOW("+1"), LOGGED("maintainer|developer", "list=first_log"),
	{ "incident:found", "maintainer|developer", AT_ONCE, 0, NULL },
	{ "incident:edit", "maintainer|developer", AT_ONCE, 0, "found_on=-1" },
	{ "incident:+timeline", "maintainer|developer", AT_ONCE, 0, "happened_on=-1" },
	{ "roll_back", "author", AT_ONCE, 0, "reason=.roll_back" },
	{ "incident:contain", "maintainer|developer", AT_ONCE, 0, NULL },
	{ "incident:+timeline", "maintainer|developer", AT_ONCE, 0, "happened_on=-1" },
	{ "defect.c:make", "maintainer|developer", 0, 1, NULL }, FIXED("c"), VERIFIED("c"), { "incident:resolve", "developer", 0, 1, NULL },
	{ "incident:close", "tech_head", 0, 1, "plan_use=used;plan_id=#document.emergency" },
	PAPER("retest"), { "+test_run.all", "tester", 0, 1, "list=second_test_run" }, { "test_run.10/confirm", "liaison", 0, 0, NULL },
	{ "conclude_tests", "tester", 0, 0, "test_conclusion=.second_conclusion" },
	{ "+acceptance", "liaison", 0, 1, NULL }, { "begin_review", "author", DAYS_AGO, 60, NULL },
	REVIEWED("review.2"), GOING(50), LIVE, ASSESSED, YES("evaluation:", "group1", 0, 1), { 0 }
};
static const struct step cancelled[] = {
	IDEA(120), EXPLORED, PLANNED, DESIGNED(105), INITIATED, ALLOCATED, STAFFED, BEGUN, BOOKED("c"),
	{ "cancel", "author", 5, 8, "reason=.cancel" }, PASSED(""), { 0 }
};

static const struct plot launches[] = {
	{ &launch_kind, development, 0, 95, 92, demo_begin_named, .named = "development" },
	{ &launch_kind, design, 0, 50, 48, demo_begin_named, .named = "design" },
	{ &launch_kind, closed, 0, 325, 322, demo_begin_named, .named = "closed" },
	{ &launch_kind, research, 0, 24, 22, demo_begin_named, .named = "research" },
	{ &launch_kind, initiation, 0, 60, 58, demo_begin_named, .named = "initiation" },
	{ &launch_kind, testing, 0, 105, 102, demo_begin_named, .named = "testing" },
	{ &launch_kind, review, 0, 125, 122, demo_begin_named, .named = "review" },
	{ &launch_kind, go_live, 0, 135, 132, demo_begin_named, .named = "go_live" },
	{ &launch_kind, evaluation, 0, 160, 155, demo_begin_named, .named = "evaluation" },
	{ &launch_kind, relaunched, 0, 245, 240, demo_begin_named, .named = "relaunched" },
	{ &launch_kind, cancelled, 0, 200, 195, demo_begin_named, .named = "cancelled" },
};

void
demo_launches(struct town *town)
{
	demo_plan(town, launches, ARRAY_LEN(launches));
}
