/* SPDX-License-Identifier: ISC */
/* Documents, legal reviews, budgets and incidents that belong to no launch: one in each state. */
#include "ctl/demo.h"

#include "kinds/kinds.h"

#define MAKE      { "make", "author", 0, 0, "owner_id=&author" }
#define SUBMIT    { "submit", "author", AT_ONCE, 0, NULL }
#define YES(what, whose) { what "vote", whose, 0, 1, "choice=approve;opinion=@yes" }
#define PASSED(what) YES(what, "group1"), YES(what, "group2"), YES(what, "deputy"), YES(what, "lead")

/* ---- documents */

static const struct step draft[] = { MAKE, { 0 } };
static const struct step discarded[] = { MAKE, { "discard", "author", 1, 3, NULL }, { 0 } };
static const struct step in_review[] = { MAKE, SUBMIT, { 0 } };
static const struct step returned[] = { MAKE, SUBMIT, { "return", "tech_head", 0, 2, "reason=@document_return" }, { 0 } };
static const struct step voting[] = { MAKE, SUBMIT, { "to_group", "tech_head", 0, 1, NULL }, YES("", "group2"), { 0 } };
static const struct step approved[] = { MAKE, SUBMIT, { "approve", "tech_head", 0, 2, NULL }, { 0 } };
static const struct step published[] = {
	MAKE, SUBMIT, { "approve", "tech_head", 0, 2, NULL }, { "publish", "tech_head", 0, 1, NULL }, { "readers", "author", AT_ONCE, 0, NULL }, { 0 }
};
/* The rules of last year, and those that took their place. */
static const struct step superseded[] = {
	MAKE, SUBMIT, { "to_group", "tech_head", 0, 1, NULL }, PASSED(""), { "publish", "tech_head", 0, 1, NULL },
	{ "document.new:make", "author", 150, 160, "owner_id=&author;supersedes_id=#" }, { "document.new:submit", "author", AT_ONCE, 0, NULL },
	{ "document.new:to_group", "tech_head", 0, 1, NULL }, PASSED("document.new:"),
	{ "document.new:publish", "tech_head", 0, 1, NULL }, { "document.new:readers", "author", AT_ONCE, 0, NULL },
	{ "archive", "tech_head", 1, 2, NULL }, { 0 }
};

static const struct plot documents[] = {
	{ &document_kind, superseded, 0, 330, 325, demo_begin_named, .named = "superseded" },
	{ &document_kind, published, 0, 200, 190, demo_begin_named, .named = "published" },
	{ &document_kind, approved, 0, 40, 35, demo_begin_named, .named = "approved" },
	{ &document_kind, voting, 0, 6, 5, demo_begin_named, .named = "voting" },
	{ &document_kind, returned, 0, 9, 7, demo_begin_named, .named = "returned" },
	{ &document_kind, in_review, 0, 3, 2, demo_begin_named, .named = "in_review" },
	{ &document_kind, draft, 0, 2, 2, demo_begin_named, .named = "draft" },
	{ &document_kind, discarded, 0, 50, 40, demo_begin_named, .named = "discarded" },
};

void
demo_documents(struct town *town)
{
	demo_plan(town, documents, ARRAY_LEN(documents));
}

/* ---- legal reviews */

#define HAND_IN  { "make", "author", 0, 0, NULL }
#define TAKE     { "take", "legal", 0, 1, NULL }

static const struct step handed_in[] = { HAND_IN, { 0 } };
static const struct step taken[] = { HAND_IN, TAKE, { 0 } };
static const struct step objected[] = { HAND_IN, TAKE, { "require_changes", "legal", 0, 2, NULL }, { 0 } };
static const struct step agreed[] = {
	HAND_IN, TAKE, { "require_changes", "legal", 0, 2, NULL }, { "edit", "author", 1, 3, "body=.body_again" },
	{ "resubmit", "author", AT_ONCE, 0, NULL }, TAKE, { "approve", "legal", 0, 1, NULL }, { 0 }
};
static const struct step withdrawn[] = { HAND_IN, { "withdraw", "author", 1, 2, "reason=@legal_withdraw" }, { 0 } };

static const struct plot legal_reviews[] = {
	{ &legal_review_kind, agreed, 0, 120, 110, demo_begin_named, .named = "agreed" },
	{ &legal_review_kind, objected, 0, 8, 7, demo_begin_named, .named = "objected" },
	{ &legal_review_kind, taken, 0, 4, 3, demo_begin_named, .named = "taken" },
	{ &legal_review_kind, handed_in, 0, 2, 2, demo_begin_named, .named = "handed_in" },
	{ &legal_review_kind, withdrawn, 0, 60, 50, demo_begin_named, .named = "withdrawn" },
};

void
demo_legal_reviews(struct town *town)
{
	demo_plan(town, legal_reviews, ARRAY_LEN(legal_reviews));
}

/* ---- budgets */

#define LINES    MAKE, { "+line.all", "author", AT_ONCE, 0, NULL }
#define SHARED   SUBMIT, { "line.all/allocate", "finance", 0, 1, NULL }

static const struct step drafted[] = { LINES, { 0 } };
static const struct step given_up[] = { LINES, { "discard", "author", 1, 3, NULL }, { 0 } };
static const struct step at_finance[] = { LINES, SUBMIT, { 0 } };
static const struct step at_group[] = { LINES, SHARED, { "to_group", "finance", AT_ONCE, 0, NULL }, YES("", "group3"), { 0 } };

static const struct plot budgets[] = {
	{ &budget_kind, at_group, 0, 7, 6, demo_begin_named, .named = "at_group" },
	{ &budget_kind, at_finance, 0, 2, 2, demo_begin_named, .named = "at_finance" },
	{ &budget_kind, drafted, 0, 2, 2, demo_begin_named, .named = "drafted" },
	{ &budget_kind, given_up, 0, 70, 60, demo_begin_named, .named = "given_up" },
};

void
demo_budgets(struct town *town)
{
	demo_plan(town, budgets, ARRAY_LEN(budgets));
}

/* ---- incidents */

#define REPORT   { "make", "author", 0, 0, "found_on=+0" }, { "+timeline", "author", AT_ONCE, 0, "happened_on=+0" }
#define CONTAIN  { "contain", "developer|maintainer", AT_ONCE, 0, NULL }, { "+timeline", "developer|maintainer", AT_ONCE, 0, "happened_on=+0" }
#define RESOLVE  { "resolve", "developer", 0, 1, NULL }

static const struct step reported[] = { REPORT, { 0 } };
static const struct step contained[] = { REPORT, CONTAIN, { 0 } };
static const struct step resolved[] = { REPORT, CONTAIN, RESOLVE, { 0 } };
static const struct step over[] = { REPORT, CONTAIN, RESOLVE, { "close", "tech_head", 1, 2, "plan_use=none" }, { 0 } };

static const struct plot incidents[] = {
	{ &incident_kind, over, 0, 90, 80, demo_begin_named, .named = "over" },
	{ &incident_kind, resolved, 0, 5, 4, demo_begin_named, .named = "resolved" },
	{ &incident_kind, contained, 0, 3, 2, demo_begin_named, .named = "contained" },
	{ &incident_kind, reported, 0, 1, 1, demo_begin_named, .named = "reported" },
};

void
demo_incidents(struct town *town)
{
	demo_plan(town, incidents, ARRAY_LEN(incidents));
}
