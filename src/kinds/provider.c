/* SPDX-License-Identifier: ISC */
/*
 * Providers of services from outside (R7.5, articles 7 and 28): proposed, approved by the head of the technical department once the legal
 * department has approved a contract, and assessed by others than who proposed them.  The people who work for one are in its register; it
 * ends when none of them can come in any more.  A membership is ended where members are managed, by whoever may, so that is a condition here.
 */
#include "base/str.h"
#include "kinds/kinds.h"
#include "record/record.h"

static const char *const services[] = { "development", "testing", "maintenance", "security", "hosting", "other", NULL };
static const char *const reminders[] = { "60", "30", NULL };

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON | REQUIRED | IN_LIST | SEARCHED | WIDE, .max = 120 },
	{ "credit_code", FIELD_LINE, SEARCHED | EXPORTED, .max = 18 },
	{ "services", FIELD_CHOICES, REQUIRED | IN_LIST | FILTER, .choices = services, .article = "7" },
	{ "department_id", FIELD_DEPARTMENT, ON_COMMON | REQUIRED | FILTER },
	{ "owner_id", FIELD_ACCOUNT, ON_COMMON | REQUIRED | IN_LIST | FILTER },
	{ "description", FIELD_TEXT, REQUIRED | SEARCHED | WIDE | EXPORTED, .max = 5000, .article = "28" },
	{ "contact", FIELD_LINE, EXPORTED },
	{ "approved_on", FIELD_DATE, DERIVED | EXPORTED },
	{ "ends_on", FIELD_DATE, DERIVED | IN_LIST | SORT },
	{ "reminded", FIELD_CHOICE, DERIVED | EXPORTED, .choices = reminders },
	{ NULL }
};

#define ANSWERS { PERMIT_PROVIDER_MANAGE, "@author @owner" }

static const struct state states[] = {
	{ "proposed", "", .edit = { ANSWERS }, .due = DUE(RULE_REVIEW_DAYS) },
	{ "in_use", "ok", .edit = { ANSWERS } },
	{ "suspended", "warn", .edit = { ANSWERS } },
	{ "ended", "", STATE_END },
	{ "discarded", "", STATE_END },
	{ NULL }
};

#define USED "in_use suspended"

/* The facts: has_contract, in_term, people_ended, accounts_ended, ends_in_60, ends_in_30; account_ids for its people. */
static const struct move moves[] = {
	{ "approve", "proposed", "in_use", { { PERMIT_HEAD_DECIDE } }, MOVE_PRIMARY | MOVE_WAITS | MOVE_DECIDES, .needs = "has_contract in_term",
	    .sets_on = "approved_on", .article = "7" },
	{ "decline", "proposed", "discarded", { { PERMIT_HEAD_DECIDE } }, MOVE_DANGER | MOVE_DECIDES | MOVE_REASON, .article = "7" },
	{ "withdraw", "proposed", "discarded", { { .is = "@author" } }, MOVE_DANGER },
	/* To stop may be urgent, so one person does; to go on is for whoever approves, who is neither who proposed it nor who answers for it. */
	{ "suspend", "in_use", "suspended", { { PERMIT_PROVIDER_MANAGE, "@owner" }, { PERMIT_HEAD_DECIDE } }, MOVE_REASON, .article = "28" },
	{ "resume", "suspended", "in_use", { { PERMIT_HEAD_DECIDE } }, MOVE_PRIMARY | MOVE_REASON, .needs = "has_contract in_term", .article = "28" },
	{ "end", USED, "ended", { { PERMIT_HEAD_DECIDE } }, MOVE_DANGER | MOVE_REASON, .needs = "people_ended accounts_ended", .article = "7" },
	/* Its contracts run out: its owner and the head are told, once each. */
	{ "remind_60", USED, NULL, NOBODY, MOVE_ONLY_RULES | MOVE_BY_CLOCK, .needs = "ends_in_60", .article = "7" },
	{ "remind_30", USED, NULL, NOBODY, MOVE_ONLY_RULES | MOVE_BY_CLOCK, .needs = "ends_in_30", .article = "7" },
	{ NULL }
};

/* ---- contracts, people, assessments */

static const char *const contract_states[] = { "in_force", "ended", NULL };
static const struct field contract[] = {
	{ "review_id", FIELD_RECORD, REQUIRED | IN_LIST, .ref = "legal_review", .in = "approved", .article = "12" },
	{ "starts_on", FIELD_DATE, REQUIRED | IN_LIST },
	{ "ends_on", FIELD_DATE, REQUIRED | IN_LIST, .earliest = "starts_on" },
	{ "value", FIELD_MONEY, IN_LIST },
	{ "state", FIELD_CHOICE, DERIVED | IN_LIST, .choices = contract_states },
	{ "ended_on", FIELD_DATE, DERIVED },
	{ "reason", FIELD_TEXT, DERIVED | WIDE, .max = 2000 },
	{ NULL }
};

/* What was agreed stays as it was entered; what is wrong, or terminated, ends with the reason. */
static const struct act contract_acts[] = {
	{ "end", .from = "in_force", .to = "ended", .who = { ANSWERS }, .asks = "reason", .sets_on = "ended_on", .flags = MOVE_DANGER },
	{ NULL }
};

static const char *const person_states[] = { "at_work", "ended", NULL };
static const struct field person[] = {
	{ "name", FIELD_LINE, REQUIRED | IN_LIST, .max = 60 },
	{ "account_id", FIELD_ACCOUNT, IN_LIST | PARTY },
	{ "work", FIELD_LINE, REQUIRED | IN_LIST, .max = 120 },
	{ "starts_on", FIELD_DATE, REQUIRED | IN_LIST },
	{ "ends_on", FIELD_DATE, IN_LIST, .earliest = "starts_on" },
	{ "state", FIELD_CHOICE, DERIVED | IN_LIST, .choices = person_states },
	{ "ended_on", FIELD_DATE, DERIVED },
	{ NULL }
};

