/* SPDX-License-Identifier: ISC */
/* Goal: the second factor follows RFC 6238, tells which step a code belongs to, and draws a QR code. */
#include "access/totp.h"
#include "base/random.h"
#include "base/str.h"

#include <setjmp.h>

#include <cmocka.h>

/* "12345678901234567890", the secret of RFC 6238, appendix B. */
#define SECRET "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

static void
vectors(void **state)
{
	/* The last six of the eight digits printed there. */
	static const struct { int64_t now; const char *code; } rows[] = {
		{ 59, "287082" }, { 1111111109, "081804" }, { 1111111111, "050471" },
		{ 1234567890, "005924" }, { 2000000000, "279037" }, { 20000000000, "353130" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		int64_t step = -1;

		assert_true(totp_check(SECRET, rows[i].code, rows[i].now, &step));
		assert_int_equal(step, rows[i].now / 30);
	}
}

static void
window_and_step(void **state)
{
	int64_t step = 0;

	(void)state;
	/* The code of step 1 (30 to 59 s), a step early and late: its own step each time, so that it is used up once. */
	assert_true(totp_check(SECRET, "287082", 29, &step));
	assert_int_equal(step, 1);
	assert_true(totp_check(SECRET, "287082", 89, &step));
	assert_int_equal(step, 1);
	assert_false(totp_check(SECRET, "287082", 90, &step));
}

static void
nonsense(void **state)
{
	static const char *const codes[] = { "", "28708", "2870822", "28708a", " 87082", "-87082", "２８７" };
	int64_t step = 7;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(codes); i++)
		assert_false(totp_check(SECRET, codes[i], 59, &step));
	assert_false(totp_check(NULL, "287082", 59, &step));
	assert_false(totp_check("not base32!", "287082", 59, &step));
	assert_false(totp_check(SECRET, "287082", -1, &step));
	assert_int_equal(step, 7);
}

static void
enrolment(void **state)
{
	void *root = mem_new(NULL, char);
	char *secret, *uri, *path;
	int modules;

	(void)state;
	random_start();
	secret = totp_secret(root);
	assert_int_equal(strlen(secret), 32);
	assert_int_equal(strspn(secret, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"), 32);
	uri = totp_uri(root, SECRET, "li.lei", "上线门户");
	assert_string_equal(uri, "otpauth://totp/%E4%B8%8A%E7%BA%BF%E9%97%A8%E6%88%B7:li.lei?secret=" SECRET
	    "&issuer=%E4%B8%8A%E7%BA%BF%E9%97%A8%E6%88%B7");
	path = totp_qr_path(root, uri, &modules);
	assert_true(modules >= 29);
	assert_true(str_starts(path, "M4 4h1v1h-1z"));
	mem_free(root);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(vectors),
		cmocka_unit_test(window_and_step),
		cmocka_unit_test(nonsense),
		cmocka_unit_test(enrolment),
	};

	return (cmocka_run_group_tests_name("totp", tests, NULL, NULL));
}
