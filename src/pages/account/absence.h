/* SPDX-License-Identifier: ISC */
/*
 * Absence: who decides for a member while they are away (RX.3).
 */
#ifndef PAGES_ACCOUNT_ABSENCE_H
#define PAGES_ACCOUNT_ABSENCE_H

#include "web/visit.h"

extern const size_t absence_state;
void absence_ask(struct visit *v);
struct err *absence_show(struct visit *v) MUST_CHECK;
struct err *absence_answer(struct visit *v) MUST_CHECK;

#endif
