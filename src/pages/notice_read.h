/* SPDX-License-Identifier: ISC */
/*
 * Confirming that a notice was read (R6.2), in one tap from a list; the same
 * move as on the notice's page.
 *
 * routes:
 *	{ METHOD_POST, "/{site}/notices/{number}/read", "record.view", 0, NULL, notice_read_answer },
 */
#ifndef PAGES_NOTICE_READ_H
#define PAGES_NOTICE_READ_H

#include "pages/visit.h"

struct err *notice_read_answer(struct visit *v) MUST_CHECK;

#endif
