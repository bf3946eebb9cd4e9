/* SPDX-License-Identifier: ISC */
/* Programs of others that gatehousectl runs (pg_dump, tar …): by name and arguments, never through a shell; digests of files. */
#ifndef CTL_PROGRAM_H
#define CTL_PROGRAM_H

#include "base/err.h"

#include <jansson.h>
#include <stdint.h>

/* Runs ${argv} and waits. ERR_CONFLICT when it cannot be run or does not end with 0; what it says goes to stderr. */
struct err *program_run(const char *const *argv) MUST_CHECK;
/*
 * The same for one that connects to ${conninfo}: as the system account that gatehousectl connects as (db/conninfo.h), so it may not
 * open our files: it reads from ${in} and writes to ${out} (0600), which we open; NULL: nothing and the standard error.
 */
struct err *program_database(const char *conninfo, const char *const *argv, const char *in, const char *out) MUST_CHECK;
/* SHA-256 of a file, hex, and its size. */
struct err *program_digest(const void *parent, const char *path, char **hex, int64_t *size) MUST_CHECK;
/* The connection string of ${conninfo} for another database (NULL: the same), as keywords. ERR_INVALID: there is a password in it. */
struct err *program_conninfo(const void *parent, const char *conninfo, const char *database, char **out) MUST_CHECK;
/* The files below ${dir} as [{"path", "size", "sha256"}], by path. */
struct err *program_files(const char *dir, json_t **list) MUST_CHECK;
/* Removes a directory that we made, with everything in it. */
struct err *program_remove(const char *dir) MUST_CHECK;

#endif
