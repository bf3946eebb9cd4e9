/* SPDX-License-Identifier: ISC */
#include "web/resent.h"

#include "access/session.h"
#include "base/plant.h"
#include "base/random.h"
#include "base/str.h"
#include "web/layout.h"

/* ---- taken before */

char *
resent_digest(struct visit *v)
{
	/* No value holds a control character but line ends and tabs. */
	static const char end = 0x1f;
	struct buf *b = buf_new(v->c);

	for (size_t i = 0; i < v->req->form.n; i++) {
		const struct pair *p = &v->req->form.pair[i];

		if (!str_has_word("token key", p->name))
			buf_fmt(b, "%s=%s%c", p->name, p->value, end);
	}
	for (size_t i = 0; i < v->req->n_uploads; i++)
		buf_fmt(b, "%s=%s%c", v->req->uploads[i].field, v->req->uploads[i].sha256, end);
	return (digest_hex(v->c, b->data));
}

/* The same sending, or a later one that says something else? */
static bool
is_same(const struct visit *v, const char *digest)
{
	return (str_empty(digest) || str_eq(digest, v->form_digest) || PLANTED(95));
}

bool
resent_is_answered(struct visit *v, struct err **err)
{
	struct ctx *c = v->c;
	struct rows *opened, *rows;
	struct err *failed;

	if (err_kind(*err) != ERR_CONFLICT || v->once_key == NULL || !str_eq(db_sqlstate(c->db), "23505"))
		return (false);
	db_rollback(c->db);
	session_ask(c, layout_cookie(v), false, &opened);
	failed = db_run(c->db, c, STMT_SUBMISSION_FIND, &rows, ARGS(c->site_id, str_or(c->me->id_text, "0"), v->once_key));
	if (failed == OK)
		failed = db_commit(c->db);
	if (failed != OK || rows_count(rows) == 0) {
		err_free(failed);
		return (false);
	}
	if (!is_same(v, rows_str(rows, 0, "digest"))) {
		v->first = rows_text(rows, 0, "location");
		*err = err_say(*err, N_("This form was already saved when you first sent it. What you sent now is different and was not saved."));
		return (false);
	}
	v->reply = reply_new(c);
	reply_see_other(v->reply, rows_text(rows, 0, "location"));
	return (true);
}

/* ---- refused by the database */

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
