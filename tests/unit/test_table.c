/* SPDX-License-Identifier: ISC */
/*
 * Goal: a CSV file is read as the spreadsheet shows it, or what is wrong with it is named with its row (RX.7, case F): line ends, quotation
 * marks, codings, separators.
 */
#include "base/mem.h"
#include "base/str.h"
#include "table/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

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

/* ---- a file, and what is read out of it: "1:a|b;3:c|d", then "!row,column complaint" */

static struct table *
open_bytes(const void *parent, const char *bytes, size_t n)
{
	char path[] = "/tmp/test-table-XXXXXX";
	int fd = mkstemp(path);
	struct table *table;

	assert_true(fd >= 0 && write(fd, bytes, n) == (ssize_t)n);
	close(fd);
	assert_null(table_open(parent, path, NULL, "/tmp", &table));
	unlink(path);
	return (table);
}

static const char *
rows_of(const void *parent, struct table *table)
{
	struct buf *out = buf_new(parent);
	const struct table_row *row;
	const struct table_fault *fault;

	while ((row = table_next(table)) != NULL) {
		buf_fmt(out, "%s%zu:", out->len > 0 ? ";" : "", row->number);
		for (size_t i = 0; i < row->n; i++)
			buf_fmt(out, "%s%s", i > 0 ? "|" : "", row->cells[i].text);
	}
	fault = table_fault(table);
	if (fault != NULL)
		buf_fmt(out, "!%zu,%zu %.24s", fault->row, fault->column, fault->complaint);
	return (out->data);
}

#define READ(bytes) rows_of(*state, open_bytes(*state, bytes, sizeof(bytes) - 1))

static void
test_line_ends(void **state)
{
	/* Case F: of a file whose lines end in CR alone, no byte is lost. */
	assert_string_equal(READ("title,need\rA,x\rB,y"), "1:title|need;2:A|x;3:B|y");
	assert_string_equal(READ("title,need\nA,x\nB,y\n"), "1:title|need;2:A|x;3:B|y");
	assert_string_equal(READ("title,need\r\nA,x\r\nB,y\r\n"), "1:title|need;2:A|x;3:B|y");
	assert_string_equal(READ("a,b\r\rc,d\r"), "1:a|b;3:c|d");
	/* Blank rows count, as in the spreadsheet; lines within a cell do not. */
	assert_string_equal(READ("a,b\r\n\r\n,\r\n\"c\r\nd\",e\r\nf,g"), "1:a|b;4:c\nd|e;5:f|g");
	assert_string_equal(READ("a,b\n\n\nc,d"), "1:a|b;4:c|d");
	assert_string_equal(READ("\r\n\r\na"), "3:a");
}

static void
test_quotes(void **state)
{
	assert_string_equal(READ("a,\"say \"\"hi\"\", you\"\n"), "1:a|say \"hi\", you");
	assert_string_equal(READ(" a , b \n"), "1: a | b ");
	/* Case F: a quotation mark that is never closed is a fault at the row where it began. */
	assert_string_equal(READ("a,b\n\"x,1\ny,2\nz,3\n"), "1:a|b!2,1 A quotation mark is not ");
	assert_string_equal(READ("a,b\nx,\"1\ny,\"2\"\nz,3\n"), "1:a|b!2,2 A quotation mark is not ");
	assert_string_equal(READ("a,b\nx,6\" pipe\n"), "1:a|b!2,2 There is a quotation mar");
	assert_string_equal(READ("a,b\n\"x\"y,1\n"), "1:a|b!2,1 There is a quotation mar");
	assert_string_equal(READ(""), "!0,0 The file is empty.");
}

static void
test_separators(void **state)
{
	struct table *table = open_bytes(*state, "a;b;c\n1,5;2;3\n", 14);

	assert_string_equal(table_separator(table), ";");
	assert_string_equal(rows_of(*state, table), "1:a|b|c;2:1,5|2|3");
	assert_string_equal(READ("a\tb\n1,2\t3\n"), "1:a|b;2:1,2|3");
	assert_string_equal(READ("\"a;b\",c\n"), "1:a;b|c");
	/* The line is Excel's, and it does not count it. */
	assert_string_equal(READ("sep=;\r\na;b\r\nc;d\r\n"), "1:a|b;2:c|d");
	assert_string_equal(READ("alone\nx\n"), "1:alone;2:x");
}

static const char *
coding_of(const void *parent, const char *bytes, size_t n)
{
	return (table_coding(open_bytes(parent, bytes, n)));
}

