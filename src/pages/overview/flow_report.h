/* SPDX-License-Identifier: ISC */
/*
 * Where time goes (RX.17): of one kind and a period, how long records stayed in each state and in all, what came back, how gates decide,
 * by department and month, the slowest ones, and who waits for whom.  Days are calendar days.  Figures are those of what the reader sees.
 */
#ifndef PAGES_OVERVIEW_FLOW_REPORT_H
#define PAGES_OVERVIEW_FLOW_REPORT_H

#include "web/visit.h"

extern const size_t flow_report_state;
void flow_report_ask(struct visit *v);
struct err *flow_report_answer(struct visit *v) MUST_CHECK;

#endif
