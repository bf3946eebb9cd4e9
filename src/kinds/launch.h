/* SPDX-License-Identifier: ISC */
/*
 * Launch projects (articles 14 to 21): launch.c declares the stages, launch_entries.c what is entered in them, launch_checks.c
 * what is right to enter, launch_tests.c the same of its tests, launch_live.c of its going live, launch_stage.c what entering a stage brings about,
 * launch_reports.c what is drawn from all of it.
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
/* Entries that count for one round of tests alone. */
void launch_check_round(struct ctx *c, struct record *rec, struct form *form);

/* ---- tests */

/* What failed or does not apply says why; what passed names its version and its evidence; not by who made it (R18.1, R18.2). */
void launch_check_test(struct ctx *c, struct record *rec, struct form *form);
struct err *launch_tested(struct ctx *c, struct record *rec, struct entry_row *row) MUST_CHECK;
/* Nobody is developer and tester of one project (R18.2). */
void launch_check_team(struct ctx *c, struct record *rec, struct form *form);
struct err *launch_concluded(struct ctx *c, struct record *rec, const struct form *form) MUST_CHECK;
/* Of the conclusion as it stands (R18.3). */
void launch_check_acceptance(struct ctx *c, struct record *rec, struct form *form);
/* A defect was found in what record ${id} makes: while that is a launch under test, its conclusion lapses. */
struct err *launch_found_wanting(struct ctx *c, const char *id) MUST_CHECK;

/* ---- going live */

void launch_check_log(struct ctx *c, struct record *rec, struct form *form);
void launch_check_confirmation(struct ctx *c, struct record *rec, struct form *form);
/* An abnormal line opens an incident (R20.3). */
struct err *launch_logged(struct ctx *c, struct record *rec, struct entry_row *row) MUST_CHECK;
/* When it was really done: ${used} from STMT_LAUNCH_USED. */
void launch_note_use(struct ctx *c, struct record *rec, const struct rows *used);

/* ---- what a stage brings about */

struct err *launch_saved(struct ctx *c, struct record *rec) MUST_CHECK;
struct err *launch_entered(struct ctx *c, struct record *rec) MUST_CHECK;
/* What an opinion is about is kept with it (R15.3). */
struct err *launch_said(struct ctx *c, struct record *rec, struct entry_row *row) MUST_CHECK;
/*
 * The budget or the plan document of record ${id} (NULL: none) is another one: while that is a launch being designed those concerned are
 * asked again, and while it is before the group its round ends.
 */
struct err *launch_plan_changed(struct ctx *c, const char *id) MUST_CHECK;
struct err *launch_consult(struct ctx *c, struct record *rec, const struct form *form) MUST_CHECK;

#endif
