/* SPDX-License-Identifier: ISC */
/* Workbooks for tests, part by part: what a spreadsheet program would write, and what none would. */
#ifndef TESTS_BOOK_H
#define TESTS_BOOK_H

#include <stddef.h>
#include <string.h>
#include <zip.h>

#define BOOK_RELS(main) \
	"<Relationships xmlns=\"r\"><Relationship Id=\"rId1\" Type=\"http://x/officeDocument\" Target=\"" main "\"/></Relationships>"
#define BOOK_SHEETS \
	"<Relationships xmlns=\"r\"><Relationship Id=\"rId1\" Type=\"http://x/worksheet\" Target=\"worksheets/sheet1.xml\"/>" \
	"<Relationship Id=\"rId2\" Type=\"http://x/worksheet\" Target=\"/xl/worksheets/sheet2.xml\"/>" \
	"<Relationship Id=\"rId3\" Type=\"http://x/styles\" Target=\"styles.xml\"/>" \
	"<Relationship Id=\"rId4\" Type=\"http://x/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
#define BOOK_BOOK "<workbook xmlns:r=\"rr\"><sheets><sheet name=\"台账\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"

struct book_part {
	const char *name, *text;
};

/* Parts with the names of usual ones replace them; the list ends with a row without a name. */
static inline int
book_write(const char *path, const struct book_part *parts)
{
	static const struct book_part usual[] = {
		{ "_rels/.rels", BOOK_RELS("xl/workbook.xml") },
		{ "xl/_rels/workbook.xml.rels", BOOK_SHEETS },
		{ "xl/workbook.xml", BOOK_BOOK },
		{ NULL, NULL },
	};
	zip_t *zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, NULL);
	const struct book_part *both[] = { usual, parts };

	if (zip == NULL)
		return (-1);
	for (size_t i = 0; i < 2; i++)
		for (const struct book_part *p = both[i]; p->name != NULL; p++)
			(void)zip_file_add(zip, p->name, zip_source_buffer(zip, p->text, strlen(p->text), 0), ZIP_FL_OVERWRITE);
	return (zip_close(zip));
}

#endif
