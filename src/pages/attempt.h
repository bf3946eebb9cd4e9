/* SPDX-License-Identifier: ISC */
/*
 * Limits on guessing, counted in the database so that a restart forgets
 * nothing: per name and address (conf->login_tries), per address (5 times as
 * many: an office shares one), per name from anywhere (10 times as many, so
 * that a stranger cannot lock a person out at once).
 */
#ifndef PAGES_ATTEMPT_H
#define PAGES_ATTEMPT_H

#include "pages/visit.h"

/* Is the limit reached?  Waits for what is queued, too. */
struct err *attempt_check(struct visit *v, const char *what, const char *name, bool *over) MUST_CHECK;
void attempt_failed(struct visit *v, const char *what, const char *name);     /* one more; must be committed */
void attempt_forget(struct visit *v, const char *what, const char *name);     /* after a success; the address stays counted */

#endif
