/* SPDX-License-Identifier: ISC */
/*
 * The ledger (article 7(6), R7.1): one register over all kinds of records with the columns that each kind declares, and the course of
 * a project on a page of its own; filterable, exportable, printable; nobody retypes anything.
 */
#ifndef PAGES_OVERVIEW_LEDGER_H
#define PAGES_OVERVIEW_LEDGER_H

#include "web/visit.h"

extern const size_t ledger_state;
void ledger_ask(struct visit *v);
struct err *ledger_answer(struct visit *v) MUST_CHECK;
extern const size_t ledger_course_state;
void ledger_course_ask(struct visit *v);
struct err *ledger_course(struct visit *v) MUST_CHECK;

#endif
