/* SPDX-License-Identifier: ISC */
/* The dry run: every row is read and checked, everything that is wrong is kept, and what is there already is found. */
#include "base/str.h"
#include "import/run.h"
#include "view/words.h"

static void
put_mistake(struct ctx *c, const struct batch *b, size_t row, const struct mistake *m)
{
	db_ask(c->db, c, STMT_IMPORT_MISTAKE_ADD, NULL, ARGS(c->site_id, b->id, mem_fmt(c, "%zu", row), mem_fmt(c, "%zu", m->column), m->field, m->complaint,
	    str_or(m->arg, ""), str_or(m->arg2, ""), str_or(m->cell, "")));
}

/* What finds it again: its old number, else title, department and day. */
static void
put_line(struct ctx *c, const struct batch *b, const struct import_row *row)
{
	db_ask(c->db, c, STMT_IMPORT_LINE_ADD, NULL, ARGS(c->site_id, b->id, mem_fmt(c, "%zu", row->number), str_or(row->origin.old_key, ""),
	    form_value(row->form, "title"), form_stored(row->form, "department_id"), row->origin.made_on, str_or(row->origin.state, "")));
}

/* A merged cell that reaches over several rows says in one what is meant for all: nobody fills that in silently. */
static size_t
check_merges(struct run *run, struct ctx *c, const struct batch *b)
{
	size_t n, wrong = 0;
	const struct table_merge *m = table_merges(run->table, &n);

	for (size_t i = 0; i < n; i++)
		if (m[i].last_row > b->head_row) {
			const char *cells = mem_fmt(c, "%s%zu:%s%zu", table_column(c, m[i].first_column), m[i].first_row, table_column(c, m[i].last_column), m[i].last_row);

			put_mistake(c, b, m[i].first_row, &(struct mistake){ m[i].first_column, "", N_("The cells %1 are merged. Unmerge them and fill in each row."), cells });
			wrong++;
		}
	return (wrong);
}

static size_t
check_end(struct run *run, struct ctx *c, const struct batch *b)
{
	const struct table_fault *fault = table_fault(run->table);

	if (fault == NULL)
		return (check_merges(run, c, b));
	put_mistake(c, b, fault->row, &(struct mistake){ fault->column, "", fault->complaint, fault->arg });
	return (1);
}

/* All rows were looked at. */
static struct err *
finish(struct run *run, struct ctx *c, const struct batch *b)
{
	bool has_day = false;

	for (size_t i = 0; i < b->n; i++)
		has_day = has_day || str_eq(b->fields[i], "created_on");
	db_ask(c->db, c, STMT_IMPORT_FIND_DOUBLES, NULL, ARGS(c->site_id, b->id, b->kind->name, has_day ? "t" : "f"));
	db_ask(c->db, c, STMT_IMPORT_STEP, NULL, ARGS(c->site_id, b->id, "checked", c->now));
	run_close(run);
	return (piece_end(run, c));
}

struct err *
check_piece(struct run *run, struct ctx *c, struct batch *b, bool *more)
{
	const struct targets *t = targets_of(c, b->kind);
	const struct table_row *from = NULL;
	size_t n = 0, wrong = 0, last = 0;
	struct import_row *row;
	struct people *people;

	if (!run_may(run, c, b))
		return (run_fail(run, N_("The person who started the import may not create records of this kind."), NULL));
	TRY(run_open(run, b));
	TRY(lookup_ask(c, &people));
	for (; n < IMPORT_PIECE && (from = run_row(run)) != NULL; n++) {
		TRY(row_read(c, b, t, people, from, run->is_csv, &row));
		for (size_t i = 0; i < row->n_mistakes; i++)
			put_mistake(c, b, row->number, &row->mistakes[i]);
		put_line(c, b, row);
		wrong += row->n_mistakes > 0;
		last = row->number;
	}
	*more = from != NULL;
	if (!*more)
		wrong += check_end(run, c, b);
	run->after = last > run->after ? last : run->after;
	db_ask(c->db, c, STMT_IMPORT_PROGRESS, NULL, ARGS(c->site_id, b->id, mem_fmt(c, "%zu", run->after), mem_fmt(c, "%zu", n), mem_fmt(c, "%zu", wrong), c->now));
	return (*more ? piece_end(run, c) : finish(run, c, b));
}
