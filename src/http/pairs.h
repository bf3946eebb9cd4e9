/* SPDX-License-Identifier: ISC */
/* Building lists of pairs; reading them is in request.h. */
#ifndef HTTP_PAIRS_H
#define HTTP_PAIRS_H

#include "http/request.h"

/*
 * Append ${name} and ${value}, which must live as long as ${parent}.
 * ERR_INVALID for a bad name, ERR_TOO_LARGE after PAIRS_MAX pairs.
 */
struct err *pairs_add(const void *parent, struct pairs *pairs, const char *name,
    const char *value) MUST_CHECK;

#endif
