/* SPDX-License-Identifier: ISC */
/*
 * Going on with an import, a piece at a time.  Each piece is a transaction that also says how far it came, so whoever dies loses no more
 * than a piece, and the next one goes on behind it.
 */
#include "access/event.h"
#include "access/session.h"
#include "base/log.h"
#include "base/str.h"
#include "import/run.h"
#include "view/words.h"

#include <string.h>

/* ---- pieces */

struct run *
run_new(const void *parent, struct db *db, struct directory *directory, const struct conf *conf, const char *slug, const char *id, const char *path)
{
	struct run *run = mem_new(parent, struct run);

	*run = (struct run){ .db = db, .directory = directory, .conf = conf, .slug = mem_str(run, slug), .id = mem_str(run, id), .path = mem_str(run, path) };
	return (run);
}

struct run *
run_within(struct ctx *c, const char *id, const char *path)
{
	struct run *run = run_new(c, c->db, c->directory, c->conf, c->site->slug, id, path);

	run->within = c;
	return (run);
}

/* In the name of who asked for it, with the rights they have now; NULL in c->me->id_text: they have none any more. */
static struct err *
enter(struct run *run, struct ctx *c)
{
	struct rows *who;

	c->request_id = "import";
	c->me = mem_new(c, struct member);
	TRY(site_find(run->directory, run->db, run->slug, NULL, &c->site));
	if (c->site == NULL)
		return (RAISE(ERR_NOT_FOUND, "site \"%s\" is gone", run->slug));
	c->site_id = c->site->id_text;
	TRY(db_run(c->db, c, STMT_IMPORT_ENTER, &who, ARGS(c->site_id, run->id)));
	if (rows_count(who) > 0)
		session_become(c, who);
	return (OK);
}

struct err *
piece_begin(struct run *run, struct ctx **out)
{
	struct ctx *c = ctx_new(NULL, run->db, run->directory, run->conf);

	*out = c;
	if (run->within == NULL)
		return (enter(run, c));
	c->site = run->within->site;
	c->site_id = run->within->site_id;
	c->request_id = run->within->request_id;
	c->me = run->within->me;
	return (OK);
}

struct err *
piece_end(struct run *run, struct ctx *c)
{
	event_flush(c);
	return (run->within == NULL ? db_commit(c->db) : db_wait(c->db));
}

bool
run_may(const struct run *run, const struct ctx *c, const struct batch *b)
{
	return (record_may_create(c, b->kind) && (run->within != NULL || may(c, PERMIT_RECORD_IMPORT)));
}

/* ---- the table, open from piece to piece */

struct err *
run_open(struct run *run, const struct batch *b)
{
	if (run->table != NULL)
		return (OK);
	run->after = b->at_row > (int64_t)b->head_row ? (size_t)b->at_row : b->head_row;
	TRY(table_open(run, run->path, b->sheet, run->conf->uploads, &run->table));
	run->is_csv = !str_eq(table_coding(run->table), "XLSX");
	return (OK);
}

void
run_close(struct run *run)
{
	mem_free(run->table);
	run->table = NULL;
}

const struct table_row *
run_row(struct run *run)
{
	const struct table_row *row;

	while ((row = table_next(run->table)) != NULL && row->number <= run->after)
		continue;
	return (row);
}

/* ---- failing */

/* The piece is forgotten; that the import failed, and why, is not. */
struct err *
run_fail(struct run *run, const char *complaint, const char *arg)
{
	struct event *e;
	struct ctx *c;

	if (run->within != NULL)
		return (err_say(RAISE(ERR_INVALID, "%s", wordf(run, complaint, arg, NULL)), complaint));
	db_rollback(run->db);
	TRY(piece_begin(run, &c));
	db_ask(c->db, c, STMT_IMPORT_FAIL, NULL, ARGS(c->site_id, run->id, complaint, str_or(arg, ""), c->now));
	if (c->me->id_text != NULL)
		batch_tell(c, c->me->id_text, "import_failed", run->id);
	e = event_new(c, "import.fail", NULL, run->id);
	event_say(e, "import", run->id);
	TRY(piece_end(run, c));
	mem_free(c);
	return (OK);
}

/* ---- what there is to do */

/* TO ADD ONE: a row; its function does a piece and says whether another one follows. */
static const struct {
	const char *status;
	struct err *(*piece)(struct run *run, struct ctx *c, struct batch *b, bool *more);
} steps[] = {
	{ "checking", check_piece },
	{ "importing", make_piece },
	{ "undoing", undo_piece },
};

static struct err *
do_piece(struct run *run, struct ctx *c, bool *more)
{
	struct rows *rows;
	struct batch *b;

	if (c->me->id_text == NULL)
		return (run_fail(run, N_("The person who started the import is no longer a member of this site."), NULL));
	TRY(db_run(c->db, c, STMT_IMPORT_FIND, &rows, ARGS(c->site_id, run->id)));
	b = batch_of(c, rows);
	for (size_t i = 0; b != NULL && i < ARRAY_LEN(steps); i++)
		if (str_eq(steps[i].status, b->status))
			return (steps[i].piece(run, c, b, more));
	return (run->within == NULL ? db_commit(c->db) : OK);
}

/* What cannot be done now is tried again; what can never be done ends the import. */
static bool
is_lasting(const struct err *err)
{
	return (err_kind(err) == ERR_INTERNAL || err_kind(err) == ERR_FORBIDDEN || err_kind(err) == ERR_INVALID || err_kind(err) == ERR_NOT_FOUND);
}

struct err *
run_step(struct run *run, bool *more)
{
	struct err *err;
	struct ctx *c;

	*more = false;
	err = piece_begin(run, &c);
	if (err == OK)
		err = do_piece(run, c, more);
	mem_free(c);
	if (err != OK && run->within == NULL) {
		bool lasting = is_lasting(err);

		db_rollback(run->db);
		run_close(run);
		if (lasting) {
			log_line(LOG_WARN, "import %s of \"%s\": %s", run->id, run->slug, err_text(err));
			err_free(err);
			return (run_fail(run, N_("An unexpected error occurred and no record was imported. Ask the people who run the portal to look at the log."), NULL));
		}
	}
	return (err);
}
