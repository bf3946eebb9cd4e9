/* SPDX-License-Identifier: ISC */
/*
 * The sheets of a review meeting (R19.1, R19.2).  Everyone votes for themselves, once; nobody verifies the rectification
 * they are responsible for or reported done.
 */
#include "base/plant.h"
#include "base/str.h"
#include "kinds/review.h"
#include "record/entry.h"

/* ---- materials */

static const char *const items[] = {
	"development_completion", "test_report", "acceptance", "security_assessment", "launch_plan", "maintenance_plan", "emergency_plan", NULL
};
static const char *const material_states[] = { "missing", "present", NULL };

static const struct field material[] = {
	{ "item", FIELD_CHOICE, REQUIRED | IN_LIST, .choices = items, .article = "19" },
	{ "evidence_id", FIELD_RECORD, REQUIRED | IN_LIST, .ref = "launch document" },
	{ "text", FIELD_TEXT, DERIVED | IN_LIST | WIDE, .max = 5000 },
	{ "state", FIELD_CHOICE, DERIVED | IN_LIST, .choices = material_states },
	{ NULL }
};

static const char *
state_of_material(const struct form *form)
{
	return (material_states[str_empty(form_value(form, "evidence_id")) ? 0 : 1]);
}

/* Is it among the blank-separated words of a fact? */
static bool
is_listed(const struct record *rec, const char *fact, const char *word)
{
	return (rows_count(rec->facts) > 0 && word != NULL && str_has_word(rows_str(rec->facts, 0, fact), word));
}

/* A record of the type that the item names, of this project and in force: what is said of it beside is no material. */
static void
check_material(struct ctx *c, struct record *rec, struct form *form)
{
	if (form->ok && !PLANTED(68) &&
	    !is_listed(rec, "fits", mem_fmt(c, "%s=%s", form_value(form, "item"), str_or(form_stored(form, "evidence_id"), ""))))
		form_complain(form, "evidence_id", "review.complaint.unfit", NULL);
	form_set(form, "state", state_of_material(form));
}

static struct err *
saved_material(struct ctx *c, struct record *rec, struct entry_row *row)
{
	/* A new one was made with its state. */
	if (row->id != NULL)
		entry_set(c, rec, row, (const char *const[]){ "state", state_of_material(row->fields), NULL });
	return (OK);
}

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

static void
check_attendance(struct ctx *c, struct record *rec, struct form *form)
{
	(void)c;
	if (is_listed(rec, "invited_ids", form_stored(form, "account_id")))
		form_complain(form, "account_id", "review.complaint.invited_already", NULL);
}

static struct err *
saved_attendance(struct ctx *c, struct record *rec, struct entry_row *row)
{
	/* Somebody else in the row was invited for somebody else's department. */
	if (row->id != NULL)
		entry_set(c, rec, row, (const char *const[]){ "department_id", NULL, "function", NULL, "state", presence[0], NULL });
	db_ask(c->db, c, STMT_REVIEW_SEAT, NULL, ARGS(c->site_id, rec->id));
	return (OK);
}

/* Who leads the project does not say who was there, not even of themselves. */
static void
check_recorder(struct ctx *c, const struct record *rec, struct form *form)
{
	if (is_listed(rec, "leader_ids", c->me->id_text))
		form_complain(form, NULL, "review.complaint.leads", NULL);
}

/* Nobody was there before its day. */
static void
check_presence(struct ctx *c, struct record *rec, struct entry_row *row, struct form *form)
{
	(void)row;
	check_recorder(c, rec, form);
	if (!rows_bool(rec->facts, 0, "day_has_come"))
		form_complain(form, NULL, "review.complaint.before_the_day", NULL);
}

/* Who has voted was there. */
static void
check_absence(struct ctx *c, struct record *rec, struct entry_row *row, struct form *form)
{
	check_recorder(c, rec, form);
	if (is_listed(rec, "voted_ids", form_stored(row->fields, "account_id")))
		form_complain(form, NULL, "review.complaint.has_voted", NULL);
}

static const struct act attendance_acts[] = {
	{ "present", .states = "open", .from = "invited absent", .to = "present", .who = "#recorder_ids @entry.account_id",
	    .flags = MOVE_PRIMARY, .check = check_presence },
	{ "absent", .from = "invited present", .to = "absent", .who = "#recorder_ids @entry.account_id", .check = check_absence },
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

/* Whoever takes the minutes writes for others too. */
static void
check_question(struct ctx *c, struct record *rec, struct form *form)
{
	(void)rec;
	if (str_empty(form_value(form, "asked_by")) && c->me->id_text != NULL)
		form_set(form, "asked_by", c->me->id_text);
}

static const struct act question_acts[] = {
	{ "answer", .from = "open", .to = "answered", .who = "review.manage @chair_id", .asks = "answer", .sets_by = "answered_by",
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

/* A refusal needs a reason (RX.3). */
static void
check_ballot(struct ctx *c, struct record *rec, struct form *form)
{
	(void)c, (void)rec;
	if (str_eq(form_value(form, "choice"), "fail") && str_empty(form_value(form, "opinion")))
		form_complain(form, "opinion", "review.complaint.no_opinion", NULL);
}

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

/* Nothing is done or verified of what was sent back. */
static struct err *
reopen(struct ctx *c, struct record *rec, struct entry_row *row, const struct form *form)
{
	(void)form;
	entry_set(c, rec, row, (const char *const[]){ "verified_by", NULL, "verified_on", NULL, "done_by", NULL, "done_on", NULL, NULL });
	return (OK);
}

/* The plan stands once it is begun; who is responsible may leave. */
static const struct act item_acts[] = {
	{ "done", .states = "rectifying", .from = "open", .to = "done", .who = "@entry.owner_id", .asks = "result", .sets_by = "done_by",
	    .sets_on = "done_on", .flags = MOVE_PRIMARY },
	{ "verify", .states = "rectifying", .from = "done", .to = "verified", .who = "review.manage @chair_id", .not_by = "done_by",
	    .sets_by = "verified_by", .sets_on = "verified_on", .flags = MOVE_PRIMARY | ACT_DECIDES },
	{ "reopen", .states = "rectifying", .from = "done verified", .to = "open", .who = "review.manage @chair_id",
	    .not_by = "done_by", .asks = "objection", .flags = MOVE_DANGER | ACT_DECIDES, .after = reopen },
	{ "assign", .states = "rectifying", .from = "open", .who = "review.manage @chair_id", .asks = "owner_id due" },
	{ NULL }
};

const struct entry review_entries[] = {
	{ "material", "review_material", material, .states = "prepared", .who = "review.manage", .flags = ENTRY_ALWAYS, .open = "missing",
	    .article = "19", .check = check_material, .saved = saved_material },
	{ "attendance", "review_attendance", attendance, attendance_acts, "prepared open", "#inviter_ids", "#planner_ids", .flags = ENTRY_ALWAYS,
	    .open = "invited", .article = "19", .check = check_attendance, .saved = saved_attendance },
	{ "question", "review_question", question, question_acts, "open", "record.comment", "@entry.by", ENTRY_ALWAYS, .open = "open",
	    .check = check_question },
	{ "ballot", "review_ballot", ballot, .states = "open", .who = "@to_vote", .flags = ENTRY_FINAL | ENTRY_ALWAYS | ENTRY_DECIDES, .article = "19",
	    .check = check_ballot },
	{ "item", "review_item", item, item_acts, "failed", "review.manage @chair_id", .flags = ENTRY_ALWAYS, .open = "open done",
	    .article = "19" },
	{ NULL }
};
