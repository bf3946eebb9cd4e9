/* SPDX-License-Identifier: ISC */
/* Reads the body of a request, within the limits of the route and of its sender. */
#ifndef WEB_INTAKE_H
#define WEB_INTAKE_H

#include "web/serve.h"
#include "web/visit.h"

/*
 * Before it is known who sent it: takes a short body from a browser with a cookie into memory, and its text, so that the first round
 * trip can ask what the form needs.  Stores no file and refuses nothing; v->is_early says that the text is there.
 */
void intake_early(struct visit *v, struct wire *wire);
/*
 * Reads the body of a person who may post here.  A second call does nothing, because a retried
 * request has read its body already.
 */
struct err *intake_body(struct visit *v, struct wire *wire) MUST_CHECK;
/*
 * Reads the text of a person whose session has ended, to keep it over the log-in; files are neither hashed nor
 * stored.  It is not called for a browser without a session.
 */
struct err *intake_typed(struct visit *v, struct wire *wire) MUST_CHECK;
/*
 * The page that nginx asks before it reads a body that it would write to disk: 200 where the cookie is of a session that we keep,
 * also of one that has run out (what was typed survives the log-in), else 401.  Whose session it is and what it may do here, the
 * request itself is asked afterwards (issue 9, 1.6).
 */
struct err *intake_session(struct visit *v) MUST_CHECK;

#endif
