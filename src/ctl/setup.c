/* SPDX-License-Identifier: ISC */
/* gatehousectl setup: database, roles, schema and the first operator, whose password nobody else ever knows. */
#include "ctl/program.h"
#include "ctl/verb.h"

#include "base/str.h"
#include "db/conninfo.h"

#include <string.h>

/* The name in the configuration; libpq's own guess, the name of whoever runs this, is none. */
static struct err *
name_database(struct call *call, char **name)
{
	TRY(conninfo_get(call->c, call->conf->database, "dbname", name));
	if (str_empty(*name))
		return (RAISE(ERR_INVALID, "no database is named: set database = 'dbname=gatehouse user=gatehouse_app' in %s", str_or(call->file, "the configuration")));
	if (str_has_word("postgres template0 template1", *name))
		return (RAISE(ERR_CONFLICT, "\"%s\" is PostgreSQL's own database; name another one in \"database\", e.g. dbname=gatehouse", *name));
	return (OK);
}

/* Ours or empty: what else is there is not ours to fill. */
static struct err *
check_database(struct call *call, const char *name)
{
	struct rows *rows;

	TRY(db_run(call->c->db, call->c, STMT_CTL_IS_OURS, &rows, NO_ARGS));
	if (rows_bool(rows, 0, "is_foreign"))
		return (RAISE(ERR_CONFLICT, "the database \"%s\" holds something else; Gatehouse wants one of its own: name it in \"database\", dbname=…", name));
	return (db_commit(call->c->db));
}

static struct err *
make_database(struct call *call)
{
	char *name, *base;
	struct err *err;

	TRY(name_database(call, &name));
	err = db_ready(call->c->db);
	if (err == OK)
		return (check_database(call, name));
	/* SQLSTATE is not told for a refused connection, so its text must do. */
	if (strstr(err_text(err), "does not exist") == NULL || strstr(err_text(err), "database") == NULL)
		return (err);
	err_free(err);
	TRY(program_conninfo(call->c, call->conf->database, "postgres", &base));
	TRY(program_database(base, (const char *const[]){ "createdb", "--no-password", "-T", "template0", "-E", "UTF8", "--locale=C.UTF-8",
	    mem_fmt(call->c, "--maintenance-db=%s", base), name, NULL }, NULL, NULL));
	printf("made the database %s\n", name);
	return (OK);
}

static struct err *
make_operator(struct call *call, const char *login, const char *name)
{
	struct rows *operators;

	TRY(call_outside(call));
	TRY(db_run(call->c->db, call->c, STMT_CTL_OPERATORS, &operators, NO_ARGS));
	if (rows_int(operators, 0, "n") > 0)
		printf("there is an operator already; gatehousectl account add --operator adds more\n");
	else
		TRY(call_account_add(call, login, name, NULL, true));
	return (call_commit(call));
}

struct err *
verb_setup(struct call *call, int *exit_code)
{
	int ran = 0;

	if (call->argc != 3)
		return (call_usage(call, exit_code));
	TRY(make_database(call));
	TRY(migrate_script(call, call->conf->database, mem_fmt(call->c, "%s/roles.sql", call->conf->sql)));
	TRY(migrate_all(call, false, &ran));
	return (make_operator(call, call->argv[1], call->argv[2]));
}
