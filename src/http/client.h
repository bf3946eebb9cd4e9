/* SPDX-License-Identifier: ISC */
/*
 * Whose request is it?  The peer is the last machine on the way, often a
 * proxy.  What proxies say of those before them ("X-Forwarded-For", each adds
 * its peer at the right) is believed from trusted ones alone, because anybody
 * can send such a line (finding S3).
 */
#ifndef HTTP_CLIENT_H
#define HTTP_CLIENT_H

#include "base/mem.h"
#include <stdbool.h>

/*
 * The address nearest to us that is no trusted proxy.  ${trusted} is a list for network_has, ${forwarded} the line or NULL.
 * From the right, each address counts while the one after it is trusted; what is no address ends the walk, and so does the
 * beginning of the line.  NULL only when ${peer} is NULL.
 */
char *client_address(const void *parent, const char *trusted, const char *peer, const char *forwarded);

#endif
