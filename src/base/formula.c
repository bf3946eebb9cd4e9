/* SPDX-License-Identifier: ISC */
#include "base/formula.h"

#include "base/fold.h"
#include "base/str.h"

#include <string.h>

enum { BEGINNING = 40 };

bool
formula_is_number(const char *text)
{
	const char *s = text + (*text == '-');
	size_t whole = strspn(s, "0123456789");

	if (whole == 0 || whole > 15 || (whole > 1 && *s == '0'))
		return (false);
	s += whole;
	if (*s == '.' && s[1] != '\0')
		s += 1 + strspn(s + 1, "0123456789");
	return (*s == '\0');
}

bool
formula_runs(const char *text)
{
	void *work = mem_new(NULL, char);
	const char *seen = fold_code(work, str_cut(work, text, BEGINNING));
	bool does;

	if (*seen == '\0' || str_starts(seen, "…"))
		seen = fold_code(work, text);
	does = *text == '\t' || *text == '\r' || (*seen != '\0' && strchr("=+-@", *seen) != NULL);
	mem_free(work);
	return (does && !formula_is_number(text));
}
