/* SPDX-License-Identifier: ISC */
/* Inside the ledger only: what its page and its files share, which rows and which columns. */
#ifndef PAGES_OVERVIEW_LEDGER_PAGE_H
#define PAGES_OVERVIEW_LEDGER_PAGE_H

#include "record/kind.h"
#include "web/spreadsheet.h"
#include "web/visit.h"

/* What the kinds of this release need is less; tests/unit/test_rows.c looks at all of them. */
enum { LEDGER_COLUMNS = 40, LEDGER_COMMON = 10, LEDGER_KINDS = 64, LEDGER_TABLES = 24 };
#define LEDGER_NEWEST "9223372036854775807"

struct ledger_column {
	const char *name;
	const char *label;
	enum cell_type type;
	const struct report_column *own;        /* of the one kind that was asked for; NULL: of every record */
};

/* What each kind on a page says of its own. */
struct ledger_cells {
	struct ledger_column columns[LEDGER_COLUMNS];
	size_t n;
	struct { const struct kind *kind; struct rows *rows; } own[LEDGER_KINDS];
	size_t n_own;
};

/* Queue ${limit} rows before the id ${before}: by whichever index fits the filters best. */
void ledger_ask_rows(struct visit *v, const void *owner, struct rows **rows, const char *before, int limit);
/* The columns: of every record, and of the one kind that is asked for; with several kinds the particulars as one text. */
void ledger_columns(struct visit *v, struct ledger_cells *cells);
/* Queue what the kinds of these rows say of their own: one statement for each kind among them. */
void ledger_ask_own(struct visit *v, const void *owner, struct ledger_cells *cells, const struct rows *rows);
const char *ledger_cell(const void *owner, const struct ledger_cells *cells, const struct ledger_column *column, const struct rows *rows, size_t i);

struct err *ledger_export(struct visit *v) MUST_CHECK;          /* the reply becomes what is filtered, as v->suffix says */

#endif
