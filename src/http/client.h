/* SPDX-License-Identifier: ISC */
/*
 * Finds the client's address.  The peer is the last machine on the way, often a
 * proxy.  "X-Forwarded-For" (each proxy adds its peer at the right) is believed
 * only from trusted proxies, because anybody can send such a header (finding
 * S3).
 */
#ifndef HTTP_CLIENT_H
#define HTTP_CLIENT_H

#include "base/mem.h"
#include <stdbool.h>

/*
 * The nearest address that is not a trusted proxy. ${trusted} is a list for network_has, ${forwarded} the line
 * or NULL. From the right, each address counts while the one after it is trusted; what is no address ends the
 * walk, and so does the beginning of the line. NULL only when ${peer} is NULL.
 */
char *client_address(const void *parent, const char *trusted, const char *peer, const char *forwarded);

#endif
