/* SPDX-License-Identifier: ISC */
/*
 * Goal: addresses are written so that they are read back as they were, and no target leads off the site or
 * into a script (RX.11; RX.13: filters and sort live in the address).
 */
#include "http/url.h"
#include "wire.h"

static void
test_encode(void **state)
{
	static const struct {
		const char *text, *encoded;
	} rows[] = {
		{"", ""},
		{"abc-._~09AZ", "abc-._~09AZ"},
		{"a b", "a%20b"},
		{"a/b?c&d=e#f%", "a%2Fb%3Fc%26d%3De%23f%25"},
		{"中", "%E4%B8%AD"},
		{"<\"'>\r\n", "%3C%22%27%3E%0D%0A"},
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(rows); i++) {
		void *parent = mem_new(*state, int);
		char *got = mem_str(parent, url_encode(parent, rows[i].text));

		assert_string_equal(got, rows[i].encoded);
		assert_string_equal(url_decode(got, false), rows[i].text);
		mem_free(parent);
	}
}

static void
test_decode(void **state)
{
	static const struct {
		const char *text;
		bool plus;
		const char *decoded;   /* NULL: refused */
	} rows[] = {
		{"a+b%20c", true, "a b c"},
		{"a+b%20c", false, "a+b c"},
		{"%e4%B8%ad", false, "中"},
		{"%0D%0A%09", false, "\r\n\t"},
		{"%", false, NULL},
		{"%4", false, NULL},
		{"%g1", false, NULL},
		{"%1g", false, NULL},
		{"%+1", false, NULL},
		{"%00", false, NULL},
		{"a%00b", false, NULL},
		{"%1b", false, NULL},
		{"%7f", false, NULL},
		{"%c0%af", false, NULL},
		{"%e4%b8", false, NULL},
		{"%f4%90%80%80", false, NULL},
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(rows); i++) {
		char *text = mem_str(*state, rows[i].text);
		char *got = url_decode(text, rows[i].plus);

		if (!str_eq(got, rows[i].decoded))
			fail_msg("\"%s\" gave \"%s\"", rows[i].text, str_or(got, "nothing"));
		mem_free(text);
	}
}

static void
test_with(void **state)
{
	static const struct {
		const char *query, *name, *value, *url;
	} rows[] = {
		{"", "a", "1", "/x?a=1"},
		{"", "a", NULL, "/x"},
		{"", "a", "", "/x"},
		{"a=1&b=2", "a", "3", "/x?a=3&b=2"},
		{"a=1&b=2", "b", "3", "/x?a=1&b=3"},
		{"a=1&b=2&a=3", "a", "4", "/x?a=4&b=2"},
		{"a=1&b=2", "a", NULL, "/x?b=2"},
		{"a=1&b=2", "c", "3", "/x?a=1&b=2&c=3"},
		{"a=&b=2", "c", NULL, "/x?b=2"},
		{"a=1&a=2", "c", NULL, "/x?a=1&a=2"},
		{"a=1%262", "q", "办 &", "/x?a=1%262&q=%E5%8A%9E%20%26"},
	};
	struct pairs pairs;
	size_t i;

	for (i = 0; i < ARRAY_LEN(rows); i++) {
		void *parent = mem_new(*state, int);

		wire_must(pairs_read_form(parent, rows[i].query, strlen(rows[i].query), &pairs));
		assert_string_equal(url_with(parent, "/x", &pairs, rows[i].name, rows[i].value), rows[i].url);
		mem_free(parent);
	}
}

/* A path as request_read leaves it, with signs that end a path in an address. */
static void
test_with_path(void **state)
{
	struct pairs none = {0};
	void *parent = mem_new(*state, int);

	assert_string_equal(url_with(parent, "/中/a?b", &none, "c", "1"), "/%E4%B8%AD/a%3Fb?c=1");
	assert_string_equal(url_with(parent, "/a%20b/", &none, "c", "1"), "/a%20b/?c=1");
	mem_free(parent);
}

static void
test_local(void **state)
{
	static const char *const good[] = {"/", "/east/", "/east/changes?q=a&b=c", "/a:b", "/中"};
	static const char *const bad[] = {
		"", "east", "//other.example", "///x", "/\\other.example", "/a\\b", "\\\\other", "http://other.example/",
		"https:/x", "javascript:alert(1)", "/\t/other.example", "/\n/other.example", " /x", "/a//b", "/\xff",
		"/x\r\nSet-Cookie: a=b",
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(good); i++) {
		if (!url_is_local(good[i]))
			fail_msg("\"%s\" refused", good[i]);
	}
	for (i = 0; i < ARRAY_LEN(bad); i++) {
		if (url_is_local(bad[i]))
			fail_msg("\"%s\" taken", bad[i]);
	}
	assert_false(url_is_local(NULL));
}

static void
test_link(void **state)
{
	static const char *const good[] = {
		"http://a.example", "https://a.example/b?c#d", "HTTPS://A.example", "mailto:a@b.example", "https://a.example/中",
	};
	static const char *const bad[] = {
		"", "http://", "https:///x", "mailto:", "javascript:alert(1)", "data:text/html,x", "ftp://a", "//a.example",
		"/east/", " http://a", "http://a b", "http://a\"b", "http://a\nb", "java\tscript:x", "http:/a", "http://\\a",
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(good); i++) {
		if (!url_is_link(good[i]))
			fail_msg("\"%s\" refused", good[i]);
	}
	for (i = 0; i < ARRAY_LEN(bad); i++) {
		if (url_is_link(bad[i]))
			fail_msg("\"%s\" taken", bad[i]);
	}
	assert_false(url_is_link(NULL));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WIRE_TEST(test_encode),
		WIRE_TEST(test_decode),
		WIRE_TEST(test_with),
		WIRE_TEST(test_with_path),
		WIRE_TEST(test_local),
		WIRE_TEST(test_link),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
