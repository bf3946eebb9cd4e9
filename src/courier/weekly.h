/* SPDX-License-Identifier: ISC */
/* How a site stands, for those who want that by mail each week: the dashboard's figures of what is open, with the sight of whoever gets it. */
#ifndef COURIER_WEEKLY_H
#define COURIER_WEEKLY_H

#include "access/ctx.h"

struct weekly_line {
	const char *kind;               /* "Requirements" */
	const char *open, *late;        /* "23", of which are overdue "4"; where counting stopped "500+" */
	const char *bar;                /* as long as ${open} is beside the others */
	const char *url;                /* the open ones */
};

struct weekly {
	struct rows *rows;
	struct weekly_line *list;
	size_t n;
};

/* Queue them for whom the transaction stands in c->site. */
struct weekly *weekly_ask(struct ctx *c);
/* Once they are read, in the language in use. */
void weekly_read(struct ctx *c, struct weekly *figures);

#endif
