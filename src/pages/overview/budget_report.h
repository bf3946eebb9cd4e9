/* SPDX-License-Identifier: ISC */
/*
 * Budget against actual of the site (R11.1), by item, project and month, of a
 * year or a project; for those with finance.view.
 */
#ifndef PAGES_OVERVIEW_BUDGET_REPORT_H
#define PAGES_OVERVIEW_BUDGET_REPORT_H

#include "web/visit.h"

extern const size_t budget_report_state;
void budget_report_ask(struct visit *v);
struct err *budget_report_answer(struct visit *v) MUST_CHECK;

#endif
