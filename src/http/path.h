/* SPDX-License-Identifier: ISC */
/*
 * The path of a request: one spelling per page, so that a rule about a path
 * cannot be evaded by a different spelling.
 */
#ifndef HTTP_PATH_H
#define HTTP_PATH_H

#include "base/err.h"
#include <stddef.h>

/*
 * Decode and check the ${n} bytes at ${raw}.  ERR_TOO_LARGE over
 * PATH_MAX_BYTES; ERR_INVALID for anything but "/" and non-empty segments that
 * are neither "." nor "..", and for "%", "\", ";", "#", encoded slashes,
 * control bytes or broken UTF-8.  A slash at the end is kept: routing decides.
 */
struct err *path_read(const void *parent, const char *raw, size_t n, char **out) MUST_CHECK;

#endif
