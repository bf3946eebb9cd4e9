/* SPDX-License-Identifier: ISC */
/*
 * Review meetings (R19.1, R19.2).  One record is one meeting: when it fails, its problems are rectified and the next
 * meeting is a record of its own that follows it, so that date, chair, presence, votes and decision of each stay as they were.
 */
#include "kinds/review.h"

#include "base/str.h"
#include "kinds/kinds.h"
#include "kinds/ledgers.h"
#include "record/record.h"

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON | REQUIRED | IN_LIST | SEARCHED | WIDE, .max = 120 },
	{ "target_id", FIELD_RECORD, REQUIRED | IN_LIST | FILTER, .ref = "launch", .article = "19" },
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
	{ "prepared", "info", .edit = "review.manage" },
	/* Its day may be another one; who chairs it and what it is about stand. */
	{ "open", "warn", .edit = "review.manage", .kept = "title target_id chair_id" },
	{ "passed", "ok", STATE_END },
	{ "failed", "bad" },
	{ "rectifying", "warn" },
	{ "repeated", "", STATE_END },
	{ "withdrawn", "", STATE_END },
	{ NULL }
};

static struct err *collect(struct ctx *c, struct record *rec, const struct form *form);
static struct err *adjourn(struct ctx *c, struct record *rec, const struct form *form);
static struct err *meet_again(struct ctx *c, struct record *rec, const struct form *form);

/*
 * The facts: all_materials, materials_in_force, invited_group, invited_business, invited_marketing, invited_legal,
 * invited_operations, target_is_ready, target_has_left, none_before, chair_is_free, day_has_come, presence_recorded,
 * quorum, present_group, present_business, present_marketing, present_legal, present_operations, votes_recorded, no_ballots, more_for,
 * not_more_for, has_items, items_verified.  The chair states what the votes of those present say,
 * either way: that is no step of their own, and they verify what is rectified.
 */
#define MET "day_has_come presence_recorded quorum present_group present_business present_marketing present_legal present_operations votes_recorded"

static const struct move moves[] = {
	{ "open", "prepared", "open", "review.manage", MOVE_PRIMARY | MOVE_WAITS,
	    .needs = "target_is_ready none_before all_materials materials_in_force held_on held_at place chair_id chair_is_free "
	    "invited_group invited_business invited_marketing invited_legal invited_operations",
	    .article = "19" },
	{ "collect", "prepared", NULL, "review.manage", .article = "19", .after = collect },
	{ "withdraw", "prepared", "withdrawn", "review.manage", MOVE_DANGER | MOVE_REASON },
	{ "pass", "open", "passed", "@chair_id", MOVE_PRIMARY | MOVE_WAITS | MOVE_NO_PARTY, .asks = "decision conditions?",
	    .needs = "target_is_ready chair_is_free " MET " more_for", .article = "19" },
	{ "fail", "open", "failed", "@chair_id", MOVE_DANGER | MOVE_NO_PARTY, .asks = "decision conditions?",
	    .needs = "chair_is_free " MET " not_more_for", .article = "19" },
	/* Too few came, or the chair cannot: it is prepared anew, while nobody has voted. */
	{ "adjourn", "open", "prepared", "review.manage", MOVE_REASON, .needs = "no_ballots", .article = "19", .after = adjourn },
	{ "rectify", "failed", "rectifying", "review.manage", MOVE_PRIMARY | MOVE_WAITS, .needs = "has_items", .article = "19" },
	{ "next_round", "rectifying", "repeated", "review.manage", MOVE_PRIMARY, .needs = "items_verified", .article = "19",
	    .after = meet_again },
	/* The target went back to its tests meanwhile: what was to be judged is no more. */
	{ "drop", "open failed rectifying", "withdrawn", "review.manage", MOVE_DANGER | MOVE_REASON, .needs = "target_has_left" },
	{ NULL }
};

/* ---- what is judged, by kind of target */

/* TO ADD ONE: a row; its items in review_material_items and in the table's constraint, and what review_collect finds of them. */
static const struct {
	const char *target;
	const char *items;
} materials[] = {
	{ "launch", "{development_completion,test_report,acceptance,security_assessment,launch_plan,maintenance_plan,emergency_plan}" },
};

static const char *
items_of(const struct kind *target)
{
	for (size_t i = 0; target != NULL && i < ARRAY_LEN(materials); i++)
		if (str_eq(materials[i].target, target->name))
			return (materials[i].items);
	return ("{}");
}

