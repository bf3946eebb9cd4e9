/* SPDX-License-Identifier: ISC */
#include "web/download.h"

#include "access/event.h"
#include "access/permit.h"
#include "access/session.h"
#include "base/str.h"
#include "record/kind.h"
#include "web/layout.h"

/* ---- sending */

struct counted {
	struct download *d;
	const struct reply_sink *to;
};

static struct err *
write_counted(void *wire, const char *bytes, size_t n)
{
	struct counted *counted = wire;

	TRY(counted->to->write(counted->to->wire, bytes, n));
	counted->d->bytes += (int64_t)n;
	return (OK);
}

static struct err *
stream(void *arg, struct reply_sink *to)
{
	struct download *d = arg;
	struct counted counted = { d, to };
	const struct reply_sink sink = { write_counted, &counted };
	struct ctx *c = d->v->c;
	struct err *err, *(*after)(struct visit *v) = d->v->after;
	struct rows *opened;

	d->to = &sink;
	session_ask(c, layout_cookie(d->v), false, &opened);
	err = d->write(d);
	/* A part that is read as a page is leaves its own traces. */
	d->v->c = c;
	d->v->after = after;
	if (err == OK)
		err = db_commit(c->db);
	else
		db_rollback(c->db);
	d->whole = err == OK;
	return (err);
}

/* ---- what the history says of it */

static void
say_number(struct event *e, struct ctx *c, const char *name, int64_t n)
{
	event_say(e, name, mem_fmt(c, "%lld", (long long)n));
}

struct err *
download_note(struct visit *v)
{
	const struct download *d = v->reply->stream_arg;
	const char *ids = d->seen->data;
	struct ctx *c = v->c;
	struct rows *opened;
	struct event *e;
	char id[WORD_MAX];

	session_ask(c, layout_cookie(v), true, &opened);
	while (word_next(&ids, id))
		event_new(c, "record.view", mem_str(c, id), NULL);
	e = event_new(c, d->action, d->record_id, d->what);
	event_say(e, "query", v->req->query_raw);
	event_say(e, "format", v->suffix);
	say_number(e, c, "bytes", d->bytes);
	/* The first row is the head. */
	if (d->sheet != NULL && spreadsheet_rows(d->sheet) > 0)
		say_number(e, c, "rows", (int64_t)spreadsheet_rows(d->sheet) - 1);
	event_say(e, "sent", d->whole ? "whole" : "broken");
	event_flush(c);
	return (db_commit(c->db));
}

/* ---- asking for it */

struct err *
download_send(struct visit *v, const struct download *what, const char *type, const char *filename)
{
	struct download *d = mem_new(v->c, struct download);

	*d = *what;
	d->v = v;
	d->seen = buf_new(v->c);
	v->reply->type = type;
	if (filename != NULL)
		reply_download(v->reply, filename);
	v->reply->stream = stream;
	v->reply->stream_arg = d;
	v->after = d->action == NULL ? NULL : download_note;
	return (OK);
}

struct err *
download_table(struct visit *v, const struct download *what, bool is_export, const char *filename)
{
	if (!spreadsheet_knows(v->suffix))
		return (RAISE(ERR_NOT_FOUND, "no table as \"%s\"", str_or(v->suffix, "")));
	if (is_export)
		TRY(permit_check(v->c, PERMIT_LIST_EXPORT));
	return (download_send(v, what, spreadsheet_type(v->suffix), mem_fmt(v->c, "%s.%s", filename, v->suffix)));
}

void
download_saw(struct download *d, const char *id, enum visibility visible)
{
	if (visible == VISIBLE_CIRCLE)
		buf_fmt(d->seen, "%s ", id);
}

struct err *
download_sheet(struct download *d)
{
	return (spreadsheet_new(d->v->c, d->v->suffix, d->v->c->conf->uploads, d->to, &d->sheet));
}

struct err *
download_rows(struct download *d, const struct download_rows *table, const struct rows *rows)
{
	const char **cells = mem_array(d->v->c, const char *, table->n);
	enum cell_type *types = mem_array(d->v->c, enum cell_type, table->n);

	for (size_t k = 0; k < table->n; k++) {
		types[k] = table->columns[k].type;
		cells[k] = table->head(d->v, table->columns[k].name);
	}
	TRY(download_sheet(d));
	spreadsheet_types(d->sheet, types, table->n);
	TRY(spreadsheet_row(d->sheet, cells, table->n));
	for (size_t i = 0; i < rows_count(rows); i++) {
		for (size_t k = 0; k < table->n; k++)
			cells[k] = table->cell(d->v, rows, i, table->columns[k].name);
		TRY(spreadsheet_row(d->sheet, cells, table->n));
	}
	return (spreadsheet_end(d->sheet));
}
