/* SPDX-License-Identifier: ISC */
/*
 * Review meetings (R19.1, R19.2).  One record is one meeting: when it fails, its problems are rectified and the next
 * meeting is a record of its own that follows it, so that date, chair, presence, votes and decision of each stay as they were.
 */
#include "kinds/review.h"

#include "kinds/kinds.h"
#include "kinds/ledgers.h"

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON | REQUIRED | IN_LIST | SEARCHED | WIDE, .max = 120 },
	{ "target_id", FIELD_RECORD, REQUIRED | IN_LIST | FILTER, .ref = "launch iteration", .links = "about", .article = "19" },
	{ "platform_id", FIELD_RECORD, ON_COMMON | DERIVED | FILTER, .ref = "platform" },
	{ "held_on", FIELD_DATE, IN_LIST, .earliest = "created", .article = "19" },
	{ "held_at", FIELD_TIME, EXPORTED },
	{ "place", FIELD_LINE, EXPORTED, .max = 100 },
	{ "chair_id", FIELD_ACCOUNT, IN_LIST | FILTER, .article = "19" },
	/* Set by rules and moves. */
	{ "round", FIELD_INT, DERIVED | EXPORTED },
	{ "meeting", FIELD_INT, DERIVED | IN_LIST },
	{ "earlier_id", FIELD_RECORD, DERIVED | EXPORTED, .ref = "review" },
	{ "to_vote", FIELD_ACCOUNTS, DERIVED | WIDE },
	{ "decision", FIELD_TEXT, DERIVED | SEARCHED | WIDE | EXPORTED, .article = "19" },
	{ "conditions", FIELD_TEXT, DERIVED | WIDE | EXPORTED },
	{ NULL }
};

static const struct state states[] = {
	{ "prepared", "", .edit = { { PERMIT_REVIEW_MANAGE } } },
	/* Its day may be another one; who chairs it and what it is about stand. */
	{ "open", "", .edit = { { PERMIT_REVIEW_MANAGE } }, .kept = "title target_id chair_id" },
	{ "passed", "ok", STATE_END },
	{ "failed", "warn" },
	{ "rectifying", "warn" },
	{ "repeated", "", STATE_END },
	{ "withdrawn", "", STATE_END },
	{ NULL }
};

/*
 * The facts: all_materials, materials_in_force, invited_group, invited_business, invited_marketing, invited_legal,
 * invited_operations, target_is_ready, target_has_left, none_before, chair_is_free, chair_is_here, day_has_come, presence_recorded,
 * quorum, present_group, present_business, present_marketing, present_legal, present_operations, votes_recorded, no_ballots, more_for,
 * not_more_for, has_items, items_verified.  The chair states what the votes of those present say,
 * either way: that is no step of their own, and they verify what is rectified.
 */
#define MET "day_has_come presence_recorded quorum present_group present_business present_marketing present_legal present_operations votes_recorded"

static const struct move moves[] = {
	{ "open", "prepared", "open", { { PERMIT_REVIEW_MANAGE } }, MOVE_PRIMARY | MOVE_WAITS,
	    .needs = "target_is_ready none_before all_materials materials_in_force held_on held_at place chair_id chair_is_free "
	    "invited_group invited_business invited_marketing invited_legal invited_operations",
	    .article = "19" },
	{ "collect", "prepared", NULL, { { PERMIT_REVIEW_MANAGE } }, .article = "19" },
	{ "withdraw", "prepared", "withdrawn", { { PERMIT_REVIEW_MANAGE } }, MOVE_DANGER | MOVE_REASON },
	{ "pass", "open", "passed", { { .is = "@chair_id" } }, MOVE_PRIMARY | MOVE_WAITS | MOVE_NO_PARTY, .asks = "decision conditions?",
	    .needs = "target_is_ready chair_is_free " MET " more_for", .article = "19" },
	{ "fail", "open", "failed", { { .is = "@chair_id" } }, MOVE_DANGER | MOVE_NO_PARTY, .asks = "decision conditions?",
	    .needs = "chair_is_free " MET " not_more_for", .article = "19" },
	/* Too few came, or the chair cannot: it is prepared anew, while nobody has voted. */
	{ "adjourn", "open", "prepared", { { PERMIT_REVIEW_MANAGE } }, MOVE_REASON, .needs = "no_ballots", .article = "19" },
	{ "rectify", "failed", "rectifying", { { PERMIT_REVIEW_MANAGE } }, MOVE_PRIMARY | MOVE_WAITS, .needs = "has_items", .article = "19" },
	{ "next_round", "rectifying", "repeated", { { PERMIT_REVIEW_MANAGE } }, MOVE_PRIMARY, .needs = "items_verified", .article = "19" },
	/* The target went back to its tests meanwhile: what was to be judged is no more. */
	{ "drop", "open failed rectifying", "withdrawn", { { PERMIT_REVIEW_MANAGE } }, MOVE_DANGER | MOVE_REASON, .needs = "target_has_left" },
	{ NULL }
};

