/* SPDX-License-Identifier: ISC */
/*
 * What is refused leaves a row in the history: of the site, or of the
 * deployment where no site is concerned, with the address it came from.  A
 * flood of refusals is not a flood of rows: within an hour the same thing from
 * the same account and place is written the 1st, 10th, 100th … time with how
 * often it came; beyond so many different ones a site's hour is written as one.
 */
#ifndef WEB_REFUSAL_H
#define WEB_REFUSAL_H

#include "web/visit.h"

/* One more, in the transaction under way; whoever commits writes it. ${object} may be NULL. */
struct err *refusal_note(struct visit *v, const char *action, const char *object, const char *what) MUST_CHECK;
/* The same after the reply, in a transaction of its own: what was refused has rolled back. */
struct err *refusal_note_after(struct visit *v) MUST_CHECK;

#endif
