/* SPDX-License-Identifier: ISC */
/*
 * Checks the origin of a request before the person is known: from this machine,
 * from one of our pages, from a form of this session. Steps of web/serve.c,
 * which says when.
 */
#ifndef WEB_GUARD_H
#define WEB_GUARD_H

#include "web/visit.h"

/*
 * Routes about the machine answer only requests from the machine (ROUTE_LOCAL).  A local proxy also connects
 * from here, but states that it forwards a request.  ERR_NOT_FOUND.
 */
struct err *guard_place(const struct visit *v) MUST_CHECK;
/*
 * Did the request come through the nginx location of its address (web/location.h), so that its limits were applied? Not
 * asked if nginx names no location. ERR_NOT_FOUND.
 */
struct err *guard_location(const struct visit *v) MUST_CHECK;
/*
 * Did the browser send this from one of our pages? Asked of every POST before anything is looked up, kept or
 * answered with a cookie (finding S1). ERR_FORBIDDEN; else v->is_ours says whether the browser stated it: a
 * very old browser states nothing, and then the token decides.
 */
struct err *guard_origin(struct visit *v) MUST_CHECK;
/* Was the form given to this session?  ERR_FORBIDDEN, or ERR_LOGIN when nobody is logged in; v->lacks_token where the page asks for it. */
struct err *guard_token(struct visit *v) MUST_CHECK;

#endif
