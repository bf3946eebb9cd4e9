/* SPDX-License-Identifier: ISC */
/*
 * Goal: what the wire says is read once, with one spelling per page, within limits, in linear time; what is
 * broken is 400 and what is too large 413, never a crash (RX.11: robots and floods; product.md: bad requests
 * are never a 5xx).
 */
#include "wire.h"

#include <time.h>

static struct wire
wire_of(const char *uri)
{
	return ((struct wire){.param = {{"REQUEST_METHOD", "GET"}, {"REQUEST_URI", uri}}});
}

/* Add a parameter after those of wire_of. */
static void
wire_add(struct wire *w, const char *name, const char *value)
{
	size_t i = 0;

	while (w->param[i][0] != NULL && !str_eq(w->param[i][0], name))
		i++;
	w->param[i][0] = name;
	w->param[i][1] = value;
}

static char *
text_of(const void *parent, const char *unit, size_t times)
{
	struct buf *b = buf_new(parent);

	while (times-- > 0)
		buf_put(b, unit);
	return (b->data);
}

static void
test_paths(void **state)
{
	static const struct {
		const char *uri;
		const char *path;   /* NULL: refused */
	} rows[] = {
		{"/", "/"},
		{"/east/", "/east/"},
		{"/east/changes/12?x=1", "/east/changes/12"},
		{"/a%62c", "/abc"},
		{"/%E4%B8%AD", "/中"},
		{"/\xe4\xb8\xad", "/中"},
		{"/a+b", "/a+b"},
		{"/...", "/..."},
		{"/.well-known", "/.well-known"},
		{"", NULL},
		{"?x", NULL},
		{"east", NULL},
		{"http://other/", NULL},
		{"//", NULL},
		{"//other.example/", NULL},
		{"/a//b", NULL},
		{"/a//", NULL},
		{"/./a", NULL},
		{"/a/.", NULL},
		{"/a/./b", NULL},
		{"/..", NULL},
		{"/a/../b", NULL},
		{"/a/%2e%2e/b", NULL},
		{"/a/%2E/b", NULL},
		{"/a%2fb", NULL},
		{"/a%2Fb", NULL},
		{"/a%252fb", NULL},
		{"/a%25", NULL},
		{"/a%00b", NULL},
		{"/a\\b", NULL},
		{"/a%5cb", NULL},
		{"/a;v=1", NULL},
		{"/a%3Bv=1", NULL},
		{"/a#b", NULL},
		{"/a%", NULL},
		{"/a%4", NULL},
		{"/a%zz", NULL},
		{"/a%+1", NULL},
		{"/a\x01", NULL},
		{"/a%0a", NULL},
		{"/a%09", NULL},
		{"/a%7f", NULL},
		{"/\xff", NULL},
		{"/%ff", NULL},
		{"/%c0%ae%c0%ae/", NULL},   /* overlong ".." */
		{"/%e0%80%af", NULL},       /* overlong "/" */
		{"/%ed%a0%80", NULL},       /* a surrogate */
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(rows); i++) {
		struct wire w = wire_of(rows[i].uri);
		struct request *req = NULL;
		int kind = wire_kind(request_read(*state, wire_param, &w, &req));

		if (kind != (rows[i].path == NULL ? WIRE(ERR_INVALID) : WIRE_OK))
			fail_msg("\"%s\" gave %d", rows[i].uri, kind);
		if (rows[i].path != NULL)
			assert_string_equal(req->path, rows[i].path);
		assert_int_equal(strlen(req->id), 16);
		mem_free(req);
	}
}

static void
test_methods(void **state)
{
	static const struct {
		const char *name;
		enum method method;
		bool head;
	} rows[] = {
		{"GET", METHOD_GET, false},
		{"HEAD", METHOD_GET, true},
		{"POST", METHOD_POST, false},
		{"DELETE", METHOD_OTHER, false},
		{"get", METHOD_OTHER, false},
	};
	struct request *req;
	size_t i;

	for (i = 0; i < ARRAY_LEN(rows); i++) {
		struct wire w = {.param = {{"REQUEST_METHOD", rows[i].name}, {"REQUEST_URI", "/"}}};

		wire_must(request_read(*state, wire_param, &w, &req));
		assert_int_equal(req->method, rows[i].method);
		assert_int_equal(req->head, rows[i].head);
		mem_free(req);
	}
}

