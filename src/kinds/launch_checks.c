/* SPDX-License-Identifier: ISC */
/* What is right to enter in a launch project.  Days as text compare like days. */
#include "base/str.h"
#include "kinds/follow.h"
#include "kinds/launch.h"
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
	if (strcmp(form_value(form, "window_on"), c->today) < 0)
		form_complain(form, "window_on", "launch.complaint.window_is_past", NULL);
	else if (str_eq(form_value(form, "window_on"), c->today) && strcmp(form_value(form, "window_from"), fact(rec, "clock")) < 0)
		form_complain(form, "window_from", "launch.complaint.window_is_past", NULL);
	if (str_eq(form_value(form, "window_from"), form_value(form, "window_to")))
		form_complain(form, "window_to", "launch.complaint.window_is_empty", NULL);
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

static void
check_not_ahead(struct ctx *c, struct form *form, const char *field)
{
	if (strcmp(form_value(form, field), c->today) > 0)
		form_complain(form, field, "launch.complaint.ahead", NULL);
}

void
launch_check_research(struct ctx *c, struct record *rec, struct form *form)
{
	check_not_ahead(c, form, "held_on");
	/* What users said more than a year ago says little of what they need. */
	follow_day(c, rec, form, "held_on", 365);
}

void
launch_check_consultation(struct ctx *c, struct record *rec, struct form *form)
{
	const char *function = fact(rec, "my_function");

	if (!str_has_word("business marketing legal finance", function))
		form_complain(form, NULL, "launch_consultation.complaint.not_asked", NULL);
	else if (str_empty(record_value(rec, "consulted_version")))
		form_complain(form, NULL, "launch_consultation.complaint.too_early", NULL);
	else if (record_is_self(c, rec) || record_is(c, rec, "@owner"))
		form_complain(form, NULL, "launch_consultation.complaint.own", NULL);
	if (!form->ok)
		return;
	form_set(form, "function", function);
	form_set(form, "department_id", fact(rec, "my_department"));
	form_set(form, "plan_version", mem_fmt(c, "%lld", (long long)rec->version));
	/* Only what is not agreed to has to be answered. */
	if (str_eq(form_value(form, "judgement"), "agree"))
		form_set(form, "state", "closed");
}

void
launch_check_task(struct ctx *c, struct record *rec, struct form *form)
{
	const char *before = form_value(form, "depends_on");

	(void)c;
	(void)rec;
	if (form->ok && strcmp(form_value(form, "due"), form_value(form, "starts_on")) < 0)
		form_complain(form, "due", "launch_task.complaint.ends_before_it_begins", NULL);
	if (before[strspn(before, "0123456789, ")] != '\0')
		form_complain(form, "depends_on", "launch_task.complaint.numbers", NULL);
}

void
launch_check_progress(struct ctx *c, struct record *rec, struct form *form)
{
	/* It is about what is over, and made now: one for a time long past fills no gap. */
	if (strcmp(form_value(form, "period_to"), fact(rec, "yesterday")) < 0)
		form_complain(form, "period_to", "launch_progress.complaint.past", NULL);
	else if (strcmp(form_value(form, "period_to"), fact(rec, "reported_to")) < 0 ||
	    (str_eq(fact(rec, "has_reported"), "t") && str_eq(form_value(form, "period_to"), fact(rec, "reported_to"))))
		form_complain(form, "period_to", "launch_progress.complaint.reported", fact(rec, "reported_to"));
	(void)c;
	form_set(form, "period_from", fact(rec, "report_from"));
	form_set(form, "missed", fact(rec, "missed_reports"));
}

void
launch_check_round(struct ctx *c, struct record *rec, struct form *form)
{
	(void)c;
	form_set(form, "round", record_value(rec, "test_round"));
}
