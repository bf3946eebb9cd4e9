/* SPDX-License-Identifier: ISC */
/* Inside import/ only: whom and what a cell names, as of this moment and in the sight of who imports. */
#ifndef IMPORT_LOOKUP_H
#define IMPORT_LOOKUP_H

#include "import/import.h"

/* What came of a cell: the value that the form takes, or a complaint. */
struct meaning {
	const char *value;
	const char *complaint, *arg, *arg2;     /* complaint NULL: it is clear */
};

struct err *lookup_cell(struct ctx *c, struct people *people, const struct target *target, const char *text, struct meaning *out) MUST_CHECK;
/* A member of this name or log-in: the id; "" none is called so. */
struct meaning lookup_person(struct ctx *c, struct people *people, const char *text);

#endif
