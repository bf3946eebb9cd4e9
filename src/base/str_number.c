/* SPDX-License-Identifier: ISC */
#include "base/str.h"

#include <string.h>

#define MONEY_DIGITS 12   /* whole units: below 10^12 */

static bool
str_is_digit(char c)
{
	return (c >= '0' && c <= '9');
}

static size_t
str_digits(const char *s)
{
	size_t n = 0;

	while (str_is_digit(s[n]))
		n++;
	return (n);
}

bool
str_to_int(const char *s, int64_t min, int64_t max, int64_t *out)
{
	bool minus;
	int64_t v = 0;

	if (s == NULL)
		return (false);
	minus = *s == '-';
	s += minus;
	if (*s == '\0' || s[str_digits(s)] != '\0')
		return (false);
	/* Counted downwards, because the smallest value has no positive counterpart. */
	for (; *s != '\0'; s++) {
		if (__builtin_mul_overflow(v, 10, &v) || __builtin_sub_overflow(v, *s - '0', &v))
			return (false);
	}
	if (!minus && __builtin_sub_overflow((int64_t)0, v, &v))
		return (false);
	if (v < min || v > max)
		return (false);
	*out = v;
	return (true);
}

/* Whole units to ${out} without commas; returns the rest of ${s}, NULL: not groups of three. */
static const char *
str_money_whole(const char *s, struct buf *out)
{
	size_t n = str_digits(s);
	bool grouped = s[n] == ',';

	if (n == 0 || (grouped && n > 3))
		return (NULL);
	buf_putn(out, s, n);
	for (s += n; *s == ','; s += n) {
		s++;
		n = str_digits(s);
		if (n != 3)
			return (NULL);
		buf_putn(out, s, n);
	}
	return (s);
}

char *
str_to_money(const void *parent, const char *s)
{
	struct buf *whole = buf_new(parent);
	const char *rest = s == NULL ? NULL : str_money_whole(s, whole);
	const char *first = whole->data;
	char *out = NULL;
	size_t places = 0;

	while (first[0] == '0' && first[1] != '\0')
		first++;
	if (rest != NULL && *rest == '.') {
		places = str_digits(++rest);
		if (places == 0 || places > 2)
			rest = NULL;
	}
	if (rest != NULL && rest[places] == '\0' && strlen(first) <= MONEY_DIGITS)
		out = mem_fmt(parent, "%s.%s%s", first, rest, &"00"[places]);
	mem_free(whole);
	return (out);
}

char *
str_money(const void *parent, const char *decimal)
{
	struct buf *b;
	const char *s = decimal;
	size_t n, i;
	char *out;

	if (decimal == NULL)
		return (NULL);
	b = buf_new(parent);
	if (*s == '-')
		buf_putc(b, *s++);
	n = str_digits(s);
	for (i = 0; i < n; i++) {
		if (i > 0 && (n - i) % 3 == 0)
			buf_putc(b, ',');
		buf_putc(b, s[i]);
	}
	buf_put(b, s + n);
	out = mem_str(parent, b->data);
	mem_free(b);
	return (out);
}

char *
str_hex(const void *parent, const unsigned char *bytes, size_t n)
{
	static const char digit[] = "0123456789abcdef";
	char *out = mem_array(parent, char, 2 * n + 1);
	size_t i;

	for (i = 0; i < n; i++) {
		out[2 * i] = digit[bytes[i] >> 4];
		out[2 * i + 1] = digit[bytes[i] & 15];
	}
	return (out);
}

static int
str_nibble(char c)
{
	if (str_is_digit(c))
		return (c - '0');
	if (c >= 'a' && c <= 'f')
		return (c - 'a' + 10);
	if (c >= 'A' && c <= 'F')
		return (c - 'A' + 10);
	return (-1);
}

bool
str_unhex(const char *hex, unsigned char *out, size_t n)
{
	int high, low;
	size_t i;

	if (hex == NULL || strlen(hex) != 2 * n)
		return (false);
	for (i = 0; i < n; i++) {
		high = str_nibble(hex[2 * i]);
		low = str_nibble(hex[2 * i + 1]);
		if (high < 0 || low < 0)
			return (false);
		out[i] = (unsigned char)(high << 4 | low);
	}
	return (true);
}
