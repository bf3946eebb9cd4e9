/* SPDX-License-Identifier: ISC */
/*
 * The ledger (R7.1): one register over all kinds of records, filterable,
 * exportable, printable; nobody retypes anything.
 *
 * routes:
 *	{ METHOD_GET, "/{site}/ledger", "record.view", 0, ledger_ask, ledger_answer },
 *	(.csv and .xlsx of the same address export what is filtered; needs list.export)
 */
#ifndef PAGES_LEDGER_H
#define PAGES_LEDGER_H

#include "pages/visit.h"

void ledger_ask(struct visit *v);
struct err *ledger_answer(struct visit *v) MUST_CHECK;

#endif
