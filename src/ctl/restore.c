/* SPDX-License-Identifier: ISC */
/*
 * gatehousectl restore: proves every digest of a backup, restores it into a
 * database that is not there yet, and compares rows and history with the manifest.
 * --drill does so in a database of its own that is dropped afterwards, and leaves
 * files and the real database alone.
 */
#include "ctl/program.h"
#include "ctl/verb.h"

#include "base/str.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct restore {
	struct call *call;
	char *dir;              /* unpacked */
	json_t *manifest;
	char *database;         /* name of the target */
	char *conninfo;         /* of the target */
};

/* ---- is it whole? */

static struct err *
check_digest(struct restore *r, const char *path, const json_t *entry)
{
	const char *want = json_string_value(json_object_get(entry, "sha256"));
	int64_t size;
	char *hex;

	TRY(program_digest(r->call->c, path, &hex, &size));
	if (!str_eq(hex, want))
		return (RAISE(ERR_CONFLICT, "\"%s\" is not what was backed up", path + strlen(r->dir) + 1));
	return (OK);
}

static struct err *
check_digests(struct restore *r)
{
	json_t *file;
	size_t i;

	TRY(check_digest(r, mem_fmt(r->call->c, "%s/database.dump", r->dir), json_object_get(r->manifest, "database")));
	json_array_foreach(json_object_get(r->manifest, "files"), i, file) {
		const char *name = json_string_value(json_object_get(file, "path"));

		if (name == NULL || strstr(name, "..") != NULL)
			return (RAISE(ERR_CONFLICT, "the manifest names a file outside the files"));
		TRY(check_digest(r, mem_fmt(r->call->c, "%s/files/%s", r->dir, name), file));
	}
	return (OK);
}

static struct err *
unpack(struct restore *r, const char *file)
{
	const char *path = mem_fmt(r->call->c, "%s/manifest.json", r->dir);
	json_error_t error;

	TRY(program_run((const char *const[]){ "tar", "-xf", file, "--no-same-owner", "-C", r->dir, NULL }));
	r->manifest = json_load_file(path, 0, &error);
	if (r->manifest == NULL)
		return (RAISE(ERR_CONFLICT, "the manifest cannot be read: %s", error.text));
	return (check_digests(r));
}

/* ---- into a database */

static struct err *
make_database(struct restore *r)
{
	char *base;

	TRY(program_conninfo(r->call->c, r->call->conf->database, "postgres", &base));
	TRY(program_conninfo(r->call->c, r->call->conf->database, r->database, &r->conninfo));
	TRY(program_database(base, (const char *const[]){ "createdb", "--no-password", "-T", "template0", "-E", "UTF8", "--locale=C.UTF-8",
	    mem_fmt(r->call->c, "--maintenance-db=%s", base), r->database, NULL }, NULL, NULL));
	return (migrate_script(r->call, r->conninfo, mem_fmt(r->call->c, "%s/roles.sql", r->call->conf->sql)));
}

static struct err *
drop_database(struct restore *r)
{
	char *base;

	TRY(program_conninfo(r->call->c, r->call->conf->database, "postgres", &base));
	return (program_database(base, (const char *const[]){ "dropdb", "--no-password", "--if-exists",
	    mem_fmt(r->call->c, "--maintenance-db=%s", base), r->database, NULL }, NULL, NULL));
}

static struct err *
load(struct restore *r)
{
	return (program_database(r->conninfo, (const char *const[]){ "pg_restore", "--no-password", "--exit-on-error", "--single-transaction",
	    "-d", r->conninfo, NULL }, mem_fmt(r->call->c, "%s/database.dump", r->dir), NULL));
}

/* ---- is it the same? */

static struct err *
same(const char *what, const json_t *want, const json_t *got)
{
	const char *key;
	json_t *value;

	json_object_foreach((json_t *)(uintptr_t)want, key, value)
		if (!json_equal(value, json_object_get(got, key)))
			return (RAISE(ERR_CONFLICT, "%s of \"%s\": %s were backed up, %s are there", what, key, json_string_value(value),
			    str_or(json_string_value(json_object_get(got, key)), "none")));
	return (OK);
}

static struct err *
compare_in(struct restore *r, struct ctx *c)
{
	json_t *counts, *heads;
	struct rows *chain;
	struct err *err;

	TRY(backup_counts(c, &counts, &heads));
	err = same("rows", json_object_get(r->manifest, "counts"), counts);
	if (err == OK)
		err = same("the head", json_object_get(r->manifest, "heads"), heads);
	json_decref(counts);
	json_decref(heads);
	TRY(err);
	TRY(db_run(c->db, c, STMT_CTL_VERIFY, &chain, ARGS(NULL)));
	for (size_t i = 0; i < rows_count(chain); i++)
		if (rows_text(chain, i, "bad_seq") != NULL || !rows_bool(chain, i, "is_complete"))
			return (RAISE(ERR_CONFLICT, "the history of \"%s\" is broken", rows_str(chain, i, "slug")));
	return (OK);
}

static struct err *
compare(struct restore *r)
{
	struct db *db = db_new(NULL, r->conninfo, r->call->conf->timezone);
	struct ctx *c = ctx_new(NULL, db, r->call->directory, r->call->conf);
	struct err *err = compare_in(r, c);

	db_rollback(db);
	mem_free(c);
	mem_free(db);
	return (err);
}

/* Into the configured folder: what is there stays.  The workers must read what root put there. */
static struct err *
keep_files(struct restore *r)
{
	const char *files = r->call->conf->files;

	TRY(program_run((const char *const[]){ "cp", "-a", "--no-preserve=ownership", "-n", mem_fmt(r->call->c, "%s/files/.", r->dir), files, NULL }));
	if (geteuid() != 0)
		return (OK);
	return (program_run((const char *const[]){ "chown", "-R", mem_fmt(r->call->c, "--reference=%s", files), "--", files, NULL }));
}

/* ---- the whole */

static struct err *
restore(struct restore *r, const char *file, bool drill)
{
	struct err *err, *dropped;

	TRY(unpack(r, file));
	TRY(make_database(r));
	err = load(r);
	if (err == OK)
		err = compare(r);
	if (drill || err != OK) {
		dropped = drop_database(r);
		err_free(dropped);
	}
	TRY(err);
	if (!drill)
		TRY(keep_files(r));
	printf("%s: %zu files, %s rows of history and all the others are as they were%s\n", file, json_array_size(json_object_get(r->manifest, "files")),
	    str_or(json_string_value(json_object_get(json_object_get(r->manifest, "counts"), "event")), "0"),
	    drill ? "; the drill's database is dropped" : "");
	return (OK);
}

struct err *
verb_restore(struct call *call, int *exit_code)
{
	bool drill = call_flag(call, "--drill");
	const char *into = call_option(call, "--into");
	struct restore r = { .call = call };
	struct err *err, *gone;

	if (call->argc != 2 || (into == NULL) != drill)
		return (call_usage(call, exit_code));
	umask(077);
	r.database = drill ? mem_fmt(call->c, "gatehouse_drill_%d", (int)getpid()) : mem_str(call->c, into);
	r.dir = mem_fmt(call->c, "%s.XXXXXX", call->argv[1]);
	if (mkdtemp(r.dir) == NULL)
		return (RAISE(ERR_CONFLICT, "cannot write beside \"%s\": %s", call->argv[1], strerror(errno)));
	err = restore(&r, call->argv[1], drill);
	json_decref(r.manifest);
	gone = program_remove(r.dir);
	err_free(gone);
	if (err == OK && !drill)
		printf("now let \"database\" in gatehouse.conf name %s\n", r.database);
	return (err);
}
