/* SPDX-License-Identifier: ISC */
/* gatehousectl setup: database, roles, schema and the first operator, whose password nobody else ever knows. */
#include "ctl/program.h"
#include "ctl/verb.h"

#include "base/str.h"

#include <string.h>

/* The name after dbname= in a connection string; NULL: none is named. */
static char *
database_name(const void *parent, const char *conninfo)
{
	const char *at = strstr(conninfo, "dbname=");

	return (at == NULL ? NULL : mem_strn(parent, at + 7, strcspn(at + 7, " ")));
}

static struct err *
make_database(struct call *call)
{
	char *name = database_name(call->c, call->conf->database), *base;
	struct err *err = db_ready(call->c->db);

	/* SQLSTATE is not told for a refused connection, so its text must do. */
	if (err == OK || name == NULL || strstr(err_text(err), "does not exist") == NULL)
		return (err);
	err_free(err);
	TRY(program_conninfo(call->c, call->conf->database, "postgres", &base));
	TRY(program_run((const char *const[]){ "createdb", "--no-password", "-T", "template0", "-E", "UTF8", "--locale=C.UTF-8",
	    mem_fmt(call->c, "--maintenance-db=%s", base), name, NULL }));
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
