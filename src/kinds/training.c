/* SPDX-License-Identifier: ISC */
/*
 * Trainings (R7.2, R8.2, R26.2): planned for departments and people, announced to them, held with material, and closed by somebody else
 * once it stands who was there and each question is answered.  Whoever holds one lists who came; others confirm for themselves alone.
 */
#include "kinds/kinds.h"

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON | REQUIRED | IN_LIST | SEARCHED | WIDE, .max = 120 },
	{ "target_id", FIELD_RECORD, REQUIRED | IN_LIST | FILTER, .ref = "launch iteration platform document", .offered = "go_live release monitoring evaluation closed in_operation published", .links = "about", .article = "26" },
	{ "platform_id", FIELD_RECORD, ON_COMMON | DERIVED | FILTER, .ref = "platform" },
	{ "department_id", FIELD_DEPARTMENT, ON_COMMON | REQUIRED | FILTER, .article = "7" },
	{ "owner_id", FIELD_ACCOUNT, ON_COMMON | REQUIRED | IN_LIST | FILTER },
	/* Nothing is planned for a day that was over before. */
	{ "planned_on", FIELD_DATE, REQUIRED | IN_LIST | SORT, .earliest = "created" },
	{ "planned_at", FIELD_TIME, REQUIRED | EXPORTED },
	{ "place", FIELD_LINE, REQUIRED | EXPORTED },
	{ "persons", FIELD_ACCOUNTS, WIDE | EXPORTED },
	{ "content", FIELD_TEXT, REQUIRED | SEARCHED | WIDE | MULTILINE | EXPORTED },
	{ "material_id", FIELD_RECORD, EXPORTED, .ref = "document", .in = "approved published archived" },
	{ "announced_on", FIELD_DATE, DERIVED | EXPORTED },
	{ "held_on", FIELD_DATE, DERIVED | IN_LIST, .earliest = "planned_on", .latest = "today" },
	{ "due", FIELD_DATE, ON_COMMON | DERIVED | EXPORTED },
	{ NULL }
};

static const struct state states[] = {
	{ "planned", "", .edit = { { .is = "@author @owner" } } },
	{ "held", "", .due = DUE(RULE_TRAINING_DAYS) },
	{ "closed", "ok", STATE_END },
	{ "cancelled", "", STATE_END },
	{ NULL }
};

/* The facts: has_audience, day_has_come, has_material, has_attendance, questions_answered; may_confirm and has_attended of whoever asks. */
static const struct move moves[] = {
	{ "announce", "planned", NULL, { { .is = "@owner" } }, .needs = "has_audience", .sets_on = "announced_on", .article = "26" },
	{ "hold", "planned", "held", { { .is = "@owner" } }, MOVE_PRIMARY | MOVE_WAITS, .asks = "held_on", .needs = "announced_on day_has_come has_material", .article = "26" },
	{ "attend", "held", NULL, { { PERMIT_RECORD_VIEW } }, MOVE_PRIMARY, .needs = "may_confirm", .article = "8" },
	{ "close", "held", "closed", { { PERMIT_HEAD_DECIDE }, { PERMIT_DEPARTMENT_HEAD } }, MOVE_WAITS | MOVE_DECIDES, .needs = "has_attendance questions_answered", .article = "7" },
	{ "cancel", "planned", "cancelled", { { .is = "@author @owner" } }, MOVE_DANGER | MOVE_REASON },
	{ NULL }
};

/* ---- whom it is for, who was there, what was asked */

static const struct field audience[] = {
	{ "department_id", FIELD_DEPARTMENT, REQUIRED | IN_LIST },
	{ NULL }
};

static const char *const ways[] = { "listed", "confirmed", NULL };
static const char *const attendances[] = { "attended", "struck", NULL };
static const struct field attendance[] = {
	{ "account_id", FIELD_ACCOUNT, REQUIRED | IN_LIST, .article = "26" },
	{ "how", FIELD_CHOICE, DERIVED | IN_LIST, .choices = ways },
	{ "state", FIELD_CHOICE, DERIVED | IN_LIST, .choices = attendances },
	{ "reason", FIELD_TEXT, DERIVED | WIDE, .max = 2000 },
	{ NULL }
};

/* Nothing that was said of who was there disappears: what is wrong is struck out, with the reason. */
static const struct act attendance_acts[] = {
	{ "strike", .from = "attended", .to = "struck", .who = { { .is = "@owner" } }, .asks = "reason", .flags = MOVE_DANGER },
	{ NULL }
};

static const char *const questions[] = { "open", "answered", NULL };
static const struct field question[] = {
	{ "text", FIELD_TEXT, REQUIRED | IN_LIST | WIDE, .max = 2000 },
	{ "state", FIELD_CHOICE, DERIVED | IN_LIST, .choices = questions },
	{ "answer", FIELD_TEXT, DERIVED | IN_LIST | WIDE, .max = 5000 },
	{ "answered_by", FIELD_ACCOUNT, DERIVED },
	{ NULL }
};

static const struct act question_acts[] = {
	{ "answer", .from = "open", .to = "answered", .who = { { .is = "@owner" } }, .asks = "answer", .sets_by = "answered_by", .flags = MOVE_PRIMARY },
	{ NULL }
};

