/* SPDX-License-Identifier: ISC */
/*
 * Goal: every reply carries the security headers, no value can add a header of its own, nobody is sent off the
 * site, and what is private is not stored (RX.11; house rules: security headers in one place).
 */
#include "http/reply.h"
#include "wire.h"

static struct err *
sink_write(void *wire, const char *bytes, size_t n)
{
	buf_putn(wire, bytes, n);
	return (OK);
}

static struct err *
sink_gone(void *wire, const char *bytes, size_t n)
{
	(void)wire, (void)bytes, (void)n;
	return (RAISE(ERR_UNAVAILABLE, "client has gone"));
}

/* All that would go over the wire. */
static const char *
sent(struct reply *reply, bool head_only)
{
	struct buf *wire = buf_new(reply);
	struct reply_sink sink = {sink_write, wire};

	wire_must(reply_send(reply, &sink, head_only));
	return (wire->data);
}

static const char *
body_of(const char *text)
{
	const char *end = strstr(text, "\r\n\r\n");

	assert_non_null(end);
	return (end + 4);
}

#define HAS(text, part) \
	do { \
		if (strstr(text, part) == NULL) \
			fail_msg("no \"%s\" in:\n%s", part, text); \
	} while (0)
#define LACKS(text, part) assert_null(strstr(text, part))

static void
test_plain(void **state)
{
	struct reply *reply = reply_new(*state);
	const char *got;

	buf_put(reply->body, "<p>中</p>");
	got = sent(reply, false);
	assert_int_equal(strncmp(got, "Status: 200 OK\r\n", 16), 0);
	HAS(got, "\r\nContent-Type: text/html; charset=utf-8\r\n");
	HAS(got, "\r\nContent-Length: 10\r\n");
	HAS(got, "\r\nCache-Control: no-store\r\n");
	LACKS(got, "Strict-Transport-Security");
	assert_string_equal(body_of(got), "<p>中</p>");
	mem_free(reply);
}

static void
test_security_headers(void **state)
{
	static const int statuses[] = {200, 204, 303, 304, 400, 404, 422, 500, 503, 599};
	static const char *const headers[] = {
		"Content-Security-Policy: default-src 'self'; img-src 'self'; object-src 'none'; base-uri 'none'; "
		"form-action 'self'; frame-ancestors 'none'\r\n",
		"X-Content-Type-Options: nosniff\r\n",
		"Referrer-Policy: same-origin\r\n",
		"Cross-Origin-Opener-Policy: same-origin\r\n",
		"Permissions-Policy: ",
		"Strict-Transport-Security: max-age=",
	};
	size_t i, k;

	for (i = 0; i < ARRAY_LEN(statuses); i++) {
		struct reply *reply = reply_new(*state);
		const char *got;

		reply->status = statuses[i];
		reply->is_tls = true;
		got = sent(reply, i % 2 == 0);
		for (k = 0; k < ARRAY_LEN(headers); k++)
			HAS(got, headers[k]);
		mem_free(reply);
	}
}

static void
test_bodiless(void **state)
{
	static const int statuses[] = {204, 304};
	size_t i;

	for (i = 0; i < ARRAY_LEN(statuses); i++) {
		struct reply *reply = reply_new(*state);
		const char *got;

		reply->status = statuses[i];
		buf_put(reply->body, "lost");
		got = sent(reply, false);
		assert_string_equal(body_of(got), "");
		LACKS(got, "Content-Type:");
		mem_free(reply);
	}
}

static void
test_head(void **state)
{
	struct reply *reply = reply_new(*state);
	const char *got;

	reply->is_private = false;
	buf_put(reply->body, "12345");
	got = sent(reply, true);
	HAS(got, "Content-Length: 5\r\n");
	LACKS(got, "no-store");
	assert_string_equal(body_of(got), "");
	mem_free(reply);
}

