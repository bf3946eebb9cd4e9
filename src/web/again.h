/* SPDX-License-Identifier: ISC */
/*
 * Puts a form that could not be saved (503, 500) on the error page, so that it can be sent again unchanged.
 * This needs neither the database nor the original page.  The second sending carries the token and key of the
 * first, so a foreign page gains nothing and nothing is done twice.
 */
#ifndef WEB_AGAIN_H
#define WEB_AGAIN_H

#include "web/visit.h"

/*
 * Fills ${error}.again (templates/pages/error.cs) with what was posted: texts to look at and change, everything
 * else as it is. Passwords, codes and files have to be entered again.  The caller has checked that one of our
 * pages sent the form.
 */
void again_put(struct visit *v, struct node *error);
/* Is a field of this name a secret, such as a password: never sent to the browser once more, never kept? */
bool again_is_secret(const char *name);

#endif
