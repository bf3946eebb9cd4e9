/* SPDX-License-Identifier: ISC */
#include "base/str.h"

static bool
str_is_tail(unsigned char c)
{
	return ((c & 0xc0) == 0x80);
}

/* The second byte is where overlong forms, surrogates and values above U+10FFFF show. */
static bool
str_second_ok(unsigned char first, unsigned char second)
{
	switch (first) {
	case 0xe0:
		return (second >= 0xa0 && second <= 0xbf);
	case 0xed:
		return (second >= 0x80 && second <= 0x9f);
	case 0xf0:
		return (second >= 0x90 && second <= 0xbf);
	case 0xf4:
		return (second >= 0x80 && second <= 0x8f);
	default:
		return (str_is_tail(second));
	}
}

size_t
str_char_bytes(const char *s, size_t n)
{
	const unsigned char *u = (const unsigned char *)s;
	size_t len, i;

	if (n == 0 || u[0] == 0)
		return (0);
	if (u[0] < 0x80)
		return (1);
	len = u[0] >= 0xf0 ? 4 : u[0] >= 0xe0 ? 3 : 2;
	if (u[0] < 0xc2 || u[0] > 0xf4 || len > n || !str_second_ok(u[0], u[1]))
		return (0);
	for (i = 2; i < len; i++) {
		if (!str_is_tail(u[i]))
			return (0);
	}
	return (len);
}

bool
str_is_utf8(const char *s, size_t n)
{
	size_t i = 0, step;

	while (i < n) {
		step = str_char_bytes(s + i, n - i);
		if (step == 0)
			return (false);
		i += step;
	}
	return (true);
}

size_t
str_chars(const char *s)
{
	size_t n = 0;

	for (; s != NULL && *s != '\0'; s++) {
		if (!str_is_tail((unsigned char)*s))
			n++;
	}
	return (n);
}

char *
str_cut(const void *parent, const char *s, size_t chars)
{
	size_t n = 0, i;

	if (s == NULL)
		return (NULL);
	for (i = 0; s[i] != '\0'; i++) {
		if (!str_is_tail((unsigned char)s[i]) && n++ == chars)
			return (mem_fmt(parent, "%.*s…", (int)i, s));
	}
	return (mem_str(parent, s));
}
