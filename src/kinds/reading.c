/* SPDX-License-Identifier: ISC */
#include "kinds/reading.h"

void
reading_hand_out(struct ctx *c, struct record *rec)
{
	const char *detail =
	    mem_fmt(c, "{\"kind\":\"%s\",\"state\":\"%s\"}", rec->kind->name, rec->state);

	db_ask(c->db, c, STMT_READING_HAND_OUT, NULL,
	    ARGS(c->site_id, rec->id, c->me->id_text, detail, c->now));
}

struct err *
reading_confirm(struct ctx *c, struct record *rec, const struct form *form)
{
	(void)form;
	db_ask(c->db, c, STMT_READING_ADD, NULL,
	    ARGS(c->site_id, rec->id, c->me->id_text, c->now));
	return (OK);
}
