/* SPDX-License-Identifier: ISC */
/*
 * gatehousectl export: all records of a kind in a site as CSV, with the names of fields as
 * head, choices by name, people by log-in, departments and records by what they are called, so that
 * import and programs can read it.  The administrator sees all of them; that somebody took them is history.
 */
#include "ctl/verb.h"

#include "access/event.h"
#include "base/str.h"
#include "record/list.h"
#include "web/spreadsheet.h"

#include <errno.h>
#include <string.h>

enum { COLUMNS_MAX = 80 };

struct export_run {
	const void *memory;     /* of the row under way */
	const struct field **columns;
	struct rows *people;
	struct spreadsheet *sheet;
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

/* Two people may have one name; a log-in is one person's. */
static const char *
logins(struct export_run *run, const char *ids, const char *names)
{
	struct buf *b = buf_new(run->memory);

	for (char **id = str_split(run->memory, mem_str(run->memory, ids), ','); *id != NULL; id++) {
		size_t i = rows_find(run->people, "id", *id);

		/* Who is no member any more has only a name left. */
		if (i == rows_count(run->people))
			return (names);
		buf_fmt(b, "%s%s", b->len > 0 ? "," : "", rows_str(run->people, i, "login"));
	}
	return (b->data);
}

/* "Name\nEnglish name" of a department: the first; what others refer to as the list shows it. */
static const char *
value_of(struct export_run *run, const struct field *f, const struct rows *row)
{
	const char *value = rows_str(row, 0, f->name), *name;

	if (*value == '\0' || (f->type != FIELD_ACCOUNT && f->type != FIELD_ACCOUNTS && f->type != FIELD_DEPARTMENT && f->type != FIELD_RECORD && f->type != FIELD_RECORDS))
		return (value);
	name = rows_str(row, 0, mem_fmt(run->memory, "%s.name", f->name));
	if (f->type == FIELD_DEPARTMENT)
		return (mem_strn(run->memory, name, strcspn(name, "\n")));
	return (f->type == FIELD_RECORD || f->type == FIELD_RECORDS ? name : logins(run, value, name));
}

static struct err *
put_row(void *arg, const struct rows *row)
{
	struct export_run *run = arg;
	void *memory = mem_new(NULL, int);
	struct err *err;
	const char *cells[COLUMNS_MAX] = { rows_str(row, 0, "number"), rows_str(row, 0, "state"), rows_str(row, 0, "title") };
	size_t n = 3;

	run->memory = memory;
	for (size_t i = 0; run->columns[i] != NULL && n < COLUMNS_MAX; i++)
		if (is_column(run->columns[i]))
			cells[n++] = value_of(run, run->columns[i], row);
	err = spreadsheet_row(run->sheet, cells, n);
	mem_free(memory);
	return (err);
}

static struct err *
put_head(struct export_run *run)
{
	const char *cells[COLUMNS_MAX] = { "number", "state", "title" };
	size_t n = 3;

	for (size_t i = 0; run->columns[i] != NULL && n < COLUMNS_MAX; i++)
		if (is_column(run->columns[i]))
			cells[n++] = run->columns[i]->name;
	return (spreadsheet_row(run->sheet, cells, n));
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
	list = list_new(call->c, kind, LIST_ROWS, no_filter, NULL);
	run.columns = list_columns(call->c, kind, true);
	TRY(db_run(call->c->db, call->c, STMT_IMPORT_PEOPLE, &run.people, ARGS(call->c->site_id)));
	TRY(spreadsheet_new(call->c, "csv", call->conf->uploads, &to, &run.sheet));
	TRY(put_head(&run));
	TRY(db_wait(call->c->db));
	TRY(list_stream(call->c, list, put_row, &run));
	TRY(spreadsheet_end(run.sheet));
	return (note(call, kind));
}
