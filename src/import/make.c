/* SPDX-License-Identifier: ISC */
/* Making the records of an import: in nobody's sight, piece by piece, until all of them are there. */
#include "access/event.h"
#include "base/str.h"
#include "import/run.h"
#include "view/words.h"

struct making {
	struct run *run;
	struct ctx *c;
	const struct batch *b;
	const struct targets *t;
	struct people *people;
	struct rows *ids, *doubles;
	size_t n;
};

/* Rows that are there already, where somebody decided to leave those out. */
static bool
is_left_out(const struct making *m, size_t row)
{
	return (str_eq(m->b->doubles, "skip") && rows_have(m->doubles, "row_no", mem_fmt(m->c, "%zu", row)));
}

/* It was right when it was checked; what it names may be gone since. */
static struct err *
make_row(struct making *m, const struct table_row *from, bool *wrong)
{
	struct import_row *row;
	struct record *rec = NULL;

	TRY(row_read(m->c, m->b, m->t, m->people, from, m->run->is_csv, &row));
	*wrong = row->n_mistakes > 0;
	if (*wrong)
		return (OK);
	TRY(record_import(m->c, m->b->kind, rows_str(m->ids, m->n, "id"), row->form, &row->origin, &rec));
	*wrong = rec == NULL;
	return (OK);
}

/* Everything comes into sight in one moment, and is told once. */
static struct err *
finish(struct making *m)
{
	struct ctx *c = m->c;
	struct rows *made, *numbers;
	struct event *e;

	TRY(db_run(c->db, c, STMT_IMPORT_REVEAL, &made, ARGS(c->site_id, m->b->id, c->now)));
	TRY(db_run(c->db, c, STMT_IMPORT_RECORDS, &numbers, ARGS(c->site_id, m->b->id)));
	db_ask(c->db, c, STMT_IMPORT_FORGET, NULL, ARGS(c->site_id, m->b->id));
	batch_tell(c, c->me->id_text, "import_done", m->b->file_name);
	e = event_new(c, "import.done", NULL, m->b->file_name);
	event_say(e, "import", m->b->id);
	event_say(e, "kind", m->b->kind->name);
	event_say(e, "count", rows_str(made, 0, "made"));
	event_say(e, "first", rows_str(numbers, 0, "first"));
	event_say(e, "last", rows_str(numbers, 0, "last"));
	run_close(m->run);
	return (piece_end(m->run, c));
}

static struct err *
begin(struct making *m)
{
	struct ctx *c = m->c;

	TRY(run_open(m->run, m->b));
	db_ask(c->db, c, STMT_IMPORT_IDS, &m->ids, ARGS(mem_fmt(c, "%d", IMPORT_PIECE)));
	db_ask(c->db, c, STMT_IMPORT_DOUBLES, &m->doubles, ARGS(c->site_id, m->b->id, mem_fmt(c, "%zu", m->run->after), "1000"));
	return (lookup_ask(c, &m->people));
}

struct err *
make_piece(struct run *run, struct ctx *c, struct batch *b, bool *more)
{
	struct making m = { .run = run, .c = c, .b = b, .t = targets_of(c, b->kind) };
	const struct table_row *from = NULL;
	size_t seen = 0;
	bool wrong = false;

	if (!run_may(run, c, b))
		return (run_fail(run, N_("The person who started the import may not create records of this kind."), NULL));
	TRY(begin(&m));
	for (; seen < IMPORT_PIECE && (from = run_row(run)) != NULL; seen++) {
		run->after = from->number;
		if (is_left_out(&m, from->number))
			continue;
		TRY(make_row(&m, from, &wrong));
		if (wrong)
			return (run_fail(run, N_("Row %1 was correct when it was checked but no longer is. No record was imported. Check the table again."), mem_fmt(c, "%zu", from->number)));
		m.n++;
	}
	if (table_fault(run->table) != NULL && from == NULL)
		return (run_fail(run, N_("The file can no longer be read as it was when it was checked. No record was imported. Upload it again."), NULL));
	*more = from != NULL;
	db_ask(c->db, c, STMT_IMPORT_STAGE, NULL, ARGS(c->site_id, b->id));
	db_ask(c->db, c, STMT_IMPORT_PROGRESS, NULL, ARGS(c->site_id, b->id, mem_fmt(c, "%zu", run->after), "0", "0", c->now));
	return (*more ? piece_end(run, c) : finish(&m));
}
