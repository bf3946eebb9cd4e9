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
#include <jansson.h>
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
	const char *file;       /* the configuration that was read; NULL: none */
	const char *error;      /* what went wrong; NULL: nothing so far */
	const char *said;       /* printed when all is done and committed; NULL: nothing */
};

/* What is asked before an act, at a terminal and without --yes. */
struct ask {
	const char *act;        /* the word behind the verb's name; "": whatever stands there; NULL: the verb without one */
	const char *what;       /* what will happen */
};

/* TO ADD ONE: a file with its function, a row in main.c, its line in the manual (docs/gatehousectl.md). */
struct verb {
	const char *name;
	const char *usage;      /* after the verb's name */
	const char *help;       /* one sentence */
	struct err *(*run)(struct call *call, int *exit_code);
	const struct ask *asks; /* ends with an empty row; NULL: it never asks */
};

struct err *verb_setup(struct call *call, int *exit_code) MUST_CHECK;
struct err *verb_migrate(struct call *call, int *exit_code) MUST_CHECK;
struct err *verb_site(struct call *call, int *exit_code) MUST_CHECK;
struct err *verb_account(struct call *call, int *exit_code) MUST_CHECK;
struct err *verb_role(struct call *call, int *exit_code) MUST_CHECK;
struct err *verb_check(struct call *call, int *exit_code) MUST_CHECK;
struct err *verb_doctor(struct call *call, int *exit_code) MUST_CHECK;
struct err *verb_clock(struct call *call, int *exit_code) MUST_CHECK;
struct err *verb_audit(struct call *call, int *exit_code) MUST_CHECK;
struct err *verb_backup(struct call *call, int *exit_code) MUST_CHECK;
struct err *verb_restore(struct call *call, int *exit_code) MUST_CHECK;
struct err *verb_config(struct call *call, int *exit_code) MUST_CHECK;
struct err *verb_nginx_config(struct call *call, int *exit_code) MUST_CHECK;
struct err *verb_kinds(struct call *call, int *exit_code) MUST_CHECK;
struct err *verb_export(struct call *call, int *exit_code) MUST_CHECK;
struct err *verb_import(struct call *call, int *exit_code) MUST_CHECK;
struct err *verb_demo(struct call *call, int *exit_code) MUST_CHECK;
struct err *verb_play(struct call *call, int *exit_code) MUST_CHECK;
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
/* Outside any site: acts are in the deployment's own history. */
struct err *call_outside(struct call *call) MUST_CHECK;

/* call.c */
bool call_flag(struct call *call, const char *name);             /* was "--name" given?  Taken out of the arguments */
const char *call_option(struct call *call, const char *name);    /* what follows "--name", both taken out; NULL: not given */
void call_table(struct call *call, const struct rows *rows);     /* as a table, or as JSON with --json */
void call_json(json_t *json);                                    /* the verb's answer: printed when it has ended, and freed */
/*
 * With --json the standard output is one document: the verb's answer where it has one (what it says beside it goes to the standard
 * error), else { "verb", "done", "said": the lines it printed }, with "error" when it was refused.
 */
void call_say_begin(struct call *call);
void call_say_end(struct call *call, int exit_code);

/* complain.c: says what went wrong in words for whoever typed the command, rolls back, frees ${err}; the exit code */
int call_complain(struct call *call, struct err *err);

/* account.c */
struct err *call_account(struct call *call, const char *login, struct rows **account) MUST_CHECK;  /* ERR_NOT_FOUND */
struct err *call_account_add(struct call *call, const char *login, const char *name, const char *email, bool is_operator) MUST_CHECK;
/* A one-time link for setting a password; told when it is committed. */
struct err *call_link(struct call *call, const char *account_id, const char *login, bool is_first) MUST_CHECK;

/* migrate.c, the one place with a connection of its own */
struct err *migrate_all(struct call *call, bool plan, int *ran) MUST_CHECK;
struct err *migrate_script(struct call *call, const char *conninfo, const char *path) MUST_CHECK;
struct err *migrate_waiting(struct call *call, int64_t last, int *waiting) MUST_CHECK;

/* doctor_sockets.c: can nginx reach the workers?  Each problem goes to ${ails} with what cures it. */
void doctor_sockets(struct call *call, void *doctor, void (*ails)(void *doctor, const char *problem, const char *cure));

/* backup.c: rows per table, and "seq hash" per site */
struct err *backup_counts(struct ctx *c, json_t **counts, json_t **heads) MUST_CHECK;

#endif
