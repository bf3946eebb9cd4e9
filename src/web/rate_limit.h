/* SPDX-License-Identifier: ISC */
/*
 * Guessing is slow: after a few wrong passwords or codes the next try waits,
 * twice as long each time, at most conf->login_window.  Counted in the
 * database, so that a restart forgets nothing: per account and address and per
 * address (of an office many people share one, so it may do more).  A browser
 * that the account knows (web/browser.h) is counted by itself and never
 * waits for what others tried.  What comes while it waits is not looked at
 * and not counted: the right password is taken when the wait is over.
 * Finding S3.
 */
#ifndef WEB_RATE_LIMIT_H
#define WEB_RATE_LIMIT_H

#include "web/visit.h"

struct rate_limit {
	const char *what;            /* "login" or "code" */
	const char *name;            /* the log-in as it was typed, in small letters */
	const char *browser;         /* mark of the known browser; NULL: not known */
};

/* How many seconds are left to wait; 0: none.  Waits for what is queued, too. */
struct err *rate_limit_wait(struct visit *v, const struct rate_limit *a, int64_t *seconds) MUST_CHECK;
void rate_limit_failed(struct visit *v, const struct rate_limit *a);     /* one more; must be committed */
void rate_limit_forget(struct visit *v, const struct rate_limit *a);     /* after a success; the address stays counted */
/* In words, with Retry-After put into the reply. */
const char *rate_limit_said(struct visit *v, int64_t seconds);

#endif
