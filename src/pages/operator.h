/* SPDX-License-Identifier: ISC */
/*
 * For the operators of the deployment: sites and accounts.  They see no
 * site's records here.
 *
 * routes (OPERATOR: ROUTE_NO_SITE | ROUTE_OPERATOR):
 *	{ METHOD_GET,  "/operator/sites",         NULL, OPERATOR, operator_sites_ask, operator_sites_show },
 *	{ METHOD_POST, "/operator/sites",         NULL, OPERATOR | ROUTE_FRESH, operator_sites_ask, operator_sites_answer },
 *	{ METHOD_GET,  "/operator/sites/{id}",    NULL, OPERATOR, operator_site_ask, operator_site_show },
 *	{ METHOD_POST, "/operator/sites/{id}",    NULL, OPERATOR | ROUTE_FRESH, operator_site_ask, operator_site_answer },
 *	{ METHOD_GET,  "/operator/accounts",      NULL, OPERATOR, operator_accounts_ask, operator_accounts_show },
 *	{ METHOD_POST, "/operator/accounts",      NULL, OPERATOR | ROUTE_FRESH, operator_accounts_ask, operator_accounts_answer },
 *	{ METHOD_GET,  "/operator/accounts/{id}", NULL, OPERATOR, operator_account_ask, operator_account_show },
 *	{ METHOD_POST, "/operator/accounts/{id}", NULL, OPERATOR | ROUTE_FRESH, operator_account_ask, operator_account_answer },
 */
#ifndef PAGES_OPERATOR_H
#define PAGES_OPERATOR_H

#include "pages/visit.h"

void operator_sites_ask(struct visit *v);
struct err *operator_sites_show(struct visit *v) MUST_CHECK;
struct err *operator_sites_answer(struct visit *v) MUST_CHECK;
void operator_site_ask(struct visit *v);
struct err *operator_site_show(struct visit *v) MUST_CHECK;
struct err *operator_site_answer(struct visit *v) MUST_CHECK;

void operator_accounts_ask(struct visit *v);
struct err *operator_accounts_show(struct visit *v) MUST_CHECK;
struct err *operator_accounts_answer(struct visit *v) MUST_CHECK;
void operator_account_ask(struct visit *v);
struct err *operator_account_show(struct visit *v) MUST_CHECK;
struct err *operator_account_answer(struct visit *v) MUST_CHECK;

#endif
