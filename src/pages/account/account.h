/* SPDX-License-Identifier: ISC */
/*
 * One's own account: name, address, language, theme, password, sessions,
 * second factor, what is stored about one (RX.9, RX.15).  All outside any site.
 */
#ifndef PAGES_ACCOUNT_ACCOUNT_H
#define PAGES_ACCOUNT_ACCOUNT_H

#include "web/visit.h"

enum account_row { ACCOUNT_ROW, ACCOUNT_SESSIONS, ACCOUNT_LOGIN, ACCOUNT_LEFT, ACCOUNT_INVITATIONS, ACCOUNT_LOG_INS };    /* v->rows of account_ask */

void account_ask(struct visit *v);
struct err *account_show(struct visit *v) MUST_CHECK;
/* The account page again with the mistakes of one of its forms, named as its node. */
struct err *account_again(struct visit *v, const char *node, const struct form *form) MUST_CHECK;
/* The same for what is refused although it is counted: answered with ${status}, and what was queued is committed. */
struct err *account_refused(struct visit *v, const char *node, const struct form *form, int status) MUST_CHECK;
struct err *account_profile_answer(struct visit *v) MUST_CHECK;
struct err *account_display_answer(struct visit *v) MUST_CHECK;
struct err *account_password_answer(struct visit *v) MUST_CHECK;
struct err *account_sessions_answer(struct visit *v) MUST_CHECK;
struct err *account_prefer_answer(struct visit *v) MUST_CHECK;

void account_factor_ask(struct visit *v);
struct err *account_factor_show(struct visit *v) MUST_CHECK;
struct err *account_factor_answer(struct visit *v) MUST_CHECK;

struct err *account_data_show(struct visit *v) MUST_CHECK;

#endif
