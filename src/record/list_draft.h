/* SPDX-License-Identifier: ISC */
/* Inside record/list*.c only: a list while it is composed from what an address asks for. */
#ifndef RECORD_LIST_DRAFT_H
#define RECORD_LIST_DRAFT_H

#include "record/list.h"

struct draft {
	struct ctx *c;
	struct list *list;
	struct buf *where;
	size_t indexed;                 /* so much of it is what an index is made of */
	list_source *value;
	void *arg;
	const char *column, *type;      /* of the sort */
	const char *id;                 /* of the same table: an index holds both */
	bool may_be_null;
	struct buf *place, *rest;       /* where this page begins; what comes after all of that, or empty */
};

enum { LIST_ARGS_MAX = 64 };

/* Bind a value; returns its place, for "$%zu". */
size_t draft_bind(struct draft *d, const char *value);
/* What is asked for under ${name}; "" when nothing is. */
const char *draft_asked(const struct draft *d, const char *name);
const char *draft_column(struct draft *d, const struct field *f);
/* ${name} asks for something that cannot be read: nothing is found then, not everything (case I). */
void draft_odd(struct draft *d, const char *name);
/* list_filter.c: the conditions of all filters. */
void draft_filters(struct draft *d);

#endif
