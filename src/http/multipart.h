/* SPDX-License-Identifier: ISC */
/*
 * multipart/form-data (RFC 7578) as a stream: fixed memory, no state outside
 * the struct, limits on parts, headers and fields; what is not well formed is
 * an error, never silence.  Written by hand because Debian has no parser that
 * streams and survives hostile input (see ARCHITECTURE.md, "libraries").
 */
#ifndef HTTP_MULTIPART_H
#define HTTP_MULTIPART_H

#include "base/err.h"
#include <stdbool.h>
#include <stddef.h>

struct multipart_part {
	char name[128];
	char filename[1024];    /* 255 Chinese characters are 765 bytes */
	char type[96];
	bool is_file;
};

/* Called for each part in turn: begin, data (any number of times), end. */
struct multipart_sink {
	struct err *(*begin)(void *arg, const struct multipart_part *part);
	struct err *(*data)(void *arg, const char *bytes, size_t n);
	struct err *(*end)(void *arg);
	void *arg;
};

struct multipart;

/* Finds and checks the boundary; copies ${sink}. */
struct err *multipart_new(const void *parent, const char *content_type,
    const struct multipart_sink *sink, struct multipart **out) MUST_CHECK;
/* An error of the sink is passed on; after any error the parser must not be used. */
struct err *multipart_feed(struct multipart *m, const char *bytes, size_t n) MUST_CHECK;
/* OK only after the closing delimiter. */
struct err *multipart_done(const struct multipart *m) MUST_CHECK;

#endif
