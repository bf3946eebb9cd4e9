/* SPDX-License-Identifier: ISC */
#include "pages/record/archive.h"

#include "access/event.h"
#include "access/permit.h"
#include "access/session.h"
#include "base/random.h"
#include "base/str.h"
#include "pages/record/print.h"
#include "view/words.h"
#include "web/download.h"
#include "web/layout.h"
#include "web/subject.h"
#include "web/zip.h"

#include <string.h>

struct archive_state {
	struct visit *v;
	struct subject subject;
	struct record *rec;
	struct rows *parts;             /* kind, number, title, state: the record itself first */
	const char *mark;               /* stands in the frame where the records go */
	struct zip *zip;                /* NULL: a page */
	const struct reply_sink *to;
};

const size_t archive_state = sizeof(struct archive_state);

void
archive_ask(struct visit *v)
{
	struct archive_state *d = STATE_OF(v, archive_state);

	d->v = v;
	subject_ask(v, &d->subject, false);
	db_ask(v->c->db, v->c, STMT_DOSSIER_PARTS, &d->parts, ARGS(v->c->site_id, d->subject.number));
}

/* ---- what is around the records */

static void
put_parts(struct visit *v, const struct rows *parts)
{
	for (size_t i = 0; i < rows_count(parts); i++) {
		struct node *node = node_item(node_in(v->root, "Parts"));
		const char *kind = rows_str(parts, i, "kind");

		node_put(node, "number", rows_str(parts, i, "number"));
		node_put(node, "title", rows_str(parts, i, "title"));
		node_put(node, "kind", word(kind));
		node_put(node, "state", word_of(v->c, kind, "state", rows_str(parts, i, "state")));
	}
}

static void
put_paper(struct archive_state *d)
{
	struct visit *v = d->v;
	struct node *paper = node_in(v->root, "Paper");
	const char *path = subject_path(v, d->rec->kind, d->rec->number);

	subject_put(v, d->rec);
	put_parts(v, d->parts);
	if (v->suffix == NULL) {
		node_put(paper, "back_url", path);
		if (may(v->c, PERMIT_LIST_EXPORT))
			node_putf(paper, "zip_url", "%s/dossier.zip", path);
	}
	node_put(paper, "printed", wordf(v->c, N_("Printed by %1 on %2"), v->c->me->name, v->c->today));
	d->mark = random_token(v->c);
	node_put(v->root, "Mark", d->mark);
	v->layout = "print";
}

/* ---- the records, one after another */

static struct err *
put(struct archive_state *d, const char *bytes, size_t n)
{
	return (d->zip != NULL ? zip_write(d->zip, bytes, n) : d->to->write(d->to->wire, bytes, n));
}

/* A visit to the print of that record, in the transaction of the file; what it needs is freed with its context. */
static struct visit *
visit_to(struct archive_state *d, size_t i)
{
	struct ctx *c = mem_new(d->v->c, struct ctx);
	struct visit *v = mem_new(c, struct visit);

	*c = *d->v->c;
	*v = *d->v;
	v->c = c;
	v->view = view_new(c);
	v->root = view_root(v->view);
	v->args[1].name = "kind";
	v->args[1].value = kind_named(rows_str(d->parts, i, "kind"))->plural;
	v->args[2].name = "number";
	v->args[2].value = rows_str(d->parts, i, "number");
	return (v);
}

static struct err *
render_part(struct visit *v, struct buf *out)
{
	struct show *s = mem_new(v->c, struct show);

	print_ask_part(v, s);
	TRY(db_wait(v->c->db));
	TRY(print_part(v, s));
	return (render_page(v->view, NULL, "record/part", out));
}

static struct err *
put_part(struct archive_state *d, size_t i)
{
	struct visit *v;
	struct buf *out;
	struct err *err;

	/* A kind of a later release than this worker. */
	if (kind_named(rows_str(d->parts, i, "kind")) == NULL)
		return (OK);
	v = visit_to(d, i);
	out = buf_new(v->c);
	err = render_part(v, out);
	/* A record that may no longer be seen when its turn comes is left out. */
	if (err_kind(err) == ERR_NOT_FOUND) {
		err_free(err);
		err = OK;
	}
	if (err == OK)
		err = put(d, out->data, out->len);
	mem_free(v->c);
	return (err);
}

