/* SPDX-License-Identifier: ISC */
/*
 * The records behind a number of a report (report_table.behind): which row, says "?of=" with what its key says.
 */
#ifndef PAGES_RECORD_BEHIND_H
#define PAGES_RECORD_BEHIND_H

#include "web/visit.h"

extern const size_t behind_state;
void behind_ask(struct visit *v);
struct err *behind_answer(struct visit *v) MUST_CHECK;

#endif
