/* SPDX-License-Identifier: ISC */
/* Writing and checking addresses: percent-encoding, query strings, safe targets. */
#ifndef HTTP_URL_H
#define HTTP_URL_H

#include "base/str.h"
#include "http/request.h"

bool url_is_plain(char c);                               /* RFC 3986, "unreserved": never needs an escape anywhere */
/* Percent-encoded for a path segment or a query value. */
void url_put(struct buf *to, const char *text);
char *url_encode(const void *parent, const char *text);
/*
 * Decode %XX (and '+' when ${plus}) in place; NULL when an escape is broken or
 * the result is not UTF-8 or has control bytes other than tab, CR and LF.
 */
char *url_decode(char *text, bool plus);
/*
 * "${path}?…" with ${name} set to ${value} (NULL: removed) and the other pairs
 * kept, in order; empty values are dropped.
 */
char *url_with(const void *parent, const char *path, const struct pairs *query,
    const char *name, const char *value);
/* A path on this site: one "/" first, no "//", no "\", no scheme, no control bytes. For `next=`. */
bool url_is_local(const char *target);
/* http, https or mailto; for links that people typed. */
bool url_is_link(const char *target);

#endif
