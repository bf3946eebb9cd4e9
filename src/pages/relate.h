/* SPDX-License-Identifier: ISC */
/*
 * Links between records that people make: "belongs with" and "evidence".
 */
#ifndef PAGES_RELATE_H
#define PAGES_RELATE_H

#include "pages/visit.h"

void relate_ask(struct visit *v);
struct err *relate_answer(struct visit *v) MUST_CHECK;    /* other=<number> and sort, or remove=<id> */

#endif
