/* SPDX-License-Identifier: ISC */
#include "record/points.h"

#include "base/str.h"

int64_t
points_of(const struct record *rec)
{
	int64_t n;

	return (str_to_int(record_value(rec, "points"), 0, INT32_MAX, &n) ? n : 0);
}

void
points_book(struct ctx *c, const char *record_id, const char *person_id, const char *department_id,
    int64_t points)
{
	if (points == 0 || (person_id == NULL && department_id == NULL))
		return;
	db_ask(c->db, c, STMT_POINT_ADD, NULL,
	    ARGS(c->site_id, record_id, person_id, person_id == NULL ? department_id : NULL,
		mem_strn(c, c->today, 4), mem_fmt(c, "%lld", (long long)points), c->now,
		c->me->id_text));
}

void
points_reverse(struct ctx *c, const char *record_id)
{
	db_ask(c->db, c, STMT_POINT_REVERSE, NULL,
	    ARGS(c->site_id, record_id, c->now, c->me->id_text));
}
