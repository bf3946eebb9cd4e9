/* SPDX-License-Identifier: ISC */
/* What is drawn of the way from a requirement to its release (issue 12, points 6 and 7). */
#ifndef KINDS_TRACE_H
#define KINDS_TRACE_H

#include "record/kind.h"

extern const struct report_table project_trace[];       /* of launches and iterations */
extern const struct report requirement_reports[], evaluation_reports[];

#endif
