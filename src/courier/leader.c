/* SPDX-License-Identifier: ISC */
#include "courier/leader.h"

#include "base/log.h"
#include "base/mem.h"

struct err *
leader_try(struct db *db, const struct conf *conf, bool *leads)
{
	char *owner = mem_str(conf, "");
	struct rows *rows = NULL;
	bool did = *leads;
	struct err *err = db_ready(db);

	*leads = false;
	if (err == OK)
		err = db_run(db, owner, STMT_CLOCK_LEAD, &rows, NO_ARGS);
	if (err == OK)
		err = db_commit(db);
	if (err == OK)
		*leads = rows_bool(rows, 0, "leads");
	mem_free(owner);
	if (*leads != did)
		log_line(LOG_INFO, *leads ? "this courier leads from now on" : "this courier leads no longer");
	return (err);
}