/* ---- the rules */

static void
check(struct ctx *c, struct record *rec, struct form *form)
{
	(void)c;
	/* Materials and rounds are those of its target. */
	if (rec->number != NULL && form_input(form, "target_id") != NULL &&
	    !str_eq(form_stored(form, "target_id"), form_stored(rec->fields, "target_id")))
		form_complain(form, "target_id", "review.complaint.other_target", NULL);
}

/* The rows of what it must have, filled with what is there already. */
static struct err *
created(struct ctx *c, struct record *rec)
{
	const char *target = form_stored(rec->fields, "target_id");

	db_ask(c->db, c, STMT_LINK_ADD, NULL, ARGS(c->site_id, rec->id, target, "about", c->now, c->me->id_text));
	db_ask(c->db, c, STMT_RECORD_PLATFORM_AS, NULL, ARGS(c->site_id, rec->id, target));
	db_ask(c->db, c, STMT_REVIEW_BEGIN, NULL,
	    ARGS(c->site_id, rec->id, items_of(kind_of_number(record_value(rec, "target_id"))), c->now, c->me->id_text));
	return (collect(c, rec, NULL));
}

/* Who chairs is invited. */
static struct err *
saved(struct ctx *c, struct record *rec)
{
	const char *chair = form_stored(rec->fields, "chair_id");

	if (chair != NULL)
		db_ask(c->db, c, STMT_REVIEW_INVITE, NULL, ARGS(c->site_id, rec->id, mem_fmt(c, "{%s}", chair), c->now, c->me->id_text));
	db_ask(c->db, c, STMT_REVIEW_SEAT, NULL, ARGS(c->site_id, rec->id));
	db_ask(c->db, c, STMT_REVIEW_WAITS, NULL, ARGS(c->site_id, rec->id, c->me->id_text, c->now));
	return (OK);
}

static struct err *
collect(struct ctx *c, struct record *rec, const struct form *form)
{
	(void)form;
	db_ask(c->db, c, STMT_REVIEW_COLLECT, NULL, ARGS(c->site_id, rec->id, c->now));
	return (OK);
}

static struct err *
adjourn(struct ctx *c, struct record *rec, const struct form *form)
{
	(void)form;
	db_ask(c->db, c, STMT_REVIEW_ADJOURN, NULL, ARGS(c->site_id, rec->id));
	return (OK);
}

/* ---- the next meeting */

static struct form *
next_form(struct ctx *c, const struct record *rec)
{
	static const char *const kept[] = { "title", "target_id", "place" };
	struct form *form = form_new(c, "review", fields);

	for (size_t i = 0; i < ARRAY_LEN(kept); i++)
		form_set(form, kept[i], record_value(rec, kept[i]));
	form_set(form, "chair_id", form_stored(rec->fields, "chair_id"));
	return (form);
}

/* The same people are invited; materials and presence begin anew. */
static struct err *
meet_again(struct ctx *c, struct record *rec, const struct form *form)
{
	struct record *next;
	struct rows *id;

	(void)form;
	record_ask_id(c, &id);
	TRY(db_wait(c->db));
	TRY(record_create(c, &review_kind, rows_text(id, 0, "id"), next_form(c, rec), &next));
	if (next == NULL)
		return (RAISE(ERR_INTERNAL, "the review after %s is not right", rec->number));
	record_set(c, next, (const char *const[]){ "earlier_id", rec->id, NULL });
	db_ask(c->db, c, STMT_LINK_ADD, NULL, ARGS(c->site_id, next->id, rec->id, "origin", c->now, c->me->id_text));
	db_ask(c->db, c, STMT_REVIEW_INVITE_AGAIN, NULL, ARGS(c->site_id, next->id, rec->id, c->now, c->me->id_text));
	return (saved(c, next));
}

/* The title that a person sees first is that of the project. */
static const struct beginning begins[] = {
	{ "launch", "title", .a = "title" },
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

const struct kind review_kind = {
	.name = "review",
	.plural = "reviews",
	.code = "REV",
	.icon = "review",
	.first = "prepared",
	.create = "review.manage",
	.fields = fields,
	.states = states,
	.moves = moves,
	.entries = review_entries,
	.places = places,
	.begins = begins,
	.waits = WAITS(STMT_REVIEW_WAITS),
	.facts = FACTS(STMT_REVIEW_FACTS),
	.ledger = &review_ledger,
	.sort = "-number",
	.check = check,
	.created = created,
	.saved = saved,
};
