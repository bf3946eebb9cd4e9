/* SPDX-License-Identifier: ISC */
/* The second factor (RFC 6238) through liboath; steps are single use (the database remembers the last). */
#ifndef ACCESS_TOTP_H
#define ACCESS_TOTP_H

#include "base/err.h"
#include <stdbool.h>
#include <stdint.h>

char *totp_secret(const void *parent);                                   /* 160 random bits, Base32 */
bool totp_check(const char *secret, const char *code, int64_t now, int64_t *step); /* window of one step to each side */
char *totp_uri(const void *parent, const char *secret, const char *login, const char *issuer);
char *totp_qr_path(const void *parent, const char *uri, int *modules);   /* SVG path data of the QR code and its size */

#endif
