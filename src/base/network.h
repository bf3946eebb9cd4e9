/* SPDX-License-Identifier: ISC */
/*
 * Addresses of the network as text: IPv4 and IPv6 (RFC 5952 for writing),
 * single or with a length ("10.0.0.0/8", "::1"; RFC 4632, RFC 4291).  An IPv4
 * address that came over IPv6 ("::ffff:192.0.2.1") is that IPv4 address.
 * Knows no sockets and asks no name server.
 */
#ifndef BASE_NETWORK_H
#define BASE_NETWORK_H

#include "base/mem.h"
#include <stdbool.h>

enum { NETWORK_LIST_MAX = 64 };

/*
 * The address in its one spelling, or NULL when ${text} is none. A port ("192.0.2.1:80",
 * "[2001:db8::1]:80") or a zone ("fe80::1%eth0") is dropped.
 */
char *network_address(const void *parent, const char *text);
bool network_is_loopback(const char *address);
/*
 * Is the address one that the public network does not lead to (RFC 6890 and its successors), or one that hides another (NAT64, 6to4, Teredo)?
 * What is no address counts as private.
 */
bool network_is_private(const char *address);
/* Is the address in one of these networks, separated by commas and blanks? */
bool network_has(const char *list, const char *address);
/* The first item of the list that is no network, owned by ${parent}; NULL: all are.  Bits beyond the length must be zero. */
char *network_list_fault(const void *parent, const char *list);
/*
 * What counts as one place: an IPv4 address; of IPv6 the first 64 bits ("2001:db8::/64"), because one household
 * usually has all of them. "?" for what is no address.
 */
char *network_place(const void *parent, const char *address);

#endif
