/* SPDX-License-Identifier: ISC */
/* What a kind draws of all of its records (struct figures): as far as who asks sees them. */
#ifndef PAGES_RECORD_FIGURES_H
#define PAGES_RECORD_FIGURES_H

#include "web/visit.h"

extern const size_t figures_state;
void figures_ask(struct visit *v);
struct err *figures_answer(struct visit *v) MUST_CHECK;

#endif
