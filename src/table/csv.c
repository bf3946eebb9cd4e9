/* SPDX-License-Identifier: ISC */
/* CSV by libcsv in its strict mode. A row's number counts rows, not lines: a cell may have several lines, as in the spreadsheet. */
#include "table/inside.h"

#include <csv.h>
#include <string.h>

enum { CHUNK = 4096, HEAD = 65536, CELL_BYTES = 4 * TABLE_CELL_CHARS };

struct line {
	struct line *next;
	struct table_row row;
	struct table_cell *cells;
};

struct csv {
	struct table *table;
	struct text *text;
	struct csv_parser parser;
	struct line *first, **last, *given;     /* whole rows that wait, and the one that was given last */
	struct line *line;                      /* the row under way; NULL: none of its cells has ended */
	size_t rows;                            /* whole ones so far */
	size_t column;                          /* cells of the row under way that have ended */
	int ended_by;                           /* the byte that ended the last row; 0: none, or a cell came since */
	char head[HEAD];                        /* the beginning, in which the separator is looked for */
	size_t head_at, head_n;
	bool ended, bad;
};

static int
forget(void *object)
{
	csv_free(&((struct csv *)object)->parser);
	return (0);
}

static int
no_space(unsigned char byte)
{
	(void)byte;
	return (0);
}

/* ---- what libcsv tells */

static void
on_cell(void *bytes, size_t n, void *arg)
{
	struct csv *csv = arg;
	size_t column = ++csv->column;

	csv->ended_by = 0;
	if (csv->line == NULL) {
		csv->line = mem_new(csv, struct line);
		csv->line->cells = mem_array(csv->line, struct table_cell, TABLE_COLUMNS);
	}
	if (column > TABLE_COLUMNS) {
		if (n > 0)
			table_wrong(csv->table, csv->rows + 1, column, N_("There are more than %1 columns. Delete those you do not need."), "200");
		return;
	}
	csv->line->cells[column - 1].text = table_clean(csv->line, n == 0 ? "" : bytes, n);
	if (n > CELL_BYTES || str_chars(csv->line->cells[column - 1].text) > TABLE_CELL_CHARS)
		table_wrong(csv->table, csv->rows + 1, column, N_("A cell has more than 32,767 characters. Perhaps a quotation mark is not closed."), NULL);
	csv->line->row.n = column;
}

/* "\r\n" is told as two ends. */
static void
on_row(int by, void *arg)
{
	struct csv *csv = arg;
	struct line *line = csv->line;

	if (by == '\n' && csv->ended_by == '\r' && line == NULL) {
		csv->ended_by = 0;
		return;
	}
	csv->rows++;
	csv->ended_by = by;
	csv->column = 0;
	csv->line = NULL;
	/* Nothing is given out from a fault on. */
	if (line == NULL || csv->table->fault.complaint != NULL)
		return;
	line->row.number = csv->rows;
	line->row.cells = line->cells;
	*csv->last = line;
	csv->last = &line->next;
}

/* ---- faults */

static bool
has_line_end(const struct csv_parser *p)
{
	return (memchr(p->entry_buf, '\n', p->entry_pos) != NULL || memchr(p->entry_buf, '\r', p->entry_pos) != NULL);
}

/* If a cell spans several lines before a misplaced quotation mark, its own quotation mark was not closed. */
static void
quotes_wrong(struct csv *csv, bool at_end)
{
	bool open = at_end || (csv->parser.quoted && csv->parser.entry_pos > 0 && has_line_end(&csv->parser));

	table_wrong(csv->table, csv->rows + 1, csv->column + 1, open ? N_("A quotation mark is not closed.") :
	    N_("There is a quotation mark inside a cell. Put the cell in quotation marks and double the one inside."), NULL);
}

/* ---- bytes in, rows out */

static size_t
more(struct csv *csv, char *to)
{
	size_t n = csv->head_n - csv->head_at;

	if (n > 0) {
		n = n < CHUNK ? n : CHUNK;
		memcpy(to, csv->head + csv->head_at, n);
		csv->head_at += n;
		return (n);
	}
	return (csv->bad ? 0 : text_read(csv->text, to, CHUNK, &csv->bad));
}

