/* SPDX-License-Identifier: ISC */
#include "base/random.h"

#include "base/str.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

void
digest_sha256(const void *data, size_t n, unsigned char out[DIGEST_BYTES])
{
	crypto_hash_sha256(out, data, n);
}

char *
digest_hex(const void *parent, const char *text)
{
	unsigned char out[DIGEST_BYTES];

	digest_sha256(text, strlen(text), out);
	return (str_hex(parent, out, sizeof out));
}

char *
digest_file(const void *parent, const char *path, int64_t *size)
{
	crypto_hash_sha256_state state;
	unsigned char out[DIGEST_BYTES], chunk[16384];
	FILE *f = fopen(path, "re");
	size_t n;
	bool failed;

	if (f == NULL)
		return (NULL);
	crypto_hash_sha256_init(&state);
	for (*size = 0; (n = fread(chunk, 1, sizeof chunk, f)) > 0; *size += (int64_t)n)
		crypto_hash_sha256_update(&state, chunk, n);
	failed = ferror(f) != 0;
	fclose(f);
	crypto_hash_sha256_final(&state, out);
	return (failed ? NULL : str_hex(parent, out, sizeof out));
}

char *
digest_keyed(const void *parent, const char *key, const char *purpose, const char *text)
{
	crypto_auth_hmacsha256_state state;
	unsigned char out[DIGEST_BYTES];

	crypto_auth_hmacsha256_init(&state, (const unsigned char *)key, strlen(key));
	/* With its NUL, so that no purpose and text can be read as another pair. */
	crypto_auth_hmacsha256_update(&state, (const unsigned char *)purpose, strlen(purpose) + 1);
	crypto_auth_hmacsha256_update(&state, (const unsigned char *)text, strlen(text));
	crypto_auth_hmacsha256_final(&state, out);
	return (str_hex(parent, out, sizeof out));
}

void
digest_hmac(const char *key, const void *data, size_t n, unsigned char out[DIGEST_BYTES])
{
	crypto_auth_hmacsha256_state state;

	crypto_auth_hmacsha256_init(&state, (const unsigned char *)key, strlen(key));
	crypto_auth_hmacsha256_update(&state, data, n);
	crypto_auth_hmacsha256_final(&state, out);
}

char *
digest_base64(const void *parent, const unsigned char digest[DIGEST_BYTES])
{
	size_t room = sodium_base64_ENCODED_LEN(DIGEST_BYTES, sodium_base64_VARIANT_ORIGINAL);
	char *out = mem_array(parent, char, room);

	sodium_bin2base64(out, room, digest, DIGEST_BYTES, sodium_base64_VARIANT_ORIGINAL);
	return (out);
}

char *
digest_quick(const void *parent, const char *key, const void *data, size_t n)
{
	unsigned char out[crypto_generichash_BYTES_MIN];
	size_t len = strlen(key);

	(void)crypto_generichash(out, sizeof out, data, n, (const unsigned char *)key, len < crypto_generichash_KEYBYTES_MAX ? len : crypto_generichash_KEYBYTES_MAX);
	return (str_hex(parent, out, sizeof out));
}

bool
digest_same(const char *a, const char *b)
{
	size_t n;

	if (a == NULL || b == NULL)
		return (false);
	n = strlen(a);
	return (n == strlen(b) && sodium_memcmp(a, b, n) == 0);
}
