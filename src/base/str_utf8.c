/* SPDX-License-Identifier: ISC */
#include "base/mem.h"
#include "base/str.h"

#include <stdint.h>

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

uint32_t
str_code_point(const char *s)
{
	const unsigned char *u = (const unsigned char *)s;
	size_t n = str_char_bytes(s, 4);
	uint32_t code = n < 2 ? (n == 0 ? 0 : u[0]) : n == 2 ? u[0] & 0x1fU : n == 3 ? u[0] & 0x0fU : u[0] & 0x07U;

	for (size_t i = 1; i < n; i++)
		code = code << 6 | (u[i] & 0x3fU);
	return (code);
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

/* ---- does it say something? */

/* How much a character says: 2 where it is a syllable or a word of its own, 1 for letters and digits, 0 for marks and what is not seen. */
static int
weight_of(uint32_t code)
{
	/* TO ADD ONE: a row, sorted by its end; app.says has the same ranges. */
	static const struct {
		uint32_t last;
		int weight;
	} ranges[] = {
		{ 0x2f, 0 }, { 0x39, 1 }, { 0x40, 0 }, { 0x5a, 1 }, { 0x60, 0 }, { 0x7a, 1 }, { 0xbf, 0 }, { 0x2ff, 1 }, { 0x36f, 0 },
		{ 0x115e, 1 }, { 0x1160, 0 }, { 0x180a, 1 }, { 0x180f, 0 }, { 0x1fff, 1 }, { 0x3006, 0 },
		{ 0x3007, 2 }, { 0x3040, 0 }, { 0x30ff, 2 }, { 0x33ff, 0 }, { 0x9fff, 2 }, { 0xabff, 1 }, { 0xd7af, 2 }, { 0xf8ff, 0 },
		{ 0xfaff, 2 }, { 0xff0f, 0 }, { 0xff19, 1 }, { 0xff20, 0 }, { 0xff3a, 1 }, { 0xff40, 0 }, { 0xff5a, 1 }, { 0x1ffff, 0 },
		{ 0x323af, 2 },
	};

	for (size_t i = 0; i < ARRAY_LEN(ranges); i++)
		if (code <= ranges[i].last)
			return (ranges[i].weight);
	return (0);
}

bool
str_says(const char *s)
{
	enum { ENOUGH = 6, DIFFERENT = 3 };
	uint32_t seen[DIFFERENT] = { 0 };
	int weight = 0;
	size_t n = 0, step;

	for (; s != NULL && (step = str_char_bytes(s, 4)) != 0; s += step) {
		uint32_t code = str_code_point(s);
		size_t i = 0;

		if (weight_of(code) == 0)
			continue;
		weight += weight_of(code);
		while (i < n && seen[i] != code)
			i++;
		if (i == n && n < DIFFERENT)
			seen[n++] = code;
		if (weight >= ENOUGH && n == DIFFERENT)
			return (true);
	}
	return (false);
}
