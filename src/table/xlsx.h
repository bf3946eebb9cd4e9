/* SPDX-License-Identifier: ISC */
/* Inside table/ only: a workbook's parts. */
#ifndef TABLE_XLSX_H
#define TABLE_XLSX_H

#include "table/inside.h"

#include <expat.h>
#include <zip.h>

/* Against archives that are small and become large. */
enum {
	XLSX_ENTRIES = 2000,
	XLSX_PART = 256 * 1024 * 1024,          /* bytes of one part, unpacked */
	XLSX_RATIO = 300,                       /* times its packed size, where it is larger than … */
	XLSX_SMALL = 16 * 1024 * 1024,          /* … this */
	XLSX_DEPTH = 64,
	XLSX_STRINGS = 2000000,
	XLSX_STYLES = 65536,
	XLSX_FORMATS = 1024,
	XLSX_MERGES = 10000,
};

/* One part of the archive on its way through expat. */
struct part {
	struct table *table;
	const char *name;
	zip_file_t *file;
	XML_Parser parser;
	uint64_t size, packed, had;             /* bytes */
	int depth;
	bool ended;
	void *arg;                              /* of the handlers */
	void (*start)(struct part *part, const char *name, const char **attributes);
	void (*end)(struct part *part, const char *name);
	void (*text)(struct part *part, const char *bytes, size_t n);
};

/* How a style shows a number. */
struct style {
	unsigned char day, time;                /* as a day, as a time of day */
	unsigned char zeros;                    /* "0000": at least so many digits; 0: as it is */
};

struct strings;

struct xlsx {
	struct table *table;
	zip_t *zip;
	const char *base;                       /* folder of the workbook within the archive, "xl/" */
	const char *shared;                     /* the part of shared strings; NULL: none */
	bool from_1904;
	struct style *styles;
	size_t n_styles;
	struct strings *strings;                /* NULL: none are shared */
	struct part *sheet;
};

/* ---- xlsx_part.c */

/* False: it is not there, or a fault. Handlers may be NULL. */
bool part_open(struct xlsx *book, const char *name, struct part **out);
/* Feed one piece, or go on after part_pause; false: nothing is left, or a fault. */
bool part_step(struct part *part);
/* All of it, and close it. */
bool part_all(struct part *part);               /* false: a fault */
void part_pause(struct part *part);             /* from a handler: part_step returns */
void part_stop(struct part *part, const char *complaint, const char *arg);
const char *part_attribute(const char **attributes, const char *name);  /* by local name; NULL: none */
bool part_has(const struct xlsx *book, const char *name);

/* ---- xlsx_book.c: what a workbook says of itself: sheets, styles. False: a fault. */

bool book_read(struct xlsx *book, const char *sheet, const char **path);

/* ---- xlsx_strings.c: shared strings, in files without a name, so that memory does not grow with them. */

bool strings_read(struct xlsx *book, const char *path, struct err **err);
char *strings_get(struct strings *strings, const void *parent, size_t n);       /* NULL: there is none */
/* "_x000D_" stands for a control character. */
char *strings_plain(const void *parent, const char *text, size_t n);

/* ---- xlsx_value.c */

/* A number as its style shows it. */
struct table_cell value_number(const struct xlsx *book, const void *parent, const char *raw, size_t style);
struct style value_style(const char *code);             /* of a format such as "yyyy\-mm\-dd" */
struct style value_builtin(int64_t id);

#endif
