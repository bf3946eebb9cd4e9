/* SPDX-License-Identifier: ISC */
#include "ctl/program.h"

#include "base/random.h"
#include "base/str.h"
#include "db/conninfo.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static struct err *
wait_for(const char *name, pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return (RAISE(ERR_CONFLICT, "waiting for %s: %s", name, strerror(errno)));
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		return (RAISE(ERR_CONFLICT, "%s failed", name));
	return (OK);
}

/* What programs say is no answer of ours: without ${out} it goes to the standard error. */
static struct err *
run_between(const char *name, const char *const *argv, const char *in, const char *out)
{
	posix_spawn_file_actions_t files;
	int failed;
	pid_t pid;

	posix_spawn_file_actions_init(&files);
	if (in != NULL)
		posix_spawn_file_actions_addopen(&files, STDIN_FILENO, in, O_RDONLY, 0);
	if (out != NULL)
		posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, out, O_WRONLY | O_CREAT | O_EXCL, 0600);
	else
		posix_spawn_file_actions_adddup2(&files, STDERR_FILENO, STDOUT_FILENO);
	failed = posix_spawnp(&pid, argv[0], &files, NULL, (char *const *)(uintptr_t)argv, environ);
	posix_spawn_file_actions_destroy(&files);
	if (failed != 0)
		return (RAISE(ERR_CONFLICT, "cannot run %s: %s", name, strerror(failed)));
	return (wait_for(name, pid));
}

struct err *
program_run(const char *const *argv)
{
	return (run_between(argv[0], argv, NULL, NULL));
}

struct err *
program_database(const char *conninfo, const char *const *argv, const char *in, const char *out)
{
	const char *account = conninfo_account(conninfo);
	char user[64], group[64];
	const char *as[32] = { "setpriv", user, group, "--init-groups", "--", "env", "-C", "/" };
	size_t n = 8;

	if (account == NULL)
		return (run_between(argv[0], argv, in, out));
	(void)snprintf(user, sizeof user, "--reuid=%s", account);
	(void)snprintf(group, sizeof group, "--regid=%s", account);
	for (size_t i = 0; argv[i] != NULL && n + 1 < ARRAY_LEN(as); i++)
		as[n++] = argv[i];
	as[n] = NULL;
	return (run_between(argv[0], as, in, out));
}

struct err *
program_digest(const void *parent, const char *path, char **hex, int64_t *size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	unsigned char digest[DIGEST_BYTES];
	struct err *err = OK;
	struct stat st;
	void *bytes = MAP_FAILED;

	if (fd < 0 || fstat(fd, &st) != 0)
		err = RAISE(ERR_CONFLICT, "cannot read \"%s\": %s", path, strerror(errno));
	/* Nothing cannot be mapped. */
	if (err == OK && st.st_size > 0 && (bytes = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0)) == MAP_FAILED)
		err = RAISE(ERR_CONFLICT, "cannot map \"%s\": %s", path, strerror(errno));
	if (err == OK) {
		digest_sha256(bytes == MAP_FAILED ? "" : bytes, (size_t)st.st_size, digest);
		*hex = str_hex(parent, digest, sizeof digest);
		*size = st.st_size;
	}
	if (bytes != MAP_FAILED)
		munmap(bytes, (size_t)st.st_size);
	if (fd >= 0)
		close(fd);
	return (err);
}

struct err *
program_conninfo(const void *parent, const char *conninfo, const char *database, char **out)
{
	/* Arguments of a program are seen by everybody on the machine. */
	if (conninfo_tells_password(conninfo))
		return (RAISE(ERR_INVALID, "keep the password in ~/.pgpass or PGPASSWORD, not in the connection string"));
	return (conninfo_with(parent, conninfo, database == NULL ? NULL : "dbname", database, out));
}

static int
by_name(const FTSENT **a, const FTSENT **b)
{
	return (strcmp((*a)->fts_name, (*b)->fts_name));
}

static struct err *
add_file(json_t *list, const char *path, size_t skip)
{
	int64_t size;
	char *hex;

	TRY(program_digest(NULL, path, &hex, &size));
	json_array_append_new(list, json_pack("{s:s, s:I, s:s}", "path", path + skip, "size", (json_int_t)size, "sha256", hex));
	mem_free(hex);
	return (OK);
}

struct err *
program_files(const char *dir, json_t **list)
{
	char *copy = mem_str(NULL, dir);
	FTS *tree = fts_open((char *const[]){ copy, NULL }, FTS_PHYSICAL | FTS_NOCHDIR, by_name);
	struct err *err = OK;
	FTSENT *entry;

	*list = json_array();
	if (tree == NULL)
		err = RAISE(ERR_CONFLICT, "cannot read \"%s\": %s", dir, strerror(errno));
	while (err == OK && (entry = fts_read(tree)) != NULL) {
		if (entry->fts_info == FTS_F)
			err = add_file(*list, entry->fts_path, strlen(dir) + 1);
		else if (entry->fts_info == FTS_DNR || entry->fts_info == FTS_ERR)
			err = RAISE(ERR_CONFLICT, "cannot read \"%s\": %s", entry->fts_path, strerror(entry->fts_errno));
	}
	if (tree != NULL)
		fts_close(tree);
	mem_free(copy);
	return (err);
}

struct err *
program_remove(const char *dir)
{
	return (program_run((const char *const[]){ "rm", "-rf", "--", dir, NULL }));
}
