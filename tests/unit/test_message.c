/* SPDX-License-Identifier: ISC */
/* Goal: what robots are told fits them and is signed as they check it, their answers are read for what they say (issue 14, point 3); the link of a mail cannot be made up (RFC 8058). */
#include "base/random.h"
#include "base/str.h"
#include "message/link.h"
#include "message/robot.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

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

/* RFC 4231, case 2. */
static void
hmac_is_everybody_s(void **state)
{
	unsigned char digest[DIGEST_BYTES];

	digest_hmac("Jefe", "what do ya want for nothing?", 28, digest);
	assert_string_equal(str_hex(*state, digest, sizeof digest), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
	assert_string_equal(digest_base64(*state, digest), "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=");
}

static struct item
item_of(const char *title)
{
	return ((struct item){ .id = "7", .what = "moved", .topic = "progress", .said = "状态更新", .actor = "李娜", .at = "2026-11-30 09:00", .at_utc = "2026-11-30T01:00:00Z", .kind = "requirement",
		.kind_said = "需求", .state = "accepted", .state_said = "已受理", .number = "REQ-2026-0001", .title = title, .record_id = "1", .url = "https://portal.test/east/requirements/REQ-2026-0001" });
}

static void
texts_fit_the_robot(void **state)
{
	const struct vendor *wecom = robot_vendor("wecom");
	struct item list[5];
	struct items items = { "华东业务站", "east", "7", list, robot_most(wecom) };
	char title[200 * 4 + 1] = "";
	struct robot_post post;
	json_t *body;

	for (int i = 0; i < 200; i++)
		memcpy(title + i * 4, "𠮷", 5);
	for (size_t i = 0; i < items.n; i++)
		list[i] = item_of(title);
	post = robot_compose(*state, wecom, "https://robot.test/?key=1", "", &items, 1000);
	body = json_loads(post.body, 0, NULL);
	assert_in_range(json_string_length(json_object_get(json_object_get(body, "text"), "content")), 500, 2048);
	assert_non_null(strstr(post.body, "REQ-2026-0001"));
	json_decref(body);
}

static void
addresses_and_bodies_are_signed(void **state)
{
	struct item item = item_of("标题");
	struct items items = { "华东业务站", "east", "7", &item, 1 };
	struct robot_post post = robot_compose(*state, robot_vendor("dingtalk"), "https://robot.test/send?access_token=x", "SECa", &items, 1700000000123);

	assert_non_null(strstr(post.url, "&timestamp=1700000000123&sign="));
	assert_null(strpbrk(strstr(post.url, "sign=") + 5, "+/="));
	assert_string_equal(robot_compose(*state, robot_vendor("dingtalk"), "https://robot.test/", "", &items, 1).url, "https://robot.test/");
	post = robot_compose(*state, robot_vendor("feishu"), "https://robot.test/", "SECa", &items, 1700000000123);
	assert_non_null(strstr(post.body, "\"timestamp\":\"1700000000\""));
	post = robot_compose(*state, robot_vendor("webhook"), "https://robot.test/", "secret-of-sixteen", &items, 1700000000123);
	assert_string_equal(post.headers[0], "Idempotency-Key: 7");
	assert_non_null(strstr(post.headers[2], "sha256="));
	assert_null(post.headers[3]);
}

static void
answers_say_what_became_of_it(void **state)
{
	static const struct {
		const char *vendor;
		long status;
		const char *body, *why;
		int64_t wait;
	} answers[] = {
		{ "wecom", 200, "{\"errcode\":0,\"errmsg\":\"ok\"}", NULL, 0 },
		{ "wecom", 200, "{\"errcode\":45009,\"errmsg\":\"freq\"}", "errcode 45009: freq", 60 },
		{ "dingtalk", 200, "{\"errcode\":310000,\"errmsg\":\"sign not match\"}", "errcode 310000: sign not match", 0 },
		{ "dingtalk", 200, "{\"errcode\":130101}", "errcode 130101: ", 600 },
		{ "feishu", 200, "{\"code\":0,\"msg\":\"success\",\"data\":{}}", NULL, 0 },
		{ "feishu", 200, "{\"code\":19021,\"msg\":\"sign\"}", "code 19021: sign", 0 },
		{ "feishu", 200, "<html>", "the answer does not say whether it was taken", 0 },
		{ "wecom", 200, "{\"errcode\":\"0\"}", "the answer does not say whether it was taken", 0 },
		{ "wecom", 502, "", "HTTP 502", 0 },
		{ "webhook", 204, "", NULL, 0 },
		{ "webhook", 302, "", "HTTP 302", 0 },
		{ "webhook", 429, "", "HTTP 429", 60 },
	};

	for (size_t i = 0; i < ARRAY_LEN(answers); i++) {
		int64_t wait;
		const char *why = robot_refusal(*state, robot_vendor(answers[i].vendor), answers[i].status, answers[i].body, &wait);

		assert_int_equal(wait, answers[i].wait);
		if (answers[i].why == NULL)
			assert_null(why);
		else
			assert_string_equal(why, answers[i].why);
	}
}

static void
links_are_signed(void **state)
{
	const struct stop stop = { "3", "17", "talk progress" };
	char *token = link_stop(*state, "key", &stop);
	struct stop read;

	assert_true(link_stop_read(*state, "key", token, &read));
	assert_string_equal(read.site_id, "3");
	assert_string_equal(read.account_id, "17");
	assert_string_equal(read.topics, "talk progress");
	assert_false(link_stop_read(*state, "another", token, &read));
	assert_false(link_stop_read(*state, "", token, &read));
	assert_null(link_stop(*state, "", &stop));
	token[5] = token[5] == 'A' ? 'B' : 'A';
	assert_false(link_stop_read(*state, "key", token, &read));
	assert_false(link_stop_read(*state, "key", robot_seal(*state, "key", "3/17/"), &read));
}

static void
secrets_are_sealed(void **state)
{
	char *sealed = robot_seal(*state, "key", "https://robot.test/?key=1");

	assert_null(strstr(sealed, "robot"));
	assert_string_equal(robot_unseal(*state, "key", sealed), "https://robot.test/?key=1");
	assert_null(robot_unseal(*state, "another", sealed));
	assert_string_equal(robot_unseal(*state, "", robot_seal(*state, "", "")), "");
	assert_null(robot_seal(*state, "", "x"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hmac_is_everybody_s),
		cmocka_unit_test(texts_fit_the_robot),
		cmocka_unit_test(addresses_and_bodies_are_signed),
		cmocka_unit_test(answers_say_what_became_of_it),
		cmocka_unit_test(links_are_signed),
		cmocka_unit_test(secrets_are_sealed),
	};

	return (cmocka_run_group_tests(tests, setup, teardown));
}
