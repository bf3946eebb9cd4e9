/* SPDX-License-Identifier: ISC */
/* Files around an import: an empty table to fill in, the list of mistakes, the file as it was sent. */
#include "pages/admin/import.h"

#include "base/str.h"
#include "view/words.h"
#include "web/download.h"

enum { PAGE = 500, CELLS_MAX = 80 };

/* ---- the template: heads, an example, and for each column what may stand in it */

static const char *
example_of(struct visit *v, const struct targets *t, const struct target *target)
{
	const struct field *f = target->field;
	char **first;

	if (f->type == FIELD_DATE)
		return (v->c->today);
	if (f->choices != NULL)
		return (target_word(v->c, t, target, f->choices[0]));
	if (f->type == FIELD_INT)
		return (mem_fmt(v->c, "%d", f->min));
	first = str_split(v->c, mem_str(v->c, word_of(v->c, "import.example", target->name, NULL)), '|');
	return (str_eq(first[0], target->name) ? "" : first[0]);
}

static const char *
allowed_in(struct visit *v, const struct targets *t, const struct target *target)
{
	const struct field *f = target->field;
	static const char *const said[] = {
		[FIELD_DATE] = N_("a day: 2026-11-23"),
		[FIELD_ACCOUNT] = N_("a member: name or login name"),
		[FIELD_DEPARTMENT] = N_("a department: its name"),
		[FIELD_RECORD] = N_("a record: its number or title"),
		[FIELD_FLAG] = N_("yes or no"),
		[FIELD_FILE] = NULL,
	};

	if (f->choices != NULL)
		return (target_choices(v->c, t, target));
	if (f->type == FIELD_INT)
		return (mem_fmt(v->c, "%d–%d", f->min, f->max));
	return (said[f->type] == NULL ? "" : word(said[f->type]));
}

static struct err *
write_template(struct visit *v, const struct kind *kind, const struct reply_sink *to)
{
	const struct targets *t = targets_of(v->c, kind);
	const char *heads[CELLS_MAX], *examples[CELLS_MAX], *allowed[CELLS_MAX];
	enum cell_type types[CELLS_MAX];
	struct spreadsheet *sheet;
	size_t n = 0;

	for (size_t i = 0; i < t->n && n < CELLS_MAX; i++, n++) {
		bool required = t->list[i].field->flags & REQUIRED || str_eq(t->list[i].name, "state");

		heads[n] = mem_fmt(v->c, "%s%s", target_label(v->c, t, &t->list[i]), required ? "*" : "");
		examples[n] = example_of(v, t, &t->list[i]);
		allowed[n] = allowed_in(v, t, &t->list[i]);
		types[n] = t->list[i].field->type == FIELD_DATE ? CELL_DATE : CELL_TEXT;
	}
	examples[0] = mem_fmt(v->c, IMPORT_MARK "%s", wordf(v->c, N_("example, delete this row: %1"), examples[0], NULL));
	allowed[0] = mem_fmt(v->c, IMPORT_MARK "%s", word(N_("what each column may contain, delete this row")));
	TRY(spreadsheet_new(v->c, v->suffix, v->c->conf->uploads, to, &sheet));
	spreadsheet_types(sheet, types, n);
	TRY(spreadsheet_row(sheet, heads, n));
	TRY(spreadsheet_row(sheet, examples, n));
	for (size_t i = 0; i < n; i++)
		types[i] = CELL_TEXT;
	TRY(spreadsheet_row(sheet, allowed, n));
	return (spreadsheet_end(sheet));
}

static struct err *
into_buf(void *wire, const char *bytes, size_t n)
{
	buf_putn(wire, bytes, n);
	return (OK);
}

struct err *
import_template(struct visit *v)
{
	const struct kind *kind = kind_of_plural(str_or(visit_arg(v, "kind"), ""));
	struct reply_sink to = { .write = into_buf };

	if (kind == NULL || kind->imported == NULL || !spreadsheet_knows(v->suffix))
		return (RAISE(ERR_NOT_FOUND, "no template for \"%s\"", visit_arg(v, "kind")));
	v->reply->body = to.wire = buf_new(v->reply);
	TRY(write_template(v, kind, &to));
	v->reply->type = spreadsheet_type(v->suffix);
	reply_download(v->reply, mem_fmt(v->c, "%s-%s.%s", word(kind->name), word(N_("template")), v->suffix));
	return (OK);
}

