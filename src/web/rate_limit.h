/* SPDX-License-Identifier: ISC */
/*
 * Slows guessing: after a few wrong passwords or codes the next try has to
 * wait, twice as long each time, at most conf->login_window. The database
 * counts the attempts, so a restart forgets nothing: per account and address,
 * and per address (with a higher limit, because an office may share one). A
 * browser that the account knows (web/browser.h) is counted separately and
 * never waits because of others.  Attempts during a wait are neither checked
 * nor counted: the right password works when the wait is over. Finding S3.
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
