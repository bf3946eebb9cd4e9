/* SPDX-License-Identifier: ISC */
/*
 * Freezes of a site, below its working days: days on which nothing is released or goes live but emergency fixes (R20.1, R26.1).
 * What they keep back is said by app.frozen in the database, which the conditions of releases and launches ask.
 */
#ifndef PAGES_ADMIN_FREEZES_H
#define PAGES_ADMIN_FREEZES_H

#include "web/visit.h"

/* Queue those that meet these days. */
void freezes_ask(struct visit *v, const char *first, const char *last, struct rows **rows);
/* Them, and the form of another: ${form}, or NULL for an empty one. */
void freezes_put(struct visit *v, const struct rows *rows, const struct form *form);
/*
 * What was posted: a new one, or the end of one.  *form says what is wrong with it; where it is right, the page has gone to where
 * it is seen, and *form is NULL.  ERR_NOT_FOUND: what is to be ended is over already, or there is none.
 */
struct err *freezes_take(struct visit *v, struct form **form) MUST_CHECK;

#endif
