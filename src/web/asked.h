/* SPDX-License-Identifier: ISC */
/*
 * What an address asks for behind its "?": filters, read like what is typed (base/typed.h).  One that cannot be read is never left
 * out in silence: the page says so and shows no rows, and as a file it is refused (web/serve.c), for it would hold something else
 * than was asked for (case I).
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
/* A file of something else than was asked for is none: ERR_INVALID. */
struct err *asked_check(const struct visit *v) MUST_CHECK;
/* Says on the page what is not understood. */
void asked_put(struct visit *v);
/* This is not understood. */
void asked_is_odd(struct visit *v, const char *name);

#endif
