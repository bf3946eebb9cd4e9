/* SPDX-License-Identifier: ISC */
/*
 * Writes down what a worker asks of PostgreSQL, so that the bare program and
 * pgbench can ask the same.  A library to preload: the worker itself knows
 * nothing of it.  One entry per statement, in the order of asking:
 *
 *   Q <parameters>          then the name and the text of the statement and each parameter as
 *   <bytes> <text>          (-1: NULL)
 *   F                       the answers so far are wanted: a round trip
 *   S                       end of the transaction
 *
 * BENCH_RECORD names the file; whoever empties it begins a new recording.
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <libpq-fe.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { NAMES_MAX = 1000 };

/* Statements are prepared once and asked often: their texts by name. */
static struct {
	char *name, *text;
} prepared[NAMES_MAX];
static size_t prepared_n;

static FILE *
record_file(void)
{
	static FILE *file;
	const char *path = getenv("BENCH_RECORD");
	int fd;

	if (file == NULL && path != NULL && (fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666)) >= 0)
		file = fdopen(fd, "a");
	return (file);
}

static void
record_text(FILE *file, const char *text)
{
	if (text == NULL)
		fputs("-1 \n", file);
	else
		fprintf(file, "%zu %s\n", strlen(text), text);
}

static void
record_statement(const char *name, const char *text, int n, const char *const *values)
{
	FILE *file = record_file();

	if (file == NULL)
		return;
	fprintf(file, "Q %d\n", n);
	record_text(file, name);
	record_text(file, text);
	for (int i = 0; i < n; i++)
		record_text(file, values[i]);
	fflush(file);
}

static void
record_mark(const char *mark)
{
	FILE *file = record_file();

	if (file == NULL)
		return;
	fprintf(file, "%s\n", mark);
	fflush(file);
}

static const char *
text_of(const char *name)
{
	for (size_t i = 0; i < prepared_n; i++)
		if (strcmp(prepared[i].name, name) == 0)
			return (prepared[i].text);
	return ("");
}

/* ---- libpq's functions, under their own names: what a preloaded library does */

#define NEXT(function) ((__typeof__(&(function)))(uintptr_t)dlsym(RTLD_NEXT, #function))

int
PQsendPrepare(PGconn *conn, const char *name, const char *text, int n, const Oid *types)
{
	if (prepared_n < NAMES_MAX) {
		prepared[prepared_n].name = strdup(name);
		prepared[prepared_n++].text = strdup(text);
	}
	return (NEXT(PQsendPrepare)(conn, name, text, n, types));
}

int
PQsendQueryPrepared(PGconn *conn, const char *name, int n, const char *const *values, const int *lengths, const int *formats, int format)
{
	record_statement(name, text_of(name), n, values);
	return (NEXT(PQsendQueryPrepared)(conn, name, n, values, lengths, formats, format));
}

int
PQsendQueryParams(PGconn *conn, const char *text, int n, const Oid *types, const char *const *values, const int *lengths, const int *formats, int format)
{
	record_statement("", text, n, values);
	return (NEXT(PQsendQueryParams)(conn, text, n, types, values, lengths, formats, format));
}

int
PQsendFlushRequest(PGconn *conn)
{
	record_mark("F");
	return (NEXT(PQsendFlushRequest)(conn));
}

int
PQpipelineSync(PGconn *conn)
{
	record_mark("S");
	return (NEXT(PQpipelineSync)(conn));
}
