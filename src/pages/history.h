/* SPDX-License-Identifier: ISC */
/*
 * The whole history of a record, page by page, the latest first; its versions.
 */
#ifndef PAGES_HISTORY_H
#define PAGES_HISTORY_H

#include "pages/visit.h"

void history_ask(struct visit *v);
struct err *history_answer(struct visit *v) MUST_CHECK;

#endif
