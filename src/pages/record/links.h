/* SPDX-License-Identifier: ISC */
/*
 * Links between records that people make: "belongs with" and "evidence".
 */
#ifndef PAGES_RECORD_LINKS_H
#define PAGES_RECORD_LINKS_H

#include "web/visit.h"

struct err *links_answer(struct visit *v) MUST_CHECK;    /* other=<number> (of several: each) and sort, or remove=<id> */

#endif
