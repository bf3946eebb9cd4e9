/* SPDX-License-Identifier: ISC */
/*
 * The sheets of a review meeting (R19.1, R19.2).  Everyone votes for themselves, once; nobody verifies the rectification
 * they are responsible for or reported done.
 */
#include "kinds/review.h"

/* ---- materials */

/* What is judged: a new one stands in the table's constraint, in review_begin, and review_collect finds what is there of it. */
static const char *const items[] = {
	"development_completion", "test_report", "acceptance", "security_assessment", "launch_plan", "maintenance_plan", "emergency_plan", NULL
};
static const char *const material_states[] = { "missing", "present", NULL };

static const struct field material[] = {
	{ "item", FIELD_CHOICE, REQUIRED | IN_LIST, .choices = items, .article = "19" },
	{ "evidence_id", FIELD_RECORD, REQUIRED | IN_LIST, .ref = "launch iteration document" },
	{ "text", FIELD_TEXT, DERIVED | IN_LIST | WIDE, .max = 5000 },
	{ "state", FIELD_CHOICE, DERIVED | IN_LIST, .choices = material_states },
	{ NULL }
};

/* ---- presence */

static const char *const functions[] = { "business", "marketing", "operations", "finance", "legal", "tech", "other", NULL };
static const char *const presence[] = { "invited", "present", "absent", NULL };

static const struct field attendance[] = {
	{ "account_id", FIELD_ACCOUNT, REQUIRED | IN_LIST, .article = "19" },
	{ "department_id", FIELD_DEPARTMENT, DERIVED | IN_LIST },
	{ "function", FIELD_CHOICE, DERIVED, .choices = functions },
	{ "in_group", FIELD_FLAG, DERIVED | IN_LIST },
	{ "state", FIELD_CHOICE, DERIVED | IN_LIST, .choices = presence },
	{ NULL }
};

static const struct act attendance_acts[] = {
	{ "present", .states = "open", .from = "invited absent", .to = "present", .who = { { .is = "#recorder_ids @entry.account_id" } },
	    .flags = MOVE_PRIMARY },
	{ "absent", .from = "invited present", .to = "absent", .who = { { .is = "#recorder_ids @entry.account_id" } } },
	{ NULL }
};

/* ---- questions */

static const char *const question_states[] = { "open", "answered", NULL };

static const struct field question[] = {
	{ "asked_by", FIELD_ACCOUNT, IN_LIST },
	{ "text", FIELD_TEXT, REQUIRED | IN_LIST | WIDE, .max = 2000 },
	{ "state", FIELD_CHOICE, DERIVED | IN_LIST, .choices = question_states },
	{ "answer", FIELD_TEXT, DERIVED | IN_LIST | WIDE, .max = 5000 },
	{ "answered_by", FIELD_ACCOUNT, DERIVED | IN_LIST },
	{ NULL }
};

static const struct act question_acts[] = {
	{ "answer", .from = "open", .to = "answered", .who = { { PERMIT_REVIEW_MANAGE, "@chair_id" } }, .asks = "answer", .sets_by = "answered_by",
	    .flags = MOVE_PRIMARY },
	{ NULL }
};

/* ---- votes */

static const char *const choices[] = { "pass", "fail", "abstain", NULL };

static const struct field ballot[] = {
	{ "choice", FIELD_CHOICE, REQUIRED | IN_LIST, .choices = choices },
	{ "opinion", FIELD_TEXT, IN_LIST | WIDE, .max = 2000 },
	{ NULL }
};

/* ---- rectification */

static const char *const item_states[] = { "open", "done", "verified", NULL };

static const struct field item[] = {
	{ "problem", FIELD_TEXT, REQUIRED | IN_LIST | WIDE, .max = 5000, .article = "19" },
	{ "measure", FIELD_TEXT, REQUIRED | IN_LIST | WIDE, .max = 5000, .article = "19" },
	{ "owner_id", FIELD_ACCOUNT, REQUIRED | IN_LIST | PARTY },
	{ "due", FIELD_DATE, REQUIRED | IN_LIST, .earliest = "created" },
	{ "state", FIELD_CHOICE, DERIVED | IN_LIST, .choices = item_states },
	{ "result", FIELD_TEXT, DERIVED | WIDE, .max = 5000 },
	{ "done_by", FIELD_ACCOUNT, DERIVED },
	{ "done_on", FIELD_DATE, DERIVED },
	{ "verified_by", FIELD_ACCOUNT, DERIVED },
	{ "verified_on", FIELD_DATE, DERIVED },
	{ "objection", FIELD_TEXT, DERIVED | WIDE, .max = 5000 },
	{ NULL }
};

/* The plan stands once it is begun; who is responsible may leave. */
static const struct act item_acts[] = {
	{ "done", .states = "rectifying", .from = "open", .to = "done", .who = { { .is = "@entry.owner_id" } }, .asks = "result", .sets_by = "done_by",
	    .sets_on = "done_on", .flags = MOVE_PRIMARY },
	{ "verify", .states = "rectifying", .from = "done", .to = "verified", .who = { { PERMIT_REVIEW_MANAGE, "@chair_id" } }, .not_by = "done_by",
	    .sets_by = "verified_by", .sets_on = "verified_on", .flags = MOVE_PRIMARY | ACT_DECIDES },
	{ "reopen", .states = "rectifying", .from = "done verified", .to = "open", .who = { { PERMIT_REVIEW_MANAGE, "@chair_id" } },
	    .not_by = "done_by", .asks = "objection", .flags = MOVE_DANGER | ACT_DECIDES },
	{ "assign", .states = "rectifying", .from = "open", .who = { { PERMIT_REVIEW_MANAGE, "@chair_id" } }, .asks = "owner_id due" },
	{ NULL }
};

const struct entry review_entries[] = {
	{ "material", "review_material", material, .states = "prepared", .who = { { PERMIT_REVIEW_MANAGE } }, .flags = ENTRY_ALWAYS, .open = "missing",
	    .fills = "state=present", .article = "19" },
	{ "attendance", "review_attendance", attendance, attendance_acts, "prepared open", { { .is = "#inviter_ids" } }, { { .is = "#planner_ids" } }, .flags = ENTRY_ALWAYS,
	    .open = "invited", .article = "19" },
	/* Whoever takes the minutes writes for others too. */
	{ "question", "review_question", question, question_acts, "open", { { PERMIT_RECORD_COMMENT } }, { { .is = "@entry.by" } }, ENTRY_ALWAYS,
	    .fills = "asked_by=$asked_by|:me", .open = "open" },
	{ "ballot", "review_ballot", ballot, .states = "open", .who = { { .is = "@to_vote" } }, .flags = ENTRY_FINAL | ENTRY_ALWAYS | ENTRY_DECIDES, .article = "19" },
	{ "item", "review_item", item, item_acts, "failed", { { PERMIT_REVIEW_MANAGE, "@chair_id" } }, .flags = ENTRY_ALWAYS, .open = "open done",
	    .article = "19" },
	{ NULL }
};
