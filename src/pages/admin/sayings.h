/* SPDX-License-Identifier: ISC */
/*
 * Canned opinions (issue 11): texts that a site offers to those who decide, kept by its administrators, and those that a person keeps for
 * themselves.  A ballot offers them; what a rule asks for is checked there all the same, whoever wrote it.
 */
#ifndef PAGES_ADMIN_SAYINGS_H
#define PAGES_ADMIN_SAYINGS_H

#include "web/visit.h"

extern const size_t sayings_state;
void sayings_ask(struct visit *v);
struct err *sayings_show(struct visit *v) MUST_CHECK;
struct err *sayings_answer(struct visit *v) MUST_CHECK;         /* text and shared=1, or remove=<id> */

#endif
