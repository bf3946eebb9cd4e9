/* SPDX-License-Identifier: ISC */
/*
 * The points account (R35.3): totals per person and department and year, the
 * entries behind each, export for performance appraisal.  Shows what the
 * reader may see: everyone's with points.view, else one's own and one's
 * department's; entries of restricted penalties only to those who see them.
 */
#ifndef PAGES_OVERVIEW_POINTS_H
#define PAGES_OVERVIEW_POINTS_H

#include "web/visit.h"

extern const size_t points_state;
void points_ask(struct visit *v);
struct err *points_answer(struct visit *v) MUST_CHECK;

#endif
