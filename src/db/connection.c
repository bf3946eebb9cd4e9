/* SPDX-License-Identifier: ISC */
#include "db/inside.h"

#include "base/log.h"
#include "base/str.h"
#include "db/conninfo.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>

#define OWED_FIRST 32

/* Notices are ignored: they quote values and add nothing to an err. */
static void
connection_ignore(void *arg, const PGresult *res)
{
	(void)arg;
	(void)res;
}

void
connection_drop(struct db *db)
{
	size_t i;

	if (db->pg != NULL)
		PQfinish(db->pg);
	db->pg = NULL;
	db->stale = false;
	db->owed_next = db->owed_n = 0;
	memset(db->prepared, 0, sizeof db->prepared);
	for (i = 0; i < db->texts_n; i++)
		db->texts[i].prepared = PREPARED_NOT;
}

/* The connection is lost, and the transaction with it. */
struct err *
connection_lost(struct db *db, const char *doing)
{
	struct err *err = err_say(err_weigh(RAISE(ERR_UNAVAILABLE, "statement \"%.200s\": connection lost: %s", doing,
	    db->pg == NULL ? "" : PQerrorMessage(db->pg))), fault_lost);

	(void)snprintf(db->sqlstate, sizeof db->sqlstate, "08006");
	db->message[0] = '\0';
	connection_drop(db);
	return (err);
}

/* PQconnectdbParams: what comes later wins, so the conninfo may change what stands before it. */
static PGconn *
connection_connect(const struct db *db)
{
	const char *const keys[] = { "connect_timeout", "fallback_application_name",
		"keepalives_idle", "tcp_user_timeout", "dbname", "client_encoding", NULL };
	const char *const values[] = { "2", "gatehouse",
		"30", "30000", db->conninfo, "UTF8", NULL };

	PGconn *pg;

	conninfo_begin(db->conninfo);
	pg = PQconnectdbParams(keys, values, 1);
	conninfo_end();
	return (pg);
}

/* This takes a round trip of its own, so that a rollback cannot undo the time zone. */
static bool
connection_set_zone(const struct db *db, PGconn *pg)
{
	const char *const values[] = { db->timezone };
	PGresult *res = PQexecParams(pg, "SELECT set_config('TimeZone', $1, false)", 1, NULL,
	    values, NULL, NULL, 0);
	bool done = PQresultStatus(res) == PGRES_TUPLES_OK;

	PQclear(res);
	return (done);
}

static struct err *
connection_open(struct db *db)
{
	PGconn *pg = connection_connect(db);
	struct err *err;

	if (pg != NULL)
		PQsetNoticeReceiver(pg, connection_ignore, NULL);
	if (PQstatus(pg) == CONNECTION_OK && connection_set_zone(db, pg) &&
	    PQsetnonblocking(pg, 1) == 0 && PQenterPipelineMode(pg) == 1) {
		db->pg = pg;
		log_line(LOG_DEBUG, "connected to the database, backend %d", PQbackendPID(pg));
		return (OK);
	}
	err = err_say(err_weigh(RAISE(ERR_UNAVAILABLE, "cannot connect to the database: %s", PQerrorMessage(pg))), fault_lost);
	PQfinish(pg);
	return (err);
}

/* Between transactions the server sends only a farewell, or the result of a commit that was not waited for. */
static bool
connection_alive(struct db *db)
{
	struct pollfd p = { .fd = PQsocket(db->pg), .events = POLLIN };
	int tries;

	if (p.fd < 0)
		return (false);
	for (tries = 0; tries < 8 && poll(&p, 1, 0) > 0; tries++) {
		if (PQconsumeInput(db->pg) == 0)
			return (false);
	}
	return (PQstatus(db->pg) == CONNECTION_OK);
}

struct err *
connection_ready(struct db *db)
{
	if (db->pg != NULL && (db->stale || !connection_alive(db)))
		connection_drop(db);
	if (db->pg == NULL)
		TRY(connection_open(db));
	return (OK);
}

void
connection_owe(struct db *db, struct owed owed)
{
	size_t room;

	if (db->owed_next == db->owed_n)
		db->owed_next = db->owed_n = 0;
	if (db->owed_n == db->owed_room) {
		room = db->owed_room == 0 ? OWED_FIRST : 2 * db->owed_room;
		db->owed = mem_grow(db, db->owed, sizeof *db->owed, db->owed_room, room);
		db->owed_room = room;
	}
	db->owed[db->owed_n++] = owed;
}

