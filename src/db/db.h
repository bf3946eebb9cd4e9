/* SPDX-License-Identifier: ISC */
/*
 * One connection to PostgreSQL in pipeline mode.  Statements are named in
 * the files of sql/query (enum stmt is generated from them) and prepared once per
 * connection.  Asking only queues; answers arrive together at db_wait, so a
 * page is one round trip.  Everything from the first ask to db_commit or
 * db_rollback is one transaction (an implicit one: it ends at the sync), and
 * db_wait does not end it.  Knows nothing of sites or requests.
 */
#ifndef DB_DB_H
#define DB_DB_H

#include "base/err.h"
#include "base/str.h"
#include "db/stmt.h"        /* generated: enum stmt, struct stmt_text, stmt_texts[] */
#include <stdbool.h>
#include <stdint.h>

struct db;
struct rows;

/* Parameters in order; all text, NULL is SQL's NULL. A wrong count is ERR_INTERNAL. */
#define ARGS(...) sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *), (const char *const[]){ __VA_ARGS__ }
#define NO_ARGS 0, NULL
/* Of these the first ones, as many as ${stmt} asks for. */
#define ARGS_ASKED(stmt, ...) (size_t)stmt_texts[stmt].params, (const char *const[]){ __VA_ARGS__ }

/* ${conninfo} "" means libpq's environment; ${timezone} is set on the connection. Does not connect yet. */
struct db *db_new(const void *parent, const char *conninfo, const char *timezone);
/* Connected and prepared afterwards, also after the server went away. ERR_UNAVAILABLE when it is not there. */
struct err *db_ready(struct db *db) MUST_CHECK;

/*
 * Queue ${stmt}.  When ${out} is not NULL, *out is set to the rows at the next
 * db_wait (until then it is NULL); they belong to ${owner}.  Values are copied.
 * A failure is kept and returned by db_wait.
 */
void db_ask(struct db *db, const void *owner, enum stmt stmt, struct rows **out, size_t n, const char *const *args);
/*
 * The same for a text that record/sql.c composed from declarations and
 * constants: never from input.  Prepared under a cache of its own.
 */
void db_ask_text(struct db *db, const void *owner, const char *sql, struct rows **out, size_t n, const char *const *args);
/*
 * Send what is queued and read every answer. After the first error the remaining
 * statements are skipped, and every call until db_rollback returns an error. Kinds:
 * 23505 → ERR_CONFLICT; GHnnn (raised by our functions, e.g. GH404, GH403, GH409) →
 * that kind; 22xxx, 23xxx, 54000 (a value that fits no column, constraint or index) →
 * ERR_VALUE; 40001, 40P01, 55P03, 57014, 57P0x, 08xxx, 53xxx, lost connection →
 * ERR_UNAVAILABLE, with what to say to people; of these the last four are grave
 * (err_weigh); else ERR_INTERNAL.
 */
struct err *db_wait(struct db *db) MUST_CHECK;
/* db_ask and db_wait in one: a round trip. */
struct err *db_run(struct db *db, const void *owner, enum stmt stmt, struct rows **out, size_t n, const char *const *args) MUST_CHECK;
/* End the transaction; after OK it is durable.  Also reads what is still queued. */
struct err *db_commit(struct db *db) MUST_CHECK;
void db_rollback(struct db *db);        /* cannot fail: a lost connection has rolled back */
/*
 * The end of a transaction that only read: sent, but not waited for, so that a
 * page stays one round trip.  (Had it written, it would commit without anybody
 * knowing how.)  Rolls back after an error.
 */
void db_end(struct db *db);
/*
 * From now on everything that is answered is also written to ${heard}, unambiguously, but for columns named ${but}: for a digest
 * of what a page is made from.  ${heard} NULL: no more.
 */
void db_listen(struct db *db, struct buf *heard, const char *but);
bool db_is_open(const struct db *db);   /* was anything asked since the last end? */
bool db_was_sent(const struct db *db);  /* was anything of this transaction sent? (a read may be tried again if not) */
bool db_may_have_kept(const struct db *db);  /* the connection broke while the last db_commit waited: nobody knows whether it is durable */
int64_t db_round_trips(const struct db *db); /* since the process began: for tests and metrics */
const char *db_sqlstate(const struct db *db); /* of the last error, or "" */
/* The object of the last error (constraint, column …) if the server names it, or "". */
const char *db_table(const struct db *db);
const char *db_column(const struct db *db);
const char *db_constraint(const struct db *db);
const char *db_message(const struct db *db);  /* the server's message, or "": for administrators; may quote values */

/* Rows. An unknown column name ends the process in a test build and reads as NULL otherwise. */
size_t rows_count(const struct rows *rows);                     /* NULL: 0 */
const char *rows_text(const struct rows *rows, size_t row, const char *column);   /* SQL NULL: NULL */
const char *rows_str(const struct rows *rows, size_t row, const char *column);    /* SQL NULL: "" */
int64_t rows_int(const struct rows *rows, size_t row, const char *column);        /* SQL NULL: 0 */
bool rows_bool(const struct rows *rows, size_t row, const char *column);          /* SQL NULL: false */
size_t rows_find(const struct rows *rows, const char *column, const char *value);  /* the first row with that value, else rows_count; NULL matches no row */
bool rows_have(const struct rows *rows, const char *column, const char *value);
size_t rows_columns(const struct rows *rows);
const char *rows_name(const struct rows *rows, size_t column);
size_t rows_column(const struct rows *rows, const char *column); /* its place for rows_at, when many rows are read */
const char *rows_at(const struct rows *rows, size_t row, size_t column);          /* SQL NULL: NULL */
void rows_put(const struct rows *rows, struct buf *to);         /* all values, so that no two answers of a statement are written alike; NULL: as an empty one */

/*
 * Stream a composed query in constant memory: ${each} is called per row (row
 * index 0 of the rows it is given) and may stop with an error.  For exports.
 * Runs inside the transaction; nothing else may be queued meanwhile.
 */
struct err *db_stream(struct db *db, const char *sql, size_t n, const char *const *args,
    struct err *(*each)(void *arg, const struct rows *row), void *arg) MUST_CHECK;

#endif
