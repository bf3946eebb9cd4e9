/* SPDX-License-Identifier: ISC */
/*
 * The duties of a site (RX.2): what is to be done by when and by whom, what satisfies it with the way to begin it, and what became of
 * each period.  A member of the group who does not answer for one may waive it, for a reason.
 */
#ifndef PAGES_OVERVIEW_DUTIES_H
#define PAGES_OVERVIEW_DUTIES_H

#include "web/visit.h"

extern const size_t duties_state;
void duties_ask(struct visit *v);
struct err *duties_show(struct visit *v) MUST_CHECK;
struct err *duties_answer(struct visit *v) MUST_CHECK;

#endif
