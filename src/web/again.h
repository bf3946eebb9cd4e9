/* SPDX-License-Identifier: ISC */
/*
 * A form that could not be taken (503, 500), on the page that says so: all of it, to be sent again as it was.  It needs neither the
 * database nor the page it came from.  What is sent again carries the token and the key of the first sending, so that a foreign page
 * gains nothing by it and nothing is done twice.
 */
#ifndef WEB_AGAIN_H
#define WEB_AGAIN_H

#include "web/visit.h"

/*
 * Fills ${error}.again (templates/pages/error.cs) with what was posted: texts to look at and change, everything else as it is.
 * Passwords and codes are asked for anew, files must be chosen again.  The caller has made sure that a page of ours sent it.
 */
void again_put(struct visit *v, struct node *error);

#endif