static struct err *
put_page(struct archive_state *d)
{
	struct buf *frame = buf_new(d->v->c);
	const char *mark;

	TRY(layout_around(d->v, "record/dossier", mem_fmt(d->v->c, "%s %s", d->rec->number, d->rec->title), d->zip != NULL ? "assets" : NULL, frame));
	mark = strstr(frame->data, d->mark);
	if (mark == NULL)
		return (RAISE(ERR_INTERNAL, "the frame of a file has no mark"));
	TRY(put(d, frame->data, (size_t)(mark - frame->data)));
	for (size_t i = 0; i < rows_count(d->parts); i++)
		TRY(put_part(d, i));
	mark += strlen(d->mark);
	return (put(d, mark, frame->len - (size_t)(mark - frame->data)));
}

/* ---- the archive */

static struct err *
put_files(struct archive_state *d, size_t part)
{
	struct ctx *c = d->v->c;
	const char *number = rows_str(d->parts, part, "number");
	struct rows *files;

	TRY(db_run(c->db, c, STMT_DOSSIER_FILES, &files, ARGS(c->site_id, number)));
	for (size_t i = 0; i < rows_count(files); i++)
		TRY(zip_file(d->zip, mem_fmt(c, "files/%s/%s-%s", number, rows_str(files, i, "id"), rows_str(files, i, "name")),
		    mem_fmt(c, "%s/%s", c->conf->files, rows_str(files, i, "stored"))));
	return (OK);
}

static struct err *
put_archive(struct archive_state *d)
{
	TRY(zip_new(d->v->c, d->to, &d->zip));
	TRY(zip_begin(d->zip, mem_fmt(d->v->c, "%s.html", d->rec->number)));
	TRY(put_page(d));
	TRY(zip_styles(d->zip, d->v->c->conf->templates));
	for (size_t i = 0; i < rows_count(d->parts); i++)
		TRY(put_files(d, i));
	return (zip_end(d->zip));
}

/* ---- sending */

/* Before the first byte: what is looked at that not everyone may see (RX.4).  What was sent is history afterwards. */
static struct err *
note(struct archive_state *d)
{
	struct ctx *c = d->v->c;
	struct rows *opened;

	db_end(c->db);
	session_ask(c, layout_cookie(d->v), true, &opened);
	for (size_t i = 0; i < rows_count(d->parts); i++)
		if (rows_bool(d->parts, i, "restricted"))
			event_new(c, "record.view", rows_text(d->parts, i, "id"), NULL);
	event_flush(c);
	TRY(db_commit(c->db));
	session_ask(c, layout_cookie(d->v), false, &opened);
	return (db_wait(c->db));
}

static struct err *
write_all(struct download *what)
{
	struct archive_state *d = what->arg;

	d->to = what->to;
	TRY(note(d));
	return (d->v->suffix == NULL ? put_page(d) : put_archive(d));
}

struct err *
archive_answer(struct visit *v)
{
	struct archive_state *d = STATE_OF(v, archive_state);
	bool archive = str_eq(v->suffix, "zip");
	struct download what = { .write = write_all, .arg = d, .action = archive ? "record.export" : NULL };

	TRY(subject_read(v, &d->subject, &d->rec));
	if (v->suffix != NULL && !archive)
		return (RAISE(ERR_NOT_FOUND, "no file of a record as \"%s\"", v->suffix));
	if (archive)
		TRY(permit_check(v->c, PERMIT_LIST_EXPORT));
	put_paper(d);
	what.record_id = d->rec->id;
	/* Each part is read as a page is; what is looked at, note() says before the first byte, and v->after no more. */
	return (download_send(v, &what, archive ? "application/zip" : v->reply->type,
	    archive ? mem_fmt(v->c, "%s-%s.zip", d->rec->number, v->c->today) : NULL));
}
