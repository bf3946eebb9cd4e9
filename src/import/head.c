/* SPDX-License-Identifier: ISC */
/* The row of heads: the first that says something in several cells; a title above it is one cell. */
#include "base/str.h"
#include "import/import.h"

enum { ABOVE = 20 };    /* rows that may stand above it */

static size_t
filled(const struct table_row *row)
{
	size_t n = 0;

	for (size_t i = 0; i < row->n; i++)
		n += row->cells[i].text[0] != '\0';
	return (n);
}

static void
take(struct ctx *c, struct head *head, const struct table_row *row)
{
	head->row = row->number;
	head->n = row->n;
	head->cells = mem_array(c, const char *, row->n + 1);
	for (size_t i = 0; i < row->n; i++)
		head->cells[i] = mem_str(c, row->cells[i].text);
	/* What a spreadsheet has coloured is no column. */
	while (head->n > 0 && str_empty(head->cells[head->n - 1]))
		head->n--;
}

static void
take_example(struct ctx *c, struct head *head, const struct table_row *row)
{
	for (size_t i = 0; i < TABLE_COLUMNS; i++)
		head->examples[i] = row != NULL && i < row->n ? str_cut(c, row->cells[i].text, 40) : "";
}

/* In a table of one column no row has two cells: then the first is the head. */
static void
find(struct ctx *c, struct table *table, struct head *head)
{
	const struct table_row *row;
	struct head first = { 0 };

	for (size_t i = 0; i < ABOVE && (row = table_next(table)) != NULL; i++) {
		if (first.n == 0)
			take(c, &first, row);
		else if (head->n == 0 && i == 1)
			take_example(c, head, row);
		if (filled(row) < 2)
			continue;
		take(c, head, row);
		take_example(c, head, table_next(table));
		return;
	}
	head->row = first.row;
	head->n = first.n;
	head->cells = first.cells;
}

struct err *
head_read(struct ctx *c, const char *path, const char *sheet, struct head **out)
{
	struct head *head = mem_new(c, struct head);
	struct table *table;

	*out = head;
	take_example(c, head, NULL);
	TRY(table_open(c, path, sheet, c->conf->uploads, &table));
	find(c, table, head);
	head->coding = table_coding(table);
	head->sheet = table_sheet(table);
	head->sheets = table_sheets(table);
	if (head->n == 0 && table_fault(table) != NULL) {
		struct table_fault *fault = mem_new(c, struct table_fault);

		*fault = *table_fault(table);
		head->fault = fault;
	}
	return (OK);
}
