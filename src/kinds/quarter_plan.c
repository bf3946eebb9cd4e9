/* SPDX-License-Identifier: ISC */
/*
 * The iteration plan of a quarter (R24.2): one line for each version that is to be released, with the requirements that it delivers.
 * The group approves it line by line; its iterations are made in the same transaction.  Then a change alone alters it, and when the
 * quarter is over each line is done, moved to another plan, or dropped with its reason.
 */
#include "base/str.h"
#include "kinds/kinds.h"
#include "kinds/plans.h"

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON | REQUIRED | IN_LIST | SEARCHED | WIDE, .max = 120 },
	{ "year", FIELD_INT, REQUIRED | IN_LIST | FILTER | SORT, .min = 2000, .max = 2200, .article = "24" },
	{ "quarter", FIELD_INT, REQUIRED | IN_LIST | FILTER, .min = 1, .max = 4, .article = "24" },
	{ "department_id", FIELD_DEPARTMENT, ON_COMMON | REQUIRED | FILTER },
	{ "owner_id", FIELD_ACCOUNT, ON_COMMON | REQUIRED | IN_LIST | FILTER },
	{ "aim", FIELD_TEXT, REQUIRED | SEARCHED | WIDE | EXPORTED },
	{ "approved_on", FIELD_DATE, DERIVED | IN_LIST },
	{ NULL }
};

/* The facts: has_lines, requirements_fit, within_quarter, releases_apart, not_frozen, only_plan, quarter_open, quarter_over, lines_settled; locked and released for its lines. */
static const struct move moves[] = {
	{ "submit", "draft", "group_approval", { { .is = "@author @owner" } }, MOVE_PRIMARY | MOVE_SUBMITS,
	    .needs = "has_lines quarter_open requirements_fit within_quarter releases_apart not_frozen only_plan", .article = "24" },
	{ "discard", "draft", "discarded", { { .is = "@author" } }, MOVE_DANGER },
	{ "settle", "approved", "settling", { PLANS }, MOVE_PRIMARY | MOVE_BY_CLOCK, .needs = "quarter_over", .article = "24" },
	{ "close", "settling", "closed", { CLOSERS }, MOVE_PRIMARY | MOVE_WAITS | MOVE_DECIDES, .needs = "lines_settled", .article = "24" },
	{ NULL }
};

static const struct place places[] = {
	{ "has_lines", "#line" },
	{ "requirements_fit", "#line" },
	{ "within_quarter", "#line" },
	{ "releases_apart", "#line" },
	{ "not_frozen", "#line" },
	{ "lines_settled", "#line" },
	{ NULL }
};

/* ---- lines, and what the group remarks on them */

static const struct field line_fields[] = {
	{ "title", FIELD_LINE, REQUIRED | IN_LIST | WIDE, .max = 120 },
	{ "platform_id", FIELD_RECORD, REQUIRED | IN_LIST, .ref = "platform", .in = "in_operation" },
	{ "version_planned", FIELD_LINE, REQUIRED | IN_LIST, .max = 40 },
	{ "requirement_ids", FIELD_RECORDS, REQUIRED | IN_LIST | WIDE, .ref = "requirement", .offered = "accepted" },
	{ "starts_on", FIELD_DATE, REQUIRED | IN_LIST },
	{ "due", FIELD_DATE, REQUIRED | IN_LIST },
	{ "owner_id", FIELD_ACCOUNT, REQUIRED | IN_LIST },
	{ "effort", FIELD_INT, REQUIRED | IN_LIST, .min = 1, .max = 1000 },
	{ "state", FIELD_CHOICE, DERIVED | IN_LIST, .choices = planned_states },
	{ "moved_to", FIELD_RECORD, DERIVED, .ref = "quarter_plan", .in = "draft group_approval approved" },
	{ "reason", FIELD_TEXT, DERIVED | WIDE, .max = 2000 },
	{ "iteration_id", FIELD_RECORD, DERIVED, .ref = "iteration" },
	{ NULL }
};

