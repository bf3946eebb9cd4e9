/* SPDX-License-Identifier: ISC */
/*
 * The finance analysis (R11.2, article 11): what was allocated, booked and paid in a year or one of its quarters, and what is unpaid at its
 * end, by line and by project, beside the period before.
 */
#ifndef PAGES_OVERVIEW_FINANCE_REPORT_H
#define PAGES_OVERVIEW_FINANCE_REPORT_H

#include "web/visit.h"

extern const size_t finance_report_state;
void finance_report_ask(struct visit *v);
struct err *finance_report_answer(struct visit *v) MUST_CHECK;

#endif
