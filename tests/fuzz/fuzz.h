/* SPDX-License-Identifier: ISC */
/*
 * What the fuzz targets share.  A target fails by abort(): on a crash, a property that does not hold, an
 * error that would not be the sender's fault, or memory left behind.
 */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include "base/err.h"
#include "base/random.h"
#include "base/str.h"
#include "http/request.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <talloc.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FUZZ_MUST(condition) \
	do { \
		if (!(condition)) { \
			fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition); \
			abort(); \
		} \
	} while (0)

/* The parent of one input. */
static inline void *
fuzz_begin(void)
{
	static bool started;

	if (!started)
		random_start();
	started = true;
	talloc_enable_null_tracking();
	return (mem_new(NULL, int));
}

static inline void
fuzz_end(void *parent)
{
	mem_free(parent);
	/* Talloc's own root is the one object left. */
	FUZZ_MUST(talloc_total_blocks(NULL) == 1);
	talloc_disable_null_tracking();
}

/* True when the input was taken; a refusal must be the sender's fault. */
static inline bool
fuzz_taken(struct err *err)
{
	bool taken = err == OK;

	FUZZ_MUST(taken || err_kind(err) == ERR_INVALID || err_kind(err) == ERR_TOO_LARGE);
	err_free(err);
	return (taken);
}

/* No control bytes but those of ${breaks}, and valid UTF-8; judged here without the code under test. */
static inline void
fuzz_clean(const char *s, const char *breaks)
{
	const char *p;

	for (p = s; *p != '\0'; p++)
		FUZZ_MUST(((unsigned char)*p >= 0x20 && *p != 0x7f) || strchr(breaks, *p) != NULL);
	FUZZ_MUST(str_is_utf8(s, strlen(s)));
}

static inline void
fuzz_pairs(const struct pairs *pairs, const char *breaks)
{
	size_t i;

	FUZZ_MUST(pairs->n <= PAIRS_MAX);
	for (i = 0; i < pairs->n; i++) {
		const char *name = pairs->pair[i].name;

		FUZZ_MUST(*name != '\0' && strlen(name) <= PAIR_NAME_MAX);
		FUZZ_MUST(strpbrk(name, " &=;%[]\"'<>\r\n/") == NULL);
		fuzz_clean(name, "");
		fuzz_clean(pairs->pair[i].value, breaks);
	}
}

#endif
