/* SPDX-License-Identifier: ISC */
/*
 * For the operators of the deployment: sites and accounts.  They see no
 * site's records here.
 */
#ifndef PAGES_ADMIN_OPERATOR_H
#define PAGES_ADMIN_OPERATOR_H

#include "web/visit.h"

extern const size_t operator_sites_state;
void operator_sites_ask(struct visit *v);
struct err *operator_sites_show(struct visit *v) MUST_CHECK;
struct err *operator_sites_answer(struct visit *v) MUST_CHECK;
extern const size_t operator_site_state;
void operator_site_ask(struct visit *v);
struct err *operator_site_show(struct visit *v) MUST_CHECK;
struct err *operator_site_answer(struct visit *v) MUST_CHECK;

void operator_accounts_ask(struct visit *v);
struct err *operator_accounts_show(struct visit *v) MUST_CHECK;
struct err *operator_accounts_answer(struct visit *v) MUST_CHECK;
extern const size_t operator_account_state;
void operator_account_ask(struct visit *v);
struct err *operator_account_show(struct visit *v) MUST_CHECK;
struct err *operator_account_answer(struct visit *v) MUST_CHECK;

#endif
