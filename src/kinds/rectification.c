/* SPDX-License-Identifier: ISC */
/*
 * Rectification notices (R32.2): what was found, who puts it right by when.  A draft is its author's; issued, it is acknowledged and reported
 * as done with what shows it, and somebody else verifies that or returns it.  The deadline is said in working days: it gets later by a granted
 * extension or another calendar alone.  Who is late is told, then their head, then the group's lead.
 */
#include "base/date.h"
#include "base/str.h"
#include "kinds/kinds.h"
#include "record/period.h"
#include "record/record.h"

static const char *const severities[] = { "general", "serious", "grave", NULL };
const char *const rectification_causes[] = { "plan", "duty", "skill", "skipped", "review", "test", "operation", "papers", "funds", "supplier", "other", NULL };
static const char *const answers[] = { "granted", "refused", NULL };
static const char *const told[] = { "responsible", "head", "lead", NULL };

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON | REQUIRED | IN_LIST | SEARCHED | WIDE, .max = 120 },
	{ "source_id", FIELD_RECORD, IN_LIST | FILTER, .ref = "inspection review incident drill", .links = "about", .article = "32" },
	{ "occasion", FIELD_TEXT, SEARCHED | WIDE | EXPORTED, .max = 2000 },
	{ "platform_id", FIELD_RECORD, ON_COMMON | FILTER, .ref = "platform" },
	{ "department_id", FIELD_DEPARTMENT, ON_COMMON | REQUIRED | FILTER },
	{ "owner_id", FIELD_ACCOUNT, ON_COMMON | REQUIRED | IN_LIST | FILTER, .article = "32" },
	{ "problem", FIELD_TEXT, REQUIRED | SEARCHED | WIDE | EXPORTED, .max = 5000, .article = "32" },
	{ "severity", FIELD_CHOICE, REQUIRED | IN_LIST | FILTER, .choices = severities },
	{ "cause", FIELD_CHOICE, REQUIRED | IN_LIST | FILTER, .choices = rectification_causes },
	{ "measures", FIELD_TEXT, REQUIRED | SEARCHED | WIDE | EXPORTED | MULTILINE, .max = 5000, .article = "32" },
	{ "days", FIELD_INT, REQUIRED | EXPORTED, .min = 1, .max = 250, .article = "32" },
	/* Set by rules and moves. */
	{ "source_no", FIELD_INT, DERIVED | EXPORTED },
	{ "issued_on", FIELD_DATE, DERIVED | EXPORTED },
	{ "deadline_on", FIELD_DATE, DERIVED | IN_LIST | SORT, .article = "32" },
	{ "due", FIELD_DATE, ON_COMMON | DERIVED },
	{ "acknowledged_on", FIELD_DATE, DERIVED | EXPORTED },
	{ "result", FIELD_TEXT, DERIVED | SEARCHED | WIDE | EXPORTED, .max = 5000 },
	{ "evidence_id", FIELD_RECORD, DERIVED | EXPORTED },
	{ "submitted_on", FIELD_DATE, DERIVED | EXPORTED },
	{ "submitted_by", FIELD_ACCOUNT, DERIVED | EXPORTED },
	{ "extension_days", FIELD_INT, DERIVED | EXPORTED, .min = 1, .max = 60 },
	{ "extension_reason", FIELD_TEXT, DERIVED | WIDE | EXPORTED, .max = 2000 },
	{ "extension_asked_on", FIELD_DATE, DERIVED | EXPORTED },
	{ "extension_answer", FIELD_CHOICE, DERIVED | EXPORTED, .choices = answers },
	{ "extension_answered_by", FIELD_ACCOUNT, DERIVED | EXPORTED },
	{ "late_told", FIELD_CHOICE, DERIVED | EXPORTED, .choices = told },
	{ "verification", FIELD_TEXT, DERIVED | WIDE | EXPORTED, .max = 5000 },
	{ "verified_on", FIELD_DATE, DERIVED | EXPORTED },
	{ "verified_by", FIELD_ACCOUNT, DERIVED | EXPORTED },
	{ NULL }
};

static const struct state states[] = {
	{ "draft", "", STATE_PRIVATE, .edit = { { .is = "@author" } } },
	{ "issued", "warn" },
	{ "acknowledged", "warn" },
	{ "submitted", "" },
	{ "closed", "ok", STATE_END },
	{ "withdrawn", "", STATE_END },
	{ "discarded", "", STATE_PRIVATE | STATE_END },
	{ NULL }
};

#define RUNS "issued acknowledged"

static struct err *extend(struct ctx *c, struct record *rec, const struct form *form);

