/* SPDX-License-Identifier: ISC */
/*
 * Goal: the address that tries are counted for is the one nearest to us that is no trusted proxy, whatever is sent along
 * (finding S3): IPv4 and IPv6 in every spelling, garbage, chains that somebody made up.
 */
#include "base/conf.h"
#include "base/network.h"
#include "base/str.h"
#include "http/client.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void
same(const char *what, const char *found, const char *wanted)
{
	if (!str_eq(found, wanted))
		fail_msg("%s: \"%s\", not \"%s\"", what, found == NULL ? "(none)" : found, wanted == NULL ? "(none)" : wanted);
}

/* Where robots may not be (issue 14, point 5). */
static void
test_private(void **state)
{
	static const char *const private[] = { "127.0.0.1", "10.1.2.3", "100.64.0.1", "169.254.169.254", "172.31.255.255", "192.168.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "198.18.0.1",
		"::1", "::", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "2001::1", "2001:db8::1", "localhost", "" };
	static const char *const public[] = { "1.1.1.1", "172.32.0.1", "100.128.0.1", "192.0.1.1", "223.255.255.255", "2606:4700::1111", "2400:3200::1", "::ffff:1.1.1.1" };

	(void)state;
	assert_true(network_is_private(NULL));
	for (size_t i = 0; i < ARRAY_LEN(private); i++)
		if (!network_is_private(private[i]))
			fail_msg("\"%s\" passes for public", private[i]);
	for (size_t i = 0; i < ARRAY_LEN(public); i++)
		if (network_is_private(public[i]))
			fail_msg("\"%s\" passes for private", public[i]);
}

static void
test_address(void **state)
{
	static const struct {
		const char *text, *address;
	} rows[] = {
		{ "192.0.2.1", "192.0.2.1" }, { "192.0.2.1:8080", "192.0.2.1" }, { "::1", "::1" }, { "[::1]", "::1" }, { "[2001:DB8::0:1]:443", "2001:db8::1" },
		{ "2001:db8:0:0:0:0:0:1", "2001:db8::1" }, { "::ffff:192.0.2.1", "192.0.2.1" }, { "fe80::1%eth0", "fe80::1" }, { "::", "::" },
		{ "", NULL }, { "unknown", NULL }, { "192.0.2", NULL }, { "192.0.2.256", NULL }, { "192.0.2.1:", NULL }, { "192.0.2.1:8o", NULL }, { "[::1", NULL },
		{ "[::1]x", NULL }, { "[::1]:", NULL }, { "::1::", NULL }, { "010.0.0.1", NULL }, { "0x7f.1", NULL }, { "2130706433", NULL }, { "192.0.2.1/32", NULL },
		{ "localhost", NULL }, { " 192.0.2.1", NULL }, { "192.0.2.1, 10.0.0.1", NULL }, { "1:2:3:4:5:6:7:8:9", NULL },
		{ "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", NULL },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char *found = network_address(NULL, rows[i].text);

		same(rows[i].text, found, rows[i].address);
		mem_free(found);
	}
	assert_null(network_address(NULL, NULL));
}

