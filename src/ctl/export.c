/* SPDX-License-Identifier: ISC */
/*
 * gatehousectl export: all records of a kind in a site as CSV, with the names of fields as
 * head and values as stored, so that import and programs can read it.  The
 * administrator sees all of them; that somebody took them is history.
 */
#include "ctl/verb.h"

#include "access/event.h"
#include "base/str.h"
#include "pages/sheet.h"
#include "record/list.h"

#include <errno.h>
#include <string.h>

enum { COLUMNS_MAX = 80 };

struct export_run {
	const struct field **columns;
	struct sheet *sheet;
};

static const char *
no_filter(void *arg, const char *name)
{
	(void)arg;
	(void)name;
	return ("");
}

static struct err *
write_out(void *wire, const char *bytes, size_t n)
{
	if (fwrite(bytes, 1, n, wire) != n)
		return (RAISE(ERR_CONFLICT, "cannot write: %s", strerror(errno)));
	return (OK);
}

static bool
is_column(const struct field *f)
{
	return (f->type != FIELD_FILE && !str_eq(f->name, "title"));
}

static struct err *
put_row(void *arg, const struct rows *row)
{
	struct export_run *run = arg;
	const char *cells[COLUMNS_MAX] = { rows_str(row, 0, "number"), rows_str(row, 0, "state"), rows_str(row, 0, "title") };
	size_t n = 3;

	for (size_t i = 0; run->columns[i] != NULL && n < COLUMNS_MAX; i++)
		if (is_column(run->columns[i]))
			cells[n++] = rows_str(row, 0, run->columns[i]->name);
	return (sheet_row(run->sheet, cells, n));
}

static struct err *
put_head(struct export_run *run)
{
	const char *cells[COLUMNS_MAX] = { "number", "state", "title" };
	size_t n = 3;

	for (size_t i = 0; run->columns[i] != NULL && n < COLUMNS_MAX; i++)
		if (is_column(run->columns[i]))
			cells[n++] = run->columns[i]->name;
	return (sheet_row(run->sheet, cells, n));
}

static struct err *
note(struct call *call, const struct kind *kind)
{
	struct event *e = event_new(call->c, "list.export", NULL, kind->plural);

	event_say(e, "format", "csv");
	return (call_commit(call));
}

struct err *
verb_export(struct call *call, int *exit_code)
{
	const struct kind *kind = call->argc == 3 ? kind_named(call->argv[2]) : NULL;
	const struct reply_sink to = { .write = write_out, .wire = stdout };
	struct export_run run;
	struct list *list;

	if (call->argc != 3)
		return (call_usage(call, exit_code));
	if (kind == NULL)
		return (RAISE(ERR_NOT_FOUND, "there is no kind \"%s\"; gatehousectl kinds shows them", call->argv[2]));
	TRY(call_enter(call, call->argv[1]));
	list = list_new(call->c, kind, no_filter, NULL);
	run.columns = list_columns(call->c, kind, true);
	TRY(sheet_new(call->c, "csv", call->conf->uploads, &to, &run.sheet));
	TRY(put_head(&run));
	TRY(db_wait(call->c->db));
	TRY(list_stream(call->c, list, put_row, &run));
	TRY(sheet_end(run.sheet));
	return (note(call, kind));
}
