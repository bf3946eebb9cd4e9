/* SPDX-License-Identifier: ISC */
#include "courier/lend.h"

#include "access/event.h"
#include "base/str.h"
#include "record/handover.h"

static struct err *
hand(struct ctx *c, const struct rows *due, size_t i)
{
	const char *absent = rows_str(due, i, "absent"), *delegate = rows_str(due, i, "delegate"), *record_id = rows_text(due, i, "record_id");
	bool is_on = rows_bool(due, i, "is_on");
	const struct handing_over h = { is_on ? HAND_LEND : HAND_BACK, is_on ? absent : delegate, is_on ? delegate : absent, NULL, rows_str(due, i, "absence") };
	struct rows *absence;
	struct record *rec;

	/* Another courier may be at it: what it did is seen from here on. */
	TRY(db_run(c->db, c, STMT_LENDING_HOLD, &absence, ARGS(c->site_id, h.absence)));
	if (record_id == NULL)
		return (handover_entries(c, &h, NULL));
	TRY(record_load(c, record_id, &rec));
	return (str_eq(rec->owner_id, h.from) ? handover_record(c, rec, &h) : OK);
}

/* Ends what ${err} tells of, well or not. */
static struct err *
end(struct courier *courier, struct ctx *c, struct err *err)
{
	if (err == OK) {
		event_flush(c);
		err = db_commit(c->db);
	}
	if (err != OK)
		db_rollback(courier->db);
	mem_free(c);
	return (err);
}

static struct err *
hand_one(struct courier *courier, const char *slug, const struct rows *due, size_t i)
{
	struct ctx *c;
	struct err *err = round_enter(courier, slug, &c);

	if (err == OK)
		err = hand(c, due, i);
	return (end(courier, c, err));
}

static struct err *
settle(struct courier *courier, const char *slug)
{
	struct ctx *c;
	struct err *err = round_enter(courier, slug, &c);

	if (err == OK)
		err = db_run(c->db, c, STMT_LENDING_END, NULL, ARGS(c->site_id, c->today, c->now));
	return (end(courier, c, err));
}

struct err *
lend_round(struct courier *courier, const char *slug)
{
	struct rows *due = NULL;
	struct ctx *c;
	struct err *err = round_enter(courier, slug, &c);

	if (err == OK)
		err = db_run(c->db, c, STMT_LENDING_DUE, &due, ARGS(c->site_id, c->today));
	db_rollback(courier->db);
	for (size_t i = 0; err == OK && i < rows_count(due) && !stopping; i++)
		round_warn(hand_one(courier, slug, due, i), "absence");
	if (err == OK)
		err = settle(courier, slug);
	mem_free(c);
	return (err);
}