static void
test_has(void **state)
{
	static const struct {
		const char *list, *address;
		bool has;
	} rows[] = {
		{ "10.0.0.0/8, ::1", "10.255.0.1", true }, { "10.0.0.0/8, ::1", "11.0.0.1", false }, { "10.0.0.0/8, ::1", "::1", true }, { "10.0.0.0/8 ::1", "::1", true },
		{ "10.0.0.0/8", "::ffff:10.1.2.3", true }, { "::ffff:10.0.0.0/104", "10.1.2.3", true }, { "192.0.2.128/25", "192.0.2.127", false },
		{ "192.0.2.128/25", "192.0.2.128", true }, { "2001:db8::/33", "2001:db8:7fff::1", true }, { "2001:db8::/33", "2001:db8:8000::1", false },
		{ "0.0.0.0/0", "8.8.8.8", true }, { "0.0.0.0/0", "::1", false }, { "::/0", "10.0.0.1", false }, { "", "10.0.0.1", false }, { "10.0.0.1", "10.0.0.1", true },
		{ "10.0.0.1", "10.0.0.10", false }, { "10.0.0.0/8", "10.0.0.1x", false }, { "nonsense, 10.0.0.1", "10.0.0.1", true },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (network_has(rows[i].list, rows[i].address) != rows[i].has)
			fail_msg("%s in \"%s\" is %s", rows[i].address, rows[i].list, rows[i].has ? "not found" : "found");
	assert_true(network_is_loopback("127.8.0.1"));
	assert_true(network_is_loopback("::1"));
	assert_true(network_is_loopback("::ffff:127.0.0.1"));
	assert_false(network_is_loopback("128.0.0.1"));
	assert_false(network_is_loopback(NULL));
}

static void
test_lists(void **state)
{
	static const struct {
		const char *list, *fault;
	} rows[] = {
		{ "", NULL }, { " , ", NULL }, { "10.0.0.0/8, ::1", NULL }, { "10.0.0.0/8,2001:db8::/32", NULL },
		{ "10.0.0.0/33", "10.0.0.0/33" }, { "10.0.0.0/", "10.0.0.0/" }, { "10.0.0.0/-1", "10.0.0.0/-1" }, { "::1, nginx", "nginx" }, { "10.0.0.1/8", "10.0.0.1/8" },
		{ "::/129", "::/129" }, { "[::1]", "[::1]" }, { "127.0.0.1:80", "127.0.0.1:80" }, { "*", "*" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char *found = network_list_fault(NULL, rows[i].list);

		same(rows[i].list, found, rows[i].fault);
		mem_free(found);
	}
}

static void
test_places(void **state)
{
	static const struct {
		const char *address, *place;
	} rows[] = {
		{ "192.0.2.1", "192.0.2.1" }, { "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64" }, { "2001:db8:1:2::9", "2001:db8:1:2::/64" }, { "::ffff:192.0.2.1", "192.0.2.1" },
		{ "unix:", "?" }, { NULL, "?" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char *found = network_place(NULL, rows[i].address);

		same(str_or(rows[i].address, "(none)"), found, rows[i].place);
		mem_free(found);
	}
}

static void
test_client(void **state)
{
	static const char trusted[] = "10.0.0.0/8, ::1, 2001:db8:ff::/48";
	static const struct {
		const char *trusted, *peer, *forwarded, *client;
	} rows[] = {
		/* Nobody is trusted: the line is what anybody may have written. */
		{ "", "192.0.2.7", "198.51.100.1", "192.0.2.7" },
		{ "", "127.0.0.1", "198.51.100.1", "127.0.0.1" },
		{ trusted, "192.0.2.7", "198.51.100.1, 10.0.0.1", "192.0.2.7" },
		/* One proxy, several, and what stood in the line before them. */
		{ trusted, "10.0.0.1", "198.51.100.1", "198.51.100.1" },
		{ trusted, "10.0.0.1", "1.1.1.1, 198.51.100.1", "198.51.100.1" },
		{ trusted, "10.0.0.1", "1.1.1.1, 198.51.100.1, 10.9.9.9", "198.51.100.1" },
		{ trusted, "10.0.0.1", "127.0.0.1,198.51.100.1 ,\t10.9.9.9, 10.0.0.2", "198.51.100.1" },
		{ trusted, "::1", "2001:db8::7, 2001:db8:ff::1", "2001:db8::7" },
		{ trusted, "::1", "[2001:DB8::7]:4711", "2001:db8::7" },
		{ trusted, "::ffff:10.0.0.1", "::ffff:198.51.100.1", "198.51.100.1" },
		/* Everybody is trusted: the first of the line. */
		{ trusted, "10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3" },
		{ trusted, "10.0.0.1", NULL, "10.0.0.1" },
		{ trusted, "10.0.0.1", "", "10.0.0.1" },
		{ trusted, "10.0.0.1", "  ", "10.0.0.1" },
		/* What is no address ends the walk: nobody vouches for what stands before it. */
		{ trusted, "10.0.0.1", "198.51.100.1, unknown", "10.0.0.1" },
		{ trusted, "10.0.0.1", "198.51.100.1, unknown, 10.0.0.2", "10.0.0.2" },
		{ trusted, "10.0.0.1", "198.51.100.1,,10.0.0.2", "10.0.0.2" },
		{ trusted, "10.0.0.1", "198.51.100.1,", "10.0.0.1" },
		{ trusted, "10.0.0.1", ",", "10.0.0.1" },
		{ trusted, "10.0.0.1", "'; DROP TABLE attempt; --", "10.0.0.1" },
		{ trusted, "unix:", "198.51.100.1", "unix:" },
		{ trusted, NULL, "198.51.100.1", NULL },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		void *root = mem_zeroed(NULL, 1, 1, "root");

		same(str_or(rows[i].forwarded, "(none)"), client_address(root, rows[i].trusted, rows[i].peer, rows[i].forwarded), rows[i].client);
		mem_free(root);
	}
}

/* A chain of a thousand is walked once, from the right. */
static void
test_long_chain(void **state)
{
	void *root = mem_zeroed(NULL, 1, 1, "root");
	struct buf *b = buf_new(root);

	(void)state;
	buf_put(b, "198.51.100.1");
	for (int i = 0; i < 1000; i++)
		buf_fmt(b, ", 10.0.%d.%d", i / 250, i % 250);
	assert_string_equal(client_address(root, "10.0.0.0/8", "10.0.0.1", b->data), "198.51.100.1");
	mem_free(root);
}

static void
test_setting(void **state)
{
	struct conf *conf;
	struct err *err;

	(void)state;
	assert_null(conf_read(NULL, NULL, &conf));
	assert_string_equal(conf->trusted_proxies, "");
	assert_null(conf_set(conf, "trusted_proxies", "10.0.0.0/8, ::1"));
	err = conf_set(conf, "trusted_proxies", "10.0.0.0/8, proxy.example");
	assert_non_null(err);
	assert_non_null(strstr(err_text(err), "10.0.0.0/8, ::1"));
	err_free(err);
	mem_free(conf);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_address),
		cmocka_unit_test(test_private),
		cmocka_unit_test(test_has),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_client),
		cmocka_unit_test(test_long_chain),
		cmocka_unit_test(test_setting),
	};

	return (cmocka_run_group_tests_name("network", tests, NULL, NULL));
}
