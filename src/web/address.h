/* SPDX-License-Identifier: ISC */
/*
 * What a pattern of the route table ("/{site}/{kind}/{number}") means: which paths fit it, and the same as a regular
 * expression for nginx.  An address has one spelling; a path that is written otherwise fits no pattern (issue 9, 1.1).
 * Which page answers and whose turn it is, web/route.h and web/location.h say.
 */
#ifndef WEB_ADDRESS_H
#define WEB_ADDRESS_H

#include "base/str.h"
#include <stdbool.h>

/*
 * Is a letter, digit, "-", ".", "_" or "~" escaped in this path as it was sent, although it never needs to be (RFC 3986, 2.3)?  nginx
 * decodes it before it chooses a location; what else has two spellings is refused before (http/path.h).
 */
bool address_is_disguised(const char *path_raw);
/* Does the decoded path fit, segment by segment, and may each argument be what it is there? */
bool address_fits(const char *pattern, const char *path);
/* Appends the pattern as an expression, without anchors, that fits the same paths. */
void address_put(struct buf *b, const char *pattern);
/* Is this the fixed first segment of an address ("login"), so that no site may be called so? */
bool address_is_fixed(const char *segment);

#endif
