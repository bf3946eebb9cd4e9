/* SPDX-License-Identifier: ISC */
/* The ledger as a file: the same rows and columns as the page, of all its pages. */
#include "pages/overview/ledger_page.h"

#include "access/session.h"
#include "view/words.h"
#include "web/export.h"
#include "web/layout.h"

enum { BATCH = 500 };

static struct err *
put_head(struct spreadsheet *sheet, const struct ledger_cells *cells, enum cell_type *types)
{
	const char *texts[LEDGER_COLUMNS];

	for (size_t k = 0; k < cells->n; k++) {
		texts[k] = cells->columns[k].label;
		types[k] = cells->columns[k].type;
	}
	spreadsheet_types(sheet, types, cells->n);
	return (spreadsheet_row(sheet, texts, cells->n));
}

static struct err *
put_batch(struct spreadsheet *sheet, const void *batch, const struct ledger_cells *cells, const struct rows *rows)
{
	const char *texts[LEDGER_COLUMNS];

	for (size_t i = 0; i < rows_count(rows); i++) {
		for (size_t k = 0; k < cells->n; k++)
			texts[k] = ledger_cell(batch, cells, &cells->columns[k], rows, i);
		TRY(spreadsheet_row(sheet, texts, cells->n));
	}
	return (OK);
}

/* Batch after batch by the same keyset as the pages: constant memory however long the register is. */
static struct err *
stream_batches(struct visit *v, struct spreadsheet *sheet, struct ledger_cells *cells)
{
	char before[24] = LEDGER_NEWEST;
	size_t n = BATCH;

	while (n == BATCH) {
		struct buf *batch = buf_new(v->c);
		struct rows *rows;

		ledger_ask_rows(v, batch, &rows, before, BATCH);
		TRY(db_wait(v->c->db));
		ledger_ask_own(v, batch, cells, rows);
		TRY(db_wait(v->c->db));
		n = rows_count(rows);
		TRY(put_batch(sheet, batch, cells, rows));
		if (n > 0)
			(void)snprintf(before, sizeof before, "%s", rows_str(rows, n - 1, "id"));
		mem_free(batch);
	}
	return (OK);
}

static struct err *
write_sheet(struct visit *v, const struct reply_sink *to)
{
	struct ledger_cells *cells = mem_new(v->c, struct ledger_cells);
	enum cell_type types[LEDGER_COLUMNS];
	struct spreadsheet *sheet;

	ledger_columns(v, cells);
	TRY(spreadsheet_new(v->c, v->suffix, v->c->conf->uploads, to, &sheet));
	TRY(put_head(sheet, cells, types));
	TRY(stream_batches(v, sheet, cells));
	TRY(db_commit(v->c->db));
	return (spreadsheet_end(sheet));
}

/* Runs after the page's transaction, in its own transaction, opened by the same function. */
static struct err *
stream(void *arg, struct reply_sink *to)
{
	struct visit *v = arg;
	struct rows *opened;
	struct err *err;

	session_ask(v->c, layout_cookie(v), false, &opened);
	err = write_sheet(v, to);
	if (err != OK)
		db_rollback(v->c->db);
	return (err);
}

static struct err *
note(struct visit *v)
{
	return (export_note(v, "ledger"));
}

struct err *
ledger_export(struct visit *v)
{
	if (!spreadsheet_knows(v->suffix))
		return (RAISE(ERR_NOT_FOUND, "no ledger as \"%s\"", v->suffix));
	TRY(permit_check(v->c, "list.export"));
	v->reply->type = spreadsheet_type(v->suffix);
	reply_download(v->reply, mem_fmt(v->c, "%s-%s-%s.%s", word("Ledger"), v->c->site->slug, v->c->today, v->suffix));
	v->reply->stream = stream;
	v->reply->stream_arg = v;
	v->after = note;
	return (OK);
}
