/* SPDX-License-Identifier: ISC */
/*
 * Goal: a workbook is read as the spreadsheet shows it (RX.7, case F): shared, inline and rich texts, days of both calendars, numbers,
 * truths, errors, stored results of formulas, hidden sheets and rows, merged cells; and what is broken or a bomb is a fault.
 */
#include "base/mem.h"
#include "base/str.h"
#include "book.h"
#include "table/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <cmocka.h>

#define SHEET(rows) "<worksheet><sheetData>" rows "</sheetData></worksheet>"
#define STYLES \
	"<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/>" \
	"<numFmt numFmtId=\"165\" formatCode=\"000000\"/><numFmt numFmtId=\"166\" formatCode=\"[Red]0.00&quot;day&quot;\"/>" \
	"<numFmt numFmtId=\"167\" formatCode=\"yyyy-mm-dd hh:mm\"/></numFmts>" \
	"<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>" \
	"<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"166\"/><xf numFmtId=\"167\"/>" \
	"<xf numFmtId=\"21\"/></cellXfs></styleSheet>"

static int
setup(void **state)
{
	*state = mem_new(NULL, int);
	return (0);
}

static int
teardown(void **state)
{
	mem_free(*state);
	return (0);
}

static struct table *
open_parts(const void *parent, const struct book_part *parts, const char *sheet)
{
	char path[] = "/tmp/test-table-XXXXXX";
	int fd = mkstemp(path);
	struct table *table;

	assert_true(fd >= 0);
	close(fd);
	unlink(path);
	assert_int_equal(book_write(path, parts), 0);
	assert_null(table_open(parent, path, sheet, "/tmp", &table));
	unlink(path);
	return (table);
}

/* "2:a|b" with the sort of a cell behind it where it is no text: #number @day ~time ?flag !error *unknown */
static const char *
rows_of(const void *parent, struct table *table)
{
	static const char sorts[][2] = { "", "#", "@", "~", "?", "!", "*" };
	struct buf *out = buf_new(parent);
	const struct table_row *row;
	const struct table_fault *fault;

	while ((row = table_next(table)) != NULL) {
		buf_fmt(out, "%s%zu:", out->len > 0 ? ";" : "", row->number);
		for (size_t i = 0; i < row->n; i++)
			buf_fmt(out, "%s%s%s", i > 0 ? "|" : "", row->cells[i].text, sorts[row->cells[i].sort]);
	}
	fault = table_fault(table);
	if (fault != NULL)
		buf_fmt(out, "!%zu %.30s", fault->row, fault->complaint);
	return (out->data);
}

static const char *
sheet_rows(const void *parent, const char *sheet)
{
	const struct book_part parts[] = { { "xl/worksheets/sheet1.xml", sheet }, { "xl/styles.xml", STYLES }, { NULL, NULL } };

	return (rows_of(parent, open_parts(parent, parts, NULL)));
}

static void
test_texts(void **state)
{
	const struct book_part parts[] = {
		{ "xl/sharedStrings.xml", "<sst><si><t>标题</t></si><si><r><t>粗</t></r><r><rPr/><t xml:space=\"preserve\"> 体</t></r>"
		    "<rPh sb=\"0\" eb=\"1\"><t>cuti</t></rPh></si><si><t>a_x000D_\nb_x005F_x0041_ _x4E2D_</t></si></sst>" },
		{ "xl/worksheets/sheet1.xml", SHEET("<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"C2\" t=\"s\"><v>1</v></c></row>"
		    "<row r=\"4\" hidden=\"1\"><c r=\"A4\" t=\"inlineStr\"><is><r><t>in</t></r><r><t>line</t></r><rPh><t>x</t></rPh></is></c>"
		    "<c r=\"B4\" t=\"s\"><v>2</v></c></row>") },
		{ NULL, NULL },
	};

	assert_string_equal(rows_of(*state, open_parts(*state, parts, NULL)), "2:标题||粗 体;4:inline|a\nb_x0041_ _x4E2D_");
}