static const struct act person_acts[] = {
	{ "end", .from = "at_work", .to = "ended", .who = { ANSWERS }, .sets_on = "ended_on", .flags = MOVE_DANGER },
	{ NULL }
};

static const char *const scores[] = { "5", "4", "3", "2", "1", NULL };
static const struct field assessment[] = {
	{ "assessed_on", FIELD_DATE, REQUIRED | IN_LIST, .earliest = "today-365", .latest = "today" },
	{ "score", FIELD_CHOICE, REQUIRED | IN_LIST, .choices = scores },
	{ "text", FIELD_TEXT, REQUIRED | IN_LIST | WIDE, .max = 2000 },
	{ NULL }
};

static void check_contract(struct ctx *c, struct record *rec, struct form *form);

static const struct entry entries[] = {
	{ "contract", "provider_contract", contract, contract_acts, "proposed " USED, { ANSWERS }, .flags = ENTRY_FINAL | ENTRY_ALWAYS, .open = "in_force",
	    .article = "12", .check = check_contract },
	{ "person", "provider_person", person, person_acts, "proposed " USED, { ANSWERS }, .flags = ENTRY_ALWAYS | ENTRY_SETTLES, .open = "at_work", .article = "7" },
	{ "assessment", "provider_assessment", assessment, NULL, USED, { { PERMIT_PROVIDER_MANAGE }, { PERMIT_FINANCE_MANAGE }, { PERMIT_LAUNCH_CONFIRM } },
	    .flags = ENTRY_FINAL | ENTRY_NEWEST | ENTRY_ALWAYS | ENTRY_DECIDES, .article = "28" },
	{ NULL }
};

/* The review was of a contract, and with this provider if it names one. */
static void
check_contract(struct ctx *c, struct record *rec, struct form *form)
{
	const char *review = form_stored(form, "review_id");
	struct rows *fits;
	struct err *err;

	if (!form->ok || review == NULL)
		return;
	err = db_run(c->db, c, STMT_PROVIDER_REVIEW, &fits, ARGS(c->site_id, review, rec->id));
	if (err != OK || rows_count(fits) == 0)
		form_complain(form, "review_id", "provider.complaint.review", NULL);
	err_free(err);
}

/* A company is in the register once. */
static void
check_code(struct ctx *c, struct record *rec, struct form *form)
{
	const char *code = form_value(form, "credit_code");
	struct rows *other;
	struct err *err;

	if (!form->ok || str_empty(code))
		return;
	err = db_run(c->db, c, STMT_PROVIDER_OF_CODE, &other, ARGS(c->site_id, code, rec->id));
	if (err != OK || rows_count(other) > 0)
		form_complain(form, "credit_code", "provider.complaint.registered", err != OK ? "—" : rows_str(other, 0, "number"));
	err_free(err);
}

static const struct objection objections[] = {
	/* Who was approved is not somebody else later. */
	{ "form", "@approved_on !title=@title", "title", "provider.complaint.stays" },
	{ "form", "@approved_on @credit_code !credit_code=@credit_code", "credit_code", "provider.complaint.stays" },
	{ "entry:person", "account_id #account_ids[!^no]~$account_id", "account_id", "provider.complaint.twice" },
	{ NULL }
};

static const struct effect effects[] = {
	/* Another term is reminded of anew. */
	{ "entry:contract act:contract.end", .runs = STMT_PROVIDER_TERM, .takes = true, .sets = "reminded=" },
	{ "move:remind_60", .runs = STMT_PROVIDER_REMIND, .with = "expires_60 :detail :now", .sets = "reminded=60" },
	{ "move:remind_30", .runs = STMT_PROVIDER_REMIND, .with = "expires_30 :detail :now", .sets = "reminded=30" },
	{ NULL }
};

static const struct place places[] = {
	{ "has_contract", "#contract" },
	{ "in_term", "#contract" },
	{ "people_ended", "#person" },
	{ "accounts_ended", "/settings/members" },
	{ NULL }
};

static const struct report_column left[] = {
	{ "name" },
	{ "account" },
	{ "work" },
	{ "ends_on", NULL, REPORT_DATE },
	{ "standing", "provider.report.standing", REPORT_TAG },
	{ NULL }
};
static const struct report_table left_tables[] = { { "left", STMT_PROVIDER_LEFT, left }, { NULL } };
static const struct report reports[] = { { "left", .tables = left_tables, .article = "7" }, { NULL } };

static const struct offer offers[] = {
	{ "legal_review", "proposed " USED, "legal_review", "provider_id" },
	{ "dispute", USED, "dispute", "provider_id" },
	{ NULL }
};

static const struct evidence evidence[] = {
	{ "7", EVIDENCE_MADE },
	{ "28", EVIDENCE_MADE },
	{ "28", EVIDENCE_ENDED, "ended" },
	{ "28", EVIDENCE_LATE },
	{ NULL }
};

const struct kind provider_kind = {
	.name = "provider",
	.plural = "providers",
	.code = "PRV",
	.icon = "people",
	.group = GROUP_FINANCE,
	.first = "proposed",
	.create = PERMIT_PROVIDER_MANAGE,
	.fields = fields,
	.states = states,
	.moves = moves,
	.entries = entries,
	.objections = objections,
	.effects = effects,
	.places = places,
	.offers = offers,
	.reports = reports,
	.evidence = evidence,
	.facts = STMT_PROVIDER_FACTS,
	.beside = STMT_PROVIDER_NAMED_BY,
	.clock = STMT_CLOCK_PROVIDER,
	.sort = "-number",
	.check = check_code,
};
