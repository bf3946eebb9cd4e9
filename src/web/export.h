/* SPDX-License-Identifier: ISC */
/* A list as a file: exactly the filtered list, in constant memory, and noted in the history. */
#ifndef WEB_EXPORT_H
#define WEB_EXPORT_H

#include "record/list.h"
#include "web/visit.h"

/* At most so many columns; tests/unit/test_rows.c counts those of every kind. */
enum { EXPORT_COLUMNS = 80, EXPORT_COMMON = 8 };

/* The reply becomes ${list} as v->suffix says. ERR_NOT_FOUND: no such format; ERR_FORBIDDEN without list.export. */
struct err *export_list(struct visit *v, const struct list *list) MUST_CHECK;

#endif
