/* SPDX-License-Identifier: ISC */
/*
 * Logging in and out, the step of the second factor, one-time links, and
 * logging in again in the middle of something (pages/account/login_kept.h).
 */
#ifndef PAGES_ACCOUNT_LOGIN_H
#define PAGES_ACCOUNT_LOGIN_H

#include "web/visit.h"

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

extern const size_t login_link_state;
void login_link_ask(struct visit *v);
struct err *login_link_show(struct visit *v) MUST_CHECK;
struct err *login_link_answer(struct visit *v) MUST_CHECK;

#endif
