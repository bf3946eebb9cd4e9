/* SPDX-License-Identifier: ISC */
/*
 * What a department needs of a platform (R8.1, R10.1, R23): handed in, triaged, built, confirmed.
 */
#include "access/event.h"
#include "base/str.h"
#include "kinds/kinds.h"
#include "kinds/ledgers.h"
#include "kinds/trace.h"
#include "record/record.h"
#include "record/workflow.h"

static const char *const needs[] = { "functional", "performance", "security", "compliance", NULL };
static const char *const channels[] = {
	"business_feedback", "complaint", "operations_data", "security_inspection",
	"industry_trend", "research", "evaluation", NULL
};
static const char *const classes[] = { "emergency", "routine", NULL };

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON | REQUIRED | IN_LIST | SEARCHED | WIDE, .max = 120 },
	{ "platform_id", FIELD_RECORD, ON_COMMON | IN_LIST | FILTER, .ref = "platform" },
	{ "need", FIELD_CHOICE, REQUIRED | IN_LIST | FILTER, .choices = needs, .article = "15" },
	{ "channel", FIELD_CHOICE, REQUIRED | FILTER | EXPORTED, .choices = channels,
	    .article = "23" },
	{ "department_id", FIELD_DEPARTMENT, ON_COMMON | REQUIRED | IN_LIST | FILTER,
	    .article = "23" },
	{ "liaison_id", FIELD_ACCOUNT, FILTER | EXPORTED, .article = "8", .preset = PERMIT_REQUIREMENT_CONFIRM },
	{ "scenario", FIELD_TEXT, SEARCHED | WIDE | EXPORTED, .article = "8" },
	{ "goal", FIELD_TEXT, SEARCHED | WIDE | EXPORTED, .article = "8" },
	{ "acceptance", FIELD_TEXT, SEARCHED | WIDE | EXPORTED, .article = "8" },
	{ "wanted_by", FIELD_DATE, EXPORTED, .earliest = "created" },
	{ "endorsed_by", FIELD_ACCOUNT, DERIVED | EXPORTED, .article = "8" },
	{ "endorsed_on", FIELD_DATE, DERIVED | EXPORTED, .article = "8" },
	/* Set at triage. */
	{ "class", FIELD_CHOICE, DERIVED | IN_LIST | FILTER, .choices = classes, .article = "22" },
	{ "priority", FIELD_INT, DERIVED | IN_LIST | FILTER | SORT, .min = 1, .max = 4,
	    .article = "23" },
	{ "expected_goal", FIELD_TEXT, DERIVED | WIDE | EXPORTED, .max = 2000, .article = "23" },
	{ "decision_reason", FIELD_TEXT, DERIVED | WIDE | EXPORTED, .max = 2000 },
	{ "deferred_until", FIELD_DATE, DERIVED | EXPORTED, .earliest = "today+1" },
	{ "merged_into", FIELD_RECORD, DERIVED | EXPORTED, .ref = "requirement",
	    .in = "endorsing submitted accepted deferred planned delivered", .in_said = "requirement.complaint.target_closed" },
	{ NULL }
};

static const struct state states[] = {
	{ "draft", "", STATE_PRIVATE, .edit = { { .is = "@author" } } },
	/* Handed in by somebody of another department: its liaison says whether it is theirs (article 8). */
	{ "endorsing", "", .edit = { { .is = "@author @submitter" } }, .kept = "department_id", .due = DUE(RULE_CONFIRM_DAYS) },
	{ "submitted", "", STATE_TRIAGED, .edit = { { .is = "@author @submitter" } }, .kept = "department_id", .due = DUE(RULE_TRIAGE_DAYS) },
	{ "accepted", "", .told = "planned" },
	{ "deferred", "", .told = "later" },
	{ "planned", "", .told = "planned" },
	{ "delivered", "", .told = "done", .due = DUE(RULE_CONFIRM_DAYS) },
	{ "closed", "ok", STATE_END, .told = "done" },
	{ "rejected", "", STATE_END, .told = "not_taken" },
	{ "merged", "", STATE_END },
	{ "withdrawn", "", STATE_END, .told = "not_taken" },
	{ "discarded", "", STATE_PRIVATE | STATE_END },
	{ NULL }
};

