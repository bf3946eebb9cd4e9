/* SPDX-License-Identifier: ISC */
/*
 * The whole history of a record, page by page, the latest first; its versions.
 */
#ifndef PAGES_RECORD_HISTORY_PAGE_H
#define PAGES_RECORD_HISTORY_PAGE_H

#include "web/visit.h"

extern const size_t history_page_state;
void history_page_ask(struct visit *v);
struct err *history_page_answer(struct visit *v) MUST_CHECK;

#endif