static const struct effect effects[] = {
	{ "made", .runs = STMT_RECORD_PLATFORM_AS, .with = "@target_id" },
	/* The rows of what it must have, filled with what is there already. */
	{ "made", .runs = STMT_REVIEW_BEGIN, .with = ":now :me" },
	{ "made move:collect", .runs = STMT_REVIEW_COLLECT, .with = ":now" },
	/* Who chairs is invited. */
	{ "saved", "@chair_id", .runs = STMT_REVIEW_INVITE, .with = "@chair_id :now :me" },
	{ "saved", .runs = STMT_REVIEW_SEAT },
	{ "saved", .runs = STMT_REVIEW_WAITS, .with = ":me :now" },
	{ "move:adjourn", .runs = STMT_REVIEW_ADJOURN },
	/* The same people are invited to the next meeting; materials and presence begin anew.  In place of a chair who has left, another is
	   named before it opens. */
	{ "move:next_round", .makes = "review", .link = "origin",
	    .sets = "title=@title target_id=@target_id place=@place chair_id=@chair_id?#chair_is_here earlier_id=@number" },
	{ "move:next_round", .of = "review.earlier_id", .runs = STMT_REVIEW_INVITE_AGAIN, .with = "@id :now :me" },
	{ "move:next_round", .of = "review.earlier_id", .runs = STMT_REVIEW_SEAT },
	{ "move:next_round", .of = "review.earlier_id", .runs = STMT_REVIEW_WAITS, .with = ":me :now" },
	/* Somebody else in the row was invited for somebody else's department. */
	{ "edit:attendance", .puts = "department_id= function= state=invited" },
	{ "entry:attendance", .runs = STMT_REVIEW_SEAT },
	{ "edit:material", .puts = "state=present" },
	/* Nothing is done or verified of what was sent back. */
	{ "act:item.reopen", .puts = "verified_by= verified_on= done_by= done_on=" },
	{ NULL }
};

static const struct objection objections[] = {
	/* Materials and rounds are those of its target. */
	{ "form", "!target_id=@target_id", "target_id", "review.complaint.other_target" },
	/* A record of the type that the item names, of this project and in force: what is said of it beside is no material. */
	{ "entry:material", "evidence_id !#fits[item]~$evidence_id", "evidence_id", "review.complaint.unfit" },
	{ "entry:attendance", "#invited_ids~$account_id", "account_id", "review.complaint.invited_already" },
	/* Who leads the project does not say who was there, not even of themselves; nobody was there before its day; who has voted was there. */
	{ "act:attendance.present act:attendance.absent", "#leader_ids~:me", NULL, "review.complaint.leads" },
	{ "act:attendance.present", "!#day_has_come", NULL, "review.complaint.before_the_day" },
	{ "act:attendance.absent", "#voted_ids~$account_id", NULL, "review.complaint.has_voted" },
	/* A refusal needs a reason (RX.3). */
	{ "entry:ballot", "choice=fail !opinion", "opinion", "review.complaint.no_opinion" },
	{ NULL }
};

/* The title that a person sees first is that of the project. */
static const struct beginning begins[] = {
	{ "launch", "title", .a = "title" },
	{ "iteration", "title", .a = "title" },
	{ NULL }
};

static const struct place places[] = {
	{ "all_materials", "#material" },
	{ "materials_in_force", "#material" },
	{ "invited_group", "#attendance" },
	{ "invited_business", "#attendance" },
	{ "invited_marketing", "#attendance" },
	{ "invited_legal", "#attendance" },
	{ "invited_operations", "#attendance" },
	{ "chair_is_free", "edit#f-chair_id" },
	{ "day_has_come", "edit#f-held_on" },
	{ "presence_recorded", "#attendance" },
	{ "quorum", "#attendance" },
	{ "present_group", "#attendance" },
	{ "present_business", "#attendance" },
	{ "present_marketing", "#attendance" },
	{ "present_legal", "#attendance" },
	{ "present_operations", "#attendance" },
	{ "votes_recorded", "#ballot" },
	{ "more_for", "#ballot" },
	{ "not_more_for", "#ballot" },
	{ "has_items", "#item" },
	{ "items_verified", "#item" },
	{ NULL }
};

/* What failed and is more than a point of this project is put right under a notice (article 32). */
static const struct offer offers[] = {
	{ "rectification", "failed rectifying", "rectification", "source_id" },
	{ NULL }
};

static const struct evidence evidence[] = {
	{ "19", EVIDENCE_MADE },
	{ "19", EVIDENCE_ENDED, "passed" },
	{ "19", EVIDENCE_FAILED, "repeated" },
	{ "19", EVIDENCE_LATE },
	{ "26", EVIDENCE_MADE },
	{ NULL }
};

const struct kind review_kind = {
	.name = "review",
	.plural = "reviews",
	.code = "REV",
	.icon = "review",
	.group = GROUP_PROJECTS,
	.first = "prepared",
	.create = PERMIT_REVIEW_MANAGE,
	.fields = fields,
	.states = states,
	.moves = moves,
	.entries = review_entries,
	.objections = objections,
	.effects = effects,
	.places = places,
	.begins = begins,
	.offers = offers,
	.evidence = evidence,
	.waits = STMT_REVIEW_WAITS,
	.facts = STMT_REVIEW_FACTS,
	.ledger = &review_ledger,
	.sort = "-number",
};
