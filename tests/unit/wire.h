/* SPDX-License-Identifier: ISC */
/*
 * What the tests of src/http share: a wire that is memory, and a fixture whose
 * teardown fails when anything, also an error, has not been freed.
 */
#ifndef TESTS_WIRE_H
#define TESTS_WIRE_H

#include "base/err.h"
#include "base/random.h"
#include "base/str.h"
#include "http/request.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <talloc.h>

#include <cmocka.h>

struct wire {
	const char *param[16][2];   /* name, value */
	const char *body;
	size_t len, at;
	size_t step;                /* at most so many bytes at once; 0: as many as asked for */
};

static inline const char *
wire_param(void *arg, const char *name)
{
	const struct wire *w = arg;
	size_t i;

	for (i = 0; i < ARRAY_LEN(w->param) && w->param[i][0] != NULL; i++) {
		if (str_eq(w->param[i][0], name))
			return (w->param[i][1]);
	}
	return (NULL);
}

static inline int
wire_bytes(void *arg, char *to, int n)
{
	struct wire *w = arg;
	size_t take = (size_t)n;

	if (take > w->len - w->at)
		take = w->len - w->at;
	if (w->step != 0 && take > w->step)
		take = w->step;
	memcpy(to, w->body + w->at, take);
	w->at += take;
	return ((int)take);
}

/* OK, or 1 + the kind of the error, which is freed. */
#define WIRE_OK 0
#define WIRE(kind) (1 + (int)(kind))
static inline int
wire_kind(struct err *err)
{
	int kind = err == OK ? WIRE_OK : WIRE(err_kind(err));

	err_free(err);
	return (kind);
}

static inline void
wire_must(struct err *err)
{
	if (err != OK)
		fail_msg("%s", err_trace(NULL, err));
}

static inline int
wire_setup(void **state)
{
	talloc_enable_null_tracking();
	random_start();
	*state = mem_new(NULL, int);
	return (0);
}

/* What counts all objects without a parent is an object itself, hence the 1. */
static inline int
wire_teardown(void **state)
{
	int left;

	left = (int)mem_count(*state) - 1;
	if (left != 0)
		print_error("%d objects left by the test\n", left);
	mem_free(*state);
	left += (int)talloc_total_blocks(NULL) - 1;
	if (left != 0)
		talloc_report_full(NULL, stderr);
	talloc_disable_null_tracking();
	return (left == 0 ? 0 : -1);
}

#define WIRE_TEST(f) cmocka_unit_test_setup_teardown(f, wire_setup, wire_teardown)

#endif