/* The facts: has_file, extension_unasked, extension_open, is_late, late_responsible, late_head, late_lead; earlier and numbers of those with the same cause. */
static const struct move moves[] = {
	{ "issue", "draft", "issued", { { .is = "@author" } }, MOVE_PRIMARY | MOVE_SUBMITS | MOVE_CHECKS, .sets_on = "issued_on", .article = "32" },
	{ "discard", "draft", "discarded", { { .is = "@author" } }, MOVE_DANGER },
	{ "acknowledge", "issued", "acknowledged", { { .is = "@owner" } }, MOVE_PRIMARY | MOVE_WAITS | MOVE_PARTY, .sets_on = "acknowledged_on", .article = "32" },
	{ "submit", "acknowledged", "submitted", { { .is = "@owner" } }, MOVE_PRIMARY | MOVE_WAITS | MOVE_PARTY, .asks = "result evidence_id?", .sets_by = "submitted_by",
	    .sets_on = "submitted_on", .article = "32" },
	/* By somebody else than who is responsible, reported it, or issued the notice. */
	{ "verify", "submitted", "closed", { { PERMIT_RECTIFICATION_MANAGE } }, MOVE_PRIMARY | MOVE_WAITS | MOVE_DECIDES, .asks = "verification", .not_by = "submitted_by",
	    .sets_by = "verified_by", .sets_on = "verified_on", .article = "32" },
	{ "return", "submitted", "issued", { { PERMIT_RECTIFICATION_MANAGE } }, MOVE_DANGER | MOVE_NO_PARTY | MOVE_REASON, .not_by = "submitted_by", .article = "32" },
	{ "ask_extension", RUNS, NULL, { { .is = "@owner" } }, .asks = "extension_days extension_reason", .needs = "extension_unasked", .sets_on = "extension_asked_on" },
	{ "grant", RUNS, NULL, { { PERMIT_RECTIFICATION_MANAGE } }, MOVE_PRIMARY | MOVE_NO_PARTY, .needs = "extension_open", .sets_by = "extension_answered_by", .after = extend },
	{ "refuse", RUNS, NULL, { { PERMIT_RECTIFICATION_MANAGE } }, MOVE_NO_PARTY | MOVE_REASON, .needs = "extension_open", .sets_by = "extension_answered_by" },
	/* Issued by mistake: what was wrong is issued anew. */
	{ "withdraw", RUNS " submitted", "withdrawn", { { PERMIT_RECTIFICATION_MANAGE } }, MOVE_DANGER | MOVE_REASON, .not_by = "owner_id" },
	/* The deadline has passed: once each. */
	{ "tell_responsible", RUNS, NULL, NOBODY, MOVE_ONLY_RULES | MOVE_BY_CLOCK, .needs = "late_responsible", .article = "32" },
	{ "tell_head", RUNS, NULL, NOBODY, MOVE_ONLY_RULES | MOVE_BY_CLOCK, .needs = "late_head", .article = "32" },
	{ "tell_lead", RUNS, NULL, NOBODY, MOVE_ONLY_RULES | MOVE_BY_CLOCK, .needs = "late_lead", .article = "32" },
	{ NULL }
};

static const struct objection objections[] = {
	{ "form", "!source_id !occasion", "occasion", "rectification.complaint.no_occasion" },
	{ "form", "days<%rectification_days", "days", "rectification.complaint.too_short", "%rectification_days" },
	/* Nobody is told by themselves what to put right, and then has it verified. */
	{ "form", "owner_id=:me", "owner_id", "rectification.complaint.own" },
	/* What is late stays late: an extension is asked for before. */
	{ "move:ask_extension", "#is_late", "extension_days", "rectification.complaint.after_deadline" },
	{ "move:submit", "!evidence_id !#has_file", "evidence_id", "rectification.complaint.no_evidence" },
	{ "move:submit", "evidence_id evidence_id=@id|@source_id", "evidence_id", "rectification.complaint.proves_itself" },
	{ NULL }
};

static const struct effect effects[] = {
	{ "submitted>issued", .sets = "submitted_on= submitted_by= acknowledged_on=" },
	{ "move:grant", .sets = "extension_answer=granted" },
	{ "move:refuse", .sets = "extension_answer=refused" },
	{ "move:tell_responsible", .runs = STMT_RECTIFICATION_TELL, .with = "responsible :detail :now", .sets = "late_told=responsible" },
	{ "move:tell_head", .runs = STMT_RECTIFICATION_TELL, .with = "head :detail :now", .sets = "late_told=head" },
	{ "move:tell_lead", .runs = STMT_RECTIFICATION_TELL, .with = "lead :detail :now", .sets = "late_told=lead" },
	{ NULL }
};

