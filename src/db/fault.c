/* SPDX-License-Identifier: ISC */
#include "db/inside.h"

#include "base/str.h"

#include <stdio.h>

struct fault {
	const char *state;      /* SQLSTATE or its beginning */
	enum err_kind kind;
};

/* The first row that fits.  GHnnn is raised by our own functions. */
static const struct fault faults[] = {
	{ "23505", ERR_CONFLICT }, { "40001", ERR_CONFLICT }, { "40P01", ERR_CONFLICT },
	{ "55P03", ERR_CONFLICT }, { "GH400", ERR_INVALID }, { "GH401", ERR_LOGIN },
	{ "GH403", ERR_FORBIDDEN }, { "GH404", ERR_NOT_FOUND }, { "GH405", ERR_METHOD },
	{ "GH409", ERR_CONFLICT }, { "GH413", ERR_TOO_LARGE }, { "GH429", ERR_TOO_MANY },
	{ "GH503", ERR_UNAVAILABLE }, { "57014", ERR_UNAVAILABLE }, { "57P0", ERR_UNAVAILABLE },
	/* A protocol violation is of class 08 too, but ours: a wrong count of parameters. */
	{ "08P01", ERR_INTERNAL }, { "08", ERR_UNAVAILABLE }, { "53", ERR_UNAVAILABLE },
	/* idle_in_transaction_session_timeout ends the session */
	{ "25P03", ERR_UNAVAILABLE }, { "", ERR_INTERNAL },
};

static enum err_kind
fault_kind(const char *state)
{
	size_t i = 0;

	while (!str_starts(state, faults[i].state))
		i++;
	return (faults[i].kind);
}

struct err *
fault_of(struct db *db, const PGresult *res, const char *name)
{
	const char *state = PQresultErrorField(res, PG_DIAG_SQLSTATE);
	const char *text = PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY);

	/* Without a state the error is libpq's own: the connection broke. */
	if (state == NULL)
		return (link_lost(db, name));
	(void)snprintf(db->sqlstate, sizeof db->sqlstate, "%s", state);
	/* A migration changed a table under a prepared statement, or a pooler lost it. */
	if (str_eq(state, "0A000") || str_eq(state, "26000"))
		db->stale = true;
	return (RAISE(fault_kind(state), "statement \"%.200s\": %s %s", name, state,
	    str_or(text, "")));
}
