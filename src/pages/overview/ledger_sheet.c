/* SPDX-License-Identifier: ISC */
/* The ledger as a file: the same rows and columns as the page, of all its pages. */
#include "pages/overview/ledger_page.h"

#include "view/words.h"
#include "web/download.h"

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
put_batch(struct download *d, const void *batch, const struct ledger_cells *cells, const struct rows *rows)
{
	const char *texts[LEDGER_COLUMNS];

	for (size_t i = 0; i < rows_count(rows); i++) {
		download_saw(d, rows_str(rows, i, "id"), visibility_read(rows, i));
		for (size_t k = 0; k < cells->n; k++)
			texts[k] = ledger_cell(batch, cells, &cells->columns[k], rows, i);
		TRY(spreadsheet_row(d->sheet, texts, cells->n));
	}
	return (OK);
}

/* Batch after batch by the same keyset as the pages: constant memory however long the register is. */
static struct err *
stream_batches(struct download *d, struct ledger_cells *cells)
{
	struct visit *v = d->v;
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
		TRY(put_batch(d, batch, cells, rows));
		if (n > 0)
			(void)snprintf(before, sizeof before, "%s", rows_str(rows, n - 1, "id"));
		mem_free(batch);
	}
	return (OK);
}

static struct err *
write_sheet(struct download *d)
{
	struct ledger_cells *cells = mem_new(d->v->c, struct ledger_cells);
	enum cell_type types[LEDGER_COLUMNS];

	ledger_columns(d->v, cells);
	TRY(download_sheet(d));
	TRY(put_head(d->sheet, cells, types));
	TRY(stream_batches(d, cells));
	return (spreadsheet_end(d->sheet));
}

struct err *
ledger_export(struct visit *v)
{
	return (download_table(v, &(struct download){ .write = write_sheet, .action = "list.export", .what = "ledger" }, true,
	    mem_fmt(v->c, "%s-%s-%s", word("Ledger"), v->c->site->slug, v->c->today)));
}
