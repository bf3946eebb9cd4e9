/* SPDX-License-Identifier: ISC */
/* gatehousectl config: the settings as they are, and whether one can work with them. */
#include "ctl/verb.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static void
need(const char *key, const char *path, int mode, int *exit_code)
{
	if (access(path, mode) == 0)
		return;
	printf("%s = '%s': %s\n", key, path, strerror(errno));
	*exit_code = REFUSED;
}

static void
show(void *arg, const char *name, const char *value, const char *from, const char *meaning)
{
	(void)arg;
	printf("%-17s %-28s %-14s %s\n", name, value, from, meaning);
}

static void
list(void *arg, const char *name, const char *value, const char *from, const char *meaning)
{
	json_array_append_new(arg, json_pack("{s:s, s:s, s:s, s:s}", "name", name, "value", value, "from", from, "meaning", meaning));
}

static struct err *
show_all(const struct call *call)
{
	json_t *settings;

	if (call->json) {
		settings = json_array();
		conf_each(call->conf, list, settings);
		call_json(settings);
		return (OK);
	}
	printf("# %s\n", call->file == NULL ? "no file was read" : call->file);
	conf_each(call->conf, show, NULL);
	return (OK);
}

/* That it is well formed is proved by having come here. */
static struct err *
test(struct call *call, int *exit_code)
{
	const struct conf *conf = call->conf;

	need("templates", conf->templates, R_OK, exit_code);
	need("sql", conf->sql, R_OK, exit_code);
	need("words", conf->words, R_OK, exit_code);
	need("files", conf->files, R_OK | W_OK, exit_code);
	need("uploads", conf->uploads, R_OK | W_OK, exit_code);
	need("run", conf->run, R_OK | W_OK, exit_code);
	need("blocked_passwords", conf->blocked_passwords, R_OK, exit_code);
	TRY(db_ready(call->c->db));
	if (*exit_code == DONE)
		printf("the configuration works\n");
	return (OK);
}

struct err *
verb_config(struct call *call, int *exit_code)
{
	const char *what = call->argc == 2 ? call->argv[1] : "";

	if (strcmp(what, "show") == 0)
		return (show_all(call));
	return (strcmp(what, "test") == 0 ? test(call, exit_code) : call_usage(call, exit_code));
}
