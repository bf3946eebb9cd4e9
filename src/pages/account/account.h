/* SPDX-License-Identifier: ISC */
/*
 * One's own account: name, address, language, theme, password, sessions,
 * second factor, what is stored about one (RX.9, RX.15).  All outside any site.
 */
#ifndef PAGES_ACCOUNT_ACCOUNT_H
#define PAGES_ACCOUNT_ACCOUNT_H

#include "web/visit.h"

struct account_state {
	struct rows *row, *login, *sessions, *log_ins, *codes_left, *invitations, *feed;
};
extern const size_t account_state;

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

extern const size_t account_factor_state;
void account_factor_ask(struct visit *v);
struct err *account_factor_show(struct visit *v) MUST_CHECK;
struct err *account_factor_answer(struct visit *v) MUST_CHECK;

struct err *account_data_show(struct visit *v) MUST_CHECK;

#endif
