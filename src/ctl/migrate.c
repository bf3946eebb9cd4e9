/* SPDX-License-Identifier: ISC */
/*
 * gatehousectl migrate: runs the numbered files of sql/migrate that have not
 * run yet, each in a transaction of its own, forward only.  Uses libpq itself,
 * because a migration is a script and not a statement.
 */
#include "ctl/verb.h"

#include "base/str.h"
#include "db/conninfo.h"

#include <dirent.h>
#include <errno.h>
#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>

static const char bookkeeping[] =
    "CREATE SCHEMA IF NOT EXISTS app AUTHORIZATION gatehouse_owner;"
    "CREATE TABLE IF NOT EXISTS app.migration (number int PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now());"
    "ALTER TABLE app.migration OWNER TO gatehouse_owner;"
    "COMMENT ON TABLE app.migration IS 'Which migrations have run.';"
    "COMMENT ON COLUMN app.migration.number IS 'Number of the file.';"
    "COMMENT ON COLUMN app.migration.name IS 'Name of the file.';"
    "COMMENT ON COLUMN app.migration.applied_at IS 'When it ran.'";

static void
say_nothing(void *arg, const char *message)
{
	(void)arg;
	(void)message;
}

static struct err *
script(PGconn *pg, const char *what, const char *sql)
{
	PGresult *res = PQexec(pg, sql);
	ExecStatusType status = PQresultStatus(res);
	struct err *err = OK;

	if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
		err = RAISE(PQstatus(pg) == CONNECTION_OK ? ERR_CONFLICT : ERR_UNAVAILABLE, "%s: %s", what, PQerrorMessage(pg));
	PQclear(res);
	return (err);
}

static int
is_sql(const struct dirent *entry)
{
	size_t n = strlen(entry->d_name);

	return (n > 8 && strcmp(entry->d_name + n - 4, ".sql") == 0);
}

static struct err *
read_file(const void *parent, const char *path, char **text)
{
	struct buf *b = buf_new(parent);
	char chunk[65536];
	FILE *f = fopen(path, "re");
	size_t n;

	if (f == NULL)
		return (RAISE(ERR_CONFLICT, "cannot read \"%s\": %s", path, strerror(errno)));
	while ((n = fread(chunk, 1, sizeof chunk, f)) > 0)
		buf_putn(b, chunk, n);
	fclose(f);
	*text = b->data;
	return (OK);
}

static struct err *
apply(struct call *call, PGconn *pg, const char *dir, const char *name)
{
	const char *path = mem_fmt(call->c, "%s/%s", dir, name);
	char *text;

	TRY(read_file(call->c, path, &text));
	return (script(pg, name, mem_fmt(call->c,
	    "BEGIN; SET LOCAL lock_timeout = '10s'; SET LOCAL search_path = app, pg_catalog;\n%s\n;RESET ROLE;"
	    "INSERT INTO app.migration (number, name) VALUES (%ld, '%s'); COMMIT", text, strtol(name, NULL, 10), name)));
}

/* ---- what has run, and what there is */

/* A file of sql/migrate: "0043_running.sql". */
static long
number_of(const char *name)
{
	return (strtol(name, NULL, 10));
}

/* Is the schema there, is the database somebody else's? */
static struct err *
look_at(PGconn *pg, bool *is_there)
{
	PGresult *res = PQexec(pg, stmt_texts[STMT_CTL_IS_OURS].text);
	struct err *err = OK;

	if (PQresultStatus(res) != PGRES_TUPLES_OK)
		err = RAISE(ERR_CONFLICT, "cannot see what is in this database: %s", PQerrorMessage(pg));
	else if (strcmp(PQgetvalue(res, 0, 1), "t") == 0)
		err = RAISE(ERR_CONFLICT, "the database \"%s\" holds something else; Gatehouse wants one of its own: name it in \"database\", dbname=…", PQdb(pg));
	else
		*is_there = strcmp(PQgetvalue(res, 0, 0), "t") == 0;
	PQclear(res);
	return (err);
}

/* What has run, by number; no rows where nothing has. */
static struct err *
have_run(PGconn *pg, PGresult **out)
{
	bool is_there = false;

	*out = NULL;
	TRY(look_at(pg, &is_there));
	*out = PQexec(pg, is_there ? "SELECT number, name FROM app.migration ORDER BY number" : "SELECT 1 WHERE false");
	if (PQresultStatus(*out) != PGRES_TUPLES_OK)
		return (RAISE(ERR_CONFLICT, "cannot see which migrations have run: %s", PQerrorMessage(pg)));
	return (OK);
}

