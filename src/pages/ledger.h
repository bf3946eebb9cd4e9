/* SPDX-License-Identifier: ISC */
/*
 * The ledger (article 7(6), R7.1): one register over all kinds of records with the columns that each kind declares, and the course of
 * a project on a page of its own; filterable, exportable, printable; nobody retypes anything.
 *
 * routes:
 *	{ METHOD_GET, "/{site}/ledger", "record.view", 0, ledger_ask, ledger_answer },
 *	{ METHOD_GET, "/{site}/ledger/{number}", "record.view", 0, ledger_course_ask, ledger_course },
 *	(.csv and .xlsx of the same address export what is filtered; needs list.export)
 */
#ifndef PAGES_LEDGER_H
#define PAGES_LEDGER_H

#include "pages/visit.h"

void ledger_ask(struct visit *v);
struct err *ledger_answer(struct visit *v) MUST_CHECK;
void ledger_course_ask(struct visit *v);
struct err *ledger_course(struct visit *v) MUST_CHECK;

#endif
