/* SPDX-License-Identifier: ISC */
/*
 * The dashboard of a site (R4.1): where everything stands, what is late, what
 * waits for whom, how requirements flow, what happened.  Every figure is read
 * along an index and bounded; nothing is cached.
 */
#ifndef PAGES_OVERVIEW_DASHBOARD_H
#define PAGES_OVERVIEW_DASHBOARD_H

#include "web/visit.h"

extern const size_t dashboard_state;
void dashboard_ask(struct visit *v);
struct err *dashboard_answer(struct visit *v) MUST_CHECK;

#endif