static void
test_numbers(void **state)
{
	assert_string_equal(sheet_rows(*state, SHEET("<row><c><v>1.1000000000000001</v></c><c><v>20230017</v></c><c s=\"3\"><v>17</v></c>"
	    "<c s=\"4\"><v>3.5</v></c><c><v>1E3</v></c><c t=\"str\"><f>A1</f><v>1.10</v></c></row>")), "1:1.1#|20230017#|000017#|3.5#|1000#|1.10");
	assert_string_equal(sheet_rows(*state, SHEET("<row><c t=\"b\"><v>1</v></c><c t=\"b\"><v>0</v></c><c t=\"e\"><v>#REF!</v></c>"
	    "<c><f>SUM(A1)</f><v>4</v></c><c><f>SUM(A1)</f></c><c><v>NaN</v></c></row>")), "1:1?|0?|#REF!!|4#|*|NaN!");
}

static void
test_days(void **state)
{
	const struct book_part of_1904[] = {
		{ "xl/workbook.xml", "<workbook xmlns:r=\"rr\"><workbookPr date1904=\"1\"/><sheets><sheet name=\"a\" r:id=\"rId1\"/></sheets></workbook>" },
		{ "xl/worksheets/sheet1.xml", SHEET("<row><c s=\"1\"><v>43590</v></c></row>") }, { "xl/styles.xml", STYLES }, { NULL, NULL },
	};

	assert_string_equal(sheet_rows(*state, SHEET("<row><c s=\"1\"><v>45052</v></c><c s=\"2\"><v>45052.0</v></c><c s=\"5\"><v>45052.604166666664</v></c>"
	    "<c s=\"6\"><v>0.5</v></c><c t=\"d\"><v>2023-05-06</v></c></row>")), "1:2023-05-06@|2023-05-06@|2023-05-06 14:30:00@|12:00:00~|2023-05-06@");
	/* 1900 had no 29th of February; what is no day is a number. */
	assert_string_equal(sheet_rows(*state, SHEET("<row><c s=\"1\"><v>1</v></c><c s=\"1\"><v>59</v></c><c s=\"1\"><v>60</v></c><c s=\"1\"><v>61</v></c>"
	    "<c s=\"1\"><v>-4</v></c><c s=\"1\"><v>99999999</v></c></row>")), "1:1900-01-01@|1900-02-28@|60#|1900-03-01@|-4#|99999999#");
	assert_string_equal(rows_of(*state, open_parts(*state, of_1904, NULL)), "1:2023-05-06@");
}

static void
test_sheets(void **state)
{
	const struct book_part parts[] = {
		{ "xl/workbook.xml", "<x:workbook xmlns:x=\"m\" xmlns:r=\"rr\"><x:sheets><x:sheet name=\"说明\" state=\"hidden\" r:id=\"rId1\"/>"
		    "<x:sheet name=\"数据\" r:id=\"rId2\"/></x:sheets></x:workbook>" },
		{ "xl/worksheets/sheet1.xml", SHEET("<row><c t=\"str\"><v>hidden</v></c></row>") },
		{ "xl/worksheets/sheet2.xml", "<x:worksheet xmlns:x=\"m\"><x:sheetData><x:row><x:c t=\"str\"><x:v>shown</x:v></x:c></x:row></x:sheetData></x:worksheet>" },
		{ NULL, NULL },
	};
	struct table *table = open_parts(*state, parts, NULL);

	assert_string_equal(table_sheet(table), "数据");
	assert_string_equal(table_sheets(table)[0], "数据");
	assert_null(table_sheets(table)[1]);
	assert_string_equal(rows_of(*state, table), "1:shown");
	assert_string_equal(rows_of(*state, open_parts(*state, parts, "说明")), "!0 The workbook has no visible sh");
}

