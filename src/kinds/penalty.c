/* SPDX-License-Identifier: ISC */
/*
 * Penalties (R35.1): drafted, the person concerned is heard, the group decides, the decision is
 * served, and when the time for an appeal has passed it is carried out.  Only the handling circle
 * and the person concerned see it.  The rules about measures and money are in penalty_rules.c.
 */
#include "base/str.h"
#include "kinds/appeal.h"
#include "kinds/kinds.h"
#include "kinds/penalty.h"
#include "kinds/publish.h"
#include "record/points.h"
#include "record/record.h"
#include "record/workflow.h"

static const char *const subjects[] = { "person", "department", "supplier", NULL };
static const char *const grounds[] = {
	"process_skipped", "unauthorised", "testing", "leak", "rectification", "concealed",
	"documents", "funds", "other", NULL
};
static const char *const severities[] = {
	"minor", "general", "serious", "especially_serious", NULL
};
static const char *const mitigating[] = {
	"reported_oneself", "remedied", "cooperated", "first_time", "minor_part", NULL
};
static const char *const aggravating[] = {
	"repeated", "intentional", "concealed", "obstructed", "grave_result", NULL
};
static const char *const liabilities[] = { "direct", "managing", "leading", NULL };
const char *const penalty_measures[] = {
	"verbal_warning", "written_warning", "notice_of_criticism", "performance_deduction",
	"award_ineligibility", "demerit", "transfer", "dismissal_proposal", "compensation", "fine",
	"ordered_rectification", "contract_penalty", "staff_removal", NULL
};

static const struct field fields[] = {
	{ "title", FIELD_LINE, ON_COMMON | REQUIRED | IN_LIST | WIDE, .max = 120 },
	{ "subject", FIELD_CHOICE, REQUIRED | IN_LIST | FILTER, .choices = subjects,
	    .article = "35" },
	{ "person_id", FIELD_ACCOUNT, REQUIRED | IN_LIST | FILTER | PARTY, .when = "subject=person" },
	{ "subject_department_id", FIELD_DEPARTMENT, REQUIRED | IN_LIST | FILTER | PARTY,
	    .when = "subject=department" },
	{ "supplier", FIELD_LINE, REQUIRED | EXPORTED, .max = 100, .when = "subject=supplier" },
	{ "ground", FIELD_CHOICE, REQUIRED | IN_LIST | FILTER, .choices = grounds,
	    .article = "35" },
	{ "article", FIELD_LINE, EXPORTED, .max = 60 },
	{ "facts", FIELD_TEXT, REQUIRED | WIDE | EXPORTED | MULTILINE },
	{ "severity", FIELD_CHOICE, REQUIRED | IN_LIST | FILTER, .choices = severities,
	    .article = "35" },
	{ "mitigating", FIELD_CHOICES, EXPORTED, .choices = mitigating },
	{ "aggravating", FIELD_CHOICES, EXPORTED, .choices = aggravating },
	{ "liability", FIELD_CHOICE, REQUIRED | EXPORTED, .choices = liabilities,
	    .when = "subject=person" },
	{ "measures", FIELD_CHOICES, WIDE | EXPORTED, .choices = penalty_measures, .article = "35" },
	{ "points", FIELD_INT, REQUIRED | EXPORTED, .min = 1, .max = 1000,
	    .when = "measures=performance_deduction" },
	{ "compensation", FIELD_MONEY, REQUIRED | EXPORTED, .when = "measures=compensation" },
	{ "monthly_wage", FIELD_MONEY, REQUIRED, .when = "measures=compensation" },
	{ "instalments", FIELD_INT, DERIVED | EXPORTED },
	{ "fine", FIELD_MONEY, REQUIRED | EXPORTED, .when = "measures=fine" },
	{ "contract_penalty", FIELD_MONEY, REQUIRED | EXPORTED,
	    .when = "measures=contract_penalty" },
	{ "effect_months", FIELD_INT, EXPORTED, .min = 0, .max = 36 },
	{ "union_notice", FIELD_FILE, DERIVED },
	/* Set by the moves. */
	{ "statement", FIELD_TEXT, DERIVED | WIDE | EXPORTED },
	{ "statement_on", FIELD_DATE, DERIVED | EXPORTED },
	{ "statement_waived", FIELD_TEXT, DERIVED | EXPORTED, .max = 2000 },
	{ "decided_on", FIELD_DATE, DERIVED | IN_LIST },
	{ "decision", FIELD_TEXT, DERIVED | WIDE | EXPORTED | MULTILINE },
	{ "served_on", FIELD_DATE, DERIVED | EXPORTED },
	{ "appeal_until", FIELD_DATE, DERIVED | EXPORTED },
	{ "effect_from", FIELD_DATE, DERIVED | EXPORTED },
	{ "effect_to", FIELD_DATE, DERIVED | EXPORTED },
	{ "lifted_on", FIELD_DATE, DERIVED | EXPORTED },
	{ "carried_out", FIELD_TEXT, DERIVED | WIDE | EXPORTED, .max = 2000 },
	{ "notice_id", FIELD_RECORD, DERIVED, .ref = "notice" },
	{ NULL }
};

