/* SPDX-License-Identifier: ISC */
/*
 * The compliance map (RX.16): a site and a period, article by article: what the regulation says, what the portal enforces, what was counted, with
 * the lists behind it, what deviates, who answers.  As a page, a print, and an archive for auditors.  It counts nothing that is declared nowhere.
 */
#ifndef PAGES_OVERVIEW_COMPLIANCE_H
#define PAGES_OVERVIEW_COMPLIANCE_H

#include "web/visit.h"

extern const size_t compliance_state;
void compliance_ask(struct visit *v);
struct err *compliance_answer(struct visit *v) MUST_CHECK;

/* The records behind a fact of inspections that the map counts. */
extern const size_t compliance_found_state;
void compliance_found_ask(struct visit *v);
struct err *compliance_found_answer(struct visit *v) MUST_CHECK;

/* The sites of a person who may see the map of several, side by side (RX.19). */
struct err *compliance_all(struct visit *v) MUST_CHECK;

#endif
