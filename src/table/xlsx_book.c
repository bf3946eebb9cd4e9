/* SPDX-License-Identifier: ISC */
/* What a workbook says of itself: where its parts are, its sheets, from which year it counts days, and its styles. */
#include "table/xlsx.h"

#include <string.h>

enum { SHEETS = 256, RELATIONS = 1024 };

/* ---- relations: names of parts by id */

struct relations {
	struct relation {
		const char *id, *type, *target;
	} list[RELATIONS];
	size_t n;
	const char *base;
};

/* "/xl/a.xml" from the top, "a.xml" and "../a.xml" from the folder of who names it. */
static char *
resolved(const void *parent, const char *base, const char *target)
{
	char *folder = mem_str(parent, base);

	if (*target == '/')
		return (mem_str(parent, target + 1));
	while (str_starts(target, "../")) {
		char *slash;

		target += 3;
		if (*folder != '\0')
			folder[strlen(folder) - 1] = '\0';
		slash = strrchr(folder, '/');
		*(slash == NULL ? folder : slash + 1) = '\0';
	}
	return (mem_fmt(parent, "%s%s", folder, target));
}

static void
on_relation(struct part *part, const char *name, const char **attributes)
{
	struct relations *r = part->arg;
	const char *id = part_attribute(attributes, "Id"), *type = part_attribute(attributes, "Type"), *target = part_attribute(attributes, "Target");

	if (strcmp(name, "Relationship") != 0 || id == NULL || type == NULL || target == NULL || r->n == RELATIONS)
		return;
	r->list[r->n++] = (struct relation){ mem_str(r, id), mem_str(r, strrchr(type, '/') == NULL ? type : strrchr(type, '/') + 1),
		resolved(r, r->base, target) };
}

static struct relations *
relations(struct xlsx *book, const char *path, const char *base)
{
	struct relations *r = mem_new(book, struct relations);
	struct part *part;

	r->base = base;
	if (!part_has(book, path) || !part_open(book, path, &part))
		return (r);
	part->arg = r;
	part->start = on_relation;
	(void)part_all(part);
	return (r);
}

static const char *
of_type(const struct relations *r, const char *type)
{
	for (size_t i = 0; i < r->n; i++)
		if (strcmp(r->list[i].type, type) == 0)
			return (r->list[i].target);
	return (NULL);
}

static const struct relation *
of_id(const struct relations *r, const char *id)
{
	for (size_t i = 0; i < r->n && id != NULL; i++)
		if (strcmp(r->list[i].id, id) == 0)
			return (&r->list[i]);
	return (NULL);
}

/* ---- sheets */

struct sheets {
	struct xlsx *book;
	const struct relations *relations;
	const char *wanted;
	const char *name, *path;        /* the one that is read */
	size_t n;                       /* visible ones */
};

static void
on_book(struct part *part, const char *name, const char **attributes)
{
	struct sheets *s = part->arg;
	const char *state = part_attribute(attributes, "state"), *called = part_attribute(attributes, "name"), *from = part_attribute(attributes, "date1904");
	const struct relation *r;

	if (strcmp(name, "workbookPr") == 0)
		s->book->from_1904 = from != NULL && str_has_word("1 true on", from);
	if (strcmp(name, "sheet") != 0 || called == NULL || s->n == SHEETS)
		return;
	r = of_id(s->relations, part_attribute(attributes, "id"));
	if (r == NULL || strcmp(r->type, "worksheet") != 0 || (state != NULL && str_starts(state, "hidden")) || str_eq(state, "veryHidden"))
		return;
	called = mem_str(s->book->table, called);
	s->book->table->sheets[s->n++] = called;
	if (s->path == NULL && (*s->wanted == '\0' || strcmp(s->wanted, called) == 0)) {
		s->name = called;
		s->path = r->target;
	}
}

static bool
read_sheets(struct xlsx *book, const char *path, struct sheets *s)
{
	struct part *part;

	book->table->sheets = mem_array(book->table, const char *, SHEETS + 1);
	if (!part_open(book, path, &part))
		return (false);
	part->arg = s;
	part->start = on_book;
	(void)part_all(part);
	if (book->table->fault.complaint == NULL && s->path == NULL)
		table_wrong(book->table, 0, 0, *s->wanted == '\0' ? N_("The workbook has no visible sheet.") :
		    N_("The workbook has no visible sheet \"%1\"."), s->wanted);
	book->table->sheet = str_or(s->name, "");
	return (book->table->fault.complaint == NULL);
}

