/* SPDX-License-Identifier: ISC */
/* Reading entries. */
#include "record/entry.h"

#include "base/str.h"
#include "record/sql.h"

const struct kind *
entry_kind(struct ctx *c, const struct entry *sort)
{
	struct kind *kind = mem_new(c, struct kind);

	kind->name = sort->table;
	kind->fields = sort->fields;
	return (kind);
}

void
entry_ask(struct ctx *c, const struct entry *sort, const char *number, int limit, struct rows **rows)
{
	const char *states = sort->flags & ENTRY_ALWAYS || limit > ENTRIES_SHOWN ? "" : sort->states;

	db_ask_text(c->db, c, sql_entry_find(c, sort, false), rows, ARGS(c->site_id, number, mem_fmt(c, "%d", limit), states));
}

void
entry_ask_one(struct ctx *c, const struct entry *sort, const char *number, const char *no, struct rows **rows)
{
	int64_t n;

	db_ask_text(c->db, c, sql_entry_find(c, sort, true), rows, ARGS(c->site_id, number, str_to_int(no, 1, INT32_MAX, &n) ? no : "0"));
}

void
entry_ask_counts(struct ctx *c, const struct kind *kind, const char *number, struct rows **rows)
{
	db_ask_text(c->db, c, sql_entry_counts(c, kind), rows, ARGS(c->site_id, number));
}

struct entry_row *
entry_at(struct ctx *c, const struct entry *sort, const struct rows *rows, size_t i)
{
	struct entry_row *row = mem_new(c, struct entry_row);

	row->sort = sort;
	row->row = rows;
	row->at = i;
	row->id = rows_text(rows, i, "id");
	row->no = rows_text(rows, i, "no");
	row->by_id = rows_text(rows, i, "by_id");
	row->version = rows_int(rows, i, "version");
	row->fields = form_new(c, sort->table, sort->fields);
	for (const struct field *f = sort->fields; f->name != NULL; f++)
		record_take(c, row->fields, f, rows, i);
	return (row);
}

struct err *
entry_read(struct ctx *c, const struct entry *sort, const struct rows *rows, struct entry_row **out)
{
	if (rows_count(rows) == 0)
		return (RAISE(ERR_NOT_FOUND, "no such %s in sight", sort->table));
	*out = entry_at(c, sort, rows, 0);
	return (OK);
}
