/* SPDX-License-Identifier: ISC */
/*
 * Launch projects (articles 14 to 21): launch.c declares the stages, launch_entries.c what is entered in them, launch_checks.c
 * what is right to enter, launch_stage.c what a stage brings about, launch_reports.c what is drawn from all of it.
 */
#ifndef KINDS_LAUNCH_H
#define KINDS_LAUNCH_H

#include "record/entry.h"

extern const struct entry launch_entries[];
extern const struct report launch_reports[];
extern const struct objection launch_objections[];
extern const struct effect launch_effects[];

/* Who leads a launch. */
#define LEADS { PERMIT_LAUNCH_MANAGE, "@owner" }
/* The stages at which another plan ends what was being decided: its round, and opinions that were given (R15.3). */
#define PLANNED "design initiation"

/* ---- checks */

/* The item of the development plan that it realises; and requirements that are named anew are accepted, and in no other launch that is under way. */
void launch_check(struct ctx *c, struct record *rec, struct form *form);
/* That the window lies in the peak hours is said until the launch is over (R20.1). */
const char *launch_warns(struct ctx *c, const struct record *rec, const char *args[2]);

/* ---- what a stage brings about */

struct err *launch_saved(struct ctx *c, struct record *rec) MUST_CHECK;

#endif
