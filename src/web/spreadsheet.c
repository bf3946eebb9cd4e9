/* SPDX-License-Identifier: ISC */
#include "web/spreadsheet.h"

#include "base/date.h"
#include "base/formula.h"

#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum { CELL_MAX = 32767 /* characters: Excel's own limit */, COPY = 64 * 1024, NARROW = 14, WIDE = 40 };

struct spreadsheet {
	const struct reply_sink *to;
	size_t n_rows;
	/* CSV */
	struct buf *line;
	/* XLSX */
	lxw_workbook *book;
	lxw_worksheet *page;
	lxw_format *head, *day;
	const enum cell_type *types;
	size_t n_types;
	char *path;
	uint32_t row;
};

bool
spreadsheet_knows(const char *suffix)
{
	return (str_eq(suffix, "csv") || str_eq(suffix, "xlsx"));
}

const char *
spreadsheet_type(const char *suffix)
{
	return (str_eq(suffix, "csv") ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
}

/* ---- CSV */

/* A text that has "'" before such a sign gets another one, so that who reads it back takes away the one that was put. */
static void
put_csv(struct buf *line, const char *text)
{

	buf_putc(line, '"');
	if (formula_runs(text + strspn(text, "'")))
		buf_putc(line, '\'');
	for (; *text != '\0'; text++) {
		if (*text == '"')
			buf_putc(line, '"');
		buf_putc(line, *text);
	}
	buf_putc(line, '"');
}

static struct err *
row_csv(struct spreadsheet *sheet, const char *const *cells, size_t n)
{
	sheet->line->len = 0;
	if (sheet->row++ == 0)
		buf_put(sheet->line, "\xef\xbb\xbf");
	for (size_t i = 0; i < n; i++) {
		buf_put(sheet->line, i == 0 ? "" : ",");
		put_csv(sheet->line, str_or(cells[i], ""));
	}
	buf_put(sheet->line, "\r\n");
	return (sheet->to->write(sheet->to->wire, sheet->line->data, sheet->line->len));
}

/* ---- XLSX */

static int
forget(void *object)
{
	struct spreadsheet *sheet = object;

	/* Closing writes the file; an export that broke off leaves none behind. */
	if (sheet->book != NULL)
		(void)workbook_close(sheet->book);
	if (sheet->path != NULL)
		(void)unlink(sheet->path);
	return (0);
}

static struct err *
begin_xlsx(struct spreadsheet *sheet, const char *dir)
{
	lxw_workbook_options options = { .constant_memory = LXW_TRUE, .tmpdir = mem_str(sheet, dir) };
	int fd;

	sheet->path = mem_fmt(sheet, "%s/sheet-XXXXXX", dir);
	fd = mkstemp(sheet->path);
	if (fd < 0) {
		sheet->path = NULL;
		return (RAISE(ERR_INTERNAL, "no file for a sheet in \"%s\"", dir));
	}
	(void)close(fd);
	sheet->book = workbook_new_opt(sheet->path, &options);
	if (sheet->book == NULL)
		return (RAISE(ERR_INTERNAL, "no workbook"));
	sheet->page = workbook_add_worksheet(sheet->book, NULL);
	sheet->head = workbook_add_format(sheet->book);
	format_set_bold(sheet->head);
	sheet->day = workbook_add_format(sheet->book);
	format_set_num_format(sheet->day, "yyyy-mm-dd");
	worksheet_freeze_panes(sheet->page, 1, 0);
	return (OK);
}

static enum cell_type
type_of(const struct spreadsheet *sheet, size_t column, const char *text)
{
	enum cell_type type = column < sheet->n_types && sheet->row > 0 ? sheet->types[column] : CELL_TEXT;

	return (type == CELL_NUMBER && !formula_is_number(text) ? CELL_TEXT : type);
}

static lxw_error
put_cell(struct spreadsheet *sheet, lxw_col_t column, const char *text)
{
	enum cell_type type = type_of(sheet, column, text);
	lxw_datetime day = { .hour = 0 };
	int32_t days;

	if (type == CELL_DATE && date_read(text, &days)) {
		date_parts(days, &day.year, &day.month, &day.day);
		return (worksheet_write_datetime(sheet->page, sheet->row, column, &day, sheet->day));
	}
	if (type == CELL_NUMBER)
		return (worksheet_write_number(sheet->page, sheet->row, column, strtod(text, NULL), NULL));
	/* write_string never makes a formula of a text. */
	return (worksheet_write_string(sheet->page, sheet->row, column, text, sheet->row == 0 ? sheet->head : NULL));
}

static struct err *
row_xlsx(struct spreadsheet *sheet, const char *const *cells, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *text = str_or(cells[i], "");

		if (sheet->row == 0)
			(void)worksheet_set_column(sheet->page, (lxw_col_t)i, (lxw_col_t)i, i == 1 ? WIDE : NARROW, NULL);
		if (str_chars(text) > CELL_MAX)
			text = str_cut(sheet, text, CELL_MAX - 1);
		if (put_cell(sheet, (lxw_col_t)i, text) != LXW_NO_ERROR)
			return (RAISE(ERR_INTERNAL, "cell %zu of row %u", i, sheet->row));
	}
	sheet->row++;
	return (OK);
}

static struct err *
copy(struct spreadsheet *sheet, FILE *from)
{
	char *bytes = mem_array(sheet, char, COPY);
	size_t n;

	while ((n = fread(bytes, 1, COPY, from)) > 0)
		TRY(sheet->to->write(sheet->to->wire, bytes, n));
	return (ferror(from) ? RAISE(ERR_INTERNAL, "reading a sheet back") : OK);
}

static struct err *
end_xlsx(struct spreadsheet *sheet)
{
	lxw_error closed = workbook_close(sheet->book);
	struct err *err;
	FILE *from;

	sheet->book = NULL;
	if (closed != LXW_NO_ERROR)
		return (RAISE(ERR_INTERNAL, "workbook: %s", lxw_strerror(closed)));
	from = fopen(sheet->path, "re");
	if (from == NULL)
		return (RAISE(ERR_INTERNAL, "no \"%s\"", sheet->path));
	err = copy(sheet, from);
	(void)fclose(from);
	return (err);
}

/* ---- either */

struct err *
spreadsheet_new(const void *parent, const char *suffix, const char *dir, const struct reply_sink *to, struct spreadsheet **out)
{
	struct spreadsheet *sheet = mem_new(parent, struct spreadsheet);

	sheet->to = to;
	mem_on_free(sheet, forget);
	*out = sheet;
	if (str_eq(suffix, "xlsx"))
		return (begin_xlsx(sheet, dir));
	sheet->line = buf_new(sheet);
	return (OK);
}

void
spreadsheet_types(struct spreadsheet *sheet, const enum cell_type *types, size_t n)
{
	sheet->types = types;
	sheet->n_types = n;
}

struct err *
spreadsheet_row(struct spreadsheet *sheet, const char *const *cells, size_t n)
{
	sheet->n_rows++;
	return (sheet->book != NULL ? row_xlsx(sheet, cells, n) : row_csv(sheet, cells, n));
}

size_t
spreadsheet_rows(const struct spreadsheet *sheet)
{
	return (sheet->n_rows);
}

struct err *
spreadsheet_end(struct spreadsheet *sheet)
{
	return (sheet->book != NULL ? end_xlsx(sheet) : OK);
}