static void
test_codings(void **state)
{
	/* 标题,部门 / 甲,乙 */
	static const char gb[] = "\xb1\xea\xcc\xe2,\xb2\xbf\xc3\xc5\r\n\xbc\xd7,\xd2\xd2\r\n";
	static const char le[] = "\xff\xfe" "a\0\t\0\x07\x68\n\0b\0\t\0\x98\x98\n\0";
	static const char be[] = "\xfe\xff" "\0a\0\t\x68\x07\0\n";

	assert_string_equal(READ("\xef\xbb\xbf标题,b\n"), "1:标题|b");
	assert_string_equal(READ("标题,部门\n"), "1:标题|部门");
	/* Case F: what Excel in Chinese saves. */
	assert_string_equal(READ(gb), "1:标题|部门;2:甲|乙");
	assert_string_equal(coding_of(*state, gb, sizeof gb - 1), "GB18030");
	assert_string_equal(READ(le), "1:a|标;2:b|题");
	assert_string_equal(READ(be), "1:a|标");
	assert_string_equal(coding_of(*state, le, sizeof le - 1), "UTF-16LE");
	/* 𠮷 in four bytes of GB18030. */
	assert_string_equal(READ("\xb1\xea,\x95\x34\xb2\x35\n"), "1:标|𠮷");
}

static void
test_bytes_wrong(void **state)
{
	assert_string_equal(READ("\xef\xbb\xbf" "a,b\nc,\xff\xff\n"), "1:a|b!2,2 The file contains bytes ");
	assert_string_equal(READ("a,b\nc,\xff\xff\n"), "1:a|b!2,2 The file contains bytes ");
	assert_string_equal(READ("a,b\nc,d\0e\n"), "1:a|b!2,2 The file contains bytes ");
	assert_string_equal(READ("\xff\xfe" "a\0b\0\n\0\x00\xd8"), "1:ab!2,1 The file contains bytes ");
	/* A character that the end cuts off. */
	assert_string_equal(READ("\xef\xbb\xbf" "a\n\xe6\xa0"), "1:a!2,1 The file contains bytes ");
}

/* Characters that straddle the pieces in which a file is read stay whole, and a large file takes no more memory than a small one. */
static void
test_large(void **state)
{
	char path[] = "/tmp/test-table-XXXXXX";
	FILE *f = fdopen(mkstemp(path), "w");
	struct table *table;
	const struct table_row *row;
	size_t n = 0, most = 0;

	fputs("标题,部门\r\n", f);
	for (int i = 0; i < 60000; i++)
		fprintf(f, "第%d条 标题标题标题,\"业务部\"\r\n", i);
	fclose(f);
	assert_null(table_open(*state, path, NULL, "/tmp", &table));
	unlink(path);
	while ((row = table_next(table)) != NULL) {
		size_t count = mem_count(table);
		char *text = mem_fmt(*state, "第%zu条 标题标题标题", n - 1);

		assert_int_equal(row->number, ++n);
		assert_true(n == 1 || str_eq(row->cells[0].text, text));
		mem_free(text);
		most = count > most ? count : most;
	}
	assert_null(table_fault(table));
	assert_int_equal(n, 60001);
	assert_true(most < 3000);
}

static void
test_limits(void **state)
{
	struct buf *b = buf_new(*state);

	for (int i = 0; i < 201; i++)
		buf_put(b, i == 0 ? "a" : ",");
	buf_put(b, "\n");
	assert_string_equal(rows_of(*state, open_bytes(*state, b->data, b->len)) + 3 + 199, "");
	buf_put(b, "x,");
	for (int i = 0; i < 200; i++)
		buf_put(b, ",");
	buf_put(b, "y\n");
	assert_non_null(strstr(rows_of(*state, open_bytes(*state, b->data, b->len)), "!2,202 There are more than %1"));
	b->len = 0;
	buf_put(b, "a\n\"");
	for (int i = 0; i < 40000; i++)
		buf_put(b, "长");
	buf_put(b, "\"\n");
	assert_string_equal(rows_of(*state, open_bytes(*state, b->data, b->len)), "1:a!2,1 A cell has more than 32,");
	assert_string_equal(table_column(*state, 1), "A");
	assert_string_equal(table_column(*state, 26), "Z");
	assert_string_equal(table_column(*state, 27), "AA");
	assert_string_equal(table_column(*state, 702), "ZZ");
}

static void
test_old_workbook(void **state)
{
	assert_string_equal(READ("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...."), "!0,0 The file is an old .xls,");
	assert_string_equal(READ("PK\x03\x04 not an archive"), "!0,0 The workbook is damaged ");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_line_ends, setup, teardown),
		cmocka_unit_test_setup_teardown(test_quotes, setup, teardown),
		cmocka_unit_test_setup_teardown(test_separators, setup, teardown),
		cmocka_unit_test_setup_teardown(test_codings, setup, teardown),
		cmocka_unit_test_setup_teardown(test_bytes_wrong, setup, teardown),
		cmocka_unit_test_setup_teardown(test_large, setup, teardown),
		cmocka_unit_test_setup_teardown(test_limits, setup, teardown),
		cmocka_unit_test_setup_teardown(test_old_workbook, setup, teardown),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
