/* SPDX-License-Identifier: ISC */
#include "kinds/follow.h"

#include "base/date.h"
#include "base/str.h"

#include <string.h>

#define N_(text) (text)

void
follow_day(struct ctx *c, const struct record *rec, struct form *form, const char *field, int days)
{
	const char *made = rec->row == NULL ? c->today : mem_strn(c, rows_str(rec->row, 0, "created_at"), 10);
	char earliest[DATE_TEXT];
	int32_t day;

	if (str_empty(form_value(form, field)) || !date_read(made, &day))
		return;
	date_text(day - days, earliest);
	if (strcmp(form_value(form, field), earliest) < 0)
		form_complain(form, field, N_("Enter a day from %1 on."), mem_str(c, earliest));
}

void
follow_field(struct ctx *c, struct record *rec, const char *field, const char *sort)
{
	db_ask(c->db, c, STMT_LINK_FOLLOW, NULL,
	    ARGS(c->site_id, rec->id, form_stored(rec->fields, field), sort, c->now,
		c->me->id_text));
}
