/* SPDX-License-Identifier: ISC */
#include "db/inside.h"

#include "base/str.h"

#include <stdio.h>

#define TOO_LONG N_("This took too long and was stopped. Nothing was changed. Try again in a moment. If it happens again, split it into smaller parts or ask your administrator.")
#define HELD N_("Someone else is saving the same record right now, so yours was not saved. Send it again in a few seconds.")
#define RESTART N_("The database is being restarted. Try again in a minute.")

const char fault_lost[] = N_("The database cannot be reached at the moment. Try again in a minute. If the problem persists, tell the people who run the portal.");

struct fault {
	const char *state;      /* SQLSTATE or its beginning */
	enum err_kind kind;
	bool is_grave;          /* err_weigh: somebody has to act on the machine */
	const char *said;       /* what the person is told; NULL: the sentence of the kind */
};

/* The first row that fits.  GHnnn is raised by our own functions. */
static const struct fault faults[] = {
	{ "23505", ERR_CONFLICT, false, NULL },
	/* Two met, and nothing of this one was kept: not "it changed meanwhile", for it did not. */
	{ "40001", ERR_UNAVAILABLE, false, HELD }, { "40P01", ERR_UNAVAILABLE, false, HELD }, { "55P03", ERR_UNAVAILABLE, false, HELD },
	{ "GH400", ERR_INVALID, false, NULL }, { "GH401", ERR_LOGIN, false, NULL }, { "GH403", ERR_FORBIDDEN, false, NULL },
	{ "GH404", ERR_NOT_FOUND, false, NULL }, { "GH405", ERR_METHOD, false, NULL }, { "GH409", ERR_CONFLICT, false, NULL },
	{ "GH413", ERR_TOO_LARGE, false, NULL }, { "GH429", ERR_TOO_MANY, false, NULL }, { "GH503", ERR_UNAVAILABLE, false, NULL },
	{ "57014", ERR_UNAVAILABLE, false, TOO_LONG }, { "57P", ERR_UNAVAILABLE, true, RESTART },
	/* A protocol violation is of class 08 too, but ours: a wrong count of parameters. */
	{ "08P01", ERR_INTERNAL, false, NULL }, { "08", ERR_UNAVAILABLE, true, fault_lost },
	{ "53100", ERR_UNAVAILABLE, true, N_("The portal's disk is full. Nothing can be saved until there is space. Please tell the people who run the portal.") },
	{ "53200", ERR_UNAVAILABLE, true, N_("The database has run out of memory. Try again in a minute. If the problem persists, tell the people who run the portal.") },
	{ "53", ERR_UNAVAILABLE, true, N_("More people are using the portal than the database can serve. Try again in a minute. If the problem persists, tell the people who run the portal.") },
	/* What a form should have refused (case A): a value's type, size, constraint, what it refers to; an index that cannot hold it. */
	{ "22P06", ERR_INTERNAL, false, NULL }, { "22023", ERR_INTERNAL, false, NULL },
	{ "22", ERR_VALUE, false, NULL }, { "23", ERR_VALUE, false, NULL }, { "54000", ERR_VALUE, false, NULL },
	{ "3F000", ERR_UNAVAILABLE, true, N_("The portal is still being set up and its database is empty. Please tell the people who run the portal.") },
	/* idle_in_transaction_session_timeout ends the session */
	{ "25P03", ERR_UNAVAILABLE, false, TOO_LONG }, { "", ERR_INTERNAL, false, NULL },
};

static const struct fault *
fault_find(const char *state)
{
	size_t i = 0;

	while (!str_starts(state, faults[i].state))
		i++;
	return (&faults[i]);
}

static void
fault_note(char to[FAULT_NAME], const char *name)
{
	(void)snprintf(to, FAULT_NAME, "%s", str_or(name, ""));
}

struct err *
fault_of(struct db *db, const PGresult *res, const char *name)
{
	const char *state = PQresultErrorField(res, PG_DIAG_SQLSTATE);
	const char *text = PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY);
	const struct fault *fault;
	struct err *err;

	/* Without a state the error is libpq's own: the connection broke. */
	if (state == NULL)
		return (connection_lost(db, name));
	(void)snprintf(db->sqlstate, sizeof db->sqlstate, "%s", state);
	fault_note(db->table, PQresultErrorField(res, PG_DIAG_TABLE_NAME));
	fault_note(db->column, PQresultErrorField(res, PG_DIAG_COLUMN_NAME));
	fault_note(db->constraint, PQresultErrorField(res, PG_DIAG_CONSTRAINT_NAME));
	(void)snprintf(db->message, sizeof db->message, "%s", str_or(text, ""));
	/* A migration changed a table under a prepared statement, or a pooler lost it. */
	if (str_eq(state, "0A000") || str_eq(state, "26000"))
		db->stale = true;
	/* With these words the server process ends itself; the connection looks alive until its end is read. */
	if (str_starts(state, "57P") || str_eq(state, "25P03"))
		db->stale = true;
	fault = fault_find(state);
	err = RAISE(fault->kind, "statement \"%.200s\": %s %s", name, state, str_or(text, ""));
	if (fault->is_grave)
		err = err_weigh(err);
	return (fault->said == NULL ? err : err_say(err, fault->said));
}