void
connection_prepare(struct db *db, const char *name, const char *sql, enum prepared *prepared)
{
	if (*prepared != PREPARED_NOT)
		return;
	if (PQsendPrepare(db->pg, name, sql, 0, NULL) != 1)
		return;
	*prepared = PREPARED_ASKED;
	connection_owe(db, (struct owed){ .kind = OWED_PREPARE, .name = name, .prepared = prepared });
}

/* Read while sending: a server that waits for us to read its results does not read our statements. */
struct err *
connection_send(struct db *db)
{
	struct pollfd p = { .fd = PQsocket(db->pg) };
	int left;

	db->sent = true;
	while ((left = PQflush(db->pg)) == 1) {
		p.events = POLLIN | POLLOUT;
		if (poll(&p, 1, -1) > 0 && (p.revents & ~POLLOUT) != 0 &&
		    PQconsumeInput(db->pg) == 0)
			return (connection_lost(db, "send"));
	}
	return (left == 0 ? OK : connection_lost(db, "send"));
}

/* libpq puts a NULL between the answers of two statements; skip it where it stands before ours. */
static PGresult *
connection_next(struct db *db)
{
	PGresult *res = PQgetResult(db->pg);

	return (res != NULL ? res : PQgetResult(db->pg));
}

/* Up to the NULL that ends one statement's answer. */
static void
connection_finish(struct db *db)
{
	PGresult *res;

	while (db->pg != NULL && (res = PQgetResult(db->pg)) != NULL)
		PQclear(res);
}

static void
connection_deliver(const struct db *db, const struct owed *o, PGresult *res)
{
	if (o->kind == OWED_ROWS && db->heard != NULL)
		rows_write(res, db->unheard, db->heard);
	if (o->kind == OWED_PREPARE)
		*o->prepared = PREPARED_YES;
	if (o->kind == OWED_ROWS && o->out != NULL)
		*o->out = rows_take(o->owner, res);
	else
		PQclear(res);
}

/* Takes ${res}, an answer that may be good, bad, or void after a bad one. */
static struct err *
connection_judge(struct db *db, const struct owed *o, PGresult *res)
{
	ExecStatusType status = PQresultStatus(res);
	struct err *err = OK;

	if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) {
		connection_deliver(db, o, res);
		return (OK);
	}
	if (o->kind == OWED_PREPARE)
		*o->prepared = PREPARED_NOT;
	/* After an error the ROLLBACK is skipped, which has the same effect. */
	if (o->kind == OWED_NOTHING) {
		PQclear(res);
		return (OK);
	}
	if (status != PGRES_PIPELINE_ABORTED)
		err = fault_of(db, res, o->name);
	else
		err = RAISE(ERR_INTERNAL, "statement \"%.200s\": void after an error", o->name);
	PQclear(res);
	return (err);
}

/* A sync's answer; what fails only at the end (a deferred constraint) comes before it. */
static struct err *
connection_read_sync(struct db *db, bool late)
{
	struct err *err = OK;
	PGresult *res;

	for (;;) {
		if ((res = connection_next(db)) == NULL) {
			err_free(err);
			return (connection_lost(db, "sync"));
		}
		if (PQresultStatus(res) == PGRES_PIPELINE_SYNC) {
			PQclear(res);
			if (!late)
				return (err);
			err_free(err);
			return (OK);
		}
		if (err == OK && PQresultStatus(res) == PGRES_FATAL_ERROR)
			err = fault_of(db, res, "commit");
		PQclear(res);
		if (db->pg == NULL)
			return (err);
	}
}

static struct err *
connection_read(struct db *db, const struct owed *o)
{
	PGresult *res;
	struct err *err;

	if (o->kind == OWED_SYNC)
		return (connection_read_sync(db, o->late));
	if ((res = connection_next(db)) == NULL)
		return (connection_lost(db, o->name));
	err = connection_judge(db, o, res);
	connection_finish(db);
	return (err);
}

struct err *
connection_collect(struct db *db)
{
	struct err *first = OK, *err;
	struct owed o;

	/* A lost connection empties the queue. */
	while (db->owed_next < db->owed_n) {
		o = db->owed[db->owed_next++];
		err = connection_read(db, &o);
		if (err == OK)
			continue;
		if (first != OK) {
			err_free(err);
			continue;
		}
		first = err;
		db->doomed = true;
		db->doomed_kind = err_kind(err);
	}
	return (first);
}

void
connection_settle(struct db *db)
{
	err_free(db->failed);
	db->failed = OK;
	db->open = db->sent = db->doomed = db->checked = db->streaming = false;
}
