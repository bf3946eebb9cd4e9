/* SPDX-License-Identifier: ISC */
/*
 * Filters in the query of an address, read like typed input (base/typed.h).  A filter that cannot be read is
 * never ignored: the page names it and shows no rows, and a download is refused (web/serve.c), because it would
 * not contain what was asked for (case I).
 */
#ifndef WEB_ASKED_H
#define WEB_ASKED_H

#include "web/visit.h"

/* NULL: not asked for, or not understood. */
const char *asked_date(struct visit *v, const char *name);      /* "YYYY-MM-DD" */
const char *asked_id(struct visit *v, const char *name);
const char *asked_int(struct visit *v, const char *name, int64_t min, int64_t max);
const char *asked_number(struct visit *v, const char *name);    /* of a record */
const char *asked_word(struct visit *v, const char *name, const char *words);  /* one of the blank-separated ${words} */
/* Anything that is asked for twice, or has no name among the blank-separated ${names}. */
void asked_only(struct visit *v, const char *names);
/* ERR_INVALID for a download whose filters could not be read. */
struct err *asked_check(const struct visit *v) MUST_CHECK;
/* Lists on the page the filters that could not be read. */
void asked_put(struct visit *v);
/* This is not understood. */
void asked_is_odd(struct visit *v, const char *name);

#endif
