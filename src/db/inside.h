/* SPDX-License-Identifier: ISC */
/*
 * What the files of this layer share: the connection and the queue of answers
 * that are still owed.  Nobody outside src/db includes this.
 *
 *   db.c      the public calls: ask, wait, commit
 *   connection.c  the wire: connecting, sending without blocking, one answer at a time
 *   texts.c   composed texts that are prepared, by content
 *   fault.c   SQLSTATE to err
 *   rows.c    answers        stream.c   answers without end
 */
#ifndef DB_INSIDE_H
#define DB_INSIDE_H

#include "db/db.h"

#include <libpq-fe.h>

#define TEXTS_MAX 300

/* Does the server know a statement?  Asked: its Prepare is queued, and what follows may use it. */
enum prepared { PREPARED_NOT, PREPARED_ASKED, PREPARED_YES };

enum owed_kind { OWED_ROWS, OWED_PREPARE, OWED_NOTHING, OWED_SYNC };

/* One answer the server owes us, in the order of asking. */
struct owed {
	enum owed_kind kind;
	const char *name;          /* of the statement: for errors */
	enum prepared *prepared;   /* OWED_PREPARE: what its success is noted in */
	const void *owner;
	struct rows **out;
	bool late;                 /* OWED_SYNC: nobody waits for it, so its error is nobody's */
};

struct text {
	char *sql;
	uint64_t hash;
	char name[8];
	enum prepared prepared;
};

enum { FAULT_NAME = 64 };  /* of a table, column or constraint, with its NUL */

struct db {
	char *conninfo;
	char *timezone;
	PGconn *pg;
	enum prepared prepared[STMT_COUNT + 1];
	struct text texts[TEXTS_MAX];
	size_t texts_n;
	struct owed *owed;         /* [owed_next, owed_n) is outstanding */
	size_t owed_next, owed_n, owed_room;
	struct err *failed;        /* happened while asking; db_wait returns it */
	bool checked;              /* the connection was seen alive for this transaction */
	bool open;                 /* something was asked since the last sync */
	bool sent;
	bool unknown;              /* the end of the last transaction was sent, and the connection broke before its answer */
	bool doomed;               /* only a rollback helps */
	bool stale;                /* what is prepared no longer fits the tables: connect anew */
	bool streaming;
	enum err_kind doomed_kind;
	int64_t trips;
	struct buf *heard;         /* db_listen; NULL: nobody listens */
	const char *unheard;
	char sqlstate[6];
	char table[FAULT_NAME], column[FAULT_NAME], constraint[FAULT_NAME];
	char message[200];
};

/* rows.c: every value of an answer and its end, so that no two answers are written alike; columns named ${but} are left out */
void rows_write(const PGresult *res, const char *but, struct buf *to);
/* db.c: looks after the connection and clears *out; false: not now, and db_wait will say why */
bool db_may_ask(struct db *db, struct rows **out);

/* connection.c */
struct err *connection_ready(struct db *db) MUST_CHECK;      /* connected, and alive as far as one sees */
void connection_drop(struct db *db);                         /* forget the connection and what it knew */
void connection_owe(struct db *db, struct owed owed);
struct err *connection_send(struct db *db) MUST_CHECK;       /* the kernel has all of it afterwards */
struct err *connection_lost(struct db *db, const char *doing) MUST_CHECK;
/* Read every owed answer up to owed_n; the first error dooms the transaction and is returned. */
struct err *connection_collect(struct db *db) MUST_CHECK;
void connection_prepare(struct db *db, const char *name, const char *sql, enum prepared *prepared);
void connection_settle(struct db *db);                /* after a sync: the next one begins clean */

/* texts.c: the place of ${sql}, a new one if there is room, else NULL */
struct text *texts_find(struct db *db, const char *sql);

/* fault.c: what is said when the connection is gone */
extern const char fault_lost[];

/* fault.c: the error of a result; notes SQLSTATE and whether the connection can go on */
struct err *fault_of(struct db *db, const PGresult *res, const char *name) MUST_CHECK;

/* rows.c: takes ${res}, which is cleared with the rows */
struct rows *rows_take(const void *owner, PGresult *res);
void rows_swap(struct rows *rows, PGresult *res);      /* for the next row of a stream */

#endif