static void
test_merges(void **state)
{
	const struct book_part parts[] = {
		{ "xl/worksheets/sheet1.xml", "<worksheet><sheetData><row><c t=\"str\"><v>a</v></c></row></sheetData>"
		    "<mergeCells><mergeCell ref=\"A1:D1\"/><mergeCell ref=\"B3:B5\"/><mergeCell ref=\"nonsense\"/></mergeCells></worksheet>" },
		{ NULL, NULL },
	};
	struct table *table = open_parts(*state, parts, NULL);
	const struct table_merge *m;
	size_t n;

	assert_string_equal(rows_of(*state, table), "1:a");
	m = table_merges(table, &n);
	assert_int_equal(n, 2);
	assert_true(m[0].first_row == 1 && m[0].last_column == 4);
	assert_true(m[1].first_row == 3 && m[1].last_row == 5 && m[1].first_column == 2);
}

static void
test_broken(void **state)
{
	const struct book_part no_sheet[] = { { NULL, NULL } };
	const struct book_part no_string[] = { { "xl/worksheets/sheet1.xml", SHEET("<row r=\"3\"><c t=\"s\"><v>7</v></c></row>") }, { NULL, NULL } };
	const struct book_part no_book[] = { { "_rels/.rels", BOOK_RELS("word/document.xml") }, { NULL, NULL } };
	const struct book_part gone[] = { { "xl/_rels/workbook.xml.rels", "<Relationships/>" }, { NULL, NULL } };

	assert_string_equal(rows_of(*state, open_parts(*state, no_sheet, NULL)), "!0 The workbook is damaged in \"%1");
	assert_string_equal(rows_of(*state, open_parts(*state, no_string, NULL)), "!3 The workbook is damaged in \"%1");
	assert_string_equal(rows_of(*state, open_parts(*state, no_book, NULL)), "!0 The file is not an .xlsx workb");
	assert_string_equal(rows_of(*state, open_parts(*state, gone, NULL)), "!0 The workbook has no visible sh");
	assert_string_equal(sheet_rows(*state, "<worksheet><sheetData><row r=\"1\"><c t=\"str\"><v>a</v></c></row><row r=\"2\"><c"), "1:a!2 The workbook is damaged in \"%1");
	/* Rows and cells go forward. */
	assert_string_equal(sheet_rows(*state, SHEET("<row r=\"2\"><c><v>1</v></c></row><row r=\"2\"><c><v>1</v></c></row>")), "2:1#!2 The workbook is damaged in \"%1");
	assert_string_equal(sheet_rows(*state, SHEET("<row><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row>")), "!1 The workbook is damaged in \"%1");
	assert_string_equal(sheet_rows(*state, SHEET("<row><c r=\"XFE1\"><v>1</v></c></row>")), "!1 The workbook is damaged in \"%1");
	assert_string_equal(sheet_rows(*state, SHEET("<row><c r=\"GS1\"><v>1</v></c></row>")), "!1 There are more than %1 columns");
}

static char *
repeated(const void *parent, const char *begin, const char *text, size_t times, const char *end)
{
	struct buf *b = buf_new(parent);

	buf_put(b, begin);
	while (times-- > 0)
		buf_put(b, text);
	buf_put(b, end);
	return (b->data);
}

static void
test_bombs(void **state)
{
	/* Entities multiply; a document type alone is refused. */
	assert_string_equal(sheet_rows(*state, "<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;&b;\">]><worksheet><sheetData><row><c t=\"str\"><v>&c;</v></c></row></sheetData></worksheet>"),
	    "!0 The workbook contains a docume");
	assert_string_equal(sheet_rows(*state, repeated(*state, "<worksheet>", "<a>", 100000, "")), "!0 The workbook becomes too large");
	/* Small as an archive, large unpacked. */
	assert_string_equal(sheet_rows(*state, repeated(*state, "<worksheet><sheetData>", "                                                                ",
	    600000, "</sheetData></worksheet>")), "!0 The workbook becomes too large");
	assert_non_null(strstr(sheet_rows(*state, repeated(*state, "<worksheet><sheetData><row><c t=\"str\"><v>", "长", 40000, "</v></c></row></sheetData></worksheet>")),
	    "!1 A cell has more than 32,767"));
}

