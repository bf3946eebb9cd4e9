/* SPDX-License-Identifier: ISC */
/* The signed link with which whoever gets a mail ends such mail, without a log-in (RFC 8058). It says whose mail of which kinds, and cannot be made or changed without the key of the installation. */
#ifndef MESSAGE_LINK_H
#define MESSAGE_LINK_H

#include "base/mem.h"
#include <stdbool.h>

struct stop {
	const char *site_id, *account_id;
	const char *topics;             /* blank-separated; "": all */
};

/* For an address: letters, digits, "-" and "_". NULL: the installation has no key. */
char *link_stop(const void *parent, const char *key, const struct stop *stop);
/* False: not signed under this key. The parts belong to ${parent}. */
bool link_stop_read(const void *parent, const char *key, const char *token, struct stop *out);

#endif