static const struct entry entries[] = {
	{ "audience", "training_audience", audience, NULL, "planned", { { .is = "@author @owner" } }, .flags = ENTRY_ALWAYS, .article = "26" },
	{ "attendance", "training_attendance", attendance, attendance_acts, "held", { { .is = "@owner" } }, .flags = ENTRY_FINAL | ENTRY_ALWAYS, .fills = "how=listed", .article = "26" },
	{ "question", "training_question", question, question_acts, "planned held", { { PERMIT_RECORD_COMMENT } }, { { .is = "@entry.by" } }, ENTRY_ALWAYS, .open = "open", .article = "7" },
	{ NULL }
};

static const struct objection objections[] = {
	{ "entry:audience", "#invited[!^no]~$department_id", "department_id", "training.complaint.invited" },
	/* Nobody is both who teaches and who learns, and nobody stands in the list twice. */
	{ "entry:attendance", "account_id=@owner_id", "account_id", "training.complaint.holds" },
	{ "entry:attendance", "#attended_ids~$account_id", "account_id", "training.complaint.attended" },
	/* What was answered stands as it was asked. */
	{ "entry:question", "^state=answered", NULL, "training.complaint.answered" },
	{ NULL }
};

static const struct effect effects[] = {
	{ "made", .runs = STMT_TRAINING_INVITE, .with = "@target_id :now :me" },
	{ "saved", .runs = STMT_RECORD_PLATFORM_AS, .with = "@target_id" },
	{ "saved", "@state=planned", .sets = "due=@planned_on" },
	{ "move:announce planned>held planned>cancelled", "@announced_on", .runs = STMT_TRAINING_TELL, .with = TOLD },
	{ "move:attend", .runs = STMT_TRAINING_ATTEND, .with = ":me :now" },
	{ NULL }
};

static const struct place places[] = {
	{ "has_audience", "#audience" },
	{ "announced_on", "#move-announce" },
	{ "day_has_come", "edit#f-planned_on" },
	{ "has_material", "edit#f-material_id" },
	{ "has_attendance", "#attendance" },
	{ "questions_answered", "#question" },
	{ NULL }
};

/* ---- what it begins with, what is drawn */

static const struct beginning begins[] = {
	{ "launch", "title", .words = "training.begin.title", .a = "title" },
	{ "launch", "content", .words = "training.begin.content", .a = "requirement_ids.name" },
	{ "iteration", "title", .words = "training.begin.title", .a = "title" },
	{ "iteration", "content", .words = "training.begin.content", .a = "requirement_ids.name" },
	{ "document", "title", .words = "training.begin.title", .a = "title" },
	{ "document", "material_id", .a = "number" },
	{ NULL }
};

static const struct report_column rate[] = {
	{ "department", NULL, REPORT_NAME },
	{ "audience", NULL, REPORT_NUMBER },
	{ "attended", NULL, REPORT_NUMBER },
	{ "rate", NULL, REPORT_TAG },
	{ "missing", NULL, REPORT_NAMES },
	{ NULL }
};
static const struct report_table rate_tables[] = { { "rate", STMT_TRAINING_RATE, rate }, { NULL } };
static const struct report reports[] = { { "rate", .tables = rate_tables, .article = "8" }, { NULL } };

/* Whoever took part has it confirmed on paper. */
static const struct paper paper = { .states = "held closed", .mine = "has_attended", .date = "held_on", .facts = "title held_on place department_id owner_id" };

/* Beside what is published: who has read it, and whom the trainings about it have reached. */
static const struct report_column learning[] = {
	{ "department", NULL, REPORT_NAME },
	{ "readers", NULL, REPORT_NUMBER },
	{ "have_read", NULL, REPORT_NUMBER },
	{ "read_rate", NULL, REPORT_TAG },
	{ "pupils", NULL, REPORT_NUMBER },
	{ "learned", NULL, REPORT_NUMBER },
	{ "learned_rate", NULL, REPORT_NUMBER },
	{ NULL }
};
static const struct report_table learning_tables[] = { { "learning", STMT_READING_LEARNING, learning }, { NULL } };
const struct report learning_reports[] = { { "learning", .tables = learning_tables, .article = "8" }, { NULL } };

static const struct evidence evidence[] = {
	{ "7", EVIDENCE_MADE },
	{ "7", EVIDENCE_ENDED, "closed" },
	{ "7", EVIDENCE_LATE },
	{ "8", EVIDENCE_ENDED, "closed" },
	{ "26", EVIDENCE_ENDED, "closed" },
	{ "26", EVIDENCE_FAILED, "cancelled" },
	{ NULL }
};

const struct kind training_kind = {
	.name = "training",
	.plural = "trainings",
	.code = "TRN",
	.icon = "training",
	.group = GROUP_PAPERS,
	.first = "planned",
	.create = PERMIT_TRAINING_MANAGE,
	.fields = fields,
	.states = states,
	.moves = moves,
	.entries = entries,
	.objections = objections,
	.effects = effects,
	.places = places,
	.begins = begins,
	.reports = reports,
	.evidence = evidence,
	.waits = STMT_TRAINING_WAITS,
	.facts = STMT_TRAINING_FACTS,
	.sort = "-number",
	.print = &paper,
};
