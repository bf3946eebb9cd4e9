/* SPDX-License-Identifier: ISC */
/*
 * A company out of a file (sql/seed/demo.json): accounts with one password, sites with departments, calendar, rules and members.  It
 * is for demonstrations and their tests: real sites are made by "site add", and their people set passwords of their own.
 */
#ifndef CTL_COMPANY_H
#define CTL_COMPANY_H

#include "ctl/verb.h"

/* The company as if it had been founded so many days ago; its login names and sites are in ${json}. */
struct err *company_found(struct call *call, json_t *json, int days_ago) MUST_CHECK;
/* What its people keep: saved filters, and a bell without the news of more than six days ago; ${year}: also the days on which nothing is released. */
struct err *company_settle(struct call *call, json_t *json, bool year) MUST_CHECK;

#endif
