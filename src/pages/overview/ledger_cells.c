/* SPDX-License-Identifier: ISC */
#include "pages/overview/ledger_page.h"

#include "view/words.h"
#include "web/over.h"
#include "web/report.h"

#include <string.h>

static const struct {
	const char *name;
	enum cell_type type;
} common[LEDGER_COMMON] = {
	{ "number", CELL_TEXT }, { "title", CELL_TEXT }, { "kind", CELL_TEXT }, { "state", CELL_TEXT }, { "platform", CELL_TEXT },
	{ "department", CELL_TEXT }, { "owner", CELL_TEXT }, { "created", CELL_DATE }, { "due", CELL_DATE }, { "closed", CELL_DATE },
};

static enum cell_type
type_of(const struct report_column *col)
{
	return (col->flags & REPORT_NUMBER ? CELL_NUMBER : col->flags & REPORT_DATE ? CELL_DATE : CELL_TEXT);
}

static void
add(struct ledger_cells *cells, const char *name, const char *label, enum cell_type type, const struct report_column *own)
{
	if (cells->n < LEDGER_COLUMNS)
		cells->columns[cells->n++] = (struct ledger_column){ name, label, type, own };
}

void
ledger_columns(struct visit *v, struct ledger_cells *cells)
{
	const struct kind *kind = kind_named(visit_query(v, "kind"));

	for (size_t i = 0; i < ARRAY_LEN(common); i++)
		add(cells, common[i].name, word_of(v->c, "ledger", "column", common[i].name), common[i].type, NULL);
	if (kind == NULL)
		add(cells, "particulars", word("ledger.column.particulars"), CELL_TEXT, NULL);
	else if (kind->ledger != NULL)
		for (const struct report_column *col = kind->ledger->columns; col->name != NULL; col++)
			add(cells, col->name, word_of(v->c, kind->name, "ledger", col->name), type_of(col), col);
}

/* ---- what a kind says of its own */

static const struct rows *
rows_of(const struct ledger_cells *cells, const struct kind *kind)
{
	for (size_t i = 0; i < cells->n_own; i++)
		if (cells->own[i].kind == kind)
			return (cells->own[i].rows);
	return (NULL);
}

static char *
ids_of(const void *owner, const struct rows *rows, const char *kind)
{
	struct buf *b = buf_new(owner);

	for (size_t i = 0; i < rows_count(rows); i++)
		if (str_eq(rows_str(rows, i, "kind"), kind))
			buf_fmt(b, "%s%s", b->len == 0 ? "{" : ",", rows_str(rows, i, "id"));
	buf_put(b, "}");
	return (b->data);
}

void
ledger_ask_own(struct visit *v, const void *owner, struct ledger_cells *cells, const struct rows *rows)
{
	cells->n_own = 0;
	for (size_t i = 0; i < rows_count(rows); i++) {
		const struct kind *kind = kind_named(rows_str(rows, i, "kind"));
		bool seen = kind == NULL || kind->ledger == NULL;

		for (size_t k = 0; k < cells->n_own && !seen; k++)
			seen = cells->own[k].kind == kind;
		if (seen || cells->n_own == LEDGER_KINDS)
			continue;
		cells->own[cells->n_own].kind = kind;
		db_ask(v->c->db, owner, kind->ledger->rows, &cells->own[cells->n_own++].rows,
		    ARGS(v->c->site_id, ids_of(owner, rows, kind->name)));
	}
}

/* "Progress (%): 40; Changes: 2": what is filled in, for a register of several kinds. */
static const char *
particulars(const void *owner, const struct kind *kind, const struct rows *own, size_t at)
{
	struct buf *b = buf_new(owner);

	for (const struct report_column *col = kind->ledger->columns; col->name != NULL; col++) {
		const char *value = rows_str(own, at, col->name);

		if (*value != '\0' && !str_eq(value, "0"))
			buf_fmt(b, "%s%s", b->len == 0 ? "" : word("; "),
			    wordf(owner, "%1: %2", word_of(owner, kind->name, "ledger", col->name), report_text(owner, col, value)));
	}
	return (b->len == 0 ? "" : b->data);
}

static const char *
own_cell(const void *owner, const struct ledger_cells *cells, const struct ledger_column *column, const struct rows *rows, size_t i)
{
	const struct kind *kind = kind_named(rows_str(rows, i, "kind"));
	const struct rows *own = rows_of(cells, kind);
	size_t at = rows_find(own, "id", rows_str(rows, i, "id"));

	if (at == rows_count(own))
		return ("");
	return (column->own == NULL ? particulars(owner, kind, own, at) : report_text(owner, column->own, rows_str(own, at, column->own->name)));
}

const char *
ledger_cell(const void *owner, const struct ledger_cells *cells, const struct ledger_column *column, const struct rows *rows, size_t i)
{
	const char *kind = rows_str(rows, i, "kind");

	if (column->own != NULL || str_eq(column->name, "particulars"))
		return (own_cell(owner, cells, column, rows, i));
	if (str_eq(column->name, "kind"))
		return (word(kind));
	if (str_eq(column->name, "state"))
		return (word_of(owner, kind, "state", rows_str(rows, i, "state")));
	if (str_eq(column->name, "department"))
		return (over_name(rows_str(rows, i, "department"), rows_str(rows, i, "department_en")));
	return (rows_str(rows, i, column->name));
}