/* What our own sheets write is read again: titles that look like numbers, formulas, full-width and broken lines stay what they are. */
static void
test_our_own(void **state)
{
	static const char *const titles[] = { "1.10", "=1+1", "ＡＢＣ　全角", "两行\n标题", "'quoted", "@x", "0017", "1e5" };
	char path[] = "/tmp/test-table-XXXXXX";
	lxw_workbook_options options = { .constant_memory = LXW_TRUE, .tmpdir = NULL };
	lxw_datetime day = { .year = 2023, .month = 5, .day = 6 };
	lxw_workbook *book;
	lxw_worksheet *page;
	lxw_format *as_day;
	struct table *table;
	const struct table_row *row;

	close(mkstemp(path));
	book = workbook_new_opt(path, &options);
	page = workbook_add_worksheet(book, NULL);
	as_day = workbook_add_format(book);
	format_set_num_format(as_day, "yyyy-mm-dd");
	for (size_t i = 0; i < ARRAY_LEN(titles); i++) {
		worksheet_write_string(page, (lxw_row_t)i, 0, titles[i], NULL);
		worksheet_write_datetime(page, (lxw_row_t)i, 1, &day, as_day);
	}
	assert_int_equal(workbook_close(book), 0);
	assert_null(table_open(*state, path, NULL, "/tmp", &table));
	unlink(path);
	for (size_t i = 0; i < ARRAY_LEN(titles); i++) {
		row = table_next(table);
		assert_non_null(row);
		assert_string_equal(row->cells[0].text, titles[i]);
		assert_int_equal(row->cells[0].sort, TABLE_TEXT);
		assert_string_equal(row->cells[1].text, "2023-05-06");
		assert_int_equal(row->cells[1].sort, TABLE_DAY);
	}
	assert_null(table_next(table));
	assert_null(table_fault(table));
}

/* However many rows and shared strings: memory holds a row of them. */
static void
test_memory(void **state)
{
	struct buf *strings = buf_new(*state), *rows = buf_new(*state);
	struct table *table;
	const struct table_row *row;
	size_t n = 0, most = 0;

	buf_put(strings, "<sst>");
	buf_put(rows, "<worksheet><sheetData>");
	for (int i = 0; i < 50000; i++) {
		buf_fmt(strings, "<si><t>第%d条需求</t></si>", i);
		buf_fmt(rows, "<row r=\"%d\"><c t=\"s\"><v>%d</v></c><c><v>%d</v></c></row>", i + 1, i, i);
	}
	buf_put(strings, "</sst>");
	buf_put(rows, "</sheetData></worksheet>");
	table = open_parts(*state, (const struct book_part[]){ { "xl/sharedStrings.xml", strings->data }, { "xl/worksheets/sheet1.xml", rows->data }, { NULL, NULL } }, NULL);
	while ((row = table_next(table)) != NULL) {
		size_t count = mem_count(table);

		n++;
		most = count > most ? count : most;
	}
	assert_null(table_fault(table));
	assert_int_equal(n, 50000);
	assert_true(most < 200);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_texts, setup, teardown),
		cmocka_unit_test_setup_teardown(test_numbers, setup, teardown),
		cmocka_unit_test_setup_teardown(test_days, setup, teardown),
		cmocka_unit_test_setup_teardown(test_sheets, setup, teardown),
		cmocka_unit_test_setup_teardown(test_merges, setup, teardown),
		cmocka_unit_test_setup_teardown(test_broken, setup, teardown),
		cmocka_unit_test_setup_teardown(test_bombs, setup, teardown),
		cmocka_unit_test_setup_teardown(test_our_own, setup, teardown),
		cmocka_unit_test_setup_teardown(test_memory, setup, teardown),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
