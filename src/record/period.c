/* SPDX-License-Identifier: ISC */
#include "record/period.h"

#include "base/str.h"
#include "record/duty.h"
#include "record/sql.h"

#include <string.h>

static const char *
number(struct ctx *c, int64_t n)
{
	return (mem_fmt(c, "%lld", (long long)n));
}

static void
put(struct ctx *c, const char *id, const char *name, const char *state, int64_t days, bool told, bool anew)
{
	db_ask(c->db, c, STMT_PERIOD_PUT, NULL,
	    ARGS(c->site_id, id, name, state, c->today, number(c, days), ctx_days_ahead(c, days), told ? "t" : "f", anew ? "t" : "f"));
}

void
period_begin(struct ctx *c, const struct record *rec, const char *name, int64_t days, unsigned flags)
{
	put(c, rec->id, name, flags & PERIOD_ANY_STATE ? NULL : rec->state, days, (flags & PERIOD_TOLD) != 0, false);
}

void
period_of_state(struct ctx *c, const struct record *rec, const struct state *state)
{
	if (!rec->is_newborn)
		db_ask(c->db, c, STMT_PERIOD_END, NULL, ARGS(c->site_id, rec->id));
	if (state->due != 0)
		put(c, rec->id, "due", state->name, rule_int(c->site, (enum rule)(state->due - 1)), (state->flags & STATE_TOLD) != 0, true);
}

void
period_drop(struct ctx *c, const struct record *rec, const char *name)
{
	db_ask(c->db, c, STMT_PERIOD_DROP, NULL, ARGS(c->site_id, rec->id, name));
}

/* ---- reckoning again */

/* Where one ends by this calendar; NULL: where it did. */
static const char *
moves_to(struct ctx *c, const struct calendar *calendar, const struct rows *rows, size_t i)
{
	const char *was = rows_str(rows, i, "until_on");
	char text[DATE_TEXT];
	int32_t from;

	if (!date_read(rows_str(rows, i, "from_on"), &from))
		return (NULL);
	date_text(calendar_add(calendar, from, (int)rows_int(rows, i, "days")), text);
	/* Days as text compare like days. */
	if (str_eq(text, was) || (rows_bool(rows, i, "told") && strcmp(text, was) < 0))
		return (NULL);
	return (mem_str(c, text));
}

static size_t
find_moves(struct ctx *c, const struct calendar *calendar, const struct rows *rows, struct period_move *moved)
{
	size_t n = 0;

	for (size_t i = 0; i < rows_count(rows); i++) {
		const char *until = moves_to(c, calendar, rows, i);

		if (until != NULL)
			moved[n++] = (struct period_move){ .record_id = rows_text(rows, i, "record_id"), .number = rows_str(rows, i, "number"),
				.title = rows_str(rows, i, "title"), .kind = rows_str(rows, i, "kind"), .name = rows_str(rows, i, "name"),
				.was = rows_str(rows, i, "until_on"), .until = until };
	}
	return (n);
}

/* One column of what moved as an array; of one kind and name alone, where they are given. */
static const char *
column(struct ctx *c, const struct period_move *moved, size_t n, size_t offset, const char *kind, const char *name)
{
	struct buf *b = buf_new(c);

	buf_putc(b, '{');
	for (size_t i = 0; i < n; i++)
		if (kind == NULL || (str_eq(moved[i].kind, kind) && str_eq(moved[i].name, name)))
			buf_fmt(b, "%s%s", b->len > 1 ? "," : "", *(const char *const *)(const void *)((const char *)&moved[i] + offset));
	buf_putc(b, '}');
	return (b->data);
}

#define COLUMN(name) offsetof(struct period_move, name)

/* The fields of the kinds that hold such a day: all of them were told to somebody. */
static void
put_fields(struct ctx *c, const struct period_move *moved, size_t n)
{
	for (size_t k = 0; kinds[k] != NULL; k++)
		for (const struct field *f = kinds[k]->fields; f->name != NULL; f++) {
			const char *ids = f->type == FIELD_DATE && sql_is_own(f) ? column(c, moved, n, COLUMN(record_id), kinds[k]->name, f->name) : "{}";

			if (!str_eq(ids, "{}"))
				db_ask_text(c->db, c, sql_update_days(c, kinds[k], f), NULL, ARGS(c->site_id, ids, column(c, moved, n, COLUMN(until), kinds[k]->name, f->name)));
		}
}

/* A line of history for each record: they stand together. */
static void
put_history(struct ctx *c, const struct period_move *moved, size_t n)
{
	struct buf *ids = buf_new(c), *said = buf_new(c);

	for (size_t i = 0; i < n; i++) {
		bool goes_on = i > 0 && str_eq(moved[i].record_id, moved[i - 1].record_id), ends = i + 1 == n || !str_eq(moved[i].record_id, moved[i + 1].record_id);

		if (!goes_on)
			buf_fmt(ids, "%s%s", i == 0 ? "{" : ",", moved[i].record_id);
		/* An array of JSON texts: its quotes are escaped once more. */
		buf_put(said, i == 0 ? "{" : goes_on ? "" : ",");
		buf_put(said, goes_on ? "," : "\"{\\\"changes\\\":{");
		buf_fmt(said, "\\\"%s\\\":[\\\"%s\\\",\\\"%s\\\"]", moved[i].name, moved[i].was, moved[i].until);
		buf_put(said, ends ? "}}\"" : "");
	}
	buf_putc(ids, '}');
	buf_putc(said, '}');
	db_ask(c->db, c, STMT_PERIOD_HISTORY, NULL, ARGS(c->site_id, c->me->id_text, "record.reckon", ids->data, said->data, c->request_id));
}

static void
put_moves(struct ctx *c, const struct period_move *moved, size_t n)
{
	db_ask(c->db, c, STMT_PERIOD_MOVE, NULL,
	    ARGS(c->site_id, column(c, moved, n, COLUMN(record_id), NULL, NULL), column(c, moved, n, COLUMN(name), NULL, NULL),
		column(c, moved, n, COLUMN(was), NULL, NULL), column(c, moved, n, COLUMN(until), NULL, NULL), c->now));
	put_fields(c, moved, n);
	put_history(c, moved, n);
}

struct err *
period_reckon_all(struct ctx *c, const struct calendar *calendar, struct period_move **moved, size_t *n)
{
	struct rows *sight, *running;

	/* The portal reckons, not the person: a record that they do not see is due all the same. */
	TRY(db_run(c->db, c, STMT_SIGHT_SET, &sight, ARGS("2")));
	TRY(db_run(c->db, c, STMT_PERIOD_RUNNING, &running, ARGS(c->site_id, c->today)));
	*moved = mem_array(c, struct period_move, rows_count(running) + 1);
	*n = find_moves(c, calendar, running, *moved);
	if (*n > 0)
		put_moves(c, *moved, *n);
	duty_reckon(c);
	return (db_run(c->db, c, STMT_SIGHT_SET, &running, ARGS(rows_str(sight, 0, "was"))));
}