static const struct state states[] = {
	{ "drafted", "", STATE_CIRCLE, .edit = "@author" },
	{ "statement", "info", STATE_CIRCLE, .due = DUE(RULE_STATEMENT_DAYS) },
	{ "group_approval", "warn", STATE_CIRCLE, .edit = "@author", .approval = APPROVE_GROUP,
	    .approved = "decided", .rejected = "drafted", .due = DUE(RULE_DECIDE_DAYS) },
	{ "decided", "warn", STATE_CIRCLE },
	{ "carried_out", "bad", STATE_CIRCLE | STATE_END },
	{ "lifted", "", STATE_CIRCLE | STATE_END },
	{ "revoked", "", STATE_CIRCLE | STATE_END },
	{ "dropped", "", STATE_CIRCLE | STATE_END },
	{ NULL }
};

static struct err *stated(struct ctx *c, struct record *rec, const struct form *form);
static struct err *served(struct ctx *c, struct record *rec, const struct form *form);
static struct err *appealed(struct ctx *c, struct record *rec, const struct form *form);
static struct err *carry_out(struct ctx *c, struct record *rec, const struct form *form);
static struct err *lift(struct ctx *c, struct record *rec, const struct form *form);
static struct err *amend(struct ctx *c, struct record *rec, const struct form *form);
static struct err *revoke(struct ctx *c, struct record *rec, const struct form *form);

/*
 * The facts: has_evidence, union_heard, not_a_person, statement_over, not_served, appeal_open,
 * appeal_settled, effect_over.  Who drafts is never the one concerned: penalty_check.
 */
static const struct move moves[] = {
	{ "hear", "drafted", "statement", "@author @owner", MOVE_PRIMARY | MOVE_SUBMITS,
	    .needs = "measures article has_evidence union_heard", .article = "35",
	    .check = penalty_check_again },
	{ "state", "statement", "group_approval", "@person_id", MOVE_PRIMARY | MOVE_WAITS,
	    .asks = "statement", .article = "35", .after = stated },
	/* A department or a supplier is heard outside the portal. */
	{ "record_statement", "statement", "group_approval", "@author @owner", .asks = "statement",
	    .needs = "not_a_person", .article = "35", .after = stated },
	{ "waive", "statement", "group_approval", "@author @owner", MOVE_BY_CLOCK,
	    .asks = "statement_waived", .needs = "statement_over", .article = "35" },
	{ "serve", "decided", NULL, "@author @owner incentive.carry_out", MOVE_PRIMARY | MOVE_WAITS,
	    .asks = "decision served_on", .needs = "not_served", .not_by = "person_id", .article = "35",
	    .check = penalty_check_serving, .after = served },
	{ "appeal", "decided carried_out", NULL, "@person_id", MOVE_REASON, .needs = "appeal_open",
	    .article = "35", .after = appealed },
	{ "carry_out", "decided", "carried_out", "incentive.carry_out", MOVE_PRIMARY,
	    .asks = "carried_out", .needs = "served_on appeal_settled", .not_by = "person_id",
	    .article = "35", .after = carry_out },
	{ "lift", "carried_out", "lifted", "incentive.carry_out", MOVE_BY_CLOCK,
	    .needs = "effect_over", .not_by = "person_id", .article = "35", .after = lift },
	/* What an appeal brings about (R35.2). */
	{ "amend", "decided carried_out lifted", NULL, NULL, MOVE_ONLY_RULES, .article = "35",
	    .after = amend },
	{ "revoke", "decided carried_out lifted", "revoked", NULL, MOVE_ONLY_RULES, .article = "35",
	    .after = revoke },
	{ "drop", "drafted", "dropped", "@author @owner", MOVE_DANGER | MOVE_REASON },
	{ NULL }
};

static struct err *
stated(struct ctx *c, struct record *rec, const struct form *form)
{
	(void)form;
	record_set(c, rec, (const char *const[]){ "statement_on", c->today, NULL });
	return (OK);
}

