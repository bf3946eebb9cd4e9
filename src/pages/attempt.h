/* SPDX-License-Identifier: ISC */
/*
 * Guessing is slow: after a few wrong passwords or codes the next try waits,
 * twice as long each time, at most conf->login_window.  Counted in the
 * database, so that a restart forgets nothing: per account and address and per
 * address (of an office many people share one, so it may do more).  A browser
 * that the account knows (pages/browser.h) is counted by itself and never
 * waits for what others tried.  What comes while it waits is not looked at
 * and not counted: the right password is taken when the wait is over.
 * Finding S3.
 */
#ifndef PAGES_ATTEMPT_H
#define PAGES_ATTEMPT_H

#include "pages/visit.h"

struct attempt {
	const char *what;            /* "login" or "code" */
	const char *name;            /* the log-in as it was typed, in small letters */
	const char *browser;         /* mark of the known browser; NULL: not known */
};

/* How many seconds are left to wait; 0: none.  Waits for what is queued, too. */
struct err *attempt_wait(struct visit *v, const struct attempt *a, int64_t *seconds) MUST_CHECK;
void attempt_failed(struct visit *v, const struct attempt *a);     /* one more; must be committed */
void attempt_forget(struct visit *v, const struct attempt *a);     /* after a success; the address stays counted */
/* In words, with Retry-After put into the reply. */
const char *attempt_said(struct visit *v, int64_t seconds);

#endif