/* ---- styles */

struct styles {
	struct xlsx *book;
	bool in_cells;                  /* <cellXfs>, not the styles that have names */
	struct own {
		int64_t id;
		struct style style;
	} *own;
	size_t n_own, room_own, room;
};

static void
on_format(struct styles *s, const char **attributes)
{
	const char *id = part_attribute(attributes, "numFmtId"), *code = part_attribute(attributes, "formatCode");
	int64_t n;

	if (id == NULL || code == NULL || !str_to_int(id, 0, INT32_MAX, &n) || s->n_own == XLSX_FORMATS)
		return;
	if (s->n_own == s->room_own) {
		s->own = mem_grow(s, s->own, sizeof *s->own, s->room_own, s->room_own * 2 + 16);
		s->room_own = s->room_own * 2 + 16;
	}
	s->own[s->n_own++] = (struct own){ n, value_style(code) };
}

static void
on_cell_style(struct styles *s, const char **attributes)
{
	struct xlsx *book = s->book;
	const char *id = part_attribute(attributes, "numFmtId");
	struct style style = { 0 };
	int64_t n;

	if (id != NULL && str_to_int(id, 0, INT32_MAX, &n)) {
		style = value_builtin(n);
		for (size_t i = 0; i < s->n_own; i++)
			if (s->own[i].id == n)
				style = s->own[i].style;
	}
	if (book->n_styles == XLSX_STYLES)
		return;
	if (book->n_styles == s->room) {
		book->styles = mem_grow(book, book->styles, sizeof *book->styles, s->room, s->room * 2 + 64);
		s->room = s->room * 2 + 64;
	}
	book->styles[book->n_styles++] = style;
}

static void
on_style(struct part *part, const char *name, const char **attributes)
{
	struct styles *s = part->arg;

	if (strcmp(name, "cellXfs") == 0)
		s->in_cells = true;
	else if (strcmp(name, "numFmt") == 0)
		on_format(s, attributes);
	else if (s->in_cells && strcmp(name, "xf") == 0)
		on_cell_style(s, attributes);
}

static void
on_style_end(struct part *part, const char *name)
{
	struct styles *s = part->arg;

	if (strcmp(name, "cellXfs") == 0)
		s->in_cells = false;
}

static bool
read_styles(struct xlsx *book, const char *path)
{
	struct styles *s = mem_new(book, struct styles);
	struct part *part;

	s->book = book;
	if (!part_open(book, path, &part))
		return (false);
	part->arg = s;
	part->start = on_style;
	part->end = on_style_end;
	(void)part_all(part);
	mem_free(s);
	return (book->table->fault.complaint == NULL);
}

/* ---- all of it */

/* "xl/_rels/workbook.xml.rels" for "xl/workbook.xml". */
static char *
relations_of(const void *parent, const char *path)
{
	const char *slash = strrchr(path, '/');
	size_t n = slash == NULL ? 0 : (size_t)(slash + 1 - path);

	return (mem_fmt(parent, "%.*s_rels/%s.rels", (int)n, path, path + n));
}

bool
book_read(struct xlsx *book, const char *sheet, const char **path)
{
	const char *main = str_or(of_type(relations(book, "_rels/.rels", ""), "officeDocument"), "xl/workbook.xml"), *styles;
	struct sheets s = { .book = book, .wanted = sheet };

	if (book->table->fault.complaint == NULL && (!part_has(book, main) || !str_eq(strrchr(main, '.'), ".xml")))
		table_wrong(book->table, 0, 0, N_("The file is not an .xlsx workbook. Open the table in a spreadsheet program and save it as .xlsx."), NULL);
	if (book->table->fault.complaint != NULL)
		return (false);
	book->base = mem_strn(book, main, strrchr(main, '/') == NULL ? 0 : (size_t)(strrchr(main, '/') + 1 - main));
	s.relations = relations(book, relations_of(book, main), book->base);
	if (book->table->fault.complaint != NULL || !read_sheets(book, main, &s))
		return (false);
	*path = s.path;
	styles = of_type(s.relations, "styles");
	book->shared = of_type(s.relations, "sharedStrings");
	return (styles == NULL || !part_has(book, styles) || read_styles(book, styles));
}
