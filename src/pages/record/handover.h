/* SPDX-License-Identifier: ISC */
/*
 * Heads of departments hand over what a member of their department is
 * responsible for to another: one record, or all that is open (RX.3).
 */
#ifndef PAGES_RECORD_HANDOVER_H
#define PAGES_RECORD_HANDOVER_H

#include "web/visit.h"

extern const size_t handover_state;
void handover_ask(struct visit *v);
struct err *handover_show(struct visit *v) MUST_CHECK;
struct err *handover_answer(struct visit *v) MUST_CHECK;

#endif
