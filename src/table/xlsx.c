/* SPDX-License-Identifier: ISC */
/* The rows of a sheet, each given out as soon as it has ended: the parser pauses until the next one is asked for. */
#include "table/xlsx.h"

#include <stdlib.h>
#include <string.h>

enum { ROWS = 1048576, COLUMNS = 16384 };       /* what a sheet can have */

struct spreadsheet {
	struct xlsx *book;
	struct part *part;
	struct table_row row;
	struct table_cell cells[TABLE_COLUMNS];
	void *memory;                   /* of the texts of the row */
	bool given;                     /* the row has ended and is to be given out */
	bool has_data;                  /* inside <sheetData> */
	/* the cell under way */
	size_t column;
	char type[12];
	size_t style;
	bool is_formula, in_value, spoken;
	struct buf *value;
	size_t room;                    /* of merges */
};

static void
malformed(struct spreadsheet *s)
{
	part_stop(s->part, N_("The workbook is damaged in \"%1\". Open it in a spreadsheet program and save it again."), s->part->name);
}

/* ---- where a cell stands */

/* "AB12": its column, and its row where ${row} is not NULL; 0: neither. */
static size_t
place(const char *ref, size_t *row)
{
	size_t column = 0, n = 0;
	int64_t number = 0;

	for (; ref[n] >= 'A' && ref[n] <= 'Z' && n < 3; n++)
		column = column * 26 + (size_t)(ref[n] - 'A' + 1);
	if (column == 0 || column > COLUMNS || !str_to_int(ref + n, 1, ROWS, &number))
		return (0);
	if (row != NULL)
		*row = (size_t)number;
	return (column);
}

static void
begin_row(struct spreadsheet *s, const char **attributes)
{
	const char *r = part_attribute(attributes, "r");
	int64_t number = (int64_t)s->row.number + 1;

	if (r != NULL && !str_to_int(r, (int64_t)s->row.number + 1, ROWS, &number)) {
		malformed(s);
		return;
	}
	s->row.number = (size_t)number;
	s->row.n = s->column = 0;
	mem_free(s->memory);
	s->memory = mem_new(s, int);
}

static void
begin_cell(struct spreadsheet *s, const char **attributes)
{
	const char *ref = part_attribute(attributes, "r"), *type = part_attribute(attributes, "t"), *style = part_attribute(attributes, "s");
	size_t column = ref == NULL ? s->column + 1 : place(ref, NULL);
	int64_t n;

	if (column <= s->column || column > COLUMNS) {
		malformed(s);
		return;
	}
	s->column = column;
	snprintf(s->type, sizeof s->type, "%s", str_or(type, "n"));
	s->style = style != NULL && str_to_int(style, 0, XLSX_STYLES, &n) ? (size_t)n : 0;
	s->is_formula = s->in_value = s->spoken = false;
	s->value->len = 0;
	s->value->data[0] = '\0';
}

/* ---- what it says */

static struct table_cell
shared(struct spreadsheet *s)
{
	const char *text;
	int64_t n;

	if (s->value->len == 0)
		return ((struct table_cell){ "", TABLE_TEXT });
	text = str_to_int(s->value->data, 0, XLSX_STRINGS, &n) ? strings_get(s->book->strings, s->memory, (size_t)n) : NULL;
	if (text == NULL)
		malformed(s);
	return ((struct table_cell){ str_or(text, ""), TABLE_TEXT });
}

static struct table_cell
cell_of(struct spreadsheet *s)
{
	char *raw = strings_plain(s->memory, s->value->data, s->value->len);

	if (str_eq(s->type, "s"))
		return (shared(s));
	if (str_eq(s->type, "b") && *raw != '\0')
		return ((struct table_cell){ str_eq(raw, "1") || str_eq(raw, "true") ? "1" : "0", TABLE_FLAG });
	if (str_eq(s->type, "e"))
		return ((struct table_cell){ raw, TABLE_ERROR });
	if (str_eq(s->type, "str") || str_eq(s->type, "inlineStr"))
		return ((struct table_cell){ raw, TABLE_TEXT });
	if (s->is_formula && *raw == '\0')
		return ((struct table_cell){ "", TABLE_UNKNOWN });
	if (str_eq(s->type, "d"))
		return ((struct table_cell){ raw, TABLE_DAY });
	return (value_number(s->book, s->memory, str_trim(raw), s->style));
}

static void
end_cell(struct spreadsheet *s)
{
	struct table_cell cell = cell_of(s);

	if (cell.text[0] == '\0' && cell.sort != TABLE_UNKNOWN)
		return;
	if (s->column > TABLE_COLUMNS) {
		part_stop(s->part, N_("There are more than %1 columns. Delete those you do not need."), "200");
		return;
	}
	if (str_chars(cell.text) > TABLE_CELL_CHARS) {
		part_stop(s->part, N_("A cell has more than 32,767 characters."), NULL);
		return;
	}
	for (; s->row.n < s->column; s->row.n++)
		s->cells[s->row.n] = (struct table_cell){ "", TABLE_TEXT };
	s->cells[s->column - 1] = cell;
}