static void
step(struct csv *csv)
{
	char chunk[CHUNK];
	size_t n = more(csv, chunk);

	if (n > 0 && csv_parse(&csv->parser, chunk, n, on_cell, on_row, csv) != n)
		quotes_wrong(csv, false);
	else if (csv->parser.entry_pos > CELL_BYTES)
		table_wrong(csv->table, csv->rows + 1, csv->column + 1, csv->parser.quoted ? N_("A quotation mark is not closed.") :
		    N_("A cell has more than 32,767 characters. Perhaps a quotation mark is not closed."), NULL);
	else if (csv->bad && csv->head_at == csv->head_n)
		table_wrong(csv->table, csv->rows + 1, csv->column + 1, N_("The file contains bytes that are not valid %1 text. Save the table as \"CSV UTF-8\" or .xlsx."),
		    text_coding(csv->text));
	else if (n == 0 && !csv->ended) {
		csv->ended = true;
		if (csv_fini(&csv->parser, on_cell, on_row, csv) != 0)
			quotes_wrong(csv, true);
	}
}

static bool
says_something(const struct table_row *row)
{
	for (size_t i = 0; i < row->n; i++)
		if (row->cells[i].text[strspn(row->cells[i].text, " \t\n")] != '\0')
			return (true);
	return (false);
}

/* Cells that a row does not have are empty, and empty ones behind the last do not count. */
static const struct table_row *
give(struct csv *csv)
{
	struct line *line = csv->first;

	csv->first = line->next;
	if (csv->first == NULL)
		csv->last = &csv->first;
	for (size_t i = 0; i < TABLE_COLUMNS; i++)
		line->cells[i].text = line->cells[i].text == NULL ? "" : line->cells[i].text;
	csv->given = line;
	return (&line->row);
}

static const struct table_row *
next(struct table *table)
{
	struct csv *csv = table->state;

	for (;;) {
		const struct table_row *row;

		mem_free(csv->given);
		csv->given = NULL;
		while (csv->first == NULL && !csv->ended && table->fault.complaint == NULL)
			step(csv);
		if (csv->first == NULL)
			return (NULL);
		row = give(csv);
		/* Rows before a fault are still returned; the fault comes after them. */
		if (says_something(row))
			return (row);
	}
}

/* ---- the separator */

/* Excel's own first line "sep=;", which it does not count. */
static bool
take_sep_line(struct csv *csv)
{
	if (csv->head_n < 6 || strncmp(csv->head, "sep=", 4) != 0 || strchr(",;\t", csv->head[4]) == NULL || strchr("\r\n", csv->head[5]) == NULL)
		return (false);
	csv->table->separator[0] = csv->head[4];
	csv->head_at = csv->head_n > 6 && csv->head[5] == '\r' && csv->head[6] == '\n' ? 7 : 6;
	return (true);
}

/* The one that stands most often outside of quotation marks in the first line that has any. */
static char
separator_of(const char *text, size_t n)
{
	static const char all[] = ",;\t";
	size_t count[3] = { 0 };
	bool quoted = false;

	for (size_t i = 0; i < n; i++) {
		const char *found = text[i] == '\0' ? NULL : strchr(all, text[i]);

		quoted ^= text[i] == '"';
		if (!quoted && found != NULL)
			count[found - all]++;
		if (!quoted && strchr("\r\n", text[i]) != NULL && count[0] + count[1] + count[2] > 0)
			break;
	}
	return (count[2] > count[0] && count[2] > count[1] ? '\t' : count[1] > count[0] ? ';' : ',');
}

static void
read_head(struct csv *csv)
{
	while (csv->head_n < HEAD / 2 && !csv->bad) {
		size_t n = text_read(csv->text, csv->head + csv->head_n, CHUNK, &csv->bad);

		if (n == 0)
			break;
		csv->head_n += n;
	}
	if (!take_sep_line(csv))
		csv->table->separator[0] = separator_of(csv->head, csv->head_n);
}

struct err *
csv_open(struct table *table, const char *path)
{
	struct csv *csv = mem_new(table, struct csv);

	csv->table = table;
	csv->last = &csv->first;
	if (csv_init(&csv->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0)
		return (RAISE(ERR_INTERNAL, "libcsv does not begin"));
	mem_on_free(csv, forget);
	TRY(text_open(csv, path, &csv->text));
	read_head(csv);
	csv_set_space_func(&csv->parser, no_space);
	csv_set_delim(&csv->parser, (unsigned char)table->separator[0]);
	table->coding = text_coding(csv->text);
	table->state = csv;
	table->next = next;
	return (OK);
}
