/* SPDX-License-Identifier: ISC */
/*
 * gatehousectl: one file per verb, one table of verbs (main.c).  It connects
 * as the administrator of the database; every act on a site is in that
 * site's history.  Exit: 0 done, 1 refused or problem found, 2 usage, 3 the
 * database is not there.
 */
#ifndef CTL_VERB_H
#define CTL_VERB_H

#include "access/ctx.h"
#include <stdio.h>

enum { DONE = 0, REFUSED = 1, USAGE = 2, UNREACHABLE = 3 };

/* What every verb gets: connected lazily, a context of its own, its arguments after the verb's name. */
struct call {
	struct ctx *c;
	const struct conf *conf;
	struct directory *directory;
	int argc;
	char **argv;            /* argv[0] is the verb */
	bool json;
	bool yes;               /* --yes */
};

/* TO ADD ONE: a file with its function, a row in main.c, its line in the manual (docs/gatehousectl.md). */
struct verb {
	const char *name;
	const char *usage;      /* after the verb's name */
	const char *help;       /* one sentence */
	struct err *(*run)(struct call *call, int *exit_code);
};

struct err *verb_migrate(struct call *call, int *exit_code) MUST_CHECK;
struct err *verb_demo(struct call *call, int *exit_code) MUST_CHECK;
struct err *verb_routes(struct call *call, int *exit_code) MUST_CHECK;
struct err *verb_permissions(struct call *call, int *exit_code) MUST_CHECK;

/* Enter a site as the administrator (no account): by slug. ERR_NOT_FOUND. */
struct err *call_enter(struct call *call, const char *slug) MUST_CHECK;
/* A new context for the next act; the old one is freed. */
void call_again(struct call *call);
/* Write history and commit. */
struct err *call_commit(struct call *call) MUST_CHECK;
/* Print the usage of the verb and say USAGE. */
struct err *call_usage(struct call *call, int *exit_code) MUST_CHECK;

#endif
