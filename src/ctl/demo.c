/* SPDX-License-Identifier: ISC */
/* gatehousectl demo: a company that has used the portal for a year, and its stories, all out of sql/seed. */
#include "ctl/company.h"
#include "ctl/play.h"

#include "base/str.h"

enum { FOUNDED_DAYS_AGO = 400 };

static struct err *
check_empty(struct call *call)
{
	struct rows *rows;

	TRY(db_run(call->c->db, call->c, STMT_CTL_SITE_COUNT, &rows, NO_ARGS));
	TRY(db_commit(call->c->db));
	if (rows_int(rows, 0, "n") > 0)
		return (RAISE(ERR_CONFLICT, "there are sites already; the demonstration is for an empty database"));
	return (OK);
}

/* The files of the stories that a list names, behind the ${n} that are in ${paths} already. */
static size_t
put_paths(const struct call *call, const json_t *names, char **paths, size_t n)
{
	for (size_t i = 0; i < json_array_size(names); i++)
		paths[n++] = mem_fmt(paths, "%s/seed/%s", call->conf->sql, json_string_value(json_array_get(names, i)));
	return (n);
}

/* ${year}: also the stories of a whole year of plans and iterations, for whoever looks around; tests do without them. */
static struct err *
load(struct call *call, json_t *json, bool year)
{
	json_t *names = json_object_get(json, "stories"), *more = year ? json_object_get(json, "year") : NULL;
	char **paths = mem_array(call->directory, char *, json_array_size(names) + json_array_size(more) + 1);

	TRY(check_empty(call));
	put_paths(call, more, paths, put_paths(call, names, paths, 0));
	TRY(company_found(call, json, FOUNDED_DAYS_AGO));
	TRY(play_files(call, "demo", paths));
	return (company_settle(call, json, year));
}

static struct err *
logins(json_t *json)
{
	const char *login, *site, *role, *password = json_string_value(json_object_get(json, "password"));
	json_t *one;
	size_t i;

	json_array_foreach(json_object_get(json, "logins"), i, one)
		if (json_unpack(one, "{s:s,s:s,s:s}", "login", &login, "site", &site, "role", &role) == 0)
			printf("  %-12s %-16s %-12s %s\n", login, password, site, role);
	return (OK);
}

struct err *
verb_demo(struct call *call, int *exit_code)
{
	const char *what = call->argc == 2 || (call->argc == 3 && str_eq(call->argv[2], "year")) ? call->argv[1] : "", *path = mem_fmt(call->directory, "%s/seed/demo.json", call->conf->sql);
	json_error_t error;
	json_t *json;
	struct err *err;

	if (!str_eq(what, "load") && !str_eq(what, "logins"))
		return (call_usage(call, exit_code));
	json = json_load_file(path, 0, &error);
	if (json == NULL)
		return (RAISE(ERR_CONFLICT, "\"%s\" line %d: %s", path, error.line, error.text));
	err = str_eq(what, "load") ? load(call, json, call->argc == 3) : logins(json);
	json_decref(json);
	return (err);
}