/* What has run must be what comes first here: else this program does not know the schema, and must not touch it. */
static struct err *
compare(const PGresult *ran, struct dirent **files, int n, int *first)
{
	int rows = PQntuples(ran);

	for (int i = 0; i < rows; i++) {
		const char *name = PQgetvalue(ran, i, 1), *number = PQgetvalue(ran, i, 0);

		if (i >= n || number_of(files[n - 1]->d_name) < number_of(number))
			return (RAISE(ERR_CONFLICT, "the schema is newer than this program: migration %s (%s) has run, the last one here is %s; install the newer program",
			    number, name, n == 0 ? "none" : files[n - 1]->d_name));
		if (number_of(files[i]->d_name) < number_of(number))
			return (RAISE(ERR_CONFLICT, "the schema has a gap: migration %s has run, %s before it has not; nothing is run out of turn: take a backup from "
			    "before, or ask whoever made it", name, files[i]->d_name));
		if (strcmp(files[i]->d_name, name) != 0)
			return (RAISE(ERR_CONFLICT, "another program's schema: migration %s is \"%s\" in the database and \"%s\" here", number, name, files[i]->d_name));
	}
	*first = rows;
	return (OK);
}

/* One at a time: whoever comes second waits, and finds that nothing is left to do. */
static struct err *
lock(PGconn *pg)
{
	PGresult *res = PQexec(pg, "SELECT pg_try_advisory_lock(hashtext('gatehousectl migrate'))");
	bool taken = PQresultStatus(res) == PGRES_TUPLES_OK && strcmp(PQgetvalue(res, 0, 0), "t") == 0;

	PQclear(res);
	if (taken)
		return (OK);
	fprintf(stderr, "another gatehousectl migrate is at work on this database; waiting for it\n");
	return (script(pg, "waiting", "SELECT pg_advisory_lock(hashtext('gatehousectl migrate'))"));
}

static struct err *
run_files(struct call *call, PGconn *pg, const char *dir, bool plan, struct dirent **files, int n, int *ran)
{
	PGresult *before;
	struct err *err = have_run(pg, &before);
	int first = 0;

	if (err == OK)
		err = compare(before, files, n, &first);
	PQclear(before);
	if (err == OK && !plan)
		err = script(pg, "bookkeeping", bookkeeping);
	for (int i = first; err == OK && i < n; i++) {
		printf("%s %s\n", plan ? "would run" : "running", files[i]->d_name);
		(*ran)++;
		err = plan ? OK : apply(call, pg, dir, files[i]->d_name);
	}
	return (err);
}

static struct err *
run_all(struct call *call, PGconn *pg, bool plan, int *ran)
{
	const char *dir = mem_fmt(call->c, "%s/migrate", call->conf->sql);
	struct dirent **files;
	struct err *err;
	int n;

	/* A plan writes nothing, and works where nothing can be written. */
	TRY(plan ? script(pg, "a plan", "SET default_transaction_read_only = on") : lock(pg));
	n = scandir(dir, &files, is_sql, alphasort);
	if (n < 0)
		return (RAISE(ERR_CONFLICT, "cannot read \"%s\": %s", dir, strerror(errno)));
	err = run_files(call, pg, dir, plan, files, n, ran);
	for (int i = 0; i < n; i++)
		free(files[i]);
	free(files);
	return (err);
}

static struct err *
connect_to(const char *conninfo, PGconn **pg)
{
	struct err *err;

	conninfo_begin(conninfo);
	*pg = PQconnectdb(conninfo);
	conninfo_end();
	if (PQstatus(*pg) == CONNECTION_OK) {
		PQsetNoticeProcessor(*pg, say_nothing, NULL);
		return (OK);
	}
	err = RAISE(ERR_UNAVAILABLE, "the database is not there: %s", PQerrorMessage(*pg));
	PQfinish(*pg);
	return (err);
}

struct err *
migrate_all(struct call *call, bool plan, int *ran)
{
	struct err *err;
	PGconn *pg;

	TRY(connect_to(call->conf->database, &pg));
	err = run_all(call, pg, plan, ran);
	PQfinish(pg);
	return (err);
}

struct err *
migrate_script(struct call *call, const char *conninfo, const char *path)
{
	struct err *err;
	PGconn *pg;
	char *text;

	TRY(read_file(call->c, path, &text));
	TRY(connect_to(conninfo, &pg));
	err = script(pg, path, text);
	PQfinish(pg);
	return (err);
}

struct err *
migrate_waiting(struct call *call, int64_t last, int *waiting)
{
	const char *dir = mem_fmt(call->c, "%s/migrate", call->conf->sql);
	struct dirent **files;
	int n = scandir(dir, &files, is_sql, alphasort);

	if (n < 0)
		return (RAISE(ERR_CONFLICT, "cannot read \"%s\": %s", dir, strerror(errno)));
	*waiting = 0;
	for (int i = 0; i < n; i++) {
		*waiting += strtol(files[i]->d_name, NULL, 10) > last;
		free(files[i]);
	}
	free(files);
	return (OK);
}

struct err *
verb_migrate(struct call *call, int *exit_code)
{
	bool plan = call->argc == 2 && strcmp(call->argv[1], "--plan") == 0;
	int ran = 0;

	if (call->argc > 1 && !plan)
		return (call_usage(call, exit_code));
	TRY(migrate_all(call, plan, &ran));
	if (ran == 0)
		puts("the schema is up to date");
	return (OK);
}