static struct err *
served(struct ctx *c, struct record *rec, const struct form *form)
{
	const char *served_on = form_stored(form, "served_on");
	const char *effect_to = penalty_effect_to(c, served_on, record_value(rec, "effect_months"));
	const char *person = form_stored(rec->fields, "person_id");

	record_set(c, rec,
	    (const char *const[]){ "appeal_until", penalty_appeal_until(c, served_on),
		"effect_from", served_on, "effect_to", effect_to, NULL });
	if (person != NULL)
		db_ask(c->db, c, STMT_NOTIFY_ONE, NULL,
		    ARGS(c->site_id, rec->id, person, "moved", c->me->id_text,
			"{\"kind\":\"penalty\",\"state\":\"decided\"}", c->now));
	/* From now on it waits for being carried out. */
	db_ask(c->db, c, STMT_WAITING_CLEAR, NULL, ARGS(c->site_id, rec->id));
	db_ask(c->db, c, STMT_WAITING_ADD, NULL,
	    ARGS(c->site_id, rec->id, "carry_out", NULL, "incentive.carry_out", NULL, person, NULL,
		c->now, record_value(rec, "appeal_until")));
	return (OK);
}

static struct err *
appealed(struct ctx *c, struct record *rec, const struct form *form)
{
	return (appeal_file(c, rec, form_value(form, "reason")));
}

static void
book(struct ctx *c, struct record *rec)
{
	points_book(c, rec->id, form_stored(rec->fields, "person_id"),
	    form_stored(rec->fields, "subject_department_id"), -points_of(rec));
}

/* As far as the site's rule lets a decision be known. */
static struct err *
announce(struct ctx *c, struct record *rec)
{
	const char *audience = rule_text(c->site, RULE_PENALTY_NOTICE),
		   *department = rows_text(rec->facts, 0, "department_id");
	struct announcement a = { .type = "penalty",
		.title = rec->title,
		.body = record_value(rec, "decision"),
		.audience = audience,
		.department_id = department,
		.source = rec->number };
	const char *id;

	if (str_eq(audience, "none") || (str_eq(audience, "department") && department == NULL))
		return (OK);
	TRY(publish(c, &a, &id));
	record_set(c, rec, (const char *const[]){ "notice_id", id, NULL });
	return (OK);
}

static struct err *
carry_out(struct ctx *c, struct record *rec, const struct form *form)
{
	(void)form;
	book(c, rec);
	return (announce(c, rec));
}

static struct err *
lift(struct ctx *c, struct record *rec, const struct form *form)
{
	(void)form;
	record_set(c, rec, (const char *const[]){ "lifted_on", c->today, NULL });
	return (OK);
}

/* The points have been set anew; where they were booked already, the account follows. */
static struct err *
amend(struct ctx *c, struct record *rec, const struct form *form)
{
	(void)form;
	if (str_eq(rec->state, "decided"))
		return (OK);
	points_reverse(c, rec->id);
	book(c, rec);
	return (OK);
}

static struct err *
revoke(struct ctx *c, struct record *rec, const struct form *form)
{
	const char *notice_id = form_stored(rec->fields, "notice_id");
	struct record *notice;

	points_reverse(c, rec->id);
	if (notice_id == NULL)
		return (OK);
	TRY(record_load(c, notice_id, &notice));
	if (!str_eq(notice->state, "published"))
		return (OK);
	return (workflow_follow(c, notice, "withdraw", form_value(form, "reason")));
}

/*
 * Being heard begins with seeing it; where nobody in the portal is concerned, the author writes
 * down what was said.
 */
static void
open_hearing(struct ctx *c, struct record *rec)
{
	const char *person = form_stored(rec->fields, "person_id");

	if (person != NULL)
		db_ask(c->db, c, STMT_RECORD_READER_ADD, NULL, ARGS(c->site_id, rec->id, person));
	else
		db_ask(c->db, c, STMT_WAITING_ADD, NULL,
		    ARGS(c->site_id, rec->id, "record_statement", rec->author_id, NULL, NULL, NULL,
			NULL, c->now, rec->due));
	record_set(c, rec,
	    (const char *const[]){ "instalments", penalty_instalments(c, rec->fields), NULL });
}

static struct err *
entered(struct ctx *c, struct record *rec)
{
	if (str_eq(rec->state, "statement"))
		open_hearing(c, rec);
	if (str_eq(rec->state, "decided"))
		record_set(c, rec, (const char *const[]){ "decided_on", c->today, NULL });
	return (OK);
}

/* The written decision as it is served (R35.1). */
static const struct paper paper = {
	.states = "decided carried_out lifted revoked",
	.to = "person_id subject_department_id supplier",
	.body = "decision facts",
	.date = "decided_on",
	.facts = "title ground article severity liability measures points compensation instalments fine "
		 "contract_penalty effect_from effect_to served_on appeal_until",
};

const struct kind penalty_kind = {
	.name = "penalty",
	.plural = "penalties",
	.code = "PEN",
	.icon = "penalty",
	.first = "drafted",
	.create = "incentive.propose",
	.fields = fields,
	.states = states,
	.moves = moves,
	.facts = FACTS(STMT_PENALTY_FACTS),
	.clock = CLOCK(STMT_CLOCK_PENALTY),
	.sort = "-number",
	.print = &paper,
	.check = penalty_check,
	.entered = entered,
};
