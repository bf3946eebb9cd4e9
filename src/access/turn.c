/* SPDX-License-Identifier: ISC */
#include "access/turn.h"

#include "base/conf.h"
#include "base/str.h"
#include "db/db.h"

void
turn_ask(struct ctx *c, struct rows **rows)
{
	db_ask(c->db, c, STMT_TURN_TAKE, rows, ARGS(mem_fmt(c, "%lld", (long long)c->conf->exports_at_once)));
}

struct err *
turn_check(const struct rows *rows)
{
	if (rows_bool(rows, 0, "taken"))
		return (OK);
	return (err_say(RAISE(ERR_TOO_MANY, "all turns of the account are taken"),
	    N_("Several of your downloads or prints are still being prepared. Wait until one of them is finished, then request this one again.")));
}

struct err *
turn_end(struct ctx *c)
{
	db_ask(c->db, c, STMT_TURNS_END, NULL, NO_ARGS);
	TRY(db_commit(c->db));
	return (OK);
}