static struct err *move_feedback(struct ctx *c, struct record *rec, const struct form *form);

enum { TRIAGE = (unsigned)MOVE_DECIDES | (unsigned)MOVE_BULK };

static const struct move moves[] = {
	{ "submit", "draft", "submitted", { { PERMIT_REQUIREMENT_SUBMIT } }, MOVE_PRIMARY | MOVE_SUBMITS,
	    .needs = "platform_id department_id scenario goal acceptance", .article = "8" },
	{ "discard", "draft", "discarded", { { .is = "@author" } }, MOVE_DANGER },
	{ "ask_liaison", "submitted", "endorsing", NOBODY, MOVE_ONLY_RULES, .article = "8" },
	{ "endorse", "endorsing", "submitted", { { PERMIT_REQUIREMENT_CONFIRM } }, MOVE_PRIMARY | MOVE_WAITS, .sets_by = "endorsed_by",
	    .sets_on = "endorsed_on", .article = "8" },
	{ "disown", "endorsing", "rejected", { { PERMIT_REQUIREMENT_CONFIRM } }, MOVE_DANGER | MOVE_REASON, .article = "8" },
	{ "accept", "submitted", "accepted", { { PERMIT_REQUIREMENT_TRIAGE } },
	    TRIAGE | MOVE_PRIMARY | MOVE_WAITS,
	    .asks = "class priority expected_goal decision_reason", .article = "23" },
	{ "defer", "submitted", "deferred", { { PERMIT_REQUIREMENT_TRIAGE } }, TRIAGE,
	    .asks = "deferred_until decision_reason", .article = "23" },
	{ "merge", "submitted", "merged", { { PERMIT_REQUIREMENT_TRIAGE } }, TRIAGE,
	    .asks = "merged_into decision_reason", .article = "23", .after = move_feedback },
	{ "reject", "submitted", "rejected", { { PERMIT_REQUIREMENT_TRIAGE } }, TRIAGE | MOVE_DANGER,
	    .asks = "decision_reason", .article = "23" },
	{ "resume", "deferred", "submitted", { { PERMIT_REQUIREMENT_TRIAGE } }, MOVE_PRIMARY | MOVE_BY_CLOCK,
	    .article = "23" },
	{ "plan", "accepted", "planned", NOBODY, MOVE_ONLY_RULES, .article = "24" },
	/* What was to bring it about is given up. */
	{ "unplan", "planned", "accepted", NOBODY, MOVE_ONLY_RULES, .article = "24" },
	{ "deliver", "planned", "delivered", NOBODY, MOVE_ONLY_RULES, .article = "26" },
	/* What delivered it was rolled back. */
	{ "take_back", "delivered", "planned", NOBODY, MOVE_ONLY_RULES },
	{ "confirm", "delivered", "closed", { { PERMIT_REQUIREMENT_CONFIRM } }, MOVE_PRIMARY | MOVE_WAITS,
	    .article = "8" },
	{ "reopen", "delivered", "accepted", { { PERMIT_REQUIREMENT_CONFIRM } }, MOVE_DANGER | MOVE_REASON,
	    .article = "8" },
	/* Not from under a project that the group decides on: its deciding vote would fail for ever. */
	{ "withdraw", "endorsing submitted accepted", "withdrawn", { { .is = "@submitter @author" } },
	    MOVE_DANGER | MOVE_REASON, .needs = "not_before_group" },
	{ NULL }
};

static const struct objection objections[] = {
	{ "move:merge", "merged_into=@id", "merged_into", "requirement.complaint.merged_into_itself" },
	{ NULL }
};

static const struct effect effects[] = {
	{ "move:merge", .field = "merged_into", .link = "<merged" },
	/* What it was made of waits again for whoever handles feedback (R10.1). */
	{ "move:discard", .of = "feedback.requirement_id", .in = "linked", .move = "reopen" },
	{ NULL }
};

