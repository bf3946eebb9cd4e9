/* SPDX-License-Identifier: ISC */
#include "db/inside.h"

/* The caller has enough: do not fetch a million rows only to throw them away. */
static void
stream_stop(struct db *db)
{
	char why[64];
	PGcancel *cancel = PQgetCancel(db->pg);
	PGresult *res;

	if (cancel != NULL)
		(void)PQcancel(cancel, why, sizeof why);
	PQfreeCancel(cancel);
	while ((res = PQgetResult(db->pg)) != NULL)
		PQclear(res);
}

/* Row by row until the NULL that ends the answer. */
static struct err *
stream_rows(struct db *db, struct err *(*each)(void *, const struct rows *), void *arg)
{
	struct rows *row = NULL;
	struct err *err = OK;
	PGresult *res;

	while (err == OK && db->pg != NULL && (res = PQgetResult(db->pg)) != NULL) {
		if (PQresultStatus(res) == PGRES_SINGLE_TUPLE) {
			if (row == NULL)
				row = rows_take(NULL, res);
			else
				rows_swap(row, res);
			err = each(arg, row);
			continue;
		}
		if (PQresultStatus(res) != PGRES_TUPLES_OK &&
		    PQresultStatus(res) != PGRES_COMMAND_OK)
			err = fault_of(db, res, "stream");
		PQclear(res);
	}
	mem_free(row);
	if (err != OK && db->pg != NULL)
		stream_stop(db);
	return (err);
}

static struct err *
stream_begin(struct db *db, const char *sql, size_t n, const char *const *args)
{
	if (PQsendQueryParams(db->pg, sql, (int)n, NULL, args, NULL, NULL, 0) != 1 ||
	    PQsendFlushRequest(db->pg) != 1)
		return (connection_lost(db, "stream"));
	TRY(connection_send(db));
	if (PQsetSingleRowMode(db->pg) != 1)
		return (RAISE(ERR_INTERNAL, "no single-row mode"));
	return (OK);
}

struct err *
db_stream(struct db *db, const char *sql, size_t n, const char *const *args,
    struct err *(*each)(void *arg, const struct rows *row), void *arg)
{
	struct err *err;

	/* What was asked before is answered before, also the end of an earlier transaction. */
	if (!db_may_ask(db, NULL) || db->owed_next < db->owed_n)
		TRY(db_wait(db));
	db->streaming = true;
	err = stream_begin(db, sql, n, args);
	if (err == OK) {
		db->trips++;
		err = stream_rows(db, each, arg);
	}
	db->streaming = false;
	if (err == OK)
		return (OK);
	db->doomed = true;
	db->doomed_kind = err_kind(err);
	return (err_pass(err, __func__, __FILE__, __LINE__));
}
