/* SPDX-License-Identifier: ISC */
/* Goal: the address that a mail is answered to fits into mail and cannot be made up (RX.6), and of an answer only what its writer wrote is kept, whatever program wrote the rest (issue 14, point 4). */
#include "base/random.h"
#include "base/str.h"
#include "message/reply.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct reply_to to = { 3, 17, 4242, 98765, 20789 };

static int
setup(void **state)
{
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
addresses_are_signed(void **state)
{
	char *address = reply_address(*state, "key", "portal@example.com", &to), *sign;
	struct reply_to read;

	assert_true(str_starts(address, "portal+3-11-1092-181cd-5135-"));
	assert_true(reply_read(*state, "key", "portal@example.com", mem_fmt(*state, "某人 <a@b.c>, <%s>", address), &read));
	assert_memory_equal(&read, &to, sizeof to);
	/* A server that changes the case. */
	for (char *s = address; *s != '\0'; s++)
		*s = (char)(*s >= 'a' && *s <= 'z' ? *s - 'a' + 'A' : *s);
	assert_true(reply_read(*state, "key", "portal@example.com", address, &read));
	assert_false(reply_read(*state, "another", "portal@example.com", address, &read));
	assert_false(reply_read(*state, "", "portal@example.com", address, &read));
	assert_false(reply_read(*state, "key", "", address, &read));
	sign = strstr(address, "-5135-");
	sign[4] = '6';
	assert_false(reply_read(*state, "key", "portal@example.com", address, &read));
	assert_null(reply_address(*state, "", "portal@example.com", &to));
	assert_null(reply_address(*state, "key", "", &to));
}

static void
addresses_fit(void **state)
{
	const struct reply_to large = { INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX, 20789 };
	const char *address = reply_address(*state, "key", "gatehouse@example.com", &to);

	assert_true(strcspn(address, "@") <= 64);
	assert_null(reply_address(*state, "key", "gatehouse@example.com", &large));
}

static void
only_the_answer_is_kept(void **state)
{
	static const char *const marks[] = { "—— 请在此线以上回复 ——", "—— Reply above this line ——", NULL }, *const names[] = { "portal@example.com", "portal+", NULL };
	static const struct {
		const char *text, *kept;
	} answers[] = {
		{ "同意。", "同意。" },
		{ "Yes.\r\n\r\nTwo lines.\r\n", "Yes.\n\nTwo lines.\n" },
		{ "Yes.\n\nOn Tue, Dec 1, 2026 at 10:00 AM Gatehouse · East <portal@example.com> wrote:\n\n> —— Reply above this line ——\n>\n> old\n", "Yes." },
		{ "Yes.\n\nOn Tue, Dec 1, 2026 at 10:00 AM Gatehouse · East <\nportal@example.com> wrote:\n\n> —— Reply above this line ——\n", "Yes." },
		{ "好的\n\n------------------ 原始邮件 ------------------\n发件人: \"上线门户\" <portal+1-2@example.com>;\n发送时间: 2026年12月1日\n收件人: \"某人\"\n主题: x\n\n—— 请在此线以上回复 ——\n旧", "好的" },
		{ "OK\n\n________________________________\nFrom: Gatehouse <portal@example.com>\nSent: Tuesday\nTo: A\nSubject: x\n\n—— Reply above this line ——\nold", "OK" },
		{ "Yes.\n-- \nA. B.\nTel. 1\n", "Yes." },
		{ "> quoted line\nanswered within\n", "> quoted line\nanswered within\n" },
		{ "—— 请在此线以上回复 ——\n旧", "" },
		{ "Write to portal@example.com\n1\n2\n3\n4\n5\n6\n7\n8\n\n—— Reply above this line ——\n", "Write to portal@example.com\n1\n2\n3\n4\n5\n6\n7\n8" },
		{ "", "" },
	};

	for (size_t i = 0; i < ARRAY_LEN(answers); i++)
		assert_string_equal(reply_text(*state, answers[i].text, marks, names), answers[i].kept);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses_are_signed),
		cmocka_unit_test(addresses_fit),
		cmocka_unit_test(only_the_answer_is_kept),
	};

	return (cmocka_run_group_tests(tests, setup, teardown));
}
