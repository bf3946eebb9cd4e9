/* SPDX-License-Identifier: ISC */
/*
 * Launch projects (articles 14 to 21): launch.c declares the stages, launch_entries.c what is entered in them, launch_checks.c
 * what is right to enter, launch_stage.c what entering a stage brings about, launch_reports.c what is drawn from all of it.
 */
#ifndef KINDS_LAUNCH_H
#define KINDS_LAUNCH_H

#include "record/entry.h"

extern const struct entry launch_entries[];
extern const struct report launch_reports[];

/* ---- checks */

/* Requirements that are named anew are accepted, and in no other launch that is under way. */
void launch_check(struct ctx *c, struct record *rec, struct form *form);
/* The window of the launch: ahead, and inside the platform's peak hours only with a reason (R20.1). */
void launch_check_window(struct ctx *c, struct record *rec, struct form *form);
/* That the window lies in the peak hours is said until the launch is over (R20.1). */
const char *launch_warns(struct ctx *c, const struct record *rec, const char *args[2]);
void launch_check_research(struct ctx *c, struct record *rec, struct form *form);
/* An opinion stands for the author's department, which is one of the four, on the version that is there (R15.3). */
void launch_check_consultation(struct ctx *c, struct record *rec, struct form *form);
void launch_check_task(struct ctx *c, struct record *rec, struct form *form);
void launch_check_progress(struct ctx *c, struct record *rec, struct form *form);
/* What failed or does not apply says why (R18.1). */
void launch_check_test(struct ctx *c, struct record *rec, struct form *form);
/* Entries that count for one round of tests alone. */
void launch_check_round(struct ctx *c, struct record *rec, struct form *form);
void launch_check_confirmation(struct ctx *c, struct record *rec, struct form *form);

/* ---- what a stage brings about */

struct err *launch_saved(struct ctx *c, struct record *rec) MUST_CHECK;
struct err *launch_entered(struct ctx *c, struct record *rec) MUST_CHECK;
struct err *launch_consult(struct ctx *c, struct record *rec, const struct form *form) MUST_CHECK;

#endif
