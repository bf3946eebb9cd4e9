/* SPDX-License-Identifier: ISC */
/* Goal: tokens are long and differ, digests match published vectors, comparison is exact.  House: "Libraries". */
#include "base/random.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int
setup(void **state)
{
	random_start();
	random_start();
	*state = mem_new(NULL, int);
	return (0);
}

static int
teardown(void **state)
{
	mem_free(*state);
	return (0);
}

static void
test_tokens(void **state)
{
	char *a = random_token(*state), *b = random_token(*state), *code;
	unsigned char bytes[32] = { 0 }, zero[32] = { 0 };

	assert_int_equal(strlen(a), TOKEN_TEXT - 1);
	assert_int_equal(strspn(a, "0123456789abcdef"), TOKEN_TEXT - 1);
	assert_string_not_equal(a, b);
	random_bytes(bytes, sizeof bytes);
	assert_memory_not_equal(bytes, zero, sizeof bytes);
	code = random_code(*state, 500);
	assert_int_equal(strlen(code), 500);
	assert_null(strpbrk(code, "01OILUoilu"));
	assert_int_equal(strlen(random_code(*state, 0)), 0);
	/* Each of 30 letters is expected 16 times among 500. */
	assert_non_null(strchr(code, '2'));
	assert_non_null(strchr(code, 'Z'));
}

static void
test_digests(void **state)
{
	/* FIPS 180-4 examples; the keyed one was computed with openssl dgst -hmac. */
	assert_string_equal(digest_hex(*state, ""),
	    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	assert_string_equal(digest_hex(*state, "abc"),
	    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	assert_string_equal(digest_keyed(*state, "key", "purpose", "text"), "35058abb5ec62506d5ffe528a5a859dbf9ee82f943a6184326e282be9d0abcce");
	assert_string_not_equal(digest_keyed(*state, "k", "ab", "c"), digest_keyed(*state, "k", "a", "bc"));
	assert_string_not_equal(digest_keyed(*state, "k", "a", "c"), digest_keyed(*state, "l", "a", "c"));
}

static void
test_same(void **state)
{
	(void)state;
	assert_true(digest_same("abc", "abc"));
	assert_true(digest_same("", ""));
	assert_false(digest_same("abc", "abd"));
	assert_false(digest_same("abc", "abcd"));
	assert_false(digest_same(NULL, "a"));
	assert_false(digest_same("a", NULL));
	assert_false(digest_same(NULL, NULL));
}

static void
test_seals(void **state)
{
	char *sealed = seal_close(*state, "cookie", "reply", "页面\n"), *other = seal_close(*state, "cookie", "reply", "页面\n");

	assert_string_equal(seal_open(*state, "cookie", "reply", sealed), "页面\n");
	assert_string_equal(seal_open(*state, "c", "p", seal_close(*state, "c", "p", "")), "");
	/* Nothing of the text shows, not even that it is the same one. */
	assert_string_not_equal(sealed, other);
	assert_null(seal_open(*state, "cookies", "reply", sealed));
	assert_null(seal_open(*state, "cookie", "repl", sealed));
	assert_null(seal_open(*state, "cookie", "reply", "not sealed"));
	assert_null(seal_open(*state, "cookie", "reply", ""));
	sealed[strlen(sealed) - 2] = sealed[strlen(sealed) - 2] == 'A' ? 'B' : 'A';
	assert_null(seal_open(*state, "cookie", "reply", sealed));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = { TEST(test_tokens), TEST(test_digests), TEST(test_seals), TEST(test_same) };

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
