/* SPDX-License-Identifier: ISC */
/*
 * Random bytes, tokens, keyed and plain digests, seals, constant-time compare.  No other file uses
 * libsodium's core.
 */
#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H

#include "base/mem.h"
#include <stdbool.h>
#include <stdint.h>

#define DIGEST_BYTES 32
#define TOKEN_TEXT 65      /* 256 bits as hex and a NUL */

void random_start(void);                                       /* once per process; ends the process if there is no entropy */
void random_bytes(void *out, size_t n);
char *random_token(const void *parent);                        /* 256 bits, hex */
char *random_code(const void *parent, size_t chars);           /* letters and digits that are not mistaken for one another */
void digest_sha256(const void *data, size_t n, unsigned char out[DIGEST_BYTES]);
char *digest_hex(const void *parent, const char *text);        /* SHA-256 of a string, hex: how tokens are stored */
/* SHA-256 of a file, hex, and how many bytes it has; NULL: it cannot be read, errno says why. */
char *digest_file(const void *parent, const char *path, int64_t *size);
/* Keyed digest of ${n} bytes under ${key} (BLAKE2b, 128 bits, hex): quick, for much that is compared soon and kept nowhere. */
char *digest_quick(const void *parent, const char *key, const void *data, size_t n);
/* Keyed digest (HMAC-SHA-256) of ${purpose}, a NUL and ${text} under ${key}, hex. */
char *digest_keyed(const void *parent, const char *key, const char *purpose, const char *text);
/* HMAC-SHA-256 of ${n} bytes under ${key}, as others compute it (RFC 2104). */
void digest_hmac(const char *key, const void *data, size_t n, unsigned char out[DIGEST_BYTES]);
char *digest_base64(const void *parent, const unsigned char digest[DIGEST_BYTES]);     /* with padding (RFC 4648, 4) */
/*
 * ${text} sealed under ${key} and ${purpose}: only who has both reads it, and a changed one is not read.  In letters, digits, "-" and "_".
 * Opened under another key or purpose, or changed: NULL.
 */
char *seal_close(const void *parent, const char *key, const char *purpose, const char *text);
char *seal_open(const void *parent, const char *key, const char *purpose, const char *sealed);
bool digest_same(const char *a, const char *b);                /* constant time for equal lengths; NULL is never the same */

#endif
