/* SPDX-License-Identifier: ISC */
/*
 * A form that met the end of its session: its fields wait on the log-in page
 * ("keep.<name>") until it is known that they are of whoever logs in, are
 * shown then, and are sent by one press.  Kept is only what a session of this
 * browser gave to an account; another account does not get it (finding S1).
 * Passwords, codes and uploads are never kept.
 */
#ifndef PAGES_ACCOUNT_LOGIN_KEPT_H
#define PAGES_ACCOUNT_LOGIN_KEPT_H

#include "web/visit.h"

/*
 * The fields of the posted form onto the page that is shown next: a form that was interrupted (${prefix} ""), or what the log-in
 * page carries already ("keep.").  False: there is nothing, or it was not given to anybody in this browser.
 */
bool login_kept(struct visit *v, const char *prefix);
/* Does what is carried belong to this account?  To be asked before the session changes. */
bool login_kept_is_of(struct visit *v, const char *account_id);
bool login_kept_is_there(const struct visit *v);
/* The page that says what would be sent to ${path}, and sends it. */
struct err *login_kept_show(struct visit *v, const char *path) MUST_CHECK;

#endif
