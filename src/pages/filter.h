/* SPDX-License-Identifier: ISC */
/*
 * Filters of lists that people keep, for themselves or for everyone (RX.13).
 *
 * Routes (app/routes.c):
 *	{ METHOD_POST, "/{site}/filters", "record.view", 0, NULL, filter_answer },
 *	{ METHOD_POST, "/{site}/filters/{filter}/delete", "record.view", 0, NULL, filter_answer },
 */
#ifndef PAGES_FILTER_H
#define PAGES_FILTER_H

#include "pages/visit.h"

/* ?kind=<plural>; name, query and shared=1 keep one; remove=<id> or the address forgets one. */
struct err *filter_answer(struct visit *v) MUST_CHECK;

#endif
