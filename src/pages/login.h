/* SPDX-License-Identifier: ISC */
/*
 * Logging in and out, the step of the second factor, one-time links, and
 * logging in again in the middle of something (pages/login_kept.h).
 *
 * routes:
 *	{ METHOD_GET,  "/login",        NULL, ROUTE_PUBLIC | ROUTE_NO_SITE, NULL, login_show },
 *	{ METHOD_POST, "/login",        NULL, ROUTE_PUBLIC | ROUTE_NO_SITE, NULL, login_answer },
 *	{ METHOD_POST, "/login/code",   NULL, ROUTE_PUBLIC | ROUTE_NO_SITE, NULL, login_code_answer },
 *	{ METHOD_POST, "/logout",       NULL, ROUTE_PUBLIC | ROUTE_NO_SITE, NULL, login_out },
 *	{ METHOD_GET,  "/link/{token}", NULL, ROUTE_PUBLIC | ROUTE_NO_SITE | ROUTE_SECRET, login_link_ask, login_link_show },
 *	{ METHOD_POST, "/link/{token}", NULL, ROUTE_PUBLIC | ROUTE_NO_SITE | ROUTE_SECRET | ROUTE_SHOWS_AGAIN, login_link_ask, login_link_answer },
 */
#ifndef PAGES_LOGIN_H
#define PAGES_LOGIN_H

#include "pages/visit.h"

struct err *login_show(struct visit *v) MUST_CHECK;
struct err *login_answer(struct visit *v) MUST_CHECK;
struct err *login_code_answer(struct visit *v) MUST_CHECK;
struct err *login_out(struct visit *v) MUST_CHECK;
/*
 * In place of an ERR_LOGIN: a GET is led to the log-in page and back; a POST
 * is answered with the log-in form around what was typed.  Runs after the
 * rollback, so it asks the database nothing.
 */
struct err *login_interrupt(struct visit *v) MUST_CHECK;

void login_link_ask(struct visit *v);
struct err *login_link_show(struct visit *v) MUST_CHECK;
struct err *login_link_answer(struct visit *v) MUST_CHECK;

#endif
