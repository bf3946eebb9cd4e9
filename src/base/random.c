/* SPDX-License-Identifier: ISC */
#include "base/random.h"

#include "base/log.h"
#include "base/str.h"

#include <sodium.h>
#include <stdlib.h>

#define TOKEN_BYTES 32

void
random_start(void)
{
	if (sodium_init() >= 0)
		return;
	log_line(LOG_ERROR, "no source of randomness");
	exit(1);
}

void
random_bytes(void *out, size_t n)
{
	randombytes_buf(out, n);
}

char *
random_token(const void *parent)
{
	unsigned char bytes[TOKEN_BYTES];

	randombytes_buf(bytes, sizeof bytes);
	return (str_hex(parent, bytes, sizeof bytes));
}

char *
random_code(const void *parent, size_t chars)
{
	/* Without 0 O, 1 I L, and U, which reads as V. */
	static const char letters[] = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
	enum { LETTERS = sizeof letters - 1, FAIR = 256 / LETTERS * LETTERS };
	char *code = mem_array(parent, char, chars + 1);
	unsigned char bytes[TOKEN_BYTES];
	size_t i = 0;

	/*
	 * Draw many bytes at once, since each draw asks the kernel.  The highest values are
	 * skipped because they would make the first letters likelier.
	 */
	while (i < chars) {
		randombytes_buf(bytes, sizeof bytes);
		for (size_t k = 0; k < sizeof bytes && i < chars; k++)
			if (bytes[k] < FAIR)
				code[i++] = letters[bytes[k] % LETTERS];
	}
	return (code);
}