/* Issue 10: what a browser may keep, and how it asks for it again. */
static void
test_tag(void **state)
{
	static const struct {
		const char *header;
		bool known;
	} rows[] = {
		{"W/\"0af\"", true},
		{"\"0af\"", true},
		{"\"x\", W/\"0af\",W/\"y\"", true},
		{"\"0af0\", \"0af\"", true},
		{"0af", false},
		{"\"0af", false},
		{"0af\"", false},
		{"\"10af\"", false},
		{"\"0af1\"", false},
		{"*", false},
		{"", false},
		{NULL, false},
	};
	struct reply *reply = reply_new(*state);
	const char *got;

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		assert_int_equal(reply_is_known(rows[i].header, "0af"), rows[i].known);
	assert_false(reply_is_known("\"\"", ""));
	reply->status = 304;
	reply_tag(reply, "0af");
	buf_put(reply->body, "12345");
	got = sent(reply, false);
	HAS(got, "Status: 304 Not Modified\r\n");
	HAS(got, "\r\nETag: W/\"0af\"\r\n");
	HAS(got, "\r\nVary: Cookie\r\n");
	HAS(got, "\r\nCache-Control: private, no-cache\r\n");
	LACKS(got, "no-store");
	LACKS(got, "\r\nContent-Length");
	LACKS(got, "\r\nContent-Type");
	assert_string_equal(body_of(got), "");
	mem_free(reply);
}

static void
test_header_values(void **state)
{
	static const struct {
		const char *name, *value;
		bool sent;
	} rows[] = {
		{"X-Test", "fine", true},
		{"X-Test", "中", true},
		{"X-Test", "a\r\nSet-Cookie: b=c", false},
		{"X-Test", "a\nb", false},
		{"X-Test", "a\rb", false},
		{"X-Test", "\xff", false},
		{"X-Test", NULL, false},
		{"X-Test: a\r\nX-Other", "b", false},
		{"", "b", false},
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(rows); i++) {
		struct reply *reply = reply_new(*state);
		const char *got;

		reply_header(reply, rows[i].name, rows[i].value);
		got = sent(reply, false);
		assert_int_equal(strstr(got, "X-Test") != NULL, rows[i].sent);
		LACKS(got, "Set-Cookie");
		mem_free(reply);
	}
}

static void
test_see_other(void **state)
{
	static const struct {
		const char *target, *location;
	} rows[] = {
		{"/east/changes?q=1", "/east/changes?q=1"},
		{"/a%20b", "/a%20b"},
		{"/中 x", "/%E4%B8%AD%20x"},
		{"//other.example/", "/"},
		{"/\\other.example/", "/"},
		{"https://other.example/", "/"},
		{"/x\r\nSet-Cookie: a=b", "/"},
		{"", "/"},
		{NULL, "/"},
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(rows); i++) {
		struct reply *reply = reply_new(*state);
		const char *got;

		buf_put(reply->body, "lost");
		reply_see_other(reply, rows[i].target);
		got = sent(reply, false);
		HAS(got, "Status: 303 See Other\r\n");
		HAS(got, mem_fmt(reply, "\r\nLocation: %s\r\n", rows[i].location));
		assert_string_equal(body_of(got), "");
		mem_free(reply);
	}
}

/* The last target counts, and there is one Location. */
static void
test_see_other_twice(void **state)
{
	struct reply *reply = reply_new(*state);
	const char *got;

	reply_see_other(reply, "/a");
	reply_see_other(reply, "/b");
	got = sent(reply, false);
	HAS(got, "Location: /b\r\n");
	LACKS(got, "Location: /a\r\n");
	mem_free(reply);
}

static void
test_cookies(void **state)
{
	static const struct {
		const char *value;
		long max_age;
		bool secure;
		const char *line;
	} rows[] = {
		{"abc", 60, true, "s=abc; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure\r\n"},
		{"abc", 0, false, "s=abc; Path=/; HttpOnly; SameSite=Lax\r\n"},
		{NULL, 60, true, "s=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure\r\n"},
		{"a; Domain=x\r\nb", 0, false, "s=a%3B%20Domain%3Dx%0D%0Ab; Path=/; HttpOnly; SameSite=Lax\r\n"},
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(rows); i++) {
		struct reply *reply = reply_new(*state);

		reply_cookie(reply, "s", rows[i].value, rows[i].max_age, rows[i].secure);
		HAS(sent(reply, false), mem_fmt(reply, "\r\nSet-Cookie: %s", rows[i].line));
		mem_free(reply);
	}
}

