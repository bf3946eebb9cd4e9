/* SPDX-License-Identifier: ISC */
/* gatehousectl clock: does the courier decide what is due, and the word without which it does not leap (courier/clock.h). */
#include "ctl/verb.h"

#include "access/event.h"

#include <string.h>

static struct err *
show(struct call *call, int *exit_code)
{
	struct rows *rows;

	TRY(db_run(call->c->db, call->c, STMT_CLOCK_NOW, &rows, NO_ARGS));
	if (call->json)
		call_table(call, rows);
	else if (!rows_bool(rows, 0, "is_held"))
		printf("the clock goes; it last did what was due at %s\n", rows_str(rows, 0, "ticked_at"));
	else
		printf("the clock has decided nothing since %s (%s): it last went at %s, the database says %s\n"
		    "set the clocks right, or say that the time is right: gatehousectl clock accept\n",
		    rows_str(rows, 0, "held_at"), rows_str(rows, 0, "held_why"), rows_str(rows, 0, "ticked_at"), rows_str(rows, 0, "now"));
	*exit_code = rows_bool(rows, 0, "is_held") ? REFUSED : DONE;
	return (db_commit(call->c->db));
}

static struct err *
accept_time(struct call *call)
{
	struct rows *rows;

	TRY(call_outside(call));
	TRY(db_run(call->c->db, call->c, STMT_CTL_CLOCK_ACCEPT, &rows, NO_ARGS));
	event_change(event_new(call->c, "clock.accept", NULL, "clock"), "time", rows_str(rows, 0, "was"), rows_str(rows, 0, "is_now"));
	call->said = mem_fmt(call->directory, "the clock goes on from %s; what has fallen due since %s is decided within a minute\n",
	    rows_str(rows, 0, "is_now"), rows_str(rows, 0, "was"));
	return (call_commit(call));
}

struct err *
verb_clock(struct call *call, int *exit_code)
{
	if (call->argc == 1)
		return (show(call, exit_code));
	if (call->argc == 2 && strcmp(call->argv[1], "accept") == 0)
		return (accept_time(call));
	return (call_usage(call, exit_code));
}
