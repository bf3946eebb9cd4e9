/* SPDX-License-Identifier: ISC */
#include "base/random.h"

#include "base/str.h"

#include <sodium.h>
#include <string.h>

static void
seal_key(const char *key, const char *purpose, unsigned char out[crypto_secretbox_KEYBYTES])
{
	crypto_auth_hmacsha256_state state;

	_Static_assert(crypto_secretbox_KEYBYTES == crypto_auth_hmacsha256_BYTES, "a digest is a key");
	crypto_auth_hmacsha256_init(&state, (const unsigned char *)key, strlen(key));
	crypto_auth_hmacsha256_update(&state, (const unsigned char *)purpose, strlen(purpose) + 1);
	crypto_auth_hmacsha256_final(&state, out);
}

char *
seal_close(const void *parent, const char *key, const char *purpose, const char *text)
{
	size_t n = strlen(text), sealed_n = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + n;
	size_t room = sodium_base64_ENCODED_LEN(sealed_n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	unsigned char *sealed = mem_array(parent, unsigned char, sealed_n), by[crypto_secretbox_KEYBYTES];
	char *out = mem_array(parent, char, room);

	seal_key(key, purpose, by);
	random_bytes(sealed, crypto_secretbox_NONCEBYTES);
	(void)crypto_secretbox_easy(sealed + crypto_secretbox_NONCEBYTES, (const unsigned char *)text, n, sealed, by);
	sodium_bin2base64(out, room, sealed, sealed_n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	sodium_memzero(by, sizeof by);
	mem_free(sealed);
	return (out);
}

char *
seal_open(const void *parent, const char *key, const char *purpose, const char *sealed)
{
	size_t room = strlen(sealed) + 1, n = 0;
	unsigned char *bytes = mem_array(parent, unsigned char, room), by[crypto_secretbox_KEYBYTES];
	char *out = NULL;

	if (sodium_base642bin(bytes, room, sealed, strlen(sealed), NULL, &n, NULL, sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
	    n < crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES)
		return (NULL);
	out = mem_array(parent, char, n + 1);
	seal_key(key, purpose, by);
	if (crypto_secretbox_open_easy((unsigned char *)out, bytes + crypto_secretbox_NONCEBYTES, n - crypto_secretbox_NONCEBYTES, bytes, by) != 0)
		out = NULL;
	sodium_memzero(by, sizeof by);
	mem_free(bytes);
	return (out);
}
