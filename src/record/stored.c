/* SPDX-License-Identifier: ISC */
#include "record/stored.h"

#include "base/log.h"
#include "base/str.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { DAY = 86400, NAME_CHARS = 64, MANY = 20 };

/* A name of ours, so old that whoever stored it has committed or died. */
static bool
is_old(int dir, const char *name)
{
	struct stat st;

	return (strlen(name) == NAME_CHARS && strspn(name, "0123456789abcdef") == NAME_CHARS &&
	    fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(st.st_mode) && st.st_mtime < time(NULL) - DAY);
}

/* The old files of a folder as an array for the database; names are hexadecimal and need no quoting. */
static size_t
read_folder(DIR *dir, const char *folder, struct buf *names, size_t *looked)
{
	const struct dirent *entry;
	size_t n = 0;

	buf_put(names, "{");
	while ((entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		(*looked)++;
		if (is_old(dirfd(dir), entry->d_name))
			buf_fmt(names, "%s%s/%s", n++ > 0 ? "," : "", folder, entry->d_name);
	}
	buf_put(names, "}");
	return (n);
}

static size_t
take_away(struct ctx *c, const struct rows *unknown)
{
	size_t removed = 0;

	for (size_t i = 0; i < rows_count(unknown); i++)
		removed += unlink(mem_fmt(c, "%s/%s", c->conf->files, rows_text(unknown, i, "stored"))) == 0;
	return (removed);
}

struct err *
stored_look(struct ctx *c, unsigned folder, bool removes, struct stored *tally)
{
	const char *name = mem_fmt(c, "%02x", folder), *path = mem_fmt(c, "%s/%s", c->conf->files, name);
	struct buf *names = buf_new(c);
	struct rows *unknown;
	DIR *dir = opendir(path);
	size_t old, n;

	if (dir == NULL)
		return (errno == ENOENT ? OK : RAISE(ERR_INTERNAL, "cannot look into \"%s\": %s", path, strerror(errno)));
	old = read_folder(dir, name, names, &tally->looked);
	closedir(dir);
	if (old == 0)
		return (OK);
	TRY(db_run(c->db, c, STMT_FILES_UNKNOWN, &unknown, ARGS(names->data)));
	n = rows_count(unknown);
	tally->unknown += n;
	if (removes && n > MANY && n > old / 2)
		log_line(LOG_WARN, "\"%s\": %zu of %zu files have no row: none is taken away, is this their database?", path, n, old);
	else if (removes)
		tally->removed += take_away(c, unknown);
	return (OK);
}
