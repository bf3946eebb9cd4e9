/* SPDX-License-Identifier: ISC */
/*
 * Confirming that what is published was read (R6.2), in one tap from a list;
 * the same move as on the record's page.
 */
#ifndef PAGES_RECORD_READING_H
#define PAGES_RECORD_READING_H

#include "web/visit.h"

struct err *reading_answer(struct visit *v) MUST_CHECK;

#endif
