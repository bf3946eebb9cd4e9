/* SPDX-License-Identifier: ISC */
/*
 * Absence: who decides for a member while they are away (RX.3).
 *
 * routes:
 *	{ METHOD_GET,  "/{site}/absence", NULL, 0, absence_ask, absence_show },
 *	{ METHOD_POST, "/{site}/absence", NULL, 0, absence_ask, absence_answer },
 */
#ifndef PAGES_ABSENCE_H
#define PAGES_ABSENCE_H

#include "pages/visit.h"

void absence_ask(struct visit *v);
struct err *absence_show(struct visit *v) MUST_CHECK;
struct err *absence_answer(struct visit *v) MUST_CHECK;

#endif
