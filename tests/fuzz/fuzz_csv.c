/* SPDX-License-Identifier: ISC */
/* Goal: any bytes as a CSV file are rows of clean texts or a fault that says where, and nothing else (RX.7, case F). */
#include "fuzz.h"
#include "table/table.h"

#include <sys/mman.h>
#include <unistd.h>

/* Rows count up; cells are clean and within limits. */
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
	int fd = memfd_create("table", MFD_CLOEXEC);
	const struct table_row *row;
	struct table *table;
	size_t before = 0;

	/* What begins as an archive is for fuzz_xlsx. */
	if (size >= 2 && memcmp(data, "PK", 2) == 0)
		size = 0;
	FUZZ_MUST(fd >= 0 && write(fd, data, size) == (ssize_t)size);
	FUZZ_MUST(table_open(parent, mem_fmt(parent, "/proc/self/fd/%d", fd), NULL, "/tmp", &table) == OK);
	for (; (row = table_next(table)) != NULL; before = row->number)
		row_holds(row, before);
	if (table_fault(table) != NULL)
		FUZZ_MUST(table_fault(table)->complaint != NULL && (table_fault(table)->row == 0 || table_fault(table)->row > before));
	FUZZ_MUST(table_next(table) == NULL);
	close(fd);
	fuzz_end(parent);
	return (0);
}
