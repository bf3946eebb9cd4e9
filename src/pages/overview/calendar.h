/* SPDX-License-Identifier: ISC */
/*
 * The calendar of a site (RX.2): everything that has a day, by month, by week or as a list, narrowed to a sort, a person, a department, a
 * platform, or to what concerns the reader: duties, deadlines of what waits, releases with freezes, reviews, trainings, absences.
 */
#ifndef PAGES_OVERVIEW_CALENDAR_H
#define PAGES_OVERVIEW_CALENDAR_H

#include "web/visit.h"

extern const size_t calendar_state;
void calendar_ask(struct visit *v);
struct err *calendar_answer(struct visit *v) MUST_CHECK;

#endif
