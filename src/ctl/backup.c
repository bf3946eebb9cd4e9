/* SPDX-License-Identifier: ISC */
/*
 * gatehousectl backup: one tar with the database (pg_dump's own format), the
 * uploaded files and a manifest of digests, counts and heads of the history, all of
 * one moment.  Files are only ever added, so those copied after the moment do no
 * harm.  The tar appears under its name when it is complete.
 */
#include "ctl/program.h"
#include "ctl/verb.h"

#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct err *
backup_counts(struct ctx *c, json_t **counts, json_t **heads)
{
	struct rows *n, *h;

	db_ask(c->db, c, STMT_CTL_COUNTS, &n, NO_ARGS);
	db_ask(c->db, c, STMT_CTL_HEADS, &h, NO_ARGS);
	TRY(db_wait(c->db));
	*counts = json_object();
	*heads = json_object();
	for (size_t i = 0; i < rows_count(n); i++)
		json_object_set_new(*counts, rows_str(n, i, "name"), json_string(rows_str(n, i, "n")));
	for (size_t i = 0; i < rows_count(h); i++)
		json_object_set_new(*heads, rows_str(h, i, "slug"), json_string(mem_fmt(c, "%s %s", rows_str(h, i, "seq"), rows_str(h, i, "hash"))));
	return (OK);
}

static struct err *
dump(struct call *call, const char *dir, const char *snapshot)
{
	char *conninfo;

	TRY(program_conninfo(call->c, call->conf->database, NULL, &conninfo));
	return (program_database(conninfo, (const char *const[]){ "pg_dump", "-Fc", "--no-password", "--snapshot", snapshot, "-d", conninfo, NULL },
	    NULL, mem_fmt(call->c, "%s/database.dump", dir)));
}

static struct err *
put_manifest(struct call *call, const char *dir, const struct rows *snapshot, json_t *counts, json_t *heads)
{
	const char *path = mem_fmt(call->c, "%s/manifest.json", dir);
	json_t *files = NULL, *manifest;
	int64_t size;
	char *hex;
	int bad;

	TRY(program_digest(call->c, mem_fmt(call->c, "%s/database.dump", dir), &hex, &size));
	TRY(program_files(call->conf->files, &files));
	manifest = json_pack("{s:s, s:s, s:{s:I, s:s}, s:o, s:o, s:o}", "at", call->c->now, "migration", rows_str(snapshot, 0, "migration"),
	    "database", "size", (json_int_t)size, "sha256", hex, "counts", counts, "heads", heads, "files", files);
	bad = json_dump_file(manifest, path, JSON_INDENT(1) | JSON_PRESERVE_ORDER);
	json_decref(manifest);
	return (bad == 0 ? OK : RAISE(ERR_CONFLICT, "cannot write \"%s\": %s", path, strerror(errno)));
}

static struct err *
pack(struct call *call, const char *dir, const char *file)
{
	const char *part = mem_fmt(call->c, "%s.part", file);
	struct err *err;
	int fd;

	TRY(program_run((const char *const[]){ "tar", "-cf", part, "--transform=s,^\\.,files,", "-C", dir, "manifest.json", "database.dump",
	    "-C", call->conf->files, ".", NULL }));
	fd = open(part, O_RDONLY | O_CLOEXEC);
	err = fd < 0 || fsync(fd) != 0 || rename(part, file) != 0 ? RAISE(ERR_CONFLICT, "cannot keep \"%s\": %s", file, strerror(errno)) : OK;
	if (fd >= 0)
		close(fd);
	return (err);
}

static struct err *
make(struct call *call, const char *dir, const char *file)
{
	struct ctx *c = call->c;
	json_t *counts, *heads;
	struct rows *snapshot;

	db_ask(c->db, c, STMT_CTL_SNAPSHOT_BEGIN, NULL, NO_ARGS);
	TRY(db_run(c->db, c, STMT_CTL_SNAPSHOT, &snapshot, NO_ARGS));
	TRY(backup_counts(c, &counts, &heads));
	TRY(dump(call, dir, rows_str(snapshot, 0, "snapshot")));
	TRY(put_manifest(call, dir, snapshot, counts, heads));
	return (pack(call, dir, file));
}

struct err *
verb_backup(struct call *call, int *exit_code)
{
	const char *file = call->argc == 2 ? call->argv[1] : "";
	struct err *err, *gone;
	char *dir;

	if (*file == '\0')
		return (call_usage(call, exit_code));
	if (access(file, F_OK) == 0)
		return (RAISE(ERR_CONFLICT, "\"%s\" is there already", file));
	/* It holds everything anybody may not see. */
	umask(077);
	dir = mem_fmt(call->c, "%s.XXXXXX", file);
	if (mkdtemp(dir) == NULL)
		return (RAISE(ERR_CONFLICT, "cannot write beside \"%s\": %s", file, strerror(errno)));
	err = make(call, dir, file);
	db_rollback(call->c->db);
	gone = program_remove(dir);
	if (err == OK)
		printf("%s is complete; prove it with: gatehousectl restore --drill %s\n", file, file);
	err_free(gone);
	return (err);
}
