/* SPDX-License-Identifier: ISC */
/*
 * Links between records that people make: "belongs with" and "evidence".
 *
 * Routes (app/routes.c):
 *	{ METHOD_POST, "/{site}/{kind}/{number}/links", "record.comment", 0, relate_ask, relate_answer },
 */
#ifndef PAGES_RELATE_H
#define PAGES_RELATE_H

#include "pages/visit.h"

void relate_ask(struct visit *v);
struct err *relate_answer(struct visit *v) MUST_CHECK;    /* other=<number> and sort, or remove=<id> */

#endif
