/* SPDX-License-Identifier: ISC */
/* Platforms: platform.c declares the register, platform_life.c what their life is: operation, safeguards, activities, and what is drawn of it. */
#ifndef KINDS_PLATFORM_H
#define KINDS_PLATFORM_H

#include "record/section.h"

/* How often each type of operation is due, in days (R7.3); the view app.operation_due reads them. */
#define RHYTHMS "rhythm_monitoring rhythm_backup rhythm_restore_test rhythm_tuning"

extern const struct entry platform_entries[];
extern const struct effect platform_effects[];
extern const struct report platform_reports[];
extern const struct section platform_sections[];

/* What is wrong with the entries above, for the kind's objections. */
#define PLATFORM_LIFE_OBJECTIONS \
	/* Nothing was done to what did not run yet (R7.3). */ \
	{ "entry:operation", "done_on<#runs_since", "done_on", "platform_operation.complaint.before", "#runs_since" }, \
	/* What is abnormal is an incident: one of this platform that is there, or a new one, with its severity (R13.1). */ \
	{ "entry:operation", "incident_id !#incidents~$incident_id", "incident_id", "platform_operation.complaint.other" }, \
	{ "entry:operation", "result=abnormal !incident_id !severity", "severity", "platform_operation.complaint.severity" }, \
	/* What has not begun has no result yet (R10.2). */ \
	{ "act:activity.conclude", ":today<$starts_on", "result", "platform_activity.complaint.ahead", "starts_on" }

#endif