/*
 * What users said and what was linked to this one now belongs to the target; each keeps its origin
 * (R10.1).
 */
static struct err *
move_feedback(struct ctx *c, struct record *rec, const struct form *form)
{
	struct rows *moved;

	TRY(db_run(c->db, c, STMT_FEEDBACK_MERGE, &moved, ARGS(c->site_id, rec->id, form_stored(form, "merged_into"), c->now, c->me->id_text)));
	for (size_t i = 0; i < rows_count(moved); i++)
		event_change(event_new(c, "record.set", rows_text(moved, i, "record_id"), NULL),
		    "requirement_id", rec->number, form_value(form, "merged_into"));
	return (OK);
}

/*
 * Of a department with a liaison, and handed in by somebody of another one?  Then the liaison says first whether it is theirs.  Whoever
 * said it first is told how it goes on.
 */
static struct err *
entered(struct ctx *c, struct record *rec)
{
	struct rows *liaisons = NULL;

	if (str_eq(rec->state, "submitted") && str_eq(rec->state_from, "draft"))
		TRY(db_run(c->db, c, STMT_REQUIREMENT_LIAISON, &liaisons, ARGS(c->site_id, rec->id)));
	if (rows_count(liaisons) > 0)
		return (workflow_follow(c, rec, "ask_liaison", NULL));
	db_ask(c->db, c, STMT_FEEDBACK_SENDERS_NOTIFY, NULL,
	    ARGS(c->site_id, rec->id, c->me->id_text,
		mem_fmt(c, "{\"kind\":\"requirement\",\"state\":\"%s\"}", rec->state), c->now));
	return (OK);
}

/* What is under way with others (planned, delivered) or was decided with them (merged) is not among it. */
static const struct imported_state imported_states[] = {
	{ "draft", NULL },
	{ "submitted", "platform_id scenario goal acceptance" },
	{ "accepted", "platform_id priority" },
	{ "deferred", "platform_id deferred_until" },
	{ "closed", NULL },
	{ "rejected", "decision_reason" },
	{ "withdrawn", NULL },
	{ NULL }
};

static const struct imported imported = { "class priority expected_goal decision_reason deferred_until", imported_states };

static const struct drawn drawn[] = {
	{ "channel", N_("Requirements per month by channel"), NULL },
	{ "class", N_("Requirements per month by class"), N_("Not triaged") },
	{ NULL }
};

static const struct triage triage = {
	.facts = "need channel wanted_by",
	.texts = "scenario goal acceptance",
	.inputs = "class priority deferred_until merged_into expected_goal decision_reason",
};

static const struct evidence evidence[] = {
	{ "8", EVIDENCE_MADE },
	{ "8", EVIDENCE_ENDED, "closed" },
	{ "15", EVIDENCE_MADE },
	{ "23", EVIDENCE_MADE },
	{ "23", EVIDENCE_ENDED, "closed merged" },
	{ "23", EVIDENCE_FAILED, "rejected" },
	{ "23", EVIDENCE_LATE },
	{ NULL }
};

const struct kind requirement_kind = {
	.name = "requirement",
	.plural = "requirements",
	.code = "REQ",
	.icon = "requirement",
	.group = GROUP_REQUIREMENTS,
	.key = "r",
	.flags = KIND_BOARD | KIND_TRIAGED,
	.first = "draft",
	.create = PERMIT_REQUIREMENT_SUBMIT,
	.fields = fields,
	.states = states,
	.moves = moves,
	.objections = objections,
	.effects = effects,
	.reports = requirement_reports,
	.evidence = evidence,
	.way = STMT_REQUIREMENT_WAY,
	.facts = STMT_REQUIREMENT_FACTS,
	.clock = STMT_CLOCK_REQUIREMENT,
	.drawn = drawn,
	.triage = &triage,
	.ledger = &requirement_ledger,
	.imported = &imported,
	.sort = "-number",
	.entered = entered,
};
