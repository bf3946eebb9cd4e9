/* SPDX-License-Identifier: ISC */
/* Taking an import back: what nobody has worked on since goes out of sight; the rest stays and is named. Numbers are not given again. */
#include "access/event.h"
#include "base/str.h"
#include "import/run.h"
#include "record/sql.h"

enum { NAMED = 20 };

/* May a field of this kind name several records? */
static bool
is_list(const struct field *f)
{
	return (f->type == FIELD_RECORDS && !(f->flags & ON_COMMON));
}

static size_t
count_lists(void)
{
	size_t n = 0;

	for (size_t k = 0; kinds[k] != NULL; k++)
		for (const struct field *f = kinds[k]->fields; f->name != NULL; f++)
			n += is_list(f);
	return (n);
}

/* Foreign keys are the database's to find; fields of several have none. */
static struct err *
named_in_lists(struct ctx *c, const struct batch *b, const char **ids)
{
	struct rows **rows = mem_array(c, struct rows *, count_lists() + 1);
	struct buf *out = buf_new(c);
	size_t n = 0;

	for (size_t k = 0; kinds[k] != NULL; k++)
		for (const struct field *f = kinds[k]->fields; f->name != NULL; f++)
			if (is_list(f))
				db_ask_text(c->db, c, sql_imported_named(c, kinds[k], f), &rows[n++], ARGS(c->site_id, b->id));
	TRY(db_wait(c->db));
	buf_put(out, "{");
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < rows_count(rows[i]); k++)
			buf_fmt(out, "%s%s", out->len > 1 ? "," : "", rows_str(rows[i], k, "id"));
	buf_put(out, "}");
	*ids = out->data;
	return (OK);
}

static const char *
ids_of(struct ctx *c, const struct rows *rows)
{
	struct buf *b = buf_new(c);

	buf_put(b, "{");
	for (size_t i = 0; i < rows_count(rows); i++)
		buf_fmt(b, "%s%s", i > 0 ? "," : "", rows_str(rows, i, "id"));
	buf_put(b, "}");
	return (b->data);
}

static const char *
numbers_of(struct ctx *c, const struct rows *rows)
{
	struct buf *b = buf_new(c);

	for (size_t i = 0; i < rows_count(rows) && i < NAMED; i++)
		buf_fmt(b, "%s%s", i > 0 ? ", " : "", rows_str(rows, i, "number"));
	buf_put(b, rows_count(rows) > NAMED ? " …" : "");
	return (b->data);
}

struct err *
undo_piece(struct run *run, struct ctx *c, struct batch *b, bool *more)
{
	struct rows *touched, *hidden;
	const char *named = "{}";
	struct event *e;

	*more = false;
	TRY(named_in_lists(c, b, &named));
	TRY(db_run(c->db, c, STMT_IMPORT_TOUCHED, &touched, ARGS(c->site_id, b->id, named)));
	TRY(db_run(c->db, c, STMT_IMPORT_HIDE, &hidden, ARGS(c->site_id, b->id, ids_of(c, touched), c->now)));
	db_ask(c->db, c, STMT_IMPORT_UNDONE, NULL, ARGS(c->site_id, b->id, mem_fmt(c, "%zu", rows_count(touched)), c->now));
	e = event_new(c, "import.undone", NULL, b->file_name);
	event_say(e, "import", b->id);
	event_say(e, "kind", b->kind->name);
	event_say(e, "count", rows_str(hidden, 0, "hidden"));
	if (rows_count(touched) > 0)
		event_say(e, "kept", numbers_of(c, touched));
	return (piece_end(run, c));
}
