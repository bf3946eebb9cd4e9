/* SPDX-License-Identifier: ISC */
/*
 * Two versions of a record side by side (R15.3): /versions/{n}?with={m}, by
 * default against the one before.
 */
#ifndef PAGES_RECORD_VERSION_H
#define PAGES_RECORD_VERSION_H

#include "web/visit.h"

extern const size_t version_state;
void version_ask(struct visit *v);
struct err *version_answer(struct visit *v) MUST_CHECK;

#endif