static void
test_queries(void **state)
{
	static const struct {
		const char *query;
		const char *read;   /* name=value; of each; NULL: refused */
	} rows[] = {
		{"", ""},
		{"a=1&b=2", "a=1;b=2;"},
		{"a=1&a=2", "a=1;a=2;"},
		{"a", "a=;"},
		{"&&a=1&&", "a=1;"},
		{"a=b=c", "a=b=c;"},
		{"q=%E5%8A%9E+%e5%85%AC", "q=办 公;"},
		{"q=1%2B1", "q=1+1;"},
		{"a%2Eb=1", "a.b=1;"},
		{"a=?", "a=?;"},
		{"=1", NULL},
		{"a[]=1", NULL},
		{"a b=1", NULL},
		{"a=%", NULL},
		{"a=%1", NULL},
		{"a=%0g", NULL},
		{"a=%00", NULL},
		{"%00=a", NULL},
		{"a=%0a", NULL},
		{"a=%09", NULL},
		{"a=%ff", NULL},
		{"a=%c0%80", NULL},
		{"a=\xff", NULL},
		{"a=\x7f", NULL},
	};
	size_t i, k;

	for (i = 0; i < ARRAY_LEN(rows); i++) {
		struct wire w = wire_of(mem_fmt(*state, "/?%s", rows[i].query));
		struct request *req = NULL;
		struct buf *got;
		int kind = wire_kind(request_read(*state, wire_param, &w, &req));

		if (kind != (rows[i].read == NULL ? WIRE(ERR_INVALID) : WIRE_OK))
			fail_msg("\"%s\" gave %d", rows[i].query, kind);
		got = buf_new(req);
		for (k = 0; rows[i].read != NULL && k < req->query.n; k++)
			buf_fmt(got, "%s=%s;", req->query.pair[k].name, req->query.pair[k].value);
		assert_string_equal(got->data, str_or(rows[i].read, ""));
		mem_free(req);
		mem_free((char *)(uintptr_t)w.param[1][1]);
	}
}

static void
test_pairs(void **state)
{
	struct pairs pairs;
	void *parent = mem_new(*state, int);
	size_t from = 0;

	wire_must(pairs_read_form(parent, "a=1&b=x&a=2", 11, &pairs));
	assert_string_equal(pairs_get(&pairs, "a"), "1");
	assert_null(pairs_get(&pairs, "c"));
	assert_string_equal(pairs_next(&pairs, "a", &from), "1");
	assert_string_equal(pairs_next(&pairs, "a", &from), "2");
	assert_null(pairs_next(&pairs, "a", &from));
	assert_true(pairs_has(&pairs, "a", "2"));
	assert_false(pairs_has(&pairs, "a", "x"));
	mem_free(parent);
}

static void
test_limits(void **state)
{
	static const struct {
		const char *before, *unit, *after;
		size_t times;
		int kind;
	} rows[] = {
		{"/", "a", "", PATH_MAX_BYTES - 1, WIRE_OK},
		{"/", "a", "", PATH_MAX_BYTES, WIRE(ERR_TOO_LARGE)},
		{"/?a=", "a", "", QUERY_MAX_BYTES - 2, WIRE_OK},
		{"/?a=", "a", "", QUERY_MAX_BYTES - 1, WIRE(ERR_TOO_LARGE)},
		{"/?", "a&", "", PAIRS_MAX, WIRE_OK},
		{"/?", "a&", "a", PAIRS_MAX, WIRE(ERR_TOO_LARGE)},
		{"/?", "a", "=1", PAIR_NAME_MAX, WIRE_OK},
		{"/?", "a", "=1", PAIR_NAME_MAX + 1, WIRE(ERR_INVALID)},
		{"/?", "a&", "", 81920, WIRE(ERR_TOO_LARGE)},
	};
	struct request *req;
	size_t i;

	for (i = 0; i < ARRAY_LEN(rows); i++) {
		void *parent = mem_new(*state, int);
		struct wire w = wire_of(mem_fmt(parent, "%s%s%s", rows[i].before,
		    text_of(parent, rows[i].unit, rows[i].times), rows[i].after));

		assert_int_equal(wire_kind(request_read(parent, wire_param, &w, &req)), rows[i].kind);
		mem_free(parent);
	}
}

