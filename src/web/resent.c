/* SPDX-License-Identifier: ISC */
#include "web/resent.h"

#include "base/str.h"

enum err_kind
resent_kind(const struct visit *v, const struct err *err)
{
	return (err_kind(err) == ERR_VALUE && v->req->method != METHOD_POST ? ERR_INVALID : err_kind(err));
}

bool
resent_may_complain(const struct visit *v, const struct err *err)
{
	return (err_kind(err) == ERR_VALUE && v->req->method == METHOD_POST && v->is_own_form && v->refusal == NULL);
}

struct refusal *
resent_find_refusal(const void *parent, struct db *db)
{
	struct refusal *refusal = mem_new(parent, struct refusal);
	struct rows *rows;
	struct err *err;

	refusal->columns = mem_str(refusal, db_column(db));
	refusal->constraint = mem_str(refusal, db_constraint(db));
	refusal->table = mem_str(refusal, db_table(db));
	db_rollback(db);
	if (str_empty(refusal->constraint))
		return (refusal);
	err = db_run(db, refusal, STMT_CONSTRAINT_COLUMNS, &rows, ARGS(refusal->table, refusal->constraint));
	if (err != OK) {
		err_free(err);
		db_rollback(db);
		return (NULL);
	}
	refusal->columns = mem_str(refusal, rows_str(rows, 0, "columns"));
	db_end(db);
	return (refusal);
}
