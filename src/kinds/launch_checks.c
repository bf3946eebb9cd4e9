/* SPDX-License-Identifier: ISC */
/* What is right to enter in a launch project.  Days as text compare like days. */
#include "base/str.h"
#include "kinds/launch.h"
#include "kinds/plans.h"
#include "kinds/project.h"
#include "record/record.h"

void
launch_check(struct ctx *c, struct record *rec, struct form *form)
{
	plan_item_check(c, rec, form);
	project_check_requirements(c, rec, form, NULL);
}

/* ---- the window */

const char *
launch_warns(struct ctx *c, const struct record *rec, const char *args[2])
{
	return (str_has_word("testing review go_live", rec->state) ? project_warns(c, rec, args) : NULL);
}

/* ---- rows */

const struct objection launch_objections[] = {
	PROJECT_OBJECTIONS,
	/* An opinion stands for the author's department, which is one of the four, on the version that is there (R15.3). */
	{ "entry:consultation", "!#my_function=business|marketing|legal|finance", NULL, "launch_consultation.complaint.not_asked" },
	{ "entry:consultation", "!@consulted_version", NULL, "launch_consultation.complaint.too_early" },
	{ "entry:consultation", "is:@author,@submitter,@owner", NULL, "launch_consultation.complaint.own" },
	/* A report is about what is over, and made now: one for a time long past fills no gap. */
	{ "entry:progress", "period_to<#yesterday", "period_to", "launch_progress.complaint.past" },
	{ "entry:progress", "period_to<#reported_to", "period_to", "launch_progress.complaint.reported", "#reported_to" },
	{ "entry:progress", "#has_reported period_to=#reported_to", "period_to", "launch_progress.complaint.reported", "#reported_to" },
	/* Nothing is confirmed before the window has begun by the portal's clock (R20.1). */
	{ "entry:confirmation", "!#window_begun", NULL, "launch_confirmation.complaint.before_window" },
	{ NULL }
};