static const struct field remark_fields[] = {
	{ "line", FIELD_INT, REQUIRED | IN_LIST, .min = 1, .max = 1000 },
	{ "text", FIELD_TEXT, REQUIRED | IN_LIST | WIDE, .max = 2000 },
	{ NULL }
};

static void check_line(struct ctx *c, struct record *rec, struct form *form);

static const struct entry entries[] = {
	{ "line", "quarter_plan_line", line_fields, planned_acts, "draft approved", { { .is = "@author @owner" } }, .flags = ENTRY_ALWAYS,
	    .open = "open", .locked = "locked", .article = "24", .check = check_line },
	{ "remark", "quarter_plan_remark", remark_fields, NULL, "group_approval", { { PERMIT_GROUP_DECIDE } }, .flags = ENTRY_FINAL | ENTRY_ALWAYS | ENTRY_REMARK, .article = "24" },
	{ NULL }
};

static const struct objection objections[] = {
	{ "entry:line", "due<$starts_on", "due", "quarter_plan.complaint.ends_before_it_begins" },
	{ "entry:remark", "!#line_nos~$line", "line", "quarter_plan.complaint.no_line" },
	{ "act:line.move", "moved_to=@id", "moved_to", "quarter_plan.complaint.itself" },
	/* What was released stays in the plan; what has begun is dropped or moved, and planned anew, but not turned into something else. */
	{ "entry:line act:line.move act:line.drop", "#released~^no", NULL, "quarter_plan.complaint.released" },
	{ "entry:line", "^iteration_id $state=open", NULL, "quarter_plan.complaint.begun" },
	/* A plan in force stays the plan of its quarter. */
	{ "form", "@approved_on !year=@year", "year", "quarter_plan.complaint.stays" },
	{ "form", "@approved_on !quarter=@quarter", "quarter", "quarter_plan.complaint.stays" },
	{ NULL }
};

/*
 * What is approved is begun: an iteration for each line, also for one that a change adds; whose it is leads it, not who cast the last vote.
 * What is dropped or moved ends, and its requirements can be planned again.
 */
#define BEGUN .makes = "iteration", .author = "$owner_id", .into = "entry.iteration_id", .refused = "quarter_plan.complaint.not_begun", \
	.sets = "class=routine title=$title platform_id=$platform_id department_id=@department_id owner_id=$owner_id version_planned=$version_planned " \
	    "goal=@aim requirement_ids=$requirement_ids due=$due plan_id=@number plan_line=^no"
#define ENDS .field = "entry.iteration_id", .in = "planned development testing review release", .move = "drop"

static const struct effect effects[] = {
	{ "group_approval>approved", "$state=open", .each = "line", BEGUN },
	{ "entry:line", "@state=approved $state=open !$iteration_id", BEGUN },
	{ "entry:line", "@state=approved !$state=open", ENDS },
	{ "act:line.move act:line.drop", NULL, ENDS },
	{ NULL }
};

/* Requirements of a line are accepted, of class routine, and planned nowhere else; it lies in the quarter, on a day of its platform's own, in no freeze. */
static void
check_line(struct ctx *c, struct record *rec, struct form *form)
{
	struct rows *unfit;
	struct err *err;

	if (!form->ok || str_has_word("moved dropped", form_value(form, "state")))
		return;
	err = db_run(c->db, c, STMT_QUARTER_PLAN_UNFIT, &unfit, ARGS(c->site_id, rec->id, rec->entry == NULL ? "0" : rec->entry->no,
	    form_stored(form, "requirement_ids"), form_stored(form, "platform_id"), form_stored(form, "starts_on"), form_stored(form, "due")));
	if (err != OK || rows_count(unfit) > 0)
		form_complain(form, err == OK ? rows_str(unfit, 0, "field") : NULL, mem_fmt(c, "quarter_plan.complaint.%s", err == OK ? rows_str(unfit, 0, "why") : "not_routine"),
		    err == OK ? rows_text(unfit, 0, "number") : NULL);
	err_free(err);
}

/* ---- what is drawn */

