/* SPDX-License-Identifier: ISC */
/* The second step of logging in, and what follows the last one. For login.c. */
#ifndef PAGES_ACCOUNT_LOGIN_STEP_H
#define PAGES_ACCOUNT_LOGIN_STEP_H

#include "http/url.h"
#include "view/words.h"
#include "web/visit.h"

/* The page that asks for the code; ${ticket} stands for the password given. ${complaint} is finished text, or NULL. */
struct err *login_step_show(struct visit *v, const char *ticket, const char *next, int status, const char *complaint) MUST_CHECK;
/* A session for the account (a row of login_find); on to ${next}, or to the page that says what was kept and sends it. */
struct err *login_step_finish(struct visit *v, const struct rows *found, const char *login, const char *next) MUST_CHECK;

#endif