/* What reply_cookie writes, pairs_read_cookies reads. */
static void
test_cookie_round_trip(void **state)
{
	static const char value[] = "Saved. 已保存;\"=%";
	struct reply *reply = reply_new(*state);
	struct pairs cookies;
	char *line;

	reply_cookie(reply, "flash", value, 0, false);
	line = strstr(reply->head->data, ": ");
	assert_non_null(line);
	line[2 + strcspn(line + 2, ";")] = '\0';
	wire_must(pairs_read_cookies(reply, line + 2, &cookies));
	assert_string_equal(pairs_get(&cookies, "flash"), value);
	mem_free(reply);
}

static void
test_download(void **state)
{
	static const struct {
		const char *name, *value;
	} rows[] = {
		{"a b.csv", "attachment; filename=\"a b.csv\"; filename*=UTF-8''a%20b.csv\r\n"},
		{"报告.pdf", "attachment; filename=\"__.pdf\"; filename*=UTF-8''%E6%8A%A5%E5%91%8A.pdf\r\n"},
		{"a\"b\\c;d", "attachment; filename=\"a_b_c_d\"; filename*=UTF-8''a%22b%5Cc%3Bd\r\n"},
		{"a\r\nX: b", "attachment; filename=\"a__X: b\"\r\n"},
		{"\xff.txt", "attachment; filename=\"_.txt\"\r\n"},
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(rows); i++) {
		struct reply *reply = reply_new(*state);

		reply_download(reply, rows[i].name);
		HAS(sent(reply, false), mem_fmt(reply, "\r\nContent-Disposition: %s", rows[i].value));
		mem_free(reply);
	}
}

static void
test_file(void **state)
{
	struct reply *reply = reply_new(*state);
	const char *got;

	reply->type = "application/pdf";
	reply->file = "ab/中 1.pdf";
	got = sent(reply, false);
	HAS(got, "\r\nX-Accel-Redirect: " REPLY_FILES_LOCATION "ab/%E4%B8%AD%201.pdf\r\n");
	HAS(got, "\r\nContent-Type: application/pdf\r\n");
	LACKS(got, "\r\nContent-Length");
	assert_string_equal(body_of(got), "");
	mem_free(reply);
}

static struct err *
stream_lines(void *arg, struct reply_sink *to)
{
	int *lines = arg;

	for (; *lines > 0; (*lines)--)
		TRY(to->write(to->wire, "row\n", 4));
	return (OK);
}

static void
test_stream(void **state)
{
	struct reply *reply = reply_new(*state);
	int lines = 3;
	const char *got;

	reply->stream = stream_lines;
	reply->stream_arg = &lines;
	got = sent(reply, true);
	assert_string_equal(body_of(got), "");
	got = sent(reply, false);
	assert_string_equal(body_of(got), "row\nrow\nrow\n");
	LACKS(got, "\r\nContent-Length");
	mem_free(reply);
}

static void
test_client_gone(void **state)
{
	struct reply *reply = reply_new(*state);
	struct reply_sink sink = {sink_gone, NULL};

	assert_int_equal(wire_kind(reply_send(reply, &sink, false)), WIRE(ERR_UNAVAILABLE));
	mem_free(reply);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WIRE_TEST(test_plain),
		WIRE_TEST(test_security_headers),
		WIRE_TEST(test_bodiless),
		WIRE_TEST(test_head),
		WIRE_TEST(test_tag),
		WIRE_TEST(test_header_values),
		WIRE_TEST(test_see_other),
		WIRE_TEST(test_see_other_twice),
		WIRE_TEST(test_cookies),
		WIRE_TEST(test_cookie_round_trip),
		WIRE_TEST(test_download),
		WIRE_TEST(test_file),
		WIRE_TEST(test_stream),
		WIRE_TEST(test_client_gone),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