static const struct report_column fate[] = {
	{ "no" },
	{ "title" },
	{ "version" },
	{ "due", NULL, REPORT_DATE },
	{ "fate", "quarter_plan.fate", REPORT_TAG },
	{ "number", NULL, REPORT_RECORD },
	{ NULL }
};
static const struct report_table fate_tables[] = {
	{ "fate", STMT_QUARTER_PLAN_FATE, fate },
	{ NULL }
};

static const struct report_column people[] = {
	{ "person" },
	{ "lines", NULL, REPORT_NUMBER },
	{ "effort", NULL, REPORT_NUMBER },
	{ "days", NULL, REPORT_NUMBER },
	{ "load", "quarter_plan.load", REPORT_TAG },
	{ NULL }
};
static const struct report_column departments[] = {
	{ "department", NULL, REPORT_NAME },
	{ "people", NULL, REPORT_NUMBER },
	{ "effort", NULL, REPORT_NUMBER },
	{ "days", NULL, REPORT_NUMBER },
	{ "load", "quarter_plan.load", REPORT_TAG },
	{ NULL }
};
static const struct report_table capacity_tables[] = {
	{ "people", STMT_QUARTER_PLAN_PEOPLE, people },
	{ "departments", STMT_QUARTER_PLAN_DEPARTMENTS, departments },
	{ NULL }
};

/* What the group decides by: how much of the work was not planned, and how fast that was. */
static const struct report_column share[] = {
	{ "year" },
	{ "quarter" },
	{ "released", NULL, REPORT_NUMBER },
	{ "emergencies", NULL, REPORT_NUMBER },
	{ "share", NULL, REPORT_NUMBER },
	{ NULL }
};
static const struct report_column speed[] = {
	{ "month" },
	{ "number", NULL, REPORT_NUMBER },
	{ "median", NULL, REPORT_NUMBER | REPORT_MINUTES },
	{ "most", NULL, REPORT_NUMBER | REPORT_MINUTES },
	{ "in_time", NULL, REPORT_NUMBER },
	{ NULL }
};
const struct report_table plan_emergencies[] = {
	{ "share", STMT_QUARTER_PLAN_SHARE, share },
	{ "speed", STMT_QUARTER_PLAN_SPEED, speed },
	{ NULL }
};

static const struct report reports[] = {
	{ "fate", .tables = fate_tables, .article = "24" },
	{ "capacity", .tables = capacity_tables, .article = "24" },
	{ "emergencies", .tables = plan_emergencies, .article = "24" },
	{ NULL }
};

/* ---- what it is drawn up from */

static const struct intake intakes[] = {
	{ "carried", "draft approved", STMT_QUARTER_PLAN_CARRIED, .entry = "line" },
	{ "requirements", "draft", STMT_QUARTER_PLAN_INPUT, .entry = "line" },
	/* Once these are requirements, triage says how urgent they are, and they stand among those. */
	{ "improvements", "draft", STMT_QUARTER_PLAN_IMPROVEMENTS, .kind = "evaluation", .of = "improvement", .act = "turn" },
	{ "findings", "draft", STMT_QUARTER_PLAN_FINDINGS, .kind = "incident", .move = "require" },
	{ NULL }
};

static const struct evidence evidence[] = {
	{ "24", EVIDENCE_MADE },
	{ "24", EVIDENCE_ENDED, "closed" },
	{ "24", EVIDENCE_LATE },
	{ NULL }
};

const struct kind quarter_plan_kind = {
	.name = "quarter_plan",
	.plural = "quarter-plans",
	.code = "QPL",
	.icon = "calendar",
	.group = GROUP_PROJECTS,
	.flags = KIND_BOARD,
	.first = "draft",
	.create = PERMIT_PLAN_MANAGE,
	.fields = fields,
	.states = plan_states,
	.moves = moves,
	.entries = entries,
	.objections = objections,
	.effects = effects,
	.places = places,
	.reports = reports,
	.intakes = intakes,
	.evidence = evidence,
	.facts = STMT_QUARTER_PLAN_FACTS,
	.clock = STMT_CLOCK_QUARTER_PLAN,
	.sort = "-number",
	.check = plan_check_year,
};
