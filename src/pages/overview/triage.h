/* SPDX-License-Identifier: ISC */
/*
 * Triage (R23.2): submitted requirements worked through as a list, each with
 * its decision inline, several with one decision at once, and the meeting on
 * record.  All or nothing: when one line is wrong, nothing is saved and
 * everything typed is shown again.
 */
#ifndef PAGES_OVERVIEW_TRIAGE_H
#define PAGES_OVERVIEW_TRIAGE_H

#include "web/visit.h"

extern const size_t triage_state;
void triage_ask(struct visit *v);
struct err *triage_answer(struct visit *v) MUST_CHECK;
struct err *triage_save(struct visit *v) MUST_CHECK;

#endif
