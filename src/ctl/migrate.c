/* SPDX-License-Identifier: ISC */
/*
 * gatehousectl migrate: runs the numbered files of sql/migrate that have not
 * run yet, each in a transaction of its own, forward only.  Uses libpq itself,
 * because a migration is a script and not a statement.
 */
#include "ctl/verb.h"

#include "base/str.h"

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

static struct err *
last_number(PGconn *pg, long *last)
{
	PGresult *res = PQexec(pg, "SELECT COALESCE(max(number), 0) FROM app.migration");
	bool ok = PQresultStatus(res) == PGRES_TUPLES_OK;

	*last = ok ? strtol(PQgetvalue(res, 0, 0), NULL, 10) : 0;
	PQclear(res);
	return (ok ? OK : RAISE(ERR_CONFLICT, "cannot read app.migration: %s", PQerrorMessage(pg)));
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

static struct err *
run_all(struct call *call, PGconn *pg, bool plan, int *ran)
{
	const char *dir = mem_fmt(call->c, "%s/migrate", call->conf->sql);
	struct dirent **files;
	struct err *err = OK;
	long last;
	int n;

	TRY(script(pg, "bookkeeping", bookkeeping));
	TRY(last_number(pg, &last));
	n = scandir(dir, &files, is_sql, alphasort);
	if (n < 0)
		return (RAISE(ERR_CONFLICT, "cannot read \"%s\": %s", dir, strerror(errno)));
	for (int i = 0; i < n; i++) {
		if (err == OK && strtol(files[i]->d_name, NULL, 10) > last) {
			printf("%s %s\n", plan ? "would run" : "running", files[i]->d_name);
			(*ran)++;
			err = plan ? OK : apply(call, pg, dir, files[i]->d_name);
		}
		free(files[i]);
	}
	free(files);
	return (err);
}

static struct err *
connect_to(const char *conninfo, PGconn **pg)
{
	struct err *err;

	*pg = PQconnectdb(conninfo);
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
