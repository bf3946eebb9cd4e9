/* SPDX-License-Identifier: ISC */
/*
 * The whole history of a record, page by page, the latest first; its versions.
 *
 * Routes (app/routes.c):
 *	{ METHOD_GET, "/{site}/{kind}/{number}/history", "record.view", 0, history_ask, history_answer },
 */
#ifndef PAGES_HISTORY_H
#define PAGES_HISTORY_H

#include "pages/visit.h"

void history_ask(struct visit *v);
struct err *history_answer(struct visit *v) MUST_CHECK;

#endif