/* 160 KB that a quadratic reader takes seconds for. */
static void
test_flood_of_pairs(void **state)
{
	void *parent = mem_new(*state, int);
	struct pairs pairs;
	clock_t start = clock();
	const char *flood = text_of(parent, "a&", 81920);

	assert_int_equal(wire_kind(pairs_read_form(parent, flood, strlen(flood), &pairs)), WIRE(ERR_TOO_LARGE));
	flood = text_of(parent, "&", 163840);
	assert_int_equal(wire_kind(pairs_read_form(parent, flood, strlen(flood), &pairs)), WIRE_OK);
	assert_int_equal(pairs.n, 0);
	flood = text_of(parent, "=;", 81920);
	assert_int_equal(wire_kind(pairs_read_cookies(parent, flood, &pairs)), WIRE_OK);
	assert_true(clock() - start < CLOCKS_PER_SEC / 2);
	mem_free(parent);
}

static void
test_headers(void **state)
{
	struct wire w = wire_of("/");
	struct request *req;

	wire_add(&w, "HTTP_HOST", "Gate.Example:8080");
	wire_add(&w, "HTTP_ORIGIN", "https://gate.example");
	wire_add(&w, "HTTP_SEC_FETCH_SITE", "same-origin");
	wire_add(&w, "HTTP_ACCEPT_LANGUAGE", "zh-CN,zh;q=0.9");
	wire_add(&w, "HTTP_USER_AGENT", "Browser/1.0 (中)");
	wire_add(&w, "HTTP_IF_NONE_MATCH", "\"v1\"");
	wire_add(&w, "REMOTE_ADDR", "2001:db8::1");
	wire_add(&w, "CONTENT_TYPE", "text/plain");
	wire_add(&w, "CONTENT_LENGTH", "12");
	wire_add(&w, "HTTPS", "on");
	wire_add(&w, "REQUEST_ID", "0123456789abcdef0123456789abcdef");
	wire_must(request_read(*state, wire_param, &w, &req));
	assert_string_equal(req->host, "gate.example:8080");
	assert_string_equal(req->origin, "https://gate.example");
	assert_string_equal(req->fetch_site, "same-origin");
	assert_string_equal(req->accept_language, "zh-CN,zh;q=0.9");
	assert_string_equal(req->user_agent, "Browser/1.0 (中)");
	assert_string_equal(req->if_none_match, "\"v1\"");
	assert_string_equal(req->address, "2001:db8::1");
	assert_string_equal(req->content_type, "text/plain");
	assert_int_equal(req->content_length, 12);
	assert_true(req->is_tls);
	assert_string_equal(req->id, "0123456789abcdef");
	mem_free(req);
}

static void
test_absent_headers(void **state)
{
	struct wire w = wire_of("/");
	struct request *req;

	wire_add(&w, "HTTP_ORIGIN", "");
	wire_add(&w, "CONTENT_LENGTH", "");
	wire_add(&w, "REQUEST_ID", "../../etc/passwd");
	wire_must(request_read(*state, wire_param, &w, &req));
	assert_null(req->host);
	assert_null(req->origin);
	assert_string_equal(req->query_raw, "");
	assert_int_equal(req->content_length, 0);
	assert_false(req->is_tls);
	assert_int_equal(strspn(req->id, "0123456789abcdef"), 16);
	mem_free(req);
}