static bool
says_something(const struct table_row *row)
{
	for (size_t i = 0; i < row->n; i++)
		if (row->cells[i].sort == TABLE_UNKNOWN || row->cells[i].text[strspn(row->cells[i].text, " \t\n")] != '\0')
			return (true);
	return (false);
}

static void
end_row(struct spreadsheet *s)
{
	if (!says_something(&s->row))
		return;
	s->given = true;
	part_pause(s->part);
}

/* ---- merged cells */

static void
add_merge(struct spreadsheet *s, const char *ref)
{
	struct table *table = s->book->table;
	const char *colon = ref == NULL ? NULL : strchr(ref, ':');
	struct table_merge m;

	if (colon == NULL || table->n_merges == XLSX_MERGES)
		return;
	m.first_column = place(mem_strn(s->memory, ref, (size_t)(colon - ref)), &m.first_row);
	m.last_column = place(colon + 1, &m.last_row);
	if (m.first_column == 0 || m.last_column == 0)
		return;
	if (table->n_merges == s->room) {
		table->merges = mem_grow(table, table->merges, sizeof *table->merges, s->room, s->room * 2 + 64);
		s->room = s->room * 2 + 64;
	}
	table->merges[table->n_merges++] = m;
}

/* ---- the part */

static void
start(struct part *part, const char *name, const char **attributes)
{
	struct spreadsheet *s = part->arg;

	if (strcmp(name, "sheetData") == 0)
		s->has_data = true;
	else if (strcmp(name, "mergeCell") == 0)
		add_merge(s, part_attribute(attributes, "ref"));
	else if (!s->has_data)
		return;
	else if (strcmp(name, "row") == 0)
		begin_row(s, attributes);
	else if (strcmp(name, "c") == 0)
		begin_cell(s, attributes);
	else if (strcmp(name, "f") == 0)
		s->is_formula = true;
	else if (strcmp(name, "rPh") == 0)
		s->spoken = true;
	else
		s->in_value = strcmp(name, "v") == 0 || (strcmp(name, "t") == 0 && !s->spoken);
}

static void
end(struct part *part, const char *name)
{
	struct spreadsheet *s = part->arg;

	if (strcmp(name, "sheetData") == 0)
		s->has_data = false;
	else if (!s->has_data)
		return;
	else if (strcmp(name, "row") == 0)
		end_row(s);
	else if (strcmp(name, "c") == 0)
		end_cell(s);
	else if (strcmp(name, "rPh") == 0)
		s->spoken = false;
	else if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0)
		s->in_value = false;
}

static void
text(struct part *part, const char *bytes, size_t n)
{
	struct spreadsheet *s = part->arg;

	if (s->in_value && s->value->len <= 4 * TABLE_CELL_CHARS)
		buf_putn(s->value, bytes, n);
}

/* ---- opening, and one row after the other */

static const struct table_row *
next(struct table *table)
{
	struct spreadsheet *s = table->state;

	s->given = false;
	while (!s->given && part_step(s->part))
		continue;
	if (!s->given && table->fault.complaint != NULL && table->fault.row == 0)
		table->fault.row = s->row.number;
	return (s->given ? &s->row : NULL);
}

static int
forget(void *object)
{
	struct xlsx *book = object;

	if (book->zip != NULL)
		zip_discard(book->zip);
	return (0);
}

static struct err *
read_rest(struct xlsx *book, const char *path)
{
	struct spreadsheet *s = mem_new(book, struct spreadsheet);
	struct err *err = OK;

	if (book->shared != NULL && part_has(book, book->shared) && !strings_read(book, book->shared, &err))
		return (err);
	s->book = book;
	s->value = buf_new(s);
	s->memory = mem_new(s, int);
	s->row.cells = s->cells;
	if (!part_open(book, path, &s->part))
		return (OK);
	s->part->arg = s;
	s->part->start = start;
	s->part->end = end;
	s->part->text = text;
	book->table->state = s;
	book->table->next = next;
	return (OK);
}

struct err *
xlsx_open(struct table *table, const char *path, const char *sheet)
{
	struct xlsx *book = mem_new(table, struct xlsx);
	const char *part;
	int error;

	table->coding = "XLSX";
	book->table = table;
	mem_on_free(book, forget);
	book->zip = zip_open(path, ZIP_RDONLY, &error);
	if (book->zip == NULL || zip_get_num_entries(book->zip, 0) > XLSX_ENTRIES) {
		table_wrong(table, 0, 0, N_("The workbook is damaged in \"%1\". Open it in a spreadsheet program and save it again."), "ZIP");
		return (OK);
	}
	return (book_read(book, sheet, &part) ? read_rest(book, part) : OK);
}