static const struct beginning begins[] = {
	{ "review", "title", .words = "rectification.begin.title", .a = "title" },
	{ "review", "platform_id", .a = "platform_id" },
	{ "review", "problem", .a = "decision" },
	{ "incident", "title", .words = "rectification.begin.title", .a = "title" },
	{ "incident", "platform_id", .a = "platform_id" },
	{ "incident", "problem", .a = "description" },
	{ "drill", "title", .words = "rectification.begin.title", .a = "title" },
	{ "drill", "platform_id", .a = "platform_id" },
	{ "drill", "problem", .a = "result" },
	{ NULL }
};

/* What came late or to nothing is a ground of article 35; whether it is used, people decide. */
static const struct offer offers[] = {
	{ "penalty", RUNS " submitted closed", "penalty", "rectification_id", "#is_late" },
	{ NULL }
};

static const struct report_column repeats[] = {
	{ "number", NULL, REPORT_RECORD },
	{ "title" },
	{ "issued_on", NULL, REPORT_DATE },
	{ "owner" },
	{ "same", "rectification.same" },
	{ "state", "rectification.state", REPORT_TAG },
	{ NULL }
};
static const struct report_table repeats_tables[] = { { "repeats", STMT_RECTIFICATION_REPEATS, repeats }, { NULL } };
static const struct report reports[] = { { "repeats", .tables = repeats_tables, .article = "32" }, { NULL } };

static const struct paper paper = {
	.states = RUNS " submitted closed withdrawn",
	.over = "withdrawn",
	.to = "department_id",
	.grounds = "problem",
	.body = "measures",
	.date = "issued_on",
	.facts = "title owner_id severity cause platform_id source_id deadline_on result verified_on",
};

/* ---- the deadline */

/* So many working days from today; a new calendar reckons it again (record/period.h). */
static void
set_deadline(struct ctx *c, struct record *rec, int64_t days)
{
	const char *until = ctx_days_ahead(c, days);

	record_set(c, rec, (const char *const[]){ "deadline_on", until, "due", until, NULL });
	period_begin(c, rec, "deadline_on", days, PERIOD_TOLD | PERIOD_ANY_STATE);
	period_begin(c, rec, "due", days, PERIOD_TOLD | PERIOD_ANY_STATE);
}

/* Once, when it is issued; not again when it is returned. */
static struct err *
entered(struct ctx *c, struct record *rec)
{
	int64_t days;

	if (str_eq(rec->state, "issued") && str_empty(record_value(rec, "deadline_on")) && str_to_int(record_value(rec, "days"), 1, 250, &days))
		set_deadline(c, rec, days);
	return (OK);
}

/* After what is left of it, from today where nothing is; who was told of an earlier one may be told anew. */
static struct err *
extend(struct ctx *c, struct record *rec, const struct form *form)
{
	int32_t today, until;
	int64_t days;

	(void)form;
	if (!date_read(c->today, &today) || !date_read(record_value(rec, "deadline_on"), &until) || !str_to_int(record_value(rec, "extension_days"), 1, 60, &days))
		return (RAISE(ERR_CONFLICT, "%s has nothing to extend", rec->number));
	set_deadline(c, rec, days + (until > today ? calendar_between(&c->site->calendar, today, until) : 0));
	record_set(c, rec, (const char *const[]){ "late_told", NULL, NULL });
	return (OK);
}

/* What was found before was not put right. */
static const char *
warns(struct ctx *c, const struct record *rec, const char *args[2])
{
	(void)c;
	if (rows_count(rec->facts) == 0 || rows_text(rec->facts, 0, "earlier") == NULL)
		return (NULL);
	args[0] = rows_str(rec->facts, 0, "earlier");
	args[1] = rows_str(rec->facts, 0, "numbers");
	return ("rectification.warn.repeated");
}

static const struct evidence evidence[] = {
	{ "32", EVIDENCE_MADE },
	{ "32", EVIDENCE_ENDED, "closed" },
	{ "32", EVIDENCE_LATE },
	{ NULL }
};

const struct kind rectification_kind = {
	.name = "rectification",
	.plural = "rectifications",
	.code = "RCT",
	.icon = "rectification",
	.group = GROUP_INCENTIVES,
	.first = "draft",
	.create = PERMIT_RECTIFICATION_MANAGE,
	.fields = fields,
	.states = states,
	.moves = moves,
	.objections = objections,
	.effects = effects,
	.begins = begins,
	.offers = offers,
	.reports = reports,
	.evidence = evidence,
	.waits = STMT_RECTIFICATION_WAITS,
	.facts = STMT_RECTIFICATION_FACTS,
	.clock = STMT_CLOCK_RECTIFICATION,
	.sort = "-number",
	.print = &paper,
	.warns = warns,
	.entered = entered,
};