static void
test_broken_headers(void **state)
{
	char large[65537];
	const struct {
		const char *name, *value;
		int kind;
	} rows[] = {
		{"HTTP_USER_AGENT", large, WIRE(ERR_TOO_LARGE)},
		{"HTTP_COOKIE", large, WIRE(ERR_TOO_LARGE)},
		{"HTTP_ACCEPT_LANGUAGE", "zh\nen", WIRE(ERR_INVALID)},
		{"HTTP_ORIGIN", "\xff", WIRE(ERR_INVALID)},
		{"HTTP_HOST", "a b", WIRE(ERR_INVALID)},
		{"HTTP_HOST", "a/b", WIRE(ERR_INVALID)},
		{"HTTP_HOST", "\"><script>", WIRE(ERR_INVALID)},
		{"CONTENT_LENGTH", "-1", WIRE(ERR_INVALID)},
		{"CONTENT_LENGTH", "1 ", WIRE(ERR_INVALID)},
		{"CONTENT_LENGTH", "0x10", WIRE(ERR_INVALID)},
		{"CONTENT_LENGTH", "99999999999999999999", WIRE(ERR_INVALID)},
		{"REQUEST_METHOD", NULL, WIRE(ERR_INVALID)},
		{"REQUEST_URI", NULL, WIRE(ERR_INVALID)},
	};
	struct request *req;
	size_t i;

	memset(large, 'a', sizeof large - 1);
	large[sizeof large - 1] = '\0';
	for (i = 0; i < ARRAY_LEN(rows); i++) {
		struct wire w = wire_of("/");

		wire_add(&w, rows[i].name, rows[i].value);
		if (wire_kind(request_read(*state, wire_param, &w, &req)) != rows[i].kind)
			fail_msg("%s: %.40s", rows[i].name, str_or(rows[i].value, "none"));
		assert_int_equal(strlen(req->id), 16);
		mem_free(req);
	}
}

/* Whatever else is in the header, our own cookie is found, and nobody is locked out. */
static void
test_cookies(void **state)
{
	static const struct {
		const char *header;
		const char *value;   /* of "s" */
	} rows[] = {
		{"s=1", "1"},
		{"other=2; s=1", "1"},
		{"s=1; s=2", "1"},
		{" s = 1 ;", "1"},
		{"s=\"1\"", "1"},
		{"s=\"", "\""},
		{"s=", ""},
		{"s=a%20b%E4%B8%AD", "a b中"},
		{"s=a=b", "a=b"},
		{"s", NULL},
		{";;;=;= ;s=1;", "1"},
		{"[x]=2; s=1", "1"},
		{"x=\xff\xfe; s=1", "1"},
		{"x=\x01; s=1", "1"},
		{"s=%0d%0aSet-Cookie:x; s=1", "1"},
		{"s=%00; s=1", "1"},
		{"s=%; s=1", "1"},
		{"ss=2; s=1", "1"},
		{"\"; s=1", "1"},
	};
	struct request *req;
	size_t i;

	for (i = 0; i < ARRAY_LEN(rows); i++) {
		struct wire w = wire_of("/");
		const char *got;

		wire_add(&w, "HTTP_COOKIE", rows[i].header);
		wire_must(request_read(*state, wire_param, &w, &req));
		got = pairs_get(&req->cookies, "s");
		if (!str_eq(got, rows[i].value))
			fail_msg("\"%s\" gave \"%s\"", rows[i].header, str_or(got, "nothing"));
		mem_free(req);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WIRE_TEST(test_paths),
		WIRE_TEST(test_methods),
		WIRE_TEST(test_queries),
		WIRE_TEST(test_pairs),
		WIRE_TEST(test_limits),
		WIRE_TEST(test_flood_of_pairs),
		WIRE_TEST(test_headers),
		WIRE_TEST(test_absent_headers),
		WIRE_TEST(test_broken_headers),
		WIRE_TEST(test_cookies),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
