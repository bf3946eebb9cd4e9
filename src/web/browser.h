/* SPDX-License-Identifier: ISC */
/*
 * Browsers that an account is known from: a cookie, set after a full log-in and
 * signed under a key of the account (OWASP, "device cookies"). It grants no
 * access.  A browser with this cookie is not delayed by other people's attempts
 * (finding S3).  A new password, a new second factor or "end all others"
 * changes the key, and then no browser is known.
 */
#ifndef WEB_BROWSER_H
#define WEB_BROWSER_H

#include "web/visit.h"

/* The mark under which this account, whose key this is, knows the browser; NULL: it does not. */
const char *browser_known(struct visit *v, const char *key);
/* The account knows this browser from now on. */
void browser_remember(struct visit *v, const char *key);

#endif
