/* SPDX-License-Identifier: ISC */
/*
 * Lists of one kind: filters, sort and keyset paging, from the address.
 * Composes SQL from the declarations only; every value is bound.  The same
 * list feeds the page and the exports.
 */
#ifndef RECORD_LIST_H
#define RECORD_LIST_H

#include "record/record.h"

enum { LIST_PAGE = 25, LIST_COLUMNS_MAX = 64, LIST_COUNT_MAX = 1000 };

/* Columns that every list can have; those of the kind's fields follow, in their order.  A set of columns has a bit for each: tests/unit/test_rows.c counts those of every kind. */
enum list_common { LIST_DUE, LIST_WAITS, LIST_CHANGED, LIST_CREATED, LIST_AUTHOR, LIST_COMMON };
#define LIST_BIT(column) ((uint64_t)1 << (column))

/* How much of a list is read, and in which order. */
enum list_view {
	LIST_ROWS,              /* a page of it */
	LIST_BOARD,             /* by day, as much as a board holds */
	LIST_MONTH,             /* what is due in one month */
};
enum { LIST_BOARD_MAX = 200, LIST_MONTH_MAX = 400 };

struct list {
	const struct kind *kind;
	const char *sort;               /* field or common column */
	bool descending;
	enum list_view view;
	uint64_t columns;               /* which are read, besides those every row has */
	const char *column, *sort_value, *from; /* composed; internal */
	bool is_filtered;               /* by what no index is made of: planned for its values */
	const char **odd;               /* names of what cannot be read, NULL-terminated: then nothing is found */
	size_t n_odd;
	bool finds_nothing;             /* set by whoever knows that more was asked for than a list can read */
	const char *rest;               /* the part after ${from}, or NULL; internal */
	const char **args;
	size_t n_args;
	const char *where;              /* its conditions without place, with so many arguments; internal */
	size_t n_counted;
	const char *states;             /* if nothing else is asked for than states: which, "" for all; else NULL; internal */
	struct rows *rows;              /* LIST_PAGE + 1 at most after the wait; of a board or a month one more than its most */
	struct rows *counted;
};

/* ${value} gives the query's value of a name ("" when absent). What cannot be read is noted in list->odd and finds nothing. */
typedef const char *list_source(void *arg, const char *name);

struct list *list_new(struct ctx *c, const struct kind *kind, enum list_view view, list_source *value, void *arg);
bool list_knows(const struct kind *kind, const char *name);      /* is there such a filter, order or place? */
void list_ask(struct ctx *c, struct list *list);
/* Queue how many there are of it, but no more than LIST_COUNT_MAX + 1 are counted. */
void list_ask_count(struct ctx *c, struct list *list);
size_t list_total(const struct list *list);                      /* more than LIST_COUNT_MAX: nobody counts how many */
/* What is queued from here on is planned for its values: worth its half millisecond where a rare one may be asked for; false ends it. */
void list_plan(struct ctx *c, bool by_value);
size_t list_most(const struct list *list);                       /* rows that its view shows at once */
size_t list_count(const struct list *list);                      /* rows to show, at most list_most */
bool list_has_next(const struct list *list);
char *list_after(struct ctx *c, const struct list *list);        /* value of after= for the next page */
/* The same list in full, streamed; each row has number, state, fields in order of list_columns. */
const struct field **list_columns(struct ctx *c, const struct kind *kind, bool exported);
struct err *list_stream(struct ctx *c, const struct list *list, struct err *(*each)(void *arg, const struct rows *row), void *arg) MUST_CHECK;

/* The columns that somebody can choose; ${column} is below list_column_count. */
size_t list_column_count(const struct kind *kind);
const char *list_column_name(const struct kind *kind, size_t column);    /* NULL: cannot be one */
const struct field *list_field(const struct kind *kind, size_t column);  /* NULL: of every list, or cannot be one */
uint64_t list_usual(const struct kind *kind);                    /* what is shown to whoever has not chosen */
uint64_t list_chosen(const struct kind *kind, const char *names); /* blank-separated, unknown ones left out */
char *list_column_names(struct ctx *c, const struct kind *kind, uint64_t set);

#endif
