/* SPDX-License-Identifier: ISC */
#include "kinds/follow.h"

void
follow_field(struct ctx *c, struct record *rec, const char *field, const char *sort)
{
	db_ask(c->db, c, STMT_LINK_FOLLOW, NULL,
	    ARGS(c->site_id, rec->id, form_stored(rec->fields, field), sort, c->now,
		c->me->id_text));
}
