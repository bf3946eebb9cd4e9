/* SPDX-License-Identifier: ISC */
/* What went wrong, in words for whoever typed the command: what PostgreSQL calls it by a code is said in a sentence. */
#include "ctl/verb.h"

#include "base/str.h"

#include <stdlib.h>
#include <string.h>

#define WAY_IN "Run it as root or as the system user postgres, or name another connection in GATEHOUSE_DATABASE."
#define NO_SCHEMA "this database has no schema of Gatehouse, or another version's: gatehousectl doctor says what is missing"

/* TO ADD ONE: a row; the first that fits counts.  NULL: the server's own sentence says it. */
static const struct complaint {
	const char *state;      /* SQLSTATE or its beginning */
	const char *what;
	const char *now;        /* what to do; NULL: that is clear */
} complaints[] = {
	/* Refused by our own functions, in words meant for people. */
	{ "GH403", "that is for the administrator of the database", WAY_IN },
	{ "GH", NULL, NULL },
	{ "42501", "that is for the administrator of the database", WAY_IN },
	{ "3F000", NO_SCHEMA, NULL },
	{ "42P01", NO_SCHEMA, NULL },
	{ "42883", NO_SCHEMA, NULL },
	{ "42703", NO_SCHEMA, NULL },
	{ "23505", "it is there already", NULL },
	{ "55P03", "somebody else is changing the same thing", "Try again in a moment." },
	{ "40", "somebody else was faster", "Try again." },
	{ "57014", "it took longer than the database allows", "Try again when there is less to do." },
	{ "25006", "the database can only be read: it is a copy, or being kept still", "Name the one that is written to in GATEHOUSE_DATABASE." },
	{ "53100", "the database's disk is full", "Make room there and try again." },
	{ "53300", "the database has no connection left", "Try again, or raise max_connections." },
};

static const struct complaint *
complaint_of(const char *state)
{
	for (size_t i = 0; *state != '\0' && i < ARRAY_LEN(complaints); i++)
		if (str_starts(state, complaints[i].state))
			return (&complaints[i]);
	return (NULL);
}

/* The exit codes of docs/gatehousectl.md. */
static int
exit_of(const struct err *err)
{
	return (err_kind(err) == ERR_UNAVAILABLE ? UNREACHABLE : err_kind(err) == ERR_INVALID ? USAGE : REFUSED);
}

/* Was it the server that said it, and not we? */
static bool
is_the_servers(struct db *db, const struct err *err)
{
	return (db != NULL && *db_message(db) != '\0' && strstr(err_text(err), db_message(db)) != NULL);
}

/* The server, or somebody at its door, did not let us in: libpq says why, this says who gets in. */
static const char *
way_in(const struct err *err)
{
	const char *text = err_text(err);

	if (strstr(text, "authentication failed") == NULL && (strstr(text, "role \"") == NULL || strstr(text, "does not exist") == NULL))
		return (NULL);
	return (WAY_IN);
}

int
call_complain(struct call *call, struct err *err)
{
	struct db *db = call->c == NULL ? NULL : call->c->db;
	const struct complaint *known = is_the_servers(db, err) ? complaint_of(db_sqlstate(db)) : NULL;
	const char *text = known != NULL && known->what != NULL ? known->what : is_the_servers(db, err) ? db_message(db) : err_text(err);
	const char *now = known != NULL ? known->now : way_in(err);
	int code = exit_of(err);

	call->error = str_trim(mem_str(call->directory, text));
	fprintf(stderr, "gatehousectl: %s\n", call->error);
	if (now != NULL)
		fprintf(stderr, "%s\n", now);
	if (getenv("GATEHOUSE_TRACE") != NULL)
		fprintf(stderr, "%s\n", err_trace(NULL, err));
	if (db != NULL)
		db_rollback(db);
	err_free(err);
	return (code);
}
