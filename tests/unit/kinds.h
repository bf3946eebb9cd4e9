/* SPDX-License-Identifier: ISC */
/* What the tests of declarations share: a check for every kind, and what is wrong with one. */
#ifndef UNIT_KINDS_H
#define UNIT_KINDS_H

#include "base/str.h"
#include "record/kind.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define WRONG(...) fail_msg(__VA_ARGS__)

/* Run ${check} for every kind. */
static inline void
each(void (*check)(const struct kind *kind))
{
	for (size_t i = 0; kinds[i] != NULL; i++)
		check(kinds[i]);
}

/* Is ${name} a column of the kind's facts?  Read from the statement, so that no server is needed. */
static inline bool
is_fact(const struct kind *kind, const char *name)
{
	char *as = mem_fmt(NULL, " AS %s", name);
	const char *at = kind->facts == STMT_NONE ? NULL : strstr(stmt_texts[kind->facts].text, as);
	bool found = at != NULL && strchr(",\n ", at[strlen(as)]) != NULL;

	mem_free(as);
	return (found);
}

#endif
