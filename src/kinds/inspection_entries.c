/* SPDX-License-Identifier: ISC */
/*
 * The sheets of an inspection (R32.1): the six subjects, samples and what was drawn, findings.  Nothing of it disappears: each draw stays and is
 * looked at, a finding that was none is struck out.  Nobody looks at what concerns them.
 */
#include "kinds/inspection.h"

#include "kinds/kinds.h"
#include "record/record.h"

#define INSPECTS { { .is = "@owner @inspectors" } }

/* ---- the six subjects */

static const char *const subjects[] = { "plan", "change", "testing", "process", "funds", "papers", NULL };
static const char *const verdicts[] = { "met", "partly", "not_met", NULL };
static const char *const subject_states[] = { "open", "judged", NULL };

static const struct field subject[] = {
	{ "subject", FIELD_CHOICE, DERIVED | IN_LIST, .choices = subjects, .article = "32" },
	{ "verdict", FIELD_CHOICE, DERIVED | IN_LIST, .choices = verdicts },
	{ "text", FIELD_TEXT, DERIVED | IN_LIST | WIDE, .max = 5000 },
	{ "evidence_id", FIELD_RECORD, DERIVED | IN_LIST },
	{ "state", FIELD_CHOICE, DERIVED | IN_LIST, .choices = subject_states },
	{ "judged_by", FIELD_ACCOUNT, DERIVED | IN_LIST },
	{ "judged_on", FIELD_DATE, DERIVED },
	{ NULL }
};

static const struct act subject_acts[] = {
	{ "judge", .to = "judged", .who = INSPECTS, .asks = "verdict text evidence_id?", .sets_by = "judged_by", .sets_on = "judged_on", .flags = MOVE_PRIMARY },
	{ NULL }
};

/* ---- samples */

static const char *const drawn[] = { "launch", "iteration", "change", "review", "expense", "document", "requirement", NULL };

static const struct field draw[] = {
	{ "what", FIELD_CHOICE, REQUIRED | IN_LIST, .choices = drawn },
	{ "size", FIELD_INT, REQUIRED | IN_LIST, .min = 1, .max = 30 },
	{ "pool", FIELD_INT, DERIVED | IN_LIST },
	{ "seed", FIELD_LINE, DERIVED | IN_LIST },
	{ "upto", FIELD_INT, DERIVED },
	{ NULL }
};

static const char *const item_states[] = { "open", "looked", NULL };
static const char *const outcomes[] = { "in_order", "wrong", NULL };

static const struct field item[] = {
	{ "draw", FIELD_INT, DERIVED | IN_LIST },
	{ "about_id", FIELD_RECORD, DERIVED | IN_LIST },
	{ "state", FIELD_CHOICE, DERIVED | IN_LIST, .choices = item_states },
	{ "outcome", FIELD_CHOICE, DERIVED | IN_LIST, .choices = outcomes },
	{ "looked", FIELD_TEXT, DERIVED | IN_LIST | WIDE, .max = 5000 },
	{ "looked_by", FIELD_ACCOUNT, DERIVED | IN_LIST },
	{ "looked_on", FIELD_DATE, DERIVED },
	{ NULL }
};

static const struct act item_acts[] = {
	{ "look", .from = "open", .to = "looked", .who = INSPECTS, .asks = "outcome looked", .sets_by = "looked_by", .sets_on = "looked_on", .flags = MOVE_PRIMARY },
	{ NULL }
};

/* ---- findings */

static const char *const finding_states[] = { "open", "noticed", "struck", NULL };
static const char *const severities[] = { "general", "serious", "grave", NULL };

static const struct field finding[] = {
	{ "subject", FIELD_CHOICE, REQUIRED | IN_LIST, .choices = subjects, .article = "32" },
	{ "text", FIELD_TEXT, REQUIRED | IN_LIST | WIDE, .max = 5000 },
	{ "severity", FIELD_CHOICE, REQUIRED | IN_LIST, .choices = severities },
	{ "cause", FIELD_CHOICE, REQUIRED, .choices = rectification_causes },
	{ "department_id", FIELD_DEPARTMENT, REQUIRED },
	{ "about_id", FIELD_RECORD },
	{ "state", FIELD_CHOICE, DERIVED | IN_LIST, .choices = finding_states },
	{ "owner_id", FIELD_ACCOUNT, DERIVED, .article = "32" },
	{ "measures", FIELD_TEXT, DERIVED | WIDE, .max = 5000, .article = "32" },
	{ "days", FIELD_INT, DERIVED, .min = 1, .max = 250, .article = "32" },
	{ "rectification_id", FIELD_RECORD, DERIVED | IN_LIST, .ref = "rectification" },
	{ "reason", FIELD_TEXT, DERIVED | WIDE, .max = 2000 },
	{ NULL }
};

static const struct act finding_acts[] = {
	{ "notice", .states = "under_way reported", .from = "open noticed", .to = "noticed", .who = INSPECTS, .asks = "owner_id measures days", .flags = MOVE_PRIMARY },
	{ "strike", .from = "open noticed", .to = "struck", .who = { { .is = "@entry.by @owner" } }, .asks = "reason", .flags = MOVE_DANGER },
	{ NULL }
};

/* Whose matter it is looks at something else. */
static void
check_finding(struct ctx *c, struct record *rec, struct form *form)
{
	const char *about = form_stored(form, "about_id");
	struct rows *own;
	struct err *err;

	(void)rec;
	if (!form->ok || about == NULL)
		return;
	err = db_run(c->db, c, STMT_INSPECTION_OWN, &own, ARGS(c->site_id, about));
	if (err != OK || rows_bool(own, 0, "own"))
		form_complain(form, "about_id", "inspection.complaint.own", NULL);
	err_free(err);
}

const struct entry inspection_entries[] = {
	{ "subject", "inspection_subject", subject, subject_acts, "under_way", NOBODY, .flags = ENTRY_FINAL | ENTRY_ALWAYS, .open = "open", .article = "32" },
	{ "draw", "inspection_draw", draw, NULL, "under_way", INSPECTS, .flags = ENTRY_FINAL | ENTRY_ALWAYS, .article = "32" },
	{ "item", "inspection_item", item, item_acts, "under_way", NOBODY, .flags = ENTRY_FINAL | ENTRY_ALWAYS, .open = "open" },
	{ "finding", "inspection_finding", finding, finding_acts, "under_way", INSPECTS, .flags = ENTRY_FINAL | ENTRY_ALWAYS, .open = "open", .article = "32", .check = check_finding },
	{ NULL }
};
