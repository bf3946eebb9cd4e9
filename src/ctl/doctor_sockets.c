/* SPDX-License-Identifier: ISC */
/*
 * Can nginx connect to the workers' sockets?  Where it cannot, every page is a 503 and nothing but nginx's log says why (O4).
 * nginx is whoever runs its processes now; where none runs, Debian's account for it.
 */
#include "ctl/verb.h"

#include "base/str.h"

#include <dirent.h>
#include <glob.h>
#include <grp.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define USUAL_ACCOUNT "www-data"

enum { GROUPS_MAX = 64 };

/* An account and its groups. */
struct visitor {
	uid_t uid;
	gid_t groups[GROUPS_MAX];
	int n;
};

static bool
visitor_of(struct visitor *who, uid_t uid)
{
	const struct passwd *account = getpwuid(uid);

	who->uid = uid;
	who->n = GROUPS_MAX;
	return (account != NULL && getgrouplist(account->pw_name, account->pw_gid, who->groups, &who->n) >= 0);
}

/* ${want}: 4 read, 2 write, 1 enter. */
static bool
may_use(const struct visitor *who, const char *path, mode_t want)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return (false);
	if (who->uid == 0)
		return (true);
	if (who->uid == st.st_uid)
		return ((st.st_mode >> 6 & want) == want);
	for (int i = 0; i < who->n; i++)
		if (who->groups[i] == st.st_gid)
			return ((st.st_mode >> 3 & want) == want);
	return ((st.st_mode & want) == want);
}

/* A socket is connected to through its folder. */
static bool
may_connect(const struct visitor *who, const char *path)
{
	char *folder = mem_strn(NULL, path, (size_t)(strrchr(path, '/') - path));
	bool may = may_use(who, folder, 1) && may_use(who, path, 4 | 2);

	mem_free(folder);
	return (may);
}

static bool
is_nginx(const char *pid, uid_t *uid)
{
	char path[64], name[32] = "";
	struct stat st;
	FILE *f;

	(void)snprintf(path, sizeof path, "/proc/%.20s/comm", pid);
	f = fopen(path, "re");
	if (f == NULL)
		return (false);
	if (fgets(name, sizeof name, f) == NULL)
		*name = '\0';
	(void)fclose(f);
	if (strcmp(name, "nginx\n") != 0 || stat(path, &st) != 0)
		return (false);
	*uid = st.st_uid;
	return (true);
}

/* May one of the nginx processes that run here connect?  *any: there is one that is not root's. */
static bool
one_of_nginx_may(const char *path, bool *any)
{
	DIR *proc = opendir("/proc");
	struct dirent *entry;
	struct visitor who;
	bool may = false;
	uid_t uid;

	*any = false;
	while (proc != NULL && !may && (entry = readdir(proc)) != NULL)
		if (*entry->d_name >= '1' && *entry->d_name <= '9' && is_nginx(entry->d_name, &uid) && uid != 0 && visitor_of(&who, uid)) {
			*any = true;
			may = may_connect(&who, path);
		}
	if (proc != NULL)
		closedir(proc);
	return (may);
}

static bool
nginx_may(const char *path)
{
	const struct passwd *usual = getpwnam(USUAL_ACCOUNT);
	struct visitor who;
	bool any, may = one_of_nginx_may(path, &any);

	if (any || usual == NULL)
		return (may || !any);
	return (!visitor_of(&who, usual->pw_uid) || may_connect(&who, path));
}

void
doctor_sockets(struct call *call, void *doctor, void (*ails)(void *doctor, const char *problem, const char *cure))
{
	const char *run = call->conf->run;
	glob_t found = { 0 };

	if (glob(mem_fmt(call->c, "%s/*.sock", run), 0, NULL, &found) != 0) {
		if (access(run, R_OK | X_OK) == 0)
			ails(doctor, mem_fmt(call->c, "no workers listen in %s: every page is a 503", run), "systemctl enable --now gatehouse@app.socket gatehouse@auth.socket gatehouse@export.socket");
		return;
	}
	for (size_t i = 0; i < found.gl_pathc; i++)
		if (!nginx_may(found.gl_pathv[i]))
			ails(doctor, mem_fmt(call->c, "nginx may not connect to %s: every page it is asked for is a 503", found.gl_pathv[i]),
			    mem_fmt(call->c, "usermod -a -G gatehouse_app %s && chgrp gatehouse_app '%s' && chmod 0660 '%s'; then restart nginx (the units of etc/systemd do it so)",
			    USUAL_ACCOUNT, found.gl_pathv[i], found.gl_pathv[i]));
	globfree(&found);
}
