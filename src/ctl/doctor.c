/* SPDX-License-Identifier: ISC */
/* gatehousectl doctor: what is wrong with this installation, each problem with the command that cures it. */
#include "ctl/verb.h"

#include "base/str.h"
#include "db/conninfo.h"
#include "record/stored.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

struct doctor {
	struct call *call;
	json_t *found;
	bool security;
	bool migrated;          /* the schema is the one this program knows */
};

static void
ails(struct doctor *d, const char *problem, const char *cure)
{
	json_array_append_new(d->found, json_pack("{s:s, s:s}", "problem", problem, "cure", cure));
	if (!d->call->json)
		printf("problem: %s\n   cure: %s\n", problem, cure);
}

static void
found_one(void *doctor, const char *problem, const char *cure)
{
	ails(doctor, problem, cure);
}

/* ---- folders and files */

static void
look_at_folder(struct doctor *d, const char *key, const char *path, int mode)
{
	if (access(path, mode) != 0)
		ails(d, mem_fmt(d->call->c, "the folder of \"%s\", %s: %s", key, path, strerror(errno)),
		    mode == R_OK ? "install the package again, or set the folder in gatehouse.conf" :
		    mem_fmt(d->call->c, "install -d -m 0700 -o gatehouse -g gatehouse '%s'", path));
}

static void
look_at_space(struct doctor *d, const char *path)
{
	struct statvfs fs;

	/* A gigabyte: some days of uploads, and room for a backup's manifest. */
	if (statvfs(path, &fs) == 0 && (double)fs.f_bavail * (double)fs.f_frsize < 1e9)
		ails(d, mem_fmt(d->call->c, "less than 1 GB is free where the files are, %s", path), mem_fmt(d->call->c, "df -h '%s'; then make room", path));
}

static void
look_at_folders(struct doctor *d)
{
	const struct conf *conf = d->call->conf;
	struct stat a, b;

	look_at_folder(d, "templates", conf->templates, R_OK);
	look_at_folder(d, "sql", conf->sql, R_OK);
	look_at_folder(d, "words", conf->words, R_OK);
	look_at_folder(d, "files", conf->files, R_OK | W_OK);
	look_at_folder(d, "uploads", conf->uploads, R_OK | W_OK);
	look_at_folder(d, "run", conf->run, R_OK | W_OK);
	if (stat(conf->files, &a) == 0 && stat(conf->uploads, &b) == 0 && a.st_dev != b.st_dev)
		ails(d, "files and uploads are on different file systems: an upload is not kept by one rename", "set \"uploads\" in gatehouse.conf to a folder beside \"files\"");
	look_at_space(d, conf->files);
}

static void
look_at_secrets(struct doctor *d)
{
	const struct conf *conf = d->call->conf;
	const char *file = d->call->file;
	struct stat st;

	if (!d->security)
		return;
	if (stat(conf->files, &st) == 0 && (st.st_mode & 0007) != 0)
		ails(d, mem_fmt(d->call->c, "everybody on this machine may look into %s", conf->files), mem_fmt(d->call->c, "chmod o= '%s'", conf->files));
	if (file != NULL && stat(file, &st) == 0 && (st.st_mode & 0004) != 0 && conninfo_tells_password(conf->database))
		ails(d, mem_fmt(d->call->c, "%s holds a password and everybody may read it", file), mem_fmt(d->call->c, "chmod 0640 '%s'", file));
	if (!str_starts(conf->base_url, "https://") && !str_starts(conf->base_url, "http://127.0.0.1") && !str_starts(conf->base_url, "http://localhost"))
		ails(d, mem_fmt(d->call->c, "people reach it as %s: passwords cross the network in the clear", conf->base_url), "put TLS in front and set \"base_url\" to https://…");
	if (access(conf->blocked_passwords, R_OK) != 0)
		ails(d, mem_fmt(d->call->c, "the list of bad passwords, %s: %s", conf->blocked_passwords, strerror(errno)), "install the package again, or set \"blocked_passwords\"");
	if (conf->hash_log_n < 15)
		ails(d, "password hashes are cheaper than advised (hash_log_n below 15)", "set hash_log_n = 16 in gatehouse.conf; hashes follow at the next log-in");
}

