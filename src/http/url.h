/* SPDX-License-Identifier: ISC */
/* Writing and checking addresses: percent-encoding, query strings, safe targets for redirects and links. */
#ifndef HTTP_URL_H
#define HTTP_URL_H

#include "base/str.h"
#include "http/request.h"

void url_put(struct buf *to, const char *text);           /* percent-encoded for a path segment or query value */
char *url_encode(const void *parent, const char *text);
/* Decode %XX (and '+' when ${plus}) in place; NULL when an escape is broken or the result is not clean UTF-8. */
char *url_decode(char *text, bool plus);
/* "${path}?…" with ${name} set to ${value} (NULL: removed) and the other pairs kept, in order; empty values are dropped. */
char *url_with(const void *parent, const char *path, const struct pairs *query, const char *name, const char *value);
/* A path on this site: starts with one "/", no "//", no "\\", no scheme, no control bytes.  For `next=`. */
bool url_is_local(const char *target);
/* http, https or mailto; for links that people typed. */
bool url_is_link(const char *target);

#endif
