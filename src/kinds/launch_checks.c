/* SPDX-License-Identifier: ISC */
/* What is right to enter in a launch project.  Days as text compare like days. */
#include "base/str.h"
#include "kinds/launch.h"
#include "kinds/plans.h"
#include "record/record.h"

#include <string.h>

static const char *
fact(const struct record *rec, const char *name)
{
	return (rows_count(rec->facts) == 0 ? "" : rows_str(rec->facts, 0, name));
}

void
launch_check(struct ctx *c, struct record *rec, struct form *form)
{
	struct rows *unfit;
	struct err *err;

	plan_item_check(c, rec, form);
	if (str_empty(form_value(form, "requirement_ids")) || !form->ok)
		return;
	err = db_run(c->db, c, STMT_LAUNCH_UNFIT, &unfit, ARGS(c->site_id, rec->id, form_stored(form, "requirement_ids")));
	if (err != OK || rows_count(unfit) > 0)
		form_complain(form, "requirement_ids", err == OK && rows_bool(unfit, 0, "taken") ?
		    "launch.complaint.requirement_taken" : "launch.complaint.requirement_not_accepted",
		    err == OK ? rows_text(unfit, 0, "number") : NULL);
	err_free(err);
}

/* ---- the window */

enum { DAY = 24 * 60 };

/* "HH:MM" in minutes. */
static int
minutes(const char *time)
{
	return (((time[0] - '0') * 10 + time[1] - '0') * 60 + (time[3] - '0') * 10 + time[4] - '0');
}

/* Two spans of the clock, each of which may pass midnight. */
static bool
spans_meet(const char *from, const char *to, const char *other_from, const char *other_to)
{
	int a = minutes(from), b = minutes(to), x = minutes(other_from), y = minutes(other_to);

	b += b <= a ? DAY : 0;
	y += y <= x ? DAY : 0;
	for (int shift = -DAY; shift <= DAY; shift += DAY)
		if (a < y + shift && x + shift < b)
			return (true);
	return (false);
}

/* ${form}: what the window is, or is to be. */
static bool
is_at_peak(const struct record *rec, const struct form *form)
{
	const char *from = fact(rec, "peak_from"), *to = fact(rec, "peak_to");

	return (!str_empty(from) && !str_empty(to) && !str_empty(form_value(form, "window_from")) &&
	    spans_meet(form_value(form, "window_from"), form_value(form, "window_to"), from, to));
}

void
launch_check_window(struct ctx *c, struct record *rec, struct form *form)
{
	if (!form->ok)
		return;
	if (is_at_peak(rec, form) && str_empty(form_value(form, "window_reason")))
		form_complain(form, "window_reason", "launch.complaint.window_at_peak",
		    mem_fmt(c, "%s–%s", fact(rec, "peak_from"), fact(rec, "peak_to")));
}

const char *
launch_warns(struct ctx *c, const struct record *rec, const char *args[2])
{
	if (!str_has_word("testing review go_live", rec->state) || !is_at_peak(rec, rec->fields))
		return (NULL);
	args[0] = mem_fmt(c, "%s %s–%s", record_value(rec, "window_on"), record_value(rec, "window_from"), record_value(rec, "window_to"));
	args[1] = mem_fmt(c, "%s–%s", fact(rec, "peak_from"), fact(rec, "peak_to"));
	return ("launch.warning.window_at_peak");
}

/* ---- entries */

void
launch_check_task(struct ctx *c, struct record *rec, struct form *form)
{
	const char *before = form_value(form, "depends_on");

	(void)c;
	(void)rec;
	if (before[strspn(before, "0123456789, ")] != '\0')
		form_complain(form, "depends_on", "launch_task.complaint.numbers", NULL);
}

/* ---- rows */

const struct objection launch_objections[] = {
	{ "move:set_window", "window_on<:today", "window_on", "launch.complaint.window_is_past" },
	{ "move:set_window", "window_on=:today window_from<#clock", "window_from", "launch.complaint.window_is_past" },
	{ "move:set_window", "window_from=$window_to", "window_to", "launch.complaint.window_is_empty" },
	/* An opinion stands for the author's department, which is one of the four, on the version that is there (R15.3). */
	{ "entry:consultation", "!#my_function=business|marketing|legal|finance", NULL, "launch_consultation.complaint.not_asked" },
	{ "entry:consultation", "!@consulted_version", NULL, "launch_consultation.complaint.too_early" },
	{ "entry:consultation", "is:@author,@submitter,@owner", NULL, "launch_consultation.complaint.own" },
	{ "entry:task", "due<$starts_on", "due", "launch_task.complaint.ends_before_it_begins" },
	/* A report is about what is over, and made now: one for a time long past fills no gap. */
	{ "entry:progress", "period_to<#yesterday", "period_to", "launch_progress.complaint.past" },
	{ "entry:progress", "period_to<#reported_to", "period_to", "launch_progress.complaint.reported", "#reported_to" },
	{ "entry:progress", "#has_reported period_to=#reported_to", "period_to", "launch_progress.complaint.reported", "#reported_to" },
	/* Nobody is developer and tester of one project (R18.2); whoever developed is one who did, also when their row would say something else. */
	{ "entry:team_member", "#plan_is_set ^role=developer|tester !role=^role", "role", "launch_team_member.complaint.stays" },
	{ "entry:team_member", "#plan_is_set ^role=developer|tester !account_id=^account_id", "role", "launch_team_member.complaint.stays" },
	{ "entry:team_member", "role=tester #team_developers[!^no]~$account_id", "account_id", "launch_team_member.complaint.makes" },
	{ "entry:team_member", "role=tester #fixer_ids~$account_id", "account_id", "launch_team_member.complaint.makes" },
	{ "entry:team_member", "role=developer #team_testers[!^no]~$account_id", "account_id", "launch_team_member.complaint.tests" },
	{ "entry:team_member", "role=developer #tried_ids~$account_id", "account_id", "launch_team_member.complaint.tests" },
	/* What failed or does not apply says why; what passed names the document that shows it, approved and not used for an earlier round as it
	   is; not by who made it (R18.1, R18.2). */
	{ "entry:test_run", "#maker_ids~:me", NULL, "launch_test_run.complaint.maker" },
	{ "entry:test_run", "!result=passed !text", "text", "launch_test_run.complaint.no_reason" },
	{ "entry:test_run", "result=passed !#evidence[evidence_id]", "evidence_id", "launch_test_run.complaint.evidence" },
	{ "entry:test_run", "result=not_applicable type=functional", "result", "launch_test_run.complaint.functional" },
	{ "entry:acceptance", "!@test_conclusion", NULL, "launch_acceptance.complaint.not_concluded" },
	/* Nothing is logged or confirmed before the window has begun by the portal's clock (R20.1). */
	{ "entry:log", "!#window_begun", NULL, "launch_log.complaint.before_window" },
	{ "entry:confirmation", "!#window_begun", NULL, "launch_confirmation.complaint.before_window" },
	{ NULL }
};
