/* SPDX-License-Identifier: ISC */
/*
 * Where a request comes from, as far as it can be told before anybody is
 * known: from this machine, from a page of ours, from a form of this session.
 * Steps of web/serve.c, which says when.
 */
#ifndef WEB_GUARD_H
#define WEB_GUARD_H

#include "web/visit.h"

/*
 * What tells of the machine is for the machine (ROUTE_LOCAL): a proxy on it comes from here as well, but says that it passes
 * something on.  ERR_NOT_FOUND.
 */
struct err *guard_place(const struct visit *v) MUST_CHECK;
/*
 * Did the browser send this from a page of ours?  Asked of every POST before anything is looked up, kept or answered with a
 * cookie (finding S1).  ERR_FORBIDDEN; else v->is_ours says whether the browser vouched for it: a very old one says nothing, and
 * has its token to show.
 */
struct err *guard_origin(struct visit *v) MUST_CHECK;
/* Was the form given to this session?  ERR_FORBIDDEN, or ERR_LOGIN when nobody is logged in; v->lacks_token where the page asks for it. */
struct err *guard_token(struct visit *v) MUST_CHECK;

#endif
