/* SPDX-License-Identifier: ISC */
/*
 * My work (RX.1): what waits for a person over all their sites.
 */
#ifndef PAGES_OVERVIEW_INBOX_H
#define PAGES_OVERVIEW_INBOX_H

#include "web/visit.h"

struct err *inbox_answer(struct visit *v) MUST_CHECK;

#endif
