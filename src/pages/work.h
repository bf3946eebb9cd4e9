/* SPDX-License-Identifier: ISC */
/*
 * My work (RX.1): what waits for a person over all their sites.
 */
#ifndef PAGES_WORK_H
#define PAGES_WORK_H

#include "pages/visit.h"

struct err *work_answer(struct visit *v) MUST_CHECK;

#endif
