/* SPDX-License-Identifier: ISC */
/* Iterations (articles 22 to 27): iteration.c declares the ways, iteration_entries.c what is entered, what is right to enter and what is drawn. */
#ifndef KINDS_ITERATION_H
#define KINDS_ITERATION_H

#include "kinds/project.h"

extern const struct entry iteration_entries[];
extern const struct objection iteration_objections[];
extern const struct report iteration_reports[];

/* Who leads an iteration. */
#define STEERS { PERMIT_ITERATION_MANAGE, "@owner" }

/* Requirements that are named anew are accepted and of its class; the fault was found before now. */
void iteration_check(struct ctx *c, struct record *rec, struct form *form);
/* While it is still to be released, that the window lies in the peak hours is said (R26.1). */
const char *iteration_warns(struct ctx *c, const struct record *rec, const char *args[2]);
struct err *iteration_saved(struct ctx *c, struct record *rec) MUST_CHECK;

#endif
