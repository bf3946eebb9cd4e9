/* SPDX-License-Identifier: ISC */
/*
 * Goal: any workbook is rows of clean texts or a fault, within limits of memory and time (RX.7).  The first byte says what the rest is:
 * the whole archive, or one part of an archive that is right otherwise, so that mutations reach the parser behind the checksums.
 */
#include "../unit/book.h"
#include "fuzz.h"
#include "table/table.h"

#include <unistd.h>

#define STYLES "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy-mm-dd\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>"
#define STRINGS "<sst><si><t>a</t></si><si><r><t>b</t></r><rPh><t>c</t></rPh></si></sst>"
#define ROWS \
	"<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c><c r=\"B1\" s=\"1\"><v>45052.5</v></c></row></sheetData>" \
	"<mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells></worksheet>"

static const char *const parts[] = { "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels" };

static void
write_file(const char *path, const uint8_t *data, size_t size)
{
	FILE *f = fopen(path, "wb");

	FUZZ_MUST(f != NULL && fwrite(data, 1, size, f) == size);
	fclose(f);
}

static void
write_book(const void *parent, const char *path, const uint8_t *data, size_t size)
{
	const struct book_part book[] = {
		{ "xl/styles.xml", STYLES }, { "xl/sharedStrings.xml", STRINGS }, { "xl/worksheets/sheet1.xml", ROWS },
		{ parts[(data[0] - 1) % ARRAY_LEN(parts)], mem_strn(parent, (const char *)data + 1, size - 1) },
		{ NULL, NULL },
	};

	FUZZ_MUST(book_write(path, book) == 0);
}

static void
row_holds(const struct table_row *row, size_t before)
{
	FUZZ_MUST(row->number > before && row->n <= TABLE_COLUMNS);
	for (size_t i = 0; i < row->n; i++) {
		fuzz_clean(row->cells[i].text, "\t\n");
		FUZZ_MUST(str_chars(row->cells[i].text) <= TABLE_CELL_CHARS);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	void *parent = fuzz_begin();
	const char *path = mem_fmt(parent, "/dev/shm/fuzz-xlsx-%d", getpid());
	const struct table_row *row;
	struct table *table;
	size_t before = 0;

	if (size > 1 && data[0] == 0)
		write_file(path, data + 1, size - 1);
	else if (size > 1)
		write_book(parent, path, data, size);
	else
		write_file(path, (const uint8_t *)"PK\x03\x04", 4);
	FUZZ_MUST(table_open(parent, path, NULL, "/dev/shm", &table) == OK);
	for (; (row = table_next(table)) != NULL; before = row->number)
		row_holds(row, before);
	FUZZ_MUST(table_next(table) == NULL);
	unlink(path);
	fuzz_end(parent);
	return (0);
}
