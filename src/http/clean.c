/* SPDX-License-Identifier: ISC */
#include "base/str.h"
#include "http/clean.h"
#include "http/request.h"

#include <string.h>

static bool
clean_is_control(char c)
{
	return ((unsigned char)c < 0x20 || c == 0x7f);
}

static bool
clean_is_break(char c)
{
	return (c == '\t' || c == '\r' || c == '\n');
}

bool
clean_line(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (clean_is_control(s[i]))
			return (false);
	}
	return (str_is_utf8(s, n));
}

bool
clean_text(const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (clean_is_control(s[i]) && !clean_is_break(s[i]))
			return (false);
	}
	return (str_is_utf8(s, n));
}

bool
clean_name(const char *s, size_t n)
{
	static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	    "0123456789_.-";

	return (n > 0 && n <= PAIR_NAME_MAX && strspn(s, allowed) >= n);
}

size_t
clean_newlines(char *s, size_t n)
{
	size_t from, to = 0;

	for (from = 0; from < n; from++) {
		if (s[from] == '\r' && from + 1 < n && s[from + 1] == '\n')
			continue;
		s[to++] = s[from] == '\r' ? '\n' : s[from];
	}
	s[to] = '\0';
	return (to);
}
