/* SPDX-License-Identifier: ISC */
/*
 * Two people for power over people: what waits for a second one, what was
 * answered, and whose rights rest.  For a site, and for the operators.
 */
#ifndef PAGES_ADMIN_POWER_H
#define PAGES_ADMIN_POWER_H

#include "web/visit.h"

extern const size_t power_state;
void power_ask_page(struct visit *v);
struct err *power_show(struct visit *v) MUST_CHECK;
struct err *power_answer(struct visit *v) MUST_CHECK;
struct err *power_sites_show(struct visit *v) MUST_CHECK;
struct err *power_sites_answer(struct visit *v) MUST_CHECK;

/* For my work, above the rest because it is about people, not records: what waits for a second person in a site (STMT_POWER_WAITING) … */
void power_put_waiting(struct visit *v, const struct rows *waiting, const struct site_link *site);
/* … and, for an operator, among the operators; leaves the transaction in no site. */
struct err *power_put_operators(struct visit *v) MUST_CHECK;

#endif
