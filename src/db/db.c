/* SPDX-License-Identifier: ISC */
#include "db/inside.h"

#include "base/str.h"

static int
db_end_object(void *object)
{
	struct db *db = object;

	err_free(db->failed);
	if (db->pg != NULL)
		PQfinish(db->pg);
	return (0);
}

struct db *
db_new(const void *parent, const char *conninfo, const char *timezone)
{
	struct db *db = mem_new(parent, struct db);

	db->conninfo = mem_str(db, str_or(conninfo, ""));
	db->timezone = mem_str(db, timezone);
	mem_on_free(db, db_end_object);
	return (db);
}

struct err *
db_ready(struct db *db)
{
	/* In the middle of a transaction, reconnecting would lose its first part. */
	if (db->open || db->checked)
		return (OK);
	TRY(connection_ready(db));
	db->checked = true;
	return (OK);
}

/* db_wait returns the first failure that occurred while queuing. */
static void
db_keep(struct db *db, struct err *err)
{
	if (db->failed == OK)
		db->failed = err;
	else
		err_free(err);
}

/* Can a statement be queued?  The first statement of a transaction restores the connection if needed. */
bool
db_may_ask(struct db *db, struct rows **out)
{
	struct err *err;

	if (out != NULL)
		*out = NULL;
	if (db->doomed || db->failed != OK)
		return (false);
	if (db->streaming) {
		db_keep(db, RAISE(ERR_INTERNAL, "asked while a stream is being read"));
		return (false);
	}
	err = db_ready(db);
	if (err == OK && db->pg == NULL)
		err = err_say(err_weigh(RAISE(ERR_UNAVAILABLE, "the connection was lost in this transaction")), fault_lost);
	if (err != OK) {
		db_keep(db, err);
		return (false);
	}
	if (!db->open)
		db->unknown = false, db->sqlstate[0] = db->message[0] = db->table[0] = db->column[0] = db->constraint[0] = '\0';
	db->open = true;
	return (true);
}

static void
db_asked(struct db *db, int sent, struct owed owed)
{
	if (sent == 1)
		connection_owe(db, owed);
	else
		db_keep(db, connection_lost(db, owed.name));
}

void
db_ask(struct db *db, const void *owner, enum stmt stmt, struct rows **out, size_t n,
    const char *const *args)
{
	const struct stmt_text *s = &stmt_texts[stmt];

	if (!db_may_ask(db, out))
		return;
	if (n != (size_t)s->params) {
		db_keep(db, RAISE(ERR_INTERNAL, "statement \"%s\" (%s:%d) takes %d parameters, "
		    "not %zu", s->name, s->file, s->line, s->params, n));
		return;
	}
	connection_prepare(db, s->name, s->text, &db->prepared[stmt]);
	db_asked(db, PQsendQueryPrepared(db->pg, s->name, (int)n, args, NULL, NULL, 0),
	    (struct owed){ .kind = OWED_ROWS, .name = s->name, .owner = owner, .out = out });
}

void
db_ask_text(struct db *db, const void *owner, const char *sql, struct rows **out, size_t n,
    const char *const *args)
{
	const char *name = "composed";
	struct text *t;
	int sent;

	if (!db_may_ask(db, out))
		return;
	t = texts_find(db, sql);
	if (t != NULL) {
		/* It consists of constants, so an error may quote it. */
		name = t->sql;
		connection_prepare(db, t->name, sql, &t->prepared);
		sent = PQsendQueryPrepared(db->pg, t->name, (int)n, args, NULL, NULL, 0);
	} else {
		sent = PQsendQueryParams(db->pg, sql, (int)n, NULL, args, NULL, NULL, 0);
	}
	db_asked(db, sent,
	    (struct owed){ .kind = OWED_ROWS, .name = name, .owner = owner, .out = out });
}

void
db_listen(struct db *db, struct buf *heard, const char *but)
{
	db->heard = heard;
	db->unheard = but;
}

