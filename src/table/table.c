/* SPDX-License-Identifier: ISC */
#include "table/inside.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void
table_wrong(struct table *table, size_t row, size_t column, const char *complaint, const char *arg)
{
	if (table->fault.complaint == NULL)
		table->fault = (struct table_fault){ complaint, mem_str(table, arg), row, column };
}

char *
table_clean(const void *parent, const char *text, size_t n)
{
	char *clean = mem_array(parent, char, n + 1);
	size_t k = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned char b = (unsigned char)text[i];

		if (b == '\r')
			clean[k++] = '\n';
		else if (b != 0x7f && (b >= 0x20 || b == '\t' || b == '\n'))
			clean[k++] = (char)b;
		/* "\r\n" is one line end. */
		if (b == '\r' && i + 1 < n && text[i + 1] == '\n')
			i++;
	}
	return (clean);
}

int
table_nameless(const void *parent, const char *dir)
{
	char *name = mem_fmt(parent, "%s/table-XXXXXX", dir);
	int fd = mkostemp(name, O_CLOEXEC);

	if (fd >= 0)
		(void)unlink(name);
	mem_free(name);
	return (fd);
}

/* The first bytes tell a ZIP archive from Excel's old or encrypted container and from text. */
static struct err *
look(const char *path, char magic[8], size_t *n)
{
	FILE *f = fopen(path, "re");

	if (f == NULL)
		return (RAISE(ERR_NOT_FOUND, "cannot read \"%s\": %s", path, strerror(errno)));
	*n = fread(magic, 1, 8, f);
	fclose(f);
	return (OK);
}

struct err *
table_open(const void *parent, const char *path, const char *sheet, const char *dir, struct table **out)
{
	struct table *table = mem_new(parent, struct table);
	char magic[8];
	size_t n = 0;

	*out = table;
	table->coding = table->sheet = "";
	table->dir = dir;
	table->sheets = mem_array(table, const char *, 1);
	TRY(look(path, magic, &n));
	if (n == 0) {
		table_wrong(table, 0, 0, N_("The file is empty."), NULL);
		return (OK);
	}
	if (n >= 4 && memcmp(magic, "\xd0\xcf\x11\xe0", 4) == 0) {
		table_wrong(table, 0, 0, N_("The file is an old .xls, or a workbook with a password. Open it in a spreadsheet program and save it as .xlsx without a password."), NULL);
		return (OK);
	}
	if (n >= 4 && memcmp(magic, "PK\x03\x04", 4) == 0)
		return (xlsx_open(table, path, str_or(sheet, "")));
	return (csv_open(table, path));
}

const struct table_row *
table_next(struct table *table)
{
	return (table->next == NULL ? NULL : table->next(table));
}

const struct table_fault *
table_fault(const struct table *table)
{
	return (table->fault.complaint == NULL ? NULL : &table->fault);
}

const char *
table_coding(const struct table *table)
{
	return (table->coding);
}

const char *
table_separator(const struct table *table)
{
	return (table->separator);
}

const char *const *
table_sheets(const struct table *table)
{
	return (table->sheets);
}

const char *
table_sheet(const struct table *table)
{
	return (table->sheet);
}

const struct table_merge *
table_merges(const struct table *table, size_t *n)
{
	*n = table->n_merges;
	return (table->merges);
}

char *
table_column(const void *parent, size_t column)
{
	char letters[16];
	size_t at = sizeof letters;

	letters[--at] = '\0';
	for (; column > 0 && at > 0; column = (column - 1) / 26)
		letters[--at] = (char)('A' + (column - 1) % 26);
	return (mem_str(parent, letters + at));
}
