/* SPDX-License-Identifier: ISC */
/*
 * Records refusals in the history of the site, or of the deployment if no site
 * is concerned, with the address of the client.  Repetitions are combined:
 * within an hour, the same refusal for the same account and network is written
 * the 1st, 10th, 100th … time with its count; beyond a number of different
 * ones, a site's hour is written as one row.
 */
#ifndef WEB_REFUSAL_H
#define WEB_REFUSAL_H

#include "web/visit.h"

/* Adds one refusal in the current transaction; the caller's commit writes it. ${object} may be NULL. */
struct err *refusal_note(struct visit *v, const char *action, const char *object, const char *what) MUST_CHECK;
/* The same after the reply, in a transaction of its own: what was refused has rolled back. */
struct err *refusal_note_after(struct visit *v) MUST_CHECK;

#endif