struct err *
db_wait(struct db *db)
{
	struct err *err = db->failed;

	db->failed = OK;
	if (err != OK) {
		db->doomed = true;
		db->doomed_kind = err_kind(err);
		return (err);
	}
	if (db->doomed)
		return (RAISE(db->doomed_kind, "the transaction has failed already"));
	if (db->pg == NULL || db->owed_next == db->owed_n)
		return (OK);
	if (PQsendFlushRequest(db->pg) != 1)
		err = connection_lost(db, "flush");
	else
		err = connection_send(db);
	if (err != OK) {
		db->doomed = true;
		db->doomed_kind = err_kind(err);
		return (err);
	}
	db->trips++;
	TRY(connection_collect(db));
	return (OK);
}

struct err *
db_run(struct db *db, const void *owner, enum stmt stmt, struct rows **out, size_t n,
    const char *const *args)
{
	db_ask(db, owner, stmt, out, n, args);
	TRY(db_wait(db));
	return (OK);
}

/* Ask for the end of the transaction and send everything. */
static struct err *
db_send_sync(struct db *db, bool late)
{
	if (PQpipelineSync(db->pg) != 1)
		return (connection_lost(db, "sync"));
	connection_owe(db, (struct owed){ .kind = OWED_SYNC, .name = "sync", .late = late });
	TRY(connection_send(db));
	return (OK);
}

struct err *
db_commit(struct db *db)
{
	struct err *err;
	bool sent;

	if (db->failed != OK || db->doomed)
		return (db_wait(db));
	if (!db->open) {
		connection_settle(db);
		return (OK);
	}
	err = db_send_sync(db, false);
	if (err == OK) {
		db->trips++;
		err = connection_collect(db);
		db->unknown = err != OK && db->pg == NULL;
	}
	/*
	 * After an error the transaction is gone or, if the reply was lost, perhaps committed.
	 * The caller has not rolled back yet and must not conclude that nothing was sent.
	 */
	sent = db->sent;
	connection_settle(db);
	if (err != OK) {
		db->sent = sent;
		db->doomed = true;
		db->doomed_kind = err_kind(err);
	}
	return (err == OK ? OK : err_pass(err, __func__, __FILE__, __LINE__));
}

/* Results that were queued but not waited for are dropped. */
static bool
db_disown(struct db *db)
{
	size_t i;

	for (i = db->owed_next; i < db->owed_n; i++)
		db->owed[i].out = NULL;
	return (db->owed_next < db->owed_n);
}

static void
db_send_nothing(struct db *db, const char *sql)
{
	if (db->pg != NULL && PQsendQueryParams(db->pg, sql, 0, NULL, NULL, NULL, NULL, 0) == 1)
		connection_owe(db, (struct owed){ .kind = OWED_NOTHING, .name = sql });
}

void
db_rollback(struct db *db)
{
	bool unread = db_disown(db);

	if (db->pg != NULL && db->open) {
		/* BEGIN takes what went before into its block; a ROLLBACK without one works too, but PostgreSQL warns of it each time. */
		db_send_nothing(db, "BEGIN");
		db_send_nothing(db, "ROLLBACK");
		err_free(db_send_sync(db, true));
		if (unread) {
			db->trips++;
			err_free(connection_collect(db));
		}
	}
	connection_settle(db);
}

void
db_end(struct db *db)
{
	if (db->doomed || db->failed != OK || db->owed_next < db->owed_n) {
		db_rollback(db);
		return;
	}
	if (db->pg != NULL && db->open)
		err_free(db_send_sync(db, true));
	connection_settle(db);
}

bool
db_is_open(const struct db *db)
{
	return (db->open);
}

bool
db_was_sent(const struct db *db)
{
	return (db->sent);
}

bool
db_may_have_kept(const struct db *db)
{
	return (db->unknown);
}

int64_t
db_round_trips(const struct db *db)
{
	return (db->trips);
}

const char *
db_sqlstate(const struct db *db)
{
	return (db->sqlstate);
}

const char *
db_table(const struct db *db)
{
	return (db->table);
}

const char *
db_column(const struct db *db)
{
	return (db->column);
}

const char *
db_constraint(const struct db *db)
{
	return (db->constraint);
}

const char *
db_message(const struct db *db)
{
	return (db->message);
}
