/* SPDX-License-Identifier: ISC */
/*
 * Lists of one kind: filters, sort and keyset paging, from the address.
 * Composes SQL from the declarations only; every value is bound.  The same
 * list feeds the page and the exports.
 */
#ifndef RECORD_LIST_H
#define RECORD_LIST_H

#include "record/record.h"

enum { LIST_PAGE = 25 };

struct list {
	const struct kind *kind;
	const char *sort;               /* field or common column */
	bool descending;
	const char *column, *sort_value, *from; /* composed; internal */
	bool is_filtered;
	const char **odd;               /* names of what cannot be read, NULL-terminated: then nothing is found */
	size_t n_odd;
	bool finds_nothing;             /* set by whoever knows that more was asked for than a list can read */
	const char *rest;               /* the part after ${from}, or NULL; internal */
	const char **args;
	size_t n_args;
	struct rows *rows;              /* LIST_PAGE + 1 at most after the wait */
};

/* ${value} gives the query's value of a name ("" when absent). What cannot be read is noted in list->odd and finds nothing. */
typedef const char *list_source(void *arg, const char *name);

struct list *list_new(struct ctx *c, const struct kind *kind, list_source *value, void *arg);
bool list_knows(const struct kind *kind, const char *name);      /* is there such a filter, order or place? */
void list_ask(struct ctx *c, struct list *list);
/* What is queued from here on is planned for its values: worth its half millisecond where a rare one may be asked for; false ends it. */
void list_plan(struct ctx *c, bool by_value);
size_t list_count(const struct list *list);                      /* rows to show, at most LIST_PAGE */
bool list_has_next(const struct list *list);
char *list_after(struct ctx *c, const struct list *list);        /* value of after= for the next page */
/* The same list in full, streamed; each row has number, state, fields in order of list_columns. */
const struct field **list_columns(struct ctx *c, const struct kind *kind, bool exported);
struct err *list_stream(struct ctx *c, const struct list *list, struct err *(*each)(void *arg, const struct rows *row), void *arg) MUST_CHECK;

#endif