/* ---- mistakes */

static struct err *
put_mistakes(struct visit *v, const struct batch *b, struct spreadsheet *sheet)
{
	const struct targets *t = targets_of(v->c, b->kind);
	const char *row = "-1", *id = "0";
	struct rows *rows;

	do {
		TRY(db_run(v->c->db, v->c, STMT_IMPORT_MISTAKES, &rows, ARGS(v->c->site_id, b->id, row, id, "500")));
		for (size_t i = 0; i < rows_count(rows); i++) {
			const char *cells[] = { rows_str(rows, i, "row_no"), import_place(v, t, b, rows_int(rows, i, "column_no"), rows_str(rows, i, "field")),
				rows_str(rows, i, "cell"), mistake_text(v->c, t, rows_str(rows, i, "field"), rows_str(rows, i, "complaint"), rows_str(rows, i, "arg"), rows_str(rows, i, "arg2")) };

			TRY(spreadsheet_row(sheet, cells, ARRAY_LEN(cells)));
			row = rows_str(rows, i, "row_no");
			id = rows_str(rows, i, "id");
		}
	} while (rows_count(rows) == PAGE);
	return (OK);
}

/* Rows that exist already follow, in the same columns. */
static struct err *
put_doubles(struct visit *v, const struct batch *b, struct spreadsheet *sheet)
{
	const char *row = "0";
	struct rows *rows;

	do {
		TRY(db_run(v->c->db, v->c, STMT_IMPORT_DOUBLES, &rows, ARGS(v->c->site_id, b->id, row, "500")));
		for (size_t i = 0; i < rows_count(rows); i++) {
			const char *of = rows_str(rows, i, "double_of"), *said = *of == '#' ? wordf(v->c, N_("repeats row %1"), of + 1, NULL) :
			    wordf(v->c, N_("exists already: %1"), of, NULL);
			const char *cells[] = { rows_str(rows, i, "row_no"), "", "", said };

			TRY(spreadsheet_row(sheet, cells, ARRAY_LEN(cells)));
			row = mem_fmt(v->c, "%lld", (long long)rows_int(rows, i, "row_no") + 1);
		}
	} while (rows_count(rows) == PAGE);
	return (OK);
}

static struct err *
write_mistakes(struct download *d)
{
	static const enum cell_type types[] = { CELL_NUMBER, CELL_TEXT, CELL_TEXT, CELL_TEXT };
	const char *heads[] = { word(N_("Row")), word(N_("Column")), word(N_("Content of the cell")), word(N_("Problem")) };

	TRY(download_sheet(d));
	spreadsheet_types(d->sheet, types, ARRAY_LEN(types));
	TRY(spreadsheet_row(d->sheet, heads, ARRAY_LEN(heads)));
	TRY(put_mistakes(d->v, d->arg, d->sheet));
	TRY(put_doubles(d->v, d->arg, d->sheet));
	return (spreadsheet_end(d->sheet));
}

struct err *
import_mistakes(struct visit *v)
{
	struct batch *b;

	TRY(import_read(v, &b));
	return (download_table(v, &(struct download){ .write = write_mistakes, .arg = b, .action = "list.export", .what = "mistakes" }, false,
	    mem_fmt(v->c, "%s-%s", word(N_("mistakes")), b->id)));
}

/* ---- the file itself, for the second person */

struct err *
import_file(struct visit *v)
{
	struct batch *b;

	TRY(import_read(v, &b));
	if (str_empty(b->stored) || str_has_word("dropped undone failed", b->status))
		return (RAISE(ERR_NOT_FOUND, "the file of import %s is gone", b->id));
	v->reply->type = "application/octet-stream";
	v->reply->file = b->stored;
	reply_download(v->reply, b->file_name);
	return (OK);
}
