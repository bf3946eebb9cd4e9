/* SPDX-License-Identifier: ISC */
#include "base/network.h"

#include "base/str.h"

#include <arpa/inet.h>
#include <string.h>

enum { ADDRESS_BYTES = 16, TEXT_BYTES = 64, V4_BITS = 32, V6_BITS = 128, HOUSEHOLD_BITS = 64 };

struct address {
	int bits;                               /* 32 or 128 */
	unsigned char byte[ADDRESS_BYTES];
};

static const unsigned char mapped[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };

static bool
read_plain(const char *text, struct address *out)
{
	memset(out, 0, sizeof(*out));
	if (inet_pton(AF_INET, text, out->byte) == 1) {
		out->bits = V4_BITS;
		return (true);
	}
	if (inet_pton(AF_INET6, text, out->byte) != 1)
		return (false);
	out->bits = V6_BITS;
	if (memcmp(out->byte, mapped, sizeof(mapped)) == 0) {
		memmove(out->byte, out->byte + sizeof(mapped), 4);
		memset(out->byte + 4, 0, sizeof(mapped));
		out->bits = V4_BITS;
	}
	return (true);
}

/* An address, possibly with brackets, a port or a zone. */
static bool
read_address(const char *text, struct address *out)
{
	char plain[TEXT_BYTES];
	const char *end = text + strlen(text), *from = text;
	size_t n;

	if (*from == '[') {
		from++;
		end = strchr(from, ']');
		if (end == NULL || (end[1] != '\0' && (end[1] != ':' || end[2] == '\0' || end[2 + strspn(end + 2, "0123456789")] != '\0')))
			return (false);
	} else if (strchr(from, ':') != NULL && strchr(from, ':') == strrchr(from, ':')) {
		end = strchr(from, ':');
		if (end[1] == '\0' || end[1 + strspn(end + 1, "0123456789")] != '\0')
			return (false);
	}
	n = (size_t)(end - from);
	if (n == 0 || n >= sizeof(plain))
		return (false);
	memcpy(plain, from, n);
	plain[n] = '\0';
	if (strchr(plain, ':') != NULL)
		plain[strcspn(plain, "%")] = '\0';
	return (read_plain(plain, out));
}

static char *
write_address(const void *parent, const struct address *a)
{
	char text[INET6_ADDRSTRLEN] = "";

	inet_ntop(a->bits == V4_BITS ? AF_INET : AF_INET6, a->byte, text, sizeof(text));
	return (mem_str(parent, text));
}

/* Zero beyond the first ${bits}. */
static void
cut(struct address *a, int bits)
{
	for (int i = 0; i < a->bits / 8; i++) {
		int left = bits - i * 8;

		if (left < 8)
			a->byte[i] &= (unsigned char)(left <= 0 ? 0 : 0xff << (8 - left));
	}
}

char *
network_address(const void *parent, const char *text)
{
	struct address a;

	return (text != NULL && read_address(text, &a) ? write_address(parent, &a) : NULL);
}

bool
network_is_loopback(const char *address)
{
	return (network_has("127.0.0.0/8, ::1", address));
}

/* IANA's registries of special addresses. IPv6 beyond 2000::/3 is not given out. */
static const char private_networks[] =
    "0.0.0.0/8, 10.0.0.0/8, 100.64.0.0/10, 127.0.0.0/8, 169.254.0.0/16, 172.16.0.0/12, 192.0.0.0/24, 192.0.2.0/24, 192.88.99.0/24, 192.168.0.0/16, "
    "198.18.0.0/15, 198.51.100.0/24, 203.0.113.0/24, 224.0.0.0/3, ::/3, 2001::/23, 2001:db8::/32, 2002::/16, 3fff::/20, 4000::/2, 8000::/1";

bool
network_is_private(const char *address)
{
	struct address a;

	return (address == NULL || !read_address(address, &a) || network_has(private_networks, address));
}

/* "10.0.0.0/8": the address and how much of it counts. */
static bool
read_network(const char *item, size_t n, struct address *out, int *bits)
{
	char text[TEXT_BYTES], *slash;
	int64_t length;

	if (n == 0 || n >= sizeof(text))
		return (false);
	memcpy(text, item, n);
	text[n] = '\0';
	slash = strchr(text, '/');
	if (slash != NULL)
		*slash++ = '\0';
	if (!read_plain(text, out))
		return (false);
	*bits = out->bits;
	if (slash == NULL)
		return (true);
	if (!str_to_int(slash, 0, strchr(text, ':') != NULL ? V6_BITS : V4_BITS, &length))
		return (false);
	/* "::ffff:10.0.0.0/104" is written in the larger space. */
	if (strchr(text, ':') != NULL && out->bits == V4_BITS)
		length -= V6_BITS - V4_BITS;
	*bits = (int)length;
	return (length >= 0);
}

static size_t
next_item(const char **list)
{
	*list += strspn(*list, ", \t");
	return (strcspn(*list, ", \t"));
}

bool
network_has(const char *list, const char *address)
{
	struct address a, part, network;
	int bits;

	if (list == NULL || address == NULL || !read_address(address, &a))
		return (false);
	for (size_t n; (n = next_item(&list)) > 0; list += n) {
		if (!read_network(list, n, &network, &bits) || network.bits != a.bits)
			continue;
		part = a;
		cut(&part, bits);
		cut(&network, bits);
		if (memcmp(part.byte, network.byte, sizeof(part.byte)) == 0)
			return (true);
	}
	return (false);
}

char *
network_list_fault(const void *parent, const char *list)
{
	struct address network, part;
	int bits, items = 0;

	for (size_t n; (n = next_item(&list)) > 0; list += n) {
		bool good = read_network(list, n, &network, &bits) && ++items <= NETWORK_LIST_MAX;

		if (good) {
			part = network;
			cut(&part, bits);
			good = memcmp(part.byte, network.byte, sizeof(part.byte)) == 0;
		}
		if (!good)
			return (mem_strn(parent, list, n));
	}
	return (NULL);
}

char *
network_place(const void *parent, const char *address)
{
	struct address a;
	char *text, *place;

	if (address == NULL || !read_address(address, &a))
		return (mem_str(parent, "?"));
	if (a.bits == V4_BITS)
		return (write_address(parent, &a));
	cut(&a, HOUSEHOLD_BITS);
	text = write_address(NULL, &a);
	place = mem_fmt(parent, "%s/%d", text, HOUSEHOLD_BITS);
	mem_free(text);
	return (place);
}
