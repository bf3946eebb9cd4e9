/* SPDX-License-Identifier: ISC */
/* The evaluation that is due within a month of a launch (R21.1). */
#ifndef KINDS_EVALUATION_H
#define KINDS_EVALUATION_H

#include "record/record.h"

/* Make its draft, by whoever acts; called when ${launch} enters its evaluation. Waits. */
struct err *evaluation_open(struct ctx *c, const struct record *launch) MUST_CHECK;

#endif
