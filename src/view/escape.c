/* SPDX-License-Identifier: ISC */
/*
 * ClearSilver escapes every value that a template shows (Config.VarEscapeMode).  This is how: the linker puts this function in the
 * place of the library's own (Makefile.am, --wrap), which looks for each character in turn and grows its text piece by piece.  A list
 * of 25 rows shows 600 values; most of them need no escaping.  What comes out is the same (tests/unit/test_view.c compares both).
 */
#include "view/hdf.h"

#include <stdlib.h>
#include <string.h>

NEOERR *__real_neos_var_escape(NEOS_ESCAPE context, const char *in, char **esc);
NEOERR *__wrap_neos_var_escape(NEOS_ESCAPE context, const char *in, char **esc);

/* What stands for a character; NULL: itself. */
static const char *const stands_for[256] = {
	['&'] = "&amp;",
	['<'] = "&lt;",
	['>'] = "&gt;",
	['"'] = "&quot;",
	['\''] = "&#39;",
	['\r'] = "",
};

/* Bytes of ${in} when it is escaped. */
static size_t
escaped_bytes(const char *in, size_t n)
{
	size_t all = n;

	for (size_t i = 0; i < n; i++) {
		const char *other = stands_for[(unsigned char)in[i]];

		if (other != NULL)
			all += strlen(other) - 1;
	}
	return (all);
}

static void
put_escaped(char *to, const char *in, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *other = stands_for[(unsigned char)in[i]];

		if (other == NULL)
			*to++ = in[i];
		for (; other != NULL && *other != '\0'; other++)
			*to++ = *other;
	}
}

NEOERR *
__wrap_neos_var_escape(NEOS_ESCAPE context, const char *in, char **esc)
{
	size_t n, plain, all;

	if (context != NEOS_ESCAPE_HTML || in == NULL)
		return (__real_neos_var_escape(context, in, esc));
	plain = strcspn(in, "&<>\"'\r");
	n = plain + strlen(in + plain);
	all = plain == n ? n : escaped_bytes(in, n);
	/* ClearSilver frees it. */
	*esc = malloc(all + 1);
	if (*esc == NULL)
		return (nerr_raise(NERR_NOMEM, "escaping %zu bytes", n));
	memcpy(*esc, in, plain);
	put_escaped(*esc + plain, in + plain, n - plain);
	(*esc)[all] = '\0';
	return (STATUS_OK);
}
