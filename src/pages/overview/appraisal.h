/* SPDX-License-Identifier: ISC */
/*
 * The appraisal of a year (R4.2), beside the points account: per person and department what was in time and what was good at once,
 * each number with what it counts.  Everyone's with points.view, else one's own and one's department's; of records that the reader
 * may not see, nothing counts.
 */
#ifndef PAGES_OVERVIEW_APPRAISAL_H
#define PAGES_OVERVIEW_APPRAISAL_H

#include "web/visit.h"

extern const size_t appraisal_state;
void appraisal_ask(struct visit *v);
struct err *appraisal_answer(struct visit *v) MUST_CHECK;

#endif
