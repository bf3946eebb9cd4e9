/* SPDX-License-Identifier: ISC */
/*
 * The history of a site (RX.4): every act, newest first, by person, sort and
 * day.  What hangs on a record that the reader may not see is not there: row
 * security sees to it.
 */
#ifndef PAGES_ADMIN_AUDIT_H
#define PAGES_ADMIN_AUDIT_H

#include "web/visit.h"

extern const size_t audit_state;
void audit_ask(struct visit *v);
struct err *audit_answer(struct visit *v) MUST_CHECK;

#endif
