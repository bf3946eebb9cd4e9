/* SPDX-License-Identifier: ISC */
/*
 * One move for several records of a list with one set of answers (RX.13).
 * Each is checked by itself; those that cannot be moved are left out and named
 * with the reason; the others are moved together or not at all.
 *
 * Routes (app/routes.c), before "{number}" ones:
 *	{ METHOD_POST, "/{site}/{kind}/moves", "record.view", 0, NULL, bulk_answer },
 */
#ifndef PAGES_BULK_H
#define PAGES_BULK_H

#include "pages/visit.h"

struct err *bulk_answer(struct visit *v) MUST_CHECK;     /* record=<number>…, move=<verb>, its fields */

#endif
