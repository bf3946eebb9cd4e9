/* SPDX-License-Identifier: ISC */
#include "web/export.h"

#include "view/words.h"
#include "web/download.h"
#include "web/subject.h"
#include "web/value.h"

enum { ROWS_PER_BATCH = 200 };

struct export
{
	struct visit *v;
	struct ctx *lasting; /* v->c outside a batch */
	const struct list *list;
	const struct field **columns;
	struct download *download;
	enum cell_type types[EXPORT_COLUMNS];
	size_t in_batch;
};

/* Columns every list has, before and after those of its kind. */
static const char *const before[] = { "number", "title", "state" };
static const char *const after[] = { "due", "owner_name", "author_name", "created_at",
	"changed_at" };

/* The title stands in front; the due date behind. */
static bool
is_column(const struct field *f)
{
	return (!str_has_word("title due", f->name) && f->type != FIELD_FILE);
}

static enum cell_type
type_of(const struct field *f)
{
	return (value_is_number(f) ? CELL_NUMBER : f->type == FIELD_DATE ? CELL_DATE : CELL_TEXT);
}

static struct err *
put_head(struct export *e)
{
	const char *cells[EXPORT_COLUMNS];
	struct visit *v = e->v;
	size_t n = 0;

	for (size_t i = 0; i < ARRAY_LEN(before); i++)
		cells[n++] = word_of(v->c, "field", before[i], NULL);
	for (size_t i = 0; e->columns[i] != NULL; i++)
		if (is_column(e->columns[i])) {
			e->types[n] = type_of(e->columns[i]);
			cells[n++] = subject_label(v, e->list->kind->name, e->columns[i]->name);
		}
	for (size_t i = 0; i < ARRAY_LEN(after); i++) {
		e->types[n] = str_eq(after[i], "due") ? CELL_DATE : CELL_TEXT;
		cells[n++] = word_of(v->c, "field", after[i], NULL);
	}
	spreadsheet_types(e->download->sheet, e->types, n);
	return (spreadsheet_row(e->download->sheet, cells, n));
}

static const char *
cell_of(struct export *e, const struct field *f, const struct rows *row)
{
	const char *name = value_name(e->v, f, row, 0);

	if (value_is_reference(f))
		return (str_or(name, ""));
	/* Amounts as numbers, without separators. */
	return (f->type == FIELD_MONEY
		    ? rows_str(row, 0, f->name)
		    : value_text(e->v, e->list->kind, f, rows_str(row, 0, f->name), NULL));
}

/* What a batch of rows needs is freed with it, so memory does not grow with the list. */
static void
next_batch(struct export *e)
{
	struct ctx *batch;

	if (e->in_batch++ % ROWS_PER_BATCH != 0)
		return;
	if (e->v->c != e->lasting)
		mem_free(e->v->c);
	batch = mem_new(e->lasting, struct ctx);
	*batch = *e->lasting;
	e->v->c = batch;
}

static struct err *
put_row(void *arg, const struct rows *row)
{
	struct export *e = arg;
	const char *cells[EXPORT_COLUMNS];
	size_t n = 0;

	next_batch(e);
	download_saw(e->download, rows_str(row, 0, "id"), visibility_read(row, 0));
	cells[n++] = rows_str(row, 0, "number");
	cells[n++] = rows_str(row, 0, "title");
	cells[n++] = word_of(e->v->c, e->list->kind->name, "state", rows_str(row, 0, "state"));
	for (size_t i = 0; e->columns[i] != NULL; i++)
		if (is_column(e->columns[i]))
			cells[n++] = cell_of(e, e->columns[i], row);
	for (size_t i = 0; i < ARRAY_LEN(after); i++)
		cells[n++] = rows_str(row, 0, after[i]);
	return (spreadsheet_row(e->download->sheet, cells, n));
}

static struct err *
write_all(struct download *d)
{
	struct export *e = d->arg;

	TRY(download_sheet(d));
	e->download = d;
	TRY(put_head(e));
	TRY(list_stream(e->v->c, e->list, put_row, e));
	return (spreadsheet_end(d->sheet));
}

struct err *
export_list(struct visit *v, const struct list *list)
{
	struct export *e = mem_new(v->c, struct export);

	*e = (struct export){ .v = v,
		.lasting = v->c,
		.list = list,
		.types = { CELL_TEXT, CELL_TEXT, CELL_TEXT },
		.columns = list_columns(v->c, list->kind, true) };
	return (download_table(v, &(struct download){ .write = write_all, .arg = e, .action = "list.export", .what = list->kind->plural }, true,
	    mem_fmt(v->c, "%s-%s-%s", word(mem_fmt(v->c, "%s.plural", list->kind->name)), v->c->site->slug, v->c->today)));
}