/* ---- database */

static struct err *
look_at_schema(struct doctor *d)
{
	struct ctx *c = d->call->c;
	struct rows *ours, *last;
	int waiting = 0;

	TRY(db_run(c->db, c, STMT_CTL_IS_OURS, &ours, NO_ARGS));
	if (!rows_bool(ours, 0, "is_ours")) {
		ails(d, "there is no schema in this database", "gatehousectl setup LOGIN NAME");
		return (OK);
	}
	TRY(db_run(c->db, c, STMT_CTL_MIGRATION, &last, NO_ARGS));
	TRY(migrate_waiting(d->call, rows_int(last, 0, "last"), &waiting));
	if (waiting > 0)
		ails(d, mem_fmt(c, "%d migrations have not run", waiting), "gatehousectl migrate");
	d->migrated = waiting == 0;
	return (OK);
}

static struct err *
look_inside(struct doctor *d)
{
	struct ctx *c = d->call->c;
	struct rows *rows;

	TRY(db_run(c->db, c, STMT_CTL_AILMENTS, &rows, ARGS(d->security ? "t" : "f")));
	for (size_t i = 0; i < rows_count(rows); i++)
		ails(d, rows_str(rows, i, "problem"), rows_str(rows, i, "cure"));
	return (OK);
}

/* ---- stored files and their rows */

static struct err *
count_missing(struct doctor *d, size_t *missing)
{
	struct ctx *c = d->call->c;
	char after[128] = "";
	size_t n;

	do {
		struct buf *batch = buf_new(c);
		struct rows *rows;

		TRY(db_run(c->db, batch, STMT_CTL_FILES, &rows, ARGS(after)));
		n = rows_count(rows);
		for (size_t i = 0; i < n; i++)
			*missing += access(mem_fmt(batch, "%s/%s", c->conf->files, rows_str(rows, i, "stored")), F_OK) != 0;
		if (n > 0)
			(void)snprintf(after, sizeof after, "%s", rows_str(rows, n - 1, "stored"));
		mem_free(batch);
	} while (n > 0);
	return (OK);
}

static struct err *
look_at_files(struct doctor *d)
{
	struct ctx *c = d->call->c;
	struct stored tally = { 0 };
	size_t missing = 0;

	for (unsigned i = 0; i < STORED_FOLDERS; i++)
		TRY(stored_look(c, i, false, &tally));
	TRY(count_missing(d, &missing));
	if (tally.unknown > 0)
		ails(d, mem_fmt(c, "%zu stored files older than a day belong to no record", tally.unknown),
		    "gatehouse-courier --once takes them away, but for folders where they are most: then look whether this is the database of these files");
	if (missing > 0)
		ails(d, mem_fmt(c, "%zu files that records name are not in %s", missing, c->conf->files), "take them from a backup: its archive holds them under files/");
	return (OK);
}

struct err *
verb_doctor(struct call *call, int *exit_code)
{
	struct doctor d = { .call = call, .security = call_flag(call, "--security") };

	if (call->argc != 1)
		return (call_usage(call, exit_code));
	TRY(db_ready(call->c->db));
	d.found = json_array();
	look_at_folders(&d);
	doctor_sockets(call, &d, found_one);
	look_at_secrets(&d);
	TRY(look_at_schema(&d));
	if (d.migrated) {
		TRY(look_inside(&d));
		TRY(look_at_files(&d));
	}
	TRY(db_commit(call->c->db));
	*exit_code = json_array_size(d.found) > 0 ? REFUSED : DONE;
	if (!call->json && *exit_code == DONE)
		printf("nothing is wrong%s\n", d.security ? "" : "; --security looks further");
	if (call->json)
		call_json(d.found);
	else
		json_decref(d.found);
	return (OK);
}
