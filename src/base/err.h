/* SPDX-License-Identifier: ISC */
/*
 * Errors as values with a trace. A function that can fail returns
 * `struct err *`; NULL (OK) is success. RAISE starts an error, TRY passes it up and adds
 * its place, and the function that handles it calls err_free. A form with
 * mistakes is not an error (see form/form.h).
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include "base/mem.h"
#include <stdbool.h>

/* Kinds of error, as far as the replies differ; web/serve.c maps them to replies. */
enum err_kind {
	ERR_INTERNAL,    /* 500: a fault of ours; the trace goes to the log, the request id to the page */
	ERR_INVALID,     /* 400: the request is broken */
	ERR_VALUE,       /* 422: the database refused a value; serve.c asks the page to show its form with a complaint, and logs it as a fault */
	ERR_LOGIN,       /* 303 to /login, or the log-in form around what was posted */
	ERR_FORBIDDEN,   /* 403: a known person without the right */
	ERR_NOT_FOUND,   /* 404: does not exist, or this person may not see it */
	ERR_METHOD,      /* 405 */
	ERR_CONFLICT,    /* 409: someone else changed the record */
	ERR_TOO_LARGE,   /* 413 */
	ERR_TOO_MANY,    /* 429 with Retry-After */
	ERR_UNAVAILABLE, /* 503 with Retry-After: the database is away, all hash slots taken */
};

struct err;

#define OK ((struct err *)0)
#define RAISE(kind, ...) err_raise((kind), __func__, __FILE__, __LINE__, __VA_ARGS__)

/* The only macro that hides a return. */
#define TRY(call)                                                              \
	do {                                                                   \
		struct err *try_err_ = (call);                                 \
		if (try_err_ != OK)                                            \
			return (err_pass(try_err_, __func__, __FILE__, __LINE__)); \
	} while (0)

struct err *err_raise(enum err_kind kind, const char *func, const char *file, int line,
    const char *fmt, ...) PRINTF_LIKE(5, 6) MUST_CHECK;
struct err *err_pass(struct err *err, const char *func, const char *file, int line) MUST_CHECK;
/*
 * A sentence for the person who reads the answer, as a key of the catalogues
 * (view/words.h).  Copies ${key}; returns ${err} so that it chains.
 */
struct err *err_say(struct err *err, const char *key) MUST_CHECK;
/*
 * Marks an error that somebody must act on (a full disk, an unreachable database), for the log
 * and the page. Returns ${err}.
 */
struct err *err_weigh(struct err *err) MUST_CHECK;
bool err_is_grave(const struct err *err);
enum err_kind err_kind(const struct err *err);
const char *err_said(const struct err *err);   /* the key of err_say, or NULL */
const char *err_text(const struct err *err);   /* what failed: for the log, never for a page */
char *err_trace(const void *parent, const struct err *err); /* one line: text and places */
void err_free(struct err *err);                /* NULL is fine */

#endif
