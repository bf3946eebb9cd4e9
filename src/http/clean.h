/* SPDX-License-Identifier: ISC */
/* Which bytes are accepted at all.  The whole http layer uses these functions. */
#ifndef HTTP_CLEAN_H
#define HTTP_CLEAN_H

#include <stdbool.h>
#include <stddef.h>

/* Valid UTF-8 without control bytes: headers, paths, file names. */
bool clean_line(const char *s, size_t n);
/* The same with tab, CR and LF: what people type into forms. */
bool clean_text(const char *s, size_t n);
/* A name of a pair: 1 to PAIR_NAME_MAX of [A-Za-z0-9_.-]. */
bool clean_name(const char *s, size_t n);
/* CRLF and lone CR become LF, in place; returns the new length. */
size_t clean_newlines(char *s, size_t n);

#endif
